"""Who may receive which document, the whole of it or a part: the whitelist of the agreement, applied to a case.

Bron: domain.md §2.8, §4.8 and §4.10; design decision 5. Whoever the table does not
name gets nothing, and neither does anyone of a document that it does not name.
Which fields of a case a role may never see at all is in `docgen.rules.geheim`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docgen.case import AnyCase, Huurovereenkomst, Zaak
from docgen.law import load_regeling
from docgen.law.ontvangers import VERTEGENWOORDIGERS, Documentrij, Rol, load_ontvangers

NIET_GENOEMD = "staat niet in de ontvangerstabel"
"""Source of a refusal by default."""


class Mate(StrEnum):
    """How much of a document a role may receive."""

    GEHEEL = "geheel"
    DEEL = "deel"
    NOOIT = "nooit"


@dataclass(frozen=True, slots=True)
class Ontvangst:
    """What one role may receive of one document, and why."""

    document: str
    rol: str
    mate: Mate
    bron: str
    wat: str = ""
    """What the part is; empty for the whole and for nothing."""
    eigen_voorstel: bool = False
    """True where the sources are silent and this is our proposal."""


def may_receive(regeling: str, document: str, rol: str, contract: str = "") -> Ontvangst:
    """Say whether a role may have the whole, a part or nothing of a document under an agreement.

    `contract` is the contract of the case, which an addendum follows; without it that of
    the agreement. An unknown document or role is refused.

    Raises:
        CaseProblem: ZAAK-910, we do not have the agreement and the document follows its contract.
        TextFault: TEKST-914 or TEKST-915, its table is wrong or missing.
    """
    row = load_ontvangers(regeling).rij(document)
    if row is None or rol not in set(Rol):
        return Ontvangst(document, rol, Mate.NOOIT, NIET_GENOEMD)
    if row.volgt_contract:
        # Only the parties of the contract: who has a part of it has nothing of a change in it.
        main = may_receive(regeling, contract or load_regeling(regeling).contract.vorm, rol)
        mate = main.mate if main.mate is Mate.GEHEEL else Mate.NOOIT
        return Ontvangst(document, rol, mate, f"{row.bron}: {main.bron}", "", main.eigen_voorstel)
    return _of_row(row, Rol(rol))


def recipients(regeling: str, document: str, contract: str = "") -> tuple[Ontvangst, ...]:
    """List what each role may have of a document, without those that never get it."""
    every = (may_receive(regeling, document, rol, contract) for rol in Rol)
    return tuple(found for found in every if found.mate is not Mate.NOOIT)


def receives(case: AnyCase, document: str, rol: str) -> Ontvangst:
    """Say what a role may receive of a document of this case.

    As `may_receive`, with what only the case knows: which contract an addendum changes, and
    that whoever sent a letter has the whole of it.
    """
    found = may_receive(case.regeling, document, rol, contract_of(case))
    row = load_ontvangers(case.regeling).rij(document)
    if found.mate is Mate.DEEL and row is not None and row.afzender and _at(case, row.afzender) == rol:
        return Ontvangst(document, rol, Mate.GEHEEL, found.bron, "", found.eigen_voorstel)
    return found


def is_present(case: AnyCase, rol: str) -> bool:
    """Tell whether the case has somebody in this role: only a representative or a medehuurder can be absent."""
    if rol in VERTEGENWOORDIGERS:
        return isinstance(case, Zaak) and any(person.soort == rol for person in case.vertegenwoordiging)
    if rol == Rol.MEDEHUURDER:
        return isinstance(case, Zaak) and bool(case.medehuurders)
    return True


def gets_only_own(case: AnyCase, document: str, rol: str) -> bool:
    """Tell whether, of a document with a copy per addressee, this role gets only the copy addressed to it."""
    row = load_ontvangers(case.regeling).rij(document)
    return row is not None and rol in row.alleen_eigen


def contract_of(case: AnyCase) -> str:
    """Return the contract of the case, empty when it has none."""
    lease = case.huurovereenkomst if isinstance(case, Zaak) else None
    return (lease.vorm or "") if isinstance(lease, Huurovereenkomst) else ""


def _of_row(row: Documentrij, rol: Rol) -> Ontvangst:
    own = rol in row.eigen_voorstel
    if rol in row.geheel:
        return Ontvangst(row.document, rol, Mate.GEHEEL, row.bron, "", own)
    if rol in row.deel:
        return Ontvangst(row.document, rol, Mate.DEEL, row.bron, row.deel[rol], own)
    return Ontvangst(row.document, rol, Mate.NOOIT, row.bron, "", own)


def _at(case: AnyCase, path: str) -> object:
    value: object = case
    for name in path.split("."):
        value = getattr(value, name, None)
    return value
