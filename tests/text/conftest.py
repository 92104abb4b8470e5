"""A Friesland case with its outcome, and text sources written on the spot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen import case, rules
from docgen.case import Zaak
from docgen.rules import Outcome
from docgen.text.assemble import Assembler
from docgen.text.source import read_source

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
FRONT = "---\ndocument: proef\nlayout: {layout}\ntitel: Proef\nversie: 2026-11-22\n---\n"


@pytest.fixture(scope="session")
def zaak() -> Zaak:
    subject = case.load(CASES / "friesland-driepartijen.json")
    assert isinstance(subject, Zaak)
    return subject


@pytest.fixture(scope="session")
def outcome(zaak: Zaak) -> Outcome:
    return rules.evaluate(zaak, dt.date(2026, 11, 22))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a text source below a folder of its own."""

    def writer(body: str, name: str = "proef.md", layout: str = "contract") -> Path:
        read_source.cache_clear()
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(FRONT.format(layout=layout) + body, encoding="utf-8")
        return tmp_path

    return writer


@pytest.fixture
def assembler(zaak: Zaak, outcome: Outcome, tmp_path: Path) -> Callable[..., Assembler]:
    """An assembler over the sources in the folder of the test."""

    def make(subject: Zaak = zaak, found: Outcome = outcome, **sources: str) -> Assembler:
        read_source.cache_clear()
        return Assembler(subject, found, sources or {"proef": "proef.md"}, tmp_path)

    return make
