"""What a form shows of a table, the rows that are kept of it, and the mapping that is chosen in a form."""

from __future__ import annotations

import datetime as dt
import shutil
import stat
from pathlib import Path

import pytest

from docgen.batch import fieldmap, maptext
from docgen.batch.kept import keep, kept
from docgen.batch.maptext import Chosen, SheetChoice
from docgen.batch.survey import LOOKED_AT, dump, load, survey
from docgen.errors import CaseProblem, DocgenError
from tests.batch.books import csv_of, mapping_of, rows_of, xlsx_of

BATCH = Path(__file__).parents[2] / "fixtures" / "batch"


def test_a_survey_shows_every_column_with_different_values_and_what_it_may_be(tmp_path: Path) -> None:
    rows = [("Zaaknummer", "Geb.datum", "Straat", "Xyz"), *[(f"A{n}", dt.date(1998, 4, 17), "", n) for n in range(9)]]
    goals = [("Zaak", "Doel", "Streefdatum"), ("A1", "Ik betaal " + "heel " * 20, "1-9-2028"), ("A2", "x", None)]
    book = xlsx_of(tmp_path / "z.xlsx", {"Zaken": rows, "Doelen": goals, "Los": [("a", "b")], "Leeg": []})
    cases, listed, loose = found = survey(book, 100)
    assert load(dump(found)) == found
    assert [(k.kop, k.voorbeelden, k.velden, k.zeker) for k in cases.kolommen[:2]] == [
        ("Zaaknummer", ("A0", "A1", "A2"), ("zaaknummer",), True),
        ("Geb.datum", ("17-04-1998",), ("huurder.geboortedatum",), True),
    ]
    assert not cases.kolommen[2].zeker
    assert "huurder.adres.straat" in cases.kolommen[2].velden
    assert cases.kolommen[3].velden == ()
    assert (cases.rijen, listed.rijen, loose.rijen) == (9, 2, 0)
    assert (listed.lijst, listed.zaaknummer, loose.lijst) == ("doelen", "Zaak", "")
    assert [k.velden for k in listed.kolommen if k.kop == "Doel"] == [("tekst",)]
    assert max(len(value) for k in listed.kolommen for value in k.voorbeelden) == 40


def test_a_table_with_more_columns_than_a_form_can_hold_is_refused(tmp_path: Path) -> None:
    table = csv_of(tmp_path / "z.csv", ("Zaaknummer", "BSN", "Regeling"))
    assert len(survey(table, 3)) == 1
    with pytest.raises(DocgenError) as refused:
        survey(table, 2)
    assert refused.value.code == "INVOER-054"


def test_a_long_table_is_not_read_to_its_end(tmp_path: Path) -> None:
    table = csv_of(tmp_path / "z.csv", ("Zaaknummer",), *[(f"A{n}",) for n in range(LOOKED_AT + 9)])
    assert survey(table, 9)[0].rijen == LOOKED_AT


def test_rows_that_are_kept_come_back_as_they_were_read(tmp_path: Path) -> None:
    for name in ("zaken.csv", "doelen.csv", "sjabloon.json", "koppeling.toml"):
        shutil.copy(BATCH / name, tmp_path)
    text = (tmp_path / "zaken.csv").read_text(encoding="utf-8")
    (tmp_path / "zaken.csv").write_text(text.replace("28-2-2029;", "straks;", 1), encoding="utf-8")
    mapping = tmp_path / "koppeling.toml"
    assert keep(tmp_path / "zaken.csv", mapping, tmp_path / "rijen", 10) == 2
    assert stat.S_IMODE((tmp_path / "rijen").stat().st_mode) & 0o077 == 0
    before, after = rows_of(tmp_path / "zaken.csv", mapping), list(kept(tmp_path / "rijen"))
    assert [(r.number, r.plaats, r.data, r.kolommen) for r in after] == [
        (r.number, r.plaats, r.data, r.kolommen) for r in before
    ]
    assert after[0].fault is not None
    assert isinstance(after[0].fault, CaseProblem)
    assert before[0].fault is not None
    assert after[0].fault.problems == before[0].fault.problems


@pytest.mark.parametrize("line", [b'{"a": 1}', b"\xe9\xff geen tekst", '"\N{SNOWMAN}"'.encode()])
def test_bytes_that_are_kept_come_back_as_they_are(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "z.jsonl").write_bytes(line + b"\n")
    keep(tmp_path / "z.jsonl", None, tmp_path / "rijen", 10)
    assert [row.data for row in kept(tmp_path / "rijen")] == [line]


def test_more_rows_than_may_be_kept_leave_nothing_behind(tmp_path: Path) -> None:
    table = csv_of(tmp_path / "z.csv", ("Zaaknummer",), *[(f"A{n}",) for n in range(4)])
    with pytest.raises(DocgenError) as refused:
        keep(table, mapping_of(tmp_path / "k.toml", {"Zaaknummer": "zaaknummer"}), tmp_path / "rijen", 3)
    assert refused.value.code == "INVOER-053"
    assert {path.name for path in tmp_path.iterdir()} == {"z.csv", "k.toml"}


def test_an_input_without_a_row_is_refused(tmp_path: Path) -> None:
    (tmp_path / "z.jsonl").write_text("\n")
    with pytest.raises(DocgenError) as refused:
        keep(tmp_path / "z.jsonl", None, tmp_path / "rijen", 3)
    assert refused.value.code == "INVOER-004"


def test_what_is_chosen_is_written_as_a_mapping_that_reads_back_the_same(tmp_path: Path) -> None:
    columns = {
        "Zaak": Chosen("zaaknummer"),
        'M/V "oud"': Chosen("huurder.aanhef", {"M": "heer", "V": "mevrouw"}),
        "[kolommen]": Chosen(""),
        "# x": Chosen("huurder.achternaam"),
    }
    goals = SheetChoice("Doelen", {"Doel = 1": Chosen("tekst"), "Los": Chosen("")}, "doelen", "Zaak")
    path = tmp_path / "k.toml"
    path.write_text(
        maptext.write(SheetChoice("Zaken", columns), [goals], {"soort": "zaak", "regeling": "friesland-2022"}), "utf-8"
    )
    found = fieldmap.load(path)
    assert {(c.heading, c.path, tuple(c.words.items())) for c in found.columns} == {
        ("Zaak", ("zaaknummer",), ()),
        ('M/V "oud"', ("huurder", "aanhef"), (("m", "heer"), ("v", "mevrouw"))),
        ("# x", ("huurder", "achternaam"), ()),
    }
    assert found.ignored == {"[kolommen]"}
    assert found.base[("regeling",)] == "friesland-2022"
    assert (found.sheet, found.lists[0].sheet, found.lists[0].number.heading) == ("Zaken", "Doelen", "Zaak")
    assert [c.path for c in found.lists[0].columns] == [("doelen", 0, "tekst")]
