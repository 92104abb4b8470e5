"""A batch on several machines: cases go to the workers of a Dask cluster, documents come back.

The workers make the bytes; only this process writes files and records cases, just as
on one machine. So a worker that dies loses nothing, and a case that was done twice
counts once. Dask does all between the machines: sending, trying elsewhere when a
worker is lost, TLS.
"""

from __future__ import annotations

import itertools
import logging
import pickle
import queue
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docgen import service
from docgen.batch.entry import Entry
from docgen.batch.remote import Parcel, end, inspect, private, work
from docgen.batch.task import Made, Task, look, put
from docgen.errors import DocgenError, fault
from docgen.work import report
from docgen.work.pool import Done, Settings

if TYPE_CHECKING:
    from distributed import Client, Future

FATAL = {"DOCGEN-032", "DOCGEN-036", "DOCGEN-037", "DOCGEN-038", "DOCGEN-039", "DOCGEN-040"}
"""What ends a batch on a cluster: a worker that may not do cases, or no scheduler or workers any more."""
_CONNECT = 15.0
"""Seconds within which the scheduler must answer."""
_GLANCE = 1.0
"""Seconds between looks at the cluster."""


@dataclass(frozen=True, slots=True)
class Tls:
    """The PEM files of this side; what is left out is taken from the configuration of Dask.

    Attributes:
        ca: The certificate of who issued those of the cluster.
        cert: The certificate of this side.
        key: Its private key.
    """

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


class Cluster:
    """A connection to the scheduler of a cluster; use it as a context manager."""

    def __init__(self, address: str, tls: Tls | None = None, patience: float = 60.0) -> None:
        """Connect, and see whether every worker may do cases.

        Args:
            address: Of the scheduler: `tls://host:port`, or `tcp://` on this machine.
            tls: The certificates.
            patience: Seconds to wait for a worker when all are gone.

        Raises:
            DocgenError: DOCGEN-030 to DOCGEN-038: Dask is not installed, the address or the certificates
                cannot be used, nobody answers, or a worker differs from this machine.
        """
        _must_be_private(address)
        try:
            import distributed
        except ImportError:
            raise fault("DOCGEN-030") from None
        # It says in English on the terminal what comes out of here as a row of the table.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._patience = patience
        self._versions = service.versions()
        security = _security(distributed.Security, tls or Tls()) if address.startswith("tls:") else None
        try:
            self._client: Client = distributed.Client(
                address, timeout=_CONNECT, security=security, set_as_default=False, name="docgen"
            )
        except (OSError, TimeoutError, ValueError):
            raise fault("DOCGEN-034", adres=address) from None
        try:
            self._check()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    @property
    def workers(self) -> tuple[str, ...]:
        """The addresses of the workers that are there now."""
        return tuple(self._client.scheduler_info()["workers"])

    def health(self, formats: Sequence[str]) -> tuple[str, ...]:
        """Say in Dutch what the machine of each worker lacks to render well in these formats."""
        found: dict[str, tuple[str, ...]] = self._client.run(service.health, tuple(formats), on_error="ignore")
        return tuple(f"Werker {name}: {line}" for name, lines in sorted(found.items()) for line in lines)

    def run(self, settings: Settings, tasks: Iterable[Task]) -> Iterator[Done[Entry]]:
        """Do every case, and yield each end as it comes, its files written.

        Only a few cases are under way at a time: two for each thread of the cluster.

        Args:
            settings: How the children of the workers work.
            tasks: Read as they are needed.
        """
        batch, source = secrets.token_hex(8), enumerate(tasks)
        ended: queue.SimpleQueue[tuple[int, Future[bytes]]] = queue.SimpleQueue()
        running: dict[int, tuple[Task, Future[bytes]]] = {}
        watch = _Watch(self._client, self._patience)
        try:
            while True:
                lost = watch.lost()
                if lost:
                    yield from (Done(index, fault=lost) for index in running)
                    return
                for index, task in itertools.islice(source, max(0, watch.room - len(running))):
                    future = self._submit(batch, settings, look(task))
                    running[index] = (task, future)
                    future.add_done_callback(lambda future, index=index: ended.put((index, future)))
                if not running:
                    return
                try:
                    index, future = ended.get(timeout=_GLANCE)
                except queue.Empty:
                    continue
                task, _ = running.pop(index)
                yield self._done(index, task, future, settings)
        finally:
            for _, future in running.values():
                future.release()
            if self._client.status == "running":
                self._client.run(end, batch, on_error="ignore")

    def _submit(self, batch: str, settings: Settings, task: Task) -> Future[bytes]:
        # Where it is written is nothing to a worker.
        data = pickle.dumps(replace(task, out=Path(), turn=""), protocol=5)
        parcel = Parcel(batch, data, replace(settings, jobs=1), self._versions)
        return self._client.submit(work, parcel, key=f"docgen-{secrets.token_hex(8)}", pure=False)

    def _done(self, index: int, task: Task, future: Future[bytes], settings: Settings) -> Done[Entry]:
        try:
            # A result that was announced may be lost with its worker: then Dask makes it again, if it can.
            data = future.result(timeout=self._patience + settings.seconds)
        except TimeoutError:
            return Done(index, fault=fault("DOCGEN-040"))
        except Exception as error:  # KilledWorker, or anything else of the engine
            if future.cancelled():
                return Done(index, fault=fault("DOCGEN-039"))
            return Done(index, fault=fault("MAAK-903", oorzaak=type(error).__name__))
        finally:
            future.release()  # the worker forgets it now
        try:
            made: Made = report.unpack(data, settings.memory)
            return Done(index, value=put(task, made))
        except DocgenError as error:
            return Done(index, fault=error)

    def _check(self) -> None:
        """Refuse a cluster whose connections or workers will not do."""
        info = self._client.scheduler_info()
        # A scheduler that listens beyond this machine says so in its own address.
        _must_be_private(info["address"])
        if not info["workers"]:
            raise fault("DOCGEN-035")
        found: dict[str, Any] = self._client.run(inspect, self._versions, on_error="return")
        for worker, refused in sorted(found.items()):
            if isinstance(refused, DocgenError):
                raise refused
            if refused is not None:  # an installation so different that it cannot even be asked
                raise fault("DOCGEN-036", werker=worker, wat="het programma")


