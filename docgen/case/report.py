"""Reports of talks: what was looked at, by whom, with which outcome."""

from __future__ import annotations

from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Conclusie, Resultaat, SoortEvaluatie
from docgen.case.plan import Periode
from docgen.case.text_types import Regel, Tekst, Zin
from docgen.case.value_types import Aantal, Bedrag, Datum, DatumOfRegel, Doelverwijzing, JaNee, Lijst

NIET_VASTGELEGD = "niet vastgelegd"


class Aanwezige(Onderdeel):
    """Somebody who was, or should have been, at the talk."""

    naam: Regel = verplicht("Naam", "Naam van de deelnemer.")
    rol: Regel | None = optioneel("Rol", "Bijvoorbeeld: huurder, begeleider, wooncoach.")
    organisatie: Regel | None = optioneel("Organisatie", "Waarvoor de deelnemer werkt.")
    aanwezig: JaNee | None = optioneel("Aanwezig", "Of de deelnemer erbij was.")
    reden_afwezig: Zin | None = optioneel("Reden van afwezigheid", "Alleen voor wie er niet bij was.")

    @property
    def hoedanigheid(self) -> str:
        """As whom somebody took part: "begeleider, Stichting Zorggroep De Oever"; what is recorded of it."""
        return ", ".join(filter(None, (self.rol, self.organisatie))) or NIET_VASTGELEGD

    @property
    def aanwezigheid(self) -> str:
        """Whether somebody was there, and why not; what is not recorded says so."""
        if self.aanwezig is None:
            return NIET_VASTGELEGD
        if self.aanwezig:
            return "aanwezig"
        return f"afwezig: {self.reden_afwezig}" if self.reden_afwezig else "afwezig, reden niet vastgelegd"


class Doelresultaat(Onderdeel):
    """How it stands with one goal."""

    doel: Doelverwijzing = verplicht("Doel", "Korte naam van een doel uit de lijst doelen.")
    resultaat: Resultaat | None = optioneel("Resultaat", "Of het doel is behaald.")
    toelichting: Tekst | None = optioneel("Toelichting", "Waaruit dat blijkt.")


class Woonfeiten(Onderdeel):
    """Facts about the tenancy."""

    huur_op_tijd: JaNee | None = optioneel("Huur op tijd", "Of de huur steeds op tijd is betaald.")
    achterstand: Bedrag | None = optioneel("Achterstand", "Huurachterstand op de dag van het gesprek, in euro's.")
    overlastmeldingen: Aantal | None = optioneel("Meldingen van overlast", "Aantal meldingen in de periode.")
    toelichting: Tekst | None = optioneel("Toelichting", "Wat erbij gezegd moet worden.")


class Criteria(Onderdeel):
    """The three criteria of the talk in month ten (Alkmaar)."""

    woonvaardigheden: Tekst | None = optioneel("Woonvaardigheden", "Hoe het gaat met het wonen zelf.")
    stabiliteit: Tekst | None = optioneel("Stabiliteit", "Hoe stabiel de situatie is.")
    overlastmeldingen: Tekst | None = optioneel("Overlastmeldingen", "Welke meldingen er waren.")


class Waakvlambespreking(Onderdeel):
    """What was said about the time after the support."""

    besproken: JaNee | None = optioneel("Besproken", "Of de waakvlam is besproken.")
    afspraak: Tekst | None = optioneel("Afspraak", "Wat is afgesproken.")


class Actie(Onderdeel):
    """One action that follows from a talk."""

    wie: Regel | None = optioneel("Wie", "Wie het doet.")
    wat: Zin | None = optioneel("Wat", "Wat er gebeurt.")
    wanneer: DatumOfRegel | None = optioneel("Wanneer", "Een datum, of in woorden.")


class Evaluatie(Onderdeel):
    """One talk or report."""

    soort: SoortEvaluatie = verplicht("Soort", "Welk gesprek of verslag het is.")
    datum: Datum | None = optioneel("Datum", "Dag van het gesprek.")
    plaats: Regel | None = optioneel("Plaats", "Waar het gesprek was.")
    voorzitter: Regel | None = optioneel("Voorzitter", "Wie het gesprek leidde.")
    aanleiding: Tekst | None = optioneel("Aanleiding", "Waarom het gesprek er was.")
    periode: Periode | None = optioneel("Periode", "Tijd waarover het verslag gaat.")
    aanwezigen: Lijst[Aanwezige] = lijst("Deelnemers", "Wie erbij waren en wie er niet bij waren.")
    bekeken: Lijst[Zin] = lijst("Bekeken", "Welke stukken en feiten zijn bekeken.")
    doelen: Lijst[Doelresultaat] = lijst("Doelen", "Hoe het met elk doel staat.")
    criteria: Criteria | None = optioneel("Criteria", "De drie criteria van het overleg in maand tien.")
    woonfeiten: Woonfeiten | None = optioneel("Feiten over het wonen", "Huur en overlast.")
    visie_huurder: Tekst | None = optioneel("Visie van de huurder", "In de eigen woorden van de huurder.")
    wensen: Tekst | None = optioneel("Wensen van de huurder", "Wat de huurder wil voor de komende tijd.")
    aandachtspunten: Lijst[Zin] = lijst("Aandachtspunten", "Waar op te letten, elk punt in één zin.")
    besluit: Tekst | None = optioneel("Besluit", "Wat is besloten.")
    overwegingen: Tekst | None = optioneel("Overwegingen", "Waarom dat is besloten.")
    afgestemd_met_gemeente: JaNee | None = optioneel("Afgestemd met de gemeente", "Of de gemeente is geraadpleegd.")
    begeleiding_nog_nodig: JaNee | None = optioneel("Begeleiding nog nodig", "De eerste vraag van elk monitorgesprek.")
    conclusie: Conclusie | None = optioneel("Conclusie", "Uitkomst van het gesprek.")
    omklapdatum: Datum | None = optioneel("Omklapdatum", "Eerste dag van het contract op eigen naam.")
    waakvlam: Waakvlambespreking | None = optioneel("Waakvlam", "Wat daarover is besproken.")
    acties: Lijst[Actie] = lijst("Acties", "Wie doet wat en wanneer.")
    goedgekeurd_op: Datum | None = optioneel("Goedgekeurd op", "Dag waarop de deelnemers het verslag goedkeurden.")
