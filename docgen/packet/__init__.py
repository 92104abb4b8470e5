"""From what came in to one packet per recipient."""

from __future__ import annotations
