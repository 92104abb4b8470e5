"""Kinds of text in a case: one line, a sentence, running text; and which characters none of them may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, LiteralString

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from docgen.case import limits

TEMPLATE_DELIMITERS = ("{{", "{%", "{#", "{_", "}}", "%}", "#}")
"""Marks that a template engine obeys: text from a case must never be able to become a template."""

SPACES = " \N{NO-BREAK SPACE}"
"""What may stand around a text without meaning anything; it is taken off."""

BLANKS = SPACES + "\t\r\n"
"""A text of nothing but these is an empty text."""

_FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Co", "Zl", "Zp"}
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def refuse(code: LiteralString, **context: object) -> PydanticCustomError:
    """Make the refusal of one value: the code of its row in the table of errors, and what the sentence needs."""
    return PydanticCustomError(code, code, context or None)


def forbidden_in(text: str, *, line_breaks: bool = False) -> bool:
    """Tell whether a text holds a character that no document may carry.

    Control characters, lone surrogates, private use (all three planes),
    noncharacters, line and paragraph separators, marks that turn the reading
    direction around, and template delimiters. Source: interface.md "Exit 2".
    """
    if any(mark in text for mark in TEMPLATE_DELIMITERS) or _BIDI.search(text):
        return True
    return any(_forbidden(char) for char in text if not (line_breaks and char == "\n"))


def _forbidden(char: str) -> bool:
    point = ord(char)
    noncharacter = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return noncharacter or unicodedata.category(char) in _FORBIDDEN_CATEGORIES


def text_of(value: object, longest: int, *, line_breaks: bool = False) -> str:
    """Check a text and return it without the spaces around it; raises the refusal of what is wrong with it."""
    if not isinstance(value, str):
        raise refuse("ZAAK-015", soort="tekst tussen aanhalingstekens")
    value = value.strip(SPACES)
    if not value.strip(BLANKS):
        raise refuse("ZAAK-019")
    if len(value) > longest:
        raise refuse("ZAAK-016", hoogste=longest)
    if "\n" in value and not line_breaks:
        raise refuse("ZAAK-020")
    if forbidden_in(value, line_breaks=line_breaks):
        raise refuse("ZAAK-018")
    return value


def _kind(longest: int, *, line_breaks: bool = False) -> Callable[[object], str]:
    return lambda value: text_of(value, longest, line_breaks=line_breaks)


def _schema(longest: int, **keys: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "maxLength": longest, **keys})


Regel = Annotated[str, PlainValidator(_kind(limits.LINE)), _schema(limits.LINE)]
"""One line without a line break: a name, a function, a place."""

Zin = Annotated[str, PlainValidator(_kind(limits.SENTENCE)), _schema(limits.SENTENCE, format="zin")]
"""A sentence or two without a line break."""

Tekst = Annotated[str, PlainValidator(_kind(limits.TEXT, line_breaks=True)), _schema(limits.TEXT, format="textarea")]
"""Running text; a line break starts a new paragraph."""
