"""What a case costs as the batch grows, and what the process that hands out the cases takes in memory."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_RUN = """
import datetime as dt, json, resource, sys, time
from pathlib import Path
from docgen import run_batch
if __name__ == "__main__":
    moments = []
    start = time.monotonic()
    state = run_batch(Path(sys.argv[1]), Path(sys.argv[2]), dt.date(2026, 11, 22), formats=sys.argv[3].split(","),
                      listener=lambda entry, _: moments.append(time.monotonic()))
    own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([state.cases, state.wrong, moments[0] - start, moments[-1] - start, own]))
"""


def table(sizes: tuple[int, ...], formats: str) -> list[str]:
    """The table; every size is a batch in a folder of its own, and then the same batch again."""
    lines = [
        f"| cases ({formats}) | first after, s | all after, s | cases per second | again, s | MB of the parent |",
        "|---|---|---|---|---|---|",
    ]
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source = folder / "zaken.jsonl"
            command = [sys.executable, ROOT / "tools" / "cases.py", "--aantal", str(size), "--out", source]
            subprocess.run(command, check=True, capture_output=True)
            cases, wrong, first, whole, own = _run(folder, formats)
            start = time.monotonic()
            _run(folder, formats)
            again = time.monotonic() - start
            if (cases, wrong) != (size, 0):
                raise RuntimeError(f"{cases} cases of {size}, {wrong} wrong")
            rate = (size - 1) / (whole - first)
            lines.append(f"| {size:,} | {first:.1f} | {whole:.1f} | {rate:.1f} | {again:.1f} | {own / 1024:.0f} |")
    return lines


def _run(folder: Path, formats: str) -> tuple[int, int, float, float, float]:
    script = folder / "run.py"
    script.write_text(_RUN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, folder / "zaken.jsonl", folder / "uit", formats],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    cases, wrong, first, whole, own = json.loads(done.stdout)
    return cases, wrong, first, whole, own
