from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from docgen import render
from docgen.text.document import Block, Document, Kind, Run
from tests.render.pages import MM, body_pages
from tests.render.samples import SENTENCE, SIGNERS, block, document, signatures, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENDER = ("Stichting Wonen De Terp", "Marktstraat 15", "8601 CR\u00a0 SNEEK")
ADDRESS = ("mevrouw S.A. van der Meulen", "per adres Bewind Noord B.V.", "Lemmerweg 112-3", "8608 AL\u00a0 SNEEK")
SLIP = (
    block(Kind.KOP, "STROOK"),
    block(Kind.ALINEA, "Wilt u dit invullen en aan ons teruggeven?"),
    block(Kind.VELD, "Ontvangen op:"),
    block(Kind.VELD, "Handtekening:"),
)


def letter(*body: Block, slip: tuple[Block, ...] = (), lines: int = 4) -> Document:
    blocks = (
        *(block(Kind.AFZENDER, line) for line in SENDER),
        *(block(Kind.ADRES, line) for line in ADDRESS[:lines]),
        block(Kind.KENMERK, "Sneek, 1 maart 2027", "Plaats en datum"),
        block(Kind.KENMERK, "SNK-2026-0417", "Ons kenmerk"),
        block(Kind.KENMERK, "aangetekend en met gewone post", "Verzonden"),
        *body,
        block(Kind.ALINEA, "Met vriendelijke groet,"),
        Block(Kind.BRIEFONDERTEKENING, signatures=SIGNERS[:1]),
        *slip,
    )
    return replace(document(layout="letter"), blocks=blocks)


