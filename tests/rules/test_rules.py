"""A table per rule: what passes, what it finds, and the day on which it turns."""

from __future__ import annotations

import re
from typing import Any

import pytest

from docgen import case
from docgen.case import Zaak
from docgen.rules import RULES, Ernst
from tests.rules import test_friesland
from tests.rules.cases import NEW, PEILDATUM, RUNNING, judged, severities

B, W, T, I = Ernst.BLOKKEERT, Ernst.WAARSCHUWT, Ernst.TAAK, Ernst.INFO  # noqa: E741

S, E = "huurovereenkomst.ingangsdatum", "huurovereenkomst.einddatum"
SIGNED = "huurovereenkomst.ondertekening.datum"
B_START, B_END = "beschikking.ingangsdatum", "beschikking.einddatum"
GROUND = "huurovereenkomst.rechtsgrond_tijdelijk"
INFO = "huurovereenkomst.informatie_vooraf"

Row = tuple[str, dict[str, Any], list[Ernst]]


def bewind(**changes: Any) -> dict[str, Any]:
    court = {"rechtbank": "Noord-Nederland", "datum": "2022-05-11", "zaaknummer": "12 BM 22"}
    person = {"soort": "bewindvoerder", "aanhef": "heer", "voorletters": "P.", "achternaam": "Visser"}
    return {"vertegenwoordiging": [person | {"beschikking": court} | changes]}


