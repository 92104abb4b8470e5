"""The tables of who may receive what: complete, with sources, and refused when they are wrong."""

from __future__ import annotations

import typing
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen import law
from docgen.case.choices import Documentnaam
from docgen.errors import TextFault
from docgen.law import ontvangers
from docgen.law.ontvangers import Rol, known_ontvangers, load_ontvangers
from docgen.rules.geheim import check_ontvangers

DOCUMENTS = {name for part in typing.get_args(Documentnaam) for name in typing.get_args(part)}
EVERYWHERE = {
    "huurovereenkomst-onbepaalde-tijd", "addendum", "doelenbijlage", "uitleg-huurder", "bereikbaarheidskaart",
    "aanzegging", "omklapbrief", "toestemmingsverklaring",
}  # fmt: skip
EXISTS = {
    "friesland-2022": EVERYWHERE | {
        "driepartijenovereenkomst", "ondersteuningsplan", "uittredingsbrief", "omklapevaluatie",
        "toetredingsverklaring", "registratieformulier", "aanmeldformulier", "vervolg-wonen", "plaatsingsformulier",
        "aanmeldbericht", "gedragsaanwijzing", "overdracht-zorgaanbieder", "vooraankondiging-einde",
        "signaalbrief-voortgang", "waakvlamafspraken", "warme-overdracht",
    },
    "noordoostpolder-2023": EVERYWHERE | {
        "driepartijenovereenkomst", "begeleidingsovereenkomst", "ondersteuningsplan", "monitorgesprek",
        "nabuurschapsafspraken", "vooraankondiging-einde", "waakvlamafspraken",
    },
    "alkmaar-2018": EVERYWHERE | {
        "raamovereenkomst-intermediaire-verhuur", "verdiencontract", "ondersteuningsplan", "perspectiefplan",
        "overleg-maand-tien", "evaluatiegesprek", "nabuurschapsafspraken",
    },
    "westfriesland-2021": EVERYWHERE | {
        "driehoekscontract", "nadere-verplichtingen-huurschuld", "perspectiefplan", "evaluatierapport",
        "overlegverslag-clientniveau", "afstemmingsverslag", "ondertekenblad", "aanmeldformulier-uitstroom",
        "aanmelding-corporaties", "nabuurschapsafspraken", "signaalbrief-voortgang", "waakvlamafspraken",
    },
    "flevoland-2021": {"college-nota", "toetredingsverklaring"},
}  # fmt: skip
"""Which documents each agreement knows: interface.md, domain.md §1 and §2.8."""
ABSENT = {
    "friesland-2022": {Rol.UITSTROOMCOORDINATOR},
    "noordoostpolder-2023": {Rol.TRANSFERPUNT, Rol.UITSTROOMCOORDINATOR, Rol.STUURGROEP},
    "alkmaar-2018": {Rol.UITSTROOMCOORDINATOR, Rol.STUURGROEP},
    "westfriesland-2021": {Rol.TRANSFERPUNT, Rol.STUURGROEP},
    "flevoland-2021": set(Rol) - {Rol.GEMEENTE, Rol.WONINGCORPORATIE, Rol.ZORGAANBIEDER},
}
GOOD = """regeling = "proef-2030"
titel = "Proef"
[[documenten]]
document = "aanzegging"
bron = "BW 7:271 lid 2"
geheel = ["huurder"]
deel = { gemeente = "dat zij er is" }
[[gegevens]]
rollen = ["gemeente"]
bron = "AVG 5"
open = ["woning"]
"""


@pytest.mark.parametrize("name", EXISTS)
def test_every_document_of_an_agreement_has_a_row_and_no_other(name: str) -> None:
    assert {row.document for row in load_ontvangers(name).documenten} == EXISTS[name]


def test_every_document_of_the_interface_has_a_row_somewhere() -> None:
    assert set().union(*EXISTS.values()) == DOCUMENTS
    assert set(known_ontvangers()) == set(EXISTS)


@pytest.mark.parametrize("name", law.regelingen())
def test_every_document_that_an_agreement_has_a_text_for_has_a_row_and_every_row_a_document(name: str) -> None:
    rows = {row.document for row in load_ontvangers(name).documenten}
    assert rows == {row.document for row in law.load_regeling(name).documenten}


