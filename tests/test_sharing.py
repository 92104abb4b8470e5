"""What a role sees of a case, through `docgen.service`: never a value that its table keeps from it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen import service
from docgen.service import View

CASES = sorted((Path(__file__).parents[1] / "fixtures" / "cases").glob("*.json"))
ON = dt.date(2026, 11, 22)
STRANGE = ("beheer", "", "iedereen")


def loaded(path: Path) -> tuple[Any, dict[str, Any]]:
    content = path.read_bytes()
    return service.parse(content, path.name), service.plain(content)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from leaves(item, f"{path}[{n}]")
    else:
        yield path, value


def said(moment: service.Moment) -> tuple[object, ...]:
    """What a calendar says of a date."""
    return moment.code, moment.wat, moment.datum, moment.tot, moment.bron


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_role_sees_a_value_that_no_document_for_it_may_hold(path: Path) -> None:
    subject, data = loaded(path)
    for rol in service.ROLES:
        seen = json.dumps(service.view(subject, data, rol).data, ensure_ascii=False)
        assert [value for value in service.forbidden_values(subject, rol) if value in seen] == [], rol


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_visible_place_leads_to_the_same_value_in_the_whole_case_and_back(path: Path) -> None:
    subject, data = loaded(path)
    whole = dict(leaves(data))
    for rol in service.ROLES:
        view = service.view(subject, data, rol)
        for place, value in leaves(view.data):
            there = view.whole_path_of(place, data)
            assert whole[there] == value
            assert view.path_of(there) == place


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_who_is_no_recipient_sees_nothing(path: Path) -> None:
    subject, data = loaded(path)
    findings = service.check(subject, ON)
    for rol in STRANGE:
        assert service.view(subject, data, rol).data == {}
        assert service.findings_for(subject, findings, rol, ON) == ((), findings)
        assert service.moments_for(subject, data, rol, ON) == ()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_finding_is_seen_or_counted_and_every_date_is_one_of_the_case(path: Path) -> None:
    subject, data = loaded(path)
    findings, moments = service.check(subject, ON), service.timeline(subject, ON)
    for rol in service.ROLES:
        seen, rest = service.findings_for(subject, findings, rol, ON)
        assert sorted((*seen, *rest), key=str) == sorted(findings, key=str)
        assert {said(m) for m in service.moments_for(subject, data, rol, ON)} <= {said(m) for m in moments}


def test_a_new_item_comes_after_the_last_of_the_whole_list_also_when_items_are_hidden() -> None:
    data = {"doelen": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}
    view = View({"doelen": [{"id": "b"}]}, {"doelen": (1,)})
    assert [view.whole_path_of(f"doelen[{n}].id", data) for n in range(3)] == [
        "doelen[1].id",
        "doelen[3].id",
        "doelen[4].id",
    ]
    assert [view.path_of(f"doelen[{n}].id") for n in range(3)] == [None, "doelen[0].id", None]
