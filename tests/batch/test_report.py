"""What comes out of a batch for people: the report, and the wrong rows to mend; no text in them is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import errors
from docgen.batch import corrections, report
from docgen.batch.commas import FORMULA_SIGNS, protected
from docgen.batch.entry import Entry, Row, Stand, Uitkomst
from docgen.errors import DocgenError, Problem
from tests.batch.books import csv_of, mapping_of, problems_of, rows_of, xlsx_of

WRONG = Problem("ZAAK-021", "huurder.bsn", "Dit klopt niet.", "Kijk het na.")
BLOCKED = Problem("FR-04", "beschikking.besluitdatum", "Die ontbreekt.", "Vul in.")
ENTRIES = (
    Entry(1, "rij 2", "FR-1", (Uitkomst("aanzegging", Stand.GEMAAKT), Uitkomst("uitleg-huurder", Stand.ONGEWIJZIGD))),
    Entry(2, "rij 3", "", (Uitkomst("", Stand.MISLUKT, (WRONG, replace(WRONG, veld="huurder.iban"))),)),
    Entry(3, "rij 4", "FR-3", (Uitkomst("aanzegging", Stand.GEWEIGERD, (BLOCKED,)),)),
    Entry(4, "rij 5", "FR-4", (Uitkomst("", Stand.NIETS),)),
)
EXPECTED = [
    [1, "rij 2", "FR-1", "aanzegging", "gemaakt", "", "", ""],
    [1, "rij 2", "FR-1", "uitleg-huurder", "ongewijzigd", "", "", ""],
    [2, "rij 3", "", "", "mislukt", "ZAAK-021", "huurder.bsn, huurder.iban", "Dit klopt niet. Kijk het na."],
    [3, "rij 4", "FR-3", "aanzegging", "geweigerd", "FR-04", "beschikking.besluitdatum", "Die ontbreekt. Vul in."],
    [4, "rij 5", "FR-4", "", "niets gevraagd", "", "", ""],
]  # fmt: skip

# The forty prefixes of the test: formulas, imports, commands, links, and what some spreadsheets take for the same.
PREFIXES = (
    *("=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(1)", "=IMPORTXML(1)", "=DDE(1)", "=@A(1)", "==1", "= 1", "=-1", "=+1"),
    *("+1+1", "+cmd|'x'!A0", "+HYPERLINK(1)", "++1", "+=1", "-1+1", "-cmd|'x'!A0", "--1", "-=1", "-@SUM(1)"),
    *("@SUM(1)", "@cmd|'x'!A0", "@=1", "@@1", "@-1", "\t=1", "\t1", "\t\t=1", "\tcmd", "\t@1"),
    *("\r=1", "\r1", "\r\n=1", "\rcmd", "\r@1", "＝1", "＋1", "－1", "＠SUM(1)", "＝cmd|'x'!A0"),
)  # fmt: skip


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_the_report_has_a_row_per_document_and_the_same_in_both_forms(tmp_path: Path) -> None:
    totals = report.write(tmp_path / "r.csv", ENTRIES)
    assert report.write(tmp_path / "r.xlsx", iter(ENTRIES)) == totals
    assert read_csv(tmp_path / "r.csv") == [[str(cell) for cell in row] for row in (report.HEADINGS, *EXPECTED)]
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    rows = [["" if cell is None else cell for cell in row] for row in book["Resultaten"].values]
    assert rows == [list(report.HEADINGS), *EXPECTED]
    assert dict(book["Overzicht"].values) == dict(totals.lines())
    assert (totals.cases, totals.faulty, totals.exit_code) == (4, 2, 3)
    made = set(Stand) - {Stand.GOED}
    assert totals.by_stand == {stand.value: int(stand is not Stand.VERVALLEN) for stand in made}


def test_a_cell_says_no_more_than_a_person_reads_and_how_much_there_is_still(tmp_path: Path) -> None:
    problems = tuple(replace(BLOCKED, veld=f"veld{n}", melding=f"Er ontbreekt {n}.") for n in range(80))
    report.write(tmp_path / "r.csv", [Entry(1, "rij 2", "FR-1", (Uitkomst("plan", Stand.GEWEIGERD, problems),))])
    row = read_csv(tmp_path / "r.csv")[1]
    assert row[5] == "FR-04"
    assert row[6].endswith("veld9, en nog 70")
    assert row[7].endswith("Er ontbreekt 9. Vul in. | en nog 70")


def test_the_same_outcome_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        report.write(tmp_path / name, ENTRIES)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_forty_prefixes_are_forty() -> None:
    assert len(set(PREFIXES)) == 40


@pytest.mark.parametrize("column", ["plaats", "zaaknummer", "document", "codes", "velden", "toelichting"])
def test_no_text_in_any_column_becomes_a_formula(tmp_path: Path, column: str) -> None:
    entries = [entry_with(number, column, text) for number, text in enumerate(PREFIXES, start=1)]
    report.write(tmp_path / "r.csv", entries)
    report.write(tmp_path / "r.xlsx", entries)
    place = report.HEADINGS.index(column)
    for row, text in zip(read_csv(tmp_path / "r.csv")[1:], PREFIXES, strict=True):
        assert not row[place].startswith(FORMULA_SIGNS)
        assert text.strip() in row[place]
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Resultaten"]
    for cells in sheet.iter_rows(min_row=2):
        assert cells[0].data_type == "n"
        assert all(cell.data_type == "s" for cell in cells if cell.column > 1 and cell.value is not None)
        assert all(cell.hyperlink is None for cell in cells)
    assert no_formulas(tmp_path / "r.xlsx")


def entry_with(number: int, column: str, text: str) -> Entry:
    problem = {"codes": "code", "velden": "veld", "toelichting": "melding"}.get(column)
    found = replace(WRONG, **{problem: text}) if problem else WRONG
    document = text if column == "document" else "aanzegging"
    entry = Entry(number, "rij 2", "FR-1", (Uitkomst(document, Stand.MISLUKT, (found,)),))
    return replace(entry, **{column: text}) if column in ("plaats", "zaaknummer") else entry


def no_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
        links = [name for name in archive.namelist() if "rels" in name and b"hyperlink" in archive.read(name)]
    return not links and not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@settings(max_examples=200)
@given(st.text(max_size=20))
def test_a_protected_text_never_begins_as_a_formula(text: str) -> None:
    assert not protected(text).startswith(FORMULA_SIGNS)
    assert protected(text).removeprefix("'") == text.removeprefix("'")


def test_a_report_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("eerder")

    def broken() -> object:
        yield ENTRIES[0]
        raise OSError(28, "full")

    with pytest.raises(DocgenError) as refused:
        report.write(path, broken())  # type: ignore[arg-type]
    assert refused.value.code == "MAAK-911"
    assert path.read_text() == "eerder"
    assert [found.name for found in tmp_path.iterdir()] == ["r.csv"]
    with pytest.raises(DocgenError) as refused:
        report.write(tmp_path / "r.pdf", ENTRIES)
    assert refused.value.code == "INVOER-050"


# --- corrections -------------------------------------------------------------

COLUMNS = {"Zaak": "zaaknummer", "Naam": "huurder.achternaam", "BSN": "huurder.bsn", "Geboren": "huurder.geboortedatum"}
HEAD = tuple(COLUMNS)
TABLE = [
    HEAD,
    ("FR-1", "Bakker", "999990019", "1-3-1990"),
    (None, None, None, None),
    ("FR-2", "=1+1", "012345672", "morgen"),
    ("FR-3", "'t Hart", "+31612345678", "2-3-1990"),
    ("FR-4", "Visser", "999990020", "3-3-1990"),
]


def entries_of(rows: list[Row], wrong: tuple[int, ...]) -> list[Entry]:
    def one(row: Row) -> Entry:
        problems = row.fault.problems if row.fault else (WRONG,)
        bad = row.number in wrong or row.fault is not None
        return Entry(
            row.number, row.plaats, "", (Uitkomst("", Stand.MISLUKT, problems) if bad else Uitkomst("", Stand.GEMAAKT),)
        )

    return [one(row) for row in rows]


def same(row: Row) -> tuple[object, ...]:
    return row.data, problems_of(row)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_corrections_hold_the_wrong_rows_only_and_read_the_same_with_the_same_mapping(
    tmp_path: Path, kind: str
) -> None:
    source, path = tmp_path / f"z.{kind}", tmp_path / f"verbeteren.{kind}"
    if kind == "csv":
        csv_of(source, *TABLE)
    else:
        xlsx_of(source, {"zaken": TABLE})
    mapping = mapping_of(tmp_path / "k.toml", COLUMNS)
    rows = rows_of(source, mapping)
    assert corrections.write(path, source, mapping, entries_of(rows, (3,))) == 2
    assert [same(row) for row in rows_of(path, mapping)] == [same(rows[1]), same(rows[2])]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_corrections_say_in_front_where_a_row_stood_and_what_is_wrong(tmp_path: Path) -> None:
    source = csv_of(tmp_path / "z.csv", *TABLE, delimiter=",")
    mapping = mapping_of(tmp_path / "k.toml", COLUMNS)
    corrections.write(tmp_path / "v.csv", source, mapping, entries_of(rows_of(source, mapping), ()))
    with (tmp_path / "v.csv").open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head == [*corrections.HEADINGS, *HEAD]
    assert row[:2] == ["rij 4", "INVOER-042"]
    assert 'Kolom "Geboren": Dit is geen datum.' in row[2]
    assert row[3:] == ["FR-2", "'=1+1", "012345672", "morgen"]


def test_the_corrections_of_a_workbook_keep_dates_numbers_and_the_rows_of_lists(tmp_path: Path) -> None:
    table = [HEAD, ("FR-1", "Bos", 999990019, dt.datetime(1990, 3, 1)), ("FR-2", "Bos", 12345672, True)]  # noqa: DTZ001
    table.append(("FR-3", "=NU()=>", (0.5,), "=A1=>#N/A"))
    goals = [("Zaak", "Doel"), ("FR-1", "a"), ("FR-2", "b"), ("FR-9", "c"), ("FR-2", "d"), ("FR-3", "e")]
    source = xlsx_of(tmp_path / "z.xlsx", {"zaken": table, "doelen": goals})
    mapping = mapping_of(tmp_path / "k.toml", COLUMNS)
    lists = '[lijsten.doelen]\nblad = "doelen"\nzaaknummer = "Zaak"\n[lijsten.doelen.kolommen]\n"Doel" = "tekst"\n'
    mapping.write_text(mapping.read_text() + lists)
    rows = rows_of(source, mapping)
    path = tmp_path / "v.xlsx"
    assert corrections.write(path, source, mapping, entries_of(rows, (1,))) == 3
    again = rows_of(path, mapping)
    assert same(again[0]) == same(rows[0])
    assert problems_of(again[1]) == problems_of(rows[1])
    assert [code for code, _ in problems_of(again[2])][:3] == ["INVOER-041", "INVOER-048", "INVOER-041"]
    assert problems_of(again[3]) == [("INVOER-035", "doelen")]
    assert len(again) == 4
    assert openpyxl.load_workbook(path)["zaken"]["D2"].number_format == "@"
    assert no_formulas(path)


def test_beside_corrections_of_a_csv_the_goals_of_the_other_cases_are_no_fault(tmp_path: Path) -> None:
    csv_of(tmp_path / "doelen.csv", ("Zaak", "Doel"), ("FR-1", "a"), ("FR-2", "b"))
    source = csv_of(tmp_path / "z.csv", *TABLE)
    mapping = mapping_of(tmp_path / "k.toml", COLUMNS)
    lists = (
        '[lijsten.doelen]\nbestand = "doelen.csv"\nzaaknummer = "Zaak"\n[lijsten.doelen.kolommen]\n"Doel" = "tekst"\n'
    )
    mapping.write_text(mapping.read_text() + lists)
    corrections.write(tmp_path / "v.csv", source, mapping, entries_of(rows_of(source, mapping), ()))
    (row,) = rows_of(tmp_path / "v.csv", mapping)
    assert problems_of(row)[0] == ("INVOER-042", "huurder.geboortedatum")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_corrections_give_no_formula_and_lose_no_character(tmp_path: Path, prefix: str) -> None:
    source = csv_of(tmp_path / "z.csv", HEAD, ("FR-1", f"a{prefix}", "999990010", prefix))
    mapping = mapping_of(tmp_path / "k.toml", COLUMNS)
    rows = rows_of(source, mapping)
    corrections.write(tmp_path / "v.csv", source, mapping, entries_of(rows, ()))
    cells = read_csv(tmp_path / "v.csv")[1]
    assert not any(cell.startswith(FORMULA_SIGNS) for cell in cells)
    assert [same(row) for row in rows_of(tmp_path / "v.csv", mapping)] == [same(row) for row in rows]


def test_a_broken_line_of_a_csv_stays_in_the_corrections_as_a_row_to_mend(tmp_path: Path) -> None:
    source, mapping = tmp_path / "z.csv", mapping_of(tmp_path / "k.toml", COLUMNS)
    source.write_text(";".join(HEAD) + '\nFR-1;Bos;te;veel;cellen\nFR-2;"open\n')
    rows = rows_of(source, mapping)
    assert corrections.write(tmp_path / "v.csv", source, mapping, entries_of(rows, ())) == 2
    assert all(row.fault or row.data for row in rows_of(tmp_path / "v.csv", mapping))
    assert len(rows_of(tmp_path / "v.csv", mapping)) == 2


def test_corrections_are_made_in_the_form_of_the_input_only(tmp_path: Path) -> None:
    source, mapping = csv_of(tmp_path / "z.csv", *TABLE), mapping_of(tmp_path / "k.toml", COLUMNS)
    with pytest.raises(DocgenError) as refused:
        corrections.write(tmp_path / "v.xlsx", source, mapping, ())
    assert refused.value.code == "INVOER-052"


def test_nobody_else_can_read_the_corrections_even_when_an_open_file_stood_there(tmp_path: Path) -> None:
    source, mapping = csv_of(tmp_path / "z.csv", *TABLE), mapping_of(tmp_path / "k.toml", COLUMNS)
    path = tmp_path / "v.csv"
    path.write_text("")
    path.chmod(0o644)
    old = os.umask(0)
    try:
        corrections.write(path, source, mapping, ())
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_sentence_about_input_asks_for_a_value() -> None:
    asked = {"naam", "hoogste", "nummer", "blad", "plaats", "wat", "sleutel", "pad", "tip", "kolom"}
    asked |= {"aantal", "kolommen", "begin", "einde"}
    for code, row in errors.ROWS.items():
        if code.startswith("INVOER"):
            (row.melding + row.advies).format(**dict.fromkeys(asked, "x"))
