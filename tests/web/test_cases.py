"""Cases: making, finding, sharing, saving; and what a role never gets to see of them."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import g
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from docgen import service
from docgen.errors import DocgenError
from docgen.web import cases, listing
from docgen.web.database import READING
from docgen.web.merge import Edits
from docgen.web.models import Base, Case, LogLine, User, Version
from tests.web.site import CASES, Browser, Site, make_site

FRIESLAND = "friesland-driepartijen"


def in_text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def save(browser: Browser, case: str, basis: int | None = None, **fields: str) -> TestResponse:
    """Save some steps of an accession, as the form does."""
    page = browser.get(f"/toetredingen/{case}").text
    hidden = dict(re.findall(r'type="hidden" name="(wie|plek|basis)" value="([^"]*)"', page))
    if basis is not None:
        hidden["basis"] = str(basis)
    return browser.post(
        f"/toetredingen/{case}", {**hidden, **{name.replace("__", "."): v for name, v in fields.items()}}
    )


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.json")))
def test_every_case_file_comes_in_and_a_writer_gets_out_what_its_role_may_see(site: Site, name: str) -> None:
    content = (CASES / f"{name}.json").read_bytes()
    key = site.add(name, "zorgaanbieder")
    got = site.browser("zorgaanbieder").get(f"/zaken/{key}/bestand")
    subject = service.parse(content, "")
    seen = service.view(subject, service.plain(content), "zorgaanbieder").data
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert {**seen, **json.loads(got.data)} == json.loads(got.data)


def test_a_case_begins_from_an_agreement_and_its_number_is_used_once(site: Site) -> None:
    browser = site.browser("gemeente")
    browser.get("/zaken/nieuw")
    data = {"soort": "zaak", "regeling": "friesland-2022", "zaaknummer": "N-1", "naam": "Proef"}
    assert browser.post("/zaken/nieuw", data).status_code == 303
    again = browser.post("/zaken/nieuw", data)
    assert again.status_code == 422
    assert "Dit zaaknummer is al in gebruik." in again.text


@pytest.mark.parametrize("soort", ["toetreding", "uittreding", "collegenota"])
def test_every_kind_of_case_can_begin_with_a_name(site: Site, soort: str) -> None:
    browser = site.browser("gemeente")
    page = browser.get(f"/zaken/nieuw?soort={soort}").text
    regeling = re.search(r'<option value="([a-z]+-\d{4})"', page)
    assert regeling
    data = {"soort": soort, "regeling": regeling[1], "zaaknummer": "N-2", "naam": "Proeforganisatie"}
    made = browser.post("/zaken/nieuw", data)
    assert made.status_code == 303
    assert "Proeforganisatie" in browser.get(made.headers["Location"]).text


def test_a_file_that_is_no_case_says_all_its_faults_and_repeats_nothing_of_it(site: Site) -> None:
    browser = site.browser("gemeente")
    page = browser.upload(b'{"soort": "zaak", "zaaknummer": "geheim nummer!", "huurder": {"bsn": "123"}}')
    assert page.status_code == 422
    for words in ("Zo kan een zaaknummer niet heten", "Dit is geen geldig burgerservicenummer", "Regeling"):
        assert words in page.text
    assert "geheim nummer" not in page.text


def test_a_copy_takes_the_parties_and_the_home_and_not_the_huurder(site: Site) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder")
    browser = site.browser("zorgaanbieder")
    made = browser.post(f"/zaken/{key}/kopie", {"zaaknummer": "K-1", "wat": "partijen"})
    got = json.loads(browser.get(f"{made.headers['Location']}/bestand").data)
    assert got["woning"] == json.loads((CASES / f"{FRIESLAND}.json").read_bytes())["woning"]
    assert "huurder" not in got and "doelen" not in got


@pytest.mark.parametrize(
    "words", ["meulen", "MEULEN sneek", "FR-2026-0147", "lemmerweg", "friesland", "in voorbereiding"]
)
def test_a_case_is_found_by_name_number_address_region_and_status(site: Site, words: str) -> None:
    site.add(FRIESLAND, "zorgaanbieder")
    browser = site.browser("zorgaanbieder")
    assert "Meulen, S.A. van der" in browser.get("/zaken", query_string={"zoek": words}).text
    assert "Meulen, S.A. van der" not in browser.get("/zaken", query_string={"zoek": f"{words} niet"}).text


@pytest.mark.parametrize("page", ["", "/invullen/huur", "/stukken", "/geschiedenis"])
def test_every_page_of_a_case_says_whose_it_is_to_who_may_know(site: Site, page: str) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder", "stuurgroep")
    for rol in ("zorgaanbieder", "stuurgroep"):
        subject = service.load(CASES / f"{FRIESLAND}.json")
        head = re.findall(r"<h1[^>]*>(.*?)</h1>", site.browser(rol).get(f"/zaken/{key}{page}").text)
        may_know = service.may_see(subject, rol, "huurder.achternaam")
        assert head == ["Meulen, S.A. van der" if may_know else "FR-2026-0147"], rol
    assert not may_know, "one of the two may not"


def test_a_name_is_found_without_its_accents(site: Site) -> None:
    site.add("friesland-curatele", "zorgaanbieder")
    assert "Üçgül" in site.browser("zorgaanbieder").get("/zaken?zoek=ucgul").text


def test_the_list_puts_in_front_what_is_due_first_and_says_what_is_due_on_the_day_itself(site: Site) -> None:
    for name in (FRIESLAND, "friesland-beeindigen"):
        site.add(name, "zorgaanbieder")
    browser = site.browser("zorgaanbieder")
    page = browser.get("/zaken").text
    assert page.index("FR-2025-0063") < page.index("FR-2026-0147")
    site.clock.later(days=60)
    later = site.browser("zorgaanbieder").get("/zaken").text
    assert in_text(page) != in_text(later)
    assert "stand van" not in later


def test_a_line_that_there_was_no_time_for_says_of_which_day_it_is(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (FRIESLAND, "friesland-beeindigen"):
        site.add(name, "zorgaanbieder")
    monkeypatch.setattr(listing, "BUDGET", 0.0)
    site.clock.later(days=60)
    browser = site.browser("zorgaanbieder")
    assert browser.get("/zaken").text.count("stand van 22 november 2026") == 1, "one at least is brought up to today"
    assert "stand van" not in browser.get("/zaken").text


def test_fr_23_a_corporatie_sees_nothing_of_the_plan_on_any_page(site: Site) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder", "woningcorporatie")
    content = (CASES / f"{FRIESLAND}.json").read_bytes()
    secret = service.forbidden_values(service.parse(content, ""), "woningcorporatie")
    assert len(secret) > 30
    browser = site.browser("woningcorporatie")
    for path in ("", "/geschiedenis", "/bestand"):
        page = browser.get(f"/zaken/{key}{path}").text
        assert [value for value in secret if value in page] == []
    listed = browser.get("/zaken").text
    assert [value for value in secret if value in listed] == []


def test_beheer_sees_numbers_and_no_case(site: Site) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder")
    browser = site.browser("beheer")
    assert browser.get(f"/zaken/{key}").status_code == 404
    for path in ("/beheer/gebruikers", "/beheer/logboek", "/beheer/bewaartermijnen"):
        assert "Meulen" not in browser.get(path).text


def test_who_has_no_part_any_more_is_out_and_the_last_one_stays(site: Site) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder", "gemeente")
    maker, other = site.browser("zorgaanbieder"), site.browser("gemeente")
    assert other.get(f"/zaken/{key}").status_code == 200
    maker.post(f"/zaken/{key}/deelnemers", {"partij": site.party("gemeente"), "wat": "weg"})
    assert other.get(f"/zaken/{key}").status_code == 404
    maker.post(f"/zaken/{key}/deelnemers", {"partij": site.party("zorgaanbieder"), "wat": "weg"})
    assert maker.get(f"/zaken/{key}").status_code == 200


def test_a_case_can_be_closed_and_is_then_only_read(site: Site) -> None:
    key = site.add("toetreding-friesland", "gemeente")
    browser = site.browser("gemeente")
    browser.post(f"/zaken/{key}/sluiten")
    assert "gesloten op" in browser.get(f"/zaken/{key}").text
    assert save(browser, key, rol="iets anders").status_code == 409
    browser.post(f"/zaken/{key}/sluiten", {"wat": "heropenen"})
    assert save(browser, key, rol="iets anders").status_code == 303


def test_every_save_is_a_version_that_says_who_what_and_when(site: Site) -> None:
    key = site.add("toetreding-friesland", "gemeente", "stuurgroep")
    site.clock.later(days=1)
    save(site.browser("stuurgroep"), key, rol="een nieuwe rol", besluit__datum="25-4-2025")
    page = in_text(site.browser("gemeente").get(f"/zaken/{key}/geschiedenis").text)
    assert "Versie 2 23 november 2026, 10.00 uur, stuurgroep (formulier)" in page
    assert "een nieuwe rol" in page
    assert "Besluit › Datum 24 april 2025 25 april 2025" in page


def test_a_save_that_changes_nothing_is_no_version(site: Site) -> None:
    key = site.add("toetreding-friesland", "gemeente")
    save(site.browser("gemeente"), key, partij="zorgaanbieder", aanvraagdatum="3-3-2025")
    with site.database() as db:
        assert len(db.scalars(select(Version)).all()) == 1


def test_objections_are_added_answered_and_removed(site: Site) -> None:
    key = site.add("toetreding-friesland", "gemeente")
    browser = site.browser("gemeente")
    save(browser, key, **{"bezwaren[0]__bezwaar": "te groot", "bezwaren[0]__van": "Partij A"})
    save(browser, key, **{"bezwaren[1]__bezwaar": "te klein", "bezwaren[0]__bezwaar": "te groot"})
    shown = json.loads(browser.get(f"/zaken/{key}/bestand").data)
    assert [b["bezwaar"] for b in shown["bezwaren"]] == ["te groot", "te klein"]
    save(
        browser,
        key,
        **{"weg:bezwaren[0]": "on", "bezwaren[1]__antwoord": "gewogen", "bezwaren[1]__bezwaar": "te klein"},
    )
    shown = json.loads(browser.get(f"/zaken/{key}/bestand").data)
    assert [(b["bezwaar"], b.get("antwoord")) for b in shown["bezwaren"]] == [("te klein", "gewogen")]


def test_who_is_bound_can_be_asked_for_any_day(site: Site) -> None:
    site.add("toetreding-friesland", "gemeente")
    browser = site.browser("gemeente")
    on, before = (browser.get(f"/toetredingen?op={day}").text for day in ("1-5-2025", "30-4-2025"))
    assert "KvK 90005001" in on and "KvK 90005001" not in before
    assert "Schrijf de dag" in browser.get("/toetredingen?op=31-2-2025").text


def test_row_7_the_log_says_who_saw_what_and_holds_no_value_of_a_case(site: Site) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder", "woningcorporatie")
    site.browser("woningcorporatie").get(f"/zaken/{key}")
    with site.database() as db:
        lines = [
            (line.user.naam if line.user else "", line.actie, line.zaaknummer) for line in db.scalars(select(LogLine))
        ]
        everything = " ".join(str(row) for row in db.execute(text("SELECT * FROM logboek")).all())
    assert ("woningcorporatie", "zaak bekeken", "FR-2026-0147") in lines
    for value in ("Meulen", "999990019", "Lemmerweg", "NL85BNGH0285004321"):
        assert value not in everything


@pytest.mark.parametrize("statement", ["DELETE FROM logboek", "UPDATE logboek SET actie = 'niets'"])
def test_a_line_of_the_log_cannot_be_changed_or_removed(site: Site, statement: str) -> None:
    site.browser("gemeente")
    with site.database() as db, pytest.raises(DBAPIError, match="het logboek groeit alleen aan"):
        db.execute(text(statement))


def test_the_tables_are_those_that_the_migrations_make(site: Site) -> None:
    with site.app.config["ENGINE"].connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_row_17_sqlite_keeps_what_it_acknowledged_and_empties_what_is_removed(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000, "secure_delete": 1}
    with site.app.config["ENGINE"].connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted
    site.stop()


def test_a_page_of_sqlite_is_shown_while_somebody_writes_and_writes_its_own_line_after_that(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    key, browser = site.add(FRIESLAND), site.browser("zorgaanbieder")
    with sqlite3.connect(tmp_path / "zaken.sqlite3", check_same_thread=False, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        begin = time.monotonic()
        assert browser.get("/zaken").status_code == 200
        assert time.monotonic() - begin < 10, "that would be waiting"
        let_go = threading.Timer(0.5, other.execute, ["ROLLBACK"])
        let_go.start()
        assert browser.get(f"/zaken/{key}").status_code == 200
        let_go.join()
    other.close()
    site.stop()


def test_who_read_before_another_wrote_can_still_write(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    READING.set(True)
    try:
        with site.database() as db:
            line = LogLine(moment=site.clock(), actie="gezien")
            assert db.scalars(select(User)).first()
            with sqlite3.connect(tmp_path / "zaken.sqlite3") as other:
                other.execute("UPDATE gebruikers SET naam = naam")
            other.close()
            db.add(line)
            db.commit()
            assert db.get(LogLine, line.id)
    finally:
        READING.set(False)
        site.stop()


def test_a_case_is_stored_as_text_and_comes_back_to_the_cent(site: Site) -> None:
    site.add(FRIESLAND, "zorgaanbieder")
    with site.database() as db:
        case = db.scalar(select(Case))
        assert case is not None
        kept = service.parse(json.loads(case.versions[-1].inhoud), "")
    assert kept == service.parse((CASES / f"{FRIESLAND}.json").read_bytes(), "")


def write_as(site: Site, key: str, naam: str, edits: Edits) -> cases.Saved | cases.Clashed:
    """Save an edit of the newest version, in the places that this user sees."""
    with site.app.test_request_context(), site.database() as db, db.begin():
        g.user = db.scalar(select(User).where(User.naam == naam))
        return cases.save(db, site.config, cases.newest(db.get_one(Case, key), g.user), edits)


def test_a_corporatie_writes_in_the_goal_that_it_sees_though_others_that_it_does_not_see_stand_before_it(
    site: Site,
) -> None:
    data = json.loads((CASES / f"{FRIESLAND}.json").read_bytes())
    order = sorted(data["doelen"], key=lambda goal: bool(goal.get("zichtbaar_voor_corporatie")))
    browser = site.browser("zorgaanbieder")
    made = browser.upload(json.dumps({**data, "doelen": order}).encode())
    key = made.headers["Location"].rpartition("/")[2]
    browser.post(f"/zaken/{key}/deelnemers", {"partij": site.party("woningcorporatie")})
    hidden = sum(not goal.get("zichtbaar_voor_corporatie") for goal in order)
    assert hidden
    write_as(site, key, "woningcorporatie", Edits({"doelen[0].tekst": "Herschreven door de corporatie."}))
    now = json.loads(browser.get(f"/zaken/{key}/bestand").data)["doelen"]
    assert [g["tekst"] for g in now[:hidden]] == [g["tekst"] for g in order[:hidden]]
    assert now[hidden]["tekst"] == "Herschreven door de corporatie."
    assert now[hidden]["ondersteuning"] == order[hidden]["ondersteuning"]


@pytest.mark.parametrize(
    "edits",
    [
        Edits({"huurder.bsn": "999990020"}),
        Edits({"ondersteuningsplan.datum": "2026-12-01"}),
        Edits({"doelen[0].zichtbaar_voor_corporatie": False}),
        Edits({"doelen[9].tekst": "x", "doelen[9].id": "x", "doelen[9].thema": "schulden"}),
        Edits({"beschikking.product": "iets"}),
        Edits(weg=frozenset({"doelen[0]"})),
        Edits({"soort": "toetreding"}),
    ],
    ids=["bsn", "plan", "goal made secret", "secret goal", "product", "goal with secrets removed", "kind"],
)
def test_a_corporatie_cannot_write_what_it_may_not_see(site: Site, edits: Edits) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder", "woningcorporatie")
    with pytest.raises(DocgenError) as refused:
        write_as(site, key, "woningcorporatie", edits)
    assert refused.value.code in {"DOCGEN-105", "ZAAK-900"}
    with site.database() as db:
        assert len(db.scalars(select(Version)).all()) == 1


@pytest.mark.parametrize("rol", ["huurder", "mentor", "bewindvoerder", "medehuurder", "curator"])
def test_who_is_no_professional_reads_only(site: Site, rol: str) -> None:
    key = site.add(FRIESLAND, "zorgaanbieder", rol)
    with pytest.raises(DocgenError) as refused:
        write_as(site, key, rol, Edits({"woning.adres.straat": "Elders"}))
    assert refused.value.code == "DOCGEN-105"
