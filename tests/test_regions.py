"""What a reader of the documents of Noordoostpolder and Alkmaar must find, and must never find."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

import pytest

from docgen import service
from docgen.case import load
from docgen.errors import DocgenError
from docgen.text.document import Document

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
DAY = "2026-11-22"


@lru_cache(maxsize=32)
def made(zaak: str, document: str, on: str = DAY) -> tuple[Document, ...]:
    return service.assemble(load(CASES / f"{zaak}.json"), [document], dt.date.fromisoformat(on))


def words(zaak: str, document: str, on: str = DAY, copy: int = 1) -> str:
    return " ".join(made(zaak, document, on)[copy - 1].words()).replace("\u00a0", " ")


def signed(zaak: str, document: str, on: str = DAY) -> list[str]:
    return [s.rol for block in made(zaak, document, on)[0].blocks for s in block.signatures]


# --- Noordoostpolder -----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "De huur begint op 1 januari 2027 en duurt 24 maanden. De laatste dag van de huur is 31 december 2028.",
        "31 augustus 2028",  # last day of the letter of four months
        "1 oktober 2028",  # the window of the law
        "30 november 2028",
        "De Boer & Zn. Bewindvoering",
        "artikel 7:271 lid 2 BW",
        "de Werkafspraken Bestuurlijk Akkoord Weer thuis Noordoostpolder van januari 2023",
        "golden tot en met 31 december 2023",  # trap 21: an expired agreement is not cited as in force
        "viervoud",
        "€ 498,20",
    ],
)
def test_the_lease_of_noordoostpolder_says(text: str) -> None:
    assert text in words("noordoostpolder-bewind", "driepartijenovereenkomst")


def test_trap_13_both_contracts_are_coupled_and_neither_ends_the_other() -> None:
    for document in ("driepartijenovereenkomst", "begeleidingsovereenkomst"):
        text = words("noordoostpolder-bewind", document)
        assert "aan elkaar gekoppeld" in text
        assert "De koppeling werkt nooit vanzelf." in text


@pytest.mark.parametrize("text", ["6 uur", "per week", "Begeleiding individueel", "hulp bij post"])
def test_the_lease_names_neither_product_nor_hours_nor_content(text: str) -> None:
    assert text not in words("noordoostpolder-bewind", "driepartijenovereenkomst")
    assert text in words("noordoostpolder-bewind", "begeleidingsovereenkomst")


def test_trap_08_the_bewindvoerder_signs_the_lease_only() -> None:
    lease = signed("noordoostpolder-bewind", "driepartijenovereenkomst")
    assert lease == ["verhuurder", "huurder", "bewindvoerder van de huurder", "zorgaanbieder"]
    assert signed("noordoostpolder-bewind", "begeleidingsovereenkomst") == ["huurder", "zorgaanbieder"]


def test_trap_08_the_curator_signs_both() -> None:
    for document in ("driepartijenovereenkomst", "begeleidingsovereenkomst"):
        blocks = made("noordoostpolder-curatele", document, "2028-02-01")[0].blocks
        huurder = next(s for b in blocks for s in b.signatures if s.rol == "huurder")
        assert huurder.namens.endswith("curator")


def test_an_open_beschikking_is_written_without_a_last_day() -> None:
    text = words("noordoostpolder-curatele", "driepartijenovereenkomst", "2028-02-01")
    assert "De beschikking geldt vanaf 29 februari 2028" in text
    assert (
        "De huur begint op 29 februari 2028 en duurt 24 maanden. De laatste dag van de huur is 27 februari 2030."
        in text
    )


def test_a_mentor_signs_about_care_and_stands_in_no_lease() -> None:
    assert "Bergh" not in words("noordoostpolder-mentor", "driepartijenovereenkomst", "2026-08-10")
    care = signed("noordoostpolder-mentor", "begeleidingsovereenkomst", "2026-08-10")
    assert care == ["huurder", "mentor van de huurder", "zorgaanbieder"]


def test_hostile_and_foreign_names_are_printed_as_they_are_written() -> None:
    text = words("noordoostpolder-curatele", "begeleidingsovereenkomst", "2028-02-01")
    for name in (
        "mevrouw D.A. D'Hondt",
        "Stichting Thuis <3 Flevoland",
        "de heer Ł. Wiśniewski (Curatele & Zo Flevoland)",
    ):
        assert name in text


# --- Alkmaar -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "NL09 INGB 0004 5120 07",
        "RO-2024-03",
        "27 mei 2024",
        "1 november 2027",  # last day of the decision
        "1 juli 2027 en 31 december 2027",  # trap 19: half years from the letting
        "1 oktober 2027",
        "30 november 2027",
        "7:269",
        "€ 447,66",
        "SVNK-448120",
    ],
)
def test_the_verdiencontract_says(text: str) -> None:
    assert text in words("alkmaar-verdiencontract", "verdiencontract")


def test_trap_14_the_corporatie_is_no_party_to_the_verdiencontract() -> None:
    document = made("alkmaar-verdiencontract", "verdiencontract")[0]
    assert [s.rol for b in document.blocks for s in b.signatures] == ["verhuurder", "huurder"]
    table = next(b.table for b in document.blocks if b.table)
    parties = [" ".join(run.text for cell in row for run in cell) for row in table.rows]
    assert not [p for p in parties if "De Waag" in p]
    assert "NL63 RABO 0310 0288 66" not in words("alkmaar-verdiencontract", "verdiencontract")


@pytest.mark.parametrize("text", ["20 uur", "dagstructuur", "Ambulante begeleiding jongeren"])
def test_the_verdiencontract_names_neither_hours_nor_areas(text: str) -> None:
    assert text not in words("alkmaar-verdiencontract", "verdiencontract")


def test_the_framework_agreement_holds_no_client_data() -> None:
    document = made("alkmaar-bewind", "raamovereenkomst-intermediaire-verhuur", "2028-02-07")[0]
    text = " ".join(document.words())
    for secret in ("IJzerman", "PJ", "999990159", "AL-2028-0007", "Loë", "SVNK-390211", "Helderseweg", "571,85"):
        assert secret not in text
    assert document.kenmerk == "RO-2028-01"


def test_trap_03_the_annex_of_alkmaar_holds_no_goal_about_school() -> None:
    text = words("alkmaar-verdiencontract", "doelenbijlage")
    assert "Ik zorg zelf voor mijn studio." in text
    assert "diploma" not in text


def test_trap_20_the_decision_is_told_with_the_reasons_on_the_three_criteria() -> None:
    text = words("alkmaar-twee-huurders", "overleg-maand-tien", "2027-10-11")
    for part in (
        "schoonmaken heeft nog aandacht nodig",
        "de opleiding duurt een jaar langer",
        "Eén melding in het voorjaar",
        "Met een jaar extra ondersteuning",
        "de verdienperiode gaat door",
    ):
        assert part in text


@pytest.mark.parametrize("zaak", ["noordoostpolder-bewind", "alkmaar-verdiencontract"])
def test_no_document_holds_a_bsn(zaak: str) -> None:
    subject = load(CASES / f"{zaak}.json")
    for document in service.assemble(subject, (), dt.date.fromisoformat(DAY)):
        assert "9999900" not in " ".join(document.words()).replace(".", "")


# --- the plan that the zorgaanbieder writes ---------------------------------------


def plan_for(zaak: str, on: str, rol: str) -> str:
    subject = load(CASES / f"{zaak}.json")
    (document,) = service.assemble(subject, ["ondersteuningsplan"], dt.date.fromisoformat(on), recipient=rol)
    return " ".join(document.words())


def test_trap_23_in_alkmaar_and_noordoostpolder_the_zorgaanbieder_writes_and_signs_the_plan() -> None:
    assert signed("alkmaar-bewind", "ondersteuningsplan", "2028-02-07") == ["huurder", "zorgaanbieder"]
    assert signed("noordoostpolder-curatele", "ondersteuningsplan", "2028-02-01") == ["huurder", "zorgaanbieder"]


def test_the_corporatie_of_alkmaar_gets_of_the_plan_only_the_part_about_the_home() -> None:
    text = plan_for("alkmaar-bewind", "2028-02-07", "woningcorporatie")
    assert "Woongedrag en woonvaardigheden" in text and "PJ kookt graag" in text and "PJ kent de buurt" in text
    for care in ("fietswerkplaats", "zorgverzekeraar", "weekgeld", "familie", "12 uur", "De post blijft dicht"):
        assert care not in text
        assert care in plan_for("alkmaar-bewind", "2028-02-07", "gemeente")


def test_the_bewindvoerder_gets_of_the_plan_only_the_themes_about_money() -> None:
    text = plan_for("alkmaar-bewind", "2028-02-07", "bewindvoerder")
    assert "weekgeld" in text and "Schulden en budgetbeheer" in text
    assert "fietswerkplaats" not in text and "PJ kookt" not in text


def test_the_corporatie_of_noordoostpolder_gets_nothing_of_the_plan() -> None:
    with pytest.raises(DocgenError):
        plan_for("noordoostpolder-curatele", "2028-02-01", "woningcorporatie")
    assert "hoe een logeerplek wordt voorkomen" in plan_for("noordoostpolder-curatele", "2028-02-01", "zorgaanbieder")


@pytest.mark.parametrize(("zaak", "on", "changes"), [
    ("alkmaar-curatele", "2027-09-06", True), ("westfriesland-omzetten", "2026-11-22", False),
])  # fmt: skip
def test_after_the_verdienperiode_the_letter_says_that_landlord_account_and_registration_change(
    zaak: str, on: str, changes: bool
) -> None:
    text = words(zaak, "omklapbrief", on)
    for sentence in ("U huurt dan van ons, en niet meer van", "op onze rekening:", "vervalt uw inschrijving"):
        assert (sentence in text) is changes
