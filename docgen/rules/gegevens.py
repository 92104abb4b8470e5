"""The rules on sharing data: recorded first, only among the parties, only what concerns living there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from docgen import nl
from docgen.case import Toestemming
from docgen.rules.context import Context
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

DELEN = "delen"


@rule("NOP-11", Ernst.BLOKKEERT, "§ 9", groep=DELEN)
def shared_by_written_agreement(ctx: Context) -> Iterator[Hit]:
    """Gegevens delen mag alleen als het nodig is en er schriftelijke afspraken met de huurder over zijn.

    Bron: § 9
    """
    yield from not_recorded(ctx, "Leg met de huurder vast wat met wie wordt gedeeld, en waarvoor.")
    yield from not_about_housing(ctx)


@rule("NOP-12", Ernst.BLOKKEERT, "§ 9", groep=DELEN)
def shared_with_the_parties_only(ctx: Context) -> Iterator[Hit]:
    """Gegevens gaan niet naar anderen dan de partijen van de afspraken, tenzij de huurder toestemming geeft.

    Bron: § 9
    """
    sharing = ctx.regeling.gegevensdeling
    for n, entry in enumerate(ctx.zaak.toestemmingen):
        others = sharing and entry.ontvanger.casefold() not in sharing.partijen
        if others and entry.grondslag != "toestemming" and _holds(entry, ctx.peildatum):
            yield Hit(
                "Gegevens gaan zonder toestemming naar iemand die geen partij is bij de afspraken.",
                f"toestemmingen[{n}].ontvanger",
                "Deel die gegevens niet, of vraag de huurder vooraf toestemming.",
            )


@rule("AL-17", Ernst.BLOKKEERT, "6, eerste onderdeel a", groep=DELEN)
def consent_beforehand(ctx: Context) -> Iterator[Hit]:
    """De huurder geeft vooraf schriftelijk toestemming, met de reden en waarom het niet anders kan.

    Bron: 6, eerste onderdeel a
    """
    yield from not_recorded(ctx, "Vraag de huurder vooraf schriftelijk toestemming, met de reden.")
    yield from not_about_housing(ctx)
    first = first_share(ctx)
    for n, entry in _consents(ctx):
        if first and entry.datum and entry.datum > first:
            yield Hit(
                f"De toestemming is van {nl.datum(entry.datum)}, nadat op {nl.datum(first)} al gegevens zijn gedeeld.",
                f"toestemmingen[{n}].datum",
                "Vraag toestemming vooraf; controleer de datum.",
            )
        if not entry.waarom_niet_anders:
            yield Hit(
                "Bij een toestemming staat niet waarom het doel niet op een andere manier kan worden bereikt.",
                f"toestemmingen[{n}].waarom_niet_anders",
                "Vul het aan.",
                Ernst.WAARSCHUWT,
            )


@rule("AL-18", Ernst.BLOKKEERT, "6, tweede onderdeel a", groep=DELEN)
def huurder_knows_what_is_shared(ctx: Context) -> Iterator[Hit]:
    """De huurder hoort vooraf wanneer, waarom en welke gegevens met wie worden gedeeld.

    Bron: 6, tweede onderdeel a
    """
    for n, entry in _consents(ctx):
        for veld, what in (("gegevens", "welke gegevens het zijn"), ("reden", "de reden"), ("datum", "de datum")):
            if not getattr(entry, veld):
                yield Hit(
                    f"Bij een toestemming is niet vastgelegd: {what}.", f"toestemmingen[{n}].{veld}", "Vul het aan."
                )


def first_share(ctx: Context) -> dt.date | None:
    """Return the first day on which the corporatie hears about the huurder: the intake, else the signing."""
    intake = ctx.huurovereenkomst.intakegesprek if ctx.huurovereenkomst else None
    return intake or ctx.sluiting


def _consents(ctx: Context) -> Iterator[tuple[int, Toestemming]]:
    sharing = ctx.regeling.gegevensdeling
    for n, entry in enumerate(ctx.zaak.toestemmingen):
        if sharing and entry.ontvanger.casefold() in sharing.vastgelegd_voor:
            yield n, entry


def _holds(entry: Toestemming, day: dt.date) -> bool:
    return entry.ingetrokken_op is None or entry.ingetrokken_op > day


def _given(entry: Toestemming, day: dt.date) -> bool:
    return entry.datum is not None and entry.datum <= day


def not_recorded(ctx: Context, advies: str) -> Iterator[Hit]:
    """Find a role with which data are shared although no entry on one of the grounds of the agreement holds."""
    sharing = ctx.regeling.gegevensdeling
    if ctx.tijdelijk is None or sharing is None:
        return
    for role in sharing.vastgelegd_voor:
        entries = [(n, e) for n, e in _consents(ctx) if e.ontvanger.casefold() == role]
        day = ctx.peildatum
        if any(e.grondslag in sharing.grondslagen and _given(e, day) and _holds(e, day) for _, e in entries):
            continue
        gone = next((n for n, e in entries if not _holds(e, ctx.peildatum)), None)
        fact = "is ingetrokken" if gone is not None else "is niet vastgelegd"
        veld = f"toestemmingen[{gone}].ingetrokken_op" if gone is not None else "toestemmingen"
        yield Hit(f"De afspraak met de huurder over het delen van gegevens met de {role} {fact}.", veld, advies)


def not_about_housing(ctx: Context) -> Iterator[Hit]:
    """Find a goal that the corporatie would see although it is not about living there."""
    allowed = ctx.regeling.themas_zichtbaar_voor_corporatie
    for n, goal in enumerate(ctx.zaak.doelen):
        if goal.zichtbaar_voor_corporatie is True and goal.thema not in allowed:
            yield Hit(
                "Een doel dat niet over het wonen gaat is zichtbaar gemaakt voor de corporatie.",
                f"doelen[{n}].zichtbaar_voor_corporatie",
                f"Maak het onzichtbaar; zichtbaar mogen alleen zijn: {', '.join(allowed)}.",
            )
