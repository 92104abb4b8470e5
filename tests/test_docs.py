"""The papers say what the program does: every command, error, exit code and term."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from docgen import cli, errors, law
from docgen.rules import FACTS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def test_generated_pages_are_up_to_date() -> None:
    module = runpy.run_path(str(ROOT / "tools" / "docs.py"))
    assert module["main"](["--check"]) == 0


@pytest.mark.parametrize("command", sorted(cli.main_group.commands))
def test_the_manual_explains_every_command_and_option(command: str) -> None:
    manual = (DOCS / "handleiding.md").read_text(encoding="utf-8")
    assert f"docgen {command}" in manual
    for parameter in cli.main_group.commands[command].params:
        for option in (o for o in parameter.opts if o.startswith("--")):
            assert option in manual, f"docs/handleiding.md noemt {option} van {command} niet"


def test_the_manual_explains_every_exit_code() -> None:
    manual = (DOCS / "handleiding.md").read_text(encoding="utf-8")
    for family in errors.FAMILIES.values():
        assert re.search(rf"^\|\s*{family.exit_code}\s*\|", manual, re.MULTILINE), family.exit_code


def test_every_fact_stands_in_the_list_of_terms() -> None:
    terms = (DOCS / "woordenlijst.md").read_text(encoding="utf-8")
    assert [name for name in FACTS if f"`{name}`" not in terms] == []


def test_every_error_code_that_is_raised_has_a_row() -> None:
    pattern = re.compile(r"\"((?:ZAAK|INVOER|REGEL|TEKST|LAYOUT|MAAK|PAKKET|DOCGEN)-\d{3})\"")
    used = {c for p in (ROOT / "docgen").rglob("*.py") for c in pattern.findall(p.read_text(encoding="utf-8"))}
    assert used == set(errors.ROWS)


def test_no_sentence_of_an_error_asks_for_a_value_of_the_case() -> None:
    for code, row in errors.ROWS.items():
        assert "{waarde}" not in row.melding + row.advies, code


def test_the_manual_names_every_agreement_and_its_contract() -> None:
    manual = (DOCS / "handleiding.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^ *\| `(\S+-\d{4})` \|.*\| (.+?) \|$", manual, re.MULTILINE))
    assert sorted(rows) == sorted(law.regelingen())
    for name, contract in rows.items():
        vorm = law.load_regeling(name).contract.vorm
        made = vorm in law.load_regeling(name).teksten()
        assert contract.startswith(vorm if made else "geen")
