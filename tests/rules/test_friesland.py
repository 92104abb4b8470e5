"""The Frisian rules beside those on the contract: forms, plan, offer, handover, joining and leaving; their facts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from docgen.case import from_data
from docgen.rules import FACTS, Ernst, Outcome, evaluate
from tests.rules.cases import JOINING, NEW, PEILDATUM, RUNNING, judged, severities

B, W, T, I = Ernst.BLOKKEERT, Ernst.WAARSCHUWT, Ernst.TAAK, Ernst.INFO  # noqa: E741
POINT, PLAN = "transferpunt", "ondersteuningsplan"
ASKED = {"ontvanger": "transferpunt", "gegevens": ["registratie"], "grondslag": "toestemming"}
TOLD = ASKED | {"doel": "uitstroom regelen", "reden": "volgen hoe het gaat", "bewaartermijn": "een jaar"}
NEW_PROVIDER = {
    "naam": "Stichting Hulp & Huis",
    "statutaire_zetel": "Drachten",
    "kvk_nummer": "90001077",
    "adres": {"straat": "Kaden", "huisnummer": 3, "postcode": "9201AB", "plaats": "Drachten"},
    "ondertekenaars": [{"aanhef": "heer", "achternaam": "Bos", "functie": "directeur", "bevoegdheid": "statutair"}],
    "contactpersonen": [{"naam": "Iris Bos", "telefoon": "0512500500"}],
}
HANDOVER = {"overdracht": {"nieuwe_zorgaanbieder": NEW_PROVIDER, "datum": "2027-01-01"}}
WARM = {"warme_overdracht": {"begin": "2026-11-10", "einde": "2027-01-31"}}


def talk(conclusie: str | None = None, datum: str = "2026-11-03", soort: str = "omklapevaluatie") -> dict[str, Any]:
    return {"evaluaties": [{"soort": soort, "datum": datum, "conclusie": conclusie}]}


def offer(**changes: Any) -> dict[str, Any]:
    return {"datum": "2026-10-01", "geweigerd_op": "2026-10-05", "gegrond": True} | changes


LEASE: list[tuple[str, dict[str, Any], list[Ernst]]] = [
    ("FR-20", {"huurovereenkomst.aanvullende_afspraken": ["De huurder betaalt een waarborgsom."]}, []),
    ("FR-20", {"huurovereenkomst.aanvullende_afspraken": ["De zorgaanbieder staat garant voor de huur."]}, [W]),
    ("FR-25", {}, []),
    ("FR-25", {PLAN: None}, []),
    ("FR-25", {f"{PLAN}.themas.6.situatie": None}, [B]),
    ("FR-25", {f"{PLAN}.themas.6.afspraken": []}, [B]),
    ("FR-25", {f"{PLAN}.themas.6": {"thema": "netwerk", "niet_van_toepassing": "Er is geen netwerk."}}, []),
    ("FR-25", {f"{PLAN}.themas": []}, [B] * 14),
    ("FR-27", {}, []),
    ("FR-27", {f"{PLAN}.themas.6.afspraken.0.vorm": None}, [B]),
    ("FR-27", {f"{PLAN}.themas.6.afspraken.0.vorm": None, f"{PLAN}.themas.6.niet_van_toepassing": "Nee."}, []),
    ("FR-35", {}, []),  # there is a home
    ("FR-35", {"woning": None}, [T]),
    ("FR-35", {"woning": None, "herkomst.aanmelddatum_bemiddeling": None}, []),
    ("FR-36", {}, []),
    ("FR-36", {"woningaanbiedingen": [offer(geweigerd_op=None)]}, []),
    ("FR-36", {"woningaanbiedingen": [offer()]}, [T]),
    ("FR-36", {"woningaanbiedingen": [offer(gegrond=False)]}, [W]),
    ("FR-36", {"woningaanbiedingen": [offer(), offer(datum="2026-11-01", geweigerd_op=None)]}, []),
    ("FR-37", {"woningaanbiedingen": [offer()]}, []),
    ("FR-37", {"woningaanbiedingen": [offer(), offer(datum="2026-11-01", geweigerd_op="2026-11-03")]}, [I]),
    ("FR-38", {"weigering_corporatie": {"grond": "anders"}}, []),
    ("FR-38", {"weigering_corporatie": {"grond": "huurschuld"}}, [B]),
    ("FR-38", {"weigering_corporatie": {"grond": "huurschuld"}, "huurschuld": {"verhuurder": "Elders Wonen"}}, [B]),
    ("FR-38", {"weigering_corporatie": {"grond": "huurschuld"},
               "huurschuld": {"verhuurder": "Stichting Wonen De Terp"}}, []),
    ("FR-41", {}, []),
    ("FR-41", {POINT: None}, []),
    ("FR-41", {f"{POINT}.uitstroomprofiel": None}, [W]),  # a line of the form of this phase
    ("FR-41", {f"{POINT}.casusregisseur": None}, []),  # a line of the form before
    ("FR-41", {"huurder": None}, [B]),
    ("FR-41", {"huurder.bsn": None}, [B]),
    ("FR-44", {}, []),
    ("FR-44", {f"{POINT}.aanmelddatum": "2024-02-19"}, []),
    ("FR-44", {f"{POINT}.aanmelddatum": "2024-02-20"}, [W]),
    ("FR-44", {f"{POINT}.aanmelddatum": None}, [T]),
    ("FR-46", {"correspondentie": [{"document": "aanmeldformulier", "wijze": "e-mail"}]}, [I]),
    ("FR-46", {"correspondentie": [{"document": "aanmeldformulier", "wijze": "post"}]}, [W]),
    ("FR-46", {"correspondentie": [{"document": "aanzegging", "wijze": "post"}]}, []),
    ("FR-47", {}, []),
    ("FR-47", {f"{POINT}.identiteitscontrole": None}, [B]),
    ("FR-47", {f"{POINT}.identiteitscontrole.datum": None}, [B]),
    ("FR-47", {f"{POINT}.identiteitscontrole.soort": "paspoort NX1234567"}, [B]),
    ("FR-48", {}, []),
    ("FR-48", {"toestemmingen": []}, [B]),
    ("FR-48", {"toestemmingen": [TOLD | {"datum": PEILDATUM}]}, []),
    ("FR-48", {"toestemmingen": [TOLD | {"datum": "2026-11-23"}]}, [B]),
    ("FR-48", {"toestemmingen": [TOLD | {"datum": "2024-02-05", "ingetrokken_op": PEILDATUM}]}, [B]),
    ("FR-48", {"toestemmingen": [TOLD | {"datum": "2024-02-05", "ingetrokken_op": "2026-11-23"}]}, []),
    ("FR-48", {"toestemmingen": [], POINT: None}, []),
    ("FR-71", {}, []),
    ("FR-71", HANDOVER, [W]),
    ("FR-71", HANDOVER | WARM, [T]),
    ("FR-71", HANDOVER | WARM | talk(soort="warme-overdracht"), []),
    ("FR-71", HANDOVER | WARM | talk("overdracht_zorgaanbieder"), [T]),
    ("FR-71", talk("overdracht_zorgaanbieder") | WARM, [B, T]),  # nobody takes over yet
    ("FR-72", {}, []),
    ("FR-72", {"logeerplek": {"begin": "2027-05-01"}}, []),  # the plan has agreements on it
    ("FR-72", {"logeerplek": {"begin": "2027-05-01"}, PLAN: None}, [W]),
    ("FR-73", {"toestemmingen": [TOLD]}, []),
    ("FR-73", {"toestemmingen": [ASKED]}, [B]),
    ("FR-73", {"toestemmingen": [ASKED | {"grondslag": "wettelijke_taak"}]}, []),
    ("LAW-15", {}, []),
    ("LAW-15", {"gemeente.ondertekenaars.0.functie": None}, [B]),
    ("LAW-20", {}, [W]),
    ("LAW-20", {"beschikking": None}, []),
]  # fmt: skip

PARTY: list[tuple[str, dict[str, Any], list[Ernst]]] = [
    ("FR-42", {}, []),
    ("FR-42", {"organisatie.contactpersonen": [{"naam": n, "functie": "beleid"} for n in "ABC"]}, [B]),
    ("FR-42", {"organisatie.contactpersonen": [{"naam": n, "functie": "uitstroomcoördinator"} for n in "ABC"]}, [I]),
    ("FR-43", {}, []),
    ("FR-43", {"organisatie.contactpersonen.1.functie": "beleid"}, [W]),
    ("FR-43", {"organisatie.contactpersonen": [], "partij": "gemeente"}, []),
    ("FR-59", {}, []),
    ("FR-59", {"motivering": None, "rol": None}, [B, B]),
    ("FR-59", {"voorgelegd_op": None}, [B]),
    ("FR-59", {"bezwaren": [{"bezwaar": "Te klein."}]}, [B]),
    ("FR-59", {"bezwaren": [{"bezwaar": "Te klein.", "antwoord": "Groot genoeg."}]}, []),
    ("FR-59", {"besluit": {"uitkomst": "afgewezen", "datum": "2025-04-24"}}, [B]),
    ("FR-59", {"besluit": {"uitkomst": "afgewezen", "datum": "2025-04-24", "motivering": "Past niet."}}, []),
    ("FR-78", {}, []),
    ("FR-78", {"besluit": None}, [B]),
    ("FR-78", {"besluit.uitkomst": "afgewezen"}, [B]),
    ("FR-78", {"voorgelegd_op": "2025-03-02"}, [B]),
    ("FR-78", {"voorgelegd_op": "2025-03-03"}, []),
    ("FR-78", {"ingangsdatum": "2025-04-29"}, []),
    ("FR-78", {"ingangsdatum": "2025-04-28"}, [B]),
]

LEAVING: list[tuple[str, dict[str, Any], list[Ernst]]] = [
    ("FR-58", {}, []),
    ("FR-58", {"geadresseerden.1.ontvangen_op": "2024-10-02"}, [B]),
    ("FR-58", {"geadresseerden.1.ontvangen_op": "2024-10-02", "uittreden_per": "2026-01-01"}, []),
    ("FR-58", {"uittreden_per": "2024-12-31"}, [B]),
    ("FR-58", {"motivering": None}, [B]),
    ("FR-58", {"geadresseerden": []}, [B]),
    ("FR-58", {"uittreden_per": None}, [B]),
    # never after the end of the agreement: the letter of late 2025 works on 1 January 2026
    ("FR-58", {"ontvangen_op": "2025-12-01", "uittreden_per": "2026-01-01"}, []),
]

EVERY = (*LEASE, *PARTY, *LEAVING)

UITTREDING: dict[str, Any] = {
    "soort": "uittreding",
    "zaaknummer": "UIT-2024-001",
    "regeling": "friesland-2022",
    "organisatie": {"naam": "Stichting De Brug", "kvk_nummer": "90005002"},
    "partij": "zorgaanbieder",
    "motivering": "Wij stoppen met ondersteuning in Friesland.",
    "datum": "2024-09-20",
    "geadresseerden": [
        {"naam": "Stichting Wonen De Terp", "ontvangen_op": "2024-09-24"},
        {"naam": "Gemeente Súdwest-Fryslân", "ontvangen_op": "2024-10-01"},
    ],
    "uittreden_per": "2025-01-01",
}


def leaving(changes: dict[str, Any], on: str = "2024-10-05") -> Outcome:
    data = {**UITTREDING, "geadresseerden": [dict(row) for row in UITTREDING["geadresseerden"]]}
    for path, value in changes.items():
        keys = path.split(".")
        if len(keys) == 1:
            data[path] = value
        else:
            data[keys[0]][int(keys[1])][keys[2]] = value
    return evaluate(from_data(data), dt.date.fromisoformat(on))


@pytest.mark.parametrize(("code", "changes", "expected"), LEASE)
def test_a_rule_finds_what_it_is_for(code: str, changes: dict[str, Any], expected: list[Ernst]) -> None:
    assert sorted(severities(judged(changes), code)) == sorted(expected)


@pytest.mark.parametrize(("code", "changes", "expected"), PARTY)
def test_a_rule_on_joining(code: str, changes: dict[str, Any], expected: list[Ernst]) -> None:
    assert severities(judged(changes, "2025-04-25", JOINING), code) == expected


@pytest.mark.parametrize(("code", "changes", "expected"), LEAVING)
def test_a_rule_on_leaving(code: str, changes: dict[str, Any], expected: list[Ernst]) -> None:
    assert severities(leaving(changes), code) == expected


def test_an_ordinary_lease_must_describe_its_parties() -> None:
    changes: dict[str, Any] = {"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd"}
    assert B not in severities(judged(changes), "LAW-10")
    found = judged(changes | {"woningcorporatie.kvk_nummer": None})
    assert [f.veld for f in found.blocking("huurovereenkomst-onbepaalde-tijd")] == ["woningcorporatie.kvk_nummer"]


# --- facts ---------------------------------------------------------------------

V = {"vooraankondiging": {"gesprek_op": "2026-12-01", "bewijsstukken": ["Een brief."], "geprobeerd": ["Gesprekken."]}}
ZEKER = {"document": "aanzegging", "datum": "2026-12-10", "ontvanger": "huurder"}
SENT = {"document": "signaalbrief-voortgang", "datum": "2026-11-21"}
PHASE = "transferpunt"
FACT_TABLE: list[tuple[str, str, str, dict[str, Any], dict[str, Any]]] = [
    ("huur_voor_onbepaalde_tijd", NEW, PEILDATUM,
     {"huurovereenkomst.vorm": "huurovereenkomst-onbepaalde-tijd"}, {}),
    ("ondersteuning_na_omklap", RUNNING, PEILDATUM, {"beschikking.einddatum": "2027-03-01"}, {}),
    ("nieuwe_huur_bekend", RUNNING, PEILDATUM, {"omklap.nieuwe_huur": {"kale_huur": 600}}, {}),
    ("ondertekening_omklap_bekend", RUNNING, PEILDATUM, {}, {"omklap.te_tekenen_op": None}),
    ("afspraken_onbepaalde_tijd_aanwezig", RUNNING, PEILDATUM, {"omklap.aanvullende_afspraken": ["Iets."]},
     {"huurovereenkomst.aanvullende_afspraken": ["Iets van vroeger."]}),
    ("noodcontact_akkoord", NEW, PEILDATUM,
     {"noodcontact": {"naam": "Zus", "telefoon": "0612345670", "akkoord": True}},
     {"noodcontact": {"naam": "Zus", "telefoon": "0612345670"}}),
    ("waakvlam_bekend", RUNNING, PEILDATUM, {}, {"waakvlam.tot": None}),
    ("waakvlam_afspraak_bekend", RUNNING, PEILDATUM, {}, {"evaluaties.0.waakvlam.afspraak": None}),
    ("omklapevaluatie_gehouden", RUNNING, "2026-11-03", {}, {"evaluaties.0.datum": "2026-11-04"}),
    ("omklap_uitgesteld", RUNNING, PEILDATUM, talk("niet_omklappen"), {}),
    ("einde_besloten", RUNNING, PEILDATUM, talk("beeindigen"), {}),
    ("overdracht_besloten", RUNNING, PEILDATUM, talk("overdracht_zorgaanbieder"), {}),
    ("warme_overdracht_gehouden", RUNNING, PEILDATUM, talk(soort="warme-overdracht"), {}),
    ("warme_overdracht_contacten_bekend", RUNNING, PEILDATUM, {"warme_overdracht": {"contacten": ["Bellen."]}}, WARM),
    ("overdracht_beschikking_nieuw", RUNNING, PEILDATUM, {"overdracht": {"beschikking": {"kenmerk": "W-2"}}},
     HANDOVER),
    ("signaal_gegeven", RUNNING, PEILDATUM, {"signaal": {"datum": PEILDATUM, "punten": [{"beter": "De huur."}]}},
     {"signaal": {"datum": "2026-11-23", "punten": [{"beter": "De huur."}]}}),
    ("signaal_gesprek_bekend", RUNNING, PEILDATUM, {"signaal": {"gesprek_op": "2026-12-01"}}, {"signaal": {}}),
    ("signaalbrief_verzonden", RUNNING, PEILDATUM, {"correspondentie": [SENT]},
     {"correspondentie": [SENT | {"datum": PEILDATUM}]}),  # the letter of today can still be made
    ("vooraankondiging_verzonden", RUNNING, PEILDATUM,
     {"correspondentie": [{"document": "vooraankondiging-einde", "datum": "2026-11-20"}]}, {}),
    ("vooraankondiging_gesprek_bekend", RUNNING, PEILDATUM, V, {}),
    ("vooraankondiging_gronden_bekend", RUNNING, PEILDATUM, {"vooraankondiging": {"gronden": ["overlast"]}},
     {"vooraankondiging": {"gesprek_op": "2026-12-01"}}),
    ("vooraankondiging_bewijs_bekend", RUNNING, PEILDATUM, V, {"vooraankondiging": {"gesprek_op": "2026-12-01"}}),
    ("vooraankondiging_geprobeerd_bekend", RUNNING, PEILDATUM, V, {}),
    ("gronden_vereist", "noordoostpolder-bewind", PEILDATUM, {}, {"regeling": "friesland-2022"}),
    ("aanzegging_gedaan", RUNNING, "2027-01-10", {"correspondentie": [ZEKER], "evaluaties": []},
     {"correspondentie": [ZEKER | {"datum": "2026-11-20"}], "evaluaties": []}),
    ("aanzegging_verstuurd", RUNNING, "2027-01-10", {"correspondentie": [ZEKER]}, {}),
    ("gedragsaanwijzing_afgesproken", NEW, PEILDATUM, {"gedragsaanwijzing": {"regels": ["Stil na tien uur."]}},
     {"gedragsaanwijzing": {}}),
    ("gedragsaanwijzing_gehoord", NEW, PEILDATUM, {"gedragsaanwijzing": {"gehoord_op": PEILDATUM}}, {}),
    ("addenda_vastgelegd", NEW, PEILDATUM, {"addenda": [{"nummer": 1}]}, {}),
    ("plan_samen_met_bekend", NEW, PEILDATUM, {f"{PLAN}.samen_met": ["haar zus"]}, {}),
    ("plan_gegevensafspraken_bekend", NEW, PEILDATUM, {f"{PLAN}.gegevensafspraken": ["Mijn zus leest mee."]}, {}),
    ("eerst_bellen_bekend", NEW, PEILDATUM, {}, {f"{PLAN}.als_het_minder_gaat": None}),
    ("hulpkaart_bekend", NEW, PEILDATUM, {}, {f"{PLAN}.themas.12.niet_van_toepassing": "Wil ik niet."}),
    ("meldpunt_bekend", NEW, PEILDATUM, {}, {"regeling": "noordoostpolder-2023"}),
    ("corporatie_uren_bekend", NEW, PEILDATUM, {}, {"woningcorporatie.contactpersonen": []}),
    ("gemeente_uren_bekend", NEW, PEILDATUM, {}, {"gemeente.contactpersonen.0.bereikbaar": None}),
    ("beschikking_bekend", NEW, PEILDATUM, {}, {"beschikking.kenmerk": None}),
    ("registratie_nodig", NEW, "2024-02-05", {}, {f"{PHASE}.registratiedatum": "2024-02-04"}),
    ("aanmelding_nodig", NEW, "2024-02-14", {}, {f"{PHASE}.aanmelddatum": "2024-02-13"}),
    ("vervolg_wonen_nodig", NEW, PEILDATUM, {}, {"huurovereenkomst.ondertekening.datum": PEILDATUM}),
    ("plaatsing_af_te_melden", RUNNING, PEILDATUM, {},
     {"correspondentie": [{"document": "plaatsingsformulier", "datum": "2025-03-03"}]}),
    ("bemiddeling_nodig", NEW, PEILDATUM, {"woning": None}, {}),
    ("toestemming_te_vragen", NEW, PEILDATUM, {"toestemmingen": [TOLD]}, {}),
    ("toetreder_gemeente", JOINING, PEILDATUM, {"partij": "gemeente"}, {}),
    ("toetreder_woningcorporatie", JOINING, PEILDATUM, {"partij": "woningcorporatie"}, {}),
    ("toetreder_zorgaanbieder", JOINING, PEILDATUM, {}, {"partij": None}),
    ("toetreder_huurdersorganisatie", JOINING, PEILDATUM, {"partij": "huurdersorganisatie"}, {}),
    ("bezwaren_ontvangen", JOINING, PEILDATUM, {"bezwaren": [{"bezwaar": "Te klein."}]}, {}),
    ("ondertekening_organisatie_bekend", JOINING, PEILDATUM, {}, {"ondertekening.plaats": None}),
]  # fmt: skip
ELSEWHERE = {"bsn_in_aanmeldbericht", "lopende_zaken_bekend"}
MODULES = {f"docgen.rules.{m}" for m in ("onbepaald", "overdragen", "planteksten", "aanmelden", "toetreden")}


@pytest.mark.parametrize(("naam", "base", "on", "yes", "no"), FACT_TABLE, ids=[row[0] for row in FACT_TABLE])
def test_a_fact_and_its_opposite(naam: str, base: str, on: str, yes: dict[str, Any], no: dict[str, Any]) -> None:
    assert judged(yes, on, base).facts[naam]
    assert not judged(no, on, base).facts[naam]


def test_every_fact_of_these_modules_stands_in_the_table() -> None:
    here = {naam for naam, found in FACTS.items() if found.vraag.__module__ in MODULES}
    assert {row[0] for row in FACT_TABLE} | ELSEWHERE == here


def test_no_agreement_puts_the_bsn_in_the_message_to_the_corporatie_by_itself() -> None:
    assert not judged({}).facts["bsn_in_aanmeldbericht"]


def test_running_cases_of_a_party_that_leaves() -> None:
    assert leaving({"lopende_zaken": ["Drie huurders houden hun begeleider."]}).facts["lopende_zaken_bekend"]
    assert not leaving({}).facts["lopende_zaken_bekend"]
