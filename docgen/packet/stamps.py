"""The strip at the head of every page of a packet: which part it is of, and which page of the packet.

Drawn as outlines and marked as an artifact, so that it adds no font and no word. The
words of a part are drawn once and used on all its pages; only the page number differs.
It never covers anything: the layouts of docgen keep the strip free, and a page from
elsewhere that does not is made a little smaller (see `pages`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docgen.render import fonts, furniture
from docgen.render.furniture import MM

STRIP = 11 * MM
"""Height of the strip at the head of a page."""
_BASELINE = 7 * MM
"""From the head of the page down to the baseline."""
_EDGE = 12 * MM
_SIZE, _SMALLEST = 7.0, 5.0
_INK = "0.33 g"
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Stempel:
    """What the pages of one part say at their head."""

    woorden: str
    eerste: int
    """Number of its first page in the packet, from 1."""
    totaal: int
    """Pages of the whole packet."""


def stamp(pdf: Any, pages: list[Any], stempel: Stempel, digits: dict[str, Any], *, under: bool) -> None:
    """Put the strip on the pages of one part; `digits` is filled once per packet and shared.

    `under`: below what the page shows. Our own content begins and ends as it likes, so there it comes
    first; a page from elsewhere is one picture, of which the white would hide what lies below.
    """
    words: dict[tuple[float, float], Any] = {}
    for number, page in enumerate(pages, start=stempel.eerste):
        left, bottom, right, top = (float(side) for side in page.mediabox)
        size = (right - left, top - bottom)
        if size not in words:
            words[size] = _form(pdf, _words(stempel, *size))
        drawn = [f"/{_add(page, words[size])} Do"]
        x, y = _number_end(stempel, size[0]), size[1] - _BASELINE
        for digit in reversed(str(number)):
            x -= fonts.face(fonts.REGULAR).width(digit, _SIZE)
            form = digits.setdefault(digit, _form(pdf, f"{_INK}\n{furniture.text(digit, fonts.REGULAR, _SIZE, 0, 0)}"))
            drawn.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm /{_add(page, form)} Do Q")
        content = f"/Artifact <</Type /Pagination>> BDC\nq 1 0 0 1 {left:g} {bottom:g} cm\n"
        page.contents_add(pdf.make_stream((content + "\n".join(drawn) + "\nQ\nEMC\n").encode()), prepend=under)


def _words(stempel: Stempel, width: float, height: float) -> str:
    y = height - _BASELINE
    end = _number_end(stempel, width)
    face = fonts.face(fonts.REGULAR)
    before, after = "pakket, bladzijde ", f" van {stempel.totaal}"
    start = end - _number_width(stempel) - face.width(before, _SIZE)
    room = start - _EDGE - 4 * MM
    words, size = _fitting(stempel.woorden, room)
    pieces = ((words, size, _EDGE), (before, _SIZE, start), (after, _SIZE, end))
    return "\n".join((_INK, *(furniture.text(text, fonts.REGULAR, size, x, y) for text, size, x in pieces)))


def _fitting(words: str, room: float) -> tuple[str, float]:
    """Make words fit: smaller first, then without their last ones."""
    face = fonts.face(fonts.REGULAR)
    size = max(_SMALLEST, min(_SIZE, room / max(face.width(words), 0.001)))
    while face.width(words, size) > room and " " in words:
        words = words.rstrip("… ").rpartition(" ")[0] + " …"
        if words.count(" ") < 2:
            break
    return words, size


def _number_width(stempel: Stempel) -> float:
    return len(str(stempel.totaal)) * fonts.face(fonts.REGULAR).width("0", _SIZE)


def _number_end(stempel: Stempel, width: float) -> float:
    return width - _EDGE - fonts.face(fonts.REGULAR).width(f" van {stempel.totaal}", _SIZE)


def _form(pdf: Any, drawing: str) -> Any:
    import pikepdf

    big = 14400
    return pdf.make_stream(
        drawing.encode("ascii"),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([-big, -big, big, big]),
        Resources=pikepdf.Dictionary(),
    )


def _add(page: Any, form: Any) -> str:
    """Make a form known to a page, under a name that no layout uses; return that name."""
    import pikepdf

    resources = page.obj.Resources
    if "/XObject" not in resources:
        resources.XObject = pikepdf.Dictionary()
    name = f"DgS{form.objgen[0]}"
    resources.XObject[f"/{name}"] = form
    return name
