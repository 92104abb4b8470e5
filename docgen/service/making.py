"""From documents to files, in the warm workers of this process."""

from __future__ import annotations

import atexit
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docgen import __version__, render
from docgen.render import HOUSE, Huisstijl
from docgen.render.herkomst import herkomst
from docgen.text.document import Document
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
        folder = out / document.zaaknummer / document.recipient if document.recipient else out / document.zaaknummer
        path = folder / rendered.filename
        files[path] = rendered.data
        if rendered.format in DEFAULT_FORMATS:
            facts = {"programma": __version__, "huisstijl": None if style == HOUSE else style.hash, **(notes or {})}
            sidecar = herkomst(document, path.name, rendered.data, facts)
            files[path.with_name(f"{path.name}.herkomst.json")] = _json(sidecar)
        made.append(Made(rendered.name, rendered.format, path))
    write_all(files, out)
    return tuple(made)


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
