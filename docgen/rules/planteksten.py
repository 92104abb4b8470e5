"""The ondersteuningsplan: its themes in the order of the agreement, and the rules on what a plan must say.

The themes that the agreement names always stand in the plan, also those that the case
does not have yet: then with lines to fill in. What the case adds comes after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from docgen import nl
from docgen.case import Afspraak, Doel, Periode, Thema
from docgen.rules.brieven import CORPORATIE, contact
from docgen.rules.context import Context
from docgen.rules.facts import fact
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule
from docgen.rules.uit import Uit

PLAN = "plan"
_FIELDS = (("wie", "wie"), ("wat", "wat"), ("wanneer", "wanneer"), ("vorm", "in welke vorm"))


@dataclass(frozen=True, slots=True)
class Planregel:
    """One theme of the plan."""

    nummer: int
    titel: str
    situatie: str | None
    wens: str | None
    niet_van_toepassing: str | None
    """The reason why the theme does not apply."""
    afspraken: tuple[Afspraak, ...]
    """At least one: an empty one when there is none yet, so that there are lines to fill in."""
    doelen: tuple[Doel, ...]
    veld: str
    """Path of the theme in the case, or of the plan when it says nothing about the theme."""

    @property
    def van_toepassing(self) -> bool:
        """Het thema is van toepassing: er is geen reden vastgelegd waarom niet."""
        return self.niet_van_toepassing is None

    @property
    def heeft_wens(self) -> bool:
        """Vastgelegd is wat de huurder bij dit thema wenst."""
        return bool(self.wens)

    @property
    def heeft_doelen(self) -> bool:
        """Bij het thema hoort minstens één doel."""
        return bool(self.doelen)

    @property
    def woondoelen(self) -> tuple[Doel, ...]:
        """The goals of the theme that the corporatie may see."""
        return tuple(doel for doel in self.doelen if doel.zichtbaar_voor_corporatie)

    @property
    def heeft_woondoelen(self) -> bool:
        """Bij het thema hoort minstens één doel dat de corporatie mag zien."""
        return bool(self.woondoelen)


@dataclass(frozen=True, kw_only=True)
class Planwaarden:
    """The derived values of the ondersteuningsplan."""

    plan_themas_begin: tuple[Planregel, ...] = ()
    """The themes before those about money."""
    plan_themas_geld: tuple[Planregel, ...] = ()
    """The themes about money, which a bewindvoerder may read."""
    plan_themas_verder: tuple[Planregel, ...] = ()
    """The themes after those, up to the ones about the home; without such themes also what the case adds."""
    plan_themas_wonen: tuple[Planregel, ...] = ()
    """The themes about the home, which a corporatie may read where the agreement says so."""
    plan_themas_eigen: tuple[Planregel, ...] = ()
    """What the case adds after those about the home."""
    plan_samen_met: Annotated[str | None, Uit("ondersteuningsplan.samen_met")] = None
    plan_periode: Annotated[Periode | None, Uit("ondersteuningsplan.periode")] = None
    plan_signalen: Annotated[tuple[str | None, ...], Uit("ondersteuningsplan.als_het_minder_gaat")] = ()
    """What shows that it goes less well; one empty line when nothing is recorded."""
    team_van_de_gemeente: Annotated[str | None, Uit("gemeente.gebiedsteam")] = None
    """Where the huurder asks for support: the gebiedsteam by its name, else "de gemeente Noordoostpolder"."""


def plan(ctx: Context) -> Planwaarden:
    """Derive the values of the plan; nothing for another kind than a zaak."""
    if not ctx.is_zaak:
        return Planwaarden()
    themes, rows = ctx.regeling.planthemas, tuple(_rows(ctx))
    first, after = _span([theme.over_geld for theme in themes], 0)
    home, own = _span([theme.over_wonen for theme in themes], len(rows))
    worse = ctx.plan.als_het_minder_gaat if ctx.plan else None
    return Planwaarden(
        plan_themas_begin=rows[:first],
        plan_themas_geld=rows[first:after],
        plan_themas_verder=rows[after:home],
        plan_themas_wonen=rows[home:own],
        plan_themas_eigen=rows[own:],
        plan_samen_met=nl.opsomming(ctx.plan.samen_met) or None if ctx.plan else None,
        plan_periode=_periode(ctx),
        plan_signalen=(worse.signalen if worse else ()) or (None,),
        team_van_de_gemeente=_team(ctx),
    )


def _span(marks: list[bool], otherwise: int) -> tuple[int, int]:
    """Return where the marked themes, which stand together, begin and end; without any an empty span there."""
    first = marks.index(True) if True in marks else otherwise
    return first, first + sum(marks)


def _team(ctx: Context) -> str | None:
    found = ctx.zaak.gemeente
    return (found.gebiedsteam or f"de gemeente {found.naam}") if found else None


def _rows(ctx: Context) -> Iterator[Planregel]:
    recorded: dict[str, Thema] = {theme.thema: theme for theme in _themas(ctx) if theme.thema != "overig"}
    titles = {theme.naam: theme.titel for theme in ctx.regeling.planthemas}
    for number, (naam, titel) in enumerate(titles.items(), 1):
        yield _row(ctx, number, titel, recorded.get(naam))
    extra = (theme for theme in _themas(ctx) if theme.thema not in titles)
    for number, theme in enumerate(extra, len(titles) + 1):
        yield _row(ctx, number, theme.titel or theme.thema.replace("_", " ").capitalize(), theme)


def _row(ctx: Context, nummer: int, titel: str, theme: Thema | None) -> Planregel:
    goals = {goal.id: goal for goal in ctx.zaak.doelen}
    return Planregel(
        nummer=nummer,
        titel=titel,
        situatie=theme.situatie if theme else None,
        wens=theme.wens if theme else None,
        niet_van_toepassing=theme.niet_van_toepassing if theme else None,
        afspraken=(theme.afspraken if theme else ()) or (Afspraak(),),
        doelen=tuple(goals[goal] for goal in (theme.doelen if theme else ()) if goal in goals),
        veld=f"ondersteuningsplan.themas[{_themas(ctx).index(theme)}]" if theme else "ondersteuningsplan",
    )


def _themas(ctx: Context) -> tuple[Thema, ...]:
    return ctx.plan.themas if ctx.plan else ()


def _periode(ctx: Context) -> Periode | None:
    if ctx.plan and ctx.plan.periode:
        return ctx.plan.periode
    begin, einde = ctx.beschikking_begin, ctx.beschikking_einde
    return Periode(begin=begin, einde=einde) if begin and einde else None


# --- rules ---------------------------------------------------------------------


@rule("FR-25", Ernst.BLOKKEERT, "Toel.4b", groep=PLAN)
def every_theme_is_covered(ctx: Context) -> Iterator[Hit]:
    """Het plan gaat in op alle thema's van de regeling: ingevuld, of niet van toepassing met de reden.

    Bron: Toel.4b
    """
    if ctx.plan is None:
        return
    recorded: dict[str, tuple[int, Thema]] = {theme.thema: (n, theme) for n, theme in enumerate(ctx.plan.themas)}
    for wanted in ctx.regeling.planthemas:
        veld, what = "ondersteuningsplan.themas", "ontbreekt in het plan"
        if wanted.naam in recorded:
            number, theme = recorded[wanted.naam]
            if theme.niet_van_toepassing or (theme.situatie and theme.afspraken):
                continue
            veld, what = f"ondersteuningsplan.themas[{number}]", "is niet ingevuld"
        yield Hit(
            f"Het thema {wanted.titel} {what}.",
            veld,
            "Beschrijf de situatie en de afspraken, of schrijf op waarom het thema niet van toepassing is.",
        )


@rule("FR-27", Ernst.BLOKKEERT, "Toel.4b", groep=PLAN)
def agreements_say_who_what_when_and_how(ctx: Context) -> Iterator[Hit]:
    """Elke afspraak van het plan zegt wie wat doet, wanneer en in welke vorm.

    Bron: Toel.4b
    """
    for n, theme in enumerate(_themas(ctx)):
        for m, agreed in enumerate(theme.afspraken):
            lacking = [what for veld, what in _FIELDS if not getattr(agreed, veld)]
            if lacking and not theme.niet_van_toepassing:
                yield Hit(
                    f"Een afspraak van het plan zegt niet {nl.opsomming(lacking)}.",
                    f"ondersteuningsplan.themas[{n}].afspraken[{m}]",
                    "Vul de afspraak aan: wie, wat, wanneer en in welke vorm.",
                )


# --- facts ---------------------------------------------------------------------


@fact
def plan_samen_met_bekend(ctx: Context) -> bool:
    """Vastgelegd is wie er behalve de huurder aan het plan meedachten."""
    return ctx.plan is not None and bool(ctx.plan.samen_met)


@fact
def plan_gegevensafspraken_bekend(ctx: Context) -> bool:
    """Het plan heeft eigen afspraken over gegevens."""
    return ctx.plan is not None and bool(ctx.plan.gegevensafspraken)


@fact
def eerst_bellen_bekend(ctx: Context) -> bool:
    """Het plan zegt wie de huurder het eerst belt als het minder gaat."""
    worse = ctx.plan.als_het_minder_gaat if ctx.plan else None
    return worse is not None and bool(worse.eerst_bellen)


@fact
def hulpkaart_bekend(ctx: Context) -> bool:
    """Het plan zegt dat de huurder een Hulpkaart heeft: het thema is ingevuld en van toepassing."""
    return any(
        theme.thema == "hulpkaart" and not theme.niet_van_toepassing and bool(theme.situatie or theme.afspraken)
        for theme in _themas(ctx)
    )


@fact
def meldpunt_bekend(ctx: Context) -> bool:
    """De regeling noemt een meldpunt met een telefoonnummer, voor wat niet kan wachten."""
    crisis = ctx.regeling.crisis
    return bool(crisis.niet_acuut_naam and crisis.niet_acuut_telefoon)


@fact
def corporatie_uren_bekend(ctx: Context) -> bool:
    """Vastgelegd is wanneer de contactpersoon van de corporatie bereikbaar is."""
    person = contact(ctx, CORPORATIE)
    return person is not None and bool(person.bereikbaar)


@fact
def gemeente_uren_bekend(ctx: Context) -> bool:
    """Vastgelegd is wanneer de contactpersoon van de gemeente bereikbaar is."""
    person = contact(ctx, "gemeente")
    return person is not None and bool(person.bereikbaar)


@fact
def beschikking_bekend(ctx: Context) -> bool:
    """Van de beschikking zijn het kenmerk en de datum vastgelegd."""
    return ctx.beschikking is not None and bool(ctx.beschikking.kenmerk) and ctx.beschikking.besluitdatum is not None
