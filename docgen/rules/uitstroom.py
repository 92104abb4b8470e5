"""The Frisian rules on the way in: target group, registration, mediation, signing off at the Transferpunt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.dates import plus
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

FORM = "aanmeldformulier"
REGISTRATION = "registratieformulier"
PLACEMENT = "plaatsingsformulier"
PROTECTED = "beschermd_wonen"
SHELTER = "maatschappelijke_opvang"


@rule("FR-32", Ernst.WAARSCHUWT, "Toel.1d.3", groep=REGISTRATION)
def shelter_announced_in_two_weeks(ctx: Context) -> Iterator[Hit]:
    """Wie in de maatschappelijke opvang komt, wordt binnen twee weken bij het Transferpunt gemeld.

    Bron: Toel.1d.3
    """
    point, limit = ctx.zaak.transferpunt, _two_weeks(ctx)
    if point and point.registratiedatum and limit and point.registratiedatum > limit:
        yield Hit(
            f"De melding is van {nl.datum(point.registratiedatum)}; uiterlijk was {nl.datum(limit)}.",
            "transferpunt.registratiedatum",
        )


@rule("FR-33", Ernst.WAARSCHUWT, "Toel.1h", groep=FORM)
def mediation_asked_in_time(ctx: Context) -> Iterator[Hit]:
    """Uit beschermd wonen: aanmelding voor bemiddeling bij voorkeur een half jaar, uiterlijk drie maanden vooraf.

    Bron: Toel.1h
    """
    found = ctx.zaak.herkomst
    opens, closes = ctx.termijn("bemiddeling_opent_maanden"), ctx.termijn("bemiddeling_sluit_maanden")
    if found is None or found.voorziening != PROTECTED or found.einddatum is None or not (opens and closes):
        return
    early, late = plus(found.einddatum, -opens), plus(found.einddatum, -closes)
    asked, veld = found.aanmelddatum_bemiddeling, "herkomst.aanmelddatum_bemiddeling"
    if (asked or ctx.peildatum) > late:
        fact = f"is van {nl.datum(asked)}" if asked else "is niet vastgelegd"
        yield Hit(f"De aanmelding voor bemiddeling {fact}; uiterlijk was {nl.datum(late)}.", veld)
    elif asked is None and ctx.peildatum > early:
        yield Hit(
            "De aanmelding voor bemiddeling is nog niet vastgelegd.",
            veld,
            f"Meld aan vóór {nl.datum(late)}, als er bemiddeling nodig is.",
            Ernst.INFO,
        )


@rule("FR-34", Ernst.WAARSCHUWT, "Toel.1h", groep=FORM)
def shelter_registered_in_two_weeks(ctx: Context) -> Iterator[Hit]:
    """Uit de maatschappelijke opvang: binnen twee weken ingeschreven en zo nodig aangemeld.

    Bron: Toel.1h
    """
    limit = _two_weeks(ctx)
    if limit is None:
        return
    point, home = ctx.zaak.transferpunt, ctx.zaak.herkomst
    registered = [row.datum for row in point.inschrijvingen if row.datum] if point else []
    if registered and min(registered) > limit:
        yield Hit(
            f"De eerste inschrijving is van {nl.datum(min(registered))}; uiterlijk was {nl.datum(limit)}.",
            "transferpunt.inschrijvingen",
        )
    asked = home.aanmelddatum_bemiddeling if home else None
    if asked and asked > limit:
        yield Hit(
            f"De aanmelding voor bemiddeling is van {nl.datum(asked)}; uiterlijk was {nl.datum(limit)}.",
            "herkomst.aanmelddatum_bemiddeling",
        )


def _two_weeks(ctx: Context) -> dt.date | None:
    home, days = ctx.zaak.herkomst, ctx.termijn("aanmelding_opvang_dagen")
    if home is None or home.voorziening != SHELTER or home.begindatum is None or days is None:
        return None
    return home.begindatum + dt.timedelta(days=days)


@rule("FR-39", Ernst.TAAK, "Afs.1l", groep=PLACEMENT)
def sign_off_after_signing(ctx: Context) -> Iterator[Hit]:
    """Na ondertekening meldt de zorgaanbieder de plaatsing af bij het Transferpunt.

    Bron: Afs.1l
    """
    signed, end = ctx.ondertekend_op, ctx.einddatum
    if ctx.tijdelijk is None or signed is None or signed > ctx.peildatum or ctx.brieven(PLACEMENT):
        return
    if end is None or ctx.peildatum <= end:
        yield Hit(
            "Niet vastgelegd is dat de plaatsing bij het Transferpunt is afgemeld.",
            "correspondentie",
            "Stuur het plaatsingsformulier, of leg vast wanneer dat is gebeurd.",
        )


@rule("FR-62", Ernst.WAARSCHUWT, "Doelgroep")
def target_group(ctx: Context) -> Iterator[Hit]:
    """De regeling is voor mensen uit beschermd wonen of de maatschappelijke opvang.

    Bron: Doelgroep
    """
    kind = ctx.zaak.herkomst.voorziening if ctx.zaak.herkomst else None
    if kind and kind not in ctx.regeling.doelgroepen:
        yield Hit(
            "De huurder komt uit een voorziening die niet onder de doelgroep van de regeling valt.",
            "herkomst.voorziening",
            "Overleg of deze regeling op de huurder kan worden toegepast.",
        )


@rule("FR-67", Ernst.WAARSCHUWT, "Afs.1a; Toel.1a", groep=REGISTRATION)
def registered_as_home_seeker(ctx: Context) -> Iterator[Hit]:
    """De huurder is bij een of meer corporaties ingeschreven, met de datum erbij.

    Bron: Afs.1a; Toel.1a
    """
    point = ctx.zaak.transferpunt
    if point and not any(row.datum for row in point.inschrijvingen):
        yield Hit(
            "Er is geen inschrijving bij een corporatie met een datum vastgelegd.",
            "transferpunt.inschrijvingen",
            "Leg de inschrijving met de datum vast.",
        )


@rule("FR-68", Ernst.INFO, "Afs.1d; Toel.1d", groep=FORM)
def back_to_the_gemeente_of_origin(ctx: Context) -> Iterator[Hit]:
    """Mensen gaan weer wonen in de gemeente van herkomst, tenzij dat niet kan of niet wenselijk is.

    Bron: Afs.1d; Toel.1d
    """
    home, here = ctx.zaak.herkomst, ctx.zaak.gemeente
    if home and home.gemeente and here and home.gemeente != here.naam:
        yield Hit(
            "De huurder gaat in een andere gemeente wonen dan die van herkomst.",
            "herkomst.gemeente",
            "Ga na of terugkeer niet mogelijk of niet wenselijk is.",
        )


@rule("FR-69", Ernst.INFO, "Afs.1e; Toel.1f", groep=FORM)
def regular_allocation_first(ctx: Context) -> Iterator[Hit]:
    """Bemiddeling komt pas als gewone toewijzing niet lukt; de reden is vastgelegd.

    Bron: Afs.1e; Toel.1f
    """
    point = ctx.zaak.transferpunt
    if point and point.inzet_nodig and not point.reden_inzet:
        yield Hit(
            "Er is bemiddeling gevraagd; waarom gewone toewijzing niet lukt is niet vastgelegd.",
            "transferpunt.reden_inzet",
        )


@rule("FR-70", Ernst.WAARSCHUWT, "Toel.1f; Bijl.3", groep=PLACEMENT)
def intake_before_allocation(ctx: Context) -> Iterator[Hit]:
    """De intake bij de corporatie hoort bij de voorbereiding op de uitstroom.

    Bron: Toel.1f; Bijl.3
    """
    lease = ctx.tijdelijk
    if lease and lease.intakegesprek and lease.ingangsdatum and lease.intakegesprek > lease.ingangsdatum:
        yield Hit(
            f"De intake is van {nl.datum(lease.intakegesprek)}, na de eerste dag van de huur.",
            "huurovereenkomst.intakegesprek",
        )
