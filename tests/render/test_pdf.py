from __future__ import annotations

import datetime as dt
import hashlib
import io
import logging
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import outloud
import page as page_validation
import pikepdf
import pypdfium2
import pytest
import weasyprint
from PIL import Image
from weasyprint.urls import FatalURLFetchingError

from docgen import render
from docgen.errors import RenderFault, TemplateFault
from docgen.render.html import LAYOUTS
from docgen.render.pdf import Assets
from docgen.text.document import Block, Document, Kind, Run, Table
from tests.render.pages import MM, body_pages, boxes, margin_pages
from tests.render.samples import LONG, SENTENCE, SIGNERS, block, document, every_kind, runs, signatures, table

SCALE = 2


def picture(data: bytes, number: int) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[number].render(scale=SCALE).to_pil().convert("L")


def region(image: Image.Image, left: float, right: float, bottom: float, top: float) -> Image.Image:
    """A part of a page, in millimetres from its bottom left corner."""
    unit = MM * SCALE
    return image.crop((int(left * unit), int((297 - top) * unit), int(right * unit), int((297 - bottom) * unit)))


def is_blank(image: Image.Image) -> bool:
    return image.getextrema() == (255, 255)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_passes_pdf_a_3a_and_pdf_ua_1(layout: str, tmp_path: Path) -> None:
    made = document(*every_kind(), table(60), layout=layout, parafen=("huurder",), concept=layout == "contract")
    path = tmp_path / "x.pdf"
    path.write_bytes(render.to_pdf(made))
    for profile in (page_validation.ValidationProfile.PDF_A_3A, page_validation.ValidationProfile.PDF_UA_1):
        result = page_validation.validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.rule_id for failure in result.failures]


def test_a_reader_of_screens_finds_no_fault(long_pdf: bytes, tmp_path: Path) -> None:
    made = document(*every_kind(), table(60), parafen=("huurder",))
    path = tmp_path / "x.pdf"
    path.write_bytes(render.to_pdf(made))
    findings = outloud.check(str(path)).findings
    assert not [finding for finding in findings if finding.severity in ("error", "warning")]


def test_no_stream_ends_in_a_byte_that_reads_as_part_of_the_end_of_line() -> None:
    for number in range(40):
        data = render.to_pdf(document(kenmerk=f"X-{number}"))
        ends = list(re.finditer(rb"/Length (\d+)(?:(?!stream\n).)*>>\nstream\n", data, re.S))
        assert len(ends) > 5
        for end in ends:
            last = end.end() + int(end[1])
            assert data[last - 1 : last] != b"\r" or data[last:].startswith(b"\r\nendstream")
            assert re.match(rb"\r?\nendstream", data[last:])


def test_the_same_document_gives_the_same_bytes(everything: Document, everything_pdf: bytes) -> None:
    render.to_pdf(document(block(Kind.ALINEA, "Iets anders tussendoor, met een ŵ.")))
    assert render.to_pdf(everything) == everything_pdf


def test_another_process_gives_the_same_bytes(everything_pdf: bytes, everything_docx: bytes) -> None:
    code = (
        "import hashlib; from docgen import render; from tests.render.samples import *\n"
        "made = document(*every_kind(), parafen=('verhuurder', 'huurder', 'zorgaanbieder'))\n"
        "print(*(one.sha256 for one in render.render(made, ('pdf', 'docx'))))"
    )
    root = Path(__file__).parents[2]
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert out.stdout.split() == [hashlib.sha256(data).hexdigest() for data in (everything_pdf, everything_docx)]


def test_rendered_tells_name_hash_and_pages(long_document: Document) -> None:
    pdf, txt = render.render(long_document, ("pdf", "txt"))
    assert (pdf.filename, txt.filename) == ("proefdocument.pdf", "proefdocument.txt")
    assert pdf.pages == len(pypdfium2.PdfDocument(pdf.data)) > 2
    assert txt.pages is None


