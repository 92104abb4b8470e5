"""The commands about one case: check, render, documents, timeline, schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from docgen import service
from docgen.cli import dutch
from docgen.cli.shared import (
    AS_JSON,
    CASE,
    FORMATEN,
    HUISSTIJL,
    MAP,
    ONTVANGER,
    PEILDATUM,
    err,
    out,
    print_json,
    problem_row,
    with_progress,
)
from docgen.errors import CaseProblem, Problem

NOTHING = "Deze zaak vraagt op de peildatum geen documenten."
NOTHING_FOR = "Van wat deze zaak op de peildatum vraagt, is er niets voor de rol {}."
COLOURS = {"blokkeert": "bold red", "waarschuwt": "yellow", "taak": "cyan", "info": "dim"}


@click.command(cls=dutch.Command)
@click.argument("zaken", metavar="ZAAK…", nargs=-1, required=True, type=click.Path(path_type=Path))
@PEILDATUM
@AS_JSON
def check(zaken: tuple[Path, ...], peildatum: dt.date, as_json: bool) -> int:
    """Toetst zaken aan de regeling en de wet: alle bevindingen, de ergste eerst."""
    worst = 0
    rows: list[dict[str, Any]] = []
    for path in zaken:
        number, found, code = _checked(path, peildatum)
        worst = max(worst, code)
        rows += [{"zaak": number, **row} for row in found]
        if not as_json:
            _print_findings(number, found, peildatum)
    if as_json:
        print_json({"bevindingen": rows})
    return worst


def _checked(path: Path, peildatum: dt.date) -> tuple[str, list[dict[str, Any]], int]:
    try:
        subject = service.load(path)
        findings = service.check(subject, peildatum)
        code = 3 if service.refused(findings, service.documents(subject, peildatum)) else 0
    except CaseProblem as error:
        problems = error.problems or (Problem(error.code, "", error.melding, error.advies),)
        return path.name, [problem_row(p) for p in problems], error.exit_code
    rows = [
        {
            "code": f.code,
            "ernst": f.ernst.value,
            "melding": f.melding,
            "veld": f.veld,
            "bron": f.bron,
            "advies": f.advies,
            "documenten": list(f.documenten),
        }
        for f in findings
    ]
    return subject.zaaknummer, rows, code


def _print_findings(number: str, rows: list[dict[str, Any]], peildatum: dt.date) -> None:
    out.print(f"[bold]{number}[/bold], beoordeeld op {peildatum.isoformat()}: {len(rows)} bevinding(en)")
    for row in rows:
        out.print(f"  {row['ernst']:<10} {row['code']}  ", style=COLOURS[row["ernst"]], end="")
        out.print(row["melding"], markup=False)
        details = [("veld", row["veld"]), ("bron", row["bron"]), ("advies", row["advies"])]
        details.append(("geldt voor", ", ".join(row["documenten"])))
        for name, text in details:
            if text:
                out.print(f"             {name}: {text}", markup=False, style="dim")


@click.command(cls=dutch.Command)
@CASE
@click.argument("documenten", metavar="[DOCUMENT…]", nargs=-1)
@MAP
@FORMATEN
@click.option("--concept", is_flag=True, help="Maak concepten, met de open punten erbij.")
@HUISSTIJL
@ONTVANGER
@PEILDATUM
def render(
    zaak: Path,
    documenten: tuple[str, ...],
    map_: Path,
    formats: list[str],
    concept: bool,
    huisstijl: service.Huisstijl,
    ontvanger: str,
    peildatum: dt.date,
) -> int:
    """Maakt documenten; zonder DOCUMENT alles wat de zaak op de peildatum vraagt."""
    subject = service.load(zaak)
    made = service.assemble(subject, documenten, peildatum, concept=concept, recipient=ontvanger)
    if ontvanger and not documenten:
        _print_withheld(service.withheld(subject, peildatum, ontvanger))
    if not made:
        out.print(NOTHING_FOR.format(ontvanger) if ontvanger else NOTHING)
        return 0
    # A motive for an override is the case's own business: no copy for somebody tells it.
    notes = {} if ontvanger else service.notes_of(subject)
    words = f"{len(made)} document(en) maken"
    for item in with_progress(words, lambda: service.make(made, formats, map_, notes, huisstijl)):
        out.print(str(item.path), markup=False)
    return 0


def _print_withheld(problems: Sequence[Problem]) -> None:
    for p in problems:
        err.print(f"Weggelaten: {p.melding}", markup=False)


@click.command(cls=dutch.Command)
@click.argument("zaak", metavar="[ZAAK]", required=False, type=click.Path(path_type=Path))
@ONTVANGER
@PEILDATUM
@AS_JSON
def documents(zaak: Path | None, ontvanger: str, peildatum: dt.date, as_json: bool) -> int:
    """Noemt de documenten die er zijn, of die een zaak op de peildatum vraagt, en waarom."""
    if ontvanger and not zaak:
        raise click.BadParameter("noem er ook een zaak bij", param_hint="--ontvanger")
    subject = service.load(zaak) if zaak else None
    calls = service.documents(subject, peildatum, ontvanger)
    if subject and ontvanger:
        _print_withheld(service.withheld(subject, peildatum, ontvanger))
    if as_json:
        print_json({"documenten": [{"document": c.document, "reden": c.reden} for c in calls]})
        return 0
    for call in calls:
        out.print(f"[bold]{call.document}[/bold]: ", end="")
        out.print(call.reden, markup=False)
    if not calls:
        out.print(NOTHING_FOR.format(ontvanger) if ontvanger else NOTHING)
    return 0


@click.command(cls=dutch.Command)
@CASE
@click.option("--ics", "ics", metavar="BESTAND", type=click.Path(path_type=Path), help="Schrijf een agenda.")
@PEILDATUM
@AS_JSON
def timeline(zaak: Path, ics: Path | None, peildatum: dt.date, as_json: bool) -> int:
    """Geeft elke datum van de zaak, met de regel en de bron waaruit hij volgt."""
    subject = service.load(zaak)
    moments = service.timeline(subject, peildatum)
    if ics:
        service.write_calendar(ics, subject, moments, peildatum)
    if as_json:
        keys = ("code", "wat", "datum", "tot", "bron")
        print_json({"data": [{key: _iso(getattr(m, key)) for key in keys} for m in moments]})
        return 0
    for moment in moments:
        day = moment.datum.isoformat() + (f" t/m {moment.tot.isoformat()}" if moment.tot else "")
        out.print(f"{day:<25} {moment.code:<7} {moment.wat} ({moment.bron})", markup=False)
    return 0


@click.command(cls=dutch.Command)
def schema() -> int:
    """Drukt het JSON Schema van zaakbestanden af."""
    print_json(service.schema())
    return 0


def _iso(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


COMMANDS = (check, render, documents, timeline, schema)
