"""A house style changes how a document looks, and never a word of it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from docgen import render, service
from docgen.errors import RenderFault, TemplateFault
from docgen.render.fonts import SANS, SERIF, repertoire
from docgen.render.style import HOUSE, Huisstijl, contrast, make, read
from docgen.render.words import docx_body_words, pdf_body_words
from docgen.text.document import Document, Run
from docgen.text.packets import VOORBLAD, front
from docgen.text.packetvalues import Pakketblad
from tests.render.samples import document, every_kind

STYLES = Path(__file__).parents[2] / "fixtures" / "huisstijlen"
GOOD = {"naam": "Wonen De Terp", "koppen": "#5b2333", "accent": "#8a3b12", "vlak": "#fbf3ec"}


@pytest.fixture(scope="module")
def style() -> Huisstijl:
    return read(STYLES / "wonen-de-terp.toml")


@pytest.fixture(scope="module")
def letter() -> Document:
    return document(*every_kind(), layout="letter")


@pytest.fixture(scope="module")
def styled_pdf(letter: Document, style: Huisstijl) -> bytes:
    return render.to_pdf(letter, style)


@pytest.fixture(scope="module")
def styled_docx(letter: Document, style: Huisstijl) -> bytes:
    return render.to_docx(letter, style)


def test_the_words_are_the_same_in_every_style_and_format(
    letter: Document, styled_pdf: bytes, styled_docx: bytes
) -> None:
    words = list(letter.words())
    assert pdf_body_words(styled_pdf) == words == docx_body_words(styled_docx)


def test_a_pdf_in_a_house_style_passes_both_validators(tmp_path: Path, styled_pdf: bytes) -> None:
    path = tmp_path / "styled.pdf"
    path.write_bytes(styled_pdf)
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert [failure.rule_id for failure in page.validate_pdf(str(path), profile=profile).failures] == []


def test_the_text_is_set_in_the_letter_of_the_style(styled_pdf: bytes) -> None:
    assert {"Source-Serif-Pro", "Source-Serif-Pro-Semi-Bold"} <= fonts_of(styled_pdf)
    assert fonts_of(styled_pdf) <= {"Source-Serif-Pro", "Source-Serif-Pro-Semi-Bold", "Source-Sans-Pro"}


def test_the_logo_stands_on_the_first_page_only(styled_pdf: bytes) -> None:
    with pypdfium2.PdfDocument(styled_pdf) as pdf:
        pictures = [len(list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))) for page in pdf]
    assert pictures == [1] + [0] * (len(pictures) - 1)


def test_the_cover_of_a_packet_has_the_logo_as_other_papers_have_it(style: Huisstijl) -> None:
    blad = Pakketblad.zonder_delen("FR-2026-0147", "friesland-2022", dt.date(2026, 11, 22))
    for look, pictures in ((style, 1), (HOUSE, 0)):
        with pypdfium2.PdfDocument(render.to_pdf(front(VOORBLAD, blad, "huurder"), look)) as pdf:
            assert len(list(pdf[0].get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))) == pictures


def test_word_has_the_colours_the_letter_and_the_logo_with_its_name(styled_docx: bytes, style: Huisstijl) -> None:
    with zipfile.ZipFile(io.BytesIO(styled_docx)) as package:
        styles = package.read("word/styles.xml").decode()
        head = package.read("word/header2.xml").decode()
        assert style.logo is not None
        assert package.read("word/media/logo.png") == style.logo.data
    assert "5B2333" in styles
    assert "17455F" not in styles
    assert "Georgia" in styles
    assert 'descr="Stichting Wonen De Terp"' in head


def test_the_same_style_gives_the_same_bytes(letter: Document, styled_pdf: bytes, styled_docx: bytes) -> None:
    again = read(STYLES / "wonen-de-terp.toml")
    assert render.to_pdf(letter, again) == styled_pdf
    assert render.to_docx(letter, again) == styled_docx


def test_html_in_a_house_style_needs_no_other_file(letter: Document, style: Huisstijl) -> None:
    html = render.to_html(letter, style)
    assert style.koppen in html
    assert "asset:" not in html
    assert "var(--" not in html


def test_a_character_that_the_letter_lacks_is_refused_by_its_field() -> None:
    only_sans = min(repertoire(SANS) - repertoire(SERIF))
    odd = document(replace(every_kind()[1], runs=(Run(only_sans, path="huurder.naam"),)))
    assert render.to_pdf(odd)
    with pytest.raises(RenderFault, match="MAAK-001") as caught:
        render.to_pdf(odd, Huisstijl(letter=SERIF))
    assert "huurder.naam" in str(caught.value)


def test_the_sidecar_names_the_style_by_its_hash(tmp_path: Path, style: Huisstijl, letter: Document) -> None:
    made = service.make([letter], ["docx"], tmp_path, style=style)
    assert style.hash in made[0].path.with_name(f"{made[0].path.name}.herkomst.json").read_text()


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"koppen": "#ffcc00"}, "LAYOUT-014", "koppen"),
        ({"accent": "#9aa5ad"}, "LAYOUT-014", "accent"),
        ({"vlak": "#333333"}, "LAYOUT-014", "vlak"),
        ({"koppen": "rood"}, "LAYOUT-013", "koppen"),
        ({"letter": "Comic Sans"}, "LAYOUT-015", "letter"),
        ({"naam": " "}, "LAYOUT-016", "naam"),
        ({"kleur": "#000000"}, "LAYOUT-012", "kleur"),
    ],
)
def test_what_is_wrong_with_a_style_is_named_with_its_field(change: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        make({**GOOD, **change})
    assert [(p.code, p.veld) for p in caught.value.problems] == [(code, field)]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(TemplateFault) as caught:
        make({"koppen": "rood", "letter": "Arial"}, b"geen plaatje")
    assert {p.veld for p in caught.value.problems} == {"koppen", "letter", "naam", "logo"}


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"<svg/>", "LAYOUT-018"), (b"\x89PNG\r\n\x1a\n", "LAYOUT-018"), (b"x" * (3 << 20), "LAYOUT-017")],
)
def test_a_logo_that_is_no_picture_or_too_large_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        make(GOOD, data)
    assert [p.code for p in caught.value.problems] == [code]


def test_nothing_of_the_file_of_a_logo_comes_along() -> None:
    out = io.BytesIO()
    picture = Image.new("RGBA", (3000, 900), (91, 35, 51, 128))
    exif = picture.getexif()
    exif[0x013B] = "Kanarie de Vries"
    picture.save(out, "PNG", exif=exif)
    logo = make(GOOD, out.getvalue()).logo
    assert logo is not None
    assert b"Kanarie" not in logo.data
    assert logo.width <= 60
    assert logo.height <= 16


def test_a_missing_style_or_logo_is_said(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match="LAYOUT-010"):
        read(tmp_path / "weg.toml")
    path = tmp_path / "stijl.toml"
    path.write_text('naam = "Wonen"\nlogo = "../../etc/passwd"\n')
    with pytest.raises(TemplateFault, match="LAYOUT-011"):
        read(path)


def fonts_of(data: bytes) -> set[str]:
    """The names of the fonts in a PDF, without the letters of the subset."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        return {str(item.FontName).partition("+")[2] for item in found if item.get("/Type") == "/FontDescriptor"}


colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(colours, colours)
def test_contrast_is_symmetric_and_lies_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


def test_our_own_look_is_readable() -> None:
    assert make({"naam": "docgen", **HOUSE.colours()}) == replace(HOUSE, naam="docgen")
    assert re.fullmatch("[0-9a-f]{64}", HOUSE.hash)
