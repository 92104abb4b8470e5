"""A document as it will print, page by page, with the reason of every sentence in it.

The pages are those of the real PDF, set in warm processes of their own: whoever serves many people does not
wait for one of them, and its threads do not stand still beside the setting of a page.
"""

from __future__ import annotations

import atexit
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docgen import rules
from docgen.case import AnyCase
from docgen.case.paths import join, steps, without_indexes
from docgen.errors import fault
from docgen.render import Huisstijl, glimpse, proof
from docgen.rules.outcome import Outcome
from docgen.rules.registry import RULES
from docgen.service.assembling import assembler_of, copies_for, refusals
from docgen.text import uses, wording
from docgen.text.document import MISSING, SIGNATURE_FIELDS, Block, Document, Kind, Run, Runs, signature_lines
from docgen.text.source import read_source
from docgen.work.pool import Pool, Settings

WORKERS = 2
"""Processes that set previews: with one more, one that sets a long document does not keep the others waiting."""
_PRELOAD = ("docgen.render.glimpse", "docgen.render.pdf", "pypdfium2", "PIL.JpegImagePlugin")
_HEADINGS = {Kind.TITEL: 1, Kind.ARTIKEL: 2, Kind.KOP: 2, Kind.TUSSENKOP: 3}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What can be chosen in a document, a block or a row of one, with what there is to know about why it is there."""

    text: str
    level: int = 0
    """Level of a heading, 1 to 3; 0 for what is no heading."""
    origin: str = ""
    """File and line of its text source."""
    bron: str = ""
    conditions: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """Paths of the fields of the case that its values come from."""


@dataclass(frozen=True)
class Draft:
    """A document for one recipient, as a concept, and where its words come from."""

    document: Document
    copies: int
    """How many copies of it this recipient gets; this is one of them."""
    source: str
    """Path of its text source."""
    outcome: Outcome
    soort: str

    def sentence(self, block: int, row: int) -> Sentence:
        """Say what a place on a page (`Place.block`, `Place.row`) holds."""
        one = self.document.blocks[block]
        runs = _runs(one, row)
        paths = [run.path for run in runs if run.path]
        if row >= 0 and one.signatures:
            paths.append(one.signatures[row].path)
        found = [field for path in paths for field in self._fields(path)]
        fields = dict.fromkeys(found or (self._listed(one.origin) if paths else ()))
        level = _HEADINGS.get(one.kind, 0)
        return Sentence(_words(one, row), level, one.origin, one.bron, one.conditions, tuple(fields))

    def _fields(self, path: str) -> Iterator[str]:
        """The fields of the case behind the path of a value: itself, or where a derived value was taken from."""
        found = uses.origins(path, self.soort, self.source)
        if steps(path)[:1] in [steps(one)[:1] for one in found]:
            yield path
            return
        yield from sorted(found)
        yield from self._taken_from(path)

    def _listed(self, origin: str) -> Iterator[str]:
        """The list that a table has its rows from: of one without rows there is no value to say it."""
        lines = read_source(self.source).lines
        begin = next((n for n, line in enumerate(lines) if line.place == origin), len(lines))
        inside = (line.loops for line in lines[begin:] if len(line.loops) > len(lines[begin].loops))
        yield from self._fields(next(inside, ("",))[-1].partition(" in ")[2])

    def _taken_from(self, path: str) -> Iterator[str]:
        """The field of the case where a derived value says that it was taken from, as near as it says."""
        value: Any = self.outcome.afgeleid
        places = steps(path)
        for number, step in enumerate(places):
            if veld := getattr(value, "veld", ""):
                whole = join([*steps(veld), *places[number:]])
                yield whole if without_indexes(whole) in uses.origins(whole, self.soort) else veld
                return
            if isinstance(step, str):
                value = getattr(value, step, None)
            else:
                value = value[step] if isinstance(value, tuple) and step < len(value) else None


def draft(subject: AnyCase, name: str, copy: int, peildatum: dt.date, recipient: str) -> Draft:
    """Assemble the concept of a document for a recipient; `copy` is which of its copies, from 1.

    Raises RuleRefusal when the recipient may not have it, TextFault when the agreement does not have it.
    """
    outcome = rules.evaluate(subject, peildatum)
    assembler = assembler_of(subject, outcome)
    refused = refusals(subject, assembler, (name,), recipient)
    if refused:
        raise fault("REGEL-005", refused.values(), rol=recipient, aantal=len(refused))
    made = tuple(copies_for(subject, assembler, name, recipient, concept=True))
    return Draft(made[min(copy, len(made)) - 1], len(made), assembler.sources[name], outcome, subject.soort)


def prove(document: Document, style: Huisstijl) -> tuple[proof.Proof, tuple[glimpse.Knot, ...]]:
    """Set a document in a warm process: its pages, and what `first_page_changed` has to know of them.

    Raises RenderFault, or MAAK-90x when that process failed.
    """
    return _pool().call(_prove, (document, style))


def first_page_changed(
    document: Document, before: tuple[glimpse.Knot, ...], style: Huisstijl
) -> glimpse.Glimpse | None:
    """Set only the page of the first change, in a warm process; None when that cannot be said without the rest.

    Raises as `prove`.
    """
    return _pool().call(_glimpse, (document, before, style))


def page_picture(data: bytes, page: int) -> bytes:
    """Draw a page of a PDF of ours, numbered from 0, in a warm process. Raises as `prove`."""
    return _pool().call(_picture, (data, page))


def prepare() -> None:
    """See to it that the warm processes are on their way; returns at once. Not before a fork of this process."""
    _pool()


def conditions_in_words(source: str, origin: str, conditions: tuple[str, ...]) -> tuple[str, ...]:
    """Say in Dutch under which conditions a text source (`Draft.source`) has the sentence of that origin."""
    read = read_source(source)
    loops = next((line.loops for line in read.lines if line.place == origin), ())
    scope = wording.scope_of(read, loops)
    return tuple(wording.condition_words(condition, scope) for condition in conditions)


def sources_in_words(bron: str) -> tuple[tuple[str, str], ...]:
    """Each thing that a sentence rests on, with what it asks where it is a rule of ours."""
    names = [name for name in bron.split("; ") if name]
    return tuple((name, RULES[name].omschrijving if name in RULES else "") for name in names)


def _runs(block: Block, row: int) -> Runs:
    if row < 0:
        return block.runs
    if block.table:
        return tuple(run for cell in block.table.rows[row] for run in cell)
    return ()


def _words(block: Block, row: int) -> str:
    """The words of a block or a row, to be read aloud: what is still empty says so."""
    if row >= 0 and block.table:
        cells = zip(block.table.head, block.table.rows[row], strict=True)
        return "; ".join(f"{_said(head)}: {_said(cell)}" for head, cell in cells if _said(cell))
    if row >= 0:
        signer = block.signatures[row]
        values = zip(SIGNATURE_FIELDS, (signer.plaats, signer.datum, ""), strict=True)
        return "; ".join(
            [*filter(None, signature_lines(signer)), *(f"{name}: {text}".strip() for name, text in values)]
        )
    options = (f"{option.text}: {'aangekruist' if option.checked else 'niet aangekruist'}" for option in block.options)
    return "; ".join(filter(None, (f"{block.number} {_said(block.runs)}".strip(), *options)))


def _said(runs: Runs) -> str:
    return "".join(_open(run) for run in runs).strip()


def _open(run: Run) -> str:
    return "(nog leeg)" if run.missing else run.text.replace(MISSING, "(nog leeg)")


def _prove(task: tuple[Document, Huisstijl]) -> tuple[proof.Proof, tuple[glimpse.Knot, ...]]:
    document, style = task
    made = proof.proof(document, style)
    return made, glimpse.knots(document, made, style)


def _glimpse(task: tuple[Document, tuple[glimpse.Knot, ...], Huisstijl]) -> glimpse.Glimpse | None:
    return glimpse.glimpse(*task)


def _picture(task: tuple[bytes, int]) -> bytes:
    return proof.picture(*task)


def _warm() -> None:
    from docgen.render import pdf

    pdf.warm()


@lru_cache(maxsize=1)
def _pool() -> Pool:
    """The processes of the previews: started with the first of them, ended with this process."""
    pool = Pool(Settings(jobs=WORKERS, seconds=60.0, preload=_PRELOAD, warm=_warm))
    atexit.register(pool.close)
    pool.start()
    return pool
