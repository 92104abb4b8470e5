"""What `./run demo` makes, for tests to look at: the documents of a scenario, each rendered once per test run."""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
import tomllib
from functools import cache
from pathlib import Path

import pytest

from docgen import render, service
from docgen.text.document import Document

ROOT = Path(__file__).parents[1]
SCENARIOS = [
    (str(row["zaak"]), row["peildatum"])
    for row in tomllib.loads((ROOT / "fixtures" / "scenarios.toml").read_text(encoding="utf-8"))["scenario"]
]
IDS = [f"{zaak}-{peildatum}" for zaak, peildatum in SCENARIOS]


def _kind(zaak: str) -> tuple[str, str]:
    data = json.loads((ROOT / "fixtures" / "cases" / f"{zaak}.json").read_text(encoding="utf-8"))
    return data["soort"], data["regeling"]


FIRST = set({_kind(zaak): name for (zaak, _), name in reversed(list(zip(SCENARIOS, IDS, strict=True)))}.values())
"""The first scenario of each kind of case under each agreement. A check that sets every document of a scenario in PDF
takes seconds: of these always, of the others in the long run."""
EVERY_SCENARIO = pytest.mark.parametrize(("zaak", "peildatum"), SCENARIOS, ids=IDS)
EVERY_SCENARIO_SET = pytest.mark.parametrize(
    ("zaak", "peildatum"),
    [
        pytest.param(*one, id=name, marks=() if name in FIRST else pytest.mark.slow)
        for one, name in zip(SCENARIOS, IDS, strict=True)
    ],
)


@cache
def documents(zaak: str, peildatum: dt.date) -> tuple[Document, ...]:
    """Finals of what the case calls for, concepts of the rest of its agreement."""
    subject = service.load(ROOT / "fixtures" / "cases" / f"{zaak}.json")
    finals = service.assemble(subject, (), peildatum)
    rest = [name for name in service.known_documents(subject) if name not in {d.name for d in finals}]
    return (*finals, *(service.assemble(subject, rest, peildatum, concept=True) if rest else ()))


def pdf(document: Document) -> bytes:
    """The PDF of a document: the same document has the same bytes, so the workers of a run share it."""
    path = _shared() / f"{document.hash}.pdf"
    if not path.exists():
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(render.to_pdf(document))
        part.replace(path)
    return path.read_bytes()


@cache
def _shared() -> Path:
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    folder = Path(tempfile.gettempdir()) / f"docgen-test-{run}"
    folder.mkdir(exist_ok=True)
    return folder
