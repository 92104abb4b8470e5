"""The input of a batch: every row comes out, right or with what is wrong; an unreadable input is refused at once."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import random
import struct
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import service
from docgen.batch.sources import LINE_BYTES, count, explain, open_source
from docgen.errors import CaseProblem
from tests.batch.books import csv_of, mapping_of, problems_of, rows_of, xlsx_of

ROOT = Path(__file__).parents[2]
CASES = ROOT / "fixtures" / "cases"
BATCH = ROOT / "fixtures" / "batch"
COLUMNS = {"Zaak": "zaaknummer", "Naam": "huurder.achternaam", "Geboren": "huurder.geboortedatum"}
HEAD = tuple(COLUMNS)
ONE = ("FR-1", "Bakker", "1-3-1990")


def refusal(path: Path, mapping: Path | None = None) -> str:
    with pytest.raises(CaseProblem) as refused:
        open_source(path, mapping)
    return refused.value.code


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    return mapping_of(tmp_path / "koppeling.toml", COLUMNS)


# --- a folder and JSON Lines -------------------------------------------------


def test_a_folder_gives_its_json_files_sorted_and_as_they_are() -> None:
    rows = rows_of(CASES)
    assert [row.plaats for row in rows] == [f"bestand {path.name}" for path in sorted(CASES.glob("*.json"))]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert all(service.parse(row.data, row.plaats) for row in rows if row.data is not None)
    assert count(CASES) == len(rows)


def test_a_file_that_cannot_be_read_is_a_row_with_a_fault_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    (tmp_path / "b.json").write_bytes(b" " * (LINE_BYTES + 1))
    (tmp_path / "c.JSON").write_text("{}")
    os.mkfifo(tmp_path / "d.json")
    (tmp_path / "e.json").symlink_to(tmp_path / "nergens")
    (tmp_path / ".f.json").write_text("{}")
    (tmp_path / "g.txt").write_text("{}")
    assert [problems_of(row) for row in rows_of(tmp_path)] == [
        [("ZAAK-002", "")],
        [("ZAAK-004", "")],
        [],
        [("ZAAK-003", "")],
        [("ZAAK-001", "")],
    ]


def test_json_lines_give_each_line_with_its_number_and_pass_over_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "zaken.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\n  \n[not json\n' + b"x" * (LINE_BYTES + 1) + b"\n{}")
    rows = rows_of(path)
    assert [row.plaats for row in rows] == ["regel 1", "regel 4", "regel 5", "regel 6"]
    assert [row.data for row in rows] == [b'{"a": 1}', b"[not json", None, b"{}"]
    assert problems_of(rows[2]) == [("INVOER-034", "")]
    assert count(path) == 5


# --- CSV ---------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_is_read_with_the_separators_and_characters_that_programs_write(
    tmp_path: Path, mapping: Path, delimiter: str, encoding: str
) -> None:
    path = tmp_path / "zaken.csv"
    lines = [HEAD, ("FR-1", '"Fryslân; de, échte"', "1-3-1990"), ("", "", ""), ("FR-2", "Çelik", "2-3-1990")]
    path.write_bytes("\r\n".join(map(delimiter.join, lines)).encode(encoding))
    rows = rows_of(path, mapping)
    assert [row.plaats for row in rows] == ["rij 2", "rij 4"]
    assert [row.data["huurder"]["achternaam"] for row in rows] == ["Fryslân; de, échte", "Çelik"]  # type: ignore[index]


def test_a_csv_may_say_itself_what_separates_the_columns(tmp_path: Path, mapping: Path) -> None:
    path = tmp_path / "zaken.csv"
    path.write_text("sep=,\nZaak,Naam,Geboren\nFR-1,Bakker; Zn.,1-3-1990\n")
    (row,) = rows_of(path, mapping)
    assert row.plaats == "rij 3"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("FR-2;te;veel;cellen", "INVOER-030"),
        ("FR-2;te weinig", "INVOER-030"),
        ('FR-2;"aanhalingsteken"fout;1-1-2000', "INVOER-032"),
        ("FR-2;" + "x" * 1_200_000 + ";1-1-2000", "INVOER-032"),
    ],
)
def test_a_broken_row_of_a_csv_is_told_and_the_rows_around_it_are_read(
    tmp_path: Path, mapping: Path, line: str, code: str
) -> None:
    path = tmp_path / "zaken.csv"
    path.write_text("\n".join([";".join(HEAD), ";".join(ONE), line, "FR-3;Visser;1-3-1990", ""]))
    rows = rows_of(path, mapping)
    assert [(row.plaats, problems_of(row)) for row in rows] == [("rij 2", []), ("rij 3", [(code, "")]), ("rij 4", [])]


def test_a_quotation_mark_that_is_never_closed_is_told_with_the_lines_that_it_swallowed(
    tmp_path: Path, mapping: Path
) -> None:
    path = tmp_path / "zaken.csv"
    path.write_text("\n".join([";".join(HEAD), ";".join(ONE), 'FR-2;"open', "FR-3;Visser;1-1-1990"]))
    rows = rows_of(path, mapping)
    assert [problems_of(row) for row in rows] == [[], [("INVOER-032", "")]]
    assert rows[1].fault is not None
    assert "regels 3 tot en met 4" in rows[1].fault.problems[0].melding


def test_a_text_that_we_protected_against_formulas_is_read_without_its_apostrophe(
    tmp_path: Path, mapping: Path
) -> None:
    path = tmp_path / "zaken.csv"
    path.write_text("Zaak;Naam;Geboren\nFR-1;'=1+1;1-3-1990\nFR-2;'t Hart;1-3-1990\n")
    assert [row.data["huurder"]["achternaam"] for row in rows_of(path, mapping)] == ["=1+1", "'t Hart"]  # type: ignore[index]


# --- XLSX --------------------------------------------------------------------


def test_a_sheet_is_read_with_real_dates_numbers_and_stored_values(tmp_path: Path) -> None:
    columns = {**COLUMNS, "Huur": "huur.kale_huur", "Nr": "woning.adres.huisnummer", "Zelf": "woning.zelfstandig"}
    table = [
        (*HEAD, "Huur", "Nr", "Zelf"),
        ("FR-1", "Bakker", dt.datetime(1990, 3, 1), 563.41, 12, True),  # noqa: DTZ001
        (None,) * 6,
        ("FR-2", "=A2=>Visser", "1 maart 1990", "€ 563,41", "12", "ja"),
    ]
    path = xlsx_of(tmp_path / "zaken.xlsx", {"Blad1": table})
    first, second = rows_of(path, mapping_of(tmp_path / "k.toml", columns))
    assert (first.plaats, second.plaats) == ("rij 2", "rij 4")
    assert problems_of(first) == problems_of(second) == []
    assert first.data is not None
    assert second.data == {
        **first.data,
        "zaaknummer": "FR-2",
        "huurder": {**first.data["huurder"], "achternaam": "Visser"},  # type: ignore[call-overload]
    }


@pytest.mark.parametrize(
    ("cell", "code"),
    [("=NU()=>", "INVOER-040"), ("=A1=>#N/A", "INVOER-041"), ("#WAARDE!", "INVOER-041"), ((0.5,), "INVOER-048")],
)
def test_a_cell_without_a_value_is_told_with_its_column_and_field_and_never_passed_over(
    tmp_path: Path, mapping: Path, cell: object, code: str
) -> None:
    path = xlsx_of(tmp_path / "zaken.xlsx", {"a": [HEAD, ("FR-1", cell, "1-3-1990"), ("FR-2", "Bos", "1-3-1990")]})
    wrong, right = rows_of(path, mapping)
    assert problems_of(wrong) == [(code, "huurder.achternaam")]
    assert wrong.fault is not None
    assert 'Kolom "Naam"' in wrong.fault.problems[0].melding
    assert right.fault is None


def test_a_value_beside_the_table_or_under_no_heading_is_told(tmp_path: Path, mapping: Path) -> None:
    table = [("Zaak", "", "Naam", "Geboren"), ("FR-1", "los", "Bos", "1-3-1990"), ("FR-2", None, "Bos", "1-3-1990", 7)]
    path = xlsx_of(tmp_path / "zaken.xlsx", {"a": table})
    assert [problems_of(row)[0][0] for row in rows_of(path, mapping)] == ["INVOER-036", "INVOER-031"]


# --- what cannot be read at all ----------------------------------------------


def test_an_input_that_cannot_be_read_is_refused_before_the_first_row(tmp_path: Path, mapping: Path) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "x.txt").write_text("x")
    (tmp_path / "leeg.csv").write_text("")
    (tmp_path / "wijd.csv").write_bytes("Zaak;Naam".encode("utf-16"))
    (tmp_path / "wijd.jsonl").write_bytes("{}".encode("utf-16"))
    (tmp_path / "geen.xlsx").write_text("geen zip")
    (tmp_path / "half.xlsx").write_bytes(b"PK\x03\x04" + b"\x00" * 100)
    mapped = ("nergens.csv", "leeg.csv", "wijd.csv", "geen.xlsx", "half.xlsx")
    found = {name: refusal(tmp_path / name, mapping) for name in mapped}
    found |= {name: refusal(tmp_path / name) for name in ("leeg", "x.txt", "wijd.jsonl", "nergens.jsonl")}
    assert found == {
        "nergens.csv": "INVOER-001",
        "nergens.jsonl": "INVOER-001",
        "leeg": "INVOER-004",
        "x.txt": "INVOER-003",
        "leeg.csv": "INVOER-010",
        "wijd.csv": "INVOER-013",
        "wijd.jsonl": "INVOER-013",
        "geen.xlsx": "INVOER-005",
        "half.xlsx": "INVOER-005",
    }
    assert refusal(csv_of(tmp_path / "z.csv", HEAD, ONE)) == "INVOER-018"
    assert refusal(CASES, mapping) == "INVOER-019"


def test_a_table_whose_columns_cannot_be_told_apart_is_refused(tmp_path: Path, mapping: Path) -> None:
    assert refusal(csv_of(tmp_path / "a.csv", ("Zaak", "naam", "Naam"), ONE), mapping) == "INVOER-011"
    assert refusal(csv_of(tmp_path / "b.csv", [f"k{n}" for n in range(501)]), mapping) == "INVOER-012"
    wide = xlsx_of(tmp_path / "c.xlsx", {"a": [[f"k{n}" for n in range(501)]]})
    assert refusal(wide, mapping) == "INVOER-012"
    assert refusal(xlsx_of(tmp_path / "d.xlsx", {"a": []}), mapping) == "INVOER-010"


def ole(stream: str) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 1016 + stream.encode("utf-16-le") + b"\x00" * 512


@pytest.mark.parametrize(("stream", "code"), [("EncryptedPackage", "INVOER-006"), ("Workbook", "INVOER-014")])
def test_a_workbook_with_a_password_and_an_old_one_are_told_apart(
    tmp_path: Path, mapping: Path, stream: str, code: str
) -> None:
    (tmp_path / "z.xlsx").write_bytes(ole(stream))
    assert refusal(tmp_path / "z.xlsx", mapping) == code


def repacked(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a workbook."""
    old = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == name else data)
    return path


