"""Dates as a Dutch reader writes them, whatever the locale of the machine (domain.md §6)."""

from __future__ import annotations

import datetime as dt


def datum(dag: dt.date) -> str:
    """Write a date in running text: "1 maart 2027"."""
    from babel.dates import format_date

    return format_date(dag, "d MMMM y", locale="nl")


def datum_kort(dag: dt.date) -> str:
    """Write a date for a table: "01-03-2027"."""
    return f"{dag:%d-%m}-{dag.year:04d}"


def dag_en_datum(dag: dt.date) -> str:
    """Write a date with its weekday: "maandag 1 maart 2027"."""
    from babel.dates import format_date

    return format_date(dag, "EEEE d MMMM y", locale="nl")


def periode(eerste: dt.date, laatste: dt.date) -> str:
    """Write a period with its last day included: "van 1 maart 2027 tot en met 28 februari 2029"."""
    return f"van {datum(eerste)} tot en met {datum(laatste)}"
