"""Whatever dies on the way: every case ends as exactly one result or one visible error, and nothing is half written."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from docgen.batch.entry import Stand
from docgen.batch.manifest import Manifest
from docgen.errors import DocgenError
from tests.batch import jobs
from tests.batch.conftest import DAY, ROOT, Batch, case_of

CASES = [case_of(number) for number in range(1, 7)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed batch of CASES writes."""
    batch = Batch(tmp_path_factory.mktemp("heel") / "uit")
    batch.run(CASES)
    return batch.files()


def test_a_worker_that_dies_hangs_or_eats_memory_costs_its_own_case_only(batch: Batch, whole: dict[str, bytes]) -> None:
    state = batch.run(CASES, jobs=2, work=jobs.troubled, seconds=8, memory=1 << 30)
    found = {entry.nummer: entry.uitkomsten[0].problemen[0].code for entry in batch.entries if entry.fout}
    assert found == {2: "MAAK-903", 3: "MAAK-901", 4: "MAAK-902"}
    lost = ("AL-2026-0002", "AL-2026-0003", "AL-2026-0004")
    assert batch.files() == {name: data for name, data in whole.items() if not name.startswith(lost)}
    assert (state.cases, state.exit_code) == (6, 6)
    again = batch.run(CASES)
    assert (again.cases, again.wrong) == (6, 0)
    assert batch.files() == whole


def test_a_worker_killed_between_two_renames_leaves_whole_files_and_a_case_to_do_again(
    batch: Batch, whole: dict[str, bytes]
) -> None:
    batch.run(CASES[:2], work=jobs.killed_between_two_renames)
    assert [entry.uitkomsten[0].problemen[0].code for entry in batch.entries] == ["MAAK-903", "MAAK-903"]
    left = {name: data for name, data in batch.files().items() if "/.docgen-" not in name}
    assert left
    assert left.items() <= whole.items()
    batch.run(CASES)
    assert batch.files() == whole  # without the hidden files of the dead worker


@pytest.mark.slow
@pytest.mark.parametrize("call", jobs.WRITES)
def test_a_disk_that_is_full_at_any_write_of_a_worker_stops_the_batch_and_it_can_be_resumed(
    call: str, batch: Batch, whole: dict[str, bytes]
) -> None:
    plan = batch.out.parent / "vol"
    for number in range(40):
        plan.write_text(f"{call} {number}")
        try:
            batch.run(CASES[:1], work=jobs.full_disk, resume=True)
        except DocgenError as error:
            assert error.code == "MAAK-911"
            assert batch.files() == {}
            assert batch.entries == []
        else:
            break
    else:
        pytest.fail("the disk was always full")
    assert number > 0
    batch.run(CASES, resume=True)
    assert batch.files() == whole


