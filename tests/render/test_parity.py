from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen import render
from docgen.render.fonts import repertoire
from docgen.render.html import LAYOUTS
from docgen.render.words import docx_body_words, pdf_body_words
from docgen.text.document import Block, Document, Kind, Run, Signature, Table
from tests.render.pages import body_pages, words
from tests.render.samples import SIGNERS, block, document, every_kind, runs, signatures, table


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pdf_and_docx_hold_the_words_of_the_document_in_order_in_every_layout(layout: str) -> None:
    made = document(*every_kind(), layout=layout)
    assert pdf_body_words(render.to_pdf(made)) == words(made)
    assert docx_body_words(render.to_docx(made)) == words(made)


def test_the_sample_holds_every_kind_of_block(everything: Document) -> None:
    assert {made.kind for made in everything.blocks} == set(Kind)


def test_html_and_text_hold_the_same_words(everything: Document) -> None:
    body = re.sub(r"(?s)<head>.*</head>", "", render.to_html(everything))
    shown = html.unescape(re.sub(r"</?span[^>]*>|</?a\b[^>]*>", "", body))
    assert re.sub(r"<[^>]+>", " ", shown).split() == words(everything)
    assert render.to_txt(everything).replace(" | ", " ").split() == words(everything)


def test_what_poppler_sees_between_head_and_foot_are_the_words(everything: Document, tmp_path: Path) -> None:
    forms = (Kind.VELD, Kind.KEUZE, Kind.SCHRIJFRUIMTE)  # poppler gives what is in fields after the page
    made = replace(everything, blocks=tuple(block for block in everything.blocks if block.kind not in forms))
    seen = body_pages(render.to_pdf(made), tmp_path)
    assert [word for page in seen for word in page] == words(made)


def test_a_table_over_pages_repeats_its_head_to_the_eye_and_not_to_the_reader(tmp_path: Path) -> None:
    made = document(table(90), block(Kind.ALINEA, "Daarna."), table(60), table(2))
    data = render.to_pdf(made)
    pages = body_pages(data, tmp_path)
    assert len(pages) > 3
    for page in pages[1:3]:
        assert page[:5] == ["Doel", "Wat", "ik", "doe", "Bedrag"]
    assert sum(len(page) for page in pages) > len(words(made))
    assert pdf_body_words(data) == words(made)
    assert docx_body_words(render.to_docx(made)) == words(made)


def test_two_tables_with_the_same_head_stay_two_when_the_second_begins_a_page(tmp_path: Path) -> None:
    for rows in range(28, 34):
        made = document(table(rows), table(3))
        assert pdf_body_words(render.to_pdf(made)) == words(made), rows


@pytest.mark.parametrize("count", range(1, len(SIGNERS) + 1))
def test_any_number_of_signers_is_printed_in_order(count: int) -> None:
    made = document(block(Kind.ALINEA, "Aldus opgemaakt."), signatures(count))
    assert pdf_body_words(render.to_pdf(made)) == words(made)
    assert docx_body_words(render.to_docx(made)) == words(made)


HOSTILE = (
    "{{ 7*191 }}",
    "{% for x in doc %}{{ x }}{% endfor %}",
    "{_{ 7*191 }_} {# weg #}",
    "{%p if false %}",
    "{{r doc }}",
    "a<b & c>d 'e' \"f\"",
    "Wonen & Zn <Terp>",
    "ë Łukaszewska 'IJ' „x”",
    "</w:t></w:r></w:p><w:p><w:r><w:t>EXTRA",
    "<img src=file:///etc/passwd><style>*{display:none}</style>",
    "]]><!-- x -->&amp;&#x41;",
    "\\a\\f ${7*191} {{ ''.__class__ }}",
    "en/of Wmo-beschikking 2026-11-22 –5% (huurder(s)) a–b x/y/z info@wonen-de-terp.nl",
    "………",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_data_comes_out_as_it_stands_and_never_as_code(text: str) -> None:
    signer = Signature(text[:24], text[:24], text[:24], "huurder")
    cells = (runs("Kop"), runs(text))
    made = document(
        Block(Kind.LID, (Run(text, "huurder.naam"), Run(" einde.")), number="1.1"),
        Block(Kind.TABEL, table=Table(cells, (cells,), (10, 90), (False, True))),
        Block(Kind.ONDERTEKENING, signatures=(signer,)),
        kenmerk="X-1",
    )
    docx = render.to_docx(made)
    assert pdf_body_words(render.to_pdf(made)) == words(made)
    assert docx_body_words(docx) == words(made)
    assert "1337" not in " ".join(docx_body_words(docx))


def _text() -> st.SearchStrategy[str]:
    """Text of all characters of the fonts, but those that a reader of PDFs takes apart (ligatures) or skips."""
    chars = sorted(char for char in repertoire() if unicodedata.is_normalized("NFKC", char) and char.isprintable())
    return st.text(st.sampled_from(chars) | st.sampled_from("{}%#<>&'\"-/ _"), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(_text(), min_size=3, max_size=8), st.sampled_from(HOSTILE))
def test_any_text_of_the_repertoire_survives_in_both(texts: list[str], hostile: str) -> None:
    spaced = [re.sub(r"(\S{24})", r"\1 ", text) for text in texts]
    made = document(*(block(Kind.LID, f"{text} {hostile} einde", "1.1") for text in spaced))
    assert docx_body_words(render.to_docx(made)) == words(made)
    assert pdf_body_words(render.to_pdf(made)) == words(made)
