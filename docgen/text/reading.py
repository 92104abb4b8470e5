"""A reading copy of a text source, for the jurist who reviews it: the text with all its alternatives, unresolved.

It is an ordinary `Document`, so every renderer sets it: the text on the left, and in
the margin when a provision stands, on what it rests, what it is called and who gets
it. What a case would fill in stands as words between « and ».
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from docgen.law import load_regeling, regelingen
from docgen.law.ontvangers import load_ontvangers
from docgen.text.document import Block, Document, Kind, Run, Runs, Table
from docgen.text.fill import Slots, mark_line, runs_of
from docgen.text.number import Counters
from docgen.text.parse import Raw, options_of, parse
from docgen.text.source import TAG, Line, Source, read_source
from docgen.text.wording import (
    condition_words,
    conditions_of,
    fact_words,
    field_words,
    loop_words,
    scope_of,
    unresolved,
)

FOLDER = "leesversie"
"""What names the folder of reading copies, where that of a document is named after its case."""
EXPLANATION = (
    "Dit is de tekst zoals zij in de bron staat, met alle mogelijkheden erin. Tussen « en » staat wat docgen uit de "
    "zaak invult; tussen [ en ] staat wanneer een deel van een zin geldt.",
    "In de kantlijn staat wanneer een bepaling geldt, waar zij op rust (bron), hoe zij heet (label) en wie haar krijgt "
    "als die rol maar een deel van het stuk mag hebben.",
    "Een lid heeft het nummer dat in de bron staat. De artikelen zijn geteld met alle mogelijkheden erin: in het stuk "
    "voor een zaak kan een nummer lager zijn.",
)
_HEADINGS = (Kind.TITEL, Kind.ARTIKEL, Kind.TUSSENKOP)
_TYPED = re.compile(r"^\s*(\d+)\.\s")
_MARGIN = "In de kantlijn"
_WIDTHS = (10, 55, 35)
_CALLED = {
    Kind.KADER: "In een kader.",
    Kind.AFZENDER: "Afzender.",
    Kind.ADRES: "Adres.",
    Kind.KENMERK: "Kenmerk boven de brief.",
    Kind.GROOT: "In grote letters.",
    Kind.VELD: "Veld om in te vullen.",
    Kind.KEUZE: "Vakje om aan te kruisen.",
    Kind.ONDERTEKENING: "Handtekeningen.",
    Kind.BRIEFONDERTEKENING: "Handtekening onder de brief.",
}


@dataclass(frozen=True)
class Entry:
    """One block of the source with its number, before its references are resolved."""

    raw: Raw
    line: Line
    number: str
    words: str
    """How a reference calls it: "artikel 5 lid 2"."""


@dataclass
class Reader:
    """Makes the reading copy of one source; `others` are the texts of each document that it may refer to."""

    source: Source
    others: Mapping[str, Sequence[str]]
    root: Path | None = None
    blocks: list[Block] = field(default_factory=list)
    _rows: list[tuple[Runs, ...]] = field(default_factory=list)
    _heading: Line = field(init=False)
    _counted: bool = field(init=False)
    """Whether blocks of this source have numbers; those of a letter have not."""
    _before: tuple[tuple[str, ...], str] = ((), "")
    """Conditions and file of the row before, so that what goes on is not said twice."""

    def __post_init__(self) -> None:
        self._heading = Line("", self.source.path)
        self._labels = labels_of(self.source)
        self._counted = any(
            entry.number not in ("", "–") for entry in entries_of(self.source) if entry.raw.kind not in _HEADINGS
        )
        self._all = "(het hele artikel)" if self.source.layout == "contract" else "(alles onder deze kop)"

    def read(self) -> tuple[Block, ...]:
        """Return the blocks of the text, heading by heading, with what stands in the margin."""
        for entry in entries_of(self.source):
            if entry.raw.kind in _HEADINGS:
                self._head(entry)
            elif entry.raw.table:
                self._row("", (Run("(tabel hieronder)"),), entry.line)
                self._flush()
                table = self._table(entry, entry.raw.table)
                self.blocks.append(Block(Kind.TABEL, table=table, origin=entry.line.place))
            else:
                self._row(entry.number, self._text(entry.raw), entry.line, self._called(entry.raw))
        self._flush()
        return tuple(self.blocks)

    def _head(self, entry: Entry) -> None:
        self._flush()
        line = self._heading = entry.line
        kind = Kind.TUSSENKOP if entry.raw.kind is Kind.TUSSENKOP else Kind.ARTIKEL if entry.number else Kind.KOP
        runs = self._resolved(entry.raw.runs)
        label = "" if any(block.label == line.label for block in self.blocks) else line.label
        self.blocks.append(Block(kind, runs, number=entry.number, label=label, origin=line.place))
        self._before = ((), self._before[1])
        self._row("", (Run(self._all),), line, whole=True)

    def _row(self, number: str, runs: Runs, line: Line, called: str = "", *, whole: bool = False) -> None:
        notes = [called, *self._notes(line, whole=whole)]
        if whole and not any(notes):
            return
        self._rows.append(((Run(number),), runs, (Run(" ".join(filter(None, notes))),)))

    def _notes(self, line: Line, *, whole: bool = False) -> Iterator[str]:
        scope = scope_of(self.source, line.loops)
        under = not whole and self._is_under_heading(line)
        said = self._heading if under else Line("", line.place)
        conditions = tuple(name for name in line.conditions if name not in said.conditions)
        if not whole and not under:
            yield "Staat los van de kop hierboven."
        place = line.place.partition(":")[0]
        if place not in (self.source.path, self._before[1]):
            yield f"Gedeelde bepaling {Path(place).stem}."
        if conditions and conditions == self._before[0]:
            yield "Zelfde voorwaarde."
        elif conditions:
            yield f"Alleen {' en '.join(condition_words(name, scope) for name in conditions)}."
        for count, loop in enumerate(line.loops[len(said.loops) :], start=len(said.loops)):
            words = loop_words(loop, scope_of(self.source, line.loops[:count]))
            yield f"{_sentence(words)}."
        if line.recipients:
            yield f"Deel voor: {', '.join(line.recipients)}."
        if line.bron:
            yield f"Bron: {line.bron}."
        if line.label:
            yield f"Label: {line.label}."
        self._before = (conditions, place)

    def _is_under_heading(self, line: Line) -> bool:
        """Whether all that holds for the heading above holds here; a condition may end before the next heading."""
        head = self._heading
        return set(head.conditions) <= set(line.conditions) and head.loops == line.loops[: len(head.loops)]

    def _called(self, raw: Raw) -> str:
        return f"Schrijfruimte van {raw.empty_lines} regels." if raw.empty_lines else _CALLED.get(raw.kind, "")

    def _text(self, raw: Raw) -> Runs:
        if raw.listname:
            return (Run(field_words(raw.listname, scope_of(self.source)), raw.listname),)
        if raw.kind is Kind.KENMERK:
            return (Run(f"{raw.label}: "), *self._resolved(raw.runs))
        return self._resolved(options_of(raw.runs)[1] if raw.kind is Kind.KEUZE else raw.runs)

    def _flush(self) -> None:
        """Set the rows collected under a heading as one table."""
        if not self._rows:
            return
        first = 0 if self._counted else 1
        head = tuple((Run(word),) for word in ("Nr.", "Tekst", _MARGIN)[first:])
        widths = _WIDTHS if self._counted else (_WIDTHS[0] + _WIDTHS[1], _WIDTHS[2])
        rows = tuple(row[first:] for row in self._rows)
        table = Table(head, rows, widths, (False,) * len(head), margin=True)
        self.blocks.append(Block(Kind.TABEL, table=table, origin=self.source.path))
        self._rows = []

    def _table(self, entry: Entry, table: Table) -> Table:
        """The table of the source as it stands, with a margin where a row has a condition or is repeated."""
        lines = [self.source.lines[index] for index in entry.raw.lines[1:]]
        rows = tuple(tuple(self._resolved(cell) for cell in row) for row in table.rows)
        table = replace(table, head=tuple(self._resolved(cell) for cell in table.head), rows=rows)
        above = set(entry.line.conditions)
        margins = [self._margin(line, above) for line in lines]
        if not any(margins) or len(margins) != len(rows):
            return table
        kept = tuple(round(width * 0.7) for width in table.widths)
        return Table(
            (*table.head, (Run(_MARGIN),)),
            tuple((*row, (Run(margin),)) for row, margin in zip(rows, margins, strict=True)),
            (*kept, 100 - sum(kept)),
            (*table.amounts, False),
            margin=True,
        )

    def _margin(self, line: Line, above: set[str]) -> str:
        scope = scope_of(self.source, line.loops)
        parts = [condition_words(name, scope) for name in line.conditions if name not in above]
        words = [f"alleen {' en '.join(parts)}"] if parts else []
        words += [loop_words(loop, scope_of(self.source, line.loops[:n])) for n, loop in enumerate(line.loops)]
        return _sentence("; ".join(words))

    def _resolved(self, runs: Runs) -> Runs:
        return tuple(Run(self._reference(run.target)) if run.target else run for run in runs)

    def _reference(self, target: str) -> str:
        document, _, label = target.rpartition("#")
        if not document:
            return f"{self._labels.get(label, 'de bepaling')} (#{label})"
        texts = (labels_of(read_source(path, self.root)) for path in self.others.get(document, ()))
        words = next((labels[label] for labels in texts if label in labels), "de bepaling")
        return f"{words} (#{label} in {document})"


def reading_copy(
    source: Source, regeling: str, others: Mapping[str, Sequence[str]], peildatum: dt.date, root: Path | None = None
) -> Document:
    """Return the reading copy of a text of an agreement, made on a day; `others` are its texts by document."""
    titles = (
        Block(Kind.TITEL, (Run(source.titel),), origin=f"{source.path}:1"),
        Block(Kind.ONDERTITEL, (Run(f"Leesversie van de tekstbron, versie {source.versie}"),), origin=source.path),
    )
    explained = tuple(Block(Kind.KADER, (Run(text),), origin=source.path) for text in EXPLANATION)
    blocks = (*titles, *explained, *_about(source, regeling), *Reader(source, others, root).read(), *_names(source))
    return Document(
        name=Path(source.path).stem,
        title=f"{source.titel} (leesversie)",
        layout="report",
        zaaknummer=FOLDER,
        kenmerk=f"leesversie {source.versie}",
        version=source.versie,
        regeling=regeling,
        peildatum=peildatum,
        blocks=blocks,
        reading=True,
        sources=source.files,
    )


@lru_cache(maxsize=64)
def entries_of(source: Source) -> tuple[Entry, ...]:
    """Read the blocks of a source with all its alternatives, numbered as they are in the source."""
    slots = Slots()
    raws = parse(_markdown(source, slots), slots)
    counters = Counters(numbered=source.layout == "contract")
    articles: dict[str, int] = {}
    found: list[Entry] = []
    for raw in raws:
        lines = [source.lines[index] for index in raw.lines] or [Line("", source.path)]
        line = next((one for one in lines if one.label or one.bron or one.recipients), lines[0])
        line = replace(line, place=lines[0].place, conditions=lines[0].conditions, loops=lines[0].loops)
        _set_back(counters, raw.kind, line, _TYPED.match(TAG.sub("", lines[0].text)), articles)
        kind = Kind.KOP if raw.kind is Kind.ARTIKEL and not counters.numbered else raw.kind
        number, words = counters.next(kind)
        if kind is Kind.ARTIKEL and line.label:
            articles[line.label] = counters.artikel
        found.append(Entry(raw, line, "–" if raw.bulleted else number, words))
    return tuple(found)


def _set_back(
    counters: Counters, kind: Kind, line: Line, typed: re.Match[str] | None, articles: Mapping[str, int]
) -> None:
    """Let the next block have the number that the source types, or that its alternative with the same label has."""
    if typed and kind is Kind.LID:
        counters.lid = int(typed[1]) - 1
    elif typed and kind is Kind.BIJLAGE:
        counters.bijlage = int(typed[1]) - 1
    elif kind is Kind.ARTIKEL and line.label in articles:
        counters.artikel = articles[line.label] - 1


def labels_of(source: Source) -> dict[str, str]:
    """What a reference calls each label of a source: "artikel 5 lid 2"."""
    return {entry.line.label: entry.words for entry in reversed(entries_of(source)) if entry.words}


def _markdown(source: Source, slots: Slots) -> str:
    """The source as markdown with all its alternatives; a tag on a line of its own parts what it stands between."""
    made: list[str] = []
    for index, line in enumerate(source.lines):
        text = unresolved(source, line, slots)
        if text.strip() or not line.text.strip():
            made.append(mark_line(text, index))
        elif not _in_table(made, source.lines[index + 1 :]):
            made.append("")
    return "\n".join(made) + "\n"


def _in_table(made: Sequence[str], following: Iterable[Line]) -> bool:
    """Tell whether a line of tags stands between the rows of a table."""
    rest = (TAG.sub("", line.text).strip() for line in following if line.text.strip())
    return bool(made) and made[-1].lstrip().startswith("|") and next(filter(None, rest), "").startswith("|")


def _about(source: Source, regeling: str) -> Iterator[Block]:
    """Where the text comes from and who gets it."""
    scope = scope_of(source)
    file = Path(source.path)
    rows = [
        ("Bestand", f"{file.name}, in de map templates/{file.parent}"),
        ("Vorm", source.layout),
        ("Regelingen", ", ".join(_users(source))),
    ]
    rows += [("Ondertitel", "".join(run.text for run in _line(source, source.ondertitel)))] if source.ondertitel else []
    rows += [("Gedeelde bepalingen", ", ".join(clauses))] if (clauses := _clauses(source)) else []
    rows += [("Exemplaren", f"een {loop_words(f'{source.item} in {source.per}', scope)}")] if source.per else []
    given = load_ontvangers(regeling).rij(source.document)
    if given and not given.volgt_contract:
        rows.append(("Het geheel gaat naar", ", ".join(given.geheel) or "niemand"))
        rows += (
            [("Een deel gaat naar", "; ".join(f"{rol}: {wat}" for rol, wat in given.deel.items()))]
            if given.deel
            else []
        )
    elif given:
        rows.append(("Het geheel gaat naar", "wie het contract van de zaak heeft"))
    yield _two_columns(("Deze tekst", "Gegevens"), rows, (27, 73))


def _users(source: Source) -> list[str]:
    """The agreements whose documents have this text."""
    texts = {name: load_regeling(name).teksten().get(source.document, ()) for name in regelingen()}
    return [name for name, paths in texts.items() if source.path in paths]


def _line(source: Source, text: str) -> Runs:
    slots = Slots()
    return runs_of(unresolved(source, Line(text, source.path), slots), slots)


def _clauses(source: Source) -> list[str]:
    return [Path(path).stem for path, _ in source.files if path != source.path]


def _names(source: Source) -> Iterator[Block]:
    """What the conditions mean and what the fields are called in the source, for whoever changes the text."""
    facts: dict[str, str] = {}
    fields: dict[str, str] = {}
    for line in source.lines:
        scope = scope_of(source, line.loops)
        facts |= {name: fact_words(name, scope) for name in conditions_of(line) if name not in facts}
    for entry in entries_of(source):
        fields |= {run.path: run.text for runs in _texts(entry.raw) for run in runs if run.path}
    if facts:
        yield Block(Kind.KOP, (Run("Voorwaarden in deze tekst"),))
        yield _two_columns(("Naam in de bron", "Betekenis"), sorted(facts.items()), (38, 62))
    if fields:
        yield Block(Kind.KOP, (Run("Velden in deze tekst"),))
        yield _two_columns(("Naam in de bron", "Zoals het hier staat"), sorted(fields.items()), (50, 50))


def _texts(raw: Raw) -> Iterator[Runs]:
    yield raw.runs
    if raw.table:
        for row in (raw.table.head, *raw.table.rows):
            yield from row


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _two_columns(head: tuple[str, str], rows: Iterable[tuple[str, str]], widths: tuple[int, int]) -> Block:
    cells = tuple(((Run(one),), (Run(other),)) for one, other in rows)
    return Block(Kind.TABEL, table=Table(((Run(head[0]),), (Run(head[1]),)), cells, widths, (False, False)))
