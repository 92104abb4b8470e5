"""A batch on a cluster: the same as on one machine, whatever dies, and nothing in the open."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen.batch.call import run_batch
from docgen.batch.cluster import Cluster, Tls
from docgen.batch.entry import Entry, Stand
from docgen.batch.manifest import Manifest
from docgen.batch.remote import Parcel, private
from docgen.batch.run import Order, State, run
from docgen.errors import DocgenError
from docgen.work.pool import Settings
from tests.batch.conftest import DAY, PLAIN, ROOT, Batch, case_of, rows_of
from tests.batch.engine import Engine, certificates, engine

SECRET = "Vlinderstruik"


def cases_of(count: int) -> list[dict[str, Any]]:
    """Cases of which one cannot be read, one is refused and one comes twice."""
    cases = [case_of(number) for number in range(1, count + 1)]
    cases[2]["zaakgegevens"] = SECRET
    cases[4]["zaaknummer"] = cases[3]["zaaknummer"]
    return cases


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A scheduler and two workers, for tests that leave them alive."""
    with engine(tmp_path_factory.mktemp("cluster") / "motor") as made:
        yield made


def counted(batch: Batch) -> Counter[int]:
    """How often the manifest has a line of each case."""
    text = (batch.out / "_batch" / "manifest.jsonl").read_text(encoding="utf-8")
    return Counter(line["nummer"] for line in map(json.loads, text.splitlines()) if line["soort"] == "zaak")


def at(count: int, what: Callable[[], object]) -> Callable[[State], None]:
    """Do something once so many cases are done."""

    def told(state: State) -> None:
        if state.cases == count:
            what()

    return told


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five hundred cases of five regions, of which three are wrong and the last one comes a second time."""
    source = tmp_path_factory.mktemp("invoer") / "zaken.jsonl"
    numbers = ("--aantal", "499", "--fouten", "3", "--zaad", "1")
    subprocess.run([sys.executable, ROOT / "tools" / "cases.py", *numbers, "--out", source], check=True)
    with source.open("a", encoding="utf-8") as file:
        file.write(lines_of(source)[3])
    return source


@pytest.fixture(scope="module")
def alone(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Those on one machine, with two workers."""
    batch = Batch(tmp_path_factory.mktemp("alleen") / "uit")
    through(batch, many, jobs=2)
    assert len(batch.entries) == 500
    assert sum(entry.fout for entry in batch.entries) == 4
    return batch


def lines_of(source: Path) -> list[str]:
    return source.read_text(encoding="utf-8").splitlines(keepends=True)


def first(count: int, source: Path, folder: Path) -> Path:
    """A file with the first cases of another."""
    part = folder / "deel.jsonl"
    part.write_text("".join(lines_of(source)[:count]), encoding="utf-8")
    return part


def through(
    batch: Batch,
    source: Path,
    formats: tuple[str, ...] = ("docx",),
    told: Callable[[State], None] = lambda _: None,
    **settings: Any,
) -> None:
    """Run a batch as a script does, and say after each case how far it is."""
    ends: dict[int, Entry] = {}

    def listener(entry: Entry, state: State) -> None:
        ends[entry.nummer] = entry
        told(state)

    try:
        run_batch(source, batch.out, DAY, formats=formats, listener=listener, **settings)
    finally:
        batch.entries = [ends[number] for number in sorted(ends)]


# --- the same as on one machine ----------------------------------------------------


@pytest.mark.slow
def test_a_cluster_makes_the_same_pdf_and_word_and_the_same_entries_as_one_machine(
    pair: Engine, many: Path, tmp_path: Path, batch: Batch
) -> None:
    source, here = first(12, many, tmp_path), Batch(tmp_path / "hier")
    through(here, source, ("pdf", "docx"), jobs=2)
    with pair.connect() as cluster:
        through(batch, source, ("pdf", "docx"), cluster=cluster)
    assert len(here.entries) == 12
    assert {Path(name).suffix for name in here.files()} == {".pdf", ".docx", ".json"}
    assert batch.files() == here.files()
    assert batch.entries == here.entries


@pytest.mark.slow
def test_what_the_machine_of_a_worker_lacks_is_said_with_the_worker(pair: Engine) -> None:
    def lacking() -> None:
        from docgen.service import making

        making.health = lambda formats: (f"Voor {formats[0]} ontbreekt iets.",)

    with pair.connect() as cluster:
        assert cluster.health(("pdf", "docx")) == ()
        one = cluster.workers[0]
        cluster._client.run(lacking, workers=[one])
        assert cluster.health(("pdf", "docx")) == (f"Werker {one}: Voor pdf ontbreekt iets.",)


