"""Whatever somebody types is kept as it stands or refused by its field, and never repeated in a message."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import case, errors
from docgen.case import limits

MARKS = ["{{", "}}", "{%", "%}", "{#", "#}", "\ud800", "\ue000", "\U000f0000", "\uffff", "\u202e", "\x00", "\n", "\\"]
ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.builds("".join, st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=5)), max_size=8)),
)
SPACES = " \u00a0"


def tried(**parts: Any) -> case.Zaak | tuple[errors.Problem, ...]:
    content = json.dumps({"soort": "zaak", "zaaknummer": "A", "regeling": "a-2022", **parts}).encode()
    try:
        found = case.loads(content, "zaak.json")
    except errors.CaseProblem as refusal:
        assert refusal.problems
        return refusal.problems
    assert isinstance(found, case.Zaak)
    return found


def secret(text: str) -> str:
    """A text that cannot be part of one of our sentences by chance."""
    return f"Qx{text}Zw"


@given(ANY_TEXT)
def test_a_line_is_kept_as_it_stands_or_refused_without_being_repeated(text: str) -> None:
    value = secret(text)
    outcome = tried(huurder={"achternaam": value})
    if isinstance(outcome, case.Zaak):
        assert outcome.huurder and outcome.huurder.achternaam == value
        return
    (problem,) = outcome
    assert problem.veld == "huurder.achternaam"
    assert problem.code in {"ZAAK-016", "ZAAK-018", "ZAAK-020"}
    assert value not in f"{problem}"


@given(ANY_TEXT)
def test_what_is_kept_holds_nothing_that_a_document_or_a_template_trips_over(text: str) -> None:
    outcome = tried(ondersteuningsplan={"themas": [{"thema": "netwerk", "situatie": secret(text)}]})
    if isinstance(outcome, case.Zaak):
        assert outcome.ondersteuningsplan
        kept = outcome.ondersteuningsplan.themas[0].situatie or ""
        categories = {unicodedata.category(char) for char in kept.replace("\n", "")}
        assert not categories & {"Cc", "Cs", "Co"}
        assert not any(mark in kept for mark in ("{{", "}}", "{%", "%}", "{#", "#}"))
        kept.encode("utf-8")


@pytest.mark.parametrize("field", ["bsn", "email", "telefoon", "geboortedatum", "aanhef", "partner", "adres"])
@given(text=ANY_TEXT)
def test_a_value_with_a_form_never_comes_back_in_the_message(field: str, text: str) -> None:
    value = secret(text)
    outcome = tried(huurder={"achternaam": "Zijlstra", field: value})
    assert not isinstance(outcome, case.Zaak)
    assert {problem.veld for problem in outcome} == {f"huurder.{field}"}
    assert all(value not in f"{problem}" for problem in outcome)


@given(ANY_TEXT)
def test_any_key_is_refused_with_a_message_that_can_be_printed(key: str) -> None:
    outcome = tried(huurder={"achternaam": "Zijlstra", secret(key): "waarde"})
    assert not isinstance(outcome, case.Zaak)
    (problem,) = outcome
    assert problem.veld.startswith("huurder")
    assert f"{problem}".isprintable()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
        max_leaves=12,
    ),
    st.sampled_from(sorted(case.Zaak.model_fields)),
)
def test_any_json_in_any_part_is_a_case_or_a_list_of_problems(value: Any, part: str) -> None:
    outcome = tried(**{part: value})
    if not isinstance(outcome, case.Zaak):
        assert all(problem.code in errors.ROWS and problem.melding for problem in outcome)


@pytest.mark.parametrize(("length", "fits"), [(limits.LINE, True), (limits.LINE + 1, False)])
def test_a_line_has_a_longest_length(length: int, fits: bool) -> None:
    assert isinstance(tried(huurder={"achternaam": "a" * length}), case.Zaak) == fits


def test_spaces_around_a_text_are_taken_off() -> None:
    outcome = tried(huurder={"achternaam": "\u00a0 Zijlstra  "})
    assert isinstance(outcome, case.Zaak)
    assert outcome.huurder and outcome.huurder.achternaam == "Zijlstra"


@pytest.mark.parametrize(
    "name", ["Łukaszewska", "Ñandú", "O’Brien", "D'Hondt", "Þórsdóttir", "李", "Süß & Zn <a>", "100%"]
)
def test_names_as_they_are_registered_are_kept(name: str) -> None:
    outcome = tried(huurder={"achternaam": name})
    assert isinstance(outcome, case.Zaak)
    assert outcome.huurder and outcome.huurder.achternaam == name
