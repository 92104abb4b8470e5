"""The rows of security.md §5 of the project that are about the front end, each under its number.

Rows 2, 3, 5 and 6 are about making and signing files: tests/render, tests/packet and tests/work hold those.
"""

from __future__ import annotations

import gzip
import logging
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import Conflict, InternalServerError, UnprocessableEntity

from docgen.errors import ROWS, DocgenError
from docgen.web import accounts, config, create_app
from docgen.web.filters import on_a_page
from docgen.web.gate import PARKED
from docgen.web.models import Login, User
from docgen.web.pages.login import first_code
from tests.web.site import PASSWORD, Browser, Site, make_site
from tests.web.test_cases import save

CANARIES = ("999990068", "Kanarievogel-Ågård", "NL02ABNA0123456789")
KEY = "s" * 32
COMMAND = r"--[a-z]|opdrachtregel|docgen (batch|check|documents|packet|render|schema|serve|timeline|verify)"
GOOD = {"SECRET_KEY": KEY, "TRUSTED_HOSTS": "zaken.example.nl, www.example.nl"}


def test_row_1_the_process_that_talks_to_browsers_loads_no_library_that_reads_files_of_others(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from docgen.web import create_app; from docgen.web.config import local;"
        "create_app(local(pathlib.Path(sys.argv[1]), {}));"
        "heavy = ('docxtpl', 'openpyxl', 'pikepdf', 'pyhanko', 'pypdf', 'pypdfium2', 'weasyprint');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_row_7_and_w7_no_canary_reaches_a_log_an_error_page_or_a_temporary_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tijdelijk"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    site = make_site(tmp_path)
    key = site.add("toetreding-friesland", "gemeente")
    browser = site.browser("gemeente")
    caplog.set_level(logging.DEBUG)
    told = []
    for value in CANARIES:
        told += [
            browser.upload(f'{{"soort": "zaak", "zaaknummer": "{value}", "huurder": {{"bsn": "{value}x"}}}}'.encode()),
            browser.upload(f'{{"soort": "zaak" "{value}"'.encode(), f"{value}.json"),
            browser.get(f"/zaken/{value}"),
            browser.get(f"/{value}?{value}={value}", headers={"Referer": value, "User-Agent": value}),
            browser.post("/zaken/nieuw", {"regeling": value, "zaaknummer": "Z", "naam": value}),
            browser.post(f"/zaken/{key}/deelnemers", {"partij": value}),
        ]
        save(browser, key, **{"organisatie.kvk_nummer": value, "aanvraagdatum": value, "rol": value})
        browser.token = value
        told.append(browser.post(f"/toetredingen/{key}", {"rol": value}))
    monkeypatch.setattr("docgen.service.check", lambda *_: 1 / 0)
    told.append(browser.get(f"/zaken/{key}"))
    assert told[-1].status_code == 500
    everything = caplog.text + "".join(capfd.readouterr()) + " ".join(map(repr, caplog.records))
    for value in CANARIES:
        assert value not in everything
        for page in told:
            # The field in which something was typed shows it to who typed it, and nothing else does.
            assert value not in re.sub(r'<input [^>]*value="[^"]*"', "", page.text), page.status_code
    left = [p for p in temporary.rglob("*") if p.is_file()]
    assert [p for p in left for value in CANARIES if value.encode() in p.read_bytes()] == []
    site.stop()


def test_row_7_an_error_that_nobody_foresaw_is_logged_by_its_number_kind_and_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)
    key = site.add("toetreding-friesland", "gemeente")
    browser = site.browser("gemeente")
    monkeypatch.setattr("docgen.service.check", lambda *_: {}["Kanarievogel"])
    page = browser.get(f"/zaken/{key}").text
    number = re.search(r"Nummer van deze melding: <strong>([0-9a-f]{8})</strong>", page)
    assert number and number[1] in caplog.text
    assert "KeyError" in caplog.text and "Kanarievogel" not in caplog.text + page
    site.stop()


def test_row_8_a_password_is_kept_as_an_argon2id_hash_of_todays_strength(site: Site) -> None:
    with site.database() as db:
        user = db.scalar(select(User).where(User.naam == "gemeente"))
    assert user is not None and user.wachtwoord.startswith("$argon2id$") and PASSWORD not in user.wachtwoord
    real = extract_parameters(PasswordHasher().hash(PASSWORD))
    assert (real.memory_cost, real.time_cost) >= (19 * 1024, 2)


