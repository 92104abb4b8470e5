"""Write a set of files: all of them, or none.

Every file is first written whole under a hidden name in the folder where it will
live, and brought to the disk; only when all stand there do they get their names.
So a reader sees the old file or the new one, never half of one, and a full disk
or a refused folder leaves everything as it was. A machine that stops between two
renames can leave a set of which a part is new; each file of it is whole.

Every step goes through the open folder, not through its path: a folder that is
swapped for a symlink while we work cannot lead a file elsewhere.
Bron: security.md of the project, hardening row 15.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from docgen.errors import DocgenError, fault

_PREFIX = ".docgen-"
# A hidden file this much older than a new one is left over from a killed run.
_STALE_SECONDS = 3600
_FULL = {errno.ENOSPC, errno.EDQUOT}
# How a file system says that it has no hard links.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}


@dataclass(slots=True)
class _Entry:
    """One file on its way to its name."""

    path: Path
    folder: int
    staged: str
    kept: str = ""
    placed: bool = False


@dataclass(slots=True)
class _Batch:
    """What was made so far, so that it can be undone."""

    folders: dict[Path, int] = field(default_factory=dict)
    made: list[tuple[int, str]] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)


def write_all(files: Mapping[Path, bytes], root: Path | None = None) -> None:
    """Write every file, or leave everything as it was.

    Folders that are missing are made. A file that exists is replaced.

    Args:
        files: Where each file goes, and its bytes.
        root: The folder that every file must stay under; no folder below it may be
            a symlink. Without it the folder of each file is taken as it is.

    Raises:
        DocgenError: MAAK-910 (file too large), MAAK-911 (disk full), MAAK-912 (not allowed or not possible)
            or MAAK-913 (a file outside `root`, or over a symlink). Nothing was
            written then.
    """
    batch = _Batch()
    try:
        try:
            _perform(batch, files, root)
        except BaseException:  # also Ctrl-C leaves nothing behind
            _undo(batch)
            raise
        _forget_old(batch)
    finally:
        for folder in batch.folders.values():
            os.close(folder)


@contextlib.contextmanager
def stream(path: Path, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """Write one file in parts, however large: at the end it stands whole under its name, or nothing changed.

    Args:
        path: Where the file goes; its folder must be there. A file that exists is replaced.
        mode: Who may read it, before the umask: 0o600 for the user alone.

    Raises:
        DocgenError: MAAK-911, MAAK-912 or MAAK-913, as `write_all`.
    """
    hidden = _hidden_name()
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise _row(error, path) from None
    try:
        _refuse_odd_target(_Entry(path, folder, hidden))
        descriptor = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode=mode, dir_fd=folder)
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(hidden, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        _sync_folder(folder)
    except OSError as error:
        raise _row(error, path) from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(hidden, dir_fd=folder)
        os.close(folder)


def _perform(batch: _Batch, files: Mapping[Path, bytes], root: Path | None) -> None:
    path = root or Path()
    try:
        for path, data in files.items():
            entry = _Entry(path, _open_folder(batch, path, root), _hidden_name())
            _refuse_odd_target(entry)
            batch.entries.append(entry)
            _stage(entry, data)
        for entry in batch.entries:
            path = entry.path
            _place(entry)
        for folder in batch.folders.values():
            _sync_folder(folder)
    except OSError as error:
        raise _row(error, path) from None


@contextlib.contextmanager
def full_or_refused(path: Path) -> Iterator[None]:
    """Turn what the system says about writing a file into a row of the table: MAAK-910 to MAAK-913."""
    try:
        yield
    except OSError as error:
        raise _row(error, path) from None


def _row(error: OSError, path: Path) -> DocgenError:
    if error.errno in _FULL:
        return fault("MAAK-911")
    if error.errno == errno.EFBIG:
        return fault("MAAK-910")
    if error.errno == errno.ELOOP:
        return fault("MAAK-913", pad=path)
    return fault("MAAK-912", map=path.parent, oorzaak=errno.errorcode.get(error.errno or 0, "onbekend"))


def _hidden_name() -> str:
    return f"{_PREFIX}{secrets.token_hex(8)}"


# --- folders -----------------------------------------------------------------


def _open_folder(batch: _Batch, path: Path, root: Path | None) -> int:
    """Open the folder of a file, making what is missing, following no symlink below the root."""
    if root is None:
        return _open_base(batch, path.parent.absolute())
    _open_base(batch, root.absolute())
    return _descend(batch, root.absolute(), _below(path, root).parts[:-1])


def _below(path: Path, root: Path) -> Path:
    try:
        below = path.relative_to(root)
    except ValueError:
        raise fault("MAAK-913", pad=path) from None
    if not below.parts or ".." in below.parts:
        raise fault("MAAK-913", pad=path)
    return below


def _open_base(batch: _Batch, base: Path) -> int:
    # The user named this folder: a symlink on the way to it is theirs.
    existing = base
    while not existing.is_dir() and existing != existing.parent:
        existing = existing.parent
    if existing not in batch.folders:
        batch.folders[existing] = os.open(existing, os.O_RDONLY | os.O_DIRECTORY)
    return _descend(batch, existing, base.relative_to(existing).parts)


def _descend(batch: _Batch, place: Path, parts: tuple[str, ...]) -> int:
    for part in parts:
        parent, place = place, place / part
        if place not in batch.folders:
            batch.folders[place] = _open_child(batch, batch.folders[parent], part)
    return batch.folders[place]


def _open_child(batch: _Batch, parent: int, part: str) -> int:
    try:
        os.mkdir(part, dir_fd=parent)
        batch.made.append((parent, part))
    except FileExistsError:
        if stat.S_ISLNK(os.lstat(part, dir_fd=parent).st_mode):
            raise OSError(errno.ELOOP, "symlink") from None
    return os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)


# --- files -------------------------------------------------------------------


def _refuse_odd_target(entry: _Entry) -> None:
    with contextlib.suppress(FileNotFoundError):
        mode = os.lstat(entry.path.name, dir_fd=entry.folder).st_mode
        if stat.S_ISLNK(mode):
            raise OSError(errno.ELOOP, "symlink")
        if not stat.S_ISREG(mode):
            raise OSError(errno.EISDIR, "not a file")


def _stage(entry: _Entry, data: bytes) -> None:
    descriptor = os.open(
        entry.staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode=0o666, dir_fd=entry.folder
    )
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _place(entry: _Entry) -> None:
    with contextlib.suppress(FileNotFoundError):
        _keep(entry, _hidden_name())
    os.replace(entry.staged, entry.path.name, src_dir_fd=entry.folder, dst_dir_fd=entry.folder)
    entry.placed = True


def _keep(entry: _Entry, kept: str) -> None:
    """Give the earlier file a second, hidden name until the whole set stands."""
    name, folder = entry.path.name, entry.folder
    try:
        os.link(name, kept, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.replace(name, kept, src_dir_fd=folder, dst_dir_fd=folder)
    entry.kept = kept


def _sync_folder(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network shares cannot, and do it anyway
            raise


def _undo(batch: _Batch) -> None:
    for entry in batch.entries:
        with contextlib.suppress(OSError):
            if entry.kept:
                os.replace(entry.kept, entry.path.name, src_dir_fd=entry.folder, dst_dir_fd=entry.folder)
            elif entry.placed:
                os.unlink(entry.path.name, dir_fd=entry.folder)
        # Renaming one name of a file to another name of that file does nothing, so
        # the hidden one may still stand.
        for name in filter(None, (entry.staged, entry.kept)):
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=entry.folder)
    for parent, name in reversed(batch.made):
        with contextlib.suppress(OSError):
            os.rmdir(name, dir_fd=parent)


def _forget_old(batch: _Batch) -> None:
    """Remove the versions that were replaced, and what a killed run left behind."""
    for entry in batch.entries:
        if entry.kept:
            with contextlib.suppress(OSError):
                os.unlink(entry.kept, dir_fd=entry.folder)
    for folder in {entry.folder: entry for entry in batch.entries}.values():
        newest = os.stat(folder.path.name, dir_fd=folder.folder).st_mtime
        for name in _leftovers(folder.folder, newest):
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=folder.folder)


def _leftovers(folder: int, now: float) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX):
                with contextlib.suppress(OSError):
                    if now - entry.stat(follow_symlinks=False).st_mtime > _STALE_SECONDS:
                        yield entry.name
