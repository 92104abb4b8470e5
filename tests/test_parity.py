"""Word and PDF cannot disagree: the same words in the same order, for every document of every scenario."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import page

from docgen import render
from docgen.render.words import docx_body_words, pdf_body_words
from tests import made


@made.EVERY_SCENARIO_SET
def test_word_and_pdf_hold_the_words_of_the_document_in_order(zaak: str, peildatum: dt.date) -> None:
    for document in made.documents(zaak, peildatum):
        words = list(document.words())
        assert docx_body_words(render.to_docx(document)) == words, document.stem
        assert pdf_body_words(made.pdf(document)) == words, document.stem


@made.EVERY_SCENARIO_SET
def test_every_pdf_passes_both_profiles_of_the_validator(zaak: str, peildatum: dt.date, tmp_path: Path) -> None:
    for document in made.documents(zaak, peildatum):
        path = tmp_path / f"{document.stem}.pdf"
        path.write_bytes(made.pdf(document))
        for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
            verdict = page.validate_pdf(str(path), profile=profile)
            assert verdict.is_compliant, (document.stem, [failure.rule_id for failure in verdict.failures])


@made.EVERY_SCENARIO
def test_no_leaf_of_a_document_holds_a_newline(zaak: str, peildatum: dt.date) -> None:
    for document in made.documents(zaak, peildatum):
        assert not [b.origin for b in document.blocks for run in b.runs if "\n" in run.text]
