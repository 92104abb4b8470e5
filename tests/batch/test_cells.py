"""From a cell to a value: what people type, what Excel makes of it, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import nl
from docgen.batch.cells import Oops, Percent, Refused, Value, convert
from docgen.batch.fields import Leaf, leaf, parse_path


def field(path: str) -> Leaf:
    found = leaf("zaak", parse_path(path))
    assert found is not None
    return found


DATE, EURO, WHOLE = field("huurder.geboortedatum"), field("huur.kale_huur"), field("woning.kamers")
YES_NO, TEXT, AANHEF = field("woning.zelfstandig"), field("huurder.achternaam"), field("huurder.aanhef")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1-3-2027", "2027-03-01"),
        ("01-03-2027", "2027-03-01"),
        ("1/3/2027", "2027-03-01"),
        ("1.3.2027", "2027-03-01"),
        ("2027-03-01", "2027-03-01"),
        ("2027-03-01 00:00:00", "2027-03-01"),
        ("1 maart 2027", "2027-03-01"),
        ("1 MAART 2027", "2027-03-01"),
        ("1 mrt. 2027", "2027-03-01"),
        ("1-mrt-2027", "2027-03-01"),
        ("29 februari 2028", "2028-02-29"),
        (" 31-12-2027 ", "2027-12-31"),
        (dt.datetime(2027, 3, 1), "2027-03-01"),  # noqa: DTZ001 (Excel knows no zones)
        (46447, "2027-03-01"),
        (46447.0, "2027-03-01"),
    ],
)
def test_a_date_is_read_as_it_is_written_in_the_netherlands(cell: Value, value: str) -> None:
    assert convert(cell, DATE, {}) == value


@pytest.mark.parametrize(
    "cell",
    [
        *("1-3-27", "3-13-2027", "29-2-2027", "2027", "46447", "1-3/2027", "maart 2027", "١-٣-٢٠٢٧"),
        *(2027, 46447.5, 109_001, -1, True, dt.time(12), dt.timedelta(days=3)),
        dt.datetime(2027, 3, 1, 12),  # noqa: DTZ001
    ],
)
def test_what_is_no_sure_date_is_refused(cell: Value) -> None:
    assert refusal(cell, DATE) == "INVOER-042"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("563,41", "563.41"),
        ("€ 563,41", "563.41"),
        ("€\N{NO-BREAK SPACE}1.234,56", "1234.56"),
        ("1.234", "1234"),
        ("1.234.567,5", "1234567.5"),
        ("563.41", "563.41"),
        ("563", "563"),
        ("563,-", "563"),
        ("563,--", "563"),
        ("EUR 74", "74"),
        ("74 euro", "74"),
        ("-5,00", "-5.00"),
        (563.41, "563.41"),
        (563, "563.00"),
        (0.1 + 0.2, "0.30"),
    ],
)
def test_an_amount_is_read_as_it_is_written_in_the_netherlands(cell: Value, value: str) -> None:
    assert convert(cell, EURO, {}) == value


@pytest.mark.parametrize(
    "cell", ["1,234.56", "1,234", "0.123", "5634.123", "12.34.56", "vijf", "5%", "1e3", "٥", 1.005, True, float("nan")]
)
def test_an_amount_that_can_be_read_in_two_ways_is_refused(cell: Value) -> None:
    assert refusal(cell, EURO) == "INVOER-043"


@given(st.integers(0, 9_999_999_99))
def test_every_amount_survives_the_way_in_as_dutch_text_and_as_number(cents: int) -> None:
    bedrag = nl.Bedrag(cents)
    assert Decimal(str(convert(bedrag.afdruk, EURO, {}))) == bedrag.euro
    assert Decimal(str(convert(float(bedrag.euro), EURO, {}))) == bedrag.euro


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_every_date_survives_the_way_in(day: dt.date) -> None:
    for cell in (day.isoformat(), nl.datum(day), nl.datum_kort(day), f"{day.day}-{day.month}-{day.year}", day):
        assert convert(cell, DATE, {}) == day.isoformat()


@pytest.mark.parametrize(
    ("cell", "value"),
    [("ja", True), ("Nee", False), ("J", True), ("x", True), ("WAAR", True), (False, False), (1, True), ("0", False)],
)
def test_yes_and_no_in_the_words_of_people_and_spreadsheets(cell: Value, value: bool) -> None:
    assert convert(cell, YES_NO, {}) is value


@pytest.mark.parametrize(("cell", "code"), [("misschien", "INVOER-045"), (2, "INVOER-045")])
def test_what_is_no_yes_or_no_is_refused(cell: Value, code: str) -> None:
    assert refusal(cell, YES_NO) == code


def test_a_bsn_that_lost_its_zero_to_a_number_gets_it_back_and_the_check_digit_guards_it() -> None:
    assert convert(12345672, field("huurder.bsn"), {}) == "012345672"
    assert convert(999990019, field("huurder.bsn"), {}) == "999990019"
    assert refusal(1234567, field("huurder.bsn")) == "INVOER-046"
    # As text nothing says that a spreadsheet took the zero: the door refuses eight digits.
    assert convert("12345672", field("huurder.bsn"), {}) == "12345672"


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        ("woningcorporatie.kvk_nummer", 9000100),
        ("gemeente.gemeentecode", 344),
        ("huurder.telefoon", 612345678),
        ("huurder.telefoon", 31612345678),
        ("woning.adres.bag_id", 1900200000123456),
        ("woning.adres.bag_id", 1.9002e15),
        ("huurder.achternaam", 1.5),
        ("huurder.achternaam", True),
    ],
)
def test_a_number_that_may_have_lost_digits_is_refused_and_not_completed(path: str, cell: Value) -> None:
    assert refusal(cell, field(path)) == "INVOER-046"


def test_a_number_in_a_text_field_stays_as_it_was_typed() -> None:
    assert convert(20270201, field("zaaknummer"), {}) == "20270201"
    assert convert(90001001.0, field("woningcorporatie.kvk_nummer"), {}) == "90001001"
    assert convert(140515, field("huurder.telefoon"), {}) == "140515"


def test_a_text_that_excel_took_for_a_date_is_refused() -> None:
    assert refusal(dt.datetime(2027, 2, 1), field("woning.adres.toevoeging")) == "INVOER-047"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("cell", "value"), [("Mevr.", "mevrouw"), ("de heer", "heer"), ("DHR", "heer"), ("M", "heer"), ("iets", "iets")]
)
def test_a_choice_is_recognised_in_other_words(cell: str, value: str) -> None:
    assert convert(cell, AANHEF, {"m": "heer"}) == value
    assert convert("Beschermd wonen", field("herkomst.voorziening"), {}) == "beschermd_wonen"
    assert convert("A+", field("woning.energielabel"), {}) == "A+"
    assert convert("A++", field("woning.energielabel"), {}) == "A++"


def test_a_list_of_values_stands_in_one_cell() -> None:
    moments = field("huurovereenkomst.evaluatiemomenten")
    assert convert("1-9-2027; 1 maart 2028;\n2028-09-01;", moments, {}) == ["2027-09-01", "2028-03-01", "2028-09-01"]
    assert convert(dt.datetime(2027, 9, 1), moments, {}) == ["2027-09-01"]  # noqa: DTZ001
    assert refusal("1-9-2027; straks", moments) == "INVOER-042"


def test_a_moment_is_a_date_or_words() -> None:
    moment = field("signaal.punten[0].voor")
    assert convert("1-9-2027", moment, {}) == "2027-09-01"
    assert convert("vóór de zomer", moment, {}) == "vóór de zomer"


@pytest.mark.parametrize("leaf", [DATE, EURO, WHOLE, YES_NO, TEXT, AANHEF])
@pytest.mark.parametrize("cell", [None, "", "  \n", "\N{NO-BREAK SPACE}"])
def test_an_empty_cell_is_nothing(cell: Value, leaf: Leaf) -> None:
    assert convert(cell, leaf, {}) is None


@pytest.mark.parametrize("leaf", [DATE, EURO, WHOLE, YES_NO, TEXT, AANHEF])
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Oops.FORMULA, "INVOER-040"),
        (Oops.ERROR, "INVOER-041"),
        ("#N/B", "INVOER-041"),
        ("#deel/0!", "INVOER-041"),
        (Percent(0.05), "INVOER-048"),
        ("x" * 32_768, "INVOER-049"),
    ],
)
def test_what_a_spreadsheet_could_not_work_out_is_refused_for_every_field(cell: Value, code: str, leaf: Leaf) -> None:
    assert refusal(cell, leaf) == code


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.none()))
def test_no_cell_breaks_the_reading(cell: Value) -> None:
    for each in (DATE, EURO, WHOLE, YES_NO, TEXT, AANHEF, field("huurder.bsn"), field("signaal.punten[0].voor")):
        try:
            convert(cell, each, {})
        except Refused as refused:
            assert refused.code.startswith("INVOER-04")


def refusal(cell: Value, leaf: Leaf) -> str:
    with pytest.raises(Refused) as refused:
        convert(cell, leaf, {})
    return refused.value.code
