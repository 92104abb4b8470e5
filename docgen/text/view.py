"""What a text may name: the case and what the rules derived from it, each value with its field path.

`Node` walks the values, `type_of` walks their types; the first fills a text, the
second lets the checker refuse a field that does not exist before any case is read.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

from pydantic import BaseModel

from docgen import nl
from docgen.case import KINDS
from docgen.rules import FACTS, Afgeleid, Outcome
from docgen.rules.uit import Uit
from docgen.text.packetvalues import PAKKET, Pakketblad


class Node:
    """A value of the view with its path; attributes and items are Nodes again, absent ones stay absent."""

    __slots__ = ("node_path", "node_paths", "node_value")

    def __init__(self, value: object, path: str, paths: dict[int, str]) -> None:
        self.node_value = value
        self.node_path = paths.get(id(value), path)
        self.node_paths = paths

    def __getattr__(self, name: str) -> Node:
        value = None if self.node_value is None else getattr(self.node_value, name, None)
        return Node(value, f"{self.node_path}.{name}", self.node_paths)

    def __iter__(self) -> Iterator[Node]:
        values = typing.cast("tuple[object, ...]", self.node_value or ())
        for index, value in enumerate(values):
            yield Node(value, f"{self.node_path}[{index}]", self.node_paths)

    def __bool__(self) -> bool:
        return self.node_value is True


def names(case: BaseModel, outcome: Outcome) -> dict[str, Node | bool]:
    """Return every name that a text may use for this case: parts, derived values, facts."""
    paths: dict[int, str] = {}
    _index(case, "", paths)
    roots: dict[str, Node | bool] = {name: Node(getattr(case, name), name, paths) for name in type(case).model_fields}
    afgeleid = outcome.afgeleid
    if is_dataclass(afgeleid):
        for item in fields(afgeleid):
            roots[item.name] = Node(getattr(afgeleid, item.name), item.name, paths)
    roots.update({name: bool(outcome.facts.get(name, False)) for name in FACTS})
    return roots


def _index(value: object, path: str, paths: dict[int, str]) -> None:
    """Remember the path of every part of the case, so that a derived list leads back to it."""
    if isinstance(value, BaseModel):
        if path:
            paths[id(value)] = path
        for name in type(value).model_fields:
            _index(getattr(value, name), f"{path}.{name}" if path else name, paths)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _index(item, f"{path}[{index}]", paths)


@lru_cache(maxsize=len(KINDS) + 1)
def root_types(soort: str) -> dict[str, Any]:
    """The type of every root name in a text about this kind of case, or about a packet."""
    if soort == PAKKET:
        return {PAKKET: Pakketblad}
    roots: dict[str, Any] = {name: info.annotation for name, info in KINDS[soort].model_fields.items()}
    roots.update(typing.get_type_hints(Afgeleid))
    return roots


@lru_cache(maxsize=4096)
def attribute_type(owner: Any, name: str) -> Any | None:
    """Return the type of `owner.name`, or None when there is no such attribute."""
    for option in _options(owner):
        if not isinstance(option, type) or name.startswith("_"):
            continue
        if issubclass(option, BaseModel) and name in option.model_fields:
            return option.model_fields[name].annotation
        if is_dataclass(option) and name in typing.get_type_hints(option):
            return typing.get_type_hints(option)[name]
        member = getattr(option, name, None)
        getter = member.fget if isinstance(member, property) else getattr(member, "func", None)
        if isinstance(member, property | cached_property) and getter is not None:
            return typing.get_type_hints(getter).get("return")
    return None


@lru_cache(maxsize=4096)
def reckoned_from(owner: Any, name: str) -> frozenset[str]:
    """The fields of the case, as paths without indexes, that a derived value says it is reckoned from (`Uit`)."""
    hints = (typing.get_type_hints(o, include_extras=True).get(name) for o in _options(owner) if is_dataclass(o))
    said = (extra for hint in hints for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Uit))
    return frozenset(path for one in said for path in one.velden)


def attribute_names(owner: Any) -> list[str]:
    """The names one may write after a dot, for a suggestion."""
    found: set[str] = set()
    for option in _options(owner):
        if isinstance(option, type):
            if issubclass(option, BaseModel):
                found |= set(option.model_fields)
            found |= {n for n, m in vars(option).items() if isinstance(m, property | cached_property)}
            if is_dataclass(option):
                found |= {item.name for item in fields(option)}
    return sorted(found)


def item_type(owner: Any) -> Any | None:
    """The type of the items when `owner` is a list, else None."""
    for option in _options(owner):
        if typing.get_origin(option) in (tuple, list):
            return typing.get_args(option)[0]
    return None


def is_fact(owner: Any) -> bool:
    """True for a value that may stand in an `if`."""
    return set(_options(owner)) == {bool}


def is_printable(owner: Any) -> bool:
    """True for a value that prints itself; a code of the case (lower case) is no Dutch, an energielabel (A+) is."""
    for option in _options(owner):
        if typing.get_origin(option) is typing.Literal:
            if not all(str(code).isupper() or str(code)[:1].isupper() for code in typing.get_args(option)):
                return False
            continue
        if not isinstance(option, type) or option is bool:
            return False
        if issubclass(option, Enum) and not hasattr(option, "afdruk"):
            return False
        if not (issubclass(option, str | int | dt.date | nl.Bedrag | nl.Persoonsnaam) or hasattr(option, "afdruk")):
            return False
    return True


def _options(owner: Any) -> tuple[Any, ...]:
    """The types behind Optional, Union, Annotated and type aliases."""
    origin = typing.get_origin(owner)
    if origin is typing.Annotated:
        return _options(typing.get_args(owner)[0])
    if origin in (typing.Union, types.UnionType):
        return tuple(o for arg in typing.get_args(owner) if arg is not type(None) for o in _options(arg))
    return (owner,)


def models_of(owner: Any) -> tuple[type[BaseModel], ...]:
    """The parts of a case that a value of this type can be."""
    return tuple(o for o in _options(owner) if isinstance(o, type) and issubclass(o, BaseModel))


def title_of(owner: Any, name: str) -> str:
    """What people call `owner.name`: its Dutch title, or the name itself in words."""
    titles = (model.model_fields[name].title for model in models_of(owner) if name in model.model_fields)
    return next(titles, None) or name.replace("_", " ")


def question(owner: Any, name: str) -> str:
    """The Dutch sentence that says when `owner.name` is true; empty for a field that is filled in with yes or no."""
    for option in _options(owner):
        member = getattr(option, name, None)
        if isinstance(member, property):
            return (member.__doc__ or "").strip().splitlines()[0]
        if is_dataclass(option):
            return next((str(f.metadata.get("omschrijving", "")) for f in fields(option) if f.name == name), "")
    return ""


def field_title(path: str, soort: str = "zaak") -> str:
    """Say in Dutch which field a path is: "Huur, kale huur"; for what is derived the path itself in words."""
    owner: Any = KINDS[soort]
    titles: list[str] = []
    for part in path.split("."):
        name, _, index = part.partition("[")
        info = next((m.model_fields[name] for m in models_of(owner) if name in m.model_fields), None)
        if info is None:
            titles.append(name.replace("_", " "))
            owner = attribute_type(owner, name)
        else:
            titles.append(info.title or name.replace("_", " "))
            owner = info.annotation
        if index:
            titles[-1] += f" {int(index.rstrip(']')) + 1}"
            owner = item_type(owner)
    first, *rest = titles
    return ", ".join([first, *(title[:1].lower() + title[1:] for title in rest)])
