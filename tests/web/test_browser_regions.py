"""Every region from begin to end in Chromium: a new case, wrong input, its correction, the documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from docgen import service
from tests.web.screen import Server, log_in, sound

pytestmark = pytest.mark.slow

ABOUT_A_HUURDER = sorted(service.regelingen("zaak"))
ABOUT_A_PARTY = sorted(set(service.regelingen()) - set(ABOUT_A_HUURDER))


def begin(page: Page, server: Server, soort: str, regeling: str) -> None:
    page.goto(f"{server.address}/zaken/nieuw?soort={soort}")
    form = page.locator("form", has=page.get_by_label("Zaaknummer", exact=True)).first
    form.get_by_label("Zaaknummer", exact=True).fill(f"N-{regeling}")
    form.locator("[name=naam]").fill("Proef")
    form.locator("[name=regeling]").select_option(regeling)
    form.get_by_role("button").first.click()
    page.get_by_text("is gemaakt").wait_for()
    page.get_by_role("link", name="Invullen").click()


def correct(page: Page, label: str, wrong: str, right: str, shown: str) -> None:
    """Type something wrong, be led to it from the list of errors, correct it, and see it printed the Dutch way."""
    page.get_by_label(label, exact=True).first.fill(wrong)
    page.get_by_role("button", name="Opslaan", exact=True).last.click()
    sound(page)
    page.get_by_role("alert").get_by_role("link", name=re.compile(label)).click()
    assert page.evaluate("document.activeElement.value") == wrong
    page.keyboard.press("Control+A")
    page.keyboard.type(right)
    page.keyboard.press("Enter")
    page.get_by_text("Opgeslagen als versie").wait_for()
    assert page.get_by_label(label, exact=True).first.input_value() == shown


@pytest.mark.parametrize("regeling", ABOUT_A_HUURDER)
def test_a_case_of_a_huurder_from_new_to_its_documents(
    chromium: Browser, server: Server, regeling: str, tmp_path: Path
) -> None:
    page = log_in(chromium, server, "woningcorporatie", 1440 if regeling < "g" else 390)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    begin(page, server, "zaak", regeling)
    correct(page, "Geboortedatum", "31-2-1998", "17 april 1998", "17-04-1998")
    page.get_by_role("link", name="Huur en contract").click()
    correct(page, "Kale huur", "zes honderd", "€ 612,5", "€ 612,50")
    page.get_by_role("link", name="Stukken").click()
    sound(page)
    page.get_by_text(re.compile("Andere stukken|punt(en)? blokke")).first.click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Concept als Word")).first.click()
    waiting.value.save_as(tmp_path / "concept")
    assert (tmp_path / "concept").read_bytes()[:2] == b"PK"
    # What the server refuses, the browser says too: a page with errors is answered with 422.
    assert [text for text in said if "422" not in text] == []
    page.context.close()


@pytest.mark.parametrize("regeling", ABOUT_A_PARTY)
def test_an_accession_from_new_to_its_documents(
    chromium: Browser, server: Server, regeling: str, tmp_path: Path
) -> None:
    page = log_in(chromium, server, "gemeente")
    begin(page, server, "toetreding", regeling)
    correct(page, "KvK-nummer", "12", "12345678", "12345678")
    page.get_by_role("link", name="Stukken").click()
    sound(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Concept als Word")).first.click()
    waiting.value.save_as(tmp_path / "concept")
    assert (tmp_path / "concept").read_bytes()[:2] == b"PK"
    page.context.close()
