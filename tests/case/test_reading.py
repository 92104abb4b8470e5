"""Every way in which a file can fail to be a case is one clear sentence, and never a traceback."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from docgen import case, errors
from docgen.case import limits

MINIMAL = {"soort": "zaak", "zaaknummer": "FR-1", "regeling": "friesland-2022"}


def codes(content: bytes) -> list[str]:
    with pytest.raises(errors.CaseProblem) as caught:
        case.loads(content, "zaak.json")
    return [problem.code for problem in caught.value.problems]


def code_of_path(path: Path) -> str:
    with pytest.raises(errors.CaseProblem) as caught:
        case.load(path)
    (problem,) = caught.value.problems
    assert path.name in problem.melding
    return problem.code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert code_of_path(tmp_path / "weg.json") == "ZAAK-001"


def test_a_folder(tmp_path: Path) -> None:
    assert code_of_path(tmp_path) == "ZAAK-002"


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.json")
    assert code_of_path(tmp_path / "pijp.json") == "ZAAK-003"


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dicht.json"
    path.write_text("{}")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert code_of_path(path) == "ZAAK-003"


def test_a_name_that_the_system_cannot_have() -> None:
    with pytest.raises(errors.CaseProblem) as caught:
        case.load("zaak\0.json")
    assert caught.value.problems[0].code in {"ZAAK-001", "ZAAK-003"}


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "groot.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    assert code_of_path(path) == "ZAAK-004"


def test_bytes_over_the_limit_are_refused() -> None:
    assert codes(b" " * (limits.FILE_BYTES + 1)) == ["ZAAK-004"]


@pytest.mark.parametrize("opening", ["[", '{"huurder":', '[{"a":'])
def test_a_hundred_thousand_nested_brackets(opening: str) -> None:
    assert codes(opening.encode() * 100_000) == ["ZAAK-008"]


def test_a_byte_order_mark_of_utf_8_is_no_problem() -> None:
    assert case.loads(b"\xef\xbb\xbf" + json.dumps(MINIMAL).encode(), "zaak.json").zaaknummer == "FR-1"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_refused(encoding: str) -> None:
    assert codes(json.dumps(MINIMAL).encode(encoding)) == ["ZAAK-006"]


def test_latin_1_is_refused() -> None:
    assert codes('{"soort": "zaak", "regeling": "ë"}'.encode("latin-1")) == ["ZAAK-006"]


def test_a_sentence_about_wrong_json_says_where_and_shows_nothing() -> None:
    with pytest.raises(errors.CaseProblem) as caught:
        case.loads(b'{\n  "bsn": "999990019",,\n}', "zaak.json")
    (problem,) = caught.value.problems
    assert "regel 2" in problem.melding
    assert "999990019" not in f"{problem} {caught.value} {caught.value!r}"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 5000, "1." + "9" * 5000, "1e" + "9" * 25])
def test_what_is_no_number_is_told_at_its_place(number: str) -> None:
    content = json.dumps({**MINIMAL, "huur": {"kale_huur": "@"}}).replace('"@"', number)
    with pytest.raises(errors.CaseProblem) as caught:
        case.loads(content.encode(), "zaak.json")
    (problem,) = caught.value.problems
    assert problem.veld == "huur.kale_huur"
    assert problem.code in {"ZAAK-011", "ZAAK-032"}


@pytest.mark.parametrize("content", [b"[]", b"null", b"3", b'"zaak"', b"true"])
def test_what_is_no_object(content: bytes) -> None:
    assert codes(content) == ["ZAAK-009"]


def test_a_double_key_is_told_at_every_depth() -> None:
    content = json.dumps({**MINIMAL, "huur": {"betaaldag": "@"}}).replace('"@"', '1, "betaaldag": 2')
    assert codes(content.encode()) == ["ZAAK-010"]


def test_an_unreadable_name_of_a_file_is_not_repeated() -> None:
    with pytest.raises(errors.CaseProblem) as caught:
        case.loads(b"", "zaak\x1b[31m.json")
    assert "\x1b" not in caught.value.problems[0].melding


def test_five_megabytes_of_unknown_keys_are_refused_within_seconds() -> None:
    many = {**MINIMAL, "huurder": {f"achternaam{index}": 1 for index in range(100_000)}}
    assert len(codes(json.dumps(many).encode())) == 201
