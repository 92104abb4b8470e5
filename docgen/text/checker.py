"""What can be wrong with a text source before any case is read: every fault with its file and line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from docgen.errors import Problem, TextFault, fault, problem
from docgen.law.ontvangers import Rol
from docgen.rules import FACTS
from docgen.text import view
from docgen.text.fill import environment, place_of
from docgen.text.parse import CONTAINERS, SIGNED
from docgen.text.source import TAG, Line, Source, apply_tag, read_source

ROLES = frozenset(Rol)
_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name, nodes.Getattr, nodes.Not)
_REFERENCE = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)]*)\)")
_LEFTOVER = re.compile(r"(!\[|\*\*|__|`|\*\w|^\s*[<>]|</?\w+>|\{#|#\}|^\s*\*\s|^\s*\+\s|^#{4,}|^\s*~~~)")
_RULE_ID = re.compile(r"^(FR|NOP|FL|AL|WF|LAW)-\d{2}$")
_CITATION = re.compile(r"^[A-Z][\w. ]*\d")


def check_sources(sources: Mapping[str, str], root: Path | None = None) -> tuple[Problem, ...]:
    """Check the text sources of an agreement (document name → path), with the references between them."""
    read: dict[str, Source] = {}
    found: list[Problem] = []
    for name, path in sources.items():
        try:
            read[name] = read_source(path, root)
        except TextFault as error:
            found.append(Problem(error.code, path, error.melding, error.advies))
    for source in read.values():
        found += check_source(source, read)
    return tuple(found)


def check_source(source: Source, others: Mapping[str, Source] | None = None) -> tuple[Problem, ...]:
    """Return every fault of one source; `others` are the documents that it may refer to."""
    found = list(_fields(source))
    for line in source.lines:
        found += _line_faults(source, line)
    found += _duplicates(source)
    found += _sources_missing(source)
    found += _references(source, {source.document: source, **(others or {})})
    return tuple(dict.fromkeys(found))


def demand(problems: Iterable[Problem]) -> None:
    """Raise one TextFault with all problems, when there are any."""
    problems = tuple(problems)
    if problems:
        raise fault("TEKST-900", problems, aantal=len(problems))


def _fields(source: Source) -> Iterator[Problem]:
    try:
        tree = environment().parse(source.template)
        subtitle = environment().parse(f"{source.ondertitel} {source.kenmerk}")
        title = environment().parse(source.titel)
    except TemplateSyntaxError as error:
        yield problem("TEKST-003", place_of(source, error.lineno), plaats=place_of(source, error.lineno))
        return
    scope = {source.item: view.item_type(view.root_types(source.soort).get(source.per))} if source.per else {}
    if None in scope.values():
        yield problem("TEKST-012", f"{source.path}:1", plaats=f"{source.path}:1", naam=source.per)
        return
    yield from _walk(source, tree, scope)
    yield from _walk(source, subtitle, scope)
    yield from _signed_lists(source, scope)
    if any(title.find_all(nodes.Name)):
        yield problem("TEKST-002", f"{source.path}:1", plaats=f"{source.path}:1", wat="de titel mag geen veld bevatten")


def _signed_lists(source: Source, scope: dict[str, Any]) -> Iterator[Problem]:
    """Refuse a signature block over a list that does not exist or whose items cannot sign."""
    for line in source.lines:
        words = line.text.strip().removeprefix(":::").split()
        if not line.text.lstrip().startswith(":::") or words[:1] not in [[name] for name in SIGNED]:
            continue
        root, *rest = (words[1] if len(words) > 1 else "").split(".")
        kind = {**view.root_types(source.soort), **scope}.get(root)
        for part in rest:
            kind = view.attribute_type(kind, part)
        item = view.item_type(kind)
        if item is None or not {"rol", "naam", "namens"} <= set(view.attribute_names(item)):
            yield problem("TEKST-005", line.place, plaats=line.place, naam=" ".join(words[1:]))


def _walk(source: Source, node: nodes.Node, scope: dict[str, Any]) -> Iterator[Problem]:
    place = place_of(source, node.lineno or 1)
    if not isinstance(node, _ALLOWED):
        yield problem("TEKST-006", place, plaats=place)
    elif isinstance(node, nodes.Output):
        for value in node.nodes:
            yield from () if isinstance(value, nodes.TemplateData) else _value(source, value, scope)
    elif isinstance(node, nodes.If):
        yield from _condition(source, node, scope)
        for child in (*node.body, *node.else_):
            yield from _walk(source, child, scope)
        if node.elif_:
            yield problem("TEKST-006", place, plaats=place)
    elif isinstance(node, nodes.For):
        yield from _loop(source, node, scope)
    elif isinstance(node, nodes.Template):
        for child in node.body:
            yield from _walk(source, child, scope)


def _value(source: Source, node: nodes.Node, scope: dict[str, Any]) -> Iterator[Problem]:
    place = place_of(source, node.lineno)
    if not isinstance(node, nodes.Name | nodes.Getattr):
        yield problem("TEKST-006", place, plaats=place)
        return
    kind, faults = _type(source, node, scope)
    yield from faults
    if not faults and not view.is_printable(kind):
        yield problem("TEKST-011", place, plaats=place, naam=_dotted(node))


def _condition(source: Source, node: nodes.If, scope: dict[str, Any]) -> Iterator[Problem]:
    place = place_of(source, node.lineno)
    test: nodes.Node = node.test.node if isinstance(node.test, nodes.Not) else node.test
    if isinstance(test, nodes.Name):
        if test.name not in FACTS:
            yield _unknown("TEKST-007", place, test.name, FACTS)
    elif isinstance(test, nodes.Getattr):
        kind, faults = _type(source, test, scope)
        yield from faults
        if not faults and not view.is_fact(kind):
            yield problem("TEKST-006", place, plaats=place)
    else:
        yield problem("TEKST-006", place, plaats=place)


def _loop(source: Source, node: nodes.For, scope: dict[str, Any]) -> Iterator[Problem]:
    place = place_of(source, node.lineno)
    if not isinstance(node.target, nodes.Name) or node.test or node.else_ or node.recursive:
        yield problem("TEKST-006", place, plaats=place)
        return
    if not isinstance(node.iter, nodes.Name | nodes.Getattr):
        yield problem("TEKST-006", place, plaats=place)
        return
    kind, faults = _type(source, node.iter, scope)
    yield from faults
    inner = None if faults else view.item_type(kind)
    if not faults and inner is None:
        yield problem("TEKST-012", place, plaats=place, naam=_dotted(node.iter))
    if inner is not None:
        for child in node.body:
            yield from _walk(source, child, {**scope, node.target.name: inner})


def _type(source: Source, node: nodes.Node, scope: dict[str, Any]) -> tuple[Any, list[Problem]]:
    """The type of a dotted name, or the fault that says which part of it does not exist."""
    place = place_of(source, node.lineno)
    if isinstance(node, nodes.Name):
        roots = {**view.root_types(source.soort), **scope}
        known = roots.get(node.name)
        return known, [] if known is not None else [_unknown("TEKST-008", place, node.name, roots)]
    if not isinstance(node, nodes.Getattr):
        return None, [problem("TEKST-006", place, plaats=place)]
    owner, faults = _type(source, node.node, scope)
    if faults:
        return None, faults
    known = view.attribute_type(owner, node.attr)
    if known is None:
        return None, [_unknown("TEKST-008", place, _dotted(node), view.attribute_names(owner))]
    return known, []


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"


def _unknown(code: str, place: str, name: str, known: Iterable[str]) -> Problem:
    near = difflib.get_close_matches(name.rpartition(".")[2], list(known), 1)
    hint = f"Bedoelt u '{near[0]}'?" if near else "Kijk in docs/schrijfwijzer.md welke namen er zijn."
    return problem(code, place, plaats=place, naam=name, hint=hint)


def _line_faults(source: Source, line: Line) -> Iterator[Problem]:
    bare = TAG.sub("", re.sub(r"\{\{.*?\}\}", "", line.text))
    if match := _LEFTOVER.search(_REFERENCE.sub("", bare)):
        yield problem("TEKST-015", line.place, plaats=line.place, teken=match.group().strip())
    if "[" in (rest := _REFERENCE.sub("", bare)) and "](" in rest:
        yield problem("TEKST-015", line.place, plaats=line.place, teken="](")
    for match in _REFERENCE.finditer(bare):
        if match["words"] or "#" not in match["target"]:
            yield problem("TEKST-015", line.place, plaats=line.place, teken="[…](…)")
    for role in line.recipients:
        if role not in ROLES:
            yield problem("TEKST-016", line.place, plaats=line.place, naam=role)
    for name in line.strange:
        yield problem("TEKST-017", line.place, plaats=line.place, naam=name)
    stripped = line.text.strip()
    if stripped.startswith(":::") and stripped != ":::" and stripped[3:].split()[:1] not in [[c] for c in CONTAINERS]:
        yield problem("TEKST-018", line.place, plaats=line.place)
    if line.label and line.loops:
        yield problem("TEKST-019", line.place, plaats=line.place, naam=line.label)
    for citation in filter(None, (part.strip() for part in line.bron.split(";"))):
        if not (_RULE_ID.match(citation) or _CITATION.match(citation)):
            yield problem("TEKST-020", line.place, plaats=line.place, naam=citation)


def _duplicates(source: Source) -> Iterator[Problem]:
    seen: dict[str, Line] = {}
    for line in source.lines:
        if line.label and line.label in seen and not _exclusive(line, seen[line.label]):
            yield problem("TEKST-010", line.place, plaats=line.place, naam=line.label)
        if line.label:
            seen[line.label] = line


def _exclusive(one: Line, other: Line) -> bool:
    """True when the two lines can never both be in a document: one under a fact, one under its opposite."""
    return any(_opposite(fact) in other.conditions for fact in one.conditions)


def _opposite(fact: str) -> str:
    return fact.removeprefix("niet ") if fact.startswith("niet ") else f"niet {fact}"


def _sources_missing(source: Source) -> Iterator[Problem]:
    if source.layout != "contract":
        return
    for line in source.lines:
        if line.text.lstrip().startswith("## ") and not line.bron:
            yield problem("TEKST-009", line.place, plaats=line.place)


def _references(source: Source, known: Mapping[str, Source]) -> Iterator[Problem]:
    for line in source.lines:
        for start, target in ((m.start(), m["target"]) for m in _REFERENCE.finditer(line.text)):
            document, _, label = target.rpartition("#")
            other = known.get(document or source.document)
            goals = [g for g in other.lines if g.label == label] if other else []
            if not goals:
                yield problem("TEKST-013", line.place, plaats=line.place, naam=target)
            elif not _always_there(goals, _conditions_at(line, start)):
                yield problem("TEKST-021", line.place, plaats=line.place, naam=target)


def _conditions_at(line: Line, position: int) -> set[str]:
    """The facts under which this place in a line stands, conditions inside the line among them."""
    stack = [("if", fact) for fact in line.conditions]
    leading = True
    end = 0
    for tag in TAG.finditer(line.text[:position]):
        leading = leading and not line.text[end : tag.start()].strip()
        end = tag.end()
        if not leading:
            apply_tag(stack, tag["word"], tag["rest"].strip())
    return {fact for word, fact in stack if word == "if"}


def _always_there(goals: list[Line], here: set[str]) -> bool:
    """True when one of the clauses stands wherever the reference stands, or two exclude each other and cover all."""
    if any(set(goal.conditions) <= here for goal in goals):
        return True
    free = [set(goal.conditions) - here for goal in goals]
    singles = {next(iter(facts)) for facts in free if len(facts) == 1}
    return any(_opposite(fact) in singles for fact in singles)
