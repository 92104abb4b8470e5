"""The use case of keys: one to try sealing with."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from docgen.errors import fault
from docgen.packet.key import PASSWORD as SEAL_PASSWORD

__all__ = ["SEAL_PASSWORD", "make_test_key"]


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
