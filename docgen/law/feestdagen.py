"""Working days: neither a weekend nor a generally recognised holiday.

Bron: Algemene termijnenwet art. 3. The holidays are data (parameters/feestdagen.toml);
5 May counts every year, whatever a collective agreement says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from docgen.errors import fault
from docgen.law.loader import load_parameters

SATURDAY = 5
SUNDAY = 6


@lru_cache(maxsize=128)
def holidays(year: int) -> Mapping[dt.date, str]:
    """Return the holidays of a year with their Dutch names.

    Raises:
        TextFault: TEKST-912, the data does not cover that year.
    """
    found = load_parameters(dt.date(year, 1, 1)).feestdagen
    if found is None:
        raise fault("TEKST-912", jaar=year)
    easter = easter_sunday(year)
    days = {dt.date(year, fixed.maand, fixed.dag): fixed.naam for fixed in found.vast}
    days |= {easter + dt.timedelta(days=moving.dagen): moving.naam for moving in found.vanaf_pasen}
    kings_day = dt.date(year, found.koningsdag_maand, found.koningsdag_dag)
    if kings_day.weekday() == SUNDAY:
        kings_day -= dt.timedelta(days=1)
    days[kings_day] = "Koningsdag"
    return MappingProxyType(dict(sorted(days.items())))


def is_working_day(day: dt.date) -> bool:
    """Whether a day is neither a Saturday or Sunday nor a holiday."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def plus_working_days(day: dt.date, n: int) -> dt.date:
    """Return the n-th working day after a day; the day itself does not count (n >= 0)."""
    while n > 0:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            n -= 1
    return day


def easter_sunday(year: int) -> dt.date:
    """Return Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)
