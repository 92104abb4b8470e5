"""What decides, besides the document, the bytes of a file: our code, the layouts, the libraries and the fonts."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from docgen import __version__
from docgen.content import templates_root

_LIBRARIES = (
    "docxtpl",
    "font-source-sans-pro",
    "font-source-serif-pro",
    "fonttools",
    "jinja2",
    "lxml",
    "pikepdf",
    "pydyf",
    "segno",
    "weasyprint",
)


@cache
def fingerprint() -> str:
    """SHA-256 that changes when the program, a layout, a font or a library that sets documents does."""
    digest = hashlib.sha256(__version__.encode())
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    for path in (*_files(Path(__file__).parent, "*.py"), *_files(templates_root() / "layouts", "*")):
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.rglob(pattern) if path.is_file())
