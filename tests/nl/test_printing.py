"""Values that stay text print in groups; what has no printed form is an error, not an empty sentence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from docgen import nl


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("0612345678", "06 1234 5678"),
        ("0515700100", "0515 70 01 00"),
        ("0582338010", "058 233 80 10"),
        ("0725400400", "072 540 04 00"),
        ("0527610610", "0527 61 06 10"),
        ("0882338010", "088 233 80 10"),
        ("140515", "14 0515"),
        ("14072", "14 072"),
        ("112", "112"),
        ("116111", "116 111"),
        ("08000113", "0800 0113"),
        ("09001234567", "0900 123 45 67"),
        ("+31612345678", "+31 6 1234 5678"),
        ("+31582338010", "+31 58 233 80 10"),
        ("+4930123456", "+4930123456"),
    ],
)
def test_a_telephone_number_prints_in_groups(stored: str, printed: str) -> None:
    number = nl.Telefoonnummer(stored)
    assert str(number) == stored
    assert number.afdruk == nl.afdruk(number) == printed


def test_an_account_number_prints_in_fours_and_a_postcode_with_its_space() -> None:
    assert nl.Iban("NL85BNGH0285004321").afdruk == "NL85 BNGH 0285 0043 21"
    assert nl.Postcode("8601BT").afdruk == "8601 BT"


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("Lemmerweg", 112, "", "3"), "Lemmerweg 112-3"),
        (("Oosterdijk", 44, "B", ""), "Oosterdijk 44B"),
        (("Dorpsstraat", 88, "A", "2"), "Dorpsstraat 88A-2"),
        (("Marktstraat", 15, "", ""), "Marktstraat 15"),
    ],
)
def test_the_first_line_of_an_address(parts: Any, line: str) -> None:
    assert nl.straat_en_nummer(*parts) == line


def test_an_address_in_running_text_and_on_an_envelope() -> None:
    assert nl.adres_op_een_regel("Oosterdijk 44B", "8601 BT", "Sneek") == "Oosterdijk 44B, 8601 BT Sneek"
    assert nl.plaatsregel("8913 HB", "IJlst") == "8913 HB\u00a0\u00a0IJLST"


@pytest.mark.parametrize(
    ("value", "printed"), [("tekst", "tekst"), (3, "3"), (dt.date(2027, 3, 1), "1 maart 2027"), (0, "0")]
)
def test_plain_values_print(value: object, printed: str) -> None:
    assert nl.afdruk(value) == printed


@pytest.mark.parametrize("value", [True, None, [], (), {}, 1.5, dt.datetime(2027, 3, 1, tzinfo=dt.UTC), object()])
def test_what_has_no_printed_form_is_an_error(value: object) -> None:
    with pytest.raises(TypeError):
        nl.afdruk(value)
