"""The register: who is bound to an agreement on a day, and the earliest day on which a party can leave."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from docgen import service
from docgen.case import AnyCase, from_data
from docgen.law import load_regeling
from docgen.rules.toetreden import uittreden_op_zijn_vroegst

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
JOINS = json.loads((CASES / "toetreding-friesland.json").read_text(encoding="utf-8"))
LEAVES = json.loads((CASES / "uittreding-friesland.json").read_text(encoding="utf-8"))
D = dt.date.fromisoformat


def case(base: dict[str, Any], **changes: Any) -> AnyCase:
    return from_data(copy.deepcopy(base) | changes)


def bound(on: str, *cases: AnyCase) -> list[str]:
    return [party.naam for party in service.bound_parties(cases, D(on))]


COOP = "Coöperatie Zorg & Thuis Wâldhoek U.A."
BRIDGE = "Stichting De Brêge"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2022-01-27", []),  # before the agreement
        ("2022-01-28", [BRIDGE]),  # whoever leaves was bound from the beginning
        ("2024-12-31", [BRIDGE]),
        ("2025-01-01", []),
        ("2025-04-30", []),
        ("2025-05-01", [COOP]),
        ("2025-12-31", [COOP]),
        ("2026-01-01", []),  # the agreement has ended
    ],
)
def test_who_is_bound_on_a_day(on: str, expected: list[str]) -> None:
    assert bound(on, case(JOINS), case(LEAVES)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"besluit": {"uitkomst": "afgewezen", "datum": "2025-04-24", "motivering": "Past niet."}},
        {"besluit": None},
        {"ondertekening": None},
        {"ingangsdatum": None},
    ],
)
def test_whoever_was_not_admitted_or_has_not_signed_is_not_bound(changes: dict[str, Any]) -> None:
    assert bound("2025-06-01", case(JOINS, **changes)) == []


def test_whoever_signs_later_is_bound_from_then() -> None:
    late = case(JOINS, ondertekening={"plaats": "Franeker", "datum": "2025-05-20"})
    assert bound("2025-05-19", late) == []
    assert bound("2025-05-20", late) == [COOP]


def test_a_party_is_known_by_its_number_and_not_by_its_name() -> None:
    renamed = LEAVES["organisatie"] | {"naam": "Coöperatie Thuis Wâldhoek", "kvk_nummer": "90005001"}
    leaves = case(LEAVES, organisatie=renamed, uittreden_per="2026-01-01")
    assert bound("2025-12-31", case(JOINS), leaves) == [COOP]
    assert bound("2025-06-01", case(JOINS), leaves) == [COOP]
    early = case(LEAVES, organisatie=renamed)
    assert bound("2025-06-01", case(JOINS), early) == []


def test_nobody_leaves_before_the_agreement_lets_it() -> None:
    late = [LEAVES["geadresseerden"][0] | {"ontvangen_op": "2024-10-02"}]
    assert bound("2025-12-31", case(LEAVES, geadresseerden=late)) == [BRIDGE]


@pytest.mark.parametrize(
    ("received", "first"),
    [
        ("2022-10-01", "2023-01-01"),
        ("2022-10-02", "2024-01-01"),
        ("2024-12-31", "2026-01-01"),
        ("2025-10-01", "2026-01-01"),
        ("2025-10-02", "2026-01-01"),  # never after the end of the agreement
    ],
)
def test_first_day_without_the_party(received: str, first: str) -> None:
    assert uittreden_op_zijn_vroegst(load_regeling("friesland-2022"), D(received)) == D(first)


def test_an_agreement_without_a_rule_on_leaving_gives_no_day() -> None:
    assert uittreden_op_zijn_vroegst(load_regeling("noordoostpolder-2023"), D("2023-05-01")) is None


def test_the_letter_counts_when_the_last_party_has_it() -> None:
    one_open = [{"naam": "A", "ontvangen_op": "2024-09-24"}, {"naam": "B"}]
    # without a recorded receipt a letter of Friday 27 September is reckoned to arrive on Tuesday 1 October
    assert bound("2025-01-01", case(LEAVES, datum="2024-09-27", geadresseerden=one_open)) == []
    assert bound("2025-01-01", case(LEAVES, datum="2024-09-30", geadresseerden=one_open)) == [BRIDGE]
