"""A dispute between parties to the agreement (West-Friesland §19)."""

from __future__ import annotations

from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Geschilonderwerp, Partij
from docgen.case.text_types import Tekst
from docgen.case.value_types import Datum, Lijst


class Zienswijze(Onderdeel):
    """How another party sees the dispute, with what it proposes."""

    partij: Partij = verplicht("Partij", "Welke partij haar zienswijze geeft.")
    datum: Datum | None = optioneel("Datum", "Dag waarop de andere partijen de zienswijze kregen.")
    voorstel: Tekst | None = optioneel("Voorstel", "De oplossing die de partij voorstelt.")


class Geschil(Onderdeel):
    """What a party told the others in writing, and their views on it."""

    partij: Partij | None = optioneel("Partij", "Welke partij het geschil meldt.")
    datum: Datum | None = optioneel("Datum", "Dagtekening van de mededeling aan de andere partijen.")
    onderwerp: Geschilonderwerp | None = optioneel("Onderwerp", "Waarover het geschil gaat.")
    omschrijving: Tekst | None = optioneel("Omschrijving", "Wat het geschil is; zonder persoonsgegevens.")
    zienswijzen: Lijst[Zienswijze] = lijst("Zienswijzen", "Wat de andere partijen ervan vinden.")
