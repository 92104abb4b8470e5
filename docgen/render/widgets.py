"""The fields of a form in a PDF: WeasyPrint says where they are, here they become what they are.

Each has its name and spoken label, its value, and what it looks like, so that no
reader has to make that up (PDF/A forbids it); no scripts, no actions.
"""

from __future__ import annotations

from typing import Any

from docgen.errors import fault
from docgen.render.fields import LEADING, PADDING, SIZE, Entry
from docgen.render.formfont import BOXES, FormFont, embed

_INK = "0.11 g"
_BASELINE = 3.64 * 72 / 25.4
"""From the top of a line to its baseline, in points: that of the label beside it."""
_TOP = 1.0 * 72 / 25.4
"""Free above the first line, as in base.css."""
_MULTILINE = 1 << 12


def fill(pdf: Any, entries: tuple[Entry, ...]) -> None:
    """Make form fields of the places that WeasyPrint has marked, in their order.

    Raises RenderFault when there are not as many places as fields.
    """
    import pydyf

    wanted = [entry for entry in entries if entry.kind != "handmatig"]
    form = pdf.catalog.get("AcroForm", {})
    places = form.get("Fields", ())
    if len(places) != len(wanted):
        raise fault("MAAK-007", wat="de velden van het formulier")
    if not wanted:
        return
    font = embed(pdf, frozenset(char for entry in wanted for char in entry.value))
    del form["NeedAppearances"]
    form["DR"] = pydyf.Dictionary({"Font": pydyf.Dictionary({"DocgenForm": font.typed})})
    form["DA"] = pydyf.String(f"/DocgenForm {SIZE} Tf {_INK}")
    for place, entry in zip(places, wanted, strict=True):
        _settle(pdf, pdf.objects[int(place.split()[0])], entry, font)


def _settle(pdf: Any, field: Any, entry: Entry, font: FormFont) -> None:
    import pydyf

    left, first, right, second = field["Rect"]
    width, height = right - left, abs(second - first)
    field["Rect"][:] = [left, min(first, second), right, max(first, second)]
    spare = pdf.objects[int(field["AP"]["N"]["on"].split()[0])]
    field |= {"T": pydyf.String(entry.name), "TU": pydyf.String(entry.label)}
    if entry.kind == "vakje":
        other = _appearance(pdf, _box(font, height, checked=False), width, height, font)
        _reuse(spare, _box(font, height, checked=True), width, height, font)
        state = "/Yes" if entry.checked else "/Off"
        states = pydyf.Dictionary({"Yes": spare.reference, "Off": other})
        field |= {"V": state, "AS": state, "AP": pydyf.Dictionary({"N": states})}
        field["MK"] = pydyf.Dictionary({"CA": pydyf.String("4")})
        return
    _reuse(spare, _text(font, entry, width, height), width, height, font)
    del field["AS"]
    field |= {"FT": "/Tx", "V": pydyf.String(entry.value), "DA": pydyf.String(f"/DocgenForm {SIZE} Tf {_INK}")}
    field["AP"] = pydyf.Dictionary({"N": spare.reference})
    field["MK"] = pydyf.Dictionary()
    if entry.kind == "ruimte" or entry.rows > 1:
        field["Ff"] = _MULTILINE
    if entry.kind == "ruimte":
        field["MK"]["BG"] = pydyf.Array([1])  # what is typed covers the lines for the pen


def _text(font: FormFont, entry: Entry, width: float, height: float) -> str:
    if not entry.lines:
        return "/Tx BMC\nEMC"
    lines = f"\n0 -{LEADING:.3f} Td ".join(f"{font.encode(line)} Tj" for line in entry.lines)
    clip = f"0 0 {width:.3f} {height:.3f} re W n"
    place = f"{PADDING:.3f} {height - _TOP - _BASELINE:.3f} Td"
    return f"/Tx BMC\nq {clip}\nBT {_INK} /F {SIZE} Tf {place} {lines} ET\nQ\nEMC"


def _box(font: FormFont, height: float, *, checked: bool) -> str:
    return f"q BT {_INK} /F {height:.3f} Tf 0 {0.19 * height:.3f} Td {font.encode(BOXES[checked])} Tj ET Q"


def _appearance(pdf: Any, drawing: str, width: float, height: float, font: FormFont) -> bytes:
    import pydyf

    stream = pydyf.Stream(compress=True)
    _reuse(stream, drawing, width, height, font)
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference


def _reuse(stream: Any, drawing: str, width: float, height: float, font: FormFont) -> None:
    import pydyf

    stream.stream[:] = [drawing.encode("ascii")]
    stream.extra = pydyf.Dictionary(
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, width, height]),
            "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary({"F": font.shown})}),
        }
    )
