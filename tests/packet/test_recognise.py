"""What a file is: known by its words, also when Word made it, and no longer when somebody edited it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from docgen import render, service
from docgen.errors import PacketFault
from docgen.packet.model import Verwacht
from docgen.packet.recognise import found_in, same_words
from tests import pki
from tests.packet.incoming import document, folder, order, subject

LETTER = Verwacht(
    "doelenbijlage",
    "Doelenbijlage",
    "1",
    (),
    woorden=("De", "huur", "is", "€", "500.", "Dat", "blijft", "zo."),
    kop="Doelenbijlage FR-1",
    ondertekenaars=("verhuurder", "huurder"),
)


@pytest.mark.parametrize(
    "found",
    [
        "De huur is € 500. Dat blijft zo.",
        "Doelenbijlage FR-1 De huur is € 500. 3f9a-2c1b-77d0 pagina 1 van 2 Doelenbijlage FR-1 Dat blijft zo.",
        "De huur is € 500. Dat blijft zo. 3f9a-2c1b-77d0 pagina 2 van 2 Paraaf verhuurder ____ huurder ____",
        "De huur is € 500. ______ Dat blijft zo.",
    ],
)
def test_head_and_foot_of_a_page_are_no_other_words(found: str) -> None:
    assert same_words(LETTER, found.split())


@pytest.mark.parametrize(
    "found",
    [
        "De huur is € 600. Dat blijft zo.",
        "De huur is € 500. 1 Dat blijft zo.",
        "De huur is € 500. Dat blijft niet zo.",
        "De huur is € 500. Dat blijft.",
        "De huur is 500. € Dat blijft zo.",
        "Dat blijft zo. De huur is € 500.",
        "De huur is € 500. van huurder Dat blijft zo.",
        "",
    ],
)
def test_a_word_or_a_number_more_or_less_is_another_document(found: str) -> None:
    assert not same_words(LETTER, found.split())


def test_a_value_is_found_as_whole_words_and_a_long_one_over_a_line_break() -> None:
    assert list(found_in(["schuld", "1987-04-17"], "onschuldig op 1987-\n04-17")) == []
    assert list(found_in(["Er is een schuld"], "Er is een\nschuld.")) == ["Er is een schuld"]
    assert list(found_in(["Oosterdijk 44B Sneek"], "Ooster\ndijk 44B Sneek")) == ["Oosterdijk 44B Sneek"]


def converted(docx: bytes, folder: Path) -> bytes:
    """What an office makes of a Word file when it saves it as PDF."""
    (folder / "x.docx").write_bytes(docx)
    profile = f"-env:UserInstallation=file://{folder}/profiel"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "x.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "x.pdf").read_bytes()


@pytest.mark.slow
def test_a_signed_word_file_is_known_by_its_words_and_an_edited_one_asks_which_is_meant(tmp_path: Path) -> None:
    docx = render.to_docx(document("doelenbijlage"))
    came_in = folder(tmp_path / "gelijk", brief=pki.sign(converted(docx, tmp_path)))
    packet = service.make_packet(subject(), order(came_in, "woningcorporatie", onvolledig=True))
    assert [part.naam for part in packet.onderdelen if part.origineel] == ["doelenbijlage"]

    edited = converted(_with_other_words(docx), tmp_path)
    came_in = folder(tmp_path / "anders", brief=pki.sign(edited))
    with pytest.raises(PacketFault) as error:
        service.make_packet(subject(), order(came_in, "woningcorporatie", onvolledig=True))
    assert [one.code for one in error.value.problems] == ["PAKKET-310"]


def _with_other_words(docx: bytes) -> bytes:
    import io

    from docx import Document

    opened = Document(io.BytesIO(docx))
    opened.paragraphs[2].add_run(" En nog iets.")
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()
