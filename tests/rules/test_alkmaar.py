"""A table per rule of Alkmaar: what passes, what it finds, and the day on which it turns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from docgen.rules import RULES, Ernst
from tests.rules.cases import PEILDATUM, SUBLET, judged, severities

B, W, T, I = Ernst.BLOKKEERT, Ernst.WAARSCHUWT, Ernst.TAAK, Ernst.INFO  # noqa: E741
D = dt.date.fromisoformat

S, E = "huurovereenkomst.ingangsdatum", "huurovereenkomst.einddatum"
INTAKE, ALLOCATED = "huurovereenkomst.intakegesprek", "huurovereenkomst.toewijzingsdatum"
FRAME = "raamovereenkomst"
BEGELEIDER = "zorgaanbieder.contactpersonen.0"
PLAN = "perspectiefplan"
CONSENT = "toestemmingen.0"
BORN = "huurder.geboortedatum"
DECIDED_ON = "2027-09-20"
CRITERIA = {"woonvaardigheden": "Goed.", "stabiliteit": "Stabiel.", "overlastmeldingen": "Geen."}
IN_PLAN = {"datum": "2026-10-12", "themas": [{"thema": "financien", "situatie": "Geen schulden."}]}


def decision(on: str = DECIDED_ON, **changes: Any) -> dict[str, Any]:
    talk = {"soort": "overleg-maand-tien", "datum": on, "criteria": CRITERIA, "overwegingen": "Het gaat goed.",
            "afgestemd_met_gemeente": True, "conclusie": "omklappen"}  # fmt: skip
    return {"evaluaties": [talk | changes]}


def talks(*days: str, **changes: Any) -> dict[str, Any]:
    return {"evaluaties": [{"soort": "evaluatiegesprek", "datum": day} | changes for day in days]}


# The anomalies of the source (test_anomalies.py) come on top.
NAMED = {"AL-06": [W], "AL-12": [I], "AL-18": [I]}

ROWS: list[tuple[str, dict[str, Any], str, list[Ernst]]] = [
    ("AL-01", {}, PEILDATUM, []),
    ("AL-01", {"beschikking": None}, PEILDATUM, [B]),
    ("AL-01", {"beschikking.kenmerk": None, "beschikking.besluitdatum": None}, PEILDATUM, [B, B]),
    ("AL-01", {"beschikking.einddatum": None}, PEILDATUM, []),  # an open beschikking
    ("AL-02", {}, PEILDATUM, []),
    ("AL-02", {"inschrijving": None}, PEILDATUM, [B]),
    ("AL-02", {"inschrijving.nummer": None}, PEILDATUM, [B]),
    ("AL-02", {"inschrijving.systeem": "svnk"}, PEILDATUM, []),
    ("AL-02", {"inschrijving.systeem": "Woonmatch"}, PEILDATUM, [B]),
    ("AL-03", {}, PEILDATUM, []),
    ("AL-03", {FRAME: None}, PEILDATUM, [B]),
    ("AL-03", {f"{FRAME}.datum_ondertekening": None}, PEILDATUM, [B]),
    ("AL-03", {f"{FRAME}.datum_ondertekening": "2026-12-10"}, PEILDATUM, []),
    ("AL-03", {f"{FRAME}.datum_ondertekening": "2026-12-11"}, PEILDATUM, [B]),
    ("AL-03", {f"{FRAME}.einddatum": "2026-12-31"}, PEILDATUM, [B]),
    ("AL-03", {f"{FRAME}.einddatum": "2027-12-30"}, PEILDATUM, [W]),
    ("AL-03", {f"{FRAME}.einddatum": "2027-12-31"}, PEILDATUM, []),
    ("AL-03", {f"{FRAME}.gecontracteerd_door": ["Alkmaar"]}, PEILDATUM, []),
    ("AL-03", {f"{FRAME}.gecontracteerd_door": ["Heiloo"]}, PEILDATUM, [B]),
    ("AL-03", {f"{FRAME}.gemeenten": ["Heiloo"]}, PEILDATUM, [B]),
    ("AL-03", {f"{FRAME}.gemeenten": []}, PEILDATUM, []),  # niet vastgelegd
    ("AL-03", {"zorgaanbieder": None}, PEILDATUM, [B]),
    ("AL-03", {"zorgaanbieder.ondertekenaars": []}, PEILDATUM, [B]),
    ("AL-03", {"woningcorporatie.ondertekenaars": []}, PEILDATUM, []),  # trap 14: the corporatie is no party
    ("AL-03", {"huurder": None}, PEILDATUM, [B]),
    ("AL-03", {"huurovereenkomst.vorm": "driepartijenovereenkomst"}, PEILDATUM, [B]),
    ("AL-04", {}, PEILDATUM, []),
    ("AL-04", {INTAKE: "2026-11-05"}, PEILDATUM, []),
    ("AL-04", {INTAKE: "2026-11-06"}, PEILDATUM, [B]),
    ("AL-04", {INTAKE: None}, PEILDATUM, [W]),
    ("AL-04", {ALLOCATED: None}, PEILDATUM, [W]),
    ("AL-05", {}, "2026-12-31", []),
    ("AL-05", {}, "2027-01-01", [T]),
    ("AL-05", {}, "2027-11-01", [T]),  # trap 20: the last day of the decision
    ("AL-05", {}, "2027-11-02", [W]),
    ("AL-05", decision(), "2027-11-02", []),
    ("AL-05", decision("2027-11-01"), "2027-11-02", []),
    ("AL-05", decision("2027-11-02"), "2027-11-02", [W]),
    ("AL-05", decision(), "2027-09-19", [T]),  # not held yet
    ("AL-06", {}, PEILDATUM, []),
    ("AL-06", {E: "2028-01-01"}, PEILDATUM, [W]),
    ("AL-06", {S: "2028-02-29", E: "2029-02-27"}, PEILDATUM, []),
    ("AL-06", {S: "2028-02-29", E: "2029-02-28"}, PEILDATUM, [W]),
    ("AL-06", decision(conclusie="verlengen_verdienstadium"), DECIDED_ON, [W]),  # trap 7
    ("AL-06", decision("2026-12-31"), "2027-01-02", [B]),  # a second temporary contract
    ("AL-06", decision(omklapdatum="2028-01-01"), DECIDED_ON, []),
    ("AL-06", decision(omklapdatum="2027-12-01"), DECIDED_ON, [W]),
    ("AL-07", {}, PEILDATUM, []),
    ("AL-07", decision(), DECIDED_ON, []),
    ("AL-07", decision(criteria=None), DECIDED_ON, [B, B, B]),
    ("AL-07", decision(criteria=CRITERIA | {"stabiliteit": None}), DECIDED_ON, [B]),
    ("AL-07", decision(overwegingen=None), DECIDED_ON, [W]),  # trap 20: the huurder hears the reasons
    ("AL-08", decision(), DECIDED_ON, []),
    ("AL-08", decision(afgestemd_met_gemeente=None), DECIDED_ON, [W]),
    ("AL-08", decision(afgestemd_met_gemeente=False), DECIDED_ON, [W]),
    ("AL-09", {}, PEILDATUM, [W]),
    ("AL-09", {"woning.zelfstandig": False}, PEILDATUM, []),
    ("AL-09", {"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd"}, PEILDATUM, []),
    ("AL-11", {}, PEILDATUM, []),
    ("AL-11", {"beschikking.leefgebieden": []}, PEILDATUM, [B]),
    ("AL-11", {"beschikking.omvang": None}, PEILDATUM, [B]),
    ("AL-11", {"beschikking.omvang.frequentie": "week"}, PEILDATUM, [W]),
    ("AL-11", {"beschikking.omvang.eenheid": "dagdeel"}, PEILDATUM, [W]),
    ("AL-12", {}, PEILDATUM, []),
    ("AL-12", {PLAN: None}, PEILDATUM, [W]),
    ("AL-12", {BORN: "1999-01-02", PLAN: None}, PEILDATUM, [W]),  # 27 on the first day
    ("AL-12", {BORN: "1999-01-01", "ondersteuningsplan": IN_PLAN, PLAN: None}, PEILDATUM, []),  # 28 that day
    ("AL-12", {BORN: "1999-01-01"}, PEILDATUM, [W]),  # no ondersteuningsplan
    ("AL-12", {f"{PLAN}.opgesteld_door.organisatie": "gemeente"}, PEILDATUM, [W]),  # trap 23
    ("AL-13", {}, PEILDATUM, []),
    ("AL-13", {f"{BEGELEIDER}.vaste_begeleider": False}, PEILDATUM, [B]),
    ("AL-13", {f"{BEGELEIDER}.telefoon": None}, PEILDATUM, []),
    ("AL-13", {f"{BEGELEIDER}.telefoon": None, f"{BEGELEIDER}.email": None}, PEILDATUM, [B]),
    ("AL-14", {}, PEILDATUM, [T]),
    ("AL-14", {}, "2026-12-02", []),  # made on that day
    ("AL-14", {"nabuurschap": None}, "2026-11-04", []),
    ("AL-14", {"nabuurschap": None}, "2026-11-05", [T]),
    ("AL-14", {"nabuurschap": None}, "2026-12-03", [T]),
    ("AL-14", {"nabuurschap": None}, "2026-12-04", [W]),
    ("AL-14", {"nabuurschap.datum": "2026-12-03"}, "2026-12-03", []),
    ("AL-14", {"nabuurschap.datum": "2026-12-04"}, PEILDATUM, [W]),
    ("AL-14", {ALLOCATED: None, "nabuurschap": None}, "2027-03-01", []),  # niet vastgelegd
    ("AL-15", {}, "2027-10-11", []),
    ("AL-15", {}, "2027-10-12", [T]),  # a year after the plan
    ("AL-15", talks("2027-07-01"), "2027-10-12", [T]),  # without the gemeente
    ("AL-15", talks("2027-07-01", afgestemd_met_gemeente=True), "2027-10-12", []),
    ("AL-15", {f"{PLAN}.datum": "2026-11-20"}, "2027-10-31", []),
    ("AL-15", {f"{PLAN}.datum": "2026-11-20"}, "2027-11-01", [T]),  # not later than the decision
    ("AL-16", {}, "2027-06-30", []),
    ("AL-16", {}, "2027-07-01", [T]),
    ("AL-16", talks("2027-06-28"), "2027-07-01", []),
    ("AL-16", talks("2026-12-20"), "2027-07-01", [T]),  # before the letting
    ("AL-16", talks("2027-06-28"), "2027-12-30", []),
    ("AL-16", talks("2027-06-28"), "2027-12-31", [T]),  # the last at latest on the last day
    ("AL-16", {S: "2026-08-31", E: "2027-08-30"}, "2027-02-27", []),
    ("AL-16", {S: "2026-08-31", E: "2027-08-30"}, "2027-02-28", [T]),
    ("AL-17", {}, PEILDATUM, [W]),  # not said why not otherwise
    ("AL-17", {f"{CONSENT}.waarom_niet_anders": "Zonder dit kan niet worden besloten."}, PEILDATUM, []),
    ("AL-17", {"toestemmingen": []}, PEILDATUM, [B]),
    ("AL-17", {f"{CONSENT}.datum": None}, PEILDATUM, [B, W]),
    ("AL-17", {f"{CONSENT}.grondslag": "overeenkomst"}, PEILDATUM, [B, W]),
    ("AL-17", {f"{CONSENT}.datum": "2026-10-28"}, PEILDATUM, [W]),
    ("AL-17", {f"{CONSENT}.datum": "2026-10-29"}, PEILDATUM, [B, W]),  # after the intake with the corporatie
    ("AL-17", {f"{CONSENT}.ingetrokken_op": PEILDATUM}, PEILDATUM, [B, W]),  # trap 28
    ("AL-17", {f"{CONSENT}.ingetrokken_op": "2026-11-23"}, PEILDATUM, [W]),
    ("AL-17", {"doelen.2.zichtbaar_voor_corporatie": True}, PEILDATUM, [B, W]),  # trap 3
    ("AL-18", {}, PEILDATUM, []),
    ("AL-18", {f"{CONSENT}.gegevens": [], f"{CONSENT}.reden": None}, PEILDATUM, [B, B]),
    ("AL-18", {f"{CONSENT}.datum": None}, PEILDATUM, [B]),
    ("AL-19", {}, PEILDATUM, [W]),
    ("AL-19", {"inkomen": {"bewindvoering": False}}, PEILDATUM, []),
    ("AL-19", {"ondersteuningsplan": IN_PLAN}, PEILDATUM, []),
    ("AL-19", {"vertegenwoordiging": [{"soort": "budgetbeheerder", "achternaam": "Bos"}]}, PEILDATUM, []),
    ("AL-24", {}, PEILDATUM, [I]),
    ("AL-24", {BORN: "2009-01-01"}, PEILDATUM, [I]),
    ("AL-24", {BORN: "2009-01-02"}, PEILDATUM, []),  # not yet 18 on the first day
    ("AL-24", {BORN: None}, PEILDATUM, []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "on", "expected"), ROWS)
def test_a_home_that_is_earned(code: str, changes: dict[str, Any], on: str, expected: list[Ernst]) -> None:
    found = severities(judged(changes, on, SUBLET), code)
    for named in NAMED.get(code, []):
        found.remove(named)
    assert sorted(found) == sorted(expected)


def test_every_rule_of_alkmaar_stands_in_the_table() -> None:
    assert {code for code in RULES if code.startswith("AL-")} == {row[0] for row in ROWS}


def test_trap_14_the_zorgaanbieder_lets_and_is_paid_and_the_corporatie_is_no_party() -> None:
    derived: Any = judged({}, base=SUBLET).afgeleid
    assert [p.rolnaam for p in derived.partijen] == ["verhuurder", "huurder"]
    assert derived.verhuurder.naam == derived.rekening_op_naam == "Stichting Jeugd & Wonen Kennemerland"
    assert derived.verhuurder.iban.afdruk == "NL09 INGB 0004 5120 07"
    assert "De Waag" not in " ".join(f"{p.naam} {p.omschrijving}" for p in derived.partijen)
    assert [s.rol for s in derived.ondertekenaars] == ["verhuurder", "huurder"]
    assert derived.exemplaren == "tweevoud"


def test_the_framework_agreement_has_two_parties_and_no_huurder() -> None:
    derived: Any = judged({}, base=SUBLET).afgeleid
    assert [(p.rolnaam, p.naam) for p in derived.partijen_raamovereenkomst] == [
        ("corporatie", "Woningstichting De Waag"),
        ("zorgaanbieder", "Stichting Jeugd & Wonen Kennemerland"),
    ]
    assert [s.veld for s in derived.ondertekenaars_raamovereenkomst] == [
        "woningcorporatie.ondertekenaars[0]",
        "zorgaanbieder.ondertekenaars[0]",
    ]
    assert derived.exemplaren_raamovereenkomst == "tweevoud"
    assert derived.partijen_begeleidingsovereenkomst == ()


@pytest.mark.parametrize(
    ("start", "end", "talks"),
    [
        ("2027-01-01", "2027-12-31", "1 juli 2027 en 31 december 2027"),
        ("2026-08-31", "2027-08-30", "28 februari 2027 en 30 augustus 2027"),  # counted from the letting, not chained
        ("2028-02-29", "2029-02-27", "29 augustus 2028 en 27 februari 2029"),
        ("2027-01-01", "2027-09-30", "1 juli 2027"),
        ("2027-01-01", "2027-05-31", None),
    ],
)
def test_trap_19_half_years_are_counted_from_the_letting(start: str, end: str, talks: str | None) -> None:
    derived: Any = judged({S: start, E: end}, base=SUBLET).afgeleid
    assert derived.halfjaargesprekken_in_woorden == talks


def test_trap_20_the_decision_is_planned_a_month_before_its_last_day() -> None:
    derived: Any = judged({S: "2027-01-31", E: "2028-01-30"}, base=SUBLET).afgeleid
    assert (derived.besluit_streefdatum, derived.besluit_uiterlijk) == (D("2027-10-31"), D("2027-11-30"))


def test_trap_07_going_on_is_no_second_contract_and_no_aanzegging_may_undo_it() -> None:
    goes_on = judged(decision(conclusie="verlengen_verdienstadium"), "2027-10-15", SUBLET)
    assert [f.code for f in goes_on.findings if f.ernst is B] == []
    assert [f.code for f in goes_on.blocking("aanzegging")] == ["LAW-18"]
    assert "LAW-03" not in {m.code for m in goes_on.moments}
    told = [f.melding for f in goes_on.findings if f.code == "AL-06" and f.veld.startswith("evaluaties")]
    assert told == [
        "Er is besloten dat de verdienperiode doorgaat; door de wet loopt de huur dan voor onbepaalde tijd door."
    ]


@pytest.mark.parametrize("code", ["AL-06", "LAW-22"])
def test_a_second_temporary_contract_is_refused_by_the_agreement_and_by_the_law(code: str) -> None:
    found = judged(decision("2026-12-01", conclusie="verlengen_verdienstadium"), "2026-12-02", SUBLET)
    assert code in [f.code for f in found.blocking("verdiencontract")]


def test_conversion_follows_the_lease_also_when_the_support_ends_earlier() -> None:
    derived: Any = judged({"beschikking.einddatum": "2027-06-30"}, base=SUBLET).afgeleid
    assert derived.omklapdatum == D("2028-01-01")


def test_the_law_warns_where_the_landlord_is_no_corporatie() -> None:
    assert severities(judged({}, base=SUBLET), "LAW-01") == [W]
    ground = {"huurovereenkomst.rechtsgrond_tijdelijk": None}
    assert severities(judged(ground, base=SUBLET), "LAW-01") == [B, B, B, W]


@pytest.mark.parametrize(("end", "expected"), [("2027-12-31", []), ("2029-01-01", [B])])
def test_the_law_on_the_longest_term_holds_for_every_landlord(end: str, expected: list[Ernst]) -> None:
    assert [e for e in severities(judged({E: end}, base=SUBLET), "LAW-01") if e is B] == expected


def test_an_addendum_does_not_lengthen_a_temporary_lease_of_any_landlord() -> None:
    later = {"addenda": [{"nummer": 1, "ingangsdatum": "2028-01-01"}]}
    assert severities(judged(later, base=SUBLET), "LAW-05") == [B]
