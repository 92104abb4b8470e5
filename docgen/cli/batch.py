"""The command about many cases at once: batch."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from docgen import service
from docgen.batch import corrections, places, report, sources
from docgen.batch.call import cores
from docgen.batch.cluster import Cluster
from docgen.batch.entry import Entry, Stand
from docgen.batch.manifest import Manifest
from docgen.batch.propose import propose
from docgen.batch.run import Order, State, run
from docgen.cli import dutch
from docgen.cli.elsewhere import beyond
from docgen.cli.shared import FORMATEN, HUISSTIJL, ONTVANGER, day_of, err, out, today, warn
from docgen.errors import DocgenError

_MOST_ERRORS = 20
"""Cases whose errors are printed while the batch runs; all of them are in the report."""
_MOST_PROBLEMS = 5
"""Problems of one document that are printed."""
_MOST_JOBS = 256
_EVERY = 10.0
"""Seconds between two lines about progress where there is no terminal."""


def _jobs(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:4]) <= _MOST_JOBS:
        raise click.BadParameter(f"schrijf een aantal van 1 tot en met {_MOST_JOBS}")
    return int(value)


@click.command(cls=dutch.Command)
@click.argument("invoer", metavar="INVOER")
@click.option("--out", "map_", metavar="MAP", type=click.Path(path_type=Path), help="Map waarin het komt.")
@click.option("--map", "propose_only", is_flag=True, help="Stel bij een tabel een koppeling voor, en stop.")
@click.option(
    "--koppeling",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    help="Welke kolom welk veld is (TOML); bij een tabel.",
)
@click.option("--jobs", metavar="AANTAL", callback=_jobs, help="Aantal deelprocessen; anders een per processorkern.")
@click.option("--resume", is_flag=True, help="Ga verder met een batch die niet is afgemaakt.")
@click.option(
    "--report",
    "verslag",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    help="Schrijf per zaak en document wat er is gebeurd (.csv of .xlsx).",
)
@click.option(
    "--correcties",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    help="Schrijf de rijen met een fout, met persoonsgegevens en al, om te verbeteren (zoals INVOER).",
)
@beyond
@FORMATEN
@ONTVANGER
@HUISSTIJL
@click.option("--peildatum", metavar="DATUM", callback=day_of, help="Dag van de beoordeling; anders vandaag.")
def batch(
    invoer: Path,
    map_: Path | None,
    propose_only: bool,
    koppeling: Path | None,
    jobs: int | None,
    resume: bool,
    verslag: Path | None,
    correcties: Path | None,
    cluster: Cluster | None,
    naar: str | None,
    formats: list[str],
    ontvanger: str,
    huisstijl: service.Huisstijl,
    peildatum: dt.date | None,
) -> int:
    """Maakt alles wat veel zaken vragen: een map met JSON, of een bestand .jsonl, .csv of .xlsx."""
    if propose_only:
        out.print(propose(invoer), markup=False, end="")
        return 0
    if map_ is None:
        raise click.MissingParameter(param_hint="--out", param_type="option")
    papers = Papers(invoer, koppeling, verslag, correcties)
    rows = sources.open_source(invoer, koppeling)
    with Manifest(map_) as manifest:
        unfinished = None if manifest.finished or not manifest.last else manifest.last.peildatum
        # Going on after midnight is still the same batch.
        day = peildatum or (dt.date.fromisoformat(unfinished) if unfinished and resume else today())
        order = Order(map_, day, tuple(formats), jobs or cores(), resume, huisstijl, ontvanger, cluster=cluster)
        warn(order.health())
        with _watching(sources.count(invoer)) as watch, _stopping() as stop:
            try:
                state = run(rows, order, manifest, watch, stop)
            except DocgenError as error:
                if error.exit_code == 6:  # not when the batch was refused before it began
                    err.print("De batch is gestopt. Wat klaar is, blijft; ga later verder met --resume.")
                raise
        papers.write(manifest)
        if naar:
            out.print(f"{places.send(map_, manifest.entries(), naar)} bestanden verstuurd.")
    return _close(state, day)


class Papers:
    """What is written after a batch: the report, and the wrong rows to mend."""

    def __init__(self, source: Path, mapping: Path | None, verslag: Path | None, correcties: Path | None) -> None:
        """Refuse what could not be written in the end, before hours of work."""
        if verslag:
            report.must_fit(verslag)
        if correcties:
            corrections.must_fit(correcties, source)
        self._source, self._mapping, self._report, self._corrections = source, mapping, verslag, correcties

    def write(self, manifest: Manifest) -> None:
        """Write what was asked, of this pass over the input."""
        if self._report:
            report.write(self._report, manifest.entries())
            out.print(f"Verslag: {self._report}", markup=False)
        if self._corrections and self._mapping:
            rows = corrections.write(self._corrections, self._source, self._mapping, manifest.entries())
            out.print(f"Te verbeteren: {rows} rij(en) in {self._corrections}, met persoonsgegevens.", markup=False)


def _close(state: State, day: dt.date) -> int:
    out.print(f"{state.cases} zaken, beoordeeld op {day.isoformat()}; {state.wrong} met fouten.")
    for stand in Stand:
        if state.documents[stand]:
            out.print(f"  {stand.value:<15} {state.documents[stand]}")
    if state.stopped:
        err.print("Afgebroken voor het einde. Wat klaar is, blijft; ga later verder met --resume.")
        return max(state.exit_code, 1)
    return state.exit_code


@contextlib.contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C stop the batch after the cases under way; a second one stops it at once."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        err.print("Bezig met stoppen: wat nu wordt gemaakt, wordt afgemaakt. Nog eens Ctrl-C stopt meteen.")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _watching(total: int | None) -> Iterator[Callable[[Entry, State], None]]:
    """Show how far the batch is: a bar on a terminal, now and then a line elsewhere."""
    if not err.is_terminal:
        yield _Lines(total)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[wrong]}", style="red"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as progress:
        yield _Bar(progress, progress.add_task("zaken", total=total, rate="", wrong=""))


class _Lines:
    """Progress as lines: errors as they come, and a line every few seconds."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._start = self._told = time.monotonic()

    def __call__(self, entry: Entry, state: State) -> None:
        _print_errors(entry, state)
        now = time.monotonic()
        if now - self._told < _EVERY:
            return
        self._told = now
        rate = _rate(state, self._start)
        left = ""
        if self._total and rate:
            left = f", nog ongeveer {round((self._total - state.cases) / rate / 60)} minuten"
        van = f" van {self._total}" if self._total else ""
        err.print(f"{state.cases}{van} zaken, {state.wrong} met fouten, {_per_second(rate)}{left}")