SHEET = "xl/worksheets/sheet1.xml"
DTD = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        (SHEET, lambda data: data + b" " * 210_000_000, "INVOER-007"),
        (SHEET, lambda data: data.replace(b"Bakker", b"x" * 3_000_000), "INVOER-007"),
        (
            SHEET,
            lambda data: data.replace(b"</row></sheetData>", b"<c/>" * 3_000_000 + b"</row></sheetData>"),
            "INVOER-007",
        ),
        ("xl/styles.xml", lambda data: data + b" " * 9_000_000, "INVOER-007"),
        (SHEET, lambda data: data.replace(b"<worksheet", DTD + b"<worksheet"), "INVOER-005"),
        ("xl/workbook.xml", lambda data: data.replace(b"<workbook", DTD + b"<workbook"), "INVOER-005"),
        ("xl/workbook.xml", lambda data: data.decode().encode("utf-16"), "INVOER-005"),
        (SHEET, lambda data: data.replace(b'r="A1"', b'r="ZZZZZZ1"'), "INVOER-005"),
        (SHEET, lambda data: data[: len(data) // 2][:60], "INVOER-005"),
        ("xl/workbook.xml", lambda data: b"<workbook/>", "INVOER-009"),
    ],
)
def test_a_workbook_made_to_do_harm_is_refused(
    tmp_path: Path, mapping: Path, name: str, change: Callable[[bytes], bytes], code: str
) -> None:
    path = xlsx_of(tmp_path / "z.xlsx", {"a": [HEAD, ONE]})
    repacked(path, "xl/sharedStrings.xml", lambda data: data)
    if b"Bakker" not in zipfile.ZipFile(path).read(SHEET):
        inline(path)
    assert refusal(repacked(path, name, change), mapping) == code


