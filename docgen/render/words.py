"""Reads back the words of the body from a file of ours, in the order in which they are printed.

For a PDF these are the words that are no artifact: not the running head and foot, not
the furniture, not the repeated head of a table. Both lists equal `Document.words()`.
"""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

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


def pdf_body_words(data: bytes) -> list[str]:
    """Return the words of the body of a PDF made here, without its artifacts."""
    import pypdfium2

    words: list[str] = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            words += _join(_fragments(page)).split()
    return words


def _fragments(page: Any) -> Iterator[tuple[str, float, float, float]]:
    """Yield the stretches of text of a page with their left, baseline and right."""
    from pypdfium2 import raw

    text = page.get_textpage()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        if "Artifact" in _marks(item.raw):
            continue
        size = raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(item.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        left, _, right, _ = item.get_bounds()
        yield buffer.raw[: size - 2].decode("utf-16-le"), left, item.get_matrix().f, right


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


def _join(fragments: Iterator[tuple[str, float, float, float]]) -> str:
    """Put stretches together: with a space, unless the one goes on where the other ends."""
    joined, end, base = "", 0.0, 0.0
    for text, left, baseline, right in fragments:
        adjacent = abs(baseline - base) < 0.5 and abs(left - end) < 3
        joined += text if adjacent else f" {text}"
        end, base = right, baseline
    return joined
