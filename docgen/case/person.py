"""People and where they live: huurder, medehuurder, vertegenwoordiger, contactpersoon, ondertekenaar."""

from __future__ import annotations

from docgen import nl
from docgen.case.base import Onderdeel, optioneel, verplicht
from docgen.case.choices import Aanhef, Bevoegdheid, Naamgebruik, Relatie, SoortVertegenwoordiging
from docgen.case.text_types import Regel
from docgen.case.value_types import (
    BagId,
    Bsn,
    Datum,
    Email,
    Huisletter,
    Huisnummer,
    JaNee,
    Postcode,
    Telefoon,
    Toevoeging,
)


class Adres(Onderdeel):
    """An address in the Netherlands, in the parts of the BAG."""

    straat: Regel = verplicht("Straat", "Naam van de straat, zonder huisnummer.")
    huisnummer: Huisnummer = verplicht("Huisnummer", "Alleen het getal.")
    huisletter: Huisletter | None = optioneel("Huisletter", "Eén letter, als het adres die heeft.")
    toevoeging: Toevoeging | None = optioneel("Toevoeging", "Hoogstens vier letters of cijfers.")
    postcode: Postcode = verplicht("Postcode", "Vier cijfers en twee letters, bijvoorbeeld 8601BT.")
    plaats: Regel = verplicht("Plaats", "Woonplaats, in gewone letters.")
    bag_id: BagId | None = optioneel("BAG-nummer", "Zestien cijfers: de nummeraanduiding in de BAG.")

    @property
    def straat_en_nummer(self) -> str:
        """The first line of the address: "Lemmerweg 112-3", "Oosterdijk 44B"."""
        return nl.straat_en_nummer(self.straat, self.huisnummer, self.huisletter or "", self.toevoeging or "")

    @property
    def plaatsregel(self) -> str:
        """The last line on an envelope: "8601 BT  SNEEK"."""
        return nl.plaatsregel(self.postcode.afdruk, self.plaats)

    @property
    def afdruk(self) -> str:
        """The address on one line: "Oosterdijk 44B, 8601 BT Sneek"."""
        return nl.adres_op_een_regel(self.straat_en_nummer, self.postcode.afdruk, self.plaats)


class Partnernaam(Onderdeel):
    """The surname of a partner, for whoever uses it."""

    tussenvoegsel: Regel | None = optioneel("Tussenvoegsel van de partner", "Bijvoorbeeld: van der.")
    achternaam: Regel = verplicht("Achternaam van de partner", "Zonder tussenvoegsel.")


class Benoemd(Onderdeel):
    """Somebody with a name that can be written in every form."""

    aanhef: Aanhef | None = optioneel("Aanhef", "Hoe de persoon wordt aangesproken: heer, mevrouw of neutraal.")
    voorletters: Regel | None = optioneel("Voorletters", "Met punten en zonder spaties: S.A.")
    voornamen: Regel | None = optioneel("Voornamen", "Alle voornamen voluit.")
    roepnaam: Regel | None = optioneel("Roepnaam", "De naam waarmee de persoon in gesprekken wordt aangesproken.")
    tussenvoegsel: Regel | None = optioneel("Tussenvoegsel", "In kleine letters: van der, van 't, de.")
    achternaam: Regel = verplicht("Achternaam", "Zonder tussenvoegsel, zoals die geregistreerd staat.")
    partner: Partnernaam | None = optioneel("Naam van de partner", "Nodig als de persoon die naam gebruikt.")
    naamgebruik: Naamgebruik | None = optioneel(
        "Naamgebruik", "Welke achternaam de persoon gebruikt; zonder keuze de eigen naam."
    )

    @property
    def naam(self) -> nl.Persoonsnaam:
        """The name, which prints itself in every form."""
        return nl.Persoonsnaam(
            achternaam=self.achternaam,
            tussenvoegsel=self.tussenvoegsel or "",
            voorletters=self.voorletters or "",
            aanspreekvorm=self.aanhef or "neutraal",
            partner_achternaam=self.partner.achternaam if self.partner else "",
            partner_tussenvoegsel=(self.partner.tussenvoegsel or "") if self.partner else "",
            naamgebruik=self.naamgebruik or "eigen",
        )


