"""The dates of a case as a picture and a list, what is due over all cases, and calendars: per role, and in time."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import font_source_sans_pro
import font_source_serif_pro
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from PIL import ImageFont
from sqlalchemy import select, text

from docgen import rules, service
from docgen.errors import RuleRefusal
from docgen.web import agenda, listing, timeline
from docgen.web.database import MIGRATIONS
from docgen.web.models import Case, Listing, LogLine, Milestone, Version
from tests.web.form import send
from tests.web.site import BEGIN, CASES, ROLES, Site, make_site

ENDING, NEW, SUBLET = "friesland-beeindigen", "friesland-driepartijen", "alkmaar-twee-huurders"
DAY = BEGIN.date()
PLAN = "Datum van het plan"
WORDS = sorted({
    moment.wat for path in CASES.glob("*.json") for moment in service.timeline(service.load(path), DAY)
})  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = make_site(tmp_path_factory.mktemp("data"))
    roles = sorted(set(ROLES) - {"beheer", "zorgaanbieder"})
    for name in (ENDING, NEW, SUBLET):
        made.add(name, "zorgaanbieder", *roles)
    yield made
    made.stop()


def moment(day: dt.date, wat: str = "Iets", days: int = 0, **keys: object) -> service.Moment:
    until = day + dt.timedelta(days=days) if days else None
    return service.Moment("LAW-01", wat, day, until, "BW", **keys)  # type: ignore[arg-type]


def events(content: bytes) -> dict[str, tuple[dt.date, dt.date, str]]:
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(e["uid"]): (e["dtstart"].dt, e["dtend"].dt, str(e["summary"])) for e in found}


# --- the picture -----------------------------------------------------------------


def boxes(picture: timeline.Picture) -> list[tuple[float, float, float, float]]:
    found = []
    for item in picture.items:
        wide = max(len(item.wanneer), len(item.moment.wat)) * timeline.CHARACTER
        left = item.tekst_x if item.anker == "start" else item.tekst_x - wide
        edges = (min(left, item.begin - timeline.MARK), max(left + wide, item.einde + timeline.MARK))
        found.append((edges[0], item.y - timeline.LANE / 2, edges[1], item.y + timeline.LANE / 2))
    return found


@given(st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 120), st.sampled_from(WORDS)), min_size=1, max_size=40))
def test_no_label_covers_another_and_none_leaves_the_picture(dates: list[tuple[int, int, str]]) -> None:
    moments = [moment(DAY + dt.timedelta(days=n), wat, days) for n, days, wat in dates]
    picture = timeline.draw(moments, DAY)
    assert picture is not None and len(picture.items) == len(moments)
    found = boxes(picture)
    for n, (left, top, right, bottom) in enumerate(found):
        assert left >= 0 and right <= picture.breedte and bottom <= picture.hoogte
        for other in found[:n]:
            assert right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]


@pytest.mark.parametrize(
    ("package", "family"), [(font_source_sans_pro, "SourceSansPro"), (font_source_serif_pro, "SourceSerifPro")]
)
def test_a_label_is_never_wider_than_the_room_that_is_kept_for_it(package: object, family: str) -> None:
    font = ImageFont.truetype(Path(str(package.__file__)).parent / "files" / f"{family}-Semibold.ttf", 140)  # type: ignore[attr-defined]
    assert len(WORDS) > 20
    for words in (*WORDS, "28-10-2026 t/m 28-11-2026 · te laat"):
        assert font.getlength(words) / 10 <= len(words) * timeline.CHARACTER, words


def test_the_months_of_the_axis_leave_room_for_each_other() -> None:
    for days in (30, 100, 400, 800, 1500, 4000, 12000):
        picture = timeline.draw([moment(DAY), moment(DAY + dt.timedelta(days=days))], DAY)
        assert picture is not None and picture.maanden
        places = [tick.x for tick in picture.maanden]
        assert all(b - a >= timeline.TICK - 5 for a, b in itertools.pairwise(places)), days


def test_today_is_a_line_unless_it_is_far_from_everything() -> None:
    near = timeline.draw([moment(DAY + dt.timedelta(days=300))], DAY)
    far = timeline.draw([moment(DAY + dt.timedelta(days=900))], DAY)
    assert near is not None and near.vandaag is not None and near.vandaag < near.items[0].begin
    assert far is not None and far.vandaag is None
    assert timeline.draw([], DAY) is None


def test_the_page_shows_each_date_in_picture_and_list_with_its_state_as_a_word(filled: Site) -> None:
    page = filled.browser("zorgaanbieder").get(f"/zaken/{filled.cases[ENDING]}/tijdlijn").text
    subject = service.load(CASES / f"{ENDING}.json")
    for found in service.timeline(subject, DAY):
        assert page.count(found.wat) >= 2, found.wat
    drawn = ET.fromstring(re.findall(r"<svg class=\"docgen-tijdbeeld.*?</svg>", page, re.S)[0])
    assert drawn.find("title") is not None and "1 nu" in str(drawn.findtext("desc"))
    assert "style=" not in page and "28-10-2026 t/m 28-11-2026 · nu" in page
    assert page.index("Gesprek over omklap plannen</p>") < page.index('id="vandaag"') < page.index("1 december 2026")
    assert (
        "Van 4 maanden tot 3 maanden vóór de laatste dag van de huur." in page and "Gedaan op 20 oktober 2026" in page
    )


def test_a_case_of_another_kind_has_no_dates_and_says_so(filled: Site) -> None:
    key = filled.add("toetreding-friesland", "gemeente")
    page = filled.browser("gemeente").get(f"/zaken/{key}/tijdlijn").text
    assert "nog geen data" in page and "docgen-tijdbeeld" not in page


# --- per role --------------------------------------------------------------------


def test_a_corporatie_sees_no_date_that_comes_from_the_plan_by_any_route(filled: Site) -> None:
    plan_day = "12 februari 2025"
    assert plan_day in filled.browser("zorgaanbieder").get(f"/zaken/{filled.cases[ENDING]}/tijdlijn").text
    browser = filled.browser("woningcorporatie")
    for name in (ENDING, NEW):
        for path in (f"/zaken/{filled.cases[name]}/tijdlijn", f"/zaken/{filled.cases[name]}/tijdlijn.ics"):
            assert PLAN not in browser.get(path).text
    for path in ("/agenda?weken=12&regeling=friesland-2022", "/agenda.ics?weken=12&regeling=friesland-2022"):
        assert PLAN in filled.browser("zorgaanbieder").get(path).text, "the plan of one case is due in these weeks"
        assert PLAN not in browser.get(path).text
    with filled.database() as db:
        rows = db.scalars(
            select(Milestone)
            .join(Version, Version.id == Milestone.version_id)
            .where(Milestone.rol == "woningcorporatie", Version.case_id != filled.cases[SUBLET])
        ).all()
        assert rows and PLAN not in {row.inhoud["wat"] for row in rows}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_a_role_is_told_what_is_done_only_when_it_may_receive_what_tells_it(path: Path) -> None:
    subject, data = service.load(path), service.plain(path.read_bytes())
    day = dt.date(2028, 1, 1)
    for rol in service.ROLES:
        try:
            may_have = set(service.receivable(subject, day, rol))
        except RuleRefusal:
            may_have = set()
        whole = {(m.code, m.wat, m.datum): m for m in service.timeline(subject, day)}
        for seen in service.moments_for(subject, data, rol, day):
            real = whole[seen.code, seen.wat, seen.datum]
            if not set(real.blijkt_uit) <= may_have:
                assert not (seen.gedaan or seen.gedaan_op or seen.moet), (rol, seen.wat)


def test_the_sender_of_a_letter_is_told_that_it_was_sent(filled: Site) -> None:
    path = CASES / f"{ENDING}.json"
    data = service.plain(path.read_bytes())
    letter = {"document": "aanzegging", "datum": "2026-12-02", "ontvangen_op": "2026-12-04"}
    data["correspondentie"] = [letter | {"ontvanger": to} for to in ("huurder", "medehuurder", "bewindvoerder")]
    subject = service.parse(data, "")
    seen = service.moments_for(subject, data, "woningcorporatie", dt.date(2027, 2, 1))
    assert [m.gedaan_op for m in seen if m.wat.startswith("Aanzegging")] == [dt.date(2026, 12, 4)]


def test_beheer_and_a_stranger_get_no_dates(filled: Site) -> None:
    key = filled.cases[ENDING]
    for naam in ("beheer", "vreemd-gemeente"):
        browser = filled.browser(naam)
        assert browser.get(f"/zaken/{key}/tijdlijn").status_code == 404
        assert browser.get(f"/zaken/{key}/tijdlijn.ics").status_code == 404
    assert filled.browser("beheer").get("/agenda").status_code == 404
    assert "FR-2025-0063" not in filled.browser("vreemd-gemeente").get("/agenda?weken=12").text


# --- calendars -------------------------------------------------------------------


def test_a_calendar_holds_whole_days_the_number_of_the_case_and_no_name(filled: Site) -> None:
    got = filled.browser("gemeente").get(f"/zaken/{filled.cases[ENDING]}/tijdlijn.ics")
    assert got.mimetype == "text/calendar" and "attachment" in got.headers["Content-Disposition"]
    found = events(got.data)
    assert (
        dt.date(2026, 12, 1),
        dt.date(2027, 1, 29),
        "FR-2025-0063: Aanzegging moet zijn ontvangen",
    ) in found.values()
    subject = service.load(CASES / f"{ENDING}.json")
    for secret in (subject.huurder.achternaam, subject.huurder.adres.straat):
        assert secret not in got.text


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=200))
def test_every_word_comes_out_of_a_calendar_as_it_went_in(words: str) -> None:
    shown = moment(DAY, words, 3, telling=f"{words}; {words}", wie="de huurder, met de zorgaanbieder")
    content = service.calendar([service.Dated("FR-1", shown)], BEGIN)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == f"FR-1: {words}"
    assert str(event["description"]).splitlines()[2:] == f"{words}; {words}".splitlines()
    assert (event["dtstamp"].dt, event["sequence"]) == (BEGIN, 0)


def test_a_date_that_moves_stays_the_same_event(site: Site) -> None:
    key = site.add(NEW)
    browser = site.browser("zorgaanbieder")
    before = events(browser.get(f"/zaken/{key}/tijdlijn.ics").data)
    assert send(browser, f"/zaken/{key}/invullen/huur", {"huurovereenkomst.einddatum": "31-01-2029"}).status_code == 303
    got = browser.get(f"/zaken/{key}/tijdlijn.ics").data
    after = events(got)
    last = {uid: row for uid, row in after.items() if row[2].endswith("Laatste dag van de huur")}
    assert set(before) == set(after)
    assert [row[0] for row in last.values()] == [dt.date(2029, 1, 31)]
    assert all(before[uid][0] == dt.date(2029, 2, 28) for uid in last)
    assert b"SEQUENCE:2" in got


def test_the_calendar_of_all_cases_has_the_same_events_as_that_of_each(filled: Site) -> None:
    browser = filled.browser("zorgaanbieder")
    each = {
        uid
        for name in (ENDING, NEW, SUBLET)
        for uid in events(browser.get(f"/zaken/{filled.cases[name]}/tijdlijn.ics").data)
    }
    found = events(browser.get("/agenda.ics?weken=12").data)
    assert found and set(found) <= each


# --- what is due -----------------------------------------------------------------


def due(site: Site, naam: str, query: str = "weken=12") -> str:
    return site.browser(naam).get(f"/agenda?{query}").text


def test_what_is_late_comes_first_then_what_is_open_then_the_weeks(site: Site) -> None:
    site.add(ENDING, "zorgaanbieder")
    site.clock.later(days=59)  # 20 January 2027
    page = due(site, "zorgaanbieder")
    heads = re.findall(r'<h2 class="utrecht-heading-2" id="groep-\d+">([^<]+?) <', page)
    # No week 9: a lease that is to end has no first day of a new one (1 March).
    assert heads == ["Te laat", "Nu", "Week 8: 22 tot en met 28 februari 2027"]
    assert 'uiterlijk <time datetime="2026-11-28"' in page and 'uiterlijk <time datetime="2027-01-28"' in page
    assert "Gesprek over omklap plannen" not in page, "it was held"


@pytest.mark.parametrize(
    ("weeks", "seen"), [("2", False), ("4", False), ("8", True), ("12", True), ("onzin", False), ("99", False)]
)
def test_a_choice_of_weeks_is_how_far_the_page_looks(filled: Site, weeks: str, seen: bool) -> None:
    target = "Streefdatum voor de ontvangst van de aanzegging"  # in 36 days
    for path in ("/agenda", "/agenda.ics"):
        page = filled.browser("zorgaanbieder").get(f"{path}?weken={weeks}&aard=brief").text
        assert (target in page.replace("\r\n ", "")) == seen, path


def test_kind_and_region_narrow_it_down(filled: Site) -> None:
    whole = due(filled, "zorgaanbieder")
    letters = due(filled, "zorgaanbieder", "weken=12&aard=brief")
    alkmaar = due(filled, "zorgaanbieder", "weken=12&regeling=alkmaar-2018")
    assert "FR-2025-0063" in whole and "AL-2026-0218" not in letters
    assert "Vooraankondiging" in letters and PLAN not in letters
    assert "FR-2025-0063" not in alkmaar and "Ondertekening van de huurovereenkomst" in alkmaar


def test_a_long_agenda_has_pages_and_its_calendar_has_all(filled: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = filled.browser("zorgaanbieder")
    every = len(events(browser.get("/agenda.ics?weken=12").data))
    monkeypatch.setattr(agenda, "PAGE", 4)
    pages = [browser.get(f"/agenda?weken=12&pagina={n}").text for n in range(1, -(-every // 4) + 1)]
    assert every > 8 and [page.count("docgen-agenda__punt ") for page in pages[:-1]] == [4] * (len(pages) - 1)
    assert sum(page.count("docgen-agenda__punt ") for page in pages) == every
    assert "Bladzijde 2 van" in pages[1] and "weken=12" in pages[1].split("docgen-bladeren")[1]
    assert browser.get("/agenda?weken=12&pagina=999").text.count("docgen-agenda__punt ") > 0


def test_a_closed_case_and_one_that_went_is_not_on_the_page(site: Site) -> None:
    key = site.add(ENDING, "zorgaanbieder")
    assert "FR-2025-0063" in due(site, "zorgaanbieder")
    site.browser("zorgaanbieder").post(f"/zaken/{key}/sluiten")
    assert "FR-2025-0063" not in due(site, "zorgaanbieder") + site.browser("zorgaanbieder").get("/agenda.ics").text
    with site.database() as db:
        db.delete(db.get_one(Case, key))
        db.commit()
        assert db.scalars(select(Milestone)).all() == []


def test_a_save_and_a_new_day_renew_what_is_due(site: Site) -> None:
    key = site.add(NEW)
    browser = site.browser("zorgaanbieder")
    assert "Ondertekening" not in browser.get("/agenda?weken=12").text, "it is planned for 15 February"
    sent = send(browser, f"/zaken/{key}/invullen/huur", {"huurovereenkomst.ondertekening.datum": "01-02-2027"})
    assert sent.status_code == 303
    page = browser.get("/agenda?weken=12").text
    assert "Ondertekening" in page and "1 februari 2027" in page
    site.clock.later(days=10)
    browser = site.browser("zorgaanbieder")
    browser.get("/agenda")
    with site.database() as db:
        assert set(db.scalars(select(Listing.dag))) == {DAY + dt.timedelta(days=10)}
        rows = db.scalars(select(Milestone).order_by(Milestone.plek)).all()
        assert rows and all(row.laatste >= DAY + dt.timedelta(days=10) or row.moet for row in rows)
        assert listing.moment_of(rows[0]).wat == rows[0].inhoud["wat"]


def test_the_agenda_judges_no_case_that_was_reckoned_today(filled: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def judged(*_: object) -> None:
        raise AssertionError("a case was judged")

    browser = filled.browser("gemeente")
    monkeypatch.setattr(rules, "evaluate", judged)
    for path in ("/agenda?weken=12", "/agenda.ics?weken=12"):
        got = browser.get(path)
        assert got.status_code == 200 and "FR-2025-0063" in got.text
    with pytest.raises(AssertionError, match="judged"):
        service.timeline(service.load(CASES / f"{NEW}.json"), DAY)


def test_the_dates_of_a_database_from_before_this_table_come_by_themselves(site: Site) -> None:
    site.add(ENDING, "zorgaanbieder")
    upgrade = runpy.run_path(str(MIGRATIONS / "versions" / "0004_milestones.py"))["upgrade"]
    with site.app.config["ENGINE"].begin() as link:
        link.execute(text("DROP TABLE momenten"))
        with Operations.context(MigrationContext.configure(link)):
            upgrade()
    assert "Vooraankondiging" in due(site, "zorgaanbieder")


def test_the_log_says_who_looked_and_holds_nothing_of_a_case(filled: Site) -> None:
    filled.browser("stuurgroep").get("/agenda")
    with filled.database() as db:
        found = db.scalars(select(LogLine.over).where(LogLine.over.contains("agenda"))).all()
    assert found and set(found) <= {"agenda van alle zaken", "agenda van de zaak"}
