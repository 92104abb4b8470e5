"""The manifest of an output folder: one line per case that was done, and the truth about what is done.

JSON Lines, only ever added to, each line on the disk before the next case counts. A
`begin` line opens a run, `einde` closes it; a run without its end was killed, and its
last line may be torn: that is cut off. What must be looked up while a batch runs
(which line is about this case, which cases came by) stands in a temporary database,
so that memory stays the same however long the input is.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docgen.batch.entry import Bestand, Entry, Stand, Uitkomst
from docgen.batch.workplace import FOLDER
from docgen.errors import Problem, fault
from docgen.work.files import full_or_refused

NAME = "manifest.jsonl"
_VERSION = 1
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE zaak (zaaknummer TEXT PRIMARY KEY, plaats INTEGER, run INTEGER);
CREATE TABLE gezien (sleutel TEXT PRIMARY KEY, waar TEXT);
CREATE TABLE nu (nummer INTEGER PRIMARY KEY, plaats INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Begin:
    """How a run works; the first of its lines.

    Attributes:
        run: Its number, from 1; a run that goes on after a crash keeps it.
        peildatum: ISO date.
        formaten: The formats asked for.
        programma: SHA-256 of the program and the house style, as far as they set documents.
    """

    run: int
    peildatum: str
    formaten: tuple[str, ...]
    programma: str


def so_far(out: Path) -> Iterator[Entry]:
    """The entries of the newest run, in the order of the input; may be asked while that run is going on.

    Nothing when there is no manifest. A line that is being written does not count yet.
    """
    path = out / FOLDER / NAME
    places: dict[int, int] = {}
    run = 0
    if not path.is_file():
        return
    for place, line in _lines(path):
        data = _parsed(line) if line.endswith(b"\n") else {}
        if data.get("soort") == "begin" and data["run"] != run:
            run = data["run"]
            places.clear()
        elif data.get("soort") == "zaak":
            places[data["nummer"]] = place
    with path.open("rb") as file:
        for number in sorted(places):
            file.seek(places[number])
            yield _entry(_parsed(file.readline()))


class Manifest:
    """An open manifest; use it as a context manager. Only one process has it open at a time."""

    def __init__(self, out: Path) -> None:
        """Open the manifest of an output folder, making both when there is nothing yet.

        Raises:
            DocgenError: DOCGEN-010, the folder holds something else; DOCGEN-011, another
                batch is at work in it; MAAK-911 or MAAK-912, it cannot be written.
        """
        self.last: Begin | None = None
        """The newest run in it; None for a new manifest."""
        self.finished = True
        """False when the newest run was killed before its end."""
        self._path = out / FOLDER / NAME
        with full_or_refused(self._path):
            self._descriptor = _open(out, self._path)
        # Without a name it is private, goes to disk when it grows, and is gone when closed.
        self._index = sqlite3.connect("", isolation_level=None)
        self._index.executescript(_TABLES)
        self._size = self._read()
        with full_or_refused(self._path):
            os.ftruncate(self._descriptor, self._size)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self._index.close()
        os.close(self._descriptor)

    def _read(self) -> int:
        """Learn what stands in the manifest; return where its last whole line ends."""
        end = 0
        for place, line in _lines(self._path):
            if not line.endswith(b"\n"):
                break
            end = place + len(line)
            data = _parsed(line)
            if data.get("soort") == "begin":
                self.last = Begin(data["run"], data["peildatum"], tuple(data["formaten"]), data["programma"])
                self.finished = False
            elif data.get("soort") == "einde":
                self.finished = True
            elif data.get("soort") == "zaak":
                self._learn(_entry(data), place)
        return end

    def begin(self, begin: Begin) -> None:
        """Open a run, or go on with the one that was killed."""
        self._append({"soort": "begin", "versie": _VERSION, **asdict(begin)})
        self.last, self.finished = begin, False

    def finish(self, totals: Mapping[str, Any]) -> None:
        """Close the run: every row of its input has its entry."""
        self._append({"soort": "einde", **totals})
        self.finished = True

    def add(self, entry: Entry) -> bool:
        """Record how a row ended; when this returns, the line is on the disk.

        Returns True when it was there already: the entry is one of before a crash that stands.
        """
        known = self._place(entry.zaaknummer)
        there = known is not None and known[1] == self._run and self._entry(known[0]) == entry
        place = known[0] if known and there else self._append({"soort": "zaak", **asdict(entry)})
        self._learn(entry, place)
        self._index.execute("INSERT OR REPLACE INTO nu VALUES (?, ?)", (entry.nummer, place))
        return there

    def first_seen(self, zaaknummer: str, waar: str) -> str:
        """Note that a case came by; return where it came by before in this pass, or nothing.

        Numbers that differ in capitals only are the same folder on some disks, so they count as one.
        """
        key = zaaknummer.casefold()
        row = self._index.execute("SELECT waar FROM gezien WHERE sleutel = ?", (key,)).fetchone()
        if row:
            return str(row[0])
        self._index.execute("INSERT INTO gezien VALUES (?, ?)", (key, waar))
        return ""

    def earlier(self, zaaknummer: str) -> tuple[Entry, int] | None:
        """The newest entry of a case with the number of its run, or None."""
        found = self._place(zaaknummer)
        return None if found is None else (self._entry(found[0]), found[1])

    def entries(self) -> Iterator[Entry]:
        """The entries of this pass over the input, in the order of the input."""
        for (place,) in self._index.execute("SELECT plaats FROM nu ORDER BY nummer"):
            yield self._entry(place)

    def _learn(self, entry: Entry, place: int) -> None:
        """Know the newest line of a case."""
        if entry.zaaknummer and not entry.dubbel:
            row = (entry.zaaknummer, place, self._run)
            self._index.execute("INSERT OR REPLACE INTO zaak VALUES (?, ?, ?)", row)

    @property
    def _run(self) -> int:
        return self.last.run if self.last else 0

    def _place(self, zaaknummer: str) -> tuple[int, int] | None:
        row = self._index.execute("SELECT plaats, run FROM zaak WHERE zaaknummer = ?", (zaaknummer,)).fetchone()
        return None if row is None else (int(row[0]), int(row[1]))

    def _entry(self, place: int) -> Entry:
        with self._path.open("rb") as file:
            file.seek(place)
            return _entry(_parsed(file.readline()))

    def _append(self, data: Mapping[str, Any]) -> int:
        place = self._size
        line = memoryview((json.dumps(data, ensure_ascii=False) + "\n").encode())
        with full_or_refused(self._path):
            while line:
                written = os.pwrite(self._descriptor, line, self._size)
                line, self._size = line[written:], self._size + written
            os.fsync(self._descriptor)
        return place


def _open(out: Path, path: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    if not path.exists() and any(entry.name != FOLDER for entry in out.iterdir()):
        raise fault("DOCGEN-010", map=out)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise fault("DOCGEN-011", map=out) from None
    return descriptor


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a manifest, each with where it begins."""
    place = 0
    with path.open("rb") as file:
        for line in file:
            yield place, line
            place += len(line)


def _parsed(line: bytes) -> dict[str, Any]:
    """Read one line; a damaged one says nothing, so that its case is made again."""
    try:
        data = json.loads(line)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _entry(data: Mapping[str, Any]) -> Entry:
    return Entry(
        data["nummer"],
        data["plaats"],
        data["zaaknummer"],
        tuple(
            Uitkomst(one["document"], Stand(one["stand"]), tuple(Problem(**problem) for problem in one["problemen"]))
            for one in data["uitkomsten"]
        ),
        tuple(Bestand(**one) for one in data["bestanden"]),
        data["invoer"],
    )
