"""A warm pool for many tasks: each task ends as a result, also when its worker dies.

The workers come from a fork server: a process with one thread that has done the
heavy imports once. Forking the caller itself would be as warm, but is unsafe
beside threads (and pebble has some); a fresh start costs the imports each time.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import resource
import threading
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from docgen.errors import DocgenError, fault
from docgen.work import report
from docgen.work.child import signal_name

S = TypeVar("S")
T = TypeVar("T")

# How often a pool that broke as a whole is built anew while nothing gets done.
_RESTARTS = 3
# Seconds between looks at the pool itself while tasks are running.
_GLANCE = 1.0


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The end of one task.

    Attributes:
        index: The place of its item in what was handed in, from 0.
        value: What the function returned; None when it failed.
        fault: Why it failed; None when it did not.
    """

    index: int
    value: T | None = None
    fault: DocgenError | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How a pool works.

    Attributes:
        jobs: Number of workers; 1 or more.
        tasks_per_worker: After so many tasks a worker is replaced, because the
            libraries that render keep growing.
        seconds: Time on the clock that one task may take.
        memory: Address space of one worker in bytes.
        file_size: The largest file that a worker may write, in bytes.
        preload: Modules that the fork server imports, once for all workers.
        warm: Called in each new worker; importable by its name.
    """

    jobs: int = 2
    tasks_per_worker: int = 200
    seconds: float = 120.0
    memory: int = 4 << 30
    file_size: int = 256 << 20
    preload: Sequence[str] = ()
    warm: Callable[[], object] | None = None


class Pool:
    """Workers that stand ready; use it as a context manager.

    Leaving the block normally lets nothing behind; leaving it by an exception
    stops the running tasks too.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        """Prepare the pool; the workers start with the first task."""
        self._settings = settings or Settings()
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(self._settings.preload))
        self._pool = self._build()
        self._changing = threading.Lock()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop every worker and wait for its end."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def start(self) -> None:
        """Let the workers come up in the background, before there is anything to do."""
        for _ in range(self._settings.jobs):
            self._submit(_nothing, None)

    def run(self, function: Callable[[S], T], items: Iterable[S]) -> Iterator[Done[T]]:
        """Call a function for every item, and yield each end as it comes.

        Only a few items are read ahead, so that a long list need not fit in
        memory. A task whose worker dies is not tried again: it may be the cause.
        When the pool breaks as a whole, what was under way is done again.

        Args:
            function: Importable by its name; called in a worker.
            items: Anything that pickles.
        """
        source: Iterator[tuple[int, S]] = enumerate(items)
        running: dict[Future[bytes], tuple[int, S]] = {}
        restarts = 0
        while True:
            if not self._pool.active:
                source = itertools.chain(list(running.values()), source)
                running.clear()
                restarts += 1
                if restarts > _RESTARTS:
                    yield from (Done(index, fault=fault("MAAK-906")) for index, _ in source)
                    return
                self._restart()
            for index, item in itertools.islice(source, 2 * self._settings.jobs - len(running)):
                running[self._submit(function, item)] = (index, item)
            if not running:
                return
            for future in wait(running, timeout=_GLANCE, return_when=FIRST_COMPLETED).done:
                if isinstance(future.exception(), BrokenProcessPool):
                    continue  # found again in `running` after the restart
                restarts = 0
                index, _ = running.pop(future)
                yield self._done(index, future)

    def call(self, function: Callable[[S], T], item: S) -> T:
        """Call a function in a worker and wait for what it returns; threads may do so at once.

        When the pool breaks as a whole, as when the machine runs out of memory, it is built anew and asked again.
        It is not for a pool that is also in a `run`: that one counts on restarting it itself.

        Raises:
            DocgenError: The one that the function raised, or MAAK-901, 903, 904 or 906 as `child.run`.
        """
        for _ in range(_RESTARTS):
            with self._changing:
                if not self._pool.active:
                    self._restart()
                future = self._submit(function, item)
            wait((future,))
            if isinstance(future.exception(), BrokenProcessPool):
                continue
            done: Done[T] = self._done(0, future)
            if done.fault is not None:
                raise done.fault
            return typing.cast("T", done.value)
        raise fault("MAAK-906")

    def _build(self) -> ProcessPool:
        settings = self._settings
        return ProcessPool(
            max_workers=settings.jobs,
            max_tasks=settings.tasks_per_worker,
            initializer=_start,
            initargs=(settings.memory, settings.file_size, settings.warm),
            context=self._context,
        )

    def _restart(self) -> None:
        self.close()
        self._pool = self._build()

    def _submit(self, function: Callable[[S], T], item: S) -> Future[bytes]:
        try:
            future: Future[bytes] = self._pool.schedule(
                report.call, args=(function, (item,)), timeout=self._settings.seconds
            )
        except RuntimeError:  # the pool broke just now: `run` will see that
            future = Future()
            future.set_exception(BrokenProcessPool())
        return future

    def _done(self, index: int, future: Future[bytes]) -> Done[T]:
        try:
            return Done(index, value=report.unpack(future.result(), self._settings.memory))
        except DocgenError as error:
            return Done(index, fault=error)
        except TimeoutError:
            return Done(index, fault=fault("MAAK-901", seconden=f"{self._settings.seconds:g}"))
        except ProcessExpired as end:
            return Done(index, fault=fault("MAAK-903", oorzaak=signal_name(end.exitcode)))
        except Exception as error:  # an item that does not pickle
            return Done(index, fault=fault("MAAK-904", soort=type(error).__name__))


def _nothing(_: None) -> None:
    """Do nothing: a worker that has come this far is warm."""


def _start(memory: int, file_size: int, warm: Callable[[], object] | None) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    if warm is not None:
        warm()
    # What is warm now stays for good: the collector need not walk through it each time.
    gc.collect()
    gc.freeze()
