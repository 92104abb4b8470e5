"""The rules on the decision how a temporary stage goes on: when, on which criteria, with whom, and what follows."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.dates import ONE_DAY, last_day
from docgen.rules.mijlpalen import besluit_uiterlijk
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule
from docgen.rules.wet import earlier_decisions

BESLUIT = "besluit"
CRITERIA = (
    ("woonvaardigheden", "de woonvaardigheden"),
    ("stabiliteit", "de stabiliteit"),
    ("overlastmeldingen", "de meldingen van overlast"),
)


@rule("AL-05", Ernst.TAAK, "2c", groep=BESLUIT)
def decide_in_time(ctx: Context) -> Iterator[Hit]:
    """Uiterlijk na tien maanden is bepaald hoe het verder gaat, geteld vanaf de eerste dag van de huur.

    Bron: 2c
    """
    due, found = besluit_uiterlijk(ctx), ctx.omklapevaluatie
    if ctx.ingangsdatum is None or due is None:
        return
    if found is None and ctx.ingangsdatum <= ctx.peildatum <= due:
        yield Hit(
            f"Uiterlijk op {nl.datum(due)} moet zijn bepaald hoe het verder gaat.",
            "evaluaties",
            "Plan het overleg van corporatie en zorgaanbieder een maand eerder, in afstemming met de gemeente.",
        )
    elif found is None and ctx.peildatum > due:
        yield Hit(
            f"Uiterlijk op {nl.datum(due)} moest zijn bepaald hoe het verder gaat; dat is niet vastgelegd.",
            "evaluaties",
            "Houd het overleg alsnog, en leg het besluit vast.",
            Ernst.WAARSCHUWT,
        )
    elif found and found.datum and found.datum > due:
        yield Hit(
            f"Het overleg was op {nl.datum(found.datum)}; uiterlijk was {nl.datum(due)}.",
            f"{ctx.omklapevaluatie_veld}.datum",
            ernst=Ernst.WAARSCHUWT,
        )


@rule("AL-06", Ernst.WAARSCHUWT, "2c; BW 7:271 lid 2")
def conversion_or_going_on(ctx: Context) -> Iterator[Hit]:
    """Na een jaar volgt een huurovereenkomst, of gaat het verdienen door; een tweede tijdelijk contract kan niet.

    Bron: 2c; BW 7:271 lid 2
    """
    if ctx.tijdelijk is None:
        return
    start, end, year = ctx.ingangsdatum, ctx.einddatum, ctx.regeling.contract.max_maanden.waarde
    if start and end and end > last_day(start, year):
        yield Hit(
            f"Het contract duurt langer dan {year} maanden.",
            "huurovereenkomst.einddatum",
            f"Zet de laatste dag uiterlijk op {nl.datum(last_day(start, year))}.",
        )
    yield from _second_stage(ctx)
    found = ctx.omklapevaluatie
    if found and ctx.verlenging_besloten:
        yield Hit(
            "Er is besloten dat de verdienperiode doorgaat; door de wet loopt de huur dan voor onbepaalde tijd door.",
            f"{ctx.omklapevaluatie_veld}.conclusie",
            "Leg het besluit met de redenen vast; sluit geen tweede tijdelijk contract.",
        )
    if found and ctx.omklap_besloten and end and found.omklapdatum and found.omklapdatum != end + ONE_DAY:
        yield Hit(
            f"De huur op eigen naam gaat in op {nl.datum(found.omklapdatum)} in plaats van {nl.datum(end + ONE_DAY)}.",
            f"{ctx.omklapevaluatie_veld}.omklapdatum",
            "Laat de nieuwe huur aansluiten op de laatste dag van het contract.",
        )


def _second_stage(ctx: Context) -> Iterator[Hit]:
    for n in earlier_decisions(ctx):
        yield Hit(
            "Er is al een besluit over het vervolg van vóór dit contract; een tweede tijdelijk contract kan niet.",
            f"evaluaties[{n}].datum",
            "Sluit een huurovereenkomst voor onbepaalde tijd, of laat het eerste contract doorlopen.",
            Ernst.BLOKKEERT,
        )


@rule("AL-07", Ernst.BLOKKEERT, "2c", groep=BESLUIT)
def decision_on_three_criteria(ctx: Context) -> Iterator[Hit]:
    """Het besluit rust op woonvaardigheden, stabiliteit en meldingen van overlast, en de huurder hoort waarom.

    Bron: 2c
    """
    for n, talk in enumerate(ctx.zaak.evaluaties):
        if talk.soort not in ctx.regeling.omklap.besluit_in:
            continue
        for veld, what in CRITERIA:
            if not (talk.criteria and getattr(talk.criteria, veld)):
                yield Hit(
                    f"Het besluit zegt niets over {what}.",
                    f"evaluaties[{n}].criteria.{veld}",
                    "Vul het oordeel in; het besluit moet op de drie criteria rusten.",
                )
        if not talk.overwegingen:
            yield Hit(
                "Niet vastgelegd is waarom zo is besloten.",
                f"evaluaties[{n}].overwegingen",
                "Schrijf de redenen op; de huurder krijgt het besluit met de redenen.",
                Ernst.WAARSCHUWT,
            )


@rule("AL-08", Ernst.WAARSCHUWT, "2c", groep=BESLUIT)
def gemeente_is_consulted(ctx: Context) -> Iterator[Hit]:
    """Het besluit wordt genomen in afstemming met de gemeente.

    Bron: 2c
    """
    for n, talk in enumerate(ctx.zaak.evaluaties):
        if talk.soort in ctx.regeling.omklap.besluit_in and talk.afgestemd_met_gemeente is not True:
            yield Hit(
                "Niet vastgelegd is dat het besluit met de gemeente is afgestemd.",
                f"evaluaties[{n}].afgestemd_met_gemeente",
                "Leg het besluit aan de gemeente voor en leg dat vast.",
            )