@pytest.mark.parametrize(
    ("outside", "name", "flags"),
    [(False, "docgen", set()), (True, "__Host-docgen", {"Secure"})],
    ids=["hier", "buiten"],
)
def test_row_9_the_cookie_is_for_this_site_alone_and_no_script_reads_it(
    tmp_path: Path, outside: bool, name: str, flags: set[str]
) -> None:
    site = make_site(tmp_path, outside=outside, trusted_hosts=("localhost",))
    made = site.browser().get("/aanmelden", base_url="https://localhost").headers["Set-Cookie"]
    parts = {part.strip() for part in made.split(";")}
    assert made.startswith(f"{name}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} | flags <= parts
    assert ("Secure" in parts) is outside and not any(part.startswith("Domain") for part in parts)
    site.stop()


def test_row_10_every_form_on_every_page_carries_a_token(site: Site) -> None:
    key = site.add("toetreding-friesland", "gemeente")
    pages = {
        "gemeente": ["/zaken/nieuw", f"/zaken/{key}", f"/toetredingen/{key}"],
        "beheer": ["/beheer/gebruikers", "/beheer/bewaartermijnen", "/wachtwoord"],
    }
    for naam, paths in pages.items():
        browser = site.browser(naam)
        for path in paths:
            page = browser.get(path).text
            forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.S)
            assert forms and all('name="csrf_token"' in form for form in forms), path


def test_row_11_every_answer_forbids_scripts_and_frames_of_others_and_is_not_kept(site: Site) -> None:
    browser = site.browser("gemeente")
    for path in ("/zaken", "/bestaat-niet", "/aanmelden", "/static/docgen.css"):
        headers = browser.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "same-origin"


def test_row_11_no_page_has_a_script_or_a_style_in_itself() -> None:
    for path in (Path(config.__file__).parent / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|style=|<script(?! src=)|\son\w+=|javascript:|\|\s*safe", text), path.name


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({}, "DOCGEN-101"),
        ({**GOOD, "SECRET_KEY": "s" * 31}, "DOCGEN-101"),
        ({**GOOD, "TRUSTED_HOSTS": " , "}, "DOCGEN-102"),
        (GOOD, "DOCGEN-103"),
    ],
)
def test_row_12_for_others_than_this_machine_it_does_not_start_half(
    tmp_path: Path, environ: dict[str, str], code: str
) -> None:
    with pytest.raises(DocgenError) as refused:
        create_app(config.from_environment({**environ, "DATA_DIR": str(tmp_path)}))
    assert refused.value.code == code


def test_row_12_with_a_key_hosts_and_a_beheerder_it_starts_as_app_py_does(tmp_path: Path) -> None:
    make_site(tmp_path).app.config["ENGINE"].dispose()
    app = create_app(config.from_environment({**GOOD, "DATA_DIR": str(tmp_path), "PROXIES": "1"}))
    answer = app.test_client().get("/aanmelden", base_url="https://zaken.example.nl")
    assert answer.status_code == 200
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert not app.debug
    app.config["ENGINE"].dispose()


def test_w4_another_host_is_refused_and_stands_in_no_answer(site: Site) -> None:
    browser = site.browser()
    answer = browser.get("/zaken", base_url="http://evil.example")
    assert answer.status_code == 400 and "evil.example" not in answer.text + str(answer.headers)
    forwarded = browser.get("/zaken", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in forwarded.text + str(forwarded.headers)


def test_row_12_the_key_of_this_machine_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = config.local(tmp_path, {}), config.local(tmp_path, {})
    assert first.secret_key == second.secret_key and len(first.secret_key) >= config.KEY_BYTES
    assert (tmp_path / "sleutel").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("path", "limit"),
    [("/zaken/nieuw/bestand", 5_000_000), ("/zaken/nieuw", 1_000_000), ("/controle", 60_000_000)],
)
def test_w9_one_byte_more_than_a_route_takes_is_refused(site: Site, path: str, limit: int) -> None:
    browser = site.browser("gemeente")
    browser.get("/zaken/nieuw")
    assert browser.post(path, {"vulling": "x" * limit}).status_code == 413


def test_w9_two_thousand_and_more_parts_are_refused(site: Site) -> None:
    browser = site.browser("gemeente")
    parts = {f"veld{n}": "x" for n in range(2_001)}
    assert browser.send("/zaken/nieuw/bestand", dict(parts)).status_code == 413


def test_w10_a_case_of_a_hundred_thousand_rows_is_refused_with_the_name_of_the_field(site: Site) -> None:
    browser = site.browser("gemeente")
    head = b'{"soort": "collegenota", "zaaknummer": "Z-1", "regeling": "flevoland-2021", "gemeente": {"naam": "X"}, '
    page = browser.upload(head + b'"voorgesteld_besluit": [' + b", ".join([b'"x"'] * 100_000) + b"]}")
    assert page.status_code == 422 and "Deze lijst is te lang" in page.text and "voorgesteld_besluit" in page.text


def test_row_14_a_download_is_never_shown_in_the_browser(site: Site) -> None:
    key = site.add("friesland-driepartijen", "zorgaanbieder")
    answer = site.browser("zorgaanbieder").get(f"/zaken/{key}/bestand")
    assert answer.headers["Content-Disposition"] == "attachment; filename=FR-2026-0147.json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/json"


