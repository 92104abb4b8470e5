from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops, ImageStat

from docgen.errors import PacketFault
from docgen.packet import strip as room
from docgen.packet.inspect import inspect
from docgen.packet.strip import strip
from tests import pki
from tests.packet import hostile

NAMES = (
    "/JS",
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/RichMedia",
    "/AA",
    "/OpenAction",
    "/AcroForm",
    "/Perms",
    "/DSS",
    "/ByteRange",
    "/EmbeddedFiles",
    "/EF",
    "/Widget",
)


def forbidden(data: bytes) -> set[str]:
    """Every name in the file, as key or value, that a bound copy must not have."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {name for item in pdf.objects for name in names(item) if name in NAMES}


def names(item: object) -> set[str]:
    if isinstance(item, pikepdf.Name):
        return {str(item)}
    if isinstance(item, pikepdf.Array):
        inner = [one for one in item if not getattr(one, "is_indirect", False)]
        return {name for one in inner for name in names(one)}
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        inner = [value for _, value in item.items() if not getattr(value, "is_indirect", False)]
        return {*item.keys(), *(name for one in inner for name in names(one))}
    return set()


def differs(one: bytes, other: bytes, page: int = 0) -> float:
    images = []
    for data in (one, other):
        with pypdfium2.PdfDocument(data) as pdf:
            pdf.init_forms()
            images.append(pdf[page].render(scale=0.5).to_pil().convert("L"))
    difference: float = ImageStat.Stat(ImageChops.difference(*images)).mean[0]
    return difference


SUBMIT = {"S": pikepdf.Name.SubmitForm, "F": pikepdf.String("https://voorbeeld.test/")}
CHAIN = {
    "S": pikepdf.Name.URI,
    "URI": pikepdf.String("https://voorbeeld.test/"),
    "Next": pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("x")),
}


@pytest.mark.parametrize(
    ("made", "removed"),
    [
        (hostile.script, ("opdrachten die vanzelf starten", "scripts (JavaScript)")),
        (hostile.launch, ("opdrachten om een programma te starten",)),
        (lambda: hostile.action(**SUBMIT), ("opdrachten om gegevens te versturen",)),
        (lambda: hostile.action(**CHAIN), ("opdrachten om een programma te starten",)),
        (hostile.embedded, ("ingesloten bestanden",)),
        (hostile.media, ("geluid, film of 3D",)),
        (hostile.form, (room.FORM,)),
        (lambda: pki.sign(pki.plain(), box=(72, 500, 250, 560)), (room.SIGNATURES,)),
        (hostile.without_printing, (room.LOCK,)),
    ],
)
def test_the_copy_holds_nothing_active_and_says_what_went(made: Callable[[], bytes], removed: tuple[str, ...]) -> None:
    data = made()
    copied = strip(data)
    assert copied.verwijderd == removed
    assert forbidden(copied.data) == set()
    assert not copied.afbeelding
    assert [differs(data, copied.data, page) < 0.5 for page in (0, 1)] == [True, True]


def test_a_file_with_nothing_to_take_out_stays_the_same_bytes() -> None:
    data = pki.plain()
    assert strip(data) == room.Gestript(data)
    assert strip(hostile.web_link()).data == hostile.web_link()


def test_after_stripping_no_signature_is_found_but_its_picture_stays() -> None:
    signed = pki.sign(pki.sign(pki.plain(), box=(72, 500, 250, 560)), pki.signer("Tweede"), field="Tweede")
    copied = strip(signed).data
    again = inspect(copied, None, pki.NOW)
    assert (again.handtekeningen, again.formulier) == ((), False)
    assert differs(signed, copied) < 0.5
    assert differs(pki.plain(), copied) > 0.1


def test_a_signed_form_shows_in_its_copy_what_was_filled_in() -> None:
    signed = pki.sign(hostile.form("Vierkante Voorzieningen"))
    copied = strip(signed)
    assert copied.verwijderd == (room.SIGNATURES, room.FORM)
    assert forbidden(copied.data) == set()
    assert differs(signed, copied.data) < 0.5
    assert differs(pki.plain(), copied.data) > 0.05


def test_what_was_filled_in_is_a_text_of_the_page_in_the_copy() -> None:
    again = inspect(strip(hostile.form("Vierkante Voorzieningen")).data, None, pki.NOW)
    assert "Vierkante Voorzieningen" in again.tekst[0]
    assert not again.formulier


def test_a_filling_that_the_font_cannot_set_is_kept_as_an_image() -> None:
    data = hostile.form("Żółć λόγος 中文")
    copied = strip(data)
    assert copied.afbeelding
    assert differs(data, copied.data) < 0.5


@pytest.mark.parametrize("value", ["Renée Ilkö", "aan één stuk: 12,50"])
def test_what_was_filled_in_with_accents_stays_a_text(value: str) -> None:
    copied = strip(hostile.form(value))
    assert not copied.afbeelding
    assert value in inspect(copied.data, None, pki.NOW).tekst[0]


def test_a_hidden_layer_stays_hidden_in_the_copy() -> None:
    data = hostile.layers()
    copied = strip(data)
    assert copied.afbeelding
    assert room.LAYERS in copied.verwijderd
    assert differs(data, copied.data) < 0.5
    assert differs(pki.plain(), copied.data) < 0.5
    again = inspect(copied.data, None, pki.NOW)
    assert (again.paginas, again.lagen, again.tekst) == (2, False, ("", ""))
    assert again.maten[0] == pytest.approx((595.28, 841.89), abs=0.5)


def test_a_copy_that_is_an_image_is_turned_as_the_page_was() -> None:
    with pikepdf.open(io.BytesIO(hostile.layers())) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        data = pki.saved(pdf)
    assert differs(data, strip(data).data) < 0.5


def test_a_copy_that_would_show_less_becomes_an_image(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature of which the picture would be lost, as in 42 of 266 public signed files."""
    signed = pki.sign(pki.plain(), box=(72, 500, 250, 560))
    monkeypatch.setattr(room, "_flatten", lambda pdf: None)
    copied = room.copy(signed)
    assert copied.afbeelding
    assert differs(signed, copied.data) < 0.5


def test_of_a_file_that_cannot_be_read_no_copy_is_made() -> None:
    with pytest.raises(PacketFault) as error:
        strip(hostile.garbage())
    assert error.value.code == "PAKKET-116"


def test_a_copy_is_the_same_bytes_twice() -> None:
    assert strip(hostile.script()) == strip(hostile.script())
    assert strip(hostile.layers()) == strip(hostile.layers())
