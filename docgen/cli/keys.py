"""The command about the key of the seal: testsleutel."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from docgen import service
from docgen.cli import dutch
from docgen.cli.shared import err, out


@click.command(cls=dutch.Command)
@click.option(
    "--out",
    "path",
    metavar="BESTAND",
    required=True,
    type=click.Path(path_type=Path),
    help="Bestand waarin de sleutel komt (.p12).",
)
def testsleutel(path: Path) -> int:
    """Maakt een sleutel om het verzegelen mee te proberen; op elk zegel ervan staat dat het niet rechtsgeldig is.

    Het wachtwoord komt uit de omgevingsvariabele DOCGEN_ZEGEL_WACHTWOORD; anders vraagt de opdracht erom.
    """
    password = os.environ.get(service.SEAL_PASSWORD) or click.prompt(
        "Wachtwoord voor de sleutel", hide_input=True, confirmation_prompt="Nog een keer", err=True
    )
    service.make_test_key(path, password, dt.datetime.now(dt.UTC))
    out.print(str(path), markup=False)
    err.print("Een testsleutel: een jaar geldig, en niet rechtsgeldig.")
    return 0


COMMANDS = (testsleutel,)
