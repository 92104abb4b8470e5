"""Puts the seal on a finished packet, as the very last thing: after it nothing may be written.

A certification signature that allows no change, in an incremental update: the bytes of
the packet stay what they were. Its picture stands on the cover, drawn in outlines so
that it brings no font, and in the structure tree as a form field with a description.
Bron: security.md of the project, section 4.
"""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from docgen import nl
from docgen.errors import fault
from docgen.packet import sealtag
from docgen.packet.key import Sleutel
from docgen.render import fonts
from docgen.render.furniture import text

Box = tuple[int, int, int, int]

SEAL_BOX: Box = (325, 90, 524, 152)
"""The place that the cover keeps free for the seal: left, bottom, right, top, in points."""
FIELD = "Zegel"
_ZONE = ZoneInfo("Europe/Amsterdam")
_TIMEOUT = 20


def seal(pdf: bytes, sleutel: Sleutel, moment: dt.datetime, box: Box = SEAL_BOX) -> bytes:
    """Seal a packet; the result begins with the packet as it was.

    Args:
        pdf: The finished packet, without a signature of its own.
        sleutel: The key, opened at this same moment.
        moment: The moment of sealing, with its zone.
        box: Where the seal is shown on the first page.

    Raises:
        DocgenError: PAKKET-136, no time stamp server answered; PAKKET-137, sealing failed.
    """
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

    stampers: list[Any] = [HTTPTimeStamper(url, timeout=_TIMEOUT) for url in sleutel.tijdstempels] or [None]
    for stamper in stampers:
        try:
            return _sealed(pdf, sleutel, moment, box, stamper)
        except TimestampRequestError:
            continue
        except (SigningError, PdfError, PKCS11Error) as error:
            raise fault("PAKKET-137", soort=type(error).__name__) from error
    raise fault("PAKKET-136")


def _sealed(pdf: bytes, sleutel: Sleutel, moment: dt.datetime, box: Box, stamper: Any) -> bytes:
    from pyhanko.sign import fields, signers

    writer = _writer()(io.BytesIO(pdf))
    about = f"Zegel van {sleutel.wie}, gezet op {_when(moment)}."
    spec = fields.SigFieldSpec(FIELD, on_page=0, box=box, readable_field_name=about)
    fields.append_signature_field(writer, spec)
    sealtag.tag(writer, FIELD, about)
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    picture = _picture(writer, sleutel, moment, box)
    signer = _at(moment)(metadata, sleutel.signer, timestamper=stamper, stamp_style=picture)
    out: io.BytesIO = signer.sign_pdf(writer, existing_fields_only=True)
    return out.getvalue()


@cache
def _writer() -> Any:
    """Return the writer of pyHanko that leaves the metadata and the version of the packet alone.

    pyHanko would write the moment of the clock in them, take our extension of the XMP
    apart and call the packet PDF 2.0, after which it is no PDF/A-3 any more.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

        def ensure_output_version(self, version: tuple[int, int]) -> None:
            pass

    return Writer


def _at(moment: dt.datetime) -> Any:
    """Return the class of pyHanko that signs, with the moment given instead of the clock."""
    from pyhanko.sign import signers

    class AtMoment(signers.PdfSigner):
        def init_signing_session(self, *args: Any, **options: Any) -> Any:
            session = super().init_signing_session(*args, **options)
            session.system_time = moment
            return session

    return AtMoment


def _when(moment: dt.datetime) -> str:
    local = moment.astimezone(_ZONE)
    return f"{nl.datum(local)} om {local:%H.%M} uur"


def _picture(writer: Any, sleutel: Sleutel, moment: dt.datetime, box: Box) -> Any:
    """Draw the seal: a frame with who and when, packed, as the letters are outlines."""
    from pyhanko.pdf_utils import content, generic, layout
    from pyhanko.stamp import StaticStampStyle

    width, height = box[2] - box[0], box[3] - box[1]
    drawing: Any = generic.StreamObject(stream_data=_drawn(sleutel, moment, width, height).encode("ascii"))
    number: Any = generic.NumberObject
    corners = generic.ArrayObject([number(edge) for edge in (0, 0, width, height)])
    drawing.update({generic.pdf_name("/Subtype"): generic.pdf_name("/Form"), generic.pdf_name("/BBox"): corners})
    drawing.compress()
    shown = content.RawContent(b"/Zegel Do", box=layout.BoxConstraints(width=width, height=height))
    shown.set_resource(content.ResourceType.XOBJECT, generic.pdf_name("/Zegel"), writer.add_object(drawing))
    edge: Any = layout.Margins
    return StaticStampStyle(
        border_width=0,
        background=shown,
        background_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MIN, y_align=layout.AxisAlignment.ALIGN_MIN, margins=edge.uniform(0)
        ),
    )


def _drawn(sleutel: Sleutel, moment: dt.datetime, width: int, height: int) -> str:
    lines = (
        (fonts.SEMIBOLD, 12.0, "Verzegeld"),
        (fonts.REGULAR, 9.0, f"door {sleutel.wie}"),
        (fonts.REGULAR, 9.0, f"op {_when(moment)}"),
        (fonts.REGULAR, 7.0, "Elke wijziging na dit zegel is te zien."),
    )
    drawn = [f"0.10 0.32 0.55 RG 1 w 0.5 0.5 {width - 1} {height - 1} re S 0.10 0.32 0.55 rg"]
    top = height - 8.0
    for file, size, line in lines:
        shown, fitting = _fitted(line, file, size, width - 16)
        top -= size * 0.9
        drawn.append(text(shown, file, fitting, 8, top))
        top -= size * 0.5
    return "\n".join(drawn)


def _fitted(line: str, file: str, size: float, width: float) -> tuple[str, float]:
    """Make a line fit: smaller down to 6 points, then cut off; what the font has not becomes a question mark."""
    known = "".join(char if char in fonts.repertoire() else "?" for char in line)
    natural = fonts.face(file).width(known, size)
    fitting = max(6.0, min(size, size * width / natural))
    while fonts.face(file).width(known, fitting) > width:
        known = known.removesuffix("…")[:-1] + "…"
    return known, fitting
