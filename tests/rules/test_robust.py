"""Rules raise nothing: whatever a case leaves out, and on whatever day."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.case import from_data
from docgen.errors import CaseProblem
from docgen.rules import evaluate
from tests.rules.cases import NEW, REAL

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
DATA = {name: json.loads((CASES / f"{name}.json").read_text(encoding="utf-8")) for name in REAL}
PEILDATUM = dt.date(2026, 11, 22)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def without(data: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    part: Any = changed
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = None
    return changed


@pytest.mark.parametrize("name", REAL)
def test_no_single_gap_in_a_case_makes_a_rule_fail(name: str) -> None:
    judged = 0
    for path in places(DATA[name]):
        try:
            case = from_data(without(DATA[name], path))
        except CaseProblem:
            continue  # required to be there at all
        evaluate(case, PEILDATUM)
        judged += 1
    assert judged > 150


@given(st.sampled_from(REAL), st.dates(dt.date(2022, 1, 1), dt.date(2036, 12, 1)))
def test_no_day_makes_a_rule_fail(name: str, on: dt.date) -> None:
    found = evaluate(from_data(DATA[name]), on)
    assert all(f.melding.endswith(".") for f in (*found.findings, *found.on_request))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), st.integers(0, 400))
def test_no_term_makes_a_rule_fail(start: dt.date, length: int) -> None:
    changed = copy.deepcopy(DATA[NEW])
    end = min(start + dt.timedelta(days=length * 3), dt.date(2199, 12, 31))
    changed["huurovereenkomst"] |= {"ingangsdatum": start.isoformat(), "einddatum": end.isoformat()}
    changed["huurovereenkomst"]["ondertekening"] = None
    evaluate(from_data(changed), PEILDATUM)
