"""Two people edit one case: what each changed, put together, and where they clash.

Everything is a plain tree of dicts and lists; a place in it is a path such as `doelen[2].tekst`. An edit is written
in the places of the version that somebody looked at (the basis); `rebase` carries it over to the newest one.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from docgen.service import Step, join, steps


@dataclass(frozen=True)
class Edits:
    """What somebody changed: values by place (None empties it), and list items that go."""

    zet: Mapping[str, Any] = field(default_factory=dict)
    weg: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.zet or self.weg)


@dataclass(frozen=True)
class Change:
    """One value that differs between two versions."""

    path: str
    oud: Any
    nieuw: Any


@dataclass(frozen=True)
class Clash:
    """A place that two people changed in different ways."""

    path: str
    """Place in the basis, as the edit names it."""
    oud: Any
    hun: Any
    mijn: Any


def at(tree: Any, path: str) -> Any:
    """Find the value at a place; None when there is nothing."""
    for step in steps(path):
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def same(one: Any, other: Any) -> bool:
    """Compare two values as a case does: nothing is the same as an empty text or list, and 5 is the same as "5"."""
    return bool(_plain(one) == _plain(other))


def real(edits: Edits, basis: Any) -> Edits:
    """Leave out what changes nothing: a form sends all its fields."""
    kept = {path: value for path, value in edits.zet.items() if not same(at(basis, path), value)}
    return Edits({p: v for p, v in kept.items() if not _under(p, edits.weg)}, edits.weg)


def apply(tree: Mapping[str, Any], edits: Edits) -> dict[str, Any]:
    """Make the tree with the edits in it; an item after the last of a list is added to it."""
    made: dict[str, Any] = copy.deepcopy(dict(tree))
    for path in sorted(edits.zet, key=_order):
        _put(made, steps(path), edits.zet[path])
    for path in sorted(edits.weg, key=_order, reverse=True):
        *before, last = steps(path)
        owner = at(made, join(before))
        if isinstance(owner, list) and isinstance(last, int) and last < len(owner):
            del owner[last]
    return made


def changes(oud: Any, nieuw: Any, path: str = "") -> Iterator[Change]:
    """List what differs, value by value; an item that came or went is one change."""
    if same(oud, nieuw):
        return
    if isinstance(oud, Mapping | None) and isinstance(nieuw, Mapping | None) and (oud or nieuw):
        for name in dict.fromkeys((*(oud or {}), *(nieuw or {}))):
            below = f"{path}.{name}" if path else name
            yield from changes((oud or {}).get(name), (nieuw or {}).get(name), below)
        return
    if isinstance(oud, list | None) and isinstance(nieuw, list | None) and (oud or nieuw):
        yield from _list_changes(oud or [], nieuw or [], path)
        return
    yield Change(path, oud, nieuw)


def rebase(edits: Edits, basis: Any, nieuwste: Any) -> tuple[Edits, tuple[Clash, ...]]:
    """Carry edits over from the basis to the newest version, and say where both changed the same."""
    zet: dict[str, Any] = {}
    weg: set[str] = set()
    clashes: list[Clash] = []
    for path, mine in edits.zet.items():
        moved = _carry(path, basis, nieuwste)
        theirs, old = (at(nieuwste, moved) if moved else None), at(basis, path)
        if moved is None or not (same(theirs, old) or same(theirs, mine)):
            clashes.append(Clash(path, old, theirs, mine))
        if moved is not None:
            zet[moved] = mine
    for path in edits.weg:
        moved = _carry(path, basis, nieuwste)
        if moved is not None:
            weg.add(moved)
            if not same(at(nieuwste, moved), at(basis, path)):
                clashes.append(Clash(path, at(basis, path), at(nieuwste, moved), None))
    return Edits(zet, frozenset(weg)), tuple(clashes)


def without(edits: Edits, paths: set[str]) -> Edits:
    """Leave out the edits at these places: the other's stand."""
    return Edits({p: v for p, v in edits.zet.items() if p not in paths}, edits.weg - paths)


def align(oud: list[Any], nieuw: list[Any]) -> dict[int, int]:
    """Say which item of the new list each item of the old one is; an item that went is absent."""
    found: dict[int, int] = {}
    keys = (
        [json.dumps(_key(item), sort_keys=True) for item in oud],
        [json.dumps(_key(i), sort_keys=True) for i in nieuw],
    )
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and a2 - a1 == b2 - b1):
            found |= dict(zip(range(a1, a2), range(b1, b2), strict=True))
    return found


def _carry(path: str, basis: Any, nieuwste: Any) -> str | None:
    """The same place in the newest version; None when it lies in an item that was removed."""
    moved: list[Step] = []
    old, new = basis, nieuwste
    for step in steps(path):
        if isinstance(step, int):
            before = old if isinstance(old, list) else []
            after = new if isinstance(new, list) else []
            place = align(before, after).get(step) if step < len(before) else len(after) + step - len(before)
            if place is None:
                return None
            old = before[step] if step < len(before) else None
            new = after[place] if place < len(after) else None
            moved.append(place)
        else:
            old = old.get(step) if isinstance(old, Mapping) else None
            new = new.get(step) if isinstance(new, Mapping) else None
            moved.append(step)
    return join(moved)


def _list_changes(oud: list[Any], nieuw: list[Any], path: str) -> Iterator[Change]:
    pairs = align(oud, nieuw)
    for before, after in pairs.items():
        yield from changes(oud[before], nieuw[after], f"{path}[{after}]")
    for n in range(len(oud)):
        if n not in pairs:
            yield Change(f"{path}[{n}]", oud[n], None)
    for n in set(range(len(nieuw))) - set(pairs.values()):
        yield Change(f"{path}[{n}]", None, nieuw[n])


def _put(tree: Any, path: list[Step], value: Any) -> None:
    for step, following in pairwise(path):
        fresh: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            while len(tree) <= step:
                tree.append({} if isinstance(following, str) else [])
            tree = tree[step]
        else:
            if not isinstance(tree.get(step), list | dict):
                tree[step] = fresh
            tree = tree[step]
    last = path[-1]
    if not isinstance(last, int) or last < len(tree):
        tree[last] = value
    else:
        tree.append(value)


def _key(item: Any) -> Any:
    """What makes an item that item, also when something in it changes."""
    if isinstance(item, Mapping):
        for name in ("id", "thema", "nummer"):
            if item.get(name) and item.get(name) != "overig":
                return [name, item[name]]
    return item


def _under(path: str, above: frozenset[str]) -> bool:
    return any(path == place or path.startswith((f"{place}.", f"{place}[")) for place in above)


def _order(path: str) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, part) for part in steps(path)]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        found = {name: _plain(item) for name, item in value.items()}
        return {name: item for name, item in found.items() if item is not None} or None
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value] or None
    if isinstance(value, bool):
        return value
    if value is None or value == "":
        return None
    return str(value)
