"""Work that takes longer than a page may: done beside the request, with its progress in the database.

How a job stands is a row, so that every server process can show it and a stopped server leaves it visible. A job that
no process has touched for a while was broken off; it can begin again with what it was given. Neither what it is given
nor what it says holds anything personal.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from docgen.errors import DocgenError, fault
from docgen.web.access import actor, database
from docgen.web.config import Config
from docgen.web.models import Case, Job

log = logging.getLogger("docgen.web")

WACHT, BEZIG, KLAAR, MISLUKT, AFGEBROKEN = "wacht", "bezig", "klaar", "mislukt", "afgebroken"
ACTIVE = (WACHT, BEZIG)
AT_ONCE, LONG_AT_ONCE = 2, 1
"""Jobs that one server process does at the same time, and those of hours beside them; the others wait."""
BEAT = 5.0
"""Seconds between two signs of life."""
LOST = dt.timedelta(seconds=45)
"""Without a sign of life for so long, a job was broken off."""
KEPT = dt.timedelta(hours=24)
_OFTEN = 0.5
"""Seconds between two reports that are written down."""


@dataclass
class Work:
    """A job as its function sees it."""

    app: Flask
    job_id: str
    poging: int
    user_id: str
    _said: float = 0.0

    @property
    def config(self) -> Config:
        """How this application is set up."""
        found: Config = self.app.config["DOCGEN"]
        return found

    @contextmanager
    def database(self) -> Iterator[Session]:
        """A session of its own, for a short while; what is not committed does not stay."""
        with Session(self.app.config["ENGINE"], expire_on_commit=False) as db:
            yield db

    def report(self, done: int, total: int, text: str) -> None:
        """Say how far it is; `text` is Dutch and holds nothing personal. What follows too soon is not written."""
        now = time.monotonic()
        if now - self._said >= _OFTEN or done == 0:
            self._said = now
            self.note(gedaan=done, totaal=total, melding=text[:200])

    def note(self, **values: object) -> None:
        """Write down how it stands, unless somebody began it again meanwhile."""
        with self.database() as db, db.begin():
            mine = update(Job).where(Job.id == self.job_id, Job.poging == self.poging)
            db.execute(mine.values(levend_op=self.config.clock(), **values))


Function = Callable[..., str]
KINDS: dict[str, Function] = {}
"""What can be done as a job, by its kind; filled when the pages are loaded."""
LONG: set[str] = set()
"""Kinds that may take hours: they keep no short job waiting."""


def work(soort: str, *, long: bool = False) -> Callable[[Function], Function]:
    """Say that a function does the jobs of a kind: it gets its `Work` and what was given, and gives its last words."""

    def register(function: Function) -> Function:
        KINDS[soort] = function
        LONG.update({soort} if long else ())
        return function

    return register


@dataclass
class _Runner:
    """What one server process has at hand."""

    places: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    long_places: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(LONG_AT_ONCE))
    lock: threading.Lock = field(default_factory=threading.Lock)
    alive: dict[str, int] = field(default_factory=dict)
    """Id of each job of this process, waiting or busy → its attempt."""
    threads: set[threading.Thread] = field(default_factory=set)
    beating: bool = False


def register(app: Flask) -> None:
    """Give an application the place where its jobs are done."""
    app.extensions["taken"] = _Runner()


def running(app: Flask) -> bool:
    """Tell whether this process has a job to finish."""
    return bool(_runner(app).alive)


def finish(app: Flask, seconds: float) -> None:
    """Wait for the jobs of this process, at most so long each."""
    for thread in tuple(_runner(app).threads):
        thread.join(seconds)


def start(soort: str, *, case: Case | None = None, back: str, **given: object) -> Job:
    """Begin a job for the user of this request, and commit what the request has written.

    Who asks the same again while it is being done gets the job that is under way.

    Args:
        soort: Its kind.
        case: The case that it is about; the job goes with it.
        back: The address of the page that shows what came of it.
        given: What its function gets besides: plain values that JSON can hold, never personal.
    """
    db, user, now = database(), actor(), _config().clock()
    sweep(db, now)
    same = select(Job).where(Job.user_id == user.id, Job.soort == soort, Job.stand.in_(ACTIVE))
    for job in db.scalars(same):
        if job.gegeven == given and stand(job, now) in ACTIVE:
            db.commit()
            return job
    job = Job(soort=soort, user_id=user.id, case_id=case.id if case else None, terug=back, gegeven=given)
    job.gemaakt_op = now
    db.add(job)
    _launch(db, job, now)
    return job


def again(job: Job) -> None:
    """Begin a job again that failed or was broken off, with what it was given; commits."""
    now = _config().clock()
    if stand(job, now) in (MISLUKT, AFGEBROKEN) and job.soort in KINDS:
        job.poging += 1
        _launch(database(), job, now)


def stand(job: Job, now: dt.datetime) -> str:
    """How a job stands; of one without a sign of life, that it was broken off."""
    return AFGEBROKEN if job.stand in ACTIVE and now - job.levend_op > LOST else job.stand


def sweep(db: Session, now: dt.datetime) -> None:
    """Remove the rows of jobs that are long over."""
    db.execute(delete(Job).where(Job.levend_op <= now - KEPT))


def _launch(db: Session, job: Job, now: dt.datetime) -> None:
    job.stand, job.levend_op, job.gedaan, job.totaal = WACHT, now, 0, 0
    job.melding, job.code, job.problemen = "", "", []
    db.commit()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    runner, made = _runner(app), Work(app, job.id, job.poging, job.user_id)
    function, given = KINDS[job.soort], dict(job.gegeven)
    with runner.lock:
        still, runner.beating = not runner.beating, True
        runner.alive[job.id] = job.poging
    # Daemons: a server that is stopped does not wait for an hour of work, which can begin again.
    if still:
        threading.Thread(target=_beat, args=(app,), daemon=True, name="taken-hartslag").start()
    places = runner.long_places if job.soort in LONG else runner.places
    thread = threading.Thread(target=_perform, args=(made, places, function, given), daemon=True, name="taak")
    runner.threads.add(thread)
    thread.start()


def _perform(made: Work, places: threading.BoundedSemaphore, function: Function, given: dict[str, Any]) -> None:
    runner = _runner(made.app)
    try:
        with places, made.app.app_context():
            made.note(stand=BEZIG)
            made.note(stand=KLAAR, melding=function(made, **given)[:200])
    except Exception as error:
        _fail(made, error)
    finally:
        with runner.lock:
            if runner.alive.get(made.job_id) == made.poging:
                del runner.alive[made.job_id]
        runner.threads.discard(threading.current_thread())


def _fail(made: Work, error: Exception) -> None:
    """Write down why a job failed; of what nobody foresaw only its kind and places are noted."""
    number = secrets.token_hex(4)
    known = error if isinstance(error, DocgenError) else fault("DOCGEN-001", kenmerk=number)
    if known is not error:
        places = traceback.extract_tb(error.__traceback__)[-6:]
        where = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in places)
        log.error("%s taak %s %s", number, type(error).__name__, where)
    problems = [[one.veld, one.melding, one.advies] for one in known.problems]
    made.note(stand=MISLUKT, code=known.code, melding=f"{known.melding} {known.advies}"[:400], problemen=problems)


def _beat(app: Flask) -> None:
    """Give a sign of life for every job of this process, until there is none."""
    runner = _runner(app)
    while True:
        threading.Event().wait(BEAT)
        with runner.lock:
            ids = tuple(runner.alive)
            if not ids:
                runner.beating = False
                return
        try:
            with Session(app.config["ENGINE"]) as db, db.begin():
                config: Config = app.config["DOCGEN"]
                db.execute(update(Job).where(Job.id.in_(ids)).values(levend_op=config.clock()))
        except Exception as error:  # a database that is away for a moment; the next beat tries again
            log.error("-------- taken %s", type(error).__name__)


def _runner(app: Flask) -> _Runner:
    found: _Runner = app.extensions["taken"]
    return found


def _config() -> Config:
    found: Config = current_app.config["DOCGEN"]
    return found
