"""One function in a child process with limits: any death of the child is a result.

For what reads a file that nobody here wrote: a parser that hangs, eats memory or
dies by a signal takes its child along, and the caller gets a row of the table.
The child starts with an empty environment, no core dump and a private umask.
Bron: security.md of the project, hardening row 1 (parse in a child process).
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TypeVar

from docgen.errors import DocgenError, fault
from docgen.work import report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use before it is stopped.

    Attributes:
        cpu_seconds: Processor time; 1 or more.
        wall_seconds: Time on the clock, waiting included.
        memory: Address space, in bytes; python and our libraries need some 300 MB.
        file_size: The largest file it may write, its result included, in bytes.
    """

    cpu_seconds: int = 60
    wall_seconds: float = 90.0
    memory: int = 2 << 30
    file_size: int = 256 << 20


DEFAULT = Limits()

# The import path travels as arguments, so that the environment can stay empty.
_START = "import sys; sys.path[:] = sys.argv[2:]; from docgen.work.child import _main; _main(int(sys.argv[1]))"
_LINE = 1_000
"""The longest line of progress, in bytes: less than a pipe takes in one piece."""
_tells = -1
"""In a child: where its progress goes; -1 for nowhere."""


def run(
    function: Callable[..., T],
    *args: object,
    limits: Limits = DEFAULT,
    progress: Callable[[str], None] | None = None,
) -> T:
    """Call a function in a child process and return what it returns.

    Args:
        function: Importable by its name; not a lambda and not from `__main__`.
        args: Anything that pickles.
        limits: What the child may use.
        progress: Called with every line that the function tells (see `tell`).

    Raises:
        DocgenError: The one that the function raised; or MAAK-901 (time),
            MAAK-902 (memory), MAAK-903 (died by a signal), MAAK-904 (another
            exception), MAAK-905 (no readable result).
    """
    with _memory_file() as request, _memory_file() as reply:
        request.write(pickle.dumps(limits) + pickle.dumps((function, args), protocol=5))
        request.seek(0)
        hears, tells = os.pipe() if progress else (-1, -1)
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, str(tells), *sys.path],
            stdin=request,
            stdout=reply,
            stderr=subprocess.DEVNULL,
            env={},
            start_new_session=True,
            pass_fds=(tells,) if progress else (),
        )
        if progress:
            os.close(tells)
        _wait(process, limits, hears, progress)
        if process.returncode != 0:
            raise _death(process.returncode, limits)
        reply.seek(0)
        value: T = report.unpack(reply.read(), limits.memory)
        return value


def tell(text: str) -> None:
    """Say in a child how far its work is; goes nowhere when nobody listens."""
    if _tells >= 0:
        os.write(_tells, text.replace("\n", " ").encode()[: _LINE - 1] + b"\n")


def _listen(hears: int, progress: Callable[[str], None], process: subprocess.Popen[bytes], end: float) -> None:
    """Pass on what a child tells until it ends, or its time is up."""
    rest = b""
    with os.fdopen(hears, "rb", buffering=0) as source:
        while time.monotonic() < end:
            if select.select([source], [], [], 0.5)[0]:
                found = source.read(_LINE)
                if not found:
                    return
                *lines, rest = (rest + found).split(b"\n")
                for line in lines:
                    progress(line.decode("utf-8", "replace"))
                rest = rest[-_LINE:]
            elif process.poll() is not None:
                return


def _memory_file() -> IO[bytes]:
    # Unlike a pipe it cannot block, unlike /tmp it leaves nothing behind, and the
    # limit on file size holds for it too.
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("docgen"), "w+b", buffering=0)
    return tempfile.TemporaryFile(buffering=0)


def _wait(
    process: subprocess.Popen[bytes], limits: Limits, hears: int = -1, progress: Callable[[str], None] | None = None
) -> None:
    """Wait for the end of a child and pass on what it tells; stops it when its time is up."""
    end = time.monotonic() + limits.wall_seconds
    try:
        if progress:
            _listen(hears, progress, process, end)
        process.wait(max(end - time.monotonic(), 0))
    except subprocess.TimeoutExpired:
        raise fault("MAAK-901", seconden=f"{limits.wall_seconds:g}") from None
    finally:
        if process.poll() is None:  # time is up, or the caller was interrupted
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _death(code: int, limits: Limits) -> DocgenError:
    if code == -signal.SIGXCPU:
        return fault("MAAK-901", seconden=limits.cpu_seconds)
    return fault("MAAK-903", oorzaak=signal_name(code))


def signal_name(code: int) -> str:
    """Name the end of a process for a person: `SIGSEGV`, or `code 3`."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"code {code}"


def _main(tells: int) -> None:
    """Do the work of the child: limits first, then the request, then the report."""
    global _tells
    _tells = tells
    # What a library prints must not end up in the result.
    reply = os.dup(1)
    os.dup2(2, 1)
    with os.fdopen(0, "rb", closefd=False) as request, os.fdopen(reply, "wb") as out:
        _limit(pickle.load(request))
        out.write(report.call(_perform, (request,)))


def _limit(limits: Limits) -> None:
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_size, limits.file_size))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _perform(request: IO[bytes]) -> object:
    # Unpickling imports the module of the function: that too stays within the limits.
    function, args = pickle.load(request)
    return function(*args)
