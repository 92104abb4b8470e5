"""The facts on which texts choose their clauses: named yes-or-no questions with a Dutch definition.

A text says `{% if waarborgsom %}` and never compares anything itself. The docstring
of a fact is its definition, in Dutch, for the jurist who writes the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from docgen.case import Bijlage
from docgen.rules.bevoegdheid import vertegenwoordiger
from docgen.rules.context import Context
from docgen.rules.dates import months_and_days, plus

Question = Callable[[Context], bool]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name, its Dutch definition and the question it asks."""

    naam: str
    omschrijving: str
    vraag: Question
    soorten: tuple[str, ...] = ("zaak",)
    """Kinds of case that it is a question about; for every other kind the answer is no."""


_FACTS: dict[str, Fact] = {}
FACTS: Mapping[str, Fact] = MappingProxyType(_FACTS)
"""Every fact that a text or a table of documents may name."""


def fact(vraag: Question) -> Question:
    """Register a function as the fact about a zaak with its name.

    Raises:
        ValueError: the name is taken, or the function has no definition.
    """
    return fact_about("zaak")(vraag)


def fact_about(*soorten: str) -> Callable[[Question], Question]:
    """Register a function as the fact with its name, about these kinds of case.

    Raises:
        ValueError: the name is taken, or the function has no definition.
    """

    def register(vraag: Question) -> Question:
        naam = vraag.__name__
        if naam in _FACTS or not vraag.__doc__:
            raise ValueError(f"fact {naam} exists twice or has no definition")
        _FACTS[naam] = Fact(naam, vraag.__doc__.strip().splitlines()[0], vraag, soorten)
        return vraag

    return register


def answers(ctx: Context) -> Mapping[str, bool]:
    """Answer every fact for this case; a fact about another kind of case has the answer no."""
    soort = ctx.case.soort
    return MappingProxyType({naam: soort in found.soorten and found.vraag(ctx) for naam, found in FACTS.items()})


def bijlage(ctx: Context, soort: str) -> Bijlage | None:
    """Return the first annex of this kind that the case has."""
    return next((b for b in ctx.zaak.bijlagen if b.soort == soort), None) if ctx.is_zaak else None


def _ontvangen(ctx: Context, soort: str) -> bool:
    found = bijlage(ctx, soort)
    return found is not None and found.ontvangen_op is not None


def _grond(ctx: Context, grond: str) -> bool:
    lease = ctx.huurovereenkomst
    return lease is not None and grond in lease.uitzonderingsgronden


# --- people --------------------------------------------------------------------


@fact
def medehuurders_aanwezig(ctx: Context) -> bool:
    """Er is minstens één medehuurder."""
    return bool(ctx.zaak.medehuurders)


@fact
def bewindvoerder_aanwezig(ctx: Context) -> bool:
    """De goederen van de huurder staan onder bewind; de bewindvoerder tekent mee."""
    return vertegenwoordiger(ctx, "bewindvoerder") is not None


@fact
def curator_aanwezig(ctx: Context) -> bool:
    """De huurder staat onder curatele; de curator tekent voor de huurder."""
    return vertegenwoordiger(ctx, "curator") is not None


@fact
def mentor_aanwezig(ctx: Context) -> bool:
    """De huurder heeft een mentor; die beslist alleen over zorg en tekent de huurovereenkomst niet."""
    return vertegenwoordiger(ctx, "mentor") is not None


# --- home and rent -------------------------------------------------------------


@fact
def zelfstandig(ctx: Context) -> bool:
    """De woning is een zelfstandige woning."""
    return ctx.zaak.woning is not None and ctx.zaak.woning.zelfstandig is True


@fact
def bestanddelen(ctx: Context) -> bool:
    """Bij de woning hoort iets wat apart wordt genoemd, zoals een berging."""
    return ctx.zaak.woning is not None and bool(ctx.zaak.woning.bestanddelen)


@fact
def kamers_bekend(ctx: Context) -> bool:
    """Het aantal kamers van de woning is vastgelegd."""
    return ctx.zaak.woning is not None and ctx.zaak.woning.kamers is not None


@fact
def energielabel_bekend(ctx: Context) -> bool:
    """Het energielabel van de woning is vastgelegd."""
    return ctx.zaak.woning is not None and bool(ctx.zaak.woning.energielabel)


@fact
def waarborgsom(ctx: Context) -> bool:
    """De huurder betaalt een waarborgsom van meer dan nul euro."""
    return ctx.zaak.huur is not None and bool(ctx.zaak.huur.waarborgsom)


@fact
def servicekosten(ctx: Context) -> bool:
    """Er is minstens één regel servicekosten."""
    return ctx.zaak.huur is not None and bool(ctx.zaak.huur.servicekosten)


@fact
def nutsvoorzieningen(ctx: Context) -> bool:
    """Er is minstens één regel nutsvoorzieningen."""
    return ctx.zaak.huur is not None and bool(ctx.zaak.huur.nutsvoorzieningen)


@fact
def bijkomende_kosten(ctx: Context) -> bool:
    """Er is minstens één regel servicekosten of nutsvoorzieningen."""
    return servicekosten(ctx) or nutsvoorzieningen(ctx)


# --- the contract --------------------------------------------------------------


@fact
def tijdelijke_huurovereenkomst(ctx: Context) -> bool:
    """De huurovereenkomst van de zaak is tijdelijk."""
    return ctx.tijdelijk is not None


@fact
def huurovereenkomst_bekend(ctx: Context) -> bool:
    """De zaak heeft een huurovereenkomst."""
    return ctx.huurovereenkomst is not None


