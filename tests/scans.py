"""Makes scans: what comes back when pages of ours are printed, signed and put through a scanner.

Made at run time from PDFs that were rendered here, with the faults of real scans.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

MM = 1 / 25.4


@dataclass(frozen=True)
class Scanner:
    """How a scanner treats a page."""

    dpi: int = 150
    skew: float = 0.0
    """Degrees anticlockwise that the page lies askew."""
    size: float = 1.0
    """Of the print: printers that "fit to page" print at 0.96."""
    crop: float = 0.0
    """Millimetres lost on every side."""
    blur: float = 0.0
    noise: float = 0.0
    fax: bool = False
    """Black and white, without grey."""
    quality: int = 60
    """Of the JPEG in the PDF."""

    def scan(self, page: Image.Image, turn: int = 0) -> Image.Image:
        """Scan one page, laid `turn` degrees clockwise on the glass."""
        seen = self._print(page)
        if self.skew:
            seen = seen.rotate(self.skew, Image.Resampling.BICUBIC, fillcolor=255)
        lost = round(self.crop * MM * self.dpi)
        seen = seen.crop((lost, lost, seen.width - lost, seen.height - lost))
        if self.blur:
            seen = seen.filter(ImageFilter.GaussianBlur(self.blur))
        if self.noise:
            seen = ImageChops.add(seen, Image.effect_noise(seen.size, self.noise), 1, -128)
        if self.fax:
            seen = seen.point(lambda shade: 255 * (shade > 128), "1")
        return seen.rotate(-turn, expand=True)

    def _print(self, page: Image.Image) -> Image.Image:
        width, height = page.size
        sheet = Image.new("L", page.size, 255)
        part = page.resize((round(width * self.size), round(height * self.size)), Image.Resampling.BICUBIC)
        sheet.paste(part, ((width - part.width) // 2, (height - part.height) // 2))
        return sheet


def pictures(data: bytes, dpi: int = 150) -> list[Image.Image]:
    """The pages of a PDF, printed perfectly."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pdf]


def sheet(dpi: int = 150) -> Image.Image:
    """An empty sheet of A4."""
    return Image.new("L", (round(210 * MM * dpi), round(297 * MM * dpi)), 255)


def bound(images: Iterable[Image.Image], dpi: int = 150, quality: int = 60) -> bytes:
    """Put scanned pages in a PDF, as a scanner does."""
    first, *rest = images
    out = io.BytesIO()
    # What is black and white is kept as a fax, which has no quality.
    jpeg = {} if any(image.mode == "1" for image in (first, *rest)) else {"quality": quality}
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=dpi, **jpeg)
    return out.getvalue()


def scanned(data: bytes, scanner: Scanner | None = None, turns: Iterable[int] = ()) -> bytes:
    """Scan every page of a PDF in order; `turns` says how each lies on the glass, and those after it lie upright."""
    by = scanner or Scanner()
    lie = iter(turns)
    return bound((by.scan(page, next(lie, 0)) for page in pictures(data, by.dpi)), by.dpi, by.quality)
