"""The front end as people meet it: a real server process, and Chromium."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.screen import Server, log_in, served, sound
from tests.web.site import CASES, PASSWORD, make_site

pytestmark = pytest.mark.slow

TYPED = "Begeleidt jongeren en blijft bereikbaar, ook in het weekend."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with users, two cases and a clock that is the real one."""
    folder = tmp_path_factory.mktemp("gegevens")
    site = make_site(folder)
    for name in ("toetreding-westfriesland", "friesland-twee-huurders"):
        site.add(name, "gemeente", "stuurgroep", "woningcorporatie")
    site.stop()
    with served(folder) as running:
        yield running


def open_steps(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/toetredingen")
    page.get_by_role("link", name="Stichting Jong in West").click()
    page.get_by_role("navigation", name="Bladen").get_by_role("link", name="Toetreding").click()


def test_two_people_in_one_case_and_the_second_chooses(chromium: Browser, server: Server) -> None:
    one, two = log_in(chromium, server, "gemeente"), log_in(chromium, server, "woningcorporatie")
    for page in (one, two):
        open_steps(page, server)
    one.get_by_label("Rol").fill("Van de gemeente.")
    one.get_by_role("button", name="Opslaan").click()
    one.get_by_text("Opgeslagen als versie").wait_for()
    two.get_by_label("Rol").fill("Van de corporatie.")
    two.get_by_role("button", name="Opslaan").click()
    two.get_by_role("heading", name="Iemand anders wijzigde hetzelfde").wait_for()
    two.get_by_label("Van u:").check()
    two.get_by_role("button", name="Zo opslaan").click()
    two.get_by_text("Opgeslagen als versie").wait_for()
    assert two.get_by_label("Rol").input_value() == "Van de corporatie."
    one.get_by_role("link", name="Geschiedenis").click()
    one.get_by_role("cell", name="Van de gemeente.").first.wait_for()


def test_wrong_input_leads_to_its_field_and_is_corrected_there(chromium: Browser, server: Server) -> None:
    page = log_in(chromium, server, "gemeente")
    open_steps(page, server)
    page.get_by_label("Aanvraag").fill("31-2-2026")
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_role("alert").get_by_role("link", name="Aanvraag").click()
    assert page.evaluate("document.activeElement.value") == "31-2-2026"
    page.keyboard.press("Control+A")
    page.keyboard.type("3 2 2026")
    page.keyboard.press("Enter")
    page.get_by_text("Opgeslagen als versie").wait_for()
    assert page.get_by_label("Aanvraag").input_value() == "03-02-2026"


def test_a_kill_in_the_middle_of_an_edit_loses_nothing_that_was_typed(chromium: Browser, server: Server) -> None:
    page = log_in(chromium, server, "gemeente")
    open_steps(page, server)
    page.get_by_label("Motivering").first.fill(TYPED)
    page.get_by_text("Uw klad is bewaard").wait_for()
    server.stop(signal.SIGKILL)
    time.sleep(3)
    server.start()
    page.reload()
    assert "Dit is uw klad" in page.inner_text("main")
    assert page.get_by_label("Motivering").first.input_value() == TYPED
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_text("Opgeslagen als versie").wait_for()
    assert page.get_by_label("Motivering").first.input_value() == TYPED


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits_its_screen_breaks_no_policy_and_passes_axe(
    chromium: Browser, server: Server, width: int
) -> None:
    pages = {"woningcorporatie": ["/zaken", "/zaken/nieuw", "/batch", "/batch/nieuw", "/toetredingen", "/wachtwoord"]}
    pages["woningcorporatie"] += ["/agenda?weken=12", "/controle"]
    pages["beheer"] = ["/huisstijl", "/beheer/gebruikers", "/beheer/logboek", "/beheer/bewaartermijnen"]
    for naam, paths in pages.items():
        page = log_in(chromium, server, naam, width)
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        if naam != "beheer":
            content = page.goto(f"{server.address}/zaken")
            assert content is not None
            mine = re.findall(r'href="(/zaken/[0-9a-f]{32})"', content.text())
            paths += [*mine, *(f"{path}/tijdlijn" for path in mine)]
            page.goto(f"{server.address}/toetredingen")
            key = re.findall(r'href="/zaken/([0-9a-f]{32})"', page.content())[0]
            paths += [f"/toetredingen/{key}", f"/zaken/{key}/geschiedenis", f"/zaken/{key}/pakketten"]
        else:
            page.goto(f"{server.address}/huisstijl")
            paths += re.findall(r'href="(/huisstijl/[0-9a-f]{32})"', page.content())[:1]
        for path in paths:
            page.goto(server.address + path)
            sound(page, path)
        assert said == []
        page.context.close()


def test_the_server_says_where_it_listens_and_logs_nothing_personal(server: Server) -> None:
    told = server.stop()
    server.start()
    assert f"docgen luistert op {server.address}/" in told
    for value in (TYPED, "Stichting Jong", PASSWORD, CASES.name):
        assert value not in told
