"""The report of a batch: per case and document what became of it, as a CSV or an XLSX, and the totals.

It can be passed on: it holds the zaaknummer, where the case stands in the input,
codes, names of fields and our own sentences, and no value of a case. No text in it can become a
formula (security.md of the project, T17; CWE-1236).
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from docgen.batch.cells import LONGEST_CELL
from docgen.batch.commas import protected
from docgen.batch.entry import Entry, Stand, Uitkomst
from docgen.errors import fault
from docgen.work.files import stream

HEADINGS = ("nummer", "plaats", "zaaknummer", "document", "uitkomst", "codes", "velden", "toelichting")
WIDTHS = (9, 24, 20, 32, 14, 24, 40, 100)
MOST_SAID = 10
"""Fields and sentences in one cell; an empty plan alone lacks some eighty."""

LAST_ROW = 1_048_575
"""The last row of a sheet, counted from 0."""

ENDS = (".csv", ".xlsx")
DELIMITER = ";"
BEFORE_ANY_CASE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (a workbook knows no zones)
"""The date inside a workbook: always the same, so that the same outcome gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How a batch ended, in numbers.

    Attributes:
        cases: All rows of the input.
        faulty: Those of which something was refused or failed.
        by_stand: Documents, and cases that could not be read, by what became of them.
        exit_code: The worst of all.
    """

    cases: int
    faulty: int
    by_stand: dict[str, int]
    exit_code: int

    def lines(self) -> tuple[tuple[str, int], ...]:
        """The totals in words, with their numbers."""
        return (("zaken", self.cases), ("waarvan met een fout", self.faulty), *self.by_stand.items())


def write(path: Path, entries: Iterable[Entry]) -> Totals:
    """Write the report, CSV or XLSX by the end of its name, and return the totals.

    Raises:
        DocgenError: INVOER-050 for another kind of file, MAAK-91x when it cannot be written.
    """
    must_fit(path)
    with stream(path) as file:
        return _write_csv(file, entries) if path.suffix.lower() == ".csv" else _write_xlsx(file, entries)


def must_fit(path: Path) -> None:
    """Raise CaseProblem for a kind of file that a report cannot be: before a batch of hours, not after it."""
    if path.suffix.lower() not in ENDS:
        raise fault("INVOER-050", naam=path.name)


class _Count:
    """Counts the entries that pass by."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = entries
        self._cases = self._faulty = self._worst = 0
        # What can be made is told of a trial alone.
        self._stands: Counter[str] = Counter({stand.value: 0 for stand in Stand if stand is not Stand.GOED})

    def rows(self) -> Iterator[tuple[int | str, ...]]:
        """The rows of the report."""
        for entry in self._entries:
            self._cases += 1
            self._faulty += entry.fout
            self._worst = max(self._worst, entry.exit_code)
            for uitkomst in entry.uitkomsten:
                self._stands[uitkomst.stand.value] += 1
                yield _row(entry, uitkomst)

    def totals(self) -> Totals:
        """The totals of what has passed."""
        return Totals(self._cases, self._faulty, dict(self._stands), self._worst)


def _row(entry: Entry, uitkomst: Uitkomst) -> tuple[int | str, ...]:
    problems = uitkomst.problemen
    codes = ", ".join(dict.fromkeys(p.code for p in problems))
    fields = shortened(", ", (p.veld for p in problems if p.veld))
    words = shortened(" | ", (f"{p.melding} {p.advies}".strip() for p in problems))
    return (
        entry.nummer,
        entry.plaats,
        entry.zaaknummer,
        uitkomst.document,
        uitkomst.stand.value,
        codes,
        fields,
        words,
    )


def shortened(between: str, items: Iterable[str]) -> str:
    """Join what is said, each thing once, and no more than a person reads in a cell."""
    distinct = list(dict.fromkeys(items))
    more = [f"en nog {len(distinct) - MOST_SAID}"] if len(distinct) > MOST_SAID else []
    return between.join([*distinct[:MOST_SAID], *more])


def _write_csv(file: IO[bytes], entries: Iterable[Entry]) -> Totals:
    count = _Count(entries)
    with csv_rows(file) as rows:
        rows.writerow(HEADINGS)
        for row in count.rows():
            rows.writerow([protected(cell) if isinstance(cell, str) else cell for cell in row])
    return count.totals()


@contextlib.contextmanager
def csv_rows(file: IO[bytes], delimiter: str = DELIMITER) -> Iterator[Any]:
    """Write a CSV as Excel in the Netherlands opens it: semicolons, UTF-8 with a mark that says so."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    try:
        yield csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    finally:
        text.detach()


def _write_xlsx(file: IO[bytes], entries: Iterable[Entry]) -> Totals:
    import xlsxwriter

    count = _Count(entries)
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"created": BEFORE_ANY_CASE, "title": "Verslag van docgen batch"})
        bold = book.add_format({"bold": True})
        overview, sheet = book.add_worksheet("Overzicht"), book.add_worksheet("Resultaten")
        sheet.freeze_panes(1, 0)
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        last = 0
        for row in count.rows():
            last += 1
            if last > LAST_ROW:
                raise fault("INVOER-051")
            for column, cell in enumerate(row):
                put(sheet, last, column, cell)
        sheet.autofilter(0, 0, last, len(HEADINGS) - 1)
        totals = count.totals()
        overview.set_column(0, 0, 30)
        for line, (words, number) in enumerate(totals.lines()):
            overview.write_string(line, 0, words)
            overview.write_number(line, 1, number)
    return totals


def put(sheet: Any, row: int, column: int, cell: int | float | str, form: Any = None) -> None:
    """Put a number as a number and every text as a text: never by guessing, which makes formulas and links."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST_CELL], form)
    else:
        sheet.write_number(row, column, cell, form)
