"""What follows when it does not end in an omklap: a signal, another zorgaanbieder, the end; rules of behaviour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from docgen import nl
from docgen.case import Contactpersoon
from docgen.law import Contract, Contractpartij, Overeenkomst
from docgen.rules import bevoegdheid
from docgen.rules.aanzegging import AANZEGGING, not_reached
from docgen.rules.bevoegdheid import Ondertekenaar, Partij
from docgen.rules.brieven import ZORGAANBIEDER, verhuurder
from docgen.rules.context import Context
from docgen.rules.facts import fact
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule
from docgen.rules.uit import TEKENAARS, VERSLAGEN, Uit
from docgen.rules.verslagen import Verslag, verslagen

NIEUW = "overdracht.nieuwe_zorgaanbieder"
OVERDRACHT = "overdracht-zorgaanbieder"
OVERDRAGEN = "overdracht_zorgaanbieder"
SIGNAALBRIEF = "signaalbrief-voortgang"


@dataclass(frozen=True, kw_only=True)
class Overgang:
    """The derived values of the reports, of a change of zorgaanbieder and of rules of behaviour."""

    omklapevaluaties: Annotated[tuple[Verslag, ...], VERSLAGEN] = ()
    """The newest first: it is the one that counts."""
    warme_overdrachten: Annotated[tuple[Verslag, ...], VERSLAGEN] = ()
    partijen_overdracht: tuple[Partij, ...] = ()
    ondertekenaars_overdracht: tuple[Ondertekenaar, ...] = ()
    exemplaren_overdracht: Annotated[str, TEKENAARS] = ""
    oude_zorgaanbieder_naam: Annotated[str | None, Uit("zorgaanbieder.naam")] = None
    nieuwe_zorgaanbieder_naam: Annotated[str | None, Uit("overdracht.nieuwe_zorgaanbieder.naam")] = None
    nieuwe_begeleider: Annotated[Contactpersoon | None, Uit("overdracht.nieuwe_zorgaanbieder.contactpersonen")] = None
    ondertekenaars_gedragsaanwijzing: tuple[Ondertekenaar, ...] = ()
    gedragsaanwijzing_regels: Annotated[tuple[str | None, ...], Uit("gedragsaanwijzing.regels")] = ()
    """One empty line when there is none yet."""


def passage(ctx: Context) -> Overgang:
    """Derive these values; nothing for another kind than a zaak."""
    if not ctx.is_zaak:
        return Overgang()
    contract = overdracht(ctx.regeling.contract)
    signers = bevoegdheid.ondertekenaars(ctx, contract)
    old, new = _names(ctx)
    rules = ctx.zaak.gedragsaanwijzing.regels if ctx.zaak.gedragsaanwijzing else ()
    return Overgang(
        omklapevaluaties=tuple(reversed(verslagen(ctx, "omklapevaluatie"))),
        warme_overdrachten=tuple(reversed(verslagen(ctx, "warme-overdracht"))),
        partijen_overdracht=bevoegdheid.partijen(ctx, contract),
        ondertekenaars_overdracht=signers,
        exemplaren_overdracht=nl.drievoud(bevoegdheid.exemplaren(signers)) if signers else "",
        oude_zorgaanbieder_naam=old,
        nieuwe_zorgaanbieder_naam=new,
        nieuwe_begeleider=_nieuwe_begeleider(ctx),
        ondertekenaars_gedragsaanwijzing=(
            *bevoegdheid.medewerker(ctx, verhuurder(ctx), None, "verhuurder"),
            *bevoegdheid.huurderkant(ctx, care=False),
        ),
        gedragsaanwijzing_regels=rules or (None,),
    )


def overdracht(contract: Contract) -> Overeenkomst:
    """Return the parties of a handover: those of the contract, its zorgaanbieder as the old one, and the new one."""
    parties = [
        Contractpartij(p.veld, "oude zorgaanbieder", p.bron) if p.veld == ZORGAANBIEDER else p
        for p in contract.partijen
    ]
    new = Contractpartij(NIEUW, "nieuwe zorgaanbieder", "Toel.2e")
    return Overeenkomst(document=OVERDRACHT, partijen=(*parties, new))


def _names(ctx: Context) -> tuple[str | None, str | None]:
    """Who hands over and who takes over: of a change that is recorded, else of the talk in which it was done."""
    here = ctx.zaak.zorgaanbieder.naam if ctx.zaak.zorgaanbieder else None
    new = bevoegdheid.organisatie(ctx, NIEUW)
    if new or conclusie(ctx) == OVERDRAGEN:
        return here, new.naam if new else None
    return _handed_over_by(ctx, here), here


def _handed_over_by(ctx: Context, here: str | None) -> str | None:
    """Return the zorgaanbieder whose begeleider handed over to ours; None when the talks do not say so plainly."""
    talks = (talk for talk in ctx.zaak.evaluaties if talk.soort in ("afstemmingsverslag", "warme-overdracht"))
    people = (person for talk in talks for person in talk.aanwezigen if "begeleider" in (person.rol or ""))
    organisations = {person.organisatie for person in people if person.organisatie}
    others = organisations - {here}
    return others.pop() if len(organisations) == 2 and len(others) == 1 else None


def _nieuwe_begeleider(ctx: Context) -> Contactpersoon | None:
    new = bevoegdheid.organisatie(ctx, NIEUW)
    people = new.contactpersonen if new else ()
    return next((p for p in people if p.vaste_begeleider), people[0] if people else None)


def conclusie(ctx: Context) -> str | None:
    """Return what the latest evaluation that decides on it concludes."""
    return ctx.omklapevaluatie.conclusie if ctx.omklapevaluatie else None


def verzonden(ctx: Context, document: str, since: dt.date | None) -> bool:
    """Whether a letter of this kind went out before the peildatum, on or after the day that asked for it."""
    days = [letter.datum for letter in ctx.brieven(document)]
    return any(day is None or (day < ctx.peildatum and (since is None or since <= day)) for day in days)


# --- rules ---------------------------------------------------------------------


@rule("FR-71", Ernst.WAARSCHUWT, "Afs.4e; Toel.4e", groep="overdracht")
def change_of_provider_is_warm(ctx: Context) -> Iterator[Hit]:
    """Bij een andere zorgaanbieder hoort een warme overdracht, en een overdracht die alle vier tekenen.

    Blocks the handover itself while it does not describe the four parties; what the
    warm handover still lacks only warns.

    Bron: Afs.4e; Toel.4e
    """
    if not overdracht_besloten(ctx):
        return
    for gap in bevoegdheid.ontbrekend(ctx, overdracht(ctx.regeling.contract)):
        yield Hit(
            f"Van de {gap.rol} is niet vastgelegd: {gap.wat}.",
            gap.veld,
            "Vul dit aan; de overdracht beschrijft elke partij volledig.",
            Ernst.BLOKKEERT,
            groep=OVERDRACHT,
            fixed=gap.handtekening,
        )
    if ctx.zaak.warme_overdracht is None:
        yield Hit(
            "Er komt een andere zorgaanbieder, maar een warme overdracht is niet vastgelegd.",
            "warme_overdracht",
            "Spreek af hoe lang de oude zorgaanbieder meeloopt.",
        )
    elif not verslagen(ctx, "warme-overdracht"):
        yield Hit(
            "Van de warme overdracht is nog geen gesprek vastgelegd.",
            "evaluaties",
            "Leg het gesprek vast zodra het is gehouden; dan kan het verslag worden gemaakt.",
            Ernst.TAAK,
        )


# --- facts ---------------------------------------------------------------------


@fact
def omklapevaluatie_gehouden(ctx: Context) -> bool:
    """Er is een evaluatie over de omklap gehouden, op of vóór de peildatum."""
    return ctx.omklapevaluatie is not None


@fact
def omklap_uitgesteld(ctx: Context) -> bool:
    """De laatste evaluatie besluit nog niet om te klappen."""
    return conclusie(ctx) == "niet_omklappen"


@fact
def einde_besloten(ctx: Context) -> bool:
    """De laatste evaluatie besluit dat de huur eindigt."""
    return conclusie(ctx) == "beeindigen"


@fact
def overdracht_besloten(ctx: Context) -> bool:
    """De laatste evaluatie besluit tot een andere zorgaanbieder, of de overdracht is al vastgelegd."""
    return conclusie(ctx) == OVERDRAGEN or ctx.zaak.overdracht is not None


@fact
def warme_overdracht_gehouden(ctx: Context) -> bool:
    """Er is een gesprek van de warme overdracht gehouden, op of vóór de peildatum."""
    return bool(verslagen(ctx, "warme-overdracht"))


@fact
def warme_overdracht_contacten_bekend(ctx: Context) -> bool:
    """Van de warme overdracht is minstens één contact vastgelegd."""
    return ctx.zaak.warme_overdracht is not None and bool(ctx.zaak.warme_overdracht.contacten)


@fact
def overdracht_beschikking_nieuw(ctx: Context) -> bool:
    """Bij de overdracht hoort een nieuwe beschikking."""
    return ctx.zaak.overdracht is not None and ctx.zaak.overdracht.beschikking is not None


@fact
def signaal_gegeven(ctx: Context) -> bool:
    """Er is een signaal over de voortgang met minstens één punt, op of vóór de peildatum."""
    found = ctx.zaak.signaal
    return found is not None and bool(found.punten) and (found.datum is None or found.datum <= ctx.peildatum)


@fact
def signaal_gesprek_bekend(ctx: Context) -> bool:
    """Vastgelegd is wanneer het gesprek over het signaal is."""
    return ctx.zaak.signaal is not None and ctx.zaak.signaal.gesprek_op is not None


@fact
def signaalbrief_verzonden(ctx: Context) -> bool:
    """De signaalbrief is vóór de peildatum verstuurd, na de evaluatie of het signaal waar zij over gaat."""
    talk, signal = ctx.omklapevaluatie, ctx.zaak.signaal
    asked = [day for day in (talk.datum if talk else None, signal.datum if signal else None) if day]
    return verzonden(ctx, SIGNAALBRIEF, max(asked, default=None))


@fact
def vooraankondiging_verzonden(ctx: Context) -> bool:
    """De vooraankondiging is vóór de peildatum verstuurd."""
    return verzonden(ctx, "vooraankondiging-einde", None)


@fact
def vooraankondiging_gesprek_bekend(ctx: Context) -> bool:
    """Vastgelegd is op welke dag het gesprek over het einde is."""
    return ctx.zaak.vooraankondiging is not None and ctx.zaak.vooraankondiging.gesprek_op is not None


@fact
def vooraankondiging_gronden_bekend(ctx: Context) -> bool:
    """Vastgelegd is om welke redenen de verhuurder de huur wil laten eindigen."""
    return ctx.zaak.vooraankondiging is not None and bool(ctx.zaak.vooraankondiging.gronden)


@fact
def vooraankondiging_bewijs_bekend(ctx: Context) -> bool:
    """Vastgelegd is waaruit de redenen van de vooraankondiging blijken."""
    return ctx.zaak.vooraankondiging is not None and bool(ctx.zaak.vooraankondiging.bewijsstukken)


@fact
def vooraankondiging_geprobeerd_bekend(ctx: Context) -> bool:
    """Vastgelegd is wat vóór de vooraankondiging al is geprobeerd."""
    return ctx.zaak.vooraankondiging is not None and bool(ctx.zaak.vooraankondiging.geprobeerd)


@fact
def gronden_vereist(ctx: Context) -> bool:
    """De regeling vraagt gegronde redenen in de vooraankondiging."""
    return ctx.regeling.vooraankondiging_met_gronden


@fact
def aanzegging_gedaan(ctx: Context) -> bool:
    """Iedere geadresseerde heeft de aanzegging binnen het venster ontvangen."""
    return bool(ctx.brieven(AANZEGGING)) and ctx.aanzegging is not None and not not_reached(ctx)


@fact
def aanzegging_verstuurd(ctx: Context) -> bool:
    """Er is een aanzegging verstuurd."""
    return bool(ctx.brieven(AANZEGGING))


@fact
def gedragsaanwijzing_afgesproken(ctx: Context) -> bool:
    """Er is een gedragsaanwijzing afgesproken, met minstens één regel."""
    return ctx.zaak.gedragsaanwijzing is not None and bool(ctx.zaak.gedragsaanwijzing.regels)


@fact
def gedragsaanwijzing_gehoord(ctx: Context) -> bool:
    """Vastgelegd is wanneer de huurder over de gedragsaanwijzing is gehoord."""
    return ctx.zaak.gedragsaanwijzing is not None and ctx.zaak.gedragsaanwijzing.gehoord_op is not None


@fact
def addenda_vastgelegd(ctx: Context) -> bool:
    """Er is minstens één addendum vastgelegd."""
    return bool(ctx.zaak.addenda)
