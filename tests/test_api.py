"""What scripts import: few names, explained, quick to import, and doing what the README shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import docgen

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def run(*arguments: str, folder: Path = ROOT) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_at_most_eight_names_and_each_is_explained() -> None:
    assert len(docgen.__all__) <= 8
    listed = README.split("## From Python")[1].split("```")[0]
    for name in docgen.__all__:
        assert callable(getattr(docgen, name))
        assert getattr(docgen, name).__doc__
        assert f"`{name}" in (docgen.__doc__ or "")
        assert f"`{name}`" in listed
    assert len(re.findall(r"`\w+`", listed)) == len(docgen.__all__)


def test_importing_docgen_loads_nothing_of_it() -> None:
    loaded = run("-c", "import sys, docgen; print(*(m for m in sys.modules if m.startswith('docgen.')))")
    assert loaded.split() == []


def test_a_name_that_is_not_there_is_no_attribute() -> None:
    assert not hasattr(docgen, "render_everything")


def test_the_example_of_the_readme_runs(tmp_path: Path) -> None:
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    example = README.split("```python\n")[1].split("```")[0]
    (tmp_path / "voorbeeld.py").write_text(example)
    said = run("voorbeeld.py", folder=tmp_path)
    assert "doelenbijlage.docx" in said
    assert list((tmp_path / "out" / "batch").glob("*/driepartijenovereenkomst.txt"))
    count = len(list((ROOT / "fixtures" / "cases").glob("*.json")))
    assert f"{count} 3 " in said
