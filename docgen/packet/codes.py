"""Reads the page codes from the pages of a PDF that came in, and which way up each page lies.

The PDF was made by anybody: it is drawn and read in a child process with limits.
The code stands at the bottom left of an upright page, so the four corners are read
first; what is not found there is sought on the whole page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError, fault
from docgen.render.furniture import CODE_SIZE, HEIGHT
from docgen.render.pagecode import PageCode
from docgen.work import child

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 500
LIMITS = child.Limits(cpu_seconds=120, wall_seconds=240.0)
"""For a stack of that many pages."""

_DPI = 200
_LONGEST = 4000
"""Dots of the longest side of a page at most: a page of any size takes the time of an A3."""
_CORNER = 0.27
"""Side of a corner as a part of the shortest side of the page: 57 mm of A4."""
_SHARE = CODE_SIZE / HEIGHT
"""The code against the longest side of its page; a page scanned two to a sheet has a smaller one."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What there is to read on one page."""

    code: PageCode | None = None
    """Its page code; None when there is none, or more than one."""
    turn: int = 0
    """Degrees clockwise (0, 90, 180, 270) that put the page as it is shown upright; 0 without a code."""
    several: bool = False
    """True when there are codes of different pages on it."""
    blank: bool = False
    """True when nothing is on it, as on the back of a sheet."""


def read(data: bytes, limits: child.Limits = LIMITS) -> tuple[ReadPage, ...]:
    """Read the page codes of a PDF in a child process, page by page.

    Raises PacketFault PAKKET-110 for too many pages, PAKKET-115 when they cannot be
    drawn within the limits; what happens in the child never comes out otherwise.
    """
    try:
        return child.run(look, data, limits=limits)
    except DocgenError as error:
        raise error if error.code == "PAKKET-110" else fault("PAKKET-115") from error


def look(data: bytes) -> tuple[ReadPage, ...]:
    """Do the work of `read` in this process: only for a child. Raises what pdfium raises, and PAKKET-110."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        if len(pdf) > MAX_PAGES:
            raise fault("PAKKET-110", aantal=len(pdf), hoogste=MAX_PAGES)
        return tuple(_look_at(_picture(page)) for page in pdf)


def _picture(page: Any) -> Image:
    """Draw a page in grey."""
    scale = min(_DPI / 72, _LONGEST / max(page.get_size()))
    picture: Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


def _look_at(page: Image) -> ReadPage:
    if _is_blank(page):
        return ReadPage(blank=True)
    found: dict[PageCode, int] = {}
    for picture, enlarged in _parts(page):
        for code, turn, side in _codes(picture, enlarged):
            if 0.85 < side / max(page.size) / _SHARE < 1.15:
                return ReadPage(code, turn)
            # Of a size that leaves room for another page on this sheet: look further.
            found[code] = turn
    if len(found) == 1:
        return ReadPage(*found.popitem())
    return ReadPage(several=bool(found))


def _parts(page: Image) -> Iterator[tuple[Image, int]]:
    """Where to look, with how many times it is enlarged: the corners, the corners cleaned up, the whole page."""
    width, height = page.size
    side = round(min(page.size) * _CORNER)
    # That of an upright page first.
    places = ((0, height - side), (width - side, 0), (width - side, height - side), (0, 0))
    corners = [page.crop((left, top, left + side, top + side)) for left, top in places]
    yield from ((corner, 1) for corner in corners)
    yield from ((_clean(corner), 2) for corner in corners)
    yield page, 1


def _clean(picture: Image) -> Image:
    """Make the best of a bad scan: smooth the grain, enlarge twice, and sharpen what is left."""
    from PIL.Image import Resampling
    from PIL.ImageFilter import GaussianBlur, UnsharpMask

    smooth = picture.filter(GaussianBlur(1.2))
    large = smooth.resize((picture.width * 2, picture.height * 2), Resampling.BICUBIC)
    return large.filter(UnsharpMask(4, 300, 0))


def _codes(picture: Image, enlarged: int = 1) -> list[tuple[PageCode, int, float]]:
    """Find our codes in a picture: each with the turn that puts it upright and its side in dots of the page."""
    import zxingcpp

    found = []
    for seen in zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), try_invert=False
    ):
        code = PageCode.parse(seen.text)
        if code is not None:
            place = seen.position
            side = abs(complex(place.top_right.x - place.top_left.x, place.top_right.y - place.top_left.y))
            found.append((code, round(-seen.orientation / 90) % 4 * 90, side / enlarged))
    return found


def _is_blank(page: Image) -> bool:
    """Tell whether nothing is on a page but the grain of the paper and dust.

    Small squares of half a millimetre are averaged; a stroke of a pen or pencil makes
    some of them at least 60 of 256 shades darker than the paper. The edges do not count.
    """
    small = page.reduce(max(1, round(max(page.size) / 600)))
    edge = round(min(small.size) * 0.04)
    shades = small.crop((edge, edge, small.width - edge, small.height - edge)).histogram()
    darkest = next((shade for shade, count in enumerate(shades) if count), 255)
    paper = max(range(256), key=shades.__getitem__)
    return paper - darkest < 60
