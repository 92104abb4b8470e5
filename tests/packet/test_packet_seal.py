"""A sealed packet: the seal comes last, and verify judges both the seal and what is under it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen import service
from docgen.packet.inspectie import Oordeel
from docgen.packet.key import open_key
from docgen.packet.verify import Verslag, verify
from tests import pki
from tests.packet.incoming import order, subject


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("zegel") / "zegel.p12"
    path.write_bytes(pki.signer("Stichting Proef").pkcs12("geheim"))
    key = open_key(path, pki.NOW, lambda _: "geheim", {})
    return service.make_packet(subject(), order(None, "transferpunt", onvolledig=True, sleutel=key)).data


def judged(data: bytes, folder: Path) -> Verslag:
    report = verify(data, pki.trust(folder / "vertrouwd"), pki.NOW)
    assert report is not None
    return report


def test_a_sealed_packet_is_whole_and_says_who_sealed_it(sealed: bytes, tmp_path: Path) -> None:
    report = judged(sealed, tmp_path)
    assert report.in_orde, report.meldingen
    assert report.zegel is not None
    assert report.zegel.oordeel is Oordeel.GELDIG
    assert any("Verzegeld door Stichting Proef" in sentence for sentence in report.meldingen)
    assert not any("geen zegel" in sentence for sentence in report.meldingen)


@pytest.mark.parametrize("tamper", [pki.flip_bit, pki.add_page, pki.attach], ids=lambda f: f.__name__)
def test_a_sealed_packet_that_was_changed_is_not_whole(sealed: bytes, tamper: object, tmp_path: Path) -> None:
    assert not judged(tamper(sealed), tmp_path).in_orde  # type: ignore[operator]


def test_a_packet_whose_seal_was_cut_off_says_that_it_is_gone(sealed: bytes, tmp_path: Path) -> None:
    cut = sealed[: sealed.rindex(b"%%EOF", 0, sealed.index(b"/ByteRange")) + 6]
    report = judged(cut, tmp_path)
    assert not report.in_orde
    assert any("dat is weg" in sentence for sentence in report.meldingen), report.meldingen


def test_a_seal_of_somebody_unknown_shows_no_damage_but_is_not_called_valid(sealed: bytes) -> None:
    report = verify(sealed, None, pki.NOW + dt.timedelta(days=1))
    assert report is not None
    assert report.zegel is not None
    assert report.zegel.oordeel is Oordeel.ONBEKEND
