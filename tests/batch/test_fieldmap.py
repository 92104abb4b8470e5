"""The mapping file: columns become fields, constants and lists come along, and what does not fit is told at once."""

from __future__ import annotations

import datetime as dt
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen import nl, service
from docgen.batch import fieldmap, fields
from docgen.batch.cells import BLANKS, ERROR_TEXTS
from docgen.batch.fieldmap import flatten
from docgen.batch.fields import Kind, Leaf, leaf, written
from docgen.batch.fields import Path as FieldPath
from docgen.batch.rows import grown
from docgen.batch.sources import open_source
from docgen.errors import CaseProblem
from tests.batch.books import csv_of, mapping_of, problems_of, rows_of, xlsx_of

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "fixtures" / "cases").glob("*.json"))
COLUMNS = {"Zaak": "zaaknummer", "Naam": "huurder.achternaam"}
ONE = (tuple(COLUMNS), ("FR-1", "Bakker"))


def refusal(table: Path, mapping: Path) -> list[str]:
    with pytest.raises(CaseProblem) as refused:
        open_source(table, mapping)
    return [p.code for p in refused.value.problems] or [refused.value.code]


def mapped(folder: Path, text: str) -> list[str]:
    path = folder / "koppeling.toml"
    path.write_text(text, encoding="utf-8")
    return refusal(csv_of(folder / "z.csv", *ONE), path)


# --- there and back ----------------------------------------------------------


def dutch(value: Any, found: Leaf) -> Any:
    """Write a value as people type it in a table."""
    if found.kind is Kind.DATE:
        return nl.datum(dt.date.fromisoformat(value))
    if found.kind is Kind.EURO:
        return f"€ {value}".replace(".", ",")
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)


def split(case: dict[str, Any], soort: str) -> tuple[dict[str, Any], dict[FieldPath, list[Any]]]:
    """Take the lists of parts out of a case: they go to a sheet of their own."""
    rest = dict(case)
    lists = {(key,): rest.pop(key) for key in list(rest) if fields.is_list(soort, (key,)) and rest[key]}
    return rest, lists


def columns_of(items: Iterator[tuple[FieldPath, Any]]) -> dict[str, FieldPath]:
    return {f"Kolom {number}": path for number, (path, _) in enumerate(items)}


def tables_of(case: dict[str, Any]) -> tuple[dict[str, list[list[Any]]], str]:
    """Write a case as a workbook with its mapping: one row, and a sheet for each list of parts."""
    soort = case["soort"]
    rest, lists = split(case, soort)
    values = {path: value for path, value in flatten(rest) if path != ("soort",)}
    heads = {written(path): path for path in values}
    sheets = {"zaken": [list(heads), [dutch(values[path], known(soort, path)) for path in heads.values()]]}
    text = [f'blad = "zaken"\n[vast]\nsoort = "{soort}"\n[kolommen]']
    text += [f'"{name}" = "{name}"' for name in heads]
    for path, entries in lists.items():
        parts = [dict(flatten(entry)) for entry in entries]
        inner = list(dict.fromkeys(key for part in parts for key in part))
        name = written(path)
        table: list[list[Any]] = [["Zaak", *map(written, inner)]]
        for part in parts:
            cells = [dutch(part[key], known(soort, (*path, 0, *key))) if key in part else None for key in inner]
            table.append([case["zaaknummer"], *cells])
        sheets[name] = table
        text += [f'[lijsten.{name}]\nblad = "{name}"\nzaaknummer = "Zaak"\n[lijsten.{name}.kolommen]']
        text += [f'"{written(key)}" = "{written(key)}"' for key in inner]
    return sheets, "\n".join(text)


def known(soort: str, path: FieldPath) -> Leaf:
    found = leaf(soort, path)
    assert found is not None, path
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_written_as_a_sheet_and_read_back_is_the_same_case(path: Path, tmp_path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    sheets, text = tables_of(case)
    (tmp_path / "k.toml").write_text(text, encoding="utf-8")
    (row,) = rows_of(xlsx_of(tmp_path / "z.xlsx", sheets), tmp_path / "k.toml")
    assert row.fault is None
    assert row.data is not None
    assert service.parse(row.data, row.plaats) == service.load(path)


LEAVES = sorted(fields.leaves("zaak").items())
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(
    lambda text: text == text.strip(BLANKS) and text.upper() not in ERROR_TEXTS
)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: WORDS,
    Kind.DIGITS: st.from_regex(r"[0-9]{1,16}", fullmatch=True).filter(str.isascii),
    Kind.DATE: st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)).map(dt.date.isoformat),
    Kind.MOMENT: WORDS.filter(lambda text: not text[0].isdigit()),
    Kind.EURO: st.integers(0, 99_999_999).map(lambda cents: f"{cents // 100}.{cents % 100:02}"),
    Kind.WHOLE: st.integers(0, 99_999),
    Kind.YES_NO: st.booleans(),
}


