"""The law and the agreements: versioned data with sources, one file per agreement and per dated parameter.

A new agreement, or a new version of one, is a new file in `regelingen/`; a change
of the law is a new `[[versie]]` in `parameters/`. No Python names an agreement.
"""

from __future__ import annotations

from docgen.law.feestdagen import holidays, is_working_day, plus_working_days
from docgen.law.loader import Parameters, load_parameters, load_regeling, regelingen
from docgen.law.model import (
    Contract,
    Contractpartij,
    Documentregel,
    Overeenkomst,
    Partijregels,
    Planthema,
    Regeling,
)
from docgen.law.statute import Categorie, Feestdagen, Getal, TijdelijkeHuur
from docgen.law.vindplaatsen import geldende_bron

__all__ = [
    "Categorie",
    "Contract",
    "Contractpartij",
    "Documentregel",
    "Feestdagen",
    "Getal",
    "Overeenkomst",
    "Parameters",
    "Partijregels",
    "Planthema",
    "Regeling",
    "TijdelijkeHuur",
    "geldende_bron",
    "holidays",
    "is_working_day",
    "load_parameters",
    "load_regeling",
    "plus_working_days",
    "regelingen",
]
