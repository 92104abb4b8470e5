"""A table per rule of Noordoostpolder: what passes, what it finds, and the day on which it turns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from docgen.rules import RULES, Ernst
from tests.rules.cases import COUPLED, PEILDATUM, judged, severities

B, W, T, I = Ernst.BLOKKEERT, Ernst.WAARSCHUWT, Ernst.TAAK, Ernst.INFO  # noqa: E741

S, E = "huurovereenkomst.ingangsdatum", "huurovereenkomst.einddatum"
MOMENTS = "huurovereenkomst.evaluatiemomenten"
AGREED = "huurovereenkomst.aanvullende_afspraken"
B_END = "beschikking.einddatum"
CARE = "begeleidingsovereenkomst"
NONE_PLANNED: dict[str, Any] = {MOMENTS: ["2028-07-03"]}
WANTED: dict[str, Any] = {"vooraankondiging": {"gronden": ["De huur is zes maanden niet betaald."]}}


def talk(on: str, **changes: Any) -> dict[str, Any]:
    return {"evaluaties": [{"soort": "monitorgesprek", "datum": on} | changes]}


def sent(document: str, received: str | None, on: str = "2028-08-01") -> dict[str, Any]:
    return {"correspondentie": [{"document": document, "datum": on, "ontvangen_op": received}]}


def shared(**changes: Any) -> dict[str, Any]:
    entry = {"ontvanger": "woningcorporatie", "gegevens": ["bereikbaarheid"], "grondslag": "overeenkomst",
             "datum": "2026-11-12"}  # fmt: skip
    return {"toestemmingen": [entry | changes]}


Row = tuple[str, dict[str, Any], str, list[Ernst]]

# The anomalies of the source (test_anomalies.py) come on top: NOP-03 I, NOP-04 I, NOP-06 I, NOP-12 W and I, NOP-20 I.
NAMED = {"NOP-03": [I], "NOP-04": [I], "NOP-06": [I], "NOP-12": [W, I], "NOP-20": [I]}

ROWS: list[Row] = [
    ("NOP-01", {}, PEILDATUM, []),
    ("NOP-01", {"zorgaanbieder": None}, PEILDATUM, [B]),
    ("NOP-01", {"huurder": None}, PEILDATUM, [B]),
    ("NOP-01", {"woningcorporatie.ondertekenaars": []}, PEILDATUM, [B]),
    ("NOP-01", {"gemeente": None}, PEILDATUM, []),  # the gemeente is no party
    ("NOP-01", {"huurovereenkomst.vorm": "verdiencontract"}, PEILDATUM, [B]),
    ("NOP-01", {"herkomst.voorziening": "maatschappelijke_opvang"}, PEILDATUM, [W]),
    ("NOP-01", {"herkomst.voorziening": "detentie"}, PEILDATUM, [W]),
    ("NOP-01", {"herkomst": None}, PEILDATUM, []),  # niet vastgelegd
    ("NOP-01", {"woningcorporatie.naam": "Woonbedrijf Elders"}, PEILDATUM, []),  # names are never matched
    ("NOP-02", {}, PEILDATUM, []),
    ("NOP-02", {E: "2029-01-01"}, PEILDATUM, [B]),  # trap 2: two years plus one day
    ("NOP-02", {E: "2028-12-30"}, PEILDATUM, [B]),
    ("NOP-02", {S: "2028-02-29", E: "2030-02-27"}, PEILDATUM, []),
    ("NOP-02", {S: "2028-02-29", E: "2030-02-28"}, PEILDATUM, [B]),
    ("NOP-02", {S: "2026-12-31", E: "2028-12-30"}, PEILDATUM, []),
    ("NOP-02", {S: None, E: None}, PEILDATUM, [B, B]),
    ("NOP-02", {"huurovereenkomst": None}, PEILDATUM, [B]),
    ("NOP-02", {"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd", E: None}, PEILDATUM, []),
    ("NOP-03", {}, PEILDATUM, []),
    ("NOP-03", {CARE: None}, PEILDATUM, [B]),
    ("NOP-03", {f"{CARE}.ingangsdatum": None}, PEILDATUM, [B]),
    ("NOP-03", {f"{CARE}.ingangsdatum": "2027-01-02"}, PEILDATUM, [W]),
    ("NOP-03", {f"{CARE}.ingangsdatum": "2026-12-31"}, PEILDATUM, []),
    ("NOP-04", {}, PEILDATUM, []),
    ("NOP-04", {MOMENTS: []}, PEILDATUM, [W]),  # trap 19: no rhythm is invented
    ("NOP-04", {MOMENTS: ["2027-01-01", "2028-12-31"]}, PEILDATUM, []),
    ("NOP-04", {MOMENTS: ["2026-12-31", "2029-01-01"]}, PEILDATUM, [W, W]),
    ("NOP-04", {}, "2027-06-30", []),
    ("NOP-04", {}, "2027-07-01", [W]),
    ("NOP-04", talk("2027-07-01"), "2027-07-01", []),
    ("NOP-05", {}, PEILDATUM, []),
    ("NOP-05", {B_END: "2028-12-30"}, PEILDATUM, [I]),
    ("NOP-05", {B_END: None}, PEILDATUM, []),  # an open beschikking
    ("NOP-06", {}, "2028-06-29", [B]),  # only for whoever asks for it: there are no grounds
    ("NOP-06", {}, "2028-06-30", [B, T]),
    ("NOP-06", {}, "2028-08-31", [B, T]),  # the last day of a notice of four months
    ("NOP-06", {}, "2028-09-01", [B]),
    ("NOP-06", WANTED, "2028-08-29", [T]),  # dinsdag: received on donderdag 31 augustus
    ("NOP-06", WANTED, "2028-08-30", [W]),  # woensdag: received on vrijdag 1 september
    ("NOP-06", WANTED, "2028-12-31", [W]),
    ("NOP-06", WANTED, "2029-01-01", []),
    ("NOP-06", {"vooraankondiging": {"gronden": []}}, "2028-06-29", [B]),
    ("NOP-06", WANTED | sent("vooraankondiging-einde", "2028-08-31"), "2028-09-15", []),
    ("NOP-06", WANTED | sent("vooraankondiging-einde", "2028-09-01"), "2028-09-15", [W]),
    ("NOP-06", WANTED | talk("2028-07-03", conclusie="omklappen"), "2028-08-30", []),
    ("NOP-07", {}, PEILDATUM, []),
    ("NOP-07", {"logeerplek": {"begin": "2027-03-01", "einde": "2027-05-31"}}, PEILDATUM, []),
    ("NOP-07", {"logeerplek": {"begin": "2027-03-01", "einde": "2027-06-01"}}, PEILDATUM, [W]),
    ("NOP-07", {"logeerplek": {"begin": "2027-11-30", "einde": "2028-02-28"}}, PEILDATUM, []),
    ("NOP-07", {"logeerplek": {"begin": "2027-11-30", "einde": "2028-02-29"}}, PEILDATUM, [W]),
    ("NOP-07", {"logeerplek": {"begin": "2027-03-01"}}, "2027-05-31", [W]),  # the plan is not updated
    ("NOP-07", {"logeerplek": {"begin": "2027-03-01"}}, "2027-06-01", [W, W]),
    ("NOP-07", {"logeerplek": {"begin": "2027-03-01", "einde": "2027-04-01"},
                "ondersteuningsplan": {"datum": "2027-03-01"}}, "2027-04-02", []),
    ("NOP-08", {}, "2026-12-14", []),
    ("NOP-08", {}, "2026-12-15", [T]),
    ("NOP-08", {"inschrijving": {"datum": "2026-12-15"}}, "2026-12-15", []),
    ("NOP-08", {"inschrijving": {"datum": "2026-12-14"}}, "2026-12-15", [T]),
    ("NOP-11", {}, PEILDATUM, []),
    ("NOP-11", {"toestemmingen": []}, PEILDATUM, [B]),
    ("NOP-11", shared(grondslag="toestemming"), PEILDATUM, []),
    ("NOP-11", shared(grondslag="wettelijke_taak"), PEILDATUM, [B]),
    ("NOP-11", shared(ontvanger="gemeente"), PEILDATUM, [B]),
    ("NOP-11", shared(datum=None), PEILDATUM, [B]),
    ("NOP-11", shared(datum="2026-11-22"), PEILDATUM, []),
    ("NOP-11", shared(datum="2026-11-23"), PEILDATUM, [B]),  # not agreed on yet
    ("NOP-11", shared(ingetrokken_op=PEILDATUM), PEILDATUM, [B]),  # trap 28: withdrawal stops what goes out
    ("NOP-11", shared(ingetrokken_op="2026-11-23"), PEILDATUM, []),
    ("NOP-11", {"doelen.0.thema": "financien"}, PEILDATUM, [B]),  # trap 3: the annex is no copy of the plan
    ("NOP-11", {"doelen.0.thema": "financien", "doelen.0.zichtbaar_voor_corporatie": False}, PEILDATUM, []),
    ("NOP-12", {}, PEILDATUM, []),
    ("NOP-12", shared(ontvanger="werkgever"), PEILDATUM, [B]),  # trap 12: a whitelist
    ("NOP-12", shared(ontvanger="werkgever", grondslag="toestemming"), PEILDATUM, []),
    ("NOP-12", shared(ontvanger="gemeente"), PEILDATUM, []),
    ("NOP-12", shared(ontvanger="werkgever", ingetrokken_op="2026-11-20"), PEILDATUM, []),
    ("NOP-14", {}, "2022-12-31", [W]),
    ("NOP-14", {}, "2023-01-01", []),
    ("NOP-14", {}, "2023-12-31", []),
    ("NOP-14", {}, "2024-01-01", [W]),
    ("NOP-15", {}, PEILDATUM, []),
    ("NOP-15", {"woningcorporatie.rechtsvorm": "bv"}, PEILDATUM, [W]),
    ("NOP-15", {"woningcorporatie.rechtsvorm": "bv", "herkomst.voorziening": "maatschappelijke_opvang"},
     PEILDATUM, [I]),
    ("NOP-15", {"woningcorporatie.rechtsvorm": None}, PEILDATUM, []),
    ("NOP-16", {}, PEILDATUM, []),
    ("NOP-16", talk("2027-07-01", conclusie="beeindigen"), "2027-07-01", [I]),
    ("NOP-16", talk("2027-07-01", conclusie="beeindigen"), "2027-06-30", []),  # not held yet
    ("NOP-17", {}, PEILDATUM, []),
    ("NOP-17", {"huurschuld": {"bedrag": "0.01"}}, PEILDATUM, [I]),
    ("NOP-17", {"huurschuld": {"bedrag": "0.00"}}, PEILDATUM, []),
    ("NOP-17", talk("2027-07-01", woonfeiten={"achterstand": "12.50"}), "2027-07-01", [I]),
    ("NOP-18", {}, "2028-10-30", []),
    ("NOP-18", {}, "2028-10-31", [I, I]),
    ("NOP-18", talk("2027-07-01", conclusie="omklappen"), "2027-07-01", [I, I]),
    ("NOP-18", {"waakvlam": {"tot": "2029-06-30"}, "noodcontact": {"naam": "Fatima El Idrissi"}}, "2028-10-31", []),
    ("NOP-18", {"waakvlam": {"tot": "2028-12-31"}}, PEILDATUM, [W]),  # it would end before it begins
    ("NOP-18", {"waakvlam": {"tot": "2029-01-01"}}, PEILDATUM, []),
    ("NOP-19", {}, PEILDATUM, []),
    ("NOP-19", {AGREED: ["Bij overlast geldt het overlastprotocol van de corporatie."]}, PEILDATUM, [W]),
    ("NOP-20", {}, PEILDATUM, []),
    ("NOP-20", talk("2026-11-20"), PEILDATUM, [I]),
    ("NOP-20", talk("2026-11-20", afgestemd_met_gemeente=True), PEILDATUM, []),
    ("NOP-20", talk("2026-11-20", aanwezigen=[{"naam": "Bo", "organisatie": "gemeente Noordoostpolder"}]),
     PEILDATUM, []),
    ("NOP-22", {}, PEILDATUM, [I]),
    ("NOP-22", {"nabuurschap": {"afspraken": ["Kennismaken."]}}, PEILDATUM, []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "on", "expected"), ROWS)
def test_a_lease_with_support_beside_it(code: str, changes: dict[str, Any], on: str, expected: list[Ernst]) -> None:
    found = severities(judged(changes, on, COUPLED), code)
    for named in NAMED.get(code, []):
        found.remove(named)
    assert sorted(found) == sorted(expected)


def test_every_rule_of_noordoostpolder_stands_in_the_table() -> None:
    assert {code for code in RULES if code.startswith("NOP-")} == {row[0] for row in ROWS}


def test_a_shorter_term_needs_a_recorded_reason_and_a_longer_one_cannot_be_had() -> None:
    reason = {"afwijkingen": [{"regel": "NOP-02", "motief": "De woning wordt gesloopt.", "naam": "H. van 't Hof"}]}
    shorter = [f for f in judged({E: "2028-06-30"} | reason, base=COUPLED).findings if f.code == "NOP-02"]
    assert [f.ernst for f in shorter] == [W]
    assert "Hiervan is afgeweken in overleg tussen de partijen, door H. van 't Hof" in shorter[0].melding
    assert "hardheidsclausule" not in shorter[0].melding
    longer = judged({E: "2029-01-31"} | reason, base=COUPLED)
    assert severities(longer, "NOP-02") == [B]
    assert severities(longer, "LAW-01") == [B]


def test_trap_01_the_letter_of_four_months_and_the_aanzegging_each_have_a_window_of_their_own() -> None:
    found = judged(WANTED, "2028-07-10", COUPLED)
    assert found.blocking("vooraankondiging-einde") == ()
    assert [f.code for f in found.blocking("aanzegging")] == ["LAW-03"]  # far too early for the law
    later = judged(WANTED, "2028-10-31", COUPLED)
    assert later.blocking("aanzegging") == ()  # a late vooraankondiging never blocks the aanzegging
    windows = {m.code: (m.datum, m.tot) for m in later.moments if m.tot}
    assert windows == {
        "NOP-06": (dt.date(2028, 6, 30), dt.date(2028, 8, 31)),
        "LAW-03": (dt.date(2028, 10, 1), dt.date(2028, 11, 30)),
    }


def test_trap_28_a_withdrawn_agreement_stops_what_goes_to_the_corporatie_and_stays_on_record() -> None:
    found = judged(shared(ingetrokken_op="2026-11-20"), base=COUPLED)
    stopped = {d for f in found.findings if f.code == "NOP-11" for d in f.documenten}
    assert stopped == {"driepartijenovereenkomst", "doelenbijlage", "monitorgesprek"}
    assert found.blocking("begeleidingsovereenkomst") == ()
    told = [f.melding for f in found.findings if f.code == "NOP-11"]
    assert told == ["De afspraak met de huurder over het delen van gegevens met de woningcorporatie is ingetrokken."]


def test_trap_12_a_recipient_that_no_whitelist_names_is_refused_whoever_it_is() -> None:
    for role in ("werkgever", "transferpunt", "huisarts"):
        assert B in severities(judged(shared(ontvanger=role), base=COUPLED), "NOP-12")


def test_without_grounds_the_letter_cannot_be_final_and_nothing_else_waits_for_it() -> None:
    found = judged({}, base=COUPLED)
    assert "NOP-06" in [f.code for f in found.blocking("vooraankondiging-einde")]
    assert "NOP-06" not in [f.code for f in found.findings if f.ernst is B]
    assert found.blocking("driepartijenovereenkomst") == ()


def test_trap_08_the_bewindvoerder_signs_the_lease_and_not_the_care() -> None:
    derived: Any = judged({}, base=COUPLED).afgeleid
    assert [(s.rol, s.naam, s.namens) for s in derived.ondertekenaars] == [
        ("verhuurder", "Woonstichting Polderhuis", "mevrouw H. van 't Hof, manager Wonen"),
        ("huurder", "de heer M. El Idrissi", ""),
        ("bewindvoerder van de huurder", "De Boer & Zn. Bewindvoering", "mevrouw C. de Boer"),
        ("zorgaanbieder", "Stichting Begeleid Thuis Flevoland", "de heer D. Bakker, teammanager ambulant"),
    ]
    care = derived.ondertekenaars_begeleidingsovereenkomst
    assert [s.rol for s in care] == ["huurder", "zorgaanbieder"]
    assert derived.exemplaren == "viervoud"
    assert derived.exemplaren_begeleidingsovereenkomst == "tweevoud"


def test_the_bewindvoerder_must_be_reached_apart_by_the_aanzegging() -> None:
    to_huurder = {"document": "aanzegging", "datum": "2028-10-20", "ontvangen_op": "2028-10-24"}
    found = judged({"correspondentie": [to_huurder]}, "2028-10-31", COUPLED)
    assert [f.melding for f in found.findings if f.code == "LAW-14"] == [
        "Niet vastgelegd is dat de aanzegging ook apart is ontvangen door: bewindvoerder."
    ]


def test_omklap_is_decided_in_a_monitorgesprek_and_may_come_at_any_time() -> None:
    found = judged(talk("2027-07-01", conclusie="omklappen", omklapdatum="2027-09-01"), "2027-07-02", COUPLED)
    derived: Any = found.afgeleid
    assert (derived.omklapdatum, derived.laatste_dag_tijdelijk_contract) == (dt.date(2027, 9, 1), dt.date(2027, 8, 31))
    assert [f.code for f in found.blocking("aanzegging")] == ["LAW-18"]
    assert "LAW-03" not in {m.code for m in found.moments}


def test_without_an_agreed_day_omklap_follows_the_lease_and_not_the_beschikking() -> None:
    derived: Any = judged({B_END: "2028-06-30"}, base=COUPLED).afgeleid
    assert derived.omklapdatum == dt.date(2029, 1, 1)


@pytest.mark.parametrize(
    ("start", "end", "closes"),
    [
        ("2026-03-01", "2028-02-29", "2027-10-29"),
        ("2026-06-01", "2028-05-31", "2028-01-31"),
        ("2028-02-29", "2030-02-27", "2029-10-27"),
        ("2026-01-31", "2028-01-30", "2027-09-29"),
        ("2026-10-31", "2028-10-30", "2028-06-29"),
        ("2026-12-31", "2028-12-30", "2028-08-30"),
    ],
)
def test_last_day_of_the_notice_of_four_months(start: str, end: str, closes: str) -> None:
    derived: Any = judged({S: start, E: end}, base=COUPLED).afgeleid
    assert derived.vooraankondiging_venster.sluit == dt.date.fromisoformat(closes)
