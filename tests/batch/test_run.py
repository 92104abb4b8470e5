"""A batch does every case exactly once, makes nothing twice, and says what became of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen import service
from docgen.batch.entry import Row, Stand
from docgen.batch.manifest import Manifest
from docgen.batch.run import Order, run
from docgen.errors import DocgenError
from tests.batch.conftest import DAY, PLAIN, Batch, case_of, rows_of


def codes(batch: Batch, zaaknummer: str) -> set[str]:
    ends = [end for entry in batch.entries if entry.zaaknummer == zaaknummer for end in entry.uitkomsten]
    return {problem.code for end in ends for problem in end.problemen}


def test_every_case_gets_what_it_calls_for_and_one_entry_in_the_order_of_the_input(batch: Batch) -> None:
    cases = [case_of(number) for number in range(1, 6)]
    state = batch.run(cases)
    assert [entry.nummer for entry in batch.entries] == [1, 2, 3, 4, 5]
    assert sorted(entry.nummer for entry in batch.told) == [1, 2, 3, 4, 5]
    subject = service.parse(json.dumps(cases[0]).encode(), "zaak")
    called = {call.document for call in service.documents(subject, DAY)}
    made = {f"{data['zaaknummer']}/{name}.txt" for data in cases for name in called}
    assert set(batch.files()) == made
    assert (state.cases, state.wrong, state.exit_code) == (5, 0, 0)
    assert state.documents == {Stand.GEMAAKT: len(made)}


def test_word_and_pdf_come_with_the_same_sidecars_as_a_single_case(batch: Batch, tmp_path: Path) -> None:
    batch.run([case_of(1)], formats=("docx",))
    subject = service.parse(json.dumps(case_of(1)).encode(), "zaak")
    single = tmp_path / "los"
    service.make(service.assemble(subject, (), DAY), ("docx",), single, service.notes_of(subject))
    assert batch.files() == {str(p.relative_to(single)): p.read_bytes() for p in single.rglob("*") if p.is_file()}


def test_a_second_run_makes_nothing_again(batch: Batch) -> None:
    cases = [case_of(1), case_of(2)]
    batch.run(cases, formats=("txt", "docx"))
    before = {path: path.stat().st_mtime_ns for path in batch.out.rglob("*.*") if "_batch" not in path.parts}
    state = batch.run(cases, formats=("txt", "docx"))
    assert set(state.documents) == {Stand.ONGEWIJZIGD}
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_changed_or_was_touched_or_lost_is_made_again_and_nothing_else(batch: Batch) -> None:
    cases = [case_of(number) for number in (1, 2, 3, 4)]
    batch.run(cases, formats=("docx",))
    good = batch.files()
    cases[1]["huur"] = {**cases[1]["huur"], "kale_huur": "612.34"}
    (batch.out / "AL-2026-0003" / "verdiencontract.docx").write_bytes(b"door iemand bewerkt")
    (batch.out / "AL-2026-0004" / "verdiencontract.docx.herkomst.json").unlink()
    batch.run(cases, formats=("docx",))
    again = {
        (entry.zaaknummer, end.document)
        for entry in batch.entries
        for end in entry.uitkomsten
        if end.stand == "gemaakt"
    }
    assert ("AL-2026-0002", "verdiencontract") in again
    assert {pair for pair in again if pair[0] != "AL-2026-0002"} == {
        ("AL-2026-0003", "verdiencontract"),
        ("AL-2026-0004", "verdiencontract"),
    }
    after = batch.files()
    assert {name for name in good if good[name] != after[name]} <= {n for n in good if n.startswith("AL-2026-0002")}


def test_another_program_makes_all_again(batch: Batch) -> None:
    batch.run([case_of(1)])
    manifest = batch.out / "_batch" / "manifest.jsonl"
    lines = [json.loads(line) for line in manifest.read_text().splitlines()]
    for one in lines[1]["bestanden"]:
        one["sleutel"] = "0" * 64  # as an earlier version of the program left it
    manifest.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert set(batch.run([case_of(1)]).documents) == {Stand.GEMAAKT}


def test_a_wrong_case_is_an_entry_and_stops_nobody(batch: Batch) -> None:
    rows = [
        *rows_of([case_of(1), case_of(2, huurder={"achternaam": 7}), case_of(3, regeling="nergens-2020")]),
        Row(4, "rij 4", b"{geen json"),
        Row(5, "rij 5", json.dumps(case_of(5, toestemmingen=[])).encode()),
    ]
    with Manifest(batch.out) as manifest:
        state = run(rows, Order(batch.out, DAY, PLAIN, 1), manifest)
        batch.entries = list(manifest.entries())
    stands = batch.stands()
    assert stands["AL-2026-0001"] == {Stand.GEMAAKT}
    assert stands["AL-2026-0002"] == {Stand.MISLUKT}
    assert "ZAAK-015" in codes(batch, "AL-2026-0002")
    assert codes(batch, "AL-2026-0003") == {"ZAAK-910"}
    assert codes(batch, "") == {"ZAAK-007"}
    assert stands["AL-2026-0005"] == {Stand.GEMAAKT, Stand.GEWEIGERD}
    assert "AL-17" in codes(batch, "AL-2026-0005")
    assert (state.cases, state.wrong, state.exit_code) == (5, 4, 3)
    assert not any(name.startswith(("AL-2026-0002", "AL-2026-0003")) for name in batch.files())


def test_a_document_that_is_refused_is_not_written_and_the_others_are(batch: Batch) -> None:
    batch.run([case_of(1, toestemmingen=[])])
    refused = {end.document for end in batch.entries[0].uitkomsten if end.stand is Stand.GEWEIGERD}
    written = {Path(name).stem for name in batch.files()}
    assert "verdiencontract" in refused
    assert written
    assert not refused & written


def test_a_second_row_with_the_same_zaaknummer_is_an_error_and_overwrites_nothing(batch: Batch) -> None:
    other = case_of(1)
    other["huur"] = {**other["huur"], "kale_huur": "612.34"}
    batch.run([case_of(1)])
    alone = batch.files()
    state = batch.run([case_of(1), case_of(2), other, case_of(1, zaaknummer="al-2026-0001")])
    assert {name: data for name, data in batch.files().items() if name.startswith("AL-2026-0001")} == alone
    doubles = batch.entries[2:]
    assert [entry.uitkomsten[0].problemen[0].code for entry in doubles] == ["ZAAK-901", "ZAAK-901"]
    assert "rij 1" in doubles[0].uitkomsten[0].problemen[0].melding
    assert (state.exit_code, state.wrong) == (2, 2)
    assert set(batch.run([case_of(1)]).documents) == {Stand.ONGEWIJZIGD}


def test_what_a_case_no_longer_calls_for_stays_and_is_named(batch: Batch) -> None:
    batch.run([case_of(1)])
    before = batch.files()
    batch.run([case_of(1, soort="zaak", perspectiefplan=None, ondersteuningsplan=None, nabuurschap=None)])
    lapsed = {end.document for end in batch.entries[0].uitkomsten if end.stand is Stand.VERVALLEN}
    assert "nabuurschapsafspraken" in lapsed
    assert set(batch.files()) == set(before)
    assert codes(batch, "AL-2026-0001") >= {"DOCGEN-015"}
    batch.run([case_of(1, soort="zaak", perspectiefplan=None, ondersteuningsplan=None, nabuurschap=None)])
    assert {end.document for end in batch.entries[0].uitkomsten if end.stand is Stand.VERVALLEN} == lapsed


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(batch: Batch) -> None:
    batch.out.mkdir()
    (batch.out / "vakantie.jpg").write_bytes(b"zee")
    with pytest.raises(DocgenError, match="DOCGEN-010"):
        batch.run([case_of(1)])
    assert [path.name for path in batch.out.iterdir()] == ["vakantie.jpg"]


def test_two_batches_at_once_in_one_folder_are_refused(batch: Batch) -> None:
    with Manifest(batch.out), pytest.raises(DocgenError, match="DOCGEN-011"):
        batch.run([case_of(1)])


def test_a_case_that_calls_for_nothing_has_an_entry_too(batch: Batch) -> None:
    college = json.loads(Path("fixtures/cases/toetreding-friesland.json").read_text(encoding="utf-8"))
    batch.run([college])
    assert [end.stand for end in batch.entries[0].uitkomsten] == [Stand.NIETS]


def test_a_symlink_in_the_place_of_a_folder_of_a_case_leads_nowhere(batch: Batch, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    batch.run([case_of(1)])
    (batch.out / "AL-2026-0002").symlink_to(elsewhere)
    batch.run([case_of(1), case_of(2)])
    assert codes(batch, "AL-2026-0002") == {"MAAK-913"}
    assert list(elsewhere.iterdir()) == []


def test_rows_are_read_as_they_are_needed(batch: Batch) -> None:
    taken: list[int] = []

    def endless() -> object:
        for number in range(1, 1000):
            taken.append(number)
            yield case_of(number)

    batch.run(endless(), stop=lambda: len(batch.told) >= 5)  # type: ignore[arg-type]
    assert len(taken) < 20


def test_the_manifest_and_the_turn_are_for_their_owner_alone(batch: Batch) -> None:
    batch.run([case_of(1)])
    modes = {path.name: path.stat().st_mode & 0o777 for path in (batch.out / "_batch").iterdir()}
    assert modes == {"manifest.jsonl": 0o600, "beurt": 0o600}
