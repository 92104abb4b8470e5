"""Letters: what they must say, and what has been sent."""

from __future__ import annotations

from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Documentnaam, Wijze
from docgen.case.text_types import Regel, Tekst, Zin
from docgen.case.value_types import Datum, DatumOfRegel, Lijst, Regelcode


class Correspondentie(Onderdeel):
    """A letter or message that has gone out."""

    document: Documentnaam = verplicht("Document", "Naam van het document dat is verstuurd.")
    ontvanger: Regel | None = optioneel("Ontvanger", "Rol van wie het kreeg, bijvoorbeeld huurder.")
    datum: Datum | None = optioneel("Datum", "Dag waarop het is verstuurd.")
    wijze: Wijze | None = optioneel("Wijze", "Hoe het is verstuurd.")
    ontvangen_op: Datum | None = optioneel("Ontvangen op", "Dag waarop het is ontvangen.")
    kenmerk: Regel | None = optioneel("Kenmerk", "Kenmerk of verzendnummer.")


class Vooraankondiging(Onderdeel):
    """Why the landlord lets the lease end, and what was tried."""

    gronden: Lijst[Zin] = lijst("Gronden", "Elke reden in één zin.")
    bewijsstukken: Lijst[Zin] = lijst("Bewijsstukken", "Waaruit dat blijkt.")
    geprobeerd: Lijst[Zin] = lijst("Geprobeerd", "Wat al is gedaan.")
    gesprek_op: Datum | None = optioneel("Gesprek op", "Dag van het gesprek dat wordt aangeboden.")


class Signaalpunt(Onderdeel):
    """One point on which more progress is needed."""

    goed: Tekst | None = optioneel("Wat goed gaat", "In gewone woorden.")
    beter: Tekst | None = optioneel("Wat beter moet", "In gewone woorden.")
    voor: DatumOfRegel | None = optioneel("Vóór wanneer", "Een datum, of in woorden.")
    hulp: Tekst | None = optioneel("Hulp", "Wie helpt en hoe.")


class Signaal(Onderdeel):
    """The signal that progress falls short."""

    datum: Datum | None = optioneel("Datum", "Dag van het signaal.")
    afzender: Regel | None = optioneel("Afzender", "Welke partij het signaal geeft.")
    punten: Lijst[Signaalpunt] = lijst("Punten", "Waarop meer voortgang nodig is.")
    gesprek_op: Datum | None = optioneel("Gesprek op", "Dag van het gesprek hierover.")


class Afwijking(Onderdeel):
    """A rule of the agreement that is set aside for this case, on record."""

    regel: Regelcode = verplicht("Regel", "Code van de regel, bijvoorbeeld FR-07.")
    motief: Tekst | None = optioneel("Motief", "Waarom van de regel wordt afgeweken.")
    naam: Regel | None = optioneel("Naam", "Wie dat heeft besloten.")
    functie: Regel | None = optioneel("Functie", "Functie van wie dat heeft besloten.")
    datum: Datum | None = optioneel("Datum", "Dag van het besluit.")
