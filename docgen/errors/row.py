"""One row of the table of errors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: the sentence and what to do about it."""

    melding: str
    advies: str
