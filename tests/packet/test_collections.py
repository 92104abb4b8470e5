"""Files that nobody here wrote: the public collections named in CONTRIBUTING.md, in the folder CORPUS_DIR.

They are not ours to publish, so they are not in the repository, and these are the only
tests that are skipped when something is absent: they say so, loudly.
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docgen.errors import DocgenError
from docgen.packet.inspect import inspect
from docgen.packet.inspectie import Oordeel
from docgen.packet.strip import strip
from tests import pki

FOLDER = os.environ.get("CORPUS_DIR", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER, reason="NOT TESTED ON PUBLIC FILES: set CORPUS_DIR to a folder with PDFs"),
]


def files() -> list[Path]:
    found = sorted(path for path in Path(FOLDER).rglob("*.pdf") if path.is_file())
    assert found, f"no PDF under {FOLDER}"
    return found


def classed(path: Path) -> tuple[str, ...]:
    """Inspect and copy one file; raises for what must never happen, whatever the file."""
    data = path.read_bytes()
    seen = inspect(data, None, pki.NOW)
    if seen.problemen:
        assert seen.handtekeningen == ()
        return tuple(one.code for one in seen.problemen)
    assert seen.paginas == len(seen.maten) == len(seen.tekst)
    assert all(one.oordeel is not Oordeel.GELDIG for one in seen.handtekeningen), "nobody is trusted here"
    try:
        copied = strip(data)
    except DocgenError as error:
        assert error.code == "PAKKET-116"
        return ("readable, no copy",)
    again = inspect(copied.data, None, pki.NOW)
    assert (again.handtekeningen, again.actief, again.problemen) == ((), (), ())
    assert again.paginas == seen.paginas
    return ("readable, copied",)


def test_every_public_file_is_classed_and_none_takes_the_parent_down(capsys: pytest.CaptureFixture[str]) -> None:
    with ThreadPoolExecutor(2) as pool:
        classes = Counter(one for found in pool.map(classed, files()) for one in found)
    with capsys.disabled():
        print()
        for name, count in sorted(classes.items()):
            print(f"{count:6} {name}")
    assert classes["readable, no copy"] <= classes["readable, copied"] / 100
