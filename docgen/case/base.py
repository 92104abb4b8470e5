"""What every part of a case has in common: frozen, no unknown keys, and words for each field.

The titles and descriptions are Dutch: `docgen schema` prints them, and a form is
built from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Onderdeel(BaseModel):
    """A part of a case: attribute names are the JSON keys; what is absent is None or an empty tuple."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Show no values: a traceback or a log line may not carry personal data."""
        return ()

    def __str__(self) -> str:
        return repr(self)


def verplicht(titel: str, uitleg: str, **keys: Any) -> Any:
    """Declare a field that must be there: title and description in Dutch."""
    return Field(title=titel, description=uitleg, **keys)


def optioneel(titel: str, uitleg: str, **keys: Any) -> Any:
    """Declare a field that may be absent or null: title and description in Dutch."""
    return Field(default=None, title=titel, description=uitleg, **keys)


def lijst(titel: str, uitleg: str, **keys: Any) -> Any:
    """Declare a list that may be absent, null or empty: title and description in Dutch."""
    return Field(default=(), title=titel, description=uitleg, json_schema_extra=_or_null, **keys)


def _or_null(schema: dict[str, Any]) -> None:
    schema["type"] = ["array", "null"]
