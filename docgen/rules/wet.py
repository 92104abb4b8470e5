"""The rules of the law on the lease itself; nobody may deviate from them."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.case import Toetreding
from docgen.rules.bevoegdheid import GEMEENTE
from docgen.rules.context import Context
from docgen.rules.dates import last_day, plus
from docgen.rules.facts import bijlage
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

UNDER_COURT = ("bewindvoerder", "curator")
CORPORATIE = "woningcorporatie"


@rule("LAW-01", Ernst.BLOKKEERT, "BW 7:271 lid 2; Besluit specifieke groepen tijdelijke huurovereenkomst art. 1")
def fixed_term_needs_a_group(ctx: Context) -> Iterator[Hit]:
    """Tijdelijke huur mag alleen voor een groep van het Besluit, met bewijs, en voor ten hoogste twee jaar.

    Holds for leases concluded from 1 July 2024.

    Bron: BW 7:271 lid 2; Besluit specifieke groepen tijdelijke huurovereenkomst art. 1
    """
    regime = ctx.recht.tijdelijke_huur
    if ctx.tijdelijk is None or regime is None or not regime.categorie_vereist:
        return
    yield from _too_long(ctx)
    yield from _other_landlord(ctx)
    ground, path = ctx.tijdelijk.rechtsgrond_tijdelijk, "huurovereenkomst.rechtsgrond_tijdelijk"
    wanted = (
        ("categorie", "de groep van het Besluit waartoe de huurder behoort"),
        ("toelichting", "waarom de huurder tot die groep behoort"),
        ("bewijsstuk", "het stuk waaruit dat blijkt"),
    )
    for veld, wat in wanted:
        if ground is None or not getattr(ground, veld):
            yield Hit(
                f"Van de rechtsgrond voor tijdelijke huur is niet vastgelegd: {wat}.",
                f"{path}.{veld}",
                "Zonder deze grond is de huur voor onbepaalde tijd. Leg hem vast, of kies een gewone huurovereenkomst.",
            )


@rule("LAW-02", Ernst.BLOKKEERT, "BW 7:271 lid 1 (tekst 2016)")
def older_leases_follow_the_old_regime(ctx: Context) -> Iterator[Hit]:
    """Wat voor 1 juli 2024 is gesloten volgt de oude regels: twee jaar, of vijf voor onzelfstandige woonruimte.

    Bron: BW 7:271 lid 1 (tekst 2016)
    """
    regime = ctx.recht.tijdelijke_huur
    if ctx.tijdelijk is None or (regime and regime.categorie_vereist):
        return
    if regime is None:
        yield Hit(
            "Het contract is gesloten voordat de wet deze tijdelijke huur kende.",
            "huurovereenkomst.ondertekening.datum",
            "Ga na of de datum klopt.",
        )
        return
    yield from _too_long(ctx)


def _other_landlord(ctx: Context) -> Iterator[Hit]:
    """The groups of the Besluit are open to every landlord, but not everybody agrees (domain.md 4.1)."""
    parties = ctx.regeling.contract.partijen
    if parties and not any(row.veld == CORPORATIE for row in parties):
        yield Hit(
            "De verhuurder is geen woningcorporatie; of tijdelijke huur dan op deze grond mag, is niet onomstreden.",
            "huurovereenkomst.rechtsgrond_tijdelijk",
            "Laat een jurist de rechtsgrond beoordelen en leg dat vast.",
            Ernst.WAARSCHUWT,
        )


def _too_long(ctx: Context) -> Iterator[Hit]:
    regime, start, end = ctx.recht.tijdelijke_huur, ctx.ingangsdatum, ctx.einddatum
    if regime is None or start is None or end is None:
        return
    longest = regime.max_maanden(ctx.zaak.woning.zelfstandig if ctx.zaak.woning else None).waarde
    if end > last_day(start, longest):
        yield Hit(
            f"De huur duurt langer dan de wet voor tijdelijke huur toestaat ({longest} maanden).",
            "huurovereenkomst.einddatum",
            f"Zet de laatste dag uiterlijk op {nl.datum(last_day(start, longest))}.",
        )


@rule("LAW-05", Ernst.BLOKKEERT, "BW 7:271 lid 2")
def no_later_last_day(ctx: Context) -> Iterator[Hit]:
    """Een tijdelijke huur die aansluitend wordt voortgezet, is verlengd voor onbepaalde tijd.

    Bron: BW 7:271 lid 2
    """
    for n, addendum in enumerate(ctx.zaak.addenda if ctx.tijdelijk else ()):
        if ctx.einddatum and addendum.ingangsdatum and addendum.ingangsdatum > ctx.einddatum:
            yield Hit(
                "Een addendum gaat in na de laatste dag van de huur; zo wordt de huur voor onbepaalde tijd verlengd.",
                f"addenda[{n}].ingangsdatum",
                "Sluit in plaats daarvan een huurovereenkomst voor onbepaalde tijd.",
                groep="addendum",
            )


@rule("LAW-09", Ernst.BLOKKEERT, "Wet goed verhuurderschap (Stb. 2023, 103)")
def deposit_is_limited(ctx: Context) -> Iterator[Hit]:
    """De waarborgsom is ten hoogste tweemaal de kale huur.

    Bron: Wet goed verhuurderschap (Stb. 2023, 103)
    """
    rent, limit = ctx.zaak.huur, ctx.recht.waarborgsom
    if limit is None or rent is None or rent.kale_huur is None or rent.waarborgsom is None:
        return
    highest = rent.kale_huur * limit.max_maal_kale_huur.waarde
    if rent.waarborgsom > highest:
        yield Hit(
            f"De waarborgsom is hoger dan {limit.max_maal_kale_huur.waarde} maal de kale huur.",
            "huur.waarborgsom",
            f"Vraag ten hoogste {highest}.",
        )


@rule("LAW-11", Ernst.BLOKKEERT, "BW 7:237; BW 7:258")
def rent_is_split(ctx: Context) -> Iterator[Hit]:
    """De kale huur staat apart van de servicekosten en de nutsvoorzieningen.

    Bron: BW 7:237; BW 7:258
    """
    if ctx.huurovereenkomst and (ctx.zaak.huur is None or ctx.zaak.huur.kale_huur is None):
        yield Hit(
            "De kale huur is niet vastgelegd.",
            "huur.kale_huur",
            "Vul de kale huur in, los van servicekosten en nutsvoorzieningen.",
        )


@rule("LAW-12", Ernst.BLOKKEERT, "BW 1:381; BW 1:438; BW 1:441; BW 1:453")
def representative_can_sign(ctx: Context) -> Iterator[Hit]:
    """Bij bewind tekent de bewindvoerder mee, bij curatele tekent de curator; een mentor tekent de huur niet.

    Bron: BW 1:381; BW 1:438; BW 1:441; BW 1:453
    """
    if ctx.huurovereenkomst is None:
        return
    for n, person in enumerate(ctx.zaak.vertegenwoordiging):
        path, court = f"vertegenwoordiging[{n}]", person.beschikking
        if person.soort not in UNDER_COURT:
            yield Hit(
                f"De {person.soort} is niet bevoegd de huurovereenkomst te tekenen; de huurder tekent zelf.",
                path,
                ernst=Ernst.INFO,
            )
        elif court is None or not (court.rechtbank and court.datum and court.zaaknummer):
            yield Hit(
                f"Van de {person.soort} is de beschikking van de kantonrechter niet volledig vastgelegd.",
                f"{path}.beschikking",
                "Vul rechtbank, datum en zaaknummer in; zonder beschikking blijkt niet dat er mag worden getekend.",
                fixed=True,
            )


@rule("LAW-13", Ernst.BLOKKEERT, "Wmo 5.2.9")
def no_bsn_in_running_text(ctx: Context) -> Iterator[Hit]:
    """Een BSN staat alleen in het veld dat daarvoor is, nooit in tekst die in een contract of brief kan komen.

    Bron: Wmo 5.2.9
    """
    people = [p for p in (ctx.zaak.huurder, *ctx.zaak.medehuurders) if p]
    numbers = {p.bsn for p in people if p.bsn}
    # One search through the whole case first: nearly every case has each number once, in its own field.
    whole = _digits(ctx.zaak.model_dump_json())
    if sum(whole.count(number) for number in numbers) <= sum(p.bsn is not None for p in people):
        return
    for path, text in _texts(ctx.zaak.model_dump(), ""):
        if not path.endswith(".bsn") and any(number in _digits(text) for number in numbers):
            yield Hit(
                "In een tekst staat een burgerservicenummer.",
                path,
                "Haal het nummer uit de tekst; het hoort alleen in het veld bsn.",
            )


def _digits(text: str) -> str:
    return text.replace(".", "").replace(" ", "")


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for n, item in enumerate(value):
            yield from _texts(item, f"{path}[{n}]")


@rule("LAW-16", Ernst.WAARSCHUWT, "Besluit specifieke groepen tijdelijke huurovereenkomst art. 1 onder c")
def group_fits_the_origin(ctx: Context) -> Iterator[Hit]:
    """Groep c past zonder meer bij maatschappelijke opvang; elke andere herkomst vraagt om een noodsituatie.

    Bron: Besluit specifieke groepen tijdelijke huurovereenkomst art. 1 onder c
    """
    regime, lease, home = ctx.recht.tijdelijke_huur, ctx.tijdelijk, ctx.zaak.herkomst
    if regime is None or lease is None or home is None or home.voorziening is None:
        return
    ground = lease.rechtsgrond_tijdelijk
    group = regime.categorie(ground.categorie if ground else None)
    if group and group.direct_uit and home.voorziening not in group.direct_uit:
        yield Hit(
            f"Groep {group.letter} volgt niet uit deze herkomst: nodig is een sociale noodsituatie met een aantoonbaar "
            "dringende behoefte aan woonruimte.",
            "huurovereenkomst.rechtsgrond_tijdelijk.categorie",
            "Controleer of de toelichting en het bewijsstuk dat laten zien.",
        )


@rule("LAW-17", Ernst.WAARSCHUWT, "Gemeentewet 171", soorten=("zaak", "toetreding"))
def gemeente_is_represented_by_the_burgemeester(ctx: Context) -> Iterator[Hit]:
    """Een gemeente als partij bij een contract wordt vertegenwoordigd door de burgemeester of diens gevolmachtigde.

    Bron: Gemeentewet 171
    """
    joining = ctx.case if isinstance(ctx.case, Toetreding) else None
    party = any(row.veld == GEMEENTE for row in ctx.regeling.contract.partijen)
    found = joining.organisatie if joining else ctx.zaak.gemeente
    veld, acts = ("organisatie", joining.partij == GEMEENTE) if joining else (GEMEENTE, party)
    for n, signer in enumerate(found.ondertekenaars if found and acts else ()):
        if signer.bevoegdheid not in ("burgemeester", "volmacht", None):
            yield Hit(
                "Een contract namens de gemeente vraagt om de burgemeester of een volmacht van de burgemeester.",
                f"{veld}.ondertekenaars[{n}].bevoegdheid",
                "Controleer de bevoegdheid; een mandaat is voor besluiten.",
            )


@rule("LAW-19", Ernst.WAARSCHUWT, "BW 1:233; BW 1:234")
def tenant_is_of_age(ctx: Context) -> Iterator[Hit]:
    """De huurder is op de eerste dag van de huur 18 jaar of ouder.

    Bron: BW 1:233; BW 1:234
    """
    person, duty = ctx.zaak.huurder, ctx.recht.verhuur
    if person is None or person.geboortedatum is None or ctx.ingangsdatum is None or duty is None:
        return
    age = duty.minimumleeftijd.waarde
    if plus(person.geboortedatum, 12 * age) > ctx.ingangsdatum:
        yield Hit(
            f"De huurder is op de eerste dag van de huur nog geen {age} jaar.",
            "huurder.geboortedatum",
            "Een contract met een minderjarige is vernietigbaar; ga na wie toestemming moet geven.",
        )


@rule("LAW-21", Ernst.WAARSCHUWT, "Wet betaalbare huur")
def puntentelling_is_an_annex(ctx: Context) -> Iterator[Hit]:
    """Bij een huurovereenkomst van 2025 of later hoort de puntentelling als bijlage.

    Bron: Wet betaalbare huur
    """
    duty = ctx.recht.verhuur
    if ctx.huurovereenkomst and duty and duty.puntentelling_vereist and bijlage(ctx, "puntentelling") is None:
        yield Hit(
            "De puntentelling van de woning zit niet bij de bijlagen.",
            "bijlagen",
            "Voeg de puntentelling toe.",
        )


def earlier_decisions(ctx: Context) -> tuple[int, ...]:
    """Number the evaluations that decided on an earlier stage: held before the first day of this temporary lease."""
    start = ctx.ingangsdatum if ctx.tijdelijk else None
    kinds = ctx.regeling.omklap.besluit_in
    talks = enumerate(ctx.zaak.evaluaties)
    return tuple(n for n, talk in talks if start and talk.soort in kinds and talk.datum and talk.datum < start)


@rule("LAW-22", Ernst.WAARSCHUWT, "BW 7:271 lid 2")
def no_second_fixed_term(ctx: Context) -> Iterator[Hit]:
    """Tijdelijke huur na tijdelijke huur met dezelfde huurder is niet mogelijk, ook niet via de zorgaanbieder.

    A case does not hold earlier leases, but a decision how an earlier temporary stage
    goes on shows one, whoever let it, and blocks. Where the huurder already lives in
    the home it warns. An extension of this lease is for LAW-05.

    Bron: BW 7:271 lid 2
    """
    home, lease = ctx.zaak.woning, ctx.tijdelijk
    person = ctx.zaak.huurder
    for n in earlier_decisions(ctx):
        yield Hit(
            "Over het vervolg van een eerder tijdelijk contract is al besloten; dit contract is voor onbepaalde tijd.",
            f"evaluaties[{n}].datum",
            "Sluit een huurovereenkomst voor onbepaalde tijd.",
            Ernst.BLOKKEERT,
        )
    if home is None or home.adres is None or person is None or person.adres is None or lease is None:
        return
    if person.adres.afdruk == home.adres.afdruk and ctx.ingangsdatum and ctx.peildatum < ctx.ingangsdatum:
        yield Hit(
            "De huurder woont al in deze woning; na een andere huur is dit contract voor onbepaalde tijd.",
            "huurder.adres",
            "Ga na op welke grond de huurder er woont.",
        )
