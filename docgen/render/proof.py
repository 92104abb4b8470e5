"""A proof: the PDF of a document, and where on its pages each block came to stand.

Who looks at a picture of a page can then choose a sentence of it. The places are read from
the layout itself, in the same run; the file is the one that `render_pdf` gives.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docgen.render.style import HOUSE, Huisstijl
from docgen.text.document import Document

DPI = 108
"""Of the picture of a page: one and a half times what a screen of old has, for a page of some 600 pixels wide."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block, or one row of it, stands on a page; in thousandths of the width and the height of the page."""

    block: int
    """Index in `Document.blocks`."""
    row: int
    """Row of a table or number of a signature, from 0; -1 for the text of the block itself."""
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Proof:
    """A document as it will print."""

    data: bytes
    """The PDF."""
    pages: tuple[tuple[Place, ...], ...]
    """Per page what stands on it, from top to bottom; a block that runs on stands on both pages."""


def proof(document: Document, style: Huisstijl = HOUSE) -> Proof:
    """Set a document and say where everything stands. Raises RenderFault."""
    from docgen.render.pdf import lay_out, write

    laid = lay_out(document, style, fillable=True, marked=True)
    return Proof(write((laid,)), tuple(tuple(places(page)) for page in laid.rendering.pages))


def picture(data: bytes, page: int) -> bytes:
    """Draw a page of a PDF of ours, numbered from 0, as a JPEG: a quarter of the time that a PNG takes."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        drawn = pdf[page].render(scale=DPI / 72).to_pil()
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=88, subsampling=0)
    return out.getvalue()


def places(page: Any) -> Iterator[Place]:
    """Find the marked boxes on a page of WeasyPrint; a box within a marked one is part of it."""
    waiting = [page._page_box]
    while waiting:
        box = waiting.pop()
        mark = box.element.get("data-b") if box.element is not None else None
        if mark is None:
            waiting += reversed(getattr(box, "children", ()))
            continue
        block, _, row = mark.partition(".")
        spot = (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
        sizes = (page.width, page.height, page.width, page.height)
        yield Place(int(block), int(row or -1), *(round(1000 * a / b, 1) for a, b in zip(spot, sizes, strict=True)))
