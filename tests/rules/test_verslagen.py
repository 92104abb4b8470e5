"""What a report prints of a talk: goals apart for the corporatie, facts never read as a breach, a conclusion."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.rules.verslagen import Verslag
from tests.rules.cases import COUPLED, PEILDATUM, SUBLET, judged

PEOPLE = [
    {"naam": "Mo El Idrissi", "rol": "huurder", "aanwezig": True},
    {"naam": "Kim de Wit", "rol": "begeleider", "organisatie": "Stichting Begeleid Thuis", "aanwezig": None},
    {"naam": "Bo Smit", "organisatie": "gemeente", "aanwezig": False, "reden_afwezig": "Ziek."},
    {"naam": "Iris Visser", "aanwezig": False},
]


def reports(soort: str, base: str, **changes: Any) -> tuple[Verslag, ...]:
    talk = {"soort": soort, "datum": PEILDATUM} | changes
    later = {"soort": soort, "datum": "2026-11-23"}
    derived: Any = judged({"evaluaties": [talk, later]}, base=base).afgeleid
    fields = {"monitorgesprek": derived.monitorgesprekken, "evaluatiegesprek": derived.evaluatiegesprekken,
              "overleg-maand-tien": derived.overleggen_maand_tien}  # fmt: skip
    found: tuple[Verslag, ...] = fields[soort]
    assert sum(len(rows) for rows in fields.values()) == len(found)
    return found


@pytest.mark.parametrize(
    ("soort", "base"), [("monitorgesprek", COUPLED), ("evaluatiegesprek", SUBLET), ("overleg-maand-tien", SUBLET)]
)
def test_there_is_a_report_for_each_talk_that_was_held(soort: str, base: str) -> None:
    assert [report.evaluatie.soort for report in reports(soort, base)] == [soort]


def test_reports_stand_in_order_of_time() -> None:
    days = ["2026-11-03", "2026-10-01", "2026-11-22"]
    talks = [{"soort": "monitorgesprek", "datum": day} for day in days]
    derived: Any = judged({"evaluaties": talks}, base=COUPLED).afgeleid
    assert [str(r.evaluatie.datum) for r in derived.monitorgesprekken] == sorted(days)


def test_goals_that_the_corporatie_may_not_see_stand_apart() -> None:
    rows = [{"doel": "woonvaardig", "resultaat": "deels_behaald", "toelichting": "De keuken\nmoet nog."},
            {"doel": "opleiding", "resultaat": "behaald"}, {"doel": "buren"}]  # fmt: skip
    report = reports("evaluatiegesprek", SUBLET, doelen=rows)[0]
    assert [(goal.tekst, goal.uitkomst) for goal in report.woondoelen] == [
        ("Ik zorg zelf voor mijn studio.", "deels behaald: De keuken moet nog."),
        ("Ik ken mijn buren en we houden rekening met elkaar.", "niet vastgelegd"),
    ]
    assert [(goal.tekst, goal.uitkomst) for goal in report.plandoelen] == [("Ik haal mijn mbo-diploma.", "behaald")]


def test_what_is_not_recorded_says_so() -> None:
    report = reports("monitorgesprek", COUPLED)[0]
    assert [fact.antwoord for fact in report.feiten] == ["niet vastgelegd"] * 3
    assert report.begeleiding_nog_nodig == "niet vastgelegd"
    assert report.conclusie is None


def test_facts_on_the_tenancy_are_printed_as_recorded() -> None:
    facts = {"huur_op_tijd": False, "achterstand": "0.00", "overlastmeldingen": 0, "toelichting": "Regeling loopt."}
    report = reports("monitorgesprek", COUPLED, woonfeiten=facts, begeleiding_nog_nodig=False)[0]
    assert [fact.antwoord for fact in report.feiten] == ["nee", "€\u00a00,00", "0", "Regeling loopt."]
    assert report.begeleiding_nog_nodig == "nee"


def test_who_was_there_signs_and_who_was_not_is_named_with_the_reason() -> None:
    report = reports("monitorgesprek", COUPLED, aanwezigen=PEOPLE)[0]
    assert [(s.rol, s.naam, s.veld) for s in report.deelnemers] == [
        ("huurder", "Mo El Idrissi", "evaluaties[0].aanwezigen[0]"),
        ("begeleider, Stichting Begeleid Thuis", "Kim de Wit", "evaluaties[0].aanwezigen[1]"),
    ]
    assert [(p.hoedanigheid, p.aanwezigheid) for p in report.evaluatie.aanwezigen] == [
        ("huurder", "aanwezig"),
        ("begeleider, Stichting Begeleid Thuis", "niet vastgelegd"),
        ("gemeente", "afwezig: Ziek."),
        ("niet vastgelegd", "afwezig, reden niet vastgelegd"),
    ]


@pytest.mark.parametrize(
    ("conclusie", "words", "which"),
    [
        ("omklappen", "omzetten naar een huurovereenkomst voor onbepaalde tijd", "omzetten"),
        ("niet_omklappen", "nog niet omzetten", "doorgaan"),
        ("verlengen_verdienstadium", "de verdienperiode gaat door", "doorgaan"),
        ("beeindigen", "de huur laten eindigen", "einde"),
        ("overdracht_zorgaanbieder", "de ondersteuning overdragen aan een andere zorgaanbieder", "overdracht"),
    ],
)
def test_the_conclusion_in_words(conclusie: str, words: str, which: str) -> None:
    report = reports("overleg-maand-tien", SUBLET, conclusie=conclusie)[0]
    assert report.conclusie == words
    assert [n for n in ("omzetten", "doorgaan", "einde", "overdracht") if getattr(report, n)] == [which]


@pytest.mark.parametrize(
    ("question", "changes"),
    [
        ("heeft_aanleiding", {"aanleiding": "Afgesproken."}),
        ("heeft_afwezigen", {"aanwezigen": PEOPLE}),
        ("heeft_periode", {"periode": {"begin": "2026-01-01", "einde": "2026-06-30"}}),
        ("heeft_wensen", {"wensen": "Een tuin."}),
        ("heeft_bekeken", {"bekeken": ["Betaaloverzicht"]}),
        ("heeft_aandachtspunten", {"aandachtspunten": ["Post."]}),
        ("heeft_woondoelen", {"doelen": [{"doel": "huur"}]}),
        ("heeft_acties", {"acties": [{"wat": "Bellen."}]}),
        ("heeft_besluit", {"besluit": "Door."}),
        ("heeft_omklapdatum", {"omklapdatum": "2027-09-01"}),
        ("goedgekeurd", {"goedgekeurd_op": PEILDATUM}),
    ],
)
def test_a_part_is_asked_for_before_it_is_printed(question: str, changes: dict[str, Any]) -> None:
    assert getattr(reports("monitorgesprek", COUPLED, **changes)[0], question)
    assert not getattr(reports("monitorgesprek", COUPLED)[0], question)


def test_a_goal_outside_the_annex_counts_as_one_of_the_plan() -> None:
    rows = [{"doel": "opleiding"}]
    assert reports("evaluatiegesprek", SUBLET, doelen=rows)[0].heeft_plandoelen
    assert not reports("evaluatiegesprek", SUBLET)[0].heeft_plandoelen
