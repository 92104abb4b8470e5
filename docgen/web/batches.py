"""Batches: many cases at once, of one user. A row says how far one is; what is personal stands in a folder.

The folder holds what was uploaded, its mapping, the rows as they were read, and what was made of them; row and folder
go together. It is on a disk and not in the database because a batch writes files of gigabytes, locks them and goes
on after a crash (ADR 0025). A file that somebody else made is opened in a child process with limits, and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docgen.batch import corrections, fieldmap, report
from docgen.batch import survey as surveys
from docgen.batch.entry import Entry, Stand
from docgen.batch.kept import kept
from docgen.batch.manifest import so_far
from docgen.batch.run import State
from docgen.errors import DocgenError, Problem, fault
from docgen.service import zaaknummer_of
from docgen.web import jobs
from docgen.web.config import Config
from docgen.web.log import Act, write
from docgen.web.models import Batch, Job, Setting, User, new_id
from docgen.work import child

FOLDER = "batches"
MOST_ROWS, MOST_COLUMNS = 5_000, 60
"""What is more is for the command line: a form of more columns is no form, and a run of more rows takes a day."""
MOST_TOLD = 5
"""Problems of one document that a page shows; all of them are in the report."""
LIMITS = child.Limits(cpu_seconds=120, wall_seconds=180.0, memory=1 << 30, file_size=256 << 20)
"""For the child that reads what was uploaded."""
FORMS = {".xlsx": "xlsx", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
TABLES = ("xlsx", "csv")

KOPPELEN, PROBEREN, BEPROEFD, MAKEN, GESTOPT, KLAAR = "koppelen", "proberen", "beproefd", "maken", "gestopt", "klaar"
"""How far a batch is. `MAKEN` without a job that is under way: the server was stopped, or making failed."""

TERM, DAYS, LEAST_DAYS, MOST_DAYS = "bewaartermijn.batch", 14, 1, 90
"""How many days a batch stays after it was last worked on: the setting, and what we propose."""
_LEFT_OVER = dt.timedelta(hours=1)
"""A folder without a row that is older was left by a server that was killed."""


@dataclass(frozen=True)
class Files:
    """Where everything of a batch is."""

    root: Path
    vorm: str

    @property
    def source(self) -> Path:
        """What was uploaded."""
        return self.root / f"invoer.{self.vorm}"

    @property
    def survey(self) -> Path:
        """What stands in the table, to choose its mapping by."""
        return self.root / "overzicht.json"

    @property
    def template(self) -> Path:
        """The case with what is the same for all."""
        return self.root / "sjabloon.json"

    @property
    def mapping(self) -> Path:
        """Which column is which field."""
        return self.root / "koppeling.toml"

    @property
    def rows(self) -> Path:
        """The rows as they were read."""
        return self.root / "rijen.jsonl"

    @property
    def trial(self) -> Path:
        """The output of the trial: a manifest and nothing else."""
        return self.root / "proef"

    @property
    def out(self) -> Path:
        """The documents."""
        return self.root / "uit"

    @property
    def begun(self) -> bool:
        """True once documents were made: then what decides them stays as it is."""
        return self.out.exists()

    @property
    def newest(self) -> Path:
        """The output of the run, or of the trial as long as there is no run."""
        return self.out if self.begun else self.trial


def files_of(config: Config, batch: Batch) -> Files:
    """Say where everything of a batch is."""
    return Files(config.data / FOLDER / batch.id, batch.vorm)


def create(config: Config, user: User, naam: str, content: IO[bytes], template: bytes, keuzes: dict[str, Any]) -> Batch:
    """Make a batch of what was uploaded; it is for the caller to add it to the database.

    Raises:
        CaseProblem: INVOER-0xx, it cannot be read; nothing stays then.
    """
    vorm = FORMS.get(Path(naam).suffix.lower(), "")
    if not vorm:
        raise fault("INVOER-003", naam=shown(naam))
    now = config.clock()
    batch = Batch(id=new_id(), user=user, party_id=user.party_id, naam=shown(naam), vorm=vorm, keuzes=keuzes)
    batch.stand = KOPPELEN if vorm in TABLES else PROBEREN
    batch.gemaakt_op = batch.laatst_op = now
    files = files_of(config, batch)
    files.root.parent.mkdir(mode=0o700, exist_ok=True)
    files.root.mkdir(mode=0o700)
    try:
        with files.source.open("xb") as kept:
            shutil.copyfileobj(content, kept)
        if template:
            regeling = _keep_template(files, template)
            batch.keuzes = {**keuzes, "regeling": keuzes.get("regeling") or regeling}
        if vorm in TABLES:
            sheets = child.run(surveys.survey, files.source, MOST_COLUMNS, limits=LIMITS)
            files.survey.write_text(surveys.dump(sheets), encoding="utf-8")
    except BaseException as error:
        shutil.rmtree(files.root)
        if isinstance(error, DocgenError):
            raise _named(error, files, batch) from None
        raise
    return batch


def go_on(config: Config, before: Batch, naam: str, content: IO[bytes]) -> Batch:
    """Make a batch of a corrected sheet, with the template, mapping and choices of the one that it came from."""
    old = files_of(config, before)
    template = old.template.read_bytes() if old.template.exists() else b""
    batch = create(config, before.user, naam, content, template, dict(before.keuzes))
    if batch.vorm == before.vorm and old.mapping.exists():
        new = files_of(config, batch)
        shutil.copyfile(old.mapping, new.mapping)
        try:
            spec = fieldmap.load(new.mapping)
            for sheet in sheets_of(new)[:1]:
                fieldmap.check_headings([k.kop for k in sheet.kolommen], spec.columns, spec.ignored, batch.naam)
            batch.stand = PROBEREN
        except DocgenError:
            pass  # other columns: somebody looks at the mapping first
    return batch


def shown(naam: str) -> str:
    """Give the name of an upload as it can stand on a page."""
    name = Path(naam.replace("\\", "/")).name[-120:]
    return name if name.isprintable() and name else "het bestand"


def sheets_of(files: Files) -> tuple[surveys.Blad, ...]:
    """The sheets of a table, as they were looked at."""
    return surveys.load(files.survey.read_text(encoding="utf-8"))


def job_of(db: Session, batch: Batch) -> Job | None:
    """The newest job of a batch, as long as it is kept."""
    return db.get(Job, batch.taak_id) if batch.taak_id else None


def busy(db: Session, config: Config, batch: Batch) -> bool:
    """Tell whether something of a batch is being done now."""
    job = job_of(db, batch)
    return job is not None and jobs.stand(job, config.clock()) in jobs.ACTIVE


def totals(entries: Iterator[Entry]) -> State:
    """Count how the rows of a batch ended."""
    state = State()
    for entry in entries:
        state.count(entry)
    return state


def made(state: State) -> int:
    """How many documents stand there."""
    return state.documents[Stand.GEMAAKT] + state.documents[Stand.ONGEWIJZIGD]


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong with one row."""

    plaats: str
    zaaknummer: str
    document: str
    problem: Problem
    nog: int = 0
    """How many more are wrong with the same document, and stand in the report alone."""