class _Bar:
    """Progress as a bar: how far, how fast, how many wrong, how long still."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task
        self._start = time.monotonic()

    def __call__(self, entry: Entry, state: State) -> None:
        _print_errors(entry, state)
        wrong = f"{state.wrong} fout" if state.wrong else ""
        rate = _per_second(_rate(state, self._start))
        self._progress.update(self._task, completed=state.cases, rate=rate, wrong=wrong)


def _rate(state: State, start: float) -> float:
    """Cases that were really done per second; those of before a crash cost no time."""
    return (state.cases - state.kept) / max(time.monotonic() - start, 0.001)


def _per_second(rate: float) -> str:
    return f"{rate:.1f}".replace(".", ",") + " per seconde"


def _print_errors(entry: Entry, state: State) -> None:
    if not entry.fout or state.wrong > _MOST_ERRORS:
        return
    for end in entry.uitkomsten:
        for problem in end.problemen[:_MOST_PROBLEMS]:
            what = " ".join(filter(None, (entry.zaaknummer, end.document)))
            where = f" ({problem.veld})" if problem.veld else ""
            err.print(f"{entry.plaats} {what}: {problem.code} {problem.melding}{where} {problem.advies}", markup=False)
        if len(end.problemen) > _MOST_PROBLEMS:
            err.print(f"{entry.plaats} … en nog {len(end.problemen) - _MOST_PROBLEMS} problemen.", markup=False)
    if state.wrong == _MOST_ERRORS:
        err.print("Verdere fouten staan alleen in het verslag (--report).")


COMMANDS = (batch,)
