"""The rows of an input in a form of our own: read once where a foreign file may be opened, used elsewhere after that.

JSON Lines, one object per row. Whoever reads it back trusts nothing in it but that it is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from docgen.batch.entry import Row
from docgen.batch.sources import open_source
from docgen.batch.tables import sayable
from docgen.errors import FAMILIES, DocgenError, Problem, fault
from docgen.work.files import stream

FOR_THE_USER_ALONE = 0o600


def keep(source: Path, mapping: Path | None, target: Path, most: int) -> int:
    """Read an input and write its rows; returns how many.

    Raises:
        DocgenError: What `open_source` raises; INVOER-053, there are more than `most`; MAAK-91x, it cannot be written.
    """
    number = 0
    rows = open_source(source, mapping)
    with stream(target, FOR_THE_USER_ALONE) as file:
        for row in rows:
            number = row.number
            if number > most:
                raise fault("INVOER-053", naam=sayable(source), hoogste=most)
            file.write((json.dumps(_plain(row), default=str) + "\n").encode())
    if not number:
        raise fault("INVOER-004", naam=sayable(source))
    return number


def kept(path: Path) -> Iterator[Row]:
    """The rows that were kept, one by one."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield _row(json.loads(line))


def _plain(row: Row) -> dict[str, Any]:
    # Bytes of a case may be no text at all: each becomes the character of its number, and back.
    data = row.data.decode("latin-1") if isinstance(row.data, bytes) else row.data
    return {
        "nummer": row.number,
        "plaats": row.plaats,
        "data": data,
        "kolommen": dict(row.kolommen),
        "fout": _plain_fault(row.fault) if row.fault else None,
    }


def _plain_fault(error: DocgenError) -> dict[str, Any]:
    problems = [asdict(problem) for problem in error.problems]
    return {"code": error.code, "melding": error.melding, "advies": error.advies, "problemen": problems}


def _row(told: Mapping[str, Any]) -> Row:
    data, wrong = told["data"], told["fout"]
    error = None
    if wrong:
        family = FAMILIES[wrong["code"].partition("-")[0]]
        problems = tuple(Problem(**one) for one in wrong["problemen"])
        error = family(wrong["code"], wrong["melding"], wrong["advies"], problems)
    content = data.encode("latin-1") if isinstance(data, str) else data
    return Row(told["nummer"], told["plaats"], content, error, told["kolommen"])
