"""The case of one huurder: everything that its documents are made from."""

from __future__ import annotations

from typing import Literal

from docgen.case.base import lijst, optioneel, verplicht
from docgen.case.care import (
    Aanvraag,
    Begeleidingsovereenkomst,
    Beschikking,
    Logeerplek,
    Overdracht,
    Waakvlam,
    WarmeOverdracht,
)
from docgen.case.dispute import Geschil
from docgen.case.governance import Dossier
from docgen.case.housing import (
    Herkomst,
    Huur,
    Huurschuld,
    Inkomen,
    Inschrijving,
    Toewijzingsweigering,
    Woning,
    Woningaanbod,
)
from docgen.case.lease import Addendum, Bijlage, Gedragsaanwijzing, Huurovereenkomst, Omklap, Raamovereenkomst
from docgen.case.letter import Afwijking, Correspondentie, Signaal, Vooraankondiging
from docgen.case.organisation import Gemeente, Klachten, Organisatie, StoringEnNood
from docgen.case.person import Huurder, Medehuurder, Noodcontact, Vertegenwoordiger
from docgen.case.plan import Doel, Nabuurschap, Ondersteuningsplan, Perspectiefplan
from docgen.case.report import Evaluatie
from docgen.case.sharing import Aanmeldformulier, Toestemming, Toetsing, Transferpunt
from docgen.case.value_types import Lijst


class Zaak(Dossier):
    """The case of one huurder under one agreement."""

    soort: Literal["zaak"] = verplicht("Soort", "Altijd: zaak.")
    huurder: Huurder | None = optioneel("Huurder", "De persoon die gaat huren.")
    medehuurders: Lijst[Medehuurder] = lijst("Medehuurders", "Wie samen met de huurder huren.")
    vertegenwoordiging: Lijst[Vertegenwoordiger] = lijst("Vertegenwoordiging", "Wie namens de huurder optreden.")
    noodcontact: Noodcontact | None = optioneel("Noodcontact", "Wie in nood gebeld mag worden.")
    herkomst: Herkomst | None = optioneel("Herkomst", "Waar de huurder vandaan komt.")
    woningcorporatie: Organisatie | None = optioneel("Woningcorporatie", "Eigenaar van de woning.")
    zorgaanbieder: Organisatie | None = optioneel("Zorgaanbieder", "Wie de ondersteuning geeft.")
    gemeente: Gemeente | None = optioneel("Gemeente", "Gemeente waar de huurder gaat wonen.")
    woning: Woning | None = optioneel("Woning", "De woning die wordt gehuurd.")
    huur: Huur | None = optioneel("Huur", "Wat de woning per maand kost.")
    woningaanbiedingen: Lijst[Woningaanbod] = lijst("Woningaanbiedingen", "Welke woningen zijn aangeboden.")
    weigering_corporatie: Toewijzingsweigering | None = optioneel(
        "Weigering door de corporatie", "Als de corporatie een woning weigerde toe te wijzen."
    )
    huurschuld: Huurschuld | None = optioneel("Huurschuld", "Schuld uit een eerdere huur.")
    raamovereenkomst: Raamovereenkomst | None = optioneel(
        "Raamovereenkomst", "Tussen corporatie en zorgaanbieder, bij een verdiencontract."
    )
    huurovereenkomst: Huurovereenkomst | None = optioneel("Huurovereenkomst", "Het contract van deze zaak.")
    begeleidingsovereenkomst: Begeleidingsovereenkomst | None = optioneel(
        "Begeleidingsovereenkomst", "Tussen huurder en zorgaanbieder."
    )
    beschikking: Beschikking | None = optioneel("Beschikking", "Het besluit over de ondersteuning.")
    aanvragen: Lijst[Aanvraag] = lijst("Aanvragen", "Wat de huurder de gemeente heeft gevraagd.")
    inschrijving: Inschrijving | None = optioneel("Inschrijving", "Als woningzoekende.")
    inkomen: Inkomen | None = optioneel("Inkomen", "Inkomen en schulden.")
    doelen: Lijst[Doel] = lijst("Doelen", "De doelen van de huurder.")
    ondersteuningsplan: Ondersteuningsplan | None = optioneel("Ondersteuningsplan", "Het plan voor de ondersteuning.")
    perspectiefplan: Perspectiefplan | None = optioneel("Perspectiefplan", "Het plan bij de aanmelding.")
    nabuurschap: Nabuurschap | None = optioneel("Nabuurschap", "Afspraken over de buren.")
    evaluaties: Lijst[Evaluatie] = lijst("Evaluaties", "Gesprekken en verslagen.")
    omklap: Omklap | None = optioneel("Omklap", "De overgang naar een contract op eigen naam.")
    waakvlam: Waakvlam | None = optioneel("Waakvlam", "Contact na de ondersteuning.")
    toestemmingen: Lijst[Toestemming] = lijst("Toestemmingen", "Welke gegevens met wie worden gedeeld.")
    transferpunt: Transferpunt | None = optioneel("Transferpunt", "Gegevens voor de formulieren.")
    aanmeldformulier: Aanmeldformulier | None = optioneel("Aanmeldformulier", "Gegevens voor de aanmelding.")
    toetsing: Toetsing | None = optioneel("Toetsing", "Toets door de uitstroomcoördinator.")
    bijlagen: Lijst[Bijlage] = lijst("Bijlagen", "Stukken die bij het contract zijn gegeven.")
    storing_en_nood: StoringEnNood | None = optioneel("Storing en nood", "Nummers voor als het niet kan wachten.")
    klachten: Klachten | None = optioneel("Klachten", "Waar een klacht heen gaat.")
    correspondentie: Lijst[Correspondentie] = lijst("Correspondentie", "Wat is verstuurd.")
    vooraankondiging: Vooraankondiging | None = optioneel("Vooraankondiging", "Van het einde van de huur.")
    signaal: Signaal | None = optioneel("Signaal", "Dat er meer voortgang nodig is.")
    logeerplek: Logeerplek | None = optioneel("Logeerplek", "Tijdelijk verblijf elders.")
    overdracht: Overdracht | None = optioneel("Overdracht", "Naar een andere zorgaanbieder.")
    warme_overdracht: WarmeOverdracht | None = optioneel("Warme overdracht", "De oude zorgaanbieder loopt mee.")
    gedragsaanwijzing: Gedragsaanwijzing | None = optioneel("Gedragsaanwijzing", "Regels over gedrag.")
    addenda: Lijst[Addendum] = lijst("Addenda", "Wijzigingen van het contract.")
    geschil: Geschil | None = optioneel("Geschil", "Tussen partijen bij de regionale afspraken.")
    afwijkingen: Lijst[Afwijking] = lijst("Afwijkingen", "Regels waarvan gemotiveerd wordt afgeweken.")

    def doel(self, doel_id: str) -> Doel:
        """Return the goal with this id; raises KeyError when there is none."""
        for doel in self.doelen:
            if doel.id == doel_id:
                return doel
        raise KeyError(doel_id)
