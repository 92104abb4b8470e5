"""The document as a layout sees it: text and marks for setting it, and nothing to compute.

HTML and DOCX are filled from these same objects, so that they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from docgen.render.fields import Entry, Names, split
from docgen.render.fonts import SANS, Family, check, column_widths, lines_of
from docgen.text.document import SIGNATURE_FIELDS, Block, Document, Kind, Runs, Signature, signature_lines

_HEADINGS = {Kind.TITEL: 1, Kind.ARTIKEL: 2, Kind.KOP: 2, Kind.TUSSENKOP: 3}
_DEPTH = {Kind.ALINEA: 1, Kind.LID: 1, Kind.ONDERDEEL: 2, Kind.PUNT: 2, Kind.BIJLAGE: 2, Kind.TABEL: 3}
_SMALL = 8
"""Rows of a table that stays on one page."""
_FRAMES = {"kader": "vak", "afzender": "afzenders", "adres": "adressen", "kenmerk": "kenmerken"}
_FORM = (Kind.VELD, Kind.KEUZE, Kind.SCHRIJFRUIMTE)
_LEAD_IN = (Kind.ALINEA, Kind.LID, Kind.ONDERDEEL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `href` is the place in this document that it refers to, or empty."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    pieces: tuple[Piece, ...]
    amount: bool
    width: int


@dataclass(frozen=True, slots=True)
class Field:
    """A label with what stands behind it; empty: a line to write on."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """The block of one signer."""

    rol: str
    naam: str
    namens: str
    fields: tuple[Field, ...]
    """What is filled in above the signature: place and date."""
    signature: Field
    anchor: str
    slack: int = 0
    """Lines to leave open above the fields, so that those of two cards side by side are level."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a letter: the name that stands under it, and the party it is signed for, or nothing."""

    name: str
    party: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One tick box."""

    mark: str
    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Item:
    """One block, as a layout sets it."""

    kind: str
    index: int = 0
    """Place of its block in the document, from 0."""
    number: str = ""
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    """Level of a heading, 1 to 3, without gaps; 0 for what is no heading."""
    anchor: str = ""
    keep: bool = False
    """True when the block stays on the page of the next one."""
    head: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    table: str = ""
    """Name of the table, its own in the document."""
    together: bool = False
    """True for a table that is small enough to stay on one page."""
    margin: bool = False
    """True for a table whose last column is a margin."""
    cards: tuple[Card, ...] = ()
    pairs: tuple[tuple[Card, ...], ...] = ()
    signers: tuple[Signer, ...] = ()
    options: tuple[Choice, ...] = ()
    entry: Entry | None = None
    """What is filled in here, for a row of a form."""
    lines: tuple[int, ...] = ()
    children: tuple[()] = ()
    """None: an item is a leaf among groups."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items in one frame: `vak` (a box), `slot` (signatures with the text before them), parts of a letter.

    The `strook` of a letter is what its reader sends back: what stands under a heading after its signature.
    """

    kind: str
    children: tuple[Item | Group, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole document for a layout."""

    title: str
    layout: str
    kenmerk: str
    id: str
    concept: bool
    parafen: tuple[str, ...]
    items: tuple[Item, ...]
    groups: tuple[Item | Group, ...] = field(default=())
    entries: tuple[Entry, ...] = ()
    """Every field to fill in, in order."""


TELLS: Mapping[type, frozenset[str]] = {
    kind: frozenset(one.name for one in fields(kind))
    for kind in (View, Group, Item, Choice, Signer, Card, Field, Cell, Piece, Entry)
}
"""Per class what a layout may ask of it: its fields, which hold text, marks and more of these."""


def view(document: Document, family: Family = SANS) -> View:
    """Turn a document into what the layouts set, in this family of letters.

    Raises RenderFault when a character or a word of it cannot be set: in one format is in none.
    """
    check(document, family)
    labels = {block.label for block in document.blocks if block.label}
    items = tuple(_items(document, labels, family))
    return View(
        title=document.title,
        layout=document.layout,
        kenmerk=document.kenmerk,
        id=document.id,
        concept=document.concept,
        parafen=document.parafen,
        items=items,
        groups=tuple(_slip(_slots(_frames(items)))),
        entries=tuple(entry for item in items for entry in _entries(item)),
    )


def anchor(label: str) -> str:
    """Return the id in HTML for a label."""
    return "b-" + re.sub(r"[^a-z0-9-]", "-", label.lower())


