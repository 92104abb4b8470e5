"""The rules of Flevoland: on a case, on the nota to the college and on whoever joins."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from docgen.case import from_data
from docgen.law import load_regeling
from docgen.rules import RULES, Ernst, Outcome, evaluate
from tests.rules.cases import severities

B, W, I = Ernst.BLOKKEERT, Ernst.WAARSCHUWT, Ernst.INFO  # noqa: E741

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
NOTA, JOINING, CASE = "collegenota-flevoland", "toetreding-flevoland", "zaak"
_DATA: dict[str, dict[str, Any]] = {
    name: json.loads((CASES / f"{name}.json").read_text(encoding="utf-8")) for name in (NOTA, JOINING)
}
_DATA[CASE] = {
    "soort": "zaak", "zaaknummer": "FL-1", "regeling": "flevoland-2021", "gemeente": {"naam": "Zuiderkoog"},
    "herkomst": {"voorziening": "beschermd_wonen", "gemeente": "Zuiderkoog"},
    "huurder": {"achternaam": "Bakker", "geboortedatum": "2003-06-01"},
}  # fmt: skip
DAY = "2022-05-02"


def judged(base: str, changes: dict[str, Any], on: str = DAY) -> Outcome:
    data = copy.deepcopy(_DATA[base])
    for path, value in changes.items():
        *keys, last = path.split(".")
        part: Any = data
        for key in keys:
            part = part[int(key)] if isinstance(part, list) else part[key]
        part[last] = value
    return evaluate(from_data(data), dt.date.fromisoformat(on))


SIGNED = "2021-10-01"
Row = tuple[str, str, dict[str, Any], str, list[Ernst]]

# The anomalies of the source come on top: FL-04 W and I, FL-06 I.
NAMED = {"FL-04": [W, I], "FL-06": [I]}
FROM, AGE = "herkomst.voorziening", "huurder.geboortedatum"

ROWS: list[Row] = [
    ("FL-01", CASE, {}, DAY, []),
    ("FL-01", CASE, {FROM: "vrouwenopvang"}, DAY, []),
    ("FL-01", CASE, {FROM: "detentie"}, DAY, [W]),
    ("FL-01", CASE, {FROM: None}, DAY, []),  # niet vastgelegd
    ("FL-01", CASE, {FROM: "jeugdhulp_met_verblijf"}, DAY, []),
    ("FL-01", CASE, {FROM: "jeugdhulp_met_verblijf", AGE: "2004-05-02"}, DAY, []),  # 18 that day
    ("FL-01", CASE, {FROM: "jeugdhulp_met_verblijf", AGE: "2004-05-03"}, DAY, [W]),
    ("FL-01", CASE, {FROM: "jeugdhulp_met_verblijf", AGE: "1999-05-03"}, DAY, []),  # the last day of 22
    ("FL-01", CASE, {FROM: "jeugdhulp_met_verblijf", AGE: "1999-05-02"}, DAY, [W]),  # 23
    ("FL-02", NOTA, {}, "2021-09-13", []),
    ("FL-02", NOTA, {"ondertekening": {"datum": SIGNED}}, "2021-09-30", []),  # planned
    ("FL-02", NOTA, {"ondertekening": {"datum": SIGNED}}, SIGNED, [B]),
    ("FL-02", NOTA, {"ondertekening": {"datum": SIGNED}, "besluit": {"datum": SIGNED}}, SIGNED, []),
    ("FL-02", NOTA, {"ondertekening": {"datum": SIGNED}, "besluit": {"datum": "2021-10-02"}}, SIGNED, [B]),
    ("FL-02", JOINING, {}, DAY, []),
    ("FL-02", JOINING, {"ondertekening.datum": "2022-04-12"}, DAY, []),
    ("FL-02", JOINING, {"ondertekening.datum": "2022-04-11"}, DAY, [B]),
    ("FL-02", JOINING, {"ondertekening.datum": "2022-04-11", "partij": "zorgaanbieder"}, DAY, []),
    ("FL-03", NOTA, {}, "2021-09-13", []),
    ("FL-03", NOTA, {"voorgesteld_besluit": ["Het akkoord te sluiten."], "argumenten": [], "raadsinformatie": None},
     "2021-09-13", [I, I]),
    ("FL-04", NOTA, {}, "2021-06-23", [W]),
    ("FL-04", NOTA, {}, "2021-06-24", []),
    ("FL-04", NOTA, {}, "2023-12-31", []),
    ("FL-04", NOTA, {}, "2024-01-01", [W]),
    ("FL-04", CASE, {}, "2024-01-01", [W]),
    ("FL-05", CASE, {}, DAY, []),
    ("FL-05", CASE, {"herkomst.gemeente": "Elders"}, DAY, [I]),
    ("FL-05", CASE, {"herkomst.gemeente": None}, DAY, [I]),
    ("FL-06", NOTA, {}, "2021-09-13", []),
    ("FL-06", NOTA, {"planning": "Zuiderkoog levert 12 woningen."}, "2021-09-13", [W]),
    ("FL-06", NOTA, {"inleiding": "In 2020 spraken 8 gemeenten over woningen."}, "2021-09-13", []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "base", "changes", "on", "expected"), ROWS)
def test_an_agreement_between_organisations(
    code: str, base: str, changes: dict[str, Any], on: str, expected: list[Ernst]
) -> None:
    found = severities(judged(base, changes, on), code)
    for named in NAMED.get(code, []):
        found.remove(named)
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(("bevoegdheid", "expected"), [("burgemeester", []), ("volmacht", []), ("mandaat", [W])])
def test_a_gemeente_joins_by_its_burgemeester(bevoegdheid: str, expected: list[Ernst]) -> None:
    signer = {"achternaam": "Groot", "functie": "directeur", "bevoegdheid": bevoegdheid}
    assert severities(judged(JOINING, {"organisatie.ondertekenaars": [signer]}), "LAW-17") == expected


def test_every_rule_of_flevoland_stands_in_the_table() -> None:
    assert {code for code in RULES if code.startswith("FL-")} == {row[0] for row in ROWS}


def test_the_days_of_the_agreement_are_stored_and_never_computed() -> None:
    regeling = load_regeling("flevoland-2021")
    assert regeling.geldig_tot == dt.date(2023, 12, 31)  # not two years after 31 December 2022
    assert "addendum" in regeling.bron_geldigheid


def test_arguments_and_remarks_carry_the_number_of_their_decision_point() -> None:
    rows = [{"beslispunt": 2, "tekst": "c"}, {"beslispunt": 1, "tekst": "a"}, {"beslispunt": 1, "tekst": "b"}]
    derived: Any = judged(NOTA, {"argumenten": rows}, "2021-09-13").afgeleid
    assert [(row.nummer, row.tekst) for row in derived.argumenten_genummerd] == [
        ("1.1", "a"),
        ("1.2", "b"),
        ("2.1", "c"),
    ]
    assert [row.nummer for row in derived.kanttekeningen_genummerd] == ["1.1", "1.2"]
    assert not derived.argumenten_genummerd[0].heeft_kop


def test_a_case_under_the_agreement_itself_has_no_documents() -> None:
    found = judged(CASE, {})
    assert (found.calls, dict(found.teksten)) == ((), {})


@pytest.mark.parametrize(("base", "document"), [(NOTA, "college-nota"), (JOINING, "toetredingsverklaring")])
def test_each_kind_of_case_calls_for_its_own_document(base: str, document: str) -> None:
    assert [call.document for call in judged(base, {}).calls] == [document]
