"""What a case says: reading and checking it, what it calls for and when, and who is bound."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docgen import case, law, nl, rules
from docgen.case import AnyCase, reading
from docgen.errors import Problem
from docgen.law.ontvangers import load_ontvangers
from docgen.rules import jaarcijfers
from docgen.rules.outcome import Call, Ernst, Finding, Moment
from docgen.rules.toetreden import Gebonden, gebonden
from docgen.service.assembling import assembler_of, copies_of, lacking, refusals
from docgen.text.checker import check_sources, demand
from docgen.text.packets import check_front
from docgen.text.recipients import missing_parts


def load(path: Path) -> AnyCase:
    """Read a case file; raises CaseProblem with every problem at once."""
    return case.load(path)


def read(path: Path) -> bytes:
    """Read the bytes of a case file without looking into them; raises CaseProblem when that cannot be done."""
    return reading.read_bytes(path)


def parse(content: bytes | Mapping[str, Any], naam: str) -> AnyCase:
    """Make a case of the bytes of a file called `naam`, or of plain data; raises CaseProblem as `load` does."""
    return case.loads(content, naam) if isinstance(content, bytes) else case.from_data(content)


def zaaknummer_of(content: bytes | Mapping[str, Any] | None) -> str:
    """The zaaknummer of a case that was not read yet; empty when it has none that can be one."""
    try:
        data = json.loads(content) if isinstance(content, bytes) else content
    except (ValueError, RecursionError):
        return ""
    number = data.get("zaaknummer") if isinstance(data, Mapping) else None
    return str(number) if case.is_zaaknummer(number) else ""


def schema() -> dict[str, Any]:
    """The JSON Schema of case files, with Dutch titles and descriptions."""
    return case.schema()


def check(subject: AnyCase, peildatum: dt.date) -> tuple[Finding, ...]:
    """All findings on a case, worst first: of the rules, and of what its documents still lack."""
    outcome = rules.evaluate(subject, peildatum)
    called = [call.document for call in outcome.calls]
    empty: list[Finding] = []
    if called:
        assembler = assembler_of(subject, outcome)
        empty = [f for document in copies_of(assembler, called) for f in lacking(document)]
    order = list(Ernst)
    return tuple(sorted((*outcome.findings, *_once(empty)), key=lambda f: (order.index(f.ernst), f.code)))


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
        refused = refusals(subject, assembler_of(subject, outcome), called, recipient) if recipient else {}
        return tuple(call for call in outcome.calls if call.document not in refused)
    known: dict[str, list[str]] = {}
    for name in law.regelingen():
        for document in law.load_regeling(name).teksten():
            known.setdefault(document, []).append(name)
    return tuple(Call(document, f"Bestaat onder {nl.opsomming(names)}.") for document, names in sorted(known.items()))


def bound_parties(subjects: Iterable[AnyCase], peildatum: dt.date) -> tuple[Gebonden, ...]:
    """The register of who is bound to which agreement on a day, from the cases of who joined and who left."""
    return gebonden(subjects, peildatum)


def uitstroom_per_gemeente(subjects: Iterable[AnyCase], regeling: str, jaar: int) -> dict[str, int | None]:
    """How many people moved to each gemeente in a year, for the yearly report; None where it could be traced."""
    return jaarcijfers.uitstroom_per_gemeente(subjects, regeling, jaar)


def timeline(subject: AnyCase, peildatum: dt.date) -> tuple[Moment, ...]:
    """Every date of the case with the rule it follows from, in order."""
    return rules.evaluate(subject, peildatum).moments


def document_kinds() -> dict[str, str]:
    """Of every document that exists: its kind, which is the folder of its text ("plans")."""
    found: dict[str, str] = {}
    for name in law.regelingen():
        for document, paths in law.load_regeling(name).teksten().items():
            found[document] = paths[0].partition("/")[0]
    return found


def check_texts() -> None:
    """Check every text source of every agreement; raises TextFault with all faults at once."""
    found: list[Problem] = [*check_front()]
    for name in law.regelingen():
        for sources in _sets(law.load_regeling(name).teksten()):
            found += [*check_sources(sources), *missing_parts(load_ontvangers(name), sources)]
    demand(dict.fromkeys(found))


def _sets(texts: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Sets of one text per document that together hold every text of the agreement."""
    for n in range(max(map(len, texts.values()), default=0)):
        yield {document: paths[min(n, len(paths) - 1)] for document, paths in texts.items()}


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
