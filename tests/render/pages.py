from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

from docgen.text.document import Document

MM = 72 / 25.4
TOP, BOTTOM = 22 * MM, (297 - 35) * MM
"""Body of a page in points from its top: heads end above it, feet begin below it."""


@cache
def boxes(data: bytes, folder: Path) -> list[list[tuple[float, str]]]:
    """The words of each page with their distance from its top in points, in the order of the file."""
    path = folder / "pages.pdf"
    path.write_bytes(data)
    text = subprocess.run(["pdftotext", "-raw", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for page in text.split("<page ")[1:]:
        words = re.findall(r'<word [^>]*yMin="([\d.]+)"[^>]*>(.*?)</word>', page)
        found.append([(float(top), _plain(word)) for top, word in words])
    return found


def _plain(word: str) -> str:
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        word = word.replace(name, char)
    return word


def body_pages(data: bytes, folder: Path) -> list[list[str]]:
    """The words that stand between head and foot of each page, as poppler sees them."""
    return [[word for top, word in page if TOP < top < BOTTOM] for page in boxes(data, folder)]


def margin_pages(data: bytes, folder: Path) -> list[list[str]]:
    """The words above and below the body of each page."""
    return [[word for top, word in page if not TOP < top < BOTTOM] for page in boxes(data, folder)]


def words(document: Document) -> list[str]:
    return list(document.words())
