"""What all tests share: as little as possible."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden texts anew instead of comparing")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove the PDFs that the workers of this run shared (see `tests.made`)."""
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(Path(tempfile.gettempdir()) / f"docgen-test-{os.getpid()}", ignore_errors=True)
