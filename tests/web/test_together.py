"""Two people in one case, and typing that is never lost: not by a clash, an end of a session or a restart."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from docgen.web.cases import Opened
from docgen.web.models import Draft, Version
from tests.web.site import PASSWORD, Browser, Site
from tests.web.test_cases import in_text, save

TYPED = "Wat ik al had opgeschreven."


def opened(site: Site) -> tuple[str, Browser, Browser]:
    key = site.add("toetreding-friesland", "gemeente", "stuurgroep")
    return key, site.browser("gemeente"), site.browser("stuurgroep")


def hidden(browser: Browser, key: str) -> dict[str, object]:
    page = browser.get(f"/toetredingen/{key}").text
    return dict(re.findall(r'type="hidden" name="(wie|plek|basis)" value="([^"]*)"', page))


def test_different_fields_are_both_kept_and_the_second_reads_what_the_first_did(site: Site) -> None:
    key, one, two = opened(site)
    first, second = hidden(one, key), hidden(two, key)
    one.post(f"/toetredingen/{key}", {**first, "rol": "rol van de een"})
    made = two.post(f"/toetredingen/{key}", {**second, "motivering": "motivering van de ander"})
    assert made.status_code == 303
    page = in_text(two.get(f"/toetredingen/{key}").text)
    assert "Intussen had een ander ook iets gewijzigd: Rol. Dat is bewaard, samen met uw werk." in page
    assert "rol van de een" in page and "motivering van de ander" in page


def test_the_same_field_is_shown_with_both_values_and_nothing_is_saved_before_the_choice(site: Site) -> None:
    key, one, two = opened(site)
    first, second = hidden(one, key), hidden(two, key)
    one.post(f"/toetredingen/{key}", {**first, "rol": "van de een"})
    clash = two.post(f"/toetredingen/{key}", {**second, "rol": "van de ander", "motivering": "ook nog"})
    assert clash.status_code == 409
    page = in_text(clash.text)
    assert "Rol Was: biedt ambulante" in page
    assert "Van u: van de ander" in page and "Van gemeente: van de een" in page
    with site.database() as db:
        assert len(db.scalars(select(Version)).all()) == 2


def test_each_choice_is_followed(site: Site) -> None:
    for choice, stays in (("mijn", "van de ander"), ("hun", "van de een")):
        key, one, two = opened(site)
        first, second = hidden(one, key), hidden(two, key)
        one.post(f"/toetredingen/{key}", {**first, "rol": "van de een"})
        fields = {**second, "rol": "van de ander", "motivering": f"ook nog {choice}"}
        two.post(f"/toetredingen/{key}", fields)
        assert two.post(f"/toetredingen/{key}", {**fields, "gezien": "2", "keuze:rol": choice}).status_code == 303
        page = one.get(f"/toetredingen/{key}").text
        assert stays in page and f"ook nog {choice}" in page
        one.post(f"/zaken/{key}/kopie", {"zaaknummer": "X", "wat": "alles"})
        beheer = site.browser("beheer")
        beheer.get("/beheer/bewaartermijnen")
        number = {"zaaknummer": "TOE-2026-003", "nogmaals": "TOE-2026-003"}
        assert beheer.post("/beheer/bewaartermijnen/op-verzoek", number).status_code == 303
        number = {"zaaknummer": "X", "nogmaals": "X"}
        beheer.post("/beheer/bewaartermijnen/op-verzoek", number)


def test_a_choice_about_an_older_version_than_the_newest_is_asked_again(site: Site) -> None:
    key, one, two = opened(site)
    first, second = hidden(one, key), hidden(two, key)
    one.post(f"/toetredingen/{key}", {**first, "rol": "van de een"})
    two.post(f"/toetredingen/{key}", {**second, "rol": "van de ander"})
    save(one, key, rol="van de een, opnieuw")
    again = two.post(f"/toetredingen/{key}", {**second, "rol": "van de ander", "gezien": "2", "keuze:rol": "mijn"})
    assert again.status_code == 409
    assert "van de een, opnieuw" in again.text


def test_who_saves_at_the_very_same_moment_loses_nothing(site: Site) -> None:
    key, one, two = opened(site)
    first, second = hidden(one, key), hidden(two, key)
    jobs = [(one, {**first, "rol": "van de een"}), (two, {**second, "motivering": "van de ander"})]
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda job: job[0].post(f"/toetredingen/{key}", job[1]).status_code, jobs))
    assert done == [303, 303]
    page = one.get(f"/toetredingen/{key}").text
    assert "van de een" in page and "van de ander" in page


def test_what_is_wrong_stays_as_it_was_typed_also_on_a_later_visit(site: Site) -> None:
    key, one, _ = opened(site)
    page = save(one, key, aanvraagdatum="31-2-2026", rol=TYPED)
    assert page.status_code == 422
    assert "Schrijf dag-maand-jaar" in page.text
    later = site.browser("gemeente").get(f"/toetredingen/{key}").text
    assert "31-2-2026" in later and TYPED in later and "Dit is uw klad" in later
    one.post(f"/zaken/{key}/klad/weg", {"plek": "toetreding"})
    assert TYPED not in one.get(f"/toetredingen/{key}").text


def test_a_draft_is_of_one_person_and_goes_when_it_is_saved(site: Site) -> None:
    key, one, two = opened(site)
    one.post(f"/zaken/{key}/klad", {**hidden(one, key), "rol": TYPED})
    assert TYPED not in two.get(f"/toetredingen/{key}").text
    save(one, key, rol=TYPED)
    with site.database() as db:
        assert db.scalars(select(Draft)).all() == []


def test_what_was_typed_is_back_after_the_session_ended_in_the_middle(site: Site) -> None:
    key, one, _ = opened(site)
    fields = {**hidden(one, key), "rol": TYPED}
    site.clock.later(minutes=45)
    away = one.post(f"/toetredingen/{key}", fields)
    assert away.headers["Location"] == "/aanmelden"
    page = one.get("/aanmelden").text
    assert "Wat u typte is bewaard" in page and TYPED not in page
    back = one.post("/aanmelden", {"naam": "gemeente", "wachtwoord": PASSWORD})
    assert back.headers["Location"] == f"/toetredingen/{key}"
    assert TYPED in one.get(f"/toetredingen/{key}").text


def test_what_was_typed_is_back_after_logging_out_in_another_window(site: Site) -> None:
    key, one, _ = opened(site)
    fields = {**hidden(one, key), "rol": TYPED}
    one.post("/afmelden")
    one.post(f"/toetredingen/{key}", fields)
    one.get("/aanmelden")
    one.post("/aanmelden", {"naam": "gemeente", "wachtwoord": PASSWORD})
    assert TYPED in one.get(f"/toetredingen/{key}").text


def test_somebody_else_who_logs_in_at_the_same_browser_does_not_get_it(site: Site) -> None:
    key, one, _ = opened(site)
    fields = {**hidden(one, key), "rol": TYPED}
    one.post("/afmelden")
    one.post(f"/toetredingen/{key}", fields)
    one.get("/aanmelden")
    one.post("/aanmelden", {"naam": "stuurgroep", "wachtwoord": PASSWORD})
    assert TYPED not in one.get(f"/toetredingen/{key}").text


def test_a_restart_in_the_middle_of_an_edit_loses_nothing_and_nobody_has_to_log_in_again(site: Site) -> None:
    key, one, _ = opened(site)
    fields = {**hidden(one, key), "rol": TYPED}
    token = one.token
    kept = one.client.get_cookie(site.config.cookie)
    assert kept is not None
    site.restart()
    again = site.browser()
    again.client.set_cookie(site.config.cookie, kept.value)
    again.token = token
    assert again.post(f"/toetredingen/{key}", fields).status_code == 303
    assert TYPED in again.get(f"/toetredingen/{key}").text


def test_who_reads_a_case_never_waits_for_who_reads_another() -> None:
    # functools.cached_property has one lock for all objects before Python 3.12: whoever waits for the database inside
    # it keeps everybody, the one who has the database too, until SQLite gives up.
    begun, may_end = threading.Event(), threading.Event()

    class Slow:
        @property
        def inhoud(self) -> str:
            begun.set()
            assert may_end.wait(10)
            return "{}"

    class Quick:
        inhoud = '{"zaaknummer": "FR-1"}'

    slow, quick = (Opened(None, version(), None) for version in (Slow, Quick))  # type: ignore[arg-type]
    with ThreadPoolExecutor(2) as people:
        first = people.submit(lambda: slow.whole)
        assert begun.wait(10)
        second = people.submit(lambda: quick.whole)
        try:
            assert second.result(timeout=5) == {"zaaknummer": "FR-1"}
        finally:
            may_end.set()
        assert first.result(timeout=5) == {}
