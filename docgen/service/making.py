"""From documents to files, in the warm workers of this process."""

from __future__ import annotations

import atexit
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docgen import __version__, render
from docgen.case import AnyCase
from docgen.render import HOUSE, Huisstijl
from docgen.render.fingerprint import fingerprint
from docgen.render.herkomst import herkomst
from docgen.text.document import Document
from docgen.work import child
from docgen.work.files import write_all
from docgen.work.pool import Pool, Settings

DEFAULT_FORMATS = ("pdf", "docx")


@dataclass(frozen=True)
class Made:
    """What rendering one document in one format wrote, for whoever shows progress or results."""

    document: str
    format: str
    path: Path


def make(
    documents: Sequence[Document],
    formats: Sequence[str],
    out: Path,
    notes: Mapping[str, Any] | None = None,
    style: Huisstijl = HOUSE,
) -> tuple[Made, ...]:
    """Render documents in formats and a house style under `out`, each with its sidecar: all of it, or nothing.

    `notes` are facts for the sidecars. Raises RenderFault or TemplateFault, and writes nothing then.
    """
    tasks = [(document, format_, style) for document in documents for format_ in formats]
    files: dict[Path, bytes] = {}
    made: list[Made] = []
    for (document, _, _), rendered in zip(tasks, _render_all(tasks), strict=True):
        own = _files(document, rendered, notes or {}, style)
        files |= {out / path: data for path, data in own.items()}
        made.append(Made(rendered.name, rendered.format, out / next(iter(own))))
    write_all(files, out)
    return tuple(made)


def render_here(
    document: Document, format_: str, notes: Mapping[str, Any], style: Huisstijl = HOUSE
) -> dict[Path, bytes]:
    """Render one document in this process: its file and then, where the format has one, its sidecar.

    The paths are those under the output folder. Raises RenderFault or TemplateFault.
    """
    return _files(document, _render_one((document, format_, style)), notes, style)


def key_of(document: Document, format_: str, notes: Mapping[str, Any], style: Huisstijl = HOUSE) -> str:
    """SHA-256 over all that decides what `render_here` gives: as long as it is the same, so are the bytes."""
    parts = (document.hash, format_, fingerprint(), style.hash, json.dumps(notes, sort_keys=True))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def program() -> str:
    """SHA-256 of the program as far as it sets documents: code, layouts, fonts and libraries."""
    return fingerprint()


def notes_of(subject: AnyCase) -> dict[str, Any]:
    """What the sidecars tell of a case: its overrides, with rule, motive and function, no names."""
    items = getattr(subject, "afwijkingen", ())
    return {"afwijkingen": [{"regel": a.regel, "motief": a.motief, "functie": a.functie} for a in items]}


def health(formats: Sequence[str] = DEFAULT_FORMATS) -> tuple[str, ...]:
    """Say in Dutch what this machine lacks to render well; asked in a child: this process need not load it all."""
    return child.run(render.health) if "pdf" in formats else ()


def warm(formats: Sequence[str]) -> None:
    """Load what rendering in these formats takes, so that the first document is as fast as the next."""
    render.warm(formats)


def _files(
    document: Document, rendered: render.Rendered, notes: Mapping[str, Any], style: Huisstijl
) -> dict[Path, bytes]:
    """A file and its sidecar, by their paths under the output folder."""
    path = Path(document.zaaknummer, document.recipient, rendered.filename)
    files = {path: rendered.data}
    if rendered.format in DEFAULT_FORMATS:
        facts = {"programma": __version__, "huisstijl": None if style == HOUSE else style.hash, **notes}
        sidecar = herkomst(document, path.name, rendered.data, facts)
        files[path.with_name(f"{path.name}.herkomst.json")] = _json(sidecar)
    return files


def _render_all(tasks: Sequence[tuple[Document, str, Huisstijl]]) -> list[render.Rendered]:
    """Render in the warm workers, in the order of the tasks; raises the first fault."""
    done = sorted(_pool().run(_render_one, tasks), key=lambda end: end.index)
    for end in done:
        if end.fault is not None:
            raise end.fault
    return [end.value for end in done if end.value is not None]


def _render_one(task: tuple[Document, str, Huisstijl]) -> render.Rendered:
    document, format_, style = task
    return render.render(document, [format_], style)[0]


@lru_cache(maxsize=1)
def _pool() -> Pool:
    """The workers of this process: started with the first document, kept warm, ended with the process."""
    pool = Pool(Settings(preload=("docgen.render.pdf", "docgen.render.docx"), warm=render.warm))
    atexit.register(pool.close)
    return pool


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()
