"""Lease and support belong together, and neither ends the other by itself: in the texts and in what a case adds."""

from __future__ import annotations

import re
from typing import Any

import pytest

from docgen import content
from docgen.rules import RULES, Ernst
from docgen.rules.koppeling import ends_by_itself
from tests.rules.cases import COUPLED, NEW, SUBLET, judged, severities

W = Ernst.WAARSCHUWT
AGREED = "huurovereenkomst.aanvullende_afspraken"
TEXTS = [p for folder in ("contracts", "clauses", "letters", "plans") for p in
         sorted((content.templates_root() / folder).glob("*.md"))]  # fmt: skip

ENDING = [
    "De huur eindigt van rechtswege zodra de begeleiding stopt.",
    "Stopt de begeleiding, dan eindigt deze overeenkomst automatisch.",
    "Het huurcontract vervalt direct als de huurder de hulp weigert.",
    "Bij terugval eindigt de huurovereenkomst vanzelf.",
]
HARMLESS = [
    "De huur eindigt niet vanzelf als de begeleiding stopt.",
    "Geen van de twee overeenkomsten eindigt alleen doordat de andere eindigt.",
    "Stopt de begeleiding, dan overleggen de partijen over de huur.",
    "De huurder bespreekt wijzigingen aan de tuin vooraf met de verhuurder.",
    "De begeleiding stopt zodra de beschikking is afgelopen.",
]


@pytest.mark.parametrize("sentence", ENDING)
def test_trap_13_a_lease_that_ends_by_itself_is_recognised(sentence: str) -> None:
    assert ends_by_itself(sentence)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_other_agreements_are_left_alone(sentence: str) -> None:
    assert not ends_by_itself(sentence)


@pytest.mark.parametrize("base", [NEW, COUPLED, SUBLET])
def test_a_case_that_adds_such_a_clause_is_warned_under_every_agreement(base: str) -> None:
    assert severities(judged({}, base=base), "LAW-06") == []
    found = judged({AGREED: ["Goed.", f"Ook goed. {ENDING[0]}"]}, base=base)
    assert [(f.ernst, f.veld) for f in found.findings if f.code == "LAW-06"] == [(W, f"{AGREED}[1]")]


@pytest.mark.parametrize(
    ("changes", "veld"),
    [
        ({"begeleidingsovereenkomst": {"ingangsdatum": "2027-01-01", "inhoud": [ENDING[1]]}},
         "begeleidingsovereenkomst.inhoud[0]"),
        ({"omklap": {"aanvullende_afspraken": [ENDING[2]]}}, "omklap.aanvullende_afspraken[0]"),
        ({"gedragsaanwijzing": {"regels": [ENDING[3]]}}, "gedragsaanwijzing.regels[0]"),
        ({"gedragsaanwijzing": {"gevolg": ENDING[0]}}, "gedragsaanwijzing.gevolg"),
        ({"addenda": [{"nummer": 1, "wijzigingen": [{"nieuw": ENDING[0]}]}]}, "addenda[0].wijzigingen[0].nieuw"),
    ],
)  # fmt: skip
def test_every_place_where_a_case_adds_agreements_is_read(changes: dict[str, Any], veld: str) -> None:
    assert veld in [f.veld for f in judged(changes, base=COUPLED).findings if f.code == "LAW-06"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_trap_13_no_text_of_ours_lets_a_lease_end_by_itself(path: Any) -> None:
    text = re.sub(r"\{[#%{].*?[%}]?\}", " ", path.read_text(encoding="utf-8"))
    sentences = re.split(r"(?<=[.;:!?])\s+|\n", text)
    assert [s for s in sentences if ends_by_itself(s)] == []


def test_no_text_of_an_agreement_without_a_protocol_cites_one() -> None:
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        assert "NOP-19" not in text or "overlastprotocol" not in text.casefold(), path.name


def test_the_rule_is_part_of_the_law() -> None:
    assert RULES["LAW-06"].ernst is W
