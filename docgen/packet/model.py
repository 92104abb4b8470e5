"""What a packet is made of: frozen types, and nothing that opens a file.

A packet is for one recipient. It has a slot for every document that the case calls
for and that this recipient may have; what came in is put in the slots (`slots`), and
what stands in the slots becomes the parts of the packet (`bind`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from docgen.errors import Problem
from docgen.packet.inspectie import Inspectie
from docgen.packet.scan import Place, Placed


class Toestand(StrEnum):
    """How it stands with one slot."""

    AANWEZIG = "aanwezig"  # needs no signature; made now
    GETEKEND = "digitaal getekend"
    OP_PAPIER = "op papier getekend"
    ONVOLLEDIG = "onvolledig"  # pages or signatures are lacking
    ONTBREEKT = "getekend exemplaar ontbreekt"


class Soort(StrEnum):
    """How one exemplar came in."""

    EIGEN = "door docgen gemaakt"
    DIGITAAL = "digitaal getekend"
    SCAN = "gescand"
    LOS = "ingeleverd zonder handtekening"


@dataclass(frozen=True, slots=True)
class Verwacht:
    """One document as this recipient may have it."""

    naam: str
    """Name of its files: "aanzegging-2"."""
    titel: str
    versie: str
    """Version of its text."""
    ids: tuple[str, ...]
    """Ids in the page codes of the copies that this recipient may have."""
    code: str = ""
    """Version in the page codes of what the case makes now; empty when it cannot be made now."""
    woorden: tuple[str, ...] = ()
    kop: str = ""
    """The head of its pages, which a file made by Word has among the words of its body."""
    ondertekenaars: tuple[str, ...] = ()
    """Roles that sign it; empty for what needs no signature."""
    paginas: int = 0
    gevraagd: bool = True
    """False for what the case does not call for now: it goes along only when it came in."""


@dataclass(frozen=True, slots=True)
class Beleid:
    """All that decides what may go in: made by `service` from the case, in plain values."""

    ontvanger: str
    verwacht: tuple[Verwacht, ...]
    verboden: Mapping[str, str]
    """Ids in the page codes of copies that this recipient may not have → name of the document."""
    titels: Mapping[str, str]
    """Titles of documents of which this recipient gets nothing → name of the document."""
    geheim: Mapping[str, str]
    """Values that may stand in nothing for this recipient → path of their field."""

    def van(self, naam: str) -> Verwacht | None:
        """Return what is expected under a name, or None."""
        return next((one for one in self.verwacht if one.naam == naam), None)


@dataclass(frozen=True, slots=True)
class Bestand:
    """One file that came in; its name is for the user who named it, and goes into no packet."""

    naam: str
    data: bytes
    inspectie: Inspectie


@dataclass(frozen=True, slots=True)
class Stuk:
    """One exemplar of a document that came in."""

    soort: Soort
    bestanden: tuple[int, ...]
    """Numbers of the files it came from, from 0."""
    bladen: tuple[Placed, ...] = ()
    """Of a scan: its pages, in order."""
    met_de_hand: bool = False
    """True when a person said which document this is."""
    inspectie: Inspectie | None = None
    """Of one file that is one document: what inspection said."""
    afwijkend: bool = False
    """True when its words or its version are not those of what the case makes now."""
    ontbrekend: tuple[int, ...] = ()
    """Numbers of the pages that a scan lacks."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one document in the packet, and what stands in it."""

    verwacht: Verwacht
    toestand: Toestand
    stukken: tuple[Stuk, ...] = ()
    """The exemplars that came in and that go along; empty: the document goes along as it is made now."""
    getekend_door: tuple[str, ...] = ()
    """Names in the certificates of the digital signatures."""
    notities: tuple[str, ...] = ()
    """What the evidence page says about it, in Dutch sentences."""

    @property
    def in_orde(self) -> bool:
        """Whether nothing is lacking."""
        return self.toestand not in (Toestand.ONVOLLEDIG, Toestand.ONTBREEKT)


@dataclass(frozen=True, slots=True)
class Ingedeeld:
    """Everything that came in, in its place."""

    slots: tuple[Slot, ...]
    notities: tuple[str, ...] = ()
    """What was left out, and why; by file and page, for whoever makes the packet."""
    problemen: tuple[Problem, ...] = ()
    """Everything that is against it; `veld` is the name of the file, where there is one."""
    over: tuple[Place, ...] = ()
    """Pages of which a person has to say what they are."""
    kiezen: tuple[str, ...] = ()
    """Documents of which came in what differs from what is made now: a person says which one is meant."""


@dataclass(frozen=True, slots=True)
class Handtekeningregel:
    """One signature as the packet tells of it."""

    wie: str
    wanneer: str
    oordeel: str
    uitleg: str = ""


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One part of the packet, as cover, evidence and `bewijs.json` tell of it."""

    nummer: int
    naam: str
    titel: str
    versie: str
    soort: Soort
    toestand: Toestand
    pagina: int
    """First page in the packet, from 1."""
    paginas: int
    sha256: str
    """Of an embedded original: its bytes; of a part of our own: its words; of a scan: what its pages show."""
    handtekeningen: tuple[Handtekeningregel, ...] = ()
    ondertekenaars: tuple[str, ...] = ()
    origineel: str = ""
    """Name of the embedded original of which the pages are a copy."""
    beeld: str = ""
    """SHA-256 of what its pages show, for pages from elsewhere."""
    notities: tuple[str, ...] = field(default=())

    @property
    def laatste(self) -> int:
        """Last page in the packet."""
        return self.pagina + self.paginas - 1
