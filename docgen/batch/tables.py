"""A table as lines of cells, whatever file it stands in. Read lazily: one line in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from docgen.batch.cells import Value, blank
from docgen.errors import DocgenError, fault

MOST_COLUMNS = 500
LONGEST_ROW = 1_000_000
"""Characters in one row."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the heading.

    Attributes:
        number: Its number, as a spreadsheet counts: the heading is mostly row 1.
        cells: What stands in it, from the first column.
        fault: The code of what makes the whole row unreadable; empty when it can be read.
        values: What the sentence of that fault needs.
    """

    number: int
    cells: tuple[Value, ...] = ()
    fault: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """True for a row without anything in it, which is passed over."""
        return not self.fault and all(map(blank, self.cells))


class Table(Protocol):
    """An open table."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The text above each column; empty for a column without one."""

    @property
    def heading_row(self) -> int:
        """The number of the row with the headings."""

    def __iter__(self) -> Iterator[Line]: ...

    def close(self) -> None:
        """Let go of the file."""


def open_table(path: Path, sheet: str = "") -> Table:
    """Open a CSV, or a sheet of an XLSX (the first one when none is named); raises CaseProblem when it is none."""
    from docgen.batch.commas import open_csv
    from docgen.batch.sheets import open_xlsx

    must_be_file(path)
    if is_sheet(path):
        return open_xlsx(path, sheet)
    return open_csv(path)


def is_sheet(path: Path) -> bool:
    """Tell whether a file is a workbook, by its name."""
    return path.suffix.lower() == ".xlsx"


def must_be_file(path: Path) -> None:
    """Raise CaseProblem when there is no such file."""
    if not path.exists():
        raise fault("INVOER-001", naam=sayable(path))
    if not path.is_file():
        raise fault("INVOER-002", naam=sayable(path))


def sayable(path: Path) -> str:
    """Return the name of a file, fit to stand in a sentence."""
    name = path.name
    return name if name.isprintable() and 0 < len(name) <= 120 else "(naam onleesbaar)"


def clean_headings(cells: tuple[Value, ...], path: Path) -> tuple[str, ...]:
    """Return the headings of a table; raises CaseProblem when columns cannot be told apart by them."""
    names = [" ".join(cell.split()) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise fault("INVOER-010", naam=sayable(path))
    if len(names) > MOST_COLUMNS:
        raise too_wide(path)
    known: set[str] = set()
    for number, name in enumerate(names, start=1):
        if name and name.casefold() in known:
            raise fault("INVOER-011", naam=sayable(path), nummer=number)
        known.add(name.casefold())
    return tuple(names)


def too_wide(path: Path) -> DocgenError:
    """Make the exception for a table with more columns than a table of cases can have."""
    return fault("INVOER-012", naam=sayable(path), hoogste=MOST_COLUMNS)
