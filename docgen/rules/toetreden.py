"""Joining and leaving an agreement: the rules, what the texts print, and who is bound on a day.

The source of a party is its own case. Parties are matched by their number in the
handelsregister, never by name alone: names change (domain.md trap 36).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from docgen import nl
from docgen.case import AnyCase, Contactpersoon, Organisatie, Toetreding, Uittreding
from docgen.law import Regeling, load_parameters, load_regeling, plus_working_days
from docgen.rules import bevoegdheid
from docgen.rules.bevoegdheid import Ondertekenaar
from docgen.rules.context import Context
from docgen.rules.dates import ONE_DAY
from docgen.rules.facts import fact_about
from docgen.rules.formulieren import COORDINATOR
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule
from docgen.rules.uit import Uit

TOEGELATEN, AFGEWEZEN = "toegelaten", "afgewezen"
VERKLARING, BRIEF = "toetredingsverklaring", "uittredingsbrief"
ZORGAANBIEDER = "zorgaanbieder"
IN, UIT = ("toetreding",), ("uittreding",)


@dataclass(frozen=True, kw_only=True)
class Partijwaarden:
    """The derived values of joining and leaving."""

    vaste_contactpersonen: Annotated[tuple[Contactpersoon, ...], Uit("organisatie.contactpersonen")] = ()
    """Who speak with the Transferpunt: at most as many as the agreement allows."""
    uitstroomcoordinatoren: Annotated[tuple[Contactpersoon, ...], Uit("organisatie.contactpersonen")] = ()
    ondertekenaars_organisatie: tuple[Ondertekenaar, ...] = ()


@dataclass(frozen=True, slots=True)
class Gebonden:
    """An organisation that is bound to an agreement, and during which days."""

    regeling: str
    naam: str
    kvk_nummer: str | None
    partij: str | None
    vanaf: dt.date
    tot_en_met: dt.date | None
    """Last day; None for an agreement without an end."""


def joining(ctx: Context) -> Partijwaarden:
    """Derive the values of joining and leaving; nothing for another kind of case."""
    case = ctx.case
    if not isinstance(case, Toetreding | Uittreding):
        return Partijwaarden()
    rules = ctx.regeling.partijregels
    most = rules.contactpersonen_hoogstens.waarde if rules else None
    rol = case.partij or "organisatie"
    return Partijwaarden(
        vaste_contactpersonen=case.organisatie.contactpersonen[:most],
        uitstroomcoordinatoren=_coordinators(case.organisatie),
        ondertekenaars_organisatie=bevoegdheid.medewerker(ctx, "organisatie", None, rol),
    )


def _coordinators(found: Organisatie) -> tuple[Contactpersoon, ...]:
    return tuple(p for p in found.contactpersonen if (p.functie or "").casefold() == COORDINATOR)


# --- when a party leaves -------------------------------------------------------


def uittreden_op_zijn_vroegst(regeling: Regeling, ontvangen: dt.date) -> dt.date | None:
    """Return the first day on which whoever wrote it then is no party any more (FR-58).

    A letter that every other party has by 1 October works from the next 1 January, a
    later one a year on; never after the end of the agreement. None where the
    agreement has no rule on leaving.
    """
    rules = regeling.partijregels
    if rules is None:
        return None
    in_time = ontvangen <= dt.date(ontvangen.year, rules.uittreding_maand.waarde, rules.uittreding_dag.waarde)
    year_end = dt.date(ontvangen.year + (1 if in_time else 2), 1, 1)
    return min(year_end, regeling.geldig_tot + ONE_DAY) if regeling.geldig_tot else year_end


def ontvangen_door_allen(case: Uittreding) -> dt.date | None:
    """Return when the last of the other parties had the letter: as recorded, else reckoned from its date."""
    days = [party.ontvangen_op for party in case.geadresseerden]
    if case.ontvangen_op is not None:
        return case.ontvangen_op
    recorded = [day for day in days if day is not None]
    if recorded and len(recorded) == len(days):
        return max(recorded)
    if case.datum is None:
        return None
    travel = load_parameters(case.datum).brief
    reckoned = plus_working_days(case.datum, travel.bezorgtijd_werkdagen.waarde if travel else 0)
    return max([*recorded, reckoned])


# --- rules ---------------------------------------------------------------------


@rule("FR-42", Ernst.BLOKKEERT, "Afs.3g; Toel.3g, 7d", groep=VERKLARING, soorten=IN)
def two_fixed_contacts(ctx: Context) -> Iterator[Hit]:
    """Elke organisatie heeft ten hoogste twee vaste contactpersonen voor het Transferpunt.

    Blocks with more people than that who are no uitstroomcoördinator. Of three or more
    coördinatoren the first two are the contacts: that is for information.

    Bron: Afs.3g; Toel.3g, 7d
    """
    case, rules = ctx.case, ctx.regeling.partijregels
    if not isinstance(case, Toetreding) or rules is None:
        return
    people, most = case.organisatie.contactpersonen, rules.contactpersonen_hoogstens.waarde
    veld = "organisatie.contactpersonen"
    if len(people) - len(_coordinators(case.organisatie)) > most:
        yield Hit(
            f"Er zijn meer dan {nl.telwoord(most)} vaste contactpersonen.",
            veld,
            f"Kies er ten hoogste {nl.telwoord(most)}; alleen zij spreken met het Transferpunt.",
        )
    elif len(people) > most:
        yield Hit(
            f"Ten hoogste {nl.telwoord(most)} contactpersonen spreken met het Transferpunt: de eersten van de lijst.",
            veld,
            "Zet wie dat zijn vooraan.",
            Ernst.INFO,
        )


@rule("FR-43", Ernst.WAARSCHUWT, "Bijl.3", groep=VERKLARING, soorten=IN)
def two_coordinators(ctx: Context) -> Iterator[Hit]:
    """Elke zorgaanbieder heeft ten minste twee uitstroomcoördinatoren.

    Bron: Bijl.3
    """
    case, rules = ctx.case, ctx.regeling.partijregels
    if not isinstance(case, Toetreding) or rules is None or case.partij != ZORGAANBIEDER:
        return
    least = rules.uitstroomcoordinatoren_minstens.waarde
    if len(_coordinators(case.organisatie)) < least:
        yield Hit(
            f"Een zorgaanbieder heeft ten minste {nl.telwoord(least)} uitstroomcoördinatoren.",
            "organisatie.contactpersonen",
            "Wijs er meer aan.",
        )


@rule("FR-58", Ernst.BLOKKEERT, "Afs.10a; Afs.11a", groep=BRIEF, soorten=UIT)
def leaving_in_time_and_with_grounds(ctx: Context) -> Iterator[Hit]:
    """Uittreden is schriftelijk, met redenen, en alle partijen hebben de brief uiterlijk 1 oktober van het jaar ervoor.

    Bron: Afs.10a; Afs.11a
    """
    case = ctx.case
    if not isinstance(case, Uittreding):
        return
    if not case.motivering:
        yield Hit("Er staat niet bij waarom de organisatie uittreedt.", "motivering", "Geef de redenen.")
    if not case.geadresseerden:
        fact = "Niet vastgelegd is aan wie de brief gaat."
        yield Hit(fact, "geadresseerden", "Stuur de brief aan alle andere partijen.")
    received = ontvangen_door_allen(case)
    if received is None or case.uittreden_per is None:
        veld = "uittreden_per" if received else "datum"
        yield Hit("Niet vastgelegd is wanneer de organisatie uittreedt.", veld, "Vul de datum in.")
        return
    first = uittreden_op_zijn_vroegst(ctx.regeling, received)
    if first and case.uittreden_per < first:
        yield Hit(
            f"De brief is op {nl.datum(received)} door alle partijen ontvangen; uittreden kan dan pas per "
            f"{nl.datum(first)}.",
            "uittreden_per",
            f"Noem {nl.datum(first)} als eerste dag.",
        )


@rule("FR-59", Ernst.BLOKKEERT, "Afs.11b-d", groep=VERKLARING, soorten=IN)
def joining_step_by_step(ctx: Context) -> Iterator[Hit]:
    """Toetreden gaat in stappen: een gemotiveerd verzoek, voorgelegd aan alle partijen, een besluit, een rol.

    Bron: Afs.11b-d
    """
    case = ctx.case
    if not isinstance(case, Toetreding):
        return
    asked = (
        (case.motivering, "motivering", "waarom de organisatie wil toetreden"),
        (case.aanvraagdatum, "aanvraagdatum", "wanneer het verzoek is gedaan"),
        (case.voorgelegd_op, "voorgelegd_op", "wanneer het verzoek aan alle partijen is voorgelegd"),
        (case.partij, "partij", "in welke hoedanigheid de organisatie toetreedt"),
        (case.rol, "rol", "welke rol de organisatie vervult"),
    )
    for value, veld, what in asked:
        if not value:
            yield Hit(f"Niet vastgelegd is {what}.", veld, "Vul dit aan; de verklaring noemt het.")
    for n, objection in enumerate(case.bezwaren):
        if not objection.antwoord:
            fact, advice = "Een bezwaar is niet beantwoord.", "Leg vast hoe de stuurgroep het bezwaar heeft gewogen."
            yield Hit(fact, f"bezwaren[{n}].antwoord", advice)
    if case.besluit and case.besluit.uitkomst == AFGEWEZEN and not case.besluit.motivering:
        fact = "De afwijzing is niet gemotiveerd."
        yield Hit(fact, "besluit.motivering", "Onderbouw de afwijzing in een brief aan de aanvrager.")


@rule("FR-78", Ernst.BLOKKEERT, "Afs.11c-d", groep=VERKLARING, soorten=IN)
def declaration_only_when_admitted(ctx: Context) -> Iterator[Hit]:
    """Een toetredingsverklaring is er alleen na toelating, en elke stap volgt op de vorige.

    Bron: Afs.11c-d
    """
    case = ctx.case
    if not isinstance(case, Toetreding):
        return
    decided = case.besluit
    if decided is None or decided.uitkomst != TOEGELATEN or decided.datum is None:
        refused = decided is not None and decided.uitkomst == AFGEWEZEN
        yield Hit(
            "De stuurgroep heeft de organisatie afgewezen." if refused else "De stuurgroep heeft nog niet toegelaten.",
            "besluit.uitkomst" if decided else "besluit",
            "Schrijf een gemotiveerde brief; er komt geen verklaring." if refused else "Wacht het besluit af.",
        )
    steps = (
        ("aanvraagdatum", case.aanvraagdatum, "het verzoek"),
        ("voorgelegd_op", case.voorgelegd_op, "het voorleggen aan de partijen"),
        ("besluit.datum", decided.datum if decided else None, "het besluit"),
        ("ondertekening.datum", case.ondertekening.datum if case.ondertekening else None, "de ondertekening"),
        ("ingangsdatum", case.ingangsdatum, "de eerste dag als partij"),
    )
    known = [(veld, day, what) for veld, day, what in steps if day]
    for (_, before, earlier), (veld, day, later) in pairwise(known):
        if day < before:
            yield Hit(f"De datum van {later} ligt vóór die van {earlier}.", veld, "Controleer de data.")


# --- who is bound --------------------------------------------------------------


def gebonden(cases: Iterable[AnyCase], op: dt.date) -> tuple[Gebonden, ...]:
    """List the organisations that are bound to an agreement on a day, by name.

    A party that joined is bound from its first day when it was admitted and has signed
    by then. Whoever writes a letter to leave was bound; it leaves on the day it states,
    but not before the agreement allows. Nobody is bound outside the agreement's term.
    """
    found: dict[tuple[str, str], Gebonden] = {}
    every = tuple(cases)
    for case in every:
        if isinstance(case, Toetreding) and (first := _bound_from(case)):
            found[_key(case)] = _bound(case, first)
    for case in every:
        if isinstance(case, Uittreding):
            here = found.get(_key(case)) or _bound(case, load_regeling(case.regeling).geldig_van)
            found[_key(case)] = _until(here, case)
    held = (b for b in found.values() if b.vanaf <= op and (b.tot_en_met is None or op <= b.tot_en_met))
    return tuple(sorted(held, key=lambda b: (b.regeling, b.naam.casefold())))


def _key(case: Toetreding | Uittreding) -> tuple[str, str]:
    return case.regeling, case.organisatie.kvk_nummer or case.organisatie.naam.casefold()


def _bound_from(case: Toetreding) -> dt.date | None:
    admitted = case.besluit is not None and case.besluit.uitkomst == TOEGELATEN
    signed = case.ondertekening.datum if case.ondertekening else None
    return max(case.ingangsdatum, signed) if admitted and case.ingangsdatum and signed else None


def _bound(case: Toetreding | Uittreding, vanaf: dt.date) -> Gebonden:
    regeling, party = load_regeling(case.regeling), case.organisatie
    return Gebonden(
        case.regeling,
        party.naam,
        party.kvk_nummer,
        case.partij,
        max(vanaf, regeling.geldig_van),
        regeling.geldig_tot,
    )


def _until(here: Gebonden, case: Uittreding) -> Gebonden:
    received = ontvangen_door_allen(case)
    first = uittreden_op_zijn_vroegst(load_regeling(case.regeling), received) if received else None
    if first is None or case.uittreden_per is None:
        return here
    last = max(first, case.uittreden_per) - ONE_DAY
    last = min(last, here.tot_en_met) if here.tot_en_met else last
    return Gebonden(here.regeling, here.naam, here.kvk_nummer, here.partij, here.vanaf, last)


# --- facts ---------------------------------------------------------------------


def _partij(ctx: Context, partij: str) -> bool:
    return isinstance(ctx.case, Toetreding | Uittreding) and ctx.case.partij == partij


@fact_about(*IN, *UIT)
def toetreder_gemeente(ctx: Context) -> bool:
    """De organisatie is een gemeente."""
    return _partij(ctx, "gemeente")


@fact_about(*IN, *UIT)
def toetreder_woningcorporatie(ctx: Context) -> bool:
    """De organisatie is een woningcorporatie."""
    return _partij(ctx, "woningcorporatie")


@fact_about(*IN, *UIT)
def toetreder_zorgaanbieder(ctx: Context) -> bool:
    """De organisatie is een zorgaanbieder."""
    return _partij(ctx, ZORGAANBIEDER)


@fact_about(*IN, *UIT)
def toetreder_huurdersorganisatie(ctx: Context) -> bool:
    """De organisatie is een huurdersorganisatie."""
    return _partij(ctx, "huurdersorganisatie")


@fact_about(*IN)
def bezwaren_ontvangen(ctx: Context) -> bool:
    """Tegen de toetreding is minstens één bezwaar ingediend."""
    return isinstance(ctx.case, Toetreding) and bool(ctx.case.bezwaren)


@fact_about(*IN, *UIT)
def ondertekening_organisatie_bekend(ctx: Context) -> bool:
    """Plaats en datum van de ondertekening zijn allebei vastgelegd."""
    signing = ctx.case.ondertekening if isinstance(ctx.case, Toetreding | Uittreding) else None
    return signing is not None and bool(signing.plaats) and signing.datum is not None


@fact_about(*UIT)
def lopende_zaken_bekend(ctx: Context) -> bool:
    """Vastgelegd is wat er met lopende zaken gebeurt."""
    return isinstance(ctx.case, Uittreding) and bool(ctx.case.lopende_zaken)
