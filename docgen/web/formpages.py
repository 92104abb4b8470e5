"""How the parts of a case are spread over the pages of its form: the way people work, not the way a file is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from flask import url_for

from docgen import service
from docgen.service import steps
from docgen.web import formfields
from docgen.web.cases import Opened
from docgen.web.filters import veld_id
from docgen.web.merge import at
from docgen.web.models import Case

PLAN, THEMES = "plan", "ondersteuningsplan.themas"
"""The page of the plan, and the list that it walks theme by theme."""
OWN_PAGES = ("regeling", "afwijkingen")
"""Parts of a case that no page of the form holds: the agreement stays, a deviation has a page for each rule."""
OTHER = "overig"


@dataclass(frozen=True)
class FormPage:
    """One page of the form."""

    slug: str
    title: str
    parts: tuple[str, ...]
    intro: str = ""


_CASE = (
    FormPage("huurder", "Huurder", ("huurder", "medehuurders", "vertegenwoordiging", "noodcontact")),
    FormPage("herkomst", "Herkomst", ("herkomst", "inschrijving", "inkomen", "huurschuld")),
    FormPage("woning", "Woning", ("woning", "woningaanbiedingen", "weigering_corporatie")),
    FormPage(
        "huur",
        "Huur en contract",
        ("huurovereenkomst", "huur", "raamovereenkomst", "bijlagen", "gedragsaanwijzing", "addenda", "omklap"),
    ),
    FormPage("partijen", "Partijen", ("woningcorporatie", "zorgaanbieder", "gemeente", "storing_en_nood", "klachten")),
    FormPage(
        "beschikking",
        "Beschikking",
        (
            "beschikking",
            "aanvragen",
            "begeleidingsovereenkomst",
            "waakvlam",
            "logeerplek",
            "overdracht",
            "warme_overdracht",
        ),
    ),
    FormPage(
        "doelen",
        "Doelen",
        ("doelen",),
        "Schrijf elk doel één keer. In het plan en in een evaluatie kiest u de doelen uit deze lijst.",
    ),
    FormPage(PLAN, "Plan", ("ondersteuningsplan", "nabuurschap", "perspectiefplan")),
    FormPage("evaluatie", "Evaluatie", ("evaluaties", "signaal", "vooraankondiging")),
)


@cache
def pages(soort: str) -> Mapping[str, FormPage]:
    """The pages of the form of a kind of case, in order; the last one holds what is on no other."""
    chosen = _CASE if soort == "zaak" else ()
    taken = {part for page in chosen for part in page.parts} | set(OWN_PAGES)
    rest = tuple(name for name in formfields.parts(soort) if name not in taken)
    last = FormPage("overig", "Overig", rest) if chosen else FormPage("gegevens", "Gegevens", rest)
    return {page.slug: page for page in (*chosen, last)}


@cache
def themes() -> tuple[str, ...]:
    """The fixed themes of a plan, without the one with a title of its own."""
    plan = next(field for field in formfields.parts("zaak")["ondersteuningsplan"].inner if field.name == "themas")
    choice = next(field for field in plan.inner if field.name == "thema")
    return tuple(value for value, _ in choice.choices if value != OTHER)


def theme_slugs(opened: Opened) -> dict[str, int]:
    """Every theme of the plan by the name of its page, with its place in the list; one past the end when it is new."""
    items = at(opened.data, THEMES) or []
    known = {item.get("thema"): n for n, item in reversed(list(enumerate(items)))}
    found = {name: known.get(name, len(items)) for name in themes()}
    own = [n for n, item in enumerate(items) if item.get("thema") == OTHER]
    return found | {f"{OTHER}-{k}": n for k, n in enumerate([*own, len(items)], start=1)}


def deviation(opened: Opened) -> Callable[[service.Finding], str]:
    """Make the function that says where the rule of a finding can be set aside, or was: an address, or nothing."""
    recorded = {item.get("regel") for item in opened.data.get("afwijkingen") or ()}
    open_to = opened.may_write and service.may_see(opened.subject, opened.user.rol, "afwijkingen")

    def find(finding: service.Finding) -> str:
        if not open_to or not (finding.afwijkbaar or finding.code in recorded):
            return ""
        return url_for("invullen.afwijken", zaak=opened.case.id, regel=finding.code)

    return find


def draft_place(case: Case, plek: str) -> tuple[str, str]:
    """The page that a draft belongs to: its name and its address."""
    kind, _, name = plek.partition("-")
    if kind == "thema":
        return f"Plan, {formfields.words(name)}", url_for("invullen.thema", zaak=case.id, thema=name)
    if kind == "afwijken":
        return f"Afwijken van {name}", url_for("invullen.afwijken", zaak=case.id, regel=name)
    page = pages(case.soort).get(name)
    if page is not None:
        return page.title, url_for("invullen.blad", zaak=case.id, blad=name)
    return "Toetreding", url_for("toetreding.stappen", zaak=case.id)


def place(opened: Opened) -> Callable[[str], str]:
    """Make the function that says where the field of a finding is asked: an address, or nothing."""
    slugs = {n: slug for slug, n in theme_slugs(opened).items()} if opened.case.soort == "zaak" else {}
    asked = {part: page.slug for page in pages(opened.case.soort).values() for part in page.parts}

    def find(whole: str) -> str:
        path = opened.view.path_of(whole) if whole else None
        path = formfields.nearest(opened.case.soort, path) if path else None
        first = str(steps(path)[0]) if path else ""
        if not path or first not in asked:
            return ""
        where = steps(path)
        case = opened.case.id
        if path.startswith(f"{THEMES}[") and isinstance(where[2], int) and where[2] in slugs:
            address = url_for("invullen.thema", zaak=case, thema=slugs[where[2]])
        else:
            address = url_for("invullen.blad", zaak=case, blad=asked[first])
        return f"{address}#{veld_id(path)}"

    return find
