"""docgen: from one case file to every document that the case calls for."""

from __future__ import annotations

__version__ = "0.1.0"
