"""From a line of a table to the data of a case, with for every field the column that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docgen import service
from docgen.batch.cells import Refused, blank, convert
from docgen.batch.entry import Row
from docgen.batch.fieldmap import Column, FieldMap
from docgen.batch.fields import Path, written
from docgen.batch.lists import ListStore
from docgen.batch.tables import Line
from docgen.errors import DocgenError, Problem, fault, problem

NUMBER = "zaaknummer"


def explain(problems: Iterable[Problem], kolommen: Mapping[str, str]) -> tuple[Problem, ...]:
    """Say with each problem of a table row in which column it stands."""
    return tuple(
        Problem(p.code, p.veld, f"Kolom {kolommen[p.veld]}: {p.melding}", p.advies) if p.veld in kolommen else p
        for p in problems
    )


def build(number: int, line: Line, headings: Sequence[str], fieldmap: FieldMap, stores: Sequence[ListStore]) -> Row:
    """Make the row of a batch from one line of the table and the lines of its lists."""
    return _Builder(fieldmap).row(number, line, headings, stores)


class _Builder:
    """Gathers one case: its values by place, where each came from, and what is wrong."""

    def __init__(self, fieldmap: FieldMap) -> None:
        self._map = fieldmap
        self._flat: dict[Path, Any] = dict(fieldmap.base)
        self._from: dict[Path, str] = {}
        self._problems: list[Problem] = []

    def row(self, number: int, line: Line, headings: Sequence[str], stores: Sequence[ListStore]) -> Row:
        place = f"rij {line.number}"
        if line.fault:
            return Row(number, place, None, _refused([problem(line.fault, "", **line.values)]))
        self._take(line, headings, self._map.columns)
        key = self._flat.get((NUMBER,))
        for store in stores if key else ():
            self._take_list(store, store.rows(str(key)))
        tree, moved = grown(self._flat)
        kolommen = {written(moved.get(path, path)): told for path, told in self._from.items()}
        if not self._problems:
            return Row(number, place, tree, None, kolommen)
        found = [Problem(p.code, self._settled(p.veld, moved), p.melding, p.advies) for p in self._problems]
        return Row(number, place, None, _refused(_with_the_rest(found, tree, kolommen)), kolommen)

    def _settled(self, veld: str, moved: Mapping[Path, Path]) -> str:
        return next((written(new) for old, new in moved.items() if written(old) == veld), veld)

    def _take_list(self, store: ListStore, lines: Sequence[Line]) -> None:
        skip = len(store.spec.path)
        for index, line in enumerate(lines):
            where = f" ({store.spec.place}, rij {line.number})"
            if line.fault:
                self._wrong(line.fault, (*store.spec.path, index), "", where, line.values)
                continue
            columns = [
                Column(c.heading, (*c.path[:skip], index, *c.path[skip + 1 :]), c.leaf, c.words)
                for c in store.spec.columns
            ]
            self._take(line, store.headings, columns, where)

    def _take(self, line: Line, headings: Sequence[str], columns: Sequence[Column], where: str = "") -> None:
        cells = dict(zip((heading.casefold() for heading in headings), line.cells, strict=False))
        if any(not heading and not blank(cell) for heading, cell in zip(headings, line.cells, strict=False)):
            self._wrong("INVOER-036", (), "", where, {})
        for column in columns:
            told = f'"{column.heading}"{where}'
            self._from[column.path] = told
            try:
                value = convert(cells.get(column.heading.casefold()), column.leaf, column.words)
            except Refused as refusal:
                self._wrong(refusal.code, column.path, told, where, {})
                continue
            if isinstance(value, list):
                for index, item in enumerate(value):
                    self._flat[(*column.path, index)] = item
                    self._from[(*column.path, index)] = told
            elif value is not None:
                self._flat[column.path] = value

    def _wrong(self, code: str, path: Path, told: str, where: str, values: Mapping[str, object]) -> None:
        p = problem(code, written(path), **values)
        before = f"Kolom {told}: " if told else f"{where.strip(' ()').capitalize()}: " if where else ""
        self._problems.append(Problem(p.code, p.veld, before + p.melding, p.advies))


def orphan(number: int, store: ListStore, line: Line) -> Row:
    """Make the row for a line of a list that belongs to no case."""
    place = f"{store.spec.place}, rij {line.number}"
    code, values = (line.fault, line.values) if line.fault else ("INVOER-035", {})
    return Row(number, place, None, _refused([problem(code, written(store.spec.path), **values)]))


def grown(flat: Mapping[Path, Any]) -> tuple[dict[str, Any], dict[Path, Path]]:
    """Make plain data of values by place; an entry of a list that has no values is left out.

    Returns also where a value went that thereby stands elsewhere than its place said.
    """
    tree: dict[Any, Any] = {}
    for path, value in flat.items():
        node = tree
        for step in path[:-1]:
            node = node.setdefault(step, {})
        node[path[-1]] = value
    moved: dict[Path, Path] = {}
    settled: dict[str, Any] = _settle(tree, (), (), moved)
    return settled, moved


def _settle(node: Any, old: Path, new: Path, moved: dict[Path, Path]) -> Any:
    if not isinstance(node, dict):
        if old != new:
            moved[old] = new
        return node
    if node and all(isinstance(step, int) for step in node):
        return [_settle(node[step], (*old, step), (*new, index), moved) for index, step in enumerate(sorted(node))]
    return {step: _settle(child, (*old, step), (*new, step), moved) for step, child in node.items()}


def _with_the_rest(found: list[Problem], tree: Mapping[str, Any], kolommen: Mapping[str, str]) -> list[Problem]:
    """Add what the door of a case finds in the other cells, so that all problems of a row are told at once."""
    told = {p.veld for p in found}
    try:
        service.parse(tree, "")
    except DocgenError as error:
        # A cell that could not be converted is missing in the data: that it is missing is no second problem.
        found += [p for p in explain(error.problems, kolommen) if p.veld not in told]
    return found


def _refused(problems: Sequence[Problem]) -> DocgenError:
    return fault("ZAAK-900", problems, aantal=len(problems))
