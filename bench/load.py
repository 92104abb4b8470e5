"""Twenty people at once in the front end: what they do, how long they wait, and whether anything goes wrong.

`bench/load.py --minuten 5` starts `docgen serve` on a folder of its own, lets everybody look at the list, open a case,
fill in a page and save it, see the documents and take one along, with pauses as people have, and prints per step how
often, the median and the 95th percentile in milliseconds, and the errors. Ends with 1 when there was an error.
Everybody comes from an address of their own on loopback, as from a computer of their own.
"""

from __future__ import annotations

import argparse
import dataclasses
import http.client
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from docgen.web import accounts
from docgen.web.models import Party
from tests.web.form import fields_of
from tests.web.screen import served
from tests.web.site import PASSWORD, make_site

CASES = ("friesland-driepartijen", "noordoostpolder-bewind", "alkmaar-verdiencontract", "westfriesland-driehoek")
ROLES = ("zorgaanbieder", "gemeente", "woningcorporatie")
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
SLOWEST = 60.0
"""Seconds after which an answer counts as an error."""


@dataclasses.dataclass
class Tally:
    """What was measured, by all together."""

    took: dict[str, list[float]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = dataclasses.field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = dataclasses.field(default_factory=threading.Lock)

    def note(self, step: str, seconds: float, wrong: str = "") -> None:
        """Count one step, and what was wrong with it."""
        with self.lock:
            self.took[step].append(seconds)
            if wrong:
                self.errors[f"{step}: {wrong}"] += 1


class Person:
    """Somebody at a browser."""

    def __init__(self, number: int, naam: str, port: int, tally: Tally, pause: float) -> None:
        """Sit down; `number` gives an address of its own on loopback, `pause` is the time between two clicks."""
        self._from = (f"127.0.1.{number + 1}", 0)
        self._port = port
        self._naam = naam
        self._tally = tally
        self._pause = pause
        self._chance = random.Random(number)
        self._cookie = self._token = ""

    def work(self, until: float) -> None:
        """Do what people do, again and again; not all at the same moment."""
        time.sleep(2 * self._pause * self._chance.random())
        self._ask("aanmelden", "/aanmelden")
        self._ask("aanmelden", "/aanmelden", MultiDict({"naam": self._naam, "wachtwoord": PASSWORD}), wanted=(303,))
        while time.monotonic() < until:
            listed = self._ask("lijst", "/zaken")
            keys = sorted({key.decode() for key in re.findall(rb'href="/zaken/([0-9a-f]{32})"', listed)})
            if not keys:
                return
            self._one(f"/zaken/{self._chance.choice(keys)}")

    def _one(self, case: str) -> None:
        self._ask("zaak", case)
        self._fill(case)
        self._ask("tijdlijn", f"{case}/tijdlijn")
        papers = self._ask("stukken", f"{case}/stukken")
        links = re.findall(rb'href="(/zaken/[0-9a-f]+/stukken/concept/[a-z-]+\.docx)"', papers)
        if links and self._chance.random() < 0.3:
            self._ask("concept in Word", self._chance.choice(links).decode())
        self._ask("agenda", "/agenda")

    def _fill(self, case: str) -> None:
        path = f"{case}/invullen/woning"
        page = self._ask("formulier", path)
        typed = fields_of(page.decode())
        typed["woning.adres.plaats"] = self._chance.choice(("Sneek", "Hoorn", "Alkmaar", "Emmeloord", "Almere"))
        # Now and then two people change the same field: then the second is asked which it is to be.
        self._ask("klad", f"{case}/klad", typed, wanted=(204, 200))
        self._ask("opslaan", path, typed, wanted=(303, 409))

    def _ask(
        self, step: str, path: str, form: MultiDict[str, str] | None = None, wanted: tuple[int, ...] = (200,)
    ) -> bytes:
        time.sleep(self._pause * self._chance.uniform(0.5, 1.5))
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode([*form.items(multi=True), ("csrf_token", self._token)]) if form is not None else None
        begin = time.perf_counter()
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SLOWEST, source_address=self._from)
        try:
            link.request("POST" if body else "GET", path, body, headers)
            answer = link.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._tally.note(step, time.perf_counter() - begin, type(error).__name__)
            return b""
        finally:
            link.close()
        self._tally.note(step, time.perf_counter() - begin, "" if answer.status in wanted else str(answer.status))
        if cookie := answer.getheader("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        if found := TOKEN.search(data):
            self._token = found[1].decode()
        return data


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minuten", type=float, default=5.0)
    parser.add_argument("--mensen", type=int, default=20)
    parser.add_argument("--pauze", type=float, default=5.0, help="seconden tussen twee klikken, gemiddeld")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docgen-druk-") as name:
        names = _fill(Path(name), given.mensen)
        with served(Path(name)) as running:
            tally = _crowd(names, running.port, given.minuten * 60, given.pauze)
    shouted = [line for line in running.said if "ERROR" in line]
    _print(tally, shouted)
    return 1 if tally.errors or shouted else 0


def _fill(folder: Path, people: int) -> list[str]:
    """Give the party of each role its people, and make cases in which all three have a part."""
    site = make_site(folder)
    names = [f"{ROLES[number % len(ROLES)]}-{number}" for number in range(people)]
    parties = {rol: site.party(rol) for rol in ROLES}
    with site.database() as db, db.begin():
        for naam in names:
            party = db.get_one(Party, parties[naam.partition("-")[0]])
            accounts.add(db, naam, PASSWORD, party, site.clock(), own=True)
    for name in CASES:
        site.add(name, *ROLES)
    site.stop()
    return names


def _crowd(names: list[str], port: int, seconds: float, pause: float) -> Tally:
    tally, until = Tally(), time.monotonic() + seconds
    people = [Person(number, naam, port, tally, pause) for number, naam in enumerate(names)]
    threads = [threading.Thread(target=person.work, args=(until,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _print(tally: Tally, shouted: list[str]) -> None:
    print("| stap | aantal | mediaan (ms) | p95 (ms) | langste (ms) |\n|---|---|---|---|---|")
    for step, took in tally.took.items():
        ordered = sorted(took)
        figures = (statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))], ordered[-1])
        print(f"| {step} | {len(took)} |" + "".join(f" {1000 * one:.0f} |" for one in figures))
    asked, wrong = sum(map(len, tally.took.values())), sum(tally.errors.values())
    print(f"\n{asked} vragen, {wrong} fouten, {len(shouted)} in het logboek van de server")
    for what, times in tally.errors.items():
        print(f"- {times} × {what}")
    for line in shouted:
        print(f"- {line}")


if __name__ == "__main__":
    sys.exit(main())
