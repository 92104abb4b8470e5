"""Reading the input of a batch: rows per second and memory, for CSV, XLSX and JSON Lines.

Memory is what Python holds (tracemalloc): after the first rows, the most while
reading, and what is left per row at the end. "XLSX gedeeld" has its texts once
in a list of their own, as Excel writes them; openpyxl holds that list.
"""

from __future__ import annotations

import csv
import json
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from docgen.batch import report, sources
from docgen.batch.entry import Entry, Stand, Uitkomst

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "fixtures" / "batch"
FIRST = 500


def table(wanted: int = 2000) -> list[str]:
    """The table; lines of Markdown."""
    lines = ["| source | rows per second | MB after 500 | most MB | bytes per row |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sjabloon.json").write_bytes((EXAMPLE / "sjabloon.json").read_bytes())
        mapping = folder / "k.toml"
        text = (EXAMPLE / "koppeling.toml").read_text(encoding="utf-8")
        for title, make in MAKERS.items():
            path = make(folder, wanted)
            own = 'blad = "doelen"' if path.suffix == ".xlsx" else f'bestand = "{folder}/doelen.csv"'
            mapping.write_text(text.replace('bestand = "doelen.csv"', own), encoding="utf-8")
            used = None if path.suffix == ".jsonl" else mapping
            lines.append(_line(title, *_measured(lambda p=path, m=used: sources.open_source(p, m), wanted)))
        lines += [_line(f"report {end}", *_report(folder / f"r{end}", wanted)) for end in (".csv", ".xlsx")]
    return [*lines, "", f"{wanted:,} rows each; memory is what Python holds."]


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _measured(opened: Callable[[], Iterator[Any]], wanted: int) -> tuple[str, ...]:
    start = time.perf_counter()
    found = sum(row.fault is None for row in opened())
    rate = wanted / (time.perf_counter() - start)
    if found != wanted:
        raise RuntimeError(f"{found} of {wanted} rows were right")
    tracemalloc.start()  # before opening: what an input holds from its first row on counts
    early, late, most = _memory(opened(), wanted)
    return f"{rate:.0f}", f"{early / 1e6:.1f}", f"{most / 1e6:.1f}", f"{(late - early) / (wanted - FIRST):.0f}"


def _memory(rows: Iterator[Any], wanted: int) -> tuple[int, int, int]:
    """What is held after the first rows, what at the last one, and the most in between."""
    early = held = most = 0
    for number, _ in enumerate(rows, start=1):
        held, most = tracemalloc.get_traced_memory()
        early = held if number == FIRST else early
        if number == wanted:
            break
    tracemalloc.stop()
    return early, held, most


def _report(path: Path, wanted: int) -> tuple[str, ...]:
    done = (Uitkomst("aanzegging", Stand.GEMAAKT),)
    tracemalloc.start()
    start = time.perf_counter()
    report.write(path, (Entry(n, f"rij {n}", f"FR-{n}", done) for n in range(1, wanted + 1)))
    taken = time.perf_counter() - start
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return f"{wanted / taken:.0f}", "", f"{most / 1e6:.1f}", ""


def _example(name: str) -> list[list[str]]:
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def _rows(name: str, wanted: int) -> Iterator[list[str]]:
    """The heading, and the first row of the example over and over, each with its own number and name."""
    head, *first = _example(name)
    yield head
    for number in range(wanted):
        for row in first[:1] if name == "zaken.csv" else first[:2]:
            new = [f"Z-{number}", *row[1:]]
            if name == "zaken.csv":
                new[4] = f"Naam{number}"
            else:
                new[3] = f"Doel {number}"
            yield new


def _csv(folder: Path, wanted: int) -> Path:
    for name in ("zaken.csv", "doelen.csv"):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(_rows(name, wanted))
    return folder / "zaken.csv"


def _xlsx(shared: bool) -> Callable[[Path, int], Path]:
    def make(folder: Path, wanted: int) -> Path:
        path = folder / f"zaken{shared}.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": not shared}) as book:
            for name in ("zaken", "doelen"):
                sheet = book.add_worksheet(name)
                for number, row in enumerate(_rows(f"{name}.csv", wanted)):
                    for column, cell in enumerate(row):
                        sheet.write_string(number, column, cell)
        return path

    return make


def _jsonl(folder: Path, wanted: int) -> Path:
    path = folder / "zaken.jsonl"
    line = json.dumps(json.loads((ROOT / "fixtures" / "cases" / "friesland-driepartijen.json").read_bytes()))
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for _ in range(wanted))
    return path


MAKERS: dict[str, Callable[[Path, int], Path]] = {
    "CSV + doelen": _csv,
    "XLSX + doelen": _xlsx(shared=False),
    "XLSX gedeeld + doelen": _xlsx(shared=True),
    "JSON Lines": _jsonl,
}
