"""A proof: the same file as always, and where every block of it came to stand."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from docgen import render
from docgen.render import proof
from docgen.text.document import Document, Kind
from tests.render.samples import LONG, document, every_kind


@pytest.fixture(scope="module", params=["contract", "plan", "letter", "form", "report"])
def made(request: pytest.FixtureRequest) -> tuple[Document, proof.Proof]:
    one = document(*every_kind(), *LONG[:6], layout=request.param, concept=True)
    return one, proof.proof(one)


def test_a_proof_is_the_pdf_itself(made: tuple[Document, proof.Proof]) -> None:
    one, found = made
    assert found.data == render.to_pdf(one)


def test_every_block_and_every_row_stands_somewhere_on_its_page(made: tuple[Document, proof.Proof]) -> None:
    one, found = made
    spots = {(place.block, place.row) for page in found.pages for place in page}
    for index, block in enumerate(one.blocks):
        rows = range(len(block.table.rows)) if block.table else range(len(block.signatures))
        assert {(index, row) for row in rows} <= spots
        if not rows:
            assert (index, -1) in spots
    for place in (place for page in found.pages for place in page):
        assert 0 <= place.left <= place.left + place.width <= 1000
        assert 0 <= place.top <= place.top + place.height <= 1000


def test_blocks_stand_in_their_order_and_one_that_runs_on_stands_on_both_pages() -> None:
    one = document(*LONG, concept=True)
    found = proof.proof(one)
    order = [place.block for page in found.pages for place in page]
    assert order == sorted(order)
    both = set(order[: len(found.pages[0])]) & set(order[len(found.pages[0]) :])
    assert len(found.pages) > 1
    assert len(both) <= 1


def test_the_words_of_a_place_are_those_that_the_page_has_there() -> None:
    one = document(*LONG[:4], concept=True)
    found = proof.proof(one)
    with pypdfium2.PdfDocument(found.data) as pdf:
        page = pdf[0]
        width, height = page.get_size()
        text = page.get_textpage()
        place = next(place for place in found.pages[0] if one.blocks[place.block].kind is Kind.LID)
        top, bottom = (height * (1 - part / 1000) for part in (place.top, place.top + place.height))
        left, right = (width * part / 1000 for part in (place.left, place.left + place.width))
        said = text.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1).split()
    block = one.blocks[place.block]
    assert said == f"{block.number} {block.text}".split()


def test_a_picture_shows_the_page_as_it_prints() -> None:
    found = proof.proof(document(*LONG[:4], concept=True))
    drawn = Image.open(io.BytesIO(proof.picture(found.data, 0)))
    assert (drawn.format, drawn.size) == ("JPEG", (893, 1263))
    darkest, lightest = drawn.convert("L").getextrema()
    assert (darkest < 60, lightest > 250) == (True, True)
