"""House styles in the browser: tried out, judged on contrast, used on papers and pages, and nobody else's."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from docgen import service
from docgen.web import styles
from docgen.web.models import LogLine, Party, Style
from tests.web.site import Browser, Site

LOGO = (Path(__file__).parents[2] / "fixtures" / "huisstijlen" / "wonen-de-terp.png").read_bytes()
GOOD = {
    "naam": "Wonen De Terp",
    "koppen": "#5b2333",
    "accent": "#8a3b12",
    "vlak": "#fbf3ec",
    "letter": "Source Serif Pro",
}
CASE, DOCUMENT = "friesland-driepartijen", "uitleg-huurder"


def file(content: bytes, name: str = "logo.png") -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def try_out(beheer: Browser, party: str, logo: bytes = b"", **changed: str) -> TestResponse:
    beheer.get(f"/huisstijl/{party}")
    sent: dict[str, Any] = {**GOOD, "wat": "proef", **changed}
    return beheer.send(f"/huisstijl/{party}", {**sent, "logo": file(logo)} if logo else sent)


def dress(site: Site, who: str, logo: bytes = b"", **changed: str) -> None:
    beheer, party = site.browser("beheer"), site.party(who)
    assert try_out(beheer, party, logo, **changed).status_code == 303
    beheer.get(f"/huisstijl/{party}")
    assert beheer.post(f"/huisstijl/{party}", {"wat": "gebruiken"}).status_code == 303


def sheet_of(page: str) -> str:
    found = re.findall(r'href="(/stijl/[0-9a-f]{64}\.css)"', page)
    return str(found[0]) if found else ""


def bomb() -> bytes:
    """A small PNG that says that it is 30,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# --- trying out and choosing -----------------------------------------------------


def test_a_style_is_tried_out_by_beheer_and_counts_only_when_it_is_used(site: Site) -> None:
    beheer, party = site.browser("beheer"), site.party("woningcorporatie")
    assert try_out(beheer, party, LOGO).status_code == 303
    page = beheer.get(f"/huisstijl/{party}").text
    assert "Proef: geldt nog niet" in page and "12,1 op 1: zeer goed te lezen" in page
    assert sheet_of(site.browser("woningcorporatie").get("/zaken").text) == ""
    picture = beheer.get(f"/huisstijl/{party}/proefblad.png")
    assert picture.mimetype == "image/png" and Image.open(io.BytesIO(picture.data)).size[0] == 900
    assert beheer.post(f"/huisstijl/{party}", {"wat": "gebruiken"}).status_code == 303
    assert sheet_of(site.browser("woningcorporatie").get("/zaken").text)
    with site.database() as db:
        said = db.scalars(select(LogLine.over).where(LogLine.actie == "huisstijl gewijzigd")).all()
        assert said == [f"gekozen {party}"]
        assert [row.proef for row in db.scalars(select(Style))] == [False]


def test_the_sample_shows_what_is_tried_out(site: Site) -> None:
    beheer, party = site.browser("beheer"), site.party("gemeente")
    before = beheer.get(f"/huisstijl/{party}/proefblad.png").data
    try_out(beheer, party)
    after = beheer.get(f"/huisstijl/{party}/proefblad.png").data
    colours = Image.open(io.BytesIO(after)).convert("RGB").getcolors(1 << 24)
    assert before != after and (0x5B, 0x23, 0x33) in {colour for _, colour in colours or []}


def test_a_trial_can_be_thrown_away_and_a_choice_taken_back(site: Site) -> None:
    dress(site, "gemeente", LOGO)
    beheer, party = site.browser("beheer"), site.party("gemeente")
    assert try_out(beheer, party, koppen="#17455f").status_code == 303
    beheer.post(f"/huisstijl/{party}", {"wat": "weggooien"})
    with site.database() as db:
        assert [(row.proef, row.koppen) for row in db.scalars(select(Style))] == [(False, "#5b2333")]
    beheer.post(f"/huisstijl/{party}", {"wat": "terug"})
    with site.database() as db:
        assert styles.style_of(db, db.get_one(Party, party)) == service.HOUSE
    assert beheer.post(f"/huisstijl/{party}", {"wat": "gebruiken"}).status_code == 422, "there is no trial"


