"""Every route × every role × a stranger: who gets in, who gets nothing (security.md of the project, W1 and row 4).

A route that is not in the table fails: somebody has to decide who may come there. "Nothing" is 404, and the same page
for what is not there as for what is not for you.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from werkzeug.routing import Rule

from docgen.web import jobs
from tests.web.site import ROLES, Browser, Site, make_site

BEHEER = {"beheer"}
PROFESSIONALS = {"woningcorporatie", "zorgaanbieder", "gemeente", "transferpunt", "uitstroomcoordinator", "stuurgroep"}
CASE_ROLES = set(ROLES) - BEHEER
EVERYBODY = set(ROLES)
NOBODY_NEEDED = "zonder aanmelden"

ACCESSION, CASE = "toetreding-friesland", "westfriesland-voordracht"
ABOUT_SOMETHING = {"zaak.deelnemers", "mensen.gebruiker", "invullen.afwijken", "invullen.afwijken_opslaan"}
ABOUT_SOMETHING |= {"stukken.concept", "stukken.vaststellen", "stukken.ophalen"}
ABOUT_SOMETHING |= {"taken.toon", "taken.stand", "taken.opnieuw", "pakketten.ophalen", "pakketten.originelen"}
ABOUT_SOMETHING |= {f"pakketten.{what}" for what in ("voor", "inleveren", "bekijken", "verwijderen", "blad")}
ABOUT_SOMETHING |= {f"pakketten.{what}" for what in ("toewijzen", "toegewezen", "kiezen", "maken")}
ABOUT_SOMETHING |= {
    f"batch.{name}" for name in ("toon", "koppeling", "koppelen", "proef", "proberen", "stukken", "maken")
}
ABOUT_SOMETHING |= {f"batch.{name}" for name in ("stoppen", "zip_bestand", "verslag", "verbeteren", "verbeterd", "weg")}
ABOUT_SOMETHING |= {"huisstijl.blad", "huisstijl.logo"}
ABOUT_SOMETHING |= {"voorbeeld.stuk", "voorbeeld.blad", "voorbeeld.maken"}
"""Routes that also look for something that does not exist here: an organisation, a broken rule, a paper. That those are
there for who may have them, and for nobody else, is tested with the thing itself."""

TABLE: dict[tuple[str, str], set[str] | str] = {
    ("GET", "static"): NOBODY_NEEDED,
    ("GET", "lettertype"): NOBODY_NEEDED,
    ("GET", "aanmelden.inloggen"): NOBODY_NEEDED,
    ("POST", "aanmelden.ingelogd"): NOBODY_NEEDED,
    ("GET", "aanmelden.eerste"): NOBODY_NEEDED,
    ("POST", "aanmelden.eerste"): NOBODY_NEEDED,
    ("GET", "aanmelden.start"): EVERYBODY,
    ("POST", "aanmelden.afmelden"): EVERYBODY,
    ("GET", "aanmelden.wachtwoord"): EVERYBODY,
    ("POST", "aanmelden.wachtwoord"): EVERYBODY,
    ("GET", "zaken.lijst"): CASE_ROLES,
    ("GET", "zaken.nieuw"): PROFESSIONALS,
    ("POST", "zaken.nieuw"): PROFESSIONALS,
    ("POST", "zaken.bestand"): PROFESSIONALS,
    ("POST", "zaken.kopie"): PROFESSIONALS,
    ("GET", "zaak.overzicht"): CASE_ROLES,
    ("GET", "zaak.geschiedenis"): CASE_ROLES,
    ("GET", "zaak.bestand"): CASE_ROLES,
    ("GET", "tijdlijn.beeld"): CASE_ROLES,
    ("GET", "tijdlijn.bestand"): CASE_ROLES,
    ("GET", "agenda.overzicht"): CASE_ROLES,
    ("GET", "agenda.bestand_van_alle"): CASE_ROLES,
    ("POST", "zaak.klad"): PROFESSIONALS,
    ("POST", "zaak.klad_weg"): PROFESSIONALS,
    ("POST", "zaak.deelnemers"): PROFESSIONALS,
    ("POST", "zaak.sluiten"): PROFESSIONALS,
    ("GET", "invullen.blad"): CASE_ROLES,
    ("POST", "invullen.opslaan"): PROFESSIONALS,
    ("GET", "invullen.thema"): CASE_ROLES,
    ("POST", "invullen.thema_opslaan"): PROFESSIONALS,
    ("GET", "invullen.afwijken"): CASE_ROLES,
    ("POST", "invullen.afwijken_opslaan"): PROFESSIONALS,
    ("GET", "stukken.lijst"): CASE_ROLES,
    ("GET", "stukken.concept"): CASE_ROLES,
    ("POST", "stukken.vaststellen"): PROFESSIONALS,
    ("GET", "stukken.ophalen"): CASE_ROLES,
    ("GET", "voorbeeld.kiezen"): CASE_ROLES,
    ("POST", "voorbeeld.maken"): PROFESSIONALS,
    ("GET", "voorbeeld.stuk"): CASE_ROLES,
    ("GET", "voorbeeld.afdruk"): CASE_ROLES,
    ("GET", "voorbeeld.blad"): CASE_ROLES,
    ("GET", "toetreding.lijst"): CASE_ROLES,
    ("GET", "toetreding.stappen"): CASE_ROLES,
    ("POST", "toetreding.stappen"): PROFESSIONALS,
    ("GET", "batch.lijst"): PROFESSIONALS,
    ("GET", "batch.nieuw"): PROFESSIONALS,
    ("POST", "batch.nieuw"): PROFESSIONALS,
    ("GET", "batch.toon"): PROFESSIONALS,
    ("GET", "batch.koppeling"): PROFESSIONALS,
    ("POST", "batch.koppelen"): PROFESSIONALS,
    ("GET", "batch.proef"): PROFESSIONALS,
    ("POST", "batch.proberen"): PROFESSIONALS,
    ("GET", "batch.stukken"): PROFESSIONALS,
    ("POST", "batch.maken"): PROFESSIONALS,
    ("POST", "batch.stoppen"): PROFESSIONALS,
    ("GET", "batch.zip_bestand"): PROFESSIONALS,
    ("GET", "batch.verslag"): PROFESSIONALS,
    ("GET", "batch.verbeteren"): PROFESSIONALS,
    ("POST", "batch.verbeterd"): PROFESSIONALS,
    ("POST", "batch.weg"): PROFESSIONALS,
    ("GET", "mensen.gebruikers"): BEHEER,
    ("POST", "mensen.gebruiker"): BEHEER,
    ("POST", "mensen.organisatie"): BEHEER,
    ("POST", "mensen.wijzigen"): BEHEER,
    ("GET", "huisstijl.lijst"): BEHEER,
    ("GET", "huisstijl.kiezen"): BEHEER,
    ("POST", "huisstijl.wijzigen"): BEHEER,
    ("GET", "huisstijl.proefblad"): BEHEER,
    ("GET", "huisstijl.blad"): EVERYBODY,
    ("GET", "huisstijl.logo"): EVERYBODY,
    ("GET", "beheer.logboek"): BEHEER,
    ("GET", "bewaren.termijnen"): BEHEER,
    ("POST", "bewaren.wijzigen"): BEHEER,
    ("POST", "bewaren.vernietigen"): BEHEER,
    ("POST", "bewaren.op_verzoek"): BEHEER,
    ("GET", "pakketten.lijst"): CASE_ROLES,
    ("GET", "pakketten.voor"): PROFESSIONALS,
    ("POST", "pakketten.inleveren"): PROFESSIONALS,
    ("POST", "pakketten.bekijken"): PROFESSIONALS,
    ("POST", "pakketten.verwijderen"): PROFESSIONALS,
    ("GET", "pakketten.blad"): PROFESSIONALS,
    ("GET", "pakketten.toewijzen"): PROFESSIONALS,
    ("POST", "pakketten.toegewezen"): PROFESSIONALS,
    ("POST", "pakketten.kiezen"): PROFESSIONALS,
    ("POST", "pakketten.maken"): PROFESSIONALS,
    ("GET", "pakketten.ophalen"): CASE_ROLES,
    ("GET", "pakketten.originelen"): CASE_ROLES,
    ("GET", "controle.vragen"): EVERYBODY,
    ("POST", "controle.controleren"): EVERYBODY,
    ("GET", "taken.toon"): EVERYBODY,
    ("GET", "taken.stand"): EVERYBODY,
    ("POST", "taken.opnieuw"): EVERYBODY,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site with an accession and a case in which one party of every role has a part, for all routes."""
    kinds = dict(jobs.KINDS)
    # That a job begins is enough here: what it does is tested where it is made.
    jobs.KINDS.update(dict.fromkeys(kinds, lambda work, **given: "Klaar."))
    made = make_site(tmp_path_factory.mktemp("matrix"))
    for name in (ACCESSION, CASE):
        made.add(name, "gemeente", *sorted(CASE_ROLES - {"gemeente"}))
    yield made
    jobs.finish(made.app, 10)
    jobs.KINDS.update(kinds)
    made.stop()


