"""A server in a process of its own, somebody who logs in on it in a browser, and what every page is held to there."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.ports import free_port
from tests.web.site import PASSWORD


@dataclass
class Server:
    """`docgen serve` in a process of its own, on a folder that outlives it."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)
    reader: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "docgen.cli", "serve", "--port", str(self.port), "--data", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        # Read while it runs: a pipe that is full would make the server wait.
        self.said = []
        self.reader = threading.Thread(target=self.said.extend, args=(self.process.stderr,), daemon=True)
        self.reader.start()
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/aanmelden", timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError("de server start niet")

    def stop(self, how: int = signal.SIGTERM) -> str:
        """Stop it with a signal, and give what it said since it started."""
        assert self.process and self.process.stderr and self.reader
        self.process.send_signal(how)
        # The worker is a child: with SIGKILL it notices that its parent is gone, and only then has all been said.
        self.reader.join(60)
        self.process.wait(60)
        self.process.stderr.close()
        return "".join(self.said)


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Run a server on a folder, and stop it in the end."""
    running = Server(folder)
    running.start()
    try:
        yield running
    finally:
        running.stop()


def log_in(chromium: Browser, server: Server, naam: str, width: int = 1440) -> Page:
    """A browser of their own for somebody, on the first page after logging in."""
    page = chromium.new_context(viewport={"width": width, "height": 900}, locale="nl-NL").new_page()
    return log_in_on(page, server, naam)


def log_in_on(page: Page, server: Server, naam: str) -> Page:
    page.goto(f"{server.address}/aanmelden")
    page.get_by_label("Gebruikersnaam").fill(naam)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("button", name="Afmelden").wait_for()
    return page


def sound(page: Page, where: str = "") -> None:
    """The page is there as a whole, fits its screen without scrolling sideways, and passes axe."""
    where = where or page.url
    # After a click only the answer has begun: until then there may not be anything to look at yet.
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), where
    found = [(v["id"], v["nodes"][0]["html"][:160]) for v in Axe().run(page).response["violations"]]
    assert found == [], where
