"""Reading a form out of a page and sending it, as a browser does."""

from __future__ import annotations

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.site import Browser


class _Form(HTMLParser):
    """The fields of the form of a page that keeps drafts, with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.area: str | None = None
        self.select: str | None = None
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = "data-klad" in at
        elif not self.inside or not (at.get("name") or tag == "option"):
            return
        elif tag == "input" and (at.get("type") not in {"checkbox", "radio"} or "checked" in at):
            self.fields.append((at["name"], at.get("value", "")))
        elif tag == "textarea":
            self.area = at["name"]
            self.fields.append((at["name"], ""))
        elif tag == "select":
            self.select = at["name"]
            self.fields.append((at["name"], ""))
        elif tag == "option" and self.select and "selected" in at:
            self.fields[-1] = (self.select, at["value"])

    def handle_data(self, data: str) -> None:
        if self.area:
            name, text = self.fields[-1]
            self.fields[-1] = (name, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            name, text = self.fields[-1]
            self.fields[-1] = (name, text.removeprefix("\n"))
        if tag in {"textarea", "select", "form"}:
            self.area = self.select = None
        self.inside = self.inside and tag != "form"


def fields_of(page: str) -> MultiDict[str, str]:
    """What a browser would send when the form of the page is saved as it stands."""
    reader = _Form()
    reader.feed(page)
    return MultiDict(reader.fields)


def send(browser: Browser, path: str, changed: dict[str, str] | None = None, **action: str) -> TestResponse:
    """Open a page, change some fields, and press a button: save, or the one that is named."""
    typed = fields_of(browser.get(path).text)
    for name, text in (changed or {}).items():
        typed.setlist(name, [text])
    for name, value in action.items():
        typed[name] = value
    return browser.client.post(path, data=typed)
