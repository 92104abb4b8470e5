"""What an installation is made of: two that agree make the same bytes of the same case."""

from __future__ import annotations

import hashlib
import platform
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

from docgen import __version__, render
from docgen.content import templates_root

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def versions() -> dict[str, str]:
    """Each part by its Dutch name, with its version or a hash of its files, as it was when this process first asked."""
    own = [path for path in _files(_PACKAGE) if templates_root() not in path.parents]
    return {
        "het programma": f"{__version__} {_hash(path for path in own if path.suffix == '.py')}",
        "de regelingen": _hash(path for path in own if path.suffix != ".py"),
        "de teksten": _hash(_files(templates_root())),
        "de lettertypen": _hash(render.font_files()),
        "de bibliotheken": _libraries(),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "de systeembibliotheken": f"pango {render.pango_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}",
    }


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _hash(files: Iterable[Path]) -> str:
    """Twelve characters over the names and the bytes of files."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.parent.name}/{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _libraries() -> str:
    """The libraries that docgen needs, without those of an extra."""
    names = sorted(
        line.partition("==")[0].partition("[")[0] for line in requires("docgen") or () if "extra" not in line
    )
    return hashlib.sha256(" ".join(f"{name}={version(name)}" for name in names).encode()).hexdigest()[:12]