def rules(site: Site) -> list[tuple[str, Rule]]:
    found = []
    for rule in site.app.url_map.iter_rules():
        found += [(method, rule) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    return found


def address(site: Site, rule: Rule) -> str:
    case = CASE if rule.endpoint.startswith(("invullen.", "stukken.", "voorbeeld.")) else ACCESSION
    values = {
        "blad": 1 if rule.endpoint == "voorbeeld.blad" else "plan",
        "afdruk": "0" * 64,
        "thema": "financien",
        "regel": "XX-99",
        "document": "x",
        "formaat": "pdf",
        "stuk": "0" * 32,
        "taak": "0" * 32,
        "rol": "gemeente",
        "bestand": "0" * 32,
        "nummer": 1,
        "pakket": "0" * 32,
        "batch": "0" * 32,
    }
    values |= {"zaak": site.cases[case], "wie": "0" * 32, "naam": "SourceSansPro-Regular.woff"}
    values |= {"filename": "docgen.css", "partij": site.party("gemeente"), "kenmerk": "0" * 64}
    with site.app.test_request_context():
        return site.app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


def ask(browser: Browser, method: str, path: str) -> int:
    return (browser.get(path) if method == "GET" else browser.post(path)).status_code


def test_every_route_is_in_the_table_and_nothing_else_is(site: Site) -> None:
    assert {(method, rule.endpoint) for method, rule in rules(site)} == set(TABLE)


def test_a_route_that_does_not_say_for_whom_it_is_is_closed(tmp_path: Path) -> None:
    other = make_site(tmp_path)
    other.app.add_url_rule("/vergeten", "vergeten", lambda: "geheim")
    for naam in ("gemeente", "beheer"):
        assert other.browser(naam).get("/vergeten").status_code == 404
    assert other.browser().get("/vergeten").status_code == 302
    other.stop()


def test_who_is_not_logged_in_gets_nothing_but_the_page_to_log_in(site: Site) -> None:
    for method, rule in rules(site):
        code = ask(site.browser(), method, address(site, rule))
        if TABLE[method, rule.endpoint] == NOBODY_NEEDED:
            assert code in {200, 400, 401, 404}, (method, rule.endpoint, code)
        else:
            assert code in {302, 303}, (method, rule.endpoint, code)


@pytest.mark.parametrize("rol", ROLES)
def test_a_role_comes_where_the_table_lets_it_and_nowhere_else(site: Site, rol: str) -> None:
    browser = site.browser(rol)
    for method, rule in rules(site):
        allowed = TABLE[method, rule.endpoint]
        if allowed == NOBODY_NEEDED or rule.endpoint in {"aanmelden.afmelden", "zaak.sluiten"}:
            continue
        code = ask(browser, method, address(site, rule))
        if rol not in allowed:
            # A huurder may read the steps of an accession but not write them: that page says so.
            assert code == (403 if rule.endpoint == "toetreding.stappen" and rol in CASE_ROLES else 404), rule.endpoint
        elif rule.endpoint != "mensen.wijzigen":
            assert code < 500 and (code != 404 or rule.endpoint in ABOUT_SOMETHING), (method, rule.endpoint, code)


@pytest.mark.parametrize("rol", sorted(CASE_ROLES))
def test_w1_a_stranger_of_the_same_role_finds_no_case_by_any_route(site: Site, rol: str) -> None:
    browser = site.browser(f"vreemd-{rol}")
    for method, rule in rules(site):
        if "zaak" in rule.arguments:
            code = ask(browser, method, address(site, rule))
            assert code == 404, (method, rule.endpoint, code)
    assert "TOE-2026-003" not in browser.get("/toetredingen").text + browser.get("/zaken").text


def test_what_is_not_there_looks_like_what_is_not_for_you(site: Site) -> None:
    browser = site.browser("vreemd-gemeente")
    pages = [browser.get(f"/zaken/{key}").text for key in (site.cases["toetreding-friesland"], "0" * 32)]
    assert len({re.sub(r"<strong>[0-9a-f]{8}</strong>|value=\"[^\"]*\"", "", page) for page in pages}) == 1


def test_w2_every_route_that_writes_refuses_a_form_without_its_token(site: Site) -> None:
    browsers = {rol: site.browser(rol) for rol in ("gemeente", "beheer")}
    for method, rule in rules(site):
        for rol, browser in browsers.items():
            if method != "GET" and rol in TABLE[method, rule.endpoint]:
                browser.token = "verzonnen"
                assert ask(browser, method, address(site, rule)) == 400, rule.endpoint


def test_w2_what_another_site_sends_is_refused_though_it_has_a_token(site: Site) -> None:
    browser = site.browser("gemeente")
    made = browser.post("/afmelden", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    assert made.status_code == 400
    assert browser.get("/zaken").status_code == 200


def test_w2_no_page_that_is_only_asked_for_changes_anything_but_the_log_and_the_list(site: Site) -> None:
    def state() -> list[object]:
        tables = (
            *("inleveringen", "bladbeelden", "aanwijzingen", "pakketkeuzes", "pakketten", "taken"),
            "zaken",
            "versies",
            "deelnemers",
            "gebruikers",
            "partijen",
            "instellingen",
            "kladden",
            "stukken",
            "batches",
        )
        with site.database() as db:
            return [db.execute(text(f"SELECT * FROM {table}")).all() for table in tables]

    before = state()
    for rol in ("gemeente", "beheer", "huurder"):
        browser = site.browser(rol)
        for method, rule in rules(site):
            if method == "GET":
                ask(browser, method, address(site, rule))
    assert state() == before


def test_w6_nothing_but_our_own_files_may_be_kept_by_a_browser_or_a_proxy(site: Site) -> None:
    for rol in ("gemeente", "beheer"):
        browser = site.browser(rol)
        for method, rule in rules(site):
            if method == "GET" and rule.endpoint not in {"static", "lettertype"}:
                assert browser.get(address(site, rule)).headers["Cache-Control"] == "no-store", rule.endpoint
