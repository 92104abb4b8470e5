"""Dates as an iCalendar file, of one case or of many: whole days, a number of a case and never a name."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.case import AnyCase
from docgen.rules.outcome import Moment
from docgen.work.files import write_all

LONGEST = 75
"""Bytes of one line of an iCalendar file."""


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
    """Write dates as an iCalendar file; `stempel` is the moment that it is made, with a time zone.

    Line by line, for thousands of dates: made as components of the library they take ten times as long.
    """
    made = f"{stempel.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    head = ("BEGIN:VCALENDAR", "PRODID:-//docgen//termijnen//NL", "VERSION:2.0", "METHOD:PUBLISH")
    events = (line for date in dates for line in _event(date, made))
    return b"".join(folded(line) for line in (*head, *events, "END:VCALENDAR"))


def _event(date: Dated, made: str) -> Iterator[str]:
    from icalendar import vText

    def text(value: str) -> str:
        return str(vText(value).to_ical().decode())

    moment = date.moment
    yield "BEGIN:VEVENT"
    yield f"UID:{text(date.uid)}"
    yield f"DTSTAMP:{made}"
    yield f"SEQUENCE:{date.versie}"
    yield f"DTSTART;VALUE=DATE:{_day(moment.datum)}"
    yield f"DTEND;VALUE=DATE:{_day(moment.laatste + dt.timedelta(days=1))}"
    yield "SUMMARY:" + text(f"{'Gedaan: ' if moment.gedaan else ''}{date.zaaknummer}: {moment.wat}")
    yield "DESCRIPTION:" + text("\n".join(_lines(moment)))
    yield f"CATEGORIES:{text(moment.aard.value)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def folded(line: str) -> bytes:
    """End a line, and break it after at most 75 bytes, never inside a character (RFC 5545, 3.1)."""
    data, parts = line.encode(), []
    while len(data) > LONGEST:
        cut = LONGEST
        while data[cut] & 0xC0 == 0x80:  # the middle of a character
            cut -= 1
        parts.append(data[:cut])
        data = b" " + data[cut:]
    return b"\r\n".join((*parts, data)) + b"\r\n"


def write_calendar(path: Path, subject: AnyCase, moments: Iterable[Moment], peildatum: dt.date) -> None:
    """Write the dates of a case as an iCalendar file, whole or not at all."""
    stempel = dt.datetime.combine(peildatum, dt.time(), dt.UTC)
    write_all({path: calendar((Dated(subject.zaaknummer, moment) for moment in moments), stempel)})


def _lines(moment: Moment) -> list[str]:
    lines = [f"{moment.code}, {moment.bron}"]
    if moment.wie:
        lines.append(f"Aan zet: {moment.wie}")
    return [*lines, moment.telling] if moment.telling else lines
