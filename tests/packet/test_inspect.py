from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from docgen.errors import PacketFault
from docgen.packet import examine
from docgen.packet import inspect as room
from docgen.packet.inspect import inspect
from docgen.packet.inspectie import Inspectie
from docgen.work import child
from docgen.work.child import Limits
from tests import pki
from tests.packet import hostile

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:docgen="urn:docgen:1:" %s/></rdf:RDF></x:xmpmeta>"""
FAST = Limits(cpu_seconds=10, wall_seconds=2, memory=1 << 30, file_size=64 << 20)


def seen(data: bytes, limits: Limits = room.LIMITS) -> Inspectie:
    return inspect(data, None, pki.NOW, limits)


def codes(result: Inspectie) -> list[str]:
    return [one.code for one in result.problemen]


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: b"", "PAKKET-100"),
        (lambda: b"PK\x03\x04 een Word-bestand", "PAKKET-101"),
        (hostile.with_password, "PAKKET-103"),
        (hostile.for_a_certificate, "PAKKET-104"),
        (hostile.locked_otherwise, "PAKKET-105"),
        (hostile.truncated, "PAKKET-106"),
        (hostile.garbage, "PAKKET-106"),
        (hostile.loop, "PAKKET-106"),
        (hostile.deep, "PAKKET-106"),
        (hostile.xfa, "PAKKET-107"),
        (hostile.without_pages, "PAKKET-108"),
        (lambda: hostile.many_pages(10_001), "PAKKET-110"),
        (hostile.huge_page, "PAKKET-111"),
        (lambda: hostile.huge_page(0), "PAKKET-111"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_own_sentence(made: Callable[[], bytes], code: str) -> None:
    result = seen(made())
    assert codes(result) == [code]
    assert not result.bruikbaar
    with pytest.raises(PacketFault) as error:
        result.eis("bestand 3")
    assert error.value.code == "PAKKET-190"
    assert error.value.exit_code == 7
    assert [one.code for one in error.value.problems] == [code]


def test_a_file_that_is_too_large_is_refused_before_anything_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_BYTES", 1000)
    assert codes(seen(pki.plain(pages=20))) == ["PAKKET-102"]


def test_a_page_that_unpacks_to_gigabytes_is_refused_within_the_limits() -> None:
    assert codes(seen(hostile.bomb())) in (["PAKKET-112"], ["PAKKET-113"], ["PAKKET-114"])


def test_a_library_that_crashes_is_a_refusal_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(examine, "examine", hostile.crash)
        assert codes(seen(pki.plain())) == ["PAKKET-114"]
    assert seen(pki.plain()).bruikbaar


def test_a_library_that_hangs_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "examine", hostile.hang)
    assert codes(seen(pki.plain(), FAST)) == ["PAKKET-112"]


def test_a_library_that_eats_memory_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "examine", hostile.eat)
    assert codes(seen(pki.plain())) == ["PAKKET-113"]


def test_all_that_is_against_a_file_is_said_at_once() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<x/>"))
        pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 20_000, 20_000])

    assert codes(seen(hostile.changed(change))) == ["PAKKET-107", "PAKKET-111"]


def test_a_plain_file_is_readable_and_there_is_nothing_to_say_about_it() -> None:
    data = pki.plain(pages=3, text="Eerste regel")
    result = seen(data)
    assert result.bruikbaar
    assert result.sha256 == hashlib.sha256(data).hexdigest()
    assert result.grootte == len(data)
    assert result.paginas == 3
    assert result.maten == ((595.28, 841.89),) * 3
    assert result.tekst == tuple(f"Eerste regel Blad {number}." for number in (1, 2, 3))
    assert result.woorden[:4] == ("Eerste", "regel", "Blad", "1.")
    assert (result.notities, result.actief, result.handtekeningen) == ((), (), ())
    assert not result.bevestigen
    assert not result.origineel_bewaren


@pytest.mark.parametrize(
    ("made", "note", "field"),
    [
        (hostile.without_printing, "gaat zonder wachtwoord open", "versleuteld"),
        (hostile.layers, "heeft lagen", "lagen"),
        (hostile.form, "is een formulier", "formulier"),
        (hostile.script, "opdrachten die vanzelf starten en scripts (JavaScript)", "actief"),
        (hostile.launch, "opdrachten om een programma te starten", "actief"),
        (hostile.media, "geluid, film of 3D", "actief"),
        (hostile.embedded, "ingesloten bestanden", "bijlagen"),
        (hostile.mended, "was beschadigd en is hersteld; controleer of het 2 pagina's moet hebben", "bevestigen"),
    ],
)
def test_what_can_be_used_with_a_remark_says_so_for_the_evidence_page(
    made: Callable[[], bytes], note: str, field: str
) -> None:
    result = seen(made())
    assert result.bruikbaar
    assert [note in one for one in result.notities] == [True]
    assert getattr(result, field)
    assert result.paginas == 2


def test_a_link_to_the_web_is_not_active_content() -> None:
    assert seen(hostile.web_link()).actief == ()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "  FILE:x", r"smb://x/y"])
def test_a_link_that_leads_elsewhere_than_the_web_is_active_content(address: str) -> None:
    link = hostile.action(S=pikepdf.Name.URI, URI=pikepdf.String(address))
    assert seen(link).actief == ("verwijzingen naar een ander bestand",)


def test_a_locked_file_and_a_signed_one_must_go_along_as_they_came() -> None:
    assert seen(hostile.without_printing()).origineel_bewaren
    assert seen(pki.sign(pki.plain())).origineel_bewaren
    assert not seen(hostile.script()).origineel_bewaren


def test_a_page_is_measured_as_it_is_shown() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].rotate(90, relative=True)
        pdf.pages[1].obj.CropBox = pikepdf.Array([100, 100, 400, 500])
        pdf.pages[1].obj.UserUnit = 2

    assert seen(hostile.changed(change)).maten == ((841.89, 595.28), (600.0, 800.0))


def test_a_count_that_no_second_library_shares_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "_pypdf_count", lambda data: 1)
    monkeypatch.setattr(examine, "_pdfium_count", lambda data: 3)
    result, _ = examine.examine(pki.plain(), "")
    assert codes(result) == ["PAKKET-109"]


def test_a_count_that_one_library_does_not_share_is_to_be_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "_pypdf_count", lambda data: 1)
    result, _ = examine.examine(pki.plain(), "")
    assert result.bruikbaar
    assert result.bevestigen
    assert result.notities == ("Niet elk leesprogramma telt evenveel pagina's; controleer of het er 2 moeten zijn.",)


def test_no_page_is_lost_in_silence() -> None:
    """Of each file that is cut off somewhere: refused, or all pages, or to be confirmed."""
    whole = pki.plain(pages=3)
    for length in range(200, len(whole), 150):
        result, _ = examine.examine(whole[:length], "")
        assert result.problemen or result.bevestigen, length


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_a_file_with_some_bytes_changed_never_loses_a_page_in_silence(seed: int) -> None:
    limits = Limits(cpu_seconds=120, wall_seconds=300, memory=1 << 30)
    found = child.run(hostile.mutants, pki.plain(pages=3), seed, 40 if seed == 1 else 400, limits=limits)
    assert [pages for pages, refused, confirmed in found if pages != 3 and not refused and not confirmed] == []
    assert len({(refused, confirmed) for _, refused, confirmed in found}) > 1


def test_language_title_tags_and_the_hashes_of_a_file_of_ours_are_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Lang = pikepdf.String("nl-NL")
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
        pdf.docinfo["/Title"] = "Een\ntitel"
        described = f'docgen:document="{"a" * 64}" docgen:woorden="{"b" * 64}"'
        pdf.Root.Metadata = pdf.make_stream((XMP % described).encode())

    result = seen(hostile.changed(change))
    assert (result.taal, result.titel, result.gelabeld) == ("nl-NL", "Een titel", True)
    assert (result.document_hash, result.woorden_hash) == ("a" * 64, "b" * 64)


def test_a_file_of_another_maker_has_no_hashes_of_ours() -> None:
    result = seen(pki.plain())
    assert (result.document_hash, result.woorden_hash, result.taal, result.gelabeld) == ("", "", "", False)


def test_a_refusal_never_repeats_what_is_in_the_file(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "Mevrouw Geheim 999990068"
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<x/>"))

    said = str(seen(hostile.changed(change)).problemen)
    assert "Geheim" not in said
    assert "999990068" not in said
