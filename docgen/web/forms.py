"""A page of a form: what stands in each field for one user, and what was typed as edits of the case.

The tree of boxes follows the schema. A field that the role may not see has no box: it is not shown, and what is posted
for it is refused. Rows of a list that are not saved yet come after those of the case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from docgen import service
from docgen.errors import Problem, problem
from docgen.service import join, steps, without_indexes
from docgen.web import cases, formfields
from docgen.web.cases import Opened
from docgen.web.formfields import GOAL, GOAL_ID, Field
from docgen.web.merge import Edits, at

ROWS, GONE = "rijen:", "weg:"
"""Before the path of a list: how many rows its form shows; before that of a row: it goes when the form is saved."""
Typed = MultiDict[str, str]


@dataclass(frozen=True)
class Box:
    """One field, group, list or row of the form."""

    field: Field
    path: str
    """Place in what this user sees of the case."""
    kind: str
    """"veld", "groep", "lijst" or "rij"."""
    value: Any = None
    """What the version in view holds."""
    texts: tuple[str, ...] = ()
    """What stands in the field."""
    problems: tuple[Problem, ...] = ()
    inner: tuple[Box, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    gone: bool = False
    """The row goes when the form is saved."""
    fresh: bool = False
    """The row is not in the case yet."""

    @property
    def text(self) -> str:
        """What stands in a field with one value."""
        return self.texts[-1] if self.texts else ""

    def every(self) -> Iterator[Box]:
        """This box and all below it."""
        yield self
        for box in self.inner:
            yield from box.every()


@dataclass(frozen=True)
class Maker:
    """Makes the boxes of a page."""

    opened: Opened
    typed: Typed | None = None
    problems: Sequence[Problem] = ()
    asks: Callable[[str], bool] = field(default=lambda path: True)
    """Whether the form asks for a part, by its path without indexes."""

    def box(self, part: Field, path: str, value: Any) -> Box | None:
        """Make the box of a field at a place; None when this user does not get it."""
        if part.leaf is not None:
            return self._leaf(part, path, value) if self._open(path) else None
        if not value and not self.asks(without_indexes(path)) and not self._touched(path):
            return None
        if part.many:
            return self._list(part, path, value if isinstance(value, list) else [])
        inner = self._inner(part, path, value)
        return Box(part, path, "groep", value, (), self._at(path), inner) if inner else None

    def row(self, part: Field, path: str, value: Any, *, fresh: bool) -> Box:
        """Make the box of one item of a list."""
        gone = self.typed is not None and GONE + path in self.typed
        return Box(part, path, "rij", value, (), self._at(path), self._inner(part, path, value), (), gone, fresh)

    def _inner(self, part: Field, path: str, value: Any) -> tuple[Box, ...]:
        held = value if isinstance(value, Mapping) else {}
        found = (self.box(child, f"{path}.{child.name}", held.get(child.name)) for child in part.inner)
        return tuple(box for box in found if box)

    def _list(self, part: Field, path: str, items: list[Any]) -> Box | None:
        count = max(len(items), self._rows(path))
        rows = [self.row(part, f"{path}[{n}]", items[n] if n < len(items) else None, fresh=n >= len(items))
                for n in range(count)]  # fmt: skip
        if not rows and not self._inner(part, f"{path}[0]", None):
            return None
        return Box(part, path, "lijst", items, (), self._at(path), tuple(rows))

    def _leaf(self, part: Field, path: str, value: Any) -> Box:
        texts = formfields.shown(part, value)
        if self.typed is not None and path in self.typed:
            texts = [text for text in self.typed.getlist(path) if text or part.widget != "vinkjes"]
        assert part.leaf is not None
        choices = self._goals() if part.leaf.form == GOAL else part.choices
        return Box(part, path, "veld", value, tuple(texts), self._at(path, below=part.leaf.many), (), tuple(choices))

    def _goals(self) -> list[tuple[str, str]]:
        goals = self.opened.data.get("doelen") or ()
        return [(goal["id"], goal.get("tekst") or goal["id"]) for goal in goals if goal.get("id")]

    def _at(self, path: str, *, below: bool = False) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.veld == path or (below and p.veld.startswith(f"{path}[")))

    def _rows(self, path: str) -> int:
        if self.typed is None:
            return 0
        asked = self.typed.get(ROWS + path, "")
        known = [int(n) + 1 for name in self.typed for n in re.findall(rf"^{re.escape(path)}\[(\d+)\]", name)]
        return min(100, max([int(asked) if asked.isascii() and asked.isdigit() else 0, *known]))

    def _touched(self, path: str) -> bool:
        return self.typed is not None and any(name.startswith((f"{path}.", f"{path}[")) for name in self.typed)

    def _open(self, path: str) -> bool:
        whole = self.opened.view.whole_path_of(path, self.opened.whole)
        return service.may_see(self.opened.subject, self.opened.user.rol, whole)


def edits_of(opened: Opened, boxes: Sequence[Box], typed: Typed) -> tuple[Edits, list[Problem]]:
    """What was typed in these boxes as edits, and every problem at once: of the typing and of the case after it."""
    zet: dict[str, Any] = {}
    weg: set[str] = set()
    problems = list(_strange(opened, boxes, typed))
    for box in boxes:
        _collect(box, typed, zet, weg, problems)
    _name_goals(boxes, zet)
    edits = Edits(zet, frozenset(weg))
    if problems:
        wrong = {p.veld for p in problems}
        problems += [p for p in cases.faults(opened, edits) if p.veld not in wrong]
    return edits, problems


def tidy(typed: Typed, data: Mapping[str, Any]) -> Typed:
    """Leave out new rows in which nothing was typed or that went again, so that the others follow the case's own."""
    tree: dict[Any, Any] = {}
    kept: list[tuple[str, str]] = []
    dropped = {tuple(steps(name.removeprefix(GONE))) for name in typed if name.startswith(GONE)}
    for name in typed:
        texts = typed.getlist(name)
        if ":" in name or "[" not in name:
            # How many rows there are is asked again, and a new row that went is simply not there.
            past = name.startswith(ROWS) or (name.startswith(GONE) and at(data, name.removeprefix(GONE)) is None)
            kept += [(name, text) for text in texts if not past]
            continue
        here = tree
        for step in steps(name):
            here = here.setdefault(step, {})
        here[None] = texts
    return MultiDict([*kept, *_flat(tree, [], [], data, dropped)])


