"""What people type, the Dutch way, as a case holds it."""

from __future__ import annotations

import datetime as dt
import re

_DAY = re.compile(r"\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})\s*")


def day(text: str) -> str | None:
    """Read a day as 22-11-2026 (or 2026-11-22) and give it as a case holds it; None when nothing is typed.

    Raises:
        ValueError: it is no day.
    """
    if not text.strip():
        return None
    if match := _DAY.fullmatch(text):
        return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    return dt.date.fromisoformat(text.strip()).isoformat()


def shown_day(value: object) -> str:
    """Write a day of a case as people type it."""
    try:
        return f"{dt.date.fromisoformat(str(value)):%d-%m-%Y}"
    except ValueError:
        return str(value or "")


def date_of(value: str) -> dt.date:
    """The day that a case holds as text."""
    return dt.date.fromisoformat(value)
