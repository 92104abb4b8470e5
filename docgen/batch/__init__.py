"""Many cases: read them from a folder or a table, make what each calls for, and say what became of it."""

from __future__ import annotations
