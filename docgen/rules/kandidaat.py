"""The rules of West-Friesland on who may be proposed for a home, and on what the others hear about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from docgen import nl
from docgen.case import Toestemming
from docgen.rules.context import Context
from docgen.rules.dates import plus
from docgen.rules.gegevens import not_about_housing, not_recorded
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule
from docgen.rules.toewijzing import registered_as_home_seeker

AANMELDING = "aanmelding"
DELEN = "delen"
CORPORATIES = "aanmelding-corporaties"
PLAN = "plan"
CORPORATIE = "woningcorporatie"
COORDINATOR = "uitstroomcoordinator"
PARTNERS = ("echtgenoot", "geregistreerd_partner", "partner")

_CRITERIA = (
    ("geschikt", "de huurder is geschikt voor uitstroom"),
    ("geen_alternatieven", "er zijn geen alternatieven"),
    ("accepteert_voorwaarden", "de huurder aanvaardt de woning en de voorwaarden"),
    ("kan_huur_betalen", "de huurder kan de huur betalen"),
    ("telefonisch_bereikbaar", "de huurder is telefonisch bereikbaar"),
)
_PLANDELEN = ("motivatie", "problematiek", "resultaten", "middelen")


def voorgedragen_op(ctx: Context) -> dt.date | None:
    """Return the day on which the candidate is proposed: of the form, else of the check, else of the lease."""
    form, check = ctx.zaak.aanmeldformulier, ctx.zaak.toetsing
    days = (form.datum if form else None, check.datum if check else None, ctx.ingangsdatum)
    return next((day for day in days if day), None)


@rule("WF-04", Ernst.BLOKKEERT, "§7", groep=AANMELDING)
def candidate_meets_the_criteria(ctx: Context) -> Iterator[Hit]:
    """De kandidaat voldoet aan alle criteria, de uitstroomcoördinator zegt ja en het perspectiefplan is meegetekend.

    Bron: §7
    """
    if ctx.tijdelijk is None and ctx.zaak.aanmeldformulier is None:
        return
    yield from _target_group(ctx)
    yield from _checked(ctx)
    yield from _plan(ctx)
    for n, person in enumerate(ctx.zaak.medehuurders):
        if person.relatie in PARTNERS:
            yield Hit(
                "De criteria gelden voor beide partners; van de partner is de herkomst niet vastgelegd.",
                f"medehuurders[{n}]",
                "Ga na of ook de partner aan de criteria voldoet.",
                Ernst.INFO,
            )


def _target_group(ctx: Context) -> Iterator[Hit]:
    home, person = ctx.zaak.herkomst, ctx.zaak.huurder
    kind = home.voorziening if home else None
    if kind is None:
        yield Hit(
            "Niet vastgelegd is uit welke voorziening de huurder komt.",
            "herkomst.voorziening" if home else "herkomst",
            "Vul de voorziening in; de kandidaat is cliënt in een intramurale voorziening of oud-AMV'er.",
        )
        return
    if kind not in ctx.regeling.doelgroepen:
        yield Hit(
            "De huurder komt uit een voorziening die niet onder de doelgroep valt.",
            "herkomst.voorziening",
            "Overleg of de samenwerkingsovereenkomst op de huurder kan worden toegepast.",
        )
    ages = next((row for row in ctx.regeling.leeftijden if row.voorziening == kind), None)
    born, day = person.geboortedatum if person else None, voorgedragen_op(ctx)
    if ages is None or born is None or day is None:
        return
    if plus(born, 12 * ages.vanaf.waarde) > day:
        yield Hit(
            f"De kandidaat is bij de voordracht jonger dan {ages.vanaf.waarde} jaar.",
            "huurder.geboortedatum",
            "Draag de kandidaat later voor.",
        )
    elif ages.tot_en_met and plus(born, 12 * (ages.tot_en_met.waarde + 1)) <= day:
        yield Hit(
            f"De kandidaat is bij de voordracht ouder dan {ages.tot_en_met.waarde} jaar.",
            "huurder.geboortedatum",
            "Deze voorziening is voor wie tussen de genoemde leeftijden is; overleg over een andere grond.",
        )


def _checked(ctx: Context) -> Iterator[Hit]:
    check = ctx.zaak.toetsing
    if check is None:
        yield Hit(
            "De toetsing door de uitstroomcoördinator is niet vastgelegd.",
            "toetsing",
            "Leg de uitkomst en de criteria vast.",
        )
        return
    if check.uitkomst != "ja":
        fact = "is nee" if check.uitkomst == "nee" else "is niet vastgelegd"
        yield Hit(
            f"De uitkomst van de toetsing {fact}.",
            "toetsing.uitkomst",
            "Alleen wie aan alle criteria voldoet, wordt bij de corporaties aangemeld.",
        )
    for veld, what in _CRITERIA:
        answer = getattr(check, veld)
        if answer is not True:
            fact = "Aan een criterium is niet voldaan" if answer is False else "Van een criterium is niets vastgelegd"
            yield Hit(f"{fact}: {what}.", f"toetsing.{veld}", "Toets het criterium en leg de uitkomst vast.")


def _plan(ctx: Context) -> Iterator[Hit]:
    plan, closing = ctx.zaak.perspectiefplan, ctx.sluiting
    if plan is None:
        yield Hit("Er is geen perspectiefplan vastgelegd.", "perspectiefplan", "Maak het plan met de huurder.")
        return
    signed, veld = plan.medeondertekend_op, "perspectiefplan.medeondertekend_op"
    if signed is None:
        yield Hit(
            "Niet vastgelegd is dat de huurder het perspectiefplan heeft meegetekend.",
            veld,
            "Laat de huurder meetekenen en leg de dag vast.",
        )
    elif closing and signed > closing:
        yield Hit(
            f"De huurder tekende het perspectiefplan op {nl.datum(signed)}, na het sluiten van het contract.",
            veld,
            "Laat de huurder meetekenen vóór de aanmelding.",
        )
    for part in _PLANDELEN:
        if not getattr(plan, part):
            yield Hit(
                f"Het perspectiefplan zegt niets over: {part}.",
                f"perspectiefplan.{part}",
                "Vul het onderdeel in.",
                Ernst.WAARSCHUWT,
                groep=PLAN,
            )
    if not plan.doelen and not ctx.zaak.doelen:
        yield Hit(
            "Het perspectiefplan heeft geen doelen.", "perspectiefplan.doelen", ernst=Ernst.WAARSCHUWT, groep=PLAN
        )


@rule("WF-05", Ernst.BLOKKEERT, "§7.3")
def extra_terms_after_arrears(ctx: Context) -> Iterator[Hit]:
    """Wie de laatste woning met huurachterstand verliet, komt nadere verplichtingen overeen.

    Bron: §7.3
    """
    debt = ctx.zaak.huurschuld
    if ctx.tijdelijk is None or debt is None:
        return
    if debt.laatste_woning_verlaten_met_achterstand is True and not debt.nadere_verplichtingen:
        yield Hit(
            "De laatste woning is met een achterstand verlaten; nadere verplichtingen zijn niet vastgelegd.",
            "huurschuld.nadere_verplichtingen",
            "Spreek met de huurder af wat er extra geldt, en leg dat vast.",
        )
    elif debt.bedrag and debt.laatste_woning_verlaten_met_achterstand is None:
        yield Hit(
            "Er is een huurschuld; niet vastgelegd is of de laatste woning met een achterstand is verlaten.",
            "huurschuld.laatste_woning_verlaten_met_achterstand",
            "Leg het vast; dan is duidelijk of nadere verplichtingen nodig zijn.",
            Ernst.WAARSCHUWT,
        )


def boven_grens(ctx: Context) -> bool:
    """Whether the remaining debt is strictly more than the agreement allows without help with debts."""
    debt, limit = ctx.zaak.huurschuld, huurschuldgrens(ctx)
    return debt is not None and debt.bedrag is not None and limit is not None and debt.bedrag > limit


def huurschuldgrens(ctx: Context) -> nl.Bedrag | None:
    """Return the debt above which help with debts must have begun; None where the agreement sets none."""
    rules = ctx.regeling.huurschuld
    return nl.Bedrag(rules.grens_euro.waarde * 100) if rules else None


@rule("WF-06", Ernst.BLOKKEERT, "§7.3; Wgs")
def help_with_debts_before_the_lease(ctx: Context) -> Iterator[Hit]:
    """Bij een huurschuld boven 500 euro is de huurder tot schuldhulp toegelaten voordat de huur wordt gesloten.

    Bron: §7.3; Wgs
    """
    debt, closing, veld = ctx.zaak.huurschuld, ctx.sluiting, "huurschuld.wgs_toegelaten_op"
    if ctx.tijdelijk is None or debt is None or not boven_grens(ctx):
        return
    admitted = debt.wgs_toegelaten_op
    if admitted is None:
        yield Hit(
            f"De resterende huurschuld is hoger dan {huurschuldgrens(ctx)}; toelating tot schuldhulp is niet "
            "vastgelegd.",
            veld,
            "Wacht met het contract tot de huurder is toegelaten, en leg de dag vast.",
        )
    elif closing and admitted > closing:
        yield Hit(
            f"De huurder is op {nl.datum(admitted)} tot schuldhulp toegelaten, na het sluiten van het contract.",
            veld,
            "Sluit het contract pas na de toelating; controleer de datums.",
        )


@rule("WF-07", Ernst.BLOKKEERT, "§7.3", groep=AANMELDING)
def registered_at_woonmatch(ctx: Context) -> Iterator[Hit]:
    """De kandidaat staat ingeschreven als woningzoekende bij Woonmatch West-Friesland.

    Bron: §7.3
    """
    yield from registered_as_home_seeker(ctx)


@rule("WF-08", Ernst.BLOKKEERT, "§7.1; §8.2; §22", groep=DELEN)
def consent_beforehand(ctx: Context) -> Iterator[Hit]:
    """De kandidaat stemt vooraf schriftelijk in met het delen van gegevens.

    Bron: §7.1; §8.2; §22
    """
    yield from not_recorded(ctx, "Vraag de huurder vooraf schriftelijk toestemming, en leg de dag vast.")
    for n, entry in enumerate(ctx.zaak.toestemmingen):
        first = _eerst_gedeeld(ctx, entry)
        if entry.grondslag == "toestemming" and entry.datum and first and entry.datum > first:
            yield Hit(
                f"De toestemming is van {nl.datum(entry.datum)}, nadat op {nl.datum(first)} al gegevens zijn gedeeld.",
                f"toestemmingen[{n}].datum",
                "Vraag toestemming vooraf; controleer de datum.",
            )


def _eerst_gedeeld(ctx: Context, entry: Toestemming) -> dt.date | None:
    """The first day on which this recipient hears about the huurder."""
    role, form = entry.ontvanger.casefold(), ctx.zaak.aanmeldformulier
    if role == COORDINATOR:
        return form.datum if form else None
    if role == CORPORATIE:
        sent = [letter.datum for letter in ctx.brieven(CORPORATIES) if letter.datum]
        return min(sent, default=ctx.sluiting)
    return None


@rule("WF-09", Ernst.BLOKKEERT, "§8.2", groep=AANMELDING)
def form_complete_and_signed(ctx: Context) -> Iterator[Hit]:
    """Het aanmeldformulier is volledig ingevuld en door de cliënt mee ondertekend.

    Bron: §8.2
    """
    form = ctx.zaak.aanmeldformulier
    if form is None:
        if ctx.tijdelijk:
            fact = "Er is geen aanmeldformulier vastgelegd."
            yield Hit(fact, "aanmeldformulier", "Vul het formulier met de huurder in.")
        return
    for veld, what in (("volledig", "volledig ingevuld"), ("medeondertekend", "door de huurder mee ondertekend")):
        answer = getattr(form, veld)
        if answer is not True:
            fact = "is niet" if answer is False else "is, voor zover vastgelegd, niet"
            yield Hit(
                f"Het aanmeldformulier {fact} {what}.",
                f"aanmeldformulier.{veld}",
                "Maak het formulier met de huurder af.",
            )


@rule("WF-10", Ernst.BLOKKEERT, "§9.5", groep=CORPORATIES)
def only_the_listed_data(ctx: Context) -> Iterator[Hit]:
    """De corporatie krijgt uitsluitend personalia, inkomen, schulden, schuldsanering en bewindvoering.

    The text prints nothing else; this looks at what was agreed to share.

    Bron: §9.5
    """
    allowed = ctx.regeling.corporatiegegevens
    for n, entry in enumerate(ctx.zaak.toestemmingen):
        if allowed is None or entry.ontvanger.casefold() != CORPORATIE:
            continue
        for m, item in enumerate(entry.gegevens):
            if item.casefold() not in allowed.toegestaan:
                yield Hit(
                    "Een toestemming noemt gegevens die de corporatie niet mag krijgen.",
                    f"toestemmingen[{n}].gegevens[{m}]",
                    f"Deel met de corporatie alleen: {nl.opsomming(allowed.toegestaan)}.",
                )


@rule("WF-13", Ernst.INFO, "§8.5")
def begeleider_joins_the_viewing(ctx: Context) -> Iterator[Hit]:
    """De begeleider gaat mee met de bezichtiging van de woning.

    Bron: §8.5
    """
    if ctx.tijdelijk and ctx.sluiting and ctx.peildatum < ctx.sluiting:
        yield Hit("De begeleider gaat met de huurder mee naar de bezichtiging.", "woning")


@rule("WF-22", Ernst.BLOKKEERT, "§22", groep=DELEN)
def only_what_is_needed(ctx: Context) -> Iterator[Hit]:
    """Formulieren bevatten alleen noodzakelijke gegevens, en elke partij krijgt alleen wat zij nodig heeft.

    What each document gives whom is a whitelist (docs/ontvangers.md); this looks at the annex of goals.

    Bron: §22
    """
    yield from not_about_housing(ctx)


@rule("WF-28", Ernst.INFO, "§6; §12")
def changes_are_reported(ctx: Context) -> Iterator[Hit]:
    """De zorgorganisatie meldt vóór de uitstroom wat verandert: gezondheid, gezin, inkomen, schulden.

    Bron: §6; §12
    """
    check, start = ctx.zaak.toetsing, ctx.ingangsdatum
    if check and check.datum and check.datum <= ctx.peildatum and (start is None or ctx.peildatum < start):
        yield Hit(
            "Tot de eerste dag van de huur meldt de zorgorganisatie veranderingen aan uitstroomcoördinator en "
            "corporatie.",
            "toetsing",
        )


@rule("WF-31", Ernst.INFO, "§8.6")
def another_provider_with_reasons(ctx: Context) -> Iterator[Hit]:
    """Cliënt of gemeente kan met goede redenen een andere aanbieder van begeleiding kiezen.

    Bron: §8.6
    """
    here, named = ctx.zaak.zorgaanbieder, ctx.beschikking.aanbieder if ctx.beschikking else None
    if named and (here is None or named != here.naam):
        yield Hit(
            "De beschikking noemt een andere aanbieder dan de zorgorganisatie van de zaak.",
            "beschikking.aanbieder",
            "Leg vast wie daarvoor koos en waarom.",
        )
