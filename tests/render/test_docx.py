from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from docgen import render
from docgen.content import templates_root
from docgen.errors import RenderFault, TemplateFault
from docgen.render import wordxml
from docgen.render.docx import read_layout, render_docx
from docgen.render.html import LAYOUTS
from docgen.text.document import Block, Document, Kind, Run
from tests.render.pages import words
from tests.render.samples import LONG, SIGNERS, block, document, every_kind, runs, signatures, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def style_of(paragraph: Any) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))


def test_every_kind_of_block_has_a_style_of_its_own(everything_docx: bytes) -> None:
    used = {}
    for paragraph in part(everything_docx).iter(f"{W}p"):
        if text_of(paragraph):
            used[text_of(paragraph)] = style_of(paragraph)
    assert used["Proefdocument"] == "Title"
    assert used["Artikel 1 Partijen"] == used["Zonder nummer"] == "Heading1"
    assert used["Een trede lager"] == "Heading2"
    expected = {"1.2Daarbij geldt:": "Lid", "–een punt;": "Punt", "Bijlage 1Doelenbijlage": "Bijlage"}
    expected |= {"– bel eerst uw begeleider;": "Kader", "Naam:J. de Vries": "Veld", "☑beschermd wonen": "Optie"}
    expected |= {"Doel": "Tabelkop", "Bedrag": "Tabelkopbedrag", "€\u00a00,05": "Tabelbedrag"}
    expected |= {"Lemmerweg 112-3": "Adres", "Onderwerpeinde van de huur": "Kenmerk", "Bel 112.": "Groot"}
    expected |= {"de heer T. Hoekstra, teamleider Verhuur": "Briefondertekening"}
    assert expected.items() <= used.items()


def test_a_list_of_signers_that_is_still_empty_sets_nothing() -> None:
    root = part(
        render.to_docx(document(block(Kind.ALINEA, "Een verslag."), Block(Kind.ONDERTEKENING), layout="report"))
    )
    assert [text_of(paragraph) for paragraph in root.iter(f"{W}p") if text_of(paragraph)][-1] == "Een verslag."


def test_all_styles_used_exist(everything_docx: bytes) -> None:
    known = {style.get(f"{W}styleId") for style in part(everything_docx, "word/styles.xml").iter(f"{W}style")}
    root = part(everything_docx)
    assert {node.get(f"{W}val") for tag in ("pStyle", "tblStyle") for node in root.iter(f"{W}{tag}")} <= known


def test_the_same_document_gives_the_same_bytes(everything: Document, everything_docx: bytes) -> None:
    assert render.to_docx(everything) == everything_docx


def test_the_archive_is_sound_and_says_nothing_of_the_clock(everything_docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(everything_docx)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "printer" in name]


def test_properties_hold_title_day_hashes_and_nobody(everything: Document, everything_docx: bytes) -> None:
    properties = docx.Document(io.BytesIO(everything_docx)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("Proefdocument", "docgen", "")
    midnight = dt.datetime(2026, 11, 21, 23, tzinfo=dt.UTC)
    assert properties.created.replace(tzinfo=dt.UTC) == properties.modified.replace(tzinfo=dt.UTC) == midnight
    custom = part(everything_docx, "docProps/custom.xml")
    found = {row.get("name"): row[0].text for row in custom}
    assert found == {"docgen-document": everything.hash, "docgen-woorden": everything.words_hash}


def test_columns_have_the_widths_of_the_text_source_everywhere() -> None:
    data = render.to_docx(document(table(4)))
    (found,) = part(data).iter(f"{W}tbl")
    grid = [int(column.get(f"{W}w")) for column in found.find(f"{W}tblGrid")]
    assert [round(100 * width / sum(grid)) for width in grid] == [12, 68, 20]
    assert found.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
    assert int(found.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) == sum(grid)
    for row in found.iter(f"{W}tr"):
        assert [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.findall(f"{W}tc")] == grid
        assert row.find(f"{W}trPr/{W}cantSplit") is not None
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found.iter(f"{W}tr")]
    assert heads == [True, False, False, False, False]


