"""How soon an edit is seen: from the last key to the picture of the changed page, in a real browser on a real server.

    .venv/bin/python bench/preview.py [--aantal 50]

Opens the page "Huur en contract" of the contract of 14 pages beside its preview, types in its fields in turn, and takes
the time from the last `input` event to the moment that the new picture of the changed page is painted. Needs Chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.web.screen import Server, log_in, served
from tests.web.site import make_site

CASE, WHO = "friesland-driepartijen", "woningcorporatie"
PAUSE = 1.5
"""Seconds between two edits, after the whole document is there."""
FIELDS = (
    ("huur.kale_huur", "6{:02},50"),
    ("huur.servicekosten[0].bedrag", "2{:02},25"),
    ("huurovereenkomst.aanvullende_afspraken", "De huurder mag {} planten op het balkon zetten."),
    ("huurovereenkomst.ondertekening.plaats", "Leeuwarden {}"),
    ("huur.waarborgsom", "5{:02},00"),
)
"""Fields of the page with what is typed in them; `{}` is the number of the round."""
WATCH = """
window.seen = null;
let typed = 0;
document.addEventListener("input", () => { typed = performance.now(); window.seen = null; }, true);
document.addEventListener("load", (event) => {
  const sheet = event.target.closest && event.target.closest(".docgen-drukvel");
  if (!sheet || !sheet.querySelector(".docgen-nieuw") || window.seen !== null) return;
  requestAnimationFrame(() => requestAnimationFrame(() => { window.seen = performance.now() - typed; }));
}, true);
"""


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Server, str]]:
    """Run `docgen serve` on a folder with one case; gives the server and the id of the case."""
    site = make_site(folder)
    key = site.add(CASE, WHO)
    site.stop()
    with served(folder) as running:
        yield running, key


def measure(page: Page, count: int) -> list[float]:
    """Type `count` times and give the milliseconds of each."""
    found: list[float] = []
    for number in range(count):
        name, words = FIELDS[number % len(FIELDS)]
        field = page.locator(f'[name="{name}"]')
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(words.format(number // len(FIELDS) + 1), delay=40)
        found.append(_until(page, "window.seen"))
        # The whole document follows; somebody who reads what stands there gives it the time.
        _until(page, "document.querySelectorAll('.docgen-drukvel:not([data-inhoud])').length === 0 || null")
        time.sleep(PAUSE)
        print(f"{number + 1:3} {name:45} {found[-1]:6.0f} ms", file=sys.stderr)
    return found


def _until(page: Page, expression: str, seconds: float = 60) -> float:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = page.evaluate(expression)
        if value is not None:
            return float(value)
        time.sleep(0.02)
    raise SystemExit(f"niet gezien in {seconds:g} s: {expression}")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aantal", type=int, default=50, help="aantal bewerkingen")
    count = parser.parse_args().aantal
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium ontbreekt")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as (running, key), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = log_in(browser, running, WHO)
        page.add_init_script(WATCH)
        begun = time.monotonic()
        page.goto(f"{running.address}/zaken/{key}/invullen/huur")
        _until(page, "document.querySelector('.docgen-drukvel') ? 1 : null")
        first = time.monotonic() - begun
        time.sleep(PAUSE)
        before = os.getloadavg()[0]
        times = sorted(measure(page, count))
        browser.close()
    print("| edits | median ms | p95 ms | least | most | first preview s | load before and after, of cores |")
    print("|---|---|---|---|---|---|---|")
    p95 = times[max(0, round(0.95 * len(times)) - 1)]
    load = f"{before:.1f} and {os.getloadavg()[0]:.1f}, of {os.cpu_count()}"
    figures = f"{statistics.median(times):.0f} | {p95:.0f} | {times[0]:.0f} | {times[-1]:.0f} | {first:.1f}"
    print(f"| {len(times)} | {figures} | {load} |")


if __name__ == "__main__":
    main()
