"""Text sources → one frozen `Document`: parse, choose, number, resolve."""

from __future__ import annotations
