"""Filling in a case page by page: the form, the themes of the plan, and setting a rule aside with a motive."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from docgen import service
from docgen.web import cases, editing, formfields, formpages, previews, sheets
from docgen.web.access import CASE_ROLES, WRITERS, actor, allow, database, get_or_404
from docgen.web.cases import Opened
from docgen.web.editing import Page
from docgen.web.filters import veld_id
from docgen.web.formpages import OTHER, PLAN, THEMES
from docgen.web.forms import GONE, ROWS, Maker
from docgen.web.gate import config
from docgen.web.log import Act, write
from docgen.web.merge import at
from docgen.web.models import Case
from docgen.web.pages.previews import chosen
from docgen.web.sheets import Sheet, deviation_sheet, page_sheet, theme_sheet

blueprint = Blueprint("invullen", __name__, url_prefix="/zaken/<zaak>")

PLAN_DOCUMENT = "ondersteuningsplan"


@blueprint.get("/invullen/<blad>")
@allow(*CASE_ROLES)
def blad(zaak: str, blad: str) -> ResponseReturnValue:
    """Show a page of the form."""
    case = _case(zaak)
    return _seen(case, editing.show(case, page_sheet(case, blad).plek), page_sheet(case, blad), blad)


@blueprint.post("/invullen/<blad>")
@allow(*WRITERS)
def opslaan(zaak: str, blad: str) -> ResponseReturnValue:
    """Save a page of the form, or add or remove a row of it."""
    case = _case(zaak)
    slugs = list(formpages.pages(case.soort))
    following = slugs[min(slugs.index(blad) + 1, len(slugs) - 1)] if blad in slugs else blad
    target = following if request.form.get("naar") == "volgende" else blad
    done = url_for("invullen.blad", zaak=zaak, blad=target, alles=request.args.get("alles") or None)
    return _sent(case, page_sheet(case, blad), blad, done)


@blueprint.get("/plan/<thema>")
@allow(*CASE_ROLES)
def thema(zaak: str, thema: str) -> ResponseReturnValue:
    """Show one theme of the plan."""
    case = _case(zaak)
    sheet = theme_sheet(case, thema)
    return _seen(case, editing.show(case, sheet.plek), sheet, PLAN)


@blueprint.post("/plan/<thema>")
@allow(*WRITERS)
def thema_opslaan(zaak: str, thema: str) -> ResponseReturnValue:
    """Save one theme of the plan."""
    case = _case(zaak)
    sheet, names = theme_sheet(case, thema), formpages.themes()
    done = url_for("invullen.blad", zaak=zaak, blad=PLAN)
    if request.form.get("naar") == "volgende" and thema in names[:-1]:
        done = url_for("invullen.thema", zaak=zaak, thema=names[names.index(thema) + 1])
    return _sent(case, sheet, PLAN, done)


@blueprint.get("/afwijken/<regel>")
@allow(*CASE_ROLES)
def afwijken(zaak: str, regel: str) -> ResponseReturnValue:
    """Show what it takes to set a rule aside for this case."""
    case = _case(zaak)
    sheet = deviation_sheet(case, regel)
    return _seen(case, editing.show(case, sheet.plek), sheet, "", regel)


@blueprint.post("/afwijken/<regel>")
@allow(*WRITERS)
def afwijken_opslaan(zaak: str, regel: str) -> ResponseReturnValue:
    """Record that a rule is set aside, with a motive and a name."""
    case = _case(zaak)
    return _sent(case, deviation_sheet(case, regel), "", url_for("zaak.overzicht", zaak=zaak), regel)


# --- showing and saving ----------------------------------------------------------


def _seen(case: Case, page: Page, sheet: Sheet, blad: str, regel: str = "") -> str:
    shown = _render(page, sheet, blad, regel)
    write(database(), Act.GEZIEN, zaaknummer=case.zaaknummer, over=sheet.plek)
    database().commit()
    return shown


def _sent(case: Case, sheet: Sheet, blad: str, done: str, regel: str = "") -> ResponseReturnValue:
    for what in ("erbij", "weg", "terug"):
        if request.form.get(what):
            return _rows_changed(case, sheet, what, request.form[what])
    result = editing.submit(case, sheet.plek, sheet.edits, done, sheets.tidied(case, request.form))
    return (_render(result, sheet, blad, regel), 422) if isinstance(result, Page) else result


def _rows_changed(case: Case, sheet: Sheet, what: str, path: str) -> ResponseReturnValue:
    """Add a row to what is typed, or mark one to go, and show the page again with everything that was typed."""
    typed = MultiDict(request.form)
    focus = path
    if what == "erbij":
        boxes = sheet.boxes(Maker(cases.newest(case, actor()), typed))
        lists = {box.path: len(box.inner) for top in boxes for box in top.every() if box.kind == "lijst"}
        if path not in lists:
            abort(404)
        typed[ROWS + path] = str(lists[path] + 1)
        focus = f"{path}[{lists[path]}]"
    elif what == "weg":
        typed[GONE + path] = "ja"
    else:
        typed.pop(GONE + path, None)
    editing.keep(case, sheet.plek, typed)
    return redirect(f"{request.full_path.rstrip('?')}#{veld_id(focus)}", 303)


def _render(page: Page, sheet: Sheet, blad: str, regel: str) -> str:
    opened = page.opened
    findings = service.check(opened.subject, config().today())
    seen, rest = service.findings_for(opened.subject, findings, opened.user.rol, config().today())
    named = {f.veld for f in seen}
    boxes = sheet.boxes(Maker(opened, page.typed, page.problems, _asks(opened, named)))
    where = formpages.place(opened)
    walk = _themes(opened) if blad == PLAN else []
    papers = previews.choices(opened, config().today())
    here = url_for("invullen.blad", zaak=opened.case.id, blad=blad) if blad else ""
    return render_template(
        "invullen.html" if not regel else "afwijken.html",
        zaak=opened.case,
        open=opened,
        blad=page,
        vel=sheet,
        stukken=papers,
        stuk=chosen(opened, papers),
        slug=blad,
        bladen=_menu(opened, seen, where),
        vakken=boxes,
        velden={box.path for top in boxes for box in top.every()},
        bevindingen_hier=[f for f in seen if here and where(f.veld).partition("#")[0] == here],
        bevindingen_elders=[f for f in seen if not here or where(f.veld).partition("#")[0] != here],
        elders=len(rest),
        veldplek=where,
        afwijkplek=formpages.deviation(opened),
        regel=regel,
        reden=[f for f in seen if f.code == regel],
        themas=walk,
        aantal_vast=len(formpages.themes()),
        aantal_klaar=sum(state != "open" for slug, _, state in walk if slug in formpages.themes()),
        alles=bool(_switch()),
        plan_document=PLAN_DOCUMENT,
    )


def _menu(opened: Opened, seen: Sequence[service.Finding], where: Callable[[str], str]) -> list[tuple[str, str, int]]:
    """The pages of the form, each with how many findings block on it."""
    found = []
    for page in formpages.pages(opened.case.soort).values():
        blocking = [f for f in seen if f.ernst.value == "blokkeert" and f.veld and where(f.veld)]
        count = sum(f.veld.partition(".")[0].partition("[")[0] in page.parts for f in blocking)
        found.append((page.slug, page.title, count))
    return found


def _asks(opened: Opened, named: set[str]) -> Callable[[str], bool]:
    """What the form asks: all when somebody wants that, else what the agreement needs or a finding names."""
    if _switch():
        return lambda path: True
    needed = service.needs(opened.case.regeling, opened.case.soort)
    return lambda path: needed.asks(path) or any(name.startswith(path) for name in named)


def _switch() -> dict[str, str]:
    return {"alles": "1"} if request.args.get("alles") else {}


def _case(zaak: str) -> Case:
    return get_or_404(Case, zaak, actor())


def _themes(opened: Opened) -> list[tuple[str, str, str]]:
    """The themes of the plan: the name of the page, the words, and how far it is."""
    items = at(opened.data, THEMES) or []
    found = []
    for slug, n in formpages.theme_slugs(opened).items():
        item = items[n] if n < len(items) else {}
        words = item.get("titel") or ("Eigen thema toevoegen" if slug.startswith(f"{OTHER}-") else "")
        state = "open"
        if item.get("niet_van_toepassing"):
            state = "niet van toepassing"
        elif any(item.get(name) for name in ("situatie", "wens", "afspraken", "doelen")):
            state = "ingevuld"
        found.append((slug, words or formfields.words(slug).capitalize(), state))
    return found
