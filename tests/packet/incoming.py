"""What comes in, made at run time: signed, scanned, turned, edited and renamed files of a case."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from docgen import service
from docgen.case import AnyCase
from docgen.text.document import Document
from tests import pki
from tests.made import pdf

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 22)
FRIESLAND = "friesland-driepartijen"


@cache
def subject(name: str = FRIESLAND) -> AnyCase:
    return service.load(ROOT / "fixtures" / "cases" / f"{name}.json")


@cache
def document(name: str, recipient: str = "", case: str = FRIESLAND) -> Document:
    return service.assemble(subject(case), [name], DAY, recipient=recipient)[0]


@cache
def made(name: str, recipient: str = "", case: str = FRIESLAND) -> bytes:
    """The PDF of a document as docgen makes it."""
    return pdf(document(name, recipient, case))


@cache
def signed(name: str, *signers: str, recipient: str = "") -> bytes:
    """The same, signed with PAdES by each in turn, the first signature visible."""
    data = made(name, recipient)
    for number, signer in enumerate(signers):
        box = (300, 30, 420, 60) if not number else None
        data = pki.sign(data, pki.signer(signer), field=f"H{number}", box=box)
    return data


def scan(data: bytes, turn: int = 0, pages: Iterable[int] | None = None, dpi: int = 150) -> bytes:
    """A PDF of pictures of some pages (from 0), each turned."""
    pictures = []
    with pypdfium2.PdfDocument(data) as pdf:
        for number in range(len(pdf)) if pages is None else pages:
            picture = pdf[number].render(scale=dpi / 72, grayscale=True).to_pil()
            pictures.append(picture.rotate(turn, expand=True))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


def joined(*files: bytes) -> bytes:
    """Files one behind the other, as a scanner makes of a stack."""
    pdf = pikepdf.new()
    sources = [pikepdf.open(io.BytesIO(data)) for data in files]
    for source in sources:
        pdf.pages.extend(source.pages)
    return pki.saved(pdf)


def order(folder: Path | None = None, recipient: str = "huurder", **more: Any) -> service.Opdracht:
    return service.Opdracht(recipient, DAY, pki.NOW, getekend=folder, **more)


def folder(path: Path, **files: bytes) -> Path:
    """A folder with these files, each under the name that it is given."""
    path.mkdir(exist_ok=True)
    for name, data in files.items():
        (path / f"{name}.pdf").write_bytes(data)
    return path
