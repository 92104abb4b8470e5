"""Previews: what a document would say with what is typed, for whom, why each sentence is there, how long it stays."""

from __future__ import annotations

import io
import re
import threading
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from docgen.web.models import Case, LogLine, Party, Preview, User, Version
from docgen.web.previews import Turns
from tests.web.form import fields_of
from tests.web.site import Browser, Site, make_site

CASE = "friesland-driepartijen"
SHORT = "uitleg-huurder"  # not for the gemeente
RENT = "huur.kale_huur"


@pytest.fixture
def key(site: Site) -> str:
    """A case of three parties."""
    return site.add(CASE, "gemeente", "woningcorporatie", "zorgaanbieder")


def typed(browser: Browser, key: str, blad: str = "huur", **changed: str) -> MultiDict[str, str]:
    """What a browser would send of a page of the form with some fields changed, by `__` for a dot."""
    fields = fields_of(browser.get(f"/zaken/{key}/invullen/{blad}").text)
    for name, value in changed.items():
        fields.setlist(name.replace("__", "."), [value])
    return fields


def ask(browser: Browser, key: str, stuk: str, fields: MultiDict[str, str], *, beside: bool = True) -> TestResponse:
    fields = MultiDict(fields)
    fields["stuk"] = stuk
    if beside:
        fields["deel"] = "ja"
    return browser.client.post(f"/zaken/{key}/voorbeeld", data=fields)


def told(page: TestResponse) -> str:
    found = re.search(r'data-melding="([^"]*)"', page.text)
    assert found
    return unescape(found[1])


def text_of(page: TestResponse) -> str:
    return unescape(" ".join(re.findall(r'data-zin="\d+"[^>]*><span>([^<]*)<', page.text)))


def print_of(page: TestResponse) -> str:
    found = re.search(r'data-afdruk="([^"]*)"', page.text)
    assert found
    return found[1]


def pictures(page: TestResponse) -> list[str]:
    return re.findall(r'<img[^>]* src="([^"]*)"', page.text)


def sentence(page: TestResponse, words: str) -> int:
    """The number of the sentence with these words in it."""
    every = re.findall(r'data-zin="(\d+)"[^>]*><span>([^<]*)<', page.text)
    return next(int(number) for number, text in every if words in unescape(text))


