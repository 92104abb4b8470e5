"""What people in the Netherlands type, as a case holds it: days, amounts, numbers, yes and no.

What can be read in two ways is refused: a wrong amount in a lease is worse than a question. Whether a value is true
(a BSN, an IBAN) is for the door of a case, not for here.
"""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb",
            "maart mrt",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DUTCH = re.compile(r"(?P<d>\d{1,2}) ?(?P<s>[-/.]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4})")
_SPACED = re.compile(r"(?P<d>\d{1,2}) +(?P<m>\d{1,2}) +(?P<y>\d{4})")
_SPOKEN = re.compile(r"(?P<d>\d{1,2})[ -](?P<m>[a-z]+)\.?[ -](?P<y>\d{4})", re.IGNORECASE)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d{1,2})?")
_COMMA = re.compile(r"-?\d+(,\d{1,2})?")
_POINT = re.compile(r"-?\d+\.\d{1,2}")
_YES = frozenset({"ja", "j", "waar", "true", "yes", "x", "1"})
_NO = frozenset({"nee", "n", "onwaar", "false", "no", "0"})


def lees_datum(text: str) -> str:
    """Read a day ("1-3-2027", "1 maart 2027", "2027-03-01") and write it as 2027-03-01; raises ValueError."""
    if not text.isascii():
        raise ValueError("not a day")
    for shape in (_ISO, _DUTCH, _SPACED, _SPOKEN):
        if match := shape.fullmatch(text):
            month = match["m"]
            number = int(month) if month.isdigit() else _MONTHS.get(month.casefold(), 0)
            return dt.date(int(match["y"]), number, int(match["d"])).isoformat()
    raise ValueError("not a day")


def lees_moment(text: str) -> str:
    """Read a day as `lees_datum` does, or leave it in words: "vóór de zomer"."""
    try:
        return lees_datum(text)
    except ValueError:
        return text


def lees_bedrag(text: str) -> str:
    """Read euros ("€ 1.234,56", "1234,5", "650,-", "650.00") and write them as 1234.56; raises ValueError."""
    bare = re.sub(r"(?i)euro|eur|€|[\s\N{NO-BREAK SPACE}]", "", text)
    bare = re.sub(r",-{1,2}$", "", bare)
    if not bare.isascii():
        raise ValueError("not an amount")
    if _GROUPED.fullmatch(bare) or _COMMA.fullmatch(bare):
        return bare.replace(".", "").replace(",", ".")
    if _POINT.fullmatch(bare):
        return bare
    raise ValueError("not an amount")


def lees_geheel(text: str) -> int:
    """Read a whole number of at most nine digits; raises ValueError."""
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError("not a whole number")
    return int(text)


def lees_ja_nee(text: str) -> bool:
    """Read yes or no; raises ValueError."""
    said = text.casefold()
    if said not in _YES | _NO:
        raise ValueError("neither yes nor no")
    return said in _YES