LEASE: list[Row] = [
    ("FR-01", {}, []),
    ("FR-01", {"zorgaanbieder": None}, [B]),
    ("FR-01", {"woningcorporatie.ondertekenaars": []}, [B]),
    ("FR-01", {"gemeente.ondertekenaars": []}, []),  # the gemeente is no party
    ("FR-01", {"huurder": None}, [B]),
    ("FR-01", {"huurder.geboorteplaats": None, "zorgaanbieder.statutaire_zetel": None}, [B, B]),
    ("FR-01", {"zorgaanbieder.ondertekenaars.0.functie": None}, [B]),
    ("FR-01", {"huurovereenkomst.vorm": "verdiencontract"}, [B]),
    ("FR-01", {"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd"}, []),
    ("FR-02", {E: "2029-02-28"}, []),
    ("FR-02", {E: "2029-03-01"}, [B]),
    ("FR-02", {S: "2028-02-29", E: "2030-02-27"}, []),
    ("FR-02", {S: "2028-02-29", E: "2030-02-28"}, [B]),
    ("FR-02", {S: "2026-03-01", E: "2028-02-29"}, []),
    ("FR-02", {S: None, E: None}, [B, B]),
    ("FR-02", {"huurovereenkomst": None}, [B]),
    ("FR-03", {"evaluaties": [{"soort": "evaluatiegesprek", "conclusie": "verlengen_verdienstadium"}]}, [B]),
    ("FR-03", {"evaluaties": [{"soort": "evaluatiegesprek", "conclusie": "niet_omklappen"}]}, []),
    ("FR-04", {"beschikking.besluitdatum": PEILDATUM}, []),
    ("FR-04", {}, [I]),  # the decision is still to be taken
    ("FR-04", {"beschikking": None}, [B]),
    ("FR-04", {"beschikking.kenmerk": None, "beschikking.besluitdatum": None}, [B, B]),
    ("FR-04", {"beschikking.besluitdatum": PEILDATUM, "beschikking.gemeente": "Leeuwarden"}, [B]),
    ("FR-04", {"beschikking.besluitdatum": PEILDATUM, "beschikking.gemeente": "Súdwest-Fryslân"}, []),
    ("FR-05", {}, []),
    ("FR-05", {B_END: None}, [B]),
    ("FR-05", {"beschikking": None}, []),
    ("FR-06", {}, []),
    ("FR-06", {B_START: "2027-03-02"}, [B]),
    ("FR-06", {B_START: "2027-02-28"}, [W]),
    ("FR-06", {B_START: None}, []),
    ("FR-07", {}, []),
    ("FR-07", {B_END: "2029-02-27"}, [W]),
    ("FR-07", {B_END: "2029-03-01"}, [W, W]),  # longer than the lease, and longer than two years
    ("FR-07", {E: "2029-01-31"}, [W]),
    ("FR-08", {"huurovereenkomst.uitzonderingsgronden": ["voorwaarde_corporatie"]}, []),
    ("FR-08", {"huurovereenkomst.uitzonderingsgronden": []}, [B]),
    ("FR-09", {}, [I]),
    ("FR-09", {"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd"}, []),
    ("FR-10", {}, []),
    ("FR-10", {"ondersteuningsplan": None}, [W]),
    ("FR-10", {"ondersteuningsplan.datum": None}, [W]),
    ("FR-10", {"ondersteuningsplan.themas": []}, []),  # an unfilled plan does not stop a lease
    ("FR-10", {"ondersteuningsplan.datum": "2027-03-01"}, []),
    ("FR-10", {"ondersteuningsplan.datum": "2027-03-02"}, [B]),
    ("FR-10", {"ondersteuningsplan.themas.7.doelen": [], "ondersteuningsplan.themas.8.doelen": [],
               "ondersteuningsplan.themas.10.doelen": []}, [B, B]),  # huur-op-tijd stands in another theme too
    ("FR-10", {"ondersteuningsplan.themas.4.doelen": []}, []),  # not a goal of the annex
    ("FR-11", {}, []),
    ("FR-11", {"doelen.0.omklapvoorwaarde": False}, [B]),
    ("FR-11", {"doelen.1.thema": "netwerk", "doelen.1.zichtbaar_voor_corporatie": False}, [B]),
    ("FR-11", {"doelen.2.zichtbaar_voor_corporatie": False}, [B]),
    ("FR-13", {}, []),
    ("FR-13", {INFO: None}, [B]),
    ("FR-13", {f"{INFO}.datum": None}, [B]),
    ("FR-13", {f"{INFO}.akkoord": None}, [B]),
    ("FR-13", {f"{INFO}.datum": "2027-02-15"}, []),
    ("FR-13", {f"{INFO}.datum": "2027-02-16"}, [B]),
    ("FR-13", {"huurovereenkomst.evaluatiemomenten": []}, [B]),
    ("FR-13", {"huurovereenkomst.evaluatiemomenten": ["2027-03-01", "2029-02-28"]}, []),
    ("FR-13", {"huurovereenkomst.evaluatiemomenten": ["2027-02-28", "2029-03-01"]}, [W, W]),
    ("FR-17", {}, []),
    ("FR-17", {"signaal": {"datum": "2027-06-01"}}, [W]),
    ("FR-17", {"signaal": {"punten": [{"beter": "De tuin."}]}}, []),
    ("FR-24", {"doelen.0.thema": "bereikbaarheid"}, []),
    ("FR-24", {"doelen.3.zichtbaar_voor_corporatie": True}, [B]),
    ("FR-24", {"doelen.3.zichtbaar_voor_corporatie": None}, []),
    ("FR-26", {"ondersteuningsplan.datum": "2027-03-01"}, []),
    ("FR-26", {"ondersteuningsplan.datum": "2027-03-02"}, [B]),
    ("FR-26", {"ondersteuningsplan.opgesteld_door.organisatie": "zorgaanbieder"}, [B]),
    ("FR-26", {"ondersteuningsplan.opgesteld_door": None}, []),
    ("FR-26", {"ondersteuningsplan": None}, []),
    ("FR-29", {"warme_overdracht": {"begin": "2027-03-01", "einde": "2027-05-31"}}, []),
    ("FR-29", {"warme_overdracht": {"begin": "2027-03-01", "einde": "2027-06-01"}}, [W]),
    ("FR-33", {"herkomst.aanmelddatum_bemiddeling": "2026-11-28"}, []),
    ("FR-33", {"herkomst.aanmelddatum_bemiddeling": "2026-11-29"}, [W]),
    ("FR-33", {"herkomst.aanmelddatum_bemiddeling": None}, [I]),
    ("FR-55", {}, []),
    ("FR-55", {"zorgaanbieder.contactpersonen.0.bereikbaar": "werkdagen"}, [W]),
    ("FR-55", {"beschikking.product": "Begeleiding"}, []),  # agreed on in the plan
    ("FR-55", {"beschikking.product": "Begeleiding", "ondersteuningsplan.themas.2.afspraken": []}, [W]),
    ("FR-62", {}, []),
    ("FR-62", {"herkomst.voorziening": "detentie"}, [W]),
    ("FR-62", {"herkomst": None}, []),
    ("FR-65", {}, []),
    ("FR-65", {"transferpunt.uitstroomgemeente": "Leeuwarden"}, [B]),
    ("FR-65", {"transferpunt": None}, []),
    ("FR-65", {"beschikking.product": "Beschermd Wonen intramuraal"}, [W]),
    ("FR-67", {}, []),
    ("FR-67", {"transferpunt.inschrijvingen": []}, [W]),
    ("FR-68", {}, []),
    ("FR-68", {"herkomst.gemeente": "Leeuwarden"}, [I]),
    ("FR-69", {}, []),
    ("FR-69", {"transferpunt.reden_inzet": None}, [I]),
    ("FR-70", {"huurovereenkomst.intakegesprek": "2027-03-01"}, []),
    ("FR-70", {"huurovereenkomst.intakegesprek": "2027-03-02"}, [W]),
    ("LAW-01", {}, []),
    ("LAW-01", {E: "2029-03-01"}, [B]),
    ("LAW-01", {GROUND: None}, [B, B, B]),
    ("LAW-01", {f"{GROUND}.categorie": None}, [B]),
    ("LAW-01", {f"{GROUND}.toelichting": None}, [B]),
    ("LAW-01", {SIGNED: "2024-06-30", GROUND: None}, []),  # the old regime
    ("LAW-01", {SIGNED: "2024-07-01", GROUND: None}, [B, B, B]),
    ("LAW-02", {}, []),
    ("LAW-02", {SIGNED: "2024-06-30"}, []),
    ("LAW-02", {SIGNED: "2024-06-30", E: "2029-03-01"}, [B]),
    ("LAW-02", {SIGNED: "2024-06-30", E: "2032-02-29", "woning.zelfstandig": False}, []),
    ("LAW-02", {SIGNED: "2024-06-30", E: "2032-03-01", "woning.zelfstandig": False}, [B]),
    ("LAW-02", {SIGNED: "2016-06-30"}, [B]),
    ("LAW-05", {"addenda": [{"nummer": 1, "ingangsdatum": "2029-02-28"}]}, []),
    ("LAW-05", {"addenda": [{"nummer": 1, "ingangsdatum": "2029-03-01"}]}, [B]),
    ("LAW-09", {"huur.waarborgsom": "1126.82"}, []),
    ("LAW-09", {"huur.waarborgsom": "1126.83"}, [B]),
    ("LAW-09", {"huur.waarborgsom": None}, []),
    ("LAW-10", {}, []),
    ("LAW-10", {"bijlagen": []}, [W]),
    ("LAW-10", {"bijlagen.0.ontvangen_op": None}, [W]),
    ("LAW-11", {"huur.servicekosten": [], "huur.nutsvoorzieningen": []}, []),
    ("LAW-11", {"huur.kale_huur": None}, [B]),
    ("LAW-11", {"huur": None}, [B]),
    ("LAW-12", {}, []),
    ("LAW-12", bewind(), []),
    ("LAW-12", bewind(soort="curator"), []),
    ("LAW-12", bewind(beschikking=None), [B]),
    ("LAW-12", bewind(soort="curator", beschikking={"datum": "2022-05-11"}), [B]),
    ("LAW-12", bewind(soort="mentor"), [I]),
    ("LAW-12", bewind(soort="budgetbeheerder", beschikking=None), [I]),
    ("LAW-13", {}, []),
    ("LAW-13", {"huurovereenkomst.aanvullende_afspraken": ["Nummer 9999.90.019."]}, [B]),
    ("LAW-13", {"woningcorporatie.kvk_nummer": "99999001"}, []),
    ("LAW-16", {}, [W]),
    ("LAW-16", {"herkomst.voorziening": "maatschappelijke_opvang"}, []),
    ("LAW-16", {"herkomst.voorziening": "vrouwenopvang"}, []),
    ("LAW-16", {f"{GROUND}.categorie": "d"}, []),
    ("LAW-17", {}, []),
    ("LAW-19", {"huurder.geboortedatum": "2009-03-01"}, []),
    ("LAW-19", {"huurder.geboortedatum": "2009-03-02"}, [W]),
    ("LAW-19", {"huurder.geboortedatum": None}, []),
    ("LAW-21", {}, [W]),
    ("LAW-21", {"bijlagen": [{"soort": "puntentelling"}]}, []),
    ("LAW-21", {SIGNED: "2024-12-31"}, []),
    ("LAW-22", {}, []),
    (
        "LAW-22",
        {"huurder.adres": {"straat": "Lemmerweg", "huisnummer": 112, "toevoeging": "3", "postcode": "8608AL",
                           "plaats": "Sneek"}},
        [W],
    ),
    ("LAW-22", {"evaluaties": [{"soort": "omklapevaluatie", "datum": "2027-03-01"}]}, []),
    ("LAW-22", {"evaluaties": [{"soort": "omklapevaluatie", "datum": "2027-02-28"}]}, [B]),
    ("LAW-22", {"evaluaties": [{"soort": "evaluatiegesprek", "datum": "2027-02-28"}]}, []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "expected"), LEASE)
