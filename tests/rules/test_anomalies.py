"""What the sources contradict or leave out is kept and named in `check`, never silently corrected (domain.md §3)."""

from __future__ import annotations

import re

import pytest

from docgen.law import load_regeling, regelingen
from docgen.rules import Ernst, Finding
from tests.rules.cases import COUPLED, SUBLET, TRIANGLE, judged

SOFT = {Ernst.WAARSCHUWT, Ernst.INFO}


def named(base: str) -> list[Finding]:
    return [f for f in judged({}, base=base).findings if f.veld == "regeling"]


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (COUPLED, "Bijlage 2 van de werkafspraken"),
        (COUPLED, "geven de gemeente een rol bij de monitorgesprekken zonder haar partij te maken"),
        (COUPLED, "noemen geen ritme voor de monitorgesprekken"),
        (COUPLED, "te vroeg om als aanzegging te tellen"),
        (COUPLED, "de huur eindigt daardoor niet vanzelf"),
        (SUBLET, "Werkafspraak 6 heeft twee onderdelen a"),
        (SUBLET, "verlenging van de verdienwoning"),
        (SUBLET, "dragen geen datum en geen einddatum"),
        (SUBLET, "noemt geen leeftijd voor jongeren"),
        (TRIANGLE, "volgens §9.8 tekenen alleen cliënt/begeleider en corporatie"),
        (TRIANGLE, "volgens §9.6 houdt zij ook rekening met randvoorwaarden"),
        (TRIANGLE, "stuurgroep, die volgens §15 op 1 januari 2021 is opgeheven"),
        (TRIANGLE, "twee paragrafen 22"),
        (TRIANGLE, "Het schema van §5"),
        (TRIANGLE, "volgens de wet komt het onderzoek eerst"),
        (TRIANGLE, "zegt niet wie tot omzetten besluit"),
    ],
)
def test_an_anomaly_of_the_source_is_named(base: str, words: str) -> None:
    assert [f for f in named(base) if words in f.melding]


@pytest.mark.parametrize("base", [COUPLED, SUBLET, TRIANGLE])
def test_an_anomaly_blocks_nothing(base: str) -> None:
    assert named(base)
    assert {f.ernst for f in named(base)} <= SOFT
    assert not any(f.documenten for f in named(base) if f.ernst is Ernst.INFO)


@pytest.mark.parametrize("naam", regelingen())
def test_an_anomaly_has_a_rule_of_its_agreement_a_source_and_a_whole_sentence(naam: str) -> None:
    regeling = load_regeling(naam)
    families = {code.partition("-")[0] for code in regeling.regels}
    for row in regeling.anomalieen:
        assert re.fullmatch(r"[A-Z]+-\d{2}", row.regel)
        assert row.regel.partition("-")[0] in families
        assert row.melding.endswith(".") and row.bron