def test_signatures_stay_together_with_the_text_before_them() -> None:
    made = document(block(Kind.KOP, "Ondertekening"), block(Kind.ALINEA, "Aldus opgemaakt."), signatures(5))
    body = part(render.to_docx(made)).find(f"{W}body")
    (found,) = body.iter(f"{W}tbl")
    rows = found.findall(f"{W}tr")
    assert len(rows) == 3
    assert all(len(row.findall(f"{W}tc")) == 2 for row in rows)
    for row in rows[:-1]:
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
    before = found.getprevious()
    assert text_of(before) == "Aldus opgemaakt."
    assert before.find(f"{W}pPr/{W}keepNext") is not None


def test_head_and_foot_say_what_document_which_page_and_who_initials() -> None:
    for concept, parafen in ((True, ("huurder", "verhuurder")), (False, ())):
        data = render.to_docx(document(concept=concept, parafen=parafen))
        head, foot = part(data, "word/header1.xml"), part(data, "word/footer1.xml")
        assert text_of(head).startswith("ProefdocumentSNK-2026-0417")
        assert ("CONCEPT" in text_of(head)) == concept
        assert [node.text.strip() for node in foot.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
        assert document(concept=concept, parafen=parafen).id in text_of(foot)
        assert ("huurder ____" in text_of(foot)) == bool(parafen)


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\ud800", "\ufffe", "\n"])
def test_a_character_that_xml_does_not_know_is_a_fault_and_loses_no_text(char: str) -> None:
    with pytest.raises(RenderFault, match=r"MAAK-001.*huurder\.naam"):
        render.to_docx(document(Block(Kind.LID, (Run(f"voor{char}na", "huurder.naam"),))))


def test_xml_that_a_layout_breaks_is_never_mended() -> None:
    with pytest.raises(RenderFault, match="MAAK-008"):
        wordxml.parse("<p>een</p><p>twee")


def broken(old: str, new: str, name: str = "word/document.xml") -> bytes:
    source = zipfile.ZipFile(templates_root() / "layouts" / "contract.docx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == name:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            archive.writestr(entry, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ h.text }}", "{{ h.tekst }}", r"h\.tekst.*tekst"),
        ("{{ s.rol }}", "{{ s.rol.__class__.__mro__ }}", "unsafe"),
        ("{{ s.rol }}", "{{ doc.items.append(1) }}", "alleen velden"),
        ("{{ s.rol }}", "{{ range(9) }}", "alleen velden"),
        ("{{ s.rol }}", "{{ 'x' * 1000000000 }}", "alleen velden"),
        ("{{ s.rol }}", "{{ doc['items'] }}", "alleen velden"),
        ("{{ s.rol }}", "{{ s.rol | safe }}", "safe|alleen velden"),
        ("{{ s.rol }}", "{% autoescape false %}{{ s.rol }}{% endautoescape %}", "autoescape|alleen velden"),
        ("{{ s.rol }}", "{% include 'x' %}", "alleen velden"),
        ("{{ s.rol }}", "{{ lipsum }}", "lipsum"),
        ("{{ s.rol }}", "{% for x in doc.concept %}x{% endfor %}", "bool"),
        ("{{ s.rol }}", "{{ s.rol", "s.rol"),
        ("{%p endfor %}", "{%p endfro %}", "endfro"),
    ],
)
def test_a_fault_in_a_layout_names_the_paragraph(old: str, new: str, said: str) -> None:
    with pytest.raises(TemplateFault, match=rf"(?s)LAYOUT-003.*eigen\.docx.*{said}"):
        render_docx(document(*every_kind()), read_layout("eigen.docx", broken(old, new)))


def test_a_layout_without_a_place_for_tables_is_a_fault() -> None:
    with pytest.raises(TemplateFault, match="LAYOUT-004"):
        render_docx(document(table()), read_layout("eigen.docx", broken('"Docgentabel"', '"Anders"')))


