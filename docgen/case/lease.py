"""The lease and what changes it: huurovereenkomst, raamovereenkomst, omklap, addendum, gedragsaanwijzing."""

from __future__ import annotations

from docgen.case.base import Onderdeel, lijst, optioneel, verplicht
from docgen.case.choices import Categorie, Contractvorm, SoortBijlage, Uitzonderingsgrond
from docgen.case.housing import Huur
from docgen.case.text_types import Regel, Tekst, Zin
from docgen.case.value_types import Datum, JaNee, Lijst, Rangnummer


class RechtsgrondTijdelijk(Onderdeel):
    """Why the lease may be for a fixed term."""

    categorie: Categorie | None = optioneel("Categorie", "Letter van de categorie in het Besluit.")
    toelichting: Tekst | None = optioneel("Toelichting", "Waarom de huurder onder deze categorie valt.")
    bewijsstuk: Zin | None = optioneel("Bewijsstuk", "Het stuk waaruit dat blijkt, met de datum.")
    beoordeeld_door: Regel | None = optioneel("Beoordeeld door", "Wie de rechtsgrond heeft beoordeeld.")
    datum: Datum | None = optioneel("Datum van de beoordeling", "Dag waarop dat is gebeurd.")


class InformatieVooraf(Onderdeel):
    """What the huurder was told before signing."""

    datum: Datum | None = optioneel("Datum", "Dag waarop de huurder de informatie kreeg.")
    akkoord: JaNee | None = optioneel("Akkoord", "Of de huurder ermee instemde.")


class Ondertekening(Onderdeel):
    """Where and when is signed."""

    plaats: Regel | None = optioneel("Plaats van ondertekening", "Naam van de plaats.")
    datum: Datum | None = optioneel("Datum van ondertekening", "Dag waarop wordt getekend.")


class Huurovereenkomst(Onderdeel):
    """The lease that this case is about."""

    vorm: Contractvorm | None = optioneel("Vorm", "Welk contract het is.")
    ingangsdatum: Datum | None = optioneel("Ingangsdatum", "Eerste dag van de huur.")
    einddatum: Datum | None = optioneel("Einddatum", "Laatste dag van de huur; leeg bij onbepaalde tijd.")
    uitzonderingsgronden: Lijst[Uitzonderingsgrond] = lijst(
        "Uitzonderingsgronden", "Waarom het geen contract alleen op naam van de huurder is."
    )
    rechtsgrond_tijdelijk: RechtsgrondTijdelijk | None = optioneel(
        "Rechtsgrond voor tijdelijke huur", "Waarom de huur tijdelijk mag zijn."
    )
    informatie_vooraf: InformatieVooraf | None = optioneel(
        "Informatie vooraf", "Uitleg vooraf over de evaluaties en de aanzegging."
    )
    evaluatiemomenten: Lijst[Datum] = lijst("Evaluatiemomenten", "Dagen waarop samen wordt bekeken hoe het gaat.")
    intakegesprek: Datum | None = optioneel("Intakegesprek", "Dag van het gesprek vóór de toewijzing.")
    toewijzingsdatum: Datum | None = optioneel("Toewijzing", "Dag waarop de woning is toegewezen.")
    aanvullende_afspraken: Lijst[Zin] = lijst("Aanvullende afspraken", "Elke afspraak in één zin.")
    ondertekening: Ondertekening | None = optioneel("Ondertekening", "Waar en wanneer wordt getekend.")


class Raamovereenkomst(Onderdeel):
    """The agreement between corporatie and zorgaanbieder under which a verdiencontract is made."""

    kenmerk: Regel | None = optioneel("Kenmerk", "Kenmerk van de raamovereenkomst.")
    datum_ondertekening: Datum | None = optioneel("Datum van ondertekening", "Dag waarop is getekend.")
    ingangsdatum: Datum | None = optioneel("Ingangsdatum", "Eerste dag van de raamovereenkomst.")
    einddatum: Datum | None = optioneel("Einddatum", "Laatste dag van de raamovereenkomst.")
    gemeenten: Lijst[Regel] = lijst("Gemeenten", "Gemeenten waarvoor de raamovereenkomst geldt.")
    woningen: Lijst[Regel] = lijst("Woningen", "Adressen van de woningen, elk op één regel.")
    gecontracteerd_door: Lijst[Regel] = lijst(
        "Gecontracteerd door", "Gemeenten die de zorgaanbieder hebben gecontracteerd."
    )


class Bijlage(Onderdeel):
    """A paper that belongs to the lease and was handed over."""

    soort: SoortBijlage = verplicht("Soort bijlage", "Welk stuk het is.")
    versie: Regel | None = optioneel("Versie", "Versie of jaar van het stuk.")
    datum: Datum | None = optioneel("Datum", "Datum van het stuk.")
    ontvangen_op: Datum | None = optioneel("Ontvangen op", "Dag waarop de huurder het kreeg.")


class Omklap(Onderdeel):
    """The passage to a lease in the huurder's own name."""

    nieuwe_huur: Huur | None = optioneel("Nieuwe huur", "Alleen als die anders wordt dan de huidige.")
    te_tekenen_op: Datum | None = optioneel("Te tekenen op", "Dag waarop het nieuwe contract wordt getekend.")
    aanvullende_afspraken: Lijst[Zin] = lijst("Aanvullende afspraken", "Elke afspraak in één zin.")


class Gedragsaanwijzing(Onderdeel):
    """Rules of behaviour that were agreed apart from the lease."""

    regels: Lijst[Zin] = lijst("Regels", "Elke regel in gewone woorden, in één zin.")
    ingangsdatum: Datum | None = optioneel("Ingangsdatum", "Eerste dag waarop de regels gelden.")
    tot: Datum | None = optioneel("Geldt tot en met", "Laatste dag waarop de regels gelden.")
    evaluatie_op: Datum | None = optioneel("Evaluatie op", "Dag waarop de regels opnieuw worden bekeken.")
    gevolg: Tekst | None = optioneel("Gevolg", "Wat er gebeurt als de regels niet worden nagekomen.")
    gehoord_op: Datum | None = optioneel("Gehoord op", "Dag waarop de huurder zijn kant kon vertellen.")


class Wijziging(Onderdeel):
    """One change of wording."""

    artikel: Regel | None = optioneel("Artikel", "Bijvoorbeeld: artikel 5 lid 2.")
    oud: Tekst | None = optioneel("Oude tekst", "Zoals het er stond.")
    nieuw: Tekst | None = optioneel("Nieuwe tekst", "Zoals het wordt.")


class Addendum(Onderdeel):
    """A numbered change of the contract of this case."""

    nummer: Rangnummer = verplicht("Nummer", "Volgnummer van het addendum.")
    datum: Datum | None = optioneel("Datum", "Dag waarop het addendum is gemaakt.")
    ingangsdatum: Datum | None = optioneel("Ingangsdatum", "Eerste dag waarop de wijziging geldt.")
    wijzigingen: Lijst[Wijziging] = lijst("Wijzigingen", "Oude en nieuwe tekst, per artikel.")
