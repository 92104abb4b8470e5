"""Golden text per page for every document of every scenario; `./run golden` writes it anew."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from docgen import render, service
from docgen.text.document import Document

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
SCENARIOS = tomllib.loads((ROOT / "fixtures" / "scenarios.toml").read_text(encoding="utf-8"))["scenario"]
FOOT_ID = re.compile(r"\b[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}\b")
"""The id in the foot is the hash of the whole document: it changes with every word, and says nothing to a reader."""
IDS = [f"{s['zaak']}-{s['peildatum']}" for s in SCENARIOS]


def made(zaak: str, peildatum: dt.date) -> list[Document]:
    """Finals of what the case calls for, concepts of the rest: what `./run demo` makes."""
    subject = service.load(ROOT / "fixtures" / "cases" / f"{zaak}.json")
    finals = service.assemble(subject, (), peildatum)
    rest = [name for name in service.known_documents(subject) if name not in {d.name for d in finals}]
    return [*finals, *(service.assemble(subject, rest, peildatum, concept=True) if rest else ())]


def pages(document: Document, folder: Path) -> str:
    """The text of the PDF, a page at a time, without trailing blanks."""
    path = folder / "x.pdf"
    path.write_bytes(render.to_pdf(document))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    text = FOOT_ID.sub("(document-id)", text)
    parts = [page for page in text.split("\f") if page.strip()]
    lines = [f"=== bladzijde {n} van {len(parts)} ===\n{page.strip(chr(10))}" for n, page in enumerate(parts, 1)]
    return "\n".join(line.rstrip() for line in "\n\n".join(lines).splitlines()) + "\n"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=IDS)
def test_golden_pages_say_the_same_words_in_the_same_places(
    scenario: dict[str, object], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    zaak, peildatum = str(scenario["zaak"]), scenario["peildatum"]
    assert isinstance(peildatum, dt.date)
    folder = GOLDEN / f"{zaak}-{peildatum}"
    documents = made(zaak, peildatum)
    assert documents
    for document in documents:
        golden = folder / (document.name + (".concept.txt" if document.concept else ".txt"))
        text = pages(document, tmp_path)
        if request.config.getoption("--renew-golden"):
            folder.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text(encoding="utf-8"), f"{golden.name}: lees het verschil, of draai ./run golden"


def test_no_golden_text_is_left_of_a_document_that_is_no_longer_made() -> None:
    wanted = {
        GOLDEN / f"{s['zaak']}-{s['peildatum']}" / (d.name + (".concept.txt" if d.concept else ".txt"))
        for s in SCENARIOS
        for d in made(str(s["zaak"]), s["peildatum"])
    }
    assert set(GOLDEN.rglob("*.txt")) == wanted
