"""What cannot be true under any agreement, although each field by itself is fine.

These checks read the plain data and not the models, so that they speak also
when another field is wrong: all problems at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import PydanticCustomError

from docgen import errors
from docgen.case.overrides import may_be_overridden
from docgen.case.reading import path_of
from docgen.case.value_types import parse_date
from docgen.errors import Problem

Loc = tuple[str | int, ...]

PERIODS = (
    ("begindatum", "einddatum"),
    ("ingangsdatum", "einddatum"),
    ("ingangsdatum", "tot"),
    ("begin", "einde"),
    ("datum", "ingetrokken_op"),
)
"""Fields that stand beside each other and bound a period: the second may not lie before the first."""


def check(tree: dict[str, Any]) -> Iterator[Problem]:
    """Give every contradiction within a case."""
    for loc, part in _objects(tree, ()):
        yield from _periods(loc, part)
        yield from _partner(loc, part)
    yield from _goals(tree)
    yield from _themes(tree)
    yield from _overrides(tree)
    yield from _receipts(tree)
    yield from _decision_points(tree)


def _objects(value: Any, loc: Loc) -> Iterator[tuple[Loc, dict[str, Any]]]:
    if isinstance(value, dict):
        yield loc, value
        for key, item in value.items():
            yield from _objects(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _objects(item, (*loc, index))


def _rows(value: Any) -> list[tuple[int, dict[str, Any]]]:
    """The objects in a list, with their places; nothing when it is no list."""
    items = value if isinstance(value, list) else []
    return [(index, item) for index, item in enumerate(items) if isinstance(item, dict)]


def _before(part: dict[str, Any], first: str, last: str) -> bool:
    """Tell whether the date in `last` lies before the one in `first`; no when either is not a date."""
    try:
        return parse_date(part.get(last)) < parse_date(part.get(first))
    except PydanticCustomError:
        return False


def _periods(loc: Loc, part: dict[str, Any]) -> Iterator[Problem]:
    for first, last in PERIODS:
        if _before(part, first, last):
            yield errors.problem("ZAAK-040", path_of((*loc, last)), begin=first)


def _partner(loc: Loc, part: dict[str, Any]) -> Iterator[Problem]:
    if part.get("naamgebruik") in ("partner", "partner_eigen", "eigen_partner") and part.get("partner") is None:
        yield errors.problem("ZAAK-045", path_of((*loc, "partner")))


def _goals(tree: dict[str, Any]) -> Iterator[Problem]:
    known: set[str] = set()
    for index, goal in _rows(tree.get("doelen")):
        goal_id = goal.get("id")
        if not isinstance(goal_id, str):
            continue
        if goal_id in known:
            yield errors.problem("ZAAK-042", path_of(("doelen", index, "id")))
        known.add(goal_id)
    for loc, reference in _references(tree):
        if isinstance(reference, str) and reference not in known:
            yield errors.problem("ZAAK-041", path_of(loc))


def _references(tree: dict[str, Any]) -> Iterator[tuple[Loc, Any]]:
    """Every place where a case names one of its goals."""
    for index, report in _rows(tree.get("evaluaties")):
        for place, row in _rows(report.get("doelen")):
            yield ("evaluaties", index, "doelen", place, "doel"), row.get("doel")
    for index, theme in _themes_of(tree):
        named = theme.get("doelen")
        for place, reference in enumerate(named if isinstance(named, list) else []):
            yield ("ondersteuningsplan", "themas", index, "doelen", place), reference


def _themes_of(tree: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    plan = tree.get("ondersteuningsplan")
    return _rows(plan.get("themas")) if isinstance(plan, dict) else []


def _themes(tree: dict[str, Any]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for index, theme in _themes_of(tree):
        place = ("ondersteuningsplan", "themas", index)
        name, title = theme.get("thema"), theme.get("titel")
        if name == "overig" and title is None:
            yield errors.problem("ZAAK-046", path_of((*place, "titel")))
        if not isinstance(name, str):
            continue
        key = (name, str(title) if name == "overig" else "")
        if key in seen:
            yield errors.problem("ZAAK-043", path_of((*place, "thema")))
        seen.add(key)


def _overrides(tree: dict[str, Any]) -> Iterator[Problem]:
    for index, override in _rows(tree.get("afwijkingen")):
        rule = override.get("regel")
        if isinstance(rule, str) and not may_be_overridden(rule):
            yield errors.problem("ZAAK-044", path_of(("afwijkingen", index, "regel")))


def _receipts(tree: dict[str, Any]) -> Iterator[Problem]:
    for index, letter in _rows(tree.get("correspondentie")):
        if _before(letter, "datum", "ontvangen_op"):
            yield errors.problem("ZAAK-047", path_of(("correspondentie", index, "ontvangen_op")))
    if tree.get("soort") == "uittreding" and _before(tree, "datum", "ontvangen_op"):
        yield errors.problem("ZAAK-047", "ontvangen_op")


def _decision_points(tree: dict[str, Any]) -> Iterator[Problem]:
    points = tree.get("voorgesteld_besluit")
    highest = len(points) if isinstance(points, list) else 0
    for part in ("argumenten", "kanttekeningen"):
        for index, row in _rows(tree.get(part)):
            number = row.get("beslispunt")
            if isinstance(number, int) and number > highest > 0:
                yield errors.problem("ZAAK-048", path_of((part, index, "beslispunt")))
