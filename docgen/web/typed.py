"""Days, as people type them and as a case holds them."""

from __future__ import annotations

import datetime as dt

from docgen import nl


def day(text: str) -> str | None:
    """Read a day as 22-11-2026 or 22 november 2026 and give it as a case holds it; None when nothing is typed.

    Raises:
        ValueError: it is no day.
    """
    return nl.lees_datum(text.strip()) if text.strip() else None


def shown_day(value: object) -> str:
    """Write a day of a case as people type it; what is no day stays as it is."""
    try:
        return f"{dt.date.fromisoformat(str(value)):%d-%m-%Y}"
    except ValueError:
        return str(value or "")


def date_of(value: str) -> dt.date:
    """The day that a case holds as text."""
    return dt.date.fromisoformat(value)
