"""Binds a packet: our own pages, the pages from elsewhere, the originals, and the evidence; one file.

Our own pages come in as one tagged PDF and keep their tags, language and title; pages
from elsewhere have none to keep (said on the evidence page). Merging never touches an
original: those go along byte for byte. Runs in a child process, as it opens files that
nobody here wrote.
Bron: security.md of the project, sections 3 and 4; performance.md §4 (pikepdf measured best).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.packet import bewijs as evidence
from docgen.packet.stamps import Stempel, stamp
from docgen.work import child
from docgen.work.child import Limits

LIMITS = Limits(cpu_seconds=120, wall_seconds=180, memory=3 << 30, file_size=500 << 20)
_CLAIM = re.compile(rb'<rdf:Description rdf:about=""[^>]*(?:pdfaid|pdfuaid):part="\d"[^>]*/>')
_PDF, _JSON = "application/pdf", "application/json"


@dataclass(frozen=True, slots=True)
class Deel:
    """One part as it is bound: its name in the bookmarks, the words at the head of its pages, its pages."""

    bladwijzer: str
    kop: str
    paginas: int
    data: bytes | None = None
    """Pages from elsewhere, ready to be bound; None: the next pages of our own."""


@dataclass(frozen=True, slots=True)
class Bijlage:
    """One original that goes along byte for byte."""

    naam: str
    data: bytes
    omschrijving: str


def bind(own: bytes, delen: Sequence[Deel], bijlagen: Sequence[Bijlage], bewijs: bytes, dag: str) -> bytes:
    """Bind a packet and fill in its evidence.

    Args:
        own: Our own pages, in the order of the parts.
        delen: The parts in the order of the packet; the first are cover and evidence page.
        bijlagen: The originals.
        bewijs: The evidence, its places still empty.
        dag: The peildatum as a PDF date; the only moment in the file.

    Raises:
        PacketFault: PAKKET-352, the file is not as expected; or MAAK-90x, the child needed too much.
    """
    bound = child.run(_bind, own, tuple(delen), tuple(bijlagen), bewijs, dag, limits=LIMITS)
    return evidence.fill(bound, bewijs)


def _bind(own: bytes, delen: tuple[Deel, ...], bijlagen: tuple[Bijlage, ...], bewijs: bytes, dag: str) -> bytes:
    import pikepdf

    pdf = pikepdf.open(io.BytesIO(own))
    foreign = [pikepdf.open(io.BytesIO(deel.data)) for deel in delen if deel.data is not None]
    for source in foreign:
        pdf.add_pages_from(source, forms="strip")
    places = _in_order(pdf, delen)
    if foreign:
        _claim_nothing(pdf)
    digits: dict[str, Any] = {}
    first = 1
    for deel, pages in zip(delen, places, strict=True):
        stamp(pdf, pages, Stempel(deel.kop, first, len(pdf.pages)), digits, under=deel.data is None)
        first += deel.paginas
    _bookmarks(pdf, delen, places)
    _embed(pdf, bijlagen, bewijs, dag)
    _end_streams_plainly(pdf)
    return _saved(pdf)


_AMBIGUOUS = b"\r\nendstream"
"""A stream whose last byte reads as a part of the end of line behind it: validators of PDF/A count it a byte short."""


def _end_streams_plainly(pdf: Any) -> None:
    """Pack every stream, and put a line feed behind packed bytes that end in a carriage return."""
    import zlib

    import pikepdf

    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if "/Filter" not in item and item.get("/Type") != "/Metadata":
                item.write(zlib.compress(item.read_bytes(), 9), filter=pikepdf.Name.FlateDecode)
            if item.get("/Filter") == pikepdf.Name.FlateDecode and item.read_raw_bytes().endswith(b"\r"):
                parms: Any = item.get("/DecodeParms")
                item.write(item.read_raw_bytes() + b"\n", filter=pikepdf.Name.FlateDecode, decode_parms=parms)


def _saved(pdf: Any) -> bytes:
    """Save; what the library packs itself (objects) is packed otherwise while it ends ambiguously."""
    import pikepdf

    for n in range(1, 16):
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        if _AMBIGUOUS not in out.getvalue():
            break
        # More small objects move the others to other streams.
        pdf.Root.DocgenVulling = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary()) for _ in range(n)])
    return out.getvalue()


def _in_order(pdf: Any, delen: Sequence[Deel]) -> list[list[Any]]:
    """Put the pages in the order of the parts; return those of each part."""
    every = list(pdf.pages)
    ours = sum(deel.paginas for deel in delen if deel.data is None)
    queues = {True: iter(every[:ours]), False: iter(every[ours:])}
    places = [[next(queues[deel.data is None]) for _ in range(deel.paginas)] for deel in delen]
    del pdf.pages[:]
    for pages in places:
        for page in pages:
            pdf.pages.append(page)
    # Looked up again: what was appended is what stands in the file.
    found: Iterator[Any] = iter(pdf.pages)
    return [[next(found) for _ in pages] for pages in places]


def _claim_nothing(pdf: Any) -> None:
    """Take out that the file is PDF/A and PDF/UA: of pages from elsewhere nobody here can promise that."""
    stream = pdf.Root.Metadata
    stream.write(_CLAIM.sub(b"", stream.read_bytes()))


def _bookmarks(pdf: Any, delen: Sequence[Deel], places: Sequence[list[Any]]) -> None:
    """One bookmark per part; those of our own documents go below it."""
    import pikepdf

    part_of = {page.obj.objgen: n for n, pages in enumerate(places) for page in pages}
    with pdf.open_outline() as outline:
        inner: dict[int, list[Any]] = {}
        for item in outline.root:
            inner.setdefault(part_of[item.destination[0].objgen], []).append(item)
        outline.root.clear()
        for n, deel in enumerate(delen):
            top = pikepdf.OutlineItem(deel.bladwijzer, pikepdf.make_page_destination(pdf, places[n][0].index))
            # The title of the document is its first bookmark, and says what the part says already.
            for item in inner.get(n, ()):
                top.children.extend(item.children)
            top.is_closed = True
            outline.root.append(top)


def _embed(pdf: Any, bijlagen: Sequence[Bijlage], bewijs: bytes, dag: str) -> None:
    """Embed the originals and the evidence as associated files."""
    import pikepdf

    specs = []
    for bijlage in bijlagen:
        specs.append(_spec(pdf, bijlage.naam, bijlage.data, (bijlage.omschrijving, _PDF, "/Source", dag)))
    specs.append(_spec(pdf, evidence.NAAM, bewijs, ("Het bewijsblad voor computers", _JSON, "/Data", dag)))
    if "/Names" not in pdf.Root:
        pdf.Root.Names = pikepdf.Dictionary()
    pairs = sorted(((str(spec.UF), spec) for spec in specs), key=lambda pair: pair[0])
    pdf.Root.Names.EmbeddedFiles = pikepdf.Dictionary(
        Names=pikepdf.Array([part for name, spec in pairs for part in (pikepdf.String(name), spec)])
    )
    pdf.Root.AF = pikepdf.Array(specs)


def _spec(pdf: Any, naam: str, data: bytes, about: tuple[str, str, str, str]) -> Any:
    import zlib

    import pikepdf

    omschrijving, mime, relatie, dag = about
    is_evidence = naam == evidence.NAAM
    stream = pdf.make_stream(
        evidence.packed(data) if is_evidence else zlib.compress(data, 6),
        Filter=pikepdf.Name.FlateDecode,
        Type=pikepdf.Name.EmbeddedFile,
        Subtype=pikepdf.Name(f"/{mime}"),
        Params=pikepdf.Dictionary(Size=len(data), ModDate=pikepdf.String(dag)),
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=pikepdf.String(naam),
            UF=pikepdf.String(naam),
            Desc=pikepdf.String(omschrijving),
            AFRelationship=pikepdf.Name(relatie),
            EF=pikepdf.Dictionary(F=stream, UF=stream),
        )
    )
