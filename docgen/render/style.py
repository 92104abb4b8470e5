"""The house style of an organisation: its name, colours, letter and logo, for PDF, DOCX and HTML alike.

A house style changes how a document looks and never a word of it. It is a small TOML
file beside its logo; who reads it gets every fault at once.
"""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError, Problem, fault, problem
from docgen.render.fonts import FAMILIES, SANS, Family

LETTERS = FAMILIES
"""The families of letters that a house style may choose, by name."""
PAPER, INK = "#ffffff", "#1c2126"
READABLE = 4.5
"""Least contrast of text with what is behind it (WCAG 2.2, 1.4.3)."""
LOGO_WIDTH, LOGO_HEIGHT = 60.0, 16.0
"""The room for a logo at the head of the first page, in mm."""
_MAX_BYTES, _MAX_PIXELS, _DPI = 2 << 20, 20_000_000, 300
_MM = 25.4


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo, drawn anew: PNG on white, with nothing in it of the file that it came from."""

    data: bytes
    width: float
    """On paper, in mm."""
    height: float


@dataclass(frozen=True, slots=True)
class Huisstijl:
    """How the documents of one organisation look; colours as #rrggbb."""

    naam: str = ""
    """The organisation, as a screen reader says it of the logo."""
    koppen: str = "#17455f"
    accent: str = "#2b6685"
    """Numbers of articles and the lines of tables."""
    vlak: str = "#eff4f7"
    """The ground of a box."""
    letter: Family = SANS
    logo: Logo | None = None

    @property
    def hash(self) -> str:
        """SHA-256: the same look, the same hash."""
        parts = [repr(getattr(self, field.name)) for field in fields(self)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def colours(self) -> dict[str, str]:
        """The colours by the names that the style sheets use."""
        return {"koppen": self.koppen, "accent": self.accent, "vlak": self.vlak}


HOUSE = Huisstijl()
"""How documents look without a house style."""

_KEYS = ("naam", "koppen", "accent", "vlak", "letter", "logo")


def read(path: Path) -> Huisstijl:
    """Read a house style from a TOML file; the logo is a file beside it.

    Raises TemplateFault with everything that is wrong with it.
    """
    try:
        row = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise fault("LAYOUT-010", naam=path.name) from None
    name = row.pop("logo", None)
    try:
        logo = (path.parent / Path(name).name).read_bytes() if isinstance(name, str) and name else None
    except OSError:
        raise fault("LAYOUT-011") from None
    return make(row, logo)


def make(row: dict[str, Any], logo: bytes | None = None) -> Huisstijl:
    """Make a house style of its fields and the bytes of a logo (PNG or JPEG).

    Raises TemplateFault with everything that is wrong.
    """
    found = [problem("LAYOUT-012", key, sleutel=key, bekend=", ".join(_KEYS)) for key in row if key not in _KEYS]
    colours = {key: str(row.get(key, default)).strip().lower() for key, default in HOUSE.colours().items()}
    found += [*_faults_of(colours)]
    letter = FAMILIES.get(str(row.get("letter", SANS.name)))
    if letter is None:
        found.append(problem("LAYOUT-015", "letter", bekend=" of ".join(FAMILIES)))
    naam = str(row.get("naam", "")).strip()
    if not naam or len(naam) > 100:
        found.append(problem("LAYOUT-016", "naam"))
    drawn: Logo | None = None
    if logo is not None:
        try:
            drawn = read_logo(logo)
        except DocgenError as error:
            found.append(Problem(error.code, "logo", error.melding, error.advies))
    if found or letter is None:
        raise fault("LAYOUT-019", found, aantal=len(found))
    return Huisstijl(naam, colours["koppen"], colours["accent"], colours["vlak"], letter, drawn)


def _faults_of(colours: dict[str, str]) -> list[Problem]:
    wrong = [key for key, value in colours.items() if not re.fullmatch("#[0-9a-f]{6}", value)]
    found = [problem("LAYOUT-013", key) for key in wrong]
    pairs = [("koppen", colours["koppen"], PAPER), ("accent", colours["accent"], PAPER), ("vlak", INK, colours["vlak"])]
    for key, front, back in pairs:
        if key not in wrong and (ratio := contrast(front, back)) < READABLE:
            shown = f"{int(ratio * 10) / 10:g}".replace(".", ",")
            found.append(problem("LAYOUT-014", key, verhouding=shown))
    return found


def contrast(front: str, back: str) -> float:
    """The contrast of two colours, from 1 to 21. Bron: WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read_logo(data: bytes) -> Logo:
    """Draw a PNG or JPEG anew, on white and no larger than its place asks. Raises TemplateFault."""
    from PIL import Image

    if len(data) > _MAX_BYTES:
        raise fault("LAYOUT-017")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as source:
            if source.width * source.height > _MAX_PIXELS:
                raise fault("LAYOUT-017")
            picture = source.convert("RGBA")
    except Image.DecompressionBombError:
        raise fault("LAYOUT-017") from None
    except (OSError, ValueError, SyntaxError):
        raise fault("LAYOUT-018") from None
    scale = min(LOGO_WIDTH / picture.width, LOGO_HEIGHT / picture.height)
    width, height = picture.width * scale, picture.height * scale
    most = (max(1, round(width / _MM * _DPI)), max(1, round(height / _MM * _DPI)))
    if picture.width > most[0]:
        picture = picture.resize(most, Image.Resampling.LANCZOS)
    white = Image.new("RGB", picture.size, PAPER)
    white.paste(picture, mask=picture.getchannel("A"))
    out = io.BytesIO()
    white.save(out, "PNG", optimize=True)
    return Logo(out.getvalue(), round(width, 2), round(height, 2))
