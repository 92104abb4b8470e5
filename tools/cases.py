"""Invented cases of five regions as JSON Lines, the same for the same seed, with errors sown where asked.

`tools/cases.py --aantal 5000 --fouten 20 --out zaken.jsonl` writes the cases, and beside them
`zaken.fouten.json`: of each error the line, the code and the field that a check must report.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BASES = (
    "friesland-driepartijen",
    "noordoostpolder-bewind",
    "alkmaar-verdiencontract",
    "westfriesland-driehoek",
    "collegenota-flevoland",
)
"""One case of each region; Flevoland has no lease of its own."""

Data = dict[str, Any]


def _words(text: str) -> list[str]:
    return text.split()


_FIRST = _words(
    "Aafke Abel Amina Bart Björn Carlijn Chaïma Daan Dewi Eelke Emre Fardau Farid Femke Gijs Hanna Hidde Ilse Imane "
    "Jelmer Joost Karim Kyra Lieke Luuk Maud Mehmet Naomi Nynke Omar Pien Quinten Rens Ruben Saskia Selma Sjoerd Tess "
    "Tijn Umut Vera Wiebe Yara Youssef Zoë"
)
_LAST = _words(
    "Aydın Bakker Boersma Bosch Çelik Dekker Dijkstra Evers Faber Groen Haan Hoekstra Jansen Kaya Kok Kowalski Leeuwen "
    "Meijer Mulder Nguyen Nijboer Özdemir Peeters Postma Ramdin Smit Tadesse Tromp Veenstra Visser Vries Wijaya Yılmaz"
)
_PREFIXES = ("", "", "", "", "van", "de", "van der", "ten", "van 't")
_PLACES = ("Sneek", "Hoorn", "Alkmaar", "Emmeloord", "Almere", "Izmir", "Paramaribo", "Asmara", "Łódź", "Utrecht")
_TITLES = ("heer", "mevrouw", "neutraal")


@dataclass(frozen=True)
class Sown:
    """An error that was put in on purpose: the line it stands on, the case, and what must be reported of it."""

    regel: int
    zaaknummer: str
    code: str
    veld: str


def cases(count: int, seed: int = 1, errors: int = 0) -> Iterator[tuple[str, Sown | None]]:
    """Make lines of JSON, each with the error that was sown in it, if any."""
    chance = random.Random(seed)
    bases = [json.loads((ROOT / "fixtures" / "cases" / f"{name}.json").read_text(encoding="utf-8")) for name in BASES]
    spoilt = sorted(chance.sample(range(2, count + 1), errors))
    kinds = dict(zip(spoilt, (_KINDS[n % len(_KINDS)] for n in range(errors)), strict=True))
    for number in range(1, count + 1):
        kind = kinds.get(number)
        base = bases[kind.base if kind and kind.base is not None else (number - 1) % len(bases)]
        data = _varied(base, number, chance)
        line = json.dumps(data, ensure_ascii=False)
        if kind is None:
            yield line, None
            continue
        line = kind.spoil(data)
        zaaknummer = "" if kind.code == "ZAAK-007" else str(json.loads(line)["zaaknummer"])
        yield line, Sown(number, zaaknummer, kind.code, kind.veld)


# --- who it is about ----------------------------------------------------------


def _varied(base: Data, number: int, chance: random.Random) -> Data:
    data = deepcopy(base)
    prefix = str(base["zaaknummer"]).partition("-")[0]
    data["zaaknummer"] = f"{prefix}-2026-{number:05d}"
    if "huurder" in data:
        data = _other_person(data, number, chance)
        data["huur"]["kale_huur"] = f"{chance.randrange(40_000, 60_000) / 100:.2f}"
        data["woning"]["adres"]["huisnummer"] = chance.randrange(1, 400)
    else:
        data["steller"] = f"{chance.choice('ABCDEFGHJKLM')}. {chance.choice(_LAST)}"
        day = dt.date(2021, 8, 30) - dt.timedelta(days=7 * chance.randrange(0, 8))
        data["datum"] = day.isoformat()
    return data


def _other_person(data: Data, number: int, chance: random.Random) -> Data:
    """Put somebody else in the place of the huurder, also where a text names them."""
    old, first = data["huurder"], chance.choice(_FIRST)
    told = re.compile(rf"\b{re.escape(old['roepnaam'])}\b")
    data = _renamed(data, told, first)
    birth = dt.date.fromisoformat(old["geboortedatum"]) - dt.timedelta(days=chance.randrange(0, 300))
    data["huurder"] |= {
        "aanhef": chance.choice(_TITLES),
        "voorletters": f"{first[0]}.",
        "voornamen": first,
        "roepnaam": first,
        "tussenvoegsel": chance.choice(_PREFIXES),
        "achternaam": chance.choice(_LAST),
        "geboortedatum": birth.isoformat(),
        "geboorteplaats": chance.choice(_PLACES),
        "bsn": bsn(number),
        "telefoon": f"06{chance.randrange(10**7, 10**8)}",
        "email": f"{number}@example.nl",
    }
    data["huurder"]["adres"]["huisnummer"] = chance.randrange(1, 400)
    return data


def _renamed(value: Any, told: re.Pattern[str], name: str) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(item, told, name) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, told, name) for item in value]
    return told.sub(name, value) if isinstance(value, str) else value


def bsn(number: int) -> str:
    """The number-th burgerservicenummer of the test range 9999, with a good check digit; it starts again at its end."""
    return _BSNS[number % len(_BSNS)]


def _passes(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


_BSNS = [digits for digits in (f"9999{rest:05d}" for rest in range(100_000)) if _passes(digits)]


# --- what can be wrong with it ------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of error: what a check must say of it, and how to make it in the case of which region (any: None)."""

    code: str
    veld: str
    spoil: Callable[[Data], str]
    base: int | None = 0


