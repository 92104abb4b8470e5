"""What every command shares: the two consoles, the common options, and how results are printed."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from docgen import service
from docgen.errors import Problem

T = TypeVar("T")
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def today() -> dt.date:
    """The day on the clock of this machine."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def day_of(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    """Read a date as somebody typed it; None when it was left out."""
    try:
        return dt.date.fromisoformat(value) if value is not None else None
    except ValueError:
        raise click.BadParameter("schrijf de datum als jjjj-mm-dd, bijvoorbeeld 2026-11-22") from None


def _peildatum(context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date:
    return day_of(context, parameter, value) or today()


def rol(_: click.Context, __: click.Parameter, value: str) -> str:
    """Check the name of a role."""
    if value and value not in service.ROLES:
        raise click.BadParameter(f"kies uit {', '.join(service.ROLES)}")
    return value


def _formats(_: click.Context, __: click.Parameter, value: str) -> list[str]:
    wanted = [part.strip().lower() for part in value.split(",") if part.strip()]
    if not wanted or not set(wanted) <= set(service.FORMATS):
        raise click.BadParameter(f"kies uit {', '.join(service.FORMATS)}")
    return list(dict.fromkeys(wanted))


def _style(_: click.Context, __: click.Parameter, value: Path | None) -> service.Huisstijl:
    return service.read_huisstijl(value) if value else service.HOUSE


PEILDATUM = click.option(
    "--peildatum", metavar="DATUM", callback=_peildatum, help="Dag van de beoordeling (jjjj-mm-dd); anders vandaag."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Geef één JSON-object op de standaarduitvoer.")
ONTVANGER = click.option(
    "--ontvanger",
    metavar="ROL",
    default="",
    callback=rol,
    help=f"Alleen wat deze rol mag ontvangen: {', '.join(service.ROLES)}.",
)
MAP = click.option(
    "--out", "map_", metavar="MAP", required=True, type=click.Path(path_type=Path), help="Map waarin het komt."
)
FORMATEN = click.option(
    "--format",
    "formats",
    metavar="LIJST",
    default=",".join(service.DEFAULT_FORMATS),
    callback=_formats,
    help=f"Kies uit {','.join(service.FORMATS)}.",
)
HUISSTIJL = click.option(
    "--huisstijl",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    callback=_style,
    help="Naam, kleuren, letter en logo van uw organisatie (TOML).",
)
CASE = click.argument("zaak", metavar="ZAAK", type=click.Path(path_type=Path))


def warn(lines: Iterable[str]) -> None:
    """Say what does not stop the work, each on a line of its own."""
    for line in lines:
        err.print(line, style="yellow", markup=False)


def print_json(value: object) -> None:
    """Print one JSON value on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def problem_row(p: Problem) -> dict[str, Any]:
    """A problem in the shape of a finding."""
    row = {"code": p.code, "ernst": "blokkeert", "melding": p.melding, "veld": p.veld}
    return {**row, "bron": "", "advies": p.advies, "documenten": []}


def with_progress(words: str, work: Callable[[], T]) -> T:
    """Do something long, with a sign of life on a terminal."""
    if not err.is_terminal:
        return work()
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=err, transient=True) as progress:
        progress.add_task(words)
        return work()
