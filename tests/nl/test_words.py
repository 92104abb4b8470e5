"""Numbers in words follow the spelling: together up to duizend, a space after it, trema after an e."""

from __future__ import annotations

import pytest

from docgen import nl


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nul"),
        (1, "één"),
        (3, "drie"),
        (21, "eenentwintig"),
        (22, "tweeëntwintig"),
        (33, "drieëndertig"),
        (101, "honderdeen"),
        (122, "honderdtweeëntwintig"),
        (1000, "duizend"),
        (1001, "duizend een"),
        (1100, "duizend honderd"),
        (1234, "duizend tweehonderdvierendertig"),
        (2022, "tweeduizend tweeëntwintig"),
        (21_000, "eenentwintigduizend"),
        (123_456, "honderddrieëntwintigduizend vierhonderdzesenvijftig"),
        (1_000_000, "een miljoen"),
        (2_000_001, "twee miljoen een"),
    ],
)
def test_a_number_in_words(number: int, words: str) -> None:
    assert nl.telwoord(number) == words


@pytest.mark.parametrize("number", [-1, 1_000_000_000])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        nl.telwoord(number)


@pytest.mark.parametrize(
    ("items", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_a_list_has_en_before_its_last_item(items: list[str], joined: str) -> None:
    assert nl.opsomming(items) == joined


def test_a_list_can_be_joined_with_of() -> None:
    assert nl.opsomming(["a", "b", "c"], "of") == "a, b of c"


@pytest.mark.parametrize(
    ("copies", "words"), [(1, "enkelvoud"), (2, "tweevoud"), (3, "drievoud"), (4, "viervoud"), (5, "vijfvoud")]
)
def test_copies_are_counted_in_voud(copies: int, words: str) -> None:
    assert nl.drievoud(copies) == words
