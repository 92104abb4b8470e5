"""What goes wrong, as a page: what happened, what to do, and a number to ask about.

The number stands in the server's own log with the kind of error and the places in the code: never a message or a
value, for those may be personal.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path
from typing import Any

from flask import Flask, g, render_template, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException

from docgen.errors import CaseProblem, DocgenError, RuleRefusal

log = logging.getLogger("docgen.web")

PAGES = {
    400: (
        "Dit verzoek klopt niet",
        "De pagina was te oud, of het verzoek kwam niet van deze site.",
        "Ga terug, ververs de pagina en probeer het opnieuw. Wat u in een zaak typte, staat klaar als klad.",
    ),
    403: ("Dit mag niet", "Uw account mag dit niet doen.", "Vraag de beheerder als u denkt dat dit wel zou moeten."),
    404: (
        "Deze pagina is er niet",
        "Het adres klopt niet, of de pagina is niet voor u.",
        "Controleer het adres, of zoek de zaak op in uw lijst.",
    ),
    405: ("Dit kan hier niet", "Deze pagina kan op deze manier niet worden gevraagd.", "Ga terug naar uw lijst."),
    409: (
        "Iemand anders was u voor",
        "De zaak is intussen gewijzigd of gesloten.",
        "Open de zaak opnieuw. Wat u typte, staat klaar als klad.",
    ),
    413: (
        "Dit is te groot",
        "Het bestand of het formulier is groter dan mag.",
        "Kies een kleiner bestand: een zaakbestand is hoogstens 5 MB, pdf's zijn samen hoogstens 60 MB.",
    ),
    429: (
        "Even wachten",
        "Er kwamen in korte tijd te veel verzoeken vanaf uw computer of naar dit account.",
        "Wacht vijf minuten en probeer het dan opnieuw.",
    ),
    500: (
        "Er ging iets mis",
        "De fout ligt bij het programma, niet bij u.",
        "Probeer het opnieuw. Gebeurt het weer, geef de beheerder dan het nummer hieronder.",
    ),
}


STATUSES = {"DOCGEN-105": 403, "DOCGEN-112": 400}
"""Rows of the table of errors with a status of their own."""


class QuietFlask(Flask):
    """Flask, but an error that no page caught is noted by its kind and places alone."""

    def log_exception(self, exc_info: Any) -> None:
        """Note the error without its message."""
        error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
        _note("--------", error if isinstance(error, Exception) else None)


def register(app: Flask) -> None:
    """Translate every error that a page raises; the one place of the front end that does."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str, int]:
        return _page(error.code if error.code in PAGES else 400 if (error.code or 500) < 500 else 500)

    @app.errorhandler(DocgenError)
    def known(error: DocgenError) -> tuple[str, int]:
        status = 422 if isinstance(error, CaseProblem | RuleRefusal) else 500
        return _page(STATUSES.get(error.code, status), error)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> tuple[str, int]:
        return _page(500, cause=error)


def _page(status: int | None, known: DocgenError | None = None, cause: Exception | None = None) -> tuple[str, int]:
    code = status or 500
    number = secrets.token_hex(4)
    if code >= 500 or known is not None:
        _note(number, known or cause)
    if db := g.get("db"):
        db.rollback()
    title, what, remedy = PAGES.get(code, PAGES[400])
    if request_ctx.url_adapter is None:
        # The host is not one of ours: no address of ours can be made, so no page either.
        return f"{what} {remedy} ({number})", code
    if known is not None:
        title, what, remedy = "Dit kan niet" if code < 500 else title, known.melding, known.advies
    problems = known.problems if known else ()
    page = render_template("fout.html", titel=title, wat=what, advies=remedy, nummer=number, problemen=problems)
    return page, code


def _note(number: str, error: Exception | None) -> None:
    places = traceback.extract_tb(error.__traceback__)[-6:] if error else []
    where = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in places)
    kind = error.code if isinstance(error, DocgenError) else type(error).__name__
    log.error("%s %s %s %s", number, request.endpoint, kind, where)
