"""The six real cases load as they stand, come back whole, and are kept as they are."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pydantic
import pytest

from docgen import case, errors, nl

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
REAL = [
    "alkmaar-verdiencontract",
    "friesland-driepartijen",
    "friesland-omklap",
    "noordoostpolder-bewind",
    "toetreding-friesland",
    "westfriesland-driehoek",
]
MINIMAL: dict[str, Any] = {"soort": "zaak", "zaaknummer": "FR-1", "regeling": "friesland-2022"}


def zaak(**parts: Any) -> case.Zaak:
    found = case.from_data({**MINIMAL, **parts})
    assert isinstance(found, case.Zaak)
    return found


def real(name: str) -> case.AnyCase:
    return case.load(CASES / f"{name}.json")


def blank_to_null(value: Any) -> Any:
    """What reading does to a text of nothing: "" and null are the same."""
    if isinstance(value, dict):
        return {key: blank_to_null(item) for key, item in value.items()}
    if isinstance(value, list):
        return [blank_to_null(item) for item in value]
    return None if value == "" else value


def contained(part: Any, whole: Any) -> bool:
    """Tell whether everything of `part` stands in `whole`, at the same place."""
    if isinstance(part, dict):
        return all(key in whole and contained(value, whole[key]) for key, value in part.items())
    if isinstance(part, list):
        return len(part) == len(whole) and all(map(contained, part, whole))
    return bool(part == whole)


@pytest.mark.parametrize("name", REAL)
def test_a_real_case_loads_and_loses_nothing(name: str) -> None:
    source = blank_to_null(json.loads((CASES / f"{name}.json").read_text(encoding="utf-8")))
    assert contained(source, real(name).model_dump(mode="json"))


@pytest.mark.parametrize("name", REAL)
def test_a_case_written_out_reads_back_the_same(name: str) -> None:
    found = real(name)
    assert case.loads(found.model_dump_json().encode(), "terug.json") == found


def test_a_minimal_case_needs_three_fields() -> None:
    found = zaak()
    assert found.huurder is None
    assert found.doelen == ()


def test_null_is_the_same_as_absent_for_every_field_that_is_not_required() -> None:
    names = [name for name in case.Zaak.model_fields if name not in MINIMAL]
    assert zaak(**dict.fromkeys(names)) == zaak()


def test_an_empty_text_is_the_same_as_absent() -> None:
    assert zaak(huurder={"achternaam": "Zijlstra", "tussenvoegsel": " "}).huurder == case.Huurder(achternaam="Zijlstra")


def test_a_case_cannot_be_changed() -> None:
    with pytest.raises(pydantic.ValidationError):
        zaak().zaaknummer = "anders"


def test_a_case_shows_no_values_when_it_is_printed() -> None:
    found = real("friesland-driepartijen")
    assert isinstance(found, case.Zaak)
    assert f"{found} {found!r} {found.huurder!r} {found.huurder}" == "Zaak() Zaak() Huurder() Huurder()"


def test_values_have_their_types() -> None:
    found = real("friesland-driepartijen")
    assert isinstance(found, case.Zaak)
    assert found.huurder and found.huurder.adres and found.huur and found.huurovereenkomst and found.woningcorporatie
    assert found.huurovereenkomst.ingangsdatum == dt.date(2027, 3, 1)
    assert found.huur.kale_huur == nl.Bedrag(56341)
    assert found.huur.totaal_servicekosten == nl.Bedrag(1805)
    assert found.huur.totaal_nutsvoorzieningen == nl.Bedrag(7400)
    assert found.huur.totaal == nl.Bedrag(65546)
    assert found.huurder.adres.afdruk == "Oosterdijk 44B, 8601 BT Sneek"
    assert found.huurder.naam.volledig == "mevrouw S.A. van der Meulen"
    assert nl.afdruk(found.woningcorporatie.iban) == "NL85 BNGH 0285 0043 21"
    assert found.doel("geen-overlast").thema == "nabuurschap"


def test_the_total_is_unknown_while_the_kale_huur_is() -> None:
    huur = zaak(huur={"servicekosten": [{"omschrijving": "schoonmaak", "bedrag": "1.00"}]}).huur
    assert huur and huur.totaal is None


def test_a_goal_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        zaak().doel("huur")


def test_numbers_and_texts_give_the_same_amount() -> None:
    for amount in (b'"563.4"', b"563.40", b"563.4", b'"563.40"'):
        content = b'{"soort":"zaak","zaaknummer":"A","regeling":"a-2022","huur":{"kale_huur":' + amount + b"}}"
        found = case.loads(content, "zaak.json")
        assert isinstance(found, case.Zaak)
        assert found.huur and found.huur.kale_huur == nl.Bedrag(56340)


def test_grouped_numbers_are_stored_without_their_spaces() -> None:
    found = zaak(
        huurder={"achternaam": "Z", "telefoon": "06-1234 5678"},
        woningcorporatie={"naam": "W", "iban": "nl85 bngh 0285 0043 21"},
        woning={"adres": {"straat": "A", "huisnummer": 1, "postcode": "8601 bt", "plaats": "Sneek"}},
    )
    assert found.huurder and found.huurder.telefoon == "0612345678"
    assert found.woningcorporatie and found.woningcorporatie.iban == "NL85BNGH0285004321"
    assert found.woning and found.woning.adres and found.woning.adres.postcode == "8601BT"


@pytest.mark.parametrize(
    "number",
    ["0612345678", "0515700100", "0882338010", "14072", "140515", "112", "113", "116111", "08000113", "+4930123456"],
)
def test_telephone_numbers_that_are_right(number: str) -> None:
    found = zaak(huurder={"achternaam": "Z", "telefoon": number}).huurder
    assert found and found.telefoon == number


@pytest.mark.parametrize(
    "number", ["061234567", "06123456789", "0012345678", "1234", "14", "+0612345678", "06x2345678"]
)
def test_telephone_numbers_that_are_wrong(number: str) -> None:
    with pytest.raises(errors.CaseProblem):
        zaak(huurder={"achternaam": "Z", "telefoon": number})


def test_running_text_may_hold_line_breaks_and_a_line_may_not() -> None:
    themas = [{"thema": "netwerk", "situatie": "Eerste regel.\nTweede regel."}]
    plan = zaak(ondersteuningsplan={"themas": themas}).ondersteuningsplan
    assert plan and plan.themas[0].situatie == "Eerste regel.\nTweede regel."
    with pytest.raises(errors.CaseProblem):
        zaak(herkomst={"naam": "Eerste\nTweede"})


def test_all_problems_are_told_at_once_also_those_between_fields() -> None:
    with pytest.raises(errors.CaseProblem) as caught:
        zaak(
            huurder={"bsn": "123456789"},
            huur={"kale_huur": -1, "kalehuur": 1},
            huurovereenkomst={"ingangsdatum": "2027-03-01", "einddatum": "2027-02-28"},
            doelen=[{"id": "a", "tekst": "x"}, {"id": "a", "tekst": "x"}],
        )
    assert {(problem.code, problem.veld) for problem in caught.value.problems} == {
        ("ZAAK-013", "huurder.achternaam"),
        ("ZAAK-021", "huurder.bsn"),
        ("ZAAK-032", "huur.kale_huur"),
        ("ZAAK-050", "huur.kalehuur"),
        ("ZAAK-040", "huurovereenkomst.einddatum"),
        ("ZAAK-042", "doelen[1].id"),
    }


def test_an_unknown_kind_of_case_is_one_problem() -> None:
    with pytest.raises(errors.CaseProblem) as caught:
        case.from_data({"soort": "brief", "van_alles": {"en": "nog wat"}})
    assert [(problem.code, problem.veld) for problem in caught.value.problems] == [("ZAAK-014", "soort")]


@pytest.mark.parametrize("soort", [None, 3, [], {}, True])
def test_a_kind_that_is_no_text_is_one_problem(soort: object) -> None:
    with pytest.raises(errors.CaseProblem) as caught:
        case.from_data({"soort": soort})
    assert len(caught.value.problems) == 1


def test_leaving_the_agreement_and_a_note_for_the_college_are_cases_too() -> None:
    party = {"naam": "Stichting Voorbeeld"}
    leaving = {
        **MINIMAL,
        "soort": "uittreding",
        "organisatie": party,
        "datum": "2026-09-01",
        "ontvangen_op": "2026-09-03",
        "uittreden_per": "2027-01-01",
        "lopende_zaken": ["Lopende contracten blijven gelden."],
    }
    note = {
        **MINIMAL,
        "soort": "collegenota",
        "gemeente": party,
        "voorgesteld_besluit": ["Het akkoord aan te gaan."],
        "argumenten": [{"beslispunt": 1, "kop": "Samen lukt het.", "tekst": "Eerste.\nTweede."}],
    }
    assert isinstance(case.from_data(leaving), case.Uittreding)
    assert isinstance(case.from_data(note), case.CollegeNota)


@pytest.mark.parametrize("regel", ["LAW-01", "LAW-20", "FR-02", "FR-53", "NOP-10", "AL-17", "WF-22"])
def test_rules_that_rest_on_law_may_not_be_overridden(regel: str) -> None:
    assert not case.may_be_overridden(regel)


@pytest.mark.parametrize("regel", ["FR-01", "FR-10", "NOP-02", "AL-05", "WF-06"])
def test_other_rules_may_be_overridden(regel: str) -> None:
    assert case.may_be_overridden(regel)
    assert zaak(afwijkingen=[{"regel": regel}]).afwijkingen[0].regel == regel