def test_a_logo_stays_until_another_comes_or_it_is_left_out(site: Site) -> None:
    dress(site, "gemeente", LOGO)
    beheer, party = site.browser("beheer"), site.party("gemeente")

    def kept() -> bytes | None:
        with site.database() as db:
            return db.get_one(Style, (party, True)).logo

    try_out(beheer, party, koppen="#17455f")
    assert kept() is not None and kept() != LOGO, "drawn anew"
    try_out(beheer, party, zonder_logo="ja")
    assert kept() is None


def test_only_organisations_that_make_papers_have_a_style(site: Site) -> None:
    beheer = site.browser("beheer")
    page = beheer.get("/huisstijl").text
    assert "woningcorporatie" in page and "bewindvoerder" not in page
    for naam in ("huurder", "beheer"):
        assert beheer.get(f"/huisstijl/{site.party(naam)}").status_code == 404


# --- what is refused -------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"koppen": "#ffcc00"}, "Deze kleur is slecht te lezen: het contrast is 1,5"),
        ({"accent": "#9aa5ad"}, "Deze kleur is slecht te lezen: het contrast is 2,5"),
        ({"vlak": "#444444"}, "Deze kleur is slecht te lezen"),
        ({"koppen": "#767676"}, "te weinig af tegen de achtergrond: 4,2 op 1, en nodig is 4,5 op 1"),
        ({"koppen": "#6d6d6d", "vlak": "#dddddd"}, "te weinig af tegen de achtergrond van een kader"),
        ({"koppen": "rood"}, "Dit is geen kleur"),
        ({"letter": "Comic Sans"}, "Dit lettertype hebben wij niet"),
        ({"naam": ""}, "noemt geen organisatie"),
    ],
)
def test_a_style_that_cannot_be_read_is_refused_with_a_remedy(site: Site, changed: dict[str, str], said: str) -> None:
    beheer, party = site.browser("beheer"), site.party("gemeente")
    made = try_out(beheer, party, **changed)
    assert made.status_code == 422 and said in made.text
    with site.database() as db:
        assert db.scalars(select(Style)).all() == []


def test_the_colour_that_is_proposed_is_one_that_is_accepted(site: Site) -> None:
    beheer, party = site.browser("beheer"), site.party("gemeente")
    for koppen in ("#767676", "#d00000", "#0077cc"):
        made = try_out(beheer, party, koppen=koppen, vlak="#f4f4f4")
        if made.status_code == 422 and (found := re.search(r"bijvoorbeeld (#[0-9a-f]{6})", made.text)):
            assert try_out(beheer, party, koppen=found[1], vlak="#f4f4f4").status_code == 303, koppen


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "geen afbeelding die wij kunnen"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "geen afbeelding die wij kunnen"),
        (LOGO[: len(LOGO) // 2], "geen afbeelding die wij kunnen"),
        (bomb(), "Het logo is te groot"),
        (LOGO + b"\0" * (2 << 20), "Het logo is te groot"),
    ],
    ids=["svg", "gif", "half", "bomb", "bytes"],
)
def test_a_logo_that_is_no_picture_or_too_large_is_refused(site: Site, content: bytes, said: str) -> None:
    made = try_out(site.browser("beheer"), site.party("gemeente"), content)
    assert made.status_code == 422 and said in made.text
    with site.database() as db:
        assert db.scalars(select(Style)).all() == []


# --- where it is used ------------------------------------------------------------


def test_every_paper_that_a_user_makes_carries_the_style_of_its_organisation(site: Site) -> None:
    dress(site, "zorgaanbieder", LOGO)
    key = site.add(CASE, "zorgaanbieder", "woningcorporatie")
    address = f"/zaken/{key}/stukken/concept/{DOCUMENT}"
    word = site.browser("zorgaanbieder").get(f"{address}.docx").data
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert "5B2333" in package.read("word/styles.xml").decode()
        assert 'descr="Wonen De Terp"' in package.read("word/header2.xml").decode()
    fonts = fonts_of(site.browser("zorgaanbieder").get(f"{address}.pdf").data)
    assert "Source-Serif-Pro" in fonts
    other = site.browser("woningcorporatie")
    assert "Source-Serif-Pro" not in fonts_of(other.get(f"{address}.pdf").data)
    with zipfile.ZipFile(io.BytesIO(other.get(f"{address}.docx").data)) as package:
        assert "17455F" in package.read("word/styles.xml").decode()