@pytest.mark.parametrize("name", EXISTS)
def test_a_role_that_an_agreement_does_not_know_receives_nothing(name: str) -> None:
    for row in load_ontvangers(name).documenten:
        assert not ABSENT[name] & {*row.geheel, *row.deel}, row.document


@pytest.mark.parametrize("name", EXISTS)
def test_every_row_has_a_source_and_every_role_that_receives_has_fields(name: str) -> None:
    policy = load_ontvangers(name)
    check_ontvangers(policy)
    assert all(row.bron for row in (*policy.documenten, *policy.gegevens))
    receiving = {rol for row in policy.documenten for rol in (*row.geheel, *row.deel)}
    assert receiving == {rol for row in policy.gegevens for rol in row.rollen}


@pytest.mark.parametrize("name", EXISTS)
def test_a_medehuurder_never_gets_a_plan_a_report_a_consent_or_a_form(name: str) -> None:
    never = {
        "ondersteuningsplan", "perspectiefplan", "nabuurschapsafspraken", "waakvlamafspraken", "bereikbaarheidskaart",
        "begeleidingsovereenkomst", "omklapevaluatie", "monitorgesprek", "overleg-maand-tien", "evaluatiegesprek",
        "evaluatierapport", "overlegverslag-clientniveau", "afstemmingsverslag", "warme-overdracht",
        "toestemmingsverklaring", "signaalbrief-voortgang", "registratieformulier", "aanmeldformulier", "vervolg-wonen",
        "plaatsingsformulier", "aanmeldbericht", "aanmeldformulier-uitstroom", "aanmelding-corporaties",
    }  # fmt: skip
    for row in load_ontvangers(name).documenten:
        if row.document in never:
            assert Rol.MEDEHUURDER not in {*row.geheel, *row.deel}, row.document


Policy = Callable[[str], None]


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Policy:
    """Write the table of an agreement that consists of files alone."""
    monkeypatch.setattr(ontvangers, "ONTVANGERS", tmp_path)

    def write(text: str) -> None:
        (tmp_path / "proef-2030.toml").write_text(text, encoding="utf-8")

    return write


def test_an_agreement_made_of_files_alone_has_its_own_table(policy: Policy) -> None:
    policy(GOOD)
    row = load_ontvangers("proef-2030").rij("aanzegging")
    assert row is not None
    assert row.geheel == (Rol.HUURDER,)


def test_an_agreement_without_a_table_gives_nobody_anything(policy: Policy) -> None:
    with pytest.raises(TextFault, match="TEKST-915"):
        load_ontvangers("proef-2030")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('regeling = "proef-2030"', 'regeling = "proef-2031"', "naam van het bestand"),
        ('geheel = ["huurder"]', 'geheel = ["huurder", "gemeente"]', "gemeente krijgt geheel en deel"),
        ('"dat zij er is"', '" "', "zonder omschrijving"),
        ('geheel = ["huurder"]', 'geheel = ["huurder"]\nalleen_eigen = ["mentor"]', "mentor krijgt alleen het eigene"),
        ('geheel = ["huurder"]', "volgt_contract = true", "volgt het contract en noemt toch rollen"),
        ('bron = "BW 7:271 lid 2"', 'bron = ""', "bron ontbreekt"),
        ('geheel = ["huurder"]', 'geheel = ["buurman"]', "TEKST-910"),
        ("[[gegevens]]", '[[documenten]]\ndocument = "aanzegging"\nbron = "BW"\n[[gegevens]]', "staat er 2 keer"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(policy: Policy, old: str, new: str, words: str) -> None:
    assert old in GOOD
    policy(GOOD.replace(old, new, 1))
    with pytest.raises(TextFault, match=words):
        load_ontvangers("proef-2030")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('document = "aanzegging"', 'document = "opzegging"', "document opzegging bestaat niet"),
        ('open = ["woning"]', 'open = ["woning.dak"]', r"veld woning\.dak bestaat niet"),
        ('open = ["woning"]', 'geheim = ["doelen[zichtbaar]"]', "bestaat niet"),
        ('geheel = ["huurder"]', 'geheel = ["huurder"]\nafzender = "signaal.wie"', r"signaal\.wie"),
    ],
)
def test_a_table_that_names_what_does_not_exist_is_refused(policy: Policy, old: str, new: str, words: str) -> None:
    policy(GOOD.replace(old, new, 1))
    with pytest.raises(TextFault, match=words):
        check_ontvangers(load_ontvangers("proef-2030"))
