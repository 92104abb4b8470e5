"""The page of an edit, set before the rest: the same picture and places as in the whole document, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.render import glimpse, proof
from docgen.text.document import Block, Document, Kind
from tests.render.samples import LONG, SENTENCE, block, document, runs, signatures, table

BLOCKS = (
    block(Kind.TITEL, "Overeenkomst"),
    *(
        one
        for n in range(1, 9)
        for one in (
            block(Kind.ARTIKEL, f"Onderwerp {n}", f"Artikel {n}", f"artikel-{n}"),
            *LONG[:3],
            table(4),
            block(Kind.KADER, SENTENCE),
            *LONG[3:6],
        )
    ),
    signatures(3),
)
CONTRACT = document(*BLOCKS, concept=True, parafen=("verhuurder", "huurder"))


@pytest.fixture(scope="module")
def knots() -> tuple[glimpse.Knot, ...]:
    return glimpse.knots(CONTRACT, proof.proof(CONTRACT))


def edited(index: int, more: str) -> Document:
    """The contract with one block that says more."""
    blocks: list[Block] = list(CONTRACT.blocks)
    blocks[index] = replace(blocks[index], runs=(*blocks[index].runs, *runs(more)))
    return replace(CONTRACT, blocks=tuple(blocks))


TEXTS = [n for n, one in enumerate(BLOCKS) if one.kind in {Kind.LID, Kind.KADER, Kind.ARTIKEL}]


@pytest.mark.parametrize("index", TEXTS[:: len(TEXTS) // 8])
@pytest.mark.parametrize("more", [" Eén woord.", f" {SENTENCE}"])
def test_the_page_of_an_edit_is_that_of_the_whole_document_to_the_byte(
    knots: tuple[glimpse.Knot, ...], index: int, more: str
) -> None:
    document_ = edited(index, more)
    found, whole = glimpse.glimpse(document_, knots), proof.proof(document_)
    assert found is not None
    assert index in {place.block for place in found.places}
    assert found.places == whole.pages[found.page]
    assert found.picture == proof.picture(whole.data, found.page)


def test_a_block_that_came_or_went_gives_the_page_where_it_did(knots: tuple[glimpse.Knot, ...]) -> None:
    middle = len(BLOCKS) // 2
    for blocks in ((*BLOCKS[:middle], LONG[9], *BLOCKS[middle:]), (*BLOCKS[:middle], *BLOCKS[middle + 1 :])):
        document_ = replace(CONTRACT, blocks=blocks)
        found, whole = glimpse.glimpse(document_, knots), proof.proof(document_)
        assert found is not None
        assert found.places == whole.pages[found.page]


def test_there_is_no_glimpse_of_what_is_short_a_letter_or_a_form_and_none_without_an_edit(
    knots: tuple[glimpse.Knot, ...],
) -> None:
    assert glimpse.glimpse(CONTRACT, knots) is None
    short = document(*BLOCKS[:6], concept=True)
    assert glimpse.glimpse(edited(5, " Meer."), glimpse.knots(short, proof.proof(short))) is None
    assert glimpse.glimpse(replace(edited(5, " Meer."), layout="letter"), knots) is None
