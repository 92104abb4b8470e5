"""The aanzegging day by day: too early, in time, late, recorded, for each addressee, and never after omklap."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.rules import Ernst
from tests.rules.cases import RUNNING, judged, severities

B, W, T, I = Ernst.BLOKKEERT, Ernst.WAARSCHUWT, Ernst.TAAK, Ernst.INFO  # noqa: E741
# The window of this lease: dinsdag 1 december 2026 up to and including donderdag 28 januari 2027.
UNDECIDED: dict[str, Any] = {"evaluaties": [], "omklap": None, "waakvlam": None}


def letter(received: str | None = None, sent: str = "2026-11-20", to: str | None = None) -> dict[str, Any]:
    return {"document": "aanzegging", "datum": sent, "ontvangen_op": received, "ontvanger": to}


def partner(relatie: str = "echtgenoot") -> dict[str, Any]:
    return {"medehuurders": [{"achternaam": "Visser", "relatie": relatie, "geboortedatum": "1990-01-01",
                              "geboorteplaats": "Sneek"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("on", "law_03", "law_04"),
    [
        ("2026-11-22", [B], []),  # zondag: would be received dinsdag 24 november, too early
        ("2026-11-26", [B], []),  # donderdag: maandag 30 november, a day too early
        ("2026-11-27", [], []),  # vrijdag: dinsdag 1 december, the first day
        ("2026-11-30", [], []),
        ("2026-12-01", [T], []),
        ("2027-01-26", [T], []),  # dinsdag: donderdag 28 januari, the last day
        ("2027-01-27", [T, B], []),  # woensdag: vrijdag 29 januari, a day too late
        ("2027-01-28", [T, B], []),
        ("2027-01-29", [], [B]),  # the window has closed
    ],
)
def test_a_letter_of_today_day_by_day(on: str, law_03: list[Ernst], law_04: list[Ernst]) -> None:
    found = judged(UNDECIDED, on, RUNNING)
    assert sorted(severities(found, "LAW-03")) == sorted(law_03)
    assert severities(found, "LAW-04") == law_04


def test_too_early_only_counts_for_whoever_asks_for_the_letter() -> None:
    found = judged(UNDECIDED, "2026-11-22", RUNNING)
    assert [f.code for f in found.findings if f.ernst is B] == []
    assert [f.code for f in found.blocking("aanzegging")] == ["LAW-03"]
    assert found.blocking("driepartijenovereenkomst") == ()


def test_inside_the_window_the_letter_may_be_made() -> None:
    assert judged(UNDECIDED, "2026-12-28", RUNNING).blocking("aanzegging") == ()


def test_after_the_window_neither_ending_letter_can_be_final() -> None:
    found = judged(UNDECIDED, "2027-01-29", RUNNING)
    assert [f.code for f in found.blocking("aanzegging")] == ["LAW-04"]
    assert [f.code for f in found.blocking("vooraankondiging-einde")] == ["LAW-04"]


@pytest.mark.parametrize(
    ("received", "law_03", "law_04"),
    [
        ("2026-11-30", [W, T], []),  # early: recorded as such, and a new one is due
        ("2026-12-01", [I], []),
        ("2027-01-28", [I], []),
        ("2027-01-29", [W], [B]),  # late: the lease goes on
    ],
)
def test_a_recorded_letter_is_judged_by_its_receipt(received: str, law_03: list[Ernst], law_04: list[Ernst]) -> None:
    on = max(received, "2026-12-02")
    found = judged(UNDECIDED | {"correspondentie": [letter(received)]}, on, RUNNING)
    assert severities(found, "LAW-03") == law_03 or sorted(severities(found, "LAW-03")) == sorted(law_03)
    assert severities(found, "LAW-04") == law_04


def test_a_letter_without_a_day_of_receipt_is_reckoned_from_its_date() -> None:
    found = judged(UNDECIDED | {"correspondentie": [letter(sent="2026-11-27")]}, "2026-12-02", RUNNING)
    assert [f.melding for f in found.findings if f.code == "LAW-03"] == [
        "De aanzegging is op 1 december 2026 op tijd ontvangen."
    ]


def test_a_letter_without_any_day_is_warned_for() -> None:
    bare = {"document": "aanzegging"}
    found = judged(UNDECIDED | {"correspondentie": [bare]}, "2026-12-02", RUNNING)
    assert sorted(severities(found, "LAW-03")) == sorted([W, T])


def test_a_letter_of_after_the_peildatum_does_not_count_yet() -> None:
    found = judged(UNDECIDED | {"correspondentie": [letter("2027-01-04", "2026-12-30")]}, "2026-12-15", RUNNING)
    assert severities(found, "LAW-03") == [T]


def test_a_medehuurder_must_be_reached_apart() -> None:
    only_one = UNDECIDED | partner() | {"correspondentie": [letter("2026-12-04")]}
    found = judged(only_one, "2026-12-10", RUNNING)
    assert severities(found, "LAW-14") == [W, I]
    assert T in severities(found, "LAW-03")
    assert severities(judged(only_one, "2027-01-29", RUNNING), "LAW-04") == [B]
    both = only_one | {"correspondentie": [letter("2026-12-04", to="huurder"), letter("2026-12-04", to="medehuurder")]}
    assert severities(judged(both, "2027-01-29", RUNNING), "LAW-04") == []


def test_a_bewindvoerder_must_be_reached_apart() -> None:
    court = {"rechtbank": "Noord-Nederland", "datum": "2022-05-11", "zaaknummer": "12 BM 22"}
    person = {"soort": "bewindvoerder", "achternaam": "Visser", "beschikking": court}
    sent = {"vertegenwoordiging": [person], "correspondentie": [letter("2026-12-04")]}
    found = judged(UNDECIDED | sent, "2026-12-10", RUNNING)
    assert [f.melding for f in found.findings if f.code == "LAW-14"] == [
        "Niet vastgelegd is dat de aanzegging ook apart is ontvangen door: bewindvoerder."
    ]


@pytest.mark.parametrize(
    ("relatie", "expected"), [("echtgenoot", [I]), ("geregistreerd_partner", [I]), ("partner", [])]
)
def test_spouse_and_registered_partner_are_medehuurder_by_law(relatie: str, expected: list[Ernst]) -> None:
    assert severities(judged(partner(relatie)), "LAW-14") == expected


def test_last_and_target_days_that_are_no_working_days_are_named() -> None:
    # The window opens on 26 november; its target is vrijdag 25 december.
    changes = UNDECIDED | {"huurovereenkomst.einddatum": "2027-02-25"}
    found = [f.melding for f in judged(changes, "2026-11-22", RUNNING).findings if f.code == "LAW-03"]
    assert found == ["De streefdatum voor de ontvangst van de aanzegging is geen werkdag: vrijdag 25 december 2026."]


def test_a_lease_for_an_indefinite_term_has_no_aanzegging() -> None:
    found = judged({"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd"})
    assert severities(found, "LAW-03") == []
    assert "LAW-03" not in {m.code for m in found.moments}
