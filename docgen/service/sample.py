"""A page to try a house style on, as a picture: nothing in it is about anybody."""

from __future__ import annotations

import datetime as dt
import io

from docgen import law, render
from docgen.render.style import Huisstijl
from docgen.text.packets import PROEFBLAD, front
from docgen.text.packetvalues import Pakketblad

_WIDTH = 900
"""Width of the picture in pixels: sharp on a screen that shows it at half of that."""


def style_sample(style: Huisstijl, peildatum: dt.date) -> bytes:
    """Draw the sample page in a house style, as PNG. Raises RenderFault."""
    import pypdfium2

    out = io.BytesIO()
    with pypdfium2.PdfDocument(style_sample_pdf(style, peildatum)) as pdf:
        page = pdf[0]
        image = page.render(scale=_WIDTH / page.get_width()).to_pil()
        page.close()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def style_sample_pdf(style: Huisstijl, peildatum: dt.date) -> bytes:
    """Set the sample page as PDF. Raises RenderFault."""
    nothing = Pakketblad.zonder_delen("VOORBEELD", law.regelingen()[0], peildatum)
    return render.to_pdf(front(PROEFBLAD, nothing, ""), style)