def _items(document: Document, labels: set[str], family: Family) -> Iterator[Item]:
    level = signers = tables = 0
    names = Names(document)
    # A list of signers that is still empty (a concept of a report nobody has attended yet) has nothing to set.
    numbered = [(n, b) for n, b in enumerate(document.blocks) if b.kind is not Kind.ONDERTEKENING or b.signatures]
    followers = [*(block for _, block in numbered[1:]), None]
    for (index, block), following in zip(numbered, followers, strict=True):
        own = 0
        if block.kind in _HEADINGS:
            level = own = min(_HEADINGS[block.kind], level + 1)
        cards = _cards(block, signers, family) if block.signatures else ()
        signers += len(cards)
        tables += block.table is not None
        head, rows = _cells(block, labels, family)
        number, runs = split(block) if block.kind is Kind.VELD else (block.number, block.runs)
        text = "".join(run.text for run in runs)
        entries = names.entries(block, number, text.strip()) if block.kind in _FORM else ()
        yield Item(
            kind=block.kind.value,
            index=index,
            number=number,
            text=text,
            pieces=_pieces(runs, labels),
            level=own,
            anchor=anchor(block.label) if block.label else "",
            keep=bool(own) or _leads(block, following),
            head=head,
            rows=rows,
            table=f"tabel-{tables}",
            together=len(rows) <= _SMALL and not (block.table and block.table.margin),
            margin=bool(block.table and block.table.margin),
            cards=cards,
            pairs=_pairs(cards),
            signers=_signers(block),
            options=_choices(block, entries) if block.options else (),
            entry=entries[0] if entries and not block.options else None,
            lines=tuple(range(block.lines)),
        )


def _choices(block: Block, entries: tuple[Entry, ...]) -> tuple[Choice, ...]:
    marks = ("☑" if option.checked else "☐" for option in block.options)
    return tuple(
        Choice(mark, option.text, entry) for mark, option, entry in zip(marks, block.options, entries, strict=False)
    )


def _entries(item: Item) -> Iterator[Entry]:
    if item.entry:
        yield item.entry
    for option in item.options:
        yield option.entry


def _leads(block: Block, following: Block | None) -> bool:
    """A sentence that introduces a list or a table stays with it; so does a subtitle with what follows."""
    if following is None or block.kind is Kind.ONDERTITEL:
        return following is not None
    return block.kind in _LEAD_IN and _DEPTH.get(following.kind, 0) > _DEPTH[block.kind]


def _pieces(runs: Runs, labels: set[str]) -> tuple[Piece, ...]:
    """Join runs that are set alike; only a reference to a clause of this document stands apart."""
    pieces: list[Piece] = []
    for run in runs:
        href = f"#{anchor(run.target)}" if run.target in labels else ""
        if pieces and not href and not pieces[-1].href:
            pieces[-1] = Piece(pieces[-1].text + run.text)
        elif run.text:
            pieces.append(Piece(run.text, href))
    return tuple(piece for piece in _whole(pieces) if piece.text)


def _whole(pieces: list[Piece]) -> list[Piece]:
    """Let a reference take in what is written against it, such as its comma.

    A word that is partly in a link breaks WeasyPrint's lines in wrong places.
    """
    for index, piece in enumerate(pieces):
        if not piece.href:
            continue
        if index and not pieces[index - 1].href:
            before = pieces[index - 1].text
            kept = before.rfind(" ") + 1
            pieces[index - 1], piece = Piece(before[:kept]), Piece(before[kept:] + piece.text, piece.href)
        if index + 1 < len(pieces) and not pieces[index + 1].href:
            after = pieces[index + 1].text
            taken = after.find(" ") if " " in after else len(after)
            pieces[index + 1], piece = Piece(after[taken:]), Piece(piece.text + after[:taken], piece.href)
        pieces[index] = piece
    return pieces


def _cells(block: Block, labels: set[str], family: Family) -> tuple[tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]:
    if block.table is None:
        return (), ()
    widths = column_widths(block.table, block.origin, family)

    def row(cells: Sequence[Runs]) -> tuple[Cell, ...]:
        marks = zip(cells, block.table.amounts if block.table else (), widths, strict=True)
        return tuple(
            Cell("".join(run.text for run in runs), _pieces(runs, labels), amount, width)
            for runs, amount, width in marks
        )

    return row(block.table.head), tuple(row(cells) for cells in block.table.rows)


