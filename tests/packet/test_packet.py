"""The packet of one recipient, from what came in to a file that anybody can check."""

from __future__ import annotations

import hashlib
import io
import json
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image

from docgen import service
from docgen.errors import PacketFault
from docgen.packet import bewijs, pages
from docgen.packet.inspect import inspect
from docgen.packet.inspectie import Oordeel
from docgen.packet.model import Soort, Toestand
from docgen.packet.pages import Blad
from docgen.packet.stamps import STRIP
from docgen.packet.verify import verify
from tests import pki
from tests.packet.incoming import document, folder, joined, made, order, scan, signed, subject

THREE = ("Wonen De Terp", "S. van der Meulen", "Zorggroep De Oever")


@pytest.fixture(scope="module")
def hybrid(tmp_path_factory: pytest.TempPathFactory) -> service.Pakket:
    """One party signed with PAdES, one on paper, and one whose scan lies upside down."""
    root = tmp_path_factory.mktemp("hybride")
    came_in = folder(
        root / "in",
        willekeurig=signed("doelenbijlage", THREE[0]),
        papier=scan(made("doelenbijlage")),
        ondersteboven=scan(made("doelenbijlage"), 180),
        contract=signed("driepartijenovereenkomst", *THREE),
    )
    return service.make_packet(subject(), order(came_in, "woningcorporatie", vertrouwd=pki.trust(root / "vertrouwd")))


def slot(made: service.Pakket, name: str) -> service.Slot:
    return next(one for one in made.slots if one.verwacht.naam == name)


def test_a_document_may_be_signed_digitally_on_paper_and_upside_down(hybrid: service.Pakket) -> None:
    found = slot(hybrid, "doelenbijlage")
    assert found.toestand is Toestand.OP_PAPIER
    assert [piece.soort for piece in found.stukken] == [Soort.DIGITAAL, Soort.SCAN, Soort.SCAN]
    assert found.getekend_door == (THREE[0],)
    assert {sheet.turn for piece in found.stukken for sheet in piece.bladen} == {0, 180}
    assert slot(hybrid, "driepartijenovereenkomst").toestand is Toestand.GETEKEND


def grey(data: bytes, page: int) -> bytes:
    """A page as it is seen, small and grey, without the strip at its head."""
    with pypdfium2.PdfDocument(data) as pdf:
        picture = pdf[page].render(scale=0.4, grayscale=True).to_pil()
    return bytes(picture.crop((0, 20, picture.width, picture.height)).tobytes())


