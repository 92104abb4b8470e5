"""From a cell to a value of a case: dates, amounts and numbers as people in the Netherlands type them.

What can be read in two ways is refused: a wrong amount in a lease is worse than
a row that comes back. Whether a value is true (a BSN, an IBAN, a choice) is for
the door of a case, not for here.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from docgen import nl
from docgen.batch.fields import Kind, Leaf

T = TypeVar("T")

LONGEST_CELL = 32_767
"""Characters in one cell; a spreadsheet holds no more."""

BLANKS = " \t\r\n\N{NO-BREAK SPACE}"

FIRST_SERIAL, LAST_SERIAL = 10_000, 109_000
"""Bare numbers that can be a day of a spreadsheet (1927 … 2198): a year (2027) is not among them."""

_FIRST_DAY = dt.date(1899, 12, 30)
_SEPARATORS = re.compile(r"[;\n]")
# What spreadsheets write in a cell that went wrong, in English and in Dutch.
ERROR_TEXTS = frozenset(
    {
        *("#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"),
        *("#N/B", "#WAARDE!", "#VERW!", "#NAAM?", "#DEEL/0!", "#GETAL!", "#LEEG!"),
    }
)
_SAID = {"dhr": "heer", "de_heer": "heer", "mw": "mevrouw", "mevr": "mevrouw"}


class Oops(Enum):
    """A cell of a spreadsheet that has no value to use; its value is the code in the table of errors."""

    FORMULA = "INVOER-040"
    ERROR = "INVOER-041"


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that the spreadsheet shows as a percentage."""

    fraction: float


Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | Oops | Percent | None
"""What a cell can hold; only text for a CSV."""


class Refused(Exception):
    """A cell that cannot be what its field needs; holds the code of the row in the table of errors."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def convert(value: Value, leaf: Leaf, words: Mapping[str, str]) -> object:
    """Turn a cell into what a case file would hold; None when it is empty.

    `words` says what the case needs for what stands in the cell: {"m": "heer"}. Raises Refused.
    """
    if isinstance(value, str):
        value = value.strip(BLANKS)
        value = words.get(value.casefold(), value)
    if blank(value):
        return None
    _refuse_useless(value)
    if leaf.many:
        parts = _SEPARATORS.split(value) if isinstance(value, str) else [value]
        stripped = [part.strip(BLANKS) if isinstance(part, str) else part for part in parts]
        return [_READERS[leaf.kind](part, leaf) for part in stripped if not blank(part)]
    return _READERS[leaf.kind](value, leaf)


def blank(value: Value) -> bool:
    """Tell whether a cell is empty."""
    return value is None or (isinstance(value, str) and not value.strip(BLANKS))


def _refuse_useless(value: Value) -> None:
    if isinstance(value, Oops):
        raise Refused(value.value)
    if isinstance(value, Percent):
        raise Refused("INVOER-048")
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise Refused("INVOER-049")
    if isinstance(value, str) and value.upper() in ERROR_TEXTS:
        raise Refused(Oops.ERROR.value)


def _text(value: Value, _: Leaf) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise Refused("INVOER-047")
    return str(_whole_number(value, "INVOER-046"))


def _whole_number(value: Value, code: str) -> int:
    """Return a whole number that a spreadsheet still holds exactly: at most fifteen digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(code)
    if value != value or abs(value) >= 10**15 or value != int(value):  # NaN is not equal to itself
        raise Refused(code)
    return int(value)


def _digits(value: Value, leaf: Leaf) -> str:
    if isinstance(value, str):
        return value
    number = _text(value, leaf)
    if leaf.digits == 9 and len(number) == 8:
        # Of the numbers of fixed length only the BSN has nine digits and a check digit: a zero put
        # back in the wrong place does not get past the door.
        return f"0{number}"
    # A number without its zero or plus in front could be completed to a wrong one that looks right.
    if len(number) != leaf.digits if leaf.digits else len(number) in (9, 11):
        raise Refused("INVOER-046")
    return number


def _choice(value: Value, leaf: Leaf) -> str:
    text = _text(value, leaf)
    said = _plain(text)
    for choice in leaf.choices:
        if _plain(choice) in (said, _SAID.get(said)):
            return choice
    return text


def _plain(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))
    return re.sub(r"[\s._-]+", "_", bare).strip("_")


def _whole(value: Value, _: Leaf) -> int:
    return _read(nl.lees_geheel, value, "INVOER-044") if isinstance(value, str) else _whole_number(value, "INVOER-044")


def _yes_no(value: Value, _: Leaf) -> bool:
    return value if isinstance(value, bool) else _read(nl.lees_ja_nee, str(value), "INVOER-045")


def _read(reader: Callable[[str], T], text: str, code: str) -> T:
    """Read what somebody typed; raises Refused with the code when it cannot be read in one way."""
    try:
        return reader(text)
    except ValueError:
        raise Refused(code) from None


def _euro(value: Value, _: Leaf) -> str:
    if isinstance(value, str):
        return _read(nl.lees_bedrag, value, "INVOER-043")
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) > 10**12:
        raise Refused("INVOER-043")
    exact = Decimal(repr(value))
    rounded = exact.quantize(Decimal("0.01"))
    # A sum of a spreadsheet is off by a hair (563.4100000000001); half a cent is no hair.
    if abs(exact - rounded) > Decimal("0.000001"):
        raise Refused("INVOER-043")
    return str(rounded)


def _date(value: Value, _: Leaf) -> str:
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise Refused("INVOER-042")
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return _read(nl.lees_datum, value, "INVOER-042")
    serial = _whole_number(value, "INVOER-042")
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        raise Refused("INVOER-042")
    return (_FIRST_DAY + dt.timedelta(days=serial)).isoformat()


def _moment(value: Value, leaf: Leaf) -> str:
    if not isinstance(value, str):
        return _date(value, leaf)
    return nl.lees_moment(value)


_READERS: Mapping[Kind, Callable[[Value, Leaf], object]] = {
    Kind.TEXT: _text,
    Kind.DIGITS: _digits,
    Kind.CHOICE: _choice,
    Kind.WHOLE: _whole,
    Kind.YES_NO: _yes_no,
    Kind.EURO: _euro,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
}
