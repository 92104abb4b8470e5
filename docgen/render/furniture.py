"""Page furniture: what is drawn in the free margin of a page, beside the text.

A piece of furniture is a function that gives PDF drawing operators in points from
the bottom left corner of an A4 page. It is put *under* the content of the page as
an artifact, in a graphics state of its own. Letters are drawn as outlines, so that
no font and no word is added to the file. At the bottom left, in a square of 22 mm
where nothing else is drawn, stands the page code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from math import cos, radians, sin
from typing import Any

from docgen.render import fonts
from docgen.render.pagecode import PageCode
from docgen.text.document import Document

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
MARGIN = 25 * MM
BOX_BOTTOM, BOX_HEIGHT = 8 * MM, 13 * MM
BOX_WIDTH, BOX_GAP = 29 * MM, 2 * MM
BOXES_WIDTH = WIDTH - 2 * MARGIN - 24 * MM
"""Room for the boxes: the line, less the page code and some air."""
CODE_SIZE = 11.25 * MM
"""Side of the page code: 25 modules of 0.45 mm, 2.7 dots each in a scan of 150 dpi."""


def draw(document: Document, code: PageCode, *, signed: bool) -> str:
    """Return the furniture of one page; `signed`: the page has a signature block."""
    pieces = [] if document.reading else [page_code(code)]  # nobody signs a reading copy, so nobody scans it
    if document.concept:
        pieces.append(watermark("CONCEPT"))
    if document.parafen and not signed:
        pieces.append(parafen(document.parafen))
    return "\n".join(pieces)


@lru_cache(maxsize=256)
def page_code(code: PageCode) -> str:
    """Draw the page code as a QR code under the left edge of the text, level with the boxes.

    One path, so that no viewer shows seams between its rectangles. The quiet zone of
    four modules is the empty paper around it. With the mask fixed, making one takes
    a fifth of the time; which mask matters little for so small a code.
    """
    import segno

    matrix = segno.make_qr(code.text, error="m", boost_error=False, mask=2).matrix
    module = CODE_SIZE / len(matrix)
    bars = []
    for row, line in enumerate(matrix):
        dark = bytes(line)
        for bar in re.finditer(rb"\x01+", dark):
            bars.append(f"{bar.start()} {len(matrix) - 1 - row} {bar.end() - bar.start()} 1 re")
    return "\n".join((f"q {module:.4f} 0 0 {module:.4f} {MARGIN:.2f} {BOX_BOTTOM:.2f} cm 0 g", *bars, "f Q"))


def parafen(roles: tuple[str, ...]) -> str:
    """Draw a box for the initials of each role, side by side, bottom right."""
    count = len(roles)
    width = min(BOX_WIDTH, (BOXES_WIDTH - (count - 1) * BOX_GAP) / count)
    left = WIDTH - MARGIN - count * width - (count - 1) * BOX_GAP
    drawn = ["0.55 G 0.5 w"]
    for index, role in enumerate(roles):
        x = left + index * (width + BOX_GAP)
        label = f"paraaf {role}"
        size = min(6.5, (width - 3 * MM) / fonts.face(fonts.REGULAR).width(label))
        drawn.append(f"{x:.2f} {BOX_BOTTOM:.2f} {width:.2f} {BOX_HEIGHT:.2f} re S")
        drawn.append("0.35 g")
        drawn.append(text(label, fonts.REGULAR, size, x + 1.5 * MM, BOX_BOTTOM + BOX_HEIGHT - 1.4 * MM - size * 0.7))
    return "\n".join(drawn)


@cache
def watermark(word: str) -> str:
    """Draw a word across the page, light enough to read the text over it."""
    size, angle = 118.0, radians(52)
    width = fonts.face(fonts.SEMIBOLD).width(word, size)
    c, s = cos(angle), sin(angle)
    x = WIDTH / 2 - c * width / 2 + s * size * 0.33
    y = HEIGHT / 2 - s * width / 2 - c * size * 0.33
    turn = f"{c:.5f} {s:.5f} {-s:.5f} {c:.5f} {x:.2f} {y:.2f} cm"
    return f"q 0.935 g {turn}\n{text(word, fonts.SEMIBOLD, size, 0, 0)}\nQ"


def text(words: str, file: str, size: float, x: float, y: float) -> str:
    """Draw words as outlines with their baseline at x, y; the fill colour is the one in force."""
    drawn = []
    for char in words:
        outline = _outline(file, char)
        if outline:
            drawn.append(f"q {size / 1000:.5f} 0 0 {size / 1000:.5f} {x:.3f} {y:.3f} cm\n{outline}\nf Q")
        x += fonts.face(file).width(char, size)
    return "\n".join(drawn)


@cache
def _outline(file: str, char: str) -> str:
    """Return the outline of a character as path operators, 1000 units to the size."""
    from fontTools.pens.basePen import BasePen

    font = fonts.face(file).font
    scale = 1000 / font["head"].unitsPerEm
    glyphs = font.getGlyphSet()
    drawn: list[str] = []

    def write(operator: str, *points: tuple[float, float]) -> None:
        numbers = (f"{coordinate * scale:.0f}" for point in points for coordinate in point)
        drawn.append(" ".join((*numbers, operator)))

    class Pen(BasePen):  # type: ignore[misc]
        _moveTo: Callable[..., None] = staticmethod(lambda p: write("m", p))
        _lineTo: Callable[..., None] = staticmethod(lambda p: write("l", p))
        _curveToOne: Callable[..., None] = staticmethod(lambda a, b, c: write("c", a, b, c))
        _closePath: Callable[..., None] = staticmethod(lambda: write("h"))

    glyphs[font.getBestCmap()[ord(char)]].draw(Pen(glyphs))
    return "\n".join(drawn)


def put_under(pdf: Any, page: Any, drawing: str) -> None:
    """Put a drawing under the content of a page of a pydyf PDF, as an artifact.

    The content of the page begins with a change of coordinates of its own, so ours
    comes first and leaves no trace in the graphics state.
    """
    import pydyf

    artifact = f"/Artifact <</Type /Pagination>> BDC\nq\n{drawing}\nQ\nEMC"
    stream = pydyf.Stream([artifact.encode("ascii")], compress=True)
    pdf.add_object(stream)
    page["Contents"] = pydyf.Array([stream.reference, page["Contents"]])
