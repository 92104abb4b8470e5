"""Several documents in one file: one tagged PDF, in which each is what it is alone."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from pathlib import Path

import page as page_validation
import pikepdf

from docgen import service
from docgen.render import pdf
from docgen.render.words import pdf_body_words
from docgen.text.document import Document

ROOT = Path(__file__).parents[2]


@cache
def documents() -> tuple[Document, ...]:
    subject = service.load(ROOT / "fixtures" / "cases" / "friesland-driepartijen.json")
    names = ["doelenbijlage", "uitleg-huurder", "bereikbaarheidskaart", "vervolg-wonen"]
    return service.assemble(subject, names, dt.date(2026, 11, 22), recipient="huurder")


@cache
def bundle() -> tuple[bytes, tuple[int, ...]]:
    parts = [pdf.lay_out(document, name=f"d{n}") for n, document in enumerate(documents())]
    return pdf.write(parts), tuple(part.pages for part in parts)


def test_a_file_of_several_documents_holds_the_words_of_each_in_order() -> None:
    assert pdf_body_words(bundle()[0]) == [word for document in documents() for word in document.words()]


def test_a_file_of_several_documents_passes_both_validators(tmp_path: Path) -> None:
    path = tmp_path / "bundle.pdf"
    path.write_bytes(bundle()[0])
    for profile in (page_validation.ValidationProfile.PDF_A_3A, page_validation.ValidationProfile.PDF_UA_1):
        result = page_validation.validate_pdf(path, profile=profile)
        assert result.is_compliant, [failure.rule_id for failure in result.failures]


def test_no_link_leads_into_another_document() -> None:
    subject = service.load(ROOT / "fixtures" / "cases" / "friesland-driepartijen.json")
    (contract,) = service.assemble(subject, ["driepartijenovereenkomst"], dt.date(2026, 11, 22))
    # The same document twice: every label of the one is also a label of the other.
    parts = [pdf.lay_out(contract, name=name) for name in ("een", "twee")]
    data, counts = pdf.write(parts), [part.pages for part in parts]
    with pikepdf.open(io.BytesIO(data)) as made:
        owner = [n for n, count in enumerate(counts) for _ in range(count)]
        number = {page.obj.objgen: n for n, page in enumerate(made.pages)}
        names = made.Root.Names.Dests.Names
        goals = {str(names[n]): names[n + 1] for n in range(0, len(names), 2)}
        links = 0
        for n, page in enumerate(made.pages):
            for note in page.obj.get("/Annots", ()):
                goal = goals[str(note.Dest)]
                assert owner[number[goal[0].objgen]] == owner[n]
                links += 1
    assert links


def test_only_a_file_of_one_document_carries_its_hashes() -> None:
    alone = pdf.write((pdf.lay_out(documents()[0]),))
    assert documents()[0].words_hash.encode() in alone
    assert b"docgen:woorden=" not in bundle()[0]
