"""A batch from a table on the command line: proposal, mapping, report and corrections, and back in again."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from docgen import cli

BATCH = Path(__file__).parents[2] / "fixtures" / "batch"
DAY = ("--peildatum", "2026-11-22", "--format", "docx", "--jobs", "1")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_wrong_row_comes_back_is_mended_and_fed_back_in(tmp_path: Path) -> None:
    for name in ("doelen.csv", "sjabloon.json", "koppeling.toml"):
        shutil.copy(BATCH / name, tmp_path)
    text = (BATCH / "zaken.csv").read_text(encoding="utf-8")
    (tmp_path / "zaken.csv").write_text(text.replace("28-2-2029;", "straks;", 1), encoding="utf-8")
    mapping, out = str(tmp_path / "koppeling.toml"), str(tmp_path / "uit")
    mend, told = tmp_path / "verbeteren.csv", tmp_path / "verslag.csv"
    batch = ["batch", str(tmp_path / "zaken.csv"), "--koppeling", mapping, "--out", out, *DAY]
    assert cli.main([*batch, "--report", str(told), "--correcties", str(mend)]) == 3
    first = table(told)[0]
    assert (first["plaats"], first["uitkomst"], first["codes"]) == ("rij 2", "mislukt", "INVOER-042")
    assert first["velden"] == "huurovereenkomst.einddatum"
    assert "Meulen" not in told.read_text(encoding="utf-8")
    wrong = table(mend)[0]
    assert (wrong["docgen: plaats"], wrong["Achternaam"], wrong["Einde huur"]) == ("rij 2", "Meulen", "straks")
    mend.write_text(mend.read_text(encoding="utf-8").replace("straks", "28-2-2029"), encoding="utf-8")
    cli.main(["batch", str(mend), "--koppeling", mapping, "--out", out, *DAY])
    assert (tmp_path / "uit" / "FR-2027-0201" / "driepartijenovereenkomst.docx").is_file()


def test_a_proposal_is_printed_and_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["batch", str(BATCH / "zaken.csv"), "--map", "--out", str(tmp_path / "uit")]) == 0
    assert capsys.readouterr().out.startswith("# Koppeling bij zaken.csv")
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 1), (["--out", "u", "--report", "r.pdf"], 2), (["--out", "u", "--correcties", "c.xlsx"], 2)],
)
def test_what_cannot_be_written_in_the_end_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        cli.main(["batch", str(BATCH / "zaken.csv"), "--koppeling", str(BATCH / "koppeling.toml"), *arguments]) == code
    )
    assert list(tmp_path.iterdir()) == []
