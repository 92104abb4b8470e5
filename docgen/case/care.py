"""Support: beschikking, begeleidingsovereenkomst, waakvlam, logeerplek, overdracht."""

from __future__ import annotations

from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Eenheid, Frequentie, SoortAanvraag
from docgen.case.organisation import Organisatie
from docgen.case.text_types import Regel, Tekst, Zin
from docgen.case.value_types import Aantal, Datum, Lijst


class Omvang(Onderdeel):
    """How much support: 16 uur per maand."""

    aantal: Aantal = verplicht("Aantal", "Geheel getal.")
    eenheid: Eenheid = verplicht("Eenheid", "Bijvoorbeeld uur.")
    frequentie: Frequentie = verplicht("Per", "Bijvoorbeeld maand.")


class Beschikking(Onderdeel):
    """The decision of the college that gives the support."""

    kenmerk: Regel | None = optioneel("Kenmerk", "Kenmerk van de beschikking.")
    besluitdatum: Datum | None = optioneel("Besluitdatum", "Dag van het besluit.")
    ingangsdatum: Datum | None = optioneel("Ingangsdatum", "Eerste dag van de ondersteuning.")
    einddatum: Datum | None = optioneel("Einddatum", "Laatste dag van de ondersteuning.")
    product: Regel | None = optioneel("Product", "Naam van het product of pakket.")
    categorie: Regel | None = optioneel("Productcategorie", "Code van de productcategorie, als die bekend is.")
    omvang: Omvang | None = optioneel("Omvang", "Hoeveel ondersteuning.")
    leefgebieden: Lijst[Regel] = lijst("Leefgebieden", "Waarop de ondersteuning is gericht.")
    gemeente: Regel | None = optioneel(
        "Gemeente", "Alleen als een ander college besloot dan dat van de gemeente van de zaak."
    )
    aanbieder: Regel | None = optioneel(
        "Aanbieder", "Alleen als een andere aanbieder dan die van de zaak is aangewezen."
    )


class Aanvraag(Onderdeel):
    """Something that the huurder asked of the gemeente."""

    soort: SoortAanvraag = verplicht("Soort aanvraag", "Waar de huurder om vraagt.")
    ontvangen_op: Datum | None = optioneel("Ontvangen op", "Dag waarop de gemeente de aanvraag ontving.")
    besluit_op: Datum | None = optioneel("Besluit op", "Dag waarop de gemeente besliste.")


class Begeleidingsovereenkomst(Onderdeel):
    """The agreement on support between the huurder and the zorgaanbieder."""

    ingangsdatum: Datum | None = optioneel("Ingangsdatum", "Eerste dag van de begeleiding.")
    einddatum: Datum | None = optioneel("Einddatum", "Laatste dag van de begeleiding.")
    datum_ondertekening: Datum | None = optioneel("Datum van ondertekening", "Dag waarop is getekend.")
    inhoud: Lijst[Zin] = lijst("Inhoud", "Wat de begeleiding inhoudt, elk punt in één zin.")
    frequentie: Zin | None = optioneel("Hoe vaak", "Hoe vaak er contact is.")
    plaats: Regel | None = optioneel("Waar", "Waar de begeleiding plaatsvindt.")


class Waakvlam(Onderdeel):
    """Light contact after the support has ended."""

    tot: Datum | None = optioneel("Tot en met", "Laatste dag van de waakvlam.")
    frequentie: Zin | None = optioneel("Hoe vaak", "Hoe vaak er contact is.")
    vorm: Regel | None = optioneel("Vorm", "Bijvoorbeeld: telefoon, huisbezoek.")
    contactpersoon: Regel | None = optioneel("Contactpersoon", "Wie de huurder kan bellen.")
    signalen: Lijst[Zin] = lijst("Signalen", "Waaraan te zien is dat het minder gaat.")


class Logeerplek(Onderdeel):
    """A temporary stay elsewhere while the home is kept."""

    begin: Datum | None = optioneel("Begin", "Eerste dag van het verblijf.")
    einde: Datum | None = optioneel("Einde", "Laatste dag van het verblijf.")
    reden: Tekst | None = optioneel("Reden", "Waarom het verblijf nodig is.")


class Overdracht(Onderdeel):
    """Another zorgaanbieder takes over."""

    nieuwe_zorgaanbieder: Organisatie | None = optioneel("Nieuwe zorgaanbieder", "Wie de ondersteuning overneemt.")
    datum: Datum | None = optioneel("Datum van overdracht", "Eerste dag bij de nieuwe zorgaanbieder.")
    beschikking: Beschikking | None = optioneel("Nieuwe beschikking", "Alleen als er een nieuw besluit is.")


class WarmeOverdracht(Onderdeel):
    """The old zorgaanbieder walks along for a while."""

    begin: Datum | None = optioneel("Begin", "Eerste dag dat de oude zorgaanbieder meeloopt.")
    einde: Datum | None = optioneel("Einde", "Laatste dag dat de oude zorgaanbieder meeloopt.")
    contacten: Lijst[Zin] = lijst("Contacten", "De gesprekken, elk op één regel.")