def test_what_is_typed_stands_in_the_preview_and_not_in_the_case(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    first = ask(browser, key, SHORT, typed(browser, key))
    assert "655,46" in text_of(first)
    page = ask(browser, key, SHORT, typed(browser, key, huur__kale_huur="612,50"))
    assert (page.status_code, "704,55" in text_of(page)) == (200, True)
    with site.database() as db:
        versions = list(db.scalars(select(Version).where(Version.case_id == key)))
        assert len(versions) == 1
        assert "612.5" not in versions[0].inhoud
    assert "612,50" not in browser.get(f"/zaken/{key}/invullen/huur").text


def test_an_empty_field_stays_a_visible_blank_and_the_paper_says_that_it_is_a_concept(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    page = ask(browser, key, SHORT, typed(browser, key, huurovereenkomst__einddatum=""))
    assert "(nog leeg)" in text_of(page)
    assert "Open punten in dit concept" in text_of(page)


def test_the_changed_page_and_sentence_are_named_and_pages_with_the_same_words_keep_their_hash(
    site: Site, key: str
) -> None:
    browser = site.browser("woningcorporatie")
    first = ask(browser, key, "driepartijenovereenkomst", typed(browser, key))
    assert told(first) == "Het voorbeeld is klaar: 14 bladzijden."
    page = ask(browser, key, "driepartijenovereenkomst", typed(browser, key, huur__kale_huur="612,50"))
    assert told(page) == "Voorbeeld bijgewerkt: bladzijde 3 gewijzigd."
    assert f'data-eerste="{sentence(page, "Kale huur")}"' in page.text
    before, after = (re.findall(r'data-inhoud="(\w+)"', one.text) for one in (first, page))
    assert [n for n, pair in enumerate(zip(before, after, strict=True), 1) if len(set(pair)) > 1] == [3]


def test_an_edit_of_something_else_says_that_nothing_changed(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    for rent in ("563,41", "600,00"):
        page = ask(browser, key, "bereikbaarheidskaart", typed(browser, key, huur__kale_huur=rent))
    assert told(page) == "Het voorbeeld is gelijk gebleven: dit staat niet in dit stuk."


def test_what_cannot_be_read_makes_the_preview_wait_for_its_field(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    good = ask(browser, key, SHORT, typed(browser, key))
    page = ask(browser, key, SHORT, typed(browser, key, huurovereenkomst__einddatum="31-2-2029"))
    assert told(page).startswith("Het voorbeeld wacht op: Huurovereenkomst › Einddatum.")
    assert "docgen-drukvel" not in page.text
    assert browser.get(pictures(good)[0]).status_code == 200


def test_the_picture_of_a_page_is_a_picture_that_nobody_keeps(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    page = ask(browser, key, SHORT, typed(browser, key))
    made = browser.get(pictures(page)[0])
    assert (made.mimetype, made.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert Image.open(io.BytesIO(made.data)).size == (893, 1263)
    assert browser.get(pictures(page)[0].replace("/1.jpg", "/2.jpg")).status_code == 404


def test_without_script_the_button_leads_to_a_page_and_what_was_typed_is_a_draft(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    fields = typed(browser, key, huur__kale_huur="612,50")
    made = ask(browser, key, SHORT, fields, beside=False)
    assert made.status_code == 303
    page = browser.get(made.headers["Location"])
    assert "704,55" in text_of(page)
    number = sentence(page, "704,55")
    reason = browser.get(f"{made.headers['Location']}?zin={number}")
    assert "Waarom staat dit er?" in reason.text
    assert "Terug naar Huur en contract" in page.text
    assert 'value="612,50"' in browser.get(f"/zaken/{key}/invullen/huur").text
    wrong = ask(browser, key, SHORT, typed(browser, key, huurovereenkomst__einddatum="nooit"), beside=False)
    assert "Het voorbeeld wacht op" in browser.get(wrong.headers["Location"]).text


@pytest.mark.parametrize(
    ("stuk", "words", "name", "address", "rule"),
    [
        (SHORT, "655,46", "Huur", "invullen/huur#veld-huur", "Tekst: "),
        ("ondersteuningsplan", "Hoe het nu is: Sanne heeft een Wajong", "Situatie", "plan/financien#veld-", "FR-25"),
        ("doelenbijlage", "Ik betaal de huur volledig", "Doelen 1 ›", "invullen/doelen#veld-doelen-0-tekst", "FR-10"),
        ("driepartijenovereenkomst", "Partij: Stichting Wonen De Terp", "Woningcorporatie", "#veld-woning", "FR-01"),
    ],
)
def test_a_sentence_says_why_it_is_there_and_leads_to_its_field(
    site: Site, key: str, stuk: str, words: str, name: str, address: str, rule: str
) -> None:
    browser = site.browser("zorgaanbieder")
    page = browser.get(browser.get(f"/zaken/{key}/voorbeeld/{stuk}").headers["Location"])
    reason = browser.get(f"{print_of(page)}?deel=ja&zin={sentence(page, words)}").text
    links = dict(re.findall(r'<a class="utrecht-link" href="([^"]*)">([^<]*)</a>', reason))
    found = next(link for link, title in links.items() if address in link and name in unescape(title))
    assert rule in unescape(reason)
    path, _, anchor = found.partition("#")
    assert f'id="{anchor}"' in browser.get(path).text


def test_a_condition_is_said_in_words(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    page = browser.get(browser.get(f"/zaken/{key}/voorbeeld/driepartijenovereenkomst").headers["Location"])
    number = sentence(page, "deze overeenkomst hangt samen met de ondersteuning")
    reason = browser.get(f"{print_of(page)}?zin={number}").text
    assert "als dit geldt: " in reason


def test_a_corporatie_gets_no_plan_by_any_route_and_nothing_of_what_another_looks_at(site: Site, key: str) -> None:
    mine, theirs = site.browser("gemeente"), site.browser("woningcorporatie")
    page = mine.get(mine.get(f"/zaken/{key}/voorbeeld/ondersteuningsplan").headers["Location"])
    place = print_of(page)
    for address in (f"/zaken/{key}/voorbeeld/ondersteuningsplan", pictures(page)[0], f"/zaken/{key}/voorbeeld/x"):
        assert theirs.get(address).status_code == 404
    for address in (place, f"{place}?zin=1", f"{place}?deel=ja&zin=1"):
        answer = theirs.get(address, follow_redirects=True)
        assert (answer.status_code, "Wajong" in answer.text) == (404, False)
    for beside in (True, False):
        assert ask(theirs, key, "ondersteuningsplan", typed(theirs, key), beside=beside).status_code == 404
    for address in (f"/zaken/{key}/voorbeeld", f"/zaken/{key}/invullen/huur"):
        assert 'value="ondersteuningsplan"' not in theirs.get(address, follow_redirects=True).text


def test_a_field_that_the_role_may_not_see_is_not_named(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    page = browser.get(browser.get(f"/zaken/{key}/voorbeeld/doelenbijlage").headers["Location"])
    with site.database() as db:
        row = db.scalars(select(Preview)).one()
        names = {address for one in row.zinnen for _, address in one["velden"]}
    assert "Wajong" not in text_of(page)
    assert not [name for name in names if "/plan/" in name]


def test_what_a_user_may_not_write_is_refused_and_gives_no_preview(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    fields = typed(browser, key, blad="plan")
    fields["ondersteuningsplan.datum"] = "01-01-2027"
    page = ask(browser, key, SHORT, fields)
    assert "docgen-drukvel" not in page.text
    assert site.browser("huurder").post(f"/zaken/{key}/voorbeeld", {"stuk": SHORT}).status_code == 404


def test_another_role_opens_no_preview_that_was_made_for_the_old_one(site: Site, key: str) -> None:
    browser = site.browser("gemeente")
    page = browser.get(browser.get(f"/zaken/{key}/voorbeeld/ondersteuningsplan").headers["Location"])
    with site.database() as db, db.begin():
        user = db.scalars(select(User).where(User.naam == "gemeente")).one()
        user.party_id = db.scalars(select(Party).where(Party.naam == "woningcorporatie")).one().id
    assert browser.get(pictures(page)[0]).status_code == 404
    assert browser.get(print_of(page), follow_redirects=True).status_code == 404


def test_a_preview_goes_with_its_user_its_case_and_the_end_of_the_day(site: Site, key: str) -> None:
    def kept() -> int:
        with site.database() as db:
            return len(list(db.scalars(select(Preview))))

    browser = site.browser("woningcorporatie")
    browser.get(f"/zaken/{key}/voorbeeld/{SHORT}")
    assert kept() == 1
    browser.post("/afmelden")
    assert kept() == 0
    site.browser("woningcorporatie").get(f"/zaken/{key}/voorbeeld/{SHORT}")
    site.clock.later(hours=11)
    site.browser("zorgaanbieder")
    assert kept() == 0
    site.browser("woningcorporatie").get(f"/zaken/{key}/voorbeeld/{SHORT}")
    with site.database() as db, db.begin():
        db.delete(db.get(Case, key))
    assert kept() == 0


def test_the_log_says_once_who_looked_at_a_preview(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    for rent in ("600,00", "601,00"):
        ask(browser, key, SHORT, typed(browser, key, huur__kale_huur=rent))
    with site.database() as db:
        lines = list(db.scalars(select(LogLine).where(LogLine.actie == "voorbeeld bekeken")))
        assert [(line.zaaknummer, line.over) for line in lines] == [("FR-2026-0147", SHORT)]


def test_the_choice_of_a_document_is_remembered_while_filling_in(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    ask(browser, key, SHORT, typed(browser, key))
    assert f'<option value="{SHORT}" selected>' in browser.get(f"/zaken/{key}/invullen/woning").text


def test_the_page_and_the_part_beside_the_form_are_lighter_than_100_kb(site: Site, key: str) -> None:
    browser = site.browser("gemeente")
    page = browser.get(browser.get(f"/zaken/{key}/voorbeeld/driepartijenovereenkomst").headers["Location"])
    assert len(page.data) < 100_000
    assert 'style="' not in page.text


def test_previews_have_a_limit_of_their_own(tmp_path: Path) -> None:
    site = make_site(tmp_path, limits=True)
    key = site.add(CASE, "gemeente")
    browser = site.browser("gemeente")
    codes = [browser.get(f"/zaken/{key}/voorbeeld/x").status_code for _ in range(121)]
    assert (set(codes[:120]), codes[120]) == ({404}, 429)
    assert browser.get(f"/zaken/{key}/bestand").status_code == 200
    site.stop()


def test_of_those_that_wait_for_their_turn_only_the_newest_goes_on() -> None:
    turns, done = Turns(), []
    begun, go = threading.Event(), threading.Event()

    def work(name: str) -> None:
        with turns.take("ik") as mine:
            begun.set()
            go.wait(10)
            done.append((name, mine))

    first = threading.Thread(target=work, args=("eerste",))
    first.start()
    assert begun.wait(10)
    waiting = []
    for name in ("tweede", "derde"):
        begun.clear()
        waiting.append(threading.Thread(target=work, args=(name,)))
        waiting[-1].start()
        while turns._newest["ik"] < len(waiting) + 1:
            pass
    go.set()
    for thread in (first, *waiting):
        thread.join(10)
    assert sorted(done) == [("derde", True), ("eerste", True), ("tweede", False)]
    with turns.take("ik") as mine:
        assert mine


def test_the_page_of_an_edit_is_there_before_the_rest_and_looks_the_same(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    ask(browser, key, "driepartijenovereenkomst", typed(browser, key))
    edited = typed(browser, key, huur__kale_huur="612,50")
    quick = MultiDict([*edited.items(multi=True), ("snel", "ja")])
    page = ask(browser, key, "driepartijenovereenkomst", quick)
    assert told(page) == "Voorbeeld bijgewerkt: bladzijde 3 gewijzigd."
    assert 'data-blik="3"' in page.text
    assert (len(pictures(page)), "612,50" in page.text) == (1, True)
    early = browser.get(pictures(page)[0]).data
    whole = ask(browser, key, "driepartijenovereenkomst", edited)
    assert pictures(page)[0] in pictures(whole)
    assert browser.get(pictures(page)[0]).data == early
    assert browser.get(pictures(page)[0].replace("/3.jpg", "/15.jpg")).status_code == 404


def test_a_short_document_comes_as_a_whole_at_once(site: Site, key: str) -> None:
    browser = site.browser("woningcorporatie")
    ask(browser, key, SHORT, typed(browser, key))
    quick = MultiDict([*typed(browser, key, huur__kale_huur="612,50").items(multi=True), ("snel", "ja")])
    page = ask(browser, key, SHORT, quick)
    assert ("data-blik" in page.text, "704,55" in text_of(page)) == (False, True)
