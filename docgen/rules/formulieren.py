"""The forms for the Transferpunt: what stands on each line, and the rules on filling in, identity, consent, sending.

The fields and their order are those of bijlage 3 of the agreement, phase by phase;
a text prints no other. What a case does not hold stays a line to write on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Annotated

from docgen import nl
from docgen.case import Contactpersoon, Transferpunt
from docgen.rules.brieven import ZORGAANBIEDER, contact
from docgen.rules.context import Context
from docgen.rules.uit import BEGIN, Uit
from docgen.rules.uitstroom import PROTECTED

NIET_VAN_TOEPASSING = "niet van toepassing"
_VORM = {
    "driepartijenovereenkomst": "tijdelijke driepartijenovereenkomst",
    "driehoekscontract": "tijdelijk driehoekscontract",
    "verdiencontract": "verdiencontract",
    "huurovereenkomst-onbepaalde-tijd": "huurovereenkomst voor onbepaalde tijd",
}
COORDINATOR = "uitstroomcoördinator"
"""Function of a contactpersoon, as a case writes it."""

Waarde = str | dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulier:
    """The values of the four forms and the aanmeldbericht; None is a line to write on."""

    naam: Annotated[str | None, Uit("huurder")] = None
    """"Van der Meulen, S.A."."""
    huidig_adres: Annotated[str | None, Uit("huurder.adres")] = None
    herkomstgemeente: Annotated[str | None, Uit("herkomst.gemeente")] = None
    laatste_woonplaats: Annotated[str | None, Uit("transferpunt.laatste_woonplaats")] = None
    eerste_aanmelding_opvang: Annotated[str | None, Uit("transferpunt.eerste_aanmelding_opvang")] = None
    start_verblijf_opvang: Annotated[dt.date | None, Uit("herkomst.begindatum")] = None
    datum_aanmelding: Annotated[dt.date | None, Uit("transferpunt.registratiedatum")] = None
    zorgaanbieder: Annotated[str | None, Uit("zorgaanbieder.naam")] = None
    locatie_opvang: Annotated[str | None, Uit("transferpunt.locatie_opvang")] = None
    begeleider: Annotated[str | None, Uit("zorgaanbieder.contactpersonen")] = None
    casusregisseur: Annotated[str | None, Uit("transferpunt.casusregisseur")] = None
    procesregisseur: Annotated[str | None, Uit("transferpunt.procesregisseur")] = None
    reden_dakloosheid: Annotated[str | None, Uit("transferpunt.reden_dakloosheid")] = None
    start_dakloosheid: Annotated[str | None, Uit("transferpunt.datum_start_dakloosheid")] = None
    gebiedsteam: Annotated[str | None, Uit("transferpunt.gebiedsteam_betrokken", "gemeente.gebiedsteam")] = None
    leefsituatie: Annotated[str | None, Uit("transferpunt.leefsituatie")] = None
    laatste_woonsituatie: Annotated[str | None, Uit("transferpunt.laatste_woonsituatie")] = None
    vorige_verhuurder: Annotated[str | None, Uit("transferpunt.vorige_verhuurder")] = None
    inschrijvingen: Annotated[str | None, Uit("transferpunt.inschrijvingen")] = None
    hoofdinkomen: Annotated[str | None, Uit("transferpunt.hoofdinkomen")] = None
    gemeente_participatie: Annotated[str | None, Uit("transferpunt.gemeente_participatie")] = None
    schulden: Annotated[str | None, Uit("transferpunt.schulden")] = None
    vorm_hulp_schulden: Annotated[str | None, Uit("transferpunt.vorm_ondersteuning_schulden")] = None
    uitstroomprofiel: Annotated[str | None, Uit("transferpunt.uitstroomprofiel")] = None
    uitzetting: Annotated[str | None, Uit("transferpunt.uitzetting_verleden")] = None
    inzet_nodig: Annotated[str | None, Uit("transferpunt.inzet_nodig")] = None
    reden_inzet: Annotated[str | None, Uit("transferpunt.reden_inzet")] = None
    verhuurder: Annotated[str | None, Uit("woningcorporatie.naam")] = None
    uitstroomgemeente: Annotated[str | None, Uit("transferpunt.uitstroomgemeente", "gemeente.naam")] = None
    mutatie_adres: Annotated[str | None, Uit("woning.adres")] = None
    datum_mutatie: Annotated[dt.date | None, BEGIN] = None
    type_woning: Annotated[str | None, Uit("woning.soort")] = None
    ondersteuning: Annotated[str | None, Uit("beschikking.product", "beschikking.omvang")] = None
    """"ThuisBasis, 16 uur per maand"."""
    start_ondersteuning: Annotated[dt.date | None, Uit("beschikking.ingangsdatum")] = None
    soort_huurcontract: Annotated[str | None, Uit("huurovereenkomst.vorm")] = None
    wijze_van_toewijzing: Annotated[str | None, Uit("transferpunt.wijze_van_toewijzing")] = None
    gedragsaanwijzing: Annotated[str | None, Uit("transferpunt.gedragsaanwijzing")] = None
    contactpersonen: Annotated[str | None, Uit("zorgaanbieder.contactpersonen")] = None


@dataclass(frozen=True, kw_only=True)
class Formulierwaarden:
    """The derived values of the forms."""

    formulier: Formulier = Formulier()


def forms(ctx: Context) -> Formulierwaarden:
    """Derive the values of the forms; nothing for another kind than a zaak."""
    return Formulierwaarden(formulier=formulier(ctx)) if ctx.is_zaak else Formulierwaarden()


def formulier(ctx: Context) -> Formulier:
    """Write what the case holds as the forms say it."""
    point = ctx.zaak.transferpunt or Transferpunt()
    found = {**_person(ctx, point), **_stay(ctx, point), **_search(ctx, point), **_placement(ctx, point)}
    return Formulier(**{item.name: found[item.name] for item in fields(Formulier)})  # type: ignore[arg-type]


def _person(ctx: Context, point: Transferpunt) -> dict[str, Waarde]:
    person, home = ctx.zaak.huurder, ctx.zaak.herkomst
    return {
        "naam": person.naam.lijstnaam if person else None,
        "huidig_adres": person.adres.afdruk if person and person.adres else None,
        "herkomstgemeente": home.gemeente if home else None,
        "laatste_woonplaats": point.laatste_woonplaats,
        "casusregisseur": point.casusregisseur,
        "procesregisseur": point.procesregisseur,
        "gebiedsteam": _gebiedsteam(ctx, point),
        "leefsituatie": point.leefsituatie,
        "laatste_woonsituatie": point.laatste_woonsituatie,
        "vorige_verhuurder": point.vorige_verhuurder,
    }


def _stay(ctx: Context, point: Transferpunt) -> dict[str, Waarde]:
    """The stay: who comes out of beschermd wonen was not homeless, so those fields do not apply."""
    home = ctx.zaak.herkomst
    protected = home is not None and home.voorziening == PROTECTED
    shelter = {
        "eerste_aanmelding_opvang": _datum(point.eerste_aanmelding_opvang),
        "locatie_opvang": point.locatie_opvang,
        "reden_dakloosheid": point.reden_dakloosheid,
        "start_dakloosheid": _datum(point.datum_start_dakloosheid),
    }
    if protected:
        shelter = {name: value or NIET_VAN_TOEPASSING for name, value in shelter.items()}
    return {
        **shelter,
        "start_verblijf_opvang": home.begindatum if home else None,
        "datum_aanmelding": point.registratiedatum,
        "zorgaanbieder": ctx.zaak.zorgaanbieder.naam if ctx.zaak.zorgaanbieder else None,
        "begeleider": _bereikbaar(contact(ctx, ZORGAANBIEDER)),
    }


def _search(ctx: Context, point: Transferpunt) -> dict[str, Waarde]:
    rows = (", ".join(filter(None, (r.woningcorporatie, _datum(r.datum)))) for r in point.inschrijvingen)
    people = ctx.zaak.zorgaanbieder.contactpersonen if ctx.zaak.zorgaanbieder else ()
    reachable = [p for p in people if p.vaste_begeleider or (p.functie or "").casefold() == COORDINATOR]
    return {
        "inschrijvingen": "; ".join(rows) or None,
        "hoofdinkomen": point.hoofdinkomen,
        "gemeente_participatie": point.gemeente_participatie,
        "schulden": _ja_nee(point.schulden),
        "vorm_hulp_schulden": point.vorm_ondersteuning_schulden,
        "uitstroomprofiel": point.uitstroomprofiel,
        "uitzetting": _ja_nee(point.uitzetting_verleden),
        "inzet_nodig": _ja_nee(point.inzet_nodig),
        "reden_inzet": point.reden_inzet,
        "uitstroomgemeente": point.uitstroomgemeente or (ctx.zaak.gemeente.naam if ctx.zaak.gemeente else None),
        "contactpersonen": "; ".join(filter(None, map(_bellen, reachable))) or None,
    }


def _placement(ctx: Context, point: Transferpunt) -> dict[str, Waarde]:
    home, lease = ctx.zaak.woning, ctx.huurovereenkomst
    return {
        "verhuurder": ctx.zaak.woningcorporatie.naam if ctx.zaak.woningcorporatie else None,
        "mutatie_adres": home.adres.afdruk if home and home.adres else None,
        "datum_mutatie": ctx.ingangsdatum,
        "type_woning": home.soort if home else None,
        "ondersteuning": _ondersteuning(ctx),
        "start_ondersteuning": ctx.beschikking_begin,
        "soort_huurcontract": _VORM.get(lease.vorm or "") if lease else None,
        "wijze_van_toewijzing": point.wijze_van_toewijzing,
        "gedragsaanwijzing": _ja_nee(point.gedragsaanwijzing),
    }


def beschikking_omvang(ctx: Context) -> str | None:
    """Write the size of the support: "6 uur per week", "40 uur in totaal"."""
    size = ctx.beschikking.omvang if ctx.beschikking else None
    if size is None:
        return None
    return f"{size.aantal} {size.eenheid} {'in totaal' if size.frequentie == 'totaal' else f'per {size.frequentie}'}"


def _ondersteuning(ctx: Context) -> str | None:
    product = ctx.beschikking.product if ctx.beschikking else None
    return ", ".join(filter(None, (product, beschikking_omvang(ctx)))) or None


def _gebiedsteam(ctx: Context, point: Transferpunt) -> str | None:
    team = ctx.zaak.gemeente.gebiedsteam if ctx.zaak.gemeente else None
    if not point.gebiedsteam_betrokken:
        return _ja_nee(point.gebiedsteam_betrokken)
    return f"ja, {team}" if team else "ja"


def _bereikbaar(person: Contactpersoon | None) -> str | None:
    if person is None:
        return None
    phone = person.telefoon.afdruk if person.telefoon else None
    return ", ".join(filter(None, (person.naam, phone, person.email)))


def _bellen(person: Contactpersoon) -> str:
    phone = person.telefoon.afdruk if person.telefoon else None
    return ", ".join(filter(None, (person.naam, person.functie, phone)))


def _datum(day: dt.date | None) -> str | None:
    return nl.datum(day) if day else None


def _ja_nee(answer: bool | None) -> str | None:
    return None if answer is None else "ja" if answer else "nee"
