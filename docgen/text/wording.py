"""What a text source leaves open, said in Dutch words: its fields, conditions and loops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from docgen.rules import FACTS
from docgen.text import view
from docgen.text.document import Run
from docgen.text.fill import Slots
from docgen.text.source import TAG, Line, Source, after_leading_tags

Scope = Mapping[str, Any]
"""The type of every name that may stand in a text."""

OTHERWISE, UNTIL_HERE = "[anders:]", "[tot hier]"
_OPEN = re.compile(rf"\{{\{{\s*(?P<field>[\w.]+)\s*\}}\}}|{TAG.pattern}")


def scope_of(source: Source, loops: Iterable[str] = ()) -> dict[str, Any]:
    """Return the type of every name inside these loops ("medehuurder in medehuurders"), the outermost first."""
    scope = view.root_types(source.soort).copy()
    if source.per:
        scope[source.item] = view.item_type(scope.get(source.per))
    for loop in loops:
        item, listname = _loop(loop)
        scope[item] = view.item_type(_type(listname, scope))
    return scope


def field_words(name: str, scope: Scope) -> str:
    """Say in Dutch which field a dotted name is: "«huur, kale huur»"."""
    first, *rest = name.split(".")
    owner = scope.get(first)
    titles = [first.replace("_", " ")]
    for part in rest:
        titles.append(_lower(view.title_of(owner, part)))
        owner = view.attribute_type(owner, part)
    return f"«{', '.join(titles)}»"


def condition_words(condition: str, scope: Scope) -> str:
    """Say in Dutch under which condition ("waarborgsom", "niet waarborgsom") a text stands."""
    name = condition.removeprefix("niet ")
    words = "als dit niet geldt" if name != condition else "als dit geldt"
    return f"{words}: {_lower(fact_words(name, scope)).rstrip('.')}"


def fact_words(name: str, scope: Scope) -> str:
    """The Dutch sentence that says what a fact, or a question about a part of the case, means."""
    if name in FACTS:
        return FACTS[name].omschrijving
    owner, _, attribute = name.rpartition(".")
    return view.question(_type(owner, scope), attribute) or f"Bij {field_words(name, scope)} staat ja."


def loop_words(loop: str, scope: Scope) -> str:
    """Say in Dutch for what a text is repeated."""
    item, listname = _loop(loop)
    return f"per {item.replace('_', ' ')} uit {field_words(listname, scope)}"


def unresolved(source: Source, line: Line, slots: Slots) -> str:
    """Return the markdown of a line with all its alternatives; what stands between braces becomes words."""
    loops, opened = list(line.loops), 0
    made: list[str] = []
    rest, end = after_leading_tags(line.text), 0
    for match in _OPEN.finditer(rest):
        between = rest[end : match.start()]
        made.append(between.lstrip() if made and made[-1].endswith(" ") else between)
        end = match.end()
        scope = scope_of(source, loops)
        word, argument = match["word"], (match["rest"] or "").strip()
        if match["field"]:
            made.append(slots.keep(Run(field_words(match["field"], scope), match["field"])))
        elif word in ("if", "for"):
            opened += 1
            words = loop_words(argument, scope) if word == "for" else condition_words(_condition(argument), scope)
            _bracket(made, slots.keep(Run(f"[{words}:]")))
            loops += [argument] if word == "for" else []
        elif opened:
            _bracket(made, slots.keep(Run(OTHERWISE if word == "else" else UNTIL_HERE)), closes=word != "else")
            opened -= word != "else"
    return "".join((line.text[: len(line.text) - len(line.text.lstrip())], *made, rest[end:])).rstrip()


def _bracket(made: list[str], words: str, *, closes: bool = False) -> None:
    """Set words between brackets apart with spaces; what closes has one behind it only where the text had."""
    before = made.pop() if made else ""
    apart = " " if not closes or before.endswith(" ") else ""
    made += [before.rstrip(), f"{' ' if ''.join((*made, before)).strip() else ''}{words}{apart}"]


def conditions_of(line: Line) -> tuple[str, ...]:
    """Every fact that a line asks, the ones inside it among them, without its "niet"."""
    inside = (_condition(tag["rest"].strip()) for tag in TAG.finditer(line.text) if tag["word"] == "if")
    return tuple(dict.fromkeys(name.removeprefix("niet ") for name in (*line.conditions, *inside)))


def _condition(argument: str) -> str:
    return f"niet {argument.removeprefix('not ').strip()}" if argument.startswith("not ") else argument


def _loop(loop: str) -> tuple[str, str]:
    item, _, listname = loop.partition(" in ")
    return item.strip(), listname.strip()


def _type(name: str, scope: Scope) -> Any:
    first, *rest = name.split(".")
    owner = scope.get(first)
    for part in rest:
        owner = view.attribute_type(owner, part)
    return owner


def _lower(text: str) -> str:
    """Begin with a small letter, unless the word is an abbreviation: "BSN"."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
