"""Markdown with slots → raw blocks in order: kind, runs, and the lines of the source they came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from docgen.text.document import Kind, Run, Runs, Table
from docgen.text.fill import MARK, Slots, runs_of

SIGNED = {"ondertekening": Kind.ONDERTEKENING, "briefondertekening": Kind.BRIEFONDERTEKENING}
LETTER = {"afzender": Kind.AFZENDER, "adres": Kind.ADRES, "kenmerken": Kind.KENMERK, "groot": Kind.GROOT}
CONTAINERS = ("kader", "bijlagen", "velden", *SIGNED, *LETTER)
_CONTAINERS = [[name] for name in CONTAINERS]
OFF = (
    "emphasis", "backticks", "image", "autolink", "html_inline", "html_block", "entity", "escape",
    "code", "fence", "blockquote", "hr", "lheading", "reference",
)  # fmt: skip
_LINES = re.compile(r"\s*\((\d+) regels?\)\s*$")
_LABEL = re.compile(r":(?=\s|$)")
_TICK = re.compile(r"^\s*\[( |x)\]\s*")


@dataclass
class Raw:
    """A block before it has a number; `lines` are indexes into the lines of the source."""

    kind: Kind
    runs: Runs = ()
    lines: tuple[int, ...] = ()
    table: Table | None = None
    listname: str = ""
    """For an ondertekening: the name of the list of signers."""
    bulleted: bool = False
    label: str = ""
    """For a kenmerk: the words before the value."""
    options: list[tuple[bool, Runs]] = field(default_factory=list)
    empty_lines: int = 0


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """Return the one markdown parser: structure only, no markup inside a line but references."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(list(OFF))
    return parser.use(container_plugin, "blok", validate=lambda info, _: info.split()[:1] in _CONTAINERS)


def parse(text: str, slots: Slots) -> list[Raw]:
    """Return the blocks of a filled source."""
    return list(_Reader(slots, text.splitlines()).read(markdown().parse(text)))


class _Reader:
    """Walks the tokens once; the stack says in what list or container it stands."""

    def __init__(self, slots: Slots, text: list[str]) -> None:
        self.slots = slots
        self.text = text
        self.stack: list[str] = []
        self.arguments = ""
        self.heading = Kind.ARTIKEL

    def read(self, tokens: list[Token]) -> Iterable[Raw]:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "table_open":
                end = next(i for i in range(position, len(tokens)) if tokens[i].type == "table_close")
                yield self._table(tokens[position:end])
                position = end
            elif token.type == "inline":
                yield self._leaf(token)
            elif token.type == "heading_open":
                self.heading = {"h1": Kind.TITEL, "h2": Kind.ARTIKEL, "h3": Kind.TUSSENKOP}[token.tag]
                self.stack.append("heading")
            elif token.type.startswith("container_") and token.nesting == 1:
                name, _, self.arguments = token.info.strip().partition(" ")
                self.stack.append(name)
                if name in SIGNED:
                    yield Raw(SIGNED[name], listname=self.arguments.strip())
            elif token.nesting == 1 and not token.type.startswith("paragraph"):
                self.stack.append(token.type.removesuffix("_open"))
            elif token.nesting == -1 and not token.type.startswith("paragraph"):
                self.stack.pop()
            position += 1

    def _leaf(self, token: Token) -> Raw:
        lines = tuple(dict.fromkeys(int(n) for n in MARK.findall(token.content)))
        runs = self._runs(token)
        kind, bulleted = self._kind()
        if kind is Kind.VELD:
            return self._form_row(runs, lines)
        if kind is Kind.KENMERK:
            return _labelled(runs, lines)
        return Raw(kind, runs, lines, bulleted=bulleted)

    def _kind(self) -> tuple[Kind, bool]:
        lists = [name for name in self.stack if name in ("ordered_list", "bullet_list")]
        if self.stack and self.stack[-1] == "heading":
            return self.heading, False
        letter = next((LETTER[name] for name in self.stack if name in LETTER), None)
        if letter:
            return letter, False
        if "kader" in self.stack:
            return Kind.KADER, bool(lists)
        if "velden" in self.stack and lists:
            return (Kind.VELD if len(lists) == 1 else Kind.KEUZE), False
        if "bijlagen" in self.stack and lists:
            return Kind.BIJLAGE, False
        if lists == ["ordered_list"]:
            return Kind.LID, False
        if lists[:1] == ["ordered_list"]:
            return Kind.ONDERDEEL, False
        return (Kind.PUNT, True) if lists else (Kind.ALINEA, False)

    def _form_row(self, runs: Runs, lines: tuple[int, ...]) -> Raw:
        text = "".join(run.text for run in runs)
        if match := _LINES.search(text):
            return Raw(Kind.SCHRIJFRUIMTE, (Run(text[: match.start()]),), lines, empty_lines=int(match[1]))
        if runs and not runs[0].path and _LABEL.search(runs[0].text):
            # A field without a value is empty: a line to write on, and no open point.
            runs = tuple(replace(run, text="", missing=False) if run.missing else run for run in runs)
        return Raw(Kind.VELD, runs, lines)

    def _runs(self, token: Token) -> Runs:
        runs: list[Run] = []
        target = ""
        for child in token.children or []:
            if child.type == "text":
                runs += runs_of(child.content, self.slots)
            elif child.type == "softbreak":
                runs.append(Run(" "))
            elif child.type == "link_open":
                target = str(child.attrGet("href") or "")
                runs.append(Run("", target=target.removeprefix("#")))
        return tuple(runs)

    def _table(self, tokens: list[Token]) -> Raw:
        rows: list[list[Runs]] = []
        aligned: list[bool] = []
        lines: list[int] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "th_open":
                aligned.append("right" in str(token.attrGet("style") or ""))
            elif token.type == "inline":
                lines += [int(n) for n in MARK.findall(token.content)]
                rows[-1].append(self._runs(token))
        rule = self.text[(tokens[0].map or [0])[0] + 1]
        table = Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), widths_of(rule), tuple(aligned))
        return Raw(Kind.TABEL, lines=tuple(dict.fromkeys(lines)), table=table)


def _labelled(runs: Runs, lines: tuple[int, ...]) -> Raw:
    """Read "Label: waarde": the label becomes the number of the block."""
    label, _, rest = (runs[0].text if runs else "").partition(":")
    value = (Run(rest.lstrip()), *runs[1:]) if rest.strip() else runs[1:]
    return Raw(Kind.KENMERK, value, lines, label=label.strip())


def widths_of(rule: str) -> tuple[int, ...]:
    """Read the column widths from the dashes under the head of a table, in percents that sum to 100."""
    dashes = [max(cell.count("-"), 1) for cell in rule.strip().strip("|").split("|")]
    widths = [round(100 * count / sum(dashes)) for count in dashes]
    widths[-1] += 100 - sum(widths)
    return tuple(widths)


def options_of(runs: Runs) -> tuple[bool, Runs]:
    """Read `[x] tekst` as a tick box."""
    first = runs[0].text if runs else ""
    match = _TICK.match(first)
    rest = (Run(first[match.end() :]), *runs[1:]) if match else runs
    return bool(match and match[1] == "x"), rest
