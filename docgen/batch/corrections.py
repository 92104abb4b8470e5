"""The wrong rows of a table, with what is wrong in front, to be mended and fed back in by the same mapping.

Unlike the report this file holds what the input held, personal data and all: it
is made only when somebody asks for it, and only they may read it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from docgen.batch import fieldmap
from docgen.batch.cells import Oops, Percent, Value
from docgen.batch.commas import protected
from docgen.batch.entry import Entry
from docgen.batch.fieldmap import OURS, FieldMap
from docgen.batch.lists import ListStore, number_of
from docgen.batch.manifest import so_far
from docgen.batch.report import BEFORE_ANY_CASE, DELIMITER, csv_rows, put, shortened
from docgen.batch.sheets import SheetTable
from docgen.batch.sources import TABLES
from docgen.batch.tables import Line, Table, open_table
from docgen.errors import fault
from docgen.work.files import stream

HEADINGS = (f"{OURS}plaats", f"{OURS}codes", f"{OURS}wat is er mis")
FOR_THE_USER_ALONE = 0o600
Cells = tuple[Value, ...]


def write(path: Path, source: Path, mapping: Path, entries: Iterable[Entry]) -> int:
    """Write the rows of a CSV or XLSX of which something was refused or failed; returns how many.

    Of an XLSX the sheets with lists go along, with the rows of those cases.

    Raises:
        DocgenError: INVOER-052 for another kind of file than the input, INVOER-0xx when
            the input can no longer be read, MAAK-91x when the file cannot be written.
    """
    must_fit(path, source)
    told = {entry.nummer: _told(entry) for entry in entries if entry.fout}
    spec = fieldmap.load(mapping)
    with contextlib.closing(open_table(source, spec.sheet)) as table, stream(path, FOR_THE_USER_ALONE) as file:
        if isinstance(table, SheetTable):
            return _write_xlsx(file, source, spec, table, told)
        return _write_csv(file, table, told)


def of_batch(path: Path, source: Path, mapping: Path, out: Path) -> int:
    """Write the wrong rows of the newest run in an output folder, as `write` does."""
    return write(path, source, mapping, so_far(out))


def must_fit(path: Path, source: Path) -> None:
    """Raise CaseProblem when a file cannot hold the corrections of this input."""
    if path.suffix.lower() != source.suffix.lower() or path.suffix.lower() not in TABLES:
        raise fault("INVOER-052", naam=source.name)


def _told(entry: Entry) -> Cells:
    """What is said of one row: where it stood, the codes, the sentences."""
    problems = [(u.document, p) for u in entry.uitkomsten for p in u.problemen]
    codes = ", ".join(dict.fromkeys(p.code for _, p in problems))
    words = (f"{name + ': ' if name else ''}{p.melding} {p.advies}".strip() for name, p in problems)
    return entry.plaats, codes, shortened(" | ", words)


def _write_csv(file: IO[bytes], table: Table, told: Mapping[int, Cells]) -> int:
    found = 0
    with csv_rows(file, getattr(table, "delimiter", DELIMITER)) as rows:
        rows.writerow([*HEADINGS, *table.headings])
        for number, line in _numbered(table):
            if number in told:
                found += 1
                cells = (*told[number], *_whole(line, table))
                rows.writerow([protected(cell) if isinstance(cell, str) else cell for cell in cells])
    return found


def _numbered(table: Table) -> Iterator[tuple[int, Line]]:
    """The lines of a table with the numbers that their rows have in a batch."""
    return enumerate((line for line in table if not line.empty), start=1)


def _whole(line: Line, table: Table) -> Cells:
    return (*line.cells, *(None,) * (len(table.headings) - len(line.cells)))


def _write_xlsx(file: IO[bytes], source: Path, spec: FieldMap, table: SheetTable, told: Mapping[int, Cells]) -> int:
    import xlsxwriter

    with contextlib.ExitStack() as open_things:
        # In memory: only wrong rows are held, and no file with personal data is left behind by a kill.
        book = open_things.enter_context(xlsxwriter.Workbook(file, {"in_memory": True}))
        book.set_properties({"created": BEFORE_ANY_CASE})
        stores = [ListStore(each, source) for each in spec.lists]
        for store in stores:
            open_things.callback(store.close)
        sheet, wrong, last = _Sheet(book, table.name, table.headings), [], 0
        key = next(column for column in spec.columns if column.path == ("zaaknummer",))
        for last, line in _numbered(table):
            number = "" if line.fault else number_of(line, table.headings, key)
            if last in told:
                sheet.add(told[last], _whole(line, table))
                wrong.append(number)
            for store in stores if number else ():
                store.claim(number)
        for store in stores:
            last = _write_list(book, store, wrong, told, last)
        return sheet.rows


def _write_list(book: Any, store: ListStore, wrong: Sequence[str], told: Mapping[int, Cells], last: int) -> int:
    """Write the rows of a list that belong to the wrong cases, and those that belong to none."""
    sheet = None if store.spec.file else _Sheet(book, store.spec.sheet, store.headings)
    if sheet:
        for number in filter(None, dict.fromkeys(wrong)):
            for line in store.rows(number, sys.maxsize):
                sheet.add(("", "", ""), line.cells)
    for line in store.unclaimed():
        last += 1
        if sheet and last in told:
            sheet.add(told[last], line.cells)
    return last


class _Sheet:
    """A sheet of the workbook with corrections: our columns, then those of the input."""

    def __init__(self, book: Any, name: str, headings: Sequence[str]) -> None:
        self._sheet = book.add_worksheet(name)
        # A cell that is laid out as text keeps the zero in front of what somebody types into it.
        self._text = book.add_format({"num_format": "@"})
        self._date = book.add_format({"num_format": "dd-mm-yyyy"})
        self._percent = book.add_format({"num_format": "0%"})
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, 1, 14)
        self._sheet.set_column(2, 2, 60)
        bold = book.add_format({"bold": True})
        for column, heading in enumerate((*HEADINGS, *headings)):
            put(self._sheet, 0, column, heading, bold)
        self.rows = 0

    def add(self, told: Cells, cells: Cells) -> None:
        """Write one row below the last."""
        self.rows += 1
        for column, cell in enumerate((*told, *cells)):
            self._put(column, cell)

    def _put(self, column: int, cell: Value) -> None:
        sheet, row = self._sheet, self.rows
        if isinstance(cell, bool):
            sheet.write_boolean(row, column, cell)
        elif isinstance(cell, dt.date):
            sheet.write_datetime(row, column, cell, self._date)
        elif isinstance(cell, Percent):
            sheet.write_number(row, column, cell.fraction, self._percent)
        elif isinstance(cell, Oops):
            put(sheet, row, column, "#N/B", self._text)
        elif isinstance(cell, int | float):
            put(sheet, row, column, cell)
        elif cell is not None:
            put(sheet, row, column, str(cell), self._text)