@pytest.mark.slow
def test_a_second_run_on_a_cluster_makes_nothing_again_and_mends_what_was_touched(pair: Engine, batch: Batch) -> None:
    cases = [case_of(number) for number in range(1, 4)]
    with pair.connect() as cluster:
        batch.run(cases, cluster=cluster)
        whole = batch.files()
        batch.run(cases, cluster=cluster)
        assert set().union(*batch.stands().values()) == {Stand.ONGEWIJZIGD}
        name = sorted(whole)[0]
        (batch.out / name).write_text("anders")
        batch.run(cases, cluster=cluster)
    assert batch.files() == whole


@pytest.mark.slow
def test_a_case_that_takes_too_long_on_a_worker_costs_only_itself(pair: Engine, batch: Batch) -> None:
    with pair.connect() as cluster:
        batch.run([case_of(1), case_of(2)], cluster=cluster, seconds=0.001)
        assert {end.problemen[0].code for entry in batch.entries for end in entry.uitkomsten} == {"MAAK-901"}
        batch.run([case_of(1), case_of(2)], cluster=cluster, resume=True)
    assert set().union(*batch.stands().values()) == {Stand.GEMAAKT}


@pytest.mark.slow
def test_nothing_of_a_case_stays_on_a_worker_or_in_a_log(pair: Engine, batch: Batch) -> None:
    with pair.connect() as cluster:
        batch.run(cases_of(6), cluster=cluster)
        client = cluster._client
        assert not any(client.has_what().values())

        def known(dask_worker: Any) -> tuple[int, int]:
            return len(dask_worker.data), len(dask_worker.state.tasks)

        assert set(client.run(known).values()) == {(0, 0)}
    kept = [path for path in pair.folder.rglob("*") if path.is_file() and path != pair.log and path.stat().st_size]
    assert not [path for path in kept if SECRET.encode() in path.read_bytes() or b"AL-2026" in path.read_bytes()]
    log = pair.log.read_text(encoding="utf-8", errors="replace")
    assert "Run out-of-band function 'end'" in log
    assert SECRET not in log
    assert "AL-2026" not in log


def test_what_dask_may_log_of_a_case_is_not_the_case() -> None:
    assert SECRET not in repr(Parcel("x", SECRET.encode(), Settings(), {}))


# --- what dies ---------------------------------------------------------------------


@pytest.mark.slow
def test_five_hundred_cases_with_a_worker_that_is_killed_midway_are_those_of_one_machine(
    tmp_path: Path, batch: Batch, many: Path, alone: Batch
) -> None:
    with engine(tmp_path / "motor") as motor, motor.connect() as cluster:
        through(batch, many, cluster=cluster, told=at(200, motor.workers[0].kill))
        assert len(cluster.workers) == 1
    assert batch.files() == alone.files()
    assert batch.entries == alone.entries
    assert counted(batch) == Counter(range(1, 501))


@pytest.mark.slow
def test_a_scheduler_that_dies_stops_the_batch_and_after_a_restart_it_goes_on(
    tmp_path: Path, batch: Batch, many: Path, alone: Batch
) -> None:
    source = first(40, many, tmp_path)
    with engine(tmp_path / "motor") as motor:
        with motor.connect() as cluster:

            def kill() -> None:
                motor.scheduler.kill()
                motor.scheduler.wait()

            with pytest.raises(DocgenError, match="DOCGEN-039"):
                through(batch, source, cluster=cluster, told=at(10, kill))
        motor.close()
        motor.start_scheduler()
        motor.add()
        with motor.connect(1) as cluster:
            through(batch, source, cluster=cluster, resume=True)
    assert batch.entries == alone.entries[:40]
    folders = {entry.zaaknummer for entry in batch.entries}
    assert batch.files() == {name: data for name, data in alone.files().items() if Path(name).parts[0] in folders}
    # A row without a folder of its own (one that cannot be read) is found again; a case is not.
    wrong = {entry.nummer for entry in batch.entries if entry.fout}
    assert {number for number, times in counted(batch).items() if times > 1} <= wrong


@pytest.mark.slow
def test_a_cluster_without_workers_any_more_stops_the_batch(tmp_path: Path, batch: Batch) -> None:
    with engine(tmp_path / "motor", workers=1) as motor, motor.connect(patience=2) as cluster:
        order = Order(batch.out, DAY, PLAIN, cluster=cluster, seconds=5.0)
        rows = rows_of(case_of(number) for number in range(1, 9))
        with pytest.raises(DocgenError, match="DOCGEN-040"), Manifest(batch.out) as manifest:
            run(rows, order, manifest, lambda _, __: motor.workers[0].kill())


