"""Who gets what and who is refused what, written out (domain.md §2.8); what nobody named is never given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docgen.case import AnyCase, loads
from docgen.law.ontvangers import Rol
from docgen.rules.ontvangers import Mate, gets_only_own, is_present, may_receive, receives, recipients

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
WHOLE, PART, NEVER = Mate.GEHEEL, Mate.DEEL, Mate.NOOIT
LETTERS = {"J": WHOLE, "D": PART, "-": NEVER}
ORDER = (
    "huurder", "medehuurder", "bewindvoerder", "mentor", "curator", "woningcorporatie", "zorgaanbieder", "gemeente",
    "transferpunt", "uitstroomcoordinator", "stuurgroep",
)  # fmt: skip

# One letter per role in this order: whole (J), part (D) or never (-).
FRIESLAND = {
    "driepartijenovereenkomst": "JJJ-JJJD---",
    "huurovereenkomst-onbepaalde-tijd": "JJJ-JJ-D---",
    "overdracht-zorgaanbieder": "JJJJJJJD---",
    "gedragsaanwijzing": "JJJJJJJ----",
    "addendum": "JJJ-JJJ----",
    "doelenbijlage": "JJJJJJJJ---",
    "uitleg-huurder": "JJJJJJJ----",
    "ondersteuningsplan": "J-DJJ-JJ---",
    "waakvlamafspraken": "J--JJ-JJ---",
    "bereikbaarheidskaart": "J-JJJDJJ---",
    "vooraankondiging-einde": "JJJ-JJJD---",
    "aanzegging": "JJJ-JJJD---",
    "omklapbrief": "JJJJJJJJ---",
    "signaalbrief-voortgang": "J-JJJDJJ---",
    "uittredingsbrief": "-----JJJ--J",
    "omklapevaluatie": "J-DJJDJJ---",
    "warme-overdracht": "J--JJ-JJ---",
    "toetredingsverklaring": "-----JJJD-J",
    "toestemmingsverklaring": "J--JJDJDD--",
    "registratieformulier": "J--JJ-J-J--",
    "aanmeldformulier": "J--JJ-JDJ--",
    "vervolg-wonen": "J--JJ-J-J--",
    "plaatsingsformulier": "J--JJ-J-J--",
    "aanmeldbericht": "J-JJJJDDJ--",
}
NOORDOOSTPOLDER = {
    "driepartijenovereenkomst": "JJJ-JJJD---",
    "begeleidingsovereenkomst": "J-DJJDJJ---",
    "huurovereenkomst-onbepaalde-tijd": "JJJ-JJ-D---",
    "ondersteuningsplan": "J-DJJ-JJ---",
    "waakvlamafspraken": "J--JJJJJ---",
    "vooraankondiging-einde": "JJJ-JJJ----",
    "aanzegging": "JJJ-JJJD---",
    "monitorgesprek": "J-JJJJJD---",
}
ALKMAAR = {
    "raamovereenkomst-intermediaire-verhuur": "-----JJ----",
    "verdiencontract": "JJJ-JDJD---",
    "ondersteuningsplan": "J-DJJDJJ---",
    "perspectiefplan": "J--JJDJJ---",
    "aanzegging": "JJJ-JDJD---",
    "overleg-maand-tien": "J--JJJJD---",
    "evaluatiegesprek": "J-JJJJJ----",
}
WESTFRIESLAND = {
    "driehoekscontract": "JJJ-JJDJ-D-",
    "nadere-verplichtingen-huurschuld": "J-J-JJD--D-",
    "perspectiefplan": "J--JJ-JJ-J-",
    "evaluatierapport": "J--JJ-J--J-",
    "overlegverslag-clientniveau": "J-JJJJJJ-J-",
    "afstemmingsverslag": "J--JJ-JJ-D-",
    "ondertekenblad": "-----JJJ-J-",
    "aanmeldformulier-uitstroom": "J-JJJ-JD-J-",
    "aanmelding-corporaties": "J-J-JJD--J-",
    "uitleg-huurder": "JJJJJJJJ---",
}
TABLES = {
    "friesland-2022": FRIESLAND, "noordoostpolder-2023": NOORDOOSTPOLDER, "alkmaar-2018": ALKMAAR,
    "westfriesland-2021": WESTFRIESLAND, "flevoland-2021": {"college-nota": "-------J---"},
}  # fmt: skip
CONTRACT = {
    "friesland-2022": "driepartijenovereenkomst", "noordoostpolder-2023": "driepartijenovereenkomst",
    "alkmaar-2018": "verdiencontract", "westfriesland-2021": "driehoekscontract",
}  # fmt: skip
ROWS = [(name, document, row) for name, table in TABLES.items() for document, row in table.items()]


def changed(name: str, **parts: Any) -> AnyCase:
    data = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return loads(json.dumps({**data, **parts}).encode(), "zaak.json")


@pytest.mark.parametrize(("regeling", "document", "row"), ROWS, ids=[f"{n}-{d}" for n, d, _ in ROWS])
def test_each_role_gets_exactly_this_much_and_is_refused_the_rest(regeling: str, document: str, row: str) -> None:
    given = {rol: may_receive(regeling, document, rol, CONTRACT.get(regeling, "")) for rol in ORDER}
    assert {rol: found.mate for rol, found in given.items()} == dict(
        zip(ORDER, (LETTERS[letter] for letter in row), strict=True)
    )
    for found in given.values():
        assert found.bron
        assert bool(found.wat) == (found.mate is PART), "a part says what it is"


def test_the_order_above_is_every_role() -> None:
    assert set(ORDER) == set(Rol)


@pytest.mark.parametrize(
    ("document", "rol"),
    [
        ("perspectiefplan", "woningcorporatie"),
        ("een-nieuw-document", "huurder"),
        ("ondersteuningsplan", "buurman"),
        ("ondersteuningsplan", ""),
        ("", "huurder"),
        ("driepartijenovereenkomst", "beheer"),
    ],
)
def test_an_unknown_document_or_role_is_refused(document: str, rol: str) -> None:
    found = may_receive("friesland-2022", document, rol)
    assert found.mate is NEVER
    assert found.bron == "staat niet in de ontvangerstabel"


def test_fr_23_the_corporatie_never_gets_the_plan_and_the_refusal_says_why() -> None:
    found = may_receive("friesland-2022", "ondersteuningsplan", "woningcorporatie")
    assert (found.mate, found.bron) == (NEVER, "FR-23; Toel.4a")


def test_recipients_lists_only_who_receives() -> None:
    found = recipients("friesland-2022", "ondersteuningsplan")
    assert [(o.rol, o.mate) for o in found] == [
        ("huurder", WHOLE), ("bewindvoerder", PART), ("mentor", WHOLE), ("curator", WHOLE), ("zorgaanbieder", WHOLE),
        ("gemeente", WHOLE),
    ]  # fmt: skip


def test_where_the_source_is_silent_the_table_says_that_it_is_our_proposal() -> None:
    assert may_receive("friesland-2022", "driepartijenovereenkomst", "gemeente").eigen_voorstel
    assert may_receive("friesland-2022", "waakvlamafspraken", "woningcorporatie").eigen_voorstel, "also for never"
    assert not may_receive("friesland-2022", "ondersteuningsplan", "woningcorporatie").eigen_voorstel


def test_trap_08_each_kind_of_representative_has_its_own_column() -> None:
    money, care = "driepartijenovereenkomst", "warme-overdracht"
    kinds = ("bewindvoerder", "mentor", "curator")
    assert [may_receive("friesland-2022", money, kind).mate for kind in kinds] == [WHOLE, NEVER, WHOLE]
    assert [may_receive("friesland-2022", care, kind).mate for kind in kinds] == [NEVER, WHOLE, WHOLE]


def test_budgetbeheer_gives_no_right_to_any_document() -> None:
    assert all(may_receive("friesland-2022", name, "budgetbeheerder").mate is NEVER for name in FRIESLAND)


def test_an_addendum_goes_to_the_parties_of_the_contract_that_it_changes() -> None:
    old, new = "driepartijenovereenkomst", "huurovereenkomst-onbepaalde-tijd"
    assert may_receive("friesland-2022", "addendum", "zorgaanbieder", old).mate is WHOLE
    assert may_receive("friesland-2022", "addendum", "zorgaanbieder", new).mate is NEVER
    assert may_receive("friesland-2022", "addendum", "gemeente", old).mate is NEVER, "a part of it says nothing"


def test_who_sends_a_signaalbrief_keeps_the_whole_of_it() -> None:
    mine = changed("friesland-driepartijen", signaal={"afzender": "woningcorporatie"})
    theirs = changed("friesland-driepartijen", signaal={"afzender": "zorgaanbieder"})
    assert receives(mine, "signaalbrief-voortgang", "woningcorporatie").mate is WHOLE
    assert receives(theirs, "signaalbrief-voortgang", "woningcorporatie").mate is PART
    never = changed("friesland-driepartijen", signaal={"afzender": "transferpunt"})
    assert receives(never, "signaalbrief-voortgang", "transferpunt").mate is NEVER, (
        "writing it gives no right by itself"
    )


@pytest.mark.parametrize(
    ("name", "rol", "there"),
    [
        ("friesland-driepartijen", "bewindvoerder", False),
        ("friesland-driepartijen", "medehuurder", False),
        ("friesland-driepartijen", "gemeente", True),
        ("friesland-bewind", "bewindvoerder", True),
        ("friesland-bewind", "curator", False),
        ("friesland-curatele", "curator", True),
        ("friesland-twee-huurders", "medehuurder", True),
        ("toetreding-friesland", "mentor", False),
        ("toetreding-friesland", "stuurgroep", True),
    ],
)
def test_a_representative_or_medehuurder_exists_only_when_the_case_has_one(name: str, rol: str, there: bool) -> None:
    assert is_present(changed(name), rol) is there


def test_a_letter_with_an_addressee_goes_to_that_one_only() -> None:
    case = changed("friesland-bewind")
    assert gets_only_own(case, "aanzegging", "bewindvoerder")
    assert gets_only_own(case, "aanzegging", "huurder")
    assert not gets_only_own(case, "aanzegging", "woningcorporatie"), "who sends it keeps them all"
    assert not gets_only_own(case, "driepartijenovereenkomst", "huurder")
