"""The command line as scripts use it: exit codes, JSON on stdout, Dutch everywhere, nothing half written."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from docgen import cli, service

ROOT = Path(__file__).parents[1]
CASE = str(ROOT / "fixtures" / "cases" / "friesland-driepartijen.json")
OMKLAP = str(ROOT / "fixtures" / "cases" / "friesland-omklap.json")
DAY = ["--peildatum", "2026-11-22"]
COMMANDS = ("batch", "check", "render", "documents", "timeline", "schema", "leesversie", "testsleutel")
COMMANDS += ("packet", "verify", "serve")
ENGLISH = ("Usage:", "Options:", "Commands:", "Show this message", "Error:", "Missing", "No such", "Try ", "[required]")


@pytest.mark.parametrize("command", [[], *([c] for c in COMMANDS)], ids=lambda c: "-".join(c) or "docgen")
def test_help_is_dutch(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "Gebruik: docgen" in text
    assert not [word for word in ENGLISH if word in text]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek", CASE], "Bedoelt u 'check'"),
        (["check"], "ontbreekt"),
        (["check", CASE, "--peildatm", "2026-11-22"], "--peildatum"),
        (["check", CASE, "--peildatum", "gisteren"], "jjjj-mm-dd"),
        (["render", CASE], "--out"),
        (["render", CASE, "--out", "uit", "--format", "odt"], "pdf, docx"),
        (["leesversie", "doelenbijlage"], "--out"),
    ],
)
def test_a_wrong_argument_gives_a_dutch_sentence_and_exit_code_1(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 1
    message = capsys.readouterr().err
    assert words in message
    assert not [word for word in ENGLISH if word in message]


def test_render_writes_each_document_in_word_and_pdf_with_its_sidecar(tmp_path: Path) -> None:
    assert cli.main(["render", CASE, "--out", str(tmp_path), *DAY]) == 0
    names = sorted(p.name for p in (tmp_path / "FR-2026-0147").iterdir())
    documents = [call.document for call in service.documents(service.load(Path(CASE)), dt.date(2026, 11, 22))]
    assert documents[:3] == ["driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder"]
    assert names == sorted(f"{d}.{f}{s}" for d in documents for f in ("pdf", "docx") for s in ("", ".herkomst.json"))
    sidecar = (tmp_path / "FR-2026-0147" / "doelenbijlage.pdf.herkomst.json").read_text(encoding="utf-8")
    assert json.loads(sidecar)["status"] == "definitief"
    assert "Meulen" not in sidecar
    assert "Lemmerweg" not in sidecar


def test_render_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    for folder in ("een", "twee"):
        assert cli.main(["render", CASE, "--out", str(tmp_path / folder), *DAY]) == 0
    one = {p.name: p.read_bytes() for p in (tmp_path / "een").rglob("*") if p.is_file()}
    two = {p.name: p.read_bytes() for p in (tmp_path / "twee").rglob("*") if p.is_file()}
    assert one == two


@pytest.mark.parametrize("format_", ["html", "txt", "json"])
def test_the_other_formats_are_written_too(format_: str, tmp_path: Path) -> None:
    assert cli.main(["render", CASE, "doelenbijlage", "--out", str(tmp_path), "--format", format_, *DAY]) == 0
    text = (tmp_path / "FR-2026-0147" / f"doelenbijlage.{format_}").read_text(encoding="utf-8")
    assert "Ik betaal de huur volledig" in text


def test_json_of_a_document_says_why_each_block_is_there(tmp_path: Path) -> None:
    arguments = ["render", CASE, "driepartijenovereenkomst", "--out", str(tmp_path), "--format", "json", *DAY]
    assert cli.main(arguments) == 0
    document = json.loads((tmp_path / "FR-2026-0147" / "driepartijenovereenkomst.json").read_text(encoding="utf-8"))
    leden = [b for b in document["blocks"] if b["kind"] == "lid"]
    assert all(b["bron"] and b["origin"] for b in leden)
    assert "huur.kale_huur" in json.dumps(document)


def test_a_document_that_does_not_exist_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["render", CASE, "huwelijksakte", "--out", str(tmp_path), *DAY]) == 4
    assert "huwelijksakte" in capsys.readouterr().err


def test_a_reading_copy_is_written_in_word_and_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["leesversie", "doelenbijlage", "--regeling", "friesland-2022", "--out", str(tmp_path), *DAY]) == 0
    names = {path.name for path in (tmp_path / "leesversie").iterdir()}
    assert {"doelenbijlage.docx", "doelenbijlage.pdf"} <= names
    assert "doelenbijlage.pdf" in capsys.readouterr().out


def test_a_reading_copy_takes_a_house_style_and_says_that_it_is_no_final_and_belongs_to_no_case(tmp_path: Path) -> None:
    style = str(Path(__file__).parents[1] / "fixtures" / "huisstijlen" / "wonen-de-terp.toml")
    wanted = ["leesversie", "waakvlamafspraken", "--regeling", "friesland-2022", "--format", "docx"]
    assert cli.main([*wanted, "--huisstijl", style, "--out", str(tmp_path), *DAY]) == 0
    (path,) = (tmp_path / "leesversie").glob("*.herkomst.json")
    sidecar = json.loads(path.read_text(encoding="utf-8"))
    assert sidecar["status"] == "in_bewerking"
    found = {name: sidecar["herkomst"][name] for name in ("leesversie", "zaaknummer", "paginacode")}
    assert found == {"leesversie": True, "zaaknummer": None, "paginacode": None}
    assert sidecar["herkomst"]["huisstijl"]


def test_a_reading_copy_of_a_text_that_does_not_exist_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["leesversie", "huwelijksakte", "--out", str(tmp_path), *DAY]) == 4
    assert "huwelijksakte" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_running_lease_calls_for_no_new_lease(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["documents", OMKLAP, "--json", *DAY]) == 0
    called = [row["document"] for row in json.loads(capsys.readouterr().out)["documenten"]]
    assert "driepartijenovereenkomst" not in called


def test_documents_says_what_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["documents", CASE, "--json", *DAY]) == 0
    rows = json.loads(capsys.readouterr().out)["documenten"]
    assert [row["document"] for row in rows][:3] == ["driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder"]
    assert all(row["reden"].endswith(".") for row in rows)


def test_documents_without_a_case_lists_all_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["documents", "--json"]) == 0
    names = [row["document"] for row in json.loads(capsys.readouterr().out)["documenten"]]
    assert "driepartijenovereenkomst" in names


def test_check_takes_several_cases_and_exits_with_the_worst(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "fout.json"
    wrong.write_text("{", encoding="utf-8")
    assert cli.main(["check", CASE, str(wrong), "--json", *DAY]) == 2
    cases = {row["zaak"] for row in json.loads(capsys.readouterr().out)["bevindingen"]}
    assert cases == {"FR-2026-0147", "fout.json"}


def test_check_gives_the_worst_finding_first_with_source_and_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check", CASE, "--json", *DAY])
    rows = json.loads(capsys.readouterr().out)["bevindingen"]
    order = ["blokkeert", "waarschuwt", "taak", "info"]
    assert [order.index(r["ernst"]) for r in rows] == sorted(order.index(r["ernst"]) for r in rows)
    assert all(r["bron"] and r["melding"].endswith(".") for r in rows)


def test_the_timeline_is_a_valid_calendar_without_names(tmp_path: Path) -> None:
    from icalendar import Calendar

    target = tmp_path / "zaak.ics"
    assert cli.main(["timeline", CASE, "--ics", str(target), *DAY]) == 0
    calendar = Calendar.from_ical(target.read_bytes())
    events = list(calendar.walk("VEVENT"))
    assert events
    assert all(event["dtend"].dt > event["dtstart"].dt for event in events)
    assert b"Meulen" not in target.read_bytes()
    assert b"\r\n" in target.read_bytes()


def test_schema_is_a_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == service.schema()


def test_a_concept_can_be_made_of_a_case_that_is_hardly_filled_in(tmp_path: Path) -> None:
    bare = tmp_path / "kaal.json"
    bare.write_text(
        json.dumps({"soort": "zaak", "zaaknummer": "FR-2027-1", "regeling": "friesland-2022"}), encoding="utf-8"
    )
    names = ["driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder"]
    arguments = ["render", str(bare), *names, "--out", str(tmp_path), "--concept", "--format", "txt", *DAY]
    assert cli.main(arguments) == 0
    text = (tmp_path / "FR-2027-1" / "driepartijenovereenkomst.txt").read_text(encoding="utf-8")
    assert "………" in text
    assert "Open punten in dit concept" in text
    assert "None" not in text


def test_an_override_of_an_agreements_rule_is_recorded_beside_the_file(tmp_path: Path) -> None:
    data = json.loads(Path(CASE).read_text(encoding="utf-8"))
    data["huurovereenkomst"]["uitzonderingsgronden"] = []
    path = tmp_path / "zaak.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert cli.main(["check", str(path), *DAY]) == 3
    data["afwijkingen"] = [
        {"regel": "FR-08", "motief": "Zonder deze vorm komt er geen woning.", "naam": "T. Hoekstra",
         "functie": "teamleider Verhuur", "datum": "2026-11-20"}
    ]  # fmt: skip
    path.write_text(json.dumps(data), encoding="utf-8")
    assert cli.main(["check", str(path), *DAY]) == 0
    assert cli.main(["render", str(path), "doelenbijlage", "--out", str(tmp_path), *DAY]) == 0
    sidecar = json.loads((tmp_path / "FR-2026-0147" / "doelenbijlage.pdf.herkomst.json").read_text(encoding="utf-8"))
    assert sidecar["herkomst"]["afwijkingen"][0]["regel"] == "FR-08"


def test_what_nobody_foresaw_gives_a_number_and_places_but_no_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> None:
        raise ValueError("mevrouw Van der Meulen, 999990019")

    monkeypatch.setattr(service, "load", broken)
    assert cli.main(["check", CASE, *DAY]) == 1
    message = capsys.readouterr().err
    assert "DOCGEN-001" in message
    assert "ValueError" in message
    assert "test_cli.py" in message
    assert "Meulen" not in message
    assert "999990019" not in message


def test_the_program_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docgen.cli", "check", CASE, *DAY], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "FR-57" in done.stdout
    assert "Traceback" not in done.stderr


def test_serve_says_what_the_machine_lacks_and_where_it_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(service, "health", lambda: ("Er ontbreekt iets.",))
    monkeypatch.setattr("docgen.cli.serve._run", lambda app, bind: app.config["ENGINE"].dispose())
    assert cli.main(["serve", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert 0 <= said.index("Er ontbreekt iets.") < said.index("http://127.0.0.1:8000/")
