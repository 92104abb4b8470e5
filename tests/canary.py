"""A case with a unique marker in every field that can hold one, made by walking the model of a case.

Nobody thinks of the field that leaks; so no list of fields is kept here. A field that
is added to the model is filled by the next run.
"""

from __future__ import annotations

import datetime as dt
import typing
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from stdnum import iban as iban_number
from stdnum.nl import bsn as bsn_number

from docgen.case import KINDS
from docgen.case.choices import SoortEvaluatie, SoortVertegenwoordiging, Themanaam

LISTS: dict[str, list[dict[str, Any]]] = {
    "doelen": [
        {"id": "zichtbaar", "thema": "woonvaardigheden", "zichtbaar_voor_corporatie": True, "omklapvoorwaarde": True},
        {"id": "stil", "thema": "schulden", "zichtbaar_voor_corporatie": False, "omklapvoorwaarde": False},
    ],
    "evaluaties.doelen": [{"doel": "zichtbaar"}, {"doel": "stil"}],
    "toestemmingen": [{"ontvanger": rol} for rol in ("woningcorporatie", "gemeente", "transferpunt", "iemand anders")],
}
"""Items that a list must hold, because what may be seen depends on them."""


def literals(annotation: Any) -> tuple[str, ...]:
    if typing.get_origin(annotation) is typing.Literal:
        return typing.get_args(annotation)
    return tuple(word for part in typing.get_args(annotation) for word in literals(part))


LISTS["vertegenwoordiging"] = [{"soort": soort} for soort in literals(SoortVertegenwoordiging)]
LISTS["evaluaties"] = [{"soort": soort} for soort in literals(SoortEvaluatie)]
LISTS["ondersteuningsplan.themas"] = [{"thema": thema} for thema in literals(Themanaam)]
FIXED: dict[str, Any] = {
    "ondersteuningsplan.themas.doelen": ["zichtbaar", "stil"],
    "afwijkingen.regel": "FR-07",
    "huurovereenkomst.rechtsgrond_tijdelijk.categorie": "c",
}


@dataclass
class Maker:
    """Makes one value after the other, no two alike."""

    yes: bool = True
    count: int = 0
    made: dict[str, str] = field(default_factory=dict)

    def case(self, soort: str, **known: Any) -> dict[str, Any]:
        return {**self.part(KINDS[soort], ""), "soort": soort, **known}

    def part(self, model: type[BaseModel], path: str, known: dict[str, Any] | None = None) -> dict[str, Any]:
        found = {
            name: self.value(info, f"{path}.{name}" if path else name)
            for name, info in model.model_fields.items()
            if name not in (known or {})
        }
        return {**found, **(known or {})}

    def value(self, info: FieldInfo, path: str) -> Any:
        if path in FIXED:
            return FIXED[path]
        annotation = info.annotation
        models = [m for m in parts(annotation) if isinstance(m, type) and issubclass(m, BaseModel)]
        if is_list(annotation):
            if models:
                return [self.part(models[0], path, known) for known in LISTS.get(path, [{}])]
            return [self.leaf(info, path)]
        return self.part(models[0], path) if models else self.leaf(info, path)

    def leaf(self, info: FieldInfo, path: str) -> Any:
        annotation = info.annotation
        if words := literals(annotation):
            return words[0]
        self.count += 1
        schema = [m.json_schema for m in (*info.metadata, *parts(annotation)) if hasattr(m, "json_schema")]
        value = self.of_schema(schema[0] if schema else {}, path)
        self.made[str(value)] = path
        return value

    def of_schema(self, schema: dict[str, Any], path: str) -> Any:
        n, kind = self.count, schema.get("format") or schema.get("pattern") or schema.get("type")
        if kind == "boolean":
            return self.yes
        if kind == "integer":
            return min(schema["maximum"], max(schema["minimum"], 11 + n % 17))
        forms: dict[Any, Any] = {
            "date": lambda: (dt.date(2026, 12, 1) + dt.timedelta(days=n)).isoformat(),
            "euro": lambda: f"{1000 + n}.{n % 90 + 10}",
            "iban": lambda: bank(n),
            "telefoon": lambda: f"061{n:07d}",
            "email": lambda: f"kanarie{n}@example.nl",
            "bsn": lambda: citizen(n),
            "^[0-9]{8}$": lambda: f"9{n:07d}",
            "^[0-9]{16}$": lambda: f"1900200{n:09d}",
            "^[0-9]{4}$": lambda: f"{n:04d}",
            "postcode": lambda: f"{1000 + n}KV",
            "^[A-Za-z]$": lambda: "K",
            "^[A-Za-z0-9]{1,4}$": lambda: f"k{n % 1000}",
            "doel-id": lambda: f"kanarie-{n}",
            "doel": lambda: f"kanarie-{n}",
        }
        return forms[kind]() if kind in forms else f"Kanarie{n:04d}"


def parts(annotation: Any) -> list[Any]:
    """A type, what it is made of, and what it is annotated with."""
    meta = list(getattr(annotation, "__metadata__", ()))
    return [annotation, *meta, *(deep for part in typing.get_args(annotation) for deep in parts(part))]


def is_list(annotation: Any) -> bool:
    return any(typing.get_origin(part) is tuple for part in parts(annotation))


def citizen(n: int) -> str:
    return next(str(number) for number in range(999900000 + 37 * n, 10**9) if bsn_number.is_valid(str(number)))


def bank(n: int) -> str:
    account = f"KNRI{n:010d}"
    return f"NL{iban_number.calc_check_digits('NL00' + account)}{account}"
