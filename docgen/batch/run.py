"""The run of a batch: rows in, entries out, each exactly once, whatever dies on the way.

The workers do the work, and write; this process hands out the cases, and records.
A case counts as done when its line is in the manifest, and that follows only when
its files are on the disk. So at every moment a case is either done, or will be done
again with the same bytes.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen import service
from docgen.batch.cluster import FATAL as CLUSTER_FATAL
from docgen.batch.cluster import Cluster
from docgen.batch.entry import DOUBLE, Entry, Row, Stand
from docgen.batch.manifest import Begin, Manifest
from docgen.batch.task import Task, perform
from docgen.batch.workplace import take_turn
from docgen.errors import DocgenError, fault
from docgen.work.pool import Done, Pool, Settings

_SECONDS = 120.0
_MEMORY = 2 << 30
_FATAL = {"MAAK-906", "MAAK-911", "DOCGEN-014", *CLUSTER_FATAL}
"""What stops a batch: no workers, no room on the disk, another batch in the same folder, a cluster that is lost."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to make of every case.

    Attributes:
        out: The output folder; one batch at a time works in it.
        peildatum: The day to judge by.
        formats: The formats to make; none to try only: every case is judged and every text assembled.
        jobs: Number of workers.
        resume: Go on with a run that was not finished; without it such a folder is refused.
        style: How the documents look.
        recipient: The role whose copies are made, as far as it may have them; empty for the full texts.
        documents: The documents to make of what the cases call for; empty for all.
        seconds: What one case may take on the clock.
        memory: Address space of one worker, in bytes.
        work: What a worker of this machine does with one case; importable by its name.
        cluster: Where the cases are done instead of on this machine.
    """

    out: Path
    peildatum: dt.date
    formats: tuple[str, ...] = service.DEFAULT_FORMATS
    jobs: int = 2
    resume: bool = False
    style: service.Huisstijl = service.HOUSE
    recipient: str = ""
    documents: frozenset[str] = frozenset()
    seconds: float = _SECONDS
    memory: int = _MEMORY
    work: Callable[[Task], Entry] = perform
    cluster: Cluster | None = None

    def health(self) -> tuple[str, ...]:
        """Say in Dutch what the machines that will do the cases lack to render well."""
        return self.cluster.health(self.formats) if self.cluster else service.health(self.formats)


@dataclass(slots=True)
class State:
    """How far a batch is.

    Attributes:
        cases: Rows that have their entry.
        wrong: Those of which something was refused or failed.
        kept: Those that were done before the batch was broken off.
        documents: Number of documents per state.
        exit_code: The worst so far.
        stopped: True when the batch was asked to stop before the end of its input.
    """

    cases: int = 0
    wrong: int = 0
    kept: int = 0
    documents: Counter[Stand] = field(default_factory=Counter)
    exit_code: int = 0
    stopped: bool = False

    def count(self, entry: Entry) -> None:
        """Add one entry."""
        self.cases += 1
        self.wrong += entry.fout
        self.documents.update(end.stand for end in entry.uitkomsten)
        self.exit_code = max(self.exit_code, entry.exit_code)


def run(
    rows: Iterable[Row],
    order: Order,
    manifest: Manifest,
    listener: Callable[[Entry, State], None] = lambda _, __: None,
    stop: Callable[[], bool] = lambda: False,
) -> State:
    """Do every case of an input; the entries are then in the manifest.

    Args:
        rows: The cases; read as they are needed.
        order: What to make of them.
        manifest: The open manifest of `order.out`.
        listener: Told of every entry as it comes.
        stop: Asked before each case is handed out; true lets what is under way end, and no more.

    Raises:
        DocgenError: DOCGEN-012 or DOCGEN-013, an unfinished run stands in the way; and what stops a
            batch: MAAK-906, MAAK-911, MAAK-912 (the manifest), DOCGEN-014. It can then be resumed.
    """
    begin = _begin(order, manifest)
    manifest.begin(begin)
    work = _Run(order, manifest, listener, stop, take_turn(order.out), begin.run)
    work.go(rows)
    if not work.state.stopped:
        manifest.finish({"zaken": work.state.cases, "exit": work.state.exit_code})
    return work.state


def _begin(order: Order, manifest: Manifest) -> Begin:
    """The run to start, or the one to go on with; with another program, look or format nothing is done yet."""
    last = manifest.last
    decides = (service.program() + order.style.hash, order.recipient, *sorted(order.documents))
    program = hashlib.sha256("\n".join(decides).encode()).hexdigest()
    begin = Begin(1, order.peildatum.isoformat(), tuple(order.formats), program)
    if last is None:
        return begin
    if not manifest.finished and not order.resume:
        raise fault("DOCGEN-012", map=order.out)
    if not manifest.finished and last.peildatum != begin.peildatum:
        raise fault("DOCGEN-013", peildatum=last.peildatum)
    goes_on = not manifest.finished and last == replace(begin, run=last.run)
    return replace(begin, run=last.run if goes_on else last.run + 1)


class _Run:
    """One pass over an input."""

    def __init__(
        self,
        order: Order,
        manifest: Manifest,
        listener: Callable[[Entry, State], None],
        stop: Callable[[], bool],
        turn: str,
        number: int,
    ) -> None:
        self.state = State()
        self._order = order
        self._manifest = manifest
        self._listener = listener
        self._stop = stop
        self._turn = turn
        self._number = number
        self._under_way: dict[int, Task] = {}
        self._fatal: DocgenError | None = None

    def go(self, rows: Iterable[Row]) -> None:
        """Do all rows, or stop at what makes going on useless."""
        order = self._order
        settings = Settings(
            jobs=order.jobs,
            seconds=order.seconds,
            memory=order.memory,
            preload=("docgen.batch.task",),
            warm=functools.partial(service.warm, order.formats),
        )
        if order.cluster:
            for done in order.cluster.run(settings, self._tasks(rows)):
                self._end(done)
        else:
            with Pool(settings) as pool:
                for done in pool.run(order.work, self._tasks(rows)):
                    self._end(done)
        if self._fatal:
            raise self._fatal

    def _tasks(self, rows: Iterable[Row]) -> Iterator[Task]:
        """The cases to do; what needs no worker gets its entry on the way."""
        handed = 0
        for row in rows:
            if self._fatal or self._stop():
                self.state.stopped = True
                return
            ready = self._prepared(row)
            if isinstance(ready, Task):
                self._under_way[handed] = ready
                handed += 1
                yield ready
            else:
                self._settle(ready)

    def _prepared(self, row: Row) -> Task | Entry:
        """The task of a row, or the entry that it ends as without one."""
        order, zaaknummer = self._order, service.zaaknummer_of(row.data)
        task = Task(
            row,
            _digest(row),
            zaaknummer,
            order.out,
            self._turn,
            order.peildatum,
            tuple(order.formats),
            order.style,
            order.recipient,
            order.documents,
        )
        if row.fault is not None:  # it names its columns itself
            return replace(task, row=replace(row, kolommen={})).failed(row.fault)
        if not zaaknummer:
            return task
        before = self._manifest.first_seen(zaaknummer, row.plaats)
        if before:
            return task.failed(fault(DOUBLE, plaats=before))
        earlier = self._manifest.earlier(zaaknummer)
        if earlier is None:
            return task
        entry, number = earlier
        if number == self._number and _stands_for(entry, task):
            return entry
        return replace(task, earlier=entry.bestanden)

    def _end(self, done: Done[Entry]) -> None:
        task = self._under_way.pop(done.index)
        if done.fault is not None and done.fault.code in _FATAL:
            self._fatal = self._fatal or done.fault
            return
        self._settle(done.value or task.failed(done.fault or fault("MAAK-905", soort="None")))

    def _settle(self, entry: Entry) -> None:
        """Record an entry; from here on its case is done."""
        self.state.kept += self._manifest.add(entry)
        self.state.count(entry)
        self._listener(entry, self.state)


def _digest(row: Row) -> str:
    """SHA-256 of a row as it was read."""
    data = row.data
    if not isinstance(data, bytes):
        data = json.dumps(data, sort_keys=True, default=str).encode()
    return hashlib.sha256(data).hexdigest()


def _stands_for(entry: Entry, task: Task) -> bool:
    """Whether an entry of before the crash is the end of this row too; what died of the machine is tried again."""
    same = (entry.invoer, entry.nummer, entry.plaats) == (task.invoer, task.row.number, task.row.plaats)
    codes = {problem.code for end in entry.uitkomsten for problem in end.problemen}
    return same and not any(code.startswith("MAAK-9") for code in codes)
