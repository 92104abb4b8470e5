"""Jobs beside the request: progress, faults, a server that stops, and nobody else who sees them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from docgen.errors import fault, problem
from docgen.web import access, jobs
from docgen.web.models import Case, Job, User
from tests.web.site import Site, make_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = make_site(tmp_path)
    yield made
    jobs.finish(made.app, 10)
    made.stop()


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Callable[[jobs.Function], None]:
    """Let jobs of the kind "proef" be done by a function."""
    return lambda function: monkeypatch.setitem(jobs.KINDS, "proef", function)


def begin(site: Site, naam: str = "gemeente", case: str = "", **given: object) -> str:
    """Begin a job as a page would, for a user."""
    with site.app.test_request_context(), site.database() as db:
        db.expire_on_commit = False
        access.g.db, access.g.user = db, db.scalars(select(User).where(User.naam == naam)).one()
        return jobs.start("proef", case=db.get(Case, case) if case else None, back="/zaken", **given).id


def row(site: Site, key: str) -> Job:
    with site.database() as db:
        return db.scalars(select(Job).where(Job.id == key)).one()


def test_a_job_reports_while_it_is_done_and_its_page_goes_on_when_it_is(
    site: Site, kind: Callable[[jobs.Function], None]
) -> None:
    told, go_on = threading.Event(), threading.Event()

    def count(work: jobs.Work, *, tot: int) -> str:
        work.report(0, tot, "Tellen")
        told.set()
        assert go_on.wait(10)
        return "Geteld."

    kind(count)
    key = begin(site, tot=7)
    assert told.wait(10)
    browser = site.browser("gemeente")
    page = browser.get(f"/taken/{key}")
    assert "Tellen" in page.text and 'max="7" value="0"' in page.text and 'role="status"' in page.text
    assert jobs.running(site.app)
    go_on.set()
    jobs.finish(site.app, 10)
    assert not jobs.running(site.app)
    assert browser.get(f"/taken/{key}").headers["Location"] == "/zaken"
    assert 'data-stand="klaar"' in browser.get(f"/taken/{key}/stand").text
    assert (row(site, key).stand, row(site, key).melding) == ("klaar", "Geteld.")


def test_a_fault_is_told_with_its_problems_and_remedy_and_the_job_can_begin_again(
    site: Site, kind: Callable[[jobs.Function], None]
) -> None:
    tried: list[int] = []

    def refuse(work: jobs.Work) -> str:
        tried.append(work.poging)
        if len(tried) == 1:
            raise fault("PAKKET-300", [problem("PAKKET-309", "bestand-2")], rol="gemeente", aantal=1)
        return "Gelukt."

    kind(refuse)
    key = begin(site)
    jobs.finish(site.app, 10)
    browser = site.browser("gemeente")
    page = browser.get(f"/taken/{key}").text
    assert "Dit bestand hoort bij een andere zaak." in page and "bestand-2" in page
    assert row(site, key).code == "PAKKET-300"
    assert browser.post(f"/taken/{key}/opnieuw").status_code == 303
    jobs.finish(site.app, 10)
    assert (row(site, key).stand, tried) == ("klaar", [1, 2])
    browser.post(f"/taken/{key}/opnieuw")
    assert len(tried) == 2, "what is done is not done again"


def test_what_nobody_foresaw_is_told_without_its_message(
    site: Site, kind: Callable[[jobs.Function], None], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(work: jobs.Work) -> str:
        raise ValueError("999990019")

    kind(fail)
    key = begin(site)
    jobs.finish(site.app, 10)
    job = row(site, key)
    assert (job.stand, job.code) == ("mislukt", "DOCGEN-001")
    assert "999990019" not in caplog.text + job.melding
    assert "ValueError" in caplog.text


def test_a_job_of_a_server_that_stopped_is_shown_as_broken_off_and_begins_again(
    site: Site, kind: Callable[[jobs.Function], None]
) -> None:
    kind(lambda work, *, naam: f"Opnieuw gedaan: {naam}.")
    with site.database() as db, db.begin():
        user = db.scalars(select(User).where(User.naam == "gemeente")).one()
        job = Job(soort="proef", user_id=user.id, gegeven={"naam": "proef"}, terug="/zaken", stand="bezig")
        job.gemaakt_op = job.levend_op = site.clock()
        db.add(job)
        db.flush()
        key = job.id
    browser = site.browser("gemeente")
    assert 'data-stand="bezig"' in browser.get(f"/taken/{key}").text
    site.clock.later(seconds=jobs.LOST.total_seconds() + 1)
    page = browser.get(f"/taken/{key}").text
    assert "Dit is afgebroken" in page and "Begin opnieuw" in page
    browser.post(f"/taken/{key}/opnieuw")
    jobs.finish(site.app, 10)
    assert (row(site, key).stand, row(site, key).melding) == ("klaar", "Opnieuw gedaan: proef.")


def test_an_attempt_that_was_taken_for_dead_cannot_write_over_the_next(
    site: Site, kind: Callable[[jobs.Function], None]
) -> None:
    kind(lambda work: "Klaar.")
    key = begin(site)
    jobs.finish(site.app, 10)
    jobs.Work(site.app, key, 0, "").note(stand="bezig", melding="van vroeger")
    assert row(site, key).melding == "Klaar."


def test_nobody_else_sees_a_job_and_who_is_out_of_the_case_no_longer_does(
    site: Site, kind: Callable[[jobs.Function], None]
) -> None:
    kind(lambda work: "Klaar.")
    case = site.add("friesland-driepartijen", "zorgaanbieder", "gemeente")
    key = begin(site, case=case)
    jobs.finish(site.app, 10)
    for naam in ("zorgaanbieder", "vreemd-gemeente", "beheer"):
        for path in (f"/taken/{key}", f"/taken/{key}/stand"):
            assert site.browser(naam).get(path).status_code == 404, naam
        assert site.browser(naam).post(f"/taken/{key}/opnieuw").status_code == 404
    mine = site.browser("gemeente")
    assert mine.get(f"/taken/{key}/stand").status_code == 200
    out = {"partij": site.party("gemeente"), "wat": "weg"}
    other = site.browser("zorgaanbieder")
    other.get(f"/zaken/{case}")
    assert other.post(f"/zaken/{case}/deelnemers", out).status_code == 303
    assert mine.get(f"/taken/{key}/stand").status_code == 404


def test_who_asks_the_same_twice_gets_the_job_that_is_under_way(
    site: Site, kind: Callable[[jobs.Function], None]
) -> None:
    go_on = threading.Event()

    def wait(work: jobs.Work, *, wat: str) -> str:
        assert go_on.wait(10)
        return "Klaar."

    kind(wait)
    first, second, other = begin(site, wat="a"), begin(site, wat="a"), begin(site, wat="b")
    go_on.set()
    jobs.finish(site.app, 10)
    assert first == second != other


def test_only_a_few_jobs_of_a_process_are_done_at_once_and_the_others_wait(
    site: Site, kind: Callable[[jobs.Function], None]
) -> None:
    go_on, busy = threading.Event(), threading.Semaphore(0)

    def wait(work: jobs.Work, *, nummer: int) -> str:
        busy.release()
        assert go_on.wait(10)
        return "Klaar."

    kind(wait)
    keys = [begin(site, nummer=number) for number in range(jobs.AT_ONCE + 1)]
    for _ in range(jobs.AT_ONCE):
        assert busy.acquire(timeout=10)
    stands = sorted(row(site, key).stand for key in keys)
    assert stands == ["bezig"] * jobs.AT_ONCE + ["wacht"]
    go_on.set()
    jobs.finish(site.app, 10)
    assert {row(site, key).stand for key in keys} == {"klaar"}


def test_a_job_gives_signs_of_life_by_itself_and_its_row_is_swept_after_a_day(
    site: Site, kind: Callable[[jobs.Function], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BEAT", 0.02)
    go_on = threading.Event()

    def wait(work: jobs.Work) -> str:
        assert go_on.wait(10)
        return "Klaar."

    kind(wait)
    key = begin(site)
    site.clock.later(minutes=5)
    for _ in range(500):
        if row(site, key).levend_op == site.clock():
            break
        go_on.wait(0.02)
    assert row(site, key).levend_op == site.clock()
    go_on.set()
    jobs.finish(site.app, 10)
    site.clock.later(hours=25)
    with site.database() as db, db.begin():
        jobs.sweep(db, site.clock())
        assert db.scalars(select(Job)).all() == []


def test_a_job_goes_with_its_case(site: Site, kind: Callable[[jobs.Function], None]) -> None:
    kind(lambda work: "Klaar.")
    case = site.add("friesland-driepartijen", "gemeente")
    key = begin(site, case=case)
    jobs.finish(site.app, 10)
    with site.database() as db, db.begin():
        db.delete(db.get(Case, case))
    with site.database() as db:
        assert db.get(Job, key) is None


def test_a_job_of_hours_keeps_no_short_one_waiting(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, done = threading.Event(), threading.Event()
    monkeypatch.setitem(jobs.KINDS, "uren", lambda work, **_: str(go_on.wait(20)))
    monkeypatch.setattr(jobs, "LONG", jobs.LONG | {"uren"})
    monkeypatch.setitem(jobs.KINDS, "proef", lambda work: str(done.set()))
    with site.app.test_request_context(), site.database() as db:
        db.expire_on_commit = False
        access.g.db, access.g.user = db, db.scalars(select(User).where(User.naam == "gemeente")).one()
        for number in range(jobs.AT_ONCE + 2):
            jobs.start("uren", back="/zaken", nummer=number)
    begin(site)
    assert done.wait(10)
    go_on.set()