@pytest.mark.parametrize("data", [b"", b"geen zip", b"PK\5\6" + bytes(18)])
def test_what_is_no_word_file_is_a_fault(data: bytes) -> None:
    with pytest.raises(TemplateFault, match="LAYOUT-002"):
        read_layout("eigen.docx", data)


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike vanish color spacing w kern position sz szCs highlight u "
    "effect bdr shd vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
    "style": "name aliases basedOn next link hidden uiPriority semiHidden unhideWhenUsed qFormat locked rsid pPr rPr "
    "tblPr trPr tcPr tblStylePr",
    "settings": "zoom defaultTabStop autoHyphenation characterSpacingControl compat themeFontLang decimalSymbol "
    "listSeparator",
}
"""Order of children that the schema of Word asks for; Word mends or refuses a file that has another."""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_elements_stand_in_the_order_of_the_schema(layout: str) -> None:
    data = render.to_docx(document(*every_kind(), layout=layout, concept=True, parafen=("huurder",)))
    for name in ("document", "styles", "settings", "header1", "footer1"):
        for element in part(data, f"word/{name}.xml").iter(*(f"{W}{tag}" for tag in ORDER)):
            order = ORDER[etree.QName(element).localname].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), (name, etree.tostring(element)[:300])


def test_the_layouts_are_sources_with_their_tags_in_sight() -> None:
    for layout in LAYOUTS:
        file = docx.Document(templates_root() / "layouts" / f"{layout}.docx")
        text = "\n".join(paragraph.text for paragraph in file.paragraphs)
        assert "{%p for b in doc.items %}" in text
        assert len(file.tables) == 2
        languages = {node.get(f"{W}val") for node in file.styles.element.iter(f"{W}lang")}
        assert languages == {"nl-NL"}


def test_libreoffice_reads_every_layout_without_losing_or_moving_a_word(tmp_path: Path) -> None:
    made = {}
    for layout in LAYOUTS:
        made[layout] = document(*every_kind(), *LONG, table(70), layout=layout)
        (tmp_path / f"{layout}.docx").write_bytes(render.to_docx(made[layout]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path]
    files = sorted(tmp_path.glob("*.docx"))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for layout, source in made.items():
        text = (tmp_path / f"{layout}.txt").read_text("utf-8-sig")
        assert text.split() == words(source), layout


def test_user_text_in_head_and_foot_is_escaped_too() -> None:
    data = render.to_docx(document(kenmerk="<A&B>", parafen=("{{ 7*191 }}",)))
    assert "<A&B>" in text_of(part(data, "word/header1.xml"))
    assert "{{ 7*191 }}" in re.sub(r"\s+", " ", text_of(part(data, "word/footer1.xml")))


def test_paragraph_count_does_not_depend_on_what_data_hold() -> None:
    counts = set()
    for text in ("gewoon", "</w:t></w:r></w:p><w:p><w:r><w:t>EXTRA", "{%p endif %}"):
        signer = SIGNERS[0].__class__(text, text, text, "huurder")
        made = document(Block(Kind.LID, runs(text)), Block(Kind.ONDERTEKENING, signatures=(signer,)))
        counts.add(len(list(part(render.to_docx(made)).iter(f"{W}p"))))
    assert len(counts) == 1


def test_after_a_table_there_is_room_and_no_empty_line() -> None:
    after = (block(Kind.LID, "Daarna.", "1.1"), table(2), block(Kind.ARTIKEL, "Kop", "Artikel 2"), table(2), table(2))
    body = part(render.to_docx(document(table(2), *after))).find(f"{W}body")
    following = [found.getnext() for found in body.iter(f"{W}tbl")]
    assert [style_of(paragraph) for paragraph in following] == ["Lid", "Heading1", "Witregel", "Witregel"]
    assert following[0].find(f"{W}pPr/{W}spacing").get(f"{W}before")
    order = [etree.QName(child).localname for child in following[0].find(f"{W}pPr")]
    assert order == ["pStyle", "keepNext", "spacing"]
