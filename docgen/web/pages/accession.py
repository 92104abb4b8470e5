"""Toetredingen: the request, the objections, the decision and the declaration; and who is bound on a day."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from docgen import service
from docgen.errors import Problem, problem
from docgen.web import cases, editing, listing, merge, typed
from docgen.web.access import CASE_ROLES, actor, allow, database, get_or_404, scope
from docgen.web.cases import Opened
from docgen.web.editing import Page
from docgen.web.filters import veld_id
from docgen.web.gate import config
from docgen.web.log import Act, write
from docgen.web.merge import Edits
from docgen.web.models import Case

blueprint = Blueprint("toetreding", __name__, url_prefix="/toetredingen")

PLEK = "toetreding"
KINDS = ("toetreding", "uittreding")
TEXTS = (
    "organisatie.naam",
    "organisatie.kvk_nummer",
    "organisatie.statutaire_zetel",
    "partij",
    "rol",
    "motivering",
    "besluit.uitkomst",
    "besluit.motivering",
    "ondertekening.plaats",
)
DAYS = ("aanvraagdatum", "voorgelegd_op", "besluit.datum", "ingangsdatum", "ondertekening.datum")
OBJECTION = ("van", "bezwaar", "antwoord")


@blueprint.get("")
@allow(*CASE_ROLES)
def lijst() -> ResponseReturnValue:
    """List who asked to join or to leave, and who is bound on a day."""
    db, user = database(), actor()
    asked, wrong = request.args.get("op", ""), ""
    try:
        text = typed.day(asked)
    except ValueError:
        text, wrong = None, "Schrijf de dag als 22-11-2026."
    day = config().today() if text is None else typed.date_of(text)
    rows, _ = listing.page(db, config(), user, KINDS)
    mine = [cases.newest(case, user) for case in db.scalars(scope(Case, user).where(Case.soort.in_(KINDS)))]
    readable = [opened.subject for opened in mine if service.may_see(opened.subject, user.rol, "organisatie.naam")]
    bound = service.bound_parties(readable, day)
    return render_template(
        "toetredingen.html", rijen=rows, gebonden=bound, op=day, fout=wrong, regelingen=service.regelingen()
    )


@blueprint.route("/<zaak>", methods=["GET", "POST"])
@allow(*CASE_ROLES)
def stappen(zaak: str) -> ResponseReturnValue:
    """Show and save the steps of one accession."""
    db, user = database(), actor()
    case = get_or_404(Case, zaak, user)
    if case.soort != PLEK:
        abort(404)
    if request.method == "POST":
        done = editing.submit(case, PLEK, _edits, url_for("toetreding.stappen", zaak=case.id))
        return (_page(done), 422) if isinstance(done, Page) else done
    page = _page(editing.show(case, PLEK))
    write(db, Act.GEZIEN, zaaknummer=case.zaaknummer, over="toetreding")
    db.commit()
    return page


def _page(page: Page) -> str:
    opened = page.opened
    day = config().today()
    findings = service.check(opened.subject, day)
    seen, _ = service.findings_for(opened.subject, findings, opened.user.rol, day)
    fields = _shown(page)

    def place(path: str) -> str:
        return f"#{veld_id(path)}" if path in fields else ""

    given = {"open": opened, "zaak": opened.case, "velden": fields, "bevindingen": seen, "veldplek": place}
    return render_template("toetreding.html", blad=page, **given)


def _shown(page: Page) -> dict[str, str]:
    """What stands in each field: what was typed, else the case."""
    if page.typed is not None:
        return dict(page.typed.items())
    data = page.opened.data
    shown = {path: str(merge.at(data, path) or "") for path in TEXTS}
    shown |= {path: typed.shown_day(merge.at(data, path)) for path in DAYS}
    for n, item in enumerate(data.get("bezwaren") or ()):
        shown |= {f"bezwaren[{n}].{name}": str(item.get(name) or "") for name in OBJECTION}
    return shown


def _edits(opened: Opened, form: MultiDict[str, str]) -> tuple[Edits, list[Problem]]:
    """Turn what was typed into edits."""
    zet: dict[str, object] = {path: form[path].strip() or None for path in TEXTS if path in form}
    problems: list[Problem] = []
    for path in DAYS:
        try:
            zet |= {path: typed.day(form[path])} if path in form else {}
        except ValueError:
            problems.append(problem("DOCGEN-107", path))
    known = len(opened.data.get("bezwaren") or ())
    weg = {f"bezwaren[{n}]" for n in range(known) if f"weg:bezwaren[{n}]" in form}
    for n in range(known + 1):
        texts = {name: form.get(f"bezwaren[{n}].{name}", "").strip() for name in OBJECTION}
        if n < known or any(texts.values()):
            zet |= {f"bezwaren[{n}].{name}": text or None for name, text in texts.items()}
    return Edits(zet, frozenset(weg)), problems
