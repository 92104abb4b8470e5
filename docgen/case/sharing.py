"""What is shared with others: toestemmingen, transferpunt, aanmelding, toetsing."""

from __future__ import annotations

from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Grondslag, Toetsuitkomst
from docgen.case.text_types import Regel, Tekst, Zin
from docgen.case.value_types import Datum, JaNee, Lijst

_ONTVANGERS = {
    "transferpunt": "het Transferpunt",
    "woningcorporatie": "de woningcorporatie",
    "zorgaanbieder": "de zorgaanbieder",
    "gemeente": "de gemeente",
    "uitstroomcoordinator": "de uitstroomcoördinator",
}
_GEGEVENS = {
    "registratie": "de gegevens van het registratieformulier",
    "aanmelding": "de gegevens van het aanmeldformulier",
    "vervolg_wonen": "de gegevens van het formulier vervolg wonen",
    "plaatsing": "de gegevens van het plaatsingsformulier",
    "aanmeldformulier": "de gegevens van het aanmeldformulier",
    "perspectiefplan": "het perspectiefplan",
    "personalia": "naam, geboortedatum, adres en telefoonnummer",
    "inkomen": "gegevens over het inkomen",
    "schulden": "gegevens over schulden",
}


class Toestemming(Onderdeel):
    """On what ground which data go to whom."""

    ontvanger: Regel = verplicht("Ontvanger", "Rol van wie de gegevens krijgt.", examples=["transferpunt"])
    gegevens: Lijst[Regel] = lijst("Gegevens", "Welke gegevens worden gedeeld.")
    doel: Zin | None = optioneel("Doel", "Waarvoor de gegevens worden gebruikt.")
    grondslag: Grondslag | None = optioneel("Grondslag", "Op grond waarvan het delen mag.")
    reden: Tekst | None = optioneel("Reden", "Waarom de gegevens nodig zijn.")
    waarom_niet_anders: Tekst | None = optioneel("Waarom niet anders", "Waarom het niet met minder kan.")
    bewaartermijn: Regel | None = optioneel("Bewaartermijn", "Hoe lang de gegevens worden bewaard.")
    datum: Datum | None = optioneel("Datum", "Dag waarop de toestemming of afspraak er was.")
    ingetrokken_op: Datum | None = optioneel("Ingetrokken op", "Dag waarop de toestemming is ingetrokken.")

    @property
    def ontvanger_in_woorden(self) -> str:
        """Who gets the data, with its article: "het Transferpunt"; a name stays as it is written."""
        return _ONTVANGERS.get(self.ontvanger.casefold(), self.ontvanger)

    @property
    def gegevens_in_woorden(self) -> tuple[str, ...]:
        """The data in words: the codes of the forms written out, what is written otherwise as it stands."""
        return tuple(_GEGEVENS.get(item, item) for item in self.gegevens)

    @property
    def op_toestemming(self) -> bool:
        """Het delen rust op toestemming, of de grondslag is niet vastgelegd."""
        return self.grondslag in ("toestemming", None)

    @property
    def gegeven(self) -> bool:
        """De huurder gaf toestemming, met de datum erbij, en trok die niet in."""
        return self.grondslag == "toestemming" and self.datum is not None and not self.ingetrokken

    @property
    def ingetrokken(self) -> bool:
        """De toestemming is ingetrokken."""
        return self.ingetrokken_op is not None


class InschrijvingCorporatie(Onderdeel):
    """A registration at one woningcorporatie."""

    woningcorporatie: Regel = verplicht("Woningcorporatie", "Naam van de woningcorporatie.")
    datum: Datum | None = optioneel("Datum", "Eerste dag van de inschrijving.")


class Identiteitscontrole(Onderdeel):
    """That the identity was checked; never a number or a copy."""

    soort: Regel | None = optioneel("Soort document", "Identiteitskaart of paspoort; nooit een nummer.")
    datum: Datum | None = optioneel("Datum", "Dag van de controle.")


