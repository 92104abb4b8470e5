"""Sorts a stack of scanned pages: each to its document and place, by its page code.

The stack is one or more files, in any order and any way up, with pages missing,
double, of another version, of another case or without a code. Nothing is guessed:
what the codes do not say is named, and a person assigns it by hand. What is known of
the files are their numbers, so that no sentence here quotes a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from docgen.errors import Problem, fault, problem
from docgen.packet.codes import ReadPage
from docgen.render.pagecode import PageCode


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A page of the stack: its file and its page, both from 0."""

    file: int
    page: int

    def __str__(self) -> str:
        """Name it for people, who count from 1."""
        return f"bestand {self.file + 1}, blad {self.page + 1}"


@dataclass(frozen=True, slots=True)
class Expected:
    """A document whose pages may be in the stack."""

    document: str
    """What to call it; more copies with an id of their own may bear one name."""
    id: str
    version: str
    pages: int
    """Number of pages of this version."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a person says that a page is."""

    document: str
    page: int
    """Number of the page, from 1."""
    turn: int = 0
    """Degrees clockwise that put it upright."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A page of the stack in its place in a document."""

    place: Place
    turn: int
    """Degrees clockwise that put it upright."""
    by_hand: bool = False
    """True when a person said what it is."""


@dataclass(frozen=True, slots=True)
class Found:
    """The pages that were found of one version of one document."""

    expected: Expected
    version: str
    current: bool
    """False when it is not the version that was expected."""
    pages: tuple[Placed | None, ...]
    """Every page of the document in order; None where it is missing."""
    doubles: tuple[tuple[int, Placed], ...] = ()
    """Pages that were there already, with their number."""

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the pages that are missing."""
        return tuple(number for number, page in enumerate(self.pages, start=1) if page is None)

    @property
    def complete(self) -> bool:
        """True when no page is missing."""
        return None not in self.pages


@dataclass(frozen=True, slots=True)
class Stack:
    """A sorted stack: every page of it stands in exactly one place here."""

    documents: tuple[Found, ...] = ()
    """What was found, in the order of what was expected; of a document the expected version first."""
    foreign: tuple[Place, ...] = ()
    """Pages with a code of a document that was not expected."""
    uncoded: tuple[Place, ...] = ()
    """Pages without a code, to be assigned by hand."""
    several: tuple[Place, ...] = ()
    """Sheets with codes of more than one page."""
    blank: tuple[Place, ...] = ()
    """Pages with nothing on them, and not assigned."""

    def problems(self) -> tuple[Problem, ...]:
        """Say in Dutch what a person should look at; `veld` is the place in the stack or the document."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        for found in self.documents:
            name = found.expected.document
            if not found.current:
                yield problem("PAKKET-203", _places(found), document=name)
            if found.missing:
                numbers = ", ".join(map(str, found.missing))
                yield problem("PAKKET-201", name, document=name, paginas=numbers)
            for number, double in found.doubles:
                used = found.pages[number - 1]
                place = used.place if used else double.place
                yield problem("PAKKET-202", str(double.place), document=name, pagina=number, gebruikt=place)
        rows = (self.foreign, "PAKKET-204"), (self.uncoded, "PAKKET-205"), (self.several, "PAKKET-206")
        for places, code in (*rows, (self.blank, "PAKKET-207")):
            yield from (problem(code, str(place)) for place in places)


def _places(found: Found) -> str:
    return "; ".join(str(page.place) for page in found.pages if page)


_Key = tuple[str, str, int]
"""Id, version and number of pages: pages with equal keys are of one printing."""
_NOTHING: Mapping[Place, Assigned] = MappingProxyType({})


