"""The fields of a case as columns see them: a path, and what kind of value stands there.

Everything is read from the JSON Schema, so that a new field of a case can be
mapped without a change here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from docgen import service

Path = tuple[str | int, ...]
"""The place of a field: ("huur", "servicekosten", 0, "bedrag")."""

MOST_STEPS = 12
MOST_ITEMS = 200
_STEP = re.compile(r"([a-z][a-z0-9_]*)((?:\[[0-9]{1,3}\])*)")


class Kind(StrEnum):
    """What a cell has to be turned into."""

    TEXT = "tekst"
    DATE = "datum"
    MOMENT = "datum of tekst"
    EURO = "bedrag"
    WHOLE = "geheel getal"
    YES_NO = "ja of nee"
    CHOICE = "keuze"
    DIGITS = "nummer"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field that a cell can fill.

    Attributes:
        kind: What the cell becomes.
        titles: The Dutch titles from the case down to the field: ("Huurder", "Achternaam").
        choices: The values allowed, for a choice.
        digits: The number of digits that the value must have; 0 when that is not fixed.
        many: True for a list of single values, which one cell may hold: "1-9-2027; 1-3-2028".
        needed: True when its part of the case cannot do without it.
    """

    kind: Kind
    titles: tuple[str, ...]
    choices: tuple[str, ...] = ()
    digits: int = 0
    many: bool = False
    needed: bool = False


@cache
def _schema() -> Mapping[str, Any]:
    return service.schema()


def parse_path(text: str) -> Path:
    """Read "huur.servicekosten[0].bedrag"; raises ValueError for what is no path."""
    steps: list[str | int] = []
    for part in text.split("."):
        match = _STEP.fullmatch(part)
        if not match:
            raise ValueError("not a field path")
        steps += [match[1], *(int(number) for number in re.findall("[0-9]+", match[2]))]
    if len(steps) > MOST_STEPS or any(isinstance(step, int) and step >= MOST_ITEMS for step in steps):
        raise ValueError("not a field path")
    return tuple(steps)


def written(path: Path) -> str:
    """Write a path as problems name it: "huur.servicekosten[0].bedrag"."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text


def kinds() -> tuple[str, ...]:
    """The values of `soort`."""
    return tuple(_schema()["discriminator"]["mapping"])


def leaf(soort: str, path: Path) -> Leaf | None:
    """Return the field at a path of a case, or None when no single value stands there."""
    node: Mapping[str, Any] | None = _root(soort)
    titles: list[str] = []
    needed = False
    for step in path:
        parent = _resolved(node or {})
        node = parent.get("items") if isinstance(step, int) else parent.get("properties", {}).get(step)
        if node is None:
            return None
        if isinstance(step, str):
            titles.append(str(node.get("title", step)))
            needed = step in parent.get("required", ())
    return _leaf(_resolved(node or {}), tuple(titles), needed)


def is_list(soort: str, path: Path) -> bool:
    """Tell whether a list of parts stands at a path: one that a sheet of its own can fill."""
    node: Mapping[str, Any] = _root(soort)
    for step in path:
        resolved = _resolved(node)
        node = resolved.get("items", {}) if isinstance(step, int) else resolved.get("properties", {}).get(step, {})
    return "properties" in _resolved(_resolved(node).get("items", {}))


@cache
def leaves(soort: str) -> Mapping[Path, Leaf]:
    """Every field of a case that a column can fill; of a list only the first entry."""
    return dict(_below(_root(soort), (), (), False))


def _below(node: Mapping[str, Any], path: Path, titles: tuple[str, ...], needed: bool) -> Iterator[tuple[Path, Leaf]]:
    resolved = _resolved(node)
    found = _leaf(resolved, titles, needed)
    if found:
        yield path, found
    elif "items" in resolved:
        yield from _below(resolved["items"], (*path, 0), titles, needed)
    elif len(path) < MOST_STEPS:
        for key, child in resolved.get("properties", {}).items():
            title = str(child.get("title", key))
            yield from _below(child, (*path, key), (*titles, title), key in resolved.get("required", ()))


def _root(soort: str) -> Mapping[str, Any]:
    return {"$ref": _schema()["discriminator"]["mapping"][soort]}


def _resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference, and leave out that a value may be null."""
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            return _resolved(option)
    if "$ref" in node:
        found: Mapping[str, Any] = _schema()["$defs"][node["$ref"].rpartition("/")[2]]
        return found
    return node


def _leaf(node: Mapping[str, Any], titles: tuple[str, ...], needed: bool) -> Leaf | None:
    if "items" in node:
        item = _leaf(_resolved(node["items"]), titles, needed)
        return Leaf(item.kind, titles, item.choices, item.digits, many=True, needed=needed) if item else None
    if "properties" in node or "type" not in node:
        return None
    choices = tuple(node.get("enum", ())) or ((node["const"],) if "const" in node else ())
    fixed = re.fullmatch(r"\^\[0-9\]\{(\d+)\}\$", node.get("pattern", ""))
    return Leaf(_kind(node, choices, fixed is not None), titles, choices, int(fixed[1]) if fixed else 0, needed=needed)


def _kind(node: Mapping[str, Any], choices: tuple[str, ...], fixed: bool) -> Kind:
    by_format = {"date": Kind.DATE, "datum-of-tekst": Kind.MOMENT, "euro": Kind.EURO, "telefoon": Kind.DIGITS}
    by_type = {"boolean": Kind.YES_NO, "integer": Kind.WHOLE}
    if choices:
        return Kind.CHOICE
    if fixed:
        return Kind.DIGITS
    return by_format.get(node.get("format", "")) or by_type.get(str(node["type"]), Kind.TEXT)
