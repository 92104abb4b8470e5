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
        form: The `format` of the schema, for what has one: "iban", "postcode", "textarea".
    """

    kind: Kind
    titles: tuple[str, ...]
    choices: tuple[str, ...] = ()
    digits: int = 0
    many: bool = False
    needed: bool = False
    form: str = ""


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
    node: Mapping[str, Any] | None = root(soort)
    titles: list[str] = []
    needed = False
    for step in path:
        parent = resolved(node or {})
        node = parent.get("items") if isinstance(step, int) else parent.get("properties", {}).get(step)
        if node is None:
            return None
        if isinstance(step, str):
            titles.append(str(node.get("title", step)))
            needed = step in parent.get("required", ())
    return leaf_of(node or {}, tuple(titles), needed)


def is_list(soort: str, path: Path) -> bool:
    """Tell whether a list of parts stands at a path: one that a sheet of its own can fill."""
    node: Mapping[str, Any] = root(soort)
    for step in path:
        part = resolved(node)
        node = part.get("items", {}) if isinstance(step, int) else part.get("properties", {}).get(step, {})
    return "properties" in resolved(resolved(node).get("items", {}))


@cache
def leaves(soort: str) -> Mapping[Path, Leaf]:
    """Every field of a case that a column can fill; of a list only the first entry."""
    return dict(_below(root(soort), (), (), False))


def _below(node: Mapping[str, Any], path: Path, titles: tuple[str, ...], needed: bool) -> Iterator[tuple[Path, Leaf]]:
    part = resolved(node)
    found = leaf_of(part, titles, needed)
    if found:
        yield path, found
    elif "items" in part:
        yield from _below(part["items"], (*path, 0), titles, needed)
    elif len(path) < MOST_STEPS:
        for key, child in part.get("properties", {}).items():
            title = str(child.get("title", key))
            yield from _below(child, (*path, key), (*titles, title), key in part.get("required", ()))


def root(soort: str) -> Mapping[str, Any]:
    """The node of the schema that describes a kind of case."""
    return {"$ref": _schema()["discriminator"]["mapping"][soort]}


def resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference, and leave out that a value may be null."""
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            return resolved(option)
    if "$ref" in node:
        found: Mapping[str, Any] = _schema()["$defs"][node["$ref"].rpartition("/")[2]]
        return found
    return node


def leaf_of(node: Mapping[str, Any], titles: tuple[str, ...], needed: bool) -> Leaf | None:
    """The single field that a node of the schema describes, or a list of single values; None for anything else."""
    node = resolved(node)
    if "items" in node:
        item = leaf_of(node["items"], titles, needed)
        return Leaf(item.kind, titles, item.choices, item.digits, True, needed, item.form) if item else None
    if "properties" in node or "type" not in node:
        return None
    choices = tuple(node.get("enum", ())) or ((node["const"],) if "const" in node else ())
    fixed = re.fullmatch(r"\^\[0-9\]\{(\d+)\}\$", node.get("pattern", ""))
    digits = int(fixed[1]) if fixed else 0
    return Leaf(_kind(node, choices, digits > 0), titles, choices, digits, False, needed, node.get("format", ""))


def _kind(node: Mapping[str, Any], choices: tuple[str, ...], fixed: bool) -> Kind:
    by_format = {"date": Kind.DATE, "datum-of-tekst": Kind.MOMENT, "euro": Kind.EURO, "telefoon": Kind.DIGITS}
    by_type = {"boolean": Kind.YES_NO, "integer": Kind.WHOLE}
    if choices:
        return Kind.CHOICE
    if fixed:
        return Kind.DIGITS
    return by_format.get(node.get("format", "")) or by_type.get(str(node["type"]), Kind.TEXT)
