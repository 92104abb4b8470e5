"""The form in which somebody chooses which column is which field, and the mapping file that comes of it.

The mapping file is the one truth: the form is filled from it, or from what docgen thinks of the headings, and what is
wrong with it says the room of batches. Field names: `k-0-3` is the fourth column of the first sheet, `woorden-0-3` its
own words, `lijst-1` and `nummer-1` the list that the second sheet fills and its column with the zaaknummer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from docgen.batch import fieldmap, fields, guess, maptext
from docgen.batch.fields import Kind, Leaf
from docgen.batch.guess import SOORT
from docgen.batch.maptext import Chosen, SheetChoice
from docgen.batch.survey import Blad, Kolom
from docgen.errors import CaseProblem, Problem, problem
from docgen.web.batches import Files, sheets_of

OTHER = "?"
"""What a select holds when the field is not in its short list."""
Options = list[tuple[str, list[tuple[str, str]]]]
"""Groups of choices: the heading of each group, and of each field its path and its name."""
_WHOLE_LISTS = 2
"""Selects with every field that one page holds, for who has no script: each takes some 30 kB."""


@dataclass
class Box:
    """One column in the form."""

    naam: str
    woorden_naam: str
    kolom: Kolom
    veld: str
    """The path that is chosen; empty: not used."""
    woorden: str
    voorbeeld: str
    """How words of its own can be given; empty where there is nothing to choose between."""
    groepen: Options
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Sheet:
    """One sheet in the form."""

    nummer: int
    blad: Blad
    lijst: str
    """The list that it fills; empty for the sheet of the cases and for one that is not used."""
    zaaknummer: str
    """The number of its column with the zaaknummer."""
    kolommen: list[Box]
    alle: Options
    """Every field that its columns can be."""


def proposed(sheets: Sequence[Blad], regeling: str) -> dict[str, str]:
    """Fill the form with what docgen thinks of the headings."""
    typed = {"regeling": regeling}
    for number, sheet in enumerate(sheets):
        if number:
            typed[f"lijst-{number}"] = sheet.lijst
            places = [place for place, kolom in enumerate(sheet.kolommen) if kolom.kop == sheet.zaaknummer]
            typed[f"nummer-{number}"] = str(places[0]) if places else ""
        for place, kolom in enumerate(sheet.kolommen):
            typed[f"k-{number}-{place}"] = kolom.velden[0] if kolom.zeker else ""
    return typed


def read(files: Files, regeling: str) -> dict[str, str]:
    """Fill the form with the mapping that was saved, or else with what docgen thinks."""
    sheets = sheets_of(files)
    if not files.mapping.exists():
        return proposed(sheets, regeling)
    told = tomllib.loads(files.mapping.read_text(encoding="utf-8"))
    typed = {"regeling": str(told["vast"].get("regeling", ""))}
    by_sheet = {part["blad"]: (name, part) for name, part in told.get("lijsten", {}).items()}
    for number, sheet in enumerate(sheets):
        name, part = ("", told) if number == 0 else by_sheet.get(sheet.naam, ("", {}))
        if number:
            typed[f"lijst-{number}"] = name
        for place, kolom in enumerate(sheet.kolommen):
            _fill(typed, f"{number}-{place}", part.get("kolommen", {}).get(kolom.kop, ""))
            if number and kolom.kop == part.get("zaaknummer"):
                typed[f"nummer-{number}"] = str(place)
    return typed


def _fill(typed: dict[str, str], where: str, told: Any) -> None:
    typed[f"k-{where}"] = told["veld"] if isinstance(told, dict) else told
    words = told.get("waarden", {}) if isinstance(told, dict) else {}
    typed[f"woorden-{where}"] = ", ".join(f"{said} = {meant}" for said, meant in words.items())


def another_list(sheets: Sequence[Blad], typed: Mapping[str, str], number: int) -> dict[str, str]:
    """Fill the columns of a sheet anew for the list that was just chosen for it."""
    lijst = _list_at(typed, number)
    sheet = _of_list(sheets[number], lijst) if lijst else sheets[number]
    fresh = {k: v for k, v in proposed([*sheets[:number], sheet], "").items() if re.search(rf"-{number}\b", k)}
    return {**typed, **fresh, f"lijst-{number}": lijst}


def form(sheets: Sequence[Blad], typed: Mapping[str, str], problems: Sequence[Problem] = ()) -> list[Sheet]:
    """The form as it is to be shown, each problem at its column."""
    whole = 0
    found = []
    for number, blad in enumerate(sheets):
        lijst = _list_at(typed, number)
        sheet = _of_list(blad, lijst) if lijst else blad
        boxes = []
        for place, kolom in enumerate(sheet.kolommen):
            box = _box(f"{number}-{place}", kolom, typed, lijst, whole < _WHOLE_LISTS)
            whole += typed.get(box.naam) == OTHER
            box.problems = [p for p in problems if p.veld == box.naam]
            boxes.append(box)
        used = number == 0 or bool(lijst)
        found.append(
            Sheet(number, sheet, lijst, typed.get(f"nummer-{number}", ""), boxes if used else [], _grouped(lijst))
        )
    return found


def save(files: Files, typed: Mapping[str, str]) -> list[Problem]:
    """Write the mapping that was chosen; or say what is wrong with it, with the name of the box, and write nothing."""
    sheets = sheets_of(files)
    problems = [*_not_chosen(sheets, typed), *_words_wrong(sheets, typed), *_double(sheets, typed)]
    if not typed.get("regeling") and not _regeling_known(files, sheets, typed):
        problems.append(problem("DOCGEN-140", "regeling"))
    if problems:
        return problems
    cases, *lists = [_choice(sheet, number, typed) for number, sheet in enumerate(sheets)]
    constants = {"soort": SOORT} | ({"regeling": typed["regeling"]} if typed.get("regeling") else {})
    template = files.template.name if files.template.exists() else ""
    text = maptext.write(cases, [each for each in lists if each.lijst], constants, template)
    tried = files.mapping.with_suffix(".nieuw")
    tried.write_text(text, encoding="utf-8")
    try:
        fieldmap.load(tried)
    except CaseProblem as error:
        tried.unlink()
        names = _names(sheets, typed)
        found = error.problems or (Problem(error.code, "", error.melding, error.advies),)
        return [Problem(p.code, names.get(p.veld, ""), p.melding, p.advies) for p in found]
    tried.replace(files.mapping)
    return []


def lists() -> list[tuple[str, str]]:
    """The lists that a sheet can fill, each with its name."""
    return [(path, _list_name(path)) for path in _lists()]


@cache
def _lists() -> tuple[str, ...]:
    return tuple(fields.written(path) for path in guess.lists())


def _list_name(path: str) -> str:
    node: Any = fields.root(SOORT)
    words = []
    for step in fields.parse_path(path):
        node = fields.resolved(node).get("properties", {}).get(step, {})
        words.append(str(node.get("title", step)))
    return " › ".join(words)


def _of_list(blad: Blad, lijst: str) -> Blad:
    """A sheet with what docgen thinks of its headings when it fills this list."""
    if lijst == blad.lijst:
        return blad
    thought = guess.of_list(blad.naam, [kolom.kop for kolom in blad.kolommen], fields.parse_path(lijst))
    skip = len(thought.under) + 1
    by_heading = {one.heading: one for one in thought.columns}
    columns = []
    for kolom in blad.kolommen:
        one = by_heading.get(kolom.kop)
        paths = tuple(fields.written(path[skip:]) or "." for path in one.paths) if one else ()
        columns.append(Kolom(kolom.kop, kolom.voorbeelden, paths, bool(one and one.sure)))
    return Blad(blad.naam, blad.rijen, tuple(columns), lijst, thought.number)


def _box(where: str, kolom: Kolom, typed: Mapping[str, str], lijst: str, whole: bool) -> Box:
    naam, words = f"k-{where}", typed.get(f"woorden-{where}", "")
    veld = typed.get(naam, "")
    every = _leaves(lijst)
    if veld == OTHER and whole:
        groepen = _grouped(lijst)
    else:
        known = dict.fromkeys((*(path for path in (veld,) if path in every), *kolom.velden))
        groepen = _grouped(lijst, tuple(known))
    leaf = every.get(veld)
    example = f"A = {leaf.choices[0]}, B = {leaf.choices[-1]}" if leaf and leaf.kind is Kind.CHOICE else ""
    return Box(naam, f"woorden-{where}", kolom, veld, words, example or words, groepen)


@cache
def _leaves(lijst: str) -> Mapping[str, Leaf]:
    """Every field that a column can be, by its path from the item of the list on."""
    under = fields.parse_path(lijst) if lijst else ()
    skip = len(under) + 1 if under else 0
    found = {p: leaf for p, leaf in fields.leaves(SOORT).items() if p[: len(under)] == under and p != ("soort",)}
    return {fields.written(path[skip:]) or ".": leaf for path, leaf in found.items()}


@cache
def _grouped(lijst: str, only: tuple[str, ...] | None = None) -> Options:
    """Fields in groups, as the forms of a case have them: by the part of the case that they belong to."""
    groups: dict[str, list[tuple[str, str]]] = {}
    depth = len(fields.parse_path(lijst)) if lijst else 0
    for path, leaf in _leaves(lijst).items():
        if only is not None and path not in only:
            continue
        titles = leaf.titles[depth:] or leaf.titles[-1:]
        group = titles[0] if len(titles) > 1 else _list_name(lijst) if lijst else "Zaak"
        # Its own name in front, for whoever types it; then where it belongs: a select that is closed shows no groups.
        about = " › ".join(titles[:-1])
        groups.setdefault(group, []).append((path, f"{titles[-1]} – {about}" if about else titles[-1]))
    return list(groups.items())


def _choice(sheet: Blad, number: int, typed: Mapping[str, str]) -> SheetChoice:
    key = typed.get(f"nummer-{number}", "") if number else ""
    headings = [kolom.kop for kolom in sheet.kolommen]
    zaaknummer = headings[int(key)] if key.isascii() and key.isdigit() and int(key) < len(headings) else ""
    columns = {
        kop: Chosen(typed.get(f"k-{number}-{place}", ""), dict(_words(typed.get(f"woorden-{number}-{place}", ""))))
        for place, kop in enumerate(headings)
        if not number or kop != zaaknummer
    }
    return SheetChoice(sheet.naam, columns, _list_at(typed, number), zaaknummer)


def _list_at(typed: Mapping[str, str], number: int) -> str:
    """The list that a sheet fills; empty for the sheet of the cases and for what is no list."""
    lijst = typed.get(f"lijst-{number}", "") if number else ""
    return lijst if lijst in _lists() else ""


def _words(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split("[,;\n]", text):
        said, _, meant = part.partition("=")
        if said.strip():
            yield said.strip(), meant.strip()


def _boxes(sheets: Sequence[Blad], typed: Mapping[str, str]) -> Iterator[tuple[str, str, Kolom]]:
    """Of every column that is used: its list, its place in the form, and itself."""
    for number, sheet in enumerate(sheets):
        lijst = _list_at(typed, number)
        if number == 0 or lijst:
            for place, kolom in enumerate(sheet.kolommen):
                if not number or typed.get(f"nummer-{number}") != str(place):
                    yield lijst, f"{number}-{place}", kolom


def _not_chosen(sheets: Sequence[Blad], typed: Mapping[str, str]) -> Iterator[Problem]:
    for lijst, where, _ in _boxes(sheets, typed):
        veld = typed.get(f"k-{where}", "")
        if veld and veld not in _leaves(lijst):
            yield problem("DOCGEN-146", f"k-{where}")


def _words_wrong(sheets: Sequence[Blad], typed: Mapping[str, str]) -> Iterator[Problem]:
    for _, where, _ in _boxes(sheets, typed):
        if not all(meant for _, meant in _words(typed.get(f"woorden-{where}", ""))):
            yield problem("DOCGEN-141", f"k-{where}")


def _double(sheets: Sequence[Blad], typed: Mapping[str, str]) -> Iterator[Problem]:
    """Name every column whose field an earlier column of the same sheet has."""
    seen: set[tuple[str, str]] = set()
    for lijst, where, _ in _boxes(sheets, typed):
        key = where.partition("-")[0], typed.get(f"k-{where}", "")
        if key[1] and key in seen:
            leaf = _leaves(lijst).get(key[1])
            yield problem("INVOER-016", f"k-{where}", pad=" › ".join(leaf.titles) if leaf else key[1])
        seen.add(key)


def _regeling_known(files: Files, sheets: Sequence[Blad], typed: Mapping[str, str]) -> bool:
    mapped = any(not lijst and typed.get(f"k-{where}") == "regeling" for lijst, where, _ in _boxes(sheets, typed))
    template = fieldmap.template(files.template.read_bytes(), "") if files.template.exists() else {}
    return mapped or bool(template.get("regeling"))


def _names(sheets: Sequence[Blad], typed: Mapping[str, str]) -> dict[str, str]:
    """Where a problem of the mapping file stands → the box in the form."""
    names = {}
    for lijst, where, kolom in _boxes(sheets, typed):
        table = f"lijsten.{lijst}.kolommen" if lijst else "kolommen"
        names[f"{table}.{kolom.kop}"] = f"k-{where}"
        if lijst:
            names[f"lijsten.{lijst}"] = f"nummer-{where.partition('-')[0]}"
    return names
