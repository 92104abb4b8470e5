from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen.batch.entry import Entry, Row, Stand
from docgen.batch.manifest import Manifest
from docgen.batch.run import Order, State, run

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 22)
PLAIN = ("txt",)
"""The fastest format: what a run does with cases does not depend on it."""


def case_of(number: int, **changes: Any) -> dict[str, Any]:
    """A case that calls for its documents on DAY, under its own number."""
    data = json.loads((ROOT / "fixtures" / "cases" / "alkmaar-verdiencontract.json").read_text(encoding="utf-8"))
    return {**data, "zaaknummer": f"AL-2026-{number:04d}", **changes}


def rows_of(cases: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for number, data in enumerate(cases, 1):
        yield Row(number, f"rij {number}", json.dumps(data).encode())


class Batch:
    """A batch in its own folder, as often as a test asks."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.entries: list[Entry] = []
        self.told: list[Entry] = []

    def run(self, cases: Iterable[dict[str, Any]], stop: Callable[[], bool] = lambda: False, **settings: Any) -> State:
        order = Order(self.out, **{"peildatum": DAY, "formats": PLAIN, "jobs": 1, **settings})
        self.told = []
        with Manifest(self.out) as manifest:
            try:
                return run(rows_of(cases), order, manifest, lambda entry, _: self.told.append(entry), stop)
            finally:
                self.entries = list(manifest.entries())

    def stands(self) -> dict[str, set[Stand]]:
        """Per case what became of its documents."""
        return {entry.zaaknummer: {end.stand for end in entry.uitkomsten} for entry in self.entries}

    def files(self) -> dict[str, bytes]:
        """Every file under the output but those of the batch itself."""
        paths = (path for path in self.out.rglob("*") if path.is_file() and "_batch" not in path.parts)
        return {str(path.relative_to(self.out)): path.read_bytes() for path in paths}


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return Batch(tmp_path / "uit")
