"""Which fields a role may never see: everything that its table does not open."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from docgen import nl
from docgen.case import AnyCase, loads
from docgen.law.ontvangers import Rol
from docgen.rules.geheim import forbidden_values, forms, is_open, secrets

CASES = Path(__file__).parents[2] / "fixtures" / "cases"


def case(name: str = "friesland-driepartijen", **parts: Any) -> AnyCase:
    data = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return loads(json.dumps({**data, **parts}).encode(), "zaak.json")


@pytest.mark.parametrize(
    ("rol", "path", "may"),
    [
        ("woningcorporatie", "huurder.naam", True),
        ("woningcorporatie", "huurder.bsn", False),
        ("woningcorporatie", "ondersteuningsplan", False),
        ("woningcorporatie", "ondersteuningsplan.themas[4].situatie", False),
        ("woningcorporatie", "beschikking.kenmerk", True),
        ("woningcorporatie", "beschikking.product", False),
        ("woningcorporatie", "beschikking.omvang.aantal", False),
        ("woningcorporatie", "beschikking.leefgebieden[0]", False),
        ("woningcorporatie", "doelen[0].tekst", True),
        ("woningcorporatie", "doelen[0].ondersteuning.wie", True),
        ("woningcorporatie", "doelen[0].ondersteuning.wat", False),
        ("woningcorporatie", "doelen[3].tekst", False),
        ("woningcorporatie", "herkomst.naam", False),
        ("woningcorporatie", "transferpunt.leefsituatie", True),
        ("woningcorporatie", "transferpunt.hoofdinkomen", False),
        ("woningcorporatie", "inkomen.bedrag_per_maand", False),
        ("gemeente", "ondersteuningsplan.themas[4].situatie", True),
        ("gemeente", "huur.waarborgsom", False),
        ("gemeente", "huur.totaal", True),
        ("gemeente", "inkomen.bedrag_per_maand", False),
        ("gemeente", "huurovereenkomst.einddatum", True),
        ("gemeente", "huurovereenkomst.rechtsgrond_tijdelijk.toelichting", False),
        ("transferpunt", "huurder.bsn", True),
        ("transferpunt", "ondersteuningsplan.datum", False),
        ("stuurgroep", "huurder.naam", False),
        ("huurder", "ondersteuningsplan.datum", True),
        ("huurder", "medehuurders[0].bsn", False),
    ],
)
def test_a_role_may_see_this_field_or_not(rol: str, path: str, may: bool) -> None:
    assert is_open(case(), rol, path) is may


def test_trap_03_a_bewindvoerder_sees_only_the_themes_about_money() -> None:
    subject = case("friesland-bewind")
    seen = {
        theme.thema
        for n, theme in enumerate(subject.ondersteuningsplan.themas)  # type: ignore[union-attr]
        if is_open(subject, "bewindvoerder", f"ondersteuningsplan.themas[{n}].situatie")
    }
    assert seen == {"financien", "schulden"}


def test_what_belongs_to_a_goal_is_as_secret_as_the_goal() -> None:
    results = [
        {"doel": "huur-op-tijd", "toelichting": "zichtbaar"},
        {"doel": "schulden-regelen", "toelichting": "stil"},
    ]
    subject = case(evaluaties=[{"soort": "omklapevaluatie", "doelen": results}])
    assert is_open(subject, "woningcorporatie", "evaluaties[0].doelen[0].toelichting")
    assert not is_open(subject, "woningcorporatie", "evaluaties[0].doelen[1].toelichting")


def test_a_report_that_a_role_does_not_get_is_secret_as_a_whole() -> None:
    subject = case(
        evaluaties=[{"soort": "warme-overdracht", "besluit": "x"}, {"soort": "omklapevaluatie", "besluit": "y"}]
    )
    assert not is_open(subject, "woningcorporatie", "evaluaties[0].besluit")
    assert is_open(subject, "woningcorporatie", "evaluaties[1].besluit")


@pytest.mark.parametrize("rol", list(Rol))
def test_trap_12_a_part_of_the_case_that_no_table_names_is_open_only_to_the_huurder(rol: Rol) -> None:
    subject = case(raamovereenkomst={"kenmerk": "nooit genoemd in Friesland"})
    hidden = "nooit genoemd in Friesland" in forbidden_values(subject, rol)
    assert hidden is (rol not in (Rol.HUURDER, Rol.CURATOR))


def test_a_derived_value_is_judged_by_what_it_says_and_not_by_its_path() -> None:
    assert is_open(case(), "woningcorporatie", "partijen[0].omschrijving")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.date(2027, 3, 1), {"2027-03-01", "1 maart 2027", "01-03-2027"}),
        (nl.Bedrag(84000), {"€ 840,00", "840,00", "840.00", "achthonderdveertig euro"}),
        (nl.Bedrag(0), set()),
        ("999990019", {"999990019", "999 990 019", "999.990.019", "999-990-019", "9999.90.019"}),
        (nl.Telefoonnummer("0687654321"), {"0687654321", "06 8765 4321"}),
        (nl.Postcode("8601BT"), {"8601BT", "8601 BT"}),
        ("eerste regel\ntweede  regel", {"eerste regel", "tweede regel", "eerste regel\ntweede  regel"}),
    ],
)
def test_a_value_is_sought_raw_and_as_printed(value: object, expected: set[str]) -> None:
    assert set(forms(value)) == expected


def test_forbidden_are_the_secrets_that_stand_nowhere_else() -> None:
    found = secrets(case(), "woningcorporatie")
    assert found["999990019"] == "huurder.bsn"
    assert found["ThuisBasis"] == "beschikking.product"
    assert "Er is een schuld van € 840 bij de zorgverzekeraar." in found
    assert "Sneek" not in found, "the corporatie may read it elsewhere"
    assert not [value for value in found if len(value) < 4]
    assert frozenset(found) == forbidden_values(case(), "woningcorporatie")


def test_codes_of_the_interface_are_no_values() -> None:
    assert "beschermd_wonen" not in forbidden_values(case(), "woningcorporatie")
    assert "financien" not in forbidden_values(case(), "woningcorporatie")


def test_nobody_sees_a_thing_of_the_case_whose_role_the_agreement_does_not_know() -> None:
    assert "Meulen" in forbidden_values(case(), "uitstroomcoordinator")
