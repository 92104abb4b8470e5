"""Organisations: woningcorporatie, zorgaanbieder, gemeente, and how they can be reached."""

from __future__ import annotations

from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Rechtsvorm
from docgen.case.person import Adres, Contactpersoon, Ondertekenaar
from docgen.case.text_types import Regel
from docgen.case.value_types import AgbCode, Email, Gemeentecode, Iban, KvkNummer, Lijst, Telefoon


class Organisatie(Onderdeel):
    """A legal person that is, or may become, a party."""

    naam: Regel = verplicht("Naam", "Volledige naam, zoals in het handelsregister.")
    rechtsvorm: Rechtsvorm | None = optioneel("Rechtsvorm", "Bijvoorbeeld stichting.")
    statutaire_zetel: Regel | None = optioneel("Statutaire zetel", "Plaats van vestiging volgens de statuten.")
    kvk_nummer: KvkNummer | None = optioneel("KvK-nummer", "Acht cijfers.")
    agb_code: AgbCode | None = optioneel("AGB-code", "Acht cijfers; alleen voor een zorgaanbieder.")
    adres: Adres | None = optioneel("Adres", "Waar de organisatie kantoor houdt.")
    telefoon: Telefoon | None = optioneel("Telefoonnummer", "Algemeen nummer van de organisatie.")
    email: Email | None = optioneel("E-mailadres", "Algemeen adres van de organisatie.")
    iban: Iban | None = optioneel("Rekeningnummer", "IBAN van de organisatie; nodig voor wie de huur ontvangt.")
    ondertekenaars: Lijst[Ondertekenaar] = lijst("Ondertekenaars", "Wie namens de organisatie tekenen.")
    contactpersonen: Lijst[Contactpersoon] = lijst("Contactpersonen", "Wie namens de organisatie te bereiken zijn.")


class Gemeente(Organisatie):
    """The gemeente where the huurder will live."""

    gemeentecode: Gemeentecode | None = optioneel("Gemeentecode", "Vier cijfers van het CBS.")
    gebiedsteam: Regel | None = optioneel("Gebiedsteam", "Naam van het gebiedsteam of wijkteam.")


class StoringEnNood(Onderdeel):
    """Numbers for when something cannot wait."""

    verhuurder: Regel | None = optioneel("Storing bij de verhuurder", "Nummer voor reparaties en storingen.")
    buiten_kantooruren: Regel | None = optioneel("Buiten kantooruren", "Nummer voor 's avonds en in het weekend.")
    crisis: Regel | None = optioneel("Crisis", "Nummer van de crisisdienst.")


class Klachten(Onderdeel):
    """Where a complaint goes, by organisation."""

    verhuurder: Regel | None = optioneel("Klacht over de verhuurder", "Adres van de klachtenregeling.")
    zorgaanbieder: Regel | None = optioneel("Klacht over de zorgaanbieder", "Adres van de klachtenregeling.")
    gemeente: Regel | None = optioneel("Klacht over de gemeente", "Adres van de klachtenregeling.")
