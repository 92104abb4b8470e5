"""The Frisian rules on the temporary contract itself: who, how long, on what ground, with which goals."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules import bevoegdheid
from docgen.rules.context import ONBEPAALDE_TIJD, Context
from docgen.rules.dates import last_day, months_and_days
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule


@rule("FR-01", Ernst.BLOKKEERT, "Afs.2c; Toel.2c")
def parties(ctx: Context) -> Iterator[Hit]:
    """De partijen en hun ondertekenaars zijn die van de regeling, en volledig beschreven.

    Bron: Afs.2c; Toel.2c
    """
    yield from other_form(ctx)
    yield from incomplete_parties(ctx)


def other_form(ctx: Context) -> Iterator[Hit]:
    """Find a temporary contract that the agreement does not know."""
    lease, known = ctx.huurovereenkomst, ctx.regeling.contract.vorm
    if lease and lease.vorm not in (None, known, ONBEPAALDE_TIJD):
        yield Hit(
            f"Deze regeling kent als tijdelijk contract alleen: {known}.",
            "huurovereenkomst.vorm",
            "Kies de vorm die bij de regeling hoort.",
        )


def incomplete_parties(ctx: Context) -> Iterator[Hit]:
    """Find what the description or the signature of a party to the temporary contract still lacks."""
    if ctx.tijdelijk is None:
        return
    for gap in bevoegdheid.ontbrekend(ctx, ctx.regeling.contract):
        yield Hit(
            f"Van de {gap.rol} is niet vastgelegd: {gap.wat}.",
            gap.veld,
            "Vul dit aan; het contract beschrijft elke partij volledig.",
            fixed=gap.handtekening,
        )


@rule("FR-02", Ernst.BLOKKEERT, "Afs.2d; Toel.2d")
def longest_term(ctx: Context) -> Iterator[Hit]:
    """Het tijdelijke contract duurt ten hoogste twee jaar: de laatste dag ligt vóór dezelfde dag twee jaar later.

    Bron: Afs.2d; Toel.2d
    """
    if ctx.huurovereenkomst is None:
        yield Hit("De zaak heeft geen huurovereenkomst.", "huurovereenkomst", on_request=True)
    if ctx.tijdelijk is None:
        return
    start, end, longest = ctx.ingangsdatum, ctx.einddatum, ctx.regeling.contract.max_maanden.waarde
    for day, veld in ((start, "ingangsdatum"), (end, "einddatum")):
        if day is None:
            which = "eerste" if veld == "ingangsdatum" else "laatste"
            yield Hit(f"De {which} dag van de huur is niet vastgelegd.", f"huurovereenkomst.{veld}", "Vul de dag in.")
    if start and end and end > last_day(start, longest):
        limit = nl.datum(last_day(start, longest))
        yield Hit(
            f"De huur duurt langer dan {longest} maanden: tot en met {nl.datum(end)} in plaats van {limit}.",
            "huurovereenkomst.einddatum",
            f"Zet de laatste dag uiterlijk op {limit}.",
        )


@rule("FR-03", Ernst.BLOKKEERT, "Toel.2d")
def no_extension(ctx: Context) -> Iterator[Hit]:
    """Het tijdelijke contract kan niet worden verlengd.

    Bron: Toel.2d
    """
    if ctx.tijdelijk is None:
        return
    for n, evaluation in enumerate(ctx.zaak.evaluaties):
        if evaluation.conclusie == "verlengen_verdienstadium":
            yield Hit(
                "Een evaluatie besluit tot verlengen; het tijdelijke contract kan niet worden verlengd.",
                f"evaluaties[{n}].conclusie",
                "Kies voor omklappen, overdracht aan een andere zorgaanbieder, of het einde van de huur.",
            )


@rule("FR-08", Ernst.BLOKKEERT, "Toel.2b")
def reason_given(ctx: Context) -> Iterator[Hit]:
    """Van de huur op eigen naam mag alleen worden afgeweken met minstens één van de vier redenen.

    Bron: Toel.2b
    """
    known = {ground.code for ground in ctx.regeling.gronden}
    if ctx.tijdelijk and not known & set(ctx.tijdelijk.uitzonderingsgronden):
        yield Hit(
            "Er is geen reden vastgelegd om van de huur op eigen naam af te wijken.",
            "huurovereenkomst.uitzonderingsgronden",
            "Leg minstens één van de redenen van de regeling vast, of sluit een gewone huurovereenkomst.",
        )


@rule("FR-09", Ernst.INFO, "Afs.2a")
def default_is_own_name(ctx: Context) -> Iterator[Hit]:
    """Het uitgangspunt is een huurovereenkomst op naam van de uitstromer.

    Bron: Afs.2a
    """
    if ctx.tijdelijk:
        yield Hit(
            "Het tijdelijke contract is een uitzondering; het uitgangspunt is huur op eigen naam.",
            "huurovereenkomst.vorm",
        )


@rule("FR-10", Ernst.BLOKKEERT, "Afs.2f")
def goals_known(ctx: Context) -> Iterator[Hit]:
    """Bij de ingang van de huur zijn de doelen bekend, in het plan en als bijlage.

    A plan that is not there yet does not stop a lease; one that is dated after the
    first day, or that leaves out a goal of the annex, does.

    Bron: Afs.2f
    """
    if ctx.tijdelijk is None:
        return
    if not ctx.zaak.doelen:
        yield Hit("Er zijn geen doelen vastgelegd.", "doelen", "Leg de doelen vast waarop de omklap wordt beoordeeld.")
    if ctx.plan is None or ctx.plan.datum is None:
        yield Hit(
            "Niet vastgelegd is wanneer het ondersteuningsplan is gemaakt; de doelen horen daarin te staan.",
            "ondersteuningsplan.datum",
            "Leg het plan vast vóór de eerste dag van de huur.",
            Ernst.WAARSCHUWT,
        )
    elif ctx.ingangsdatum and ctx.plan.datum > ctx.ingangsdatum:
        yield Hit(
            f"Het ondersteuningsplan is van {nl.datum(ctx.plan.datum)}, na de eerste dag van de huur.",
            "ondersteuningsplan.datum",
            "Stel het plan vast op of vóór de eerste dag van de huur.",
        )
    themes = ctx.plan.themas if ctx.plan else ()
    linked = {goal for theme in themes for goal in theme.doelen}
    for n, goal in enumerate(ctx.zaak.doelen):
        if themes and goal.zichtbaar_voor_corporatie and goal.id not in linked:
            yield Hit(
                "Een doel van de bijlage staat niet in het ondersteuningsplan.",
                f"doelen[{n}]",
                "Noem het doel bij een thema van het plan.",
            )


@rule("FR-11", Ernst.BLOKKEERT, "Toel.2f")
def minimum_conditions(ctx: Context) -> Iterator[Hit]:
    """De drie voorwaarden voor omklap staan als doel in de bijlage: huur, geen overlast, goed huurder.

    Bron: Toel.2f
    """
    if ctx.tijdelijk is None or not ctx.zaak.doelen:
        return
    for wanted in ctx.regeling.omklapvoorwaarden:
        goals = [
            (n, d) for n, d in enumerate(ctx.zaak.doelen) if d.omklapvoorwaarde is True and d.thema == wanted.thema
        ]
        if not goals:
            yield Hit(
                f"De voorwaarde voor omklap ontbreekt als doel: {wanted.omschrijving}.",
                "doelen",
                f"Voeg een doel toe met omklapvoorwaarde in het thema {wanted.thema}.",
            )
        elif not any(d.zichtbaar_voor_corporatie for _, d in goals):
            yield Hit(
                f"De voorwaarde voor omklap staat niet in de bijlage: {wanted.omschrijving}.",
                f"doelen[{goals[0][0]}].zichtbaar_voor_corporatie",
                "Maak dit doel zichtbaar voor de corporatie; het hoort bij het contract.",
            )


@rule("FR-13", Ernst.BLOKKEERT, "Toel.2f")
def informed_beforehand(ctx: Context) -> Iterator[Hit]:
    """De huurder is vooraf geïnformeerd over evaluatiemomenten en aanzegging, en stemt in.

    Bron: Toel.2f
    """
    lease = ctx.tijdelijk
    if lease is None:
        return
    info, path = lease.informatie_vooraf, "huurovereenkomst.informatie_vooraf"
    if info is None or info.datum is None:
        yield Hit("Niet vastgelegd is wanneer de huurder vooraf is geïnformeerd.", path, "Leg de datum vast.")
    elif ctx.sluiting and info.datum > ctx.sluiting:
        yield Hit(
            f"De huurder is geïnformeerd op {nl.datum(info.datum)}, nadat het contract is gesloten of ingegaan.",
            f"{path}.datum",
            "Informeer de huurder voordat het contract wordt gesloten.",
        )
    if info is not None and info.akkoord is not True:
        fact = "stemt niet in" if info.akkoord is False else "heeft nog niet ingestemd"
        yield Hit(f"De huurder {fact} met de afspraken en voorwaarden.", f"{path}.akkoord", "Vraag de huurder akkoord.")
    if not lease.evaluatiemomenten:
        fact = "Er zijn geen evaluatiemomenten vastgelegd."
        yield Hit(fact, "huurovereenkomst.evaluatiemomenten", "Spreek ze af en leg ze vast.")
    yield from moments_outside_the_term(ctx)


def moments_outside_the_term(ctx: Context) -> Iterator[Hit]:
    """Find planned talks before the first or after the last day of the lease."""
    lease, path = ctx.huurovereenkomst, "huurovereenkomst.evaluatiemomenten"
    for n, day in enumerate(lease.evaluatiemomenten if lease else ()):
        before = ctx.ingangsdatum is not None and day < ctx.ingangsdatum
        after = ctx.einddatum is not None and day > ctx.einddatum
        if before or after:
            yield Hit(
                f"Het evaluatiemoment van {nl.datum(day)} valt buiten de duur van de huur.",
                f"{path}[{n}]",
                "Kies een dag binnen de duur van de huur.",
                Ernst.WAARSCHUWT,
            )


@rule("FR-24", Ernst.BLOKKEERT, "Toel.4a")
def housing_goals_only(ctx: Context) -> Iterator[Hit]:
    """De corporatie ziet alleen doelen die over het wonen gaan.

    Bron: Toel.4a
    """
    allowed = ctx.regeling.themas_zichtbaar_voor_corporatie
    for n, goal in enumerate(ctx.zaak.doelen):
        if goal.zichtbaar_voor_corporatie is True and goal.thema not in allowed:
            yield Hit(
                "Een doel dat niet over het wonen gaat is zichtbaar gemaakt voor de corporatie.",
                f"doelen[{n}].zichtbaar_voor_corporatie",
                f"Maak het onzichtbaar; zichtbaar mogen alleen zijn: {', '.join(allowed)}.",
            )


@rule("FR-57", Ernst.WAARSCHUWT, "Afs.10a", soorten=("zaak", "toetreding", "uittreding", "collegenota"))
def agreement_in_force(ctx: Context) -> Iterator[Hit]:
    """Het convenant geldt van 28 januari 2022 tot en met 31 december 2025.

    Bron: Afs.10a
    """
    yield from not_in_force(ctx)


def not_in_force(ctx: Context) -> Iterator[Hit]:
    """Find that the agreement is not in force on the peildatum."""
    if not ctx.regeling.geldig_op(ctx.peildatum):
        last = ctx.regeling.geldig_tot
        period = f"van {nl.datum(ctx.regeling.geldig_van)}" + (f" tot en met {nl.datum(last)}" if last else "")
        yield Hit(
            f"De regeling gold {period}; op de peildatum geldt zij niet.",
            "regeling",
            "Ga na of er een opvolger is. De teksten noemen de regeling met haar datum.",
        )


@rule("FR-07", Ernst.WAARSCHUWT, "Afs.2d; Toel.2d")
def term_tuned_to_support(ctx: Context) -> Iterator[Hit]:
    """De duur van het contract is afgestemd op de beschikking.

    Bron: Afs.2d; Toel.2d
    """
    begin, until, end = ctx.beschikking_begin, ctx.beschikking_einde, ctx.einddatum
    if ctx.tijdelijk is None or until is None:
        return
    veld, longest = "beschikking.einddatum", ctx.regeling.contract.max_maanden.waarde
    if end and until < end:
        yield Hit(
            f"De beschikking eindigt op {nl.datum(until)}, vóór de laatste dag van de huur ({nl.datum(end)}).",
            veld,
            "Stem de beschikking af op de huur; anders valt de ondersteuning te vroeg weg.",
        )
    if end and until > end:
        yield Hit(
            f"De beschikking loopt door na de laatste dag van de huur ({nl.datum(end)}); de omklap volgt het contract.",
            veld,
            "Stem de beschikking af op de huur.",
        )
    if begin and until >= begin and months_and_days(begin, until) > (longest, 0):
        yield Hit(
            f"De beschikking duurt langer dan {longest} maanden, de langste duur van het contract.",
            veld,
            "Stem de beschikking af op de huur.",
        )
