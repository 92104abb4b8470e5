"""What the cover and the evidence page of a packet say: the parts of the packet in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from docgen import law, nl
from docgen.case import AnyCase
from docgen.packet.model import Onderdeel, Soort, Toestand
from docgen.render.fonts import repertoire
from docgen.text.document import Document, Kind
from docgen.text.packetvalues import Bijlagenummer, Deel, Feit, Handtekening, Pakketblad

VOOR = {
    "huurder": "de huurder",
    "medehuurder": "de medehuurder",
    "bewindvoerder": "de bewindvoerder",
    "mentor": "de mentor",
    "curator": "de curator",
    "woningcorporatie": "de woningcorporatie",
    "zorgaanbieder": "de zorgaanbieder",
    "gemeente": "de gemeente",
    "transferpunt": "het transferpunt",
    "uitstroomcoordinator": "de uitstroomcoördinator",
    "stuurgroep": "de stuurgroep",
}
"""Every recipient in words."""
_LONGEST = 24
"""Characters of a word from elsewhere (a name in a certificate) that still fits a column."""


def sheet(
    subject: AnyCase,
    rol: str,
    peildatum: dt.date,
    onderdelen: Sequence[Onderdeel],
    documents: Sequence[Document],
    *,
    bladzijden: int,
    verzegeld: bool,
    gebreken: tuple[str, ...],
    notities: tuple[str, ...],
) -> Pakketblad:
    """Say everything about a packet that its cover and evidence page print; `documents` are those in it."""
    nummers = tuple(_numbers(documents, onderdelen))
    return Pakketblad(
        voor=VOOR[rol],
        zaaknummer=subject.zaaknummer,
        regeling=law.load_regeling(subject.regeling).id,
        peildatum=peildatum,
        delen=tuple(_part(one) for one in onderdelen),
        aantal_delen=len(onderdelen),
        aantal_bladzijden=bladzijden,
        volledig=not gebreken,
        gebreken=gebreken,
        verzegeld=verzegeld,
        leeg=not onderdelen,
        met_originelen=any(one.origineel for one in onderdelen),
        met_nummers=bool(nummers),
        bijlagenummers=nummers,
        vreemd=any(one.soort is not Soort.EIGEN for one in onderdelen),
        notities=notities,
    )


def printable(text: str) -> str:
    """Make text from elsewhere fit to print: no character that the font lacks, no word that fits no column."""
    known = repertoire()
    clean = "".join(char if char in known or char == " " else "?" for char in " ".join(text.split()))
    return " ".join(word if len(word) <= _LONGEST else f"{word[: _LONGEST - 1]}…" for word in clean.split(" "))


def _part(one: Onderdeel) -> Deel:
    return Deel(
        nummer=one.nummer,
        titel=one.titel,
        versie=one.versie,
        bladzijden=_pages(one),
        aantal=one.paginas,
        stand=_state(one),
        sha256=groups(one.sha256),
        feiten=tuple(_facts(one)),
        handtekeningen=tuple(
            Handtekening(printable(h.wie), h.wanneer or "onbekend", h.oordeel, printable(h.uitleg) or "–")
            for h in one.handtekeningen
        ),
        ondertekend=bool(one.handtekeningen),
        notities=one.notities,
        toegelicht=bool(one.notities),
    )


def groups(sha256: str) -> str:
    """Write a hash in four groups, so that it can break over lines."""
    return " ".join(sha256[n : n + 16] for n in range(0, len(sha256), 16))


def _pages(one: Onderdeel) -> str:
    return str(one.pagina) if one.paginas == 1 else f"{one.pagina} t/m {one.laatste}"


def _state(one: Onderdeel) -> str:
    if one.soort is Soort.DIGITAAL:
        signed = (
            f"{printable(h.wie)}{f' op {h.wanneer}' if h.wanneer else ''} ({h.oordeel})" for h in one.handtekeningen
        )
        return f"Digitaal, door {nl.opsomming(signed)}."
    if one.soort is Soort.SCAN:
        return "Op papier, en gescand. Wie en wanneer is niet te controleren."
    if one.soort is Soort.LOS:
        return "Ingeleverd zonder digitale handtekening."
    if one.toestand is Toestand.ONTBREEKT:
        return f"Nog niet getekend. Te tekenen door: {', '.join(one.ondertekenaars)}."
    return "Hoeft niet te worden getekend."


def _facts(one: Onderdeel) -> Iterator[Feit]:
    yield Feit("Herkomst", one.soort.value)
    yield Feit("Versie van de tekst", one.versie)
    yield Feit("Bladzijden in dit pakket", f"{_pages(one)} ({one.paginas})")
    if one.ondertekenaars:
        yield Feit("Te tekenen door", ", ".join(one.ondertekenaars))
    if one.origineel:
        yield Feit("Origineel", f"de bijlage {one.origineel} van dit bestand; de bladzijden hier zijn een kopie")
    yield Feit("SHA-256", groups(one.sha256))


def _numbers(documents: Iterable[Document], onderdelen: Sequence[Onderdeel]) -> Iterator[Bijlagenummer]:
    """Say of each bijlage that a document numbers, where it is; it has the same number in every packet."""
    for document in documents:
        for block in document.blocks:
            if block.kind is not Kind.BIJLAGE:
                continue
            at = [one for one in onderdelen if one.titel.casefold() == block.text.strip().casefold()]
            where = f"pakketbijlage {at[0].nummer}" if at else "niet in dit pakket"
            yield Bijlagenummer(document.title, block.number, block.text, where)