def difference(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def test_a_bound_page_shows_what_came_in_also_when_that_lay_upside_down(hybrid: service.Pakket) -> None:
    blank = bytes([255]) * len(grey(hybrid.data, 0))
    foreign = [one for one in hybrid.onderdelen if one.soort is not Soort.EIGEN]
    assert len(foreign) == 4
    for part in foreign:
        for number in range(part.paginas):
            shown, source = grey(hybrid.data, part.pagina - 1 + number), grey(made(part.naam), number)
            # A scanner blurs thin lines; a blank page would differ by all the ink, one upside down by more.
            assert difference(shown, source) < 0.75 * difference(source, blank), (part.naam, number)


def test_every_page_says_at_its_head_of_which_part_it_is(hybrid: service.Pakket) -> None:
    with pypdfium2.PdfDocument(hybrid.data) as pdf:
        for number, page in enumerate(pdf):
            picture = page.render(scale=2, grayscale=True).to_pil()
            head = picture.crop((0, 0, picture.width, int(2 * STRIP)))
            assert head.getextrema()[0] < 150, number


def test_the_originals_come_out_byte_for_byte_with_two_libraries(hybrid: service.Pakket) -> None:
    expected = {signed("doelenbijlage", THREE[0]), signed("driepartijenovereenkomst", *THREE)}
    assert set(hybrid.originelen.values()) == expected
    reader = pypdf.PdfReader(io.BytesIO(hybrid.data))
    with pikepdf.open(io.BytesIO(hybrid.data)) as opened:
        for name, data in hybrid.originelen.items():
            assert reader.attachments[name] == [data]
            assert opened.attachments[name].get_file().read_bytes() == data


@pytest.mark.slow
def test_the_originals_that_come_out_validate_again(hybrid: service.Pakket, tmp_path: Path) -> None:
    trust = pki.trust(tmp_path / "vertrouwd")
    for data in hybrid.originelen.values():
        signatures = inspect(data, trust, pki.NOW).handtekeningen
        assert signatures
        assert {one.oordeel for one in signatures} == {Oordeel.GELDIG}


def test_trap_25_no_signature_is_merged_and_the_copy_says_that_it_is_one(hybrid: service.Pakket) -> None:
    with pikepdf.open(io.BytesIO(hybrid.data)) as opened:
        assert "/AcroForm" not in opened.Root
        assert not any("/ByteRange" in item for item in opened.objects if isinstance(item, pikepdf.Dictionary))
        relations = {str(spec.UF): str(spec.AFRelationship) for spec in opened.Root.AF}
        titles = []
        with opened.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert relations == {**dict.fromkeys(hybrid.originelen, "/Source"), "bewijs.json": "/Data"}
    assert titles[:2] == ["Voorblad", "Bewijsblad"]
    assert titles[2:] == [f"Pakketbijlage {one.nummer}: {one.titel}" for one in hybrid.onderdelen]


def test_the_inventory_says_of_each_original_what_its_bytes_are(hybrid: service.Pakket) -> None:
    for part in hybrid.onderdelen:
        if part.origineel:
            assert part.sha256 == hashlib.sha256(hybrid.originelen[part.origineel]).hexdigest()
            assert {one.oordeel for one in part.handtekeningen} == {"geldig"}
    pages = [one.pagina for one in hybrid.onderdelen]
    assert [one.pagina + one.paginas for one in hybrid.onderdelen[:-1]] == pages[1:]


def test_a_packet_with_pages_from_elsewhere_claims_no_standard(hybrid: service.Pakket) -> None:
    with pikepdf.open(io.BytesIO(hybrid.data)) as opened:
        xmp = opened.Root.Metadata.read_bytes()
        assert str(opened.Root.Lang) == "nl-NL"
        assert "/StructTreeRoot" in opened.Root
    assert b"pdfaid:part=" not in xmp
    assert b"pdfuaid:part=" not in xmp


def test_nothing_active_is_left_in_a_packet(hybrid: service.Pakket) -> None:
    active = {"/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/AA", "/OpenAction"}
    with pikepdf.open(io.BytesIO(hybrid.data)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                assert not active & set(item.keys())


@pytest.mark.slow
def test_the_same_order_gives_the_same_bytes(tmp_path: Path) -> None:
    came_in = folder(tmp_path / "in", a=signed("doelenbijlage", THREE[0]))
    one, other = (service.make_packet(subject(), order(came_in, "woningcorporatie", onvolledig=True)) for _ in range(2))
    assert one.data == other.data


# --- verify -------------------------------------------------------------------------


def test_verify_finds_a_packet_whole_and_every_part_what_the_inventory_says(
    hybrid: service.Pakket, tmp_path: Path
) -> None:
    report = verify(hybrid.data, pki.trust(tmp_path / "vertrouwd"), pki.NOW)
    assert report is not None
    assert report.in_orde, report.meldingen
    assert [one.naam for one in report.onderdelen] == [one.naam for one in hybrid.onderdelen]
    assert [one.sha256 for one in report.onderdelen] == [one.sha256 for one in hybrid.onderdelen]
    assert any("geen zegel" in sentence for sentence in report.meldingen)


@pytest.mark.slow
@pytest.mark.parametrize("tamper", [pki.rotate_page, pki.add_page, pki.attach, pki.overwrite_text, pki.resave])
def test_verify_catches_every_way_to_change_a_packet(hybrid: service.Pakket, tamper: object) -> None:
    report = verify(tamper(hybrid.data), None, pki.NOW)  # type: ignore[operator]
    assert report is not None
    assert not report.in_orde


@pytest.mark.slow
def test_verify_catches_a_flipped_bit_anywhere(hybrid: service.Pakket) -> None:
    data = hybrid.data
    with pikepdf.open(io.BytesIO(data)) as opened:
        evidence = opened.attachments["bewijs.json"].get_file().read_bytes()
    assert bewijs.is_intact(data, evidence)
    for at in (*range(0, len(data), len(data) // 200), len(data) - 1):
        flipped = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert not bewijs.is_intact(flipped, evidence), at
    # And all the way through: in the head, in the middle, and in the evidence itself.
    for at in (5, len(data) // 2, data.index(b"sha256_van_de_rest") + 40):
        report = verify(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], None, pki.NOW)
        assert report is not None, at
        assert not report.in_orde, at


def test_verify_catches_a_swapped_original(hybrid: service.Pakket) -> None:
    name = next(iter(hybrid.originelen))
    with pikepdf.open(io.BytesIO(hybrid.data)) as opened:
        spec = next(spec for spec in opened.Root.AF if str(spec.UF) == name)
        spec.EF.F.write(signed("doelenbijlage", "Iemand Anders"))
        report = verify(pki.saved(opened), None, pki.NOW)
    assert report is not None
    assert not report.in_orde
    assert any(name in sentence for sentence in report.meldingen)
    assert [one.oordeel for one in report.onderdelen].count("niet heel") == 1


def test_a_file_that_names_more_parts_than_a_packet_has_is_not_gone_through(hybrid: service.Pakket) -> None:
    with pikepdf.open(io.BytesIO(hybrid.data)) as opened:
        spec = next(spec for spec in opened.Root.AF if str(spec.UF) == bewijs.NAAM)
        content = json.loads(spec.EF.F.read_bytes())
        content["onderdelen"] *= 100
        spec.EF.F.write(json.dumps(content).encode())
        report = verify(pki.saved(opened), None, pki.NOW)
    assert report is not None
    assert (report.in_orde, report.onderdelen) == (False, ())


def test_a_file_that_is_no_packet_is_none() -> None:
    assert verify(pki.plain(), None, pki.NOW) is None
    assert verify(b"", None, pki.NOW) is None
    assert verify(b"%PDF-1.7 kapot", None, pki.NOW) is None


# --- who may have what --------------------------------------------------------------


def refused(case: service.Opdracht) -> set[str]:
    with pytest.raises(PacketFault) as error:
        service.make_packet(subject(), case)
    assert error.value.exit_code == 7
    return {f"{one.code} {one.melding}" for one in error.value.problems}


PLAN = "ondersteuningsplan"


def stripped_of_codes(data: bytes) -> bytes:
    """The same file, printed again: no page codes, no metadata of ours."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            contents = list(page.Contents)
            page.Contents = contents[1]
        del opened.Root.Metadata
        return pki.saved(opened)


WAYS = ("the file", "signed", "a scan", "a page in a stack", "printed again, without codes", "a part for another")


@cache
def plan_in(way: str) -> bytes:
    plan = made(PLAN)
    ways = {
        "the file": plan,
        "signed": signed(PLAN, "Gebiedsteam"),
        "a scan": scan(plan),
        "a page in a stack": joined(scan(made("doelenbijlage")), scan(plan, 90, [2])),
        "printed again, without codes": stripped_of_codes(plan),
        "a part for another": made(PLAN, "gemeente"),
    }
    return ways[way]


@pytest.mark.parametrize("way", [*WAYS[:1], *(pytest.param(way, marks=pytest.mark.slow) for way in WAYS[1:])])
def test_trap_03_a_plan_never_gets_into_the_packet_of_the_corporatie(way: str, tmp_path: Path) -> None:
    found = refused(order(folder(tmp_path / "in", doelenbijlage=plan_in(way)), "woningcorporatie", onvolledig=True))
    assert any(PLAN in sentence for sentence in found), found


@pytest.mark.slow
@pytest.mark.parametrize("as_what", [PLAN, "doelenbijlage"])
def test_trap_03_nobody_can_assign_a_plan_into_the_packet_of_the_corporatie(as_what: str, tmp_path: Path) -> None:
    pointed = (service.Aanwijzing("x.pdf", as_what),)
    for way in ("a scan", "printed again, without codes"):
        came_in = folder(tmp_path / "in", x=plan_in(way))
        found = refused(order(came_in, "woningcorporatie", onvolledig=True, aanwijzingen=pointed))
        assert any(PLAN in sentence for sentence in found), found


def test_trap_03_a_plan_cannot_hide_in_the_attachments_of_a_file(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(made("doelenbijlage"))) as opened:
        opened.attachments["bijlage.pdf"] = made(PLAN)
        carrier = pki.saved(opened)
    for data in (carrier, pki.sign(carrier)):
        found = refused(order(folder(tmp_path / "in", x=data), "woningcorporatie", onvolledig=True))
        assert any("PAKKET-303" in sentence for sentence in found), found


def test_trap_03_secret_values_are_found_in_a_file_that_nobody_made_here(tmp_path: Path) -> None:
    theme = subject().ondersteuningsplan.themas[4].situatie  # type: ignore[union-attr]
    with pikepdf.open(io.BytesIO(stripped_of_codes(made("doelenbijlage")))) as opened:
        opened.docinfo["/Title"] = theme
        data = pki.saved(opened)
    found = refused(order(folder(tmp_path / "in", x=data), "woningcorporatie", onvolledig=True))
    assert any("PAKKET-302" in sentence and "themas" in sentence for sentence in found), found
    assert not any(theme in sentence for sentence in found), "a message never repeats the value"


@pytest.mark.slow
def test_the_whole_text_does_not_go_to_whom_has_only_a_part(tmp_path: Path) -> None:
    came_in = folder(tmp_path / "in", x=signed("driepartijenovereenkomst", *THREE))
    found = refused(order(came_in, "gemeente", onvolledig=True))
    assert any("PAKKET-311" in sentence for sentence in found), found


@pytest.mark.slow
def test_a_file_of_another_case_is_refused_and_its_pages_in_a_stack_are_left_out(tmp_path: Path) -> None:
    other = made("doelenbijlage", case="friesland-twee-huurders")
    found = refused(order(folder(tmp_path / "een", x=other), "woningcorporatie", onvolledig=True))
    assert any("PAKKET-309" in sentence for sentence in found), found
    stack = joined(scan(made("doelenbijlage")), scan(other, pages=[0]))
    packet = service.make_packet(
        subject(), order(folder(tmp_path / "twee", stapel=stack), "woningcorporatie", onvolledig=True)
    )
    assert packet.notities == ("stapel.pdf: blad 4 hoort bij een andere zaak en gaat niet mee.",)


# --- slots --------------------------------------------------------------------------


def test_without_what_must_be_signed_a_packet_is_refused_and_says_what_is_lacking() -> None:
    found = refused(order(None, "woningcorporatie"))
    assert {sentence.split(":")[0] for sentence in found} == {
        "PAKKET-321 Driepartijenovereenkomst",
        "PAKKET-321 Doelenbijlage",
    }


def test_a_packet_made_all_the_same_says_on_its_cover_what_is_lacking() -> None:
    packet = service.make_packet(subject(), order(None, "woningcorporatie", onvolledig=True))
    with pypdfium2.PdfDocument(packet.data) as pdf:
        cover = pdf[0].get_textpage().get_text_bounded()
    assert "Dit pakket is niet volledig" in cover
    assert "getekend exemplaar ontbreekt" in cover


@pytest.mark.slow
def test_a_signed_file_with_other_words_asks_which_one_is_meant(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(made("doelenbijlage"))) as opened:
        extra = opened.make_stream(b"BT /F1 11 Tf 80 600 Td (En nog iets anders.) Tj ET")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        opened.pages[0].Resources.Font.F1 = font
        opened.pages[0].contents_add(extra)
        edited = pki.sign(pki.saved(opened))
    came_in = folder(tmp_path / "in", x=edited)
    found = refused(order(came_in, "woningcorporatie", onvolledig=True))
    assert any("PAKKET-310" in sentence for sentence in found), found
    meant = {choice: order(came_in, "woningcorporatie", onvolledig=True, keuzes={"doelenbijlage": choice})
             for choice in service.KEUZES}  # fmt: skip
    theirs, ours = (service.make_packet(subject(), meant[choice]) for choice in service.KEUZES)
    assert list(theirs.originelen.values()) == [edited]
    assert any("zijn niet die van het document" in note for note in slot(theirs, "doelenbijlage").notities)
    assert not ours.originelen
    assert slot(ours, "doelenbijlage").toestand is Toestand.ONTBREEKT


def test_a_scan_that_lacks_a_page_is_not_complete_and_names_it(tmp_path: Path) -> None:
    came_in = folder(tmp_path / "in", x=scan(made("doelenbijlage"), pages=[0, 2]))
    packet = service.make_packet(subject(), order(came_in, "woningcorporatie", onvolledig=True))
    found = slot(packet, "doelenbijlage")
    assert found.toestand is Toestand.ONVOLLEDIG
    assert any("ontbreekt bladzijde 2" in note for note in found.notities)


@pytest.mark.slow
def test_a_scan_without_codes_is_assigned_by_hand_or_refused(tmp_path: Path) -> None:
    came_in = folder(tmp_path / "in", x=scan(stripped_of_codes(made("doelenbijlage"))))
    found = refused(order(came_in, "woningcorporatie", onvolledig=True))
    assert any("PAKKET-304" in sentence for sentence in found), found
    pointed = (service.Aanwijzing("x.pdf", "doelenbijlage"),)
    packet = service.make_packet(subject(), order(came_in, "woningcorporatie", onvolledig=True, aanwijzingen=pointed))
    assert slot(packet, "doelenbijlage").toestand is Toestand.OP_PAPIER
    assert any("aangewezen" in note for note in slot(packet, "doelenbijlage").notities)


@pytest.mark.slow
def test_trap_26_a_bijlage_has_the_same_number_in_every_packet_and_the_cover_says_where_it_is() -> None:
    said = {}
    for role in ("huurder", "woningcorporatie", "zorgaanbieder"):
        packet = service.make_packet(subject(), order(None, role, onvolledig=True))
        with pypdfium2.PdfDocument(packet.data) as pdf:
            front = " ".join(" ".join(pdf[n].get_textpage().get_text_bounded() for n in range(3)).split())
        said[role] = "Bijlage 1: Doelenbijlage pakketbijlage 2" in front
    assert set(said.values()) == {True}, said
    assert "Bijlage 1 " in " ".join(document("driepartijenovereenkomst").words())


def test_the_evidence_for_machines_says_what_the_evidence_page_says(hybrid: service.Pakket) -> None:
    with pikepdf.open(io.BytesIO(hybrid.data)) as opened:
        content = json.loads(opened.attachments["bewijs.json"].get_file().read_bytes())
    assert [row["sha256"] for row in content["onderdelen"]] == [one.sha256 for one in hybrid.onderdelen]
    assert content["pakket"]["paginas"] == hybrid.onderdelen[-1].laatste
    with pypdfium2.PdfDocument(hybrid.data) as pdf:
        text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    assert all(one.sha256 in text for one in hybrid.onderdelen)


def test_a_page_without_room_at_its_head_is_made_smaller_and_nothing_is_covered() -> None:
    dark = Image.new("L", (1240, 1754), 90)
    out = io.BytesIO()
    dark.save(out, "PDF", resolution=150)
    full, free = pages.prepare({0: out.getvalue(), 1: made("doelenbijlage")}, [(Blad(0, 0),), (Blad(1, 0),)])
    assert (full.verkleind, free.verkleind) == (1, 0)
    with pypdfium2.PdfDocument(full.data) as pdf:
        picture = pdf[0].render(scale=1, grayscale=True).to_pil()
    head = picture.crop((0, 0, picture.width, int(STRIP) - 1))
    assert head.getextrema() == (255, 255)
    assert picture.getpixel((picture.width // 2, picture.height // 2)) == 90


def test_the_pages_are_known_again_by_what_they_show_however_they_are_packed() -> None:
    data = made("doelenbijlage")
    (once,) = pages.prepare({0: data}, [(Blad(0, 0), Blad(0, 1))])
    with pikepdf.open(io.BytesIO(once.data)) as opened:
        again = pages.digest(page.obj.Resources.XObject[pages.PICTURE] for page in opened.pages)
        unpacked = pki.saved(opened, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    assert again == once.sha256
    with pikepdf.open(io.BytesIO(unpacked)) as opened:
        assert pages.digest(page.obj.Resources.XObject[pages.PICTURE] for page in opened.pages) == once.sha256
    (other,) = pages.prepare({0: data}, [(Blad(0, 1), Blad(0, 0))])
    assert other.sha256 != once.sha256


# --- what a person said of pages -----------------------------------------------------


def sheet_without_a_code() -> bytes:
    page = Image.new("L", (620, 877), 255)
    page.paste(0, (100, 200, 400, 220))
    out = io.BytesIO()
    page.save(out, "PDF")
    return out.getvalue()


def test_a_page_that_is_put_aside_stays_out_of_the_packet_and_is_named(tmp_path: Path) -> None:
    came_in = folder(tmp_path / "in", stapel=joined(scan(made("uitleg-huurder")), sheet_without_a_code()))
    aside = service.Aanwijzing("stapel.pdf", service.OPZIJ, 2)
    found = service.make_packet(subject(), order(came_in, "huurder", onvolledig=True, aanwijzingen=(aside,)))
    assert slot(found, "uitleg-huurder").stukken[0].bladen
    assert found.notities == ("stapel.pdf: blad 2 is opzij gelegd en gaat niet mee.",)
    assert "Niet vastgelegd" not in " ".join(found.gebreken) and found.gebreken


def test_a_whole_file_cannot_be_put_aside_and_a_page_with_a_code_follows_its_code(tmp_path: Path) -> None:
    came_in = folder(tmp_path / "in", los=sheet_without_a_code(), plan=scan(made(PLAN), 0, [1]))
    whole = order(came_in, "woningcorporatie", aanwijzingen=(service.Aanwijzing("los.pdf", service.OPZIJ),))
    assert any(one.startswith("PAKKET-307") for one in refused(whole))
    page = order(came_in, "woningcorporatie", aanwijzingen=(service.Aanwijzing("plan.pdf", service.OPZIJ, 1),))
    assert any(one.startswith("PAKKET-301") for one in refused(page))


# --- what somebody at a desk sees ------------------------------------------------------


def table(recipient: str, maker: str = "", **files: bytes) -> service.Tafel:
    seen = {name: service.look_at(data, None, pki.NOW)[0] for name, data in files.items()}
    kept = {name: service.read_seen(one.dump()) for name, one in seen.items()}
    assert kept == seen
    return service.lay_table(subject(), order(None, recipient, maker=maker), kept, choices=bool(maker))


def test_a_desk_shows_what_can_be_placed_beside_what_is_against_it() -> None:
    found = table("woningcorporatie", plan=scan(made(PLAN), 0, [1]), uitleg=scan(made("uitleg-huurder"))).ingedeeld
    assert {(one.veld, one.code) for one in found.problemen} == {("plan", "PAKKET-301")}
    states = {one.verwacht.naam: one.toestand for one in found.slots}
    assert states["uitleg-huurder"] is Toestand.OP_PAPIER
    assert states["driepartijenovereenkomst"] is Toestand.ONTBREEKT


def test_a_desk_names_for_its_maker_only_documents_that_it_may_have_whole() -> None:
    found = table("huurder", "zorgaanbieder", los=sheet_without_a_code())
    assert [(at.file, at.page) for at in found.ingedeeld.over] == [(0, 0)]
    names = {one.naam for one in found.kiesbaar}
    assert {"driepartijenovereenkomst", PLAN} <= names
    assert "huurovereenkomst-onbepaalde-tijd" not in names, "the zorgaanbieder gets nothing of it"
    assert all(one.paginas > 0 for one in found.kiesbaar)


@pytest.mark.parametrize("maker", ["woningcorporatie", "gemeente", "transferpunt"])
def test_a_role_makes_no_packet_with_a_document_that_it_may_not_have_whole(maker: str) -> None:
    with pytest.raises(PacketFault) as error:
        service.make_packet(subject(), order(None, "huurder", maker=maker, onvolledig=True))
    assert error.value.code == "PAKKET-333"


def test_a_packet_made_apart_is_the_same_and_says_how_far_it_is() -> None:
    said: list[str] = []
    asked = order(None, "transferpunt", onvolledig=True)
    apart = service.make_packet_apart(subject(), asked, None, "", said.append)
    assert apart.data == service.make_packet(subject(), asked).data
    assert said[0] == "Bepalen wat deze ontvanger mag krijgen" and said[-1] == "Pakket samenstellen"
