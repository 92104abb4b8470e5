"""The documents of a case: what it calls for and why, concepts to read, finals that are kept as they were made."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docgen import service
from docgen.errors import DocgenError, Problem
from docgen.web import cases, formpages, papers, styles
from docgen.web.access import CASE_ROLES, WRITERS, actor, allow, database, get_or_404
from docgen.web.cases import Opened
from docgen.web.gate import config
from docgen.web.limits import HEAVY, limiter
from docgen.web.log import Act, write
from docgen.web.models import Case, Final
from docgen.web.pages.case import attachment

blueprint = Blueprint("stukken", __name__, url_prefix="/zaken/<zaak>/stukken")


@blueprint.get("")
@allow(*CASE_ROLES)
def lijst(zaak: str) -> ResponseReturnValue:
    """Show what the case calls for and why, and the finals that are kept."""
    opened = _opened(zaak)
    page = _page(opened)
    write(database(), Act.GEZIEN, zaaknummer=opened.case.zaaknummer, over="stukken")
    database().commit()
    return page


@blueprint.get("/concept/<document>.<formaat>")
@allow(*CASE_ROLES)
@limiter.limit(HEAVY)
def concept(zaak: str, document: str, formaat: str) -> Response:
    """Make a concept for the role of this user and hand it out; it is not kept."""
    opened = _opened(zaak)
    _may_have(opened, document)
    if formaat not in papers.FORMATS:
        abort(404)
    style = styles.style_of(database(), opened.user.party)
    write(database(), Act.CONCEPT, zaaknummer=opened.case.zaaknummer, over=document)
    database().commit()
    name, content, kind = papers.concept(opened, document, formaat, config().today(), style)
    return attachment(content, name, kind)


@blueprint.post("/definitief/<document>")
@allow(*WRITERS)
@limiter.limit(HEAVY)
def vaststellen(zaak: str, document: str) -> ResponseReturnValue:
    """Make the final of a document, for everyone with a part in the case who may have it."""
    db, opened = database(), _opened(zaak)
    _may_have(opened, document)
    if opened.case.gesloten_op is not None:
        abort(409)
    _, style = opened.subject, styles.style_of(db, opened.user.party)
    db.commit()
    try:
        made = papers.settle(config(), opened, document, style)
    except DocgenError as error:
        return _page(opened, document, error.problems or (Problem(error.code, "", error.melding, error.advies),)), 422
    db.add_all(made)
    write(db, Act.DEFINITIEF, zaaknummer=opened.case.zaaknummer, over=document)
    db.commit()
    flash("Het definitieve stuk is gemaakt en bewaard.", "goed")
    return redirect(url_for("stukken.lijst", zaak=zaak), 303)


@blueprint.get("/bewaard/<stuk>")
@allow(*CASE_ROLES)
def ophalen(zaak: str, stuk: str) -> Response:
    """Hand out a final exactly as it was made."""
    case, final = get_or_404(Case, zaak, actor()), get_or_404(Final, stuk, actor())
    if final.case_id != case.id:
        abort(404)
    write(database(), Act.OPGEHAALD, zaaknummer=case.zaaknummer, over=final.bestand)
    database().commit()
    return attachment(final.inhoud, final.bestand, papers.FORMATS[final.bestand.rpartition(".")[2]])


def _opened(zaak: str) -> Opened:
    return cases.newest(get_or_404(Case, zaak, actor()), actor())


def _receivable(opened: Opened) -> tuple[str, ...]:
    try:
        return service.receivable(opened.subject, config().today(), opened.user.rol)
    except DocgenError:
        return ()  # a role that this case does not have


def _may_have(opened: Opened, document: str) -> None:
    if document not in _receivable(opened):
        abort(404)


def _page(opened: Opened, refused: str = "", problems: Sequence[Problem] = ()) -> str:
    day, rol = config().today(), opened.user.rol
    may_have = _receivable(opened)
    calls = service.documents(opened.subject, day, rol) if may_have else ()
    seen, rest = service.findings_for(opened.subject, service.check(opened.subject, day), rol, day)
    blocking = [f for f in seen if f.ernst.value == "blokkeert"]
    finals = papers.kept(database(), opened.user, opened.case)
    readable = [p for p in problems if not p.veld or service.may_see(opened.subject, rol, p.veld)]
    return render_template(
        "stukken.html",
        zaak=opened.case,
        open=opened,
        geroepen=[(call, [f for f in blocking if call.document in f.documenten]) for call in calls],
        elders=sum(f.ernst.value == "blokkeert" for f in rest),
        mogelijk=[name for name in may_have if name not in {call.document for call in calls}],
        bewaard=finals,
        verouderd=papers.outdated(opened, finals),
        geweigerd=refused,
        problemen=readable,
        verborgen=len(problems) - len(readable),
        veldplek=formpages.place(opened),
        afwijkplek=formpages.deviation(opened),
        peildatum=day,
    )
