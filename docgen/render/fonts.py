"""The fonts of the layouts: which characters they have, how wide a word is, what a letter looks like.

Only WeasyPrint sets text; what is measured here is what it cannot be asked
beforehand: whether every character is in the font (it would silently take a font of
the machine), and whether a word fits (it would silently run off the page).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docgen.errors import fault
from docgen.text.document import Document, Run, Runs, Table


@dataclass(frozen=True, slots=True)
class Family:
    """A family of letters that a house style may choose: two files, and its likeness in Word."""

    name: str
    regular: str
    semibold: str
    office: str
    """The font of a DOCX, which every office has."""

    @property
    def files(self) -> tuple[str, str]:
        """Its two files."""
        return self.regular, self.semibold


SANS = Family("Source Sans Pro", "SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "Arial")
SERIF = Family("Source Serif Pro", "SourceSerifPro-Regular.ttf", "SourceSerifPro-Semibold.ttf", "Georgia")
FAMILIES = {family.name: family for family in (SANS, SERIF)}
FAMILY, REGULAR, SEMIBOLD = SANS.name, SANS.regular, SANS.semibold
"""What is not text of a document (form fields, page furniture) is set in the same letter in every house style."""

BODY_SIZE = 10.5
"""Size of the body in points, as in base.css."""
LINE_WIDTH = 160 / 25.4 * 72
"""Width of the body in points: A4 without two margins of 25 mm."""


@dataclass(frozen=True)
class Face:
    """One font file, read."""

    file: str
    data: bytes
    characters: frozenset[str]
    advances: dict[str, float]
    """Width of each character in parts of the size."""
    font: Any

    def width(self, text: str, size: float = 1.0) -> float:
        """Measure a text, without kerning, in the unit of `size`; an unknown character counts as a wide one."""
        return sum(self.advances.get(char, 0.7) for char in text) * size


def path_of(file: str) -> Path:
    """Return where a font file stands; raises ValueError for a file of no family."""
    import font_source_sans_pro
    import font_source_serif_pro

    for family, package in ((SANS, font_source_sans_pro), (SERIF, font_source_serif_pro)):
        if file in family.files:
            return Path(package.__file__).parent / "files" / file
    raise ValueError("not a font of the layouts")


def files() -> tuple[Path, ...]:
    """Return where every font file of the layouts stands."""
    return tuple(path_of(file) for family in FAMILIES.values() for file in family.files)


@cache
def face(file: str) -> Face:
    """Read a font once per process."""
    from fontTools.ttLib import TTFont

    path = path_of(file)
    font = TTFont(path, lazy=True)
    cmap = font.getBestCmap()
    unit = font["head"].unitsPerEm
    metrics = font["hmtx"]
    advances = {chr(code): metrics[name][0] / unit for code, name in cmap.items()}
    return Face(file, path.read_bytes(), frozenset(advances), advances, font)


@cache
def repertoire(family: Family = SANS) -> frozenset[str]:
    """The characters that both fonts of a family have.

    Without accents that stand apart from their letter: setting joins them, and then
    the words of a PDF are spelled otherwise than those of the document.
    """
    common = frozenset.intersection(*(face(file).characters for file in family.files))
    return frozenset(char for char in common if not unicodedata.combining(char))


def check(document: Document, family: Family = SANS) -> None:
    """See to it that every character can be set and every word fits its line.

    Raises RenderFault with the path of the field (for words of ours: the place in
    the source), never with the value.
    """
    known = repertoire(family)
    for runs, place in _texts(document):
        for run in runs:
            if not known.issuperset(run.text):
                raise fault("MAAK-001", veld=run.path or place)
        if not _fits(runs, LINE_WIDTH * 0.85, family):
            raise fault("MAAK-002", veld=_name(runs, place))
    for block in document.blocks:
        for signer in block.signatures:
            if not _fits((Run(f"{signer.naam} {signer.namens} {signer.rol} {signer.plaats}"),), CARD_WIDTH, family):
                raise fault("MAAK-002", veld=signer.path)
    for field in ("title", "kenmerk", "version", "regeling", "name"):
        if not known.issuperset(getattr(document, field)):
            raise fault("MAAK-001", veld=field)


_LONG = re.compile(r"\S{25,}")


def _fits(runs: Runs, line: float, family: Family) -> bool:
    """Tell whether every word of a text fits a line of this many points, in the largest letter of the body."""
    words = _LONG.findall("".join(run.text for run in runs))
    return all(face(family.semibold).width(word, BODY_SIZE * 1.05) <= line for word in words)


def _name(runs: Runs, place: str) -> str:
    """Name a text by the path of its longest value, or else by its place."""
    values = sorted((run for run in runs if run.path), key=lambda run: -len(run.text))
    return values[0].path if values else place


def _texts(document: Document) -> list[tuple[Runs, str]]:
    found: list[tuple[Runs, str]] = []
    for block in document.blocks:
        found += [((Run(block.number), *block.runs), block.origin)]
        found += [(cell, block.origin) for cell in _cells(block.table)]
        found += [((Run(option.text),), block.origin) for option in block.options]
        for signer in block.signatures:
            lines = (signer.rol, signer.naam, signer.namens, signer.plaats, signer.datum)
            found += [((Run(line, path=signer.path),), block.origin) for line in lines]
    return [*found, *(((Run(role),), "parafen") for role in document.parafen)]


def _cells(table: Table | None) -> tuple[Runs, ...]:
    return (*table.head, *(cell for row in table.rows for cell in row)) if table else ()


CARD_WIDTH = 75 / 25.4 * 72
"""Width of the block of one signer in points, as in base.css."""
PADDING = 3.4 / 25.4 * 72
"""What a cell keeps free beside its text, in points."""
OFFICE = 1.18
"""How much wider a word may be in the office font of a DOCX."""


def column_widths(table: Table, place: str, family: Family = SANS) -> tuple[int, ...]:
    """Return the widths of the columns in percents that sum to 100, widened where a word would not fit.

    Raises RenderFault when the longest words of all columns do not fit beside each other.
    """
    columns = list(zip(table.head, *table.rows, strict=True))
    least = [_least(column, family) for column in columns]
    if sum(least) > 100:
        widest = columns[max(range(len(least)), key=least.__getitem__)]
        raise fault("MAAK-002", veld=_name(tuple(run for runs in widest for run in runs), place))
    widths = list(table.widths)
    while short := [i for i, width in enumerate(widths) if width < least[i]]:
        richest = max(range(len(widths)), key=lambda i: widths[i] - least[i])
        widths[short[0]] += 1
        widths[richest] -= 1
    return tuple(widths)


def _least(column: tuple[Runs, ...], family: Family) -> int:
    words = (word for runs in column for word in "".join(run.text for run in runs).split(" "))
    widest = max((face(family.semibold).width(word, BODY_SIZE) for word in words), default=0.0)
    return min(int(100 * (widest * OFFICE + PADDING) / LINE_WIDTH) + 1, 101)


def lines_of(text: str, file: str) -> int:
    """Estimate on how many lines a text comes out in the block of a signer."""
    lines, room = 0, 0.0
    for word in text.split(" "):
        width = face(file).width(word + " ", BODY_SIZE)
        if width > room or not lines:
            lines, room = lines + 1, CARD_WIDTH
        room -= width
    return lines if text else 0
