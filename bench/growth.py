"""How much memory a worker takes, and how much it grows with each document that it sets."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable
from pathlib import Path

from contract import naive_pdf, our_docx, our_pdf

from docgen import render

_SETTLED = 0.2
"""Part of the documents after which growth is measured: caches have filled then."""


def _resident() -> float:
    """Memory of this process now, in kB."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return float(text.partition("VmRSS:")[2].split()[0])


def measure(make: Callable[[], bytes], count: int) -> tuple[float, float]:
    """Set a contract so often; returns MB at the end, and kB per document once settled."""
    render.warm()
    gc.collect()
    gc.freeze()
    settled = int(count * _SETTLED)
    for _ in range(settled):
        make()
    gc.collect()
    before = _resident()
    for _ in range(count - settled):
        make()
    gc.collect()
    return _resident() / 1024, (_resident() - before) / (count - settled)


def table(pdfs: int, docxs: int) -> list[str]:
    """The table; each row in a process of its own."""
    lines = ["| way | documents | MB of the worker at the end | kB per document |", "|---|---|---|---|"]
    rows = (
        ("docgen PDF", our_pdf, pdfs),
        ("docgen DOCX", our_docx, docxs),
        ("WeasyPrint, naive loop", naive_pdf, max(pdfs // 5, 20)),
    )
    for name, make, count in rows:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            megabyte, growth = pool.apply(measure, (make, count))
        lines.append(f"| {name} | {count:,} | {megabyte:.0f} | {growth:.1f} |")
    lines += ["", "Aims: at most 150 MB per worker, at most 5 kB per document. A worker is replaced after 200 cases."]
    return lines
