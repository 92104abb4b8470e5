"""The JSON Schema of a case, with Dutch titles and descriptions: what an editor or a form is built from."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from docgen.case.door import AnyCase


@cache
def _adapter() -> TypeAdapter[AnyCase]:
    return TypeAdapter(Annotated[AnyCase, Field(discriminator="soort")])


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of every kind of case, chosen by `soort`."""
    found = _adapter().json_schema()
    for definition in found["$defs"].values():
        # The docstring of a model speaks to programmers; its fields carry the Dutch words.
        definition.pop("description", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Zaak",
        "description": "Een zaak van docgen: van een huurder, of van een partij of college.",
        **found,
    }
