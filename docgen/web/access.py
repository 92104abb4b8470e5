"""Who may do what: the role of a route, and the one door to every row of the database.

A route says which roles it is for with `allow`; one that says nothing is closed. A row is only ever found through
`get_or_404`, in the part of the table that the actor may see. What is not there and what may not be seen look the same.
Bron: security.md §1b W1 and §5 row 4 of the project.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort, g
from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from docgen import service
from docgen.web.models import BEHEER, Base, Batch, Case, Final, Job, Part, Party, User
from docgen.web.packetmodels import Packet, Upload

PUBLIC = "iedereen"
"""A route for whoever is not logged in."""
CASE_ROLES = frozenset(service.ROLES)
"""Roles that can have a part in a case."""
WRITERS = frozenset(rol.value for rol in service.PROFESSIONALS)
"""Roles that write in a case."""
EVERY_USER = CASE_ROLES | {BEHEER}

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row", bound=Base)


def allow(*roles: str) -> Callable[[View], View]:
    """Say which roles may come here: names of roles, or PUBLIC."""

    def mark(view: View) -> View:
        view.roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def roles_of(view: Callable[..., Any]) -> frozenset[str]:
    """The roles that a route is for; none when it does not say."""
    found: frozenset[str] = getattr(view, "roles", frozenset())
    return found


def actor() -> User:
    """The user of this request; 404 when nobody is logged in."""
    user: User | None = g.get("user")
    if user is None:
        abort(404)
    return user


def database() -> Session:
    """The session with the database of this request."""
    found: Session = g.db
    return found


def scope(model: type[Row], user: User) -> Select[Row]:
    """The rows of a table that a user may know of; of a table that is not named here: none."""
    found: dict[type[Base], Callable[[User], Select[Any]]] = {
        Case: _cases,
        Final: _finals,
        Job: _jobs,
        Upload: _uploads,
        Packet: _packets,
        Batch: _batches,
        User: _users,
        Party: _parties,
    }
    if model not in found:
        return select(model).where(false())
    return found[model](user)


def get_or_404(model: type[Row], key: str, user: User) -> Row:
    """Find one row by its id, when the user may know of it."""
    found: Any = scope(model, user).where(model.id == key)  # type: ignore[attr-defined]
    row: Row | None = database().scalar(found)
    if row is None:
        abort(404)
    return row


def _cases(user: User) -> Select[Any]:
    if user.rol == BEHEER:
        # What beheer sees of a case is its number, its parties and its terms: no route shows it more.
        return select(Case)
    return select(Case).join(Part).where(Part.party_id == user.party_id)


def _finals(user: User) -> Select[Any]:
    mine = select(Part.case_id).where(Part.party_id == user.party_id)
    return select(Final).where(Final.case_id.in_(mine), Final.rol == user.rol)


def _batches(user: User) -> Select[Any]:
    return select(Batch).where(Batch.user_id == user.id, Batch.party_id == user.party_id)


def _jobs(user: User) -> Select[Any]:
    mine = select(Part.case_id).where(Part.party_id == user.party_id)
    return select(Job).where(Job.user_id == user.id, Job.case_id.is_(None) | Job.case_id.in_(mine))


def _uploads(user: User) -> Select[Any]:
    mine = select(Part.case_id).where(Part.party_id == user.party_id)
    return select(Upload).where(Upload.case_id.in_(mine), Upload.party_id == user.party_id)


def _packets(user: User) -> Select[Any]:
    mine = select(Part.case_id).where(Part.party_id == user.party_id)
    ours = (Packet.party_id == user.party_id) | (Packet.rol == user.rol)
    return select(Packet).where(Packet.case_id.in_(mine), ours)


def _users(user: User) -> Select[Any]:
    return select(User) if user.rol == BEHEER else select(User).where(User.id == user.id)


def _parties(user: User) -> Select[Any]:
    return (
        select(Party) if user.rol in WRITERS or user.rol == BEHEER else select(Party).where(Party.id == user.party_id)
    )
