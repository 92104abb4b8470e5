"""What no keyboard gives: a NUL, half a character, more than fits. A Dutch answer and never an error of the program."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from tests.web.form import Form, forms_of
from tests.web.site import CASES, Browser, Site

STRANGE = {"nul": "a\0b", "half": "a\ud800b", "lang": "x" * 3_000, "stuurteken": "a\x1bb\ufffe"}
PAGES = {
    "zorgaanbieder": (
        "/zaken",
        "/zaken/nieuw",
        "/zaken/nieuw?soort=toetreding",
        "/wachtwoord",
        "/zaken/{zaak}",
        *(f"/zaken/{{zaak}}/invullen/{blad}" for blad in ("huurder", "doelen", "plan")),
        "/zaken/{zaak}/plan/financien",
        "/toetredingen/{toetreding}",
    ),
    "beheer": ("/beheer/gebruikers", "/beheer/bewaartermijnen", "/wachtwoord"),
    "": ("/aanmelden",),
}


def forms(browser: Browser, paths: tuple[str, ...], **keys: str) -> Iterator[tuple[str, Form]]:
    for path in paths:
        for form in forms_of(browser.get(path.format(**keys)).text):
            yield path.format(**keys), form


def typed(form: Form, text: str) -> Iterator[str]:
    """The form with a text in one of its fields; a form of a case, whose fields all go one way, in one and in all."""
    names = [name for name in dict.fromkeys(name for name, _ in form.fields) if name != "csrf_token"]
    visible = [name for name in names if name not in {"wie", "plek", "basis"}]
    for chosen in [visible[:1], visible] if form.drafts else [[name] for name in names]:
        yield urlencode({**dict(form.fields), **dict.fromkeys(chosen, text)}, errors="surrogatepass")


def said(page: TestResponse) -> None:
    assert page.status_code < 500, page.request.path
    if page.status_code >= 400 and page.mimetype == "text/html":
        assert 'lang="nl"' in page.text


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind == "nul" else pytest.mark.slow) for kind in STRANGE]
)
def test_no_field_of_any_form_brings_the_program_down(site: Site, kind: str) -> None:
    keys = {"zaak": site.add("friesland-driepartijen"), "toetreding": site.add("toetreding-friesland")}
    for rol, paths in PAGES.items():
        browser = site.browser(rol)
        seen = list(forms(browser, paths, **keys))
        assert seen
        for path, form in seen:
            where = form.action or path
            for body in typed(form, STRANGE[kind]):
                if form.method == "get":
                    said(browser.get(where, query_string=body))
                elif not where.endswith(("afmelden", "sluiten")):
                    said(browser.client.post(where, data=body, content_type="application/x-www-form-urlencoded"))


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "\\ufffe", "\\ue000"])
@pytest.mark.parametrize("place", ["zaaknummer", "achternaam", "regeling"])
def test_a_case_file_with_a_character_that_no_text_holds_is_refused_in_dutch(site: Site, text: str, place: str) -> None:
    data = json.loads((CASES / "friesland-driepartijen.json").read_text(encoding="utf-8"))
    (data if place in data else data["huurder"])[place] = "aXXb"
    page = site.browser("zorgaanbieder").upload(json.dumps(data).replace("aXXb", f"a{text}b").encode())
    assert page.status_code == 422
    assert "Verzend" not in page.text and 'lang="nl"' in page.text


def test_a_file_under_a_name_that_no_text_holds_is_taken_or_refused(site: Site) -> None:
    browser = site.browser("zorgaanbieder")
    content = (CASES / "friesland-driepartijen.json").read_bytes()
    for name in ("a\0b.json", "x" * 3_000):
        said(browser.send("/zaken/nieuw/bestand", {"bestand": FileStorage(io.BytesIO(content), name)}))
