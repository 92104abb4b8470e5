"""Milliseconds and memory per document, as ratios within one run.

Absolute numbers move with the machine; the ratios in one interleaved run hardly do.
`./run bench` prints, per document of the first scenario: assembling, HTML, DOCX and
PDF in a warm process, each also as a multiple of the HTML; the cold start; peak memory.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from docgen import render, service

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "fixtures" / "cases" / "friesland-driepartijen.json"
DAY = dt.date(2026, 11, 22)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    start = time.perf_counter()
    render.warm()
    cold = time.perf_counter() - start
    subject = service.load(CASE)
    documents = service.assemble(subject, (), DAY)
    table = Table("document", "stap", "mediaan ms", "min ms", "x HTML")
    for document in documents:
        steps: dict[str, Callable[[], object]] = {
            "assemble": lambda name=document.name: service.assemble(subject, (name,), DAY),
            "html": lambda d=document: render.to_html(d),
            "docx": lambda d=document: render.to_docx(d),
            "pdf": lambda d=document: render.to_pdf(d),
        }
        taken: dict[str, list[float]] = {step: [] for step in steps}
        for _ in range(rounds):
            for step, work in steps.items():
                before = time.process_time()
                work()
                taken[step].append(1000 * (time.process_time() - before))
        base = statistics.median(taken["html"])
        for step, values in taken.items():
            middle = statistics.median(values)
            table.add_row(document.name, step, f"{middle:.1f}", f"{min(values):.1f}", f"{middle / base:.0f}")
    console = Console()
    console.print(table)
    console.print(f"warm worden: {1000 * cold:.0f} ms; grootste geheugen: {_peak_mb():.0f} MB; rondes: {rounds}")
    console.print(f"docgen check, koud proces: {_command(['check', str(CASE), '--peildatum', str(DAY)]):.0f} ms")
    return 0


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _command(arguments: list[str]) -> float:
    taken = []
    for _ in range(3):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-m", "docgen.cli", *arguments], check=True, capture_output=True)
        taken.append(1000 * (time.perf_counter() - before))
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