def inline(path: Path) -> None:
    """Move the texts into the sheet itself."""
    texts = zipfile.ZipFile(path).read("xl/sharedStrings.xml").decode()
    found = texts.split("<t>")[1:]

    def change(data: bytes) -> bytes:
        for index, text in enumerate(found):
            value = text.partition("</t>")[0]
            data = data.replace(f't="s"><v>{index}</v>'.encode(), f't="inlineStr"><is><t>{value}</t></is>'.encode(), 1)
        return data

    repacked(path, SHEET, change)


def test_a_workbook_that_lies_about_the_size_of_a_part_is_no_way_around_the_limit(
    tmp_path: Path, mapping: Path
) -> None:
    path = repacked(xlsx_of(tmp_path / "z.xlsx", {"a": [HEAD, ONE]}), SHEET, lambda data: data + b" " * 210_000_000)
    data = bytearray(path.read_bytes())
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    struct.pack_into("<I", data, place + 24, 1000)
    path.write_bytes(data)
    assert refusal(path, mapping) == "INVOER-005"


def test_a_sheet_that_breaks_off_is_told_after_the_rows_before_it(tmp_path: Path, mapping: Path) -> None:
    path = xlsx_of(tmp_path / "z.xlsx", {"a": [HEAD, *[(f"FR-{n}", "Bos", "1-3-1990") for n in range(2000)]]})
    repacked(path, SHEET, lambda data: data[: data.index(b'<row r="1001"')])
    rows = rows_of(path, mapping)
    assert [problems_of(row) for row in rows[-1:]] == [[("INVOER-033", "")]]
    assert 0 < len(rows) - 1 <= 999
    assert all(row.fault is None for row in rows[:-1])


