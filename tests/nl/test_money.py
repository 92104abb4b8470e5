"""Amounts are whole cents, print with two decimals, and never lose one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import nl

CENTS = st.integers(min_value=0, max_value=99_999_999_999)

TABLE = [
    (0, "€\u00a00,00", "nul euro"),
    (5, "€\u00a00,05", "nul euro en vijf cent"),
    (100, "€\u00a01,00", "één euro"),
    (101, "€\u00a01,01", "één euro en één cent"),
    (2200, "€\u00a022,00", "tweeëntwintig euro"),
    (10100, "€\u00a0101,00", "honderdeen euro"),
    (56341, "€\u00a0563,41", "vijfhonderddrieënzestig euro en eenenveertig cent"),
    (61234, "€\u00a0612,34", "zeshonderdtwaalf euro en vierendertig cent"),
    (65546, "€\u00a0655,46", "zeshonderdvijfenvijftig euro en zesenveertig cent"),
    (123400, "€\u00a01.234,00", "duizend tweehonderdvierendertig euro"),
    (-1200, "€\u00a0-12,00", "min twaalf euro"),
]


@pytest.mark.parametrize(("cent", "figures", "words"), TABLE)
def test_an_amount_in_figures_and_in_words(cent: int, figures: str, words: str) -> None:
    amount = nl.Bedrag(cent)
    assert str(amount) == amount.afdruk == nl.afdruk(amount) == figures
    assert nl.in_woorden(amount) == words


@given(CENTS)
def test_an_amount_comes_back_from_euros(cent: int) -> None:
    assert nl.Bedrag.uit_euro(nl.Bedrag(cent).euro) == nl.Bedrag(cent)


@given(CENTS)
def test_the_printed_form_holds_every_cent(cent: int) -> None:
    printed = str(nl.Bedrag(cent))
    assert int("".join(char for char in printed if char.isdigit())) == cent
    assert printed.startswith("€\u00a0") and printed[-3] == ","


@given(st.lists(CENTS))
def test_adding_is_adding_cents(cents: list[int]) -> None:
    assert nl.som(map(nl.Bedrag, cents)).cent == sum(cents)


@given(CENTS, CENTS)
def test_amounts_have_the_order_of_their_cents(one: int, other: int) -> None:
    assert (nl.Bedrag(one) < nl.Bedrag(other)) == (one < other)
    assert (nl.Bedrag(one) + nl.Bedrag(other) - nl.Bedrag(other)) == nl.Bedrag(one)


@given(CENTS, CENTS)
def test_two_amounts_never_share_their_words(one: int, other: int) -> None:
    assert (nl.in_woorden(nl.Bedrag(one)) == nl.in_woorden(nl.Bedrag(other))) == (one == other)


def test_parts_of_a_cent_are_refused() -> None:
    with pytest.raises(ValueError, match="two decimals"):
        nl.Bedrag.uit_euro(Decimal("0.005"))


def test_an_amount_of_nothing_is_false_and_can_be_multiplied() -> None:
    assert not nl.Bedrag(0)
    assert nl.Bedrag(56341) * 2 == nl.Bedrag(112682)
