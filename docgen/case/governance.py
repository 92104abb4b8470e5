"""Cases without a huurder: a party joins, a party leaves, a college decides."""

from __future__ import annotations

from typing import Literal

from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Partij, Toelating, Wijze
from docgen.case.lease import Ondertekening
from docgen.case.organisation import Gemeente, Organisatie
from docgen.case.text_types import Regel, Tekst, Zin
from docgen.case.value_types import Datum, Lijst, Rangnummer, Regeling, Zaaknummer


class Dossier(Onderdeel):
    """What every case has: its number and its agreement."""

    zaaknummer: Zaaknummer = verplicht(
        "Zaaknummer", "Letters, cijfers, punten, streepjes; wordt de naam van een map. Geen naam van een persoon."
    )
    regeling: Regeling = verplicht("Regeling", "Naam en jaar van de afspraken waaronder de zaak valt.")


class Bezwaar(Onderdeel):
    """An objection of a party, and how it was met."""

    van: Regel | None = optioneel("Van", "Welke partij bezwaar maakte.")
    bezwaar: Tekst = verplicht("Bezwaar", "Waartegen.")
    antwoord: Tekst | None = optioneel("Antwoord", "Hoe daarop is geantwoord.")


class Toelatingsbesluit(Onderdeel):
    """The decision of the stuurgroep."""

    uitkomst: Toelating | None = optioneel("Uitkomst", "Toegelaten of afgewezen.")
    datum: Datum | None = optioneel("Datum", "Dag van het besluit.")
    motivering: Tekst | None = optioneel("Motivering", "Nodig bij een afwijzing.")


class Toetreding(Dossier):
    """An organisation joins the agreement."""

    soort: Literal["toetreding"] = verplicht("Soort", "Altijd: toetreding.")
    organisatie: Organisatie = verplicht("Organisatie", "Wie wil toetreden.")
    partij: Partij | None = optioneel("Hoedanigheid", "In welke hoedanigheid de organisatie toetreedt.")
    rol: Tekst | None = optioneel("Rol", "Wat de organisatie binnen de samenwerking doet.")
    motivering: Tekst | None = optioneel("Motivering", "Waarom de organisatie wil toetreden.")
    aanvraagdatum: Datum | None = optioneel("Aanvraag", "Dag van het verzoek.")
    voorgelegd_op: Datum | None = optioneel("Voorgelegd op", "Dag waarop de partijen het verzoek kregen.")
    bezwaren: Lijst[Bezwaar] = lijst("Bezwaren", "Bezwaren van partijen, met het antwoord.")
    besluit: Toelatingsbesluit | None = optioneel("Besluit", "Besluit van de stuurgroep.")
    ingangsdatum: Datum | None = optioneel("Ingangsdatum", "Eerste dag als partij.")
    ondertekening: Ondertekening | None = optioneel("Ondertekening", "Waar en wanneer wordt getekend.")


class Geadresseerde(Onderdeel):
    """One of the other parties, to whom the letter goes."""

    naam: Regel = verplicht("Naam", "Naam van de partij.")
    ontvangen_op: Datum | None = optioneel("Ontvangen op", "Dag waarop deze partij de brief kreeg.")


class Uittreding(Dossier):
    """An organisation leaves the agreement (Friesland, afspraak 11a; FR-58)."""

    soort: Literal["uittreding"] = verplicht("Soort", "Altijd: uittreding.")
    organisatie: Organisatie = verplicht("Organisatie", "Wie uittreedt.")
    partij: Partij | None = optioneel("Hoedanigheid", "In welke hoedanigheid de organisatie partij is.")
    motivering: Tekst | None = optioneel("Motivering", "Waarom de organisatie uittreedt.")
    datum: Datum | None = optioneel("Datum", "Dag van de brief.")
    wijze: Wijze | None = optioneel("Wijze", "Hoe de brief is verstuurd.")
    geadresseerden: Lijst[Geadresseerde] = lijst("Geadresseerden", "Alle andere partijen.")
    ontvangen_op: Datum | None = optioneel("Ontvangen op", "Dag waarop de laatste partij de brief kreeg.")
    uittreden_per: Datum | None = optioneel("Uittreden per", "Eerste dag waarop de organisatie geen partij meer is.")
    lopende_zaken: Lijst[Zin] = lijst("Lopende zaken", "Wat er met lopende zaken gebeurt, elk in één zin.")
    ondertekening: Ondertekening | None = optioneel("Ondertekening", "Waar en wanneer wordt getekend.")


class Onderbouwing(Onderdeel):
    """An argument or a kanttekening, numbered to its decision point: 1.1, 1.2, 2.1."""

    beslispunt: Rangnummer = verplicht("Beslispunt", "Nummer van het punt in het voorgestelde besluit.")
    kop: Regel | None = optioneel("Kop", "De kern in één regel.")
    tekst: Tekst = verplicht("Tekst", "De onderbouwing.")


class Collegebesluit(Onderdeel):
    """What the college decided."""

    datum: Datum | None = optioneel("Datum", "Dag van het besluit.")
    uitkomst: Tekst | None = optioneel("Uitkomst", "Wat het college besloot.")


class CollegeNota(Dossier):
    """A proposal to the college to enter into an agreement (Flevoland)."""

    soort: Literal["collegenota"] = verplicht("Soort", "Altijd: collegenota.")
    gemeente: Gemeente = verplicht("Gemeente", "Gemeente waarvan het college besluit.")
    onderwerp: Regel | None = optioneel("Onderwerp", "Waarover de nota gaat.")
    portefeuillehouder: Regel | None = optioneel("Portefeuillehouder", "Naam van het lid van het college.")
    steller: Regel | None = optioneel("Steller", "Naam van de ambtenaar die de nota schreef.")
    afdeling: Regel | None = optioneel("Afdeling", "Afdeling van de steller.")
    datum: Datum | None = optioneel("Datum", "Dag van de nota.")
    vergaderdatum: Datum | None = optioneel("Vergadering", "Dag waarop het college vergadert.")
    voorgesteld_besluit: Lijst[Zin] = lijst("Voorgesteld besluit", "De beslispunten, in volgorde.")
    inleiding: Tekst | None = optioneel("Inleiding", "Aanleiding en achtergrond.")
    doelstelling: Tekst | None = optioneel("Doelstelling", "Wat met het besluit wordt bereikt.")
    beleidsreferentie: Tekst | None = optioneel("Beleidsreferentie", "Waarop het besluit voortbouwt.")
    argumenten: Lijst[Onderbouwing] = lijst("Argumenten", "Per beslispunt.")
    kanttekeningen: Lijst[Onderbouwing] = lijst("Kanttekeningen", "Per beslispunt.")
    planning: Tekst | None = optioneel("Planning en uitvoering", "Wat er na het besluit gebeurt en wanneer.")
    raadsinformatie: Tekst | None = optioneel("Informatie aan de raad", "Wat de raad hoort en wanneer.")
    communicatie: Tekst | None = optioneel("Communicatie", "Wie het besluit horen en hoe.")
    bijlagen: Lijst[Regel] = lijst("Bijlagen", "Stukken die bij de nota horen.")
    besluit: Collegebesluit | None = optioneel("Besluit", "Wat het college besloot.")
    ondertekening: Ondertekening | None = optioneel(
        "Ondertekening van het akkoord", "Waar en wanneer de burgemeester tekent; niet vóór het besluit."
    )
