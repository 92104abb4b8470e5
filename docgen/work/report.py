"""What a worker sends back: a value, or a row of the table of errors.

A worker may have been taken over by the file it read, and its exceptions may
quote a case. So the way back is narrow: nothing but plain values and classes of
docgen is unpickled, and of a foreign exception only the name of its class
and the places in the code come through, never its message.
"""

from __future__ import annotations

import io
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docgen.errors import DocgenError, fault

_PLAIN = {
    ("builtins", "bytearray"),
    ("builtins", "complex"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("decimal", "Decimal"),
    ("pathlib", "PosixPath"),
    ("pathlib", "PurePosixPath"),
}
_PLACES = 5


@dataclass(frozen=True, slots=True)
class Report:
    """The end of one call in a worker.

    Attributes:
        value: What the function returned; None when it did not.
        error: A `DocgenError` that the function raised, as it was.
        raised: The class name of any other exception.
        places: Where that was, innermost last: `file:line in function`.
    """

    value: Any = None
    error: DocgenError | None = None
    raised: str = ""
    places: tuple[str, ...] = ()


def call(function: Callable[..., object], args: tuple[object, ...]) -> bytes:
    """Call a function and return its pickled `Report`, whatever happens.

    `BaseException` is meant: WeasyPrint ends some failures with one, and a
    `SystemExit` of a library must not look like a normal end.
    """
    try:
        return pickle.dumps(Report(value=function(*args)), protocol=5)
    except DocgenError as error:
        return pickle.dumps(Report(error=error), protocol=5)
    except BaseException as error:
        return pickle.dumps(Report(raised=type(error).__name__, places=_places(error)), protocol=5)


def _places(error: BaseException) -> tuple[str, ...]:
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return tuple(f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)


class _Unpickler(pickle.Unpickler):
    """Rebuilds plain values and classes of docgen, and refuses the rest."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module == "docgen" or module.startswith("docgen."):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError("only plain values and classes of docgen come back from a worker")


def unpack(data: bytes, memory: int) -> Any:
    """Return the value in a report, or raise its error.

    Args:
        data: What `call` made in the worker.
        memory: The limit in bytes that the worker had, for the message.

    Raises:
        DocgenError: The one that the function raised; or MAAK-902 (memory),
            MAAK-904 (another exception) or MAAK-905 (no readable report).
    """
    try:
        report = _Unpickler(io.BytesIO(data)).load()
    except Exception as error:  # a broken pickle raises nearly anything
        raise fault("MAAK-905", soort=type(error).__name__) from None
    if not isinstance(report, Report):
        raise fault("MAAK-905", soort=type(report).__name__)
    if report.error is not None:
        raise report.error
    if report.raised:
        raise _foreign(report, memory)
    return report.value


def _foreign(report: Report, memory: int) -> DocgenError:
    if report.raised == "MemoryError":
        error = fault("MAAK-902", megabyte=memory >> 20)
    else:
        error = fault("MAAK-904", soort=report.raised)
    for place in report.places:
        error.add_note(place)
    return error