@pytest.mark.parametrize("call", ["pwrite", "fsync"])
@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_disk_that_is_full_when_the_manifest_is_written_stops_the_batch_and_it_can_be_resumed(
    call: str, number: int, batch: Batch, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = getattr(os, call), [number]

    def fail(descriptor: int, *args: object) -> object:
        if "manifest" in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            left[0] -= 1
            if left[0] < 0:
                if call == "pwrite":
                    real(descriptor, memoryview(args[0])[:20], *args[1:])  # type: ignore[arg-type]
                raise OSError(errno.ENOSPC, "no space")
        return real(descriptor, *args)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(DocgenError, match="MAAK-911"):
            batch.run(CASES)
    batch.run(CASES, resume=True)
    assert batch.files() == whole
    assert [entry.nummer for entry in batch.entries] == [1, 2, 3, 4, 5, 6]
    assert all(entry.zaaknummer in json.dumps(CASES) for entry in batch.entries)


def test_a_torn_last_line_is_cut_off_and_its_case_done_again(batch: Batch, whole: dict[str, bytes]) -> None:
    batch.run(CASES, stop=lambda: len(batch.told) >= 3)
    manifest = batch.out / "_batch" / "manifest.jsonl"
    data = manifest.read_bytes()
    manifest.write_bytes(data[: -len(data.splitlines()[-1]) // 2])
    state = batch.run(CASES, resume=True)
    assert state.kept == len(data.splitlines()) - 2
    assert batch.files() == whole
    lines = [json.loads(line) for line in manifest.read_bytes().splitlines()]
    assert sorted(line["nummer"] for line in lines if line["soort"] == "zaak") == [1, 2, 3, 4, 5, 6]


def test_an_unfinished_batch_is_not_started_over_by_accident(batch: Batch) -> None:
    batch.run(CASES, stop=lambda: len(batch.told) >= 1)
    with pytest.raises(DocgenError, match="DOCGEN-012"):
        batch.run(CASES)
    with pytest.raises(DocgenError, match="DOCGEN-013"):
        batch.run(CASES, resume=True, peildatum=DAY.replace(day=21))
    state = batch.run(CASES, resume=True)
    assert state.kept >= 1
    assert set(state.documents) == {Stand.GEMAAKT}


def test_a_case_that_changed_while_the_batch_lay_still_is_made_again(batch: Batch) -> None:
    batch.run(CASES, stop=lambda: len(batch.told) >= 3)
    changed = [{**CASES[0], "huur": {**CASES[0]["huur"], "kale_huur": "612.34"}}, *CASES[1:]]
    batch.run(changed, resume=True)
    assert b"612,34" in batch.files()["AL-2026-0001/verdiencontract.txt"]
    assert [entry.nummer for entry in batch.entries] == [1, 2, 3, 4, 5, 6]


def test_a_worker_that_outlives_its_batch_writes_nothing_over_the_next(batch: Batch) -> None:
    wait = batch.out.parent / "wacht"
    wait.touch()
    old = subprocess.Popen(
        [sys.executable, "-c", _OUTLIVED, str(batch.out)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        started = batch.out.parent / "bezig"
        for _ in range(600):
            if started.exists():
                break
            time.sleep(0.1)
        assert started.exists()
        changed = {**CASES[0], "huur": {**CASES[0]["huur"], "kale_huur": "612.34"}}
        batch.run([changed])
        wait.unlink()
        assert old.wait(60) == 14
        assert b"612,34" in batch.files()["AL-2026-0001/verdiencontract.txt"]
    finally:
        old.kill()
        old.wait()


_OUTLIVED = """
import sys
from pathlib import Path
from docgen.batch.manifest import Manifest
from docgen.batch.task import Task
from docgen.batch.workplace import take_turn
from docgen.errors import DocgenError
from tests.batch import jobs
from tests.batch.conftest import DAY, PLAIN, case_of, rows_of
out = Path(sys.argv[1])
with Manifest(out):
    turn = take_turn(out)
try:
    jobs.hold(Task(next(rows_of([case_of(1)])), "", "AL-2026-0001", out, turn, DAY, PLAIN))
except DocgenError as error:
    sys.exit(int(error.code[-2:]))
"""


def _command(batch: Batch, source: Path) -> list[str]:
    arguments = ["batch", str(source), "--out", str(batch.out), "--jobs", "2", "--format", "txt", "--resume"]
    return [sys.executable, "-m", "docgen.cli", *arguments, "--peildatum", DAY.isoformat()]


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
    )


@pytest.mark.slow
def test_a_hundred_kills_at_random_moments_leave_every_case_done_exactly_once(tmp_path: Path) -> None:
    cases = [case_of(number) for number in range(1, 401)]
    source = tmp_path / "zaken.jsonl"
    source.write_text("".join(json.dumps(data) + "\n" for data in cases))
    batch, chance, kills = Batch(tmp_path / "uit"), random.Random(7), 0
    manifest = batch.out / "_batch" / "manifest.jsonl"
    while kills < 100:
        process = _start(_command(batch, source))
        size = manifest.stat().st_size if manifest.exists() else 0
        deadline = time.monotonic() + 120
        # Half of the kills come when cases are being written, the others anywhere, also in starting up.
        if chance.random() < 0.5:
            while process.poll() is None and time.monotonic() < deadline:
                if manifest.exists() and manifest.stat().st_size > size + 300:
                    break
                time.sleep(0.005)
        time.sleep(chance.uniform(0, 1.5))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            kills += 1
        process.communicate()
        if manifest.exists() and _finished(manifest):
            # All was done before the last kill: begin again, so that every kill meets work.
            _check(batch, cases)
            for path in sorted(batch.out.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            batch.out.rmdir()
    process = _start(_command(batch, source))
    process.communicate(timeout=600)
    assert process.returncode == 0
    _check(batch, cases)


def _finished(manifest: Path) -> bool:
    lines = manifest.read_bytes().splitlines()
    return bool(lines) and lines[-1].startswith(b'{"soort": "einde"')


def _check(batch: Batch, cases: list[dict[str, object]]) -> None:
    """Every case has its entry once and its files whole, and there is nothing else."""
    lines = [json.loads(line) for line in (batch.out / "_batch" / "manifest.jsonl").read_bytes().splitlines()]
    done = [line["zaaknummer"] for line in lines if line["soort"] == "zaak"]
    assert sorted(done) == sorted(str(data["zaaknummer"]) for data in cases)
    names = {one["naam"] for line in lines if line["soort"] == "zaak" for one in line["bestanden"]}
    files = batch.files()
    assert set(files) == names
    sample = Batch(batch.out.parent / "heel")
    if not sample.out.exists():
        sample.run(cases, jobs=2)
    assert files == sample.files()


def test_ctrl_c_ends_the_cases_under_way_and_says_how_to_go_on(tmp_path: Path) -> None:
    source = tmp_path / "zaken.jsonl"
    source.write_text("".join(json.dumps(case_of(number)) + "\n" for number in range(1, 301)))
    batch = Batch(tmp_path / "uit")
    process = _start(_command(batch, source))
    manifest = batch.out / "_batch" / "manifest.jsonl"
    for _ in range(1200):
        if process.poll() is not None or (manifest.exists() and manifest.stat().st_size > 3000):
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "--resume" in errors.decode()
    assert "Traceback" not in errors.decode()
    assert not [name for name in batch.files() if ".docgen-" in name]
    with Manifest(batch.out) as opened:
        assert not opened.finished


def test_nothing_of_a_case_stands_in_the_arguments_or_the_messages_of_a_batch(tmp_path: Path) -> None:
    source = tmp_path / "zaken.jsonl"
    wrong = case_of(2)
    wrong["huurder"] = {**wrong["huurder"], "bsn": "999999999"}
    source.write_text("".join(json.dumps(data) + "\n" for data in (case_of(1), wrong)))
    batch = Batch(tmp_path / "uit")
    seen: set[str] = set()
    process = _start(_command(batch, source))

    def look() -> None:
        while process.poll() is None:
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    if os.getpgid(int(path.parent.name)) == process.pid:
                        seen.add(path.read_text(errors="replace"))
                except OSError:
                    continue
            time.sleep(0.05)

    watcher = threading.Thread(target=look)
    watcher.start()
    _, errors = process.communicate(timeout=120)
    watcher.join()
    manifest = (batch.out / "_batch" / "manifest.jsonl").read_text()
    assert process.returncode == 2
    assert "ZAAK-021" in errors.decode()
    assert len(seen) > 1
    for text in (*seen, errors.decode(), manifest):
        assert wrong["huurder"]["achternaam"] not in text
        assert "999999999" not in text
