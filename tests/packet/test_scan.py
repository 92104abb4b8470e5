from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import render
from docgen.errors import PacketFault
from docgen.packet import codes
from docgen.packet.codes import ReadPage
from docgen.packet.scan import Assigned, Expected, Found, Place, Placed, Stack, sort
from docgen.render.pagecode import PageCode, document_id, document_version
from docgen.text.document import Document
from tests import scans
from tests.render.samples import LONG, document
from tests.scans import Scanner

CONTRACT = Expected("driepartijenovereenkomst", "C" * 16, "VERSIE22", 4)
GOALS = Expected("doelenbijlage", "D" * 16, "VERSIE33", 2)
EXPECTED = (CONTRACT, GOALS)
NEWER = replace(CONTRACT, version="VERSIE77")
OTHER_CASE = Expected("", "X" * 16, "VERSIE22", 3)
UNCODED = ReadPage()


def page(of: Expected, number: int, turn: int = 0) -> ReadPage:
    return ReadPage(PageCode(of.id, of.version, number, of.pages), turn)


def whole(of: Expected) -> list[ReadPage]:
    return [page(of, number) for number in range(1, of.pages + 1)]


def places(found: Found) -> list[tuple[int, int] | None]:
    return [(one.place.file, one.place.page) if one else None for one in found.pages]


def sorted_one(*pages: ReadPage, assigned: Mapping[Place, Assigned] | None = None) -> Stack:
    return sort([pages], EXPECTED, assigned or {})


def told(stack: Stack) -> list[tuple[str, str]]:
    return [(one.code, one.veld) for one in stack.problems()]


def test_a_complete_stack_in_order_has_no_problems() -> None:
    stack = sort([whole(CONTRACT), whole(GOALS)], EXPECTED)
    assert [found.expected for found in stack.documents] == [CONTRACT, GOALS]
    assert all(found.complete and found.current and found.missing == () for found in stack.documents)
    assert places(stack.documents[1]) == [(1, 0), (1, 1)]
    assert stack.problems() == ()


def test_pages_out_of_order_and_of_mixed_documents_find_their_place() -> None:
    stack = sorted_one(page(GOALS, 2), page(CONTRACT, 4), page(CONTRACT, 1), page(GOALS, 1), *whole(CONTRACT)[1:3])
    assert [places(found) for found in stack.documents] == [[(0, 2), (0, 4), (0, 5), (0, 1)], [(0, 3), (0, 0)]]


def test_a_turned_page_keeps_its_turn() -> None:
    (found,) = sorted_one(page(GOALS, 1, 180), page(GOALS, 2, 90)).documents
    assert found.pages == (Placed(Place(0, 0), 180), Placed(Place(0, 1), 90))


def test_missing_pages_are_named() -> None:
    stack = sorted_one(page(CONTRACT, 1), page(CONTRACT, 3))
    assert stack.documents[0].missing == (2, 4)
    (problem,) = stack.problems()
    assert problem.melding == "Van driepartijenovereenkomst ontbreekt pagina 2, 4."


def test_a_document_of_which_no_page_came_in_is_not_among_what_was_found() -> None:
    assert [found.expected for found in sorted_one(*whole(GOALS)).documents] == [GOALS]


def test_of_double_pages_the_first_is_used_and_the_others_are_named() -> None:
    stack = sort([whole(GOALS), [page(GOALS, 2)]], EXPECTED)
    (found,) = stack.documents
    assert places(found) == [(0, 0), (0, 1)]
    assert found.doubles == ((2, Placed(Place(1, 0), 0)),)
    (problem,) = stack.problems()
    assert problem.veld == "bestand 2, blad 1"
    assert problem.melding == "Van doelenbijlage is pagina 2 er al: gebruikt is bestand 1, blad 2."


def test_a_person_may_choose_another_of_the_doubles() -> None:
    pages = [*whole(GOALS), page(GOALS, 2, 180)]
    (found,) = sorted_one(*pages, assigned={Place(0, 2): Assigned("doelenbijlage", 2)}).documents
    assert found.pages[1] == Placed(Place(0, 2), 180, by_hand=True), "the turn is that of its code"
    assert [(number, one.place) for number, one in found.doubles] == [(2, Place(0, 1))]


def test_pages_of_another_version_are_kept_apart_and_named() -> None:
    stack = sorted_one(*whole(CONTRACT)[:3], page(NEWER, 4))
    current, other = stack.documents
    assert (current.current, current.missing) == (True, (4,))
    assert (other.current, other.version, other.missing) == (False, NEWER.version, (1, 2, 3))
    assert ("PAKKET-203", "bestand 1, blad 4") in told(stack)


