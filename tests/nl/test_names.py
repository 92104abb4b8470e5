"""Names are written by the rules of the BRP and of Onze Taal, and never in another spelling than the registered one."""

from __future__ import annotations

from typing import Any

import pytest

from docgen import nl

FULL = """
heer     | J.P. | van der | Veen              | de heer J.P. van der Veen    | Veen, J.P. van der
mevrouw  | S.A. | van der | Meulen            | mevrouw S.A. van der Meulen  | Meulen, S.A. van der
mevrouw  | H.   | van 't  | Hof               | mevrouw H. van 't Hof        | Hof, H. van 't
heer     | K.   | 't      | Hart              | de heer K. 't Hart           | Hart, K. 't
heer     | K.   | ’t      | Hart              | de heer K. ’t Hart           | Hart, K. ’t
heer     | L.   | d'      | Hondt             | de heer L. d'Hondt           | Hondt, L. d'
heer     | M.   |         | El Idrissi        | de heer M. El Idrissi        | El Idrissi, M.
heer     | P.   |         | da Silva          | de heer P. da Silva          | da Silva, P.
mevrouw  | F.   |         | Gebremedhin-Haile | mevrouw F. Gebremedhin-Haile | Gebremedhin-Haile, F.
heer     | IJ.  |         | IJsbrandy         | de heer IJ. IJsbrandy        | IJsbrandy, IJ.
heer     |      | de      | Boer              | de heer De Boer              | Boer, de
neutraal | N.   |         | Łukaszewska       | N. Łukaszewska               | Łukaszewska, N.
neutraal | J.   | van der | Aa                | J. van der Aa                | Aa, J. van der
neutraal |      | van der | Aa                | Van der Aa                   | Aa, van der
"""

SHORT = """
heer     | J.P. | van der | Veen              | de heer Van der Veen      | Geachte heer Van der Veen
mevrouw  | S.A. | van der | Meulen            | mevrouw Van der Meulen    | Geachte mevrouw Van der Meulen
mevrouw  | H.   | van 't  | Hof               | mevrouw Van 't Hof        | Geachte mevrouw Van 't Hof
heer     | B.   | in 't   | Veld              | de heer In 't Veld        | Geachte heer In 't Veld
heer     | K.   | 't      | Hart              | de heer 't Hart           | Geachte heer 't Hart
heer     | K.   | ’t      | Hart              | de heer ’t Hart           | Geachte heer ’t Hart
heer     | L.   | d'      | Hondt             | de heer d'Hondt           | Geachte heer d'Hondt
heer     | M.   |         | El Idrissi        | de heer El Idrissi        | Geachte heer El Idrissi
heer     | P.   |         | da Silva          | de heer da Silva          | Geachte heer da Silva
mevrouw  | F.   |         | Gebremedhin-Haile | mevrouw Gebremedhin-Haile | Geachte mevrouw Gebremedhin-Haile
heer     |      | de      | Boer              | de heer De Boer           | Geachte heer De Boer
neutraal | N.   |         | Łukaszewska       | N. Łukaszewska            | Geachte N. Łukaszewska
neutraal | J.R. |         | Groenen           | J.R. Groenen              | Geachte J.R. Groenen
neutraal |      | van der | Aa                | Van der Aa                | Geachte heer of mevrouw Van der Aa
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def person(form: Any, initials: str, prefix: str, surname: str) -> nl.Persoonsnaam:
    return nl.Persoonsnaam(aanspreekvorm=form, voorletters=initials, tussenvoegsel=prefix, achternaam=surname)


@pytest.mark.parametrize("row", rows(FULL), ids=lambda row: row[4])
def test_a_name_in_full_and_in_an_ordered_list(row: list[str]) -> None:
    *parts, full, in_order = row
    name = person(*parts)
    assert (name.volledig, name.sorteernaam) == (full, in_order)


@pytest.mark.parametrize("row", rows(SHORT), ids=lambda row: row[5])
def test_a_name_in_short_and_at_the_opening_of_a_letter(row: list[str]) -> None:
    *parts, short, opening = row
    name = person(*parts)
    assert (name.kort, name.aanhef) == (short, opening)


PARTNERS = [
    ("eigen", "mevrouw J. van Dijk", "mevrouw Van Dijk", "Dijk, J. van"),
    ("partner", "mevrouw J. van der Ven", "mevrouw Van der Ven", "Ven, J. van der"),
    ("partner_eigen", "mevrouw J. van der Ven-van Dijk", "mevrouw Van der Ven-van Dijk", "Ven-van Dijk, J. van der"),
    ("eigen_partner", "mevrouw J. van Dijk-van der Ven", "mevrouw Van Dijk-van der Ven", "Dijk-van der Ven, J. van"),
]


@pytest.mark.parametrize(("use", "full", "short", "sorted_name"), PARTNERS)
def test_the_name_of_a_partner_by_the_choice_of_the_person(use: Any, full: str, short: str, sorted_name: str) -> None:
    name = nl.Persoonsnaam(
        aanspreekvorm="mevrouw",
        voorletters="J.",
        tussenvoegsel="van",
        achternaam="Dijk",
        partner_tussenvoegsel="van der",
        partner_achternaam="Ven",
        naamgebruik=use,
    )
    assert (name.volledig, name.kort, name.sorteernaam) == (full, short, sorted_name)
    assert name.aanhef == f"Geachte {short}"


def test_a_name_is_formal_without_its_form_of_address_and_prints_in_full() -> None:
    name = nl.Persoonsnaam(aanspreekvorm="heer", voorletters="W.", tussenvoegsel="de", achternaam="Graaf")
    assert name.formeel == "W. de Graaf"
    assert str(name) == nl.afdruk(name) == "de heer W. de Graaf"


def test_a_form_asks_the_surname_first_with_its_capital() -> None:
    name = nl.Persoonsnaam(aanspreekvorm="mevrouw", voorletters="S.A.", tussenvoegsel="van der", achternaam="Meulen")
    assert name.lijstnaam == "Van der Meulen, S.A."
    assert nl.Persoonsnaam(achternaam="Hart", tussenvoegsel="'t").lijstnaam == "'t Hart"
