"""The derived values that texts print: computed once here, so that no text computes anything.

Each field is a root name for the texts, beside the parts of the case itself. A
value that the case cannot give is None; a text asks for it under a fact.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any

from docgen import nl
from docgen.case import Bijlage, Contactpersoon, Doel, OpgesteldDoor, Organisatie, Vertegenwoordiger
from docgen.rules import bevoegdheid, mijlpalen
from docgen.rules.bevoegdheid import Ondertekenaar, Partij
from docgen.rules.brieven import Brieven, letters
from docgen.rules.context import Context
from docgen.rules.dates import Window, months_and_days
from docgen.rules.driehoekteksten import Driehoekwaarden, triangle
from docgen.rules.facts import bijlage
from docgen.rules.formulieren import Formulierwaarden, beschikking_omvang, forms
from docgen.rules.notateksten import Notawaarden, nota
from docgen.rules.onbepaald import Onbepaald, betaaldag_in_woorden, indefinite
from docgen.rules.overdragen import Overgang, passage
from docgen.rules.planteksten import Planwaarden, plan
from docgen.rules.toetreden import Partijwaarden, joining
from docgen.rules.uit import BEGIN, EINDE, HUURPRIJS, LOOPTIJD, OMKLAP, TEKENAARS, VERSLAGEN, Uit
from docgen.rules.verslagen import Verslag, in_words, verslagen


@dataclass(frozen=True, slots=True)
class Venster:
    """A window in which a letter must be received."""

    opent: dt.date | None = None
    sluit: dt.date | None = None
    streefdatum: dt.date | None = None
    laatste_dag_van_de_huur: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RegelingTekst:
    """How texts name the agreement."""

    naam: str
    aanduiding: str
    eerste_dag: dt.date
    laatste_dag: dt.date | None


@dataclass(frozen=True, slots=True)
class Hoofdovereenkomst:
    """The contract that an annex belongs to."""

    naam: str
    """"driepartijenovereenkomst"."""

    @property
    def aanduiding(self) -> str:
        """The name with its article: "de driepartijenovereenkomst", "het driehoekscontract"."""
        return f"{'het' if self.naam.endswith('contract') else 'de'} {self.naam}"


@dataclass(frozen=True, slots=True)
class Rechtsgrond:
    """The legal ground for a fixed term."""

    artikel: str | None = None
    categorie: str | None = None
    """Letter of the group."""
    omschrijving: str | None = None
    """The group in our own words; goes after "behoort tot"."""
    besluit: str | None = None


@dataclass(frozen=True, slots=True)
class Kostenregel:
    """One row of what the huurder pays each month."""

    omschrijving: str
    bedrag: nl.Bedrag


@dataclass(frozen=True, slots=True)
class CrisisTekst:
    """Whom to call when it goes wrong."""

    acuut: str
    meldpunt: str | None
    """The rest is None where the agreement names nobody."""
    telefoon: nl.Telefoonnummer | None
    email: str | None
    kantooruren: str | None


@dataclass(frozen=True, kw_only=True)
class Afgeleid(
    Brieven, Onbepaald, Planwaarden, Overgang, Formulierwaarden, Partijwaarden, Driehoekwaarden, Notawaarden
):
    """All derived values of a case on a day; those of one kind of document stand with that kind."""

    regeling_tekst: Annotated[RegelingTekst, Uit("regeling")]
    crisis: Annotated[CrisisTekst, Uit("regeling")]
    hoofdovereenkomst: Annotated[Hoofdovereenkomst, Uit("regeling", "huurovereenkomst.vorm")]
    geschil_stappen: Annotated[tuple[str, ...], Uit("regeling")] = ()
    partijen: tuple[Partij, ...] = ()
    ondertekenaars: tuple[Ondertekenaar, ...] = ()
    exemplaren: Annotated[str, TEKENAARS] = ""
    """"drievoud"."""
    verhuurder: Organisatie | None = None
    """The organisation that lets."""
    rekening_op_naam: Annotated[
        str | None, Uit("huur.rekening_op_naam", "woningcorporatie.naam", "zorgaanbieder.naam")
    ] = None
    bewindvoerder: Vertegenwoordiger | None = None
    curator: Vertegenwoordiger | None = None
    begeleider: Annotated[Contactpersoon | None, Uit("zorgaanbieder.contactpersonen")] = None
    """The fixed begeleider of the zorgaanbieder."""
    contact_verhuurder: Annotated[
        Contactpersoon | None, Uit("woningcorporatie.contactpersonen", "zorgaanbieder.contactpersonen")
    ] = None
    contact_gemeente: Annotated[Contactpersoon | None, Uit("gemeente.contactpersonen")] = None
    aanzegging: Annotated[Venster, EINDE] = Venster()
    vooraankondiging_venster: Annotated[Venster, EINDE] = Venster()
    """When the earlier letter of the agreement must be received; what it says is `vooraankondiging` of the case."""
    looptijd_in_maanden: Annotated[int | None, LOOPTIJD] = None
    """Whole months; None when the term is no whole number of months."""
    looptijd_in_woorden: Annotated[str | None, LOOPTIJD] = None
    """"24 maanden", "23 maanden en 15 dagen"."""
    rechtsgrond: Annotated[Rechtsgrond, Uit("huurovereenkomst.rechtsgrond_tijdelijk")] = Rechtsgrond()
    omklapdatum: Annotated[dt.date | None, OMKLAP] = None
    laatste_dag_tijdelijk_contract: Annotated[dt.date | None, OMKLAP] = None
    """Day before a decided omklap, else the last day of the term."""
    doelen_in_bijlage: tuple[Doel, ...] = ()
    """The goals that the corporatie may see, in the order of the case."""
    kostenregels: Annotated[tuple[Kostenregel, ...], HUURPRIJS] = ()
    """Kale huur, servicekosten and nutsvoorzieningen, without the total."""
    totaal_in_woorden: Annotated[str | None, HUURPRIJS] = None
    evaluatiemomenten_in_woorden: Annotated[str | None, Uit("huurovereenkomst.evaluatiemomenten")] = None
    betaaldag_in_woorden: Annotated[str | None, Uit("huur.betaaldag")] = None
    """"de eerste dag van de maand"."""
    energielabel: Annotated[str | None, Uit("woning.energielabel")] = None
    """Letter of the energielabel."""
    algemene_huurvoorwaarden: Bijlage | None = None
    informatieblad: Bijlage | None = None
    contact_corporatie: Annotated[Contactpersoon | None, Uit("woningcorporatie.contactpersonen")] = None
    mentor: Vertegenwoordiger | None = None
    beschikking_omvang: Annotated[str | None, Uit("beschikking.omvang")] = None
    """"6 uur per week", "40 uur in totaal"."""
    partijen_begeleidingsovereenkomst: tuple[Partij, ...] = ()
    ondertekenaars_begeleidingsovereenkomst: tuple[Ondertekenaar, ...] = ()
    exemplaren_begeleidingsovereenkomst: Annotated[str, TEKENAARS] = ""
    partijen_raamovereenkomst: tuple[Partij, ...] = ()
    ondertekenaars_raamovereenkomst: tuple[Ondertekenaar, ...] = ()
    exemplaren_raamovereenkomst: Annotated[str, TEKENAARS] = ""
    ondertekenaars_plan: tuple[Ondertekenaar, ...] = ()
    """Who signs the plan: on the side of the huurder, and whoever the agreement lets write it."""
    ondertekenaars_perspectiefplan: tuple[Ondertekenaar, ...] = ()
    ondertekenaars_nabuurschap: tuple[Ondertekenaar, ...] = ()
    besluit_uiterlijk: Annotated[dt.date | None, BEGIN] = None
    besluit_streefdatum: Annotated[dt.date | None, BEGIN] = None
    halfjaargesprekken_in_woorden: Annotated[str | None, LOOPTIJD] = None
    planevaluatie_uiterlijk: Annotated[
        dt.date | None, Uit("ondersteuningsplan.datum", "perspectiefplan.datum", "huurovereenkomst.ingangsdatum")
    ] = None
    """Last day of the first yearly evaluation of the plan, which also lies before the decision."""
    nabuurschap_uiterlijk: Annotated[dt.date | None, Uit("huurovereenkomst.toewijzingsdatum")] = None
    doelen_overig: tuple[Doel, ...] = ()
    """The goals that the corporatie may not see."""
    perspectiefplan_auteur: Annotated[str | None, Uit("perspectiefplan.opgesteld_door")] = None
    """"Sam Koning, Stichting Jeugd & Wonen Kennemerland"."""
    monitorgesprekken: Annotated[tuple[Verslag, ...], VERSLAGEN] = ()
    evaluatiegesprekken: Annotated[tuple[Verslag, ...], VERSLAGEN] = ()
    overleggen_maand_tien: Annotated[tuple[Verslag, ...], VERSLAGEN] = ()


def derive(ctx: Context) -> Afgeleid:
    """Compute the derived values; for another kind than a zaak only those of the agreement."""
    crisis = ctx.regeling.crisis
    named = ctx.regeling.aanduiding(ctx.peildatum)
    regeling = RegelingTekst(named.naam, named.tekst, ctx.regeling.geldig_van, ctx.regeling.geldig_tot)
    calls = CrisisTekst(
        crisis.acuut,
        crisis.niet_acuut_naam or None,
        nl.Telefoonnummer(crisis.niet_acuut_telefoon) if crisis.niet_acuut_telefoon else None,
        crisis.niet_acuut_email or None,
        crisis.kantooruren or None,
    )
    if not ctx.is_zaak:
        main = Hoofdovereenkomst(ctx.regeling.contract.vorm)
        steps = ctx.regeling.geschil.stappen
        return Afgeleid(
            regeling_tekst=regeling, crisis=calls, hoofdovereenkomst=main, geschil_stappen=steps, **_groups(ctx)
        )
    return _zaak(ctx, regeling, calls)


def _zaak(ctx: Context, regeling: RegelingTekst, crisis: CrisisTekst) -> Afgeleid:
    signers = bevoegdheid.ondertekenaars(ctx, ctx.regeling.contract)
    landlord = _verhuurder(ctx)
    rent = ctx.zaak.huur
    return Afgeleid(
        regeling_tekst=regeling,
        crisis=crisis,
        hoofdovereenkomst=Hoofdovereenkomst(_vorm(ctx)),
        geschil_stappen=ctx.regeling.geschil.stappen,
        partijen=bevoegdheid.partijen(ctx, ctx.regeling.contract),
        ondertekenaars=signers,
        exemplaren=nl.drievoud(bevoegdheid.exemplaren(signers)) if signers else "",
        verhuurder=landlord,
        rekening_op_naam=(rent.rekening_op_naam if rent else None) or (landlord.naam if landlord else None),
        bewindvoerder=bevoegdheid.vertegenwoordiger(ctx, "bewindvoerder"),
        curator=bevoegdheid.vertegenwoordiger(ctx, "curator"),
        begeleider=_begeleider(ctx),
        contact_verhuurder=_contact(landlord),
        contact_gemeente=_contact(ctx.zaak.gemeente),
        aanzegging=_venster(ctx.aanzegging, ctx.einddatum),
        vooraankondiging_venster=_venster(ctx.vooraankondiging, ctx.einddatum),
        looptijd_in_maanden=_looptijd(ctx)[0],
        looptijd_in_woorden=_looptijd(ctx)[1],
        rechtsgrond=_rechtsgrond(ctx),
        omklapdatum=ctx.omklapdatum,
        laatste_dag_tijdelijk_contract=ctx.laatste_dag_contract,
        doelen_in_bijlage=tuple(d for d in ctx.zaak.doelen if d.zichtbaar_voor_corporatie),
        kostenregels=_kosten(ctx),
        totaal_in_woorden=nl.in_woorden(rent.totaal) if rent and rent.totaal else None,
        evaluatiemomenten_in_woorden=_evaluatiemomenten(ctx),
        betaaldag_in_woorden=betaaldag_in_woorden(rent.betaaldag if rent else None),
        energielabel=ctx.zaak.woning.energielabel if ctx.zaak.woning else None,
        algemene_huurvoorwaarden=bijlage(ctx, "algemene_huurvoorwaarden"),
        informatieblad=bijlage(ctx, "informatieblad_goed_verhuurderschap"),
        **_overeenkomsten(ctx),
        **_plannen(ctx),
        **_gesprekken(ctx),
        **_groups(ctx),
    )


def _groups(ctx: Context) -> dict[str, Any]:
    """The values that stand with one kind of document, under their own names."""
    lease = (letters(ctx), indefinite(ctx), plan(ctx), passage(ctx), forms(ctx), triangle(ctx))
    groups = (*lease, joining(ctx), nota(ctx))
    return {name: value for group in groups for name, value in vars(group).items()}


def _vorm(ctx: Context) -> str:
    recorded = ctx.huurovereenkomst.vorm if ctx.huurovereenkomst else None
    return recorded or ctx.regeling.contract.vorm


def _verhuurder(ctx: Context) -> Organisatie | None:
    veld = next((p.veld for p in ctx.regeling.contract.partijen if p.rolnaam == "verhuurder"), "")
    return bevoegdheid.organisatie(ctx, veld)


def _begeleider(ctx: Context) -> Contactpersoon | None:
    people = ctx.zaak.zorgaanbieder.contactpersonen if ctx.zaak.zorgaanbieder else ()
    return next((p for p in people if p.vaste_begeleider), None)


def _contact(found: Organisatie | None) -> Contactpersoon | None:
    """The first who is not the begeleider, when there is one: whom to call about the home."""
    people = found.contactpersonen if found else ()
    return next((p for p in people if not p.vaste_begeleider), people[0] if people else None)


def _overeenkomsten(ctx: Context) -> dict[str, Any]:
    """The contracts beside the lease: parties, signatures and copies of each."""
    found: dict[str, Any] = {
        "contact_corporatie": _contact(ctx.zaak.woningcorporatie),
        "mentor": bevoegdheid.vertegenwoordiger(ctx, "mentor"),
        "beschikking_omvang": beschikking_omvang(ctx),
    }
    for naam, document in (
        ("begeleidingsovereenkomst", "begeleidingsovereenkomst"),
        ("raamovereenkomst", "raamovereenkomst-intermediaire-verhuur"),
    ):
        contract = ctx.regeling.overeenkomst(document)
        signers = bevoegdheid.ondertekenaars(ctx, contract)
        found[f"partijen_{naam}"] = bevoegdheid.partijen(ctx, contract)
        found[f"ondertekenaars_{naam}"] = signers
        found[f"exemplaren_{naam}"] = nl.drievoud(bevoegdheid.exemplaren(signers)) if signers else ""
    return found


def _plannen(ctx: Context) -> dict[str, Any]:
    huurder = bevoegdheid.huurderkant(ctx, care=True)
    plan, zaak = ctx.zaak.perspectiefplan, ctx.zaak
    author = plan.opgesteld_door if plan else None
    writer = bevoegdheid.organisatie(ctx, author.organisatie or "") if author else None
    people = zaak.zorgaanbieder.contactpersonen if zaak.zorgaanbieder else ()
    own = next((p for p in people if author and p.naam == author.medewerker), None)
    door, begeleider, corporatie = ctx.regeling.plan_door, _begeleider(ctx), _contact(zaak.woningcorporatie)
    wrote = begeleider if door == "zorgaanbieder" else None
    zorg, rol = "zorgaanbieder", "gebiedsteam" if door == bevoegdheid.GEMEENTE else door
    return {
        "ondertekenaars_plan": (*huurder, *bevoegdheid.medewerker(ctx, door, wrote, rol)),
        "ondertekenaars_perspectiefplan": (*huurder, *bevoegdheid.medewerker(ctx, zorg, own, zorg)),
        "ondertekenaars_nabuurschap": (
            *huurder,
            *bevoegdheid.medewerker(ctx, zorg, begeleider, zorg),
            *bevoegdheid.medewerker(ctx, "woningcorporatie", corporatie, "corporatie"),
        ),
        "doelen_overig": tuple(d for d in zaak.doelen if not d.zichtbaar_voor_corporatie),
        "perspectiefplan_auteur": _auteur(author, writer),
    }


def _auteur(author: OpgesteldDoor | None, writer: Organisatie | None) -> str | None:
    if author is None:
        return None
    return ", ".join(filter(None, (author.medewerker, writer.naam if writer else author.organisatie))) or None


def _gesprekken(ctx: Context) -> dict[str, Any]:
    plans = mijlpalen.planevaluaties(ctx)
    return {
        "besluit_uiterlijk": mijlpalen.besluit_uiterlijk(ctx),
        "besluit_streefdatum": mijlpalen.besluit_streefdatum(ctx),
        "halfjaargesprekken_in_woorden": in_words(mijlpalen.evaluatiegesprekken(ctx)),
        "planevaluatie_uiterlijk": plans[0] if plans else None,
        "nabuurschap_uiterlijk": mijlpalen.nabuurschap_uiterlijk(ctx),
        "monitorgesprekken": verslagen(ctx, "monitorgesprek"),
        "evaluatiegesprekken": verslagen(ctx, "evaluatiegesprek"),
        "overleggen_maand_tien": verslagen(ctx, "overleg-maand-tien"),
    }


def _venster(window: Window | None, einddatum: dt.date | None) -> Venster:
    return Venster(window.opens, window.closes, window.target, einddatum) if window else Venster()


def _looptijd(ctx: Context) -> tuple[int | None, str | None]:
    if ctx.ingangsdatum is None or ctx.einddatum is None or ctx.einddatum < ctx.ingangsdatum:
        return None, None
    months, days = months_and_days(ctx.ingangsdatum, ctx.einddatum)
    parts = [f"{months} {'maand' if months == 1 else 'maanden'}"] if months else []
    if days:
        parts.append(f"{days} {'dag' if days == 1 else 'dagen'}")
    return (None if days else months), nl.opsomming(parts)


def _rechtsgrond(ctx: Context) -> Rechtsgrond:
    regime, lease = ctx.recht.tijdelijke_huur, ctx.huurovereenkomst
    if regime is None:
        return Rechtsgrond()
    ground = lease.rechtsgrond_tijdelijk if lease else None
    group = regime.categorie(ground.categorie if ground else None)
    return Rechtsgrond(
        regime.artikel,
        group.letter if group else None,
        group.omschrijving if group else None,
        regime.besluit or None,
    )


def _kosten(ctx: Context) -> tuple[Kostenregel, ...]:
    rent = ctx.zaak.huur
    if rent is None:
        return ()
    rows = [Kostenregel("Kale huur", rent.kale_huur)] if rent.kale_huur is not None else []
    rows += [Kostenregel(f"Servicekosten: {row.omschrijving}", row.bedrag) for row in rent.servicekosten]
    rows += [Kostenregel(f"Nutsvoorzieningen: {row.omschrijving}", row.bedrag) for row in rent.nutsvoorzieningen]
    return tuple(rows)


def _evaluatiemomenten(ctx: Context) -> str | None:
    moments = ctx.huurovereenkomst.evaluatiemomenten if ctx.huurovereenkomst else ()
    return nl.opsomming(nl.datum(day) for day in moments) or None
