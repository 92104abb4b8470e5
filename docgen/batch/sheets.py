"""Read a sheet of an XLSX, row by row, with the values that Excel stored and never a formula."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docgen.batch.cells import Oops, Percent, Value
from docgen.batch.tables import MOST_COLUMNS, Line, clean_headings, sayable, too_wide
from docgen.batch.workbook import inspect
from docgen.errors import fault

LAST_ROW = 1_048_576
"""The last row that a sheet has."""


class SheetTable:
    """An open sheet of a workbook."""

    def __init__(self, path: Path, sheet: str) -> None:
        formulas = inspect(path)
        self._path = path
        self._open_things = contextlib.ExitStack()
        try:
            kinds = (True, False) if formulas else (True,)
            books = [self._open_things.enter_context(_book(path, values=kind)) for kind in kinds]
            self._sheets = [_sheet(book, sheet, path) for book in books]
            self._rows = self._open()
            self.headings, self.heading_row = self._find_headings()
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return str(self._sheets[0].title)

    def _open(self) -> Iterator[tuple[Value, ...]]:
        for sheet in self._sheets:
            sheet.reset_dimensions()  # what a file says of its own size is not to be believed
        rows = [iter(sheet.iter_rows()) for sheet in self._sheets]
        while True:
            with _quiet():
                found = [next(each, None) for each in rows]
            if found[0] is None:
                return
            yield _values(*found)

    def _find_headings(self) -> tuple[tuple[str, ...], int]:
        with _readable(self._path):
            for number, cells in enumerate(self._rows, start=1):
                if len(cells) > MOST_COLUMNS:
                    raise too_wide(self._path)
                if number > LAST_ROW or any(cell is not None for cell in cells):
                    return clean_headings(cells, self._path), number
        raise fault("INVOER-010", naam=sayable(self._path))

    def __iter__(self) -> Iterator[Line]:
        width = len(self.headings)
        number = self.heading_row
        while True:
            number += 1
            try:
                cells = next(self._rows, None)
            except Exception:  # whatever openpyxl stumbles over: the rows before it were good
                yield Line(number, fault="INVOER-033")
                return
            if cells is None:
                return
            if number > LAST_ROW:
                yield Line(number, fault="INVOER-033")
                return
            yield _line(number, cells, width)

    def close(self) -> None:
        """Let go of the file."""
        self._open_things.close()


def open_xlsx(path: Path, sheet: str = "") -> SheetTable:
    """Open a sheet of a workbook, the first visible one when none is named; raises CaseProblem."""
    return SheetTable(path, sheet)


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets of a workbook that can be seen, in order; raises CaseProblem when it is none."""
    inspect(path)
    with _book(path, values=True) as book:
        return tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")


@contextlib.contextmanager
def _book(path: Path, values: bool) -> Iterator[Any]:
    """Open a workbook for its stored values, or for where its formulas are."""
    import openpyxl

    # The file is ours to close: openpyxl leaves it open when it stumbles.
    with path.open("rb") as file:
        with _readable(path), _quiet():
            book = openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
        with contextlib.closing(book):
            yield book


def _sheet(book: Any, name: str, path: Path) -> Any:
    if book.epoch.year != 1899:
        raise fault("INVOER-015", naam=sayable(path))
    for sheet in book.worksheets:
        if sheet.title.casefold() == name.casefold() if name else sheet.sheet_state == "visible":
            return sheet
    raise fault("INVOER-009", naam=sayable(path), blad=name or "(zichtbaar)")


@contextlib.contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn whatever openpyxl raises on a damaged workbook into our row; nobody here wrote that file."""
    from docgen.errors import DocgenError

    try:
        yield
    except DocgenError:
        raise
    except Exception:
        raise fault("INVOER-005", naam=sayable(path)) from None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep openpyxl from warning about parts of a workbook that it leaves alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _line(number: int, cells: tuple[Value, ...], width: int) -> Line:
    if any(cell is not None for cell in cells[width:]):
        return Line(number, cells, "INVOER-031", {"kolommen": width})
    return Line(number, (*cells[:width], *(None,) * (width - len(cells))))


def _values(row: Any, formulas: Any = None) -> tuple[Value, ...]:
    found = tuple(map(_value, row))
    if not formulas:
        return found
    kinds = [cell.data_type for cell in formulas]
    return tuple(
        Oops.FORMULA if value is None and kind == "f" else value for value, kind in zip(found, kinds, strict=False)
    )


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        return Oops.ERROR
    if cell.data_type == "n" and not isinstance(value, bool) and "%" in cell.number_format:
        return Percent(value)
    found: Value = value
    return found
