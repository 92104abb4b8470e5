"""Who is party, who signs and on whose behalf, in how many copies."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.rules import Afgeleid
from tests.rules.cases import COUPLED, NEW, SUBLET, judged

COURT = {"rechtbank": "Noord-Nederland", "datum": "2022-05-11", "zaaknummer": "12 BM 22"}
PERSON = {"aanhef": "mevrouw", "voorletters": "C.", "tussenvoegsel": "de", "achternaam": "Boer", "beschikking": COURT}
PARTNER = {"aanhef": "heer", "voorletters": "K.", "achternaam": "Visser", "geboortedatum": "1997-05-06",
           "geboorteplaats": "Grou", "relatie": "echtgenoot"}  # fmt: skip


def derived(**changes: Any) -> Afgeleid:
    found = judged({path.replace("__", "."): value for path, value in changes.items()}).afgeleid
    assert isinstance(found, Afgeleid)
    return found


def signers(found: Afgeleid) -> list[tuple[str, str, str, str]]:
    return [(s.rol, s.naam, s.namens, s.veld) for s in found.ondertekenaars]


def test_three_parties_sign_and_the_gemeente_does_not() -> None:
    found = derived()
    assert signers(found) == [
        ("verhuurder", "Stichting Wonen De Terp", "de heer T. Hoekstra, teamleider Verhuur",
         "woningcorporatie.ondertekenaars[0]"),
        ("huurder", "mevrouw S.A. van der Meulen", "", "huurder"),
        ("zorgaanbieder", "Stichting Zorggroep De Oever", "mevrouw M.E. Bouma, regiomanager",
         "zorgaanbieder.ondertekenaars[0]"),
    ]  # fmt: skip
    assert found.exemplaren == "drievoud"


def test_under_bewind_the_bewindvoerder_signs_with_the_huurder() -> None:
    found = derived(vertegenwoordiging=[PERSON | {"soort": "bewindvoerder"}])
    assert [s[:3] for s in signers(found)][1:3] == [
        ("huurder", "mevrouw S.A. van der Meulen", ""),
        ("bewindvoerder van de huurder", "mevrouw C. de Boer", ""),
    ]
    assert found.exemplaren == "viervoud"
    assert tuple(dict.fromkeys(s.rol for s in found.ondertekenaars)) == (
        "verhuurder",
        "huurder",
        "bewindvoerder van de huurder",
        "zorgaanbieder",
    )


def test_an_office_of_bewindvoerders_is_named_with_the_one_who_signs() -> None:
    found = derived(vertegenwoordiging=[PERSON | {"soort": "bewindvoerder", "organisatie": "De Boer Bewind"}])
    assert signers(found)[2] == (
        "bewindvoerder van de huurder",
        "De Boer Bewind",
        "mevrouw C. de Boer",
        "vertegenwoordiging[0]",
    )


def test_under_curatele_the_curator_signs_for_the_huurder() -> None:
    found = derived(vertegenwoordiging=[PERSON | {"soort": "curator"}])
    assert signers(found)[1] == (
        "huurder",
        "mevrouw S.A. van der Meulen",
        "mevrouw C. de Boer, curator",
        "vertegenwoordiging[0]",
    )
    assert found.exemplaren == "drievoud"


@pytest.mark.parametrize("soort", ["mentor", "budgetbeheerder", "gemachtigde"])
def test_nobody_else_signs_for_the_huurder(soort: str) -> None:
    assert signers(derived(vertegenwoordiging=[PERSON | {"soort": soort}])) == signers(derived())


def test_each_medehuurder_is_party_and_signs() -> None:
    found = derived(medehuurders=[PARTNER])
    assert [s[:2] for s in signers(found)][2] == ("medehuurder", "de heer K. Visser")
    assert found.partijen[2].omschrijving == "geboren op 6 mei 1997 te Grou"
    assert found.exemplaren == "viervoud"


def test_two_people_who_sign_for_one_party_make_one_copy() -> None:
    second = {"aanhef": "heer", "voorletters": "A.", "achternaam": "Bakker", "functie": "bestuurder",
              "bevoegdheid": "statutair"}  # fmt: skip
    first = {"aanhef": "heer", "voorletters": "T.", "achternaam": "Hoekstra", "functie": "teamleider Verhuur",
             "bevoegdheid": "volmacht"}  # fmt: skip
    found = derived(woningcorporatie__ondertekenaars=[first, second])
    assert found.exemplaren == "drievoud"
    assert found.partijen[0].omschrijving.endswith(
        "hierbij vertegenwoordigd door de heer T. Hoekstra, teamleider Verhuur, op grond van een volmacht en "
        "de heer A. Bakker, bestuurder, statutair bevoegd"
    )


@pytest.mark.parametrize(
    ("soort", "how"),
    [("bewindvoerder", "hierbij handelend samen met de bewindvoerder"),
     ("curator", "hierbij vertegenwoordigd door de curator")],
)  # fmt: skip
def test_description_of_the_huurder_names_the_representative_and_the_court(soort: str, how: str) -> None:
    found = derived(vertegenwoordiging=[PERSON | {"soort": soort}])
    assert found.partijen[1].omschrijving == (
        f"geboren op 17 april 1998 te Sneek, wonende te 8601 BT Sneek, Oosterdijk 44B, {how} mevrouw C. de Boer, "
        "benoemd bij beschikking van de kantonrechter in de rechtbank Noord-Nederland van 11 mei 2022, "
        "zaaknummer 12 BM 22"
    )


def test_what_is_missing_from_a_description_is_a_line_to_fill_in() -> None:
    found = derived(woningcorporatie__kvk_nummer=None, huurder__adres=None, woningcorporatie__ondertekenaars=[])
    assert found.partijen[0].omschrijving.endswith("onder nummer ………, hierbij vertegenwoordigd door ………")
    assert found.partijen[1].omschrijving.endswith("wonende te ………")


def test_without_a_huurder_nobody_signs_for_the_huurder() -> None:
    found = derived(huurder=None)
    assert [s.rol for s in found.ondertekenaars] == ["verhuurder", "zorgaanbieder"]
    assert [p.rolnaam for p in found.partijen] == ["verhuurder", "zorgaanbieder"]


# --- a contract beside the lease -----------------------------------------------


def care(*people: dict[str, Any], **changes: Any) -> Afgeleid:
    changed = {"vertegenwoordiging": [PERSON | person for person in people]} | changes
    found = judged(changed, base=COUPLED).afgeleid
    assert isinstance(found, Afgeleid)
    return found


@pytest.mark.parametrize(
    ("kinds", "signers", "copies"),
    [
        ((), ["huurder", "zorgaanbieder"], "tweevoud"),
        (("bewindvoerder",), ["huurder", "zorgaanbieder"], "tweevoud"),
        (("budgetbeheerder",), ["huurder", "zorgaanbieder"], "tweevoud"),
        (("mentor",), ["huurder", "mentor van de huurder", "zorgaanbieder"], "drievoud"),
        (("bewindvoerder", "mentor"), ["huurder", "mentor van de huurder", "zorgaanbieder"], "drievoud"),
        (("curator", "mentor"), ["huurder", "zorgaanbieder"], "tweevoud"),
    ],
)
def test_about_care_the_mentor_signs_besides_and_the_curator_instead(
    kinds: tuple[str, ...], signers: list[str], copies: str
) -> None:
    found = care(*({"soort": kind} for kind in kinds))
    assert [s.rol for s in found.ondertekenaars_begeleidingsovereenkomst] == signers
    assert found.exemplaren_begeleidingsovereenkomst == copies


def test_trap_08_a_mentor_signs_no_lease() -> None:
    assert "mentor van de huurder" not in [s.rol for s in care({"soort": "mentor"}).ondertekenaars]


def test_the_curator_signs_for_the_huurder_about_care_too() -> None:
    signer = care({"soort": "curator"}).ondertekenaars_begeleidingsovereenkomst[0]
    assert (signer.naam, signer.namens) == ("de heer M. El Idrissi", "mevrouw C. de Boer, curator")


def test_a_medehuurder_is_no_party_to_the_care() -> None:
    found = care(medehuurders=[PARTNER])
    assert [p.rolnaam for p in found.partijen_begeleidingsovereenkomst] == ["huurder", "zorgaanbieder"]
    assert "medehuurder" in [p.rolnaam for p in found.partijen]


@pytest.mark.parametrize(
    ("kind", "how"),
    [("mentor", "handelend samen met de mentor"), ("curator", "vertegenwoordigd door de curator"), (None, "")],
)
def test_description_of_the_huurder_about_care(kind: str | None, how: str) -> None:
    found = care({"soort": "bewindvoerder"}, *([{"soort": kind}] if kind else []))
    text = found.partijen_begeleidingsovereenkomst[0].omschrijving
    assert how in text
    assert "bewindvoerder" not in text


@pytest.mark.parametrize(
    ("base", "roles"),
    [
        (NEW, ["huurder", "gebiedsteam"]),
        (COUPLED, ["huurder", "zorgaanbieder"]),
        (SUBLET, ["huurder", "zorgaanbieder"]),
    ],
)
def test_trap_23_who_writes_the_plan_signs_it(base: str, roles: list[str]) -> None:
    found = judged({}, base=base).afgeleid
    assert isinstance(found, Afgeleid)
    assert list(dict.fromkeys(s.rol for s in found.ondertekenaars_plan)) == roles


def test_agreements_on_neighbours_are_signed_by_the_three_of_them() -> None:
    found = judged({}, base=SUBLET).afgeleid
    assert isinstance(found, Afgeleid)
    assert [(s.rol, s.namens or s.naam) for s in found.ondertekenaars_nabuurschap] == [
        ("huurder", "N. Łukaszewska"),
        ("zorgaanbieder", "Sam Koning, persoonlijk begeleider"),
        ("corporatie", "Eline Schut, consulent wonen en zorg"),
    ]


@pytest.mark.parametrize(
    ("author", "printed", "signs"),
    [
        ({"organisatie": "zorgaanbieder", "medewerker": "Sam Koning"},
         "Sam Koning, Stichting Jeugd & Wonen Kennemerland", "Sam Koning, persoonlijk begeleider"),
        ({"medewerker": "Iemand Anders"}, "Iemand Anders", "mevrouw A. den Ouden, directeur"),
        ({"organisatie": "Jeugdteam"}, "Jeugdteam", "mevrouw A. den Ouden, directeur"),
        (None, None, "mevrouw A. den Ouden, directeur"),
    ],
)  # fmt: skip
def test_author_of_the_perspectiefplan(author: dict[str, str] | None, printed: str | None, signs: str) -> None:
    found = judged({"perspectiefplan.opgesteld_door": author}, base=SUBLET).afgeleid
    assert isinstance(found, Afgeleid)
    assert found.perspectiefplan_auteur == printed
    assert [s.namens for s in found.ondertekenaars_perspectiefplan[1:]] == [signs]


@pytest.mark.parametrize(
    ("people", "called"),
    [
        ([{"naam": "B", "vaste_begeleider": True}, {"naam": "K"}], "K"),
        ([{"naam": "B", "vaste_begeleider": True}], "B"),
        ([], None),
    ],
)
def test_whom_to_call_about_the_home_is_not_the_begeleider_when_there_is_somebody_else(
    people: list[dict[str, Any]], called: str | None
) -> None:
    found = judged({"zorgaanbieder.contactpersonen": people}, base=SUBLET).afgeleid
    assert isinstance(found, Afgeleid)
    assert (found.contact_verhuurder.naam if found.contact_verhuurder else None) == called


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ({"aantal": 6, "eenheid": "uur", "frequentie": "week"}, "6 uur per week"),
        ({"aantal": 40, "eenheid": "uur", "frequentie": "totaal"}, "40 uur in totaal"),
        (None, None),
    ],
)
def test_size_of_the_decision_in_words(size: dict[str, Any] | None, words: str | None) -> None:
    found = judged({"beschikking.omvang": size}, base=COUPLED).afgeleid
    assert isinstance(found, Afgeleid)
    assert found.beschikking_omvang == words