@st.composite
def flat_cases(draw: st.DrawFn) -> dict[FieldPath, Any]:
    chosen = draw(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=25, unique_by=lambda item: item[0]))
    case: dict[FieldPath, Any] = {("zaaknummer",): "FR-1", ("soort",): "zaak"}
    for path, found in chosen:
        if path in case or found.many:
            continue
        case[path] = draw(st.sampled_from(found.choices) if found.choices else VALUES[found.kind])
    return case


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(flat_cases(), st.sampled_from(["csv", "xlsx"]))
def test_whatever_a_case_holds_it_survives_the_table(case: dict[FieldPath, Any], kind: str) -> None:
    columns = {written(path): path for path in case if path != ("soort",)}
    cells = [dutch(case[path], known("zaak", path)) for path in columns.values()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mapping = folder / "k.toml"
        mapping.write_text("\n".join(["[kolommen]", *(f'"{name}" = "{name}"' for name in columns)]))
        table = folder / f"z.{kind}"
        if kind == "csv":
            csv_of(table, list(columns), cells)
        else:
            xlsx_of(table, {"a": [list(columns), cells]})
        (row,) = rows_of(table, mapping)
    assert problems_of(row) == []
    assert row.data == grown(case)[0]


# --- constants, template, words ----------------------------------------------


def test_a_template_gives_what_is_the_same_for_all_but_never_what_a_column_has(tmp_path: Path) -> None:
    template = {"regeling": "friesland-2022", "huur": {"kale_huur": 1.5, "betaaldag": 1, "waarborgsom": "2.00"}}
    (tmp_path / "s.json").write_text(json.dumps({**template, "doelen": [{"id": "a", "tekst": "b"}]}))
    columns = {**COLUMNS, "Borg": "huur.waarborgsom", "Doel": "doelen[0].tekst"}
    mapping = mapping_of(tmp_path / "k.toml", columns, 'sjabloon = "s.json"')
    (row,) = rows_of(csv_of(tmp_path / "z.csv", tuple(columns), ("FR-1", "Bos", "", "")), mapping)
    assert row.data is not None
    assert row.data["huur"] == {"kale_huur": "1.5", "betaaldag": 1}
    assert row.data["doelen"] == [{"id": "a"}]


@pytest.mark.parametrize("part", fieldmap.OF_ONE_PERSON)
def test_a_template_with_something_of_one_person_is_refused(tmp_path: Path, part: str) -> None:
    (tmp_path / "s.json").write_text(json.dumps({part: {"achternaam": "Bos"}}))
    assert mapped(
        tmp_path, 'sjabloon = "s.json"\n[kolommen]\n"Zaak" = "zaaknummer"\n"Naam" = "huurder.achternaam"'
    ) == ["INVOER-026"]


def test_an_entry_of_a_list_that_a_row_leaves_empty_is_no_entry_and_the_columns_stay_known(tmp_path: Path) -> None:
    columns = {**COLUMNS, "Post 1": "huur.servicekosten[0].bedrag", "Post 2": "huur.servicekosten[1].bedrag"}
    mapping = mapping_of(tmp_path / "k.toml", columns)
    (row,) = rows_of(csv_of(tmp_path / "z.csv", tuple(columns), ("FR-1", "Bos", "", "9,50")), mapping)
    assert row.data is not None
    assert row.data["huur"] == {"servicekosten": [{"bedrag": "9.50"}]}
    assert row.kolommen["huur.servicekosten[0].bedrag"] == '"Post 2"'


def test_what_stands_in_a_cell_may_have_words_of_its_own(tmp_path: Path) -> None:
    mapping = tmp_path / "k.toml"
    mapping.write_text(
        '[kolommen]\n"Zaak" = "zaaknummer"\n"Naam" = {veld = "huurder.aanhef", waarden = {"V" = "mevrouw"}}'
    )
    (row,) = rows_of(csv_of(tmp_path / "z.csv", tuple(COLUMNS), ("FR-1", "v")), mapping)
    assert row.data is not None
    assert row.data["huurder"] == {"aanhef": "mevrouw"}


# --- lists -------------------------------------------------------------------

LISTS = """[lijsten.doelen]
{where}
zaaknummer = "Zaak"
[lijsten.doelen.kolommen]
"Doel" = "tekst"
"Vóór" = "streefdatum"
"""
GOALS = [("Zaak", "Doel", "Vóór"), ("FR-2", "c", "1-1-2028"), ("FR-1", "a", "1-1-2028"), ("FR-9", "x", "")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_rows_of_a_list_come_to_their_case_in_any_order_and_a_lost_one_is_told(tmp_path: Path, kind: str) -> None:
    goals = [*GOALS, ("FR-1", "b", "straks"), (None, None, None), ("FR-2", "d", "2-1-2028")]
    table = [tuple(COLUMNS), ("FR-1", "Bos"), ("FR-2", "Bos"), ("FR-3", "Bos")]
    mapping = mapping_of(tmp_path / "k.toml", COLUMNS)
    if kind == "csv":
        csv_of(tmp_path / "doelen.csv", *goals)
        path, where = csv_of(tmp_path / "z.csv", *table), 'bestand = "doelen.csv"'
    else:
        path, where = xlsx_of(tmp_path / "z.xlsx", {"z": table, "doelen": goals}), 'blad = "doelen"'
    mapping.write_text(mapping.read_text() + LISTS.format(where=where))
    first, second, third, lost = rows_of(path, mapping)
    assert second.data is not None
    assert [goal["tekst"] for goal in second.data["doelen"]] == ["c", "d"]
    assert third.data is not None
    assert "doelen" not in third.data
    assert ("INVOER-042", "doelen[1].streefdatum") in problems_of(first)
    assert first.fault is not None
    assert any('"Vóór" (' in p.melding and "rij 5)" in p.melding for p in first.fault.problems)
    assert problems_of(lost) == [("INVOER-035", "doelen")]
    assert lost.plaats.endswith("rij 4")


# --- what does not fit -------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("geen toml", ["INVOER-020"]),
        ('[kolommen]\n"Zaak" = "zaaknummer"\n"Naam" = "huurder.achternam"', ["INVOER-022"]),
        ('[kolommen]\n"Zaak" = "zaaknummer"\n"Naam" = "huurder"', ["INVOER-022"]),
        ('[kolommen]\n"Zaak" = "zaaknummer"\n"Naam" = "huurder..achternaam"', ["INVOER-022"]),
        ('[kolommen]\n"Zaak" = "zaaknummer"\n"Naam" = 3', ["INVOER-021"]),
        ('kolom = 3\n[kolommen]\n"Zaak" = "zaaknummer"', ["INVOER-021"]),
        ('[kolommen]\n"Zaak" = "zaaknummer"\n"Naam" = "zaaknummer"', ["INVOER-016"]),
        ('[kolommen]\n"Naam" = "huurder.achternaam"', ["INVOER-027"]),
        ('[kolommen]\n"Zaak" = "zaaknummer"', ["INVOER-024"]),
        ('negeer = ["naam"]\n[kolommen]\n"Zaak" = "zaaknummer"\n"Weg" = "regeling"', ["INVOER-023"]),
        ('[vast]\nsoort = "brief"\n[kolommen]\n"Zaak" = "zaaknummer"', ["INVOER-022"]),
        ('[kolommen]\n"Zaak" = "zaaknummer"\n[lijsten.huurder]\nblad = "x"\nzaaknummer = "Z"', ["INVOER-029"]),
        ('[kolommen]\n"Zaak" = "zaaknummer"\n[lijsten.doelen]\nzaaknummer = "Z"', ["INVOER-028"]),
        ('sjabloon = "weg.json"\n[kolommen]\n"Zaak" = "zaaknummer"', ["ZAAK-001"]),
        (
            'vreemd = 1\n[kolommen]\n"Naam" = "huurder.naam"\n"X" = "y"',
            ["INVOER-021", "INVOER-022", "INVOER-022", "INVOER-027"],
        ),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_everything_that_is_wrong(
    tmp_path: Path, text: str, codes: list[str]
) -> None:
    assert mapped(tmp_path, text) == codes


def test_a_field_that_is_spelled_wrong_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "k.toml").write_text('[kolommen]\n"Zaak" = "zaaknummer"\n"Naam" = "huurder.achternam"')
    with pytest.raises(CaseProblem) as refused:
        fieldmap.load(tmp_path / "k.toml")
    assert "huurder.achternaam?" in refused.value.problems[0].melding


def test_every_field_of_every_kind_of_case_can_be_named_in_a_mapping() -> None:
    for soort in fields.kinds():
        for path in fields.leaves(soort):
            assert fields.parse_path(written(path)) == path
            assert leaf(soort, path) is not None


def test_the_same_mapping_and_template_have_the_same_digest_and_others_another(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("{}")
    mapping = mapping_of(tmp_path / "k.toml", COLUMNS, 'sjabloon = "s.json"')
    first = fieldmap.load(mapping).digest
    assert fieldmap.load(mapping).digest == first
    (tmp_path / "s.json").write_text('{"regeling": "friesland-2022"}')
    assert fieldmap.load(mapping).digest != first


def test_an_input_is_read_in_the_same_order_each_time(tmp_path: Path) -> None:
    names = [f"{random.Random(n).random()}.json" for n in range(50)]
    for name in names:
        (tmp_path / name).write_text("{}")
    assert [row.plaats for row in rows_of(tmp_path)] == [f"bestand {name}" for name in sorted(names)]
