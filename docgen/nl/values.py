"""Values that stay text but print in a form of their own: telephone number, IBAN, postcode.

`str()` is the stored form, `.afdruk` the printed one; whether a number is right
is for the reader of the case to check.
"""

from __future__ import annotations

AREA_CODES_OF_THREE = frozenset(
    {
        *("010", "013", "015", "020", "023", "024", "026", "030", "033", "035", "036", "038"),
        *("040", "043", "045", "046", "050", "053", "055", "058"),
        *("070", "071", "072", "073", "074", "075", "076", "077", "078", "079"),
        *("084", "085", "087", "088", "091"),
    }
)
"""Netnummers of three digits, then those without a place; every other one has four. Source: Nummerplan telefoon- en
ISDN-diensten."""

SERVICE_CODES = ("0800", "0900", "0906", "0909")
"""Prefixes of information numbers, followed by four or seven digits. Source: idem."""


class Telefoonnummer(str):
    """A telephone number, stored as digits (`0612345678`, `140515`, `+31612345678`)."""

    __slots__ = ()

    @property
    def afdruk(self) -> str:
        """The number in groups: "06 1234 5678", "0515 70 01 00", "058 233 80 10", "14 0515"."""
        if self.startswith("+31"):
            return f"+31 {_grouped('0' + self[3:]).removeprefix('0')}"
        return str(self) if self.startswith("+") else _grouped(str(self))


class Iban(str):
    """A bank account number, stored without spaces."""

    __slots__ = ()

    @property
    def afdruk(self) -> str:
        """The number in groups of four: "NL85 BNGH 0285 0043 21"."""
        return " ".join(self[start : start + 4] for start in range(0, len(self), 4))


class Postcode(str):
    """A postcode, stored as `8601BT`."""

    __slots__ = ()

    @property
    def afdruk(self) -> str:
        """The postcode with its space: "8601 BT"."""
        return f"{self[:4]} {self[4:]}"


def _grouped(number: str) -> str:
    if number.startswith("14") and len(number) < 7:
        return f"14 {number[2:]}"
    if number.startswith("116") and len(number) == 6:
        return f"116 {number[3:]}"
    if len(number) < 8:
        return number
    if number.startswith(SERVICE_CODES) and len(number) in (8, 11):
        return f"{number[:4]} {_tail(number[4:])}"
    if len(number) != 10:
        return number
    if number.startswith("06"):
        return f"06 {number[2:6]} {number[6:]}"
    split = 3 if number[:3] in AREA_CODES_OF_THREE else 4
    return f"{number[:split]} {_tail(number[split:])}"


def _tail(digits: str) -> str:
    """Group a subscriber number: 4 whole, 6 in pairs, 7 as three, two, two."""
    if len(digits) == 4:
        return digits
    head = len(digits) % 2 and 3
    pairs = [digits[start : start + 2] for start in range(head, len(digits), 2)]
    return " ".join([digits[:head], *pairs] if head else pairs)
