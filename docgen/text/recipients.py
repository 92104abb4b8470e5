"""The texts and the whitelist together: does every part have its blocks, and does a copy hold nothing secret?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from docgen import nl
from docgen.case import AnyCase
from docgen.errors import Problem, problem
from docgen.law.ontvangers import Ontvangers
from docgen.rules.geheim import is_open
from docgen.text.document import Block, Document, Runs
from docgen.text.source import read_source


def missing_parts(policy: Ontvangers, sources: Mapping[str, str], root: Path | None = None) -> tuple[Problem, ...]:
    """Return the roles that may have a part of a document whose text marks no block for them.

    `sources` are the texts that exist (document name → path); a row without a text waits for it.
    """
    found: list[Problem] = []
    for row in policy.documenten:
        path = sources.get(row.document, "")
        named = {role for line in read_source(path, root).lines for role in line.recipients} if path else set()
        found += [
            problem("TEKST-023", path, plaats=path, rol=rol, naam=row.document)
            for rol in row.deel
            if path and rol not in named
        ]
    return tuple(found)


def leaks(document: Document, case: AnyCase) -> tuple[str, ...]:
    """Return the fields of the case that this copy prints and that its recipient may never see.

    Looks at where each value comes from, not at what it says, so it never mistakes a word for a
    secret. What the rules derived has no field; the leak test searches the files for that.
    """
    if not document.recipient:
        return ()
    printed = dict.fromkeys(_paths(document.blocks))
    return tuple(path for path in printed if not is_open(case, document.recipient, path))


def distinctive(values: Iterable[str], sources: Iterable[str], root: Path | None = None) -> frozenset[str]:
    """Leave out the values that a text of ours says by itself: found in a file, they prove nothing."""
    lines = [line for path in sources for line in read_source(path, root).lines]
    ours = "\n".join(part for line in lines for part in (line.text, line.bron, line.label))
    months = "\n".join(nl.datum(dt.date(2026, month, 1)) for month in range(1, 13))
    return frozenset(value for value in values if value not in ours and value not in months)


def _paths(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for runs in _all_runs(block):
            yield from (run.path for run in runs if run.path and not run.missing)
        yield from (signature.path for signature in block.signatures if signature.path)


def _all_runs(block: Block) -> Iterator[Runs]:
    yield block.runs
    if block.table:
        yield from block.table.head
        for row in block.table.rows:
            yield from row
