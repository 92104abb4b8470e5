"""The command about the texts themselves: leesversie."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from docgen import service
from docgen.cli import dutch
from docgen.cli.shared import FORMATEN, HUISSTIJL, MAP, PEILDATUM, out, with_progress


@click.command(cls=dutch.Command)
@click.argument("teksten", metavar="[TEKST…]", nargs=-1)
@click.option("--regeling", metavar="REGELING", default="", help="Alleen de teksten van deze regeling.")
@MAP
@FORMATEN
@HUISSTIJL
@PEILDATUM
def leesversie(
    teksten: tuple[str, ...],
    regeling: str,
    map_: Path,
    formats: list[str],
    huisstijl: service.Huisstijl,
    peildatum: dt.date,
) -> int:
    """Maakt leesversies van teksten, voor wie ze beoordeelt: niets ingevuld, alles verklaard.

    TEKST is een document (doelenbijlage) of een pad onder templates/; zonder TEKST maakt de opdracht alle teksten.
    """
    made = service.reading_copies(teksten, peildatum, regeling)
    words = f"{len(made)} leesversie(s) maken"
    for item in with_progress(words, lambda: service.make(made, formats, map_, style=huisstijl)):
        out.print(str(item.path), markup=False)
    return 0


COMMANDS = (leesversie,)
