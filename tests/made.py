"""What `./run demo` makes, for tests to look at: the documents of a scenario, each rendered once per test run."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import tomllib
from functools import cache
from pathlib import Path

from docgen import render, service
from docgen.text.document import Document

ROOT = Path(__file__).parents[1]
SCENARIOS = [
    (str(row["zaak"]), row["peildatum"])
    for row in tomllib.loads((ROOT / "fixtures" / "scenarios.toml").read_text(encoding="utf-8"))["scenario"]
]
IDS = [f"{zaak}-{peildatum}" for zaak, peildatum in SCENARIOS]


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
