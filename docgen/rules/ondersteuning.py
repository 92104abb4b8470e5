"""The Frisian rules on the support: beschikking, plan, progress, reachability, waakvlam."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.dates import last_day
from docgen.rules.facts import day_and_night_by_package, day_and_night_by_plan, names_day_and_night
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule
from docgen.rules.termijnen import waakvlamgesprek


@rule("FR-04", Ernst.BLOKKEERT, "Toel.2d")
def decision_is_part(ctx: Context) -> Iterator[Hit]:
    """Een Wmo-beschikking van de gemeente van uitstroom hoort bij het contract.

    Bron: Toel.2d
    """
    if ctx.tijdelijk is None:
        return
    found = ctx.beschikking
    if found is None:
        yield Hit("Er is geen Wmo-beschikking vastgelegd.", "beschikking", "Vul de gegevens van de beschikking in.")
        return
    for veld, wat in (("kenmerk", "het kenmerk"), ("besluitdatum", "de datum"), ("ingangsdatum", "de eerste dag")):
        if not getattr(found, veld):
            yield Hit(f"Van de Wmo-beschikking is {wat} niet vastgelegd.", f"beschikking.{veld}", "Vul het gegeven in.")
    here = ctx.zaak.gemeente.naam if ctx.zaak.gemeente else None
    if found.gemeente and found.gemeente != here:
        yield Hit(
            "De Wmo-beschikking is van een andere gemeente dan die van de zaak.",
            "beschikking.gemeente",
            "De gemeente waar de huurder gaat wonen geeft de beschikking af.",
        )
    if found.besluitdatum and found.besluitdatum > ctx.peildatum:
        yield Hit(
            f"Over de Wmo-ondersteuning wordt pas op {nl.datum(found.besluitdatum)} besloten.",
            "beschikking.besluitdatum",
            "Controleer na het besluit of de gegevens kloppen, voordat er wordt getekend.",
            Ernst.INFO,
        )


@rule("FR-05", Ernst.BLOKKEERT, "Toel.2d, 4d")
def decision_has_an_end(ctx: Context) -> Iterator[Hit]:
    """Een Wmo-beschikking geldt altijd voor bepaalde tijd.

    Bron: Toel.2d, 4d
    """
    if ctx.tijdelijk and ctx.beschikking and ctx.beschikking_einde is None:
        yield Hit("De Wmo-beschikking heeft geen laatste dag.", "beschikking.einddatum", "Vul de laatste dag in.")


@rule("FR-06", Ernst.BLOKKEERT, "Toel.4d")
def decision_starts_with_the_lease(ctx: Context) -> Iterator[Hit]:
    """De beschikking sluit naadloos aan op de uitstroom: zij begint op de eerste dag van de huur.

    A later start leaves a gap in the support and blocks; an earlier one only warns.

    Bron: Toel.4d
    """
    start, begin = ctx.ingangsdatum, ctx.beschikking_begin
    if ctx.tijdelijk is None or start is None or begin is None or begin == start:
        return
    if begin > start:
        yield Hit(
            f"De beschikking begint op {nl.datum(begin)}, na de eerste dag van de huur ({nl.datum(start)}).",
            "beschikking.ingangsdatum",
            "Laat de beschikking ingaan op de eerste dag van de huur, zodat de ondersteuning er meteen is.",
        )
    else:
        yield Hit(
            f"De beschikking begint op {nl.datum(begin)}, vóór de eerste dag van de huur ({nl.datum(start)}).",
            "beschikking.ingangsdatum",
            "Ga na of de ingangsdatum klopt: zij hoort naadloos aan te sluiten.",
            Ernst.WAARSCHUWT,
        )


@rule("FR-17", Ernst.WAARSCHUWT, "Toel.2f", groep="signaal")
def missing_progress_is_named(ctx: Context) -> Iterator[Hit]:
    """Wie te weinig voortgang ziet, noemt de punten.

    Bron: Toel.2f
    """
    points = ctx.zaak.signaal.punten if ctx.zaak.signaal else ()
    if not points and ctx.omklapevaluatie and ctx.omklapevaluatie.conclusie == "niet_omklappen":
        yield Hit(
            "De evaluatie besluit nog niet om te klappen; op welke punten meer voortgang nodig is, is niet vastgelegd.",
            "signaal.punten" if ctx.zaak.signaal else "signaal",
            "Noem per punt wat er beter moet, voor wanneer, en wie daarbij helpt.",
        )
    elif ctx.zaak.signaal and not points:
        yield Hit(
            "Er is een signaal over de voortgang vastgelegd, maar geen enkel punt.",
            "signaal.punten",
            "Noem per punt wat er beter moet, voor wanneer, en wie daarbij helpt.",
        )


@rule("FR-22", Ernst.TAAK, "Toel.2g")
def arrears_are_reported(ctx: Context) -> Iterator[Hit]:
    """Een huurachterstand wordt zo spoedig mogelijk bij de gemeente gemeld.

    Bron: Toel.2g
    """
    facts = [
        (e.datum, n, e.woonfeiten.achterstand)
        for n, e in enumerate(ctx.zaak.evaluaties)
        if e.datum and e.datum <= ctx.peildatum and e.woonfeiten and e.woonfeiten.achterstand is not None
    ]
    if facts and (latest := max(facts, key=lambda f: f[:2]))[2]:
        yield Hit(
            f"Bij de evaluatie van {nl.datum(latest[0])} was er een huurachterstand.",
            f"evaluaties[{latest[1]}].woonfeiten.achterstand",
            "Meld de achterstand zo spoedig mogelijk bij de gemeente.",
        )


@rule("FR-26", Ernst.BLOKKEERT, "Afs.4b; Bijl.2", groep="plan")
def plan_by_the_gemeente_beforehand(ctx: Context) -> Iterator[Hit]:
    """Het gebiedsteam van de gemeente van uitstroom maakt het plan, vóór de uitstroom.

    Bron: Afs.4b; Bijl.2
    """
    if ctx.plan is None:
        return
    author = ctx.plan.opgesteld_door
    if author and author.organisatie and author.organisatie != "gemeente":
        yield Hit(
            "Het ondersteuningsplan is niet door de gemeente opgesteld.",
            "ondersteuningsplan.opgesteld_door.organisatie",
            "Het gebiedsteam van de gemeente waar de huurder gaat wonen stelt het plan op.",
        )
    if ctx.plan.datum and ctx.ingangsdatum and ctx.plan.datum > ctx.ingangsdatum:
        yield Hit(
            f"Het plan is van {nl.datum(ctx.plan.datum)}, na de uitstroom op {nl.datum(ctx.ingangsdatum)}.",
            "ondersteuningsplan.datum",
            "Stel het plan vast vóór de uitstroom.",
        )


@rule("FR-28", Ernst.WAARSCHUWT, "Afs.4g", groep="plan")
def progress_is_discussed(ctx: Context) -> Iterator[Hit]:
    """De voortgang wordt periodiek besproken.

    Bron: Afs.4g
    """
    lease = ctx.tijdelijk
    past = [day for day in lease.evaluatiemomenten if day <= ctx.peildatum] if lease else []
    held = [e for e in ctx.zaak.evaluaties if e.datum and e.datum <= ctx.peildatum]
    if len(past) > len(held):
        yield Hit(
            f"Er zijn {len(past)} evaluatiemomenten voorbij en {len(held)} verslagen vastgelegd.",
            "evaluaties",
            "Leg de verslagen vast, of plan het gesprek dat nog niet is gehouden.",
        )


@rule("FR-29", Ernst.WAARSCHUWT, "Toel.4e", groep="overdracht")
def warm_handover_is_short(ctx: Context) -> Iterator[Hit]:
    """De oude zorgaanbieder loopt ten hoogste drie maanden mee.

    Bron: Toel.4e
    """
    found, longest = ctx.zaak.warme_overdracht, ctx.termijn("warme_overdracht_maanden")
    if longest and found and found.begin and found.einde and found.einde > last_day(found.begin, longest):
        yield Hit(
            f"De warme overdracht duurt langer dan {longest} maanden.",
            "warme_overdracht.einde",
            f"Sluit de overdracht uiterlijk op {nl.datum(last_day(found.begin, longest))} af.",
        )


@rule("FR-55", Ernst.WAARSCHUWT, "Bijl.2")
def day_and_night(ctx: Context) -> Iterator[Hit]:
    """Dag en nacht bereikbaar zijn is geen standaard: het volgt uit het pakket of uit een afspraak in het plan.

    Bron: Bijl.2
    """
    people = ctx.zaak.zorgaanbieder.contactpersonen if ctx.zaak.zorgaanbieder else ()
    promised = any(names_day_and_night(person.bereikbaar) for person in people)
    if day_and_night_by_package(ctx) and not promised:
        yield Hit(
            "Bij dit pakket is de zorgaanbieder dag en nacht bereikbaar; bij geen contactpersoon staat dat.",
            "zorgaanbieder.contactpersonen",
            "Vul een nummer in dat dag en nacht bereikbaar is.",
        )
    if promised and not day_and_night_by_package(ctx) and not day_and_night_by_plan(ctx):
        yield Hit(
            "Een contactpersoon staat als dag en nacht bereikbaar, maar dat volgt niet uit het pakket of het plan.",
            "zorgaanbieder.contactpersonen",
            "Leg de afspraak vast in het thema bereikbaarheid van het ondersteuningsplan.",
        )


@rule("FR-56", Ernst.TAAK, "Afs.6a", groep="waakvlamafspraken")
def waakvlam_is_discussed(ctx: Context) -> Iterator[Hit]:
    """Bij het aflopen van de beschikking wordt waakvlamondersteuning standaard besproken.

    Bron: Afs.6a
    """
    due = waakvlamgesprek(ctx)
    talked = any(e.waakvlam and e.waakvlam.besproken for e in ctx.zaak.evaluaties)
    if due and due <= ctx.peildatum and not talked and ctx.zaak.waakvlam is None:
        yield Hit(
            "Niet vastgelegd is dat waakvlamondersteuning is besproken.",
            "waakvlam",
            "Bespreek met de huurder of en hoe de hulp op een laag pitje doorgaat.",
        )


@rule("FR-65", Ernst.BLOKKEERT, "Afs.4d, 4f; Toel.4d, 4f")
def decision_of_the_right_gemeente(ctx: Context) -> Iterator[Hit]:
    """De beschikking is van de gemeente waar de huurder gaat wonen, en voor ondersteuning thuis.

    Bron: Afs.4d, 4f; Toel.4d, 4f
    """
    point, here = ctx.zaak.transferpunt, ctx.zaak.gemeente
    if point and point.uitstroomgemeente and here and point.uitstroomgemeente != here.naam:
        yield Hit(
            "De gemeente van de zaak is niet de gemeente waar de huurder gaat wonen.",
            "gemeente.naam",
            "De gemeente van uitstroom geeft de beschikking af.",
        )
    product = (ctx.beschikking.product or "").casefold() if ctx.beschikking else ""
    if "beschermd wonen" in product:
        yield Hit(
            "De beschikking is voor beschermd wonen; bij het contract hoort ondersteuning thuis.",
            "beschikking.product",
            "Vul de beschikking in die na de uitstroom geldt.",
            Ernst.WAARSCHUWT,
        )
