"""Each broken case of a rule blocks a document that it calls for, with the code in its name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen.case import load
from docgen.rules import Ernst, evaluate

FOLDER = Path(__file__).parents[2] / "fixtures" / "broken"
BROKEN = [p for p in sorted(FOLDER.glob("*.json")) if not p.name.startswith("ZAAK")]
PEILDATUM = dt.date(2026, 11, 22)


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_a_broken_case_blocks_what_it_calls_for(path: Path) -> None:
    code = "-".join(path.stem.split("-")[:2])
    found = evaluate(load(path), PEILDATUM)
    called = {call.document for call in found.calls}
    hits = [f for f in found.findings if f.code == code and f.ernst is Ernst.BLOKKEERT]
    assert hits
    assert called & set(hits[0].documenten)
    assert all(f.melding.endswith(".") and f.bron and f.advies for f in hits)


def test_there_are_broken_cases() -> None:
    assert len(BROKEN) >= 20
