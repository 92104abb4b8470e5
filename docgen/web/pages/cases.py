"""The list of cases, and the three ways to begin one: from an agreement, from a file, as a copy."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docgen import service
from docgen.errors import CaseProblem, DocgenError
from docgen.web import cases, listing
from docgen.web.access import CASE_ROLES, WRITERS, actor, allow, database, get_or_404
from docgen.web.gate import config, file_of, takes_files
from docgen.web.limits import HEAVY, limiter
from docgen.web.models import Case

blueprint = Blueprint("zaken", __name__, url_prefix="/zaken")

SOORTEN = {
    "zaak": "Zaak van een huurder",
    "toetreding": "Toetreding van een partij",
    "uittreding": "Uittreding van een partij",
    "collegenota": "Nota aan het college",
}
NEEDS_NAME = {
    "toetreding": ("organisatie", "naam"),
    "uittreding": ("organisatie", "naam"),
    "collegenota": ("gemeente", "naam"),
}
"""Kinds of case that cannot be without a name, and where that stands."""
HOME_AND_PARTIES = (
    "woningcorporatie",
    "zorgaanbieder",
    "gemeente",
    "woning",
    "huur",
    "raamovereenkomst",
    "storing_en_nood",
    "klachten",
)
"""What a copy for another huurder takes along."""


@blueprint.get("")
@allow(*CASE_ROLES)
def lijst() -> ResponseReturnValue:
    """List the cases in which the user has a part, what is due first in front."""
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("zoek", "status")}
    page = max(1, request.args.get("pagina", 1, type=int))
    kinds = ("zaak", "collegenota")
    rows, total = listing.page(database(), config(), actor(), kinds, asked["zoek"], asked["status"], page)
    last = max(1, -(-total // listing.PAGE))
    statuses = ("in voorbereiding", "loopt", "afgelopen", "besloten", "gesloten")
    return render_template(
        "zaken.html", rijen=rows, totaal=total, pagina=page, laatste=last, statussen=statuses, **asked
    )


@blueprint.route("/nieuw", methods=["GET", "POST"])
@allow(*WRITERS)
def nieuw() -> ResponseReturnValue:
    """Begin a case from an agreement."""
    soort = request.values.get("soort", "zaak")
    soort = soort if soort in SOORTEN else "zaak"
    if request.method == "GET":
        return _new_page(soort)
    form = request.form
    data: dict[str, Any] = {"soort": soort, "zaaknummer": form.get("zaaknummer", "").strip()}
    data["regeling"] = form.get("regeling", "")
    naam = " ".join(form.get("naam", "").split())
    if soort in NEEDS_NAME:
        part, field = NEEDS_NAME[soort]
        data[part] = {field: naam}
    elif naam:
        data["huurder"] = {"achternaam": naam}
    return _create(data, "nieuw", soort)


@blueprint.post("/nieuw/bestand")
@allow(*WRITERS)
@takes_files
@limiter.limit(HEAVY)
def bestand() -> ResponseReturnValue:
    """Begin a case from a case file; nothing of the file is kept outside the database."""
    content = file_of("bestand")
    try:
        service.parse(content, "het bestand")
    except CaseProblem as error:
        return _new_page("zaak", error, in_file=True), 422
    return _create(service.plain(content), "bestand", "zaak", in_file=True)


@blueprint.post("/<zaak>/kopie")
@allow(*WRITERS)
def kopie(zaak: str) -> ResponseReturnValue:
    """Begin a case with what the user sees of another one."""
    opened = cases.newest(get_or_404(Case, zaak, actor()), actor())
    data = dict(opened.data)
    if request.form.get("wat") != "alles":
        data = {name: data[name] for name in HOME_AND_PARTIES if name in data}
    head = {"soort": opened.case.soort, "zaaknummer": request.form.get("zaaknummer", "").strip()}
    return _create({**data, **head, "regeling": opened.case.regeling}, "kopie", opened.case.soort)


def _create(data: dict[str, Any], hoe: str, soort: str, *, in_file: bool = False) -> ResponseReturnValue:
    db = database()
    try:
        case = cases.create(db, config(), actor(), data, hoe)
    except DocgenError as error:
        db.rollback()
        return _new_page(soort, error, in_file=in_file), 422
    db.commit()
    flash(f"Zaak {case.zaaknummer} is gemaakt.", "goed")
    return redirect(url_for("zaak.overzicht", zaak=case.id), 303)


def _new_page(soort: str, error: DocgenError | None = None, *, in_file: bool = False) -> str:
    problems = (error.problems or (error,)) if error else ()
    return render_template(
        "nieuw.html",
        soort=soort,
        soorten=SOORTEN,
        regelingen=service.regelingen(soort),
        problemen=problems,
        in_bestand=in_file,
    )
