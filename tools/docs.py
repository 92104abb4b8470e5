"""Write the generated pages of docs/: the table of errors. `--check` only says whether they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from docgen.errors import FAMILIES, ROWS

DOCS = Path(__file__).resolve().parents[1] / "docs"


def errors_page() -> str:
    """The table of errors, by family, as a Dutch page."""
    lines = [
        "# Foutmeldingen",
        "",
        "Deze bladzijde wordt gemaakt uit `docgen/errors.py` (`./run docs`). Wat tussen accolades staat, vult het",
        "programma in. Een melding noemt het veld en herhaalt nooit wat erin staat.",
    ]
    for prefix, family in FAMILIES.items():
        rows = {code: row for code, row in ROWS.items() if code.startswith(f"{prefix}-")}
        if not rows:
            continue
        lines += ["", f"## {prefix} (afsluitcode {family.exit_code})", ""]
        lines += ["| code | melding | wat te doen |", "|---|---|---|"]
        lines += [f"| {code} | {_cell(row.melding)} | {_cell(row.advies)} |" for code, row in sorted(rows.items())]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("{{", "{").replace("}}", "}")


PAGES = {"fouten.md": errors_page}


def main(arguments: list[str]) -> int:
    """Write every page, or with --check name those that are out of date."""
    stale = 0
    for name, page in PAGES.items():
        path = DOCS / name
        text = page()
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"docs/{name} is verouderd: draai ./run docs\n")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
