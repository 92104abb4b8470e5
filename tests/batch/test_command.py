"""`docgen batch` as people and scripts use it: Dutch, with totals, and the exit code of the worst."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from pathlib import Path

import pytest

from docgen import cli, service
from docgen.batch.manifest import Manifest
from docgen.cli import batch as command
from tests.batch.conftest import DAY, Batch, case_of


def write(folder: Path, cases: list[dict[str, object]]) -> Path:
    source = folder / "zaken.jsonl"
    source.write_text("".join(json.dumps(data) + "\n" for data in cases))
    return source


def arguments(source: Path, out: Path, *more: str) -> list[str]:
    return ["batch", str(source), "--out", str(out), "--format", "txt", "--jobs", "1", *more]


def test_what_the_machine_lacks_is_said_before_the_first_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(service, "health", lambda formats: tuple(f"Voor {one} ontbreekt iets." for one in formats))
    source = write(tmp_path, [case_of(1, lievelingskleur="blauw")])
    assert cli.main(arguments(source, tmp_path / "uit")) == 2
    said = capsys.readouterr().err
    assert said.index("Voor txt ontbreekt iets.") < said.index("ZAAK-051")


def test_totals_and_the_exit_code_of_the_worst_are_told_and_a_second_run_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path, [case_of(1), case_of(2, lievelingskleur="blauw")])
    day = ["--peildatum", DAY.isoformat()]
    assert cli.main(arguments(source, tmp_path / "uit", *day)) == 2
    said = capsys.readouterr()
    assert "2 zaken, beoordeeld op 2026-11-22; 1 met fouten." in said.out
    assert "gemaakt" in said.out
    assert "regel 2 AL-2026-0002: ZAAK-051" in said.err
    assert cli.main(arguments(source, tmp_path / "uit", *day)) == 2
    again = capsys.readouterr().out
    assert "ongewijzigd" in again
    assert "gemaakt" not in again


def test_going_on_after_midnight_is_still_the_same_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [case_of(number) for number in (1, 2, 3)]
    batch = Batch(tmp_path / "uit")
    batch.run(cases, stop=lambda: len(batch.told) >= 1)
    monkeypatch.setattr(command, "today", lambda: DAY + dt.timedelta(days=1))
    assert cli.main(arguments(write(tmp_path, cases), batch.out, "--resume")) == 0
    with Manifest(batch.out) as manifest:
        assert manifest.finished
        assert manifest.last
        assert manifest.last.peildatum == DAY.isoformat()
    capsys.readouterr()


def test_an_unfinished_batch_asks_for_resume(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = Batch(tmp_path / "uit")
    cases = [case_of(number) for number in (1, 2, 3)]
    batch.run(cases, stop=lambda: len(batch.told) >= 1)
    assert cli.main(arguments(write(tmp_path, cases), batch.out)) == 1
    said = capsys.readouterr().err
    assert "DOCGEN-012" in said
    assert "--resume" in said
    assert "gestopt" not in said


def test_a_full_disk_stops_the_command_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        code = cli.main(arguments(write(tmp_path, [case_of(1)]), tmp_path / "uit"))
    assert code == 6
    said = capsys.readouterr().err
    assert "MAAK-911" in said
    assert "--resume" in said


@pytest.mark.parametrize("jobs", ["0", "veel", "257", "-1", "1.5", "99999"])
def test_a_wrong_number_of_jobs_is_refused_in_dutch(
    jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path, [case_of(1)])
    assert cli.main(["batch", str(source), "--out", str(tmp_path / "uit"), "--jobs", jobs]) == 1
    assert "van 1 tot en met 256" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_without_a_terminal_progress_comes_in_plain_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_EVERY", 0.0)
    source = write(tmp_path, [case_of(number) for number in (1, 2, 3)])
    assert cli.main(arguments(source, tmp_path / "uit", "--peildatum", DAY.isoformat())) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all("van 3 zaken, 0 met fouten, " in line and " per seconde" in line for line in lines)
    assert "," in lines[0].split(" met fouten, ")[1].split(" per")[0]
