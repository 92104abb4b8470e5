"""`./run demo` shows everything: each document that others script against is made.

What the demo makes is what the golden texts hold (a test beside them compares the two), so their names are the list.
"""

from __future__ import annotations

import re
import typing
from pathlib import Path

import pytest

from docgen import law
from docgen.case.choices import Documentnaam

GOLDEN = Path(__file__).parent / "golden"
EVERY = [name for part in typing.get_args(Documentnaam) for name in typing.get_args(part)]
SHOWN = {re.sub(r"(-\d)?(\.concept)?\.txt$", "", path.name) for path in GOLDEN.rglob("*.txt")}


def test_the_agreements_have_the_documents_that_others_script_against_and_no_others() -> None:
    assert {name for agreement in law.regelingen() for name in law.load_regeling(agreement).teksten()} == set(EVERY)


@pytest.mark.parametrize("document", EVERY)
def test_the_demo_makes_every_document(document: str) -> None:
    assert document in SHOWN
