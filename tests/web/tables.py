"""The table of fixtures/batch as somebody uploads it, and the form in which its columns are chosen."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from docgen.web import jobs
from tests.batch.books import xlsx_of
from tests.web.site import Browser, Site

BATCH = Path(__file__).parents[2] / "fixtures" / "batch"
FIRST, SECOND = "FR-2027-0201", "FR-2027-0202"


def rows_of(name: str) -> list[list[str]]:
    with (BATCH / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def workbook(folder: Path, changed: Mapping[tuple[int, str], str] | None = None) -> bytes:
    """The cases and, on a second sheet, their goals; `changed`: row and heading → another value."""
    cases = rows_of("zaken.csv")
    for (row, heading), value in (changed or {}).items():
        cases[row][cases[0].index(heading)] = value
    return xlsx_of(folder / "tabel.xlsx", {"Zaken": cases, "Doelen": rows_of("doelen.csv")}).read_bytes()


def file(content: bytes, name: str) -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def upload(browser: Browser, content: bytes, name: str = "zaken.xlsx", template: bytes | None = None) -> TestResponse:
    """Upload a table with the template of the fixture; the answer leads to the batch."""
    browser.get("/batch/nieuw")
    given = (BATCH / "sjabloon.json").read_bytes() if template is None else template
    fields: dict[str, object] = {"bestand": file(content, name)}
    if given:
        fields["sjabloon"] = file(given, "sjabloon.json")
    return browser.send("/batch/nieuw", fields)


def begin(browser: Browser, content: bytes, name: str = "zaken.xlsx") -> str:
    """Upload a table and take over the mapping that is proposed; gives the address of the batch."""
    made = upload(browser, content, name)
    assert made.status_code == 303, made.text
    address = made.headers["Location"]
    page = browser.get(f"{address}/koppeling")
    saved = browser.post(f"{address}/koppeling", dict(chosen_on(page.text)))
    assert saved.status_code == 303, saved.text
    return address


def try_out(site: Site, browser: Browser, address: str, **fields: object) -> TestResponse:
    """Try every row, wait, and give the page with the outcome."""
    browser.get(f"{address}/proef")
    asked = browser.post(f"{address}/proef", {"peildatum": "22-11-2026", **fields})
    assert asked.status_code == 303, asked.text
    jobs.finish(site.app, 120)
    return browser.get(f"{address}/proef")


def make(site: Site, browser: Browser, address: str) -> TestResponse:
    """Make the documents in Word, wait, and give the page with the outcome."""
    browser.get(f"{address}/stukken")
    assert browser.post(f"{address}/stukken", {"formaat": "docx"}).status_code == 303
    jobs.finish(site.app, 300)
    return browser.get(f"{address}/stukken")


class _Chosen(HTMLParser):
    """What stands in the boxes of a form, without those of a template."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.select = ""
        self.template = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        self.template = self.template or tag == "template"
        if self.template:
            return
        if tag == "select":
            self.select = at["name"]
            self.found[self.select] = ""
        elif tag == "option" and self.select and "selected" in at:
            self.found[self.select] = at["value"]
        elif tag == "input" and at.get("name", "csrf_token") != "csrf_token":
            self.found[at["name"]] = at.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        self.template = self.template and tag != "template"


def chosen_on(page: str) -> dict[str, str]:
    """What a browser would send when a page with one form is sent as it stands."""
    reader = _Chosen()
    reader.feed(page)
    return reader.found