class _Watch:
    """Keeps an eye on the cluster while cases are under way."""

    def __init__(self, client: Client, patience: float) -> None:
        self.room = 0
        """How many cases may be under way."""
        self._client = client
        self._patience = patience
        self._looked = self._alive = time.monotonic() - 2 * _GLANCE

    def lost(self) -> DocgenError | None:
        """Say that going on is useless, or None."""
        if self._client.status != "running":
            # It may find the scheduler again, but what was under way is gone then.
            return fault("DOCGEN-039")
        now = time.monotonic()
        if now - self._looked < _GLANCE:
            return None
        workers = self._client.scheduler_info()["workers"].values()
        self._looked = now
        if workers:
            self._alive = now
            self.room = 2 * sum(worker["nthreads"] for worker in workers)
        return None if now - self._alive < self._patience else fault("DOCGEN-040")


def _must_be_private(address: str) -> None:
    parts = urlsplit(address)
    try:
        known = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
    except ValueError:
        known = False
    if not known:
        raise fault("DOCGEN-031", adres=address)
    if not private(address):
        raise fault("DOCGEN-032", adres=address)


def _security(make: Any, tls: Tls) -> Any:
    """The TLS of Dask for this side; raises DOCGEN-033."""
    given = {"tls_ca_file": tls.ca, "tls_client_cert": tls.cert, "tls_client_key": tls.key}
    security = make(require_encryption=True, **{name: str(path) for name, path in given.items() if path})
    needed = {"--tls-ca": security.tls_ca_file, "--tls-cert": security.tls_client_cert}
    for option, path in needed.items():
        if not path:
            raise fault("DOCGEN-033", wat=option)
    try:
        security.get_connection_args("client")
    except (OSError, ValueError):
        raise fault("DOCGEN-033", wat="een certificaat of sleutel") from None
    return security
