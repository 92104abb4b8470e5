"""From case and outcome to one frozen `Document`: fill, parse, number, choose, resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from docgen.case import AnyCase
from docgen.errors import fault
from docgen.law import geldende_bron
from docgen.rules import Outcome
from docgen.rules.outcome import Finding
from docgen.text.document import Block, Document, Kind, OpenPoint, Run, Runs, Signature
from docgen.text.fill import fill, fill_line
from docgen.text.number import Numbered, Resolve, number, resolve
from docgen.text.parse import parse
from docgen.text.source import Source, read_source
from docgen.text.view import Node, field_title, names

OPEN_POINTS = "Open punten in dit concept"
"""Heading over the list that closes a concept."""


@dataclass
class Assembler:
    """Assembles documents of one case on one day; `sources` gives the text source of each document name."""

    case: AnyCase
    outcome: Outcome
    sources: Mapping[str, str]
    root: Path | None = None
    """Folder of the text sources; None: the templates of docgen itself."""
    _names: dict[str, Node | bool] = field(init=False)
    _numbered: dict[tuple[str, int], Numbered] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._names = names(self.case, self.outcome)

    def copies(self, name: str) -> int:
        """In how many copies a document exists: one per item of the list that its text names, else one."""
        source = self._source(name)
        return len(self._items(source)) if source.per else 1

    def addressees(self, name: str) -> tuple[str, ...]:
        """The role to whom each copy of a document is addressed; empty for a document that exists once."""
        source = self._source(name)
        roles = (item.rol.node_value or item.ontvanger.node_value or "" for item in self._items(source))
        return tuple(str(rol) for rol in roles) if source.per else ()

    def assemble(
        self, name: str, *, copy: int = 1, concept: bool = False, recipient: str = "", part: bool = False
    ) -> Document:
        """Return the document of that name, whole or as the copy of one recipient.

        With `part` the copy holds only the blocks that name this recipient: what is not given is left out
        before a word is set. Numbers and references stay those of the whole document.
        Missing values stand in `open_points`; whether a final may have any is for the caller to say.
        Raises TextFault when the source is wrong or refers to a clause that this case does not have.
        """
        source = self._source(name)
        numbered = self._number(name, copy)
        chosen = part_of(numbered.blocks, recipient) if part else tuple(numbered.blocks)
        if not any(block.kind is Kind.TITEL for block in chosen):
            chosen = (*self._titles(source, copy), *chosen)
        if part:
            chosen = _with_notice(chosen, recipient)
        blocks = tuple(lines_apart(resolve(chosen, self._words(name, copy))))
        missing = _open_points(blocks, self.case.soort)
        # What the rules found is for who makes the document: a finding may quote what a recipient may not see.
        blocking = () if recipient else self.outcome.blocking(name)
        if concept:
            blocks = (*blocks, *_closing(missing, blocking))
        signers = dict.fromkeys(signer.rol for block in blocks for signer in block.signatures)
        return Document(
            name=name,
            title=source.titel,
            layout=source.layout,
            zaaknummer=self.case.zaaknummer,
            kenmerk=self._kenmerk(source, copy),
            version=source.versie,
            regeling=self.case.regeling,
            peildatum=self.outcome.peildatum,
            blocks=blocks,
            concept=concept,
            recipient=recipient,
            copy=copy,
            parafen=tuple(signers) if source.parafen and not part else (),
            open_points=(*missing, *(OpenPoint(f.veld, f.melding) for f in blocking)) if concept else missing,
            sources=source.files,
        )

    def _source(self, name: str) -> Source:
        if name not in self.sources:
            raise fault("TEKST-004", naam=name, regeling=self.case.regeling)
        return read_source(self.sources[name], self.root)

    def _number(self, name: str, copy: int = 1) -> Numbered:
        if (name, copy) not in self._numbered:
            source = self._source(name)
            names = self._names_for(source, copy)
            text, slots = fill(source, names)
            numbered = number(source, parse(text, slots), partial(_signatures, names))
            for index, block in enumerate(numbered.blocks):
                numbered.blocks[index] = replace(block, bron=geldende_bron(block.bron, self.case.regeling))
            self._numbered[name, copy] = numbered
        return self._numbered[name, copy]

    def _items(self, source: Source) -> list[Node]:
        items = self._names.get(source.per)
        return list(items) if isinstance(items, Node) else []

    def _names_for(self, source: Source, copy: int) -> dict[str, Node | bool]:
        """The names for one copy: those of the case, and the item that this copy is for."""
        if not source.per:
            return self._names
        items = self._items(source)
        item = items[copy - 1] if copy <= len(items) else Node(None, source.item, {})
        return {**self._names, source.item: item}

    def _kenmerk(self, source: Source, copy: int) -> str:
        if not source.kenmerk:
            return self.case.zaaknummer
        return "".join(run.text for run in fill_line(source.kenmerk, self._names_for(source, copy)))

    def _titles(self, source: Source, copy: int) -> Iterator[Block]:
        place = f"{source.path}:1"
        yield Block(Kind.TITEL, (Run(source.titel),), origin=place)
        if source.ondertitel:
            yield Block(Kind.ONDERTITEL, fill_line(source.ondertitel, self._names_for(source, copy)), origin=place)

    def _words(self, name: str, copy: int) -> Resolve:
        def words(target: str, place: str) -> str:
            other, _, label = target.rpartition("#")
            numbered = self._number(other) if other else self._number(name, copy)
            found = numbered.labels.get(label, "")
            if not found:
                raise fault("TEKST-014", plaats=place, naam=target)
            return found

        return words


def _signatures(names: Mapping[str, Node | bool], listname: str) -> tuple[Signature, ...]:
    """The signers of a list, given by its dotted name: "ondertekenaars", "verslag.deelnemers"."""
    root, *rest = listname.split(".")
    signers = names.get(root)
    for part in rest:
        signers = getattr(signers, part, None)
    if not isinstance(signers, Node):
        raise fault("TEKST-005", plaats=listname, naam=listname)
    return tuple(
        Signature(
            rol=str(node.rol.node_value or ""),
            naam=str(node.naam.node_value or ""),
            namens=str(node.namens.node_value or ""),
            path=str(node.veld.node_value or node.node_path),
        )
        for node in signers
    )


_DEPTH = {Kind.ARTIKEL: 1, Kind.KOP: 1, Kind.TUSSENKOP: 2, Kind.ONDERDEEL: 4, Kind.TABEL: 4}
_LEAF = 3
"""Depth of a lid and of every other block: under a heading, above its onderdelen and tables."""


def part_of(blocks: Sequence[Block], recipient: str) -> tuple[Block, ...]:
    """Return the blocks that name this recipient, under the headings and leden that they need."""
    kept: list[Block] = []
    needed = dict.fromkeys(range(1, 5), False)
    for block in reversed(blocks):
        depth = _DEPTH.get(block.kind, _LEAF)
        above = depth < _LEAF or block.kind is Kind.LID
        keep = recipient in block.recipients or (above and needed[depth]) or block.kind is Kind.TITEL
        needed = {level: keep or needed[level] if level < depth else False for level in needed}
        if keep:
            kept.append(block)
    return tuple(reversed(kept))


def _with_notice(blocks: Sequence[Block], recipient: str) -> tuple[Block, ...]:
    """Say under the title that this is a part, and whose."""
    text = f"Dit is een deel van het document: wat de rol {recipient} daarvan mag ontvangen."
    place = 1 + max(n for n, block in enumerate(blocks) if block.kind in (Kind.TITEL, Kind.ONDERTITEL))
    return (*blocks[:place], Block(Kind.ALINEA, (Run(text),)), *blocks[place:])


def lines_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """Split values of more than one line into blocks of their own: a leaf holds no newline."""
    for block in map(_flat_cells, blocks):
        if not any("\n" in run.text for run in block.runs):
            yield block
            continue
        rows: list[list[Run]] = [[]]
        for run in block.runs:
            for index, piece in enumerate(run.text.split("\n")):
                if index:
                    rows.append([])
                if piece.strip() or not index:
                    rows[-1].append(replace(run, text=piece))
        filled = [tuple(row) for row in rows if any(run.text for run in row)]
        yield replace(block, runs=filled[0]) if filled else block
        for row in filled[1:]:
            yield replace(block, runs=row, number="", label="", table=None)


def _flat_cells(block: Block) -> Block:
    """In a cell of a table the lines of a value are joined."""
    if block.table is None or not any("\n" in r.text for row in block.table.rows for cell in row for r in cell):
        return block
    rows = tuple(
        tuple(tuple(replace(run, text=" ".join(run.text.split("\n"))) for run in cell) for cell in row)
        for row in block.table.rows
    )
    return replace(block, table=replace(block.table, rows=rows))


def _open_points(blocks: Iterable[Block], soort: str) -> tuple[OpenPoint, ...]:
    paths: dict[str, None] = {}
    for block in blocks:
        for runs in _all_runs(block):
            paths.update((run.path, None) for run in runs if run.missing)
    return tuple(OpenPoint(path, f"Nog in te vullen: {field_title(path, soort)}.") for path in paths)


def _all_runs(block: Block) -> Iterator[Runs]:
    yield block.runs
    if block.table:
        yield from block.table.head
        for row in block.table.rows:
            yield from row


def _closing(missing: Iterable[OpenPoint], blocking: Iterable[Finding]) -> Iterator[Block]:
    """The list that closes a concept: what must be filled in, what the rules still refuse."""
    points = [point.melding for point in missing]
    points += [f"{finding.melding} ({finding.code}: {finding.bron})" for finding in blocking]
    if not points:
        return
    yield Block(Kind.KOP, (Run(OPEN_POINTS),))
    for text in points:
        yield Block(Kind.PUNT, (Run(text),), number="–")
