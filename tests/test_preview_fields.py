"""What the preview says of a value: the fields of the case that it comes from, also of one that is reckoned."""

from __future__ import annotations

import datetime as dt
import json
import typing
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

import pytest

from docgen import rules, service
from docgen.case import KINDS
from docgen.errors import DocgenError
from docgen.law.ontvangers import Rol
from docgen.rules import Afgeleid
from docgen.rules.afgeleid import Rechtsgrond, Venster
from docgen.rules.driehoekteksten import Aanmelding
from docgen.rules.formulieren import NIET_VAN_TOEPASSING, Formulier
from docgen.rules.uit import Uit
from docgen.rules.verslagen import NIET_VASTGELEGD, Verslag
from docgen.text import view
from tests.made import EVERY_SCENARIO, ROOT, SCENARIOS

DAY_OF_MAKING = {"briefdatum"}
"""Values that no field says: a letter is dated on the day on which it is made."""
DERIVED = {"": Afgeleid, "formulier.": Formulier, "aanmelding.": Aanmelding, "verslag.": Verslag}
ROLES = set(Rol) - {Rol.MEDEHUURDER, Rol.BEWINDVOERDER, Rol.CURATOR, Rol.MENTOR}
"""Who can be in any case; between them they get every document."""
NOTHING: tuple[Any, ...] = ((None,), [NIET_VASTGELEGD], NIET_VAN_TOEPASSING, Venster(), Rechtsgrond())
IN_NO_SCENARIO = {"formulier.procesregisseur", "gedragsaanwijzing_regels"}
"""Values that no case of ours has yet."""


@EVERY_SCENARIO
def test_every_value_in_every_document_leads_to_a_field_of_the_case(zaak: str, peildatum: dt.date) -> None:
    subject = service.load(ROOT / "fixtures" / "cases" / f"{zaak}.json")
    lost = []
    receiver = {name: role for role in ROLES for name in service.receivable(subject, peildatum, role)}
    assert set(receiver) == set(service.known_documents(subject))
    for name, role in receiver.items():
        draft = service.draft(subject, name, 1, peildatum, role)
        for number, row, paths in _values(draft.document.blocks):
            if not draft.sentence(number, row).fields and not paths <= DAY_OF_MAKING:
                lost.append((name, sorted(paths)))
    assert lost == []


def _values(blocks: tuple[Any, ...]) -> Iterator[tuple[int, int, set[str]]]:
    """Block, row and paths of everything that can be chosen and in which a value is printed."""
    for number, block in enumerate(blocks):
        table = block.table.rows if block.table else ()
        rows = [(n, [run for cell in cells for run in cell]) for n, cells in enumerate(table)]
        for row, runs in rows or [(-1, block.runs)]:
            if paths := {run.path for run in runs if run.path}:
                yield number, row, paths


@cache
def _said() -> dict[str, Uit]:
    """What derived values say that they are reckoned from, by the path of the value."""
    found = {}
    for begin, kind in DERIVED.items():
        for name, hint in typing.get_type_hints(kind, include_extras=True).items():
            said = [extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Uit)]
            found |= {f"{begin}{name}": one for one in said}
    return found


def test_what_a_derived_value_is_reckoned_from_are_fields_of_a_case() -> None:
    wrong = {(name, veld) for name, uit in _said().items() for veld in uit.velden if not _exists(veld)}
    assert wrong == set()


def _exists(veld: str) -> bool:
    return any(_reached(kind, veld.split(".")) for kind in KINDS.values())


def _reached(owner: Any, names: list[str]) -> bool:
    for name in names:
        kind = next((m.model_fields[name].annotation for m in view.models_of(owner) if name in m.model_fields), None)
        if kind is None:
            return False
        owner = view.item_type(kind) or kind
    return True


@pytest.mark.parametrize("path", sorted(_said()))
def test_a_derived_value_is_another_without_the_fields_that_it_is_reckoned_from(path: str) -> None:
    velden = _said()[path].velden
    seen = [one for zaak, day in SCENARIOS if (one := _with_and_without(zaak, day, path, velden))]
    assert any(before != after for before, after in seen) or (not seen and path in IN_NO_SCENARIO)


def _with_and_without(zaak: str, day: dt.date, path: str, velden: tuple[str, ...]) -> tuple[Any, Any] | None:
    """The value in a scenario, and what is left of it without those fields; None where there is no such value."""
    before = _value(_raw(zaak), day, path)
    if before in NOTHING or not before:
        return None
    data = json.loads(_raw(zaak))
    for veld in velden:
        _remove(data, veld.split("."))
    try:
        return before, _value(json.dumps(data), day, path)
    except DocgenError:
        return before, None  # no case can do without


@cache
def _raw(zaak: str) -> str:
    return (ROOT / "fixtures" / "cases" / f"{zaak}.json").read_text(encoding="utf-8")


@cache
def _afgeleid(text: str, day: dt.date) -> Afgeleid:
    return rules.evaluate(service.parse(text.encode(), "de zaak"), day).afgeleid


def _value(text: str, day: dt.date, path: str) -> Any:
    found: Any = _afgeleid(text, day)
    if path.startswith("verslag."):
        talks = [t for item in fields(found) for t in _talks(getattr(found, item.name))]
        return [getattr(talk, path.removeprefix("verslag.")) for talk in talks]
    for name in path.split("."):
        found = getattr(found, name)
    return found


def _talks(value: Any) -> list[Verslag]:
    return [item for item in value if isinstance(item, Verslag)] if isinstance(value, tuple) else []


def _remove(data: Any, names: list[str]) -> None:
    """Leave a field out of a case, of each item when it stands in a list."""
    if isinstance(data, list):
        for item in data:
            _remove(item, names)
    elif isinstance(data, dict) and len(names) == 1:
        data.pop(names[0], None)
    elif isinstance(data, dict):
        _remove(data.get(names[0]), names[1:])
