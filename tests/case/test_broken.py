"""Each file in fixtures/broken/ holds one wrong thing: it is told with its code and place, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import case, errors

FOLDER = Path(__file__).parents[2] / "fixtures" / "broken"

EXPECTED = {
    "ZAAK-005-leeg": "",
    "ZAAK-006-utf-16": "",
    "ZAAK-006-latin-1": "",
    "ZAAK-007-komma-te-veel": "",
    "ZAAK-008-te-diep": "huurder[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]",
    "ZAAK-009-lijst": "",
    "ZAAK-010-sleutel-dubbel": "zaaknummer",
    "ZAAK-011-geen-getal": "huur.kale_huur",
    "ZAAK-011-getal-zonder-eind": "woning.kamers",
    "ZAAK-012-veldnaam-vreemd": "huurder",
    "ZAAK-013-soort-ontbreekt": "soort",
    "ZAAK-013-zaaknummer-ontbreekt": "zaaknummer",
    "ZAAK-013-achternaam-leeg": "huurder.achternaam",
    "ZAAK-013-straat-null": "woning.adres.straat",
    "ZAAK-014-soort-onbekend": "soort",
    "ZAAK-014-aanhef": "huurder.aanhef",
    "ZAAK-014-vorm": "huurovereenkomst.vorm",
    "ZAAK-014-uitzonderingsgrond": "huurovereenkomst.uitzonderingsgronden[1]",
    "ZAAK-014-eenheid": "beschikking.omvang.eenheid",
    "ZAAK-015-getal-als-tekst": "woning.adres.huisnummer",
    "ZAAK-015-tekst-als-getal": "huurder.roepnaam",
    "ZAAK-015-onderdeel-als-tekst": "huurder",
    "ZAAK-015-lijst-als-onderdeel": "doelen",
    "ZAAK-015-ja-als-tekst": "woning.zelfstandig",
    "ZAAK-016-tekst-te-lang": "huurder.roepnaam",
    "ZAAK-017-lijst-te-lang": "woning.bestanddelen",
    "ZAAK-018-stuurteken": "huurder.roepnaam",
    "ZAAK-018-los-surrogaat": "huurder.roepnaam",
    "ZAAK-018-eigen-gebruik": "huurder.roepnaam",
    "ZAAK-018-geen-teken": "huurder.roepnaam",
    "ZAAK-018-leesrichting": "huurder.roepnaam",
    "ZAAK-018-sjabloon": "huurder.roepnaam",
    "ZAAK-019-lege-regel": "woning.bestanddelen[1]",
    "ZAAK-020-regeleinde": "huurder.roepnaam",
    "ZAAK-021-bsn-elfproef": "huurder.bsn",
    "ZAAK-022-iban": "woningcorporatie.iban",
    "ZAAK-023-kvk": "woningcorporatie.kvk_nummer",
    "ZAAK-024-agb": "zorgaanbieder.agb_code",
    "ZAAK-025-postcode": "woning.adres.postcode",
    "ZAAK-026-bag": "woning.adres.bag_id",
    "ZAAK-027-gemeentecode": "gemeente.gemeentecode",
    "ZAAK-028-telefoon": "huurder.telefoon",
    "ZAAK-029-email": "huurder.email",
    "ZAAK-030-datum-dag-eerst": "huurder.geboortedatum",
    "ZAAK-030-datum-bestaat-niet": "huurder.geboortedatum",
    "ZAAK-031-bedrag-komma": "huur.kale_huur",
    "ZAAK-031-bedrag-drie-decimalen": "huur.kale_huur",
    "ZAAK-032-bedrag-negatief": "huur.servicekosten[0].bedrag",
    "ZAAK-033-betaaldag": "huur.betaaldag",
    "ZAAK-034-regeling": "regeling",
    "ZAAK-035-zaaknummer": "zaaknummer",
    "ZAAK-036-huisletter": "woning.adres.huisletter",
    "ZAAK-037-toevoeging": "woning.adres.toevoeging",
    "ZAAK-038-doel-id": "doelen[0].id",
    "ZAAK-039-regelcode": "afwijkingen[0].regel",
    "ZAAK-040-einde-voor-begin-huurovereenkomst": "huurovereenkomst.einddatum",
    "ZAAK-040-einde-voor-begin-herkomst": "herkomst.einddatum",
    "ZAAK-040-einde-voor-begin-beschikking": "beschikking.einddatum",
    "ZAAK-040-einde-voor-begin-logeerplek": "logeerplek.einde",
    "ZAAK-040-einde-voor-begin-warme-overdracht": "warme_overdracht.einde",
    "ZAAK-040-einde-voor-begin-periode": "ondersteuningsplan.periode.einde",
    "ZAAK-040-einde-voor-begin-toestemming": "toestemmingen[0].ingetrokken_op",
    "ZAAK-041-doel-onbekend-evaluatie": "evaluaties[0].doelen[0].doel",
    "ZAAK-041-doel-onbekend-thema": "ondersteuningsplan.themas[0].doelen[1]",
    "ZAAK-042-doel-dubbel": "doelen[1].id",
    "ZAAK-043-thema-dubbel": "ondersteuningsplan.themas[2].thema",
    "ZAAK-044-regel-van-de-wet": "afwijkingen[0].regel",
    "ZAAK-044-regel-van-de-afspraken": "afwijkingen[1].regel",
    "ZAAK-045-partner-ontbreekt": "huurder.partner",
    "ZAAK-046-thema-zonder-titel": "ondersteuningsplan.themas[0].titel",
    "ZAAK-047-ontvangen-voor-verzending": "correspondentie[0].ontvangen_op",
    "ZAAK-048-beslispunt": "argumenten[0].beslispunt",
    "ZAAK-049-ander-soort-bestand": "",
    "ZAAK-050-veld-bijna-goed": "huur.kalehuur",
    "ZAAK-050-veld-bijna-goed-in-lijst": "huur.servicekosten[0].omschrijvng",
    "ZAAK-051-veld-onbekend": "huurder.diagnose",
}
"""The place of the one problem, by the name of the file; empty when it is the file as a whole."""

MANY = "ZAAK-049-ander-soort-bestand"
WITHOUT_FILE = {"ZAAK-001", "ZAAK-002", "ZAAK-003", "ZAAK-004"}
"""Rows that no file in a folder can show: missing, a folder, unreadable, too large."""


def problems_of(path: Path) -> tuple[errors.Problem, ...]:
    with pytest.raises(errors.CaseProblem) as caught:
        case.load(path)
    assert caught.value.exit_code == 2
    return caught.value.problems


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != MANY])
def test_the_one_wrong_thing_is_told_with_its_code_and_place_and_nothing_else(name: str) -> None:
    problems = problems_of(FOLDER / f"{name}.json")
    assert [(problem.code, problem.veld) for problem in problems] == [(name[:8], EXPECTED[name])]
    assert all(problem.melding and problem.advies for problem in problems)


def test_a_file_with_hundreds_of_problems_tells_the_first_two_hundred() -> None:
    problems = problems_of(FOLDER / f"{MANY}.json")
    assert len(problems) == 201
    assert problems[-1].code == "ZAAK-049"


def test_every_broken_file_is_in_the_table_and_the_other_way_round() -> None:
    assert {path.stem for path in FOLDER.glob("ZAAK-*")} == set(EXPECTED)


def test_every_row_of_the_family_has_a_broken_file() -> None:
    # From 900 on the rows are not about one field of a case.
    rows = {code for code in errors.ROWS if code.startswith("ZAAK-") and code < "ZAAK-900"}
    assert rows - WITHOUT_FILE == {name[:8] for name in EXPECTED}
