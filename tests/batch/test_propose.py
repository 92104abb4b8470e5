"""The proposal of a mapping: what people call a field is found, what is not sure is asked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from docgen.batch.fieldmap import load
from docgen.batch.propose import propose
from docgen.errors import CaseProblem
from tests.batch.books import csv_of, xlsx_of

BATCH = Path(__file__).parents[2] / "fixtures" / "batch"


def proposed(folder: Path, *headings: str) -> dict[str, str]:
    return dict(tomllib.loads(propose(csv_of(folder / "z.csv", headings)))["kolommen"])


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Zaaknr.", "zaaknummer"),
        ("Voorletters", "huurder.voorletters"),
        ("Geb.datum", "huurder.geboortedatum"),
        ("GEBOORTEDATUM", "huurder.geboortedatum"),
        ("Geboortedatm", "huurder.geboortedatum"),
        ("BSN", "huurder.bsn"),
        ("Huurprijs", "huur.kale_huur"),
        ("Kale huur", "huur.kale_huur"),
        ("kale_huur", "huur.kale_huur"),
        ("IBAN", "woningcorporatie.iban"),
        ("Postcode woning", "woning.adres.postcode"),
        ("Energielabel", "woning.energielabel"),
        ("Naam zorgaanbieder", "zorgaanbieder.naam"),
        ("Ingangsdatum huurovereenkomst", "huurovereenkomst.ingangsdatum"),
        ("Regeling", "regeling"),
    ],
)
def test_a_heading_is_recognised_by_what_people_call_it(tmp_path: Path, heading: str, field: str) -> None:
    assert proposed(tmp_path, heading) == {heading: field}


@pytest.mark.parametrize("heading", ["Straat", "Postcode", "Datum", "Opmerking", "Xyz", "2026", "Kleur ogen"])
def test_a_heading_that_fits_more_fields_or_none_is_not_guessed(tmp_path: Path, heading: str) -> None:
    assert proposed(tmp_path, heading) == {}


def test_an_address_is_the_huurders_when_the_other_columns_are_those_of_the_home(tmp_path: Path) -> None:
    assert proposed(tmp_path, "Straat", "Straat woning")["Straat"] == "huurder.adres.straat"


def test_two_columns_for_one_field_are_left_to_a_person(tmp_path: Path) -> None:
    text = propose(csv_of(tmp_path / "z.csv", ("Zaaknummer", "Huurprijs", "Kale huur")))
    assert tomllib.loads(text)["kolommen"] == {"Zaaknummer": "zaaknummer"}
    assert '# "Huurprijs" = "huur.kale_huur"' in text


def test_columns_without_a_field_and_needed_fields_without_a_column_are_named(tmp_path: Path) -> None:
    text = propose(csv_of(tmp_path / "z.csv", ("Achternaam", "Favoriete kleur")))
    told = tomllib.loads(text)
    assert told["negeer"] == ["Favoriete kleur"]
    assert "Nodig en niet gevonden: zaaknummer" in text
    assert "Nodig en niet gevonden: regeling" in text


def test_the_example_is_proposed_whole_and_loads_as_it_stands(tmp_path: Path) -> None:
    text = propose(BATCH / "zaken.csv")
    path = tmp_path / "k.toml"
    path.write_text(text, encoding="utf-8")
    found = {column.heading: column.path for column in load(path).columns}
    assert found == {column.heading: column.path for column in load(BATCH / "koppeling.toml").columns}


def test_a_further_sheet_is_proposed_as_the_list_that_it_is_named_after(tmp_path: Path) -> None:
    goals = tuple((BATCH / "doelen.csv").read_text(encoding="utf-8").splitlines()[0].split(";"))
    book = xlsx_of(tmp_path / "z.xlsx", {"Zaken": [("Zaaknummer", "Naam")], "Doelen": [goals], "Los": [("a", "b")]})
    text = propose(book)
    told = tomllib.loads(text)
    assert told["blad"] == "Zaken"
    assert told["lijsten"]["doelen"]["blad"] == "Doelen"
    assert told["lijsten"]["doelen"]["zaaknummer"] == "Zaak"
    example = tomllib.loads((BATCH / "koppeling.toml").read_text(encoding="utf-8"))["lijsten"]["doelen"]["kolommen"]
    assert told["lijsten"]["doelen"]["kolommen"] == example
    assert "# Blad Los is niet gekoppeld" in text


def test_headings_with_signs_that_toml_obeys_are_written_safely(tmp_path: Path) -> None:
    headings = ('Naam "oud"', "a = 1", "[kolommen]", "# x", "tab\tje", "é\\n")
    told = tomllib.loads(propose(csv_of(tmp_path / "z.csv", headings)))
    assert set(told["negeer"]) == {" ".join(heading.split()) for heading in headings}


def test_what_is_no_table_gets_no_proposal(tmp_path: Path) -> None:
    (tmp_path / "z.json").write_text("{}")
    for name, code in (("z.json", "INVOER-019"), ("weg.csv", "INVOER-001")):
        with pytest.raises(CaseProblem) as refused:
            propose(tmp_path / name)
        assert refused.value.code == code
