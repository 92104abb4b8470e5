"""Checking a packet on a page, and a server that seals what it makes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from docgen import service
from docgen.errors import DocgenError
from docgen.web.config import local
from docgen.web.models import LogLine
from docgen.web.packetmodels import Packet
from tests import pki
from tests.web.site import BEGIN, Browser, Site, make_site
from tests.web.test_cases import in_text
from tests.web.test_packets import FRIESLAND, desk, make


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    running = make_site(tmp_path)
    yield running
    running.stop()


def check(browser: Browser, data: bytes) -> TestResponse:
    browser.get("/controle")
    return browser.send("/controle", {"bestand": FileStorage(io.BytesIO(data), "pakket.pdf")})


def test_what_is_no_packet_is_said_so_and_nothing_of_it_is_kept(site: Site) -> None:
    browser = site.browser("beheer")
    for data in (b"geen pdf", pki.plain(1)):
        page = check(browser, data)
        assert page.status_code == 422
        assert "Dit bestand is geen pakket van docgen." in page.text
    assert browser.send("/controle", {}).status_code == 422
    with site.database() as db:
        lines = [line.over for line in db.scalars(select(LogLine)) if line.actie == "pakket gecontroleerd"]
    assert lines == ["geen pakket", "geen pakket"]


@pytest.mark.slow
def test_a_server_with_a_key_seals_and_a_packet_of_it_is_checked_in_plain_words(tmp_path: Path) -> None:
    key = tmp_path / "zegel.p12"
    service.make_test_key(key, "een proefwachtwoord", BEGIN)
    running = make_site(tmp_path, seal=key, seal_password="een proefwachtwoord")
    running.add(FRIESLAND, "zorgaanbieder", "gemeente")
    browser = running.browser("gemeente")
    assert "het zegel is niet rechtsgeldig" in browser.get(desk(running, "gemeente")).text, "a key for trying"
    assert "Het pakket wordt verzegeld." in browser.get(desk(running, "gemeente")).text
    assert "Het pakket is gemaakt." in make(running, browser, "gemeente", onvolledig="ja")
    with running.database() as db:
        packet = db.scalars(select(Packet)).one()
        data = packet.inhoud
    assert packet.verzegeld and not packet.volledig
    good = in_text(check(browser, data).text)
    assert "Dit pakket is heel" in good and "Verzegeld door" in good
    assert "Stand bij het maken: getekend exemplaar ontbreekt." in good
    for at in (len(data) // 2, len(data) - 40):
        page = check(browser, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert "Dit pakket is niet heel" in page.text and "Vertrouw er niet op" in page.text
    running.stop()


def test_a_server_with_a_wrong_seal_does_not_start(tmp_path: Path) -> None:
    key = tmp_path / "zegel.p12"
    service.make_test_key(key, "een proefwachtwoord", BEGIN)
    with pytest.raises(DocgenError) as error:
        make_site(tmp_path, seal=key, seal_password="iets anders")
    assert error.value.code == "PAKKET-132"


def test_seal_and_trust_come_from_the_environment_and_the_password_is_in_no_text(tmp_path: Path) -> None:
    key = tmp_path / "zegel.p12"
    service.make_test_key(key, "een proefwachtwoord", BEGIN)
    environ = {"SEAL_KEY": str(key), "TRUST_DIR": str(tmp_path), service.SEAL_PASSWORD: "een proefwachtwoord"}
    config = local(tmp_path, environ)
    assert (config.seal, config.trust, config.seal_password) == (key, tmp_path, "een proefwachtwoord")
    assert "een proefwachtwoord" not in repr(config)
