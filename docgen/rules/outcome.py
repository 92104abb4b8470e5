"""What the rules say about a case on a day: the one frozen object that `text` builds on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Ernst(StrEnum):
    """Severity of a finding, worst first."""

    BLOKKEERT = "blokkeert"
    WAARSCHUWT = "waarschuwt"
    TAAK = "taak"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule."""

    code: str
    """Id of the rule in domain.md §2: "FR-02"."""
    ernst: Ernst
    melding: str
    """One Dutch sentence: the fact, without personal data."""
    veld: str = ""
    """Path of the field in the case: "huurovereenkomst.einddatum"."""
    bron: str = ""
    """Where the rule stands: "Afs.2d; Toel.2d", "BW 7:271 lid 2"."""
    advies: str = ""
    """What can be done about it."""
    documenten: tuple[str, ...] = ()
    """Documents whose final this finding blocks or touches."""
    afwijkbaar: bool = False
    """True for a block that somebody may set aside, with a motive and a name."""


class Aard(StrEnum):
    """What kind of date it is: what a list of dates can be narrowed down to."""

    HUUR = "huur"
    BESCHIKKING = "beschikking"
    BRIEF = "brief"
    GESPREK = "gesprek of verslag"
    BESLUIT = "besluit"
    STUK = "ondertekening of plan"
    MELDING = "melding of inschrijving"


class Stand(StrEnum):
    """How it stands with a date on a day, the most urgent first."""

    TE_LAAT = "te laat"
    NU = "nu"
    STRAKS = "straks"
    GEDAAN = "gedaan"
    VOORBIJ = "voorbij"


@dataclass(frozen=True, slots=True)
class Moment:
    """One date of the case, with the rule it follows from, how it was counted and whether it is done."""

    code: str
    wat: str
    datum: dt.date
    tot: dt.date | None
    """Last day of a window; None for a single day."""
    bron: str
    nummer: int = 1
    """Which one it is of the dates with the same code and words: the third talk."""
    aard: Aard = Aard.HUUR
    wie: str = ""
    """Who has to act: "de zorgaanbieder"; empty where no source says so."""
    telling: str = ""
    """How the day was counted, in a sentence."""
    moet: bool = False
    """True when it is late once its last day has gone by and it is not done."""
    gedaan: bool = False
    gedaan_op: dt.date | None = None
    """The day on which it was done, when the case has one."""
    blijkt_uit: tuple[str, ...] = ()
    """Documents that tell whether it is done: who may receive none of one of them is not told either."""

    @property
    def laatste(self) -> dt.date:
        """Its last day."""
        return self.tot or self.datum

    def stand(self, peildatum: dt.date) -> Stand:
        """Say how it stands on a day; a date that asks nothing of anybody is never late."""
        if self.gedaan:
            return Stand.GEDAAN
        if self.laatste < peildatum:
            return Stand.TE_LAAT if self.moet else Stand.VOORBIJ
        return Stand.NU if self.datum <= peildatum else Stand.STRAKS


@dataclass(frozen=True, slots=True)
class Call:
    """A document that the case calls for on the peildatum, and why."""

    document: str
    reden: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything the rules conclude; `afgeleid` holds the derived values that texts print."""

    peildatum: dt.date
    findings: tuple[Finding, ...]
    moments: tuple[Moment, ...]
    calls: tuple[Call, ...]
    facts: Mapping[str, bool]
    afgeleid: object
    teksten: Mapping[str, str]
    """The text source of each document that this case can have: of a document with more texts the one that fits."""
    on_request: tuple[Finding, ...] = ()
    """Findings about a document that the case does not call for now: they are no fault of the case
    (the window of the aanzegging has not opened yet), but they block its final for whoever asks for it."""

    def blocking(self, document: str) -> tuple[Finding, ...]:
        """The findings that block the final of this document."""
        every = (*self.findings, *self.on_request)
        return tuple(f for f in every if f.ernst is Ernst.BLOKKEERT and document in f.documenten)