def test_a_stack_of_another_version_alone_is_still_put_in_order() -> None:
    (found,) = sorted_one(*reversed(whole(NEWER))).documents
    assert (found.current, found.complete) == (False, True)
    assert places(found) == [(0, 3), (0, 2), (0, 1), (0, 0)]


def test_the_same_words_on_another_number_of_pages_are_another_printing() -> None:
    found = sorted_one(*whole(CONTRACT), page(replace(CONTRACT, pages=5), 5)).documents
    assert [(one.current, one.complete) for one in found] == [(True, True), (False, False)]


def test_a_page_of_another_case_is_foreign() -> None:
    stack = sorted_one(page(OTHER_CASE, 2), *whole(GOALS))
    assert stack.foreign == (Place(0, 0),)
    assert told(stack) == [("PAKKET-204", "bestand 1, blad 1")]


def test_a_page_without_a_code_is_to_be_assigned_by_hand() -> None:
    stack = sorted_one(page(GOALS, 1), UNCODED)
    assert stack.uncoded == (Place(0, 1),)
    assert told(stack) == [("PAKKET-201", "doelenbijlage"), ("PAKKET-205", "bestand 1, blad 2")]
    hand = {Place(0, 1): Assigned("doelenbijlage", 2, turn=90)}
    (found,) = sorted_one(page(GOALS, 1), UNCODED, assigned=hand).documents
    assert found.complete
    assert found.pages[1] == Placed(Place(0, 1), 90, by_hand=True)


def test_a_page_assigned_by_hand_comes_before_one_that_its_code_put_there() -> None:
    (found,) = sorted_one(*whole(GOALS), UNCODED, assigned={Place(0, 2): Assigned("doelenbijlage", 1)}).documents
    assert places(found) == [(0, 2), (0, 1)]
    assert [one.place for _, one in found.doubles] == [Place(0, 0)]


def test_a_page_assigned_by_hand_joins_the_only_version_that_is_there() -> None:
    (found,) = sorted_one(*whole(NEWER)[:3], UNCODED, assigned={Place(0, 3): Assigned(CONTRACT.document, 4)}).documents
    assert (found.current, found.complete) == (False, True)


def test_a_document_may_be_assigned_wholly_by_hand() -> None:
    hand = {Place(0, 0): Assigned("doelenbijlage", 2), Place(0, 1): Assigned("doelenbijlage", 1)}
    (found,) = sorted_one(UNCODED, UNCODED, assigned=hand).documents
    assert (found.current, places(found)) == (True, [(0, 1), (0, 0)])


def test_copies_with_an_id_of_their_own_may_bear_one_name() -> None:
    copy = replace(GOALS, id="E" * 16)
    found = sort([whole(copy)], (GOALS, copy)).documents
    assert [one.expected for one in found] == [copy]


def test_an_empty_back_is_named_and_asks_nothing_but_a_look() -> None:
    stack = sorted_one(page(GOALS, 1), ReadPage(blank=True), page(GOALS, 2), ReadPage(blank=True))
    assert stack.blank == (Place(0, 1), Place(0, 3))
    assert stack.documents[0].complete
    assert {code for code, _ in told(stack)} == {"PAKKET-207"}


def test_a_sheet_with_codes_of_several_pages_is_named() -> None:
    stack = sorted_one(ReadPage(several=True))
    assert stack.several == (Place(0, 0),)
    assert told(stack) == [("PAKKET-206", "bestand 1, blad 1")]


@pytest.mark.parametrize(
    ("at", "said", "code"),
    [
        (Place(0, 9), Assigned("doelenbijlage", 1), "PAKKET-291"),
        (Place(3, 0), Assigned("doelenbijlage", 1), "PAKKET-291"),
        (Place(0, 2), Assigned("ondersteuningsplan", 1), "PAKKET-292"),
        (Place(0, 2), Assigned("doelenbijlage", 3), "PAKKET-293"),
        (Place(0, 2), Assigned("doelenbijlage", 0), "PAKKET-293"),
        (Place(0, 0), Assigned("doelenbijlage", 2), "PAKKET-294"),
        (Place(0, 0), Assigned("driepartijenovereenkomst", 1), "PAKKET-294"),
        (Place(0, 1), Assigned("doelenbijlage", 2), "PAKKET-294"),
        (Place(0, 3), Assigned("doelenbijlage", 2), "PAKKET-294"),
    ],
)
def test_what_a_code_says_or_what_does_not_exist_cannot_be_assigned(at: Place, said: Assigned, code: str) -> None:
    pages = page(GOALS, 1), page(OTHER_CASE, 2), UNCODED, ReadPage(several=True)
    with pytest.raises(PacketFault) as caught:
        sorted_one(*pages, assigned={at: said})
    assert [(one.code, one.veld) for one in caught.value.problems] == [(code, str(at))]


