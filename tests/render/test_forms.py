from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import outloud
import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest
from lxml import etree

from docgen import case, render, rules
from docgen.render.fields import LONGEST, wrap
from docgen.render.words import docx_body_words, pdf_body_words
from docgen.text.assemble import Assembler
from docgen.text.document import MISSING, Block, Document, Kind, Option, Run
from docgen.text.source import read_source
from tests.render.pages import MM, body_pages, words
from tests.render.samples import SENTENCE, SIGNERS, block, document, runs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CASES = Path(__file__).parents[2] / "fixtures" / "cases"


def row(label: str, value: str = "") -> Block:
    return Block(Kind.VELD, (Run(f"{label}: "), Run(value, "huurder.naam")) if value else runs(f"{label}:"))


FORM = (
    block(Kind.KOP, "Wie is het?"),
    row("Achternaam en voorletters", "Łukaszewska, N."),
    row("Naam vorige verhuurder of instantie van vorige woonsituatie", "Stichting Thuisverder & Zn"),
    row("Reden inzet Transferpunt", SENTENCE * 2),
    row("Telefoonnummer"),
    row("Telefoonnummer"),
    Block(
        Kind.VELD,
        (Run("Brief van "), Run("1 maart 2027", "briefdatum"), Run(", kenmerk 12")),
    ),
    row("Handtekening"),
    Block(Kind.KEUZE, runs("Voorziening"), options=(Option("beschermd wonen", True), Option("opvang"))),
    Block(Kind.KEUZE, (Run("mevrouw S.A. van der Meulen", "huurder.naam"),), options=(Option("ja"), Option("nee"))),
    Block(Kind.SCHRIJFRUIMTE, runs("Wat is er geprobeerd?"), lines=4),
)
NAMES = [
    "proefdocument-achternaam-en-voorletters",
    "proefdocument-naam-vorige-verhuurder-of-instantie-van-vori",
    "proefdocument-reden-inzet-transferpunt",
    "proefdocument-telefoonnummer",
    "proefdocument-telefoonnummer-2",
    "proefdocument-voorziening-1",
    "proefdocument-voorziening-2",
    "proefdocument-keuze-1",
    "proefdocument-keuze-2",
    "proefdocument-wat-is-er-geprobeerd",
]


@pytest.fixture(scope="module")
def form() -> Document:
    return document(*FORM, layout="form")


@pytest.fixture(scope="module")
def form_pdf(form: Document) -> bytes:
    return render.to_pdf(form)


def widgets(pdf: pikepdf.Pdf) -> list[Any]:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    return [note for note in notes if note["/Subtype"] == "/Widget"]


def test_every_row_is_a_field_with_a_name_a_spoken_label_and_the_value_of_the_case(form_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(form_pdf)) as pdf:
        found = {str(field["/T"]): field for field in pdf.Root["/AcroForm"]["/Fields"]}
        assert list(found) == NAMES
        assert {name: str(found[name]["/TU"]) for name in (NAMES[0], NAMES[5], NAMES[9])} == {
            NAMES[0]: "Achternaam en voorletters",
            NAMES[5]: "Voorziening beschermd wonen",
            NAMES[9]: "Wat is er geprobeerd?",
        }
        values = [str(found[name]["/V"]) for name in NAMES]
        assert values[:4] == ["Łukaszewska, N.", "Stichting Thuisverder & Zn", (SENTENCE * 2).strip(), ""]
        assert values[5:9] == ["/Yes", "/Off", "/Off", "/Off"]
        long, room = found[NAMES[2]], found[NAMES[9]]
        assert int(long["/Ff"]) & 1 << 12, "een lange waarde staat in een veld van meer regels"
        assert int(room["/Ff"]) & 1 << 12


