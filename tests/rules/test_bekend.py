"""Every fact that says whether something is recorded, with a case that has it and one that has not."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.rules import FACTS
from tests.rules.cases import COUPLED, NEW, PEILDATUM, SUBLET, judged

CARE, FRAME, NEAR = "begeleidingsovereenkomst", "raamovereenkomst", "nabuurschap"
NUMBERS = {"storing_en_nood": {"crisis": "088 123", "buiten_kantooruren": "06 1", "verhuurder": "0527 1"}}
PLAN = "perspectiefplan"


def talk(soort: str, approved: str | None = None) -> dict[str, Any]:
    return {"evaluaties": [{"soort": soort, "datum": PEILDATUM, "goedgekeurd_op": approved}]}


# Fact, base, changes that make it hold, changes that make it not hold.
TABLE: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("beschikking_einddatum_bekend", COUPLED, {}, {"beschikking.einddatum": None}),
    ("beschikking_product_bekend", COUPLED, {}, {"beschikking.product": None}),
    ("beschikking_omvang_bekend", COUPLED, {}, {"beschikking": None}),
    ("begeleider_uren_bekend", COUPLED, {}, {"zorgaanbieder.contactpersonen.0.bereikbaar": None}),
    ("begeleiding_einddatum_bekend", COUPLED, {}, {f"{CARE}.einddatum": None}),
    ("begeleiding_inhoud_bekend", COUPLED, {}, {f"{CARE}.inhoud": []}),
    ("begeleiding_frequentie_bekend", COUPLED, {CARE: {"frequentie": "twee keer per week"}}, {}),
    ("begeleiding_plaats_bekend", COUPLED, {CARE: {"plaats": "thuis"}}, {}),
    ("evaluatiemomenten_bekend", COUPLED, {}, {"huurovereenkomst.evaluatiemomenten": []}),
    ("intake_bekend", SUBLET, {}, {"huurovereenkomst.toewijzingsdatum": None}),
    ("inschrijving_bekend", SUBLET, {}, {"inschrijving.nummer": None}),
    ("woning_geclusterd", SUBLET, {}, {"woning.ligging": "gespikkeld"}),
    ("woning_gespikkeld", SUBLET, {"woning.ligging": "gespikkeld"}, {}),
    ("zorgaanbieder_is_verhuurder", SUBLET, {}, {"zorgaanbieder": None}),
    ("ondersteuningsplan_bekend", SUBLET, {"ondersteuningsplan": {"themas": [{"thema": "netwerk"}]}}, {}),
    ("beschikking_leefgebieden_bekend", SUBLET, {}, {"beschikking.leefgebieden": []}),
    ("jongere", SUBLET, {"huurder.geboortedatum": "1999-01-02"}, {"huurder.geboortedatum": "1999-01-01"}),
    ("raamovereenkomst_begin_bekend", SUBLET, {FRAME: {"ingangsdatum": "2024-06-01"}}, {}),
    ("raamovereenkomst_einde_bekend", SUBLET, {FRAME: {"einddatum": "2028-06-01"}}, {}),
    ("raamovereenkomst_woningen_bekend", SUBLET, {FRAME: {"woningen": ["Bierkade 1"]}}, {}),
    ("raamovereenkomst_contractering_bekend", SUBLET, {FRAME: {"gecontracteerd_door": ["Alkmaar"]}}, {}),
    ("raamovereenkomst_ondertekend", SUBLET, {}, {FRAME: None}),
    ("raamovereenkomst_te_sluiten", SUBLET, {f"{FRAME}.datum_ondertekening": "2026-11-23"}, {}),
    ("nabuurschap_termijn_bekend", SUBLET, {}, {"huurovereenkomst.toewijzingsdatum": None}),
    ("nabuurschap_bekend", SUBLET, {}, {f"{NEAR}.afspraken": []}),
    ("kennismaking_bekend", SUBLET, {}, {f"{NEAR}.kennismaking": None}),
    ("planevaluatie_termijn_bekend", SUBLET, {f"{PLAN}.datum": None}, {"huurovereenkomst.ingangsdatum": None}),
    ("crisisnummer_bekend", COUPLED, NUMBERS, {}),
    ("noodnummer_bekend", COUPLED, NUMBERS, {}),
    ("storingsnummer_bekend", COUPLED, NUMBERS, {}),
    ("gebiedsteam_bekend", SUBLET, {}, {"gemeente.gebiedsteam": None}),
    ("doelen_in_bijlage_aanwezig", SUBLET, {}, {"doelen": []}),
    ("doelen_overig_aanwezig", SUBLET, {}, {"doelen.2.zichtbaar_voor_corporatie": True}),
    ("perspectief_behoefte", SUBLET, {f"{PLAN}.behoefte": "Rust."}, {PLAN: None}),
    ("perspectief_doelen", SUBLET, {f"{PLAN}.doelen": ["Wonen."]}, {}),
    ("perspectief_resultaten", SUBLET, {}, {f"{PLAN}.resultaten": []}),
    ("perspectief_middelen", SUBLET, {}, {f"{PLAN}.middelen": []}),
    ("perspectief_woonvaardigheden", SUBLET, {f"{PLAN}.woonvaardigheden": ["Koken."]}, {}),
    ("perspectief_woonwensen", SUBLET, {f"{PLAN}.woonwensen": "Dicht bij school."}, {}),
    (
        "verlenging_besloten",
        SUBLET,
        {"evaluaties": [{"soort": "overleg-maand-tien", "datum": PEILDATUM, "conclusie": "verlengen_verdienstadium"}]},
        {},
    ),
    ("einde_gewenst", COUPLED, {"vooraankondiging": {"gronden": []}}, {}),
    ("monitorgesprek_te_verslaan", COUPLED, talk("monitorgesprek"), talk("monitorgesprek", PEILDATUM)),
    ("evaluatiegesprek_te_verslaan", SUBLET, talk("evaluatiegesprek"), talk("monitorgesprek")),
    ("overleg_maand_tien_te_verslaan", SUBLET, talk("overleg-maand-tien", "2026-11-23"),
     talk("overleg-maand-tien", PEILDATUM)),
]  # fmt: skip


@pytest.mark.parametrize(("naam", "base", "yes", "no"), TABLE, ids=[row[0] for row in TABLE])
def test_a_fact_and_its_opposite(naam: str, base: str, yes: dict[str, Any], no: dict[str, Any]) -> None:
    assert judged(yes, base=base).facts[naam]
    assert not judged(no, base=base).facts[naam]


def test_every_fact_on_what_is_recorded_stands_in_the_table() -> None:
    here = {naam for naam, found in FACTS.items() if found.vraag.__module__ == "docgen.rules.bekend"}
    assert {row[0] for row in TABLE} == here
    assert all(FACTS[naam].omschrijving.endswith(".") for naam in here)


@pytest.mark.parametrize("naam", ["jongere", "nabuurschap_termijn_bekend", "planevaluatie_termijn_bekend",
                                  "zorgaanbieder_is_verhuurder"])  # fmt: skip
def test_an_agreement_that_sets_no_such_thing_answers_no(naam: str) -> None:
    assert not judged({}, base=NEW).facts[naam]
