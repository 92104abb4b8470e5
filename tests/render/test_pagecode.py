from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from docgen import render
from docgen.render.herkomst import herkomst
from docgen.render.html import LAYOUTS
from docgen.render.pagecode import PageCode, document_id, document_version
from docgen.text.document import Kind
from tests import made
from tests.render.pages import MM
from tests.render.samples import LONG, block, document, every_kind

FREE = 22 * MM
"""The square at the bottom left where only the code is drawn, in points; it begins at the left edge of the text."""
CODE = tuple(round(side * MM * 150 / 72) for side in (24.6, 22 - 19.65, 36.65, 22 - 7.6))
"""The code in that picture, with a hair more on every side."""
IDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=16)


def corner(page: pypdfium2.PdfPage, scale: float = 150 / 72) -> Image.Image:
    """The square of the page code with the margin left of it and below it, in grey."""
    width, height = page.get_size()
    crop = (0, 0, width - 25 * MM - FREE, height - FREE)
    return page.render(scale=scale, crop=crop).to_pil().convert("L")


def codes(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        found = [zxingcpp.read_barcodes(corner(page)) for page in pdf]
    return [" ".join(code.text for code in on_page) for on_page in found]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_page_of_every_layout_carries_its_own_code(layout: str) -> None:
    one = document(*LONG, *every_kind(), layout=layout, parafen=("huurder",) * 7, concept=layout == "plan")
    found = codes(render.to_pdf(one))
    assert len(found) > 3
    assert found == [PageCode.of(one, number, len(found)).text for number in range(1, len(found) + 1)]


@made.EVERY_SCENARIO_SET
def test_no_page_of_a_real_document_comes_near_its_code(zaak: str, peildatum: dt.date) -> None:
    for one in made.documents(zaak, peildatum):
        with pypdfium2.PdfDocument(made.pdf(one)) as pdf:
            for number, page in enumerate(pdf, start=1):
                image = corner(page)
                assert [code.text for code in zxingcpp.read_barcodes(image)] == [
                    PageCode.of(one, number, len(pdf)).text
                ]
                image.paste(255, CODE)
                assert image.getextrema()[0] > 230, f"{one.stem}, pagina {number}"


def test_a_reading_copy_carries_no_code_for_nobody_signs_it() -> None:
    assert "" not in codes(render.to_pdf(document(*LONG)))
    assert set(codes(render.to_pdf(replace(document(*LONG), reading=True)))) == {""}


def test_the_code_says_nothing_about_anybody() -> None:
    one = document(zaaknummer="FR-2026-0147")
    text = PageCode.of(one, 1, 2).text
    assert re.fullmatch("DG1/[A-Z2-7]{16}/[A-Z2-7]{8}/1/2", text)
    assert "2026" not in text


@pytest.mark.parametrize(
    "other",
    [{"zaaknummer": "FR-2"}, {"name": "aanzegging"}, {"copy": 2}, {"recipient": "huurder"}],
)
def test_another_case_document_copy_or_recipient_has_another_id(other: dict[str, object]) -> None:
    assert document_id(document(**other)) != document_id(document())


def test_other_words_are_the_same_document_in_another_version() -> None:
    before, after = document(), document(block(Kind.ALINEA, "Nieuwe woorden."))
    assert document_id(before) == document_id(after)
    assert document_version(before) != document_version(after)
    assert document_version(before) != document_version(replace(before, concept=True))


def test_the_same_words_on_another_day_are_the_same_version() -> None:
    before, after = document(), document(peildatum=dt.date(2027, 1, 4))
    assert before.hash != after.hash
    assert PageCode.of(before, 1, 1) == PageCode.of(after, 1, 1)


def test_parts_of_an_id_do_not_run_into_each_other() -> None:
    assert document_id(document(zaaknummer="A", name="bc")) != document_id(document(zaaknummer="Ab", name="c"))


@given(IDS, IDS, st.integers(1, 9999), st.integers(1, 9999))
def test_a_code_reads_back_as_it_was(id_: str, version: str, one: int, other: int) -> None:
    code = PageCode(id_, version[:8], min(one, other), max(one, other))
    assert PageCode.parse(code.text) == code


GOOD = "DG1/ABCDEFGHIJKLMNOP/ABCDEFGH/1/2"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org",
        GOOD.lower(),
        f"{GOOD}\n",
        f"{GOOD}/",
        f"X{GOOD}",
        GOOD[:-1],
        GOOD.replace("DG1", "DG2"),
        GOOD.replace("P/", "1/"),
        GOOD.replace("1/2", "3/2"),
        GOOD.replace("1/2", "0/2"),
        GOOD.replace("1/2", "01/2"),
        GOOD.replace("1/2", "1/\u0662"),
    ],
)
def test_what_is_not_exactly_a_code_of_ours_is_none(text: str) -> None:
    assert PageCode.parse(GOOD) is not None
    assert PageCode.parse(text) is None


def test_the_sidecar_names_the_id_and_the_version_of_the_code() -> None:
    one = document()
    notes = herkomst(one, "x.pdf", b"", {})["herkomst"]
    assert notes["paginacode"] == {"id": document_id(one), "versie": document_version(one)}
