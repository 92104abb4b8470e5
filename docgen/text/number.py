"""One pass over the raw blocks: numbers for artikelen, leden, onderdelen and bijlagen, then the references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from docgen.errors import fault
from docgen.text.document import MISSING, Block, Kind, Option, Run, Runs, Signature, Table
from docgen.text.parse import Raw, options_of
from docgen.text.source import Line, Source

Resolve = Callable[[str, str], str]
"""From a label and the place of the reference to the words of the reference: "artikel 5 lid 2"."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Counters:
    """Where the numbering stands."""

    artikel: int = 0
    lid: int = 0
    onderdeel: int = 0
    bijlage: int = 0
    numbered: bool = True
    """False in layouts whose headings carry no number."""

    def next(self, kind: Kind) -> tuple[str, str]:
        """Count one block: the number as printed, and the words of a reference to it."""
        if kind is Kind.ARTIKEL:
            self.artikel, self.lid, self.onderdeel = self.artikel + 1, 0, 0
            return f"Artikel {self.artikel}", f"artikel {self.artikel}"
        if kind is Kind.LID:
            self.lid, self.onderdeel = self.lid + 1, 0
            if not self.numbered or not self.artikel:
                return f"{self.lid}.", f"punt {self.lid}"
            return f"{self.artikel}.{self.lid}", f"artikel {self.artikel} lid {self.lid}"
        if kind is Kind.ONDERDEEL:
            self.onderdeel += 1
            letter = _LETTERS[(self.onderdeel - 1) % 26]
            above = f"artikel {self.artikel} lid {self.lid} " if self.artikel else f"punt {self.lid} "
            return f"{letter}.", f"{above}onderdeel {letter}"
        if kind is Kind.BIJLAGE:
            self.bijlage += 1
            return f"Bijlage {self.bijlage}", f"bijlage {self.bijlage}"
        return "", ""


@dataclass
class Numbered:
    """The blocks with their numbers, and what each label is called."""

    blocks: list[Block] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


def number(source: Source, raws: Iterable[Raw], signatures: Callable[[str], tuple[Signature, ...]]) -> Numbered:
    """Number the blocks of a document; references keep their target for `resolve`."""
    result = Numbered()
    counters = Counters(numbered=source.layout == "contract")
    artikel = lid = Line("", source.path)
    heading = ""
    for raw in raws:
        line = _line(source, raw)
        kind = raw.kind
        if kind in (Kind.ARTIKEL, Kind.TUSSENKOP):
            heading = "".join(run.text for run in raw.runs)
        if kind is Kind.ARTIKEL:
            artikel = lid = line
            kind = Kind.ARTIKEL if counters.numbered else Kind.KOP
        elif kind is not Kind.ONDERDEEL and kind is not Kind.TABEL:
            lid = line
        printed, words = counters.next(kind)
        if kind is Kind.KEUZE and result.blocks and result.blocks[-1].kind in (Kind.VELD, Kind.KEUZE):
            result.blocks[-1] = _with_option(result.blocks[-1], raw)
            continue
        printed = "–" if kind is Kind.PUNT or raw.bulleted else raw.label or printed
        if line.label:
            _name(result, line, words)
        result.blocks.append(
            Block(
                kind=kind,
                runs=raw.runs,
                number=printed,
                label=line.label,
                bron=line.bron or artikel.bron,
                conditions=tuple(dict.fromkeys((*artikel.conditions, *line.conditions))),
                recipients=line.recipients or lid.recipients or artikel.recipients,
                origin=line.place,
                table=_filled(raw.table, heading),
                signatures=signatures(raw.listname) if raw.listname else (),
                lines=raw.empty_lines,
            )
        )
    return result


def _line(source: Source, raw: Raw) -> Line:
    """The line of a block: its first, with the attributes of whichever of its lines has them."""
    lines = [source.lines[index] for index in raw.lines]
    if not lines:
        return Line("", source.path)
    carrier = next((line for line in lines if line.label or line.bron or line.recipients), lines[0])
    return replace(carrier, place=lines[0].place, conditions=lines[0].conditions)


def _with_option(block: Block, raw: Raw) -> Block:
    checked, runs = options_of(raw.runs)
    option = Option("".join(run.text for run in runs), checked)
    return replace(block, kind=Kind.KEUZE, options=(*block.options, option))


def _filled(table: Table | None, heading: str) -> Table | None:
    """A table whose list is empty has a row to fill in, and is an open point."""
    if table is None or table.rows:
        return table
    name = re.sub(r"[?!.:]+$", "", heading)
    cell = (Run(MISSING, f"tabel onder {name}", missing=True),)
    return replace(table, rows=(tuple(cell for _ in table.head),))


def _name(result: Numbered, line: Line, words: str) -> None:
    if line.label in result.labels:
        raise fault("TEKST-010", plaats=line.place, naam=line.label)
    result.labels[line.label] = words


def resolve(blocks: Iterable[Block], words_of: Resolve) -> tuple[Block, ...]:
    """Put the words of every reference in its place."""
    return tuple(
        replace(
            block,
            runs=_resolved(block.runs, block.origin, words_of),
            table=_resolved_table(block.table, block.origin, words_of),
        )
        for block in blocks
    )


def _resolved(runs: Runs, origin: str, words_of: Resolve) -> Runs:
    return tuple(Run(words_of(run.target, origin), target=run.target) if run.target else run for run in runs)


def _resolved_table(table: Table | None, origin: str, words_of: Resolve) -> Table | None:
    if table is None:
        return None
    return replace(
        table,
        head=tuple(_resolved(cell, origin, words_of) for cell in table.head),
        rows=tuple(tuple(_resolved(cell, origin, words_of) for cell in row) for row in table.rows),
    )
