"""Make the documents of every scenario: finals for what the case calls for, concepts of the rest of its agreement."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tomllib
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from docgen import service
from docgen.errors import DocgenError

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out"


def main() -> int:
    """Render every scenario under out/ and say where; 0 when all of it was made."""
    console = Console(soft_wrap=True)
    scenarios = tomllib.loads((ROOT / "fixtures" / "scenarios.toml").read_text(encoding="utf-8"))["scenario"]
    shutil.rmtree(OUT, ignore_errors=True)
    failed = 0
    lines: list[str] = []
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("documenten maken", total=len(scenarios))
        for scenario in scenarios:
            try:
                lines += _make(scenario["zaak"], scenario["peildatum"])
            except DocgenError as error:
                failed += 1
                lines.append(f"{scenario['zaak']}: {error}")
            progress.advance(task)
    for line in lines:
        console.print(line, markup=False)
    console.print(f"Alles staat onder {OUT.relative_to(ROOT)}/ (definitief en concept, in Word en PDF).")
    return 1 if failed else 0


def _make(name: str, peildatum: dt.date) -> list[str]:
    subject = service.load(ROOT / "fixtures" / "cases" / f"{name}.json")
    folder = OUT / f"{name}-op-{peildatum.isoformat()}"
    finals = service.assemble(subject, (), peildatum)
    rest = [d for d in service.known_documents(subject) if d not in {document.name for document in finals}]
    concepts = service.assemble(subject, rest, peildatum, concept=True) if rest else ()
    made = service.make(finals, service.DEFAULT_FORMATS, folder / "definitief") if finals else ()
    made += service.make(concepts, service.DEFAULT_FORMATS, folder / "concept") if concepts else ()
    return [str(item.path.relative_to(ROOT)) for item in made]


if __name__ == "__main__":
    sys.exit(main())
