"""The input of a batch, row by row: a folder of JSON, JSON Lines, CSV or XLSX.

Reading is lazy, so memory does not grow with the input. What is wrong with the
input as a whole (no such file, no workbook, a mapping that does not fit) is
raised when it is opened; what is wrong with one row becomes a row with a fault.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from docgen import service
from docgen.batch import fieldmap, rows, tables
from docgen.batch.entry import Row
from docgen.batch.lists import ListStore
from docgen.batch.rows import explain
from docgen.batch.tables import sayable
from docgen.errors import CaseProblem, fault, problem

__all__ = ["LINE_BYTES", "count", "explain", "open_source"]

LINE_BYTES = 5_000_000
"""One line of JSON Lines; as large as a case file may be."""

TABLES = (".csv", ".xlsx")
LINES = (".jsonl", ".ndjson")
_CHUNK = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def open_source(path: Path, mapping: Path | None = None) -> Iterator[Row]:
    """Open the input of a batch and give its rows one by one, in an order that is the same each time.

    Args:
        path: A folder, a .jsonl, a .csv or an .xlsx.
        mapping: The mapping file of a table.

    Raises:
        CaseProblem: The input or its mapping cannot be read at all.
    """
    kind = _kind(path)
    if kind in TABLES and mapping is None:
        raise fault("INVOER-018", naam=sayable(path))
    if kind not in TABLES and mapping is not None:
        raise fault("INVOER-019", naam=sayable(path))
    if kind in TABLES and mapping is not None:
        return _opened(_table(path, fieldmap.load(mapping)))
    return _opened(_lines(path) if kind in LINES else _folder(path))


def count(path: Path) -> int | None:
    """Count the rows of an input, for a progress bar; of a CSV about, of an XLSX None."""
    kind = _kind(path)
    if not kind:
        return len(_names(path))
    if kind == ".xlsx":
        return None
    with path.open("rb") as file:
        found = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))
    return max(0, found - 1) if kind == ".csv" else found


def _kind(path: Path) -> str:
    """The kind of input: the end of the name of a file, nothing for a folder."""
    if path.is_dir():
        return ""
    tables.must_be_file(path)
    kind = path.suffix.lower()
    if kind not in (*TABLES, *LINES):
        raise fault("INVOER-003", naam=sayable(path))
    return kind


def _opened(found: Iterator[Row | None]) -> Iterator[Row]:
    """Start reading: the first thing that every reader gives, is that its input is open."""
    next(found)
    return (row for row in found if row is not None)


def _names(path: Path) -> list[str]:
    try:
        found = sorted(n.name for n in path.iterdir() if n.suffix.lower() == ".json" and not n.name.startswith("."))
    except OSError:
        raise fault("INVOER-002", naam=sayable(path)) from None
    if not found:
        raise fault("INVOER-004", naam=sayable(path))
    return found


def _folder(path: Path) -> Iterator[Row | None]:
    names = _names(path)
    yield None
    for number, name in enumerate(names, start=1):
        place = f"bestand {sayable(Path(name))}"
        try:
            yield Row(number, place, service.read(path / name))
        except CaseProblem as error:
            yield Row(number, place, None, error)


def _lines(path: Path) -> Iterator[Row | None]:
    try:
        file = path.open("rb")
    except OSError:
        raise fault("INVOER-002", naam=sayable(path)) from None
    with file:
        begin = file.read(len(_BOM))
        if begin.startswith(_WIDE):
            raise fault("INVOER-013", naam=sayable(path))
        file.seek(len(_BOM) if begin == _BOM else 0)
        yield None
        number = place = 0
        while line := file.readline(LINE_BYTES + 1):
            place += 1
            too_long = len(line) > LINE_BYTES
            while too_long and line and not line.endswith(b"\n"):
                line = file.readline(_CHUNK)
            if not too_long and not line.strip():
                continue
            number += 1
            yield _line(number, f"regel {place}", None if too_long else line)


def _line(number: int, place: str, line: bytes | None) -> Row:
    if line is not None:
        return Row(number, place, line.rstrip(b"\r\n"))
    found = [problem("INVOER-034", "", hoogste=LINE_BYTES // 1_000_000)]
    return Row(number, place, None, fault("ZAAK-900", found, aantal=1))


def _table(path: Path, spec: fieldmap.FieldMap) -> Iterator[Row | None]:
    with contextlib.ExitStack() as open_things:
        table = tables.open_table(path, spec.sheet)
        open_things.callback(table.close)
        fieldmap.check_headings(table.headings, spec.columns, spec.ignored, sayable(path))
        stores = []
        for each in spec.lists:
            stores.append(ListStore(each, path))
            open_things.callback(stores[-1].close)
        yield None
        number = 0
        for line in table:
            if not line.empty:
                number += 1
                yield rows.build(number, line, table.headings, spec, stores)
        # Beside a file with corrections the list still has the rows of all the cases that were right.
        corrections = any(heading.startswith(fieldmap.OURS) for heading in table.headings)
        for store in stores:
            for line in () if corrections and store.spec.file else store.unclaimed():
                number += 1
                yield rows.orphan(number, store, line)