def test_a_lease_to_be_made(code: str, changes: dict[str, Any], expected: list[Ernst]) -> None:
    assert severities(judged(changes), code) == expected


EVALUATION = "evaluaties.0"
ARREARS = f"{EVALUATION}.woonfeiten.achterstand"
LATER = "2026-12-20"
NO_TALK: dict[str, Any] = {"evaluaties": [], "omklap": None, "waakvlam": None}

RUNNING_ROWS: list[tuple[str, dict[str, Any], str, list[Ernst]]] = [
    ("FR-12", {}, PEILDATUM, []),
    ("FR-12", {f"{EVALUATION}.doelen": []}, PEILDATUM, [B] * 5),
    ("FR-12", {f"{EVALUATION}.doelen.4.resultaat": None}, PEILDATUM, [B]),
    ("FR-12", {"evaluaties": []}, PEILDATUM, [B]),
    ("FR-12", {}, "2026-11-02", [B]),  # the evaluation has not been held yet
    ("FR-12", {f"{EVALUATION}.conclusie": "niet_omklappen"}, PEILDATUM, [B]),
    ("FR-12", {f"{EVALUATION}.omklapdatum": "2026-11-03"}, PEILDATUM, []),
    ("FR-12", {f"{EVALUATION}.omklapdatum": "2026-11-02"}, PEILDATUM, [B]),
    ("FR-14", {}, PEILDATUM, []),  # omklap is decided
    ("FR-14", NO_TALK, "2026-10-27", []),
    ("FR-14", NO_TALK, "2026-10-28", [T]),
    ("FR-14", NO_TALK, "2026-11-28", [T]),
    ("FR-14", NO_TALK, "2026-11-29", [I]),
    ("FR-14", NO_TALK | {"correspondentie": [{"document": "vooraankondiging-einde", "datum": "2026-11-02"}]},
     LATER, []),
    ("FR-15", {}, PEILDATUM, []),
    ("FR-15", NO_TALK, "2026-10-27", []),
    ("FR-15", NO_TALK, "2026-10-28", [W]),
    ("FR-16", {}, PEILDATUM, []),
    ("FR-16", {f"{EVALUATION}.omklapdatum": "2027-03-02"}, PEILDATUM, [B]),
    ("FR-16", {f"{EVALUATION}.omklapdatum": "2027-02-28"}, PEILDATUM, [W]),
    ("FR-16", {f"{EVALUATION}.omklapdatum": "2027-02-01", f"{EVALUATION}.besluit": "Eerder."}, PEILDATUM, []),
    ("FR-16", {B_END: "2027-01-31"}, PEILDATUM, [W]),  # a gap after the support
    ("FR-18", {B_END: "2026-11-21"}, PEILDATUM, []),  # omklap is decided
    ("FR-18", NO_TALK | {B_END: "2026-11-21"}, PEILDATUM, [W]),
    ("FR-18", NO_TALK | {B_END: PEILDATUM}, PEILDATUM, []),
    ("FR-18", NO_TALK | {B_END: "2026-11-21"}, "2027-03-01", []),  # the lease is over
    ("FR-22", {}, PEILDATUM, []),
    ("FR-22", {ARREARS: "0.01"}, PEILDATUM, [T]),
    ("FR-22", {ARREARS: None}, PEILDATUM, []),
    ("FR-28", {}, PEILDATUM, [W]),
    ("FR-28", {"huurovereenkomst.evaluatiemomenten": ["2026-09-01", "2026-11-23"]}, PEILDATUM, []),
    ("FR-32", {"transferpunt.registratiedatum": "2024-11-18"}, PEILDATUM, []),
    ("FR-32", {"transferpunt.registratiedatum": "2024-11-19"}, PEILDATUM, [W]),
    ("FR-33", {}, PEILDATUM, []),  # only for beschermd wonen
    ("FR-34", {"transferpunt.inschrijvingen.0.datum": "2024-11-18"}, PEILDATUM, []),
    ("FR-34", {"transferpunt.inschrijvingen.0.datum": "2024-11-19"}, PEILDATUM, [W]),
    ("FR-34", {"herkomst.aanmelddatum_bemiddeling": "2024-11-19"}, PEILDATUM, [W]),
    ("FR-39", {}, "2025-02-19", []),
    ("FR-39", {}, "2025-02-20", [T]),
    ("FR-39", {}, "2027-03-01", []),
    ("FR-39", {"correspondentie": [{"document": "plaatsingsformulier", "datum": "2025-02-21"}]}, PEILDATUM, []),
    ("FR-54", {}, PEILDATUM, []),
    ("FR-54", {f"{EVALUATION}.aanwezigen.0.aanwezig": False}, PEILDATUM, [W]),
    ("FR-54", {f"{EVALUATION}.aanwezigen.0.aanwezig": False, f"{EVALUATION}.aanwezigen.0.reden_afwezig": "Ziek."},
     PEILDATUM, []),
    ("FR-54", {f"{EVALUATION}.aanwezigen": []}, PEILDATUM, []),  # niet vastgelegd
    ("FR-56", {}, "2027-01-10", []),
    ("FR-56", NO_TALK, "2026-12-27", []),
    ("FR-56", NO_TALK, "2026-12-28", [T]),
    ("FR-57", {}, "2025-12-31", []),
    ("FR-57", {}, "2026-01-01", [W]),
    ("FR-57", {}, "2022-01-27", [W]),
    ("LAW-18", {}, PEILDATUM, [B]),
    ("LAW-18", {f"{EVALUATION}.conclusie": "niet_omklappen"}, PEILDATUM, []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "on", "expected"), RUNNING_ROWS)
