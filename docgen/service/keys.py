"""The use case of keys: one to try sealing with."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

from docgen.errors import fault
from docgen.packet import key, signatures
from docgen.packet.key import PASSWORD as SEAL_PASSWORD
from docgen.work import child

__all__ = ["SEAL_PASSWORD", "check_key", "make_test_key", "seal_password"]


def seal_password(path: Path, environ: Mapping[str, str]) -> str:
    """The password of a key, from the environment variable that its description names; empty when that is not set."""
    return environ.get(key.password_variable(path), "")


def check_key(path: Path, password: str, trust: Path | None, moment: dt.datetime) -> tuple[str, ...]:
    """See in a child process whether packets can be sealed with a key and judged by a folder of certificates.

    Gives what its user must know before sealing. Raises DocgenError as `open_key` and `load_trust` do.
    """
    return child.run(_check, path, password, trust, moment)


def _check(path: Path, password: str, trust: Path | None, moment: dt.datetime) -> tuple[str, ...]:
    signatures.load_trust(trust)
    return key.open_key(path, moment, lambda _: password, {}).waarschuwingen


def make_test_key(path: Path, password: str, moment: dt.datetime) -> None:
    """Write a key that says on its face that it is for trying (PKCS#12), for its owner alone.

    Raises DocgenError PAKKET-138 when the file exists, PAKKET-139 when it cannot be written.
    """
    from docgen.packet import testkey

    data = testkey.make(moment, password)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    except FileExistsError:
        raise fault("PAKKET-138", naam=path.name) from None
    except OSError as error:
        raise fault("PAKKET-139", naam=path.name, oorzaak=error.strerror) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
