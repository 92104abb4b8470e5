"""Tables for tests: a CSV or an XLSX from rows, and a mapping file beside it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from docgen.batch.commas import protected
from docgen.batch.entry import Row
from docgen.batch.sources import open_source

Cells = Sequence[Any]


def csv_of(path: Path, *rows: Cells, delimiter: str = ";") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([protected(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return path


def xlsx_of(path: Path, sheets: Mapping[str, Sequence[Cells]]) -> Path:
    """Make a workbook; a text that begins with "=" becomes a formula, with the value after "=>" stored."""
    with xlsxwriter.Workbook(str(path)) as book:
        date = book.add_format({"num_format": "d-m-yyyy"})
        percent = book.add_format({"num_format": "0%"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(number, column, cell, date)
                    elif isinstance(cell, bool):
                        sheet.write_boolean(number, column, cell)
                    elif isinstance(cell, tuple):
                        sheet.write_number(number, column, cell[0], percent)
                    elif isinstance(cell, int | float):
                        sheet.write_number(number, column, cell)
                    elif isinstance(cell, str) and "=>" in cell:
                        formula, _, value = cell.partition("=>")
                        sheet.write_formula(number, column, formula, None, value)
                    elif cell is not None:
                        sheet.write_string(number, column, cell)
    return path


def mapping_of(path: Path, columns: Mapping[str, str], extra: str = "") -> Path:
    lines = [f'"{heading}" = "{field}"' for heading, field in columns.items()]
    vast = '[vast]\nregeling = "friesland-2022"\n'
    path.write_text("\n".join([extra, vast, "[kolommen]", *lines, ""]), encoding="utf-8")
    return path


def rows_of(path: Path, mapping: Path | None = None) -> list[Row]:
    return list(open_source(path, mapping))


def problems_of(row: Row) -> list[tuple[str, str]]:
    return [(p.code, p.veld) for p in row.fault.problems] if row.fault else []
