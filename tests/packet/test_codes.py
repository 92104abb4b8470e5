from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageDraw

from docgen import render
from docgen.errors import PacketFault
from docgen.packet import codes
from docgen.packet.codes import ReadPage
from docgen.render.pagecode import PageCode
from docgen.work.child import Limits
from tests import scans
from tests.render.samples import LONG, document, every_kind
from tests.scans import Scanner

DOCUMENT = document(*LONG[:8], *every_kind(), parafen=("huurder", "verhuurder"))
TURNS = (0, 90, 180, 270)
SCANNERS = {
    "150 dpi": Scanner(150),
    "200 dpi": Scanner(200),
    "300 dpi": Scanner(300),
    "100 dpi, less than asked": Scanner(100),
    "askew": Scanner(skew=2),
    "askew the other way, fit to page": Scanner(skew=-1.5, size=0.96),
    "5 mm lost on every side": Scanner(crop=5),
    "noise": Scanner(noise=25, blur=0.6),
    "a heavy JPEG": Scanner(quality=20),
    "a fax": Scanner(200, fax=True, noise=40),
    "a fax askew": Scanner(150, fax=True, noise=30, skew=1),
    "everything together": Scanner(skew=1.5, size=0.96, crop=3, noise=20, blur=0.7, quality=40),
    "worse than any scanner": Scanner(skew=1.5, size=0.93, crop=3, noise=30, blur=0.9, quality=25),
}


@pytest.fixture(scope="session")
def pdf() -> bytes:
    return render.to_pdf(DOCUMENT)


@pytest.fixture(scope="session")
def printed(pdf: bytes) -> dict[int, list[Image.Image]]:
    """The first four pages as they are printed, per resolution."""
    return {dpi: scans.pictures(pdf, dpi)[:4] for dpi in (100, 150, 200, 300)}


def code(page: int, pages: int) -> PageCode:
    return PageCode.of(DOCUMENT, page, pages)


@pytest.mark.parametrize("scanner", SCANNERS.values(), ids=SCANNERS)
def test_a_scan_tells_which_page_it_is_and_how_it_lies(
    scanner: Scanner, pdf: bytes, printed: dict[int, list[Image.Image]]
) -> None:
    pages = [scanner.scan(page, turn) for page, turn in zip(printed[scanner.dpi], TURNS, strict=True)]
    found = codes.look(scans.bound(pages, scanner.dpi, scanner.quality))
    total = len(scans.pictures(pdf, 20))
    assert found == tuple(ReadPage(code(n, total), -turn % 360) for n, turn in enumerate(TURNS, start=1))


def test_the_turn_puts_the_page_upright(printed: dict[int, list[Image.Image]]) -> None:
    page = printed[150][0]
    for turn in TURNS:
        lying = Scanner().scan(page, turn)
        (seen,) = codes.look(scans.bound([lying]))
        assert lying.rotate(-seen.turn, expand=True).tobytes() == page.tobytes()


def test_a_pdf_that_was_never_printed_is_read_too(pdf: bytes) -> None:
    found = codes.read(pdf)
    assert found == tuple(ReadPage(code(n, len(found))) for n in range(1, len(found) + 1))


def test_the_turn_is_that_of_the_page_as_a_viewer_shows_it(pdf: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as turned:
        turned.pages[0].rotate(90, relative=True)
        turned.save(out)
    first, second, *_ = codes.look(out.getvalue())
    assert (first.turn, second.turn) == (270, 0)


def test_an_empty_back_is_blank_whatever_the_scanner_adds() -> None:
    paper = (Scanner(), Scanner(noise=25), Scanner(fax=True, noise=35), Scanner(quality=20, noise=30))
    found = codes.look(scans.bound([one.scan(scans.sheet()) for one in paper]))
    assert found == (ReadPage(blank=True),) * len(paper)


@pytest.mark.parametrize(("shade", "width"), [(0, 2), (60, 3), (140, 4)], ids=["pen", "ballpoint", "pencil"])
def test_a_back_with_a_scribble_on_it_is_not_blank(shade: int, width: int) -> None:
    back = scans.sheet()
    ImageDraw.Draw(back).line([(600, 800), (640, 780), (660, 830)], fill=shade, width=width)
    assert codes.look(scans.bound([Scanner(noise=15).scan(back)])) == (ReadPage(),)


def test_a_page_without_a_code_and_one_with_the_code_of_somebody_else_have_none(
    printed: dict[int, list[Image.Image]],
) -> None:
    import segno

    bare = printed[150][0].copy()
    bare.paste(255, (0, bare.height - 150, 300, bare.height))
    other = bare.copy()
    out = io.BytesIO()
    segno.make_qr("https://example.org/betalen").save(out, kind="png", scale=4)
    other.paste(Image.open(out).convert("L"), (150, 1500))
    assert codes.look(scans.bound([bare, other])) == (ReadPage(), ReadPage())


def test_two_pages_on_one_sheet_are_told_apart_from_one(printed: dict[int, list[Image.Image]]) -> None:
    one, other, *_ = printed[150]
    small = [
        page.resize((page.width * 7 // 10, page.height * 7 // 10), Image.Resampling.LANCZOS) for page in (one, other)
    ]
    wide = Image.new("L", (one.height, one.width), 255)
    wide.paste(small[0], (0, 0))
    alone = wide.copy()
    wide.paste(small[1], (one.height // 2, 0))
    two, single = codes.look(scans.bound([wide, alone]))
    assert two == ReadPage(several=True)
    assert single.code is not None
    assert single.code.page == 1


def test_a_page_on_a_larger_sheet_is_found(printed: dict[int, list[Image.Image]]) -> None:
    glass = Image.new("L", (printed[150][0].height, printed[150][0].width * 2), 255)
    glass.paste(printed[150][1], (200, 300))
    (seen,) = codes.look(scans.bound([glass]))
    assert seen.code is not None
    assert seen.code.page == 2


@pytest.mark.parametrize("data", [b"", b"geen PDF", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + bytes(5000)])
def test_what_cannot_be_drawn_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(PacketFault, match="PAKKET-115"):
        codes.read(data)


def blank_pdf(pages: int, size: float = 595) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(size, size))
        pdf.save(out)
    return out.getvalue()


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(PacketFault, match="PAKKET-110"):
        codes.read(blank_pdf(codes.MAX_PAGES + 1))


def test_a_page_of_any_size_is_read_within_the_limits() -> None:
    assert codes.read(blank_pdf(1, 14_400)) == (ReadPage(blank=True),)
    assert codes.read(blank_pdf(1, 3)) == (ReadPage(blank=True),)


def test_a_file_that_takes_too_long_is_given_up(pdf: bytes) -> None:
    with pytest.raises(PacketFault, match="PAKKET-115"):
        codes.read(pdf, Limits(wall_seconds=0.01))
