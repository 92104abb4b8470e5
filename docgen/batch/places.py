"""Input from and output to any place that fsspec knows: a bucket, a share, a server.

A batch works on the disk of this machine: there it can lock, bring a line to the disk
and go on after a crash, which an object store cannot. So input is fetched before it,
and what it made is sent after it, the manifest last: what that names, stands there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from docgen.batch.entry import Bestand, Entry
from docgen.batch.manifest import NAME
from docgen.batch.workplace import FOLDER
from docgen.errors import DocgenError, fault

PROTOCOLS = ("s3", "gs", "gcs", "abfs", "az", "https", "sftp", "file", "memory")
"""Places whose connection is encrypted unless somebody turned that off, or that are on this machine."""


def elsewhere(source: str) -> bool:
    """Whether this names a place of fsspec, and not a path."""
    return "://" in source


@contextlib.contextmanager
def fetched(source: str) -> Iterator[Path]:
    """The input as a path: itself, or a private copy that is gone at the end of the block.

    Raises:
        DocgenError: DOCGEN-041, no place that can be used; DOCGEN-042, it cannot be read.
    """
    if not elsewhere(source):
        yield Path(source)
        return
    with tempfile.TemporaryDirectory(prefix="docgen-") as folder:
        files, path = _open(source)
        copy = Path(folder) / PurePosixPath(path).name
        with _refusal("DOCGEN-042", source):
            # To a folder that is not there yet its content goes, not the folder itself.
            files.get(path, str(copy), recursive=bool(files.isdir(path)))
        yield copy


def send(out: Path, entries: Iterable[Entry], target: str) -> int:
    """Copy what stands in an output folder for these cases to a place, and return how many files went.

    What the manifest at the place names already, as it is here, is not sent again. Nothing is deleted there.

    Raises:
        DocgenError: DOCGEN-041, DOCGEN-043 (it cannot be written), DOCGEN-044 (a file was changed here).
            Sending again goes on where this stopped.
    """
    files, root = _open(target)
    sent = 0
    with _refusal("DOCGEN-043", target):
        known = _known(files, f"{root}/{FOLDER}/{NAME}")
        for entry in entries:
            for name, sha256 in _names(entry.bestanden):
                if known.get(name) == sha256:
                    continue
                data = (out / name).read_bytes()
                if hashlib.sha256(data).hexdigest() != sha256:
                    raise fault("DOCGEN-044", naam=name)
                _put(files, f"{root}/{name}", data)
                sent += 1
        files.makedirs(f"{root}/{FOLDER}", exist_ok=True)
        files.put_file(str(out / FOLDER / NAME), f"{root}/{FOLDER}/{NAME}")
    return sent


def _names(standing: Iterable[Bestand]) -> Iterator[tuple[str, str]]:
    """Every file with its SHA-256, sidecars too."""
    for one in standing:
        yield one.naam, one.sha256
        if one.herkomst:
            yield f"{one.naam}.herkomst.json", one.herkomst


def _known(files: Any, manifest: str) -> dict[str, str]:
    """What the manifest at a place names."""
    known: dict[str, str] = {}
    if files.exists(manifest):
        with files.open(manifest, "rb") as lines:
            for line in lines:
                with contextlib.suppress(ValueError, KeyError):  # a line torn by a kill names nothing
                    for one in json.loads(line).get("bestanden", ()):
                        known[one["naam"]] = one["sha256"]
                        known[f"{one['naam']}.herkomst.json"] = one["herkomst"]
    return known


def _put(files: Any, path: str, data: bytes) -> None:
    files.makedirs(path.rpartition("/")[0], exist_ok=True)
    files.pipe_file(path, data)


def _open(place: str) -> tuple[Any, str]:
    if urlsplit(place).scheme not in PROTOCOLS:
        raise fault("DOCGEN-041", plaats=_shown(place), soorten=", ".join(PROTOCOLS))
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise fault("DOCGEN-030") from None
    try:
        files, path = url_to_fs(place)
    except Exception as error:  # as a rule: the library for this kind of place is not installed
        raise fault("DOCGEN-042", plaats=_shown(place), oorzaak=type(error).__name__) from None
    return files, str(path).rstrip("/")


@contextlib.contextmanager
def _refusal(code: str, place: str) -> Iterator[None]:
    """Turn whatever a place raises into a row; every kind of place has exceptions of its own."""
    try:
        yield
    except DocgenError:
        raise
    except Exception as error:
        raise fault(code, plaats=_shown(place), oorzaak=type(error).__name__) from None


def _shown(place: str) -> str:
    """A place without what may be secret in it."""
    parts = urlsplit(place)
    return f"{parts.scheme}://{parts.hostname or ''}"
