"""From a case to documents: whole, or the copy that one recipient may have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from docgen import law, nl, rules
from docgen.case import AnyCase
from docgen.errors import DocgenError, Problem, fault, problem
from docgen.rules import geheim, ontvangers
from docgen.rules.ontvangers import Mate
from docgen.rules.outcome import Ernst, Finding, Outcome
from docgen.text.assemble import Assembler
from docgen.text.checker import demand
from docgen.text.document import Document
from docgen.text.recipients import distinctive, leaks


def assemble(
    subject: AnyCase, names: Sequence[str], peildatum: dt.date, *, concept: bool = False, recipient: str = ""
) -> tuple[Document, ...]:
    """Assemble documents; without names, all that the case calls for, as far as the recipient may have them.

    With a recipient each document is the copy of that role: the whole or its part.
    Raises RuleRefusal for a final that a rule blocks or that lacks a value and for a named document that
    the recipient may not have, TextFault for a document that the agreement does not have.
    """
    outcome = rules.evaluate(subject, peildatum)
    assembler = assembler_of(subject, outcome)
    wanted = tuple(dict.fromkeys(names)) or tuple(call.document for call in outcome.calls)
    if recipient:
        refused = refusals(subject, assembler, wanted, recipient)
        if names and refused:
            raise fault("REGEL-005", refused.values(), rol=recipient, aantal=len(refused))
        wanted = tuple(name for name in wanted if name not in refused)
    whole = copies_of(assembler, wanted, concept=concept)
    if not concept:
        _refuse_empty(assembler, wanted)
        # Also for a part: it is final only when the whole of it can be.
        _refuse_blocked(whole, outcome)
    if not recipient:
        return whole
    return tuple(copy for name in wanted for copy in copies_for(subject, assembler, name, recipient, concept))


@dataclass(frozen=True, slots=True)
class Called:
    """A document that a case calls for: its copies, or why they cannot be made."""

    name: str
    copies: tuple[Document, ...] = ()
    fault: DocgenError | None = None


def assemble_each(
    subject: AnyCase, peildatum: dt.date, recipient: str = "", names: Collection[str] = ()
) -> tuple[Called, ...]:
    """Assemble all that the case calls for, each document on its own: what blocks one does not stop another.

    With names only these, with a recipient only what it may have, in its own copy.
    Raises CaseProblem for an agreement that we do not have, RuleRefusal when the case has no such recipient.
    """
    outcome = rules.evaluate(subject, peildatum)
    assembler = assembler_of(subject, outcome)
    wanted = [call.document for call in outcome.calls if not names or call.document in names]
    kept_back = refusals(subject, assembler, wanted, recipient) if recipient else {}
    return tuple(_called(assembler, outcome, name, recipient) for name in wanted if name not in kept_back)


def _called(assembler: Assembler, outcome: Outcome, name: str, recipient: str) -> Called:
    try:
        copies = copies_of(assembler, (name,))
        _refuse_empty(assembler, (name,))
        # Also for a part: it is final only when the whole of it can be.
        _refuse_blocked(copies, outcome)
        if recipient:
            copies = tuple(copies_for(assembler.case, assembler, name, recipient, concept=False))
    except DocgenError as error:
        return Called(name, fault=error)
    return Called(name, copies)


def known_documents(subject: AnyCase) -> tuple[str, ...]:
    """Every document about this kind of case that its agreement has a text for."""
    rows = law.load_regeling(subject.regeling).documenten
    return tuple(dict.fromkeys(row.document for row in rows if row.soort == subject.soort))


def receivable(subject: AnyCase, peildatum: dt.date, recipient: str) -> tuple[str, ...]:
    """Every document of the agreement, called for or not, of which this recipient may have the whole or a part."""
    names = known_documents(subject)
    refused = refusals(subject, assembler_of(subject, rules.evaluate(subject, peildatum)), names, recipient)
    return tuple(name for name in names if name not in refused)


def receivable_kinds(regelingen: Iterable[str], recipient: str) -> tuple[str, ...]:
    """Every document about a zaak of which a role may have the whole or a part, under one of these agreements."""
    found: dict[str, None] = {}
    for regeling in regelingen:
        rows = [row.document for row in law.load_regeling(regeling).documenten if row.soort == "zaak"]
        kept = (d for d in rows if ontvangers.may_receive(regeling, d, recipient).mate is not Mate.NOOIT)
        found |= dict.fromkeys(kept)
    return tuple(sorted(found))


def withheld(subject: AnyCase, peildatum: dt.date, recipient: str) -> tuple[Problem, ...]:
    """Say of each document that the case calls for and that this recipient does not get, why not."""
    outcome = rules.evaluate(subject, peildatum)
    called = tuple(call.document for call in outcome.calls)
    return tuple(refusals(subject, assembler_of(subject, outcome), called, recipient).values())


def forbidden_values(subject: AnyCase, recipient: str) -> frozenset[str]:
    """The values of the case that no file for this recipient may hold, without what our own texts say anyway."""
    ours = chain.from_iterable(law.load_regeling(subject.regeling).teksten().values())
    return distinctive(geheim.forbidden_values(subject, recipient), ours)


def assembler_of(subject: AnyCase, outcome: Outcome) -> Assembler:
    """The assembler of a case on the day of its outcome."""
    return Assembler(subject, outcome, outcome.teksten)


def copies_of(assembler: Assembler, names: Iterable[str], *, concept: bool = False) -> tuple[Document, ...]:
    """Every copy of every document; a concept exists at least once, also before its list is filled."""
    return tuple(
        assembler.assemble(name, copy=copy, concept=concept)
        for name in names
        for copy in range(1, max(assembler.copies(name), int(concept)) + 1)
    )


def lacking(document: Document) -> list[Finding]:
    """A finding for every value that a final of this document may not be without."""
    return [
        Finding(
            code="DOC-01",
            ernst=Ernst.BLOKKEERT,
            melding=point.melding,
            veld=point.path,
            bron="docgen: een definitief document heeft geen open plekken",
            advies="Vul het veld in, of maak een concept (opdrachtregel: --concept).",
            documenten=(document.name,),
        )
        for point in document.open_points
    ]


def refusals(subject: AnyCase, assembler: Assembler, names: Iterable[str], recipient: str) -> dict[str, Problem]:
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
        elif exists and assembler.addressees(name) and not numbers_for(subject, assembler, name, recipient):
            found[name] = problem("REGEL-004", "", document=name, rol=recipient)
    return found


def numbers_for(subject: AnyCase, assembler: Assembler, name: str, recipient: str, concept: bool = False) -> list[int]:
    """Return which copies of a document are for this recipient: those addressed to it, where it gets no others."""
    roles = assembler.addressees(name)
    if roles and ontvangers.gets_only_own(subject, name, recipient):
        return [number for number, rol in enumerate(roles, 1) if rol == recipient]
    return list(range(1, max(assembler.copies(name), int(concept)) + 1))


def copies_for(subject: AnyCase, assembler: Assembler, name: str, recipient: str, concept: bool) -> Iterator[Document]:
    """Yield the copies of one document for one recipient; raises TextFault when its text would tell it a secret."""
    part = ontvangers.receives(subject, name, recipient).mate is Mate.DEEL
    for number in numbers_for(subject, assembler, name, recipient, concept):
        made = assembler.assemble(name, copy=number, concept=concept, recipient=recipient, part=part)
        found = [
            problem("TEKST-022", path, document=name, rol=recipient, gegeven=path) for path in leaks(made, subject)
        ]
        demand(found)
        yield made


def _refuse_empty(assembler: Assembler, names: Iterable[str]) -> None:
    """Refuse the final of a document of which the case has no copy to make, such as a report before the talk."""
    empty = [name for name in names if not assembler.copies(name)]
    if empty:
        raise fault("REGEL-006", document=nl.opsomming(empty))


def _refuse_blocked(documents: Iterable[Document], outcome: Outcome) -> None:
    for document in documents:
        findings = [*outcome.blocking(document.name), *lacking(document)]
        if findings:
            problems = [Problem(f.code, f.veld, f.melding, f.advies) for f in findings]
            raise fault("REGEL-001", problems, document=document.name, aantal=len(findings))
