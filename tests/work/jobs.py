"""Functions that the tests of the work room run in other processes."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from docgen.errors import fault
from docgen.work import child
from docgen.work.child import Limits


def double(number: int) -> int:
    return 2 * number


def count(last: int) -> int:
    for number in range(1, last + 1):
        child.tell(f"{number} van\n{last}")
    return last


def tell_and_sleep() -> None:
    child.tell("nu slapen")
    sleep()


def pid_of(_: object) -> int:
    return os.getpid()


def environment() -> list[str]:
    return sorted(os.environ)


def core_limit() -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_CORE)


def chatter() -> str:
    print("noise of a library")
    sys.stderr.write("more noise\n")
    return "result"


def limits_again(limits: Limits) -> Limits:
    return limits


def path_again(path: Path) -> Path:
    return path


def a_function() -> object:
    return double


def a_foreign_object() -> object:
    return contextlib.ExitStack()


class Hostile:
    """Unpickles by running a program, as a worker that was taken over would send it."""

    def __init__(self, marker: str) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.marker,)


def hostile(marker: str) -> Hostile:
    return Hostile(marker)


def spin() -> NoReturn:
    while True:
        pass


def sleep() -> None:
    time.sleep(60)


def sleep_with_a_grandchild(pid_file: Path) -> None:
    grandchild = os.fork()
    if grandchild == 0:
        time.sleep(60)
        os._exit(0)
    pid_file.write_text(str(grandchild))
    time.sleep(60)


def eat_memory() -> int:
    return len(bytearray(8 << 30))


def write_much(path: Path) -> None:
    path.write_bytes(b"x" * (2 << 20))


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def exit_quietly() -> NoReturn:
    os._exit(0)


def raise_with_a_name() -> NoReturn:
    raise ValueError("mevrouw Van der Meulen, 999990068")


def raise_a_row() -> NoReturn:
    raise fault("MAAK-901", seconden=7)


def raise_system_exit() -> NoReturn:
    sys.exit(0)


def troubled(number: int) -> int:
    """Double most numbers; 3 dies, 5 raises, 7 hangs, 11 eats memory."""
    if number == 3:
        die(signal.SIGKILL)
    if number == 5:
        raise_with_a_name()
    if number == 7:
        spin()
    if number == 11:
        eat_memory()
    return 2 * number


def refuse_to_start() -> NoReturn:
    raise RuntimeError("no memory for this one")


warmed: list[int] = []


def warm() -> None:
    warmed.append(os.getpid())


def is_warm(_: object) -> bool:
    return warmed == [os.getpid()]


def is_imported(name: str) -> bool:
    return name in sys.modules


def sleep_a_while(seconds: float) -> None:
    time.sleep(seconds)
