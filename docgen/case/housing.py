"""The home and what it costs: woning, huur, huurschuld, inschrijving, herkomst, inkomen."""

from __future__ import annotations

from docgen import nl
from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Energielabel, Ligging, Voorziening, Weigeringsgrond
from docgen.case.person import Adres
from docgen.case.text_types import Regel, Zin
from docgen.case.value_types import Aantal, Bedrag, Dagnummer, Datum, JaNee, KvkNummer, Lijst


class Herkomst(Onderdeel):
    """Where the huurder comes from."""

    voorziening: Voorziening | None = optioneel("Voorziening", "Soort voorziening waaruit de huurder komt.")
    naam: Regel | None = optioneel("Naam van de voorziening", "Naam en plaats.")
    gemeente: Regel | None = optioneel("Gemeente van herkomst", "Naam van de gemeente.")
    begindatum: Datum | None = optioneel("Begindatum", "Eerste dag van het verblijf.")
    einddatum: Datum | None = optioneel("Einddatum", "Laatste dag van het verblijf.")
    aanmelddatum_bemiddeling: Datum | None = optioneel(
        "Aanmelding voor bemiddeling", "Dag waarop om bemiddeling naar een woning is gevraagd."
    )


class Woning(Onderdeel):
    """The home that is rented."""

    adres: Adres | None = optioneel("Adres", "Adres van de woning.")
    soort: Regel | None = optioneel("Soort woning", "Bijvoorbeeld: appartement, studio, eengezinswoning.")
    zelfstandig: JaNee | None = optioneel("Zelfstandig", "Of de woning een eigen toegang, keuken en toilet heeft.")
    kamers: Aantal | None = optioneel("Aantal kamers", "Zonder keuken en badkamer.")
    bestanddelen: Lijst[Regel] = lijst("Bestanddelen", "Wat bij de woning hoort: berging, tuin, balkon.")
    energielabel: Energielabel | None = optioneel("Energielabel", "Letter van het geldige energielabel.")
    ligging: Ligging | None = optioneel("Ligging", "Geclusterd of gespikkeld.")


class Kostenpost(Onderdeel):
    """One item of servicekosten or nutsvoorzieningen."""

    omschrijving: Regel = verplicht("Omschrijving", "Waarvoor het bedrag is.")
    bedrag: Bedrag = verplicht("Bedrag per maand", "In euro's, hoogstens twee decimalen.")


class Huur(Onderdeel):
    """The rent per month and how it is paid."""

    kale_huur: Bedrag | None = optioneel("Kale huur", "Per maand, in euro's.")
    servicekosten: Lijst[Kostenpost] = lijst("Servicekosten", "Elke post apart, per maand.")
    nutsvoorzieningen: Lijst[Kostenpost] = lijst("Nutsvoorzieningen", "Voorschotten, elke post apart, per maand.")
    waarborgsom: Bedrag | None = optioneel("Waarborgsom", "Eenmalig, in euro's; 0.00 als er geen is.")
    betaaldag: Dagnummer | None = optioneel("Betaaldag", "Dag van de maand waarop de huur binnen is.")
    rekening_op_naam: Regel | None = optioneel("Rekening op naam van", "Als die anders is dan de verhuurder.")
    betaalwijze: Regel | None = optioneel("Betaalwijze", "Bijvoorbeeld: automatische incasso.")

    @property
    def totaal_servicekosten(self) -> nl.Bedrag:
        """All servicekosten per month; zero when there are none."""
        return nl.som(post.bedrag for post in self.servicekosten)

    @property
    def totaal_nutsvoorzieningen(self) -> nl.Bedrag:
        """All advances for nutsvoorzieningen per month; zero when there are none."""
        return nl.som(post.bedrag for post in self.nutsvoorzieningen)

    @property
    def totaal(self) -> nl.Bedrag | None:
        """What the huurder pays each month; None while the kale huur is unknown."""
        if self.kale_huur is None:
            return None
        return self.kale_huur + self.totaal_servicekosten + self.totaal_nutsvoorzieningen


class Woningaanbod(Onderdeel):
    """One home that the corporatie offered, and whether it was refused."""

    datum: Datum | None = optioneel("Datum", "Dag van het aanbod.")
    geweigerd_op: Datum | None = optioneel("Geweigerd op", "Dag waarop de huurder weigerde; leeg als dat niet zo is.")
    reden: Zin | None = optioneel("Reden", "Waarom de huurder weigerde.")
    gegrond: JaNee | None = optioneel("Gegrond", "Of de betrokken partijen de reden gegrond vinden.")


class Toewijzingsweigering(Onderdeel):
    """The corporatie refused to let a home to the huurder."""

    datum: Datum | None = optioneel("Datum", "Dag van de weigering.")
    grond: Weigeringsgrond | None = optioneel("Grond", "Een huurschuld, of iets anders.")
    toelichting: Zin | None = optioneel("Toelichting", "Waarom de corporatie weigerde.")


class Huurschuld(Onderdeel):
    """A debt from an earlier tenancy."""

    bedrag: Bedrag | None = optioneel("Resterende huurschuld", "In euro's.")
    verhuurder: Regel | None = optioneel("Verhuurder", "Aan wie de huurschuld nog betaald moet worden.")
    verhuurder_kvk_nummer: KvkNummer | None = optioneel(
        "KvK-nummer van die verhuurder", "Herkent de verhuurder ook als de naam anders is geschreven."
    )
    laatste_woning_verlaten_met_achterstand: JaNee | None = optioneel(
        "Laatste woning verlaten met achterstand", "Of de huurder bij vertrek achterliep met de huur."
    )
    wgs_toegelaten_op: Datum | None = optioneel(
        "Toegelaten tot schuldhulp", "Dag van toelating tot de gemeentelijke schuldhulpverlening."
    )
    nadere_verplichtingen: Lijst[Zin] = lijst("Nadere verplichtingen", "Wat met de huurder is afgesproken.")
    termijnbedrag: Bedrag | None = optioneel("Bedrag per termijn", "Wat de huurder per maand aflost, in euro's.")
    betaald_door: Regel | None = optioneel("Betaald door", "Wie de termijnen betaalt.")


class Inschrijving(Onderdeel):
    """The registration as someone who looks for a home."""

    systeem: Regel | None = optioneel("Systeem", "Waar de huurder als woningzoekende is ingeschreven.")
    nummer: Regel | None = optioneel("Inschrijfnummer", "Nummer van de inschrijving.")
    datum: Datum | None = optioneel("Datum van inschrijving", "Eerste dag van de inschrijving.")


class Inkomen(Onderdeel):
    """Income and debts, as far as a corporatie may know them."""

    soort: Regel | None = optioneel("Soort inkomen", "Bijvoorbeeld: loon, bijstand, Wajong.")
    bedrag_per_maand: Bedrag | None = optioneel("Inkomen per maand", "Netto, in euro's.")
    schulden: Bedrag | None = optioneel("Schulden", "Totaal, in euro's.")
    schuldsanering: JaNee | None = optioneel("Schuldsanering", "Of er een traject van schuldsanering loopt.")
    bewindvoering: JaNee | None = optioneel("Bewindvoering", "Of er een bewindvoerder is.")
