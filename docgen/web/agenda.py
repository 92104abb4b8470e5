"""What is due over all cases of a user: read from the dates that were reckoned with the list of cases.

Nothing is judged here but the day: a date that must be met is late once its last day has gone by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from docgen import nl, service
from docgen.web.listing import moment_of
from docgen.web.models import Case, Milestone, Part, User, Version

WEEKS = (2, 4, 8, 12)
"""How far ahead a user may look."""
PAGE = 100
"""Dates on one page; the calendar has them all."""


@dataclass(frozen=True)
class Asked:
    """What a user wants to see."""

    weken: int = 4
    aard: str = ""
    """A kind of date (`service.Aard`); empty: every kind."""
    regeling: str = ""
    """An agreement; empty: every one."""


@dataclass(frozen=True)
class Due:
    """A date of a case that asks something."""

    case: Case
    versie: int
    moment: service.Moment
    stand: service.Stand


@dataclass(frozen=True)
class Group:
    """The dates of one heading."""

    kop: str
    dates: tuple[Due, ...]


def asked(values: Mapping[str, str]) -> Asked:
    """Read what a user wants to see from an address; what is no choice is the first one."""
    weeks = {str(n): n for n in WEEKS}.get(values.get("weken", ""), Asked.weken)
    aard = values.get("aard", "")
    regeling = values.get("regeling", "")
    return Asked(
        weeks, aard if aard in set(service.Aard) else "", regeling if regeling in service.regelingen("zaak") else ""
    )


def due(db: Session, user: User, today: dt.date, wanted: Asked, pagina: int = 0) -> list[Due]:
    """What is late, what is open and what is coming, in this order; of closed cases nothing.

    With the number of a page, from 1, only the dates of that page.
    """
    query = _query(user, today, wanted)
    if pagina:
        query = query.limit(PAGE).offset((pagina - 1) * PAGE)
    found = ((of, number, moment_of(row)) for of, number, row in db.execute(query))
    return [Due(of, number, moment, moment.stand(today)) for of, number, moment in found]


def count(db: Session, user: User, today: dt.date, wanted: Asked) -> int:
    """How many dates that are."""
    return db.scalar(select(func.count()).select_from(_query(user, today, wanted).order_by(None).subquery())) or 0


def grouped(dates: Iterable[Due]) -> list[Group]:
    """Put dates that are in order under headings: late, open now, and week by week."""
    heads = groupby(dates, key=_place)
    return [Group(_head(key), tuple(found)) for key, found in heads]


LATE, NOW, COMING = range(3)


def _place(one: Due) -> tuple[int, dt.date]:
    place = {service.Stand.TE_LAAT: LATE, service.Stand.NU: NOW}.get(one.stand, COMING)
    day = one.moment.datum
    return place, day - dt.timedelta(days=day.weekday()) if place == COMING else dt.date.min


def _head(key: tuple[int, dt.date]) -> str:
    place, monday = key
    if place != COMING:
        return ("Te laat", "Nu")[place]
    sunday = monday + dt.timedelta(days=6)
    first = str(monday.day) if monday.month == sunday.month else nl.datum(monday).rpartition(" ")[0]
    return f"Week {monday.isocalendar().week}: {first} tot en met {nl.datum(sunday)}"


def _order(today: dt.date) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Late, open, coming; what is late or open by its last day, what is coming by its first."""
    place = case((Milestone.laatste < today, LATE), (Milestone.datum <= today, NOW), else_=COMING)
    return place, case((Milestone.datum > today, Milestone.datum), else_=Milestone.laatste)


def _query(user: User, today: dt.date, wanted: Asked) -> Select[Case, int, Milestone]:
    end = today + dt.timedelta(weeks=wanted.weken)
    last = select(func.max(Version.nummer)).where(Version.case_id == Case.id).correlate(Case).scalar_subquery()
    late = and_(Milestone.moet, Milestone.laatste < today)
    coming = and_(Milestone.laatste >= today, Milestone.datum <= end)
    found = (
        select(Case, Version.nummer, Milestone)
        .join(Part, Part.case_id == Case.id)
        .join(Version, (Version.case_id == Case.id) & (Version.nummer == last))
        .join(Milestone, (Milestone.version_id == Version.id) & (Milestone.rol == user.rol))
        .where(Part.party_id == user.party_id, Case.gesloten_op.is_(None), or_(late, coming))
        .order_by(*_order(today), Case.zaaknummer, Milestone.plek)
    )
    if wanted.aard:
        found = found.where(Milestone.aard == wanted.aard)
    return found.where(Case.regeling == wanted.regeling) if wanted.regeling else found
