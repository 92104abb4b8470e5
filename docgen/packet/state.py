"""How a slot stands: what is present, who signed, what is lacking; and what the evidence page says about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.packet.inspectie import Oordeel
from docgen.packet.model import Slot, Soort, Stuk, Toestand, Verwacht


def slot_of(expected: Verwacht, pieces: tuple[Stuk, ...]) -> Slot:
    """Make the slot of a document with the exemplars that go along."""
    signatures = [
        one
        for piece in pieces
        if piece.inspectie
        for one in piece.inspectie.handtekeningen
        if one.soort != "tijdstempel"
    ]
    sound = [one for one in signatures if one.oordeel in (Oordeel.GELDIG, Oordeel.ONBEKEND)]
    scans = [piece for piece in pieces if piece.soort is Soort.SCAN]
    notes = tuple(_notes(expected, pieces))
    names = tuple(dict.fromkeys(one.wie for one in signatures))
    if not expected.ondertekenaars and not pieces:
        state = Toestand.AANWEZIG
    elif any(piece.ontbrekend for piece in pieces) or len(sound) < len(signatures):
        state = Toestand.ONVOLLEDIG
    elif scans:
        state = Toestand.OP_PAPIER
    elif signatures and len(sound) >= len(expected.ondertekenaars):
        state = Toestand.GETEKEND
    elif signatures:
        state = Toestand.ONVOLLEDIG
    else:
        state = Toestand.ONTBREEKT if expected.ondertekenaars else Toestand.AANWEZIG
    return Slot(expected, state, pieces, names, notes)


def notes_of(piece: Stuk) -> Iterator[str]:
    """What the evidence page says about one exemplar."""
    if piece.ontbrekend:
        missing = ", ".join(str(number) for number in piece.ontbrekend)
        yield f"In de scan ontbreekt bladzijde {missing}."
    if piece.soort is Soort.SCAN:
        yield "Op papier getekend: wie heeft getekend, is niet te controleren."
    if piece.met_de_hand:
        yield "Een mens heeft aangewezen welk document dit is; het bestand zegt het zelf niet."
    if piece.afwijkend:
        yield (
            "De woorden of de versie zijn niet die van het document dat de zaak op de peildatum geeft. "
            "Op verzoek is gebruikt wat is ingeleverd."
        )


def _notes(expected: Verwacht, pieces: Sequence[Stuk]) -> Iterator[str]:
    yield from dict.fromkeys(note for piece in pieces for note in notes_of(piece))
    signed = sum(len(piece.inspectie.handtekeningen) for piece in pieces if piece.inspectie)
    if signed and signed < len(expected.ondertekenaars) and not any(p.soort is Soort.SCAN for p in pieces):
        yield f"{signed} van de {len(expected.ondertekenaars)} partijen hebben digitaal getekend."
