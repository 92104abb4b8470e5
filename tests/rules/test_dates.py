"""The date engine against the tables of domain.md 2.6 and 2.7, and against its own definition."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.rules.dates import (
    ONE_DAY,
    aanzegging_window,
    last_day,
    months_and_days,
    months_before,
    plus,
    vooraankondiging_window,
)

D = dt.date.fromisoformat
DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

# S, months, E, opens, closes, last day of a notice of four months; each with its weekday.
TABLE = """
zondag    2026-03-01 24 dinsdag   2028-02-29 woensdag  2027-12-01 zaterdag  2028-01-29 vrijdag   2027-10-29
maandag   2026-06-01 24 woensdag  2028-05-31 woensdag  2028-03-01 zondag    2028-04-30 maandag   2028-01-31
maandag   2026-11-23 24 woensdag  2028-11-22 woensdag  2028-08-23 zondag    2028-10-22 zaterdag  2028-07-22
dinsdag   2026-12-01 12 dinsdag   2027-11-30 woensdag  2027-09-01 zaterdag  2027-10-30 vrijdag   2027-07-30
maandag   2027-03-01 24 woensdag  2029-02-28 vrijdag   2028-12-01 zondag    2029-01-28 zaterdag  2028-10-28
zaterdag  2025-03-01 24 zondag    2027-02-28 dinsdag   2026-12-01 donderdag 2027-01-28 woensdag  2026-10-28
vrijdag   2027-01-01 24 zondag    2028-12-31 zondag    2028-10-01 donderdag 2028-11-30 donderdag 2028-08-31
vrijdag   2027-01-01 12 vrijdag   2027-12-31 vrijdag   2027-10-01 dinsdag   2027-11-30 dinsdag   2027-08-31
maandag   2027-02-01 18 maandag   2028-07-31 maandag   2028-05-01 vrijdag   2028-06-30 vrijdag   2028-03-31
dinsdag   2028-02-29 24 woensdag  2030-02-27 woensdag  2029-11-28 zondag    2030-01-27 zaterdag  2029-10-27
dinsdag   2028-02-29 12 dinsdag   2029-02-27 dinsdag   2028-11-28 zaterdag  2029-01-27 vrijdag   2028-10-27
zaterdag  2026-02-28 24 zondag    2028-02-27 zondag    2027-11-28 donderdag 2028-01-27 woensdag  2027-10-27
vrijdag   2026-01-30 24 zaterdag  2028-01-29 zaterdag  2027-10-30 woensdag  2027-12-29 woensdag  2027-09-29
zaterdag  2026-01-31 24 zondag    2028-01-30 zondag    2027-10-31 donderdag 2027-12-30 woensdag  2027-09-29
vrijdag   2026-05-29 12 vrijdag   2027-05-28 maandag   2027-03-01 woensdag  2027-04-28 donderdag 2027-01-28
zaterdag  2026-05-30 12 zaterdag  2027-05-29 maandag   2027-03-01 donderdag 2027-04-29 vrijdag   2027-01-29
zondag    2026-05-31 12 zondag    2027-05-30 maandag   2027-03-01 donderdag 2027-04-29 zaterdag  2027-01-30
zondag    2026-05-31 24 dinsdag   2028-05-30 woensdag  2028-03-01 zaterdag  2028-04-29 zondag    2028-01-30
vrijdag   2026-07-31 24 zondag    2028-07-30 maandag   2028-05-01 donderdag 2028-06-29 donderdag 2028-03-30
dinsdag   2026-03-31 12 dinsdag   2027-03-30 donderdag 2026-12-31 zaterdag  2027-02-27 zondag    2026-11-29
zaterdag  2026-10-31 24 maandag   2028-10-30 maandag   2028-07-31 vrijdag   2028-09-29 donderdag 2028-06-29
donderdag 2026-12-31 24 zaterdag  2028-12-30 zondag    2028-10-01 woensdag  2028-11-29 woensdag  2028-08-30
zondag    2026-08-30 18 maandag   2028-02-28 maandag   2027-11-29 vrijdag   2028-01-28 donderdag 2027-10-28
maandag   2026-08-31 18 maandag   2028-02-28 maandag   2027-11-29 vrijdag   2028-01-28 donderdag 2027-10-28
woensdag  2026-09-30 18 woensdag  2028-03-29 donderdag 2027-12-30 maandag   2028-02-28 maandag   2027-11-29
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def day(weekday: str, iso: str) -> dt.date:
    found = D(iso)
    assert DAGEN[found.weekday()] == weekday, f"the table has the wrong weekday for {iso}"
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[1]}+{row[2]}m")
def test_term_and_windows_are_those_of_the_table(row: list[str]) -> None:
    start, end = day(*row[0:2]), day(*row[3:5])
    assert last_day(start, int(row[2])) == end
    window = aanzegging_window(end)
    assert (window.opens, window.closes) == (day(*row[5:7]), day(*row[7:9]))
    assert months_before(end, 4) == day(*row[9:11])