def test_broken_workbooks_end_as_a_refusal_or_a_row_and_never_as_anything_else(tmp_path: Path, mapping: Path) -> None:
    path = xlsx_of(tmp_path / "z.xlsx", {"a": [HEAD, ONE, ("FR-2", "=A1=>Bos", 3.5)]})
    whole = path.read_bytes()
    rng = random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        try:
            rows_of(path, mapping)
        except CaseProblem as refused:
            assert refused.code.startswith("INVOER-"), refused.code


# --- what holds for all ------------------------------------------------------


def test_all_problems_of_a_row_are_told_at_once_with_their_columns_and_without_a_value(tmp_path: Path) -> None:
    columns = {**COLUMNS, "BSN": "huurder.bsn", "Postcode": "huurder.adres.postcode", "Huur": "huur.kale_huur"}
    path = csv_of(tmp_path / "z.csv", tuple(columns), ("FR 1", "Geheim", "morgen", "999990010", "geheim", "1,2,3"))
    (row,) = rows_of(path, mapping_of(tmp_path / "k.toml", columns))
    assert row.fault is not None
    assert set(problems_of(row)) >= {
        ("INVOER-042", "huurder.geboortedatum"),
        ("INVOER-043", "huur.kale_huur"),
        ("ZAAK-021", "huurder.bsn"),
        ("ZAAK-025", "huurder.adres.postcode"),
        ("ZAAK-035", "zaaknummer"),
    }
    told = str(row.fault.problems)
    assert 'Kolom "BSN"' in told
    assert "geheim" not in told.casefold().replace("geheim_", "")
    assert "999990010" not in told


