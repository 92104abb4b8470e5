"""How large a case may be. Generous for people, small enough to keep any document readable."""

from __future__ import annotations

FILE_BYTES = 5_000_000
"""A case file; the largest real one is 20 kB."""

DEPTH = 16
"""Objects and lists inside each other; the deepest field of a case stands at 7."""

LINE = 300
"""One line: a name, a function, a description of a cost."""

SENTENCE = 1_000
"""A sentence or two on one line: an agreement, a goal, a reason in a list."""

TEXT = 5_000
"""Running text, which may hold line breaks: a situation, a motive, a view in one's own words."""

LIST = 200
"""Entries in one list."""

EURO = 9_999_999
"""Euros in one amount."""

NUMBER_LENGTH = 30
"""Characters in one JSON number."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years of a date: outside them it is a typing error."""
