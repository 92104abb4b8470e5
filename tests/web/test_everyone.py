"""Every page that the server has, as anybody can use it: small, from this server alone, at 400 %, and sound for axe.

The pages are those of the table of routes: a new one fails here until it shows something to a role that may see it.
"""

from __future__ import annotations

import datetime as dt
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request
from sqlalchemy import select

from docgen.web import formpages
from docgen.web.models import Case, Job, User
from tests.web.screen import Server, log_in, served, sound
from tests.web.site import Site, make_site
from tests.web.tables import begin, make, try_out, workbook
from tests.web.test_matrix import NOBODY_NEEDED, TABLE

pytestmark = pytest.mark.slow

MOST = 100_000
"""Bytes on the wire of a page with its stylesheets and script; without its images and the typeface."""
FILES = {"static", "lettertype", "zaak.bestand", "tijdlijn.bestand", "agenda.bestand_van_alle", "stukken.concept"}
FILES |= {"stukken.ophalen", "pakketten.blad", "pakketten.ophalen", "pakketten.originelen"}
FILES |= {"voorbeeld.blad", "huisstijl.proefblad", "huisstijl.blad", "huisstijl.logo", "batch.zip_bestand"}
FILES |= {"batch.verslag", "batch.verbeteren", "taken.stand"}
"""Routes that hand out a file or a part of a page."""
ONWARD = {"aanmelden.start", "batch.toon", "voorbeeld.stuk", "voorbeeld.afdruk"}
"""Routes that lead on to another page, or where another page (voorbeeld.kiezen) leads to."""
LOOKS = ("zorgaanbieder", "gemeente", "beheer")
"""Who looks at a page: the first of these that may."""
PAGES = sorted(endpoint for method, endpoint in TABLE if method == "GET" and endpoint not in FILES | ONWARD)
CASE, BROKEN, ACCESSION = "friesland-driepartijen", "westfriesland-aanmelden", "toetreding-westfriesland"


@dataclass
class World:
    """A running server with something on every page."""

    server: Server
    empty: Server
    """One without users."""
    site: Site
    chromium: Browser
    job: str
    batch: str
    open: dict[str, Page] = field(default_factory=dict)
    packed: dict[str, int] = field(default_factory=dict)

    def page(self, naam: str) -> Page:
        """The window of a user, or of nobody."""
        if naam not in self.open and naam:
            self.open[naam] = log_in(self.chromium, self.server, naam, 1280)
        elif naam not in self.open:
            self.open[naam] = self.chromium.new_context(locale="nl-NL").new_page()
        return self.open[naam]

    def weight(self, address: str) -> int:
        """Bytes on the wire of a stylesheet or a script."""
        if address not in self.packed:
            with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})) as got:
                self.packed[address] = len(got.read())
        return self.packed[address]

    def addresses(self, endpoint: str) -> list[str]:
        """Where a route shows something: more than one when its pages differ much."""
        about = {"invullen.afwijken": [{"regel": "WF-04"}], "taken.toon": [{"taak": self.job}]}
        about |= {"invullen.blad": [{"blad": blad, "alles": "1"} for blad in formpages.pages("zaak")]}
        about |= {"invullen.thema": [{"thema": "financien"}]}
        case = {"invullen.afwijken": BROKEN, "toetreding.stappen": ACCESSION}.get(endpoint, CASE)
        (rule, *_) = self.site.app.url_map.iter_rules(endpoint)
        known = {"zaak": self.site.cases[case], "rol": "woningcorporatie", "batch": self.batch}
        known |= {"partij": self.site.party("gemeente")}
        with self.site.app.test_request_context():
            shared = {name: known[name] for name in rule.arguments if name in known}
            found = [self.site.app.url_for(endpoint, **shared, **more) for more in about.get(endpoint, [{}])]
        server = self.empty if endpoint == "aanmelden.eerste" else self.server
        return [server.address + path for path in found]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("iedereen")
    site = make_site(folder)
    for name in (CASE, BROKEN, ACCESSION):
        site.add(name, "zorgaanbieder", "gemeente", "woningcorporatie")
    with site.database() as db:
        user, case = db.scalar(select(User).where(User.naam == LOOKS[0])), db.get(Case, site.cases[CASE])
        assert user and case
        now = dt.datetime.now(dt.UTC)
        job = Job(soort="pakket", user_id=user.id, case_id=case.id, gegeven={}, terug="/zaken", stand="mislukt")
        job.melding, job.problemen = "Dit lukte niet.", [["regel 3", "Dit klopt niet.", "Verbeter het."]]
        job.gemaakt_op = job.levend_op = now
        db.add(job)
        db.flush()
        key = job.id
        db.commit()
    browser = site.browser(LOOKS[0])
    address = begin(browser, workbook(tmp_path_factory.mktemp("tabel")))
    try_out(site, browser, address)
    make(site, browser, address)
    site.stop()
    with served(folder) as running, served(tmp_path_factory.mktemp("leeg")) as empty:
        made = World(running, empty, site, chromium, key, address.rpartition("/")[2])
        yield made
        for page in made.open.values():
            page.context.close()


def looker(endpoint: str) -> str:
    allowed = TABLE["GET", endpoint]
    return "" if allowed == NOBODY_NEEDED else next(naam for naam in LOOKS if naam in allowed)


@pytest.mark.parametrize("endpoint", PAGES)
def test_every_page_is_small_asks_nothing_of_others_reflows_at_400_percent_and_passes_axe(
    world: World, endpoint: str
) -> None:
    page = world.page(looker(endpoint))
    said: list[str] = []
    asked: list[Request] = []
    kept = {
        "console": lambda message: said.append(message.text),
        "request": lambda request: asked.append(request),
    }
    for event, keep in kept.items():
        page.on(event, keep)
    for path in world.addresses(endpoint):
        asked.clear()
        page.set_viewport_size({"width": 1280, "height": 1024})
        shown = page.goto(path)
        assert shown is not None and shown.status == 200, path
        assert "text/html" in shown.headers["content-type"], path
        host = path.partition("//")[2].partition("/")[0]
        assert {urlsplit(one.url).netloc for one in asked} == {host}, path
        besides = {one.url for one in asked if one.resource_type in ("stylesheet", "script")}
        assert len(shown.body()) + sum(map(world.weight, besides)) <= MOST, (path, len(shown.body()))
        sound(page, path)
        page.set_viewport_size({"width": 320, "height": 256})  # what 1280 × 1024 is at 400 %
        sound(page, f"{path} op 400 %")
    assert said == []
    for event, keep in kept.items():
        page.remove_listener(event, keep)