def fonts_of(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        return {str(o["/FontName"]).partition("+")[2] for o in found}


def test_the_pages_wear_the_style_of_the_organisation_and_of_no_other(site: Site) -> None:
    dress(site, "gemeente", LOGO)
    dress(site, "zorgaanbieder", koppen="#0b3a43", letter="Source Sans Pro")
    one, two = site.browser("gemeente"), site.browser("zorgaanbieder")
    mine, theirs = sheet_of(one.get("/zaken").text), sheet_of(two.get("/zaken").text)
    got = one.get(mine)
    assert got.mimetype == "text/css" and "--docgen-brand: #5b2333;" in got.text and "Source Serif Pro" in got.text
    assert got.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert "--docgen-brand: #0b3a43;" in two.get(theirs).text and "@font-face" not in two.get(theirs).text
    picture = one.get(mine.replace(".css", ".png"))
    assert picture.mimetype == "image/png" and picture.headers["Cache-Control"].startswith("private")
    assert two.get(theirs.replace(".css", ".png")).status_code == 404, "it has no logo"
    for browser, address in ((one, theirs), (two, mine), (site.browser("beheer"), mine)):
        refused = browser.get(address)
        assert refused.status_code == 404 and refused.headers["Cache-Control"] == "no-store"
        assert browser.get(address.replace(".css", ".png")).status_code == 404
    assert site.browser().get(mine).status_code == 302
    assert sheet_of(site.browser("vreemd-gemeente").get("/zaken").text) == ""


def test_a_changed_style_has_another_address_and_the_old_one_is_gone(site: Site) -> None:
    dress(site, "gemeente")
    first = sheet_of(site.browser("gemeente").get("/zaken").text)
    dress(site, "gemeente", koppen="#0b3a43")
    browser = site.browser("gemeente")
    second = sheet_of(browser.get("/zaken").text)
    assert first != second and browser.get(first).status_code == 404


def test_the_font_of_a_style_is_ours_to_hand_out(site: Site) -> None:
    sheet = styles.stylesheet(service.Huisstijl(letter=service.LETTERS["Source Serif Pro"]))
    addresses = re.findall(r'url\("(/lettertypen/[^"]+)"\)', sheet)
    assert len(addresses) == 2
    fonts = [site.browser().get(address) for address in addresses]
    assert {font.status_code for font in fonts} == {200}
    assert all(len(font.data) < 40_000 for font in fonts)


def test_a_font_of_the_pages_has_every_letter_of_a_dutch_name_and_its_browser_may_keep_it(site: Site) -> None:
    found = site.browser().get("/lettertypen/SourceSansPro-Regular.woff")
    letters = TTFont(io.BytesIO(found.data)).getBestCmap()
    assert {*map(ord, "AÀÉËïÖüÇñŞğřŁžœ ’„–€→")} <= set(letters)
    assert found.headers["Cache-Control"] == "public, max-age=3600"
    again = site.browser().get(found.request.path, headers={"If-None-Match": found.headers["ETag"]})
    assert again.status_code == 304


def test_an_error_page_wears_the_style_too(site: Site) -> None:
    dress(site, "gemeente")
    page = site.browser("gemeente").get("/zaken/" + "0" * 32)
    assert page.status_code == 404 and sheet_of(page.text)


def test_nothing_of_a_style_can_get_into_the_stylesheet_but_colours_and_letters(site: Site) -> None:
    dress(site, "gemeente", naam="}</style><script>alert(1)</script>")
    browser = site.browser("gemeente")
    page = browser.get("/zaken").text
    assert "alert(1)" not in browser.get(sheet_of(page)).text and "<script>alert" not in page


def test_the_words_of_contrast_never_round_up() -> None:
    assert styles.ratio_words("#767676", "#ffffff") == "4,5"
    assert styles.ratio_words("#777777", "#ffffff") == "4,4"
    assert all(judged.goed for judged in styles.judgements(service.HOUSE))


def test_a_colour_is_said_as_it_is_where_it_reads_worst() -> None:
    colours = {"koppen": "#767676", "accent": "#767676", "vlak": "geen", "naam": "x"}
    assert styles.first_words(colours) == {"koppen": "4,2 op 1: te weinig", "accent": "4,5 op 1: goed te lezen"}
