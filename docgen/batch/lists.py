"""The lists of cases that stand in a table of their own: goals, costs, co-tenants.

The rows of one case can stand anywhere in that table. They are put aside in a
file without a name, which the system removes with the process however it ends;
in memory stays only where the rows of each case are.
"""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.batch.cells import Refused, convert
from docgen.batch.fieldmap import Column, ListMap, check_headings
from docgen.batch.fields import MOST_ITEMS
from docgen.batch.tables import Line, open_table
from docgen.errors import fault


def number_of(line: Line, headings: Sequence[str], column: Column) -> str:
    """Return the zaaknummer in a row; empty when there is none that can be read."""
    place = [heading.casefold() for heading in headings].index(column.heading.casefold())
    try:
        cell = line.cells[place] if place < len(line.cells) else None
        return str(convert(cell, column.leaf, column.words) or "")
    except Refused:
        return ""


class ListStore:
    """The rows of one list, by zaaknummer."""

    def __init__(self, spec: ListMap, table: Path) -> None:
        self.spec = spec
        self._places: dict[str, array[int]] = {}
        self._claimed: set[str] = set()
        self.headings: tuple[str, ...] = ()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the store)
        try:
            self._fill(spec.file or table)
        except OSError:
            self._file.close()
            raise fault("INVOER-017", plaats=spec.place) from None
        except BaseException:
            self._file.close()
            raise

    def _fill(self, path: Path) -> None:
        spec = self.spec
        table = open_table(path, spec.sheet)
        try:
            check_headings(table.headings, (spec.number, *spec.columns), spec.ignored, spec.place)
            self.headings = table.headings
            for line in table:
                if not line.empty:
                    key = number_of(line, table.headings, spec.number)
                    self._places.setdefault(key, array("Q")).append(self._file.tell())
                    # Our own rows, in a file that nobody else can open.
                    pickle.dump((line.number, line.cells, line.fault, dict(line.values)), self._file, protocol=5)
        finally:
            table.close()

    def rows(self, zaaknummer: str, most: int = MOST_ITEMS + 1) -> tuple[Line, ...]:
        """The rows of one case, in the order of the table; not more than it takes to see that they are too many."""
        self.claim(zaaknummer)
        return tuple(self._read(place) for place in self._places.get(zaaknummer, array("Q"))[:most])

    def claim(self, zaaknummer: str) -> None:
        """Note that there is such a case."""
        if zaaknummer in self._places:
            self._claimed.add(zaaknummer)

    def unclaimed(self) -> Iterator[Line]:
        """The rows that belong to no case that was asked for."""
        for key, places in self._places.items():
            if key not in self._claimed or not key:
                yield from map(self._read, places)

    def _read(self, place: int) -> Line:
        self._file.seek(place)
        number, cells, code, values = pickle.load(self._file)
        return Line(number, cells, code, values)

    def close(self) -> None:
        """Let go of the rows."""
        self._file.close()
