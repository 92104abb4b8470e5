"""The Frisian rules on the way out: omklap, the early end of support, the letter ahead."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.dates import ONE_DAY
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule
from docgen.rules.termijnen import omklapgesprek

OMKLAP = "omklap"
VOORAANKONDIGING = "vooraankondiging-einde"
AFTER_SUPPORT = ("omklappen", "overdracht_zorgaanbieder", "beeindigen")


@rule("FR-12", Ernst.BLOKKEERT, "Afs.2f", groep=OMKLAP)
def goals_evaluated_before_omklap(ctx: Context) -> Iterator[Hit]:
    """De doelen zijn geëvalueerd voordat het contract wordt omgezet, elk met een resultaat.

    Bron: Afs.2f
    """
    if ctx.tijdelijk and not ctx.omklap_besloten:
        yield Hit(
            "Er is geen omklapevaluatie die tot omklappen besluit.",
            "evaluaties",
            "Evalueer de doelen en leg het verslag met de conclusie vast.",
            on_request=ctx.zaak.omklap is None,
        )
    found = ctx.omklapevaluatie
    if found is None or not ctx.omklap_besloten:
        return
    results = {row.doel: row.resultaat for row in found.doelen}
    for goal in ctx.zaak.doelen:
        if results.get(goal.id) is None:
            yield Hit(
                "Een doel heeft in de omklapevaluatie geen resultaat.",
                f"{ctx.omklapevaluatie_veld}.doelen",
                "Leg van elk doel vast of het is behaald.",
            )
    if found.datum and ctx.omklapdatum and found.datum > ctx.omklapdatum:
        yield Hit(
            f"De evaluatie is van {nl.datum(found.datum)}, na de omklap op {nl.datum(ctx.omklapdatum)}.",
            f"{ctx.omklapevaluatie_veld}.datum",
            "Evalueer vóór de omklap.",
        )


@rule("FR-14", Ernst.TAAK, "Toel.2f", groep="vooraankondiging")
def announce_the_end(ctx: Context) -> Iterator[Hit]:
    """Drie maanden voor het einde kondigt de corporatie het einde aan; de aanzegging volgt apart.

    Bron: Toel.2f
    """
    window = ctx.vooraankondiging
    if window is None or ctx.omklap_besloten or ctx.einddatum is None or ctx.brieven(VOORAANKONDIGING):
        return
    if window.holds(ctx.peildatum):
        decided = ctx.omklapevaluatie is not None and ctx.omklapevaluatie.conclusie == "beeindigen"
        what = f"de vooraankondiging uiterlijk op {nl.datum(window.closes)} zijn ontvangen."
        yield Hit(
            f"De huur gaat eindigen; daarom moet {what}" if decided else f"Gaat de huur eindigen, dan moet {what}",
            "correspondentie",
            "Verstuur de vooraankondiging; de wettelijke aanzegging volgt daarna apart.",
        )
    elif window.closes < ctx.peildatum <= ctx.einddatum:
        yield Hit(
            "Niet vastgelegd is dat er een vooraankondiging is verstuurd.",
            "correspondentie",
            "De wettelijke aanzegging staat hier los van.",
            Ernst.INFO,
        )


@rule("FR-15", Ernst.WAARSCHUWT, "Toel.2d", groep=OMKLAP)
def omklap_talk_in_time(ctx: Context) -> Iterator[Hit]:
    """Voor het einde van de beschikking overleggen partijen over de omklap.

    Bron: Toel.2d
    """
    due, until = omklapgesprek(ctx), ctx.beschikking_einde
    if ctx.tijdelijk is None or due is None or until is None or ctx.peildatum < due:
        return
    if ctx.omklapevaluatie is None:
        yield Hit(
            f"De beschikking eindigt op {nl.datum(until)} en er is geen omklapevaluatie vastgelegd.",
            "evaluaties",
            "Plan het gesprek over de omklap vóór die dag.",
        )


@rule("FR-16", Ernst.BLOKKEERT, "Toel.2d", groep=OMKLAP)
def omklap_without_gap(ctx: Context) -> Iterator[Hit]:
    """De huur op eigen naam volgt zonder gat of overlap op de beschikking, of op de huur als die eerder eindigt.

    Later than the day after the lease is impossible and blocks. Between the end of
    the support and that day it only warns, and so does an earlier day without a
    recorded decision of the parties.

    Bron: Toel.2d
    """
    found, planned = ctx.omklapevaluatie, ctx.omklapdatum_volgens_regeling
    if found is None or not ctx.omklap_besloten or found.omklapdatum is None or planned is None:
        return
    day, veld = found.omklapdatum, f"{ctx.omklapevaluatie_veld}.omklapdatum"
    if ctx.einddatum and day > ctx.einddatum + ONE_DAY:
        yield Hit(
            f"De omklap staat op {nl.datum(day)}, maar het tijdelijke contract eindigt op {nl.datum(ctx.einddatum)}.",
            veld,
            f"Laat het nieuwe contract uiterlijk op {nl.datum(ctx.einddatum + ONE_DAY)} ingaan.",
        )
    elif day > planned:
        yield Hit(
            f"De omklap staat op {nl.datum(day)}, na het einde van de ondersteuning.",
            veld,
            f"Volgens de regeling gaat het nieuwe contract in op {nl.datum(planned)}.",
            Ernst.WAARSCHUWT,
        )
    elif day < planned and not found.besluit:
        yield Hit(
            f"De omklap op {nl.datum(day)} is eerder dan {nl.datum(planned)}, zonder vastgelegd besluit van partijen.",
            veld,
            "Leg het besluit van partijen bij de evaluatie vast.",
            Ernst.WAARSCHUWT,
        )


@rule("FR-18", Ernst.WAARSCHUWT, "Afs.2e; Toel.2e")
def decide_when_support_ends_early(ctx: Context) -> Iterator[Hit]:
    """Stopt de ondersteuning eerder, dan besluiten partijen wat er met de huur gebeurt.

    The timeline holds the task, on the day after the support ends.

    Bron: Afs.2e; Toel.2e
    """
    until, end = ctx.beschikking_einde, ctx.einddatum
    if ctx.tijdelijk is None or until is None or end is None or not until < ctx.peildatum <= end:
        return
    if not any(e.conclusie in AFTER_SUPPORT for e in ctx.zaak.evaluaties) and ctx.zaak.overdracht is None:
        yield Hit(
            f"De ondersteuning eindigde op {nl.datum(until)}; niet vastgelegd is wat partijen over de huur besluiten.",
            "evaluaties",
            "Overleg met de huurder: omklappen, een andere zorgaanbieder, of het einde van de huur.",
        )


@rule("FR-54", Ernst.WAARSCHUWT, "Afs.7f; Toel.7f", groep=OMKLAP)
def talk_with_the_tenant(ctx: Context) -> Iterator[Hit]:
    """Er wordt met de huurder gesproken, niet over de huurder; afwezigheid heeft een reden.

    Bron: Afs.7f; Toel.7f
    """
    for n, talk in enumerate(ctx.zaak.evaluaties):
        here = [p for p in talk.aanwezigen if (p.rol or "").casefold() == "huurder"]
        if talk.aanwezigen and not any(p.aanwezig or p.reden_afwezig for p in here):
            yield Hit(
                "De huurder was niet bij het gesprek en de reden is niet vastgelegd.",
                f"evaluaties[{n}].aanwezigen",
                "Leg vast waarom de huurder er niet bij was.",
            )
