"""Checking a packet: what is intact and what is not, in plain words. Nothing of the file is kept."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from docgen import service
from docgen.errors import DocgenError
from docgen.web.access import EVERY_USER, allow, database
from docgen.web.gate import config, file_of, takes_pdfs
from docgen.web.limits import HEAVY, limiter
from docgen.web.log import Act, write

blueprint = Blueprint("controle", __name__, url_prefix="/controle")


@blueprint.get("")
@allow(*EVERY_USER)
def vragen() -> ResponseReturnValue:
    """Ask for a packet."""
    return render_template("controle.html", verslag=None)


@blueprint.post("")
@allow(*EVERY_USER)
@takes_pdfs
@limiter.limit(HEAVY)
def controleren() -> ResponseReturnValue:
    """Say of a packet what is intact and what is not."""
    content = file_of("bestand")
    if not content:
        return render_template("controle.html", verslag=None, fout="Kies een pakket (een pdf)."), 422
    database().commit()
    try:
        report = service.verify_bytes(content, config().trust, config().clock())
    except DocgenError as error:
        _note("geen pakket")
        return render_template("controle.html", verslag=None, fout=f"{error.melding} {error.advies}"), 422
    _note("heel" if report.in_orde else "niet heel")
    return render_template("controle.html", verslag=report)


def _note(outcome: str) -> None:
    write(database(), Act.GECONTROLEERD, over=outcome)
    database().commit()
