"""Where something stands in a case, as everything that speaks of a field says it: `doelen[2].tekst`."""

from __future__ import annotations

import re

Step = str | int
"""The name of a field, or the number of an item of a list, from 0."""
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def steps(path: str) -> list[Step]:
    """Take a path apart."""
    return [name or int(index) for name, index in _STEP.findall(path)]


def join(parts: list[Step]) -> str:
    """Put a path together."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f"{'.' if path else ''}{part}"
    return path


def without_indexes(path: str) -> str:
    """Leave out which items of lists are meant: `doelen.tekst`."""
    return join([step for step in steps(path) if isinstance(step, str)])
