"""The page code: which page of which document in which version, without a word about anybody.

A scanned page is known again by it, in any order and any way up. It is printed as a
small QR code of letters and digits: `DG1/<id>/<version>/<page>/<pages>`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from docgen.text.document import Document

_FORMAT = re.compile(r"DG1/([A-Z2-7]{16})/([A-Z2-7]{8})/([1-9]\d{0,3})/([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True, order=True)
class PageCode:
    """What the code on one page says."""

    id: str
    """The document, whatever its words: see `document_id`."""
    version: str
    """Its words: see `document_version`."""
    page: int
    """Number of the page, from 1."""
    pages: int
    """Number of pages of this version."""

    @classmethod
    def of(cls, document: Document, page: int, pages: int) -> PageCode:
        """Make the code of a page of a document."""
        return cls(document_id(document), document_version(document), page, pages)

    @classmethod
    def parse(cls, text: str) -> PageCode | None:
        """Read a code back; None for any text that is not one of ours."""
        found = _FORMAT.fullmatch(text)
        if found is None or int(found[3]) > int(found[4]):
            return None
        return cls(found[1], found[2], int(found[3]), int(found[4]))

    @property
    def text(self) -> str:
        """What the QR code holds: only characters of its dense alphanumeric mode."""
        return f"DG1/{self.id}/{self.version}/{self.page}/{self.pages}"


def document_id(document: Document) -> str:
    """Identify a document through all its versions: the same case, name, copy and recipient.

    A hash, so that a code alone does not tell a zaaknummer; whoever knows the
    zaaknummer can find the id, and it stands on the same page.
    """
    return id_of(document.zaaknummer, document.name, document.copy, document.recipient)


def id_of(zaaknummer: str, name: str, copy: int, recipient: str) -> str:
    """Return the same id without the document."""
    return _short(16, zaaknummer, name, str(copy), recipient)


def document_version(document: Document) -> str:
    """Identify the words of a document, and whether it is a concept.

    Not `Document.hash`: the same words made again on another day are the same
    version, and a signature under them still holds.
    """
    return _short(8, document.words_hash, "concept" if document.concept else "definitief")


def _short(length: int, *parts: str) -> str:
    """Hash some texts to that many characters of five bits."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return base64.b32encode(digest).decode("ascii")[:length]
