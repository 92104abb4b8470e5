"""Propose a mapping file from the headings of a table. A proposal: somebody who knows the table reads it.

Headings are compared with the words that people use (synoniemen.toml), with the
Dutch titles of the fields and with the names of the fields. What fits more than
one field is left out with a question, because a guess would put a value in the
wrong place without anybody seeing it.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

from docgen.batch import fields
from docgen.batch.fieldmap import OURS
from docgen.batch.fields import Path, written
from docgen.batch.sheets import sheet_names
from docgen.batch.sources import TABLES
from docgen.batch.tables import is_sheet, must_be_file, open_table, sayable
from docgen.errors import fault

ALIKE = 0.88
"""How much a heading must look like a known name to be taken for a slip of the pen."""

NEEDED = ("soort", "zaaknummer", "regeling")
"""What every case needs; the rules ask for more, and `docgen check` says what."""

SOORT = "zaak"


@dataclass(frozen=True, slots=True)
class Guess:
    """What is thought of one heading: one field, some that it might be, or none."""

    heading: str
    paths: tuple[Path, ...]
    shared: bool = False
    """True when another column fits the same field as well."""

    @property
    def sure(self) -> bool:
        """True when one field fits this column and no other one."""
        return len(self.paths) == 1 and not self.shared


def propose(path: File) -> str:
    """Return a mapping file (TOML) for a CSV or XLSX; raises CaseProblem when the table cannot be read."""
    must_be_file(path)
    if path.suffix.lower() not in TABLES:
        raise fault("INVOER-019", naam=sayable(path))
    names = sheet_names(path) if is_sheet(path) else ("",)
    with contextlib.closing(open_table(path, names[0])) as table:
        headings = table.headings
    guesses = _unique(list(_guesses(headings, ())))
    lines = [
        f"# Koppeling bij {sayable(path)}: een voorstel van docgen. Lees het na: is elke kolom het goede veld?",
        "# Alle velden met hun betekenis: docgen schema.",
        "",
        "# Een zaakbestand (.json) met wat voor alle zaken gelijk is: de partijen, de vorm van het contract.",
        '# sjabloon = "sjabloon.json"',
    ]
    if names[0]:
        lines += ["", f"blad = {_text(names[0])}"]
    lines += ["", *_ignored(guesses), "", "[vast]", f"soort = {_text(SOORT)}", *_missing(guesses), ""]
    lines += ["[kolommen]", *_columns(guesses, 0)]
    for name in names[1:]:
        lines += ["", *_list(path, name)]
    return "\n".join(lines) + "\n"


def _list(path: File, name: str) -> Iterator[str]:
    """Propose how a further sheet fills a list of the case."""
    try:
        with contextlib.closing(open_table(path, name)) as table:
            headings = table.headings
    except Exception as error:
        if getattr(error, "code", "") != "INVOER-010":
            raise
        return  # an empty sheet
    under = _list_for(name, headings)
    if not under:
        yield f"# Blad {name} is niet gekoppeld: bij welke lijst hoort het? Bijvoorbeeld [lijsten.doelen]."
        return
    numbers = [h for h in headings if h and _plain(h) in _names()[("zaaknummer",)]]
    others = _unique(list(_guesses([h for h in headings if h not in numbers[:1]], under)))
    yield f"[lijsten.{_key(written(under))}]"
    yield f"blad = {_text(name)}"
    yield (
        f"zaaknummer = {_text(numbers[0])}"
        if numbers
        else '# zaaknummer = "welke kolom zegt bij welke zaak de rij hoort?"'
    )
    yield from _ignored(others)
    yield ""
    yield f"[lijsten.{_key(written(under))}.kolommen]"
    yield from _columns(others, len(under) + 1)


def _list_for(name: str, headings: Sequence[str]) -> Path:
    """Find the list that a sheet is named after, or whose fields it has most of."""
    lists = {path[:-2] for path in fields.leaves(SOORT) if len(path) > 2 and path[-2] == 0 and 0 not in path[:-2]}
    for path in sorted(lists, key=len):
        if _plain(name) in (_plain(str(path[-1])), _plain(str(path[-1])).removesuffix("en"), _plain(written(path))):
            return path
    return ()


def _guesses(headings: Sequence[str], under: Path) -> Iterator[Guess]:
    for heading in headings:
        if heading and not heading.casefold().startswith(OURS):
            yield Guess(heading, _fitting(heading, under))


def _fitting(heading: str, under: Path) -> tuple[Path, ...]:
    """The fields that a heading may mean: first by its words, then by what looks like it."""
    said = _plain(heading)
    names: dict[Path, frozenset[str]] = {p: known for p, known in _names().items() if p[: len(under)] == under}
    exact = tuple(path for path, known in names.items() if said in known)
    if exact:
        return _preferred(exact, said)
    alike = {
        name: difflib.SequenceMatcher(None, said, name).ratio()
        for name in set().union(*names.values())
        if len(said) > 4 and abs(len(said) - len(name)) < 4
    }
    best = max(alike, key=lambda name: (alike[name], name), default="")
    if not best or alike[best] < ALIKE:
        return ()
    return _preferred(tuple(path for path, known in names.items() if best in known), best)


def _preferred(exact: tuple[Path, ...], said: str) -> tuple[Path, ...]:
    """Of fields that bear the same name: what people mean by it, then the case itself, then its huurder."""
    for fits in (
        lambda path: said in _synonyms().get(path, ()),
        lambda path: len(path) == 1,
        lambda path: path[0] == "huurder" and len(path) == 2,
    ):
        if found := tuple(filter(fits, exact)):
            return found
    shortest = min(map(len, exact))
    return tuple(path for path in exact if len(path) == shortest)


@cache
def _names() -> Mapping[Path, frozenset[str]]:
    """For each field all names that a heading can have for it."""
    found = {}
    for path, leaf in fields.leaves(SOORT).items():
        keys = [str(step) for step in path if isinstance(step, str)]
        titles = list(leaf.titles)
        names = {_plain(keys[-1]), _plain(titles[-1])}
        for words in (keys, titles):
            names |= {_plain(" ".join(words)), _plain(f"{words[-1]} {words[0]}"), _plain(f"{words[0]} {words[-1]}")}
        found[path] = frozenset(names) | _synonyms().get(path, frozenset())
    return found


@cache
def _synonyms() -> Mapping[Path, frozenset[str]]:
    told = tomllib.loads((File(__file__).parent / "synoniemen.toml").read_text(encoding="utf-8"))
    return {fields.parse_path(text): frozenset(map(_plain, names)) for text, names in told.items()}


def _unique(guesses: list[Guess]) -> list[Guess]:
    """Give each field to one column only: where two fit, a person has to choose."""
    taken = [guess.paths[0] for guess in guesses if len(guess.paths) == 1]
    found = []
    for guess in guesses:
        left = tuple(path for path in guess.paths if path not in taken)
        paths = left if len(guess.paths) > 1 and left else guess.paths
        found.append(Guess(guess.heading, paths, any(taken.count(path) > 1 for path in paths)))
    return found


def _columns(guesses: Sequence[Guess], skip: int) -> Iterator[str]:
    for guess in guesses:
        options = [_text(written(path[skip:])) for path in guess.paths]
        if guess.sure:
            yield f"{_text(guess.heading)} = {options[0]}"
        elif options:
            yield f"# Kies zelf{', want er is nog zo een kolom' if guess.shared else ''}: {' of '.join(options[:4])}."
            yield f"# {_text(guess.heading)} = {options[0]}"
        else:
            yield f"# Geen veld gevonden bij {_text(guess.heading)}; staat bij negeer."


def _ignored(guesses: Sequence[Guess]) -> Iterator[str]:
    yield "# Kolommen die niet worden gelezen."
    yield f"negeer = [{', '.join(_text(guess.heading) for guess in guesses if not guess.paths)}]"


def _missing(guesses: Sequence[Guess]) -> Iterator[str]:
    found = {guess.paths[0] for guess in guesses if guess.sure}
    for name in NEEDED:
        if (name,) not in found and name != "soort":
            yield f"# Nodig en niet gevonden: {name}. " + (
                'Voor alle zaken gelijk? Dan hier: regeling = "…"' if name == "regeling" else "Koppel een kolom."
            )


def _plain(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def _text(text: str) -> str:
    """Write a text as TOML does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(text: str) -> str:
    return text if re.fullmatch(r"[a-z_]+", text) else _text(text)
