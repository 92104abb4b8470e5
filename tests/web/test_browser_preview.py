"""The preview as people meet it: type, see the page change, choose a sentence by keyboard, arrive at its field."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.screen import Server, log_in, log_in_on, served, sound
from tests.web.site import make_site

pytestmark = pytest.mark.slow

CASE = "friesland-driepartijen"
LONG = 120_000
"""Milliseconds: a machine that does other things as well takes its time."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server with one case, and the id of that."""
    folder = tmp_path_factory.mktemp("voorbeeld")
    site = make_site(folder)
    key = site.add(CASE, "gemeente", "woningcorporatie")
    site.stop()
    with served(folder) as running:
        yield running, key


def picture(page: Page, number: int) -> str:
    """The address of the picture of a page that is there."""
    shown = page.locator(f"#blad-{number} img")
    for _ in range(LONG // 200):
        if shown.evaluate("one => one.complete && one.naturalWidth > 0"):
            break
        time.sleep(0.2)
    return shown.get_attribute("src") or ""


def test_type_see_the_page_change_choose_a_sentence_by_keyboard_and_arrive_at_its_field(
    chromium: Browser, place: tuple[Server, str]
) -> None:
    server, key = place
    page = log_in(chromium, server, "woningcorporatie")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{server.address}/zaken/{key}/invullen/huur", timeout=LONG)
    page.locator("#blad-14").wait_for(timeout=LONG)
    sound(page)
    rent = page.locator('[name="huur.kale_huur"]')
    rent.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("612,50")
    page.get_by_text("Voorbeeld bijgewerkt: bladzijde 3 gewijzigd.").wait_for(timeout=LONG)
    page.locator("#blad-3[data-inhoud]").wait_for(timeout=LONG)
    assert picture(page, 3).endswith("/3.jpg")
    assert page.evaluate("document.activeElement.name") == "huur.kale_huur"
    changed = page.locator("#blad-3 .docgen-nieuw [data-zin]")
    assert "612,50" in changed.inner_text()
    assert changed.evaluate(
        "one => { const here = one.getBoundingClientRect(); const pages = one.closest('[data-bladen]');"
        " const seen = pages.getBoundingClientRect(); return here.top >= seen.top && here.bottom <= seen.bottom; }"
    )
    changed.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Waarom staat dit er?").wait_for()
    sound(page)
    page.keyboard.press("Escape")
    assert "612,50" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Huur › Kale huur").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "huur.kale_huur"
    page.get_by_role("button", name="Als tekst").click()
    sound(page)
    page.get_by_role("button", name="Verberg").click()
    page.reload()
    assert page.locator(".docgen-drukvel").count() == 0
    assert said == []
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_and_without_a_script_the_preview_is_a_page_of_its_own(
    chromium: Browser, place: tuple[Server, str], script: bool
) -> None:
    server, key = place
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", java_script_enabled=script)
    page = log_in_on(context.new_page(), server, "woningcorporatie")
    page.goto(f"{server.address}/zaken/{key}/invullen/huur", timeout=LONG)
    page.locator('[name="huur.kale_huur"]').fill("613,50")
    page.get_by_role("button", name="Toon voorbeeld").click(timeout=LONG)
    page.get_by_role("heading", name="Voorbeeld: Driepartijenovereenkomst").wait_for(timeout=LONG)
    sentence = page.get_by_role(
        "link", name="Soort: Kale huur; Waarvoor: gebruik van het gehuurde; Per maand: € 613,50"
    )
    if script:
        sound(page)
    sentence.click()
    page.get_by_role("heading", name="Waarom staat dit er?").wait_for()
    page.get_by_role("link", name="Huur › Kale huur").click()
    assert page.locator('[name="huur.kale_huur"]').input_value() == "613,50"
    page.set_viewport_size({"width": 320, "height": 640})
    if script:
        page.go_back()
        sound(page)
    context.close()
