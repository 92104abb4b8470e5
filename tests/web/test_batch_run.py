"""Making the documents of a batch in the browser: for whom, stopped and resumed, and what is handed out."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from docgen.batch.manifest import so_far
from docgen.web import batches, batchjobs, jobs
from docgen.web.models import Batch, LogLine
from tests.web.site import Browser, Site, make_site
from tests.web.tables import FIRST, SECOND, begin, make, try_out, upload, workbook

pytestmark = pytest.mark.slow


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = make_site(tmp_path)
    yield made
    jobs.finish(made.app, 120)
    made.stop()


def names_in(browser: Browser, address: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(browser.get(f"{address}/stukken.zip").data)) as packed:
        assert packed.testzip() is None
        return packed.namelist()


@pytest.mark.parametrize("rol", ["woningcorporatie", "zorgaanbieder"])
def test_everybody_gets_the_copies_of_the_own_role_and_a_corporatie_no_plan(
    site: Site, tmp_path: Path, rol: str
) -> None:
    browser = site.browser(rol)
    address = begin(browser, workbook(tmp_path))
    page = try_out(site, browser, address, document="ondersteuningsplan").text
    assert ("ondersteuningsplan" in page.split("Uitkomst")[1].split("Nog eens")[0]) == (rol == "zorgaanbieder")
    try_out(site, browser, address)
    make(site, browser, address)
    names = names_in(browser, address)
    assert {f"{number}/driepartijenovereenkomst.docx" for number in (FIRST, SECOND)} <= set(names)
    assert not [name for name in names if "plan" in name]
    folder = site.config.data / "batches" / address.rpartition("/")[2] / "uit"
    assert {path.parent.name for path in folder.rglob("*.docx")} == {rol}
    told = browser.get(f"{address}/verslag.csv").text
    assert ("ondersteuningsplan" in told) == (rol == "zorgaanbieder")
    with site.database() as db:
        lines = [(line.actie, line.zaaknummer) for line in db.scalars(select(LogLine))]
    assert ("batch opgehaald", FIRST) in lines
    assert {"batch ingelezen", "batch geprobeerd", "stukken van een batch gemaakt"} <= {act for act, _ in lines}


def test_a_run_that_is_stopped_goes_on_where_it_was_and_makes_nothing_twice(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    from tests.batch.conftest import case_of

    monkeypatch.setattr(batchjobs, "_ASK_EVERY", 0.0)
    browser = site.browser("zorgaanbieder")
    lines = "".join(json.dumps(case_of(number)) + "\n" for number in range(1, 9))
    address = upload(browser, lines.encode(), "zaken.jsonl", b"").headers["Location"]
    try_out(site, browser, address)
    out = site.config.data / "batches" / address.rpartition("/")[2] / "uit"
    stopper = threading.Thread(target=_stop_after, args=(site, out))
    stopper.start()
    page = make(site, browser, address).text
    stopper.join()
    assert "Gestopt." in page
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.docx")}
    done = [entry.nummer for entry in so_far(out)]
    assert 0 < len(done) < 8
    browser.post(f"{address}/stukken")
    jobs.finish(site.app, 300)
    assert [entry.nummer for entry in so_far(out)] == list(range(1, 9))
    assert {path: path.stat().st_mtime_ns for path in before} == before
    with site.database() as db:
        row = db.scalars(select(Batch)).one()
        assert (row.stand, row.rijen, row.fout) == (batches.KLAAR, 8, 0)
    assert len({name.split("/")[0] for name in names_in(browser, address)}) == 8


def _stop_after(site: Site, out: Path) -> None:
    """Ask a run to stop once its first case is done, as the button does."""
    for _ in range(600):
        if list(so_far(out)):
            break
        time.sleep(0.1)
    with site.database() as db, db.begin():
        db.execute(update(Batch).values(stoppen=True))


def test_a_batch_that_is_busy_cannot_be_removed_or_mapped_anew(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, go_on = threading.Event(), threading.Event()

    def wait(work: jobs.Work, *, batch: str) -> str:
        going.set()
        assert go_on.wait(60)
        return "Klaar."

    monkeypatch.setitem(jobs.KINDS, batchjobs.TRY, wait)
    browser = site.browser("gemeente")
    address = begin(browser, workbook(tmp_path))
    browser.get(f"{address}/proef")
    browser.post(f"{address}/proef", {"peildatum": "22-11-2026"})
    assert going.wait(60)
    page = browser.get(f"{address}/proef").text
    assert "data-taak" in page
    assert "Stop" in page
    assert "bezig" in browser.get("/batch").text
    browser.post(f"{address}/weg")
    assert browser.get(f"{address}/proef").status_code == 200
    assert browser.post(f"{address}/koppeling", {}).status_code == 409
    assert browser.get(f"{address}/verbeteren").status_code == 404
    go_on.set()
    jobs.finish(site.app, 60)


def test_the_process_that_talks_to_browsers_opens_no_sheet_itself(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, pathlib\n"
        "from tests.web.site import make_site\n"
        "from tests.web.tables import begin, try_out\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "from argon2 import PasswordHasher\n"
        "from docgen.web import accounts\n"
        "accounts._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)\n"
        "site = make_site(folder)\n"
        "browser = site.browser('gemeente')\n"
        "if __name__ == '__main__':\n"
        "    address = begin(browser, (folder / 'tabel.xlsx').read_bytes())\n"
        "    try_out(site, browser, address)\n"
        "    browser.get(f'{address}/verbeteren')\n"
        "    print(sorted(m for m in ('openpyxl', 'weasyprint', 'docxtpl', 'pikepdf') if m in sys.modules))\n"
    )
    workbook(tmp_path)
    script = tmp_path / "x.py"
    script.write_text(code)
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": root, "PATH": "/usr/bin:/bin"},
    )
    assert done.stdout.strip() == "[]"