@pytest.mark.parametrize("code", [400, 404, 405, 413, 409, 422, 500])
def test_every_error_is_a_dutch_page_with_a_number(site: Site, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {409: Conflict, 500: InternalServerError, 422: UnprocessableEntity}
    browser = site.browser("gemeente")
    if code in kinds:
        monkeypatch.setattr("docgen.web.listing.page", lambda *_: (_ for _ in ()).throw(kinds[code]()))
        page = browser.get("/zaken")
    elif code == 400:
        browser.token = "verzonnen"
        page = browser.post("/zaken/nieuw")
    else:
        page = {
            404: lambda: browser.get("/is-er-niet"),
            405: lambda: browser.post("/zaken"),
            413: lambda: browser.post("/zaken/nieuw", {"x": "x" * 1_000_001}),
        }[code]()
    assert page.status_code in {code, 400}
    assert re.search(r"Nummer van deze melding: <strong>[0-9a-f]{8}</strong>", page.text)
    assert 'lang="nl"' in page.text


def test_the_first_beheerder_needs_the_code_of_this_machine_and_there_is_only_one_first(tmp_path: Path) -> None:
    app = create_app(config.local(tmp_path, {}))
    with Session(app.config["ENGINE"]) as db, db.begin():
        code = first_code(db)
    browser = Browser(app.test_client())
    assert browser.get("/aanmelden").headers["Location"] == "/eerste-beheerder"
    browser.get("/eerste-beheerder")
    form = {"naam": "de baas", "nieuw": PASSWORD}
    assert browser.post("/eerste-beheerder", {**form, "code": "verkeerd"}).status_code == 422
    assert browser.post("/eerste-beheerder", {**form, "code": code}).status_code == 303
    assert browser.get("/beheer/gebruikers").status_code == 200
    assert Browser(app.test_client()).get("/eerste-beheerder").status_code == 404
    with Session(app.config["ENGINE"]) as db, db.begin():
        assert first_code(db) == ""
    app.config["ENGINE"].dispose()


def test_a_name_that_does_not_exist_is_checked_as_long_as_one_that_does(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    before = accounts._matches
    monkeypatch.setattr(accounts, "_matches", lambda known, typed: asked.append(known) or before(known, typed))
    browser = site.browser()
    for naam in ("gemeente", "niemand-zo"):
        browser.get("/aanmelden")
        browser.post("/aanmelden", {"naam": naam, "wachtwoord": "fout"})
    assert len(asked) == 2 and all(known.startswith("$argon2id$") for known in asked)


def test_t9_no_name_of_a_file_or_a_route_leads_out_of_its_folder(site: Site) -> None:
    browser = site.browser("gemeente")
    for name in (
        "../../config.py",
        "..%2f..%2fconfig.py",
        "%2e%2e/config.py",
        "C:\\config",
        "\\\\host\\x",
        "a\x00b",
        "x" * 300,
    ):
        for path in ("/static/", "/lettertypen/", "/zaken/", "/toetredingen/"):
            assert browser.get(path + name).status_code in {404, 400, 308}, path + name
    assert browser.get("/zaken?zoek=a%00b").status_code == 400


def test_row_13_who_does_not_log_in_cannot_fill_the_database(tmp_path: Path) -> None:
    site = make_site(tmp_path, limits=True)
    codes = [site.browser().get("/zaken").status_code for _ in range(121)]
    assert codes == [302] * 120 + [429]
    site.stop()


@pytest.mark.parametrize(("size", "waits"), [(100_000, True), (300_001, False)])
def test_row_13_only_a_form_of_the_size_of_a_form_waits_for_who_must_log_in(site: Site, size: int, waits: bool) -> None:
    browser = site.browser()
    browser.post("/zaken/nieuw", {"naam": "x" * size})
    with site.database() as db:
        kept = [row.inhoud for row in db.scalars(select(Login)) if row.user_id is None]
    assert any(PARKED in inhoud for inhoud in kept) is waits


def test_a_session_that_nobody_can_use_any_more_is_swept_at_the_next_log_in(site: Site) -> None:
    site.browser().get("/aanmelden")
    site.browser("gemeente")
    site.clock.later(hours=2)
    site.browser("stuurgroep")
    with site.database() as db:
        left = [row.user_id for row in db.scalars(select(Login))]
        stuurgroep = db.scalar(select(User.id).where(User.naam == "stuurgroep"))
    assert set(left) <= {stuurgroep, None} and len(left) <= 2


@pytest.mark.parametrize("family", ["ZAAK", "REGEL", "INVOER", "PAKKET", "MAAK"])
def test_no_page_tells_of_an_option_or_a_command_of_the_command_line(family: str) -> None:
    rows = {code: row for code, row in ROWS.items() if code.startswith(family)}
    assert rows
    told = {code: on_a_page(f"{row.melding} {row.advies}") for code, row in rows.items()}
    assert {code: text for code, text in told.items() if re.search(COMMAND, text)} == {}


def test_our_own_files_go_packed_to_who_can_unpack_them_and_no_page_does(site: Site) -> None:
    browser = site.browser("gemeente")
    asked = {"headers": {"Accept-Encoding": "gzip"}}
    style, page = browser.get("/static/docgen.css", **asked), browser.get("/zaken", **asked)
    assert gzip.decompress(style.data) == browser.get("/static/docgen.css").data
    assert style.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in style.headers["Vary"]
    assert "Content-Encoding" not in page.headers
