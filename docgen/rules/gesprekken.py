"""The rules on the talks during the lease: planned, held, with whom."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.mijlpalen import evaluatiegesprekken, gehouden, met_gemeente, planevaluaties
from docgen.rules.outcome import Ernst
from docgen.rules.overeenkomst import moments_outside_the_term
from docgen.rules.registry import Hit, rule

MONITORGESPREK = "monitorgesprek"
EVALUATIEGESPREK = "evaluatiegesprek"
VERSLAG = "verslag"


@rule("NOP-04", Ernst.WAARSCHUWT, "§ 3")
def monitoring_talks_are_planned(ctx: Context) -> Iterator[Hit]:
    """Er zijn monitorgesprekken van corporatie, begeleider en huurder; de dagen komen uit de zaak.

    Bron: § 3
    """
    lease = ctx.tijdelijk
    if lease is None:
        return
    if not lease.evaluatiemomenten:
        yield Hit(
            "Er zijn geen dagen voor de monitorgesprekken vastgelegd; de werkafspraken noemen geen ritme.",
            "huurovereenkomst.evaluatiemomenten",
            "Spreek met de huurder dagen af en leg ze vast.",
        )
    yield from moments_outside_the_term(ctx)
    past = [day for day in lease.evaluatiemomenten if day <= ctx.peildatum]
    held = gehouden(ctx, MONITORGESPREK)
    if len(past) > len(held):
        yield Hit(
            f"Er zijn {len(past)} geplande monitorgesprekken voorbij en {len(held)} verslagen vastgelegd.",
            "evaluaties",
            "Leg de verslagen vast, of plan het gesprek dat nog niet is gehouden.",
        )


@rule("NOP-20", Ernst.INFO, "§ 3", groep=VERSLAG)
def gemeente_at_the_monitoring_talk(ctx: Context) -> Iterator[Hit]:
    """De gemeente heeft een rol bij het monitorgesprek, in verband met de indicatie: zij wordt gevraagd.

    Bron: § 3
    """
    for n, talk in enumerate(ctx.zaak.evaluaties):
        if talk.soort == MONITORGESPREK and not met_gemeente(talk):
            yield Hit(
                "Bij een monitorgesprek is niet vastgelegd dat de gemeente is gevraagd of uitgenodigd.",
                f"evaluaties[{n}].aanwezigen",
                "Vraag de gemeente of de indicatie moet veranderen.",
            )


@rule("AL-15", Ernst.TAAK, "4c", groep=VERSLAG)
def plan_is_evaluated_yearly(ctx: Context) -> Iterator[Hit]:
    """Het plan wordt minstens eens per jaar geëvalueerd, met de gemeente, en in elk geval vóór het besluit.

    A talk counts as an evaluation of the plan when the gemeente took part or was asked.

    Bron: 4c
    """
    due = [day for day in planevaluaties(ctx) if day <= ctx.peildatum]
    held = [talk for talk in gehouden(ctx, EVALUATIEGESPREK) if met_gemeente(talk)]
    if len(due) > len(held):
        yield Hit(
            f"Uiterlijk op {nl.datum(due[-1])} moest het plan met de gemeente zijn geëvalueerd; niets is vastgelegd.",
            "evaluaties",
            "Evalueer het plan met zorgaanbieder, corporatie (alleen het wonen) en gemeente.",
        )


@rule("AL-16", Ernst.TAAK, "4d", groep=VERSLAG)
def talk_every_half_year(ctx: Context) -> Iterator[Hit]:
    """Na de verhuring is er elk half jaar een evaluatiegesprek van huurder, begeleider en corporatie.

    Counted from the letting in one step: plus(S, 6k), never from the calendar or the talk before.

    Bron: 4d
    """
    due = [day for day in evaluatiegesprekken(ctx) if day <= ctx.peildatum]
    start = ctx.ingangsdatum
    held = [t for t in gehouden(ctx, EVALUATIEGESPREK) if start and t.datum and t.datum >= start]
    if len(due) > len(held):
        yield Hit(
            f"Op {nl.datum(due[-1])} was een halfjaarlijks evaluatiegesprek nodig; er zijn {len(held)} verslagen "
            "vastgelegd.",
            "evaluaties",
            "Houd het gesprek met huurder, begeleider en corporatie, en leg het verslag vast.",
        )
