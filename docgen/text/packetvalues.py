"""What the cover and the evidence page of a packet can print: the names behind `{{ pakket. … }}`.

Plain values, made by `service` from the packet; nothing here computes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PAKKET = "pakket"
"""The `soort` of a text about a packet, and the name under which it finds everything."""


@dataclass(frozen=True, slots=True)
class Feit:
    """One fact about a part: what, and how it is."""

    wat: str
    antwoord: str


@dataclass(frozen=True, slots=True)
class Handtekening:
    """One digital signature in a part."""

    wie: str
    wanneer: str
    oordeel: str
    uitleg: str


@dataclass(frozen=True, slots=True)
class Deel:
    """One part of the packet."""

    nummer: int
    titel: str
    versie: str
    bladzijden: str
    """Where in the packet: "3 t/m 16"."""
    aantal: int
    stand: str
    """How it stands with it, in one line: "digitaal getekend door … op …"."""
    sha256: str
    """In four groups of sixteen characters, so that it can break over lines."""
    feiten: tuple[Feit, ...]
    handtekeningen: tuple[Handtekening, ...]
    ondertekend: bool
    notities: tuple[str, ...]
    toegelicht: bool
    """True when there are notities."""


@dataclass(frozen=True, slots=True)
class Bijlagenummer:
    """A bijlage as a contract in the packet numbers it, and where it is."""

    contract: str
    nummer: str
    """As the contract prints it: "Bijlage 1"."""
    naam: str
    waar: str


@dataclass(frozen=True, slots=True)
class Pakketblad:
    """Everything that cover and evidence page say."""

    voor: str
    """The recipient in words: "de woningcorporatie"."""
    zaaknummer: str
    regeling: str
    peildatum: dt.date
    delen: tuple[Deel, ...]
    aantal_delen: int
    aantal_bladzijden: int
    volledig: bool
    gebreken: tuple[str, ...]
    """What is lacking, when the packet is not complete."""
    verzegeld: bool
    leeg: bool
    """True when the packet has no part."""
    met_originelen: bool
    met_nummers: bool
    bijlagenummers: tuple[Bijlagenummer, ...]
    vreemd: bool
    """True when pages from elsewhere are bound in."""
    notities: tuple[str, ...]
    """What could not be kept, about the packet as a whole."""

    @classmethod
    def zonder_delen(cls, zaaknummer: str, regeling: str, peildatum: dt.date) -> Pakketblad:
        """Make the values of a packet with nothing in it, for nobody: for a page that prints none of them."""
        return cls(
            voor="",
            zaaknummer=zaaknummer,
            regeling=regeling,
            peildatum=peildatum,
            delen=(),
            aantal_delen=0,
            aantal_bladzijden=0,
            volledig=True,
            gebreken=(),
            verzegeld=False,
            leeg=True,
            met_originelen=False,
            met_nummers=False,
            bijlagenummers=(),
            vreemd=False,
            notities=(),
        )
