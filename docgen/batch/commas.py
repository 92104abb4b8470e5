"""Read a CSV: with semicolons, commas or tabs, in UTF-8 or as an older Excel writes it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from docgen.batch.cells import BLANKS, Value
from docgen.batch.tables import LONGEST_ROW, Line, clean_headings, sayable
from docgen.errors import fault

DELIMITERS = (";", ",", "\t")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A text that begins with one of these can be taken for a formula when a spreadsheet opens a CSV (CWE-1236)."""

_OLD = "cp1252"
_CHUNK = 1 << 20


class CsvTable:
    """An open CSV."""

    def __init__(self, path: Path) -> None:
        encoding = _encoding(path)
        self._path = path
        self._file: TextIO = path.open(encoding=encoding, newline="")
        self._lines = _Lines(self._file)
        try:
            self.delimiter, self.headings, self.heading_row = self._open()
        except BaseException:
            self._file.close()
            raise
        self._width = len(self.headings)

    def _open(self) -> tuple[str, tuple[str, ...], int]:
        first = self._file.readline(LONGEST_ROW)
        told = first.strip("\r\n ")
        if told.lower().startswith("sep=") and told[4:] in DELIMITERS:
            delimiter, row = told[4:], 2  # how Excel is told what separates the columns
        else:
            self._file.seek(0)
            bare = "".join(first.split('"')[::2])
            delimiter, row = max(DELIMITERS, key=bare.count), 1
        self._reader = csv.reader(self._lines, delimiter=delimiter, strict=True)
        try:
            cells = next(self._reader)
        except (StopIteration, csv.Error, _TooLong):
            raise fault("INVOER-010", naam=sayable(self._path)) from None
        return delimiter, clean_headings(tuple(cells), self._path), row

    def __iter__(self) -> Iterator[Line]:
        number = self.heading_row
        while True:
            number += 1
            begin = self._reader.line_num + 1
            self._lines.length = 0
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except (csv.Error, _TooLong):
                yield Line(number, fault="INVOER-032", values={"begin": begin, "einde": self._reader.line_num})
                continue
            yield self._line(number, cells)

    def _line(self, number: int, cells: list[str]) -> Line:
        while len(cells) > self._width and not cells[-1].strip(BLANKS):
            cells.pop()
        line = Line(number, tuple(map(_unprotected, cells)))
        # Excel fills every row to the end: a shorter one was cut off, a longer one has a separator too many.
        if len(cells) != self._width and not line.empty:
            return Line(number, line.cells, "INVOER-030", {"aantal": len(cells), "kolommen": self._width})
        return line

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def open_csv(path: Path) -> CsvTable:
    """Open a CSV; raises CaseProblem when its characters or headings cannot be read."""
    return CsvTable(path)


def protected(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet could take for a formula (CWE-1236)."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _unprotected(text: str) -> Value:
    """Take off the apostrophe that `protected` put before a text."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_SIGNS) else text


class _TooLong(Exception):
    """One row holds more than a row of a case can."""


class _Lines:
    """The lines of a file for csv, with an end to how much may go into one row.

    Not a generator: that would be finished after the first row that is too long.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.length = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_ROW)
        if not line:
            raise StopIteration
        self.length += len(line)
        if self.length < LONGEST_ROW:
            return line
        while line and not line.endswith("\n"):
            line = self._file.readline(LONGEST_ROW)
        raise _TooLong


def _encoding(path: Path) -> str:
    """Find out how the characters of a file are written, reading it once from begin to end."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    old = codecs.getincrementaldecoder(_OLD)()
    fits = {"utf-8-sig": True, _OLD: True}
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if b"\x00" in chunk:
                    raise fault("INVOER-013", naam=sayable(path))
                fits["utf-8-sig"] = fits["utf-8-sig"] and _decodes(utf8, chunk)
                fits[_OLD] = fits[_OLD] and _decodes(old, chunk)
        fits["utf-8-sig"] = fits["utf-8-sig"] and _decodes(utf8, b"", final=True)
    except OSError:
        raise fault("INVOER-002", naam=sayable(path)) from None
    found = next((name for name, fit in fits.items() if fit), "")
    if not found:
        raise fault("INVOER-013", naam=sayable(path))
    return found


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
