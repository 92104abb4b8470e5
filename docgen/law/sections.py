"""Sections that only some agreements have: who may be proposed, debts, shares of homes, what a corporatie may know."""

from __future__ import annotations

from docgen.law.statute import Getal, data


@data()
class Leeftijdsgroep:
    """The ages, both included, for which the agreement takes people from one kind of voorziening."""

    voorziening: str
    """Value of `herkomst.voorziening`."""
    vanaf: Getal
    tot_en_met: Getal | None = None


@data()
class Huurschuldregels:
    """From which debt on help with debts must have begun before a lease is made."""

    grens_euro: Getal
    """Whole euros; a debt of exactly this much is still allowed."""


@data()
class Aandeel:
    """How many homes a year one gemeente or corporatie has in the distribution."""

    naam: str
    waarde: int
    bron: str
    gemeentecode: str = ""
    """Code of the CBS, by which a gemeente is matched: never by name."""


@data()
class Verdeling:
    """The distribution of homes; both columns must add up to the total."""

    totaal: Getal
    per_gemeente: tuple[Aandeel, ...]
    per_corporatie: tuple[Aandeel, ...]


@data()
class Corporatiegegevens:
    """All that a corporatie may receive at an application, and nothing else."""

    toegestaan: tuple[str, ...]
    """Words for them in `toestemmingen[].gegevens`."""
    bron: str
    randvoorwaarden: bool = False
    """Setting: whether it also gets the bare constraints on the home, without their reason."""
