"""Search the files that leave for words that they may not hold: every place in them where a word can hide."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from lxml import etree

LONG = 12
"""From this length a value is also sought without its spaces: a page may break a line anywhere."""


def found_in(path: Path, root: Path, values: Iterable[str]) -> set[str]:
    """The values that stand in a file, in its name, or in anything inside it."""
    return found(values, all_of(path, root))


def all_of(path: Path, root: Path) -> str:
    """The name of a file with its folders, and everything in it."""
    return f"{path.relative_to(root)}\n{everything(path.name, path.read_bytes())}"


def found(values: Iterable[str], text: str) -> set[str]:
    spaced, dense = " ".join(text.split()), "".join(text.split())
    hits = set()
    for value in values:
        plain = " ".join(value.split())
        apart = plain in spaced and re.search(rf"(?<![^\W_]){re.escape(plain)}(?![^\W_])", spaced)
        if apart or (len(value) >= LONG and "".join(value.split()) in dense):
            hits.add(value)
    return hits


def everything(name: str, data: bytes) -> str:
    """All words of a file: what one reads, and what stands in its metadata, attachments and structure."""
    if name.endswith(".pdf"):
        return "\n".join(_pdf(data))
    if name.endswith(".docx"):
        return "\n".join(_docx(data))
    if name.endswith(".html"):
        return data.decode() + "\n" + "\n".join(_tree(etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))))
    return data.decode()


def _pdf(data: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield page.get_textpage().get_text_bounded()
    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            yield from _object(item)
        yield from _object(document.trailer)


def _object(item: object, depth: int = 0) -> Iterator[str]:
    """Strings, names and decoded streams of one object: info, XMP, alt texts, attachments, outlines, annotations."""
    if isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item)
    if isinstance(item, pikepdf.Stream):
        raw = item.read_bytes() if "/Filter" not in item or "DCT" not in str(item.get("/Filter")) else b""
        yield from (raw.decode(encoding, "ignore") for encoding in ("utf-8", "latin-1", "utf-16-be"))
    if isinstance(item, pikepdf.Array):
        for inner in item:
            yield from () if _is_indirect(inner) else _object(inner, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, inner in item.items():
            yield key
            yield from () if _is_indirect(inner) else _object(inner, depth + 1)


def _is_indirect(item: object) -> bool:
    """Indirect objects are in the list of all objects; following them would go round in circles."""
    return isinstance(item, pikepdf.Object) and item.is_indirect


def _docx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            part = package.read(info)
            yield info.filename
            yield info.comment.decode("utf-8", "ignore")
            yield part.decode("utf-8", "ignore")
            if info.filename.endswith((".xml", ".rels")):
                yield from _tree(etree.fromstring(part))
        yield package.comment.decode("utf-8", "ignore")


def _tree(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph (a word may be cut over runs), and every attribute."""
    for node in root.iter():
        if isinstance(node.tag, str):
            yield "\n".join(str(value) for value in node.attrib.values())
            if etree.QName(node).localname in ("p", "td", "li", "h1", "h2", "h3"):
                yield "".join(str(text) for text in node.itertext())
    yield "\n".join(str(text) for text in root.itertext())
