"""Pages from elsewhere, made ready to be bound: upright, inert, and with the strip at their head free.

Every such page becomes one picture (a form XObject) on a new page, so that its boxes,
its turn and the state in which its content leaves the pen touch nothing of ours. All
of this runs in a child process.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docgen.packet.stamps import STRIP
from docgen.packet.strip import strip
from docgen.work import child
from docgen.work.child import Limits

LIMITS = Limits(cpu_seconds=120, wall_seconds=180, memory=2 << 30, file_size=400 << 20)
LIGHT = 225
"""Grey level from which a dot counts as paper: the noise of a scanner is lighter, ink is darker."""
_DPI = 50
PICTURE = "/DgPagina"


@dataclass(frozen=True, slots=True)
class Blad:
    """One page to take: from which file, which page of it (from 0), and the turn that puts it upright."""

    bestand: int
    pagina: int
    draai: int = 0


@dataclass(frozen=True, slots=True)
class Gereed:
    """The pages of one exemplar, ready to be bound."""

    data: bytes
    paginas: int
    sha256: str
    """Of what the pages show: see `digest`."""
    verkleind: int
    """Number of pages that were made smaller to free the strip."""
    verwijderd: tuple[str, ...]
    """What was taken out of the copy, in Dutch words."""
    afbeelding: bool
    """Pages became images, because nothing else showed the same."""


def prepare(files: dict[int, bytes], wanted: Iterable[tuple[Blad, ...]]) -> tuple[Gereed, ...]:
    """Make the pages of each exemplar ready.

    Raises PacketFault PAKKET-116 for a file of which no safe copy can be made, and MAAK-90x
    when reading takes more than it may.
    """
    exemplars = tuple(wanted)
    used = {blad.bestand for bladen in exemplars for blad in bladen}
    stripped = {number: strip(files[number]) for number in sorted(used)}
    ready = []
    for bladen in exemplars:
        own = sorted({blad.bestand for blad in bladen})
        data, digest_, smaller = child.run(_prepare, {n: stripped[n].data for n in own}, bladen, limits=LIMITS)
        gone = tuple(dict.fromkeys(what for n in own for what in stripped[n].verwijderd))
        ready.append(Gereed(data, len(bladen), digest_, smaller, gone, any(stripped[n].afbeelding for n in own)))
    return tuple(ready)


def _prepare(files: dict[int, bytes], bladen: tuple[Blad, ...]) -> tuple[bytes, str, int]:
    import pikepdf

    made = pikepdf.new()
    # The sources stay open until the copy is saved: its objects may lean on theirs.
    sources = {number: pikepdf.open(io.BytesIO(data)) for number, data in files.items()}
    for blad in bladen:
        made.add_pages_from(sources[blad.bestand], [blad.pagina], forms="strip")
        made.pages[-1].rotate(blad.draai, relative=True)
    free = _free(made)
    for page, whole in zip(made.pages, free, strict=True):
        _as_picture(made, page, smaller=not whole)
    digests = digest(page.obj.Resources.XObject[PICTURE] for page in made.pages)
    out = io.BytesIO()
    made.save(out, static_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue(), digests, free.count(False)


def _free(pdf: Any) -> list[bool]:
    """Tell of each page whether the strip at its head is blank."""
    import pypdfium2

    out = io.BytesIO()
    pdf.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as drawn:
        return [_is_blank(page) for page in drawn]


def _is_blank(page: Any) -> bool:
    from PIL import Image

    picture: Image.Image = page.render(scale=_DPI / 72).to_pil().convert("L")
    head = picture.crop((0, 0, picture.width, max(1, round(STRIP * _DPI / 72))))
    return min(head.tobytes()) >= LIGHT


def _as_picture(pdf: Any, page: Any, *, smaller: bool) -> None:
    """Put a page as a picture on a page of its own, under the strip when it does not leave that free."""
    import pikepdf

    box = [float(side) for side in page.cropbox]
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    if int(page.obj.get("/Rotate", 0)) % 180:
        width, height = height, width
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = width * unit, height * unit
    picture = page.as_form_xobject()
    # Until it is saved the picture is read from the page itself, which gets other content below.
    picture.write(picture.read_bytes())
    scale = (height - STRIP) / height if smaller else 1.0
    content = f"q {scale:.5f} 0 0 {scale:.5f} {width * (1 - scale) / 2:.3f} 0 cm {PICTURE} Do Q\n"
    for key in list(page.obj.keys()):
        if key not in ("/Type", "/Parent"):
            del page.obj[key]
    page.obj.MediaBox = pikepdf.Array([0, 0, round(width, 3), round(height, 3)])
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({PICTURE: pdf.make_indirect(picture)}))
    page.obj.Contents = pdf.make_stream(content.encode())


# --- what the pages show ---------------------------------------------------------

_SKIPPED = {
    "/Length",
    "/Filter",
    "/DecodeParms",
    "/Parent",
    "/StructParent",
    "/StructParents",
    "/PieceInfo",
    "/Metadata",
}
_IMAGES = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}


def digest(pictures: Iterable[Any]) -> str:
    """SHA-256 over what pictures show: their drawing operators and all that those use, however it is packed."""
    found = hashlib.sha256()
    seen: dict[tuple[int, int], int] = {}
    for picture in pictures:
        for piece in _walk(picture, seen):
            found.update(piece)
    return found.hexdigest()


def _walk(item: Any, seen: dict[tuple[int, int], int]) -> Iterator[bytes]:
    """Yield all that an object holds, in an order that does not depend on the file around it."""
    import pikepdf

    if isinstance(item, pikepdf.Object) and item.is_indirect:
        if item.objgen in seen:
            yield f"<{seen[item.objgen]}>".encode()
            return
        seen[item.objgen] = len(seen)
    if isinstance(item, pikepdf.Stream):
        filters = item.get("/Filter", ())
        names = {str(filters)} if isinstance(filters, pikepdf.Name) else {str(name) for name in filters}
        yield item.read_raw_bytes() if names & _IMAGES else item.read_bytes()
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted(item.keys()):
            if key not in _SKIPPED:
                yield key.encode("utf-8", "replace")
                yield from _walk(item[key], seen)
    elif isinstance(item, pikepdf.Array):
        yield f"[{len(item)}".encode()
        for inner in item:
            yield from _walk(inner, seen)
    else:
        yield f"{item!s};".encode("utf-8", "replace")
