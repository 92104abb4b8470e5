"""How it stands with every date of a case on a day: late, open, coming, done or past."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from docgen.rules import Moment, Outcome
from docgen.rules.outcome import Stand
from tests.rules.cases import COUPLED, RUNNING, SUBLET, TRIANGLE, judged
from tests.rules.test_aanzegging import UNDECIDED, letter, partner

LATE, NOW, SOON, DONE, PAST = Stand.TE_LAAT, Stand.NU, Stand.STRAKS, Stand.GEDAAN, Stand.VOORBIJ
AANZEGGING, STREEF = "Aanzegging moet zijn ontvangen", "Streefdatum voor de ontvangst van de aanzegging"
GESPREK = "Halfjaarlijks evaluatiegesprek"


def date(found: Outcome, wat: str, nummer: int = 1) -> Moment:
    return next(m for m in found.moments if m.wat == wat and m.nummer == nummer)


def stand(found: Outcome, wat: str, nummer: int = 1) -> Stand:
    return date(found, wat, nummer).stand(found.peildatum)


@pytest.mark.parametrize(
    ("on", "expected", "target"),
    [
        ("2026-11-30", SOON, SOON),  # the window opens tomorrow
        ("2026-12-01", NOW, SOON),  # its first day
        ("2026-12-28", NOW, NOW),
        ("2026-12-29", NOW, PAST),  # the target is a wish: never late
        ("2027-01-28", NOW, PAST),  # its last day
        ("2027-01-29", LATE, PAST),
    ],
)
def test_the_window_of_the_aanzegging_opens_closes_and_is_late(on: str, expected: Stand, target: Stand) -> None:
    found = judged(UNDECIDED, on, RUNNING)
    assert (stand(found, AANZEGGING), stand(found, STREEF)) == (expected, target)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ([letter("2026-12-04")], DONE),
        ([letter("2026-11-30")], LATE),  # arrived before the window: it is no aanzegging
        ([letter("2027-01-29")], LATE),  # arrived too late
        ([], LATE),
    ],
)
def test_an_aanzegging_is_done_when_it_arrived_in_its_window(sent: list[dict[str, Any]], expected: Stand) -> None:
    found = judged(UNDECIDED | {"correspondentie": sent}, "2027-02-01", RUNNING)
    assert stand(found, AANZEGGING) is expected
    assert date(found, AANZEGGING).gedaan_op == (dt.date(2026, 12, 4) if expected is DONE else None)


def test_an_aanzegging_is_not_done_before_every_addressee_has_it() -> None:
    one = UNDECIDED | partner() | {"correspondentie": [letter("2026-12-04", to="huurder")]}
    assert stand(judged(one, "2027-02-01", RUNNING), AANZEGGING) is LATE
    both = one | {"correspondentie": [letter("2026-12-04", to=to) for to in ("huurder", "medehuurder")]}
    assert stand(judged(both, "2027-02-01", RUNNING), AANZEGGING) is DONE


@pytest.mark.parametrize(("ending", "expected"), [(False, PAST), (True, LATE)])
def test_the_earlier_letter_is_late_only_when_the_lease_is_to_end(ending: bool, expected: Stand) -> None:
    wanted = UNDECIDED | ({"vooraankondiging": {"gronden": ["De doelen zijn niet gehaald."]}} if ending else {})
    found = judged(wanted, "2026-12-15", RUNNING)
    assert stand(found, "Vooraankondiging van het einde moet zijn ontvangen") is expected


@pytest.mark.parametrize(("on", "expected"), [("2026-11-02", PAST), ("2026-11-03", DONE), ("2027-01-05", DONE)])
def test_the_talk_about_omklap_is_done_when_the_evaluation_was_held(on: str, expected: Stand) -> None:
    found = judged({}, on, RUNNING)
    planned = date(found, "Gesprek over omklap plannen")
    assert planned.stand(found.peildatum) is (LATE if expected is PAST else expected)
    assert planned.gedaan_op == (dt.date(2026, 11, 3) if expected is DONE else None)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([], (LATE, LATE)),
        (["2027-06-28"], (DONE, LATE)),
        (["2027-06-28", "2027-12-20"], (DONE, DONE)),
        (["2026-12-20"], (LATE, LATE)),  # before the letting
    ],
)
def test_talks_that_were_held_are_the_first_that_had_to_be(held: list[str], expected: tuple[Stand, Stand]) -> None:
    talks = [{"soort": "evaluatiegesprek", "datum": day} for day in held]
    found = judged({"evaluaties": talks}, "2028-01-02", SUBLET)
    assert (stand(found, GESPREK, 1), stand(found, GESPREK, 2)) == expected


def test_a_date_that_asks_nothing_of_anybody_is_past_and_never_late() -> None:
    for base in (RUNNING, COUPLED, SUBLET, TRIANGLE):
        found = judged({}, "2040-01-01", base)
        assert stand(found, "Eerste dag van de huur") is PAST
        assert {m.stand(found.peildatum) for m in found.moments} <= {PAST, LATE, DONE}


def test_every_date_says_how_it_was_counted_and_numbers_itself_among_its_like() -> None:
    for base in (RUNNING, COUPLED, SUBLET, TRIANGLE):
        found = judged({}, base=base)
        assert found.moments
        assert all(m.telling.endswith(".") and "None" not in m.telling and "_" not in m.wie for m in found.moments)
        keys = [(m.code, m.wat, m.nummer) for m in found.moments]
        assert len(keys) == len(set(keys))


def test_a_counted_date_names_the_term_of_its_agreement() -> None:
    found = judged({}, base=SUBLET)
    assert date(found, "Besluit over het vervolg is genomen").telling == "10 maanden na de eerste dag van de huur."
    assert date(found, AANZEGGING).telling.startswith("Van 3 maanden tot 1 maand vóór het einde van de huur;")
    assert date(found, "Omklap: eerste dag van de huur op eigen naam").telling.startswith("De dag na de laatste dag")


@pytest.mark.parametrize(("conclusie", "expected"), [(None, True), ("omklappen", True), ("beeindigen", False)])
def test_a_new_lease_has_no_first_day_once_it_was_decided_that_there_is_none(
    conclusie: str | None, expected: bool
) -> None:
    held = [{"soort": "omklapevaluatie", "datum": "2026-11-03", "conclusie": conclusie}]
    found = judged(UNDECIDED | {"evaluaties": held}, "2026-11-22", RUNNING)
    assert ("Omklap: eerste dag van de huur op eigen naam" in {m.wat for m in found.moments}) is expected
