"""The log: who saw or made what, and when. It holds no value of a case, and nothing in it can be changed.

Bron: NEN 7513 as in security.md §2 of the project: what, when, who, about whom (by number), never the data itself.
"""

from __future__ import annotations

from enum import StrEnum

from flask import current_app, g
from sqlalchemy.orm import Session

from docgen.web.config import Config
from docgen.web.models import LogLine, User


class Act(StrEnum):
    """Everything that is written down."""

    AANGEMELD = "aangemeld"
    GEWEIGERD = "aanmelden mislukt"
    AFGEMELD = "afgemeld"
    WACHTWOORD = "wachtwoord gewijzigd"
    GEBRUIKER = "gebruiker gemaakt"
    VERPLAATST = "gebruiker bij andere organisatie gezet"
    GEBLOKKEERD = "gebruiker geblokkeerd"
    TOEGELATEN = "gebruiker weer toegelaten"
    ORGANISATIE = "organisatie gemaakt"
    GEZIEN = "zaak bekeken"
    GEMAAKT = "zaak gemaakt"
    GEWIJZIGD = "zaak gewijzigd"
    GESLOTEN = "zaak gesloten"
    HEROPEND = "zaak heropend"
    DEELNEMER = "deelnemer toegevoegd"
    DEELNEMER_WEG = "deelnemer verwijderd"
    CONCEPT = "concept gemaakt"
    VOORBEELD = "voorbeeld bekeken"
    DEFINITIEF = "definitief stuk gemaakt"
    OPGEHAALD = "stuk opgehaald"
    INGELEVERD = "pdf ingeleverd"
    INGELEVERD_WEG = "ingeleverde pdf verwijderd"
    AANGEWEZEN = "blad aangewezen"
    PAKKET = "pakket gemaakt"
    PAKKET_OPGEHAALD = "pakket opgehaald"
    GECONTROLEERD = "pakket gecontroleerd"
    BATCH_GEMAAKT = "batch ingelezen"
    BATCH_PROEF = "batch geprobeerd"
    BATCH_STUKKEN = "stukken van een batch gemaakt"
    BATCH_OPGEHAALD = "batch opgehaald"
    BATCH_WEG = "batch verwijderd"
    HUISSTIJL = "huisstijl gewijzigd"
    TERMIJN = "bewaartermijn gewijzigd"
    VERNIETIGD = "zaak vernietigd"
    STUK_VERNIETIGD = "stuk vernietigd"


def write(db: Session, act: Act, *, zaaknummer: str = "", over: str = "", user: User | None = None) -> None:
    """Add a line about the user of this request, or about the given one."""
    config: Config = current_app.config["DOCGEN"]
    who = user or g.get("user")
    line = LogLine(moment=config.clock(), actie=act.value, zaaknummer=zaaknummer, over=over[:200])
    line.user_id = who.id if who else None
    db.add(line)
