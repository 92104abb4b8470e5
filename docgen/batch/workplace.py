"""The output folder of a batch: whose turn it is to write there.

Two things must never happen: two batches in one folder, and a worker that outlives
a killed batch and writes over what the next one made. The first is a lock on the
manifest; the system lets it go when its holder dies. The second is a turn: a worker
writes only while it holds a shared lock on the file `beurt`, and only when its own
turn still stands in it; a new batch takes that lock alone, and writes its own turn.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from docgen.errors import fault

FOLDER = "_batch"
"""Folder of our own under the output; no zaaknummer begins with a low line."""
_TURN = "beurt"
_HIDDEN = ".docgen-"


def take_turn(out: Path) -> str:
    """Make this batch the only one whose workers may write, and clear up what an earlier one left half done.

    The caller holds the lock on the manifest. Returns the turn to hand to the workers.
    """
    turn = secrets.token_hex(8)
    with _locked(out, fcntl.LOCK_EX) as descriptor:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, turn.encode(), 0)
        os.fsync(descriptor)
    _sweep(out)
    return turn


@contextlib.contextmanager
def my_turn(out: Path, turn: str) -> Iterator[None]:
    """Hold the right to write; raises DOCGEN-014 when another batch has taken the folder."""
    with _locked(out, fcntl.LOCK_SH) as descriptor:
        if os.pread(descriptor, 64, 0) != turn.encode():
            raise fault("DOCGEN-014")
        yield


@contextlib.contextmanager
def _locked(out: Path, how: int) -> Iterator[int]:
    descriptor = os.open(out / FOLDER / _TURN, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, how)
        yield descriptor
    finally:
        os.close(descriptor)


def _sweep(out: Path) -> None:
    """Remove the hidden files of writes that were killed: nobody is writing now."""
    for folder in out.iterdir():
        if folder.is_dir() and not folder.is_symlink():
            for path in folder.iterdir():
                if path.name.startswith(_HIDDEN):
                    path.unlink()
