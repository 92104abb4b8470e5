"""Every rule of the agreements and the law is accounted for: judged by the program, or said why not."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from docgen import content
from docgen.law import load_regeling, regelingen
from docgen.law.buiten import load_buitenregels
from docgen.law.ontvangers import Rol, load_ontvangers
from docgen.rules import RULES

ROOT = Path(__file__).parents[1]
LAST = {"FR": 79, "NOP": 22, "FL": 6, "AL": 24, "WF": 31, "LAW": 22}
"""The number of the last rule of each family; they are numbered without a gap."""
EVERY = [f"{family}-{number:02d}" for family, last in LAST.items() for number in range(1, last + 1)]
OUTSIDE = {row.code: row for row in load_buitenregels()}


def test_no_rule_is_left_out_and_none_is_counted_twice() -> None:
    assert sorted({*RULES, *OUTSIDE}) == sorted(EVERY)
    assert set(RULES) & set(OUTSIDE) == set()
    assert len(load_buitenregels()) == len(OUTSIDE)


@pytest.mark.parametrize("code", EVERY)
def test_the_page_of_rules_says_of_each_what_it_asks_and_where_it_is_met(code: str) -> None:
    page = (ROOT / "docs" / "regels.md").read_text(encoding="utf-8")
    rows = re.findall(rf"^\| {code} \|(.+)\|$", page, re.MULTILINE)
    assert len(rows) == 1
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", rows[0])]
    assert len(cells) == 5
    assert all(cells), code  # a rule of the program without a test would leave its last cell empty


def test_the_page_is_made_of_the_rules_of_today() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "docs.py"))["rules_page"]()
    assert (ROOT / "docs" / "regels.md").read_text(encoding="utf-8") == made


@pytest.mark.parametrize("code", [code for code, row in OUTSIDE.items() if row.waar == "tekst"])
def test_a_rule_that_only_a_clause_can_meet_is_cited_by_a_text(code: str) -> None:
    texts = (path.read_text(encoding="utf-8") for path in content.templates_root().rglob("*.md"))
    assert any(re.search(rf'bron="[^"]*\b{code}\b', text) for text in texts)


def test_what_only_a_clause_can_meet_is_demanded_by_the_agreement() -> None:
    demanded = {code for naam in regelingen() for code in load_regeling(naam).contract.verplichte_clausules}
    demanded |= {c for naam in regelingen() for o in load_regeling(naam).overeenkomsten for c in o.verplichte_clausules}
    clauses = {code for code in OUTSIDE if code.startswith(("NOP", "AL", "WF")) and OUTSIDE[code].waar == "tekst"}
    assert clauses <= demanded


def test_rules_that_the_table_of_recipients_meets_are_met_by_it() -> None:
    assert {code for code, row in OUTSIDE.items() if row.waar == "ontvangers"} == {"FR-23", "FR-45"}
    friesland = load_ontvangers("friesland-2022")
    plan, message = friesland.rij("ondersteuningsplan"), friesland.rij("aanmeldbericht")
    assert plan is not None and Rol.WONINGCORPORATIE not in (*plan.geheel, *plan.deel)
    assert message is not None and Rol.WONINGCORPORATIE in message.geheel


@pytest.mark.parametrize("code", OUTSIDE)
def test_a_rule_that_is_not_for_the_program_says_why_in_whole_sentences(code: str) -> None:
    row = OUTSIDE[code]
    assert row.regel.endswith(".") and row.reden.endswith(".") and row.bron
    assert len(row.reden) > 40
