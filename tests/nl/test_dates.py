"""Dates are Dutch whatever the machine speaks, and a period names its last day."""

from __future__ import annotations

import datetime as dt

import pytest

from docgen import nl

TABLE = [
    (dt.date(2027, 3, 1), "1 maart 2027", "01-03-2027", "maandag 1 maart 2027"),
    (dt.date(2028, 2, 29), "29 februari 2028", "29-02-2028", "dinsdag 29 februari 2028"),
    (dt.date(2026, 11, 22), "22 november 2026", "22-11-2026", "zondag 22 november 2026"),
    (dt.date(1998, 12, 31), "31 december 1998", "31-12-1998", "donderdag 31 december 1998"),
]


@pytest.mark.parametrize(("day", "words", "short", "with_weekday"), TABLE)
def test_a_date_in_words_in_figures_and_with_its_weekday(
    day: dt.date, words: str, short: str, with_weekday: str
) -> None:
    assert (nl.datum(day), nl.datum_kort(day), nl.dag_en_datum(day)) == (words, short, with_weekday)


def test_a_month_has_no_capital_and_its_dutch_name() -> None:
    months = [nl.datum(dt.date(2027, month, 1)).split()[1] for month in range(1, 13)]
    assert months == [
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ]


def test_a_period_says_tot_en_met() -> None:
    period = nl.periode(dt.date(2027, 3, 1), dt.date(2029, 2, 28))
    assert period == "van 1 maart 2027 tot en met 28 februari 2029"