def test_the_names_of_fields_hold_no_value_and_fit_word(form_pdf: bytes) -> None:
    assert all(len(name) <= LONGEST for name in NAMES)
    long = document(*(row("Naam vorige verhuurder of instantie") for _ in range(12)), name="x" * 60)
    with pikepdf.open(io.BytesIO(render.to_pdf(long))) as pdf:
        names = [str(field["/T"]) for field in widgets(pdf)]
    assert len(set(names)) == 12
    assert max(map(len, names)) <= LONGEST
    assert not any(word in " ".join(NAMES) for word in ("meulen", "lukas", "maart", "thuisverder"))


def test_a_field_shows_by_itself_what_it_holds_and_does_nothing_else(form_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(form_pdf)) as pdf:
        form = pdf.Root["/AcroForm"]
        assert set(form.keys()) == {"/Fields", "/DR", "/DA"}, "geen NeedAppearances, geen XFA, geen berekening"
        assert "/AA" not in pdf.Root and "/OpenAction" not in pdf.Root
        assert len(widgets(pdf)) == len(form["/Fields"]) == len(NAMES)
        for field in widgets(pdf):
            assert int(field["/F"]) == 4
            assert not {"/A", "/AA", "/JS"} & set(field.keys())
            states = field["/AP"]["/N"]
            if field["/FT"] == "/Btn":
                assert set(states.keys()) == {"/Yes", "/Off"}
                assert field["/AS"] == field["/V"]
            else:
                assert isinstance(states, pikepdf.Stream)
        assert all(page["/Tabs"] == "/S" for page in pdf.pages)


def test_every_field_stands_in_the_structure_at_its_place(form_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(form_pdf)) as pdf:
        seen = []

        def walk(element: Any) -> None:
            for kid in element.get("/K", []) if isinstance(element.get("/K"), pikepdf.Array) else []:
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                    assert element["/S"] == "/Form"
                    seen.append(str(kid["/Obj"]["/T"]))
                elif isinstance(kid, pikepdf.Dictionary):
                    walk(kid)

        walk(pdf.Root["/StructTreeRoot"])
        assert seen == NAMES
        numbers = pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        parents = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
        assert all(parents[int(field["/StructParent"])]["/S"] == "/Form" for field in widgets(pdf))


def test_a_form_passes_both_profiles_and_a_reader_of_screens(form_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(form_pdf)
    for profile in (page_validation.ValidationProfile.PDF_A_3A, page_validation.ValidationProfile.PDF_UA_1):
        result = page_validation.validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.rule_id for failure in result.failures]
    assert not [finding for finding in outloud.check(str(path)).findings if str(finding.severity).endswith("error")]


