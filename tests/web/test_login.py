"""Logging in and out, and what a session is worth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from docgen.web.models import Login, User
from tests.web.site import PASSWORD, Browser, Site, add_user, make_site


def cookie(site: Site, browser: Browser) -> str:
    found = browser.client.get_cookie(site.config.cookie)
    return found.value if found else ""


def test_who_logs_in_sees_the_list_of_cases(site: Site) -> None:
    browser = site.browser("gemeente")
    assert "Nieuwe zaak" in browser.get("/zaken").text


def test_a_wrong_password_and_an_unknown_name_look_the_same(site: Site) -> None:
    pages = []
    for naam, wachtwoord in (("gemeente", "verkeerd wachtwoord"), ("niemand-zo", "verkeerd wachtwoord")):
        browser = site.browser()
        browser.get("/aanmelden")
        made = browser.post("/aanmelden", {"naam": naam, "wachtwoord": wachtwoord})
        assert made.status_code == 401
        pages.append(re.sub(r'value="[^"]*"', "", made.text))
    assert pages[0] == pages[1]


def test_asvs_7_2_4_a_session_is_renewed_at_log_in_and_the_old_cookie_is_worth_nothing(site: Site) -> None:
    browser = site.browser()
    browser.get("/aanmelden")
    before = cookie(site, browser)
    browser.post("/aanmelden", {"naam": "gemeente", "wachtwoord": PASSWORD})
    after = cookie(site, browser)
    assert before and after and before != after
    other = site.browser()
    other.client.set_cookie(site.config.cookie, before)
    assert other.get("/zaken").status_code == 302


def test_asvs_7_4_1_logging_out_ends_the_session_on_the_server(site: Site) -> None:
    browser = site.browser("gemeente")
    kept = cookie(site, browser)
    assert browser.post("/afmelden").status_code == 303
    browser.client.set_cookie(site.config.cookie, kept)
    assert browser.get("/zaken").status_code == 302


def test_the_database_holds_no_token_that_works(site: Site) -> None:
    browser = site.browser("gemeente")
    with site.database() as db:
        assert cookie(site, browser) not in db.scalars(select(Login.token)).all()


@pytest.mark.parametrize(("minutes", "alive"), [(29, True), (31, False)])
def test_a_session_ends_after_half_an_hour_without_use(site: Site, minutes: int, alive: bool) -> None:
    browser = site.browser("gemeente")
    site.clock.later(minutes=minutes)
    assert (browser.get("/zaken").status_code == 200) is alive


def test_a_session_ends_after_ten_hours_also_when_it_is_used(site: Site) -> None:
    browser = site.browser("gemeente")
    for _ in range(29):
        site.clock.later(minutes=20)
        assert browser.get("/zaken").status_code == 200
    site.clock.later(minutes=25)
    assert browser.get("/zaken").status_code == 302


def test_after_logging_in_one_comes_where_one_was_going(site: Site) -> None:
    browser = site.browser()
    browser.get("/zaken/nieuw")
    browser.get("/aanmelden")
    made = browser.post("/aanmelden", {"naam": "gemeente", "wachtwoord": PASSWORD})
    assert made.headers["Location"] == "/zaken/nieuw"


@pytest.mark.parametrize("where", ["//evil.example", "/\\evil.example", "https:evil.example", "%09//evil.example"])
def test_w5_an_address_from_outside_is_never_where_one_goes_after_logging_in(site: Site, where: str) -> None:
    browser = site.browser()
    browser.get(f"/aanmelden?next={where}&verder={where}")
    data = {"naam": "gemeente", "wachtwoord": PASSWORD, "next": where, "verder": where}
    assert browser.post(f"/aanmelden?next={where}", data).headers["Location"] == "/"


def test_a_blocked_user_is_out_at_once(site: Site) -> None:
    browser, beheer = site.browser("gemeente"), site.browser("beheer")
    with site.database() as db:
        user = db.scalar(select(User).where(User.naam == "gemeente"))
    assert user is not None
    beheer.post(f"/beheer/gebruikers/{user.id}", {"wat": "blokkeren"})
    assert browser.get("/zaken").status_code == 302
    browser.get("/aanmelden")
    assert browser.post("/aanmelden", {"naam": "gemeente", "wachtwoord": PASSWORD}).status_code == 401


def test_another_role_ends_every_session(site: Site) -> None:
    browser, beheer = site.browser("gemeente"), site.browser("beheer")
    with site.database() as db:
        user = db.scalar(select(User).where(User.naam == "gemeente"))
    assert user is not None
    beheer.post(f"/beheer/gebruikers/{user.id}", {"wat": "verplaatsen", "partij": site.party("stuurgroep")})
    assert browser.get("/zaken").status_code == 302


def test_a_new_account_must_choose_a_password_of_its_own_first(site: Site) -> None:
    beheer = site.browser("beheer")
    beheer.get("/beheer/gebruikers")
    page = beheer.post("/beheer/gebruikers", {"naam": "Nieuwe Collega", "partij": site.party("gemeente")})
    found = re.search(r"<code>([^<]+)</code>", page.text)
    assert found
    browser = site.browser().log_in("nieuwe collega", found[1])
    assert browser.get("/zaken").headers["Location"] == "/wachtwoord"
    browser.get("/wachtwoord")
    new = {"wachtwoord": found[1], "nieuw": "een heel andere zin", "nogmaals": "een heel andere zin"}
    assert browser.post("/wachtwoord", new).status_code == 303
    assert browser.get("/zaken").status_code == 200


@pytest.mark.parametrize("weak", ["kort", "gemeente2026!", "aaaaaaaaaaaaaaaa"])
def test_a_password_that_can_be_guessed_is_refused(site: Site, weak: str) -> None:
    browser = site.browser("gemeente")
    browser.get("/wachtwoord")
    assert browser.post("/wachtwoord", {"wachtwoord": PASSWORD, "nieuw": weak, "nogmaals": weak}).status_code == 422


def test_row_13_logging_in_can_be_tried_ten_times_in_five_minutes(tmp_path: Path) -> None:
    site = make_site(tmp_path, limits=True)
    browser = site.browser()
    browser.get("/aanmelden")
    codes = [browser.post("/aanmelden", {"naam": "gemeente", "wachtwoord": "mis"}).status_code for _ in range(11)]
    assert codes == [401] * 10 + [429]
    site.stop()


def test_the_page_of_users_stays_small_and_opens_the_one_that_is_to_be_changed(site: Site) -> None:
    with site.database() as db, db.begin():
        for number in range(80):
            add_user(db, f"iemand-{number}", "gemeente", site.clock())
        wie = db.scalar(select(User.id).where(User.naam == "iemand-7"))
    browser = site.browser("beheer")
    page = browser.get("/beheer/gebruikers").text
    assert len(page.encode()) < 100_000
    assert "Naar een andere organisatie" not in page and f"wie={wie}#g-{wie}" in page
    opened = browser.get("/beheer/gebruikers", query_string={"wie": wie}).text
    assert opened.count("Naar een andere organisatie") == 1
    assert f'action="/beheer/gebruikers/{wie}"' in opened
