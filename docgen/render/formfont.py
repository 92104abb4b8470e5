"""The font of fields to fill in: one font file, known in a PDF by two names.

What we fill in is set with a font that has every character; a reader of PDFs that lets
somebody type needs one of which it knows the code of each letter.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docgen.render import fonts

_TYPED = frozenset(bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)) - {"", "\x7f"}
"""What can be typed in WinAnsiEncoding."""
BOXES = {False: "☐", True: "☑"}


@dataclass(frozen=True)
class Subset:
    """The letters of a form: a font file and where each character is in it."""

    data: bytes
    tag: str
    glyphs: dict[str, int]
    widths: dict[int, int]
    """Width of each glyph in thousandths of the size."""


@lru_cache(maxsize=8)
def subset(extra: frozenset[str]) -> Subset:
    """Cut the font of the body down to what can be typed, the boxes, and these characters."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=[], hinting=False, name_IDs=[], notdef_outline=True, glyph_names=False)
    options.drop_tables += ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "kern", "FFTM"]
    font = TTFont(io.BytesIO(fonts.face(fonts.REGULAR).data), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=[ord(char) for char in _TYPED | extra | {*BOXES.values()}])
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    data = out.getvalue()
    unit = font["head"].unitsPerEm
    cmap = font.getBestCmap()
    glyphs = {chr(code): font.getGlyphID(name) for code, name in cmap.items()}
    widths = {font.getGlyphID(name): round(font["hmtx"][name][0] * 1000 / unit) for name in font.getGlyphOrder()}
    digest = hashlib.sha256(data).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return Subset(data, tag, glyphs, widths)


@dataclass(frozen=True)
class FormFont:
    """The font as it stands in one PDF."""

    cut: Subset
    typed: bytes
    """Reference to the font for what is typed."""
    shown: bytes
    """Reference to the font for what we fill in."""

    def encode(self, text: str) -> str:
        """Write a text as the operand of Tj in the font `shown`."""
        return "<" + "".join(f"{self.cut.glyphs[char]:04X}" for char in text) + ">"


def embed(pdf: Any, extra: frozenset[str]) -> FormFont:
    """Put the font in a pydyf PDF."""
    import pydyf

    cut = subset(extra - _TYPED)
    face = fonts.face(fonts.REGULAR).font
    name = f"/{cut.tag}+{fonts.FAMILY.replace(' ', '-')}"
    scale = 1000 / face["head"].unitsPerEm
    file = _add(pdf, pydyf.Stream([cut.data], extra={"Length1": len(cut.data)}, compress=True))
    head, os2 = face["head"], face["OS/2"]
    box = [round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    common = {
        "Type": "/FontDescriptor",
        "FontName": name,
        "FontBBox": pydyf.Array(box),
        "ItalicAngle": 0,
        "Ascent": round(face["hhea"].ascent * scale),
        "Descent": round(face["hhea"].descent * scale),
        "CapHeight": round(os2.sCapHeight * scale),
        "StemV": 80,
        "FontFile2": file,
    }
    typed = _typed(pdf, cut, name, {**common, "Flags": 32})
    return FormFont(cut, typed, _shown(pdf, cut, name, {**common, "Flags": 4}))


def _typed(pdf: Any, cut: Subset, name: str, descriptor: dict[str, Any]) -> bytes:
    import pydyf

    chars = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    widths = [cut.widths[cut.glyphs.get(char, 0)] for char in chars]
    return _add(
        pdf,
        pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/TrueType",
                "BaseFont": name,
                "Encoding": "/WinAnsiEncoding",
                "FirstChar": 32,
                "LastChar": 255,
                "Widths": pydyf.Array(widths),
                "FontDescriptor": _add(pdf, pydyf.Dictionary(descriptor)),
            }
        ),
    )


def _shown(pdf: Any, cut: Subset, name: str, descriptor: dict[str, Any]) -> bytes:
    import pydyf

    widths = [cut.widths[glyph] for glyph in sorted(cut.widths)]
    inner = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": pydyf.Dictionary(
                {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
            ),
            "CIDToGIDMap": "/Identity",
            "W": pydyf.Array([0, pydyf.Array(widths)]),
            "FontDescriptor": _add(pdf, pydyf.Dictionary(descriptor)),
        }
    )
    return _add(
        pdf,
        pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([_add(pdf, inner)]),
                "ToUnicode": _add(pdf, pydyf.Stream([_to_unicode(cut)], compress=True)),
            }
        ),
    )


def _to_unicode(cut: Subset) -> bytes:
    """Say which character each glyph is, a hundred at a time, as the format asks."""
    by_glyph = {glyph: char for char, glyph in sorted(cut.glyphs.items(), reverse=True)}
    rows = [f"<{glyph:04X}> <{char.encode('utf-16-be').hex()}>" for glyph, char in sorted(by_glyph.items())]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    blocks = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blocks}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _add(pdf: Any, item: Any) -> bytes:
    pdf.add_object(item)
    reference: bytes = item.reference
    return reference
