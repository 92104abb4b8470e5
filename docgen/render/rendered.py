"""What rendering gives: the bytes of one file, with its name and its hash."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from docgen.text.document import Document

FORMATS = ("pdf", "docx", "html", "txt", "json")
"""The formats that `render` knows, in the order of the help."""

ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One file, ready to be written; `data` is all there is to it."""

    name: str
    """Name of the document, numbered from its second copy: "aanzegging-2"."""
    format: str
    data: bytes
    sha256: str
    pages: int | None = None
    """Number of pages; None for a format that has no pages of its own."""

    @property
    def filename(self) -> str:
        """The name of the file: "driepartijenovereenkomst.pdf"."""
        return f"{self.name}.{self.format}"


def made_at(document: Document) -> dt.datetime:
    """Return the only moment that a file may carry: the peildatum, 00:00 in Amsterdam."""
    return dt.datetime.combine(document.peildatum, dt.time(), ZONE)