def test_all_wrong_assignments_are_told_at_once() -> None:
    hand = {Place(0, n): Assigned("doelenbijlage", 2) for n in range(3)} | {Place(5, 5): Assigned("x", 1)}
    with pytest.raises(PacketFault) as caught:
        sorted_one(UNCODED, UNCODED, UNCODED, assigned=hand)
    assert [one.code for one in caught.value.problems] == ["PAKKET-295", "PAKKET-295", "PAKKET-291"]


# --- whatever happens to a stack ---------------------------------------------------

SIZES = st.lists(st.integers(1, 6), min_size=1, max_size=5)


@given(SIZES, st.randoms(use_true_random=False), st.data())
def test_any_shuffle_turn_loss_and_duplication_is_sorted_back_exactly(
    sizes: list[int], chance: random.Random, data: st.DataObject
) -> None:
    expected = [Expected(f"document-{n}", "ABCDE"[n] * 16, "VERSIE22", size) for n, size in enumerate(sizes)]
    all_pages = [page(one, number) for one in (*expected, OTHER_CASE) for number in range(1, one.pages + 1)]
    copies = data.draw(st.lists(st.integers(0, 3), min_size=len(all_pages), max_size=len(all_pages)))
    loose = [one for one, count in zip(all_pages, copies, strict=True) for _ in range(count)]
    loose = [replace(one, turn=chance.choice((0, 90, 180, 270))) for one in loose]
    loose += [UNCODED, ReadPage(blank=True), ReadPage(several=True)] * data.draw(st.integers(0, 2))
    chance.shuffle(loose)
    cut = data.draw(st.integers(0, len(loose)))
    files = loose[:cut], loose[cut:]
    stack = sort(files, expected)

    count = dict(zip((one.code for one in all_pages), copies, strict=True))
    for found in stack.documents:
        for number, sheet in enumerate(found.pages, start=1):
            code = PageCode(found.expected.id, found.version, number, found.expected.pages)
            assert (sheet is None) == (count[code] == 0)
            assert sum(one == number for one, _ in found.doubles) == max(count[code] - 1, 0)
            if sheet:
                there = files[sheet.place.file][sheet.place.page]
                assert (there.code, there.turn) == (code, sheet.turn)
    assert all_places(stack) == sorted(Place(n, m) for n, file in enumerate(files) for m in range(len(file)))
    assert len(stack.foreign) == sum(copies[-OTHER_CASE.pages :])


def all_places(stack: Stack) -> list[Place]:
    """Every page of the stack, as often as it stands in the result."""
    placed = [one.place for found in stack.documents for one in (*found.pages, *(d for _, d in found.doubles)) if one]
    return sorted((*placed, *stack.foreign, *stack.uncoded, *stack.several, *stack.blank))


def expected_of(one: Document, pages: int) -> Expected:
    return Expected(one.stem, document_id(one), document_version(one), pages)


def test_a_real_stack_of_two_documents_and_another_case_comes_back_in_order() -> None:
    ours = [
        document(*LONG[:9], name=name, parafen=("huurder",)) for name in ("driepartijenovereenkomst", "doelenbijlage")
    ]
    other = document(*LONG[:5], zaaknummer="FR-2026-0999")
    printed = [scans.pictures(render.to_pdf(one)) for one in (*ours, other)]
    sheets = [(n, m) for n, pages in enumerate(printed) for m in range(len(pages)) if (n, m) != (0, 1)]
    chance = random.Random(4)
    order = chance.sample([*sheets, (1, 0)], len(sheets) + 1)
    turns = [chance.choice((0, 90, 180, 270)) for _ in order]
    by = Scanner(skew=1, size=0.97, noise=12, blur=0.5)
    images = [by.scan(printed[n][m], turn) for (n, m), turn in zip(order, turns, strict=True)]
    images.insert(3, by.scan(scans.sheet()))
    half = len(images) // 2
    files = [codes.read(scans.bound(part)) for part in (images[:half], images[half:])]
    stack = sort(files, [expected_of(one, len(pages)) for one, pages in zip(ours, printed, strict=False)])

    laid = [*zip(order, turns, strict=True)]
    laid.insert(3, ((-1, -1), 0))
    for n, found in enumerate(stack.documents):
        assert found.missing == ((2,) if n == 0 else ())
        for m, sheet in enumerate(found.pages):
            if sheet:
                where = laid[sheet.place.file * half + sheet.place.page]
                assert where == ((n, m), -sheet.turn % 360)
    assert [number for number, _ in stack.documents[1].doubles] == [1]
    assert len(stack.foreign) == len(printed[2])
    assert (len(stack.blank), stack.uncoded) == (1, ())
