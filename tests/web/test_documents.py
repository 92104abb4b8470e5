"""The documents page: what is called for, concepts per role, finals that stay as they were made."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from docgen import service
from docgen.errors import RuleRefusal
from docgen.web import papers
from docgen.web.models import Final, LogLine
from tests.web.form import send
from tests.web.site import BEGIN, CASES, ROLES, Site
from tests.web.test_cases import in_text

FRIESLAND = "friesland-driepartijen"
CONTRACT = "driepartijenovereenkomst"


@pytest.fixture
def plain_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set no pages: what a paper says is not what these tests are about."""

    def render(document: service.Document, form: str, *_: object) -> dict[Path, bytes]:
        path = Path(document.zaaknummer, document.recipient, f"{document.stem}.{form}")
        return {path: f"{document.words_hash} {document.recipient}".encode()}

    monkeypatch.setattr(service, "render_here", render)


def finals(site: Site) -> list[Final]:
    with site.database() as db:
        return list(db.scalars(select(Final)))


def test_w1_a_role_gets_the_papers_of_its_own_and_no_other_by_any_address(site: Site, plain_paper: None) -> None:
    roles = [rol for rol in ROLES if rol != "beheer"]
    key = site.add(FRIESLAND, "zorgaanbieder", *(rol for rol in roles if rol != "zorgaanbieder"))
    subject = service.parse((CASES / f"{FRIESLAND}.json").read_bytes(), "")
    for rol in roles:
        browser = site.browser(rol)
        try:
            may_have = service.receivable(subject, BEGIN.date(), rol)
        except RuleRefusal:
            may_have = ()
        page = browser.get(f"/zaken/{key}/stukken").text
        for document in service.known_documents(subject):
            code = browser.get(f"/zaken/{key}/stukken/concept/{document}.pdf").status_code
            assert code == (200 if document in may_have else 404), (rol, document)
            assert (f"concept/{document}.pdf" in page) == (document in may_have), (rol, document)
        assert "ondersteuningsplan" not in may_have or rol != "woningcorporatie"


def test_the_page_says_what_the_case_calls_for_and_why(site: Site) -> None:
    key = site.add(FRIESLAND)
    subject = service.parse((CASES / f"{FRIESLAND}.json").read_bytes(), "")
    page = in_text(site.browser("zorgaanbieder").get(f"/zaken/{key}/stukken").text)
    calls = service.documents(subject, BEGIN.date(), "zorgaanbieder")
    assert calls
    for call in calls:
        assert call.document.replace("-", " ").capitalize() in page and in_text(call.reden) in page


def test_a_concept_is_a_real_file_and_is_not_kept(site: Site) -> None:
    key = site.add(FRIESLAND)
    browser = site.browser("zorgaanbieder")
    got = browser.get(f"/zaken/{key}/stukken/concept/{CONTRACT}.docx")
    assert got.headers["Content-Disposition"] == f"attachment; filename=concept-{CONTRACT}.docx"
    assert got.data[:2] == b"PK" and got.mimetype == papers.FORMATS["docx"]
    assert browser.get(f"/zaken/{key}/stukken/concept/{CONTRACT}.html").status_code == 404
    assert finals(site) == []


@pytest.mark.slow
def test_a_final_is_a_real_pdf_and_a_real_word_file_for_each_party(site: Site, tmp_path: Path) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder", "woningcorporatie")
    browser = site.browser("zorgaanbieder")
    browser.get(f"/zaken/{key}/stukken")
    assert browser.post(f"/zaken/{key}/stukken/definitief/{CONTRACT}").status_code == 303
    assert {(f.rol, f.bestand) for f in finals(site)} == {
        (rol, f"{CONTRACT}.{form}") for rol in ("zorgaanbieder", "woningcorporatie") for form in ("pdf", "docx")
    }
    with site.database() as db:
        content = db.scalars(select(Final).where(Final.bestand.endswith("pdf"))).first()
        assert content is not None
        (tmp_path / "a.pdf").write_bytes(content.inhoud)
    assert len(PdfReader(tmp_path / "a.pdf").pages) > 2


def test_a_final_is_handed_out_as_it_was_made_and_is_out_of_date_when_the_case_changes(
    site: Site, plain_paper: None
) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder", "woningcorporatie")
    browser, other = site.browser("zorgaanbieder"), site.browser("woningcorporatie")
    stukken = f"/zaken/{key}/stukken"
    browser.get(stukken)
    assert browser.post(f"{stukken}/definitief/{CONTRACT}").status_code == 303
    mine = next(f for f in finals(site) if f.rol == "zorgaanbieder" and f.bestand.endswith("pdf"))
    page = browser.get(stukken).text
    assert mine.sha256 in page and "gelijk aan de zaak" in page
    first = browser.get(f"{stukken}/bewaard/{mine.id}").data
    assert hashlib.sha256(first).hexdigest() == mine.sha256
    assert other.get(f"{stukken}/bewaard/{mine.id}").status_code == 404, "the copy of another role"
    send(browser, f"/zaken/{key}/invullen/overig", {"klachten.verhuurder": "elders"})
    site.clock.later(days=3)
    assert "verouderd" not in browser.log_in("zorgaanbieder").get(stukken).text, "another day is no change of the case"
    assert send(browser, f"/zaken/{key}/invullen/huur", {"huur.kale_huur": "601,23"}).status_code == 303
    assert (
        "verouderd" in browser.get(stukken).text and "verouderd" in other.log_in("woningcorporatie").get(stukken).text
    )
    assert browser.get(f"{stukken}/bewaard/{mine.id}").data == first
    with site.database() as db:
        acts = [line.actie for line in db.scalars(select(LogLine))]
    assert {"definitief stuk gemaakt", "stuk opgehaald"} <= set(acts)


def test_a_final_that_is_blocked_says_why_with_links_and_nothing_is_kept(site: Site) -> None:
    key = site.add(FRIESLAND)
    browser = site.browser("zorgaanbieder")
    send(browser, f"/zaken/{key}/invullen/huur", {"huur.kale_huur": ""})
    page = browser.post(f"/zaken/{key}/stukken/definitief/{CONTRACT}")
    assert page.status_code == 422
    assert "of maak een concept." in page.text and "--concept" not in page.text
    assert "kan nog niet definitief" in page.text and "#veld-huur-kale_huur" in page.text
    assert finals(site) == []


def test_a_final_of_a_closed_case_cannot_be_made(site: Site, plain_paper: None) -> None:
    key = site.add(FRIESLAND)
    browser = site.browser("zorgaanbieder")
    browser.post(f"/zaken/{key}/sluiten")
    assert browser.post(f"/zaken/{key}/stukken/definitief/{CONTRACT}").status_code == 409
    assert finals(site) == []