def test_an_unknown_format_or_layout_is_refused() -> None:
    with pytest.raises(RenderFault, match="MAAK-006"):
        render.render(document(), ("pdf", "odt"))
    for make in (render.to_pdf, render.to_docx, render.to_html):
        with pytest.raises(TemplateFault, match="LAYOUT-001"):
            make(document(layout="../contract"))


@pytest.mark.parametrize(
    ("day", "stamp"),
    [(dt.date(2026, 11, 22), "D:20261122000000+01'00"), (dt.date(2026, 7, 1), "D:20260701000000+02'00")],
)
def test_the_dates_are_the_peildatum_at_midnight_in_amsterdam(day: dt.date, stamp: str) -> None:
    with pikepdf.open(io.BytesIO(render.to_pdf(document(peildatum=day)))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).rstrip("'") == stamp
        assert str(pdf.docinfo["/ModDate"]).rstrip("'") == stamp


def test_the_metadata_hold_the_two_hashes_and_no_value_of_the_case(everything: Document, everything_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(everything_pdf)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert str(pdf.docinfo["/Title"]) == everything.title
        assert str(pdf.Root.Lang) == "nl-NL"
        assert set(pdf.docinfo.keys()) == {"/Producer", "/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert f'docgen:document="{everything.hash}"' in packet
    assert f'docgen:woorden="{everything.words_hash}"' in packet
    assert "Meulen" not in packet


def test_only_the_fonts_of_the_layouts_are_embedded(everything_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(everything_pdf)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item]
        names = {str(item["/BaseFont"]).partition("+")[2] for item in found}
        assert all("/FontFile2" in item["/FontDescriptor"] for item in found)
    assert names == {"Source-Sans-Pro", "Source-Sans-Pro-Semi-Bold"}


@pytest.mark.parametrize(
    "part",
    [
        Block(Kind.LID, (Run("Tekst "), Run("漢字", "huurder.naam"))),
        Block(Kind.LID, (Run("regel\nregel", "huurder.naam"),)),
        Block(Kind.LID, (Run("x\u2011y", "huurder.naam"),)),
        Block(Kind.TABEL, table=Table((runs("Kop"),), ((runs("漢字", "huurder.naam"),),), (100,), (False,))),
        Block(Kind.LID, (Run("w" * 200, "huurder.naam"),)),
    ],
)
def test_what_cannot_be_set_is_a_fault_that_names_the_field_and_not_the_value(part: Block) -> None:
    with pytest.raises(RenderFault, match=r"MAAK-00[12].*huurder\.naam") as caught:
        render.to_pdf(document(part))
    assert not any(piece in str(caught.value) for piece in ("漢", "www", "regel\nregel", "\u2011"))


def test_words_of_ours_outside_the_fonts_are_named_by_their_place() -> None:
    with pytest.raises(RenderFault, match=r"contracts/proef\.md:1"):
        render.to_pdf(document(block(Kind.LID, "漢字")))


def test_a_column_grows_until_its_longest_word_fits_and_no_word_is_ever_cut(tmp_path: Path) -> None:
    long = "verantwoordelijkheidsverdeling"
    cells = (runs("1"), runs(long), runs(SENTENCE))
    made = document(Block(Kind.TABEL, table=Table(cells, (cells,), (10, 5, 85), (False, False, False))))
    assert long in body_pages(render.to_pdf(made), tmp_path)[0]
    crowded = Table((runs(long),) * 6, (), (20, 16, 16, 16, 16, 16), (False,) * 6)
    with pytest.raises(RenderFault, match="MAAK-002"):
        render.to_pdf(document(Block(Kind.TABEL, table=crowded, origin="contracts/proef.md:9")))


def test_bookmarks_follow_the_headings(everything_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(everything_pdf)) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Proefdocument"
        assert [child.title for child in title.children] == ["Artikel 1 Partijen", "Zonder nummer"]
        assert [child.title for child in title.children[1].children] == ["Een trede lager"]


def test_heads_and_feet_say_what_document_and_which_page(long_document: Document, tmp_path: Path) -> None:
    pages = margin_pages(render.to_pdf(replace(long_document, concept=True)), tmp_path)
    for number, found in enumerate(pages, start=1):
        text = " ".join(found)
        assert "SNK-2026-0417" in text
        assert f"pagina {number} van {len(pages)}" in text
        assert "· concept" in text
        assert ("Proefdocument" in text) == (number > 1)


def test_parafen_are_on_every_page_but_that_of_the_signatures(long_pdf: bytes, tmp_path: Path) -> None:
    pages = body_pages(long_pdf, tmp_path)
    signed = ["Handtekening" in page for page in pages]
    assert any(signed) and not all(signed)
    for number, has_signature in enumerate(signed):
        image = picture(long_pdf, number)
        assert is_blank(region(image, 100, 186, 7, 22)) == has_signature
        assert is_blank(region(image, 0, 24.8, 0, 25))
        assert is_blank(region(image, 36.5, 70, 0, 25))
        assert is_blank(region(image, 0, 210, 0, 7))


def test_without_parafen_the_foot_is_free() -> None:
    data = render.to_pdf(document(*LONG))
    assert is_blank(region(picture(data, 0), 40, 210, 0, 25))


def test_many_parafen_still_leave_the_corner_free() -> None:
    roles = ("verhuurder", "huurder", "medehuurder", "zorgaanbieder", "bewindvoerder", "gemeente", "woningcorporatie")
    image = picture(render.to_pdf(document(parafen=roles)), 0)
    assert is_blank(region(image, 38, 48, 0, 25))
    assert not is_blank(region(image, 49, 185.5, 7, 22))
    assert is_blank(region(image, 186, 210, 0, 25))


def test_furniture_adds_no_word_and_no_font(long_document: Document, long_pdf: bytes, tmp_path: Path) -> None:
    bare = replace(long_document, parafen=(), concept=False)
    assert body_pages(render.to_pdf(bare), tmp_path) == body_pages(long_pdf, tmp_path)
    assert "paraaf" not in " ".join(word for page in margin_pages(long_pdf, tmp_path) for word in page)


def test_a_concept_is_marked_across_every_page_and_a_final_is_not() -> None:
    for concept in (True, False):
        data = render.to_pdf(document(*LONG, concept=concept))
        for number in range(len(pypdfium2.PdfDocument(data))):
            marked = sum(235 <= value <= 245 for value in region(picture(data, number), 40, 170, 60, 240).tobytes())
            assert (marked > 20_000) == concept


def test_references_are_links_to_their_clause(everything_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(everything_pdf)) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        links = [note for note in notes if note["/Subtype"] == "/Link"]
        assert [str(link["/Dest"]) for link in links] == ["b-een"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "https://example.org/",
        "data:text/plain,x",
        "ftp://127.0.0.1/x",
        "asset:../../../etc/passwd",
        "asset:LICENSE.txt",
    ],
)
def test_the_layouts_can_fetch_nothing_but_their_fonts(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        weasyprint.HTML(string=f"<img src='{address}'>", url_fetcher=Assets()).render()


def test_rendering_opens_no_connection_and_writes_no_file() -> None:
    code = """
import sys
from docgen import render
from tests.render.samples import *
render.warm()
render.render(document(), render.FORMATS)
seen = []
def hook(event, args):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.remove", "os.rename")):
        seen.append(event)
    if event == "open" and set(str(args[1] or "r")) & set("wax+"):
        seen.append(f"{event} {args[0]}")
sys.addaudithook(hook)
render.render(document(*every_kind()), render.FORMATS)
print(seen)
"""
    root = Path(__file__).parents[2]
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert out.stdout.strip() == "[]"


def test_this_machine_has_what_rendering_needs() -> None:
    assert render.health() == ()


def test_what_a_machine_lacks_is_said_with_the_package_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.text.ffi.harfbuzz_subset", None)
    (slower,) = render.health()
    assert slower.endswith("trager: installeer het pakket libharfbuzz-subset0.")
    monkeypatch.delattr("docgen.render.pdf")
    monkeypatch.setitem(sys.modules, "docgen.render.pdf", None)
    (nothing,) = render.health()
    assert nothing.endswith("geen PDF: installeer het pakket libpangoft2-1.0-0.")


def test_a_warning_of_the_libraries_is_an_error_that_tells_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    def warn(*_: object) -> None:
        logging.getLogger("weasyprint").warning("Ignored %s", "een waarde")

    monkeypatch.setattr("docgen.render.finish.xmp.extend", warn)
    with pytest.raises(RenderFault, match="MAAK-003") as caught:
        render.to_pdf(document())
    assert "een waarde" not in str(caught.value)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_signatures_never_stand_alone_on_a_page(count: int, tmp_path: Path) -> None:
    for filler in range(0, 24, 1 if count == 3 else 3):
        lines = [block(Kind.ALINEA, "Vulling in een regel.") for _ in range(filler)]
        made = document(*lines, block(Kind.ALINEA, "Aldus opgemaakt in tweevoud."), signatures(count))
        signed = [page for page in body_pages(render.to_pdf(made), tmp_path) if "Handtekening" in page]
        assert len(signed) == 1, filler
        assert signed[0].index("Aldus") < signed[0].index("Handtekening")


def test_an_article_on_nothing_but_signing_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    for filler in range(10, 24):
        lines = [block(Kind.ALINEA, "Vulling in een regel.") for _ in range(filler)]
        last = (block(Kind.ALINEA, "LAATSTE afspraak."), block(Kind.KOP, "KOPREGEL"), block(Kind.ALINEA, "Aldus."))
        pages = body_pages(render.to_pdf(document(*lines, *last, signatures(2))), tmp_path)
        (signed,) = [page for page in pages if "Handtekening" in page]
        assert "LAATSTE" in signed, filler


def test_more_signatures_than_a_page_holds_go_on_and_begin_with_the_text_before_them(tmp_path: Path) -> None:
    crowd = Block(Kind.ONDERTEKENING, signatures=SIGNERS * 2)
    made = document(*LONG[:3], block(Kind.ALINEA, "Aldus opgemaakt in tweevoud."), crowd)
    signed = [page for page in body_pages(render.to_pdf(made), tmp_path) if "Handtekening" in page]
    assert signed[0].index("Aldus") < signed[0].index("Handtekening")
    assert sum(page.count("Handtekening") for page in signed) == len(SIGNERS) * 2


def test_a_heading_or_lead_in_never_stands_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for filler in range(18, 30):
        lines = [block(Kind.ALINEA, "Vulling in een regel.") for _ in range(filler)]
        made = document(
            *lines,
            block(Kind.KOP, "KOPREGEL"),
            block(Kind.TUSSENKOP, "KOPREGEL"),
            block(Kind.LID, "Daarbij geldt AANHEF:", "1.1"),
            block(Kind.ONDERDEEL, "een onderdeel;", "a."),
            block(Kind.KOP, "KOPREGEL"),
            table(30),
            block(Kind.KOP, "KOPREGEL"),
            block(Kind.ALINEA, SENTENCE * 2),
        )
        for page in body_pages(render.to_pdf(made), tmp_path):
            assert page[-1] not in ("KOPREGEL", "AANHEF:", "Bedrag"), filler


def test_links_and_whole_words_do_not_change_where_lines_break(tmp_path: Path) -> None:
    """A line that just fits must not be cut after its first word because the next word is a link."""
    start = (
        "In deze overeenkomst betekent ondersteuning: de ondersteuning die de zorgaanbieder de huurder geeft op grond "
    )
    start += "van de beschikking in artikel 7 lid 1. Omklap betekent: de overgang naar een huurovereenkomst voor "
    start += "onbepaalde tijd tussen alleen de huurder en de verhuurder, volgens "
    for end in ("artikel 1", "Wmo-overleg"):
        linked = Block(Kind.LID, (Run(start), Run(end, target="een"), Run(".")), number="1.3", label="een")
        plain = Block(Kind.LID, (Run(f"{start}{end.replace('-', 'x')}."),), number="1.3", label="een")
        tops = []
        for part in (linked, plain):
            data = render.to_pdf(document(part))
            tops.append(sorted({round(top) for top, _ in boxes(data, tmp_path)[0]}))
        assert tops[0] == tops[1]
