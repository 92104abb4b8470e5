"""The rules that are no rule of the program, each with the reason: so that no rule is quietly left out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from docgen.law.loader import read
from docgen.law.statute import data

BUITEN = Path(__file__).resolve().parent / "regels-buiten.toml"


@data()
class Buitenregel:
    """One rule of an agreement or of the law that the program does not judge."""

    code: str
    ernst: Literal["blokkeert", "waarschuwt", "taak", "info"]
    bron: str
    regel: str
    """What the rule asks, in one Dutch sentence."""
    waar: Literal["tekst", "ontvangers", "mensen", "later"]
    """What meets it instead: a clause, the table of recipients, people, or a part that does not exist yet."""
    reden: str
    """Why it is not one for the program."""


@data()
class _Bestand:
    regels: tuple[Buitenregel, ...]


@lru_cache(maxsize=1)
def load_buitenregels() -> tuple[Buitenregel, ...]:
    """Return these rules in the order of their file.

    Raises:
        TextFault: TEKST-910, the file is wrong.
    """
    return read(BUITEN, _Bestand).regels