class Persoon(Benoemd):
    """A natural person who lives or will live in the home."""

    geboortedatum: Datum | None = optioneel("Geboortedatum", "Jaar-maand-dag, bijvoorbeeld 1998-04-17.")
    geboorteplaats: Regel | None = optioneel("Geboorteplaats", "Zoals die in het identiteitsbewijs staat.")
    bsn: Bsn | None = optioneel(
        "Burgerservicenummer", "Negen cijfers. Staat alleen op het registratieformulier en het aanmeldbericht."
    )
    adres: Adres | None = optioneel("Huidig adres", "Waar de persoon woont vóór de ingangsdatum van de huur.")
    telefoon: Telefoon | None = optioneel("Telefoonnummer", "Waarop de persoon zelf te bereiken is.")
    email: Email | None = optioneel("E-mailadres", "Waarop de persoon zelf te bereiken is.")


class Huurder(Persoon):
    """The one for whom the case is: uitstromer and huurder."""


class Medehuurder(Persoon):
    """Somebody who rents the home together with the huurder."""

    relatie: Relatie | None = optioneel("Relatie", "Relatie tot de huurder.")


class Rechtbankbeschikking(Onderdeel):
    """The decision of the kantonrechter that gave a representative the power to act."""

    rechtbank: Regel | None = optioneel("Rechtbank", "Bijvoorbeeld: Midden-Nederland.")
    datum: Datum | None = optioneel("Datum van de beschikking", "Dag waarop de kantonrechter besliste.")
    zaaknummer: Regel | None = optioneel("Zaaknummer van de rechtbank", "Zoals het in de beschikking staat.")


class Vertegenwoordiger(Benoemd):
    """Somebody who acts for the huurder: what they may do follows from `soort`."""

    soort: SoortVertegenwoordiging = verplicht("Soort vertegenwoordiging", "Bepaalt wie wat tekent en ontvangt.")
    organisatie: Regel | None = optioneel("Organisatie", "Het kantoor waarvoor de vertegenwoordiger werkt.")
    adres: Adres | None = optioneel("Adres", "Waar brieven aan de vertegenwoordiger heen gaan.")
    telefoon: Telefoon | None = optioneel("Telefoonnummer", "Waarop de vertegenwoordiger te bereiken is.")
    email: Email | None = optioneel("E-mailadres", "Waarop de vertegenwoordiger te bereiken is.")
    beschikking: Rechtbankbeschikking | None = optioneel(
        "Beschikking", "De beschikking van de kantonrechter waarin de vertegenwoordiger is benoemd."
    )


class Ondertekenaar(Benoemd):
    """Somebody who signs for an organisation."""

    functie: Regel | None = optioneel("Functie", "Functie van wie tekent.")
    bevoegdheid: Bevoegdheid | None = optioneel("Bevoegdheid", "Op grond waarvan deze persoon mag tekenen.")


class Contactpersoon(Onderdeel):
    """Somebody at an organisation who can be called."""

    naam: Regel = verplicht("Naam", "Naam zoals die op brieven en kaarten staat.")
    functie: Regel | None = optioneel("Functie", "Bijvoorbeeld: ambulant begeleider.")
    telefoon: Telefoon | None = optioneel("Telefoonnummer", "Ook korte nummers, zoals 140515.")
    email: Email | None = optioneel("E-mailadres", "Waarop de contactpersoon te bereiken is.")
    bereikbaar: Regel | None = optioneel("Bereikbaar", "Dagen en uren, in woorden.")
    vaste_begeleider: JaNee | None = optioneel("Vaste begeleider", "Of dit de vaste begeleider van de huurder is.")


class Noodcontact(Onderdeel):
    """Somebody from the network of the huurder who may be called in an emergency."""

    naam: Regel = verplicht("Naam", "Naam van het noodcontact.")
    relatie: Regel | None = optioneel("Relatie", "Wat deze persoon van de huurder is.")
    telefoon: Telefoon | None = optioneel("Telefoonnummer", "Waarop het noodcontact te bereiken is.")
    akkoord: JaNee | None = optioneel("Akkoord", "Of het noodcontact ermee instemt dat de naam is doorgegeven.")
