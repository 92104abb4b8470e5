"""What is due over all cases of a user: read from the dates that were reckoned with the list of cases.

Nothing is judged here but the day: a date that must be met is late once its last day has gone by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from docgen import nl, service
from docgen.web.listing import moment_of
from docgen.web.models import Case, Milestone, Part, User, Version

WEEKS = (2, 4, 8, 12)
"""How far ahead a user may look."""
MOST = 500
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
    stand: service.Stand
    dates: tuple[Due, ...]


def asked(values: Mapping[str, str]) -> Asked:
    """Read what a user wants to see from an address; what is no choice is the first one."""
    weeks = {str(n): n for n in WEEKS}.get(values.get("weken", ""), Asked.weken)
    aard = values.get("aard", "")
    regeling = values.get("regeling", "")
    return Asked(
        weeks, aard if aard in set(service.Aard) else "", regeling if regeling in service.regelingen("zaak") else ""
    )


def due(db: Session, user: User, today: dt.date, wanted: Asked) -> list[Due]:
    """What is late, open or coming, the earliest first; of closed cases nothing."""
    rows = db.execute(_query(user, today, wanted))
    found = ((case, number, moment_of(row)) for case, number, row in rows)
    return [Due(case, number, moment, moment.stand(today)) for case, number, moment in found]


def grouped(dates: Iterable[Due], today: dt.date) -> list[Group]:
    """What is late first, then what is open now, then week by week."""
    heads: dict[tuple[int, dt.date], list[Due]] = {}
    for one in dates:
        heads.setdefault(_place(one, today), []).append(one)
    return [
        Group(_head(key), found[0].stand, tuple(sorted(found, key=lambda one: _order(one, key[0]))))
        for key, found in sorted(heads.items())
    ]


LATE, NOW, COMING = range(3)


def _place(one: Due, today: dt.date) -> tuple[int, dt.date]:
    if one.stand is service.Stand.TE_LAAT:
        return LATE, dt.date.min
    if one.stand is service.Stand.NU:
        return NOW, dt.date.min
    day = one.moment.datum
    return COMING, day - dt.timedelta(days=day.weekday())


def _order(one: Due, place: int) -> tuple[dt.date, str, str]:
    day = one.moment.datum if place == COMING else one.moment.laatste
    return day, one.case.zaaknummer, one.moment.code


def _head(key: tuple[int, dt.date]) -> str:
    place, monday = key
    if place != COMING:
        return ("Te laat", "Nu")[place]
    sunday = monday + dt.timedelta(days=6)
    first = str(monday.day) if monday.month == sunday.month else nl.datum(monday).rpartition(" ")[0]
    return f"Week {monday.isocalendar().week}: {first} tot en met {nl.datum(sunday)}"


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
        .order_by(Milestone.datum, Case.zaaknummer, Milestone.plek)
    )
    if wanted.aard:
        found = found.where(Milestone.aard == wanted.aard)
    return found.where(Case.regeling == wanted.regeling) if wanted.regeling else found
