"""Dates as an iCalendar file, of one case or of many: whole days, a number of a case and never a name."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docgen.case import AnyCase
from docgen.rules.outcome import Moment
from docgen.work.files import write_all


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a case, as a calendar shows it."""

    zaaknummer: str
    moment: Moment
    versie: int = 0
    """Version of the case: a calendar takes the highest."""

    @property
    def uid(self) -> str:
        """The same date of the same case has the same one for ever, so that a calendar moves it and adds no other."""
        what = f"{self.moment.code}|{self.moment.wat}|{self.moment.nummer}"
        return f"{self.zaaknummer}-{hashlib.sha256(what.encode()).hexdigest()[:16]}@docgen"


def calendar(dates: Iterable[Dated], stempel: dt.datetime) -> bytes:
    """Write dates as an iCalendar file; `stempel` is the moment that it is made, with a time zone."""
    from icalendar import Calendar, Event

    result = Calendar()
    result.add("prodid", "-//docgen//termijnen//NL")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    for date in dates:
        moment, event = date.moment, Event()
        event.add("uid", date.uid)
        event.add("dtstamp", stempel.astimezone(dt.UTC))
        event.add("sequence", date.versie)
        event.add("dtstart", moment.datum)
        event.add("dtend", moment.laatste + dt.timedelta(days=1))
        event.add("summary", f"{'Gedaan: ' if moment.gedaan else ''}{date.zaaknummer}: {moment.wat}")
        event.add("description", "\n".join(_lines(moment)))
        event.add("categories", [moment.aard.value])
        event.add("transp", "TRANSPARENT")
        result.add_component(event)
    return bytes(result.to_ical())


def write_calendar(path: Path, subject: AnyCase, moments: Iterable[Moment], peildatum: dt.date) -> None:
    """Write the dates of a case as an iCalendar file, whole or not at all."""
    stempel = dt.datetime.combine(peildatum, dt.time(), dt.UTC)
    write_all({path: calendar((Dated(subject.zaaknummer, moment) for moment in moments), stempel)})


def _lines(moment: Moment) -> list[str]:
    lines = [f"{moment.code}, {moment.bron}"]
    if moment.wie:
        lines.append(f"Aan zet: {moment.wie}")
    return [*lines, moment.telling] if moment.telling else lines
