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


@dataclass(frozen=True, slots=True)
class Moment:
    """One date of the case, with the rule it follows from."""

    code: str
    wat: str
    datum: dt.date
    tot: dt.date | None
    """Last day of a window; None for a single day."""
    bron: str


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
