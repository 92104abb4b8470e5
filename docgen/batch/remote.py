"""What a batch on several machines does in a Dask worker: one case, in a child process with limits.

The Dask process itself never opens a case. It hands the bytes to a warm child, as the
pool of one machine does, so that a case that hangs or eats memory costs its own child.
What goes back is a report: an exception could quote a case, and Dask would log it.
"""

from __future__ import annotations

import ipaddress
import multiprocessing
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from docgen import service
from docgen.batch.task import Made, Task, make
from docgen.errors import DocgenError, fault
from docgen.work import report
from docgen.work.pool import Pool, Settings


@dataclass(frozen=True, slots=True)
class Parcel:
    """One case on its way to a worker.

    Attributes:
        batch: The batch it belongs to: a random word.
        data: The pickled `Task`; kept out of `repr`, which Dask may log.
        settings: How the children of a worker work.
        versions: What the installation must be made of.
    """

    batch: str
    data: bytes = field(repr=False)
    settings: Settings
    versions: Mapping[str, str]


_idle: list[tuple[str, Pool]] = []
"""Children that wait for their next case, with the batch they belong to. Several threads take and give."""
_over: set[str] = set()
"""Batches that have ended."""


def private(address: str) -> bool:
    """Whether what goes over this address is encrypted, or does not leave the machine."""
    parts = urlsplit(address)
    if parts.scheme == "tls":
        return True
    try:
        return parts.scheme == "tcp" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.scheme == "tcp" and parts.hostname == "localhost"


def inspect(here: Mapping[str, str], dask_worker: Any) -> DocgenError | None:
    """Say why a worker may not do cases; None when it may.

    Args:
        here: What the installation of the batch is made of.
        dask_worker: The worker; Dask fills it in.
    """
    name = dask_worker.address
    own = service.versions()
    different = [part for part, value in here.items() if own.get(part) != value]
    if different:
        return fault("DOCGEN-036", werker=name, wat=", ".join(different))
    if not private(name):
        return fault("DOCGEN-032", adres=name)
    # Without a limit Dask keeps results in a plain dict; with one it may write them to disk.
    if type(dask_worker.data) is not dict:
        return fault("DOCGEN-037", werker=name)
    if multiprocessing.current_process().daemon:
        return fault("DOCGEN-038", werker=name)
    return None


def work(parcel: Parcel) -> bytes:
    """Do a case, and return its report: a `Made`, or an error. Raises nothing."""
    return report.call(_work, (parcel,))


def _work(parcel: Parcel) -> Made:
    from distributed import get_worker

    # A worker that came after the start of the batch is looked at here.
    refused = inspect(parcel.versions, get_worker())
    if refused:
        raise refused
    pool = _take(parcel)
    try:
        (done,) = pool.run(_make, [parcel.data])
    finally:
        _give_back(parcel.batch, pool)
    if done.fault is not None:
        raise done.fault
    assert done.value is not None
    return done.value


def _make(data: bytes) -> Made:
    """Do a case, in the child."""
    task: Task = pickle.loads(data)
    return make(task)


def _take(parcel: Parcel) -> Pool:
    while _idle:
        batch, pool = _idle.pop()
        if batch == parcel.batch:
            return pool
        pool.close()  # left by a batch that was killed
    return Pool(parcel.settings)


def _give_back(batch: str, pool: Pool) -> None:
    if batch in _over:
        pool.close()
    else:
        _idle.append((batch, pool))


def end(batch: str) -> None:
    """End the children of a batch: with them goes what they still knew of a case."""
    _over.add(batch)
    for one in list(_idle):
        if one[0] == batch:
            _idle.remove(one)
            one[1].close()
