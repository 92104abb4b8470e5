"""The use cases, one function each: the only module that sees every room. Thin on purpose."""

from __future__ import annotations

import atexit
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from docgen import __version__, case, law, nl, render, rules
from docgen.case import AnyCase
from docgen.errors import Problem, fault, problem
from docgen.law.ontvangers import Rol, load_ontvangers
from docgen.render.herkomst import herkomst
from docgen.rules import geheim, jaarcijfers, ontvangers
from docgen.rules.ontvangers import Mate
from docgen.rules.outcome import Call, Ernst, Finding, Moment, Outcome
from docgen.rules.toetreden import Gebonden, gebonden
from docgen.text.assemble import Assembler
from docgen.text.checker import check_sources, demand
from docgen.text.document import Document
from docgen.text.recipients import distinctive, leaks, missing_parts
from docgen.work.files import write_all
from docgen.work.pool import Pool, Settings

FORMATS = render.FORMATS
DEFAULT_FORMATS = ("pdf", "docx")
ROLES = tuple(rol.value for rol in Rol)
"""Everyone for whom a copy can be made."""


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


def documents(subject: AnyCase | None, peildatum: dt.date, recipient: str = "") -> tuple[Call, ...]:
    """The documents that the case calls for on the peildatum and why; without a case, all that exist.

    With a recipient only those of which it may have the whole or a part.
    """
    if subject is not None:
        outcome = rules.evaluate(subject, peildatum)
        called = [call.document for call in outcome.calls]
        refused = _refusals(subject, _assembler(subject, outcome), called, recipient) if recipient else {}
        return tuple(call for call in outcome.calls if call.document not in refused)
    known: dict[str, list[str]] = {}
    for name in law.regelingen():
        for document in law.load_regeling(name).teksten():
            known.setdefault(document, []).append(name)
    return tuple(Call(document, f"Bestaat onder {nl.opsomming(names)}.") for document, names in sorted(known.items()))


def known_documents(subject: AnyCase) -> tuple[str, ...]:
    """Every document about this kind of case that its agreement has a text for."""
    rows = law.load_regeling(subject.regeling).documenten
    return tuple(dict.fromkeys(row.document for row in rows if row.soort == subject.soort))


def bound_parties(subjects: Iterable[AnyCase], peildatum: dt.date) -> tuple[Gebonden, ...]:
    """The register of who is bound to which agreement on a day, from the cases of who joined and who left."""
    return gebonden(subjects, peildatum)


def uitstroom_per_gemeente(subjects: Iterable[AnyCase], regeling: str, jaar: int) -> dict[str, int | None]:
    """How many people moved to each gemeente in a year, for the yearly report; None where it could be traced."""
    return jaarcijfers.uitstroom_per_gemeente(subjects, regeling, jaar)


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
    """Assemble documents; without names, all that the case calls for, as far as the recipient may have them.

    With a recipient each document is the copy of that role: the whole or its part.
    Raises RuleRefusal for a final that a rule blocks or that lacks a value and for a named document that
    the recipient may not have, TextFault for a document that the agreement does not have.
    """
    outcome = rules.evaluate(subject, peildatum)
    assembler = _assembler(subject, outcome)
    wanted = tuple(dict.fromkeys(names)) or tuple(call.document for call in outcome.calls)
    if recipient:
        refused = _refusals(subject, assembler, wanted, recipient)
        if names and refused:
            raise fault("REGEL-005", refused.values(), rol=recipient, aantal=len(refused))
        wanted = tuple(name for name in wanted if name not in refused)
    whole = _copies(assembler, wanted, concept=concept)
    if not concept:
        _refuse_empty(assembler, wanted)
        # Also for a part: it is final only when the whole of it can be.
        _refuse_blocked(whole, outcome)
    if not recipient:
        return whole
    return tuple(copy for name in wanted for copy in _copies_for(subject, assembler, name, recipient, concept))


def receivable(subject: AnyCase, peildatum: dt.date, recipient: str) -> tuple[str, ...]:
    """Every document of the agreement, called for or not, of which this recipient may have the whole or a part."""
    names = known_documents(subject)
    refused = _refusals(subject, _assembler(subject, rules.evaluate(subject, peildatum)), names, recipient)
    return tuple(name for name in names if name not in refused)