MONTH_ENDS = [
    ("2026-01-31", 1, "2026-02-28"),
    ("2028-01-31", 1, "2028-02-29"),
    ("2028-02-29", 12, "2029-02-28"),
    ("2028-02-29", 48, "2032-02-29"),
    ("2026-03-31", -1, "2026-02-28"),
    ("2026-05-31", -3, "2026-02-28"),
    ("2026-08-31", 6, "2027-02-28"),
    ("2026-08-31", 12, "2027-08-31"),
    ("2026-12-31", 2, "2027-02-28"),
    ("2026-01-15", -1, "2025-12-15"),
    ("2026-01-15", -13, "2024-12-15"),
    ("2026-12-01", 1, "2027-01-01"),
    ("2026-12-01", 0, "2026-12-01"),
]


@pytest.mark.parametrize(("start", "n", "expected"), MONTH_ENDS)
def test_months_keep_the_day_number_or_end_with_the_month(start: str, n: int, expected: str) -> None:
    assert plus(D(start), n) == D(expected)


def test_months_are_counted_in_one_step_and_never_chained() -> None:
    start = D("2026-08-31")
    assert plus(start, 12) == D("2027-08-31")
    assert plus(plus(start, 6), 6) == D("2027-08-28")


def test_two_years_from_a_leap_day_end_on_27_february() -> None:
    assert last_day(D("2028-02-29"), 24) == D("2030-02-27")


def test_two_years_from_1_march_end_on_a_leap_day_when_there_is_one() -> None:
    assert last_day(D("2026-03-01"), 24) == D("2028-02-29")


def test_target_is_two_months_before_the_last_day() -> None:
    assert aanzegging_window(D("2029-02-28")).target == D("2028-12-28")


def test_closing_day_stays_on_a_sunday_because_backward_terms_never_move() -> None:
    closes = aanzegging_window(D("2029-02-28")).closes
    assert (closes, DAGEN[closes.weekday()]) == (D("2029-01-28"), "zondag")


def test_vooraankondiging_closes_the_day_before_the_aanzegging_opens_or_earlier() -> None:
    window = vooraankondiging_window(D("2029-02-28"))
    assert (window.opens, window.closes) == (D("2028-10-28"), D("2028-11-28"))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027-03-01", "2029-02-28", (24, 0)),
        ("2027-03-01", "2029-02-15", (23, 15)),
        ("2027-03-01", "2027-03-01", (0, 1)),
        ("2028-02-29", "2030-02-27", (24, 0)),
        ("2026-01-31", "2026-02-27", (1, 0)),
    ],
)
def test_length_of_a_term_counts_its_last_day(start: str, end: str, expected: tuple[int, int]) -> None:
    assert months_and_days(D(start), D(end)) == expected


days = st.dates(D("2024-01-01"), D("2039-12-31"))


@given(days)
def test_window_opens_on_the_first_day_from_which_the_end_is_three_months_away(end: dt.date) -> None:
    opens, term = aanzegging_window(end).opens, end + ONE_DAY
    assert plus(opens, 3) >= term
    assert plus(opens - ONE_DAY, 3) < term


@given(days)
def test_window_closes_a_month_ahead_by_both_ways_of_counting(end: dt.date) -> None:
    closes = aanzegging_window(end).closes
    assert closes <= plus(end, -1)
    assert closes < plus(end + ONE_DAY, -1)
    assert closes + ONE_DAY > plus(end, -1) or closes + ONE_DAY >= plus(end + ONE_DAY, -1)


@given(days)
def test_target_lies_inside_the_window(end: dt.date) -> None:
    window = aanzegging_window(end)
    assert window.opens <= window.target <= window.closes
    assert window.holds(window.target)


@given(days)
def test_vooraankondiging_is_over_before_the_aanzegging_can_be_received(end: dt.date) -> None:
    early = vooraankondiging_window(end)
    assert early.opens <= early.closes < aanzegging_window(end).opens


@given(days, st.integers(min_value=-60, max_value=60))
def test_months_never_leave_the_month_they_point_at(start: dt.date, n: int) -> None:
    found = plus(start, n)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == n
    assert found.day == start.day or (found.day < start.day and (found + ONE_DAY).day == 1)


@given(days, st.integers(min_value=1, max_value=60))
def test_a_term_of_n_months_measures_n_months(start: dt.date, n: int) -> None:
    months, extra = months_and_days(start, last_day(start, n))
    assert plus(start, months) + dt.timedelta(days=extra) == last_day(start, n) + ONE_DAY
    assert months in (n, n + 1) or extra == 0