def wrong(entries: Iterator[Entry]) -> list[Wrong]:
    """What is wrong, worst first: rows that cannot be read, then rows with most against them."""
    found = []
    for entry in sorted((entry for entry in entries if entry.fout), key=_worst_first):
        for end in entry.uitkomsten:
            # An empty plan alone lacks some eighty fields.
            told = end.problemen[:MOST_TOLD] if end.exit_code and end.document else end.problemen
            rest = len(end.problemen) - len(told)
            for place, one in enumerate(told if end.exit_code else (), start=1):
                nog = rest if place == len(told) else 0
                found.append(Wrong(entry.plaats, entry.zaaknummer, end.document, one, nog))
    return found


def _worst_first(entry: Entry) -> tuple[bool, int, int]:
    whole = any(not end.document for end in entry.uitkomsten if end.exit_code)
    return not whole, -sum(len(end.problemen) for end in entry.uitkomsten if end.exit_code), entry.nummer


def documents(files: Files) -> Iterator[tuple[str, str, Path]]:
    """Every document that was made: its case, its name in a folder of that case, and where it is."""
    for entry in so_far(files.out):
        right = {end.document for end in entry.uitkomsten if end.stand in (Stand.GEMAAKT, Stand.ONGEWIJZIGD)}
        for one in entry.bestanden:
            path = files.out / one.naam
            if one.document in right and path.is_file():
                yield entry.zaaknummer, f"{entry.zaaknummer}/{path.name}", path


