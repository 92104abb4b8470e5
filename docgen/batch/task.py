"""One case: see what stands, make what it calls for, write it, and say what became of it.

Only `make` takes time, and it touches no disk: it can be done on another machine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
        formats: The formats to make; none to see only what stands in the way.
        style: How the documents look.
        recipient: The role whose copies are made; empty for the full texts.
        documents: The documents to make of what the case calls for; empty for all.
        earlier: What docgen put there for this case before.
        there: The names of those files that are still there, in whatever state.
        intact: The names of those that are still as they were made, sidecar and all.
    """

    row: Row
    invoer: str
    zaaknummer: str
    out: Path
    turn: str
    peildatum: dt.date
    formats: tuple[str, ...]
    style: service.Huisstijl = service.HOUSE
    recipient: str = ""
    documents: frozenset[str] = frozenset()
    earlier: tuple[Bestand, ...] = ()
    there: frozenset[str] = frozenset()
    intact: frozenset[str] = frozenset()

    def entry(self, uitkomsten: tuple[Uitkomst, ...], bestanden: tuple[Bestand, ...]) -> Entry:
        """How this case ended."""
        return Entry(self.row.number, self.row.plaats, self.zaaknummer, uitkomsten, bestanden, self.invoer)

    def failed(self, error: DocgenError) -> Entry:
        """The end of a case of which nothing could be made; what stands there from before still does."""
        return self.entry((_failed(self, "", error),), self.earlier)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a case.

    Attributes:
        entry: How the case ends once its files are written.
        files: Their bytes, by their paths under the output folder.
    """

    entry: Entry
    files: Mapping[Path, bytes]


def perform(task: Task) -> Entry:
    """Do one case: whatever it calls for that is not there yet is written, as a set.

    Raises:
        DocgenError: MAAK-91x, writing failed, and DOCGEN-014, another batch has taken the folder.
            What is wrong with the case is in the entry.
    """
    return put(task, make(look(task)))


def look(task: Task) -> Task:
    """Note what stands in the output folder of what was made before."""
    there = frozenset(one.naam for one in task.earlier if (task.out / one.naam).exists())
    intact = frozenset(one.naam for one in task.earlier if one.naam in there and _intact(task.out, one))
    return replace(task, there=there, intact=intact)


def make(task: Task) -> Made:
    """Make what a case calls for and what does not stand there intact; touches no disk."""
    try:
        subject = service.parse(task.row.data or b"", task.row.plaats)
        called = service.assemble_each(subject, task.peildatum, task.recipient, task.documents)
    except DocgenError as error:
        return Made(task.failed(error), {})
    # What was set aside, and why, is for the makers of the full text.
    work = _Work(task, {} if task.recipient else service.notes_of(subject))
    for each in called:
        work.make(each)
    work.name_leftovers()
    return Made(task.entry(tuple(work.ends) or (Uitkomst("", Stand.NIETS),), tuple(work.standing)), work.files)


def put(task: Task, made: Made) -> Entry:
    """Write what was made, as a set; raises as `perform`."""
    if made.files:
        with my_turn(task.out, task.turn):
            write_all({task.out / path: data for path, data in made.files.items()}, task.out)
    return made.entry


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
            done = Stand.GEMAAKT if new else Stand.ONGEWIJZIGD
            self.ends.append(Uitkomst(copy.stem, done if self._task.formats else Stand.GOED))

    def name_leftovers(self) -> None:
        """Keep what an earlier run made and this one did not; say so of what is no longer called for."""
        stands = {(one.document, one.format) for one in self.standing}
        told = {end.document for end in self.ends}
        for key, one in self._earlier.items():
            if key in stands or one.naam not in self._task.there:
                continue
            self.standing.append(one)
            if one.document not in told:
                told.add(one.document)
                self.ends.append(Uitkomst(one.document, Stand.VERVALLEN, (problem("DOCGEN-015", ""),)))

    def _end(self, end: Uitkomst) -> None:
        """Add the end of what was not made; an earlier version of it that still stands is named."""
        there = self._task.there
        old = any(name == end.document and one.naam in there for (name, _), one in self._earlier.items())
        more = (problem("DOCGEN-015", ""),) if old else ()
        self.ends.append(Uitkomst(end.document, end.stand, (*end.problemen, *more)))

    def _made(self, copy: service.Document, format_: str) -> tuple[Bestand, dict[Path, bytes]]:
        """A document in a format: what stands there when it is still right, else its bytes to write."""
        key = service.key_of(copy, format_, self._notes, self._task.style)
        earlier = self._earlier.get((copy.stem, format_))
        if earlier and earlier.sleutel == key and earlier.naam in self._task.intact:
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
