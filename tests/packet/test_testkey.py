from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen import cli
from docgen.packet.key import PASSWORD, open_key


def never(question: str) -> str:
    raise AssertionError(f"asked: {question}")


def test_the_command_makes_a_key_for_its_owner_alone_that_can_be_opened_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSWORD, "geheim woord")
    path = tmp_path / "proef.p12"
    assert cli.main(["testsleutel", "--out", str(path)]) == 0
    assert path.stat().st_mode & 0o077 == 0
    printed = capsys.readouterr()
    assert printed.out.strip() == str(path)
    assert "niet rechtsgeldig" in printed.err
    key = open_key(path, dt.datetime.now(dt.UTC), never, {PASSWORD: "geheim woord"})
    assert "TESTSLEUTEL" in key.wie


def test_the_command_never_overwrites_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "geheim woord")
    path = tmp_path / "zegel.p12"
    path.write_bytes(b"de echte sleutel")
    assert cli.main(["testsleutel", "--out", str(path)]) == 7
    assert path.read_bytes() == b"de echte sleutel"
    assert cli.main(["testsleutel", "--out", str(tmp_path / "geen" / "map.p12")]) == 7