def test_a_running_lease(code: str, changes: dict[str, Any], on: str, expected: list[Ernst]) -> None:
    assert severities(judged(changes, on, RUNNING), code) == expected


def test_a_later_evaluation_that_says_otherwise_brings_the_aanzegging_back() -> None:
    later = {"soort": "omklapevaluatie", "datum": "2026-12-10", "conclusie": "niet_omklappen"}
    first = {"soort": "omklapevaluatie", "datum": "2026-11-03", "conclusie": "omklappen"}
    found = judged({"evaluaties": [later, first]}, "2026-12-15", RUNNING)
    assert severities(found, "LAW-18") == []
    assert Ernst.TAAK in severities(found, "LAW-03")


def test_every_rule_of_friesland_and_the_law_stands_in_the_tables() -> None:
    tabled = {row[0] for row in LEASE} | {row[0] for row in RUNNING_ROWS}
    elsewhere = {"LAW-03", "LAW-04", "LAW-14"}  # test_aanzegging.py
    elsewhere |= {"LAW-06"}  # test_koppeling.py
    elsewhere |= {row[0] for row in test_friesland.EVERY}
    assert {code for code in RULES if code.startswith(("FR-", "LAW-"))} == tabled | elsewhere


def test_every_finding_names_a_field_that_a_case_can_hold() -> None:
    rows = [(changes, PEILDATUM, NEW) for _, changes, _ in LEASE]
    rows += [(changes, on, RUNNING) for _, changes, on, _ in RUNNING_ROWS]
    for changes, on, base in rows:
        found = judged(changes, on, base)
        for finding in (*found.findings, *found.on_request):
            assert known_path(finding.veld), finding


def known_path(path: str) -> bool:
    """Whether a path leads through the models of a case, part by part."""
    model: Any = Zaak
    for step in path.split("."):
        name, _, index = step.partition("[")
        if name not in model.model_fields:
            return False
        kinds = re.findall(r"docgen\.case\.(\w+)\.(\w+)", str(model.model_fields[name].annotation))
        model = getattr(case, kinds[0][1], None) if kinds else None
        assert not index or index.rstrip("]").isdigit()
    return True


def test_messages_hold_no_personal_data() -> None:
    secrets = ("Meulen", "Sanne", "999990019", "Oosterdijk", "sanne@", "0612345678", "Lemmerweg")
    for _, changes, _ in LEASE:
        for finding in judged(changes, base=NEW).findings:
            assert not [s for s in secrets if s in f"{finding.melding} {finding.advies} {finding.bron}"]
