"""The JSON Schema says enough to build a form from, in Dutch, and is no stricter than the door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from docgen import case
from docgen.case import limits


def models(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """A model and every model inside it."""
    if model not in seen:
        seen.add(model)
        for field in model.model_fields.values():
            for part in parts(field.annotation):
                models(part, seen)
    return seen


def parts(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


ALL = sorted({part for kind in case.KINDS.values() for part in models(kind, set())}, key=lambda model: model.__name__)


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_every_field_has_a_title_and_a_description(model: type[BaseModel]) -> None:
    bare = [name for name, field in model.model_fields.items() if not (field.title and field.description)]
    assert bare == []


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_every_part_of_a_case_can_be_imported_from_the_room(model: type[BaseModel]) -> None:
    assert getattr(case, model.__name__) is model


def test_the_schema_chooses_the_kind_of_case_by_soort() -> None:
    found = case.schema()
    assert set(found["discriminator"]["mapping"]) == set(case.KINDS)
    assert len(found["oneOf"]) == len(case.KINDS)


def test_the_schema_is_plain_json_and_names_labels_formats_choices_and_what_is_required() -> None:
    found = json.loads(json.dumps(case.schema()))["$defs"]
    person = found["Huurder"]
    assert person["required"] == ["achternaam"]
    assert person["properties"]["achternaam"]["title"] == "Achternaam"
    assert person["properties"]["geboortedatum"]["anyOf"][0] == {"format": "date", "type": "string"}
    assert person["properties"]["aanhef"]["anyOf"][0]["enum"] == ["heer", "mevrouw", "neutraal"]
    assert found["Zaak"]["required"] == ["zaaknummer", "regeling", "soort"]
    assert found["Zaak"]["additionalProperties"] is False


def test_a_list_may_be_null_in_the_schema_as_at_the_door() -> None:
    goals = case.schema()["$defs"]["Zaak"]["properties"]["doelen"]
    assert goals["type"] == ["array", "null"]
    assert goals["maxItems"] == limits.LIST


def test_the_schema_holds_no_word_of_the_code() -> None:
    for name, definition in case.schema()["$defs"].items():
        assert "description" not in definition, name
