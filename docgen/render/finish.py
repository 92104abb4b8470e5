"""The last hand on a PDF before it is written: XMP, the tag tree, page furniture.

WeasyPrint calls a `Finisher` with its objects, before compression; nothing here
opens a finished file.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import pydyf

from docgen.errors import fault
from docgen.render import furniture, tags, widgets, xmp
from docgen.render.fields import Entry
from docgen.render.pagecode import PageCode
from docgen.text.document import Document

_LEVEL = 6
"""How hard streams are compressed, of 9: files are 2 or 3 percent larger, in a third of the time."""


@dataclass(frozen=True)
class Finisher:
    """Finishes the PDF of one document, or of several in one file."""

    parts: tuple[tuple[Document, int], ...]
    """Each document with its number of pages."""
    entries: tuple[Entry, ...] = ()
    at: tuple[int, int] | None = None
    """For one page out of a document: its number and the number of pages."""

    def __call__(self, rendering: Any, pdf: Any) -> None:
        """Work on WeasyPrint's rendering and its PDF, in place. Raises RenderFault when they are not as expected."""
        _end_streams_plainly(pdf)
        xmp.extend(pdf, self.parts[0][0] if len(self.parts) == 1 else None)
        widgets.fill(pdf, self.entries)
        tags.tidy(pdf, continued(rendering))
        pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        if len(pages) != len(rendering.pages):
            raise fault("MAAK-007", wat="het aantal pagina's")
        codes = [PageCode.of(one, n, count) for one, count in self.parts for n in range(1, count + 1)]
        if self.at:
            codes = [PageCode.of(self.parts[0][0], *self.at)]
        owners = [one for one, count in self.parts for _ in range(count)]
        for page, laid_out, document, code in zip(pages, rendering.pages, owners, codes, strict=True):
            signed = any(name.startswith("handtekening-") for name in laid_out.anchors)
            furniture.put_under(pdf, page, furniture.draw(document, code, signed=signed))
        pdf.objects[:] = [_Written(one) for one in pdf.objects]


class _Written(pydyf.Object):  # type: ignore[misc]
    """An object of the file as it will stand there, written once.

    pydyf writes every object twice, once for the identifier of the file, and compresses each
    stream anew with all its might; the last percents of that cost a tenth of the whole PDF.
    """

    def __init__(self, original: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = original.number, original.generation, original.free
        self._compressible = bool(original.compressible)
        if isinstance(original, pydyf.Stream) and original.compress:
            content = pydyf.Stream(original.stream).data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
            original = pydyf.Stream([zlib.compress(content, _LEVEL)], {**original.extra, "Filter": "/FlateDecode"})
        self._data = b"" if self.free == "f" else bytes(original.data)

    @property
    def data(self) -> bytes:
        """What stands between the number of the object and its end."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Whether it goes into a stream of objects."""
        return self._compressible


def continued(rendering: Any) -> set[int]:
    """Return the pages (from 0) that begin with the rest of a table of the page before."""
    tables = [{name for name in page.anchors if name.startswith("tabel-")} for page in rendering.pages]
    return {number for number in range(1, len(tables)) if tables[number] & tables[number - 1]}


_AMBIGUOUS, _PLAIN = b"\r\nendstream\nendobj", b"\r\r\nendstream\nendobj"


def _end_streams_plainly(pdf: Any) -> None:
    """Write an end of line of two bytes after a stream whose last byte is a carriage return.

    That byte and the line feed after it read as one end of line, so that the stream
    seems a byte shorter than it says, and validators of PDF/A refuse one file in some.
    """
    write = pdf.write_line

    def write_line(content: bytes, output: Any) -> None:
        if content.endswith(_AMBIGUOUS):
            content = content[: -len(_AMBIGUOUS)] + _PLAIN
        write(content, output)

    pdf.write_line = write_line
