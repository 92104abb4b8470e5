"""Working days of the Algemene termijnenwet, with a bell that rings when our data runs out."""

from __future__ import annotations

import datetime as dt

import pytest

from docgen.errors import TextFault
from docgen.law import holidays, is_working_day, load_parameters, plus_working_days
from docgen.law.feestdagen import easter_sunday

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("year", "easter"), [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"),
                         (2028, "2028-04-16"), (2029, "2029-04-01"), (2038, "2038-04-25")]
)  # fmt: skip
def test_easter(year: int, easter: str) -> None:
    assert easter_sunday(year) == D(easter)


def test_holidays_of_2027() -> None:
    assert {day.isoformat(): name for day, name in holidays(2027).items()} == {
        "2027-01-01": "Nieuwjaarsdag",
        "2027-03-26": "Goede Vrijdag",
        "2027-03-29": "Tweede Paasdag",
        "2027-04-27": "Koningsdag",
        "2027-05-05": "Bevrijdingsdag",
        "2027-05-06": "Hemelvaartsdag",
        "2027-05-17": "Tweede Pinksterdag",
        "2027-12-25": "Eerste Kerstdag",
        "2027-12-26": "Tweede Kerstdag",
    }


def test_koningsdag_moves_to_saturday_when_it_falls_on_a_sunday() -> None:
    assert D("2025-04-27").weekday() == 6
    assert holidays(2025)[D("2025-04-26")] == "Koningsdag"
    assert D("2025-04-27") not in holidays(2025)


def test_before_2014_the_day_was_30_april_and_moved_to_the_29th() -> None:
    assert D("2013-04-30") in holidays(2013)
    assert D("2006-04-29") in holidays(2006)


def test_5_may_counts_every_year_and_not_only_each_fifth() -> None:
    assert not is_working_day(D("2026-05-05"))
    assert not is_working_day(D("2025-05-05"))


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2026-11-20", 2, "2026-11-24"),  # vrijdag -> dinsdag
        ("2026-11-22", 2, "2026-11-24"),  # zondag -> dinsdag
        ("2026-12-24", 2, "2026-12-29"),  # donderdag, over Kerst en het weekeinde
        ("2026-04-02", 1, "2026-04-07"),  # donderdag, over Goede Vrijdag en Pasen
        ("2026-11-23", 0, "2026-11-23"),
    ],
)
def test_working_days_skip_weekends_and_holidays(start: str, n: int, expected: str) -> None:
    assert plus_working_days(D(start), n) == D(expected)


def test_a_year_outside_the_data_is_refused_and_not_guessed() -> None:
    with pytest.raises(TextFault, match="1979"):
        holidays(1979)


def test_holidays_reach_at_least_four_years_ahead() -> None:
    """A lease lasts two years and is prepared a year ahead: past this, windows cannot be judged."""
    today = dt.datetime.now(dt.UTC).date()
    found = load_parameters(today).feestdagen
    assert found is not None and found.geldig_tot is not None
    assert found.geldig_tot.year >= today.year + 4, (
        "feestdagen.toml runs out: check artikel 3 of the Algemene termijnenwet on wetten.overheid.nl, "
        "then move `geldig_tot` in docgen/law/parameters/feestdagen.toml ahead"
    )