# --- what is refused ---------------------------------------------------------------


@pytest.mark.slow
def test_a_worker_with_another_text_is_refused_at_the_start_and_later(tmp_path: Path, batch: Batch) -> None:
    other = tmp_path / "anders"
    for name in ("docgen", "templates"):
        shutil.copytree(ROOT / name, other / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "templates" / "layouts" / "base.css").open("a") as style:
        style.write("\n/* anders */\n")
    with engine(tmp_path / "motor", workers=1) as motor:
        with motor.connect() as cluster, pytest.raises(DocgenError, match=r"DOCGEN-036.*de teksten") as late:
            motor.add(PYTHONPATH=str(other))
            batch.run(map(case_of, itertools.count(1)), cluster=cluster)
        assert "programma" not in str(late.value)
        with pytest.raises(DocgenError, match=r"DOCGEN-036.*de teksten"):
            motor.connect(2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "code"),
    [(("--no-nanny", "--memory-limit", "1GB"), "DOCGEN-037"), (("--nanny", "--memory-limit", "0"), "DOCGEN-038")],
)
def test_a_worker_that_could_write_a_case_to_disk_or_cannot_contain_it_is_refused(
    tmp_path: Path, options: tuple[str, ...], code: str
) -> None:
    with engine(tmp_path / "motor", workers=0) as motor:
        motor.add(*options)
        with pytest.raises(DocgenError, match=code):
            motor.connect(1)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("tcp://10.0.0.1:8786", "DOCGEN-032"),
        ("tcp://machine:8786", "DOCGEN-032"),
        ("tcp://127.0.0.1", "DOCGEN-031"),
        ("127.0.0.1:8786", "DOCGEN-031"),
        ("inproc://x:1", "DOCGEN-031"),
        ("tcp://127.0.0.1:99999", "DOCGEN-031"),
        ("tls://10.0.0.1:8786", "DOCGEN-033"),
    ],
)
def test_an_address_that_is_in_the_open_or_no_address_is_refused_before_anything_is_sent(
    address: str, code: str
) -> None:
    with pytest.raises(DocgenError, match=code):
        Cluster(address)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("tcp://127.0.0.1:1", True),
        ("tcp://127.200.0.1:1", True),
        ("tcp://[::1]:1", True),
        ("tcp://localhost:1", True),
        ("tls://10.0.0.1:1", True),
        ("tcp://0.0.0.0:1", False),
        ("tcp://localhost.example:1", False),
        ("tcp://10.0.0.1:1", False),
        ("ucx://127.0.0.1:1", False),
    ],
)
def test_only_what_is_encrypted_or_stays_on_the_machine_is_private(address: str, kept: bool) -> None:
    assert private(address) == kept


def test_certificates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "leeg.pem").touch()
    with pytest.raises(DocgenError, match="DOCGEN-033"):
        Cluster("tls://127.0.0.1:1", Tls(tmp_path / "leeg.pem", tmp_path / "weg.pem", tmp_path / "weg.pem"))


# --- encrypted ---------------------------------------------------------------------


@pytest.mark.slow
def test_the_command_runs_over_tls_and_another_certificate_is_refused(tmp_path: Path, batch: Batch) -> None:
    tls, foreign = certificates(tmp_path / "tls"), certificates(tmp_path / "vreemd")
    source = source_of(tmp_path, [case_of(number) for number in range(1, 4)])
    with engine(tmp_path / "motor", tls=tls) as motor:
        motor.connect().__exit__(None, None, None)
        done = command(source, tmp_path / "uit", motor.address, tls)
        assert done.returncode == 0, done.stderr
        refused = command(source, tmp_path / "uit2", motor.address, foreign)
        assert "DOCGEN-034" in refused.stderr
        assert not (tmp_path / "uit2").exists()
    batch.run([case_of(number) for number in range(1, 4)])
    made = Batch(tmp_path / "uit")
    assert made.files() == batch.files()


def source_of(folder: Path, cases: list[dict[str, Any]]) -> Path:
    source = folder / "zaken.jsonl"
    source.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    return source


def command(
    source: Path, out: Path, address: str, tls: Tls, inside: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    files = ("--tls-ca", str(tls.ca), "--tls-cert", str(tls.cert), "--tls-key", str(tls.key))
    what = ("--format", "txt", "--peildatum", DAY.isoformat(), "--executor", address)
    return subprocess.run(
        [*inside, sys.executable, "-m", "docgen.cli", "batch", str(source), "--out", str(out), *what, *files],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