def withheld(subject: AnyCase, peildatum: dt.date, recipient: str) -> tuple[Problem, ...]:
    """Say of each document that the case calls for and that this recipient does not get, why not."""
    outcome = rules.evaluate(subject, peildatum)
    called = tuple(call.document for call in outcome.calls)
    return tuple(_refusals(subject, _assembler(subject, outcome), called, recipient).values())


def forbidden_values(subject: AnyCase, recipient: str) -> frozenset[str]:
    """The values of the case that no file for this recipient may hold, without what our own texts say anyway."""
    ours = chain.from_iterable(law.load_regeling(subject.regeling).teksten().values())
    return distinctive(geheim.forbidden_values(subject, recipient), ours)


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
        folder = out / document.zaaknummer / document.recipient if document.recipient else out / document.zaaknummer
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
    found: list[Problem] = []
    for name in law.regelingen():
        for sources in _sets(law.load_regeling(name).teksten()):
            found += [*check_sources(sources), *missing_parts(load_ontvangers(name), sources)]
    demand(dict.fromkeys(found))


def _sets(texts: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Sets of one text per document that together hold every text of the agreement."""
    for n in range(max(map(len, texts.values()), default=0)):
        yield {document: paths[min(n, len(paths) - 1)] for document, paths in texts.items()}


def _refusals(subject: AnyCase, assembler: Assembler, names: Iterable[str], recipient: str) -> dict[str, Problem]:
    """Why this recipient does not get these documents, by document; raises RuleRefusal when it has no such role."""
    if not ontvangers.is_present(subject, recipient):
        raise fault("REGEL-003", rol=recipient)
    found: dict[str, Problem] = {}
    for name in names:
        given = ontvangers.receives(subject, name, recipient)
        exists = name in assembler.sources
        if given.mate is Mate.NOOIT and (exists or given.bron != ontvangers.NIET_GENOEMD):
            others = ontvangers.recipients(subject.regeling, name, ontvangers.contract_of(subject))
            wie = nl.opsomming(f"{o.rol} (deel)" if o.mate is Mate.DEEL else o.rol for o in others) or "niemand"
            found[name] = problem("REGEL-002", "", document=name, rol=recipient, bron=given.bron, wie=wie)
        elif exists and assembler.addressees(name) and not _numbers(subject, assembler, name, recipient):
            found[name] = problem("REGEL-004", "", document=name, rol=recipient)
    return found


def _numbers(subject: AnyCase, assembler: Assembler, name: str, recipient: str, concept: bool = False) -> list[int]:
    """Which copies of a document are for this recipient: those addressed to it, where it gets no others."""
    roles = assembler.addressees(name)
    if roles and ontvangers.gets_only_own(subject, name, recipient):
        return [number for number, rol in enumerate(roles, 1) if rol == recipient]
    return list(range(1, max(assembler.copies(name), int(concept)) + 1))


def _copies_for(subject: AnyCase, assembler: Assembler, name: str, recipient: str, concept: bool) -> Iterator[Document]:
    """The copies of one document for one recipient; raises TextFault when its text would tell it a secret."""
    part = ontvangers.receives(subject, name, recipient).mate is Mate.DEEL
    for number in _numbers(subject, assembler, name, recipient, concept):
        made = assembler.assemble(name, copy=number, concept=concept, recipient=recipient, part=part)
        found = [
            problem("TEKST-022", path, document=name, rol=recipient, gegeven=path) for path in leaks(made, subject)
        ]
        demand(found)
        yield made


def _assembler(subject: AnyCase, outcome: Outcome) -> Assembler:
    return Assembler(subject, outcome, outcome.teksten)


def _copies(assembler: Assembler, names: Iterable[str], *, concept: bool = False) -> tuple[Document, ...]:
    """Every copy of every document; a concept exists at least once, also before its list is filled."""
    return tuple(
        assembler.assemble(name, copy=copy, concept=concept)
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


def _refuse_empty(assembler: Assembler, names: Iterable[str]) -> None:
    """Refuse the final of a document of which the case has no copy to make, such as a report before the talk."""
    empty = [name for name in names if not assembler.copies(name)]
    if empty:
        raise fault("REGEL-006", document=nl.opsomming(empty))


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
