"""Numbers and lists in Dutch words.

Source: domain.md §6 (one word up to and including duizend, a space after
duizend, trema after e); num2words knows the words, not the space.
"""

from __future__ import annotations

from collections.abc import Iterable

_DUIZEND = 1_000
_MILJOEN = 1_000_000
_MILJARD = 1_000_000_000


def telwoord(getal: int) -> str:
    """Write a whole number in words: 3 → "drie", 1234 → "duizend tweehonderdvierendertig".

    Only a number that is one by itself carries its accents ("één"); inside a
    compound it cannot be misread ("honderdeen"). Raises ValueError outside 0 … 999 999 999.
    """
    if not 0 <= getal < _MILJARD:
        raise ValueError("telwoord: the number lies outside 0 … 999 999 999")
    if getal == 1:
        return "één"
    miljoenen, rest = divmod(getal, _MILJOEN)
    duizenden, rest = divmod(rest, _DUIZEND)
    parts = []
    if miljoenen:
        parts.append(f"{_below_thousand(miljoenen)} miljoen")
    if duizenden:
        parts.append("duizend" if duizenden == 1 else f"{_below_thousand(duizenden)}duizend")
    if rest or not parts:
        parts.append(_below_thousand(rest))
    return " ".join(parts)


def _below_thousand(getal: int) -> str:
    from num2words import num2words

    words: str = num2words(getal, lang="nl")
    return words.replace("één", "een")


def drievoud(aantal: int) -> str:
    """Name a number of copies: 2 → "tweevoud", 3 → "drievoud"."""
    return "enkelvoud" if aantal == 1 else f"{telwoord(aantal)}voud"


def opsomming(delen: Iterable[str], voegwoord: str = "en") -> str:
    """Join names as Dutch does: "a", "a en b", "a, b en c" (no comma before "en")."""
    items = list(delen)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {voegwoord} {items[-1]}"
