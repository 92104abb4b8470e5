"""What the texts of West-Friesland print: the driehoekscontract, the debt, the forms and the reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from docgen import nl
from docgen.case import Contactpersoon, Medehuurder
from docgen.law.ontvangers import Ontvangers, Rol, known_ontvangers, load_ontvangers
from docgen.rules import bevoegdheid
from docgen.rules.bevoegdheid import GEMEENTE, Ondertekenaar, Partij
from docgen.rules.brieven import MEDEHUURDER, ZORGAANBIEDER
from docgen.rules.context import Context
from docgen.rules.facts import fact
from docgen.rules.kandidaat import boven_grens, huurschuldgrens
from docgen.rules.mijlpalen import evaluatierapporten
from docgen.rules.uit import LOOPTIJD, TEKENAARS, VERSLAGEN, Uit
from docgen.rules.verslagen import Verslag, in_words, verslagen

HUURSCHULD = "nadere-verplichtingen-huurschuld"
PERSPECTIEFPLAN = "perspectiefplan"
_VOORZIENING = {
    "beschermd_wonen": "beschermd wonen",
    "maatschappelijke_opvang": "maatschappelijke opvang",
    "vrouwenopvang": "vrouwenopvang",
    "jeugdhulp_met_verblijf": "jeugdhulp met verblijf",
    "oud_amv": "oud-AMV",
    "detentie": "detentie",
    "ggz": "ggz",
    "wlz": "Wlz-instelling",
}


@dataclass(frozen=True, slots=True)
class Aanmelding:
    """What the forms of the application say in words; None is a line to write on."""

    voorziening: Annotated[str | None, Uit("herkomst.voorziening")] = None
    begeleider: Annotated[str | None, Uit("zorgaanbieder.contactpersonen")] = None
    """"Nadia Bos, 06 7778 8899"."""
    geschikt: Annotated[str | None, Uit("toetsing.geschikt")] = None
    geen_alternatieven: Annotated[str | None, Uit("toetsing.geen_alternatieven")] = None
    accepteert_voorwaarden: Annotated[str | None, Uit("toetsing.accepteert_voorwaarden")] = None
    kan_huur_betalen: Annotated[str | None, Uit("toetsing.kan_huur_betalen")] = None
    schuldsanering: Annotated[str | None, Uit("inkomen.schuldsanering")] = None
    bewindvoering: Annotated[str | None, Uit("inkomen.bewindvoering")] = None
    achterstand: Annotated[str | None, Uit("huurschuld.laatste_woning_verlaten_met_achterstand")] = None


@dataclass(frozen=True, kw_only=True)
class Driehoekwaarden:
    """The derived values of the texts of West-Friesland."""

    huurschuld_grens: Annotated[nl.Bedrag | None, Uit("regeling")] = None
    huurschuld_regels: Annotated[tuple[str | None, ...], Uit("huurschuld.nadere_verplichtingen")] = ()
    """One empty line when nothing is agreed yet."""
    partijen_huurschuld: tuple[Partij, ...] = ()
    """Corporatie and huurder: the debt is not that of a medehuurder."""
    ondertekenaars_huurschuld: tuple[Ondertekenaar, ...] = ()
    exemplaren_huurschuld: Annotated[str, TEKENAARS] = ""
    evaluatierapporten: Annotated[tuple[Verslag, ...], VERSLAGEN] = ()
    """The newest first, like the other reports."""
    overleggen_clientniveau: Annotated[tuple[Verslag, ...], VERSLAGEN] = ()
    afstemmingsverslagen: Annotated[tuple[Verslag, ...], VERSLAGEN] = ()
    evaluatierapporten_in_woorden: Annotated[str | None, LOOPTIJD] = None
    """The days on which they are due: "1 augustus 2027 en 1 februari 2028"."""
    ondertekenaars_aanmelding: tuple[Ondertekenaar, ...] = ()
    aanmelding: Aanmelding = Aanmelding()
    aanmelding_geprobeerd: Annotated[tuple[str | None, ...], Uit("aanmeldformulier.geprobeerd")] = ()
    aanmelding_voorkeuren: Annotated[tuple[str | None, ...], Uit("aanmeldformulier.voorkeuren")] = ()
    aanmelding_contra_indicaties: Annotated[tuple[str | None, ...], Uit("aanmeldformulier.contra_indicaties")] = ()
    aanmelding_bijlagen: Annotated[tuple[str | None, ...], Uit("aanmeldformulier.bijlagen")] = ()


def triangle(ctx: Context) -> Driehoekwaarden:
    """Derive these values; nothing for another kind than a zaak."""
    if not ctx.is_zaak:
        return Driehoekwaarden()
    contract = ctx.regeling.overeenkomst(HUURSCHULD)
    signers = tuple(s for s in bevoegdheid.ondertekenaars(ctx, contract) if s.rol != MEDEHUURDER)
    debt, form = ctx.zaak.huurschuld, ctx.zaak.aanmeldformulier
    return Driehoekwaarden(
        huurschuld_grens=huurschuldgrens(ctx),
        huurschuld_regels=(debt.nadere_verplichtingen if debt else ()) or (None,),
        partijen_huurschuld=tuple(p for p in bevoegdheid.partijen(ctx, contract) if p.rolnaam != MEDEHUURDER),
        ondertekenaars_huurschuld=signers,
        exemplaren_huurschuld=nl.drievoud(bevoegdheid.exemplaren(signers)) if signers else "",
        evaluatierapporten=_newest_first(ctx, "evaluatierapport"),
        overleggen_clientniveau=_newest_first(ctx, "overlegverslag-clientniveau"),
        afstemmingsverslagen=_newest_first(ctx, "afstemmingsverslag"),
        evaluatierapporten_in_woorden=in_words(evaluatierapporten(ctx)),
        ondertekenaars_aanmelding=_applicants(ctx),
        aanmelding=_aanmelding(ctx),
        aanmelding_geprobeerd=(form.geprobeerd if form else ()) or (None,),
        aanmelding_voorkeuren=(form.voorkeuren if form else ()) or (None,),
        aanmelding_contra_indicaties=(form.contra_indicaties if form else ()) or (None,),
        aanmelding_bijlagen=(form.bijlagen if form else ()) or (None,),
    )


def _newest_first(ctx: Context, soort: str) -> tuple[Verslag, ...]:
    return tuple(reversed(verslagen(ctx, soort)))


def _begeleider(ctx: Context) -> Contactpersoon | None:
    people = ctx.zaak.zorgaanbieder.contactpersonen if ctx.zaak.zorgaanbieder else ()
    return next((p for p in people if p.vaste_begeleider), None)


def _applicants(ctx: Context) -> tuple[Ondertekenaar, ...]:
    """Who signs the application: the huurder and every partner or other medehuurder, then the zorgaanbieder."""
    partners: enumerate[Medehuurder] = enumerate(ctx.zaak.medehuurders)
    return (
        *bevoegdheid.huurderkant(ctx, care=True),
        *(Ondertekenaar(MEDEHUURDER, person.naam.volledig, "", f"medehuurders[{n}]") for n, person in partners),
        *bevoegdheid.medewerker(ctx, ZORGAANBIEDER, _begeleider(ctx), ZORGAANBIEDER),
    )


def _aanmelding(ctx: Context) -> Aanmelding:
    check, money, debt, home = ctx.zaak.toetsing, ctx.zaak.inkomen, ctx.zaak.huurschuld, ctx.zaak.herkomst
    helper = _begeleider(ctx)
    number = helper.telefoon.afdruk if helper and helper.telefoon else None
    return Aanmelding(
        voorziening=_VOORZIENING.get(home.voorziening) if home and home.voorziening else None,
        begeleider=", ".join(filter(None, (helper.naam, number))) if helper else None,
        geschikt=_ja_nee(check.geschikt if check else None),
        geen_alternatieven=_ja_nee(check.geen_alternatieven if check else None),
        accepteert_voorwaarden=_ja_nee(check.accepteert_voorwaarden if check else None),
        kan_huur_betalen=_ja_nee(check.kan_huur_betalen if check else None),
        schuldsanering=_ja_nee(money.schuldsanering if money else None),
        bewindvoering=_ja_nee(money.bewindvoering if money else None),
        achterstand=_ja_nee(debt.laatste_woning_verlaten_met_achterstand if debt else None),
    )


def _ja_nee(answer: bool | None) -> str | None:
    return None if answer is None else "ja" if answer else "nee"


# --- facts: the contract and the debt --------------------------------------------


@fact
def gemeente_is_partij(ctx: Context) -> bool:
    """De gemeente is partij bij het tijdelijke contract van de regeling."""
    return any(row.veld == GEMEENTE for row in ctx.regeling.contract.partijen)


@fact
def huurschuld_verplichtingen(ctx: Context) -> bool:
    """Bij het contract horen nadere verplichtingen: na een achterstand, of bij een huurschuld boven de grens."""
    debt = ctx.zaak.huurschuld
    if debt is None or ctx.regeling.overeenkomst(HUURSCHULD) is None:
        return False
    left = debt.laatste_woning_verlaten_met_achterstand is True
    return left or bool(debt.nadere_verplichtingen) or boven_grens(ctx)


@fact
def huurschuld_afgelost(ctx: Context) -> bool:
    """De resterende huurschuld is nul."""
    debt = ctx.zaak.huurschuld
    return debt is not None and debt.bedrag is not None and not debt.bedrag


@fact
def huurschuld_boven_grens(ctx: Context) -> bool:
    """De resterende huurschuld is hoger dan de grens van de regeling."""
    return boven_grens(ctx)


@fact
def schuldhulp_toegelaten(ctx: Context) -> bool:
    """Vastgelegd is wanneer de huurder tot schuldhulp is toegelaten."""
    return ctx.zaak.huurschuld is not None and ctx.zaak.huurschuld.wgs_toegelaten_op is not None


@fact
def huurschuld_termijn_bekend(ctx: Context) -> bool:
    """Vastgelegd is welk bedrag de huurder per maand aflost."""
    return ctx.zaak.huurschuld is not None and ctx.zaak.huurschuld.termijnbedrag is not None


@fact
def huurschuld_betaler_bekend(ctx: Context) -> bool:
    """Vastgelegd is wie de termijnen betaalt."""
    return ctx.zaak.huurschuld is not None and bool(ctx.zaak.huurschuld.betaald_door)


# --- facts: application and reports ----------------------------------------------


@fact
def evaluatierapport_termijn_bekend(ctx: Context) -> bool:
    """De regeling vraagt evaluatierapporten, en de dagen zijn te berekenen."""
    return bool(evaluatierapporten(ctx))


@fact
def aanmelding_af_te_maken(ctx: Context) -> bool:
    """Het aanmeldformulier is begonnen en nog niet volledig ingevuld en meegetekend."""
    form = ctx.zaak.aanmeldformulier
    return form is not None and not (form.volledig is True and form.medeondertekend is True)


@fact
def aanmelding_loopt(ctx: Context) -> bool:
    """De huurder wordt voor een woning voorgedragen; een huurovereenkomst is er nog niet."""
    return ctx.zaak.aanmeldformulier is not None and ctx.huurovereenkomst is None


@fact
def corporaties_aan_te_melden(ctx: Context) -> bool:
    """De toetsing is ja, er is nog geen woning en de huurder is nog niet bij de corporaties aangemeld."""
    check = ctx.zaak.toetsing
    agreed = check is not None and check.uitkomst == "ja"
    return agreed and ctx.zaak.woning is None and not ctx.brieven("aanmelding-corporaties")


@fact
def randvoorwaarden_voor_corporatie(ctx: Context) -> bool:
    """De regeling zet aan dat de corporatie ook de kale randvoorwaarden krijgt, en die zijn er."""
    form, allowed = ctx.zaak.aanmeldformulier, ctx.regeling.corporatiegegevens
    return allowed is not None and allowed.randvoorwaarden and form is not None and bool(form.randvoorwaarden)


@fact
def toestemming_is_voorwaarde(ctx: Context) -> bool:
    """De regeling draagt niemand voor zonder toestemming om gegevens te delen."""
    return ctx.regeling.gegevensdeling is not None and ctx.regeling.gegevensdeling.voorwaarde


@fact
def evaluatierapport_te_verslaan(ctx: Context) -> bool:
    """Er is een evaluatierapport dat nog niet is goedgekeurd."""
    return _unapproved(ctx, "evaluatierapport")


@fact
def overleg_te_verslaan(ctx: Context) -> bool:
    """Er is een overleg op cliëntniveau gehouden waarvan het verslag nog niet is goedgekeurd."""
    return _unapproved(ctx, "overlegverslag-clientniveau")


@fact
def afstemming_te_verslaan(ctx: Context) -> bool:
    """Er is een afstemmingsoverleg gehouden waarvan het verslag nog niet is goedgekeurd."""
    return _unapproved(ctx, "afstemmingsverslag")


def _unapproved(ctx: Context, soort: str) -> bool:
    done = (held.evaluatie.goedgekeurd_op for held in verslagen(ctx, soort))
    return any(day is None or day > ctx.peildatum for day in done)


# --- facts: what the table of recipients says --------------------------------------


def _table(ctx: Context) -> Ontvangers | None:
    return load_ontvangers(ctx.regeling.id) if ctx.regeling.id in known_ontvangers() else None


@fact
def plan_deels_voor_corporatie(ctx: Context) -> bool:
    """De corporatie mag van het perspectiefplan een deel hebben."""
    table = _table(ctx)
    row = table.rij(PERSPECTIEFPLAN) if table else None
    return row is not None and Rol.WONINGCORPORATIE in row.deel


@fact
def transferpunt_bestaat(ctx: Context) -> bool:
    """De regeling kent een Transferpunt, dat iets mag ontvangen."""
    table = _table(ctx)
    return table is not None and any(Rol.TRANSFERPUNT in (*row.geheel, *row.deel) for row in table.documenten)
