"""What somebody at a desk sees before a packet is made: what came in, where it goes, and what is still to be said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from docgen.case import AnyCase
from docgen.errors import DocgenError, Problem, fault
from docgen.packet import codes, slots, thumbs
from docgen.packet.codes import ReadPage
from docgen.packet.inspect import inspect
from docgen.packet.inspectie import Inspectie
from docgen.packet.key import open_key
from docgen.packet.model import Bestand, Ingedeeld
from docgen.render.style import Huisstijl
from docgen.rules import ontvangers
from docgen.rules.ontvangers import Mate
from docgen.service.packetpolicy import Policy, policy, recipients_for
from docgen.service.packets import Opdracht, Pakket, Voortgang, make_packet
from docgen.text.document import Document
from docgen.work import child
from docgen.work.child import Limits

LIMITS = Limits(cpu_seconds=600, wall_seconds=900, memory=4 << 30, file_size=512 << 20)
"""For all the pages of a packet; what reads a file of somebody else has narrower ones of its own."""


@dataclass(frozen=True, slots=True)
class Gezien:
    """One file that came in: what inspection says, and what stands on its pages."""

    inspectie: Inspectie
    bladen: tuple[ReadPage, ...] = ()

    def dump(self) -> bytes:
        """Write it down, to be kept beside the file; it holds the text of the file."""
        return _ADAPTER.dump_json(self)


_ADAPTER = TypeAdapter(Gezien)


def read_seen(data: bytes) -> Gezien:
    """Read what `Gezien.dump` wrote."""
    return _ADAPTER.validate_json(data)


def look_at(data: bytes, trust: Path | None, moment: dt.datetime) -> tuple[Gezien, tuple[bytes, ...]]:
    """Inspect a file that came in, read its page codes and draw its pages, each in a child process.

    A file that cannot be used is a result with problems. Raises PAKKET-120 or PAKKET-121 for the folder of trust.
    """
    seen = inspect(data, trust, moment)
    if not seen.bruikbaar:
        return Gezien(seen), ()
    try:
        return Gezien(seen, codes.read(data)), thumbs.draw(data)
    except DocgenError as error:
        refused = error if error.code == "PAKKET-110" else fault("PAKKET-115")
        return Gezien(replace(seen, problemen=(Problem(refused.code, "", refused.melding, refused.advies),))), ()


@dataclass(frozen=True, slots=True)
class Keus:
    """A document of which somebody may say that a page belongs to it."""

    naam: str
    titel: str
    paginas: int


@dataclass(frozen=True, slots=True)
class Tafel:
    """Everything that came in, in its place as far as it is known, and what is left."""

    ingedeeld: Ingedeeld
    kiesbaar: tuple[Keus, ...] = ()
    """The documents that a page may be said to belong to, when they were asked for."""


def lay_table(subject: AnyCase, order: Opdracht, seen: Mapping[str, Gezien], *, choices: bool = False) -> Tafel:
    """Put what came in into the slots of a packet, without making it.

    Args:
        subject: The case.
        order: For whom, on which day, by whom, and what was said of pages; its files are not read.
        seen: What came in, by name.
        choices: Also give the documents to choose from; the first time they are laid out, which takes seconds.

    Raises:
        RuleRefusal, PacketFault PAKKET-333: as for making it.
    """
    if order.maker and order.ontvanger not in recipients_for(subject, order.peildatum, order.maker):
        raise fault("PAKKET-333", rol=order.maker, ontvanger=order.ontvanger)
    known = policy(subject, order.peildatum, order.ontvanger)
    files = [Bestand(name, b"", one.inspectie) for name, one in seen.items()]
    read = [one.bladen for one in seen.values()]
    beleid = known.beleid
    if named := {one.document for one in order.aanwijzingen}:
        pages = page_counts([d for stem, d in known.documents.items() if stem in named], order.stijl)
        beleid = replace(
            beleid, verwacht=tuple(replace(one, paginas=pages.get(one.naam, 0)) for one in beleid.verwacht)
        )
    placed = slots.arrange(beleid, files, read, order.aanwijzingen, order.keuzes)
    return Tafel(placed, tuple(_choices(subject, order, known)) if choices else ())


def _choices(subject: AnyCase, order: Opdracht, known: Policy) -> Iterator[Keus]:
    """The documents that whoever makes the packet may have whole; of another it does not learn that it is there."""
    open_ = {
        one.naam: known.documents[one.naam]
        for one in known.beleid.verwacht
        if one.naam in known.documents and _may_name(subject, order, known.documents[one.naam].name)
    }
    pages = page_counts(list(open_.values()), order.stijl)
    for naam, document in open_.items():
        yield Keus(naam, document.title, pages[naam])


def _may_name(subject: AnyCase, order: Opdracht, document: str) -> bool:
    if order.maker in ("", order.ontvanger):
        return True
    return ontvangers.receives(subject, document, order.maker).mate is Mate.GEHEEL


_counted: dict[tuple[str, str], int] = {}
"""Hash of a document and of a style → its pages."""
_MOST_COUNTED = 5_000


def page_counts(documents: Sequence[Document], style: Huisstijl) -> dict[str, int]:
    """How many pages documents have, by the names of their files; laid out in a child process, once."""
    new = [document for document in documents if (document.hash, style.hash) not in _counted]
    if len(_counted) > _MOST_COUNTED:
        _counted.clear()
    if new:
        counted = child.run(_count, new, style, limits=LIMITS)
        _counted.update({(one.hash, style.hash): pages for one, pages in zip(new, counted, strict=True)})
    return {document.stem: _counted[document.hash, style.hash] for document in documents}


def _count(documents: Sequence[Document], style: Huisstijl) -> list[int]:
    from docgen.render import pdf

    return [pdf.lay_out(document, style).pages for document in documents]


def make_packet_apart(
    subject: AnyCase, order: Opdracht, key: Path | None, password: str, progress: Voortgang = lambda _: None
) -> Pakket:
    """Make a packet as `make_packet` does, in a process of its own, so that a server goes on answering.

    `key` is the file of the key of the seal, opened there with its password. Raises what `make_packet`
    and `open_key` raise, and MAAK-90x when it takes more than it may.
    """
    return child.run(_make, subject, order, key, password, limits=LIMITS, progress=progress)


def _make(subject: AnyCase, order: Opdracht, key: Path | None, password: str) -> Pakket:
    if key is not None:
        opened = open_key(key, order.moment, lambda _: password, {})
        order = replace(order, sleutel=opened, vertrouwd=order.vertrouwd or opened.vertrouwd)
    return make_packet(subject, order, child.tell)
