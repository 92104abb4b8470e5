"""Document → PDF, DOCX, HTML, text and JSON; the same document, the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from docgen.errors import fault
from docgen.render.rendered import FORMATS, Rendered
from docgen.render.style import HOUSE, Huisstijl
from docgen.text.document import Document

__all__ = [
    "FORMATS",
    "HOUSE",
    "Huisstijl",
    "Rendered",
    "font_files",
    "health",
    "pango_version",
    "render",
    "to_docx",
    "to_html",
    "to_json",
    "to_pdf",
    "to_txt",
    "warm",
]


def render(document: Document, formats: Iterable[str], style: Huisstijl = HOUSE) -> tuple[Rendered, ...]:
    """Render a document in each of the formats, in that order, in a house style.

    Raises RenderFault for an unknown format or when a file cannot be made, TemplateFault
    when a layout is wrong. Nothing is written to disk.
    """
    wanted = tuple(formats)
    for name in wanted:
        if name not in FORMATS:
            raise fault("MAAK-006", formaat=name)
    return tuple(_rendered(document, name, style) for name in wanted)


def _rendered(document: Document, name: str, style: Huisstijl) -> Rendered:
    pages: int | None = None
    if name == "pdf":
        from docgen.render.pdf import render_pdf

        data, pages = render_pdf(document, style)
    elif name == "docx":
        data = to_docx(document, style)
    elif name == "html":
        data = to_html(document, style).encode()
    else:
        data = {"txt": to_txt, "json": to_json}[name](document).encode()
    return Rendered(document.stem, name, data, hashlib.sha256(data).hexdigest(), pages)


def to_pdf(document: Document, style: Huisstijl = HOUSE) -> bytes:
    """Set a document as PDF/A-3a that is also PDF/UA-1. Raises RenderFault or TemplateFault."""
    from docgen.render.pdf import render_pdf

    return render_pdf(document, style)[0]


def to_docx(document: Document, style: Huisstijl = HOUSE) -> bytes:
    """Set a document as a Word file that can be edited. Raises RenderFault or TemplateFault."""
    from docgen.render.docx import render_docx

    return render_docx(document, style=style)


def to_html(document: Document, style: Huisstijl = HOUSE) -> str:
    """Set a document as one HTML page. Raises RenderFault or TemplateFault."""
    from docgen.render import html

    return html.to_html(document, style)


def to_txt(document: Document) -> str:
    """Write the words of a document as plain text."""
    from docgen.render import plain

    return plain.to_txt(document)


def to_json(document: Document) -> str:
    """Write the assembled document, with the source and field of everything in it."""
    from docgen.render import plain

    return plain.to_json(document)


def warm(formats: Iterable[str] = ("pdf", "docx")) -> None:
    """Load the libraries, fonts, style sheets and layouts, so that the first document is as fast as the next."""
    wanted = set(formats)
    if "pdf" in wanted:
        from docgen.render import pdf

        pdf.warm()
    if "docx" in wanted:
        from docgen.render import docx

        docx.warm()


def health() -> tuple[str, ...]:
    """Say in Dutch what this machine lacks to render well; empty when it lacks nothing."""
    try:
        from docgen.render import pdf
    except (ImportError, OSError):  # WeasyPrint looks for its libraries when it is loaded
        return ("Pango ontbreekt, en zonder Pango is er geen PDF: installeer het pakket libpangoft2-1.0-0.",)

    return pdf.health()


def font_files() -> tuple[Path, ...]:
    """Return the font files that documents are set in."""
    from docgen.render import fonts

    return fonts.files()


def pango_version() -> str:
    """Return the version of the library of this machine that breaks lines."""
    from docgen.render import pdf

    return pdf.pango_version()
