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
    return render.to_pdf(front(PROEFBLAD, _nothing(peildatum), ""), style)


def _nothing(peildatum: dt.date) -> Pakketblad:
    """The values of a packet with nothing in it: the sample page prints none of them."""
    return Pakketblad(
        voor="",
        zaaknummer="VOORBEELD",
        regeling=law.regelingen()[0],
        peildatum=peildatum,
        delen=(),
        aantal_delen=0,
        aantal_bladzijden=0,
        volledig=True,
        gebreken=(),
        verzegeld=False,
        leeg=True,
        met_originelen=False,
        met_nummers=False,
        bijlagenummers=(),
        vreemd=False,
        notities=(),
    )