def test_a_problem_that_the_door_finds_later_is_explained_with_its_column(tmp_path: Path, mapping: Path) -> None:
    (row,) = rows_of(csv_of(tmp_path / "z.csv", HEAD, ("FR-1", "", "1-3-1990")), mapping)
    assert row.data is not None
    with pytest.raises(CaseProblem) as refused:
        service.parse(row.data, row.plaats)
    (problem,) = explain(refused.value.problems, row.kolommen)
    assert (problem.code, problem.veld) == ("ZAAK-013", "huurder.achternaam")
    assert problem.melding.startswith('Kolom "Naam": ')


def test_the_example_in_the_repository_reads_and_blocks_no_lease() -> None:
    day = dt.date(2026, 11, 22)
    rows = rows_of(BATCH / "zaken.csv", BATCH / "koppeling.toml")
    assert [row.plaats for row in rows] == ["rij 2", "rij 3"]
    for row in rows:
        assert row.data is not None
        case = service.parse(row.data, row.plaats)
        assert len(case.doelen) == 3  # type: ignore[union-attr]
        blocked = {name for f in service.check(case, day) if f.ernst.value == "blokkeert" for name in f.documenten}
        assert blocked == {"ondersteuningsplan"}  # a plan does not fit in a row


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_reading_on_takes_no_more_memory_with_every_row(tmp_path: Path, mapping: Path, kind: str) -> None:
    table = [(f"FR-{n}", f"Bakker {n % 50}", "1-3-1990") for n in range(4_000)]
    path = tmp_path / f"z.{kind}"
    if kind == "jsonl":
        path.write_text("".join(json.dumps({"zaaknummer": row[0]}) + "\n" for row in table))
    elif kind == "csv":
        csv_of(path, HEAD, *table)
    else:
        xlsx_of(path, {"a": [HEAD, *table]})
    rows = open_source(path, None if kind == "jsonl" else mapping)
    for _ in range(1_000):
        next(rows)
    tracemalloc.start()
    for _ in rows:
        pass
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # openpyxl keeps the emptied element of each row: some 150 bytes.
    assert grown / 3_000 < (400 if kind == "xlsx" else 100)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*"ab;,\"\n\r\t'=é\x00\x85", "Zaak", "FR-1", '""']), max_size=40).map("".join))
def test_no_csv_breaks_the_reading_and_no_filled_row_gets_lost(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        mapping = mapping_of(Path(name) / "k.toml", COLUMNS)
        path = Path(name) / "z.csv"
        path.write_bytes((";".join(HEAD) + "\n" + text + "\nFR-9;Bos;1-3-1990\n").encode())
        try:
            rows = rows_of(path, mapping)
        except CaseProblem as refused:
            assert (refused.code, "\x00" in text) == ("INVOER-013", True)
            return
    # The last row is there, or the row that swallowed it says so.
    assert rows[-1].fault is not None or rows[-1].data == {
        "soort": "zaak",
        "regeling": "friesland-2022",
        "zaaknummer": "FR-9",
        "huurder": {"achternaam": "Bos", "geboortedatum": "1990-03-01"},
    }
