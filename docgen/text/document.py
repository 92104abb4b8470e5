"""The assembled document: one frozen tree of numbered blocks that every renderer sets as it stands.

Nothing here knows a case, a rule or a law; a renderer sees only this. Every block
carries where it comes from, every value the path of its field, so that "why is
this sentence here?" is a look-up.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache, cached_property

MISSING = "………"
"""What a concept prints where the case has no value: a line to fill in."""


class Kind(StrEnum):
    """The kinds of block; each layout sets every one of them."""

    TITEL = "titel"
    ONDERTITEL = "ondertitel"
    ARTIKEL = "artikel"  # numbered heading: number "Artikel 3"
    KOP = "kop"  # heading without a number
    TUSSENKOP = "tussenkop"  # heading one level below artikel or kop
    LID = "lid"  # number "3.1"
    ONDERDEEL = "onderdeel"  # number "a."
    ALINEA = "alinea"
    PUNT = "punt"  # number "–"
    KADER = "kader"  # paragraph in a box; successive ones share the box; number "" or "–"
    BIJLAGE = "bijlage"  # entry of the list of bijlagen: number "Bijlage 1"
    TABEL = "tabel"
    ONDERTEKENING = "ondertekening"
    AFZENDER = "afzender"  # letter: a line of who writes
    ADRES = "adres"  # letter: a line of the address behind the window of the envelope
    KENMERK = "kenmerk"  # letter: label in `number` ("Datum"), value in runs
    BRIEFONDERTEKENING = "briefondertekening"  # letter: room to sign, then who signs
    GROOT = "groot"  # paragraph in large type
    VELD = "veld"  # form: label + value, or a line to write on when runs is empty
    KEUZE = "keuze"  # form: label + tick boxes
    SCHRIJFRUIMTE = "schrijfruimte"  # form: label + `lines` empty lines


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text without a newline."""

    text: str
    path: str = ""
    """Path of the field this value comes from; empty for the words of the source."""
    target: str = ""
    """Label that a cross-reference points to; empty elsewhere."""
    missing: bool = False
    """True when the case has no value here and `text` is the line to fill in."""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are proportions of the line, one per column, summing to 100."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    amounts: tuple[bool, ...]
    """Per column: True when it holds amounts or numbers and is set flush right."""
    margin: bool = False
    """True when the last column is a margin: remarks beside a text, set smaller; such a table runs on over pages."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signer's block: the lines printed above the signature, then what must be filled in."""

    rol: str
    """Role of the party, lower case: "verhuurder", "huurder"."""
    naam: str
    """Party or person on whose behalf is signed: "Stichting Wonen De Terp"."""
    namens: str
    """Who signs, in what function: "de heer T. Hoekstra, teamleider Verhuur"; empty when naam signs itself."""
    path: str
    plaats: str = ""
    datum: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One tick box of a `keuze`."""

    text: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the document, with everything there is to know about why it is here."""

    kind: Kind
    runs: Runs = ()
    number: str = ""
    """The number as it is printed, ours and final; empty for blocks without one."""
    label: str = ""
    bron: str = ""
    """Ids and citations of what this block rests on, separated by "; "."""
    conditions: tuple[str, ...] = ()
    """Facts under which the source has this block: "waarborgsom", "niet waarborgsom"."""
    recipients: tuple[str, ...] = ()
    """Roles that receive only a part of the document and this block with it; who may have the whole has every block."""
    origin: str = ""
    """File and line in the text source: "contracts/x.md:12"."""
    table: Table | None = None
    signatures: tuple[Signature, ...] = ()
    options: tuple[Option, ...] = ()
    lines: int = 0

    @property
    def text(self) -> str:
        """The words of the runs, joined."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something a concept still lacks."""

    path: str
    melding: str


@dataclass(frozen=True)
class Document:
    """One document for one recipient, assembled and frozen."""

    name: str
    """Name as in the interface: "driepartijenovereenkomst"."""
    title: str
    layout: str
    """contract, plan, letter, form or report."""
    zaaknummer: str
    """The case; names the folder of the files."""
    kenmerk: str
    """What the head of a page says: the zaaknummer, or another reference where the document is not about one case."""
    version: str
    """Version of the text source."""
    regeling: str
    """Agreement and version: "friesland-2022"."""
    peildatum: dt.date
    blocks: tuple[Block, ...]
    concept: bool = False
    reading: bool = False
    """True for a reading copy of a text source: about no case, never signed and never sent."""
    recipient: str = ""
    """Role whose copy this is; empty: the full text as its maker keeps it."""
    copy: int = 1
    """Which of several copies this is, from 1: a letter has one per addressee."""
    parafen: tuple[str, ...] = ()
    """Roles that initial every page but the one with the signatures."""
    open_points: tuple[OpenPoint, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    """Text sources used: file and SHA-256."""

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the whole document: the same document, the same hash."""
        canonical = json.dumps(self, ensure_ascii=False, sort_keys=True, default=_plain)
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def words_hash(self) -> str:
        """SHA-256 over the words of the body, in order: differs when someone edits the words."""
        return hashlib.sha256(" ".join(self.words()).encode()).hexdigest()

    @property
    def stem(self) -> str:
        """Name of its files without the ending: "aanzegging", "aanzegging-2"."""
        return self.name if self.copy == 1 else f"{self.name}-{self.copy}"

    @property
    def id(self) -> str:
        """Short document id for the foot of a page: "3f9a-2c1b-77d0"."""
        return "-".join(self.hash[i : i + 4] for i in (0, 4, 8))

    def words(self) -> Iterator[str]:
        """The words of the body in the order in which every renderer prints them."""
        for block in self.blocks:
            for piece in _printed(block):
                yield from piece.split()


def _plain(value: object) -> object:
    """What JSON makes of a part of a document: its fields, or its words. `asdict` would copy it all first."""
    names = _field_names(type(value))  # type: ignore[arg-type]  # a class can be hashed
    return {name: getattr(value, name) for name in names} if names else str(value)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


SIGNATURE_FIELDS = ("Plaats", "Datum", "Handtekening")
"""Labels under each signer, in the order in which both renderers print them."""


def signature_lines(signature: Signature) -> tuple[str, str, str]:
    """The three lines above a signature: the role, the party, and who signs for it (or nothing)."""
    rol = signature.rol[:1].upper() + signature.rol[1:]
    return rol, signature.naam, f"namens deze: {signature.namens}" if signature.namens else ""


def _printed(block: Block) -> Iterator[str]:
    if block.number:
        yield block.number
    yield block.text
    if block.table:
        for cell in block.table.head:
            yield "".join(run.text for run in cell)
        for row in block.table.rows:
            for cell in row:
                yield "".join(run.text for run in cell)
    if block.kind is Kind.BRIEFONDERTEKENING:
        for signature in block.signatures:
            yield from (signature.namens or signature.naam, signature.naam if signature.namens else "")
        return
    for signature in block.signatures:
        yield from signature_lines(signature)
        for field in SIGNATURE_FIELDS:
            yield field
            yield {"Plaats": signature.plaats, "Datum": signature.datum}.get(field, "")
    for option in block.options:
        yield "☑" if option.checked else "☐"
        yield option.text
