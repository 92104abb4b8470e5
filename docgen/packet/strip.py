"""Makes the copy of a file that is bound into a packet: it shows the same, and does nothing.

What was filled in becomes part of the page; scripts, actions, embedded files and
signatures go. What that may have changed is compared with the file as pdfium draws it.
Where taking out changed what is seen, and for a file with layers (every library that
merges shows the hidden ones), the pages become images.
Bron: security.md of the project, T15, T16 and sections 3 and 4.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from docgen.errors import DocgenError, fault
from docgen.packet import active
from docgen.work import child
from docgen.work.child import Limits

LIMITS = Limits(cpu_seconds=60, wall_seconds=240, memory=2 << 30, file_size=200 << 20)
FORM = "invulvelden (de invulling staat vast op de pagina)"
SIGNATURES = "digitale handtekeningen (wat ervan te zien is, blijft)"
LOCK = "de beveiliging tegen kopiëren, bewerken of afdrukken"
LAYERS = "lagen (de pagina's zijn een afbeelding)"

_DPI = 150
_COMPARE_DPI = 24
_TILE = 8
"""Pages are compared by the mean grey of tiles of this many pixels, 24 points: a shift of a hair is no change."""
_CHANGED = 10
"""Difference in grey (0-255) from which a tile counts as changed; a lost word gives more."""


@dataclass(frozen=True, slots=True)
class Gestript:
    """A copy that shows the same as the file and does nothing.

    Attributes:
        data: The bytes; those of the file itself when there was nothing to take out.
        verwijderd: What was taken out, in Dutch words.
        afbeelding: The pages are images, and their words cannot be selected or read aloud.
    """

    data: bytes
    verwijderd: tuple[str, ...] = ()
    afbeelding: bool = False


def strip(data: bytes, limits: Limits = LIMITS) -> Gestript:
    """Make the copy of a file, in a child process.

    Raises:
        DocgenError: PAKKET-116 when no safe copy can be made; MAAK-90x never.
    """
    try:
        return child.run(copy, data, limits=limits)
    except DocgenError as error:
        raise error if error.code == "PAKKET-116" else fault("PAKKET-116") from error


def copy(data: bytes) -> Gestript:
    """Make the copy of a file. Runs in a child process only."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        removed = _to_remove(pdf)
        if not removed and not pdf.get_warnings():
            return Gestript(data)
        if LAYERS in removed or not _can_be_set(pdf):
            return Gestript(_as_images(data), removed, True)
        touched = _touched(pdf)
        _flatten(pdf)
        active.disarm(pdf)
        copied = _save(pdf)
    if not _is_inert(copied):
        raise fault("PAKKET-116")
    if _looks_the_same(data, copied, touched):
        return Gestript(copied, removed)
    return Gestript(_as_images(data), removed, True)


def _to_remove(pdf: Any) -> tuple[str, ...]:
    """Name what has to go from a file, in Dutch words."""
    seen = active.survey(pdf)
    found = list(seen.kinds)
    if seen.signatures:
        found.append(SIGNATURES)
    if seen.fields or (not seen.signatures and (seen.widgets or "/AcroForm" in pdf.Root)):
        found.append(FORM)
    if pdf.is_encrypted:
        found.append(LOCK)
    if active.layers(pdf):
        found.append(LAYERS)
    return tuple(found)


def _asks_for_drawing(pdf: Any) -> bool:
    """Tell whether a form leaves it to the reader to draw what was filled in."""
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and form.get("/NeedAppearances", False) is True


def _can_be_set(pdf: Any) -> bool:
    """Tell whether qpdf can draw what was filled in: it sets a question mark for what is not in WinAnsi."""
    import pikepdf

    if not _asks_for_drawing(pdf):
        return True
    values = (item.get("/V") for item in active.dictionaries(pdf) if "/FT" in item or "/T" in item)
    texts = "".join(str(value) for value in values if isinstance(value, pikepdf.String))
    return texts.encode("cp1252", errors="ignore").decode("cp1252") == texts


def _flatten(pdf: Any) -> None:
    """Make what fields and notes show a part of their page."""
    if _asks_for_drawing(pdf):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _save(pdf: Any) -> bytes:
    import pikepdf

    # Merging drops the structure tree anyway, and it may lead to what was taken out.
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    out = io.BytesIO()
    pdf.save(
        out,
        encryption=False,
        static_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return out.getvalue()


def _is_inert(data: bytes) -> bool:
    import pikepdf

    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        return not _to_remove(pdf)


def _touched(pdf: Any) -> list[int]:
    """Number the pages whose looks may change: those with notes and fields, and all of a file that was mended."""
    mended = bool(pdf.get_warnings())
    return [number for number, page in enumerate(pdf.pages) if mended or "/Annots" in page.obj]


def _looks_the_same(data: bytes, copied: bytes, pages: list[int]) -> bool:
    """Compare pages of two files as pdfium draws them, small and grey."""
    import pypdfium2
    from PIL import ImageChops

    with pypdfium2.PdfDocument(data) as before, pypdfium2.PdfDocument(copied) as after:
        before.init_forms()
        if len(before) != len(after):
            return False
        for number in pages:
            one, other = (_tiles(pdf, number) for pdf in (before, after))
            if one.size != other.size or max(ImageChops.difference(one, other).tobytes()) > _CHANGED:
                return False
    return True


def _tiles(pdf: Any, number: int) -> Any:
    from PIL import Image

    drawn = _drawn(pdf, number, _COMPARE_DPI).convert("L")
    size = (max(1, drawn.width // _TILE), max(1, drawn.height // _TILE))
    return drawn.resize(size, Image.Resampling.BOX)


def _drawn(pdf: Any, number: int, dpi: int) -> Any:
    return pdf[number].render(scale=dpi / 72).to_pil()


def _as_images(data: bytes) -> bytes:
    """Make a file of which every page is an image of what the file shows."""
    import pikepdf
    import pypdfium2

    made = pikepdf.new()
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        for number in range(len(pdf)):
            picture = _drawn(pdf, number, _DPI).convert("RGB")
            size = tuple(side * 72 / _DPI for side in picture.size)
            page = made.add_blank_page(page_size=size)
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=_image(made, picture)))
            page.obj.Contents = made.make_stream(f"q {size[0]} 0 0 {size[1]} 0 0 cm /Im Do Q".encode())
    return _save(made)


def _image(pdf: Any, picture: Any) -> Any:
    import pikepdf

    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return pdf.make_stream(
        out.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
