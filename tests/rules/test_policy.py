"""The registry, the policy of an agreement, deviations on record, and the facts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import typing
from typing import Any

import pytest

from docgen import content
from docgen.case import Toetreding, Zaak, choices
from docgen.errors import TextFault
from docgen.law import load_regeling, regelingen
from docgen.rules import FACTS, RULES, Afgeleid, Ernst, Outcome, policy, rules_overview
from docgen.rules.bevoegdheid import INVULREGEL
from docgen.rules.policy import check_names
from docgen.rules.registry import rule
from docgen.rules.termijnen import NAMED_DATES
from docgen.text.document import MISSING
from tests.rules.cases import judged, severities

FRIESLAND = load_regeling("friesland-2022")
PERIOD = dt.date(2026, 11, 22)
DOCUMENTS = set(typing.get_args(typing.get_args(choices.Documentnaam)[0]))


# --- registry ------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(RULES))
def test_docstring_cites_the_source_of_the_rule(code: str) -> None:
    found = RULES[code]
    cited = re.search(r"^\s*Bron: (.+)$", found.check.__doc__ or "", re.MULTILINE)
    assert cited and cited[1] == found.bron
    assert found.omschrijving.endswith(".")


def test_a_rule_cannot_exist_twice() -> None:
    with pytest.raises(ValueError, match="FR-02"):
        rule("FR-02", Ernst.BLOKKEERT, "x")(RULES["FR-02"].check)


def test_overview_lists_every_rule_in_order() -> None:
    rows = rules_overview()
    assert [row["code"] for row in rows] == sorted(RULES)
    assert all(all(row.values()) for row in rows)


@pytest.mark.parametrize("naam", regelingen())
def test_every_agreement_names_only_rules_facts_and_dates_that_exist(naam: str) -> None:
    check_names(load_regeling(naam))


def test_every_rule_of_an_agreement_is_in_force_somewhere() -> None:
    listed = {code for naam in regelingen() for code in load_regeling(naam).regels}
    assert {code for code in RULES if not code.startswith("LAW-")} <= listed


def test_the_law_is_in_force_under_every_agreement() -> None:
    law = {code for code, found in RULES.items() if code.startswith("LAW-") and "zaak" in found.soorten}
    assert law <= {found.code for found in policy(FRIESLAND, "zaak")}


@pytest.mark.parametrize("naam", regelingen())
def test_groups_that_rules_block_exist_or_are_names_of_documents(naam: str) -> None:
    regeling = load_regeling(naam)
    used = {found.groep for found in policy(regeling, "zaak")}
    assert used <= set(regeling.documentgroepen) | DOCUMENTS
    assert {d for group in regeling.documentgroepen.values() for d in group} <= DOCUMENTS


def test_an_agreement_that_names_what_does_not_exist_is_a_fault_of_ours() -> None:
    row = dataclasses.replace(FRIESLAND.documenten[0], als=("niet verzonnen_feit",), tot="verzonnen_dag")
    wrong = dataclasses.replace(FRIESLAND, regels=("FR-02", "FR-99"), documenten=(row,))
    with pytest.raises(TextFault, match="FR-99, niet verzonnen_feit, verzonnen_dag"):
        check_names(wrong)


@pytest.mark.parametrize("naam", regelingen())
def test_texts_meet_the_rules_that_only_a_clause_can_meet(naam: str) -> None:
    """FR-19, NOP-10, AL-10 and the like say what a contract must say: its text cites them."""
    regeling = load_regeling(naam)
    clauses = {regeling.contract.vorm: regeling.contract.verplichte_clausules}
    clauses |= {found.document: found.verplichte_clausules for found in regeling.overeenkomsten}
    for document, wanted in ((name, codes) for name, codes in clauses.items() if codes):
        row = regeling.documentregel(document)
        assert row is not None
        assert set(wanted) <= cited(row.tekst)


def cited(tekst: str) -> set[str]:
    root = content.templates_root()
    main = (root / tekst).read_text(encoding="utf-8")
    shared = re.findall(r'{% include "([^"]+)" %}', main)
    text = main + "".join((root / name).read_text(encoding="utf-8") for name in shared)
    return {code for bron in re.findall(r'bron="([^"]+)"', text) for code in re.findall(r"[A-Z]+-\d+", bron)}


@pytest.mark.parametrize("naam", regelingen())
def test_every_document_of_the_table_has_its_text(naam: str) -> None:
    for row in load_regeling(naam).documenten:
        assert (content.templates_root() / row.tekst).is_file()


# --- deviations ----------------------------------------------------------------


def deviation(regel: str, **changes: Any) -> dict[str, Any]:
    made = {"regel": regel, "motief": "Zonder dit wordt de huurder dakloos.", "naam": "T. Hoekstra",
            "functie": "teamleider Verhuur", "datum": "2026-11-20"}  # fmt: skip
    return {"afwijkingen": [made | changes]}


GAP = {"beschikking.ingangsdatum": "2027-03-02"}


def test_a_deviation_turns_a_block_into_a_warning_with_name_and_motive() -> None:
    found = [f for f in judged(GAP | deviation("FR-06")).findings if f.code == "FR-06"]
    assert [f.ernst for f in found] == [Ernst.WAARSCHUWT]
    assert "op grond van afspraak 12 (hardheidsclausule)" in found[0].melding
    assert "T. Hoekstra, teamleider Verhuur" in found[0].melding
    assert "Zonder dit wordt de huurder dakloos." in found[0].melding
    assert found[0].bron == "Toel.4d; Afs.12"


@pytest.mark.parametrize("lacking", [{"motief": None}, {"naam": None}])
def test_a_deviation_without_name_or_motive_does_not_count(lacking: dict[str, Any]) -> None:
    found = [f for f in judged(GAP | deviation("FR-06", **lacking)).findings if f.code == "FR-06"]
    assert [f.ernst for f in found] == [Ernst.BLOKKEERT]
    assert "mist een naam of een motief" in found[0].advies


def test_a_deviation_does_not_count_before_its_day() -> None:
    assert severities(judged(GAP | deviation("FR-06", datum="2026-11-23")), "FR-06") == [Ernst.BLOKKEERT]


def test_a_deviation_from_another_rule_changes_nothing() -> None:
    assert severities(judged(GAP | deviation("FR-08")), "FR-06") == [Ernst.BLOKKEERT]


def test_nobody_deviates_from_a_missing_signature_of_the_huurder() -> None:
    gone = {"huurder": None, "woningcorporatie.kvk_nummer": None}
    found = {f.veld: f.ernst for f in judged(gone | deviation("FR-01")).findings if f.code == "FR-01"}
    assert found == {"huurder": Ernst.BLOKKEERT, "woningcorporatie.kvk_nummer": Ernst.WAARSCHUWT}


# --- facts and derived values --------------------------------------------------


def facts(changes: dict[str, Any]) -> set[str]:
    return {naam for naam, holds in judged(changes).facts.items() if holds}


FACT_TABLE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("medehuurders_aanwezig", {"medehuurders": [{"achternaam": "Visser"}]}, {}),
    ("bewindvoerder_aanwezig", {"vertegenwoordiging": [{"soort": "bewindvoerder", "achternaam": "V"}]}, {}),
    ("curator_aanwezig", {"vertegenwoordiging": [{"soort": "curator", "achternaam": "V"}]}, {}),
    ("mentor_aanwezig", {"vertegenwoordiging": [{"soort": "mentor", "achternaam": "V"}]}, {}),
    ("zelfstandig", {}, {"woning.zelfstandig": False}),
    ("bestanddelen", {}, {"woning.bestanddelen": []}),
    ("kamers_bekend", {}, {"woning.kamers": None}),
    ("energielabel_bekend", {}, {"woning.energielabel": None}),
    ("waarborgsom", {"huur.waarborgsom": "0.01"}, {"huur.waarborgsom": "0.00"}),
    ("servicekosten", {}, {"huur.servicekosten": []}),
    ("nutsvoorzieningen", {}, {"huur.nutsvoorzieningen": []}),
    ("bijkomende_kosten", {"huur.servicekosten": []}, {"huur.servicekosten": [], "huur.nutsvoorzieningen": []}),
    ("tijdelijke_huurovereenkomst", {}, {"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd"}),
    ("huurovereenkomst_bekend", {}, {"huurovereenkomst": None}),
    ("grond_verzoek_huurder", {"huurovereenkomst.uitzonderingsgronden": ["verzoek_huurder"]}, {}),
    ("grond_ondersteuningstraject", {}, {"huurovereenkomst.uitzonderingsgronden": []}),
    ("grond_belang_huurder", {}, {"huurovereenkomst": None}),
    ("grond_voorwaarde_corporatie", {"huurovereenkomst.uitzonderingsgronden": ["voorwaarde_corporatie"]}, {}),
    ("aanvullende_afspraken", {"huurovereenkomst.aanvullende_afspraken": ["Iets."]}, {}),
    ("informatie_vooraf_gegeven", {}, {"huurovereenkomst.informatie_vooraf.akkoord": False}),
    ("ondertekening_bekend", {}, {"huurovereenkomst.ondertekening.plaats": None}),
    ("looptijd_in_hele_maanden", {}, {"huurovereenkomst.einddatum": "2029-02-27"}),
    ("regeling_verlopen", {}, {"huurovereenkomst.ondertekening.datum": "2025-12-31"}),
    ("algemene_huurvoorwaarden_ontvangen", {}, {"bijlagen": [{"soort": "algemene_huurvoorwaarden"}]}),
    ("informatieblad_ontvangen", {}, {"bijlagen": []}),
    ("puntentelling_bijgevoegd", {"bijlagen": [{"soort": "puntentelling"}]}, {}),
    ("opnamestaat_bijgevoegd", {"bijlagen": [{"soort": "opnamestaat"}]}, {}),
    ("huisregels_bijgevoegd", {"bijlagen": [{"soort": "huisregels"}]}, {}),
    ("energielabel_bijgevoegd", {"bijlagen": [{"soort": "energielabel"}]}, {}),
    ("dag_en_nacht_bereikbaar", {"beschikking": None},
     {"beschikking": None, "ondersteuningsplan.themas.2.afspraken": []}),
    ("omklap_besloten",
     {"evaluaties": [{"soort": "omklapevaluatie", "datum": "2026-11-22", "conclusie": "omklappen"}]},
     {"evaluaties": [{"soort": "omklapevaluatie", "datum": "2026-11-23", "conclusie": "omklappen"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("naam", "yes", "no"), FACT_TABLE, ids=[row[0] for row in FACT_TABLE])
def test_a_fact_and_its_opposite(naam: str, yes: dict[str, Any], no: dict[str, Any]) -> None:
    assert naam in facts(yes)
    assert naam not in facts(no)


def test_every_fact_stands_in_the_table_and_has_a_dutch_definition() -> None:
    here = {naam for naam, found in FACTS.items() if found.vraag.__module__ == "docgen.rules.facts"}
    assert {row[0] for row in FACT_TABLE} == here
    assert all(found.omschrijving.endswith(".") for found in FACTS.values())


def test_an_empty_case_answers_every_fact_and_breaks_nothing() -> None:
    everything = set(Zaak.model_fields) - {"soort", "zaaknummer", "regeling"}
    found = judged(dict.fromkeys(everything))
    assert set(found.facts) == set(FACTS)
    assert found.calls == ()
    assert isinstance(found.afgeleid, Afgeleid)


def test_names_that_texts_use_mean_one_thing() -> None:
    derived = set(typing.get_type_hints(Afgeleid))
    roots = set(Zaak.model_fields) | set(Toetreding.model_fields)
    assert derived & roots == set()
    assert set(FACTS) & (roots | derived) == set()


def test_line_to_fill_in_is_the_one_that_documents_print() -> None:
    assert INVULREGEL == MISSING


def test_named_dates_of_a_real_case_are_all_known() -> None:
    found: Outcome = judged({})
    assert found.calls
    assert set(NAMED_DATES) >= {"sluiting", "ingangsdatum", "einddatum", "omklapdatum", "aanzegging_opent"}


@pytest.mark.parametrize(
    ("end", "months", "words"),
    [
        ("2029-02-28", 24, "24 maanden"),
        ("2029-02-15", None, "23 maanden en 15 dagen"),
        ("2027-03-31", 1, "1 maand"),
        ("2027-03-01", None, "1 dag"),
        (None, None, None),
    ],
)
def test_length_of_the_lease(end: str | None, months: int | None, words: str | None) -> None:
    found = judged({"huurovereenkomst.einddatum": end}).afgeleid
    assert isinstance(found, Afgeleid)
    assert (found.looptijd_in_maanden, found.looptijd_in_woorden) == (months, words)
