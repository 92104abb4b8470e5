"""Searches a finished packet for what its recipient may not have: every place in it where a word can hide.

Text as it is read, metadata, bookmarks, notes, structure, and the embedded files with
their names and all that is in them. Runs in a child process.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from docgen.packet.recognise import found_in
from docgen.work import child
from docgen.work.child import Limits

LIMITS = Limits(cpu_seconds=180, wall_seconds=240, memory=3 << 30, file_size=64 << 20)
_DEEPEST = 4
"""Files inside files inside files: deeper than this nothing is handed in."""
_IMAGES = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}


def search(packet: bytes, values: Iterable[str]) -> tuple[str, ...]:
    """Return the values that stand somewhere in a packet; raises MAAK-90x when that takes too much."""
    return child.run(_search, packet, tuple(values), limits=LIMITS)


def _search(packet: bytes, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(found_in(values, "\n".join(_pdf(packet, _DEEPEST))))


def _pdf(data: bytes, depth: int) -> Iterator[str]:
    import pikepdf
    import pypdfium2

    with pypdfium2.PdfDocument(data) as drawn:
        for page in drawn:
            yield page.get_textpage().get_text_bounded()
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        for item in pdf.objects:
            yield from _object(item, depth)
        yield from _object(pdf.trailer, depth)


def _object(item: Any, depth: int) -> Iterator[str]:
    """The strings, names and unpacked streams of one object; what it points at comes by itself."""
    import pikepdf

    if isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for inner in item:
            yield from () if _is_indirect(inner) else _object(inner, depth)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        if isinstance(item, pikepdf.Stream):
            yield from _stream(item, depth)
        for key, inner in item.items():
            yield key
            yield from () if _is_indirect(inner) else _object(inner, depth)


def _stream(item: Any, depth: int) -> Iterator[str]:
    import pikepdf

    filters = item.get("/Filter", ())
    names = {str(filters)} if isinstance(filters, pikepdf.Name) else {str(name) for name in filters}
    if names & _IMAGES:
        return
    data = item.read_bytes()
    if depth and data[:1024].find(b"%PDF-") >= 0:
        yield from _pdf(data, depth - 1)
    else:
        yield from (data.decode(encoding, "ignore") for encoding in ("utf-8", "latin-1", "utf-16-be"))


def _is_indirect(item: object) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Object) and item.is_indirect
