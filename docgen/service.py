"""The use cases, one function each: the only module that sees every room. Thin on purpose."""

from __future__ import annotations

import atexit
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docgen import __version__, case, law, nl, render, rules
from docgen.case import AnyCase
from docgen.errors import Problem, fault
from docgen.render.herkomst import herkomst
from docgen.rules.outcome import Call, Ernst, Finding, Moment, Outcome
from docgen.text.assemble import Assembler
from docgen.text.checker import check_sources, demand
from docgen.text.document import Document
from docgen.work.files import write_all
from docgen.work.pool import Pool, Settings

FORMATS = render.FORMATS
DEFAULT_FORMATS = ("pdf", "docx")


@dataclass(frozen=True)
class Made:
    """What rendering one document in one format wrote, for whoever shows progress or results."""

    document: str
    format: str
    path: Path


def load(path: Path) -> AnyCase:
    """Read a case file; raises CaseProblem with every problem at once."""
    return case.load(path)


def schema() -> dict[str, Any]:
    """The JSON Schema of case files, with Dutch titles and descriptions."""
    return case.schema()


def check(subject: AnyCase, peildatum: dt.date) -> tuple[Finding, ...]:
    """All findings on a case, worst first: of the rules, and of what its documents still lack."""
    outcome = rules.evaluate(subject, peildatum)
    called = [call.document for call in outcome.calls]
    lacking: list[Finding] = []
    if called:
        assembler = _assembler(subject, outcome)
        lacking = [f for document in _copies(assembler, called) for f in _lacking(document)]
    order = list(Ernst)
    return tuple(sorted((*outcome.findings, *_once(lacking)), key=lambda f: (order.index(f.ernst), f.code)))


def refused(findings: Iterable[Finding], calls: Iterable[Call]) -> bool:
    """True when a finding blocks the final of something that the case calls for."""
    called = {call.document for call in calls}
    return any(f.ernst is Ernst.BLOKKEERT and (not f.documenten or called & set(f.documenten)) for f in findings)


def documents(subject: AnyCase | None, peildatum: dt.date) -> tuple[Call, ...]:
    """The documents that the case calls for on the peildatum and why; without a case, all that exist."""
    if subject is not None:
        return rules.evaluate(subject, peildatum).calls
    known: dict[str, list[str]] = {}
    for name in law.regelingen():
        for document in _sources(name):
            known.setdefault(document, []).append(name)
    return tuple(Call(document, f"Bestaat onder {nl.opsomming(names)}.") for document, names in sorted(known.items()))


def known_documents(subject: AnyCase) -> tuple[str, ...]:
    """Every document that the agreement of this case has a text for."""
    return tuple(_sources(subject.regeling))


def timeline(subject: AnyCase, peildatum: dt.date) -> tuple[Moment, ...]:
    """Every date of the case with the rule it follows from, in order."""
    return rules.evaluate(subject, peildatum).moments


def calendar(subject: AnyCase, moments: Iterable[Moment], peildatum: dt.date) -> bytes:
    """The timeline as an iCalendar file: whole days, no personal data."""
    from icalendar import Calendar, Event

    result = Calendar()
    result.add("prodid", "-//docgen//termijnen//NL")
    result.add("version", "2.0")
    for index, moment in enumerate(moments):
        event = Event()
        event.add("uid", f"{subject.zaaknummer}-{moment.code}-{index}@docgen")
        event.add("dtstamp", dt.datetime.combine(peildatum, dt.time(), dt.UTC))
        event.add("dtstart", moment.datum)
        event.add("dtend", (moment.tot or moment.datum) + dt.timedelta(days=1))
        event.add("summary", f"{subject.zaaknummer}: {moment.wat}")
        event.add("description", f"{moment.code}, {moment.bron}")
        event.add("transp", "TRANSPARENT")
        result.add_component(event)
    return bytes(result.to_ical())


def assemble(
    subject: AnyCase, names: Sequence[str], peildatum: dt.date, *, concept: bool = False, recipient: str = ""
) -> tuple[Document, ...]:
    """Assemble documents; without names, all that the case calls for.

    Raises RuleRefusal for a final that a rule blocks or that lacks a value, TextFault for a document
    that the agreement does not have.
    """
    outcome = rules.evaluate(subject, peildatum)
    wanted = tuple(dict.fromkeys(names)) or tuple(call.document for call in outcome.calls)
    if not wanted:
        return ()
    assembler = _assembler(subject, outcome)
    made = _copies(assembler, wanted, concept=concept, recipient=recipient)
    if not concept:
        _refuse_blocked(made, outcome)
    return made


