"""The rows of a form as fields to fill in: their labels, names, values and size.

A field is named by the words of the source, never by a value, and with the name of
its file before it, so that the fields of two forms in one packet stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from docgen.render import fonts
from docgen.text.document import Block, Document, Kind, Runs

MM = 72 / 25.4
SIZE, LEADING = 10.5, 5 * MM
"""Letter and line of what is filled in, in points; the height of n lines as in base.css."""
OFFICE = 1.12
"""How much wider a line of text is in the office font of a DOCX."""
PADDING = 2.0
"""What readers of PDFs keep free beside the text in a field, in points."""
FIELD_WIDTH, LABEL_WIDTH = 104 * MM, 56 * MM
MAX_ROWS = 40
"""Highest field for which base.css has a height: more than a page."""

LONGEST = 64
"""Longest name or title of a field in Word, in characters."""

_BY_HAND = "handtekening"
"""Label of a row that is only filled in on paper."""
_COLON = re.compile(r":(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One field to fill in, in a file or on paper."""

    name: str
    """Name in the file: "registratieformulier-geboortedatum"."""
    label: str
    """What a screen reader says: the label, for a tick box with its own words."""
    value: str = ""
    lines: tuple[str, ...] = ()
    """The value, broken into lines as it is set."""
    rows: int = 1
    """Height in lines."""
    kind: str = "tekst"
    """tekst, vakje (a tick box), ruimte (lines to write on) or handmatig (only on paper)."""
    checked: bool = False

    @property
    def long(self) -> bool:
        """True when in Word the label runs on below the value, which then stands on a line of its own."""
        return fonts.face(fonts.REGULAR).width(self.label, 10 * OFFICE) > LABEL_WIDTH

    @property
    def title(self) -> str:
        """The label as far as Word takes it."""
        return self.label[:LONGEST]


@dataclass
class Names:
    """Gives each field of a document a name of its own."""

    document: Document
    taken: dict[str, int] = field(default_factory=dict)

    def entries(self, block: Block, label: str, value: str) -> tuple[Entry, ...]:
        """Return the fields of a block of a form; none for any other block."""
        words = label or block.text
        if block.kind is Kind.KEUZE:
            name = self._name(_own_words(block), "keuze")
            texts = [" ".join(filter(None, (words.rstrip(":"), option.text))) for option in block.options]
            return tuple(
                Entry(f"{name}-{number}", text, kind="vakje", checked=option.checked)
                for number, (text, option) in enumerate(zip(texts, block.options, strict=True), start=1)
            )
        if block.kind is Kind.SCHRIJFRUIMTE:
            return (Entry(self._name(_own_words(block), "ruimte"), words, kind="ruimte", rows=block.lines),)
        if block.kind is Kind.VELD and (label or len(block.runs) < 2):
            return (self._text(block, label, value),)
        return ()

    def _text(self, block: Block, label: str, value: str) -> Entry:
        kind = "handmatig" if label.rstrip(":").casefold() == _BY_HAND and not value else "tekst"
        lines = wrap(value, FIELD_WIDTH - 2 * PADDING, SIZE)
        rows = max(len(lines), 1)
        name = self._name(label or _own_words(block), "veld")
        return Entry(name, label.rstrip(":") or "vervolg", value, lines, min(rows, MAX_ROWS), kind)

    def _name(self, words: str, other: str) -> str:
        slug = f"{self.document.stem}-{slug_of(words) or other}"[: LONGEST - 6].rstrip("-")
        self.taken[slug] = self.taken.get(slug, 0) + 1
        return slug if self.taken[slug] == 1 else f"{slug}-{self.taken[slug]}"


def split(block: Block) -> tuple[str, Runs]:
    """Return the label of a row of a form, and what stands behind it.

    The label is what the source says before its colon; a row that is one sentence with
    values in it has no label, and is no field.
    """
    if block.number or not block.runs or block.runs[0].path:
        return block.number, block.runs
    first, rest = block.runs[0], block.runs[1:]
    colon = _COLON.search(first.text)
    if colon is None:
        return ("", block.runs) if rest else (first.text, ())
    value = first.text[colon.end() :].lstrip()
    return first.text[: colon.end()], (replace(first, text=value), *rest) if value else rest


def slug_of(words: str) -> str:
    """Turn words into a name: lower case, plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """Break a text into lines of this width in points; no word is ever divided."""
    lines: list[str] = []
    room = 0.0
    space = fonts.face(fonts.REGULAR).width(" ", size)
    for word in text.split():
        needed = fonts.face(fonts.REGULAR).width(word, size)
        if lines and needed <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
            room = width
        room -= needed + space
    return tuple(lines)


def _own_words(block: Block) -> str:
    return block.number or "".join(run.text for run in block.runs if not run.path)
