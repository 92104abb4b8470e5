"""One case, in a worker: read it, make what it calls for, write it, and say what became of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen import service
from docgen.batch.entry import Bestand, Entry, Row, Stand, Uitkomst
from docgen.batch.rows import explain
from docgen.batch.workplace import my_turn
from docgen.errors import DocgenError, Problem, problem
from docgen.work.files import write_all


@dataclass(frozen=True, slots=True)
class Task:
    """One case to do.

    Attributes:
        row: The case as it was read.
        invoer: SHA-256 of it.
        out: The output folder.
        turn: What the batch wrote to be the only one at work there.
        peildatum: The day to judge by.
        formats: The formats to make.
        style: How the documents look.
        earlier: What docgen put there for this case before.
    """

    row: Row
    invoer: str
    zaaknummer: str
    out: Path
    turn: str
    peildatum: dt.date
    formats: tuple[str, ...]
    style: service.Huisstijl = service.HOUSE
    earlier: tuple[Bestand, ...] = ()

    def entry(self, uitkomsten: tuple[Uitkomst, ...], bestanden: tuple[Bestand, ...]) -> Entry:
        """How this case ended."""
        return Entry(self.row.number, self.row.plaats, self.zaaknummer, uitkomsten, bestanden, self.invoer)

    def failed(self, error: DocgenError) -> Entry:
        """The end of a case of which nothing could be made; what stands there from before still does."""
        return self.entry((_failed(self, "", error),), self.earlier)


def perform(task: Task) -> Entry:
    """Do one case: whatever it calls for that is not there yet is written, as a set.

    Raises:
        DocgenError: MAAK-91x, writing failed, and DOCGEN-014, another batch has taken the folder.
            What is wrong with the case is in the entry.
    """
    try:
        subject = service.parse(task.row.data or b"", task.row.plaats)
        called = service.assemble_each(subject, task.peildatum)
    except DocgenError as error:
        return task.failed(error)
    work = _Work(task, service.notes_of(subject))
    for each in called:
        work.make(each)
    work.name_leftovers()
    with my_turn(task.out, task.turn):
        write_all({task.out / path: data for path, data in work.files.items()}, task.out)
    return task.entry(tuple(work.ends) or (Uitkomst("", Stand.NIETS),), tuple(work.standing))


class _Work:
    """The documents of one case, as they are being made."""

    def __init__(self, task: Task, notes: Mapping[str, Any]) -> None:
        self.files: dict[Path, bytes] = {}
        self.ends: list[Uitkomst] = []
        self.standing: list[Bestand] = []
        self._task = task
        self._notes = notes
        self._earlier = {(one.document, one.format): one for one in task.earlier}

    def make(self, called: service.Called) -> None:
        """Make every copy of one document, or say why not."""
        if called.fault is not None:
            self._end(_failed(self._task, called.name, called.fault))
        for copy in called.copies:
            try:
                made = {format_: self._made(copy, format_) for format_ in self._task.formats}
            except DocgenError as error:
                self._end(_failed(self._task, copy.stem, error))
                continue
            for one, files in made.values():
                self.standing.append(one)
                self.files |= files
            new = any(files for _, files in made.values())
            self.ends.append(Uitkomst(copy.stem, Stand.GEMAAKT if new else Stand.ONGEWIJZIGD))

    def name_leftovers(self) -> None:
        """Keep what an earlier run made and this one did not; say so of what is no longer called for."""
        stands = {(one.document, one.format) for one in self.standing}
        told = {end.document for end in self.ends}
        for key, one in self._earlier.items():
            if key in stands or not (self._task.out / one.naam).exists():
                continue
            self.standing.append(one)
            if one.document not in told:
                told.add(one.document)
                self.ends.append(Uitkomst(one.document, Stand.VERVALLEN, (problem("DOCGEN-015", ""),)))

    def _end(self, end: Uitkomst) -> None:
        """Add the end of what was not made; an earlier version of it that still stands is named."""
        old = any(
            name == end.document and (self._task.out / one.naam).exists() for (name, _), one in self._earlier.items()
        )
        more = (problem("DOCGEN-015", ""),) if old else ()
        self.ends.append(Uitkomst(end.document, end.stand, (*end.problemen, *more)))

    def _made(self, copy: service.Document, format_: str) -> tuple[Bestand, dict[Path, bytes]]:
        """A document in a format: what stands there when it is still right, else its bytes to write."""
        key = service.key_of(copy, format_, self._notes, self._task.style)
        earlier = self._earlier.get((copy.stem, format_))
        if earlier and earlier.sleutel == key and _intact(self._task.out, earlier):
            return earlier, {}
        files = service.render_here(copy, format_, self._notes, self._task.style)
        (path, data), *rest = files.items()
        sidecar = hashlib.sha256(rest[0][1]).hexdigest() if rest else ""
        return Bestand(copy.stem, format_, str(path), hashlib.sha256(data).hexdigest(), sidecar, key), files


def _intact(out: Path, one: Bestand) -> bool:
    """Whether a file and its sidecar are on the disk as they were made."""
    path = out / one.naam
    sidecar = path.with_name(f"{path.name}.herkomst.json")
    return _sha256(path) == one.sha256 and (not one.herkomst or _sha256(sidecar) == one.herkomst)


def _sha256(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _failed(task: Task, name: str, error: DocgenError) -> Uitkomst:
    problems = error.problems or (Problem(error.code, "", error.melding, error.advies),)
    stand = Stand.GEWEIGERD if error.exit_code == 3 else Stand.MISLUKT
    return Uitkomst(name, stand, explain(problems, task.row.kolommen))
