"""Small pictures of the pages of a file that came in, to say by hand what they are; drawn in a child process."""

from __future__ import annotations

import io

from docgen.packet.codes import LIMITS, MAX_PAGES
from docgen.work import child

WIDTH = 480
"""Dots across: enough to read a heading and to see a signature."""


def draw(data: bytes) -> tuple[bytes, ...]:
    """Draw every page as a JPEG; raises MAAK-90x when the file lets no process draw it within the limits."""
    return child.run(look, data, limits=LIMITS)


def look(data: bytes) -> tuple[bytes, ...]:
    """Do the work of `draw` in this process: only for a child."""
    import pypdfium2

    made = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in list(pdf)[:MAX_PAGES]:
            width, height = page.get_size()
            picture = page.render(scale=WIDTH / max(width, height / 3), grayscale=True).to_pil()
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=55, optimize=True)
            made.append(out.getvalue())
    return tuple(made)
