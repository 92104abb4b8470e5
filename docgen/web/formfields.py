"""The fields of a case as a form shows them, read from the schema: a tree of groups, lists and single fields.

One place turns what is typed into what a case holds, and back: `read` and `shown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from docgen import nl
from docgen.batch import fields
from docgen.batch.fields import Kind, Leaf
from docgen.errors import Problem, problem
from docgen.service import Step, join, steps
from docgen.web.typed import shown_day

GOAL, GOAL_ID = "doel", "doel-id"
"""Formats of the schema: the name of a goal that is chosen, and that of the goal itself."""
SENTENCE = "zin"
"""Format of a text without line breaks: those that are typed become spaces."""
_WORDS = {"cooperatie": "coöperatie", "financien": "financiën", "wmo_begeleiding": "Wmo-begeleiding", "wlz": "Wlz"}
_WORDS |= {"bv": "bv", "nv": "nv", "ggz": "ggz", "oud_amv": "oud-amv", "op_en_afschalen": "op- en afschalen"}


@dataclass(frozen=True)
class Field:
    """One node of the form: a single field, a group of fields, or a list of groups."""

    name: str
    title: str
    help: str
    needed: bool
    leaf: Leaf | None = None
    inner: tuple[Field, ...] = ()
    """The fields of a group, or of one item of a list."""
    many: bool = False
    """True for a list of groups."""

    @property
    def widget(self) -> str:
        """How the field is asked: "vinkjes", "regels", "keuze", "tekstvak" or "regel"."""
        assert self.leaf is not None
        if self.leaf.many:
            return "vinkjes" if self.leaf.choices or self.leaf.form == GOAL else "regels"
        if self.leaf.kind in {Kind.CHOICE, Kind.YES_NO} or self.leaf.form == GOAL:
            return "keuze"
        return "tekstvak" if self.leaf.form in {"textarea", SENTENCE} else "regel"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The values to choose from, each with its words; of a goal none: these stand in the case."""
        assert self.leaf is not None
        if self.leaf.kind is Kind.YES_NO:
            return [("ja", "ja"), ("nee", "nee")]
        return [(choice, words(choice)) for choice in self.leaf.choices]


@cache
def parts(soort: str) -> Mapping[str, Field]:
    """Every part of a kind of case, in the order of the schema; not its `soort`."""
    return {field.name: field for field in _inner(fields.root(soort)) if field.name != "soort"}


def nearest(soort: str, path: str) -> str:
    """The place that a form asks, at a path or around it: "huur" for "huur.totaal", which nobody types."""
    found: list[Step] = []
    known: Mapping[str, Field] = parts(soort)
    for step in steps(path):
        if isinstance(step, str):
            if step not in known:
                break
            known = {} if known[step].leaf else {field.name: field for field in known[step].inner}
        found.append(step)
    return join(found)


def words(choice: str) -> str:
    """Write a choice as people read it: "maatschappelijke opvang"."""
    return _WORDS.get(choice) or (choice if choice[:1].isupper() else choice.replace("_", " ").replace("-", " "))


def read(field: Field, texts: list[str], path: str) -> tuple[Any, Problem | None]:
    """Turn what was typed in a field into what a case holds; None when nothing was typed."""
    leaf = field.leaf
    assert leaf is not None
    given = [line.strip() for text in texts for line in (text.splitlines() if field.widget == "regels" else [text])]
    given = [text for text in given if text]
    try:
        values = [_READERS.get(leaf.kind, str)(_bare(leaf, text)) for text in given]
    except ValueError:
        return None, problem(_CODES[leaf.kind], path)
    if leaf.many:
        return values or None, None
    return (values[-1] if values else None), None


def shown(field: Field, value: Any) -> list[str]:
    """Write what a case holds as people type it: one text, or one for each thing that is ticked."""
    leaf = field.leaf
    assert leaf is not None
    if leaf.many:
        items = [_shown(leaf, item) for item in value or ()]
        return items if field.widget == "vinkjes" else ["\n".join(items)]
    return [_shown(leaf, value)]


def _shown(leaf: Leaf, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    text = str(value)
    if leaf.kind in {Kind.DATE, Kind.MOMENT}:
        return shown_day(text)
    if leaf.kind is Kind.EURO:
        return _euro(text)
    return _PRINTED.get(leaf.form, str)(text)


def _euro(text: str) -> str:
    try:
        whole, _, cents = nl.lees_bedrag(text).partition(".")
    except ValueError:
        return text
    return f"€ {int(whole):,}".replace(",", ".") + f",{cents:0<2}"


def _bare(leaf: Leaf, text: str) -> str:
    """Take out what people put between the groups of a number, and the line breaks of a sentence."""
    if leaf.form == SENTENCE:
        return " ".join(line.strip() for line in text.splitlines() if line.strip())
    if not leaf.digits and leaf.form not in _PRINTED:
        return text
    compact = "".join(char for char in text if char not in " .-\N{NO-BREAK SPACE}")
    return compact if leaf.digits else compact.upper()


_READERS: Mapping[Kind, Callable[[str], Any]] = {
    Kind.DATE: nl.lees_datum,
    Kind.MOMENT: nl.lees_moment,
    Kind.EURO: nl.lees_bedrag,
    Kind.WHOLE: nl.lees_geheel,
    Kind.YES_NO: nl.lees_ja_nee,
}
_CODES = {Kind.DATE: "DOCGEN-107", Kind.EURO: "DOCGEN-108", Kind.WHOLE: "DOCGEN-109", Kind.YES_NO: "DOCGEN-110"}
_PRINTED: Mapping[str, Callable[[str], str]] = {
    "iban": lambda text: nl.Iban(text).afdruk,
    "telefoon": lambda text: nl.Telefoonnummer(text).afdruk,
    "postcode": lambda text: nl.Postcode(text.replace(" ", "")).afdruk,
}


def _inner(node: Mapping[str, Any]) -> Iterator[Field]:
    part = fields.resolved(node)
    required = part.get("required", ())
    for name, child in part.get("properties", {}).items():
        title, text = str(child.get("title", name)), str(child.get("description", ""))
        found = fields.leaf_of(child, (title,), name in required)
        if found:
            yield Field(name, title, text, name in required, found)
            continue
        inner = fields.resolved(child)
        many = "items" in inner
        yield Field(name, title, text, name in required, None, tuple(_inner(inner["items"] if many else inner)), many)
