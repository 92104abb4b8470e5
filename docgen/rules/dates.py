"""The arithmetic of terms: months, last days, and the windows in which a letter must be received.

Bron: domain.md 2.7 (verified there for every last day of 2024-2039). Months are
counted in one step from the original date, never chained, and an end date is the
last day, inclusive. No backward term moves off a weekend or a holiday
(Algemene termijnenwet art. 1 lid 2).
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something may be received, both ends included."""

    opens: dt.date
    closes: dt.date
    target: dt.date

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in the window."""
        return self.opens <= day <= self.closes


def plus(d: dt.date, n: int) -> dt.date:
    """Return the same day of the month n months on (n may be negative), or that month's last day.

    Never feed a result back in: 31 August + 6 + 6 months is 28 August, + 12 is 31 August.
    """
    year, month = divmod(d.year * 12 + d.month - 1 + n, 12)
    month += 1
    return dt.date(year, month, min(d.day, calendar.monthrange(year, month)[1]))


def last_day(start: dt.date, n: int) -> dt.date:
    """Return the last day, inclusive, of a term of n months that begins on `start`.

    First the months, then the day: the other order gives 28 instead of 29 February
    2028 for a term of 24 months from 1 March 2026.
    """
    return plus(start, n) - ONE_DAY


def end_of_term(einddatum: dt.date) -> dt.date:
    """Return the day at whose 00.00 hours a term ends of which `einddatum` is the last day."""
    return einddatum + ONE_DAY


def aanzegging_window(einddatum: dt.date, opent: int = 3, sluit: int = 1, streef: int = 2) -> Window:
    """Return when the aanzegging must be *received* for a lease whose last day is `einddatum`.

    Opens on the first day d with d + 3 months >= the end of the term. Closes one
    month before, counted from the last day or from the end of the term, whichever
    is the stricter. The target lies in between. The months are those of the law
    (docgen/law); the defaults are those of BW 7:271 lid 2.
    """
    term = end_of_term(einddatum)
    return Window(
        opens=first_day_within(term, opent),
        closes=months_before(einddatum, sluit),
        target=plus(einddatum, -streef),
    )


def vooraankondiging_window(einddatum: dt.date, opent: int = 4, sluit: int = 3) -> Window:
    """Return when the agreement's own earlier letter must be received; the target is the last day.

    Bron: Friesland Toel.2f (FR-14): between E-4m and the day that is three months ahead.
    """
    closes = months_before(einddatum, sluit)
    return Window(opens=plus(einddatum, -opent), closes=closes, target=closes)


def first_day_within(term: dt.date, n: int) -> dt.date:
    """Return the first day from which `term` is at most n months away."""
    day = plus(term, -n)
    return day if plus(day, n) >= term else day + ONE_DAY


def months_before(einddatum: dt.date, n: int) -> dt.date:
    """Return the last day that is at least n months before the end, by either way of counting."""
    return min(plus(einddatum, -n), plus(end_of_term(einddatum), -n) - ONE_DAY)


def months_and_days(start: dt.date, einddatum: dt.date) -> tuple[int, int]:
    """Return the length of a term, last day included, as whole months and the days beyond them."""
    term = end_of_term(einddatum)
    months = (term.year - start.year) * 12 + term.month - start.month
    if plus(start, months) > term:
        months -= 1
    return months, (term - plus(start, months)).days
