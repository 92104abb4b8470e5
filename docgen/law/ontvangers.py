"""Who may receive what, per agreement: one whitelist a file, read as frozen data (design decision 5; domain.md §2.8).

A table holds two things. Per document: which role has the whole, which a part and
what that part is; whoever is not named never gets it. Per role: which fields of a
case may stand in any of its documents; a field that is not named is secret.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from docgen.errors import fault
from docgen.law.loader import read
from docgen.law.statute import data

ONTVANGERS = Path(__file__).resolve().parent / "ontvangers"


class Rol(StrEnum):
    """Everyone who may receive a document; the one list of roles."""

    HUURDER = "huurder"
    MEDEHUURDER = "medehuurder"
    BEWINDVOERDER = "bewindvoerder"
    MENTOR = "mentor"
    CURATOR = "curator"
    WONINGCORPORATIE = "woningcorporatie"
    ZORGAANBIEDER = "zorgaanbieder"
    GEMEENTE = "gemeente"
    TRANSFERPUNT = "transferpunt"
    UITSTROOMCOORDINATOR = "uitstroomcoordinator"
    STUURGROEP = "stuurgroep"


VERTEGENWOORDIGERS = frozenset((Rol.BEWINDVOERDER, Rol.MENTOR, Rol.CURATOR))
"""Roles of which a case may have nobody; each kind has its own column, never one "vertegenwoordiger"."""


@data()
class Documentrij:
    """Who may receive one document; a role that is not named never gets it."""

    document: str
    bron: str
    geheel: tuple[Rol, ...] = ()
    deel: dict[Rol, str] = field(default_factory=dict)
    """Role → what the part is, in Dutch."""
    eigen_voorstel: tuple[Rol, ...] = ()
    """Roles on which the sources are silent: what stands here (also: never) is our proposal."""
    alleen_eigen: tuple[Rol, ...] = ()
    """Roles that, of a document with a copy per addressee, get only the copy addressed to them."""
    afzender: str = ""
    """Field of the case that names the sender; that role has the whole of what it sent."""
    volgt_contract: bool = False
    """True when only those receive it who have the whole of the contract of the case."""


@data()
class Gegevensrij:
    """Fields of a case that these roles may, or may never, see in a document; the most precise pattern decides.

    A pattern is a path with its list items left open (`doelen.tekst`), bound by a
    yes/no field (`doelen[zichtbaar_voor_corporatie]`), its opposite (`doelen[niet …]`)
    or a value (`evaluaties[soort=omklapevaluatie]`). It covers all that lies below;
    `*` covers everything.
    """

    rollen: tuple[Rol, ...]
    bron: str
    open: tuple[str, ...] = ()
    geheim: tuple[str, ...] = ()


@data()
class Ontvangers:
    """The whole policy of one agreement."""

    regeling: str
    titel: str
    """How a heading names the agreement: "Friesland (2022)"."""
    documenten: tuple[Documentrij, ...]
    gegevens: tuple[Gegevensrij, ...]

    def rij(self, document: str) -> Documentrij | None:
        """Return the row of a document, or None: nobody receives it then."""
        return next((row for row in self.documenten if row.document == document), None)


def load_ontvangers(regeling: str) -> Ontvangers:
    """Return the policy of this agreement.

    Raises:
        TextFault: TEKST-910 or TEKST-914, its file is wrong; TEKST-915, it has none, so nobody receives anything.
    """
    path = ONTVANGERS / f"{regeling}.toml"
    if not path.is_file():
        raise fault("TEKST-915", regeling=regeling)
    return _policy(path)


def known_ontvangers() -> tuple[str, ...]:
    """Return the ids of the agreements that have a policy, sorted."""
    return tuple(sorted(path.stem for path in ONTVANGERS.glob("*.toml")))


@lru_cache(maxsize=32)
def _policy(path: Path) -> Ontvangers:
    policy = read(path, Ontvangers)
    wrong = tuple(_wrong(policy, path.stem))
    if wrong:
        raise fault("TEKST-914", regeling=path.stem, fouten="; ".join(wrong))
    return policy


def _wrong(policy: Ontvangers, stem: str) -> Iterator[str]:
    if policy.regeling != stem:
        yield "regeling is niet de naam van het bestand"
    for document, count in Counter(row.document for row in policy.documenten).items():
        if count > 1:
            yield f"{document} staat er {count} keer"
    for row in policy.documenten:
        yield from (f"{row.document}: {rol} krijgt geheel en deel" for rol in row.deel if rol in row.geheel)
        yield from (f"{row.document}: {rol} krijgt een deel zonder omschrijving" for rol, wat in row.deel.items()
                    if not wat.strip())  # fmt: skip
        named = {*row.geheel, *row.deel}
        yield from (f"{row.document}: {rol} krijgt alleen het eigene van niets" for rol in row.alleen_eigen
                    if rol not in named)  # fmt: skip
        if row.volgt_contract and named:
            yield f"{row.document}: volgt het contract en noemt toch rollen"
        if not row.bron.strip():
            yield f"{row.document}: bron ontbreekt"
