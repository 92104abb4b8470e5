"""Values with a form of their own: dates, amounts, numbers, identifiers (domain.md §5.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, LiteralString, TypeVar, get_args

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from docgen import nl
from docgen.case import limits
from docgen.case.text_types import refuse, text_of

T = TypeVar("T")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EURO = re.compile(r"-?[0-9]+(\.[0-9]*)?")
_SPACING = re.compile(r"[ \u00a0-]")


class _Keuze:
    """Refuse what is not among the values of a Literal, with a list of what is allowed."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        allowed = get_args(source)

        def choose(value: Any, _: Any) -> Any:
            if isinstance(value, str) and value in allowed:
                return value
            raise refuse("ZAAK-014", toegestaan=", ".join(allowed))

        return core_schema.no_info_wrap_validator_function(choose, handler(source))


KEUZE = _Keuze()

Lijst = Annotated[
    tuple[T, ...], Field(max_length=limits.LIST), BeforeValidator(lambda value: () if value is None else value)
]
"""A list; null is the same as empty."""


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise refuse("ZAAK-015", soort="ja of nee: true of false, zonder aanhalingstekens")
    return value


JaNee = Annotated[bool, PlainValidator(_yes_no), WithJsonSchema({"type": "boolean"})]


def _whole(lowest: int, highest: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise refuse("ZAAK-015", soort="een geheel getal zonder aanhalingstekens")
        if not lowest <= value <= highest:
            raise refuse("ZAAK-033", laagste=lowest, hoogste=highest)
        return value

    return check


def geheel(lowest: int, highest: int) -> Any:
    """Make the validators of a whole number within bounds."""
    return (
        PlainValidator(_whole(lowest, highest)),
        WithJsonSchema({"type": "integer", "minimum": lowest, "maximum": highest}),
    )


Huisnummer = Annotated[int, *geheel(1, 99_999)]
Aantal = Annotated[int, *geheel(0, 99_999)]
Rangnummer = Annotated[int, *geheel(1, 999)]
Dagnummer = Annotated[int, *geheel(1, 28)]


def parse_date(value: object) -> dt.date:
    """Read a date written as 2027-03-01; raises the refusal of anything else."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise refuse("ZAAK-030")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise refuse("ZAAK-030") from None
    if not limits.FIRST_YEAR <= day.year <= limits.LAST_YEAR:
        raise refuse("ZAAK-030")
    return day


Datum = Annotated[
    dt.date,
    PlainValidator(parse_date),
    PlainSerializer(dt.date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date"}),
]


def _date_or_line(value: object) -> dt.date | str:
    if isinstance(value, dt.date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        return parse_date(value)
    return text_of(value, limits.LINE)


DatumOfRegel = Annotated[
    dt.date | str,
    PlainValidator(_date_or_line),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "maxLength": limits.LINE, "format": "datum-of-tekst"}),
]
"""A moment: a date when it is known ("2027-09-01"), otherwise words ("vóór de zomer")."""


def parse_amount(value: object) -> nl.Bedrag:
    """Read euros, as a string or a number with at most two decimals; raises the refusal of anything else."""
    if isinstance(value, nl.Bedrag):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise refuse("ZAAK-031")
    if isinstance(value, str) and not _EURO.fullmatch(value):
        raise refuse("ZAAK-031")
    if isinstance(value, str) and len(value) > limits.NUMBER_LENGTH:
        raise refuse("ZAAK-032", hoogste=limits.EURO)
    euro = Decimal(value)
    if not euro.is_finite():
        raise refuse("ZAAK-031")
    if euro < 0 or euro > limits.EURO:
        raise refuse("ZAAK-032", hoogste=limits.EURO)
    if int(euro.as_tuple().exponent) < -2:
        raise refuse("ZAAK-031")
    return nl.Bedrag.uit_euro(euro)


Bedrag = Annotated[
    nl.Bedrag,
    PlainValidator(parse_amount),
    PlainSerializer(lambda bedrag: str(bedrag.euro), return_type=str),
    WithJsonSchema({"type": ["string", "number"], "format": "euro", "pattern": r"^[0-9]{1,7}(\.[0-9]{1,2})?$"}),
]
"""Euros: "563.41" or 563.41, held in cents."""


def _pattern(code: LiteralString, pattern: str) -> Callable[[object], str]:
    """Make a check of the form of a text."""
    shape = re.compile(pattern)

    def check(value: object) -> str:
        if isinstance(value, str) and len(value) <= limits.LINE and shape.fullmatch(value):
            return value
        raise refuse(code)

    return check


def _text(code: LiteralString, pattern: str, **schema: object) -> tuple[PlainValidator, WithJsonSchema]:
    return (
        PlainValidator(_pattern(code, pattern)),
        WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", **schema}),
    )


_ZAAKNUMMER = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}"


def is_zaaknummer(value: object) -> bool:
    """Whether a value can be a zaaknummer; it becomes a folder."""
    return isinstance(value, str) and re.fullmatch(_ZAAKNUMMER, value) is not None


def _compact(value: object, code: LiteralString) -> str:
    """Take out the spaces and hyphens that people put between groups of digits."""
    if not isinstance(value, str) or len(value) > limits.LINE:
        raise refuse(code)
    return _SPACING.sub("", value)


def _bsn(value: object) -> str:
    from stdnum.nl import bsn

    if not isinstance(value, str) or not re.fullmatch("[0-9]{9}", value) or not bsn.is_valid(value):
        raise refuse("ZAAK-021")
    return value


def _iban(value: object) -> nl.Iban:
    from stdnum import iban

    compact = _compact(value, "ZAAK-022").upper()
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", compact) or not iban.is_valid(compact):
        raise refuse("ZAAK-022")
    return nl.Iban(compact)


def _postcode(value: object) -> nl.Postcode:
    compact = _compact(value, "ZAAK-025").upper()
    if not re.fullmatch("[1-9][0-9]{3}(?!SA|SD|SS)[A-Z]{2}", compact):
        raise refuse("ZAAK-025")
    return nl.Postcode(compact)


_PHONE = re.compile(
    r"""0[1-7][0-9]{8} | 08[45578][0-9]{7} | 09[17][0-9]{7,9}      # a place, a mobile, a number without a place
      | (0800|0900|0906|0909)([0-9]{4}|[0-9]{7})                    # information numbers
      | 140[1-9][0-9]{1,2} | 11[23] | 144 | 116[0-9]{3}             # short numbers: municipality, emergency, help
      | \+[1-9][0-9]{7,14}                                          # another country
    """,
    re.VERBOSE,
)


def _telefoon(value: object) -> nl.Telefoonnummer:
    compact = _compact(value, "ZAAK-028")
    if not _PHONE.fullmatch(compact):
        raise refuse("ZAAK-028")
    return nl.Telefoonnummer(compact)


Bsn = Annotated[str, PlainValidator(_bsn), WithJsonSchema({"type": "string", "format": "bsn", "pattern": "^[0-9]{9}$"})]
Iban = Annotated[nl.Iban, PlainValidator(_iban), WithJsonSchema({"type": "string", "format": "iban"})]
Postcode = Annotated[
    nl.Postcode,
    PlainValidator(_postcode),
    WithJsonSchema({"type": "string", "format": "postcode", "pattern": "^[1-9][0-9]{3} ?[A-Za-z]{2}$"}),
]
Telefoon = Annotated[
    nl.Telefoonnummer, PlainValidator(_telefoon), WithJsonSchema({"type": "string", "format": "telefoon"})
]
Email = Annotated[
    str,
    *_text(
        "ZAAK-029",
        r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}",
        format="email",
    ),
]
KvkNummer = Annotated[str, *_text("ZAAK-023", "[0-9]{8}")]
AgbCode = Annotated[str, *_text("ZAAK-024", "[0-9]{8}")]
BagId = Annotated[str, *_text("ZAAK-026", "[0-9]{16}")]
Gemeentecode = Annotated[str, *_text("ZAAK-027", "[0-9]{4}")]
Zaaknummer = Annotated[str, *_text("ZAAK-035", _ZAAKNUMMER)]
Regeling = Annotated[str, *_text("ZAAK-034", "[a-z]+(-[a-z]+)*-[0-9]{4}")]
Huisletter = Annotated[str, *_text("ZAAK-036", "[A-Za-z]")]
Toevoeging = Annotated[str, *_text("ZAAK-037", "[A-Za-z0-9]{1,4}")]
DoelId = Annotated[str, *_text("ZAAK-038", "[a-z0-9]+(-[a-z0-9]+)*", format="doel-id")]
Doelverwijzing = Annotated[str, *_text("ZAAK-038", "[a-z0-9]+(-[a-z0-9]+)*", format="doel")]
"""The id of a goal that stands in the list of goals."""
Regelcode = Annotated[str, *_text("ZAAK-039", "[A-Z]{2,4}-[0-9]{2}")]
