"""Amounts: held in whole cents, printed as domain.md §6 asks ("€ 612,34")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from docgen.nl.words import telwoord


@dataclass(frozen=True, order=True, slots=True)
class Bedrag:
    """An amount in euros, held in whole cents; prints as "€ 563,41" with a space that does not break."""

    cent: int

    @classmethod
    def uit_euro(cls, euro: Decimal | int) -> Bedrag:
        """Make an amount of euros; raises ValueError for parts of a cent."""
        cent = Decimal(euro).scaleb(2)
        if cent != cent.to_integral_value():
            raise ValueError("an amount has at most two decimals")
        return cls(int(cent))

    @property
    def euro(self) -> Decimal:
        """The amount in euros, with two decimals: Decimal("563.41")."""
        return Decimal(self.cent).scaleb(-2)

    @property
    def afdruk(self) -> str:
        """The printed form."""
        from babel.numbers import format_currency

        return format_currency(self.euro, "EUR", locale="nl")

    def __add__(self, other: Bedrag) -> Bedrag:
        return Bedrag(self.cent + other.cent)

    def __sub__(self, other: Bedrag) -> Bedrag:
        return Bedrag(self.cent - other.cent)

    def __mul__(self, factor: int) -> Bedrag:
        return Bedrag(self.cent * factor)

    def __neg__(self) -> Bedrag:
        return Bedrag(-self.cent)

    def __bool__(self) -> bool:
        return self.cent != 0

    def __str__(self) -> str:
        return self.afdruk


def som(bedragen: Iterable[Bedrag]) -> Bedrag:
    """Add amounts in cents; nothing gives zero."""
    return Bedrag(sum(bedrag.cent for bedrag in bedragen))


def in_woorden(bedrag: Bedrag) -> str:
    """Write an amount in words: "zeshonderdvijfenvijftig euro en zesenveertig cent".

    "euro" and "cent" stay singular; cents are left out when there are none. Source: domain.md §6.
    """
    if bedrag.cent < 0:
        return f"min {in_woorden(-bedrag)}"
    euro, cent = divmod(bedrag.cent, 100)
    if not cent:
        return f"{telwoord(euro)} euro"
    return f"{telwoord(euro)} euro en {telwoord(cent)} cent"
