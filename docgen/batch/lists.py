"""The lists of cases that stand in a table of their own: goals, costs, co-tenants.

The rows of one case can stand anywhere in that table. They are put aside in a
file without a name, which the system removes with the process however it ends;
in memory stays only where the rows of each case are.
"""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path

from docgen.batch.cells import Refused, convert
from docgen.batch.fieldmap import ListMap, check_headings
from docgen.batch.fields import MOST_ITEMS
from docgen.batch.tables import Line, open_table
from docgen.errors import fault


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
            column = [heading.casefold() for heading in table.headings].index(spec.number.heading.casefold())
            for line in table:
                if not line.empty:
                    key = self._key(line, column)
                    self._places.setdefault(key, array("Q")).append(self._file.tell())
                    # Our own rows, in a file that nobody else can open.
                    pickle.dump((line.number, line.cells, line.fault, dict(line.values)), self._file, protocol=5)
        finally:
            table.close()

    def _key(self, line: Line, column: int) -> str:
        try:
            cell = line.cells[column] if column < len(line.cells) else None
            return str(convert(cell, self.spec.number.leaf, self.spec.number.words) or "")
        except Refused:
            return ""

    def rows(self, zaaknummer: str) -> tuple[Line, ...]:
        """The rows of one case, in the order of the table."""
        self._claimed.add(zaaknummer)
        places = self._places.get(zaaknummer, array("Q"))
        return tuple(self._read(place) for place in places[: MOST_ITEMS + 1])

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
