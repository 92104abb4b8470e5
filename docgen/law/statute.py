"""The legal parameters: frozen data, each number with its source and its period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar, dataclass_transform

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

C = TypeVar("C")
_CONFIG = ConfigDict(extra="forbid", strict=True)


@dataclass_transform(frozen_default=True)
def data(*, kw_only: bool = False) -> Callable[[type[C]], type[C]]:
    """Make a class a frozen record that takes nothing but what it names."""

    def made(cls: type[C]) -> type[C]:
        record: type[C] = dataclass(cls, frozen=True, slots=True, kw_only=kw_only, config=_CONFIG)  # type: ignore[assignment]
        return record

    return made


@data()
class Getal:
    """A number that the law or an agreement sets."""

    waarde: int
    bron: str


@data()
class Categorie:
    """A group for whom a lease for a fixed term is allowed."""

    letter: str
    omschrijving: str
    """The group in our own words, to be read after "behoort tot"."""
    bron: str
    direct_uit: tuple[str, ...]
    """Kinds of `herkomst.voorziening` that fit without further explanation."""


@data()
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


@data()
class Waarborgsom:
    """The limits of a deposit."""

    geldig_van: dt.date
    bron: str
    max_maal_kale_huur: Getal
    terug_binnen_dagen: Getal
    terug_binnen_dagen_bij_verrekening: Getal
    geldig_tot: dt.date | None = None


@data()
class Verhuur:
    """What the landlord owes at the start of a lease."""

    geldig_van: dt.date
    bron: str
    minimumleeftijd: Getal
    informatieblad_vereist: bool
    puntentelling_vereist: bool
    geldig_tot: dt.date | None = None


@data()
class Bewaartermijnen:
    """The clocks after which data must go."""

    geldig_van: dt.date
    bron: str
    wmo_jaren: Getal
    huur_jaren_na_einde: Getal
    financieel_jaren: Getal
    vernietiging_op_verzoek_maanden: Getal
    geldig_tot: dt.date | None = None


@data()
class Brief:
    """How long a letter is reckoned to travel."""

    geldig_van: dt.date
    bron: str
    bezorgtijd_werkdagen: Getal
    geldig_tot: dt.date | None = None


@data()
class VasteFeestdag:
    """A holiday on the same day every year."""

    naam: str
    maand: int
    dag: int


@data()
class Paasfeestdag:
    """A holiday a number of days after Easter Sunday."""

    naam: str
    dagen: int


@data()
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