@fact
def grond_verzoek_huurder(ctx: Context) -> bool:
    """De huurder heeft zelf om het tijdelijke contract gevraagd."""
    return _grond(ctx, "verzoek_huurder")


@fact
def grond_ondersteuningstraject(ctx: Context) -> bool:
    """Het tijdelijke contract hangt samen met het ondersteuningstraject."""
    return _grond(ctx, "ondersteuningstraject")


@fact
def grond_belang_huurder(ctx: Context) -> bool:
    """Het tijdelijke contract is in het belang van de huurder."""
    return _grond(ctx, "belang_huurder")


@fact
def grond_voorwaarde_corporatie(ctx: Context) -> bool:
    """De corporatie stelt het tijdelijke contract uitdrukkelijk als voorwaarde."""
    return _grond(ctx, "voorwaarde_corporatie")


@fact
def aanvullende_afspraken(ctx: Context) -> bool:
    """De huurovereenkomst heeft aanvullende afspraken."""
    return ctx.huurovereenkomst is not None and bool(ctx.huurovereenkomst.aanvullende_afspraken)


@fact
def informatie_vooraf_gegeven(ctx: Context) -> bool:
    """De huurder is vooraf geïnformeerd en stemt in, met de datum erbij."""
    info = ctx.huurovereenkomst.informatie_vooraf if ctx.huurovereenkomst else None
    return info is not None and info.akkoord is True and info.datum is not None


@fact
def ondertekening_bekend(ctx: Context) -> bool:
    """Plaats en datum van de ondertekening zijn allebei vastgelegd."""
    signing = ctx.huurovereenkomst.ondertekening if ctx.huurovereenkomst else None
    return signing is not None and bool(signing.plaats) and signing.datum is not None


@fact
def looptijd_in_hele_maanden(ctx: Context) -> bool:
    """De huur duurt een heel aantal maanden."""
    if ctx.ingangsdatum is None or ctx.einddatum is None:
        return False
    return months_and_days(ctx.ingangsdatum, ctx.einddatum)[1] == 0


@fact
def regeling_verlopen(ctx: Context) -> bool:
    """De regeling was al afgelopen op de dag van ondertekening (op de peildatum als die dag niet vastligt)."""
    last = ctx.regeling.geldig_tot
    return last is not None and last < (ctx.ondertekend_op or ctx.peildatum)


# --- annexes -------------------------------------------------------------------


@fact
def algemene_huurvoorwaarden_ontvangen(ctx: Context) -> bool:
    """De huurder heeft de algemene huurvoorwaarden ontvangen, met de datum erbij."""
    return _ontvangen(ctx, "algemene_huurvoorwaarden")


@fact
def informatieblad_ontvangen(ctx: Context) -> bool:
    """De huurder heeft de informatie van de Wet goed verhuurderschap ontvangen, met de datum erbij."""
    return _ontvangen(ctx, "informatieblad_goed_verhuurderschap")


@fact
def puntentelling_bijgevoegd(ctx: Context) -> bool:
    """De puntentelling zit bij de bijlagen."""
    return bijlage(ctx, "puntentelling") is not None


@fact
def opnamestaat_bijgevoegd(ctx: Context) -> bool:
    """De opnamestaat zit bij de bijlagen."""
    return bijlage(ctx, "opnamestaat") is not None


@fact
def huisregels_bijgevoegd(ctx: Context) -> bool:
    """De huisregels zitten bij de bijlagen."""
    return bijlage(ctx, "huisregels") is not None


@fact
def energielabel_bijgevoegd(ctx: Context) -> bool:
    """Het energielabel zit bij de bijlagen."""
    return bijlage(ctx, "energielabel") is not None


def is_young(ctx: Context) -> bool:
    """Whether the huurder is, on the first day of the lease, of the ages that the agreement calls young (AL-12)."""
    ages, born = ctx.regeling.jongeren, ctx.zaak.huurder.geboortedatum if ctx.zaak.huurder else None
    if ages is None or born is None or ctx.ingangsdatum is None:
        return False
    return plus(born, 12 * ages.vanaf.waarde) <= ctx.ingangsdatum < plus(born, 12 * (ages.tot_en_met.waarde + 1))


# --- support and omklap --------------------------------------------------------

_DAY_AND_NIGHT = re.compile(r"\b24\s*(uur|/\s*7)|dag en nacht", re.IGNORECASE)


def names_day_and_night(text: str | None) -> bool:
    """Whether a text promises that somebody can be reached day and night."""
    return bool(text and _DAY_AND_NIGHT.search(text))


def day_and_night_by_package(ctx: Context) -> bool:
    """Whether the package of the beschikking brings it along (FR-55)."""
    return ctx.beschikking is not None and ctx.beschikking.product in ctx.regeling.dag_en_nacht.producten


def day_and_night_by_plan(ctx: Context) -> bool:
    """Whether the plan agrees on it in the theme bereikbaarheid (FR-55)."""
    themes = ctx.plan.themas if ctx.plan else ()
    return any(
        names_day_and_night(text)
        for theme in themes
        if theme.thema == "bereikbaarheid"
        for agreed in theme.afspraken
        for text in (agreed.wat, agreed.wanneer)
    )


@fact
def dag_en_nacht_bereikbaar(ctx: Context) -> bool:
    """De zorgaanbieder is dag en nacht bereikbaar: door het pakket, of door een afspraak in het plan."""
    return day_and_night_by_package(ctx) or day_and_night_by_plan(ctx)


@fact
def omklap_besloten(ctx: Context) -> bool:
    """De laatste omklapevaluatie besluit tot omklappen."""
    return ctx.omklap_besloten
