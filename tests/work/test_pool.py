from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docgen.errors import DocgenError
from docgen.work.pool import Pool, Settings
from tests.work import jobs


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    settings = Settings(jobs=2, tasks_per_worker=40, seconds=2, memory=1 << 30, preload=("colorsys",), warm=jobs.warm)
    with Pool(settings) as ready:
        yield ready


def test_a_hundred_tasks_each_end_exactly_once(pool: Pool) -> None:
    ends = list(pool.run(jobs.double, range(100)))
    assert sorted(end.index for end in ends) == list(range(100))
    assert all(end.fault is None and end.value == 2 * end.index for end in ends)


def test_a_worker_is_replaced_after_its_number_of_tasks(pool: Pool) -> None:
    workers = {end.value for end in pool.run(jobs.pid_of, range(100))}
    assert len(workers) >= 3
    assert os.getpid() not in workers


def test_a_worker_is_warm_before_its_first_task(pool: Pool) -> None:
    assert all(end.value is True for end in pool.run(jobs.is_warm, range(10)))


def test_a_task_that_dies_raises_hangs_or_eats_memory_leaves_the_others_alone(pool: Pool) -> None:
    ends = {end.index: end for end in pool.run(jobs.troubled, range(20))}
    assert sorted(ends) == list(range(20))
    faults = {index: end.fault.code for index, end in ends.items() if end.fault is not None}
    assert faults == {3: "MAAK-903", 5: "MAAK-904", 7: "MAAK-901", 11: "MAAK-902"}
    assert all(end.value == 2 * index for index, end in ends.items() if index not in faults)
    assert "SIGKILL" in str(ends[3].fault)
    assert "Meulen" not in str(ends[5].fault)


def test_an_item_that_cannot_travel_is_a_result(pool: Pool) -> None:
    ends = {end.index: end for end in pool.run(jobs.pid_of, [1, lambda: 1, 2])}
    assert sorted(ends) == [0, 1, 2]
    assert [index for index, end in ends.items() if end.fault is not None] == [1]


def test_only_a_few_items_are_read_ahead(pool: Pool) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    ends = pool.run(jobs.double, items())
    next(ends)
    assert len(taken) <= 6
    assert len(list(ends)) == 49


def test_no_items_is_no_work(pool: Pool) -> None:
    assert list(pool.run(jobs.double, [])) == []


def test_workers_killed_while_they_wait_do_not_lose_a_task() -> None:
    with Pool(Settings(jobs=2, seconds=10)) as pool:
        for pid in {end.value for end in pool.run(jobs.pid_of, range(10))}:
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
        ends = list(pool.run(jobs.double, range(20)))
    assert sorted(end.index for end in ends) == list(range(20))
    assert [end.fault for end in ends if end.fault is not None] == []


def test_workers_that_never_start_are_an_error_for_every_task(capfd: pytest.CaptureFixture[str]) -> None:
    with Pool(Settings(jobs=1, warm=jobs.refuse_to_start)) as pool:
        ends = list(pool.run(jobs.double, range(3)))
    assert sorted(end.index for end in ends) == [0, 1, 2]
    assert {end.fault.code for end in ends if end.fault} == {"MAAK-906"}
    capfd.readouterr()


def test_closing_leaves_no_worker_behind() -> None:
    with Pool(Settings(jobs=2)) as pool:
        workers = {end.value for end in pool.run(jobs.pid_of, range(10))}
    assert workers
    assert all(pid is not None and dead(pid) for pid in workers)


def dead(pid: int) -> bool:
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


PRELOAD = """
import sys
from docgen.work.pool import Pool, Settings
from tests.work import jobs

if __name__ == "__main__":
    with Pool(Settings(jobs=1, preload=sys.argv[1:])) as pool:
        print(*(end.value for end in pool.run(jobs.is_imported, ["colorsys"])))
"""


@pytest.mark.parametrize(("preload", "there"), [(("colorsys",), "True"), ((), "False")])
def test_workers_begin_with_the_modules_that_their_server_loaded(
    tmp_path: Path, preload: tuple[str, ...], there: str
) -> None:
    # In a process of its own: a fork server that runs already keeps what it was started with.
    script = tmp_path / "preload.py"
    script.write_text(PRELOAD)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(script), *preload]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == there


PARENT = """
import sys
from docgen.work.pool import Pool, Settings
from tests.work import jobs

if __name__ == "__main__":
    with Pool(Settings(jobs=2)) as pool:
        print(*{end.value for end in pool.run(jobs.pid_of, range(10))}, flush=True)
        list(pool.run(jobs.sleep_a_while, [1.0] * 4))
"""


def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        parent.kill()
    assert workers
    assert all(dead(pid) for pid in workers)


def test_threads_call_at_once_and_each_gets_its_own_answer(pool: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda n: pool.call(jobs.double, n), range(40))) == [2 * n for n in range(40)]


def test_a_call_that_fails_raises_the_row_of_the_table(pool: Pool) -> None:
    with pytest.raises(DocgenError) as died:
        pool.call(jobs.troubled, 3)
    with pytest.raises(DocgenError) as failed:
        pool.call(jobs.troubled, 5)
    assert (died.value.code, failed.value.code) == ("MAAK-903", "MAAK-904")
    assert pool.call(jobs.double, 21) == 42


def test_a_pool_that_was_stopped_comes_up_again_for_a_call() -> None:
    with Pool(Settings(jobs=1)) as ready:
        ready.start()
        assert ready.call(jobs.double, 1) == 2
        ready.close()
        assert ready.call(jobs.double, 2) == 4