def sort(
    stack: Sequence[Sequence[ReadPage]], expected: Sequence[Expected], assigned: Mapping[Place, Assigned] = _NOTHING
) -> Stack:
    """Sort the pages of some files into the documents that are expected.

    A page goes where its code says. A person may assign a page without a code, and may
    choose between doubles by assigning one to the page that its code says; else the
    first of them is used.

    Args:
        stack: Per file what `codes.read` found.
        expected: Every document whose pages may be in it; of one name the first is the one meant by hand.
        assigned: What a person said.

    Raises:
        PacketFault: PAKKET-290, with every assignment that cannot be.
    """
    pages = {Place(n, m): page for n, file in enumerate(stack) for m, page in enumerate(file)}
    known = {one.id for one in expected}
    piles: dict[_Key, dict[int, list[Placed]]] = {}
    # What a person said comes first, and of the pages of one number the first is used.
    for at, (key, number) in _by_hand(pages, expected, assigned).items():
        turn = pages[at].turn if pages[at].code else assigned[at].turn
        piles.setdefault(key, {}).setdefault(number, []).append(Placed(at, turn, by_hand=True))
    rest = {at: page for at, page in pages.items() if at not in assigned}
    for at, page in rest.items():
        if page.code and page.code.id in known:
            piles.setdefault(_key(page.code), {}).setdefault(page.code.page, []).append(Placed(at, page.turn))
    uncoded = {at: page for at, page in rest.items() if page.code is None}
    return Stack(
        tuple(_found(piles, expected)),
        foreign=tuple(at for at, page in rest.items() if page.code and page.code.id not in known),
        uncoded=tuple(at for at, page in uncoded.items() if not page.several and not page.blank),
        several=tuple(at for at, page in uncoded.items() if page.several),
        blank=tuple(at for at, page in uncoded.items() if page.blank),
    )


def _key(code: PageCode) -> _Key:
    return code.id, code.version, code.pages


def _found(piles: Mapping[_Key, Mapping[int, Sequence[Placed]]], expected: Sequence[Expected]) -> Iterator[Found]:
    """Put the pages of each pile in order; of a document the expected version first."""
    for one in expected:
        own = (one.id, one.version, one.pages)
        for key in sorted((key for key in piles if key[0] == one.id), key=lambda key: (key != own, key)):
            pile = piles[key]
            pages = tuple(pile[number][0] if number in pile else None for number in range(1, key[2] + 1))
            doubles = tuple((number, more) for number in sorted(pile) for more in pile[number][1:])
            yield Found(one, key[1], key == own, pages, doubles)


def _by_hand(
    pages: Mapping[Place, ReadPage], expected: Sequence[Expected], assigned: Mapping[Place, Assigned]
) -> dict[Place, tuple[_Key, int]]:
    """Say of each assigned page where it goes; raises PAKKET-290 with every assignment that cannot be."""
    wrong: list[Problem] = []
    goes: dict[Place, tuple[_Key, int]] = {}
    for at, said in sorted(assigned.items(), key=lambda item: item[0]):
        ids = [one.id for one in expected if one.document == said.document]
        key = _meant(pages, expected, said.document, pages[at].code if at in pages else None)
        if at not in pages:
            wrong.append(problem("PAKKET-291", str(at)))
        elif key is None:
            names = ", ".join(dict.fromkeys(one.document for one in expected))
            wrong.append(problem("PAKKET-292", str(at), document=said.document, bekend=names))
        elif _contradicts(pages[at], said, ids):
            wrong.append(problem("PAKKET-294", str(at)))
        elif not 1 <= said.page <= key[2]:
            values = {"document": said.document, "pagina": said.page, "paginas": key[2]}
            wrong.append(problem("PAKKET-293", str(at), **values))
        elif (key, said.page) in goes.values():
            wrong.append(problem("PAKKET-295", str(at), pagina=said.page, document=said.document))
        else:
            goes[at] = key, said.page
    if wrong:
        raise fault("PAKKET-290", wrong, aantal=len(wrong))
    return goes


def _contradicts(page: ReadPage, said: Assigned, ids: Sequence[str]) -> bool:
    if page.code is None:
        return page.several
    return page.code.id not in ids or page.code.page != said.page


def _meant(
    pages: Mapping[Place, ReadPage], expected: Sequence[Expected], document: str, code: PageCode | None
) -> _Key | None:
    """Find the printing that an assigned page belongs to; None when there is no document of that name.

    That of its own code; else the only one of this document in the stack, of whatever
    version; else the expected one.
    """
    own = [one for one in expected if one.document == document]
    if not own:
        return None
    if code is not None:
        return _key(code)
    ids = {one.id for one in own}
    seen = {_key(page.code) for page in pages.values() if page.code and page.code.id in ids}
    return seen.pop() if len(seen) == 1 else (own[0].id, own[0].version, own[0].pages)
