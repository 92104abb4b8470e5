from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.errors import DocgenError, RenderFault
from docgen.work import files

OLD = {"a.pdf": b"old a", "b.docx": b"old b"}
NEW = {"a.pdf": b"new a", "b.docx": b"new b" * 1000, "deep/er/c.json": b"{}"}


def everything(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def folders(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_dir()]


def under(root: Path, names: dict[str, bytes]) -> dict[Path, bytes]:
    return {root / name: data for name, data in names.items()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    root = tmp_path / "out"
    root.mkdir()
    for name, data in OLD.items():
        (root / name).write_bytes(data)
    return root


def test_every_file_is_written_and_folders_are_made(tmp_path: Path) -> None:
    root = tmp_path / "not" / "yet"
    files.write_all(under(root, NEW), root)
    assert everything(root) == NEW


def test_without_a_root_files_may_go_to_several_folders(tmp_path: Path) -> None:
    one, two = tmp_path / "one" / "x", tmp_path / "two" / "y"
    files.write_all({one: b"1", two: b"2"})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")


def test_relative_paths_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files.write_all({Path("out/a"): b"1"}, Path("out"))
    files.write_all({Path("b"): b"2"})
    assert everything(tmp_path) == {"out/a": b"1", "b": b"2"}


def test_an_existing_file_is_replaced_and_nothing_hidden_stays(out: Path) -> None:
    files.write_all(under(out, NEW), out)
    assert everything(out) == NEW


def test_nothing_to_write_is_no_error(out: Path) -> None:
    files.write_all({}, out)
    assert everything(out) == OLD


def test_a_file_gets_the_rights_that_the_user_gives_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_all({tmp_path / "a": b""})
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def failing_at(call: int, function: Callable[..., object], number: int) -> Callable[..., object]:
    """Wrap a system call so that its nth use (from 0) fails, and the later ones work again."""
    calls = iter(range(10_000))

    def wrapped(*args: object, **kwargs: object) -> object:
        if next(calls) == call:
            raise OSError(number, "injected")
        return function(*args, **kwargs)

    return wrapped


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("name", ["open", "write", "fsync", "link", "replace", "mkdir"])
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    out: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    code = "MAAK-911" if number == errno.ENOSPC else "MAAK-912"
    for call in range(50):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, failing_at(call, getattr(os, name), number))
            try:
                files.write_all(under(out, NEW), out)
            except DocgenError as error:
                assert error.code == code, (name, call)
            else:
                assert call > 0, "the failure was not injected at all"
                assert everything(out) == NEW
                return
        assert everything(out) == OLD, (name, call)
        assert folders(out) == [], (name, call)
    pytest.fail("there is no end to the number of calls")


def test_a_short_write_is_continued(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
    files.write_all(under(out, NEW), out)
    assert everything(out) == NEW


def test_a_file_system_without_hard_links_works_too(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    for call in range(20):
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", failing_at(call, os.replace, errno.EIO))
            try:
                files.write_all(under(out, NEW), out)
            except DocgenError:
                assert everything(out) == OLD
            else:
                break
    assert everything(out) == NEW


def test_an_interrupt_leaves_everything_as_it_was(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_all(under(out, NEW), out)
    assert everything(out) == OLD


def test_a_symlink_below_the_root_is_refused(out: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (out / "link").symlink_to(outside)
    with pytest.raises(RenderFault) as error:
        files.write_all({out / "x": b"1", out / "link" / "a.pdf": b"2"}, out)
    assert error.value.code == "MAAK-913"
    assert everything(outside) == {}
    assert not (out / "x").exists()


def test_a_file_that_is_a_symlink_is_refused(out: Path, tmp_path: Path) -> None:
    outside = tmp_path / "precious"
    outside.write_bytes(b"precious")
    (out / "c.pdf").symlink_to(outside)
    with pytest.raises(RenderFault) as error:
        files.write_all({out / "c.pdf": b"2"})
    assert error.value.code == "MAAK-913"
    assert outside.read_bytes() == b"precious"


@pytest.mark.parametrize("path", ["../a.pdf", "x/../../a.pdf", "/tmp/a.pdf", ""])
def test_a_file_outside_the_root_is_refused(out: Path, path: str) -> None:
    with pytest.raises(RenderFault) as error:
        files.write_all({out / path: b"1"}, out)
    assert error.value.code == "MAAK-913"
    assert everything(out) == OLD


def test_the_root_itself_may_be_reached_over_a_symlink(out: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(out)
    files.write_all({tmp_path / "link" / "a.pdf": b"1"}, tmp_path / "link")
    assert (out / "a.pdf").read_bytes() == b"1"


def test_a_folder_in_the_place_of_a_file_is_an_error(out: Path) -> None:
    (out / "c.pdf").mkdir()
    with pytest.raises(RenderFault) as error:
        files.write_all({out / "d.pdf": b"1", out / "c.pdf": b"2"}, out)
    assert error.value.code == "MAAK-912"
    assert everything(out) == OLD


def test_a_file_in_the_place_of_a_folder_is_an_error(out: Path) -> None:
    with pytest.raises(RenderFault) as error:
        files.write_all({out / "a.pdf" / "b.pdf": b"1"}, out)
    assert error.value.code == "MAAK-912"
    assert everything(out) == OLD


def test_what_a_killed_run_left_behind_is_removed_after_an_hour(out: Path) -> None:
    old, fresh = out / ".docgen-old", out / ".docgen-fresh"
    for path in (old, fresh):
        path.write_bytes(b"half")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    files.write_all(under(out, NEW), out)
    assert not old.exists()
    assert fresh.exists()


def test_writing_leaves_no_open_files_behind(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def count() -> int:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208

    before = count()
    files.write_all(under(out, NEW), out)
    files.write_all({out / "p" / "x": b"", out / "q" / "y": b""})
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing_at(1, os.replace, errno.EIO))
        with pytest.raises(DocgenError):
            files.write_all(under(out, NEW), out)
    assert count() == before


WRITER = """
import hashlib, itertools, sys
from pathlib import Path
from docgen.work.files import write_all

root = Path(sys.argv[1])
for number in itertools.count():
    body = bytes([number % 256]) * 300_000
    data = hashlib.sha256(body).digest() + body
    write_all({root / "one.pdf": data, root / "two.pdf": data}, root)
"""


def test_a_killed_writer_leaves_no_half_file_under_a_final_name(tmp_path: Path) -> None:
    root = tmp_path / "out"
    for attempt in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root)], env={"PYTHONPATH": str(Path(__file__).parents[2])}
        )
        deadline = time.monotonic() + 20
        while not (root / "two.pdf").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.25 + 0.013 * attempt)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        for name in ("one.pdf", "two.pdf"):
            data = (root / name).read_bytes()
            assert hashlib.sha256(data[32:]).digest() == data[:32], (attempt, name)


def test_a_file_written_in_parts_stands_whole_under_its_name_or_nothing_changed(tmp_path: Path) -> None:
    path = tmp_path / "groot.csv"
    with files.stream(path, 0o600) as file:
        file.write(b"a")
        assert not path.exists()
        file.write(b"b")
    assert path.read_bytes() == b"ab"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(KeyError), files.stream(path) as file:
        file.write(b"half")
        raise KeyError
    assert path.read_bytes() == b"ab"
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(DocgenError, match="MAAK-913"), files.stream(tmp_path / "link"):
        pass
    with pytest.raises(DocgenError, match="MAAK-912"), files.stream(tmp_path / "weg" / "x"):
        pass
    assert sorted(found.name for found in tmp_path.iterdir()) == ["groot.csv", "link"]
