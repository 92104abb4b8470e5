"""Every wrong case is refused with the code in its name, the exit code of its kind, and leaves no file behind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docgen import cli

BROKEN = sorted((Path(__file__).parents[1] / "fixtures" / "broken").glob("*"))
CODE = re.compile(r"^([A-Z]+-\d+)")
DAY = "2026-11-22"


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_a_wrong_case_is_refused_and_nothing_is_written(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    match = CODE.match(path.name)
    assert match, "de bestandsnaam begint met de code"
    expected = 2 if match[1].startswith("ZAAK") else 3
    assert cli.main(["check", str(path), "--peildatum", DAY, "--json"]) == expected
    found = json.loads(capsys.readouterr().out)["bevindingen"]
    assert match[1] in {row["code"] for row in found if row["ernst"] == "blokkeert"}
    assert cli.main(["render", str(path), "--out", str(tmp_path / "uit"), "--peildatum", DAY]) == expected
    assert not list(tmp_path.rglob("*.*"))


def test_there_are_broken_cases_of_both_kinds() -> None:
    kinds = {CODE.match(path.name)[1].partition("-")[0] for path in BROKEN}  # type: ignore[index]
    assert {"ZAAK", "FR", "LAW"} <= kinds
