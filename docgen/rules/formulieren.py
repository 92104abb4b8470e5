"""The forms for the Transferpunt: what stands on each line, and the rules on filling in, identity, consent, sending.

The fields and their order are those of bijlage 3 of the agreement, phase by phase;
a text prints no other. What a case does not hold stays a line to write on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from docgen import nl
from docgen.case import Contactpersoon, Transferpunt
from docgen.rules.brieven import ZORGAANBIEDER, contact
from docgen.rules.context import Context
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

    naam: str | None = None
    """"Van der Meulen, S.A."."""
    huidig_adres: str | None = None
    herkomstgemeente: str | None = None
    laatste_woonplaats: str | None = None
    eerste_aanmelding_opvang: str | None = None
    start_verblijf_opvang: dt.date | None = None
    datum_aanmelding: dt.date | None = None
    zorgaanbieder: str | None = None
    locatie_opvang: str | None = None
    begeleider: str | None = None
    casusregisseur: str | None = None
    procesregisseur: str | None = None
    reden_dakloosheid: str | None = None
    start_dakloosheid: str | None = None
    gebiedsteam: str | None = None
    leefsituatie: str | None = None
    laatste_woonsituatie: str | None = None
    vorige_verhuurder: str | None = None
    inschrijvingen: str | None = None
    hoofdinkomen: str | None = None
    gemeente_participatie: str | None = None
    schulden: str | None = None
    vorm_hulp_schulden: str | None = None
    uitstroomprofiel: str | None = None
    uitzetting: str | None = None
    inzet_nodig: str | None = None
    reden_inzet: str | None = None
    verhuurder: str | None = None
    uitstroomgemeente: str | None = None
    mutatie_adres: str | None = None
    datum_mutatie: dt.date | None = None
    type_woning: str | None = None
    ondersteuning: str | None = None
    """"ThuisBasis, 16 uur per maand"."""
    start_ondersteuning: dt.date | None = None
    soort_huurcontract: str | None = None
    wijze_van_toewijzing: str | None = None
    gedragsaanwijzing: str | None = None
    contactpersonen: str | None = None


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