def places(data: bytes, folder: Path) -> list[tuple[float, float, float, str]]:
    """Left, top and bottom of each word on its page in millimetres, and the word."""
    (folder / "x.pdf").write_bytes(data)
    command = ["pdftotext", "-raw", "-bbox", str(folder / "x.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', text)
    return [(float(left) / MM, float(top) / MM, float(bottom) / MM, word) for left, top, bottom, word in found]


@pytest.mark.parametrize("lines", [3, 4])
def test_the_window_of_an_envelope_shows_the_whole_address_and_nothing_else(lines: int, tmp_path: Path) -> None:
    words = places(render.to_pdf(letter(lines=lines)), tmp_path)
    seen = [word for left, top, bottom, word in words if bottom > 45 and top < 84 and 20 < left < 110]
    inside = [word for left, top, bottom, word in words if top >= 50 and bottom <= 75 and 20 < left < 110]
    assert seen == inside == " ".join(ADDRESS[:lines]).split()


def test_the_references_stand_beside_each_other_under_the_address(tmp_path: Path) -> None:
    words = places(render.to_pdf(letter()), tmp_path)
    tops = {word: round(top) for _, top, _, word in words if word in ("Plaats", "Ons", "Verzonden")}
    assert len(tops) == 3
    assert len(set(tops.values())) == 1


@pytest.mark.parametrize("filler", range(0, 26, 4))
def test_what_is_sent_back_is_never_divided_over_two_pages(filler: int, tmp_path: Path) -> None:
    body = tuple(block(Kind.ALINEA, "Vulling in een regel.") for _ in range(filler))
    pages = body_pages(render.to_pdf(letter(*body, slip=SLIP)), tmp_path)
    (page,) = (page for page in pages if "STROOK" in page)
    assert "Handtekening:" in page


LAST = block(
    Kind.ALINEA, "SLOTALINEA die uit twee regels bestaat, omdat zij zo lang is dat zij niet op een enkele past."
)
COPY = block(Kind.ALINEA, "Kopie aan: Stichting Thuisverder")


@pytest.mark.parametrize(
    "last", [LAST, replace(LAST, kind=Kind.PUNT, number="–"), None], ids=["tekst", "lijst", "tabel"]
)
@pytest.mark.parametrize("filler", range(8, 23))
def test_the_closing_of_a_letter_takes_the_last_paragraph_along(
    filler: int, last: Block | None, tmp_path: Path
) -> None:
    body = tuple(block(Kind.ALINEA, f"Vulling {n} in een regel.") for n in range(filler))
    made = letter(*body, last or table(2, ("SLOTALINEA", "Wat", "Bedrag")), slip=(COPY,))
    pages = body_pages(render.to_pdf(made), tmp_path)
    (page,) = (page for page in pages if "SLOTALINEA" in page)
    assert {"groet,", "Hoekstra,", "Kopie"} <= set(page)
    assert page is pages[-1]


@pytest.mark.slow
@pytest.mark.parametrize("filler", range(8, 23, 2))
def test_in_word_too_the_closing_takes_the_last_paragraph_along(filler: int, tmp_path: Path) -> None:
    body = tuple(block(Kind.ALINEA, f"Vulling {n} in een regel.") for n in range(filler))
    # Without copies: where only that line does not fit, LibreOffice 7.4 lets go of a chain of five.
    (tmp_path / "brief.docx").write_bytes(render.to_docx(letter(*body, LAST)))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profiel", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "brief.docx"], cwd=tmp_path, check=True, capture_output=True)
    pages = body_pages((tmp_path / "brief.pdf").read_bytes(), tmp_path)
    (page,) = (page for page in pages if "SLOTALINEA" in page)
    assert {"groet,", "Hoekstra,"} <= set(page)


@pytest.mark.parametrize("last", [LAST, replace(LAST, kind=Kind.PUNT, number="–")], ids=["tekst", "lijst"])
def test_in_word_everything_from_the_last_paragraph_to_the_copies_is_kept_with_the_next(last: Block) -> None:
    with zipfile.ZipFile(io.BytesIO(render.to_docx(letter(LAST, last, slip=(COPY,))))) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
        styles = etree.fromstring(archive.read("word/styles.xml"))
    keeping = {
        one.get(f"{W}styleId") for one in styles.iter(f"{W}style") if one.find(f"{W}pPr/{W}keepNext") is not None
    }
    paragraphs = [p for p in body.findall(f"{W}p") if "".join(t.text or "" for t in p.iter(f"{W}t"))]
    start = max(n for n, p in enumerate(paragraphs) if "SLOTALINEA" in "".join(t.text or "" for t in p.iter(f"{W}t")))
    assert len(paragraphs[start:]) == 5
    for paragraph in paragraphs[start:-1]:
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        assert style in keeping or paragraph.find(f"{W}pPr/{W}keepNext") is not None, style


def test_in_word_too_what_is_sent_back_stays_together() -> None:
    made = letter(slip=(*SLIP[:2], signatures(2)))
    with zipfile.ZipFile(io.BytesIO(render.to_docx(made))) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    paragraphs = list(body.iter(f"{W}p"))
    start = next(n for n, p in enumerate(paragraphs) if "".join(t.text or "" for t in p.iter(f"{W}t")) == "STROOK")
    kept = [
        p.find(f"{W}pPr/{W}keepNext") is not None or p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading1"
        for p in paragraphs[start:-2]
    ]
    assert all(kept)


NUMBERS = ("0515 70 01 00", "06 8765 4321", "14 0515", "0800 1205", "+31 6 1234 5678", "112")


def test_a_telephone_number_is_never_divided_over_two_lines(tmp_path: Path) -> None:
    rows = [(f"{'x ' * filler}bel ", number) for filler in range(1, 90, 2) for number in NUMBERS]
    made = document(*(Block(Kind.ALINEA, (Run(text), Run(number, "telefoon"), Run("."))) for text, number in rows))
    words = [(top, word) for _, top, _, word in places(render.to_pdf(made), tmp_path)]
    starts = [index for index, (_, word) in enumerate(words) if word == "bel"]
    assert len(starts) == len(rows)
    for start, (text, number) in zip(starts, rows, strict=True):
        parts = words[start + 1 : start + 1 + len(number.split())]
        assert " ".join(word for _, word in parts) == f"{number}."
        assert len({round(top) for top, _ in parts}) == 1, (number, len(text))


REFERENCES = ("artikel 25 lid 3", "artikel 7:271 lid 2", "(artikel 21 lid 4)", "artikelen 7:206", "bijlage 2", "lid 4")


def test_a_reference_is_never_divided_over_two_lines(tmp_path: Path) -> None:
    rows = [(f"{'x ' * filler}volgens ", words) for filler in range(1, 90, 2) for words in REFERENCES]
    made = document(
        *(
            Block(
                Kind.ALINEA,
                (Run(text), Run(words, target="doel" if n % 2 else ""), Run(".")),
                label="" if n else "doel",
            )
            for n, (text, words) in enumerate(rows)
        )
    )
    words = [(top, word) for _, top, _, word in places(render.to_pdf(made), tmp_path)]
    starts = [index for index, (_, word) in enumerate(words) if word == "volgens"]
    assert len(starts) == len(rows)
    for start, (text, reference) in zip(starts, rows, strict=True):
        parts = words[start + 1 : start + 1 + len(reference.split())]
        assert " ".join(word for _, word in parts) == f"{reference}."
        assert len({round(top) for top, _ in parts}) == 1, (reference, len(text))


def test_a_card_with_numbers_sets_them_bold_and_keeps_every_word() -> None:
    shown = render.to_html(document(block(Kind.GROOT, "Roelie Postma, Gebiedsteam: 14 0515"), layout="letter"))
    assert '<span class="telefoon">14 0515</span>' in shown
    plain = render.to_html(document(block(Kind.LID, "In 2027 10 of 12 keer, 0515 is geen nummer.", "1.1")))
    assert 'class="telefoon"' not in plain


def test_a_letter_of_ordinary_length_stands_on_one_page(tmp_path: Path) -> None:
    body = (
        block(Kind.ALINEA, "Geachte mevrouw Van der Meulen,"),
        *(block(Kind.ALINEA, SENTENCE) for _ in range(3)),
        block(Kind.KOP, "Wat kunt u doen?"),
        *(block(Kind.PUNT, SENTENCE, "–") for _ in range(4)),
    )
    assert len(body_pages(render.to_pdf(letter(*body)), tmp_path)) == 1