def _flat(
    tree: dict[Any, Any], old: list[Any], new: list[Any], held: Any, dropped: set[tuple[Any, ...]]
) -> Iterator[tuple[str, str]]:
    """The typed texts of a tree by their name, with the new rows of every list counted on from its own."""
    yield from ((join(new), text) for text in tree.get(None, ()))
    known = len(held) if isinstance(held, list) else 0
    count = known
    for step in sorted((s for s in tree if s is not None), key=lambda s: (isinstance(s, str), s)):
        below = held.get(step) if isinstance(held, Mapping) and isinstance(step, str) else None
        if not isinstance(step, int):
            yield from _flat(tree[step], [*old, step], [*new, step], below, dropped)
        elif step < known:
            item = held[step] if isinstance(held, list) else None
            yield from _flat(tree[step], [*old, step], [*new, step], item, dropped)
        elif (*old, step) not in dropped and _says(tree[step]):
            yield from _flat(tree[step], [*old, step], [*new, count], None, dropped)
            count += 1


def _says(tree: Mapping[Any, Any]) -> bool:
    return any(any(text.strip() for text in below) if step is None else _says(below) for step, below in tree.items())


def _strange(opened: Opened, boxes: Sequence[Box], typed: Typed) -> Iterator[Problem]:
    """Refuse what was posted for a field that this page does not give to this user."""
    known = {box.path for top in boxes for box in top.every()}
    for name in typed:
        path = name.partition(":")[2] if name.startswith((ROWS, GONE)) else name
        first = steps(path)[:1]
        if first and first[0] in formfields.parts(opened.case.soort) and path not in known:
            yield problem("DOCGEN-105", "")
            return


def _collect(box: Box, typed: Typed, zet: dict[str, Any], weg: set[str], problems: list[Problem]) -> None:
    if box.gone:
        weg |= set() if box.fresh else {box.path}
    elif box.kind == "veld":
        if box.path in typed and _lines(box.texts) != _lines(formfields.shown(box.field, box.value)):
            zet[box.path], wrong = formfields.read(box.field, list(box.texts), box.path)
            problems += [wrong] if wrong else []
            if wrong:
                del zet[box.path]
    elif box.kind == "groep" and _emptied(box, typed):
        zet[box.path] = None
    else:
        for inner in box.inner:
            _collect(inner, typed, zet, weg, problems)


def _lines(texts: Sequence[str]) -> list[str]:
    return [line.strip() for text in texts for line in text.strip().splitlines()]


def _emptied(box: Box, typed: Typed) -> bool:
    """Tell whether a part of the case that need not be there lost everything that it held."""
    empty = [b.path for b in box.every() if b.kind == "veld" and b.path in typed and not _lines(b.texts)]
    held = cases.leaves(box.value, box.path) if box.value else []
    covered = all(any(place == path or place.startswith(f"{path}[") for path in empty) for place in held)
    return bool(held) and not box.field.needed and covered


def _name_goals(boxes: Sequence[Box], zet: dict[str, Any]) -> None:
    """Give a new goal a name of its own, by which a plan and an evaluation refer to it."""
    ids = [box for top in boxes for box in top.every() if box.field.leaf and box.field.leaf.form == GOAL_ID]
    taken = {box.value for box in ids if box.value}
    for box in ids:
        row = box.path.rpartition(".")[0]
        if box.value or not any(path.startswith(f"{row}.") for path in zet):
            continue
        number = next(n for n in range(1, len(taken) + 2) if f"doel-{n}" not in taken)
        zet[box.path] = f"doel-{number}"
        taken.add(f"doel-{number}")
