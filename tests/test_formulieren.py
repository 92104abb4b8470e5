"""The forms of the Transferpunt hold the literal fields of bijlage 3, in its order, and no other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen import service
from docgen.text.document import Kind

CASE = Path(__file__).parents[1] / "fixtures" / "cases" / "friesland-driepartijen.json"
ROWS = (Kind.VELD, Kind.KEUZE, Kind.SCHRIJFRUIMTE)
FIELDS = {
    "registratieformulier": """Achternaam en voorletters; Burgerservicenummer; Geboortedatum; Huidig adres;
        Herkomstgemeente; Laatste woonplaats; Eerste aanmelding opvang; Start verblijf opvang;
        Datum aanmelding Transferpunt; Betrokken zorgaanbieder; Locatie maatschappelijke opvang;
        Contactgegevens begeleider; Naam casusregisseur; Naam procesregisseur; Reden dakloosheid;
        Datum start dakloosheid; Betrokkenheid Gebiedsteam""",
    "aanmeldformulier": """Achternaam en voorletters; Telefoonnummer; Mailadres; Herkomstgemeente; Leefsituatie;
        Laatste woonsituatie; Naam vorige verhuurder of instantie van vorige woonsituatie;
        Inschrijvingen en data woningcorporaties; Hoofdinkomen; Verantwoordelijke gemeente participatie uitkering;
        Bestaan schuldenproblematiek; Vorm van ondersteuning bij schulden; Verwacht uitstroomprofiel;
        Uitvraag uitzetting woning in het verleden; Noodzaak inzet Transferpunt; Reden inzet Transferpunt""",
    "vervolg-wonen": """Achternaam en voorletters; Uitstroomprofiel; Naam verhuurder of instantie van uitstroom;
        Uitstroomgemeente; Noodzaak inzet Transferpunt; Reden inzet Transferpunt""",
    "plaatsingsformulier": """Achternaam en voorletters; Mutatie adres; Datum mutatie; Definitief Uitstroomprofiel;
        Naam verhuurder; Definitieve Uitstroomgemeente; Type woning van uitstroom;
        Type en intensiteit van ondersteuning; Startdatum ondersteuning; Naam ondersteunende instantie;
        Soort huurcontract; Wijze van toewijzing; Gedragsaanwijzing""",
    "aanmeldbericht": """Achternaam en initialen; Leefsituatie; Beoogde gemeente van uitstroom;
        Ondersteuningsprofiel Uitstromer; Contactgegevens betrokken contactpersonen""",
}
"""Bijlage 3; the aanmeldbericht without its BSN, which is off by default (domain.md 4.7)."""


@pytest.mark.parametrize("name", FIELDS)
def test_a_form_holds_the_fields_of_the_source_and_no_other(name: str) -> None:
    subject = service.load(CASE)
    (document,) = service.assemble(subject, [name], dt.date(2026, 11, 22), concept=True)
    labels = [b.number or b.text.partition(":")[0] for b in document.blocks if b.kind in ROWS]
    assert labels == [" ".join(field.split()) for field in FIELDS[name].split(";")]
