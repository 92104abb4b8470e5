"""What a packet may and must hold, from the case: the policy that `packet` gets in plain values.

Which documents: what the case calls for on the peildatum (a table per agreement) as far as
the whitelist gives them to this recipient. Which must be signed, and by whom: the signature
blocks of the documents themselves. Bron: domain.md §2.8; design decision 5; traps 3, 12 and 26.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from docgen import law, rules
from docgen.case import AnyCase
from docgen.errors import RuleRefusal
from docgen.law.ontvangers import Rol
from docgen.packet.model import Beleid, Verwacht
from docgen.packet.recognise import found_in
from docgen.render.pagecode import document_version, id_of
from docgen.rules import geheim, ontvangers
from docgen.rules.ontvangers import Mate
from docgen.service.assembling import assemble, assembler_of, known_documents, numbers_for, refusals
from docgen.text.assemble import Assembler
from docgen.text.document import Document, Kind
from docgen.text.recipients import distinctive
from docgen.text.source import read_source

EVERYBODY = ("", *(rol.value for rol in Rol))
"""For whom a copy can have been made; empty: the full text as its maker keeps it."""


@dataclass(frozen=True)
class Policy:
    """The policy, and the documents as this recipient may have them."""

    beleid: Beleid
    documents: dict[str, Document]
    """By the name of its files; without those that cannot be made now."""


def policy(subject: AnyCase, peildatum: dt.date, rol: str) -> Policy:
    """Make the policy of a packet.

    Raises RuleRefusal when the case has nobody in this role, or when a rule blocks a document
    that the packet must hold.
    """
    outcome = rules.evaluate(subject, peildatum)
    assembler = assembler_of(subject, outcome)
    called = {document.stem: document for document in assemble(subject, (), peildatum, recipient=rol)}
    names = known_documents(subject)
    refused = refusals(subject, assembler, names, rol)
    documents = dict(called)
    expected: list[Verwacht] = []
    # First what the case calls for, in its order; then what it may hold besides.
    order = dict.fromkeys((*(document.name for document in called.values()), *names))
    for name in (one for one in order if one not in refused):
        for document in _made(subject, name, peildatum, rol, called):
            documents[document.stem] = document
        for number in numbers_for(subject, assembler, name, rol):
            expected.append(_expected(subject, assembler, (name, number, rol), documents, called))
    allowed = {code for one in expected for code in one.ids}
    ids = _ids(subject, assembler, names)
    words = "\n".join(" ".join(document.words()) for document in documents.values())
    titles = {one.titel for one in expected}
    return Policy(
        Beleid(
            ontvanger=rol,
            verwacht=tuple(expected),
            verboden={code: stem for code, stem in ids if code not in allowed},
            titels={t: name for name in refused if (t := _title(assembler, name)) and t not in titles},
            geheim=_secrets(subject, rol, peildatum, words),
        ),
        documents,
    )


def recipients_for(subject: AnyCase, peildatum: dt.date, maker: str) -> tuple[str, ...]:
    """For which recipients a role may make the packet: its own, and every one that tells it nothing new.

    A packet tells nothing new to who may have the whole of every document that is in it.
    """
    if maker not in set(Rol) or not ontvangers.is_present(subject, maker):
        return ()
    called = [call.document for call in rules.evaluate(subject, peildatum).calls]
    whole = {name for name in called if ontvangers.receives(subject, name, maker).mate is Mate.GEHEEL}
    own = (ontvangers.receives(subject, name, maker).mate for name in known_documents(subject))
    found = [maker] if any(mate is not Mate.NOOIT for mate in own) else []
    for rol in (one.value for one in Rol if one.value != maker and ontvangers.is_present(subject, one.value)):
        held = {name for name in called if ontvangers.receives(subject, name, rol).mate is not Mate.NOOIT}
        if held and held <= whole:
            found.append(rol)
    return tuple(found)


def _made(
    subject: AnyCase, name: str, peildatum: dt.date, rol: str, called: dict[str, Document]
) -> tuple[Document, ...]:
    """The copies of a document that the case does not call for, when it can be made at all now."""
    if any(document.name == name for document in called.values()):
        return ()
    try:
        return assemble(subject, [name], peildatum, recipient=rol)
    except RuleRefusal:
        return ()


def _expected(
    subject: AnyCase,
    assembler: Assembler,
    which: tuple[str, int, str],
    documents: dict[str, Document],
    called: dict[str, Document],
) -> Verwacht:
    name, number, rol = which
    stem = name if number == 1 else f"{name}-{number}"
    document = documents.get(stem)
    source = read_source(assembler.sources[name])
    ids = tuple(
        id_of(subject.zaaknummer, name, number, other) for other in EVERYBODY if _same(subject, name, rol, other)
    )
    if document is None:
        return Verwacht(stem, source.titel, source.versie, ids, gevraagd=False)
    return Verwacht(
        naam=stem,
        titel=document.title,
        versie=document.version,
        ids=ids,
        code=document_version(document),
        woorden=tuple(document.words()),
        kop=" ".join(f"{document.title} {document.kenmerk}".split()),
        ondertekenaars=tuple(_signers(document)),
        gevraagd=stem in called,
    )


def _same(subject: AnyCase, name: str, rol: str, other: str) -> bool:
    """Tell whether a copy for another is the same copy: this role may have the whole, and so may the other."""
    if rol == other:
        return True
    mates = [ontvangers.receives(subject, name, one).mate for one in (rol, other) if one]
    return all(mate is Mate.GEHEEL for mate in mates)


def _signers(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind is Kind.ONDERTEKENING:
            yield from (signature.rol for signature in block.signatures)


def _ids(subject: AnyCase, assembler: Assembler, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every id that a page of this case can carry, with the document it is of."""
    for name in names:
        if name in assembler.sources:
            for number in range(1, max(assembler.copies(name), 1) + 1):
                for other in EVERYBODY:
                    stem = name if number == 1 else f"{name}-{number}"
                    yield id_of(subject.zaaknummer, name, number, other), stem


def _title(assembler: Assembler, name: str) -> str:
    return read_source(assembler.sources[name]).titel if name in assembler.sources else ""


def _secrets(subject: AnyCase, rol: str, peildatum: dt.date, words: str) -> dict[str, str]:
    """What may stand in nothing for this role, with its field.

    Left out is what proves nothing when it is found: the words of our own texts, and what
    the documents of this role say themselves (they were judged value by value).
    """
    hidden = geheim.secrets(subject, rol)
    ours = [path for paths in law.load_regeling(subject.regeling).teksten().values() for path in paths]
    kept = distinctive(hidden, ours) - set(geheim.forms(peildatum))
    return {value: hidden[value] for value in sorted(kept - set(found_in(kept, words)))}
