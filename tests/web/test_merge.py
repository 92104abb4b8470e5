"""Putting two edits together: nothing of either is lost, and what both changed is said."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.web.merge import Edits, align, apply, at, changes, join, real, rebase, same, steps

BASE: dict[str, Any] = {
    "naam": "a",
    "adres": {"straat": "s", "nummer": 4},
    "doelen": [{"id": "een", "tekst": "1"}, {"id": "twee", "tekst": "2"}, {"id": "drie", "tekst": "3"}],
}
VALUES = st.none() | st.booleans() | st.integers(0, 9) | st.text("abc", max_size=3)
TREES = st.dictionaries(
    st.sampled_from("abcd"),
    st.recursive(
        VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner), max_leaves=8
    ),
    max_size=4,
)


@pytest.mark.parametrize("path", ["naam", "adres.straat", "doelen[2].tekst", "a.b[0][1].c"])
def test_a_path_comes_apart_and_together(path: str) -> None:
    assert join(steps(path)) == path


def test_an_edit_is_carried_to_where_its_item_is_now() -> None:
    newest = copy.deepcopy(BASE)
    newest["doelen"].insert(0, {"id": "nul", "tekst": "0"})
    moved, clashes = rebase(Edits({"doelen[1].tekst": "nieuw"}), BASE, newest)
    assert (dict(moved.zet), clashes) == ({"doelen[2].tekst": "nieuw"}, ())


def test_items_that_both_added_are_both_kept() -> None:
    newest = copy.deepcopy(BASE)
    newest["doelen"].append({"id": "van-hun", "tekst": "h"})
    moved, clashes = rebase(Edits({"doelen[3].id": "van-mij", "doelen[3].tekst": "m"}), BASE, newest)
    assert clashes == ()
    assert [d["id"] for d in apply(newest, moved)["doelen"]] == ["een", "twee", "drie", "van-hun", "van-mij"]


def test_an_edit_in_an_item_that_was_removed_is_a_clash() -> None:
    newest = copy.deepcopy(BASE)
    del newest["doelen"][1]
    _, clashes = rebase(Edits({"doelen[1].tekst": "nieuw"}), BASE, newest)
    assert [(c.path, c.oud, c.hun, c.mijn) for c in clashes] == [("doelen[1].tekst", "2", None, "nieuw")]


def test_removing_an_item_that_somebody_changed_is_a_clash() -> None:
    newest = copy.deepcopy(BASE)
    newest["doelen"][1]["tekst"] = "van hun"
    _, clashes = rebase(Edits(weg=frozenset({"doelen[1]"})), BASE, newest)
    assert [c.path for c in clashes] == ["doelen[1]"]


def test_the_same_change_by_both_is_no_clash() -> None:
    assert rebase(Edits({"naam": "b"}), BASE, {**BASE, "naam": "b"})[1] == ()


def test_what_a_form_sends_unchanged_is_no_edit() -> None:
    assert not real(Edits({"naam": "a", "adres.nummer": "4", "adres.letter": "", "doelen[3].tekst": None}), BASE)


def test_removing_two_items_removes_those_two() -> None:
    made = apply(BASE, Edits(weg=frozenset({"doelen[0]", "doelen[2]"})))
    assert [d["id"] for d in made["doelen"]] == ["twee"]


@given(TREES, TREES)
def test_changes_between_two_versions_are_none_exactly_when_they_say_the_same(one: Any, other: Any) -> None:
    assert (list(changes(one, other)) == []) == same(one, other)


@given(TREES, TREES, st.sampled_from("abcd"), VALUES)
def test_an_edit_that_clashes_with_nothing_is_in_the_result_and_the_rest_is_the_newest(
    base: Any, newest: Any, name: str, value: Any
) -> None:
    moved, clashes = rebase(Edits({name: value}), base, newest)
    made = apply(newest, moved)
    assert same(at(made, name), value)
    assert {k: v for k, v in made.items() if k != name} == {k: v for k, v in newest.items() if k != name}
    theirs = not same(base.get(name), newest.get(name)) and not same(newest.get(name), value)
    assert bool(clashes) == theirs


@given(st.lists(st.integers(0, 5), max_size=6), st.lists(st.integers(0, 5), max_size=6))
def test_aligned_items_keep_their_order_and_are_used_once(old: list[int], new: list[int]) -> None:
    pairs = sorted(align(old, new).items())
    assert [b for _, b in pairs] == sorted({b for _, b in pairs})
