"""Plans: doelen, ondersteuningsplan, perspectiefplan, nabuurschap."""

from __future__ import annotations

import datetime as dt

from docgen import nl
from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Themanaam
from docgen.case.text_types import Regel, Tekst, Zin
from docgen.case.value_types import Datum, DoelId, Doelverwijzing, JaNee, Lijst


class Periode(Onderdeel):
    """A stretch of days, the last one included."""

    begin: Datum = verplicht("Begin", "Eerste dag.")
    einde: Datum = verplicht("Einde", "Laatste dag.")

    @property
    def afdruk(self) -> str:
        """The period in words: "van 1 maart 2027 tot en met 28 februari 2029"."""
        return nl.periode(self.begin, self.einde)

    def bevat(self, dag: dt.date) -> bool:
        """Tell whether a day lies in the period."""
        return self.begin <= dag <= self.einde


class Afspraak(Onderdeel):
    """Who does what, when and in which form."""

    wie: Regel | None = optioneel("Wie", "Wie de afspraak uitvoert.")
    wat: Zin | None = optioneel("Wat", "Wat er gebeurt.")
    wanneer: Regel | None = optioneel("Wanneer", "In woorden: elke maand, vóór 1 april 2027.")
    vorm: Regel | None = optioneel("Vorm", "Bijvoorbeeld: gesprek thuis.")


class Doel(Onderdeel):
    """A goal of the huurder."""

    id: DoelId = verplicht("Korte naam", "Kleine letters, cijfers en streepjes; uniek in de zaak.")
    thema: Themanaam | None = optioneel("Thema", "Thema waar het doel bij hoort.")
    tekst: Zin = verplicht("Doel", "In de woorden van de huurder.")
    maatstaf: Zin | None = optioneel("Maatstaf", "Hoe te zien is dat het doel is behaald.")
    bewijs: Zin | None = optioneel("Bewijs", "Waaruit dat blijkt.")
    streefdatum: Datum | None = optioneel("Streefdatum", "Wanneer het doel behaald moet zijn.")
    ondersteuning: Afspraak | None = optioneel("Ondersteuning", "Wie helpt, waarmee, wanneer en in welke vorm.")
    omklapvoorwaarde: JaNee | None = optioneel("Omklapvoorwaarde", "Of het doel een voorwaarde voor de omklap is.")
    zichtbaar_voor_corporatie: JaNee | None = optioneel(
        "Zichtbaar voor de corporatie", "Of het doel in de doelenbijlage staat. Alleen doelen over het wonen."
    )


class OpgesteldDoor(Onderdeel):
    """Who wrote a plan."""

    organisatie: Regel | None = optioneel(
        "Organisatie", "Rol van de organisatie: gemeente of zorgaanbieder.", examples=["gemeente", "zorgaanbieder"]
    )
    medewerker: Regel | None = optioneel("Medewerker", "Naam van de medewerker.")
    team: Regel | None = optioneel("Team", "Naam van het team.")


class Thema(Onderdeel):
    """One theme of the plan."""

    thema: Themanaam = verplicht("Thema", "Een van de vaste thema's, of overig met een eigen titel.")
    titel: Regel | None = optioneel("Titel", "Alleen bij het thema overig.")
    situatie: Tekst | None = optioneel("Situatie", "Hoe het nu gaat.")
    wens: Tekst | None = optioneel("Wens", "Wat de huurder wil.")
    afspraken: Lijst[Afspraak] = lijst("Afspraken", "Wie doet wat, wanneer en in welke vorm.")
    doelen: Lijst[Doelverwijzing] = lijst("Doelen", "Korte namen van doelen uit de lijst doelen.")
    niet_van_toepassing: Zin | None = optioneel("Niet van toepassing", "De reden waarom dit thema niet speelt.")


class AlsHetMinderGaat(Onderdeel):
    """What to do when things go less well."""

    signalen: Lijst[Zin] = lijst("Signalen", "Waaraan het te merken is, in eigen woorden.")
    eerst_bellen: Regel | None = optioneel("Eerst bellen", "Wie het eerst wordt gebeld.")


class Ondersteuningsplan(Onderdeel):
    """The plan for the support."""

    opgesteld_door: OpgesteldDoor | None = optioneel("Opgesteld door", "Wie het plan heeft geschreven.")
    samen_met: Lijst[Regel] = lijst("Samen met", "Wie eraan meeschreven.")
    datum: Datum | None = optioneel("Datum", "Dag van het plan.")
    periode: Periode | None = optioneel("Periode", "Tijd waarvoor het plan geldt.")
    themas: Lijst[Thema] = lijst("Thema's", "De thema's van het plan.")
    als_het_minder_gaat: AlsHetMinderGaat | None = optioneel("Als het minder gaat", "Signalen en wie te bellen.")
    gegevensafspraken: Lijst[Zin] = lijst("Afspraken over gegevens", "Wie wat mag weten, elk in één zin.")


class Perspectiefplan(Onderdeel):
    """The plan with which a huurder is proposed for a home."""

    datum: Datum | None = optioneel("Datum", "Dag van het plan.")
    opgesteld_door: OpgesteldDoor | None = optioneel("Opgesteld door", "Wie het plan heeft geschreven.")
    motivatie: Tekst | None = optioneel("Motivatie", "Waarom de huurder dit wil.")
    behoefte: Tekst | None = optioneel("Behoefte", "Wat de huurder nodig heeft.")
    problematiek: Tekst | None = optioneel("Problematiek", "Wat moeilijk is.")
    doelen: Lijst[Zin] = lijst("Doelen", "Wat de huurder wil bereiken, elk in één zin.")
    resultaten: Lijst[Zin] = lijst("Resultaten", "Wat er dan is bereikt.")
    middelen: Lijst[Zin] = lijst("Middelen", "Wat daarvoor beschikbaar is.")
    woonvaardigheden: Lijst[Zin] = lijst("Woonvaardigheden", "Afspraken over wonen, elk in één zin.")
    woonwensen: Tekst | None = optioneel("Woonwensen", "Wensen over de woning en de plaats.")
    medeondertekend_op: Datum | None = optioneel("Medeondertekend op", "Dag waarop de huurder tekende.")


class Nabuurschap(Onderdeel):
    """What was agreed about the neighbours."""

    datum: Datum | None = optioneel("Datum", "Dag waarop de afspraken zijn gemaakt.")
    kennismaking: Tekst | None = optioneel("Kennismaking", "Hoe de huurder de buren leert kennen.")
    afspraken: Lijst[Zin] = lijst("Afspraken", "Elke afspraak in één zin.")
