"""The rule on the agreement's own letter ahead of the end, which needs grounds and never replaces the aanzegging."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

VOORAANKONDIGING = "vooraankondiging-einde"


@rule("NOP-06", Ernst.BLOKKEERT, "§ 3", groep="vooraankondiging")
def grounds_four_months_ahead(ctx: Context) -> Iterator[Hit]:
    """Wil de corporatie dat de huur eindigt, dan schrijft zij dat met gegronde redenen, minstens vier maanden vooraf.

    Blocks the letter without grounds; a task while the window is open; warns when late.
    It never touches the aanzegging, which has a window of its own (LAW-03).

    Bron: § 3
    """
    window, announced = ctx.vooraankondiging, ctx.zaak.vooraankondiging
    if window is None or ctx.voortzetting_besloten:
        return
    if announced is None or not announced.gronden:
        yield Hit(
            "Er zijn geen gegronde redenen vastgelegd om de huur te laten eindigen.",
            "vooraankondiging.gronden" if announced else "vooraankondiging",
            "Leg de redenen vast; zonder redenen gaat er geen vooraankondiging uit.",
            on_request=announced is None,
        )
    letters = ctx.brieven(VOORAANKONDIGING)
    for letter in letters:
        day = ctx.ontvangen(letter)
        if day is None or day > window.closes:
            n = next(n for n, sent in enumerate(ctx.zaak.correspondentie) if sent is letter)
            late = f"is op {nl.datum(day)} te laat ontvangen" if day else "heeft geen vastgelegde dag van ontvangst"
            yield Hit(
                f"De vooraankondiging {late}; uiterlijk was {nl.datum(window.closes)}.",
                f"correspondentie[{n}].ontvangen_op",
                "De aanzegging staat hier los van; overleg met de huurder.",
                Ernst.WAARSCHUWT,
            )
    if not letters:
        yield from _not_sent(ctx)


def _not_sent(ctx: Context) -> Iterator[Hit]:
    window, wanted = ctx.vooraankondiging, ctx.zaak.vooraankondiging is not None
    if window is None:
        return
    if wanted and ctx.ontvangst_vandaag > window.closes and ctx.einddatum and ctx.peildatum <= ctx.einddatum:
        yield Hit(
            f"Een vooraankondiging van vandaag komt te laat: zij moest uiterlijk op {nl.datum(window.closes)} "
            "zijn ontvangen.",
            "correspondentie",
            "De aanzegging staat hier los van; overleg met de huurder en de zorgaanbieder.",
            Ernst.WAARSCHUWT,
        )
    elif window.holds(ctx.peildatum):
        yield Hit(
            f"Wil de verhuurder dat de huur eindigt, dan moet de vooraankondiging uiterlijk op "
            f"{nl.datum(window.closes)} zijn ontvangen.",
            "correspondentie",
            "Besluit met de huurder en de zorgaanbieder: omklap, of een vooraankondiging met gegronde redenen.",
            Ernst.TAAK,
        )
