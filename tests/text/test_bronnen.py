"""A clause cites what holds under the agreement of its case: a shared text names the sources of each."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from docgen import law
from docgen.content import templates_root
from docgen.text.document import Block
from tests import made

REGELINGEN = {name: law.load_regeling(name) for name in law.regelingen()}


def blocks(zaak: str, peildatum: dt.date) -> tuple[str, tuple[Block, ...]]:
    documents = made.documents(zaak, peildatum)
    return documents[0].regeling, tuple(block for document in documents for block in document.blocks)


@cache
def source(path: str) -> list[str]:
    return (templates_root() / path).read_text(encoding="utf-8").split("\n")


@made.EVERY_SCENARIO
def test_no_clause_cites_another_agreement(zaak: str, peildatum: dt.date) -> None:
    own, found = blocks(zaak, peildatum)
    strange = tuple(v for name, one in REGELINGEN.items() if name != own for v in one.vindplaatsen)
    cited = {part for block in found for part in block.bron.split("; ") if part}
    assert {c for c in cited if c.startswith(strange) and c not in REGELINGEN[own].regels} == set()


@made.EVERY_SCENARIO
def test_every_clause_with_sources_keeps_one_under_every_agreement_that_uses_it(zaak: str, peildatum: dt.date) -> None:
    bare = set()
    for block in blocks(zaak, peildatum)[1]:
        path, _, line = block.origin.partition(":")
        if line and 'bron="' in source(path)[int(line) - 1] and not block.bron:
            bare.add(block.origin)
    assert bare == set()


def test_every_agreement_says_how_its_sources_begin_and_no_two_begin_alike() -> None:
    starts = [start for one in REGELINGEN.values() for start in one.vindplaatsen]
    assert all(one.vindplaatsen for one in REGELINGEN.values())
    assert not [(a, b) for a in starts for b in starts if a is not b and a.startswith(b)]


@pytest.mark.parametrize(
    ("regeling", "kept"),
    [
        ("friesland-2022", "FR-16; Afs.2f; BW 7:271 lid 9"),
        ("noordoostpolder-2023", "NOP-05; Werkafspraken 3; BW 7:271 lid 9"),
        ("alkmaar-2018", "Werkafspraak 2c; BW 7:271 lid 9"),
    ],
)
def test_of_the_sources_of_a_clause_those_of_this_agreement_and_of_the_law_stay(regeling: str, kept: str) -> None:
    every = "FR-16; Afs.2f; NOP-05; Werkafspraken 3; Werkafspraak 2c; BW 7:271 lid 9"
    assert law.geldende_bron(every, regeling) == kept
