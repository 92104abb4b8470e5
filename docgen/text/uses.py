"""Which fields of a case the texts of an agreement name: what a form for that agreement has to ask.

A derived value (the verhuurder, the bewindvoerder) leads back to the fields of the same kind that it is taken from; one
that is reckoned (a last day, a sum in words) to those that it says itself. What it takes to reckon, the rules ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import nodes
from pydantic import BaseModel

from docgen.case import KINDS
from docgen.case.paths import steps
from docgen.rules import Afgeleid
from docgen.text import view
from docgen.text.fill import environment
from docgen.text.source import Source, read_source

Place = tuple[Any, frozenset[str]]
"""What a name in a text stands for: its type, and the fields of the case that it comes from."""


def used_fields(paths: Iterable[str], soort: str) -> frozenset[str]:
    """The fields that these text sources name, as paths without indexes: "evaluaties.criteria.stabiliteit"."""
    sources = (read_source(path) for path in paths)
    return frozenset().union(*(_used(source) for source in sources if source.soort == soort))


@lru_cache(maxsize=4096)
def origins(path: str, soort: str, text: str = "") -> frozenset[str]:
    """The fields that a printed value may come from, by the path that it has in a text source: "verhuurder.iban".

    Paths without indexes. `text` is that source: one with a copy for each talk calls the talk of the copy "verslag".
    """
    first, *rest = steps(path) or [""]
    source = read_source(text) if text else None
    here = _item(_derived(source.per, soort)) if source and first == source.item else _derived(str(first), soort)
    for step in rest:
        if isinstance(step, int):
            here = _item(here)
        else:
            kind, paths = _attribute(here, step)
            here = kind, view.reckoned_from(here[0], step) or paths
    return here[1]


def _derived(name: str, soort: str) -> Place:
    """What a root name stands for, with the fields that it is reckoned from when it is."""
    kind, paths = _place(nodes.Name(name, "load"), soort, {})
    return kind, view.reckoned_from(Afgeleid, name) or paths


@lru_cache(maxsize=256)
def _used(source: Source) -> frozenset[str]:
    scope: dict[str, Place] = {}
    if source.per:
        scope[source.item] = _item(_place(nodes.Name(source.per, "load"), source.soort, scope))
    head = f"{source.ondertitel} {source.kenmerk}\n"
    return frozenset(_walk(environment().parse(head + source.template), source.soort, scope))


def _walk(node: nodes.Node, soort: str, scope: Mapping[str, Place]) -> Iterator[str]:
    if isinstance(node, nodes.For):
        found = _place(node.iter, soort, scope)
        yield from found[1]
        assert isinstance(node.target, nodes.Name)
        for child in node.body:
            yield from _walk(child, soort, {**scope, node.target.name: _item(found)})
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield from _place(node, soort, scope)[1]
    else:
        for child in node.iter_child_nodes():
            yield from _walk(child, soort, scope)


def _place(node: nodes.Node, soort: str, scope: Mapping[str, Place]) -> Place:
    if isinstance(node, nodes.Getattr):
        return _attribute(_place(node.node, soort, scope), node.attr)
    if not isinstance(node, nodes.Name):
        return None, frozenset()
    if node.name in scope:
        return scope[node.name]
    kind = view.root_types(soort).get(node.name)
    if node.name in KINDS[soort].model_fields:
        return kind, frozenset({node.name})
    models = view.models_of(kind)
    origins = (name for name, model in _parts(soort) if any(issubclass(model, wanted) for wanted in models))
    return kind, frozenset(origins)


def _attribute(place: Place, name: str) -> Place:
    owner, paths = place
    below = frozenset(f"{path}.{name}" for path in paths) if _is_field(owner, name) else paths
    return view.attribute_type(owner, name), below


def _item(place: Place) -> Place:
    return view.item_type(place[0]), place[1]


def _is_field(owner: Any, name: str) -> bool:
    return any(name in model.model_fields for model in view.models_of(owner))


@lru_cache(maxsize=len(KINDS))
def _parts(soort: str) -> tuple[tuple[str, type[BaseModel]], ...]:
    """The parts of a case with the model of each, or of its items."""
    found = ((name, info.annotation) for name, info in KINDS[soort].model_fields.items())
    return tuple(
        (name, model)
        for name, kind in found
        for owner in (kind, view.item_type(kind))
        for model in view.models_of(owner)
    )
