"""The whole story of a packet in Chromium: finals, what came in, a packet, its check; also by keyboard alone."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import pki
from tests.scans import Scanner, scanned
from tests.web.screen import Server, log_in, served, sound
from tests.web.site import PASSWORD, make_site

pytestmark = pytest.mark.slow

LONG = 120_000
"""Milliseconds that making may take on a busy machine."""
CONTRACT, GOALS, PLAN = "driepartijenovereenkomst", "doelenbijlage", "ondersteuningsplan"


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of its own for each story, with one case and a folder of certificates to judge signatures by."""
    folder = tmp_path_factory.mktemp("verhaal")
    site = make_site(folder)
    site.add("friesland-driepartijen", "zorgaanbieder", "huurder")
    site.stop()
    monkeypatch.setenv("TRUST_DIR", str(pki.trust(folder / "vertrouwd")))
    with served(folder) as running:
        yield running


def sound_at_every_width(page: Page) -> None:
    """The page is right on its screen, also on the narrowest (a zoom of 400 %)."""
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        sound(page, f"{page.url} bij {width} px")


@dataclass
class Hands:
    """What a person does on a page: with the mouse, or with the keyboard alone."""

    page: Page
    keyboard: bool

    def reach(self, role: str, name: str | re.Pattern[str]) -> None:
        """Come to a link, button or field, by tabbing from where the focus is, as long as that takes."""
        wanted = self.page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        wanted.wait_for(timeout=LONG)
        for _ in range(200):
            if wanted.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by keyboard: {name}")

    def press(self, role: str, name: str | re.Pattern[str]) -> None:
        if not self.keyboard:
            self.page.get_by_role(role, name=name).first.click(timeout=LONG)  # type: ignore[arg-type]
            return
        self.reach(role, name)
        self.page.keyboard.press("Space" if role == "checkbox" else "Enter")

    def choose(self, name: re.Pattern[str], words: str) -> None:
        """Choose from a list; with the keyboard by typing how it begins."""
        if not self.keyboard:
            self.page.get_by_label(name).select_option(label=words)
            return
        self.reach("combobox", name)
        self.page.keyboard.type(words)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].label")
        assert chosen == words

    def fetch(self, name: str | re.Pattern[str]) -> bytes:
        with self.page.expect_download(timeout=LONG) as download:
            self.press("link", name)
        return Path(download.value.path()).read_bytes()


def enter(chromium: Browser, server: Server, hands_only: bool) -> Page:
    if not hands_only:
        return log_in(chromium, server, "zorgaanbieder")
    page = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL").new_page()
    page.goto(f"{server.address}/aanmelden")
    hands = Hands(page, keyboard=True)
    hands.reach("textbox", "Gebruikersnaam")
    page.keyboard.type("zorgaanbieder")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Afmelden").wait_for()
    return page


@pytest.mark.parametrize("keyboard", [False, True], ids=["muis", "toetsenbord"])
def test_from_finals_to_a_packet_of_a_signed_a_scanned_and_a_missing_part_that_is_checked(
    chromium: Browser, server: Server, tmp_path: Path, keyboard: bool
) -> None:
    page = enter(chromium, server, keyboard)
    hands = Hands(page, keyboard)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if server.address not in request.url else None)
    hands.press("link", re.compile("Meulen"))
    finals = make_finals(hands)
    packet = make_packet(hands, finals, tmp_path)
    check(hands, packet, tmp_path)
    assert said == []
    page.context.close()


def make_finals(hands: Hands) -> dict[str, bytes]:
    """Make two documents final, and fetch them as the party gets them."""
    page = hands.page
    hands.press("link", "Stukken")
    for name in (CONTRACT, GOALS):
        hands.press("button", re.compile(f"Maak definitief.*{name}", re.IGNORECASE))
        page.get_by_role("link", name=f"{name}.pdf").wait_for(timeout=LONG)
    assert "Het definitieve stuk is gemaakt en bewaard." in page.inner_text("main")
    sound_at_every_width(page)
    return {name: hands.fetch(f"{name}.pdf") for name in (CONTRACT, GOALS)}


