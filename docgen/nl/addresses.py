"""Address lines (domain.md §6; NEN 5825 for the parts of an address)."""

from __future__ import annotations


def straat_en_nummer(straat: str, huisnummer: int, huisletter: str = "", toevoeging: str = "") -> str:
    """Write the first line of an address: "Lemmerweg 112-3", "Oosterdijk 44B", "Dorpsstraat 88A-2"."""
    suffix = f"-{toevoeging}" if toevoeging else ""
    return f"{straat} {huisnummer}{huisletter}{suffix}"


def adres_op_een_regel(straat_en_nummer: str, postcode: str, plaats: str) -> str:
    """Write an address in running text; `postcode` in its printed form: "Oosterdijk 44B, 8601 BT Sneek"."""
    return f"{straat_en_nummer}, {postcode} {plaats}"


def plaatsregel(postcode: str, plaats: str) -> str:
    """Write the last line of a window envelope: "8601 BT  SNEEK", two spaces and the town in capitals.

    The spaces do not break and are not joined. Source: PostNL, domain.md §6.
    """
    return f"{postcode}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{plaats.upper()}"
