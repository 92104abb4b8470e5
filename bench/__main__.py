"""`./run bench`: everything that is measured, as Markdown; with --write also in docs/performance.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import contract
import growth
import invoer
import packet
import scale

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main() -> int:
    """Measure what was asked for, print it, and write it down when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="rounds of every way to set a contract")
    parser.add_argument("--growth", type=int, default=1000, help="documents over which memory is watched")
    parser.add_argument("--large", action="store_true", help="also a batch of 10,000 cases")
    parser.add_argument("--format", default="docx", help="formats of the growing batch (pdf,docx takes hours)")
    parser.add_argument("--only", choices=["contract", "growth", "scale", "packet", "input"], help="one part of it")
    parser.add_argument("--write", action="store_true", help="write the tables in docs/performance.md")
    given = parser.parse_args()
    lines: list[str] = []
    for line in _parts(given):
        print(line, flush=True)
        lines.append(line)
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        _, _, after = rest.partition(END)
        PAGE.write_text(before + "\n".join([BEGIN, *lines, END]) + after, encoding="utf-8")
    return 0


def _parts(given: argparse.Namespace) -> Iterator[str]:
    if given.only in (None, "contract"):
        yield from ("", "### One contract, many ways", "", *contract.table(given.rounds))
    if given.only in (None, "growth"):
        yield from ("", "### Memory", "", *growth.table(given.growth, given.growth))
    if given.only in (None, "scale"):
        sizes = (10, 100, 1000, 10_000) if given.large else (10, 100, 1000)
        yield from ("", "### A batch that grows", "", *scale.table(sizes, given.format))
    if given.only in (None, "packet"):
        yield from ("", "### A packet", "", *packet.table())
    if given.only in (None, "input"):
        yield from ("", "### Reading an input", "", *invoer.table())


if __name__ == "__main__":
    sys.exit(main())
