"""What the law and the agreements are made of: frozen data, each number with its source and its period."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

data = partial(dataclass, frozen=True, slots=True, config=ConfigDict(extra="forbid", strict=True))


@data
class Getal:
    """A number that the law or an agreement sets."""

    waarde: int
    bron: str


@data
class Categorie:
    """A group for whom a lease for a fixed term is allowed."""

    letter: str
    omschrijving: str
    """The group in our own words, to be read after "behoort tot"."""
    bron: str
    direct_uit: tuple[str, ...]
    """Kinds of `herkomst.voorziening` that fit without further explanation."""


@data
class TijdelijkeHuur:
    """The regime of leases concluded in this period."""

    geldig_van: dt.date
    bron: str
    artikel: str
    """How a text cites the ground: "artikel 7:271 lid 2 BW"."""
    besluit: str
    """The Besluit with the groups; empty under the old regime."""
    categorie_vereist: bool
    max_maanden_zelfstandig: Getal
    max_maanden_onzelfstandig: Getal
    aanzegging_opent_maanden: Getal
    aanzegging_sluit_maanden: Getal
    aanzegging_streef_maanden: Getal
    categorieen: tuple[Categorie, ...]
    geldig_tot: dt.date | None = None

    def categorie(self, letter: str | None) -> Categorie | None:
        """Return the group with this letter, or None."""
        return next((c for c in self.categorieen if c.letter == letter), None)

    def max_maanden(self, zelfstandig: bool | None) -> Getal:
        """Return the longest term in months; unknown counts as zelfstandig, the shorter one."""
        return self.max_maanden_onzelfstandig if zelfstandig is False else self.max_maanden_zelfstandig


@data
class Waarborgsom:
    """The limits of a deposit."""

    geldig_van: dt.date
    bron: str
    max_maal_kale_huur: Getal
    terug_binnen_dagen: Getal
    terug_binnen_dagen_bij_verrekening: Getal
    geldig_tot: dt.date | None = None


@data
class Verhuur:
    """What the landlord owes at the start of a lease."""

    geldig_van: dt.date
    bron: str
    minimumleeftijd: Getal
    informatieblad_vereist: bool
    puntentelling_vereist: bool
    geldig_tot: dt.date | None = None


@data
class Bewaartermijnen:
    """The clocks after which data must go."""

    geldig_van: dt.date
    bron: str
    wmo_jaren: Getal
    huur_jaren_na_einde: Getal
    financieel_jaren: Getal
    vernietiging_op_verzoek_maanden: Getal
    geldig_tot: dt.date | None = None


@data
class Brief:
    """How long a letter is reckoned to travel."""

    geldig_van: dt.date
    bron: str
    bezorgtijd_werkdagen: Getal
    geldig_tot: dt.date | None = None


@data
class VasteFeestdag:
    """A holiday on the same day every year."""

    naam: str
    maand: int
    dag: int


@data
class Paasfeestdag:
    """A holiday a number of days after Easter Sunday."""

    naam: str
    dagen: int


@data
class Feestdagen:
    """The generally recognised holidays of this period."""

    geldig_van: dt.date
    bron: str
    koningsdag_maand: int
    koningsdag_dag: int
    koningsdag_bron: str
    vast: tuple[VasteFeestdag, ...]
    vanaf_pasen: tuple[Paasfeestdag, ...]
    geldig_tot: dt.date | None = None


@data
class Aanduiding:
    """How texts name the agreement, from a day on."""

    vanaf: dt.date
    naam: str
    """"Convenant Weer Thuis"."""
    tekst: str
    """"het Convenant Weer Thuis van 28 januari 2022"."""


@data
class Contractpartij:
    """A party to the temporary contract of the agreement, in the order of the contract."""

    veld: str
    """Part of the case that holds it: "woningcorporatie"; "huurder" for the tenants."""
    rolnaam: str
    bron: str


@data
class Contract:
    """The temporary contract of the agreement."""

    vorm: str
    """Value of `huurovereenkomst.vorm`."""
    max_maanden: Getal
    partijen: tuple[Contractpartij, ...]
    verplichte_clausules: tuple[str, ...]
    """Rule ids that the text of the contract must cite, because only a clause can meet them."""
    over: Literal["huur", "zorg"] = "huur"


@data
class Overeenkomst:
    """Another contract of the agreement, beside the lease."""

    document: str
    partijen: tuple[Contractpartij, ...]
    over: Literal["huur", "zorg"] = "huur"
    """What it is about, which decides who represents the huurder: a mentor acts in matters of care only."""
    verplichte_clausules: tuple[str, ...] = ()


@data
class Grond:
    """A reason for deviating from a lease in own name."""

    code: str
    tekst: str
    bron: str


@data
class Afwijking:
    """On what ground the agreement itself may be deviated from."""

    tekst: str
    """"op grond van afspraak 12 (hardheidsclausule)"; goes after "hiervan is afgeweken"."""
    bron: str


@data
class DagEnNacht:
    """When the zorgaanbieder can be reached day and night without a separate agreement."""

    producten: tuple[str, ...] = ()
    bron: str = ""


@data
class Omklapregels:
    """How the passage to a lease for an indefinite term is decided, and from which day it may follow."""

    besluit_in: tuple[str, ...]
    """Kinds of evaluation (`evaluaties[].soort`) that decide on it."""
    volgt_op: tuple[Literal["beschikking", "huur"], ...]
    """What must have ended: the new lease begins on the day after the earliest of these ends."""
    bron: str


@data
class Omklapvoorwaarde:
    """A condition that must at least be met for omklap."""

    thema: str
    omschrijving: str
    bron: str


@data
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
    logeerplek_maanden: Getal | None = None
    besluit_uiterlijk_maanden: Getal | None = None
    """Months after the first day of the lease by which is decided how it goes on."""
    besluit_streef_maanden: Getal | None = None
    evaluatiegesprek_elke_maanden: Getal | None = None
    planevaluatie_elke_maanden: Getal | None = None
    nabuurschap_dagen: Getal | None = None
    """Days after the allocation of the home."""


@data
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


@data
class Geschil:
    """The way of a dispute about omklap or support."""

    stappen: tuple[str, ...]
    bron: str


@data
class Inschrijfsysteem:
    """Where the huurder must be registered as looking for a home."""

    systeem: str
    bron: str


@data
class Gegevensdeling:
    """With whom data may be shared under the agreement, and what must be on record first."""

    partijen: tuple[str, ...]
    """Roles that the agreement lets share data with each other."""
    vastgelegd_voor: tuple[str, ...]
    """Roles for which an entry in `toestemmingen` must exist before anything is shared."""
    grondslagen: tuple[str, ...]
    """Values of `toestemmingen[].grondslag` that count as such an entry."""
    bron: str


@data
class Jongeren:
    """Ages, on the first day of the lease, for which the agreement asks something else."""

    vanaf: Getal
    tot_en_met: Getal


@data
class Anomalie:
    """Where the source contradicts itself, is silent or leans on a paper that we do not have: kept, and named."""

    regel: str
    """Id of the rule that it touches."""
    ernst: Literal["waarschuwt", "info"]
    melding: str
    bron: str


@data
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
    inschrijving: Inschrijfsysteem | None = None
    gegevensdeling: Gegevensdeling | None = None
    jongeren: Jongeren | None = None
    crisis: Crisis
    geschil: Geschil
    bewaarjaren_gezamenlijk: Getal | None = None
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
        """Return the row of a document that this agreement has, or None."""
        return next((rij for rij in self.documenten if rij.document == document), None)

    def overeenkomst(self, document: str) -> Overeenkomst | None:
        """Return the contract beside the lease with this name, or None where the agreement has none."""
        return next((found for found in self.overeenkomsten if found.document == document), None)
