from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from docgen.errors import DocgenError, RenderFault
from docgen.work import child
from docgen.work.child import Limits
from tests.work import jobs

QUICK = Limits(cpu_seconds=1, wall_seconds=10, memory=1 << 30, file_size=1 << 20)


def code_of(error: pytest.ExceptionInfo[DocgenError]) -> str:
    return error.value.code


def test_a_child_returns_what_the_function_returns() -> None:
    assert child.run(jobs.double, 21) == 42


def test_a_value_of_docgen_and_a_path_come_back_as_they_were() -> None:
    assert child.run(jobs.limits_again, QUICK) == QUICK
    assert child.run(jobs.path_again, Path("a/b")) == Path("a/b")


def test_a_child_has_an_empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "geheim")
    assert "DATABASE_PASSWORD" not in child.run(jobs.environment)
    assert set(child.run(jobs.environment)) <= {"LC_CTYPE"}  # set by python itself


def test_a_child_never_dumps_core() -> None:
    assert child.run(jobs.core_limit) == (0, 0)


def test_what_a_library_prints_does_not_end_up_in_the_result(capfd: pytest.CaptureFixture[str]) -> None:
    assert child.run(jobs.chatter) == "result"
    assert capfd.readouterr() == ("", "")


def test_a_loop_without_end_is_stopped_by_its_processor_time() -> None:
    with pytest.raises(RenderFault) as error:
        child.run(jobs.spin, limits=QUICK)
    assert code_of(error) == "MAAK-901"


def test_a_child_that_waits_is_stopped_by_the_clock() -> None:
    begin = time.monotonic()
    with pytest.raises(RenderFault) as error:
        child.run(jobs.sleep, limits=Limits(wall_seconds=0.5))
    assert code_of(error) == "MAAK-901"
    assert time.monotonic() - begin < 5


def test_a_stopped_child_takes_its_own_children_along(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    with pytest.raises(RenderFault):
        child.run(jobs.sleep_with_a_grandchild, pid_file, limits=Limits(wall_seconds=2))
    assert gone(int(pid_file.read_text()))


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":  # dead, and waiting for whoever reaps orphans here
            return True
        time.sleep(0.05)
    return False


def test_a_memory_bomb_is_refused() -> None:
    with pytest.raises(RenderFault) as error:
        child.run(jobs.eat_memory, limits=QUICK)
    assert code_of(error) == "MAAK-902"
    assert "1024 MB" in error.value.melding


def test_a_child_cannot_write_a_file_larger_than_allowed(tmp_path: Path) -> None:
    with pytest.raises(RenderFault) as error:
        child.run(jobs.write_much, tmp_path / "big", limits=QUICK)
    assert code_of(error) == "MAAK-904"
    assert "OSError" in error.value.melding


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM])
def test_death_by_a_signal_is_a_result(number: signal.Signals) -> None:
    with pytest.raises(RenderFault) as error:
        child.run(jobs.die, int(number))
    assert code_of(error) == "MAAK-903"
    assert number.name in error.value.melding


@pytest.mark.parametrize("function", [jobs.exit_quietly, jobs.a_foreign_object, jobs.a_function])
def test_a_child_without_a_readable_result_is_an_error(function: object) -> None:
    with pytest.raises(RenderFault) as error:
        child.run(function)  # type: ignore[arg-type]
    assert code_of(error) in {"MAAK-904", "MAAK-905"}


def test_a_result_cannot_run_a_program_in_the_caller(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    with pytest.raises(RenderFault) as error:
        child.run(jobs.hostile, str(marker))
    assert code_of(error) == "MAAK-905"
    assert not marker.exists()


def test_an_exception_comes_back_without_its_message() -> None:
    with pytest.raises(RenderFault) as error:
        child.run(jobs.raise_with_a_name)
    assert code_of(error) == "MAAK-904"
    everything = str(error.value) + "".join(error.value.__notes__)
    assert "ValueError" in everything
    assert "raise_with_a_name" in everything
    assert "Meulen" not in everything
    assert "999990068" not in everything


def test_an_error_of_docgen_comes_back_as_itself() -> None:
    with pytest.raises(RenderFault) as error:
        child.run(jobs.raise_a_row)
    assert code_of(error) == "MAAK-901"
    assert "7 seconden" in error.value.melding


def test_system_exit_in_a_child_is_not_a_normal_end() -> None:
    with pytest.raises(RenderFault) as error:
        child.run(jobs.raise_system_exit)
    assert code_of(error) == "MAAK-904"


def test_what_a_child_tells_comes_line_by_line_and_in_order() -> None:
    said: list[str] = []
    assert child.run(jobs.count, 300, progress=said.append) == 300
    assert said == [f"{number} van 300" for number in range(1, 301)]
    assert child.run(jobs.count, 3) == 3, "nobody listens"


def test_a_child_that_tells_and_then_waits_is_stopped_by_the_clock() -> None:
    said: list[str] = []
    begin = time.monotonic()
    with pytest.raises(RenderFault) as error:
        child.run(jobs.tell_and_sleep, limits=Limits(wall_seconds=2), progress=said.append)
    assert (code_of(error), said) == ("MAAK-901", ["nu slapen"])
    assert time.monotonic() - begin < 10


def test_a_listener_that_fails_takes_the_child_along() -> None:
    def fail(_: str) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        child.run(jobs.tell_and_sleep, progress=fail)


def test_children_leave_no_open_files_behind() -> None:
    child.run(jobs.double, 1)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(5):
        child.run(jobs.double, 1)
        child.run(jobs.count, 1, progress=str)
        with pytest.raises(DocgenError):
            child.run(jobs.die, int(signal.SIGKILL))
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
