"""The real cases on 22 November 2026, as they stand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen.case import load
from docgen.errors import CaseProblem
from docgen.rules import Ernst, Outcome, evaluate
from tests.rules.cases import REAL

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
PEILDATUM = dt.date(2026, 11, 22)
D = dt.date.fromisoformat


def outcome(name: str, on: str = "2026-11-22") -> Outcome:
    return evaluate(load(CASES / f"{name}.json"), D(on))


@pytest.mark.parametrize("name", REAL)
def test_real_cases_have_no_blocking_finding(name: str) -> None:
    assert [f.code for f in outcome(name).findings if f.ernst is Ernst.BLOKKEERT] == []


def test_a_lease_to_be_made_calls_for_the_contract_its_annex_and_the_page_for_the_tenant() -> None:
    called = [call.document for call in outcome("friesland-driepartijen").calls]
    assert called[:4] == ["driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder", "ondersteuningsplan"]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("noordoostpolder-bewind",
         ["driepartijenovereenkomst", "begeleidingsovereenkomst", "doelenbijlage", "uitleg-huurder"]),
        ("alkmaar-verdiencontract",
         ["verdiencontract", "doelenbijlage", "uitleg-huurder", "perspectiefplan", "nabuurschapsafspraken"]),
        ("westfriesland-driehoek",
         ["driehoekscontract", "doelenbijlage", "perspectiefplan", "nadere-verplichtingen-huurschuld",
          "uitleg-huurder"]),
    ],
)  # fmt: skip
def test_contracts_that_belong_together_are_called_for_together(name: str, called: list[str]) -> None:
    assert [call.document for call in outcome(name).calls] == called


@pytest.mark.parametrize(("on", "holds"), [("2027-02-15", True), ("2027-02-16", False), ("2027-03-01", False)])
def test_a_lease_is_called_for_until_the_day_of_signing(on: str, holds: bool) -> None:
    called = {call.document for call in outcome("friesland-driepartijen", on).calls}
    assert (called >= {"driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder"}) is holds


def test_a_running_lease_calls_for_no_temporary_contract() -> None:
    called = {call.document for call in outcome("friesland-omklap").calls}
    assert not called & {"driepartijenovereenkomst", "doelenbijlage", "ondersteuningsplan"}


def test_findings_stand_worst_first() -> None:
    ranks = [list(Ernst).index(f.ernst) for f in outcome("friesland-driepartijen").findings]
    assert ranks == sorted(ranks)


def test_timeline_of_the_new_lease() -> None:
    found = {(m.code, m.datum.isoformat(), m.tot.isoformat() if m.tot else None) for m in
             outcome("friesland-driepartijen").moments}  # fmt: skip
    assert found >= {
        ("LAW-01", "2027-03-01", None),
        ("LAW-01", "2029-02-28", None),
        ("LAW-10", "2027-02-15", None),
        ("FR-39", "2027-02-15", None),
        ("FR-13", "2027-09-01", None),
        ("FR-13", "2028-03-01", None),
        ("FR-13", "2028-09-01", None),
        ("FR-06", "2027-03-01", None),
        ("FR-05", "2029-02-28", None),
        ("FR-14", "2028-10-28", "2028-11-28"),
        ("FR-15", "2028-10-28", None),
        ("LAW-03", "2028-12-01", "2029-01-28"),
        ("LAW-03", "2028-12-28", None),
        ("FR-56", "2028-12-28", None),
        ("FR-16", "2029-03-01", None),
    }


def test_moments_stand_in_order_of_time_and_each_has_a_source() -> None:
    moments = outcome("friesland-driepartijen").moments
    assert [m.datum for m in moments] == sorted(m.datum for m in moments)
    assert all(m.bron and m.wat for m in moments)


def test_after_the_decision_to_omklap_no_aanzegging_is_planned() -> None:
    found = outcome("friesland-omklap")
    assert {m.code for m in found.moments} & {"LAW-03", "FR-14"} == set()
    assert not [f for f in found.findings if f.code == "LAW-03"]


def test_after_the_decision_to_omklap_an_aanzegging_is_refused_to_whoever_asks() -> None:
    assert [f.code for f in outcome("friesland-omklap", "2026-12-15").blocking("aanzegging")] == ["LAW-18"]


def test_last_day_of_the_window_on_a_sunday_is_warned_for() -> None:
    warned = [f.melding for f in outcome("friesland-driepartijen").findings if f.code == "LAW-03"]
    assert warned == ["De laatste dag voor de ontvangst van de aanzegging is geen werkdag: zondag 28 januari 2029."]


def test_derived_values_of_the_new_lease() -> None:
    found = outcome("friesland-driepartijen").afgeleid
    assert found.exemplaren == "drievoud"
    assert tuple(dict.fromkeys(s.rol for s in found.ondertekenaars)) == ("verhuurder", "huurder", "zorgaanbieder")
    assert found.looptijd_in_maanden == 24
    assert found.omklapdatum == D("2029-03-01")
    assert found.rechtsgrond.artikel == "artikel 7:271 lid 2 BW"
    assert found.totaal_in_woorden == "zeshonderdvijfenvijftig euro en zesenveertig cent"
    assert found.evaluatiemomenten_in_woorden == "1 september 2027, 1 maart 2028 en 1 september 2028"
    assert found.betaaldag_in_woorden == "de eerste dag van de maand"
    assert [goal.id for goal in found.doelen_in_bijlage] == ["huur-op-tijd", "geen-overlast", "goed-huurder"]
    assert found.regeling_tekst.aanduiding == "het Convenant Weer Thuis van 28 januari 2022"
    assert found.begeleider.functie == "ambulant begeleider"
    assert found.verhuurder.naam == "Stichting Wonen De Terp"
    assert found.partijen[0].omschrijving == (
        "statutair gevestigd te Sneek, kantoorhoudende te 8601 CR Sneek, Marktstraat 15, ingeschreven in het "
        "handelsregister onder nummer 90001001, hierbij vertegenwoordigd door de heer T. Hoekstra, teamleider "
        "Verhuur, op grond van een volmacht"
    )


def test_regeling_that_we_do_not_have_is_a_problem_of_the_case() -> None:
    unknown = load(CASES / "friesland-driepartijen.json").model_copy(update={"regeling": "friesland-2019"})
    with pytest.raises(CaseProblem, match="ZAAK-910"):
        evaluate(unknown, PEILDATUM)


def test_a_toetreding_has_no_dates_and_only_the_rules_for_its_kind() -> None:
    found = outcome("toetreding-friesland", "2025-04-25")
    assert (found.moments, found.findings) == ((), ())
    assert [naam for naam, holds in found.facts.items() if holds] == ["toetreder_zorgaanbieder",
                                                                    "ondertekening_organisatie_bekend"]  # fmt: skip
    assert [f.code for f in outcome("toetreding-friesland").findings] == ["FR-57"]
