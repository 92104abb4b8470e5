"""What stands in a table, to choose its mapping by: its sheets and columns, some values, and what each may be.

For people who choose in a form. What is found holds values of cases, so it stays where the table is.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docgen.batch import guess
from docgen.batch.cells import Oops, Percent, Value, blank
from docgen.batch.fieldmap import OURS
from docgen.batch.fields import written
from docgen.batch.guess import Guess
from docgen.batch.sheets import sheet_names
from docgen.batch.tables import is_sheet, open_table, sayable
from docgen.errors import DocgenError, fault

EXAMPLES = 3
LONGEST_EXAMPLE = 40
LOOKED_AT = 200
"""Rows of a sheet; the rest is not read here, so that a long table takes no longer."""
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column.

    Attributes:
        kop: Its heading.
        voorbeelden: A few different values that stand in it, shortened.
        velden: Paths of the fields that it may be, in a list from the item on.
        zeker: True when it is surely the first of these.
    """

    kop: str
    voorbeelden: tuple[str, ...]
    velden: tuple[str, ...] = ()
    zeker: bool = False


@dataclass(frozen=True, slots=True)
class Blad:
    """One sheet.

    Attributes:
        naam: Its name; empty for a CSV.
        rijen: How many rows that are not empty were seen, at most `LOOKED_AT`.
        kolommen: Its columns.
        lijst: The path of the list that it seems to fill; empty for the first sheet, and where none fits.
        zaaknummer: In a list, the heading of the column that seems to have the zaaknummer.
    """

    naam: str
    rijen: int
    kolommen: tuple[Kolom, ...]
    lijst: str = ""
    zaaknummer: str = ""


def survey(path: Path, most: int) -> tuple[Blad, ...]:
    """Look at a CSV or XLSX; the first sheet is that of the cases.

    Raises:
        CaseProblem: It cannot be read (INVOER-0xx); INVOER-054, it has more than `most` columns.
    """
    names = sheet_names(path) if is_sheet(path) else ("",)
    found = []
    for place, name in enumerate(names):
        try:
            found.append(_sheet(path, name, first=place == 0))
        except DocgenError as error:
            if place == 0 or error.code != "INVOER-010":
                raise
            # Another sheet that is empty.
    if sum(len(sheet.kolommen) for sheet in found) > most:
        raise fault("INVOER-054", naam=sayable(path), hoogste=most)
    return tuple(found)


def dump(sheets: Sequence[Blad]) -> str:
    """Write what was found as JSON."""
    return json.dumps([asdict(sheet) for sheet in sheets])


def load(told: str) -> tuple[Blad, ...]:
    """Read back what `dump` wrote."""
    return tuple(Blad(**{**sheet, "kolommen": tuple(map(_read, sheet["kolommen"]))}) for sheet in json.loads(told))


def _read(told: dict[str, Any]) -> Kolom:
    return Kolom(told["kop"], tuple(told["voorbeelden"]), tuple(told["velden"]), told["zeker"])


def _sheet(path: Path, name: str, *, first: bool) -> Blad:
    with contextlib.closing(open_table(path, name)) as table:
        rows = 0
        shown: list[list[str]] = [[] for _ in table.headings]
        for line in itertools.islice((line for line in table if not line.empty), LOOKED_AT):
            rows += 1
            for place, cell in zip(shown, line.cells, strict=False):
                _add(place, cell)
        thought = guess.of_cases(table.headings) if first else guess.of_list(name, table.headings)
        skip = len(thought.under) + 1 if thought.under else 0
        guesses = {one.heading: one for one in thought.columns}
        columns = [
            _column(heading, values, guesses.get(heading), skip)
            for heading, values in zip(table.headings, shown, strict=True)
            if heading and not heading.casefold().startswith(OURS)
        ]
    return Blad(name, rows, tuple(columns), written(thought.under), thought.number)


def _column(heading: str, values: Sequence[str], thought: Guess | None, skip: int) -> Kolom:
    if thought is None:
        return Kolom(heading, tuple(values))
    paths = tuple(written(path[skip:]) or "." for path in thought.paths[:_CANDIDATES])
    return Kolom(heading, tuple(values), paths, thought.sure)


def _add(shown: list[str], cell: Value) -> None:
    if blank(cell) or len(shown) == EXAMPLES:
        return
    text = _text(cell)
    if text not in shown:
        shown.append(text)


def _text(cell: Value) -> str:
    """Write a cell as a person would read it there."""
    if isinstance(cell, Oops):
        return "(fout in het rekenblad)"
    if isinstance(cell, Percent):
        return f"{cell.fraction:.0%}"
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, dt.datetime):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    text = " ".join(str(cell).split())
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1]}…"
