"""Golden text per page for every document of every scenario; `./run golden` writes it anew."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from docgen.text.document import Document
from tests import made

GOLDEN = made.ROOT / "tests" / "golden"
FOOT_ID = re.compile(r"\b[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}\b")
"""The id in the foot is the hash of the whole document: it changes with every word, and says nothing to a reader."""
AROUND = {"===", "bladzijde", "van", "pagina", "·", "concept", "(document-id)"}
"""Words of the head and foot of a page, beside numbers, the title and the reference."""


def golden(zaak: str, peildatum: dt.date, document: Document) -> Path:
    return GOLDEN / f"{zaak}-{peildatum}" / (document.stem + (".concept.txt" if document.concept else ".txt"))


def pages(document: Document, folder: Path) -> str:
    """The text of the PDF, a page at a time, without trailing blanks."""
    path = folder / "x.pdf"
    path.write_bytes(made.pdf(document))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    text = FOOT_ID.sub("(document-id)", text)
    parts = [page for page in text.split("\f") if page.strip()]
    lines = [f"=== bladzijde {n} van {len(parts)} ===\n{page.strip(chr(10))}" for n, page in enumerate(parts, 1)]
    return "\n".join(line.rstrip() for line in "\n\n".join(lines).splitlines()) + "\n"


@made.EVERY_SCENARIO_SET
def test_golden_pages_say_the_same_words_in_the_same_places(
    zaak: str, peildatum: dt.date, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    documents = made.documents(zaak, peildatum)
    assert documents
    for document in documents:
        path, text = golden(zaak, peildatum, document), pages(document, tmp_path)
        if request.config.getoption("--renew-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path.name}: lees het verschil, of draai ./run golden"


@made.EVERY_SCENARIO
def test_a_golden_text_holds_the_words_of_its_document_and_no_others(zaak: str, peildatum: dt.date) -> None:
    for document in made.documents(zaak, peildatum):
        told = Counter(golden(zaak, peildatum, document).read_text(encoding="utf-8").split())
        words = Counter(" ".join(document.words()).split())
        around = AROUND | set(f"{document.title} {document.kenmerk}".split())
        rest = {word for word in told - words if not word.isdigit()} - around
        assert (words - told, rest) == (Counter(), set()), f"{document.stem}: lees het verschil, of draai ./run golden"


def test_no_golden_text_is_left_of_a_document_that_is_no_longer_made(request: pytest.FixtureRequest) -> None:
    wanted = {
        golden(zaak, peildatum, document)
        for zaak, peildatum in made.SCENARIOS
        for document in made.documents(zaak, peildatum)
    }
    if request.config.getoption("--renew-golden"):
        for path in set(GOLDEN.rglob("*.txt")) - wanted:
            path.unlink()
    assert set(GOLDEN.rglob("*.txt")) == wanted