def write_report(files: Files, form: str) -> bytes:
    """Make the report of the newest trial or run, as "xlsx" or "csv"."""
    path = files.root / f"verslag.{form}"
    report.write(path, so_far(files.newest))
    return path.read_bytes()


def write_corrections(files: Files) -> bytes:
    """Make the sheet with the wrong rows alone, to be mended and uploaded again; raises DocgenError."""
    path = files.root / f"verbeteren.{files.vorm}"
    child.run(corrections.of_batch, path, files.source, files.mapping, files.newest, limits=LIMITS)
    content = path.read_bytes()
    path.unlink()
    return content


def remove(db: Session, config: Config, batch: Batch) -> None:
    """Remove a batch with everything in its folder."""
    shutil.rmtree(files_of(config, batch).root, ignore_errors=True)
    write(db, Act.BATCH_WEG, over=batch.id, user=batch.user)
    db.delete(batch)


def remove_with(db: Session, config: Config, zaaknummer: str) -> None:
    """Remove every batch in which a case stands that is destroyed: its owner can upload the others again."""
    for batch in db.scalars(select(Batch)):
        files = files_of(config, batch)
        rows = kept(files.rows) if files.rows.exists() else ()
        if (files.out / zaaknummer).exists() or any(zaaknummer_of(row.data) == zaaknummer for row in rows):
            remove(db, config, batch)


def days(db: Session) -> int:
    """How many days a batch stays, as beheer decided or as we propose."""
    row = db.get(Setting, TERM)
    return int(row.waarde) if row else DAYS


def set_days(db: Session, number: int) -> None:
    """Decide how long a batch stays."""
    row = db.get(Setting, TERM) or Setting(sleutel=TERM)
    row.waarde = str(number)
    db.add(row)
    write(db, Act.TERMIJN, over=f"batch: {number} dagen")


def sweep(db: Session, config: Config) -> None:
    """Remove the batches whose days are over, and folders that belong to none."""
    now = config.clock()
    for batch in db.scalars(select(Batch).where(Batch.laatst_op <= now - dt.timedelta(days=days(db)))):
        if not busy(db, config, batch):
            remove(db, config, batch)
    known = set(db.scalars(select(Batch.id)))
    folder = config.data / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        age = now - dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        if path.name not in known and age > _LEFT_OVER:
            shutil.rmtree(path, ignore_errors=True)


def _keep_template(files: Files, content: bytes) -> str:
    """Keep a template that holds nothing of one person; gives the agreement that it names."""
    tree = fieldmap.template(content, "dat u koos")
    problems = fieldmap.of_one_person(tree)
    if problems:
        raise fault("INVOER-090", problems, aantal=len(problems))
    files.template.write_bytes(content)
    return str(tree.get("regeling") or "")


def _named(error: DocgenError, files: Files, batch: Batch) -> DocgenError:
    """Name an upload as its owner does, where the error names our copy of it."""
    return type(error)(error.code, error.melding.replace(files.source.name, batch.naam), error.advies, error.problems)
