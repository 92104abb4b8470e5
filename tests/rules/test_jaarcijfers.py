"""Small counts are left out of the yearly report, also when they could be found by subtraction (FR-50)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import service
from docgen.rules.jaarcijfers import suppressed

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=8)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"Vlieland": 1, "Leeuwarden": 40, "Smallingerland": 12}, {"Vlieland": None, "Smallingerland": None}),
        ({"Ameland": 4, "Vlieland": 1, "Leeuwarden": 40}, {"Ameland": None, "Vlieland": None}),
        ({"Leeuwarden": 40, "Smallingerland": 5}, {}),
        ({"Vlieland": 0, "Leeuwarden": 40}, {}),
    ],
)
def test_trap_27_a_small_cell_and_what_would_give_it_away_are_left_out(
    counts: dict[str, int], expected: dict[str, None]
) -> None:
    assert suppressed(counts, 5) == {**counts, **expected}


@given(COUNTS)
def test_no_count_below_the_threshold_is_told_and_never_just_one_is_hidden(counts: dict[str, int]) -> None:
    told = suppressed(counts, 5)
    assert not [count for count in told.values() if count and count < 5]
    hidden = [name for name, count in told.items() if count is None]
    assert len(hidden) != 1 or not [count for count in counts.values() if count >= 5]


def test_the_few_fixtures_of_a_year_are_all_suppressed() -> None:
    cases = [service.load(path) for path in sorted(CASES.glob("friesland-*.json"))]
    assert set(service.uitstroom_per_gemeente(cases, "friesland-2022", 2027).values()) == {None}
