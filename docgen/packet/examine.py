"""Reads a PDF that nobody here wrote. Runs in a child process only: any of this may hang or crash.

Three libraries count the pages, because each of them loses pages of a broken file in
silence; qpdf (pikepdf) counts, and one of pypdf and pdfium has to agree.
Bron: security.md of the project, section 3.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from docgen.errors import problem
from docgen.packet import active
from docgen.packet.inspectie import Inspectie
from docgen.render import words

MAX_PAGES = 2000
MAX_SIDE = 3400.0
"""Longest side of a page in points: A0, with some air."""
MIN_SIDE = 3.0

_HARMLESS = (
    "is not one plus the highest object number",
    "a common error handled correctly",
    "extraneous whitespace seen before xref",
)
_HASH = rb"docgen:%s=[\"']([0-9a-f]{64})[\"']"


def examine(data: bytes, sha256: str) -> tuple[Inspectie, int]:
    """Look at a file from all sides; return what was seen and the number of signatures in it."""
    import pikepdf

    seen = Inspectie(sha256, len(data))
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        return _refused(seen, _locked(data)), 0
    except pikepdf.PdfError as error:
        code = _locked(data) if "ncrypt" in str(error) else "PAKKET-106"
        return _refused(seen, code), 0
    with pdf:
        found = active.survey(pdf)
        seen = _pages(pdf, data, _contents(pdf, found, seen))
        mended = _mended(pdf)
    seen = replace(seen, notities=(*seen.notities, *_notes(seen, mended)), bevestigen=seen.bevestigen or mended)
    return (seen if seen.problemen else _read(data, seen)), found.signatures


def _mended(pdf: Any) -> bool:
    """Tell whether qpdf had to mend the file; what every reader passes over is no mending."""
    return any(not any(harmless in warning for harmless in _HARMLESS) for warning in pdf.get_warnings())


def _refused(seen: Inspectie, *codes: str, **values: object) -> Inspectie:
    return replace(seen, problemen=(*seen.problemen, *(problem(code, "", **values) for code in codes)))


def _locked(data: bytes) -> str:
    """Tell a file for certain persons from one with a password, and from one locked in a way of its own."""
    if b"/Adobe.PubSec" in data or b"/Adobe#2EPubSec" in data:
        return "PAKKET-104"
    return "PAKKET-103" if re.search(rb"/Filter\s*/Standard", data) else "PAKKET-105"


def _contents(pdf: Any, found: active.Survey, seen: Inspectie) -> Inspectie:
    root = pdf.Root
    form = _dictionary(root, "/AcroForm")
    metadata = _stream(root, "/Metadata")
    seen = replace(
        seen,
        versleuteld=pdf.is_encrypted,
        actief=found.kinds,
        bijlagen=found.files,
        formulier=found.fields,
        lagen=active.layers(pdf),
        taal=_text(root, "/Lang"),
        titel=_text(_dictionary(pdf.trailer, "/Info"), "/Title"),
        gelabeld=_dictionary(root, "/MarkInfo").get("/Marked", False) is True and "/StructTreeRoot" in root,
        document_hash=_ours(metadata, b"document"),
        woorden_hash=_ours(metadata, b"woorden"),
    )
    return _refused(seen, "PAKKET-107") if "/XFA" in form else seen


def _dictionary(holder: Any, key: str) -> Any:
    import pikepdf

    found = holder.get(key)
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _stream(holder: Any, key: str) -> bytes:
    import pikepdf

    found = holder.get(key)
    try:
        return found.read_bytes() if isinstance(found, pikepdf.Stream) else b""
    except pikepdf.PdfError:
        return b""


def _text(holder: Any, key: str) -> str:
    import pikepdf

    found = holder.get(key)
    return " ".join(str(found).split())[:200] if isinstance(found, pikepdf.String) else ""


def _ours(metadata: bytes, name: bytes) -> str:
    found = re.search(_HASH % name, metadata)
    return found[1].decode() if found else ""


def _pages(pdf: Any, data: bytes, seen: Inspectie) -> Inspectie:
    """Count the pages with three libraries, and measure them."""
    import pikepdf

    try:
        count = len(pdf.pages)
    except (pikepdf.PdfError, RuntimeError, ValueError):  # a loop, or no tree at all
        return _refused(seen, "PAKKET-106")
    if not count:
        return _refused(seen, "PAKKET-108")
    if count > MAX_PAGES:
        return _refused(replace(seen, paginas=count), "PAKKET-110", aantal=count, hoogste=MAX_PAGES)
    others = [_opinion(_pypdf_count, data), _opinion(_pdfium_count, data)]
    seen = replace(seen, paginas=count, bevestigen=any(other != count for other in others))
    if count not in others:
        return _refused(seen, "PAKKET-109")
    try:
        sizes = tuple(_size(page) for page in pdf.pages)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError):
        return _refused(seen, "PAKKET-106")
    if any(not MIN_SIDE <= side <= MAX_SIDE for size in sizes for side in size):
        return _refused(seen, "PAKKET-111")
    return replace(seen, maten=sizes)


def _opinion(count: Callable[[bytes], int], data: bytes) -> int | None:
    """Ask a library for its count of the pages; None when it cannot read the file."""
    try:
        return count(data)
    except MemoryError:
        raise
    except Exception:  # a library that fails on a broken file has no opinion, whatever it raised
        return None


def _pypdf_count(data: bytes) -> int:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    return len(reader.pages)


def _pdfium_count(data: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return len(pdf)


def _size(page: Any) -> tuple[float, float]:
    """Measure a page as it is shown: its crop box, turned, in its own unit."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = abs(right - left) * unit, abs(top - bottom) * unit
    return (height, width) if page.rotation % 180 else (width, height)


