"""Reads back the words of the body from a file of ours, in the order in which they are printed.

For a PDF these are the words that are no artifact: not the running head and foot, not
the furniture, not the repeated head of a table. Both lists equal `Document.words()`.
"""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from docgen.render.formfont import BOXES
from docgen.render.wordxml import NS

_W = f"{{{NS}}}"


def docx_body_words(data: bytes) -> list[str]:
    """Return the words of the body of a Word file, without head and foot."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        body = etree.fromstring(archive.read("word/document.xml"), parser).find(f"{_W}body")
    words: list[str] = []
    for paragraph in body.iter(f"{_W}p"):
        pieces = (
            (node.text or "") if node.tag == f"{_W}t" else " "
            for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
            if node.getparent().tag == f"{_W}r"
        )
        words += "".join(pieces).split()
    return words


def pdf_body_words(data: bytes, pages: Iterable[int] | None = None) -> list[str]:
    """Return the words of the body of a PDF made here, without its artifacts; of a form also what is filled in.

    `pages` (from 0) bounds it to a part of the file.
    """
    import pypdfium2

    words: list[str] = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in (pdf[number] for number in (range(len(pdf)) if pages is None else pages)):
            words += _join(_with_fields(_fragments(page), _fields(page))).split()
    return words


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A stretch of text on a page, or the value of a field."""

    text: str
    left: float
    base: float
    """Its baseline; of a field its lower edge."""
    right: float
    top: float = 0.0
    """Upper edge of a field."""

    def precedes(self, other: _Fragment) -> bool:
        """Tell whether this field comes before a stretch of text: above it, or before it on its lines."""
        return other.base < self.base or (other.left >= self.right and other.base <= self.top)


def _fragments(page: Any) -> Iterator[_Fragment]:
    """Yield the stretches of text of a page."""
    from pypdfium2 import raw

    text = page.get_textpage()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        if "Artifact" in _marks(item.raw):
            continue
        size = raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(item.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        left, _, right, _ = item.get_bounds()
        yield _Fragment(buffer.raw[: size - 2].decode("utf-16-le"), left, item.get_matrix().f, right)


def _fields(page: Any) -> Iterator[_Fragment]:
    """Yield the fields of a form on a page, in their order, with their values."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET:
            place = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, place)
            state = _string(note, b"AS")
            value = BOXES[state == "Yes"] if state else _string(note, b"V")
            yield _Fragment(value, place.left, place.bottom, place.right, place.top)
        raw.FPDFPage_CloseAnnot(note)


def _string(note: Any, key: bytes) -> str:
    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le")


def _with_fields(text: Iterable[_Fragment], fields: Iterable[_Fragment]) -> Iterator[_Fragment]:
    """Put each field behind what stands above it or before it on its lines."""
    waiting = list(fields)
    for fragment in text:
        while waiting and waiting[0].precedes(fragment):
            yield waiting.pop(0)
        yield fragment
    yield from waiting


def _marks(item: Any) -> set[str]:
    from pypdfium2 import raw

    names = set()
    for number in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, number)
        buffer = ctypes.create_string_buffer(64)
        length = ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(
            mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64, ctypes.byref(length)
        )
        names.add(buffer.raw[: max(length.value - 2, 0)].decode("utf-16-le"))
    return names


def _join(fragments: Iterable[_Fragment]) -> str:
    """Put stretches together: with a space, unless the one goes on where the other ends."""
    joined, end, base = "", 0.0, 0.0
    for one in fragments:
        adjacent = abs(one.base - base) < 0.5 and abs(one.left - end) < 3
        joined += one.text if adjacent else f" {one.text}"
        end, base = one.right, one.base
    return joined
