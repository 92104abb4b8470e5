"""What the headings of a table may mean: which field of a case each column is.

Headings are compared with the words that people use (synoniemen.toml), with the
Dutch titles of the fields and with the names of the fields. What fits more than
one field is left to a person, because a guess would put a value in the
wrong place without anybody seeing it.
"""

from __future__ import annotations

import difflib
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

ALIKE = 0.88
"""How much a heading must look like a known name to be taken for a slip of the pen."""

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


@dataclass(frozen=True, slots=True)
class SheetGuess:
    """What is thought of a sheet.

    Attributes:
        under: The list of the case that it fills; empty for the cases themselves, and for a sheet that fits no list.
        number: In a list, the heading of the column with the zaaknummer; empty when none looks like it.
        columns: Of every other column what it may be.
    """

    under: Path
    number: str
    columns: tuple[Guess, ...]


def of_cases(headings: Sequence[str]) -> SheetGuess:
    """Guess at the sheet of the cases."""
    return SheetGuess((), "", tuple(_unique(list(_guesses(headings, ())))))


def of_list(name: str, headings: Sequence[str], under: Path = ()) -> SheetGuess:
    """Guess at a further sheet: which list it fills, when that is not given, and its columns."""
    under = under or _list_for(name)
    if not under:
        return SheetGuess((), "", tuple(Guess(heading, ()) for heading in headings if heading))
    numbers = [h for h in headings if h and _plain(h) in _names()[("zaaknummer",)]]
    others = _unique(list(_guesses([h for h in headings if h not in numbers[:1]], under)))
    return SheetGuess(under, numbers[0] if numbers else "", tuple(others))


@cache
def lists() -> tuple[Path, ...]:
    """The lists of parts that a sheet of its own can fill, the shortest paths first."""
    found = {path[:-2] for path in fields.leaves(SOORT) if len(path) > 2 and path[-2] == 0 and 0 not in path[:-2]}
    return tuple(sorted(found, key=lambda path: (len(path), path)))


def _list_for(name: str) -> Path:
    """Find the list that a sheet is named after."""
    for path in lists():
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
        name: _likeness(said, name)
        for name in set().union(*names.values())
        if len(said) > 4 and abs(len(said) - len(name)) < 4
    }
    best = max(alike, key=lambda name: (alike[name], name), default="")
    if not best or alike[best] < ALIKE:
        return ()
    return _preferred(tuple(path for path, known in names.items() if best in known), best)


def _likeness(said: str, name: str) -> float:
    """How much a heading looks like a name; 0 when that is certainly not enough, which is quick to see."""
    matcher = difflib.SequenceMatcher(None, said, name)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


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


def _plain(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", bare))
