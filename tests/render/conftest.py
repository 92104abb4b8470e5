from __future__ import annotations

import pytest

from docgen import render
from docgen.text.document import Document
from tests.render.samples import LONG, document, every_kind, signatures

PARAFEN = ("verhuurder", "huurder", "zorgaanbieder")


@pytest.fixture(scope="session")
def everything() -> Document:
    return document(*every_kind(), parafen=PARAFEN)


@pytest.fixture(scope="session")
def everything_pdf(everything: Document) -> bytes:
    return render.to_pdf(everything)


@pytest.fixture(scope="session")
def everything_docx(everything: Document) -> bytes:
    return render.to_docx(everything)


@pytest.fixture(scope="session")
def long_document() -> Document:
    return document(*LONG, *every_kind()[-2:-1], signatures(3), parafen=PARAFEN)


@pytest.fixture(scope="session")
def long_pdf(long_document: Document) -> bytes:
    return render.to_pdf(long_document)
