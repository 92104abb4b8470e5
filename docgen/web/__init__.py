"""The front end: cases, forms and people, as plain pages from the server. `create_app` makes it."""

from __future__ import annotations

from docgen.web.application import create_app
from docgen.web.config import Config

__all__ = ["Config", "create_app"]
