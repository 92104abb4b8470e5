"""Every fact that the texts of West-Friesland and of the nota use, with a case that has it and one that has not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from docgen.case import CollegeNota, from_data
from docgen.rules import FACTS, evaluate
from tests.rules.cases import NEW, PEILDATUM, SUBLET, TRIANGLE, judged
from tests.rules.test_flevoland import NOTA
from tests.rules.test_flevoland import judged as judged_nota

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
DEBT = "huurschuld"


def talk(soort: str, approved: str | None = None) -> dict[str, Any]:
    return {"evaluaties": [{"soort": soort, "datum": PEILDATUM, "goedgekeurd_op": approved}]}


FORM = {"aanmeldformulier": {"volledig": True, "medeondertekend": None}}
# Fact, changes that make it hold, changes that make it not hold (both to the case of West-Friesland).
TABLE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("huurschuld_verplichtingen", {}, {DEBT: {"bedrag": "500.00"}}),
    ("huurschuld_afgelost", {f"{DEBT}.bedrag": "0.00"}, {f"{DEBT}.bedrag": None}),
    ("huurschuld_boven_grens", {f"{DEBT}.bedrag": "500.01"}, {f"{DEBT}.bedrag": "500.00"}),
    ("schuldhulp_toegelaten", {}, {f"{DEBT}.wgs_toegelaten_op": None}),
    ("huurschuld_termijn_bekend", {f"{DEBT}.termijnbedrag": "60.00"}, {}),
    ("huurschuld_betaler_bekend", {f"{DEBT}.betaald_door": "de budgetbeheerder"}, {}),
    ("evaluatierapport_termijn_bekend", {}, {"huurovereenkomst.ingangsdatum": None}),
    ("aanmelding_af_te_maken", FORM, {}),
    ("aanmelding_loopt", {"huurovereenkomst": None}, {}),
    ("corporaties_aan_te_melden", {"woning": None}, {"woning": None, "toetsing.uitkomst": "nee"}),
    ("evaluatierapport_te_verslaan", talk("evaluatierapport"), talk("evaluatierapport", PEILDATUM)),
    ("overleg_te_verslaan", talk("overlegverslag-clientniveau"), talk("overlegverslag-clientniveau", PEILDATUM)),
    ("afstemming_te_verslaan", talk("afstemmingsverslag"), talk("evaluatierapport")),
]


@pytest.mark.parametrize(("naam", "yes", "no"), TABLE, ids=[row[0] for row in TABLE])
def test_a_fact_and_its_opposite(naam: str, yes: dict[str, Any], no: dict[str, Any]) -> None:
    assert judged(yes, base=TRIANGLE).facts[naam]
    assert not judged(no, base=TRIANGLE).facts[naam]


# Fact, case under whose agreement it holds, case under whose agreement it does not.
SETTINGS = [
    ("gemeente_is_partij", TRIANGLE, NEW),
    ("toestemming_is_voorwaarde", TRIANGLE, NEW),
    ("plan_deels_voor_corporatie", SUBLET, TRIANGLE),
    ("transferpunt_bestaat", NEW, TRIANGLE),
]


@pytest.mark.parametrize(("naam", "yes", "no"), SETTINGS, ids=[row[0] for row in SETTINGS])
def test_what_an_agreement_sets_differs_by_agreement(naam: str, yes: str, no: str) -> None:
    assert judged({}, base=yes).facts[naam]
    assert not judged({}, base=no).facts[naam]


def test_the_corporatie_does_not_get_the_constraints_unless_a_setting_says_so() -> None:
    assert not judged({}, base=TRIANGLE).facts["randvoorwaarden_voor_corporatie"]


NOTA_TABLE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("argumenten_aanwezig", {}, {"argumenten": []}),
    ("kanttekeningen_aanwezig", {}, {"kanttekeningen": []}),
    ("nota_bijlagen_aanwezig", {}, {"bijlagen": []}),
    ("nota_beleid_bekend", {}, {"beleidsreferentie": None}),
    ("collegebesluit_bekend", {"besluit": {"datum": "2021-09-21"}}, {"besluit": {"uitkomst": "Aangehouden."}}),
    ("akkoord_ondertekening_bekend", {"ondertekening": {"datum": "2021-10-01"}}, {}),
    ("raadsinformatie_bekend", {}, {"raadsinformatie": None}),
    ("communicatie_bekend", {}, {"communicatie": None}),
]


@pytest.mark.parametrize(("naam", "yes", "no"), NOTA_TABLE, ids=[row[0] for row in NOTA_TABLE])
def test_a_fact_about_a_nota_and_its_opposite(naam: str, yes: dict[str, Any], no: dict[str, Any]) -> None:
    assert judged_nota(NOTA, yes).facts[naam]
    assert not judged_nota(NOTA, no).facts[naam]


def test_every_fact_of_these_texts_stands_in_a_table() -> None:
    modules = ("docgen.rules.driehoekteksten", "docgen.rules.notateksten")
    here = {naam for naam, found in FACTS.items() if found.vraag.__module__ in modules}
    tabled = {row[0] for row in (*TABLE, *SETTINGS, *NOTA_TABLE)} | {"randvoorwaarden_voor_corporatie"}
    assert here == tabled


def test_the_application_is_said_in_words_and_what_is_unknown_is_a_line_to_write_on() -> None:
    derived: Any = judged({"toetsing.geschikt": None}, base=TRIANGLE).afgeleid
    form = derived.aanmelding
    assert form.begeleider.replace("\u00a0", " ") == "Nadia Bos, 06 7778 8899"
    assert (form.voorziening, form.geschikt, form.kan_huur_betalen) == ("oud-AMV", None, "ja")
    assert (form.schuldsanering, form.bewindvoering, form.achterstand) == ("nee", "nee", "ja")
    assert derived.aanmelding_geprobeerd == (None,)
    assert [s.rol for s in derived.ondertekenaars_aanmelding] == ["huurder", "medehuurder", "zorgaanbieder"]


def test_reports_stand_newest_first() -> None:
    held = [{"soort": "evaluatierapport", "datum": day} for day in ("2026-05-01", "2026-11-01", "2027-05-01")]
    derived: Any = judged({"evaluaties": held}, base=TRIANGLE).afgeleid
    assert [report.evaluatie.datum for report in derived.evaluatierapporten] == [
        dt.date(2026, 11, 1),
        dt.date(2026, 5, 1),
    ]


def test_a_nota_of_another_agreement_is_judged_too() -> None:
    made = from_data({"soort": "collegenota", "zaaknummer": "N-1", "regeling": "westfriesland-2021",
                      "gemeente": {"naam": "Hoorn"}})  # fmt: skip
    assert isinstance(made, CollegeNota)
    assert evaluate(made, dt.date(2026, 11, 22)).calls == ()


OURS = "Stichting Thuis in West"
"""The zorgaanbieder of the case of West-Friesland."""


def handing_over(*organisations: str) -> dict[str, Any]:
    people = [{"naam": f"Begeleider {n}", "rol": "begeleider", "organisatie": o} for n, o in enumerate(organisations)]
    return {"evaluaties": [{"soort": "afstemmingsverslag", "datum": PEILDATUM, "aanwezigen": people}]}


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        (handing_over("Stichting Eerder", OURS), "Stichting Eerder", OURS),
        (handing_over(OURS, "Stichting Eerder", "Stichting Nog Eerder"), None, OURS),  # which of the two is not said
        (handing_over(OURS), None, OURS),
        (handing_over("Stichting Eerder"), None, OURS),  # ours was not there: the name may be a misspelling
        ({"overdracht": {"nieuwe_zorgaanbieder": {"naam": "Stichting Later"}}}, OURS, "Stichting Later"),
    ],
)
def test_who_hands_over_comes_from_the_change_or_the_talk_and_is_never_the_voorziening(
    changes: dict[str, Any], old: str | None, new: str
) -> None:
    found: Any = judged(changes, base=TRIANGLE).afgeleid
    assert (found.oude_zorgaanbieder_naam, found.nieuwe_zorgaanbieder_naam) == (old, new)
