"""From a file to plain data: every way in which a file can fail to be a JSON object, in one clear sentence.

Nothing here knows the fields of a case. What is wrong with single values (a
double key, a number too large to be one) is noted with its path, so that it is
reported together with the rest.
"""

from __future__ import annotations

import codecs
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from docgen import errors
from docgen.case import limits
from docgen.case.text_types import BLANKS
from docgen.errors import DocgenError, Problem

_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SAYABLE_KEY = re.compile(r"[^\W\d][\w -]{0,39}")


class Unusable:
    """Stands in the data where a number was that cannot be one: NaN, Infinity, thousands of digits."""


class Doubled(dict[str, Any]):
    """An object in which a key stood more than once; the last value stands."""

    keys_twice: tuple[str, ...] = ()


def refusal(code: str, **values: object) -> DocgenError:
    """Make the exception for a file that cannot be read at all: one problem, of the whole file."""
    return errors.fault("ZAAK-900", [errors.problem(code, "", **values)], aantal=1)


def sayable(naam: str) -> str:
    """Return the last part of a file name, fit to stand in a sentence."""
    shown = Path(naam).name
    return shown if shown.isprintable() and 0 < len(shown) <= 120 else "(naam onleesbaar)"


def read_bytes(path: Path) -> bytes:
    """Read a case file of at most `limits.FILE_BYTES`; raises CaseProblem with the reason otherwise."""
    naam = sayable(str(path))
    try:
        if path.is_dir():
            raise refusal("ZAAK-002", naam=naam)
        if path.exists() and not path.is_file():
            raise refusal("ZAAK-003", naam=naam)
        size = path.stat().st_size
        if size > limits.FILE_BYTES:
            raise refusal("ZAAK-004", naam=naam, hoogste=limits.FILE_BYTES // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise refusal("ZAAK-001", naam=naam) from None
    except (OSError, ValueError):
        raise refusal("ZAAK-003", naam=naam) from None


def parse(content: bytes, naam: str) -> dict[str, Any]:
    """Read the bytes of a case file as one JSON object; raises CaseProblem when it is not one."""
    naam = sayable(naam)
    if len(content) > limits.FILE_BYTES:
        raise refusal("ZAAK-004", naam=naam, hoogste=limits.FILE_BYTES // 1_000_000)
    text = _decoded(content, naam)
    if not text.strip():
        raise refusal("ZAAK-005", naam=naam)
    try:
        tree = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=lambda _: Unusable(),
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise refusal("ZAAK-007", naam=naam, regel=error.lineno, kolom=error.colno) from None
    except RecursionError:
        raise refusal("ZAAK-008", naam=naam, hoogste=limits.DEPTH) from None
    if not isinstance(tree, dict):
        raise refusal("ZAAK-009", naam=naam)
    return tree


def _decoded(content: bytes, naam: str) -> str:
    if content.startswith(_WIDE_BOMS) or b"\x00" in content[:4]:
        raise refusal("ZAAK-006", naam=naam)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("ZAAK-006", naam=naam) from None


def _integer(digits: str) -> int | Unusable:
    return int(digits) if len(digits) <= limits.NUMBER_LENGTH else Unusable()


def _decimal(digits: str) -> Decimal | Unusable:
    if len(digits) > limits.NUMBER_LENGTH:
        return Unusable()
    try:
        return Decimal(digits)
    except ArithmeticError:
        return Unusable()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    seen: set[str] = set()
    doubled.keys_twice = tuple(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return doubled


def path_of(loc: tuple[str | int, ...]) -> str:
    """Write the place of a field as people read it: "huur.servicekosten[0].bedrag"."""
    path = ""
    for step in loc:
        path += f"[{step}]" if isinstance(step, int) else f"{'.' if path else ''}{step}"
    return path


def tidy(value: Any, problems: list[Problem], loc: tuple[str | int, ...] = ()) -> Any:
    """Return the data in plain dicts and lists, noting what is wrong with the JSON itself.

    An empty text in an object becomes None: "" and null both mean that the case does not hold it.
    """
    if len(loc) > limits.DEPTH:
        problems.append(errors.problem("ZAAK-008", path_of(loc), naam="", hoogste=limits.DEPTH))
        return None
    if isinstance(value, dict):
        return _tidy_object(value, problems, loc)
    if isinstance(value, list | tuple):
        return [tidy(item, problems, (*loc, index)) for index, item in enumerate(value)]
    if isinstance(value, Unusable):
        problems.append(errors.problem("ZAAK-011", path_of(loc)))
        return None
    return value


def _tidy_object(value: dict[Any, Any], problems: list[Problem], loc: tuple[str | int, ...]) -> dict[str, Any]:
    doubles = value.keys_twice if isinstance(value, Doubled) else ()
    kept = {}
    for key, item in value.items():
        if not isinstance(key, str) or not _SAYABLE_KEY.fullmatch(key):
            problems.append(errors.problem("ZAAK-012", path_of(loc)))
            continue
        if key in doubles:
            problems.append(errors.problem("ZAAK-010", path_of((*loc, key))))
        blank = isinstance(item, str) and not item.strip(BLANKS)
        kept[key] = None if blank else tidy(item, problems, (*loc, key))
    return kept
