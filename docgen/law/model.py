"""What the agreements are made of: frozen data, each number with its source and its period."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import Literal

from docgen.law.sections import Corporatiegegevens, Huurschuldregels, Leeftijdsgroep, Verdeling
from docgen.law.statute import Getal, data


@data()
class Aanduiding:
    """How texts name the agreement, from a day on."""

    vanaf: dt.date
    naam: str
    """"Convenant Weer Thuis"."""
    tekst: str
    """"het Convenant Weer Thuis van 28 januari 2022"."""


@data()
class Contractpartij:
    """A party to the temporary contract of the agreement, in the order of the contract."""

    veld: str
    """Part of the case that holds it: "woningcorporatie"; "huurder" for the tenants."""
    rolnaam: str
    bron: str


@data()
class Contract:
    """The temporary contract of the agreement."""

    vorm: str
    """Value of `huurovereenkomst.vorm`."""
    max_maanden: Getal
    partijen: tuple[Contractpartij, ...]
    verplichte_clausules: tuple[str, ...]
    """Rule ids that the text of the contract must cite, because only a clause can meet them."""
    over: Literal["huur", "zorg"] = "huur"


@data()
class Overeenkomst:
    """Another contract of the agreement, beside the lease."""

    document: str
    partijen: tuple[Contractpartij, ...]
    over: Literal["huur", "zorg"] = "huur"
    """What it is about, which decides who represents the huurder: a mentor acts in matters of care only."""
    verplichte_clausules: tuple[str, ...] = ()


@data()
class Grond:
    """A reason for deviating from a lease in own name."""

    code: str
    tekst: str
    bron: str


@data()
class Afwijking:
    """On what ground the agreement itself may be deviated from."""

    tekst: str
    """"op grond van afspraak 12 (hardheidsclausule)"; goes after "hiervan is afgeweken"."""
    bron: str


@data()
class DagEnNacht:
    """When the zorgaanbieder can be reached day and night without a separate agreement."""

    producten: tuple[str, ...] = ()
    bron: str = ""


@data()
class Omklapregels:
    """How the passage to a lease for an indefinite term is decided, and from which day it may follow."""

    besluit_in: tuple[str, ...]
    """Kinds of evaluation (`evaluaties[].soort`) that decide on it."""
    volgt_op: tuple[Literal["beschikking", "huur"], ...]
    """What must have ended: the new lease begins on the day after the earliest of these ends."""
    bron: str


@data()
class Omklapvoorwaarde:
    """A condition that must at least be met for omklap."""

    thema: str
    omschrijving: str
    bron: str


@data()
class Termijnen:
    """The terms that the agreement sets; None where it sets none, for no rhythm is invented."""

    vooraankondiging_opent_maanden: Getal | None = None
    vooraankondiging_sluit_maanden: Getal | None = None
    omklapgesprek_maanden_voor_einde: Getal | None = None
    waakvlamgesprek_maanden_voor_einde: Getal | None = None
    warme_overdracht_maanden: Getal | None = None
    aanmelding_opvang_dagen: Getal | None = None
    bemiddeling_opent_maanden: Getal | None = None
    bemiddeling_sluit_maanden: Getal | None = None
    aanbod_maanden: Getal | None = None
    aanmeldformulier_dagen: Getal | None = None
    """Days after the registration at the Transferpunt."""
    logeerplek_maanden: Getal | None = None
    besluit_uiterlijk_maanden: Getal | None = None
    """Months after the first day of the lease by which is decided how it goes on."""
    besluit_streef_maanden: Getal | None = None
    evaluatiegesprek_elke_maanden: Getal | None = None
    planevaluatie_elke_maanden: Getal | None = None
    nabuurschap_dagen: Getal | None = None
    """Days after the allocation of the home."""
    evaluatierapport_elke_maanden: Getal | None = None
    """Months between the reports of the zorgaanbieder, counted from the first day of the lease."""
    evaluatierapport_tot_en_met_maanden: Getal | None = None
    """Months after that day of the last report."""
    aanvraag_dagen: Getal | None = None
    """Days in which the gemeente decides on an application."""
    bijzondere_bijstand_dagen: Getal | None = None
    """Days in which it preferably decides on one for bijzondere bijstand."""
    verlenging_maanden_voor_einde: Getal | None = None
    """Months before the end of the beschikking by which an extension is asked."""


@data()
class Crisis:
    """Whom to call when it goes wrong, as far as the agreement says."""

    acuut: str
    acuut_bron: str
    niet_acuut_naam: str = ""
    niet_acuut_telefoon: str = ""
    niet_acuut_email: str = ""
    niet_acuut_bron: str = ""
    kantooruren: str = ""
    kantooruren_bron: str = ""


@data()
class Geschil:
    """The way of a dispute about omklap or support."""

    stappen: tuple[str, ...]
    bron: str
    reactie_dagen: Getal | None = None
    """Days after the date of a notice in which every other party to the agreement gives its view."""
    onderwerpen: tuple[str, ...] = ()
    """What a dispute between the parties to the agreement may be about: values of `geschil.onderwerp`."""


@data()
class Inschrijfsysteem:
    """Where the huurder must be registered as looking for a home."""

    systeem: str
    bron: str


@data()
class Gegevensdeling:
    """With whom data may be shared under the agreement, and what must be on record first."""

    partijen: tuple[str, ...]
    """Roles that the agreement lets share data with each other."""
    vastgelegd_voor: tuple[str, ...]
    """Roles for which an entry in `toestemmingen` must exist before anything is shared."""
    grondslagen: tuple[str, ...]
    """Values of `toestemmingen[].grondslag` that count as such an entry."""
    bron: str
    voorwaarde: bool = False
    """Whether nobody is proposed for a home without that entry."""


@data()
class Jongeren:
    """Ages, on the first day of the lease, for which the agreement asks something else."""

    vanaf: Getal
    tot_en_met: Getal


@data()
class Planthema:
    """A theme that the plan of the agreement must cover."""

    naam: str
    """Value of `ondersteuningsplan.themas[].thema`."""
    titel: str
    over_geld: bool = False
    """Whether a bewindvoerder may read it; such themes stand together."""
    over_wonen: bool = False
    """Whether a corporatie may read it where it may have a part of the plan; such themes stand together."""


@data()
class Partijregels:
    """How a party joins the agreement or leaves it, and whom it appoints."""

    contactpersonen_hoogstens: Getal
    uitstroomcoordinatoren_minstens: Getal
    uittreding_maand: Getal
    """Month and day by which every other party must have the letter to leave with the new year."""
    uittreding_dag: Getal


@data()
class Anomalie:
    """Where the source contradicts itself, is silent or leans on a paper that we do not have: kept, and named."""

    regel: str
    """Id of the rule that it touches."""
    ernst: Literal["waarschuwt", "info"]
    melding: str
    bron: str


@data()
class Documentregel:
    """One row of the table: which document a case calls for, when and why."""

    document: str
    tekst: str
    """Path of the text source below templates/."""
    als: tuple[str, ...]
    """Facts that must all hold; "niet x" for a fact that must not."""
    reden: str
    """Dutch sentence for the user."""
    vanaf: str = ""
    """Named date from which it is called for; empty: from the beginning."""
    tot: str = ""
    """Named date, the last day on which it is called for; empty: for ever."""
    soort: Literal["zaak", "toetreding", "uittreding", "collegenota"] = "zaak"
    """Kind of case that the document is about."""


@data(kw_only=True)
class Regeling:
    """One agreement in one version. What an agreement does not settle has a default: empty, or None."""

    id: str
    regio: str
    geldig_van: dt.date
    geldig_tot: dt.date | None = None
    """Last day; None for an agreement without an end."""
    bron_geldigheid: str
    aanduidingen: tuple[Aanduiding, ...]
    regels: tuple[str, ...]
    """Ids of the rules of the agreement that are in force; the law always is."""
    vindplaatsen: tuple[str, ...] = ()
    """How its sources begin in a text ("FR-", "Afs."); a shared text names those of every agreement."""
    bronnen: dict[str, str] = field(default_factory=dict)
    """Where a rule stands in this agreement, when it was written down for another one: rule id → place."""
    doelgroepen: tuple[str, ...]
    """Values of `herkomst.voorziening` for which the agreement is meant."""
    themas_zichtbaar_voor_corporatie: tuple[str, ...]
    contract: Contract
    overeenkomsten: tuple[Overeenkomst, ...] = ()
    gronden: tuple[Grond, ...] = ()
    """Reasons for the temporary contract; empty where it is the standard."""
    afwijking: Afwijking
    dag_en_nacht: DagEnNacht = DagEnNacht()
    omklap: Omklapregels
    omklapvoorwaarden: tuple[Omklapvoorwaarde, ...] = ()
    termijnen: Termijnen
    plan_door: Literal["gemeente", "zorgaanbieder"]
    """Part of the case that holds who writes and signs the plan."""
    planthemas: tuple[Planthema, ...] = ()
    """In the order of the agreement; empty where it names none."""
    vooraankondiging_met_gronden: bool = False
    bsn_in_aanmeldbericht: bool = False
    partijregels: Partijregels | None = None
    inschrijving: Inschrijfsysteem | None = None
    gegevensdeling: Gegevensdeling | None = None
    jongeren: Jongeren | None = None
    leeftijden: tuple[Leeftijdsgroep, ...] = ()
    huurschuld: Huurschuldregels | None = None
    corporatiegegevens: Corporatiegegevens | None = None
    verdeling: Verdeling | None = None
    crisis: Crisis
    geschil: Geschil
    bewaarjaren_gezamenlijk: Getal | None = None
    jaarverslag_drempel: Getal | None = None
    """Below this many people a count in the yearly report is suppressed."""
    anomalieen: tuple[Anomalie, ...] = ()
    documentgroepen: dict[str, tuple[str, ...]]
    """Documents that a rule blocks together: "huurcontract", "omklap", …"""
    documenten: tuple[Documentregel, ...]

    def aanduiding(self, op: dt.date) -> Aanduiding:
        """Return how texts name the agreement on this day; the first one before that."""
        past = [a for a in self.aanduidingen if a.vanaf <= op]
        return max(past, key=lambda a: a.vanaf) if past else self.aanduidingen[0]

    def geldig_op(self, op: dt.date) -> bool:
        """Whether the agreement was in force on this day, last day included."""
        return self.geldig_van <= op and (self.geldig_tot is None or op <= self.geldig_tot)

    def documentregel(self, document: str) -> Documentregel | None:
        """Return the first row of a document that this agreement has, or None."""
        return next((rij for rij in self.documenten if rij.document == document), None)

    def teksten(self) -> dict[str, tuple[str, ...]]:
        """The text sources of each document, of which one case uses one."""
        names = dict.fromkeys(rij.document for rij in self.documenten)
        return {
            naam: tuple(dict.fromkeys(rij.tekst for rij in self.documenten if rij.document == naam)) for naam in names
        }

    def overeenkomst(self, document: str) -> Overeenkomst | None:
        """Return the contract beside the lease with this name, or None where the agreement has none."""
        return next((found for found in self.overeenkomsten if found.document == document), None)
