"""One door for printing: every value that a text may show, as the words that it prints."""

from __future__ import annotations

import datetime as dt

from docgen.nl.dates import datum


def afdruk(value: object) -> str:
    """Print a value as a document shows it.

    Text and whole numbers print as they are, a date as "1 maart 2027", anything
    with an attribute `afdruk` (amount, name, telephone number, address) as that.
    Raises TypeError for what has no printed form: yes/no, nothing, lists, mappings, a moment in time.
    """
    own = getattr(value, "afdruk", None)
    if isinstance(own, str):
        return own
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return datum(value)
    raise TypeError(f"a value of type {type(value).__name__} has no printed form")
