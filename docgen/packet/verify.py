"""Checks a packet with nothing but the file: is it whole, and is every part what the inventory says?

Everything that opens the file runs in a child process; a file that breaks a parser is a
verdict and no crash. A packet without a seal shows damage, not forgery: whoever makes it
anew leaves no trace. That is said, not hidden.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError
from docgen.packet import bewijs as evidence
from docgen.packet.inspect import inspect
from docgen.packet.inspectie import Handtekening, Oordeel
from docgen.packet.model import Soort
from docgen.packet.pages import PICTURE, digest
from docgen.work import child
from docgen.work.child import Limits

LIMITS = Limits(cpu_seconds=120, wall_seconds=180, memory=2 << 30, file_size=400 << 20)
HEEL, NIET_HEEL = "heel", "niet heel"
MAX_PARTS = 100
"""More than any packet has; each part may cost a child process."""
_SOUND = (Oordeel.GELDIG, Oordeel.ONBEKEND)


@dataclass(frozen=True, slots=True)
class Gevonden:
    """What a child process found in a packet."""

    bewijs: bytes = b""
    bijlagen: dict[str, bytes] = field(default_factory=dict)
    paginas: int = 0
    woorden: tuple[str, ...] = ()
    """Per part of our own the SHA-256 of its words, by the order of the evidence; empty for others."""
    beelden: tuple[str, ...] = ()
    """Per part the SHA-256 of what its pages show, when they are pages from elsewhere."""


@dataclass(frozen=True, slots=True)
class Onderdeeloordeel:
    """The judgement on one part."""

    naam: str
    sha256: str
    paginas: int
    handtekeningen: tuple[Handtekening, ...]
    oordeel: str
    uitleg: str = ""
    stand: str = ""
    """How its slot stood when the packet was made, as the evidence says: "getekend exemplaar ontbreekt"."""

    @property
    def in_orde(self) -> bool:
        """Whether the part is what the inventory says, and no signature in it is broken."""
        return self.oordeel == HEEL and all(one.oordeel in _SOUND for one in self.handtekeningen)


@dataclass(frozen=True, slots=True)
class Verslag:
    """The judgement on a packet."""

    in_orde: bool
    onderdelen: tuple[Onderdeeloordeel, ...] = ()
    meldingen: tuple[str, ...] = ()
    """Dutch sentences, for a person, about the file as a whole."""
    zegel: Handtekening | None = None

    def as_json(self) -> dict[str, Any]:
        """The judgement for machines."""
        return {
            "in_orde": self.in_orde,
            "meldingen": list(self.meldingen),
            "onderdelen": [
                {
                    "naam": one.naam,
                    "sha256": one.sha256,
                    "paginas": one.paginas,
                    "handtekeningen": [{"wie": h.wie, "oordeel": h.oordeel.value} for h in one.handtekeningen],
                    "oordeel": one.oordeel,
                }
                for one in self.onderdelen
            ],
        }


def verify(data: bytes, trust: Path | None, moment: dt.datetime) -> Verslag | None:
    """Judge a packet.

    Args:
        data: The file.
        trust: Folder with certificates that are trusted; None: who signed cannot be judged.
        moment: The moment of judging, with its zone.

    Returns:
        The judgement; None for a file that is no packet of ours.

    Raises:
        DocgenError: PAKKET-120 or PAKKET-121, for the folder; never for the file.
    """
    try:
        found = child.run(_open, data, limits=LIMITS)
    except DocgenError:
        found = Gevonden()
    content = evidence.read(found.bewijs)
    if content is None:
        # Damage can make a packet unreadable: then it still says in its bytes that it was one.
        broken = evidence.is_one(data)
        return Verslag(False, meldingen=("Dit pakket is zo beschadigd dat het niet te lezen is.",)) if broken else None
    if len(content["onderdelen"]) > MAX_PARTS:
        return Verslag(False, meldingen=("Het bewijs noemt meer onderdelen dan een pakket kan hebben.",))
    # Without a trace of a signature behind the packet there is no seal to look for.
    added = memoryview(data)[evidence.length(content) :].tobytes()
    seals = inspect(data, trust, moment).handtekeningen if b"/ByteRange" in added else ()
    judged = tuple(_judged(content, found, trust, moment))
    said = [*_about_file(data, found, content), *_about_names(content, found)]
    seal, about_seal = _seal(seals, content)
    fine = not said and not about_seal and all(one.in_orde for one in judged)
    return Verslag(fine, judged, tuple((*said, *about_seal, *_remarks(fine, seal))), seal)


# --- the file as a whole ------------------------------------------------------------


def _about_file(data: bytes, found: Gevonden, content: dict[str, Any]) -> Iterator[str]:
    if not evidence.is_intact(data, found.bewijs):
        yield "Er is iets veranderd in het bestand sinds het is gemaakt."
    extra = len(data) - evidence.length(content)
    if extra > 0 and not content["pakket"].get("verzegeld"):
        yield f"Achter het pakket zijn {extra} bytes toegevoegd."
    if found.paginas != content["pakket"].get("paginas"):
        yield f"Het pakket heeft {found.paginas} bladzijden, en volgens het bewijs {content['pakket'].get('paginas')}."


def _about_names(content: dict[str, Any], found: Gevonden) -> Iterator[str]:
    """Say which originals are missing, strange or not the same."""
    known = {str(row.get("bestand")): row.get("sha256") for row in content["bijlagen"] if isinstance(row, dict)}
    for name in sorted(known.keys() - found.bijlagen.keys()):
        yield f"Het origineel {name} ontbreekt."
    if strange := found.bijlagen.keys() - known.keys() - {evidence.NAAM}:
        yield f"In het pakket zitten {len(strange)} bestanden die niet in de inventaris staan."
    for name in sorted(known.keys() & found.bijlagen.keys()):
        if hashlib.sha256(found.bijlagen[name]).hexdigest() != known[name]:
            yield f"Het origineel {name} is niet het bestand uit de inventaris."


def _seal(seals: tuple[Handtekening, ...], content: dict[str, Any]) -> tuple[Handtekening | None, tuple[str, ...]]:
    """Judge the seal; returns it with what is wrong with it."""
    seal = next((one for one in seals if one.soort == "zegel"), None)
    if not content["pakket"].get("verzegeld"):
        return seal, ()
    if seal is None:
        return None, ("Het pakket had een zegel, en dat is weg.",)
    if seal.oordeel not in _SOUND:
        return seal, (f"Het zegel is {seal.oordeel.value}.",)
    return seal, ()


def _remarks(fine: bool, seal: Handtekening | None) -> Iterator[str]:
    if fine:
        yield "Het pakket is heel: elke bit is zoals het is gemaakt."
    if seal is None:
        yield "Het heeft geen zegel. Schade is te zien; wie alles opnieuw maakt, laat geen spoor na."
    else:
        when = f" op {seal.wanneer.astimezone():%d-%m-%Y}" if seal.wanneer else ""
        yield f"Verzegeld door {seal.wie}{when}: {seal.oordeel.value}. {seal.uitleg}".strip()


# --- the parts ----------------------------------------------------------------------


def _judged(
    content: dict[str, Any], found: Gevonden, trust: Path | None, moment: dt.datetime
) -> Iterator[Onderdeeloordeel]:
    for number, row in enumerate(content["onderdelen"]):
        if not isinstance(row, dict):
            continue
        original = found.bijlagen.get(str(row.get("origineel") or ""))
        if row.get("origineel"):
            sha256 = hashlib.sha256(original).hexdigest() if original is not None else ""
        else:
            own = row.get("soort") == Soort.EIGEN
            sha256 = _at(found.woorden if own else found.beelden, number)
        signatures = inspect(original, trust, moment).handtekeningen if original is not None else ()
        right = bool(sha256) and sha256 == row.get("sha256")
        # What the pages of a copy show must be the copy that was made of the original.
        if right and row.get("beeld"):
            right = row["beeld"] == _at(found.beelden, number)
        yield Onderdeeloordeel(
            naam=str(row.get("naam", "")),
            sha256=sha256,
            paginas=int(row["paginas"]) if isinstance(row.get("paginas"), int) else 0,
            handtekeningen=signatures,
            oordeel=HEEL if right else NIET_HEEL,
            uitleg="" if right else "wat in het pakket zit, is niet wat de inventaris zegt",
            stand=str(row.get("toestand", "")),
        )


def _at(items: tuple[str, ...], number: int) -> str:
    return items[number] if number < len(items) else ""


# --- in the child -------------------------------------------------------------------


def _open(data: bytes) -> Gevonden:
    import pikepdf

    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        files = dict(_embedded(pdf))
        bewijs = files.get(evidence.NAAM, b"")
        content = evidence.read(bewijs)
        if content is None:
            return Gevonden(bewijs, files, len(pdf.pages))
        rows = [row if isinstance(row, dict) else {} for row in content["onderdelen"]]
        ranges = [_range(row, len(pdf.pages)) for row in rows]
        shown = tuple(_shown(pdf, pages) for pages in ranges)
        total = len(pdf.pages)
    words = tuple(
        _words(data, pages) if row.get("soort") == Soort.EIGEN else "" for row, pages in zip(rows, ranges, strict=True)
    )
    return Gevonden(bewijs, files, total, words, shown)


def _embedded(pdf: Any) -> Iterator[tuple[str, bytes]]:
    for spec in pdf.Root.get("/AF", ()):
        yield str(spec.get("/UF", "")), spec.EF.F.read_bytes()
    # Also what is no associated file: nothing may hide in the list that viewers show.
    attached = pdf.attachments
    known = {str(spec.get("/UF", "")) for spec in pdf.Root.get("/AF", ())}
    for name in attached:
        if name not in known:
            yield name, attached[name].get_file().read_bytes()


def _range(row: dict[str, Any], total: int) -> range:
    first, count = row.get("pagina"), row.get("paginas")
    if not isinstance(first, int) or not isinstance(count, int) or first < 1 or count < 0 or first + count - 1 > total:
        return range(0)
    return range(first - 1, first - 1 + count)


def _shown(pdf: Any, pages: range) -> str:
    pictures = [pdf.pages[number].obj.get("/Resources", {}).get("/XObject", {}).get(PICTURE) for number in pages]
    return digest(pictures) if pictures and all(picture is not None for picture in pictures) else ""


def _words(data: bytes, pages: range) -> str:
    from docgen.render.words import pdf_body_words

    return hashlib.sha256(" ".join(pdf_body_words(data, pages)).encode()).hexdigest()