def _set(veld: str, value: object) -> Callable[[Data], str]:
    def spoil(data: Data) -> str:
        place: Any = data
        *path, last = veld.split(".")
        for step in path:
            place = place[step]
        place[last] = value
        return json.dumps(data, ensure_ascii=False)

    return spoil


def _torn(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False)[:-1]


def _double(data: Data) -> str:
    """Give a case the number of the one before it, which the generator never spoils with the same number."""
    prefix = {"friesland-2022": "FR"}[data["regeling"]]
    return json.dumps({**data, "zaaknummer": f"{prefix}-2026-00001"}, ensure_ascii=False)


_KINDS = (
    Kind("ZAAK-021", "huurder.bsn", _set("huurder.bsn", "999999999")),
    Kind("ZAAK-025", "woning.adres.postcode", _set("woning.adres.postcode", "86 08"), 1),
    Kind("ZAAK-031", "huur.kale_huur", _set("huur.kale_huur", "563,41"), 2),
    Kind("ZAAK-030", "huurder.geboortedatum", _set("huurder.geboortedatum", "2001-02-29"), 3),
    Kind("ZAAK-014", "huurder.aanhef", _set("huurder.aanhef", "dokter"), 1),
    Kind("ZAAK-040", "huurovereenkomst.einddatum", _set("huurovereenkomst.einddatum", "2026-01-01"), 2),
    Kind("ZAAK-051", "lievelingskleur", _set("lievelingskleur", "blauw"), 4),
    Kind("ZAAK-007", "", _torn, 3),
    Kind("ZAAK-901", "", _double),
    Kind("AL-17", "toestemmingen", _set("toestemmingen", []), 2),
)


def main(arguments: list[str] | None = None) -> int:
    """Write the cases and the list of what was sown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aantal", type=int, default=5000)
    parser.add_argument("--fouten", type=int, default=0)
    parser.add_argument("--zaad", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    sown: list[Sown] = []
    with given.out.open("w", encoding="utf-8") as file:
        for line, error in cases(given.aantal, given.zaad, given.fouten):
            file.write(line + "\n")
            sown += [error] if error else []
    given.out.with_suffix(".fouten.json").write_text(
        json.dumps([asdict(one) for one in sown], ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"{given.aantal} zaken in {given.out}, met {len(sown)} fouten")
    return 0


if __name__ == "__main__":
    sys.exit(main())
