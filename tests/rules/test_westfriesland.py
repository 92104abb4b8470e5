"""A table per rule of West-Friesland: what passes, what it finds, and the day on which it turns."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from docgen import nl
from docgen.case import Toetreding, load
from docgen.law import load_regeling
from docgen.rules import RULES, Ernst, evaluate
from docgen.rules.bevoegdheid import ondertekenaars
from docgen.rules.context import Context
from tests.rules.cases import PEILDATUM, TRIANGLE, judged, severities

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
B, W, T, I = Ernst.BLOKKEERT, Ernst.WAARSCHUWT, Ernst.TAAK, Ernst.INFO  # noqa: E741

S, E = "huurovereenkomst.ingangsdatum", "huurovereenkomst.einddatum"
SIGNED = "huurovereenkomst.ondertekening.datum"
BORN, FROM = "huurder.geboortedatum", "herkomst.voorziening"
DEBT, WGS, EXTRA = "huurschuld.bedrag", "huurschuld.wgs_toegelaten_op", "huurschuld.nadere_verplichtingen"
LEFT = "huurschuld.laatste_woning_verlaten_met_achterstand"
FORM, PLAN, CHECK = "aanmeldformulier", "perspectiefplan", "toetsing"
THERE = [
    {"naam": "Y. Gebremedhin", "rol": "huurder", "aanwezig": True},
    {"naam": "P. Ligthart", "rol": "uitstroomcoördinator", "aanwezig": True},
    {"naam": "Tim Kok", "rol": "woonconsulent", "aanwezig": True},
]
MET = [{"doel": name, "resultaat": "behaald"} for name in ("huur", "woongedrag", "plan")]


def talk(soort: str, on: str, **changes: Any) -> dict[str, Any]:
    whole = {"aanleiding": "Geluid.", "besluit": "Door.", "overwegingen": "Het gaat goed.", "aanwezigen": THERE,
             "visie_huurder": "Goed.", "wensen": "Blijven.", "doelen": MET, "goedgekeurd_op": on}  # fmt: skip
    return {"evaluaties": [{"soort": soort, "datum": on} | whole | changes]}


def meeting(on: str = "2027-06-01", **changes: Any) -> dict[str, Any]:
    return talk("overlegverslag-clientniveau", on, **changes)


def handover(on: str = "2027-06-01", **changes: Any) -> dict[str, Any]:
    return talk("afstemmingsverslag", on, **changes)


def reports(*days: str) -> dict[str, Any]:
    return {"evaluaties": [{"soort": "evaluatierapport", "datum": day} for day in days]}


def consent(n: int, **changes: Any) -> dict[str, Any]:
    return {f"toestemmingen.{n}.{name}": value for name, value in changes.items()}


def asked(soort: str, on: str, decided: str | None = None) -> dict[str, Any]:
    return {"aanvragen": [{"soort": soort, "ontvangen_op": on, "besluit_op": decided}]}


def dispute(onderwerp: str | None, *views: tuple[str, str], on: str | None = "2027-03-01") -> dict[str, Any]:
    rows = [{"partij": who, "datum": day} for who, day in views]
    return {"geschil": {"partij": "gemeente", "datum": on, "onderwerp": onderwerp, "zienswijzen": rows}}


SIGNAL = {"signaal": {"datum": "2027-05-03", "punten": [{"beter": "Geen geluid na elf uur."}]}}
BOTH = (("woningcorporatie", "2027-03-15"), ("zorgaanbieder", "2027-03-15"))

Row = tuple[str, dict[str, Any], str, list[Ernst]]

# The anomalies of the source (test_anomalies.py) come on top.
NAMED = {"WF-01": [W], "WF-03": [I], "WF-04": [I], "WF-10": [I], "WF-22": [I]}

ROWS: list[Row] = [
    ("WF-01", {}, PEILDATUM, []),
    ("WF-01", {"gemeente": None}, PEILDATUM, [B]),  # trap 4: here the gemeente is a party
    ("WF-01", {"gemeente.ondertekenaars": []}, PEILDATUM, [B]),
    ("WF-01", {"zorgaanbieder.ondertekenaars": []}, PEILDATUM, []),  # and the zorgaanbieder is none
    ("WF-01", {"huurder": None}, PEILDATUM, [B]),
    ("WF-01", {"huurovereenkomst.vorm": "driepartijenovereenkomst"}, PEILDATUM, [B]),
    ("WF-01", {"beschikking": None}, PEILDATUM, [B]),
    ("WF-01", {"beschikking.gemeente": "Hoorn"}, PEILDATUM, [B]),
    ("WF-01", {"beschikking.ingangsdatum": "2027-02-02"}, PEILDATUM, [W]),
    ("WF-01", {"beschikking.ingangsdatum": "2027-01-31"}, PEILDATUM, []),
    ("WF-02", {}, PEILDATUM, []),
    ("WF-02", {E: "2029-01-31"}, PEILDATUM, []),
    ("WF-02", {E: "2029-02-01"}, PEILDATUM, [B]),  # trap 2: two years plus one day
    ("WF-02", {E: "2027-07-31"}, PEILDATUM, []),  # shorter than a year
    ("WF-02", {S: "2028-02-29", E: "2030-02-28"}, PEILDATUM, [B]),
    ("WF-02", {E: None}, PEILDATUM, [B]),
    ("WF-02", {"huurovereenkomst": None}, PEILDATUM, [B]),  # for whoever asks for it
    ("WF-03", {}, PEILDATUM, []),
    ("WF-03", {"doelen.0.omklapvoorwaarde": False}, PEILDATUM, [B]),
    ("WF-03", {"doelen.1.zichtbaar_voor_corporatie": False}, PEILDATUM, [B]),
    ("WF-03", {"doelen": []}, PEILDATUM, [B, B, B]),
    ("WF-03", {"huur.betaaldag": 2}, PEILDATUM, [W]),  # trap 31: per the first of the month
    ("WF-03", meeting(conclusie="omklappen"), "2027-06-02", []),
    ("WF-03", meeting(conclusie="omklappen", doelen=MET[:2]), "2027-06-02", [B]),
    ("WF-03", meeting(conclusie="omklappen", doelen=[*MET[:2], {"doel": "plan", "resultaat": "deels_behaald"}]),
     "2027-06-02", [B]),
    ("WF-04", {}, PEILDATUM, [I]),  # trap 18: the partner is a candidate too
    ("WF-04", {"medehuurders": []}, PEILDATUM, []),
    ("WF-04", {"medehuurders.0.relatie": "overig"}, PEILDATUM, []),
    ("WF-04", {"medehuurders": [], BORN: "2002-10-31"}, PEILDATUM, []),  # 23 on the last day, proposed on 30 October
    ("WF-04", {"medehuurders": [], BORN: "2002-10-30"}, PEILDATUM, [B]),  # 24 that day
    ("WF-04", {"medehuurders": [], BORN: "2008-10-30"}, PEILDATUM, []),  # 18 that day
    ("WF-04", {"medehuurders": [], BORN: "2008-10-31"}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], BORN: "1990-01-01", FROM: "beschermd_wonen"}, PEILDATUM, []),
    ("WF-04", {"medehuurders": [], BORN: "1990-01-01", FROM: "jeugdhulp_met_verblijf"}, PEILDATUM, []),
    ("WF-04", {"medehuurders": [], FROM: "detentie"}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], FROM: None}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], CHECK: None}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], f"{CHECK}.uitkomst": "nee"}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], f"{CHECK}.telefonisch_bereikbaar": False}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], f"{CHECK}.kan_huur_betalen": None}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], PLAN: None}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], f"{PLAN}.medeondertekend_op": None}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], f"{PLAN}.medeondertekend_op": "2027-01-18"}, PEILDATUM, []),
    ("WF-04", {"medehuurders": [], f"{PLAN}.medeondertekend_op": "2027-01-19"}, PEILDATUM, [B]),
    ("WF-04", {"medehuurders": [], f"{PLAN}.motivatie": None}, PEILDATUM, [W]),
    ("WF-05", {}, PEILDATUM, []),
    ("WF-05", {EXTRA: []}, PEILDATUM, [B]),
    ("WF-05", {EXTRA: [], LEFT: False}, PEILDATUM, []),
    ("WF-05", {LEFT: None}, PEILDATUM, [W]),
    ("WF-05", {"huurschuld": None}, PEILDATUM, []),
    ("WF-06", {}, PEILDATUM, []),
    ("WF-06", {DEBT: "500.00", WGS: None}, PEILDATUM, []),  # trap 15: strictly more than € 500
    ("WF-06", {DEBT: "500.01", WGS: None}, PEILDATUM, [B]),
    ("WF-06", {DEBT: "500.01", WGS: "2027-01-18"}, PEILDATUM, []),  # the day of signing itself
    ("WF-06", {DEBT: "500.01", WGS: "2027-01-19"}, PEILDATUM, [B]),  # trap 15: before signing
    ("WF-06", {WGS: "2027-01-31", SIGNED: None}, PEILDATUM, []),  # the first day of the lease is 1 February
    ("WF-06", {DEBT: None, WGS: None}, PEILDATUM, []),  # niet vastgelegd
    ("WF-07", {}, PEILDATUM, []),
    ("WF-07", {"inschrijving": None}, PEILDATUM, [B]),
    ("WF-07", {"inschrijving.systeem": "SVNK"}, PEILDATUM, [B]),
    ("WF-08", {}, PEILDATUM, []),
    ("WF-08", {"toestemmingen": []}, PEILDATUM, [B, B]),
    ("WF-08", consent(0, datum="2026-10-31"), PEILDATUM, [B]),  # trap 28: beforehand, the form is of 30 October
    ("WF-08", consent(1, datum="2027-01-18"), "2027-01-18", []),
    ("WF-08", consent(1, datum="2027-01-19"), "2027-01-19", [B]),
    ("WF-08", consent(1, ingetrokken_op=PEILDATUM), PEILDATUM, [B]),
    ("WF-08", consent(0, grondslag="overeenkomst"), PEILDATUM, [B]),
    ("WF-09", {}, PEILDATUM, []),
    ("WF-09", {FORM: None}, PEILDATUM, [B]),
    ("WF-09", {f"{FORM}.volledig": False}, PEILDATUM, [B]),
    ("WF-09", {f"{FORM}.volledig": None, f"{FORM}.medeondertekend": False}, PEILDATUM, [B, B]),
    ("WF-10", {}, PEILDATUM, []),
    ("WF-10", consent(1, gegevens=["personalia", "perspectiefplan"]), PEILDATUM, [B]),  # trap 12: a whitelist
    ("WF-10", consent(1, gegevens=["schuldsanering", "Bewindvoering"]), PEILDATUM, []),
    ("WF-11", {}, "2027-07-31", []),
    ("WF-11", {}, "2027-08-01", [T]),  # plus(S, 6), counted from the letting
    ("WF-11", reports("2027-08-01"), "2028-01-31", []),
    ("WF-11", reports("2027-08-01"), "2028-02-01", [T]),  # plus(S, 12)
    ("WF-11", reports("2027-08-01", "2028-02-01"), "2028-07-31", []),  # trap 19: the first year only
    ("WF-11", reports("2027-01-31"), "2027-08-01", [T]),  # of before this lease
    ("WF-12", {}, PEILDATUM, []),
    ("WF-12", asked("wmo_begeleiding", "2026-11-08"), PEILDATUM, [T]),  # 14 days: today is the last
    ("WF-12", asked("wmo_begeleiding", "2026-11-07"), PEILDATUM, [W]),
    ("WF-12", asked("wmo_begeleiding", "2026-11-07", "2026-11-21"), PEILDATUM, []),
    ("WF-12", asked("wmo_begeleiding", "2026-11-07", "2026-11-22"), PEILDATUM, [W]),  # trap 16: no weekend shift
    ("WF-12", asked("bijzondere_bijstand", "2026-11-10"), PEILDATUM, [T]),
    ("WF-12", asked("wmo_begeleiding", "2026-11-23"), PEILDATUM, []),
    ("WF-13", {}, "2027-01-17", [I]),
    ("WF-13", {}, "2027-01-18", []),
    ("WF-14", {}, PEILDATUM, [I]),
    ("WF-14", {"gemeente.gemeentecode": "0361"}, PEILDATUM, [I]),
    ("WF-14", {"gemeente.gemeentecode": None}, PEILDATUM, []),
    ("WF-15", meeting(), "2027-06-02", []),
    ("WF-15", meeting(aanleiding=None), "2027-06-02", [B]),
    ("WF-15", meeting(besluit=None, overwegingen=None), "2027-06-02", [B, B]),
    ("WF-15", meeting(aanwezigen=[]), "2027-06-02", [B]),
    ("WF-15", meeting(goedgekeurd_op=None), "2027-06-02", [T]),
    ("WF-15", meeting(goedgekeurd_op=None, conclusie="omklappen"), "2027-06-02", [B]),
    ("WF-16", handover(), "2027-06-02", []),
    ("WF-16", handover(visie_huurder=None), "2027-06-02", [B]),
    ("WF-16", handover(wensen=None), "2027-06-02", [B]),
    ("WF-16", handover(aanwezigen=[]), "2027-06-02", [B]),
    ("WF-16", handover(doelen=[]), "2027-06-02", [W]),
    ("WF-16", handover(goedgekeurd_op=None), "2027-06-02", [T]),
    ("WF-17", {}, PEILDATUM, [B, B]),  # only for whoever asks for the aanzegging
    ("WF-17", SIGNAL | meeting(conclusie="beeindigen"), "2027-06-02", []),
    ("WF-17", meeting(conclusie="beeindigen"), "2027-06-02", [B]),
    ("WF-17", SIGNAL | meeting("2027-05-02", conclusie="beeindigen"), "2027-06-02", [B]),  # the wrong order
    ("WF-17", SIGNAL | meeting(conclusie="beeindigen", aanwezigen=THERE[:2]), "2027-06-02", [W]),
    ("WF-17", SIGNAL | talk("evaluatierapport", "2027-06-01", conclusie="beeindigen"), "2027-06-02", [B]),
    ("WF-17", meeting(conclusie="omklappen"), "2027-06-02", []),
    ("WF-18", {}, PEILDATUM, []),
    ("WF-18", {"afwijkingen": [{"regel": "WF-04"}]}, PEILDATUM, [I]),
    ("WF-19", {}, PEILDATUM, []),
    ("WF-19", dispute("uitleg"), "2027-03-15", [T]),  # the date on the notice + 14 days
    ("WF-19", dispute("uitleg"), "2027-03-16", [W]),
    ("WF-19", dispute("uitleg", *BOTH), "2027-03-15", []),
    ("WF-19", dispute("uitleg", BOTH[0]), "2027-03-15", [T]),
    ("WF-19", dispute("uitleg", BOTH[0], ("zorgaanbieder", "2027-03-16")), "2027-03-16", [W]),
    ("WF-19", dispute("uitleg", on=None), "2027-03-16", [W]),
    ("WF-20", {}, "2020-12-31", [W]),
    ("WF-20", {}, "2021-01-01", []),
    ("WF-20", {}, "2035-01-01", []),  # without an end
    ("WF-22", {}, PEILDATUM, []),
    ("WF-22", {"doelen.1.thema": "schulden"}, PEILDATUM, [B]),  # trap 3
    ("WF-25", meeting(), "2027-06-02", []),
    ("WF-25", meeting(aanwezigen=THERE[1:]), "2027-06-02", [W]),
    ("WF-25", meeting(aanwezigen=THERE[:1]), "2027-06-02", [W]),
    ("WF-25", meeting(aanwezigen=[THERE[0] | {"aanwezig": False}, THERE[1]]), "2027-06-02", [W]),
    ("WF-27", {}, "2028-04-29", []),
    ("WF-27", {}, "2028-04-30", [T]),  # plus(2028-07-31, -3)
    ("WF-27", {}, "2028-07-31", [T]),
    ("WF-27", {}, "2028-08-01", []),
    ("WF-27", asked("wmo_begeleiding", "2028-05-01"), "2028-05-02", []),
    ("WF-28", {}, "2026-11-08", []),
    ("WF-28", {}, "2026-11-09", [I]),
    ("WF-28", {}, "2027-01-31", [I]),
    ("WF-28", {}, "2027-02-01", []),
    ("WF-29", {}, PEILDATUM, []),
    ("WF-29", {"overdracht": {"datum": "2027-07-01"}}, "2027-06-02", [I]),
    ("WF-29", {"overdracht": {"datum": "2027-07-01"}} | handover(), "2027-06-02", []),
    ("WF-30", dispute("uitvoering"), "2027-03-02", []),
    ("WF-30", dispute("naleving"), "2027-03-02", []),
    ("WF-30", dispute("anders"), "2027-03-02", [W]),
    ("WF-30", dispute(None), "2027-03-02", [W]),
    ("WF-31", {}, PEILDATUM, []),
    ("WF-31", {"beschikking.aanbieder": "Stichting Wonen met Steun"}, PEILDATUM, [I]),
    ("WF-31", {"beschikking.aanbieder": "Stichting Thuis in West"}, PEILDATUM, []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "on", "expected"), ROWS)
def test_a_home_on_condition_of_support(code: str, changes: dict[str, Any], on: str, expected: list[Ernst]) -> None:
    found = severities(judged(changes, on, TRIANGLE), code)
    for named in NAMED.get(code, []):
        found.remove(named)
    assert sorted(found) == sorted(expected)


def test_every_rule_of_west_friesland_stands_in_the_table() -> None:
    about_a_case = {code for code, found in RULES.items() if code.startswith("WF-") and "zaak" in found.soorten}
    assert about_a_case == {row[0] for row in ROWS}


def test_the_contract_is_signed_by_both_tenants_the_corporatie_and_the_gemeente() -> None:
    derived: Any = judged({}, base=TRIANGLE).afgeleid
    assert [s.rol for s in derived.ondertekenaars] == ["verhuurder", "huurder", "medehuurder", "gemeente"]
    assert derived.exemplaren == "viervoud"
    assert [p.naam for p in derived.partijen][-1] == "gemeente Medemblik"


def test_the_debt_concerns_corporatie_and_huurder_and_not_the_partner() -> None:
    derived: Any = judged({}, base=TRIANGLE).afgeleid
    assert [s.rol for s in derived.ondertekenaars_huurschuld] == ["verhuurder", "huurder"]
    assert derived.exemplaren_huurschuld == "tweevoud"
    assert derived.huurschuld_grens == nl.Bedrag(50000)


def test_who_signs_is_a_setting_a_region_that_follows_9_8_leaves_the_gemeente_out() -> None:
    regeling = load_regeling("westfriesland-2021")
    two = tuple(row for row in regeling.contract.partijen if row.veld != "gemeente")
    other = dataclasses.replace(regeling, contract=dataclasses.replace(regeling.contract, partijen=two))
    ctx = Context(load(CASES / f"{TRIANGLE}.json"), other, dt.date.fromisoformat(PEILDATUM))
    assert [s.rol for s in ondertekenaars(ctx, other.contract)] == ["verhuurder", "huurder", "medehuurder"]
    assert list(RULES["LAW-17"].check(ctx)) == []


@pytest.mark.parametrize(
    ("bevoegdheid", "expected"), [("mandaat", [W]), ("statutair", [W]), ("volmacht", []), ("burgemeester", [])]
)
def test_a_gemeente_that_is_party_acts_by_its_burgemeester(bevoegdheid: str, expected: list[Ernst]) -> None:
    found = judged({"gemeente.ondertekenaars.0.bevoegdheid": bevoegdheid}, base=TRIANGLE)
    assert severities(found, "LAW-17") == expected


def test_the_distribution_adds_up_to_one_hundred_homes_by_gemeente_and_by_corporatie() -> None:
    shares = load_regeling("westfriesland-2021").verdeling
    assert shares is not None
    for column in (shares.per_gemeente, shares.per_corporatie):
        assert sum(row.waarde for row in column) == shares.totaal.waarde == 100
    assert [row.waarde for row in shares.per_gemeente] == [9, 9, 35, 11, 21, 5, 10]
    assert [row.waarde for row in shares.per_corporatie] == [29, 9, 35, 13, 5, 7, 2]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2027-02-01", "2028-07-31", "1 augustus 2027 en 1 februari 2028"),
        ("2026-08-31", "2028-08-30", "28 februari 2027 en 31 augustus 2027"),  # one step each, never chained
        ("2027-02-01", "2027-09-30", "1 augustus 2027 en 30 september 2027"),  # at latest on the last day
        ("2027-02-01", "2027-06-30", "30 juni 2027"),
    ],
)
def test_two_reports_in_the_first_year_counted_from_the_letting(start: str, end: str, days: str) -> None:
    derived: Any = judged({S: start, E: end, "huurovereenkomst.evaluatiemomenten": []}, base=TRIANGLE).afgeleid
    assert (derived.evaluatierapporten_in_woorden or "").replace("\u00a0", " ") == days


def test_a_report_that_is_not_approved_stops_the_conversion_and_not_the_report_itself() -> None:
    found = judged(meeting(goedgekeurd_op=None, conclusie="omklappen"), "2027-06-02", TRIANGLE)
    assert [f.code for f in found.blocking("omklapbrief")] == ["WF-15"]
    assert found.blocking("overlegverslag-clientniveau") == ()


def test_a_decision_stands_until_a_later_evaluation_says_otherwise() -> None:
    decided = meeting(conclusie="omklappen", omklapdatum="2027-10-01")["evaluaties"]
    silent = reports("2027-08-01")["evaluaties"]
    against = [{"soort": "evaluatierapport", "datum": "2027-08-01", "conclusie": "niet_omklappen"}]
    assert judged({"evaluaties": decided + silent}, "2027-08-02", TRIANGLE).facts["omklap_besloten"]
    assert not judged({"evaluaties": decided + against}, "2027-08-02", TRIANGLE).facts["omklap_besloten"]


def test_no_finding_repeats_the_amount_of_a_debt() -> None:
    found = judged({DEBT: "777.77", WGS: None}, base=TRIANGLE)
    assert "777" not in " ".join(f.melding + f.advies for f in found.findings)


def test_a_deviation_rests_on_paragraph_20_and_not_every_rule_knows_one() -> None:
    made = {"regel": "WF-04", "motief": "De huurder is net 24.", "naam": "P. Ligthart"}
    older = {BORN: "2002-10-30", "medehuurders": []}
    found = [f for f in judged(older | {"afwijkingen": [made]}, base=TRIANGLE).findings if f.ernst is W]
    assert any("op grond van §20" in f.melding and f.code == "WF-04" for f in found)
    for code in ("WF-02", "WF-08", "WF-10", "WF-22"):
        assert code not in {f.code for f in found}


def test_a_new_party_signs_alone_and_says_what_it_will_do() -> None:
    case = load(CASES / "toetreding-westfriesland.json")
    assert isinstance(case, Toetreding)
    day = dt.date.fromisoformat(PEILDATUM)
    assert severities(evaluate(case, day), "WF-21") == [I]
    silent = case.model_copy(update={"partij": None, "rol": None})
    assert sorted(severities(evaluate(silent, day), "WF-21")) == sorted([I, W, W])
    assert [call.document for call in evaluate(case, day).calls] == ["ondertekenblad"]


FILES = CASES.parent


@pytest.mark.parametrize(
    ("file", "code", "blocks"),
    [
        ("cases/westfriesland-oud-amv", "WF-06", False),  # a debt of exactly € 500,00 asks no schuldhulp
        ("broken/WF-06-schuld-boven-500-zonder-schuldhulp", "WF-06", True),  # € 500,01
        ("cases/westfriesland-driehoek", "WF-06", False),  # more, admitted to schuldhulp before signing
        ("cases/westfriesland-oud-amv", "WF-04", False),  # proposed on the last day that he is 23
        ("broken/WF-04-oud-amv-van-24", "WF-04", True),  # proposed on his 24th birthday
    ],
)
def test_the_edges_of_debt_and_age_in_case_files(file: str, code: str, blocks: bool) -> None:
    found = evaluate(load(FILES / f"{file}.json"), dt.date.fromisoformat(PEILDATUM))
    assert (B in [f.ernst for f in found.findings if f.code == code]) is blocks


def test_the_edges_in_the_files_are_the_edges() -> None:
    def read(file: str) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((FILES / f"{file}.json").read_text(encoding="utf-8"))
        return data

    inside, over, older = (
        read("cases/westfriesland-oud-amv"),
        read("broken/WF-06-schuld-boven-500-zonder-schuldhulp"),
        read("broken/WF-04-oud-amv-van-24"),
    )
    assert (inside["huurschuld"]["bedrag"], over["huurschuld"]["bedrag"]) == ("500.00", "500.01")
    assert (inside["huurder"]["geboortedatum"], older["huurder"]["geboortedatum"]) == ("2002-10-31", "2002-10-30")
    assert inside["aanmeldformulier"]["datum"] == older["aanmeldformulier"]["datum"] == "2026-10-30"
    assert len(read("cases/westfriesland-driehoek")["medehuurders"]) == 1