class Transferpunt(Onderdeel):
    """What the forms for the Transferpunt ask, in the order of their phases."""

    registratiedatum: Datum | None = optioneel("Registratie", "Dag van de registratie bij het Transferpunt.")
    eerste_aanmelding_opvang: Datum | None = optioneel("Eerste aanmelding opvang", "Dag van de eerste aanmelding.")
    laatste_woonplaats: Regel | None = optioneel("Laatste woonplaats", "Woonplaats vóór het verblijf.")
    locatie_opvang: Regel | None = optioneel("Locatie opvang", "Alleen bij maatschappelijke opvang.")
    casusregisseur: Regel | None = optioneel("Casusregisseur", "Naam van de casusregisseur.")
    procesregisseur: Regel | None = optioneel("Procesregisseur", "Naam van de procesregisseur.")
    reden_dakloosheid: Zin | None = optioneel("Reden dakloosheid", "Alleen bij maatschappelijke opvang.")
    datum_start_dakloosheid: Datum | None = optioneel("Start dakloosheid", "Eerste dag zonder eigen woonplek.")
    gebiedsteam_betrokken: JaNee | None = optioneel("Gebiedsteam betrokken", "Of het gebiedsteam erbij is.")
    identiteitscontrole: Identiteitscontrole | None = optioneel("Controle van de identiteit", "Hoe en wanneer.")
    aanmelddatum: Datum | None = optioneel("Aanmelding", "Dag van het aanmeldformulier.")
    leefsituatie: Regel | None = optioneel("Leefsituatie", "Bijvoorbeeld: alleenstaand.")
    laatste_woonsituatie: Regel | None = optioneel("Laatste woonsituatie", "Hoe de huurder woonde.")
    vorige_verhuurder: Regel | None = optioneel("Vorige verhuurder", "Verhuurder of instantie van de vorige woning.")
    inschrijvingen: Lijst[InschrijvingCorporatie] = lijst("Inschrijvingen", "Bij welke corporaties, sinds wanneer.")
    hoofdinkomen: Regel | None = optioneel("Hoofdinkomen", "Soort inkomen.")
    gemeente_participatie: Regel | None = optioneel(
        "Gemeente participatie-uitkering", "Gemeente die de uitkering betaalt."
    )
    schulden: JaNee | None = optioneel("Schulden", "Of er schulden zijn.")
    vorm_ondersteuning_schulden: Regel | None = optioneel("Hulp bij schulden", "Vorm van de hulp.")
    uitstroomprofiel: Regel | None = optioneel("Uitstroomprofiel", "Hoe de huurder gaat wonen.")
    uitzetting_verleden: JaNee | None = optioneel("Eerdere uitzetting", "Of de huurder eerder uit huis is gezet.")
    inzet_nodig: JaNee | None = optioneel("Inzet Transferpunt nodig", "Of bemiddeling nodig is.")
    reden_inzet: Zin | None = optioneel("Reden van de inzet", "Waarom bemiddeling nodig is.")
    uitstroomgemeente: Regel | None = optioneel("Uitstroomgemeente", "Gemeente waar de huurder gaat wonen.")
    wijze_van_toewijzing: Regel | None = optioneel("Wijze van toewijzing", "Bijvoorbeeld: bemiddeling.")
    gedragsaanwijzing: JaNee | None = optioneel("Gedragsaanwijzing", "Of er een gedragsaanwijzing is.")


class Aanmeldformulier(Onderdeel):
    """What the form for uitstroom asks (West-Friesland)."""

    datum: Datum | None = optioneel("Datum", "Dag van het formulier.")
    volledig: JaNee | None = optioneel("Volledig", "Of alles is ingevuld.")
    medeondertekend: JaNee | None = optioneel("Medeondertekend", "Of de huurder heeft meegetekend.")
    randvoorwaarden: Tekst | None = optioneel("Randvoorwaarden", "Eisen aan de woning of de plaats.")
    doelgroep: Regel | None = optioneel("Doelgroep", "Onder welke doelgroep de huurder valt.")
    huishouden: Zin | None = optioneel("Huishouden", "Wie er meeverhuizen.")
    netwerk: Zin | None = optioneel("Netwerk", "Waar het netwerk woont.")
    werk_of_school: Zin | None = optioneel("Werk of school", "Waar de huurder werkt of leert.")
    vervoer: Zin | None = optioneel("Vervoer", "Hoe de huurder reist.")
    geprobeerd: Lijst[Zin] = lijst("Geprobeerd", "Wat al is gedaan om een woning te vinden.")
    voorkeuren: Lijst[Zin] = lijst("Voorkeuren", "Wensen over de woning en de plaats.")
    contra_indicaties: Lijst[Zin] = lijst("Contra-indicaties", "Waar de huurder beter niet woont; geen diagnose.")
    bijlagen: Lijst[Regel] = lijst("Bijlagen", "Stukken die bij het formulier horen.")


class Toetsing(Onderdeel):
    """The check by the uitstroomcoördinator against the criteria (West-Friesland §7)."""

    uitkomst: Toetsuitkomst | None = optioneel("Uitkomst", "Ja of nee.")
    datum: Datum | None = optioneel("Datum", "Dag van de toetsing.")
    uitstroomcoordinator: Regel | None = optioneel("Uitstroomcoördinator", "Wie heeft getoetst.")
    geschikt: JaNee | None = optioneel("Geschikt", "Of de huurder zelfstandig kan wonen met begeleiding.")
    geen_alternatieven: JaNee | None = optioneel("Geen alternatieven", "Of er geen andere woonplek is.")
    accepteert_voorwaarden: JaNee | None = optioneel(
        "Accepteert voorwaarden", "Of de huurder de voorwaarden aanvaardt."
    )
    kan_huur_betalen: JaNee | None = optioneel("Kan de huur betalen", "Of de huur past bij het inkomen.")
    telefonisch_bereikbaar: JaNee | None = optioneel("Telefonisch bereikbaar", "Of de huurder te bellen is.")
