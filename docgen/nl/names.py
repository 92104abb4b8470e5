"""Names of people, by the rules of the BRP and of Onze Taal (domain.md §6, trap 29).

The spelling is the registered one: nothing here ever changes the case of a
surname. Only a tussenvoegsel that opens the name ("mevrouw Van der Meulen")
takes a capital, and 't, d', 's and l' not even then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Aanhef = Literal["heer", "mevrouw", "neutraal"]
Naamgebruik = Literal["eigen", "partner", "partner_eigen", "eigen_partner"]

_APOSTROPHES = ("'", "’")
_FORM = {"heer": "de heer", "mevrouw": "mevrouw"}


@dataclass(frozen=True, slots=True)
class _Deel:
    """One surname with what stands before it: ("van der", "Meulen")."""

    tussenvoegsel: str
    achternaam: str

    def __str__(self) -> str:
        if not self.tussenvoegsel:
            return self.achternaam
        # d'Ancona and l'Ami are written together; 't Hart is not.
        gap = "" if self.tussenvoegsel.endswith(_APOSTROPHES) else " "
        return f"{self.tussenvoegsel}{gap}{self.achternaam}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoonsnaam:
    """The name of one person in every form that a document needs."""

    achternaam: str
    tussenvoegsel: str = ""
    voorletters: str = ""
    aanspreekvorm: Aanhef = "neutraal"
    partner_achternaam: str = ""
    partner_tussenvoegsel: str = ""
    naamgebruik: Naamgebruik = "eigen"

    @property
    def volledig(self) -> str:
        """The name as a contract writes it: "de heer J.P. van der Veen"; neutral: "N. Łukaszewska"."""
        return _joined(self._form, self.formeel)

    @property
    def formeel(self) -> str:
        """Initials and surname: "S.A. van der Meulen"."""
        if not self.voorletters:
            return self._met_hoofdletter
        return _joined(self.voorletters, self._achternaam)

    @property
    def kort(self) -> str:
        """Without initials: "mevrouw Van der Meulen"; neutral keeps them, for want of a form of address."""
        return _joined(self._form, self._met_hoofdletter) if self._form else self.formeel

    @property
    def aanhef(self) -> str:
        """The opening of a letter, without its comma: "Geachte heer Van der Veen".

        Neutral follows the BRP rule, "Geachte J.R. Groenen"; without initials
        "Geachte heer of mevrouw Van der Aa".
        """
        if self.aanspreekvorm != "neutraal":
            return f"Geachte {self.aanspreekvorm} {self._met_hoofdletter}"
        if self.voorletters:
            return f"Geachte {self.formeel}"
        return f"Geachte heer of mevrouw {self._met_hoofdletter}"

    @property
    def sorteernaam(self) -> str:
        """The name in an ordered list, under its core word: "Meulen, S.A. van der"."""
        first, *others = self._delen
        core = "-".join([first.achternaam, *map(str, others)])
        after = _joined(self.voorletters, first.tussenvoegsel)
        return f"{core}, {after}" if after else core

    @property
    def lijstnaam(self) -> str:
        """The name as a form asks it, surname first: "Van der Meulen, S.A."."""
        return ", ".join(filter(None, (self._met_hoofdletter, self.voorletters)))

    @property
    def achternaam_volledig(self) -> str:
        """The surname in use, with tussenvoegsel and partner's name: "van der Ven-van Dijk"."""
        return self._achternaam

    @property
    def afdruk(self) -> str:
        """What a text prints for a name: the full form."""
        return self.volledig

    def __str__(self) -> str:
        return self.volledig

    @property
    def _form(self) -> str:
        return _FORM.get(self.aanspreekvorm, "")

    @property
    def _delen(self) -> tuple[_Deel, ...]:
        own = _Deel(self.tussenvoegsel, self.achternaam)
        partner = _Deel(self.partner_tussenvoegsel, self.partner_achternaam)
        orders: dict[str, tuple[_Deel, ...]] = {
            "eigen": (own,),
            "partner": (partner,),
            "partner_eigen": (partner, own),
            "eigen_partner": (own, partner),
        }
        return orders[self.naamgebruik if self.partner_achternaam else "eigen"]

    @property
    def _achternaam(self) -> str:
        return "-".join(map(str, self._delen))

    @property
    def _met_hoofdletter(self) -> str:
        if not self._delen[0].tussenvoegsel:
            return self._achternaam
        return _opening_capital(self._achternaam)


def _opening_capital(naam: str) -> str:
    """Give the tussenvoegsel that opens a name its capital: "van 't Hof" → "Van 't Hof"; "'t Hart" stays."""
    first = naam.split()[0]
    elided = any(mark in first[:2] for mark in _APOSTROPHES)
    return naam if elided else naam[0].upper() + naam[1:]


def _joined(*delen: str) -> str:
    return " ".join(deel for deel in delen if deel)