def _cards(block: Block, before: int, family: Family) -> tuple[Card, ...]:
    if block.kind is Kind.BRIEFONDERTEKENING:
        return ()
    return _level(tuple(_card(signer, before + i) for i, signer in enumerate(block.signatures, start=1)), family)


def _signers(block: Block) -> tuple[Signer, ...]:
    if block.kind is not Kind.BRIEFONDERTEKENING:
        return ()
    return tuple(Signer(one.namens or one.naam, one.naam if one.namens else "") for one in block.signatures)


def _card(signer: Signature, number: int) -> Card:
    rol, naam, namens = signature_lines(signer)
    values = {"Plaats": signer.plaats, "Datum": signer.datum}
    fields = tuple(Field(label, values.get(label, "")) for label in SIGNATURE_FIELDS)
    return Card(rol, naam, namens, fields[:-1], fields[-1], f"handtekening-{number}")


def _pairs(cards: tuple[Card, ...]) -> tuple[tuple[Card, ...], ...]:
    return tuple(cards[i : i + 2] for i in range(0, len(cards), 2))


def _level(cards: tuple[Card, ...], family: Family) -> tuple[Card, ...]:
    levelled: list[Card] = []
    for pair in _pairs(cards):
        heights = [lines_of(card.naam, family.semibold) + lines_of(card.namens, family.regular) for card in pair]
        levelled += [
            replace(card, slack=min(max(heights) - height, 4)) for card, height in zip(pair, heights, strict=True)
        ]
    return tuple(levelled)


def _frames(items: Sequence[Item]) -> list[Item | Group]:
    """Put successive items of a kader, and of the parts of a letter, in one frame."""
    found: list[Item | Group] = []
    for item in items:
        last = found[-1] if found else None
        frame = _FRAMES.get(item.kind, "")
        if not frame:
            found.append(item)
        elif isinstance(last, Group) and last.kind == frame:
            found[-1] = Group(frame, (*last.children, item))
        else:
            found.append(Group(frame, (item,)))
    return found


def _slots(nodes: Sequence[Item | Group]) -> list[Item | Group]:
    """Frame signatures with the last two texts before them, so that they never stand alone on a page.

    A heading takes along the text above it: an article on nothing but signing does not stand alone either. Under
    a letter the last text is the greeting; its copies and bijlagen go along.
    """
    found: list[Item | Group] = []
    for node in nodes:
        if isinstance(node, Item) and (node.cards or node.signers):
            found = _with_text_before(found, node)
        elif isinstance(node, Item) and node.kind == Kind.ALINEA and found and _closes(found[-1]):
            found[-1] = Group("slot", (*found[-1].children, node))
        else:
            found.append(node)
    return found


def _with_text_before(nodes: list[Item | Group], signatures: Item) -> list[Item | Group]:
    """Put signatures in one frame with what they stand under, and with what leads up to that."""
    rest: list[Item | Group] = list(nodes)
    frame: list[Item | Group] = [signatures]
    while rest and (len(frame) < 3 or _is_heading(frame[0])):
        if not _is_joinable(rest[-1], small_tables=bool(signatures.signers)):
            break
        frame.insert(0, rest.pop())
    while rest and isinstance(rest[-1], Item) and rest[-1].keep and len(frame) > 1:
        frame.insert(0, rest.pop())
    return [*rest, Group("slot", tuple(frame))]


def _is_heading(node: Item | Group) -> bool:
    return isinstance(node, Item) and node.level > 0


def _closes(node: Item | Group) -> bool:
    """Tell whether this is the closing of a letter."""
    return any(isinstance(one, Item) and bool(one.signers) for one in node.children)


def _slip(nodes: list[Item | Group]) -> list[Item | Group]:
    """Keep together what the reader of a letter sends back: on the page of the letter, or on one of its own."""
    for index, node in enumerate(nodes):
        if _closes(node):
            heads = (i for i, one in enumerate(nodes[index:], start=index) if isinstance(one, Item) and one.level)
            start = next(heads, len(nodes))
            return [*nodes[:start], Group("strook", tuple(nodes[start:]))] if start < len(nodes) else nodes
    return nodes


def _is_joinable(node: Item | Group, *, small_tables: bool) -> bool:
    if isinstance(node, Group):
        return node.kind == "vak"
    return node.kind != Kind.TABEL or (small_tables and node.together)