def test_a_form_can_be_filled_in_and_read_back(form_pdf: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form_pdf))
    typed = {NAMES[3]: "06 12345678", NAMES[0]: "Jansen, A.", NAMES[6]: "/Yes", NAMES[5]: "/Off", NAMES[9]: "Gebeld."}
    for page in writer.pages:
        writer.update_page_form_field_values(page, typed, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    fields = pypdf.PdfReader(out).get_fields() or {}
    assert {name: fields[name]["/V"] for name in typed} == typed
    read = pdf_body_words(out.getvalue())
    for word in ("Jansen,", "12345678", "Gebeld."):
        assert read.count(word) == 1
    assert "Łukaszewska," not in read
    assert [word for word in read if word in "☐☑"] == ["☐", "☑", "☐", "☐"]


def test_the_words_in_fields_are_words_of_the_document_once_and_in_order(form: Document, form_pdf: bytes) -> None:
    assert pdf_body_words(form_pdf) == words(form)
    assert docx_body_words(render.to_docx(form)) == words(form)


def test_poppler_sees_in_each_field_what_it_holds(form: Document, form_pdf: bytes, tmp_path: Path) -> None:
    assert Counter(word for page in body_pages(form_pdf, tmp_path) for word in page) == Counter(words(form))


def rules_on_paper(data: bytes, number: int = 0) -> list[float]:
    """The heights, in millimetres from the top, at which a line for the pen crosses the right half of a page."""
    with pypdfium2.PdfDocument(data) as pdf:
        image = pdf[number].render(scale=3, may_draw_forms=False).to_pil().convert("L")
    unit = MM * 3
    band = image.crop((int(120 * unit), 0, int(180 * unit), image.height))
    rows = [y for y in range(band.height) if max(band.crop((0, y, band.width, y + 1)).tobytes()) < 200]
    return [round(y / unit, 1) for index, y in enumerate(rows) if not index or y - rows[index - 1] > 1]


def test_an_empty_form_has_lines_to_write_on() -> None:
    made = document(row("Naam"), row("Adres"), row("Handtekening"), FORM[-1], layout="form")
    lines = rules_on_paper(render.to_pdf(made))
    assert len(lines) == 3 + 4
    gaps = [below - above for above, below in pairwise(lines)]
    assert gaps[0] >= 8, "hoog genoeg om met de hand te schrijven"
    assert gaps[1] >= 15, "ruimte voor een handtekening"
    assert all(abs(gap - 8.5) < 0.3 for gap in gaps[3:])


def test_a_long_value_gets_as_many_lines_as_it_needs() -> None:
    lines = wrap(SENTENCE * 3, 280, 10.5)
    assert " ".join(lines) == " ".join((SENTENCE * 3).split())
    assert len(lines) > 3
    heights = []
    for count in (1, 3):
        with pikepdf.open(io.BytesIO(render.to_pdf(document(row("Reden", SENTENCE * count))))) as pdf:
            (field,) = widgets(pdf)
            heights.append(float(field["/Rect"][3]) - float(field["/Rect"][1]))
    assert heights[1] > heights[0] + 30


def test_two_forms_and_two_copies_have_fields_of_their_own() -> None:
    names = []
    for made in (document(row("Naam"), copy=2), document(row("Naam"), name="anders")):
        with pikepdf.open(io.BytesIO(render.to_pdf(made))) as pdf:
            names += [str(field["/T"]) for field in widgets(pdf)]
    assert names == ["proefdocument-2-naam", "anders-naam"]


def test_a_document_without_a_form_has_no_fields_and_no_font_for_them() -> None:
    with pikepdf.open(io.BytesIO(render.to_pdf(document(block(Kind.ALINEA, SIGNERS[0].naam))))) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FirstChar" in item]


def test_in_word_a_row_is_a_content_control(form: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(render.to_docx(form))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    controls = list(root.iter(f"{W}sdt"))
    assert [control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") for control in controls] == NAMES[:-1]
    titles = [control.find(f"{W}sdtPr/{W}alias").get(f"{W}val") for control in controls]
    assert titles[0] == "Achternaam en voorletters"
    assert max(map(len, titles)) <= LONGEST
    boxes = [box.get(f"{W14}val") for box in root.iter(f"{W14}checked")]
    assert boxes == ["1", "0", "0", "0"]
    assert len(list(root.iter(f"{W}showingPlcHdr"))) == 2, "een leeg veld toont dat er iets moet komen"


def test_a_row_without_a_value_is_empty_and_blocks_nothing_and_a_sentence_without_one_is_an_open_point(
    tmp_path: Path,
) -> None:
    head = "---\ndocument: proef\nlayout: form\ntitel: Proef\nversie: 2026-11-22\n---\n"
    body = "::: velden\n- Telefoon: {{ huurder.telefoon }}\n- Bel {{ huurder.email }} op tijd\n:::\n"
    (tmp_path / "proef.md").write_text(head + body, encoding="utf-8")
    read_source.cache_clear()
    subject = case.load(CASES / "friesland-driepartijen.json")
    assert isinstance(subject, case.Zaak)
    person = subject.huurder.model_copy(update={"telefoon": None, "email": None})
    subject = subject.model_copy(update={"huurder": person})
    made = Assembler(subject, rules.evaluate(subject, dt.date(2026, 11, 22)), {"proef": "proef.md"}, tmp_path).assemble(
        "proef"
    )
    field, sentence = (one for one in made.blocks if one.kind is Kind.VELD)
    assert (field.text.strip(), MISSING in sentence.text) == ("Telefoon:", True)
    assert [point.path for point in made.open_points] == ["huurder.email"]
