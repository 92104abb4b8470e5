"""Write a mapping file: the text of what somebody chose, in TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one column is.

    Attributes:
        veld: The path of its field, in a list from the item on; empty when the column is not read.
        woorden: What to read for what stands in it: {"M": "heer"}.
    """

    veld: str
    woorden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """What one sheet is.

    Attributes:
        blad: Its name; empty for a CSV.
        kolommen: Of every column, by its heading, what it is.
        lijst: The list of the case that it fills; empty for the cases themselves.
        zaaknummer: In a list, the heading of the column that says to which case a row belongs.
    """

    blad: str
    kolommen: Mapping[str, Chosen]
    lijst: str = ""
    zaaknummer: str = ""


def write(cases: SheetChoice, lists: Sequence[SheetChoice], constants: Mapping[str, str], template: str = "") -> str:
    """Return the mapping file; what is wrong with it says `fieldmap.load`.

    Args:
        cases: The sheet with a row per case.
        lists: The sheets that fill lists of those cases.
        constants: What every case has, by field.
        template: The name of the template case beside the mapping file; empty for none.
    """
    lines = [f"sjabloon = {text(template)}"] if template else []
    lines += [f"blad = {text(cases.blad)}"] if cases.blad else []
    lines += [_ignored(cases), "", "[vast]", *(f"{key(name)} = {text(value)}" for name, value in constants.items())]
    lines += ["", "[kolommen]", *_columns(cases)]
    for each in lists:
        name = f"lijsten.{key(each.lijst)}"
        lines += ["", f"[{name}]", f"blad = {text(each.blad)}", f"zaaknummer = {text(each.zaaknummer)}"]
        lines += [_ignored(each), "", f"[{name}.kolommen]", *_columns(each)]
    return "\n".join(lines) + "\n"


def _ignored(sheet: SheetChoice) -> str:
    names = [text(heading) for heading, chosen in sheet.kolommen.items() if not chosen.veld]
    return f"negeer = [{', '.join(names)}]"


def _columns(sheet: SheetChoice) -> Iterator[str]:
    for heading, chosen in sheet.kolommen.items():
        if chosen.veld and chosen.woorden:
            words = ", ".join(f"{text(said)} = {text(meant)}" for said, meant in chosen.woorden.items())
            yield f"{text(heading)} = {{ veld = {text(chosen.veld)}, waarden = {{ {words} }} }}"
        elif chosen.veld:
            yield f"{text(heading)} = {text(chosen.veld)}"


def text(value: str) -> str:
    """Write a text as TOML does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(value: str) -> str:
    """Write the name of a key: bare where TOML lets it."""
    return value if re.fullmatch(r"[a-z_]+", value) else text(value)
