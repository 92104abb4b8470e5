"""The pages of the form of a case, each as a sheet: its boxes, and what was typed in them as edits.

Whoever saves what was typed and whoever only shows what it would give read it here, in one way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from flask import abort
from werkzeug.datastructures import MultiDict

from docgen import service
from docgen.errors import Problem, problem
from docgen.web import cases, formfields, formpages, forms
from docgen.web.access import actor
from docgen.web.cases import Opened
from docgen.web.formpages import OTHER, PLAN, THEMES
from docgen.web.forms import Box, Maker
from docgen.web.gate import config
from docgen.web.merge import Edits, at
from docgen.web.models import Case

DEVIATION = ("motief", "naam", "functie", "datum")
"""What somebody who sets a rule aside fills in."""


@dataclass(frozen=True)
class Sheet:
    """One page of a form: its place among the drafts, its heading, and how its boxes are made of a version."""

    plek: str
    title: str
    boxes: Callable[[Maker], list[Box]]
    fixed: Callable[[Opened], dict[str, Any]] = field(default=lambda opened: {})
    """What goes with any edit of this page: the theme, the rule."""
    row: Callable[[Opened], str] | None = None
    """The place of a record that is complete or not there: it can be withdrawn as a whole."""

    def edits(self, before: Opened, typed: MultiDict[str, str]) -> tuple[Edits, list[Problem]]:
        """What was typed on this page as edits, and every problem at once."""
        if self.row is not None and typed.get("intrekken"):
            return Edits(weg=frozenset({self.row(before)})), []
        boxes = self.boxes(Maker(before, typed))
        edits, problems = forms.edits_of(before, boxes, typed)
        if self.row is not None:
            problems += [problem("DOCGEN-111", b.path) for b in boxes if b.field.needed and not b.text.strip()]
        return Edits({**self.fixed(before), **edits.zet} if edits.zet else edits.zet, edits.weg), problems


def sheet_of(case: Case, plek: str) -> Sheet:
    """The page that goes by this name among the drafts (`Sheet.plek`); 404 when there is none."""
    kind, _, name = plek.partition("-")
    found = {"blad": page_sheet, "thema": theme_sheet, "afwijken": deviation_sheet}.get(kind)
    if found is None:
        abort(404)
    return found(case, name)


def tidied(case: Case, typed: MultiDict[str, str]) -> MultiDict[str, str]:
    """Put what was typed in order (`forms.tidy`), over the version that was in view."""
    user, basis = actor(), typed.get("basis", "")
    opened = cases.numbered(case, int(basis), user) if basis.isdecimal() and len(basis) < 9 else None
    return forms.tidy(typed, (opened or cases.newest(case, user)).data)


def page_sheet(case: Case, blad: str) -> Sheet:
    """A page of the form; 404 when this kind of case has no such page."""
    page = formpages.pages(case.soort).get(blad)
    if page is None:
        abort(404)
    every = formfields.parts(case.soort)

    def boxes(maker: Maker) -> list[Box]:
        found = []
        for name in page.parts:
            part = every[name]
            if blad == PLAN and name == PLAN:
                continue
            if THEMES.startswith(f"{name}."):
                part = _without(part, THEMES.rpartition(".")[2])
            box = maker.box(part, name, maker.opened.data.get(name))
            found += [box] if box else []
        return found

    return Sheet(f"blad-{blad}", page.title, boxes)


def _without(part: formfields.Field, name: str) -> formfields.Field:
    return replace(part, inner=tuple(child for child in part.inner if child.name != name))


def theme_sheet(case: Case, name: str) -> Sheet:
    """A theme of the plan, also one that is not in it yet; 404 when there is no such theme."""
    opened = cases.newest(case, actor())
    if case.soort != "zaak" or name not in formpages.theme_slugs(opened):
        abort(404)
    plan = formfields.parts(case.soort)["ondersteuningsplan"]
    part = next(child for child in plan.inner if child.name == "themas")
    kind = OTHER if name.startswith(f"{OTHER}-") else name
    skipped = {"thema"} | (set() if kind == OTHER else {"titel"})
    asked = replace(part, inner=tuple(child for child in part.inner if child.name not in skipped))

    def path(before: Opened) -> str:
        return f"{THEMES}[{formpages.theme_slugs(before).get(name, len(at(before.data, THEMES) or []))}]"

    def boxes(maker: Maker) -> list[Box]:
        where = path(maker.opened)
        value = at(maker.opened.data, where)
        return list(maker.row(asked, where, value, fresh=value is None).inner)

    title = "Eigen thema" if kind == OTHER else formfields.words(kind).capitalize()
    return Sheet(f"thema-{name}", title, boxes, lambda before: {f"{path(before)}.thema": kind})


def deviation_sheet(case: Case, rule: str) -> Sheet:
    """What it takes to set a rule aside; 404 when this user finds no such rule to set aside."""
    opened = cases.newest(case, actor())
    seen, _ = service.findings_for(
        opened.subject, service.check(opened.subject, config().today()), actor().rol, config().today()
    )
    recorded = [item.get("regel") for item in opened.data.get("afwijkingen") or ()]
    if rule not in recorded and not any(f.code == rule and f.afwijkbaar for f in seen):
        abort(404)
    part = formfields.parts(case.soort)["afwijkingen"]
    inner = tuple(replace(f, needed=f.name != "datum") for f in part.inner if f.name in DEVIATION)
    asked = replace(part, inner=inner)

    def path(before: Opened) -> str:
        rules = [item.get("regel") for item in before.data.get("afwijkingen") or ()]
        return f"afwijkingen[{rules.index(rule) if rule in rules else len(rules)}]"

    def boxes(maker: Maker) -> list[Box]:
        where = path(maker.opened)
        value = at(maker.opened.data, where)
        return list(maker.row(asked, where, value, fresh=value is None).inner)

    return Sheet(
        f"afwijken-{rule}", f"Afwijken van {rule}", boxes, lambda before: {f"{path(before)}.regel": rule}, path
    )
