"""Measure what one document costs: milliseconds per step when warm, and the peak memory of one process."""

from __future__ import annotations

import datetime as dt
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from docgen import render, service

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "fixtures" / "cases" / "friesland-driepartijen.json"
PEILDATUM = dt.date(2026, 11, 22)


def main(arguments: list[str]) -> int:
    """Print a table; the optional argument is the number of repeats (default 10)."""
    repeats = int(arguments[0]) if arguments else 10
    console = Console()
    started = time.perf_counter()
    render.warm()
    console.print(f"warming up, once per worker: {1000 * (time.perf_counter() - started):.0f} ms")
    subject = service.load(CASE)
    table = Table("step", "median ms", "min ms", title=f"{CASE.stem}, {repeats} repeats, one process")
    _row(table, "load the case", repeats, lambda: service.load(CASE))
    _row(table, "check", repeats, lambda: service.check(subject, PEILDATUM))
    for document in service.assemble(subject, (), PEILDATUM):
        name = document.name
        _row(table, f"{name}: assemble", repeats, lambda n=name: service.assemble(subject, [n], PEILDATUM))
        for format_ in render.FORMATS:
            _row(table, f"{name}: {format_}", repeats, lambda d=document, f=format_: render.render(d, [f]))
    console.print(table)
    console.print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def _row(table: Table, name: str, repeats: int, action: Callable[[], object]) -> None:
    action()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - started))
    table.add_row(name, f"{statistics.median(times):.1f}", f"{min(times):.1f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