def _notes(seen: Inspectie, mended: bool) -> Iterable[str]:
    """Say what the evidence page must say about a file that can be used."""
    if mended:
        yield f"Het bestand was beschadigd en is hersteld; controleer of het {_count(seen.paginas)} moet hebben."
    elif seen.bevestigen:
        yield f"Niet elk leesprogramma telt evenveel pagina's; controleer of het er {seen.paginas} moeten zijn."
    if seen.versleuteld:
        yield (
            "Het bestand is beveiligd tegen kopiëren, bewerken of afdrukken, maar gaat zonder wachtwoord open; "
            "de kopie heeft die beveiliging niet."
        )
    if seen.lagen:
        yield "Het bestand heeft lagen; de kopie is een afbeelding van wat daarvan zichtbaar is."
    if seen.formulier:
        yield "Het bestand is een formulier; in de kopie staat vast wat erin is ingevuld."
    if seen.actief:
        yield f"Het bestand bevat {_listed(seen.actief)}; in de kopie is dat weggelaten."


def _count(pages: int) -> str:
    return "1 pagina" if pages == 1 else f"{pages} pagina's"


def _listed(things: tuple[str, ...]) -> str:
    *first, last = things
    return f"{', '.join(first)} en {last}" if first else last


def _read(data: bytes, seen: Inspectie) -> Inspectie:
    """Read the words; a page that is an image has none."""
    import pypdfium2

    texts: list[str] = []
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return _refused(seen, "PAKKET-115")
    with pdf:
        for number in range(min(len(pdf), seen.paginas)):
            try:
                texts.append(str(pdf[number].get_textpage().get_text_bounded()))
            except pypdfium2.PdfiumError:
                seen = _refused(seen, "PAKKET-117", pagina=number + 1)
                texts.append("")
    body = _body_words(data) if any(texts) else ()
    return replace(seen, tekst=tuple(texts), woorden=body)


def _body_words(data: bytes) -> tuple[str, ...]:
    import pypdfium2

    try:
        return tuple(words.pdf_body_words(data))
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return ()
