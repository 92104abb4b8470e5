"""Many cases at once in the browser: what is uploaded, its columns, a trial, and who finds what of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from docgen import errors
from docgen.batch.entry import Entry, Row
from docgen.batch.kept import keep
from docgen.batch.manifest import Manifest
from docgen.batch.run import Order, run
from docgen.web import accounts, batches, batchjobs, jobs
from docgen.web.models import Batch, LogLine, Party, User
from tests.batch.books import xlsx_of
from tests.web.site import PASSWORD, Browser, Site, make_site
from tests.web.tables import FIRST, begin, chosen_on, file, rows_of, try_out, upload, workbook


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = make_site(tmp_path)
    yield made
    jobs.finish(made.app, 60)
    made.stop()


def batch_of(site: Site, address: str) -> Batch:
    with site.database() as db:
        return db.scalars(select(Batch).where(Batch.id == address.rpartition("/")[2])).one()


def folder_of(site: Site, address: str) -> Path:
    return site.config.data / "batches" / address.rpartition("/")[2]


def test_a_mapping_is_kept_and_shown_again_with_its_own_words(site: Site, tmp_path: Path) -> None:
    browser = site.browser("zorgaanbieder")
    address = upload(browser, workbook(tmp_path)).headers["Location"]
    chosen = chosen_on(browser.get(f"{address}/koppeling").text)
    wanted = {**chosen, "k-0-29": "huurder.email", "woorden-0-1": "M = heer, V = mevrouw"}
    assert browser.post(f"{address}/koppeling", dict(wanted)).status_code == 303
    assert chosen_on(browser.get(f"{address}/koppeling").text) == wanted
    assert batch_of(site, address).stand == batches.PROBEREN
    # What is no list is not used, and nothing is opened by its name.
    assert browser.post(f"{address}/koppeling", {**wanted, "lijst-1": "../../etc"}).status_code == 303
    assert "lijsten" not in (folder_of(site, address) / "koppeling.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Browser, str]]:
    """A table that was uploaded once, for what does not change it: the site, its owner and its address."""
    folder = tmp_path_factory.mktemp("tabel")
    made = make_site(folder)
    browser = made.browser("zorgaanbieder")
    yield made, browser, upload(browser, workbook(folder)).headers["Location"]
    made.stop()


@pytest.mark.parametrize(
    ("changed", "box", "told"),
    [
        ({"k-0-29": "huurder.bsn"}, "k-0-29", "INVOER-016"),
        ({"k-0-29": "huurder.bestaat_niet"}, "k-0-29", "DOCGEN-146"),
        ({"k-0-29": "?"}, "k-0-29", "DOCGEN-146"),
        ({"woorden-0-1": "M heer"}, "k-0-1", "DOCGEN-141"),
        ({"nummer-1": ""}, "nummer-1", "INVOER-028"),
        ({"k-0-0": ""}, "", "INVOER-027"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told_at_its_column_and_nothing_is_saved(
    mapped: tuple[Site, Browser, str], changed: dict[str, str], box: str, told: str
) -> None:
    site, browser, address = mapped
    chosen = chosen_on(browser.get(f"{address}/koppeling").text)
    answer = browser.post(f"{address}/koppeling", {**chosen, **changed})
    assert answer.status_code == 422
    assert errors.ROWS[told].melding.split("{")[0].strip() in answer.text
    if box:
        assert f'href="#veld-{box}"' in answer.text
        assert f'id="veld-{box}"' in answer.text
    assert not (folder_of(site, address) / "koppeling.toml").exists()


def test_another_list_for_a_sheet_shows_the_fields_of_that_list(mapped: tuple[Site, Browser, str]) -> None:
    _, browser, address = mapped
    chosen = chosen_on(browser.get(f"{address}/koppeling").text)
    answer = browser.post(f"{address}/koppeling", {**chosen, "lijst-1": "medehuurders", "toon": "1"})
    found = chosen_on(answer.text)
    assert (found["lijst-1"], found["nummer-1"]) == ("medehuurders", "0")
    begin_at = answer.text.index('<template id="velden-1">')
    fields = answer.text[begin_at : answer.text.index("</template>", begin_at)]
    assert 'value="achternaam"' in fields
    assert 'value="maatstaf"' not in fields
    answer = browser.post(f"{address}/koppeling", {**chosen, "lijst-1": "", "toon": "1"})
    assert "k-1-1" not in chosen_on(answer.text)


def test_without_a_script_every_field_can_be_asked_for_a_column(mapped: tuple[Site, Browser, str]) -> None:
    _, browser, address = mapped
    chosen = chosen_on(browser.get(f"{address}/koppeling").text)
    page = browser.post(f"{address}/koppeling", {**chosen, "k-0-29": "?", "toon": "velden"}).text
    begin_at = page.index('id="veld-k-0-29"')
    assert 'value="noodcontact.telefoon"' in page[begin_at : page.index("</select>", begin_at)]


def test_every_column_is_shown_with_values_and_the_field_that_it_seems_to_be(
    mapped: tuple[Site, Browser, str],
) -> None:
    _, browser, address = mapped
    page = browser.get(f"{address}/koppeling").text
    chosen = chosen_on(page)
    headings = rows_of("zaken.csv")[0]
    assert chosen[f"k-0-{headings.index('BSN')}"] == "huurder.bsn"
    assert chosen[f"k-0-{headings.index('Opmerking')}"] == ""
    assert (chosen["lijst-1"], chosen["nummer-1"], chosen["k-1-3"]) == ("doelen", "0", "tekst")
    assert chosen["regeling"] == "friesland-2022", "the agreement of the template"
    assert "belt liever na vijven" in page
    assert "Blad Doelen" in page
    assert len(page.encode()) < 100_000


@pytest.mark.slow
def test_the_widest_table_that_is_let_in_has_a_page_below_the_limit_and_a_wider_one_is_refused(
    site: Site, tmp_path: Path
) -> None:
    browser = site.browser("gemeente")
    headings = [f"Kolom met een naam {n}" for n in range(59)]
    rows = [("Zaaknummer", *headings), ("A1", *("een waarde van gewone lengte" for _ in headings))]
    address = upload(browser, xlsx_of(tmp_path / "t.xlsx", {"Z": rows}).read_bytes()).headers["Location"]
    assert len(browser.get(f"{address}/koppeling").data) < 100_000
    wide = [(*row, "nog een") for row in rows]
    answer = upload(browser, xlsx_of(tmp_path / "t.xlsx", {"Z": wide}).read_bytes())
    assert answer.status_code == 422
    assert "meer dan 60 kolommen" in answer.text


def bomb(folder: Path) -> bytes:
    """A workbook of which one part unpacks to far more than a table can be."""
    path = xlsx_of(folder / "bom.xlsx", {"Z": [("Zaaknummer",), ("A1",)]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/theme/x.xml", "w") as part:
        for _ in range(210):
            part.write(b"<a/>" * 250_000)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("zaken.xlsx", b"geen rekenblad", "zaken.xlsx is geen geldig rekenblad"),
        ("zaken.xlsx", b"PK\x03\x04kapot", "zaken.xlsx is geen geldig rekenblad"),
        ("zaken.csv", b"\x00\x01", "De tekens in zaken.csv zijn niet te lezen"),
        ("zaken.pdf", b"%PDF", "zaken.pdf is geen invoer die wij kennen"),
        ("../../zaken.exe", b"MZ", "zaken.exe is geen invoer die wij kennen"),
        ("zaken.xlsx", None, "zaken.xlsx is te groot"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_dutch_and_leaves_nothing(
    site: Site, tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    browser = site.browser("gemeente")
    answer = upload(browser, bomb(tmp_path) if content is None else content, name)
    assert answer.status_code == 422
    assert told in answer.text
    folder = site.config.data / "batches"
    assert not folder.exists() or list(folder.iterdir()) == []
    assert "Staan veel zaken" in browser.get("/batch").text


@pytest.mark.parametrize(
    ("template", "zaak", "told"),
    [
        (b"geen json", "", "geen geldige JSON"),
        (b"[1]", "", "geen geldige JSON"),
        (b'{"huurder": {"achternaam": "Meulen"}}', "", "huurder, en dat is van"),
        (b"{}", "X-1", "niet allebei"),
        (b"", "X-1", "niet gevonden"),
    ],
)
def test_a_template_that_cannot_be_one_is_refused(
    site: Site, tmp_path: Path, template: bytes, zaak: str, told: str
) -> None:
    browser = site.browser("gemeente")
    browser.get("/batch/nieuw")
    fields: dict[str, object] = {"bestand": file(workbook(tmp_path), "z.xlsx"), "zaak": zaak}
    if template:
        fields["sjabloon"] = file(template, "s.json")
    answer = browser.send("/batch/nieuw", fields)
    assert answer.status_code == 422
    assert told in answer.text


def test_the_parties_of_a_case_are_taken_over_and_nothing_of_its_huurder(site: Site, tmp_path: Path) -> None:
    site.add("friesland-driepartijen", "zorgaanbieder")
    browser = site.browser("zorgaanbieder")
    browser.get("/batch/nieuw")
    made = browser.send("/batch/nieuw", {"bestand": file(workbook(tmp_path), "z.xlsx"), "zaak": "FR-2026-0147"})
    told = json.loads((folder_of(site, made.headers["Location"]) / "sjabloon.json").read_text(encoding="utf-8"))
    assert told["regeling"] == "friesland-2022"
    assert told["woningcorporatie"]["naam"]
    assert set(told) <= {"regeling", "huurovereenkomst", *("woningcorporatie", "zorgaanbieder", "gemeente")} | {
        "raamovereenkomst",
        "storing_en_nood",
        "klachten",
    }
    stranger = site.browser("vreemd-zorgaanbieder")
    stranger.get("/batch/nieuw")
    refused = stranger.send("/batch/nieuw", {"bestand": file(workbook(tmp_path), "z.xlsx"), "zaak": "FR-2026-0147"})
    assert refused.status_code == 422


def test_without_an_agreement_anywhere_the_mapping_asks_for_it(site: Site, tmp_path: Path) -> None:
    browser = site.browser("gemeente")
    address = upload(browser, workbook(tmp_path), template=b"").headers["Location"]
    chosen = chosen_on(browser.get(f"{address}/koppeling").text)
    assert browser.post(f"{address}/koppeling", dict(chosen)).status_code == 422
    assert "onder welke regeling" in browser.page.text  # type: ignore[union-attr]
    assert browser.post(f"{address}/koppeling", {**chosen, "regeling": "friesland-2022"}).status_code == 303


def test_a_trial_names_exactly_the_wrong_rows_with_their_columns_and_they_go_on_mended(
    site: Site, tmp_path: Path
) -> None:
    browser = site.browser("woningcorporatie")
    wrong = {(1, "Einde huur"): "straks", (1, "BSN"): "999990018", (2, "Huurprijs"): "601,00"}
    address = begin(browser, workbook(tmp_path, wrong), "maart.xlsx")
    page = try_out(site, browser, address, document="driepartijenovereenkomst").text
    assert "2 zaken bekeken" in page
    assert "1 met fouten" in page
    assert "1 stuk kan" in page
    for words in ("Kolom &#34;Einde huur&#34;: Dit is geen datum.", "INVOER-042", "Kolom &#34;BSN&#34;", "Rij 2"):
        assert words in page
    assert "Rij 3" not in page
    assert "straks" not in page
    told = browser.get(f"{address}/verslag.csv").text
    rows = list(csv.DictReader(io.StringIO(told.lstrip("\ufeff")), delimiter=";"))
    assert [(r["plaats"], r["uitkomst"]) for r in rows] == [("rij 2", "mislukt"), ("rij 3", "in orde")]
    assert "INVOER-042" in rows[0]["codes"]
    sheet = browser.get(f"{address}/verbeteren").data
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    cases = list(book["Zaken"].values)
    assert len(cases) == 2
    assert cases[1][cases[0].index("Einde huur")] == "straks"
    assert {row[3] for row in list(book["Doelen"].values)[1:]} == {FIRST}
    for cell in book["Zaken"][2]:
        if cell.value == "straks":
            cell.value = "28-2-2029"
        elif cell.value == "999990018":
            cell.value = "999990019"
    mended = io.BytesIO()
    book.save(mended)
    browser.get(f"{address}/proef")
    made = browser.send(f"{address}/verbeterd", {"bestand": file(mended.getvalue(), "beter.xlsx")})
    again = made.headers["Location"]
    assert browser.get(again).headers["Location"].endswith("/proef")
    page = try_out(site, browser, again, document="driepartijenovereenkomst").text
    assert "1 zaak bekeken" in page
    assert "geen met fouten" in page


@pytest.mark.slow
def test_a_formula_in_a_sheet_stays_a_text_in_everything_that_comes_back(site: Site, tmp_path: Path) -> None:
    browser = site.browser("gemeente")
    evil = '=HYPERLINK("http://x","klik")'
    address = begin(browser, workbook(tmp_path, {(1, "Zaaknummer"): evil, (1, "Achternaam"): "@SUM(1)"}))
    try_out(site, browser, address)
    for path in ("verslag.xlsx", "verbeteren"):
        with zipfile.ZipFile(io.BytesIO(browser.get(f"{address}/{path}").data)) as book:
            for name in book.namelist():
                assert b"<f>" not in book.read(name)
                assert b"<hyperlink" not in book.read(name)
    assert not any(line.startswith(("=", "@", "+")) for line in browser.get(f"{address}/verslag.csv").text.split(";"))


@pytest.mark.slow
def test_json_lines_need_no_mapping_and_more_rows_than_a_browser_may_are_refused(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = site.browser("gemeente")
    address = upload(browser, b'{"soort": "zaak"}\n{kapot\n', "zaken.jsonl", b"").headers["Location"]
    assert browser.get(address).headers["Location"].endswith("/proef")
    assert browser.get(f"{address}/koppeling").status_code == 404
    page = try_out(site, browser, address).text
    assert "2 met fouten" in page
    assert "Regel 2" in page
    assert browser.get(f"{address}/verbeteren").status_code == 404
    monkeypatch.setattr(batchjobs, "MOST_ROWS", 1)
    page = try_out(site, browser, address).text
    assert "meer dan 1 zaken" in page


def test_nobody_else_finds_anything_of_a_batch(site: Site, tmp_path: Path) -> None:
    address = begin(site.browser("zorgaanbieder"), workbook(tmp_path))
    with site.database() as db, db.begin():
        party = db.scalars(select(Party).where(Party.naam == "zorgaanbieder")).one()
        accounts.add(db, "collega", PASSWORD, party, site.clock(), own=True)
    for other in map(site.browser, ("vreemd-zorgaanbieder", "gemeente", "collega")):
        for path in ("", "/koppeling", "/proef", "/stukken", "/stukken.zip", "/verslag.csv", "/verbeteren"):
            assert other.get(f"{address}{path}").status_code == 404, path
        for path in ("koppeling", "proef", "stukken", "stoppen", "verbeterd", "weg"):
            assert other.post(f"{address}/{path}", {"peildatum": "22-11-2026"}).status_code == 404, path
        assert "zaken.xlsx" not in other.get("/batch").text
    assert folder_of(site, address).exists()


def test_who_moves_to_another_party_leaves_the_batches_behind(site: Site, tmp_path: Path) -> None:
    browser = site.browser("zorgaanbieder")
    address = begin(browser, workbook(tmp_path))
    elsewhere = site.party("woningcorporatie")
    with site.database() as db, db.begin():
        user = db.scalars(select(User).where(User.naam == "zorgaanbieder")).one()
        user.party_id = elsewhere
    assert site.browser("zorgaanbieder").get(f"{address}/proef").status_code == 404


def test_the_folder_of_a_batch_is_private_and_holds_no_name_of_its_file_or_of_a_person(
    site: Site, tmp_path: Path
) -> None:
    address = begin(site.browser("zorgaanbieder"), workbook(tmp_path), "Meulen en Bakker.xlsx")
    folder = folder_of(site, address)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {
        *("invoer.xlsx", "overzicht.json", "sjabloon.json", "koppeling.toml")
    }
    with site.database() as db:
        assert not any("Meulen" in line.over for line in db.scalars(select(LogLine)))


@pytest.mark.slow
def test_a_batch_goes_with_everything_in_it_when_its_owner_or_its_term_says_so(site: Site, tmp_path: Path) -> None:
    browser = site.browser("zorgaanbieder")
    first, second = (begin(browser, workbook(tmp_path)) for _ in range(2))
    assert browser.post(f"{first}/weg").status_code == 303
    assert not folder_of(site, first).exists()
    assert browser.get(f"{first}/proef").status_code == 404
    beheer = site.browser("beheer")
    beheer.get("/beheer/bewaartermijnen")
    years = {kind: "7" for kind in ("zaak", "contracts", "plans", "letters", "reports", "declarations", "forms")}
    assert beheer.post("/beheer/bewaartermijnen", {**years, "batch": "0"}).status_code == 422
    assert beheer.post("/beheer/bewaartermijnen", {**years, "batch": "3"}).status_code == 303
    site.clock.later(days=2)
    site.restart()
    assert folder_of(site, second).exists()
    site.clock.later(days=1)
    site.restart()
    assert not folder_of(site, second).exists()
    with site.database() as db:
        assert [line.actie for line in db.scalars(select(LogLine))].count("batch verwijderd") == 2
        assert db.scalars(select(Batch)).all() == []


def test_a_case_that_is_destroyed_takes_the_batches_along_in_which_it_stands(site: Site, tmp_path: Path) -> None:
    site.add("friesland-driepartijen", "zorgaanbieder")
    browser = site.browser("zorgaanbieder")
    lines = [b'{"soort": "zaak", "zaaknummer": "FR-2026-0147"}', b'{"soort": "zaak", "zaaknummer": "X-1"}']
    with_it, without = (upload(browser, line, "z.jsonl", b"").headers["Location"] for line in lines)
    for address, line in ((with_it, lines[0]), (without, lines[1])):
        (folder_of(site, address) / "invoer.jsonl").write_bytes(line)
        keep(folder_of(site, address) / "invoer.jsonl", None, folder_of(site, address) / "rijen.jsonl", 9)
    beheer = site.browser("beheer")
    beheer.get("/beheer/bewaartermijnen")
    asked = {"zaaknummer": "FR-2026-0147", "nogmaals": "FR-2026-0147"}
    assert beheer.post("/beheer/bewaartermijnen/op-verzoek", asked).status_code == 303
    assert not folder_of(site, with_it).exists()
    assert browser.get(f"{with_it}/proef").status_code == 404
    assert folder_of(site, without).exists()


def test_a_folder_that_a_killed_server_left_is_removed_at_the_next_start(site: Site) -> None:
    left = site.config.data / "batches" / ("0" * 32)
    left.mkdir(parents=True)
    old = time.time() - 7200
    os.utime(left, (old, old))
    site.clock.now = dt.datetime.now(dt.UTC)
    site.restart()
    assert not left.exists()


def test_a_run_that_was_broken_off_with_its_server_says_so_and_offers_to_go_on(site: Site, tmp_path: Path) -> None:
    browser = site.browser("zorgaanbieder")
    address = begin(browser, workbook(tmp_path))
    with site.database() as db, db.begin():
        row = db.scalars(select(Batch)).one()
        row.stand, row.rijen, row.keuzes = batches.MAKEN, 2, {"peildatum": "2026-11-22", "formaten": ["docx"]}
    page = browser.get(f"{address}/stukken").text
    assert "afgebroken" in page
    assert "Ga verder" in page
    assert "afgebroken" in browser.get("/batch").text
    assert browser.post(f"{address}/koppeling", {}).status_code == 422


def test_what_is_wrong_stands_a_hundred_to_a_page_with_the_worst_rows_first(site: Site, tmp_path: Path) -> None:
    browser = site.browser("gemeente")
    address = upload(browser, b"\n".join([b"{}"] * 3), "zaken.jsonl", b"").headers["Location"]
    with site.database() as db, db.begin():
        row = db.scalars(select(Batch)).one()
        row.stand, row.rijen = batches.BEPROEFD, 150
    out = folder_of(site, address) / "proef"
    with Manifest(out) as manifest:
        rows = (Row(n, f"regel {n}", b'{"soort": "zaak"' + (b"}" if n == 140 else b"")) for n in range(1, 151))
        run(rows, Order(out, dt.date(2026, 11, 22), formats=(), jobs=1, work=refuse), manifest)
    page = browser.get(f"{address}/proef").text
    assert "150 met fouten" in page
    assert page.count("<tr") == 101
    assert page.index("Regel 140") < page.index("Regel 1<")
    assert len(page.encode()) < 100_000
    second = browser.get(f"{address}/proef?pagina=2").text
    assert "Bladzijde 2 van 2" in second
    assert second.count("<tr") == 52


def refuse(task: object) -> Entry:
    """Refuse a row for one thing, and row 140 for two."""
    from docgen.batch.task import Task
    from docgen.errors import fault, problem

    assert isinstance(task, Task)
    found = [problem("INVOER-042", "huurder.geboortedatum"), problem("INVOER-043", "huur.kale_huur")]
    return task.failed(fault("ZAAK-900", found if task.row.number == 140 else found[:1], aantal=1))


@pytest.mark.slow
def test_the_process_that_talks_to_browsers_opens_no_sheet_itself(tmp_path: Path) -> None:
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
