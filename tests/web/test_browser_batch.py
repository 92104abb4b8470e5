"""A batch as people meet it, in Chromium with a real server: from the upload to the mended rows, and a kill between."""

from __future__ import annotations

import io
import json
import re
import signal
import zipfile
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from tests.batch.conftest import case_of
from tests.web.screen import Server, log_in, sound
from tests.web.tables import BATCH, FIRST, SECOND, workbook

pytestmark = pytest.mark.slow

WRONG = {(1, "Einde huur"): "straks"}
SMALL = """() => [...document.querySelectorAll("main a, main button, main select, main summary, "
    + "main label.docgen-vink, main input:not([type=hidden], [type=checkbox])")]
    .filter(e => e.offsetParent && !e.closest("p:not(.docgen-knoppen), li:not(:has(.docgen-stappen__stap))"))
    .map(e => [e.innerText || e.name, e.getBoundingClientRect().height]).filter(([, high]) => high < 44)"""
"""What is less than 44 pixels high to aim at; a link in a sentence is not meant, and of a box its label is."""
LONG = 180_000
"""Milliseconds for what is made on a busy machine."""


def looked_at(page: Page) -> None:
    """Hold a page to what every page is held to, and to what a finger can hit."""
    sound(page)
    assert len(page.content().encode()) < 100_000, page.url
    assert page.evaluate(SMALL) == [], page.url


def fetched(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def to_the_trial(page: Page, server: Server, content: Path) -> None:
    page.goto(f"{server.address}/batch")
    page.get_by_role("link", name="Nieuwe batch").click()
    looked_at(page)
    page.get_by_label("Bestand", exact=True).set_input_files(content)
    page.get_by_label("Of een sjabloon").set_input_files(BATCH / "sjabloon.json")
    page.get_by_role("button", name="Upload en ga verder").click()
    page.wait_for_url("**/koppeling")


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_a_sheet_goes_all_the_way_and_its_wrong_row_once_more(
    chromium: Browser,
    server: Server,
    tmp_path: Path,
    width: int,
) -> None:
    workbook(tmp_path, WRONG)
    page = log_in(chromium, server, "woningcorporatie", width)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    to_the_trial(page, server, tmp_path / "tabel.xlsx")
    looked_at(page)
    _choose_a_field_by_keyboard(page)
    page.get_by_role("button", name="Opslaan en verder").click()
    page.get_by_text("De koppeling is opgeslagen.").wait_for()
    looked_at(page)
    page.get_by_role("button", name="Probeer").click()
    page.get_by_role("heading", name="Uitkomst").wait_for(timeout=LONG)
    looked_at(page)
    assert "1 met fouten" in page.inner_text("main")
    assert 'Kolom "Einde huur": Dit is geen datum.' in page.inner_text("main")
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(page, "Haal de foute rijen op")))
    _make(page)
    with zipfile.ZipFile(io.BytesIO(fetched(page, "Haal de stukken op"))) as packed:
        assert {name.split("/")[0] for name in packed.namelist()} == {SECOND}
        assert not [name for name in packed.namelist() if "plan" in name]
    for cell in sheet["Zaken"][2]:
        cell.value = "28-2-2029" if cell.value == "straks" else cell.value
    sheet.save(tmp_path / "beter.xlsx")
    page.get_by_label("Verbeterd bestand").set_input_files(tmp_path / "beter.xlsx")
    page.get_by_role("button", name="Verdergaan met dit bestand").click()
    page.wait_for_url("**/proef")
    page.get_by_role("button", name="Probeer").click()
    page.get_by_role("heading", name="Uitkomst").wait_for(timeout=LONG)
    assert "geen met fouten" in page.inner_text("main")
    _make(page)
    with zipfile.ZipFile(io.BytesIO(fetched(page, "Haal de stukken op"))) as packed:
        assert {name.split("/")[0] for name in packed.namelist()} == {FIRST}
    page.goto(f"{server.address}/batch")
    looked_at(page)
    page.get_by_role("link", name="beter.xlsx").click()
    page.get_by_text("Deze batch weggooien").click()
    page.get_by_role("button", name="Gooi alles").click()
    page.get_by_text("weggegooid").wait_for()
    assert said == []
    page.context.close()


def _choose_a_field_by_keyboard(page: Page) -> None:
    """The short list of a column grows to all fields when somebody comes to it, and keeps what was chosen."""
    column = page.get_by_label("Opmerking")
    assert column.locator("option").count() < 5
    column.focus()
    assert column.locator("option").count() > 500
    page.keyboard.type("E-mail")
    assert column.input_value() == "huurder.email"
    column.select_option("")
    bsn = page.get_by_label("BSN")
    bsn.focus()
    assert bsn.input_value() == "huurder.bsn"


def _make(page: Page) -> None:
    page.get_by_role("link", name="Verder naar maken").click()
    looked_at(page)
    page.get_by_label("Pdf").uncheck()
    page.get_by_role("button", name="Maak de stukken").click()
    page.get_by_role("heading", name="Uitkomst").wait_for(timeout=LONG)
    looked_at(page)


def test_a_server_that_is_killed_in_the_middle_goes_on_where_it_was(
    chromium: Browser,
    server: Server,
    tmp_path: Path,
) -> None:
    number = 12
    lines = "".join(json.dumps(case_of(n)) + "\n" for n in range(1, number + 1))
    (tmp_path / "zaken.jsonl").write_text(lines, encoding="utf-8")
    page = log_in(chromium, server, "zorgaanbieder")
    page.goto(f"{server.address}/batch/nieuw")
    page.get_by_label("Bestand", exact=True).set_input_files(tmp_path / "zaken.jsonl")
    page.get_by_role("button", name="Upload en ga verder").click()
    page.get_by_role("button", name="Probeer").click()
    page.get_by_role("heading", name="Uitkomst").wait_for(timeout=LONG)
    page.get_by_role("link", name="Verder naar maken").click()
    page.get_by_role("button", name="Maak de stukken").click()
    page.get_by_text(re.compile(f"[1-9][0-9]* van {number}")).wait_for(timeout=LONG)
    server.stop(signal.SIGKILL)
    server.start()
    # A job without a sign of life is broken off after three quarters of a minute.
    for _ in range(90):
        page.wait_for_timeout(1000)
        page.reload()
        if "afgebroken" in page.inner_text("main"):
            break
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_text(f"van {number} zaken").wait_for(timeout=LONG)
    assert "geen met fouten" in page.inner_text("main")
    with zipfile.ZipFile(io.BytesIO(fetched(page, "Haal de stukken op"))) as packed:
        assert len({name.split("/")[0] for name in packed.namelist()}) == number
        assert packed.testzip() is None
    page.context.close()
