"""Reading a form out of a page and sending it, as a browser does."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.site import Browser


@dataclass
class Form:
    """A form of a page, with what stands in its fields."""

    action: str
    method: str
    drafts: bool
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside = False
        self.area: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(at.get("action", ""), at.get("method", "get"), "data-klad" in at))
            self.inside = True
        if not self.inside or not (at.get("name") or tag == "option"):
            return
        fields = self.forms[-1].fields
        if tag == "input" and at.get("type") == "file":
            self.forms[-1].files.append(at["name"])
        elif tag == "input" and (at.get("type") not in {"checkbox", "radio"} or "checked" in at):
            fields.append((at["name"], at.get("value", "")))
        elif tag == "textarea":
            self.area = at["name"]
            fields.append((at["name"], ""))
        elif tag == "select":
            self.select = at["name"]
            fields.append((at["name"], ""))
        elif tag == "option" and self.select and "selected" in at:
            fields[-1] = (self.select, at["value"])

    def handle_data(self, data: str) -> None:
        if self.area:
            name, text = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = (name, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            name, text = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = (name, text.removeprefix("\n"))
        if tag in {"textarea", "select", "form"}:
            self.area = self.select = None
        self.inside = self.inside and tag != "form"


def forms_of(page: str) -> list[Form]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def fields_of(page: str) -> MultiDict[str, str]:
    """What a browser would send when the form of the page that keeps drafts is saved as it stands."""
    return MultiDict([pair for form in forms_of(page) if form.drafts for pair in form.fields])


def send(browser: Browser, path: str, changed: dict[str, str] | None = None, **action: str) -> TestResponse:
    """Open a page, change some fields, and press a button: save, or the one that is named."""
    typed = fields_of(browser.get(path).text)
    for name, text in (changed or {}).items():
        typed.setlist(name, [text])
    for name, value in action.items():
        typed[name] = value
    return browser.client.post(path, data=typed)