def make(
    documents: Sequence[Document], formats: Sequence[str], out: Path, notes: Mapping[str, Any] | None = None
) -> tuple[Made, ...]:
    """Render documents in formats under `out`, each with its sidecar: all of it, or nothing.

    `notes` are facts for the sidecars. Raises RenderFault or TemplateFault, and writes nothing then.
    """
    tasks = [(document, format_) for document in documents for format_ in formats]
    files: dict[Path, bytes] = {}
    made: list[Made] = []
    for (document, _), rendered in zip(tasks, _render_all(tasks), strict=True):
        folder = out / document.kenmerk / document.recipient if document.recipient else out / document.kenmerk
        path = folder / rendered.filename
        files[path] = rendered.data
        if rendered.format in DEFAULT_FORMATS:
            sidecar = herkomst(document, path.name, rendered.data, {"programma": __version__, **(notes or {})})
            files[path.with_name(f"{path.name}.herkomst.json")] = _json(sidecar)
        made.append(Made(rendered.name, rendered.format, path))
    write_all(files, out)
    return tuple(made)


def _render_all(tasks: Sequence[tuple[Document, str]]) -> list[render.Rendered]:
    """Render in the warm workers, in the order of the tasks; raises the first fault."""
    done = sorted(_pool().run(_render_one, tasks), key=lambda end: end.index)
    for end in done:
        if end.fault is not None:
            raise end.fault
    return [end.value for end in done if end.value is not None]


def _render_one(task: tuple[Document, str]) -> render.Rendered:
    return render.render(task[0], [task[1]])[0]


@lru_cache(maxsize=1)
def _pool() -> Pool:
    """The workers of this process: started with the first document, kept warm, ended with the process."""
    pool = Pool(Settings(preload=("docgen.render.pdf", "docgen.render.docx"), warm=render.warm))
    atexit.register(pool.close)
    return pool


def check_texts() -> None:
    """Check every text source of every agreement; raises TextFault with all faults at once."""
    for name in law.regelingen():
        demand(check_sources(_sources(name)))


def _sources(regeling: str) -> dict[str, str]:
    """The text source of each document that the agreement knows."""
    return {row.document: row.tekst for row in law.load_regeling(regeling).documenten}


def _assembler(subject: AnyCase, outcome: Outcome) -> Assembler:
    return Assembler(subject, outcome, _sources(subject.regeling))


def _copies(
    assembler: Assembler, names: Iterable[str], *, concept: bool = False, recipient: str = ""
) -> tuple[Document, ...]:
    """Every copy of every document; a concept exists at least once, also before its list is filled."""
    return tuple(
        assembler.assemble(name, copy=copy, concept=concept, recipient=recipient)
        for name in names
        for copy in range(1, max(assembler.copies(name), int(concept)) + 1)
    )


def _lacking(document: Document) -> list[Finding]:
    return [
        Finding(
            code="DOC-01",
            ernst=Ernst.BLOKKEERT,
            melding=point.melding,
            veld=point.path,
            bron="docgen: een definitief document heeft geen open plekken",
            advies="Vul het veld in, of maak een concept met --concept.",
            documenten=(document.name,),
        )
        for point in document.open_points
    ]


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """One finding per lacking field, naming every document that lacks it."""
    by_field: dict[str, Finding] = {}
    for finding in findings:
        first = by_field.setdefault(finding.veld, finding)
        if first is not finding:
            both = tuple(dict.fromkeys((*first.documenten, *finding.documenten)))
            by_field[finding.veld] = Finding(
                first.code, first.ernst, first.melding, first.veld, first.bron, first.advies, both
            )
    return list(by_field.values())


def _refuse_blocked(documents: Iterable[Document], outcome: Outcome) -> None:
    for document in documents:
        findings = [*outcome.blocking(document.name), *_lacking(document)]
        if findings:
            problems = [Problem(f.code, f.veld, f.melding, f.advies) for f in findings]
            raise fault("REGEL-001", problems, document=document.name, aantal=len(findings))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def write_calendar(path: Path, subject: AnyCase, moments: Iterable[Moment], peildatum: dt.date) -> None:
    """Write the timeline as an iCalendar file, whole or not at all."""
    write_all({path: calendar(subject, moments, peildatum)})
