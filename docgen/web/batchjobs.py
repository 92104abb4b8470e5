"""What is done for a batch beside the request: trying its rows, and making its documents. And handing them out."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from docgen.batch.call import cores
from docgen.batch.entry import Entry
from docgen.batch.kept import keep, kept
from docgen.batch.manifest import Manifest, so_far
from docgen.batch.run import Order, State, run
from docgen.errors import fault
from docgen.web import batches, jobs, styles
from docgen.web.batches import LIMITS, MOST_ROWS, Files
from docgen.web.log import Act, write
from docgen.web.models import Batch
from docgen.work import child

TRY, MAKE = "batch proberen", "batch maken"
_ASK_EVERY = 1.0
"""Seconds between two looks at whether the owner wants a run to stop."""
_CHUNK = 1 << 20


@jobs.work(TRY, long=True)
def try_out(work: jobs.Work, *, batch: str) -> str:
    """Read the rows of a batch, and judge every case as if its documents were to be made; nothing is made."""
    files, order = _order(work, batch)
    mapping = files.mapping if files.vorm in batches.TABLES else None
    work.report(0, 0, "De rijen lezen")
    number = child.run(keep, files.source, mapping, files.rows, MOST_ROWS, limits=LIMITS)
    shutil.rmtree(files.trial, ignore_errors=True)
    state = _go(work, batch, files, replace(order, out=files.trial, formats=()), number)
    stand = batches.PROBEREN if state.stopped else batches.BEPROEFD
    _settle(work, batch, stand, batches.totals(so_far(files.trial)), Act.BATCH_PROEF, number)
    return f"{state.cases} {'zaak' if state.cases == 1 else 'zaken'} bekeken, {state.wrong} met fouten."


@jobs.work(MAKE, long=True)
def make(work: jobs.Work, *, batch: str) -> str:
    """Make the documents of a batch; what was made before it was broken off stands."""
    files, order = _order(work, batch)
    number = sum(1 for _ in kept(files.rows))
    state = _go(work, batch, files, order, number)
    stand = batches.GESTOPT if state.stopped else batches.KLAAR
    _settle(work, batch, stand, batches.totals(so_far(files.out)), Act.BATCH_STUKKEN, number)
    return "Gestopt." if state.stopped else f"{state.cases} {'zaak' if state.cases == 1 else 'zaken'} gedaan."


def _order(work: jobs.Work, key: str) -> tuple[Files, Order]:
    """What to make: the copies of the role of the owner, in the style of the party."""
    with work.database() as db:
        batch = db.get(Batch, key)
        if batch is None:
            raise fault("DOCGEN-142")
        files, chosen = batches.files_of(work.config, batch), batch.keuzes
        order = Order(
            files.out,
            dt.date.fromisoformat(chosen["peildatum"]),
            tuple(chosen.get("formaten", ())),
            max(1, cores() - 1),  # one is left for the pages
            resume=True,
            style=styles.style_of(db, batch.user.party),
            recipient=batch.user.rol,
            documents=frozenset(chosen.get("documenten", ())),
        )
    return files, order


def _go(work: jobs.Work, key: str, files: Files, order: Order, number: int) -> State:
    work.report(0, number, "Begonnen")
    with Manifest(order.out) as manifest:
        return run(kept(files.rows), order, manifest, _Watch(work, number), _Stop(work, key))


def _settle(work: jobs.Work, key: str, stand: str, state: State, act: Act, number: int) -> None:
    """Write down how far the batch is now."""
    with work.database() as db, db.begin():
        batch = db.get(Batch, key)
        if batch is not None:
            batch.stand, batch.rijen, batch.fout, batch.stukken = stand, number, state.wrong, batches.made(state)
            batch.laatst_op = work.config.clock()
            words = f"{key}: {state.cases} zaken, {batch.stukken} stukken"
            write(db, act, over=words, user=batch.user)


class _Watch:
    """Tells how far a batch is: how many are wrong, how fast it goes, how long still."""

    def __init__(self, work: jobs.Work, number: int) -> None:
        self._work = work
        self._number = number
        self._begin = time.monotonic()

    def __call__(self, _: Entry, state: State) -> None:
        passed = max(time.monotonic() - self._begin, 0.001)
        rate = (state.cases - state.kept) / passed
        words = [f"{state.wrong} met fouten", f"{rate:.1f} per seconde".replace(".", ",")]
        if rate and passed > 2:
            words.append(f"nog {_span((self._number - state.cases) / rate)}")
        self._work.report(state.cases, self._number, ", ".join(words))


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"ongeveer {max(5, round(seconds / 5) * 5)} seconden"
    return f"ongeveer {round(seconds / 60)} minuten"


class _Stop:
    """Whether the owner of a batch wants it to stop; a batch that is gone stops too."""

    def __init__(self, work: jobs.Work, key: str) -> None:
        self._work = work
        self._key = key
        self._asked = 0.0
        self._answer = False

    def __call__(self) -> bool:
        now = time.monotonic()
        if not self._answer and now - self._asked >= _ASK_EVERY:
            self._asked = now
            with self._work.database() as db:
                self._answer = db.scalar(select(Batch.stoppen).where(Batch.id == self._key)) is not False
        return self._answer


def packed(files: Iterable[tuple[str, Path]], day: dt.date) -> Iterator[bytes]:
    """A ZIP of files, in parts as they are read: it never stands in memory or on a disk as a whole."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as bundle:
        for name, path in files:
            about = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            with path.open("rb") as file, bundle.open(about, "w", force_zip64=False) as entry:
                while chunk := file.read(_CHUNK):
                    entry.write(chunk)
                    yield sink.take()
    yield sink.take()


class _Sink(io.RawIOBase):
    """Where a ZIP is written to, until somebody takes it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """It can be written to, and not be searched."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Keep a part."""
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """Hand out what was written since the last time."""
        taken, self._parts = b"".join(self._parts), []
        return taken
