"""Which documents the Frisian cases call for on which day, and where every outcome of the evaluation leads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from docgen.case import load
from docgen.rules import Afgeleid, Ernst, Outcome, evaluate
from tests.rules.cases import NEW, RUNNING, judged

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
LEASE = ["driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder"]
PLAN = ["ondersteuningsplan", "bereikbaarheidskaart"]
CHAIN = ["omklapbrief", "huurovereenkomst-onbepaalde-tijd", "uitleg-huurder"]


def outcome(name: str, on: str) -> Outcome:
    return evaluate(load(CASES / f"{name}.json"), dt.date.fromisoformat(on))


def called(found: Outcome) -> set[str]:
    return {call.document for call in found.calls}


DAYS: list[tuple[str, str, list[str]]] = [
    ("friesland-driepartijen", "2024-02-05", [*LEASE, *PLAN, "registratieformulier"]),
    ("friesland-driepartijen", "2024-02-14", [*LEASE, *PLAN, "aanmeldformulier"]),
    ("friesland-driepartijen", "2026-11-22", [*LEASE, *PLAN, "vervolg-wonen"]),
    ("friesland-driepartijen", "2027-02-15", [*LEASE, *PLAN, "plaatsingsformulier"]),  # the day of signing
    ("friesland-driepartijen", "2027-02-16", [*PLAN, "plaatsingsformulier"]),
    ("friesland-driepartijen", "2027-03-01", [*PLAN, "plaatsingsformulier"]),  # the first day
    ("friesland-driepartijen", "2027-03-02", ["plaatsingsformulier"]),
    ("friesland-driepartijen", "2029-02-28", ["plaatsingsformulier"]),
    ("friesland-driepartijen", "2029-03-01", []),
    ("friesland-omklap", "2026-11-02", ["waakvlamafspraken", "plaatsingsformulier"]),  # the talk is tomorrow
    ("friesland-omklap", "2026-11-03", ["omklapevaluatie", *CHAIN, "waakvlamafspraken", "plaatsingsformulier"]),
    ("friesland-omklap", "2026-11-22", ["omklapevaluatie", *CHAIN, "waakvlamafspraken", "plaatsingsformulier"]),
    ("friesland-omklap", "2027-02-28", ["omklapevaluatie", *CHAIN, "waakvlamafspraken", "plaatsingsformulier"]),
    ("friesland-omklap", "2027-03-01", CHAIN),  # the first day of the new lease
    ("friesland-omklap", "2027-03-02", []),
    ("friesland-niet-omklappen", "2026-11-22", ["omklapevaluatie", "signaalbrief-voortgang", "plaatsingsformulier"]),
    ("friesland-overdracht", "2026-11-15", ["omklapevaluatie", "overdracht-zorgaanbieder", "plaatsingsformulier"]),
    ("friesland-overdracht", "2026-11-16",
     ["omklapevaluatie", "overdracht-zorgaanbieder", "warme-overdracht", "plaatsingsformulier"]),
    ("friesland-overdracht", "2027-01-02", ["omklapevaluatie", "warme-overdracht", "plaatsingsformulier"]),
    ("friesland-beeindigen", "2026-10-27", ["omklapevaluatie", "plaatsingsformulier"]),
    ("friesland-beeindigen", "2026-10-28", ["omklapevaluatie", "vooraankondiging-einde", "plaatsingsformulier"]),
    ("friesland-beeindigen", "2026-11-28", ["omklapevaluatie", "vooraankondiging-einde", "plaatsingsformulier"]),
    ("friesland-beeindigen", "2026-11-29", ["omklapevaluatie", "plaatsingsformulier"]),
    ("friesland-beeindigen", "2026-12-01", ["omklapevaluatie", "aanzegging", "plaatsingsformulier"]),
    ("friesland-beeindigen", "2027-01-28", ["omklapevaluatie", "aanzegging", "plaatsingsformulier"]),
    ("friesland-beeindigen", "2027-01-29", ["omklapevaluatie", "plaatsingsformulier"]),
    ("toetreding-friesland", "2025-04-25", ["toetredingsverklaring"]),
    ("toetreding-friesland", "2025-05-01", ["toetredingsverklaring"]),
    ("toetreding-friesland", "2025-05-02", []),
    ("uittreding-friesland", "2024-09-20", ["uittredingsbrief"]),
    ("uittreding-friesland", "2025-01-02", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "on", "documents"), DAYS, ids=[f"{n}-{d}" for n, d, _ in DAYS])
def test_documents_that_a_case_calls_for_on_a_day(name: str, on: str, documents: list[str]) -> None:
    assert [call.document for call in outcome(name, on).calls] == documents


@pytest.mark.parametrize(
    ("conclusie", "document"),
    [
        ("omklappen", "omklapbrief"),
        ("omklappen", "huurovereenkomst-onbepaalde-tijd"),
        ("niet_omklappen", "signaalbrief-voortgang"),
        ("overdracht_zorgaanbieder", "overdracht-zorgaanbieder"),
        ("beeindigen", "vooraankondiging-einde"),
    ],
)
def test_each_conclusion_leads_to_its_document_and_to_no_other(conclusie: str, document: str) -> None:
    every = {"omklapbrief", "huurovereenkomst-onbepaalde-tijd", "signaalbrief-voortgang", "overdracht-zorgaanbieder",
             "vooraankondiging-einde", "aanzegging"}  # fmt: skip
    found = called(judged({"evaluaties.0.conclusie": conclusie}, base=RUNNING))
    assert document in found
    others = {"omklapbrief", "huurovereenkomst-onbepaalde-tijd"} if conclusie == "omklappen" else {document}
    assert found & every == others


def test_a_letter_that_went_out_before_today_is_not_called_for_again() -> None:
    changes: dict[str, Any] = {"evaluaties.0.conclusie": "niet_omklappen"}
    letter = {"document": "signaalbrief-voortgang", "datum": "2026-11-20"}
    assert "signaalbrief-voortgang" in called(judged(changes, base=RUNNING))
    assert "signaalbrief-voortgang" not in called(judged(changes | {"correspondentie": [letter]}, base=RUNNING))
    before = [letter | {"datum": "2026-11-02"}]  # a letter from before the evaluation is another one
    assert "signaalbrief-voortgang" in called(judged(changes | {"correspondentie": before}, base=RUNNING))


def test_an_aanzegging_that_reached_everyone_is_not_called_for_again() -> None:
    end: dict[str, Any] = {"evaluaties.0.conclusie": "beeindigen"}
    sent = {"document": "aanzegging", "datum": "2026-12-03", "ontvanger": "huurder", "ontvangen_op": "2026-12-04"}
    assert "aanzegging" in called(judged(end, "2026-12-10", RUNNING))
    assert "aanzegging" not in called(judged(end | {"correspondentie": [sent]}, "2026-12-10", RUNNING))
    early = [sent | {"datum": "2026-11-26", "ontvangen_op": "2026-11-30"}]
    assert "aanzegging" in called(judged(end | {"correspondentie": early}, "2026-12-10", RUNNING))


def test_a_later_evaluation_opens_or_closes_the_way_to_the_aanzegging() -> None:
    decided = outcome("friesland-omklap", "2026-12-10")
    assert [f.code for f in decided.blocking("aanzegging")] == ["LAW-18"]
    later = {"soort": "omklapevaluatie", "datum": "2026-12-09", "conclusie": "beeindigen"}
    first = {"soort": "omklapevaluatie", "datum": "2026-11-03", "conclusie": "omklappen"}
    turned = judged({"evaluaties": [first, later]}, "2026-12-10", RUNNING)
    assert turned.blocking("aanzegging") == ()
    assert "aanzegging" in called(turned)


def test_the_task_of_the_aanzegging_stands_from_the_first_day_of_its_window() -> None:
    for on, expected in (("2026-11-30", []), ("2026-12-01", [Ernst.TAAK]), ("2027-01-26", [Ernst.TAAK])):
        found = outcome("friesland-beeindigen", on).findings
        assert [f.ernst for f in found if f.code == "LAW-03" and f.ernst is Ernst.TAAK] == expected


def test_a_letter_that_would_arrive_too_late_blocks_itself_alone() -> None:
    found = outcome("friesland-beeindigen", "2027-01-27")
    blocked = {d for f in found.findings if f.ernst is Ernst.BLOKKEERT for d in f.documenten}
    assert blocked == {"aanzegging"}


def test_the_page_for_the_tenant_is_that_of_the_contract_called_for() -> None:
    before, after = outcome("friesland-omklap", "2026-11-02"), outcome("friesland-omklap", "2026-11-22")
    assert before.teksten["uitleg-huurder"] == "letters/uitleg-huurder.driepartijenovereenkomst.friesland.md"
    assert after.teksten["uitleg-huurder"] == "letters/uitleg-huurder.huurovereenkomst-onbepaalde-tijd.md"


def test_a_lease_for_an_indefinite_time_at_once_calls_for_that_lease() -> None:
    found = judged({"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd", "huurovereenkomst.einddatum": None})
    assert called(found) >= {"huurovereenkomst-onbepaalde-tijd", "uitleg-huurder", "ondersteuningsplan"}
    assert "driepartijenovereenkomst" not in called(found)
    assert isinstance(found.afgeleid, Afgeleid)
    assert found.afgeleid.begin_onbepaalde_tijd == dt.date(2027, 3, 1)


def test_the_lease_after_an_omklap_is_refused_while_nothing_is_decided() -> None:
    assert [f.code for f in judged({}).blocking("huurovereenkomst-onbepaalde-tijd")] == ["FR-12"]


def test_an_agreement_on_data_that_is_not_given_yet_calls_for_the_declaration() -> None:
    asked = {"ontvanger": "transferpunt", "gegevens": ["registratie"], "grondslag": "toestemming"}
    assert "toestemmingsverklaring" in called(judged({"toestemmingen": [asked]}))


def test_rules_of_behaviour_and_changes_are_called_for_until_they_begin() -> None:
    changes: dict[str, Any] = {
        "gedragsaanwijzing": {"regels": ["Stil na tien uur."], "ingangsdatum": "2026-12-01"},
        "addenda": [{"nummer": 1, "ingangsdatum": "2026-12-01"}],
    }
    for on, holds in (("2026-12-01", True), ("2026-12-02", False)):
        assert ({"gedragsaanwijzing", "addendum"} <= called(judged(changes, on, RUNNING))) is holds


# --- who gets a letter, and where ----------------------------------------------


def values(name: str, on: str) -> Afgeleid:
    found = outcome(name, on).afgeleid
    assert isinstance(found, Afgeleid)
    return found


def test_each_addressee_gets_a_letter_in_the_order_of_the_house() -> None:
    people = values("friesland-beeindigen", "2026-12-10").geadresseerden
    assert [p.rol for p in people] == ["huurder", "medehuurder", "bewindvoerder"]
    assert [p.aanhef for p in people] == ["Geachte N. de Wit-IJpma", "Geachte heer Van der Wal", "Geachte mevrouw Abma"]
    assert [p.vertegenwoordiger for p in people] == [False, False, True]
    assert people[2].adresregels[:2] == ("Abma Bewind", "t.a.v. mevrouw G. Abma")


def test_a_letter_follows_the_tenant_to_the_new_home_on_the_first_day() -> None:
    before, after = values(NEW, "2027-02-28"), values(NEW, "2027-03-01")
    assert before.geadresseerden[0].adresregels[1] == "Oosterdijk 44B"
    assert after.geadresseerden[0].adresregels[1] == "Lemmerweg 112-3"
    assert "wonende te 8608 AL Sneek, Lemmerweg 112-3" in after.partijen[1].omschrijving


def test_a_mentor_gets_no_letter_about_the_lease_but_one_about_the_goals() -> None:
    found = values("friesland-bewind", "2027-05-10")
    assert [p.rol for p in found.geadresseerden] == ["huurder", "bewindvoerder"]
    assert [p.rol for p in found.geadresseerden_signaal] == ["huurder", "bewindvoerder", "mentor"]


def test_a_letter_is_dated_on_the_peildatum_and_goes_as_it_is_recorded() -> None:
    found = values("friesland-beeindigen", "2026-12-10")
    assert found.briefdatum == dt.date(2026, 12, 10)
    assert found.geadresseerden[0].verzending == "aangetekend en met gewone post"
    sent = [{"document": "aanzegging", "datum": "2026-12-10", "wijze": "exploot"}]
    recorded = judged({"correspondentie": sent}, "2026-12-10", RUNNING).afgeleid
    assert isinstance(recorded, Afgeleid)
    assert recorded.geadresseerden[0].verzending == "door een deurwaarder"


def test_a_party_that_leaves_writes_to_every_other_party() -> None:
    people = values("uittreding-friesland", "2024-09-20").geadresseerden
    assert [p.naam for p in people] == ["Stichting Wonen De Terp", "Gemeente Súdwest-Fryslân",
                                        "Stichting Zorggroep De Oever"]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (None, "Stichting Wonen De Terp"),
        ("zorgaanbieder", "Stichting Zorggroep De Oever"),
        ("Stichting Zorggroep De Oever", "Stichting Zorggroep De Oever"),
        ("gemeente", "Súdwest-Fryslân"),
        ("iemand anders", "Stichting Wonen De Terp"),
    ],
)
def test_sender_of_a_signal(told: str | None, name: str) -> None:
    found = judged({"signaal": {"afzender": told}}, base=RUNNING).afgeleid
    assert isinstance(found, Afgeleid)
    assert found.signaal_afzender is not None
    assert found.signaal_afzender.naam == name
    assert found.ondertekenaars_signaal[0].naam.endswith(name)


def test_four_parties_sign_a_handover() -> None:
    found = values("friesland-overdracht", "2026-11-22")
    assert [p.rolnaam for p in found.partijen_overdracht] == ["verhuurder", "huurder", "oude zorgaanbieder",
                                                              "nieuwe zorgaanbieder"]  # fmt: skip
    assert found.exemplaren_overdracht == "viervoud"
    assert found.nieuwe_begeleider is not None
    assert found.nieuwe_begeleider.naam == "Renske de Jong"


def test_the_lease_after_an_omklap_binds_two() -> None:
    found = values("friesland-omklap", "2026-11-22")
    assert [s.rol for s in found.ondertekenaars_onbepaalde_tijd] == ["verhuurder", "huurder"]
    assert found.begin_onbepaalde_tijd == dt.date(2027, 3, 1)
    assert found.totaal_na_omklap_in_woorden == "zeshonderdvijfenvijftig euro en zesenveertig cent"
