"""Making the documents of a batch in the browser: for whom, stopped and resumed, and what is handed out."""

from __future__ import annotations

import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from docgen.batch.manifest import so_far
from docgen.web import batches, batchjobs, jobs, styles
from docgen.web.models import Batch, LogLine, Party
from tests.batch.conftest import case_of
from tests.web.site import Browser, Site
from tests.web.tables import FIRST, SECOND, begin, make, try_out, upload, workbook

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _finished(site: Site) -> Iterator[None]:
    """Let no job outlive its test."""
    yield
    jobs.finish(site.app, 120)


def names_in(browser: Browser, address: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(browser.get(f"{address}/stukken.zip").data)) as packed:
        assert packed.testzip() is None
        return packed.namelist()


def test_the_documents_wear_the_house_style_of_the_organisation(site: Site, tmp_path: Path) -> None:
    with site.database() as db, db.begin():
        party = db.scalars(select(Party).where(Party.naam == "zorgaanbieder")).one()
        fields = {"naam": "Gemeente Elders", "koppen": "#204060", "accent": "#204060", "vlak": "#eef2f6"}
        styles.try_out(db, site.config, party, {**fields, "letter": "Source Sans Pro"}, b"", bare=True)
        styles.adopt(db, party)
        style = styles.style_of(db, party)
    browser = site.browser("zorgaanbieder")
    address = begin(browser, workbook(tmp_path))
    try_out(site, browser, address, document="driepartijenovereenkomst")
    make(site, browser, address)
    out = site.config.data / "batches" / address.rpartition("/")[2] / "uit"
    told = [json.loads(path.read_text(encoding="utf-8")) for path in out.rglob("*.herkomst.json")]
    assert [one["herkomst"]["huisstijl"] for one in told] == [style.hash] * 2


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
