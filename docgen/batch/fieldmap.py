"""The mapping file: which column of a table is which field of a case, and what is the same for every row.

TOML, written by `docgen batch --map` and corrected by whoever knows the table.
Everything that is wrong with it is told at once, before the first row is read:
a column that nobody reads would be data that is lost without a word.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from docgen import service
from docgen.batch import fields
from docgen.batch.fields import Leaf, Path
from docgen.batch.tables import sayable
from docgen.errors import DocgenError, Problem, fault, problem

MAPPING_BYTES = 1_000_000
OF_ONE_PERSON = ("zaaknummer", "huurder", "medehuurders", "vertegenwoordiging", "noodcontact", "evaluaties")
"""What may not stand in a template: it would be copied into the case of somebody else."""

OURS = "docgen: "
"""How the headings begin that a file with corrections adds; nobody has to map these."""

_TOP = {"sjabloon", "vast", "blad", "kolommen", "negeer", "lijsten"}
_LIST = {"blad", "bestand", "zaaknummer", "kolommen", "negeer"}
_COLUMN = {"veld", "waarden"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field it fills, and what to read for what stands in it."""

    heading: str
    path: Path
    leaf: Leaf
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListMap:
    """A list of a case (goals, costs) that has a sheet or a file of its own."""

    path: Path
    sheet: str
    file: File | None
    number: Column
    columns: tuple[Column, ...]
    ignored: frozenset[str]

    @property
    def place(self) -> str:
        """The sheet or file in words: "blad doelen"."""
        return f"bestand {sayable(self.file)}" if self.file else f"blad {self.sheet}"


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A mapping file that has been checked against the fields of a case.

    Attributes:
        base: What every case has, by field: constants and template, without what a column fills.
        digest: SHA-256 over the mapping and its template.
    """

    soort: str
    sheet: str
    base: Mapping[Path, Any]
    columns: tuple[Column, ...]
    ignored: frozenset[str]
    lists: tuple[ListMap, ...]
    digest: str


def load(path: File) -> FieldMap:
    """Read a mapping file; raises CaseProblem with everything that is wrong with it."""
    return _Reader(path).read()


def check_headings(headings: Sequence[str], columns: Sequence[Column], ignored: frozenset[str], place: str) -> None:
    """Raise CaseProblem when table and mapping do not name the same columns."""
    there = {heading.casefold(): heading for heading in headings if heading}
    mapped = {column.heading.casefold() for column in columns}
    problems = [
        problem("INVOER-023", "", kolom=column.heading, plaats=place)
        for column in columns
        if column.heading.casefold() not in there
    ]
    for name, heading in there.items():
        if name not in mapped and name not in ignored and not name.startswith(OURS):
            problems.append(problem("INVOER-024", "", kolom=heading, plaats=place))
    if problems:
        raise _refused(problems)


def template(content: bytes, naam: str) -> dict[str, Any]:
    """Read a template case; raises CaseProblem (INVOER-025) when it is no JSON of a case."""
    try:
        tree = json.loads(content, parse_float=str)
    except (ValueError, RecursionError):
        raise fault("INVOER-025", naam=naam) from None
    if not isinstance(tree, dict):
        raise fault("INVOER-025", naam=naam)
    return tree


def of_one_person(tree: Mapping[str, Any]) -> list[Problem]:
    """Say what stands in a template that belongs to one case alone."""
    return [problem("INVOER-026", f"sjabloon.{key}", pad=key) for key in OF_ONE_PERSON if tree.get(key)]


def flatten(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give every single value in plain data with its place; what is absent or empty gives nothing."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from flatten(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from flatten(item, (*path, index))
    elif value is not None:
        yield path, value


def _refused(problems: Sequence[Problem]) -> DocgenError:
    return fault("INVOER-090", list(dict.fromkeys(problems)), aantal=len(dict.fromkeys(problems)))


class _Reader:
    """Reads one mapping file, gathering what is wrong."""

    def __init__(self, path: File) -> None:
        self._path = path
        self._problems: list[Problem] = []
        self._sums = hashlib.sha256()
        self._soort = "zaak"

    def read(self) -> FieldMap:
        told = self._toml()
        self._known(told, _TOP, "")
        constants = {**self._template(told), **self._table(told, "vast")}
        self._soort = str(constants.setdefault("soort", "zaak"))
        if self._soort not in fields.kinds():
            self._wrong("INVOER-022", "soort", pad="vast.soort", tip=f" Kies uit {', '.join(fields.kinds())}.")
            raise _refused(self._problems)
        columns = self._columns(self._table(told, "kolommen"), (), "kolommen")
        lists = tuple(self._lists(self._table(told, "lijsten")))
        if ("zaaknummer",) not in {column.path for column in columns}:
            self._wrong("INVOER-027", "kolommen")
        self._twice([column.path for column in columns])
        if self._problems:
            raise _refused(self._problems)
        filled = [*(column.path for column in columns), *(each.path for each in lists)]
        base = {path: value for path, value in flatten(constants) if not any(path[: len(f)] == f for f in filled)}
        sheet = str(told.get("blad", ""))
        return FieldMap(self._soort, sheet, base, columns, _ignored(told), lists, self._sums.hexdigest())

    def _toml(self) -> dict[str, Any]:
        naam = sayable(self._path)
        try:
            if self._path.stat().st_size > MAPPING_BYTES:
                raise fault("INVOER-020", naam=naam, wat="het bestand is te groot")
            content = self._path.read_bytes()
            self._sums.update(content)
            return tomllib.loads(content.decode("utf-8-sig"))
        except FileNotFoundError:
            raise fault("INVOER-001", naam=naam) from None
        except OSError:
            raise fault("INVOER-002", naam=naam) from None
        except UnicodeDecodeError:
            raise fault("INVOER-020", naam=naam, wat="de tekens zijn geen UTF-8") from None
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            line = str(error).rpartition("(")[2].rstrip(")")
            raise fault("INVOER-020", naam=naam, wat=f"het is geen TOML ({line})") from None

    def _template(self, told: Mapping[str, Any]) -> dict[str, Any]:
        name = told.get("sjabloon")
        if name is None:
            return {}
        content = service.read(self._path.parent / str(name))
        self._sums.update(content)
        tree = template(content, sayable(File(str(name))))
        self._problems += of_one_person(tree)
        return tree

    def _columns(self, told: Mapping[str, Any], under: Path, where: str) -> tuple[Column, ...]:
        found = (self._column(str(heading), value, under, where) for heading, value in told.items())
        return tuple(column for column in found if column)

    def _column(self, heading: str, told: Any, under: Path, where: str) -> Column | None:
        place = f"{where}.{heading}"
        if isinstance(told, dict):
            self._known(told, _COLUMN, place)
        text, words = (told.get("veld"), told.get("waarden", {})) if isinstance(told, dict) else (told, {})
        if not isinstance(text, str) or not isinstance(words, dict):
            self._wrong("INVOER-021", place, sleutel=heading)
            return None
        found = None
        try:
            path = (*under, *(() if text == "." else fields.parse_path(text)))
            found = fields.leaf(self._soort, path)
        except ValueError:
            path = ()
        if found is None:
            self._wrong("INVOER-022", place, pad=text, tip=self._nearest(text, under))
            return None
        heading = " ".join(heading.split())
        return Column(heading, path, found, {str(key).casefold(): str(value) for key, value in words.items()})

    def _nearest(self, text: str, under: Path) -> str:
        skip = len(under)
        known = [fields.written(path[skip:]) for path in fields.leaves(self._soort) if path[:skip] == under]
        near = difflib.get_close_matches(text.lower(), known, n=1)
        return f" Bedoelt u {near[0]}?" if near else ""

    def _lists(self, told: Mapping[str, Any]) -> Iterator[ListMap]:
        for name, part in told.items():
            where = f"lijsten.{name}"
            try:
                path = fields.parse_path(name)
            except ValueError:
                path = ()
            if not isinstance(part, dict) or not path or not fields.is_list(self._soort, path):
                self._wrong("INVOER-029", where, pad=name)
                continue
            self._known(part, _LIST, where)
            number = self._column(str(part.get("zaaknummer", "")), "zaaknummer", (), where)
            columns = self._columns(self._table(part, "kolommen"), (*path, 0), f"{where}.kolommen")
            if ("blad" in part) == ("bestand" in part) or not part.get("zaaknummer") or number is None:
                self._wrong("INVOER-028", where, pad=name)
                continue
            self._twice([column.path for column in columns])
            file = self._path.parent / str(part["bestand"]) if "bestand" in part else None
            yield ListMap(path, str(part.get("blad", "")), file, number, columns, _ignored(part))

    def _twice(self, paths: Sequence[Path]) -> None:
        for path in {path for path in paths if paths.count(path) > 1}:
            self._wrong("INVOER-016", "kolommen", pad=fields.written(path))

    def _table(self, told: Mapping[str, Any], key: str) -> dict[str, Any]:
        part = told.get(key, {})
        if isinstance(part, dict):
            return part
        self._wrong("INVOER-021", key, sleutel=key)
        return {}

    def _known(self, told: Mapping[str, Any], known: set[str], where: str) -> None:
        for key in told:
            if key not in known:
                self._wrong("INVOER-021", f"{where}.{key}".strip("."), sleutel=key)

    def _wrong(self, code: str, veld: str, /, **values: object) -> None:
        self._problems.append(problem(code, veld, **values))


def _ignored(told: Mapping[str, Any]) -> frozenset[str]:
    names = told.get("negeer", ())
    return (
        frozenset(" ".join(str(name).split()).casefold() for name in names) if isinstance(names, list) else frozenset()
    )
