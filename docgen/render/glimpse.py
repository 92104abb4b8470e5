"""The page of an edit, before the rest of the document: what somebody who types looks at.

Of a long document only the nodes around the first one that differs are laid out: from the last page of before that
began with a whole node, to the end of the page after. What such a page looks like is what the whole document gives,
to the byte: it breaks from the page before as it does there, and bears the numbers that it has there. Where that
cannot be said beforehand (a letter, a form, a break within a node) there is no glimpse, and the whole is waited for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docgen.render.proof import Place, Proof, picture, places
from docgen.render.style import HOUSE, Huisstijl
from docgen.render.view import Group, Item, view
from docgen.text.document import Document

FEWEST = 4
"""Pages from which it pays to lay out a part."""
_LAYOUTS = ("contract", "plan", "report")
"""Layouts whose first page has the margins of the others."""
_LEAD = 3
"""Nodes at the head of a page that an edit could make fit on the page before."""


@dataclass(frozen=True, slots=True)
class Knot:
    """A node of the layout as it was set: a hash of what it says, and on which pages it begins and ends (from 0)."""

    said: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One page of a document, as it will print."""

    page: int
    """From 0."""
    places: tuple[Place, ...]
    picture: bytes


def knots(document: Document, made: Proof, style: Huisstijl = HOUSE) -> tuple[Knot, ...]:
    """Say of each node of a document that was set what it says and where it stands."""
    where: dict[int, tuple[int, int]] = {}
    for number, page in enumerate(made.pages):
        for place in page:
            where[place.block] = where.get(place.block, (number, number))[0], number
    found: list[Knot] = []
    for node in view(document, style.letter).groups:
        spots = [where[item.index] for item in _items(node) if item.index in where]
        before = found[-1].last if found else 0
        first, last = min((a for a, _ in spots), default=before), max((b for _, b in spots), default=before)
        found.append(Knot(_said(node), first, last))
    return tuple(found)


def glimpse(document: Document, before: Sequence[Knot], style: Huisstijl = HOUSE) -> Glimpse | None:
    """Set the page of the first node that says something else than before; None when that needs the whole document.

    Raises RenderFault.
    """
    from docgen.render.pdf import Part, lay_out, write_page

    seen = view(document, style.letter)
    pages = max((knot.last for knot in before), default=0) + 1
    if document.layout not in _LAYOUTS or seen.entries or pages < FEWEST:
        return None
    said = [_said(node) for node in seen.groups]
    first = _alike(said, [knot.said for knot in before])
    if first == len(said) or first == len(before):
        return None
    part = Part(*_around(before, first, len(said), pages), pages)
    laid = lay_out(document, style, marked=True, part=part)
    # The last page may yet get more of what follows.
    whole = laid.rendering.pages if part.stop == len(said) else laid.rendering.pages[:-1]
    block = next(item.index for item in _items(seen.groups[first]))
    for number, page in enumerate(whole):
        found = tuple(places(page))
        if any(place.block >= block for place in found):
            at = part.page + number
            return Glimpse(at, found, picture(write_page(laid, number, at + 1, pages), 0))
    return None


def _around(before: Sequence[Knot], first: int, count: int, pages: int) -> tuple[int, int, int]:
    """Choose what to lay out around the first node that differs: from which node up to which, from which page."""
    page = start = 0
    for number in range(before[first].first, 0, -1):
        head = next((n for n, knot in enumerate(before) if knot.first == number), 0)
        near = number == before[first].first and first - head < _LEAD
        if 0 < head <= first and before[head - 1].last < number and not near:
            page, start = number, head
            break
    end = before[first].first + 1
    stop = sum(knot.first <= end for knot in before) + count - len(before)
    return start, count if end >= pages - 1 else min(max(stop, first + 1), count), page


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first are the same."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _items(node: Item | Group) -> Iterator[Item]:
    if isinstance(node, Item):
        yield node
        return
    for child in node.children:
        yield from _items(child)


def _said(node: Item | Group) -> str:
    """A hash of all that a node sets; not of the numbers that only count nodes."""
    said = [repr(replace(item, index=0, table="")) for item in _items(node)]
    return hashlib.sha256("\n".join([type(node).__name__, *said]).encode()).hexdigest()[:16]
