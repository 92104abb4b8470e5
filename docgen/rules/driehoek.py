"""The rules of West-Friesland on the temporary contract itself, and on the agreement it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.dates import last_day
from docgen.rules.mijlpalen import verlenging_aanvragen
from docgen.rules.outcome import Ernst
from docgen.rules.overeenkomst import incomplete_parties, not_in_force, other_form
from docgen.rules.registry import Hit, rule

OMKLAP = "omklap"
EERSTE = 1
BEHAALD = "behaald"


@rule("WF-01", Ernst.BLOKKEERT, "§4; §9.8")
def three_corners(ctx: Context) -> Iterator[Hit]:
    """Huurder, corporatie en gemeente sluiten het driehoekscontract; de gemeente is degene die de beschikking verleent.

    Who is party is a setting of the agreement; that §9.8 names others is an anomaly of the source and warns.

    Bron: §4; §9.8
    """
    yield from other_form(ctx)
    yield from incomplete_parties(ctx)
    if ctx.tijdelijk is None:
        return
    found, start = ctx.beschikking, ctx.ingangsdatum
    if found is None:
        fact = "Er is geen beschikking voor begeleiding vastgelegd."
        yield Hit(fact, "beschikking", "Vul de gegevens van de beschikking in.")
        return
    here = ctx.zaak.gemeente.naam if ctx.zaak.gemeente else None
    if found.gemeente and here and found.gemeente != here:
        yield Hit(
            "De beschikking is van een andere gemeente dan de gemeente die partij is.",
            "beschikking.gemeente",
            "Partij is de gemeente die de beschikking verleent.",
        )
    if start and found.ingangsdatum and found.ingangsdatum > start:
        yield Hit(
            f"De beschikking begint op {nl.datum(found.ingangsdatum)}, na de eerste dag van de huur.",
            "beschikking.ingangsdatum",
            "De begeleiding hoort er te zijn op het moment dat de huurder zelfstandig woont.",
            Ernst.WAARSCHUWT,
        )


@rule("WF-02", Ernst.BLOKKEERT, "§4; BW 7:271 lid 2")
def temporary_in_own_name(ctx: Context) -> Iterator[Hit]:
    """Het contract is tijdelijk en meteen op naam van de huurder: langer of korter dan een jaar, hoogstens twee jaar.

    Bron: §4; BW 7:271 lid 2
    """
    if ctx.huurovereenkomst is None:
        yield Hit("De zaak heeft geen huurovereenkomst.", "huurovereenkomst", on_request=True)
    if ctx.tijdelijk is None:
        return
    start, end, longest = ctx.ingangsdatum, ctx.einddatum, ctx.regeling.contract.max_maanden.waarde
    for day, which, veld in ((start, "eerste", "ingangsdatum"), (end, "laatste", "einddatum")):
        if day is None:
            yield Hit(f"De {which} dag van de huur is niet vastgelegd.", f"huurovereenkomst.{veld}", "Vul de dag in.")
    if start and end and end > last_day(start, longest):
        yield Hit(
            f"De huur duurt langer dan {longest} maanden.",
            "huurovereenkomst.einddatum",
            f"Zet de laatste dag uiterlijk op {nl.datum(last_day(start, longest))}.",
        )


@rule("WF-03", Ernst.BLOKKEERT, "§4")
def three_conditions(ctx: Context) -> Iterator[Hit]:
    """Omzetten kan als drie voorwaarden zijn gehaald: huur per de eerste, woongedrag, woonafspraken van het plan.

    The conditions must stand in the annex, and when it is decided to convert each must have been met.

    Bron: §4
    """
    if ctx.tijdelijk is None:
        return
    results = {row.doel: row.resultaat for row in ctx.omklapevaluatie.doelen} if ctx.omklapevaluatie else {}
    for wanted in ctx.regeling.omklapvoorwaarden:
        goals = [
            (n, d) for n, d in enumerate(ctx.zaak.doelen) if d.omklapvoorwaarde is True and d.thema == wanted.thema
        ]
        if not goals:
            yield Hit(
                f"De voorwaarde voor omzetten ontbreekt als doel: {wanted.omschrijving}.",
                "doelen",
                f"Voeg een doel toe met omklapvoorwaarde in het thema {wanted.thema}.",
            )
        elif not any(d.zichtbaar_voor_corporatie for _, d in goals):
            yield Hit(
                f"De voorwaarde voor omzetten staat niet in de bijlage: {wanted.omschrijving}.",
                f"doelen[{goals[0][0]}].zichtbaar_voor_corporatie",
                "Maak dit doel zichtbaar voor de corporatie; het hoort bij het contract.",
            )
        if ctx.omklap_besloten and not all(results.get(d.id) == BEHAALD for _, d in goals):
            yield Hit(
                f"Er is tot omzetten besloten, maar niet vastgelegd is dat deze voorwaarde is gehaald: "
                f"{wanted.omschrijving}.",
                f"{ctx.omklapevaluatie_veld}.doelen",
                "Leg het resultaat vast; is de voorwaarde niet gehaald, dan is omzetten een afwijking (§20).",
                groep=OMKLAP,
            )
    rent = ctx.zaak.huur
    if rent and rent.betaaldag is not None and rent.betaaldag != EERSTE:
        yield Hit(
            "De betaaldag is niet de eerste van de maand; de eerste voorwaarde voor omzetten is dat wel.",
            "huur.betaaldag",
            "Spreek af dat de huur per de eerste van de maand wordt betaald.",
            Ernst.WAARSCHUWT,
        )


@rule("WF-14", Ernst.INFO, "§11")
def share_of_homes(ctx: Context) -> Iterator[Hit]:
    """De corporaties stellen samen 100 woningen per jaar beschikbaar, verdeeld naar inwonertal.

    A gemeente is matched by its code. The distribution is data, whose two columns add up to the total.

    Bron: §11
    """
    shares, here = ctx.regeling.verdeling, ctx.zaak.gemeente
    if shares is None or here is None or not here.gemeentecode:
        return
    found = next((row for row in shares.per_gemeente if row.gemeentecode == here.gemeentecode), None)
    if found is None:
        yield Hit(
            "De gemeente van de zaak staat niet in de verdeling van de woningen.",
            "gemeente.gemeentecode",
            "Ga na of deze gemeente partij is bij de samenwerkingsovereenkomst.",
        )
    else:
        fact = f"Het aandeel van deze gemeente is {found.waarde} van de {shares.totaal.waarde} woningen per jaar."
        yield Hit(fact, "gemeente.gemeentecode")


@rule("WF-18", Ernst.INFO, "§20")
def changes_by_addendum(ctx: Context) -> Iterator[Hit]:
    """Afwijken kan in overleg, als dat het doel dient; een wijziging komt schriftelijk in een addendum.

    Bron: §20
    """
    if ctx.zaak.afwijkingen:
        yield Hit(
            "In deze zaak wordt van de samenwerkingsovereenkomst afgeweken.",
            "afwijkingen",
            "Leg vast dat de partijen ermee instemmen; een wijziging komt in een addendum.",
        )


@rule("WF-20", Ernst.WAARSCHUWT, "§21")
def in_force_without_end(ctx: Context) -> Iterator[Hit]:
    """De samenwerkingsovereenkomst geldt vanaf 1 januari 2021, voor onbepaalde tijd.

    Bron: §21
    """
    yield from not_in_force(ctx)


@rule("WF-27", Ernst.TAAK, "§12")
def extension_asked_in_time(ctx: Context) -> Iterator[Hit]:
    """De zorgorganisatie helpt om op tijd verlenging van de indicatie te vragen.

    Bron: §12
    """
    due, until = verlenging_aanvragen(ctx), ctx.beschikking_einde
    if due is None or until is None or not due <= ctx.peildatum <= until:
        return
    asked = (a.ontvangen_op for a in ctx.zaak.aanvragen if a.soort == "wmo_begeleiding")
    if not any(day and due <= day for day in asked):
        yield Hit(
            f"De beschikking eindigt op {nl.datum(until)}; een aanvraag om verlenging is niet vastgelegd.",
            "beschikking.einddatum",
            "Is langer begeleiding nodig, vraag dan samen met de huurder op tijd verlenging aan.",
        )
