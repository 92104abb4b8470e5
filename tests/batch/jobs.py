"""What the tests of the batch let a worker do with a case, instead of or around the real work."""

from __future__ import annotations

import errno
import os
import signal
import time
from pathlib import Path

from docgen.batch.entry import Entry
from docgen.batch.task import Task, perform


def troubled(task: Task) -> Entry:
    """Do a case; but the second dies, the third hangs, and the fourth eats memory."""
    if task.row.number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    if task.row.number == 3:
        time.sleep(60)
    if task.row.number == 4:
        bytearray(8 << 30)
    return perform(task)


def killed_between_two_renames(task: Task) -> Entry:
    """Do a case, and die when half of its files have their names."""
    place, done = os.replace, []

    def replace(*args: object, **named: object) -> None:
        done.append(place(*args, **named))  # type: ignore[arg-type]
        if len(done) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    os.replace = replace  # type: ignore[assignment]
    try:
        return perform(task)
    finally:
        os.replace = place


def slow(task: Task) -> Entry:
    """Take a little time for a case."""
    time.sleep(0.2)
    return perform(task)


WRITES = ("write", "fsync", "replace", "mkdir", "open")
"""The calls by which a case reaches the disk."""


def full_disk(task: Task) -> Entry:
    """Do a case on a disk that is full from the call on that the file `vol` beside the output names."""
    name, number = (task.out.parent / "vol").read_text().split()
    real, left = getattr(os, name), [int(number)]

    def fail(*args: object, **named: object) -> object:
        ours = name != "open" or any("docgen-" in str(arg) for arg in args)
        left[0] -= ours
        if ours and left[0] < 0:
            raise OSError(errno.ENOSPC, "no space")
        return real(*args, **named)

    setattr(os, name, fail)
    try:
        return perform(task)
    finally:
        setattr(os, name, real)


def hold(task: Task) -> Entry:
    """Wait until the test lets go, as a worker that outlives its batch."""
    Path(task.out.parent, "bezig").touch()
    while Path(task.out.parent, "wacht").exists():
        time.sleep(0.02)
    return perform(task)
