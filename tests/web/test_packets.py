"""Packets in the browser: what comes in, where it goes, who may make and open which, and what is kept."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from docgen import service
from docgen.errors import fault, problem
from docgen.web import jobs, packets, retention
from docgen.web.models import Case, Job, LogLine
from docgen.web.packetmodels import Choice, Packet, PagePicture, Said, Upload
from tests.packet.incoming import joined, made, scan, signed
from tests.web.form import send
from tests.web.site import Browser, Site
from tests.web.test_cases import in_text

FRIESLAND = "friesland-driepartijen"
PLAN = "ondersteuningsplan"
ROLES = ("zorgaanbieder", "woningcorporatie", "gemeente", "huurder")


@pytest.fixture(autouse=True)
def _case(site: Site) -> Iterator[None]:
    """A case in which four roles have a part; nothing is left running behind it."""
    site.add(FRIESLAND, *ROLES)
    yield
    jobs.finish(site.app, 60)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[service.Opdracht]:
    """Make no real packet: gives the orders that were asked for."""
    orders: list[service.Opdracht] = []

    def make(subject: object, order: service.Opdracht, key: object, password: str, progress: object) -> service.Pakket:
        orders.append(order)
        return service.Pakket(b"%PDF pakket", (), (), {"01-plan-origineel.pdf": b"x"}, ("bestand 1: blad 2.",), ())

    monkeypatch.setattr(service, "make_packet_apart", make)
    return orders


def desk(site: Site, rol: str) -> str:
    return f"/zaken/{site.cases[FRIESLAND]}/pakketten/voor/{rol}"


def hand_in(site: Site, browser: Browser, rol: str, **files: bytes) -> TestResponse:
    """Hand in files and wait until they have been looked at; gives the page that shows them."""
    came_in = [FileStorage(io.BytesIO(data), f"{name}.pdf") for name, data in files.items()]
    browser.get(desk(site, rol))
    sent = browser.send(f"{desk(site, rol)}/inleveren", {"bestanden": came_in})
    assert sent.status_code == 303, sent.text
    jobs.finish(site.app, 60)
    with site.database() as db:
        assert db.scalars(select(Job.stand).order_by(Job.gemaakt_op.desc())).first() == "klaar"
    return browser.get(desk(site, rol))


def make(site: Site, browser: Browser, rol: str, **form: object) -> str:
    """Ask for a packet; gives what its job says at the end."""
    browser.get(desk(site, rol))
    asked = browser.post(f"{desk(site, rol)}/maken", form)
    assert asked.status_code == 303
    jobs.finish(site.app, 120)
    return in_text(browser.get(f"{asked.headers['Location']}/stand").text)


@cache
def uncoded(pages: int = 1) -> bytes:
    """Scanned sheets with something on them and no code."""
    sheets = []
    for _ in range(pages):
        sheet = Image.new("L", (620, 877), 255)
        sheet.paste(0, (100, 200, 400, 220))
        sheets.append(sheet)
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def rows(site: Site, model: type) -> list[object]:
    with site.database() as db:
        return list(db.scalars(select(model)))


# --- who may make what ----------------------------------------------------------------


def test_w1_a_role_makes_only_packets_that_tell_it_nothing_new(site: Site) -> None:
    subject = service.load(Path("fixtures/cases") / f"{FRIESLAND}.json")
    day = site.config.today()
    for rol in ("zorgaanbieder", "woningcorporatie", "gemeente"):
        may = service.recipients_for(subject, day, rol)
        page = site.browser(rol).get(f"/zaken/{site.cases[FRIESLAND]}/pakketten").text
        assert set(re.findall(r"pakketten/voor/(\w+)", page)) == set(may)
        for other in ROLES:
            code = site.browser(rol).get(desk(site, other)).status_code
            assert code == (200 if other in may else 404), (rol, other)
    assert service.recipients_for(subject, day, "woningcorporatie") == ("woningcorporatie",)
    assert "huurder" in service.recipients_for(subject, day, "zorgaanbieder")


def test_w1_a_corporatie_meets_no_plan_by_any_address_of_packets(site: Site) -> None:
    browser = site.browser("woningcorporatie")
    for path in (f"/zaken/{site.cases[FRIESLAND]}/pakketten", desk(site, "woningcorporatie")):
        assert PLAN not in browser.get(path).text.casefold()
    page = hand_in(site, browser, "woningcorporatie", los=uncoded())
    assert "Wijs dat aan" in page.text
    assign = browser.get(f"{desk(site, 'woningcorporatie')}/toewijzen").text
    assert "driepartijenovereenkomst:1" in assign and PLAN not in assign.casefold()
    key = re.findall(r'name="is:([0-9a-f]{32}:1)"', assign)[0]
    assert browser.post(f"{desk(site, 'woningcorporatie')}/toewijzen", {f"is:{key}": f"{PLAN}:1"}).status_code == 400
    for what in ("toewijzen", "kiezen", "maken", "bekijken", "inleveren"):
        assert browser.post(f"{desk(site, 'huurder')}/{what}").status_code == 404, what


@pytest.mark.slow
def test_w1_a_plan_in_the_stack_of_a_corporatie_is_refused_and_nothing_is_made(site: Site) -> None:
    browser = site.browser("woningcorporatie")
    stack = joined(scan(made("doelenbijlage")), scan(made(PLAN), 90, [2]))
    page = hand_in(site, browser, "woningcorporatie", stapel=stack)
    assert f"Dit is (of bevat een bladzijde van) {PLAN}, en dat mag niet naar de rol woningcorporatie." in page.text
    assert "niet gelukt" in make(site, browser, "woningcorporatie", onvolledig="ja")
    assert rows(site, Packet) == []


def test_w1_what_came_in_is_for_the_party_that_handed_it_in_alone(site: Site) -> None:
    mine = site.browser("zorgaanbieder")
    hand_in(site, mine, "gemeente", geheim=uncoded())
    upload = rows(site, Upload)[0]
    assert isinstance(upload, Upload)
    picture = f"/zaken/{site.cases[FRIESLAND]}/pakketten/ingeleverd/{upload.id}/1.jpg"
    got = mine.get(picture)
    assert (got.status_code, got.mimetype, got.data[:2]) == (200, "image/jpeg", b"\xff\xd8")
    for naam in ("gemeente", "woningcorporatie", "vreemd-zorgaanbieder"):
        other = site.browser(naam)
        assert other.get(picture).status_code == 404
        assert other.post(f"{desk(site, 'gemeente')}/ingeleverd/{upload.id}/weg").status_code == 404
    assert "geheim.pdf" in mine.get(desk(site, "gemeente")).text
    assert "geheim.pdf" not in site.browser("gemeente").get(desk(site, "gemeente")).text


def test_w1_a_packet_is_opened_by_who_made_it_and_who_it_is_for_and_by_nobody_else(
    site: Site, quick: list[service.Opdracht]
) -> None:
    maker = site.browser("zorgaanbieder")
    assert "Het pakket is gemaakt." in make(site, maker, "huurder", onvolledig="ja")
    assert (quick[0].maker, quick[0].ontvanger, quick[0].onvolledig) == ("zorgaanbieder", "huurder", True)
    packet = rows(site, Packet)[0]
    assert isinstance(packet, Packet)
    path = f"/zaken/{site.cases[FRIESLAND]}/pakketten/gemaakt/{packet.id}"
    for naam in ("zorgaanbieder", "huurder"):
        browser = site.browser(naam)
        got = browser.get(path)
        assert got.headers["Content-Disposition"] == "attachment; filename=pakket-huurder.pdf"
        assert got.data == b"%PDF pakket"
        assert browser.get(f"{path}/originelen").mimetype == "application/zip"
        assert packet.sha256 in browser.get(f"/zaken/{site.cases[FRIESLAND]}/pakketten").text
    for naam in ("woningcorporatie", "gemeente", "vreemd-huurder", "vreemd-zorgaanbieder", "beheer"):
        assert site.browser(naam).get(path).status_code == 404, naam
        assert site.browser(naam).get(f"{path}/originelen").status_code == 404, naam
    assert packet.sha256 not in site.browser("woningcorporatie").get(f"/zaken/{packet.case_id}/pakketten").text
    assert "blad 2" not in site.browser("huurder").get(f"/zaken/{packet.case_id}/pakketten").text, "notes of the maker"


# --- what comes in ----------------------------------------------------------------------


def test_what_is_handed_in_is_put_in_its_slot_and_what_cannot_be_used_says_why(site: Site) -> None:
    browser = site.browser("zorgaanbieder")
    page = hand_in(
        site,
        browser,
        "huurder",
        digitaal=signed("doelenbijlage", "Zorggroep De Oever"),
        scan=scan(made("uitleg-huurder"), 180),
        los=b"geen pdf",
    )
    words = in_text(page.text)
    assert "Digitaal getekend door: Zorggroep De Oever." in words
    assert "Digitaal getekend: 3 bladzijden uit bestand 1" in words
    assert "Gescand: 1 bladzijde uit bestand 2" in words and "docgen-blaadje--180" in page.text
    assert "Het bestand is geen PDF. Sla het op als PDF; een foto of Word-bestand kan niet mee." in words
    assert "getekend exemplaar ontbreekt" in words, "the contract"
    assert "opdrachtregel" not in words and "--" not in words
    assert len(rows(site, PagePicture)) == 4


def test_the_same_file_is_kept_once_and_what_is_removed_is_gone(site: Site) -> None:
    browser = site.browser("zorgaanbieder")
    hand_in(site, browser, "huurder", een=uncoded())
    hand_in(site, browser, "huurder", twee=uncoded())
    uploads = rows(site, Upload)
    assert len(uploads) == 1 and isinstance(uploads[0], Upload)
    assert uploads[0].naam == "een.pdf"
    assert browser.post(f"{desk(site, 'huurder')}/ingeleverd/{uploads[0].id}/weg").status_code == 303
    assert rows(site, Upload) == rows(site, PagePicture) == []
    assert browser.post(f"{desk(site, 'huurder')}/inleveren").status_code == 422


def test_what_is_handed_in_at_the_very_same_moment_is_all_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = packets.uploads

    def slow(db: Session, desk: packets.Desk) -> list[Upload]:
        found = before(db, desk)
        time.sleep(0.3)
        return found

    browsers = [site.browser("zorgaanbieder") for _ in range(3)]
    for browser in browsers:
        browser.get(desk(site, "huurder"))
    monkeypatch.setattr(packets, "uploads", slow)
    with ThreadPoolExecutor(len(browsers)) as people:
        done = people.map(_hand_in_alone, [site] * len(browsers), browsers, range(1, len(browsers) + 1))
        assert list(done) == [303] * len(browsers)
    assert sorted(one.nummer for one in rows(site, Upload) if isinstance(one, Upload)) == [1, 2, 3]


def _hand_in_alone(site: Site, browser: Browser, pages: int) -> int:
    file = FileStorage(io.BytesIO(uncoded(pages)), "scan.pdf")
    return browser.send(f"{desk(site, 'huurder')}/inleveren", {"bestanden": [file]}).status_code


def test_a_page_without_a_code_is_assigned_by_hand_or_put_aside(site: Site, quick: list[service.Opdracht]) -> None:
    browser = site.browser("zorgaanbieder")
    page = hand_in(site, browser, "huurder", stapel=uncoded(2))
    assert "Van 2 bladen is niet te zien wat het is." in in_text(page.text)
    assign = browser.get(f"{desk(site, 'huurder')}/toewijzen")
    keys = re.findall(r'name="is:([0-9a-f]{32}:\d)"', assign.text)
    first, second = keys
    answers = {f"is:{first}": "uitleg-huurder:1", f"draai:{first}": "180", f"is:{second}": "opzij"}
    assert browser.post(f"{desk(site, 'huurder')}/toewijzen", answers).status_code == 303
    words = in_text(browser.get(desk(site, "huurder")).text)
    assert "Gescand: 1 bladzijde uit bestand 1" in words
    assert "Een mens heeft aangewezen welk document dit is" in words
    assert "Bestand 1: blad 2 is opzij gelegd en gaat niet mee." in words
    make(site, browser, "huurder", onvolledig="ja")
    assert [(one.document, one.blad, one.bladzijde, one.draai) for one in quick[0].aanwijzingen] == [
        ("uitleg-huurder", 1, 1, 180),
        ("opzij", 2, 1, 0),
    ]
    assert list(quick[0].getekend or ()) == ["bestand 1"], "the name that its owner gave it goes nowhere"
    browser.get(f"{desk(site, 'huurder')}/toewijzen")
    browser.post(f"{desk(site, 'huurder')}/toewijzen", {f"is:{first}": "", f"is:{second}": ""})
    assert rows(site, Said) == []


def test_of_what_differs_a_person_says_which_is_meant(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = site.browser("zorgaanbieder")
    page = hand_in(site, browser, "huurder", oud=signed("doelenbijlage", "De Oever", recipient=""))
    assert "welke bedoelt u" not in page.text
    path = f"/zaken/{site.cases[FRIESLAND]}/invullen/doelen"
    assert browser.get(path).status_code == 200
    with site.database() as db, db.begin():
        version = db.get_one(Case, site.cases[FRIESLAND]).versions[-1]
        version.inhoud = version.inhoud.replace("Meulen", "Molen")
    page = browser.get(desk(site, "huurder"))
    assert "Doelenbijlage: welke bedoelt u?" in page.text
    assert browser.post(f"{desk(site, 'huurder')}/kiezen", {"keuze:doelenbijlage": "ingeleverd"}).status_code == 303
    assert [one.keuze for one in rows(site, Choice) if isinstance(one, Choice)] == ["ingeleverd"]
    assert "Op verzoek is gebruikt wat is ingeleverd." in browser.get(desk(site, "huurder")).text
    browser.post(f"{desk(site, 'huurder')}/kiezen", {"keuze:doelenbijlage": "gemaakt"})
    assert "gaat niet mee; zo is gekozen." in browser.get(desk(site, "huurder")).text


# --- making and keeping -----------------------------------------------------------------


def test_a_packet_that_cannot_be_made_says_everything_that_lacks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> service.Pakket:
        found = [problem("PAKKET-321", "", document="Doelenbijlage", wat="getekend exemplaar ontbreekt")]
        raise fault("PAKKET-320", [*found, problem("ZAAK-010", "huurder.bsn")], aantal=2)

    monkeypatch.setattr(service, "make_packet_apart", refuse)
    said = make(site, site.browser("gemeente"), "gemeente")
    assert "Het pakket is niet volledig: 2 punt(en)." in said
    assert "Doelenbijlage: getekend exemplaar ontbreekt." in said and "huurder.bsn" not in said
    assert rows(site, Packet) == []


def test_a_packet_is_out_of_date_when_the_case_is_saved_after_it(site: Site, quick: list[service.Opdracht]) -> None:
    browser = site.browser("zorgaanbieder")
    make(site, browser, "huurder")
    assert "verouderd" not in browser.get(desk(site, "huurder")).text
    changed = send(browser, f"/zaken/{site.cases[FRIESLAND]}/invullen/huur", {"huur.kale_huur": "601,23"})
    assert changed.status_code == 303
    assert "verouderd" in browser.get(desk(site, "huurder")).text


def test_in_a_closed_case_nothing_is_handed_in_or_made_and_what_is_there_stays(
    site: Site, quick: list[service.Opdracht]
) -> None:
    browser = site.browser("zorgaanbieder")
    make(site, browser, "huurder")
    browser.post(f"/zaken/{site.cases[FRIESLAND]}/sluiten")
    for what in ("inleveren", "maken", "toewijzen", "kiezen", "bekijken"):
        assert browser.post(f"{desk(site, 'huurder')}/{what}").status_code == 409, what
    assert "Pakket ophalen" in browser.get(f"/zaken/{site.cases[FRIESLAND]}/pakketten").text


def test_who_is_out_of_the_case_when_the_job_begins_gets_no_packet(site: Site, quick: list[service.Opdracht]) -> None:
    with site.database() as db:
        user = site.party("vreemd-zorgaanbieder")
        found = db.execute(text("SELECT id FROM gebruikers WHERE party_id = :p"), {"p": user}).scalar_one()
    work = jobs.Work(site.app, "0" * 32, 1, found)
    with pytest.raises(LookupError), site.app.app_context():
        packets.make(work, zaak=site.cases[FRIESLAND], rol="huurder", onvolledig=True)
    assert quick == []


def test_every_step_is_in_the_log_without_a_name_of_a_file(site: Site, quick: list[service.Opdracht]) -> None:
    browser = site.browser("zorgaanbieder")
    hand_in(site, browser, "huurder", Jansen=uncoded())
    make(site, browser, "huurder")
    packet = rows(site, Packet)[0]
    assert isinstance(packet, Packet)
    browser.get(f"/zaken/{packet.case_id}/pakketten/gemaakt/{packet.id}")
    with site.database() as db:
        lines = list(db.scalars(select(LogLine)))
    said = {line.actie: line.over for line in lines}
    assert said["pdf ingeleverd"] == "huurder, bestand 1"
    assert said["pakket gemaakt"] == said["pakket opgehaald"] == "huurder"
    assert not any("Jansen" in line.over for line in lines)


def test_packets_and_what_came_in_go_with_the_case_and_a_packet_goes_with_its_first_document(
    site: Site, quick: list[service.Opdracht]
) -> None:
    browser = site.browser("zorgaanbieder")
    hand_in(site, browser, "huurder", een=uncoded())
    make(site, browser, "huurder")
    with site.database() as db, db.begin():
        case, packet = db.get_one(Case, site.cases[FRIESLAND]), db.scalars(select(Packet)).one()
        packet.documenten = [PLAN, "aanzegging-2"]
        case.gesloten_op = site.config.today()
        db.flush()
        due = retention.due(db, case.gesloten_op.replace(year=case.gesloten_op.year + 2))
        assert [item.final for item in due] == [packet], "letters go after two years"
    engine = site.app.config["ENGINE"]
    with Session(engine) as db, site.app.app_context():
        case = db.get_one(Case, site.cases[FRIESLAND])
        retention.destroy(db, engine, [retention.Due(case, None, site.config.today())], "proef")
    assert [rows(site, model) for model in (Upload, PagePicture, Packet)] == [[], [], []]
