"""`./run bench`: everything that is measured, as Markdown; with --write also in docs/performance.md."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
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
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    parser.add_argument("--write", action="store_true", help="write the tables in docs/performance.md")
    given = parser.parse_args()
    for part in [given.only] if given.only else PARTS:
        heading, table = PARTS[part]
        lines = ["", heading, "", *table(given)]
        print("\n".join(lines), flush=True)
        if given.write:
            _write(heading, lines)
    return 0


def _growing(given: argparse.Namespace) -> list[str]:
    return scale.table((10, 100, 1000, 10_000) if given.large else (10, 100, 1000), given.format)


PARTS: dict[str, tuple[str, Callable[[argparse.Namespace], list[str]]]] = {
    "contract": ("### One contract, many ways", lambda given: contract.table(given.rounds)),
    "growth": ("### Memory", lambda given: growth.table(given.growth, given.growth)),
    "scale": ("### A batch that grows", _growing),
    "packet": ("### A packet", lambda _: packet.table()),
    "input": ("### Reading an input", lambda _: invoer.table()),
}
"""What can be measured: its heading, and what gives its table."""


def _write(heading: str, lines: list[str]) -> None:
    """Put a table in the place of the last one under its heading; the tables of other parts stay."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    written, _, after = rest.partition(END)
    parts = dict.fromkeys(head for head, _ in PARTS.values())
    parts |= {one.partition("\n")[0]: f"\n{one.rstrip()}" for one in re.split(r"(?m)^(?=### )", written)[1:]}
    parts[heading] = "\n".join(lines)
    PAGE.write_text("\n".join([before + BEGIN, *filter(None, parts.values()), END]) + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
