"""The commands about packets: packet, verify."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from docgen import service
from docgen.cli import dutch
from docgen.cli.shared import AS_JSON, CASE, HUISSTIJL, PEILDATUM, err, out, print_json, rol, warn

_WIJS = re.compile(
    r"(?P<bestand>.+?)(?::(?P<blad>\d+))?=(?P<document>[a-z0-9-]+)(?::(?P<bladzijde>\d+))?(?:@(?P<draai>90|180|270))?"
)
_STATES = {
    "digitaal getekend": "green",
    "op papier getekend": "green",
    "aanwezig": "green",
    "onvolledig": "yellow",
    "getekend exemplaar ontbreekt": "red",
}

_VERTROUW = click.option(
    "--vertrouw",
    metavar="MAP",
    type=click.Path(path_type=Path),
    help="Map met certificaten om handtekeningen mee te controleren.",
)


def _wijzen(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[service.Aanwijzing, ...]:
    return tuple(_wijs(value) for value in values)


def _wijs(value: str) -> service.Aanwijzing:
    found = _WIJS.fullmatch(value)
    if found is None:
        raise click.BadParameter("schrijf BESTAND=DOCUMENT, of BESTAND:BLAD=DOCUMENT:BLADZIJDE")
    return service.Aanwijzing(
        found["bestand"],
        found["document"],
        int(found["blad"] or 0),
        int(found["bladzijde"] or 1),
        int(found["draai"] or 0),
    )


def _kiezen(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> Mapping[str, str]:
    chosen = dict(value.partition("=")[::2] for value in values)
    if any(answer not in service.KEUZES for answer in chosen.values()):
        raise click.BadParameter(f"schrijf DOCUMENT={' of DOCUMENT='.join(service.KEUZES)}")
    return chosen


@click.command(cls=dutch.Command)
@CASE
@click.option(
    "--ontvanger",
    metavar="ROL",
    required=True,
    callback=rol,
    help=f"Voor wie het is: {', '.join(service.ROLES)}.",
)
@click.option(
    "--signed",
    "getekend",
    metavar="MAP",
    type=click.Path(path_type=Path),
    help="Map met getekende en gescande PDF's, onder welke naam ook.",
)
@click.option("--out", "doel", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="Het pakket.")
@click.option(
    "--seal",
    "sleutel",
    metavar="SLEUTEL",
    type=click.Path(path_type=Path),
    help="Verzegel het pakket met deze sleutel (.p12, of .toml voor een kaart of HSM).",
)
@click.option(
    "--wijs",
    "aanwijzingen",
    metavar="BESTAND=DOCUMENT",
    multiple=True,
    callback=_wijzen,
    help="Wijs aan wat een bestand zonder code is; BESTAND:BLAD=DOCUMENT:BLADZIJDE@DRAAI voor één blad.",
)
@click.option(
    "--kies",
    "keuzes",
    metavar="DOCUMENT=KEUZE",
    multiple=True,
    callback=_kiezen,
    help="Kies bij verschil: ingeleverd of gemaakt.",
)
@click.option("--onvolledig", is_flag=True, help="Maak het ook als er iets ontbreekt; dat staat dan op het voorblad.")
@click.option(
    "--origineel", metavar="ZIP", type=click.Path(path_type=Path), help="Schrijf de originelen ook in een ZIP."
)
@_VERTROUW
@HUISSTIJL
@PEILDATUM
def packet(
    zaak: Path,
    ontvanger: str,
    getekend: Path | None,
    doel: Path,
    sleutel: Path | None,
    aanwijzingen: tuple[service.Aanwijzing, ...],
    keuzes: Mapping[str, str],
    onvolledig: bool,
    origineel: Path | None,
    vertrouw: Path | None,
    huisstijl: service.Huisstijl,
    peildatum: dt.date,
) -> int:
    """Maakt het pakket van één ontvanger: alles wat die mag hebben, getekend en te controleren."""
    moment = dt.datetime.now(dt.UTC)
    subject = service.load(zaak)
    key = service.open_key(sleutel, moment, _ask, os.environ) if sleutel else None
    warn(key.waarschuwingen if key else ())
    order = service.Opdracht(
        ontvanger,
        peildatum,
        moment,
        getekend=getekend,
        aanwijzingen=aanwijzingen,
        keuzes=keuzes,
        onvolledig=onvolledig,
        vertrouwd=vertrouw or (key.vertrouwd if key else None),
        sleutel=key,
        stijl=huisstijl,
    )
    made = service.make_packet(subject, order, lambda words: err.print(f"{words} …", style="dim", markup=False))
    service.write_packet(made, doel, origineel)
    warn(made.notities)
    _print_slots(made.slots)
    out.print(str(doel), markup=False)
    return 0


def _ask(question: str) -> str:
    answer: str = click.prompt(question, hide_input=True, err=True)
    return answer


def _print_slots(slots: Iterable[service.Slot]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("Document", "Stand", "Digitaal getekend door", "Exemplaren"):
        table.add_column(heading, overflow="fold")
    for slot in slots:
        state = f"[{_STATES[slot.toestand.value]}]{slot.toestand.value}[/]"
        table.add_row(slot.verwacht.naam, state, escape(", ".join(slot.getekend_door)), str(len(slot.stukken) or ""))
    out.print(table)


@click.command(cls=dutch.Command)
@click.argument("bestand", metavar="BESTAND", type=click.Path(path_type=Path))
@_VERTROUW
@AS_JSON
def verify(bestand: Path, vertrouw: Path | None, as_json: bool) -> int:
    """Controleert een pakket: wat zit erin, is het heel, en wie heeft getekend."""
    report = service.verify_packet(bestand, vertrouw, dt.datetime.now(dt.UTC))
    if as_json:
        print_json(report.as_json())
    else:
        _print_report(report)
    return 0 if report.in_orde else 7


def _print_report(report: service.Verslag) -> None:
    for sentence in report.meldingen:
        out.print(sentence, markup=False)
    for number, part in enumerate(report.onderdelen, start=1):
        colour = "green" if part.in_orde else "bold red"
        out.print(f"{number:>3}  {part.naam}, {part.paginas} bladzijden: ", end="", markup=False)
        out.print(part.oordeel, style=colour, markup=False)
        if part.uitleg:
            out.print(f"     {part.uitleg}", markup=False)
        out.print(f"     SHA-256 {part.sha256}", style="dim", markup=False)
        for one in part.handtekeningen:
            when = f" op {one.wanneer.astimezone():%d-%m-%Y}" if one.wanneer else ""
            out.print(f"     {one.wie}{when}: {one.oordeel.value}. {one.uitleg}".rstrip(), markup=False)


COMMANDS = (packet, verify)
