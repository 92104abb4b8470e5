"""The list of cases: one line per case and role, reckoned when a case is saved and again on a new day."""

from __future__ import annotations

import datetime as dt
import json
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docgen import service
from docgen.web.config import Config
from docgen.web.models import Case, Listing, Milestone, Part, User, Version

PAGE = 50
"""Cases on one page of the list."""
BUDGET = 1.0
"""Seconds that one request spends on bringing lines up to the day; the rest shows the day that it is from."""


@dataclass(frozen=True)
class Row:
    """One case in the list."""

    case: Case
    line: dict[str, Any]
    dag: dt.date

    @property
    def volgende(self) -> dict[str, Any] | None:
        """What is due next: wat, datum and tot."""
        found: dict[str, Any] | None = self.line.get("volgende")
        return found


def plain(text: str) -> str:
    """Write a text as it is searched: lower case, without accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def renew(db: Session, config: Config, case: Case, roles: Iterable[str] = ()) -> None:
    """Reckon the lines of the newest version, for every role that has a part in the case."""
    version = case.versions[-1]
    data = json.loads(version.inhoud)
    subject = service.parse(data, "")
    day = config.today()
    findings, calls = service.check(subject, day), service.documents(subject, day)
    for old in db.scalars(select(Listing).join(Version).where(Version.case_id == case.id)):
        if old.version_id != version.id:
            db.delete(old)
    for rol in set(roles) or {part.party.rol for part in case.parts}:
        found = service.overview(subject, data, findings, calls, rol, day)
        row = db.get(Listing, (version.id, rol)) or Listing(version_id=version.id, rol=rol)
        row.dag, row.inhoud = day, _line(found)
        row.milestones = [_milestone(n, moment) for n, moment in enumerate(found.momenten) if _asks(moment, day)]
        row.zoek = plain(" ".join((case.zaaknummer, found.naam, found.adres, found.regio, found.status)))
        db.add(row)
    db.flush()


def name(db: Session, user: User, case: Case) -> str:
    """The name in the line that a user has of a case; empty when there is none for its role."""
    lines = select(Listing.inhoud).join(Version).where(Version.case_id == case.id, Listing.rol == user.rol)
    line = db.scalar(lines.order_by(Version.nummer.desc()).limit(1))
    return str(line["naam"]) if line else ""


def page(
    db: Session, config: Config, user: User, soorten: Iterable[str], zoek: str = "", status: str = "", nummer: int = 1
) -> tuple[list[Row], int]:
    """One page of the cases of a user, what is due first in front, and how many there are."""
    catch_up(db, config, user)
    found = _query(user, tuple(soorten), zoek)
    rows = [Row(case, line.inhoud, line.dag) for case, line in db.execute(found)]
    if status == "gesloten":
        rows = [row for row in rows if row.case.gesloten_op]
    elif status:
        rows = [row for row in rows if row.line["status"] == status and not row.case.gesloten_op]
    rows.sort(
        key=lambda row: (row.case.gesloten_op is not None, (row.volgende or {}).get("datum", "9"), row.case.zaaknummer)
    )
    return rows[(nummer - 1) * PAGE : nummer * PAGE], len(rows)


def _urgency(row: Row) -> tuple[bool, str, str]:
    """Open before closed; then by what is due; what has nothing due comes last."""
    return row.case.gesloten_op is not None, (row.volgende or {}).get("datum", "9"), row.case.zaaknummer


def _query(user: User, soorten: tuple[str, ...], zoek: str) -> Any:
    last = select(func.max(Version.nummer)).where(Version.case_id == Case.id).correlate(Case).scalar_subquery()
    query: Any = (
        select(Case, Listing)
        .select_from(Case)
        .join(Part, Part.case_id == Case.id)
        .join(Version, (Version.case_id == Case.id) & (Version.nummer == last))
        .join(Listing, (Listing.version_id == Version.id) & (Listing.rol == user.rol))
        .where(Part.party_id == user.party_id, Case.soort.in_(soorten))
    )
    for word in plain(zoek).split():
        query = query.where(Listing.zoek.contains(word, autoescape=True))
    return query


def catch_up(db: Session, config: Config, user: User) -> None:
    """Bring lines of an earlier day up to today, as far as the time goes; the oldest first."""
    mine = select(Part.case_id).where(Part.party_id == user.party_id)
    old = (
        select(Case)
        .join(Version, Version.case_id == Case.id)
        .join(Listing, Listing.version_id == Version.id)
        .where(Listing.rol == user.rol, Listing.dag != config.today(), Case.id.in_(mine))
        .order_by(Listing.dag)
    )
    end = time.monotonic() + BUDGET
    for case in list(db.scalars(old).unique()):
        renew(db, config, case, [user.rol])
        if time.monotonic() > end:
            break
    db.commit()


def _line(found: service.Overview) -> dict[str, Any]:
    line = asdict(replace(found, momenten=()))
    del line["momenten"]
    line["blokkades"] = [{"code": f.code, "melding": f.melding, "veld": f.veld} for f in found.blokkades]
    if found.volgende:
        moment = found.volgende
        line["volgende"] = {
            "wat": moment.wat,
            "datum": moment.datum.isoformat(),
            "tot": moment.tot.isoformat() if moment.tot else "",
        }
    return line


def _asks(moment: service.Moment, day: dt.date) -> bool:
    """Tell whether a date may still ask something, on this day or later."""
    return not moment.gedaan and (moment.moet or moment.laatste >= day)


def _milestone(n: int, moment: service.Moment) -> Milestone:
    told = {name: getattr(moment, name) for name in ("code", "wat", "bron", "nummer", "wie", "telling")}
    told["tot"] = moment.tot.isoformat() if moment.tot else ""
    return Milestone(
        plek=n, datum=moment.datum, laatste=moment.laatste, aard=moment.aard.value, moet=moment.moet, inhoud=told
    )


def moment_of(row: Milestone) -> service.Moment:
    """Make the date of a row again."""
    told = dict(row.inhoud)
    until = told.pop("tot")
    tot = dt.date.fromisoformat(until) if until else None
    return service.Moment(datum=row.datum, tot=tot, aard=service.Aard(row.aard), moet=row.moet, **told)
