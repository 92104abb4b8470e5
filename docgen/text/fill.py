"""Fill a source with the names of a case: values become slots, so that no value ever passes through markdown.

Two opaque marks travel through Jinja and markdown and are taken out of the leaf
texts afterwards: a slot stands for one printed value, a line mark for the line of
the source. The door of `case` refuses the characters they are made of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen import nl
from docgen.errors import fault
from docgen.text.document import MISSING, Run
from docgen.text.source import TAG, Source
from docgen.text.view import Node

SLOT = re.compile("\ue000(\\d+)\ue001")
MARK = re.compile("\ue002(\\d+)\ue003")
_SLOTS = "slots of this document"
"""Name of the slots in the context of Jinja: with spaces, so that no text can name it."""
_PREFIX = re.compile(r"^\s*(?:#{1,3}\s+|\d+\.\s+|-\s+|\|\s*)?")
_RULE_OF_TABLE = re.compile(r"^\s*\|[\s|:-]+\|\s*$")


@dataclass
class Slots:
    """The values printed so far, in order; a slot is an index into them."""

    runs: list[Run] = field(default_factory=list)

    def print(self, value: Node) -> str:
        """Keep a value as it is printed, leave a slot."""
        content = value.node_value
        if content is None or content == "":
            return self.keep(Run(MISSING, value.node_path, missing=True))
        return self.keep(Run(nl.afdruk(content), value.node_path))

    def keep(self, run: Run) -> str:
        """Keep a stretch of text that markdown must not read, leave a slot."""
        self.runs.append(run)
        return f"\ue000{len(self.runs) - 1}\ue001"


@pass_context
def _printed(context: Context, value: object) -> object:
    return context[_SLOTS].print(value) if isinstance(value, Node) else value


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """Return the one Jinja environment of text sources: sandboxed, strict, without filters or globals."""
    env = ImmutableSandboxedEnvironment(
        comment_start_string="<!--",
        comment_end_string="-->",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_printed,
    )
    env.globals.clear()
    env.filters.clear()
    env.tests.clear()
    return env


@lru_cache(maxsize=256)
def _compiled(source: Source) -> Template:
    try:
        return environment().from_string(marked(source))
    except TemplateSyntaxError as error:
        raise fault("TEKST-003", plaats=place_of(source, error.lineno)) from None


@lru_cache(maxsize=256)
def _compiled_line(text: str) -> Template:
    return environment().from_string(text)


def fill(source: Source, names: dict[str, Node | bool]) -> tuple[str, Slots]:
    """Return the markdown of the source for these names, with its slots."""
    slots = Slots()
    return _compiled(source).render({**names, _SLOTS: slots}), slots


def fill_line(text: str, names: dict[str, Node | bool]) -> tuple[Run, ...]:
    """Fill one line outside markdown, such as the subtitle."""
    slots = Slots()
    return runs_of(_compiled_line(text).render({**names, _SLOTS: slots}), slots)


@lru_cache(maxsize=256)
def marked(source: Source) -> str:
    """The template of a source with a line mark in every line that prints something."""
    return "\n".join(mark_line(line.text, index) for index, line in enumerate(source.lines)) + "\n"


def mark_line(text: str, index: int) -> str:
    """Put the mark of a line before the words that it prints."""
    start = 0
    while tag := TAG.match(text, start + len(text[start:]) - len(text[start:].lstrip())):
        start = tag.end()
    prefix = _PREFIX.match(text[start:])
    start += prefix.end() if prefix else 0
    silent = not text[start:].strip() or text.lstrip().startswith(":::") or _RULE_OF_TABLE.match(text)
    mark = f"\ue002{index}\ue003"
    # Jinja drops the newline after a tag: a mark behind it keeps the line a line.
    end = mark if text.endswith("%}") else ""
    return text if silent else f"{text[:start]}{mark}{text[start:]}{end}"


def place_of(source: Source, lineno: int) -> str:
    """The file and line behind a line number of the template."""
    return source.lines[min(max(lineno, 1), len(source.lines)) - 1].place


def runs_of(text: str, slots: Slots) -> tuple[Run, ...]:
    """Split a leaf text into the words of the source and the values in its slots."""
    runs: list[Run] = []
    for index, piece in enumerate(SLOT.split(MARK.sub("", text))):
        if index % 2:
            runs.append(slots.runs[int(piece)])
        elif piece:
            runs.append(Run(piece))
    return tuple(runs)