def make_packet(hands: Hands, finals: dict[str, bytes], folder: Path) -> bytes:
    """Hand in one signed and one scanned document and a loose sheet, put that aside, and make the packet."""
    page = hands.page
    # In a thread of its own: pyHanko begins a loop, and Playwright has one in this thread.
    with ThreadPoolExecutor(1) as beside:
        signer = pki.signer("Zorggroep De Oever")
        signed = beside.submit(pki.sign, finals[GOALS], signer, field="Handtekening").result()
    # A little askew, one sheet upside down, and a sheet between them without a code.
    stack = scanned(finals[CONTRACT], Scanner(dpi=150, skew=1.0), [0, 180])
    paths = {"getekend.pdf": signed, "stapel.pdf": stack, "los blad.pdf": scanned(pki.plain(1))}
    for name, data in paths.items():
        (folder / name).write_bytes(data)
    hands.press("link", "Pakketten")
    page.get_by_role("heading", name="Een pakket voorbereiden").wait_for(timeout=LONG)
    sound_at_every_width(page)
    hands.press("link", "Voor: huurder")
    page.get_by_label("Pdf's inleveren").wait_for(timeout=LONG)
    if hands.keyboard:
        page.get_by_label("Pdf's inleveren").set_input_files([folder / name for name in paths])
        hands.press("button", "Lever in")
    else:
        drop(page, paths)
    hands.press("link", re.compile("Wijs dat aan"))
    page.get_by_role("heading", name="Wat zijn deze bladen?").wait_for(timeout=LONG)
    sound_at_every_width(page)
    hands.choose(re.compile("Dit blad is.*bestand 3, blad 1"), "opzij leggen: gaat niet mee")
    hands.press("button", "Bewaar")
    page.get_by_role("heading", name="Wat niet meegaat").wait_for(timeout=LONG)
    page.get_by_text("Bestand 3: blad 1 is opzij gelegd en gaat niet mee.").wait_for(timeout=LONG)
    sound_at_every_width(page)
    main = page.inner_text("main")
    assert "Digitaal getekend door: Zorggroep De Oever." in main
    assert "Op papier getekend: wie heeft getekend, is niet te controleren." in main
    assert "definitief gemaakt" in main
    missing = page.locator("article", has=page.get_by_role("heading", name="Ondersteuningsplan"))
    assert "getekend exemplaar ontbreekt" in missing.inner_text()
    hands.press("checkbox", re.compile("Het mag onvolledig zijn"))
    hands.press("button", "Maak het pakket")
    page.get_by_role("heading", name="Laatst gemaakt").wait_for(timeout=LONG)
    sound_at_every_width(page)
    return hands.fetch(re.compile("Pakket ophalen"))


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Drop files on the form, as somebody does who drags them from a folder."""
    carried = page.evaluate_handle(
        """files => {
            const carried = new DataTransfer();
            for (const [name, data] of files) {
                const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
                carried.items.add(new File([bytes], name, { type: "application/pdf" }));
            }
            return carried;
        }""",
        [[name, base64.b64encode(data).decode()] for name, data in files.items()],
    )
    for what in ("dragover", "drop"):
        page.dispatch_event("form[data-neerzet]", what, {"dataTransfer": carried})


def check(hands: Hands, packet: bytes, folder: Path) -> None:
    """Check the packet: whole; and with one byte changed: not."""
    page = hands.page
    middle = len(packet) // 2
    changed = packet[:middle] + bytes([packet[middle] ^ 1]) + packet[middle + 1 :]
    hands.press("link", "Pakket controleren")
    for name, data, verdict in (
        ("pakket.pdf", packet, "Dit pakket is heel"),
        ("veranderd.pdf", changed, "Dit pakket is niet heel"),
    ):
        (folder / name).write_bytes(data)
        page.get_by_label("Pakket (pdf)").set_input_files(folder / name)
        hands.press("button", "Controleer")
        page.get_by_text(verdict, exact=True).wait_for(timeout=LONG)
        sound_at_every_width(page)
        if data == packet:
            main = page.inner_text("main")
            assert re.search(r"Zorggroep De Oever op .*: geldig\.", main)
            for part in (CONTRACT, GOALS, PLAN):
                assert part.capitalize() in main
            assert "Stand bij het maken: op papier getekend." in main
            assert "Stand bij het maken: getekend exemplaar ontbreekt." in main
