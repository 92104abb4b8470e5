"""Document → plain text and JSON, the forms for reading differences and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from docgen.text.document import SIGNATURE_FIELDS, Block, Document, Kind, signature_lines


def to_json(document: Document) -> str:
    """Write the assembled document with where everything comes from; keys as in `docgen.text.document`."""
    tree = asdict(document)
    tree |= {"hash": document.hash, "words_hash": document.words_hash, "id": document.id}
    return json.dumps(tree, ensure_ascii=False, indent=2, default=str) + "\n"


def to_txt(document: Document) -> str:
    """Write the words of a document, one block a paragraph, in the order of every other format."""
    return "\n".join(line for block in document.blocks for line in _lines(block)).strip() + "\n"


def _lines(block: Block) -> Iterator[str]:
    indent = {Kind.ONDERDEEL: "   ", Kind.PUNT: "   "}.get(block.kind, "")
    if block.kind in (Kind.TITEL, Kind.ARTIKEL, Kind.KOP, Kind.TUSSENKOP):
        yield ""
    if head := " ".join(filter(None, (block.number, block.text))):
        yield indent + head
    if block.table:
        for row in (block.table.head, *block.table.rows):
            yield " | ".join("".join(run.text for run in cell) for cell in row)
    if block.kind is Kind.BRIEFONDERTEKENING:
        for signer in block.signatures:
            yield from ("", *filter(None, (signer.namens, signer.naam)))
        return
    for signer in block.signatures:
        values = {"Plaats": signer.plaats, "Datum": signer.datum}
        yield ""
        yield from filter(None, signature_lines(signer))
        yield from (f"{label} {values.get(label, '')}".rstrip() for label in SIGNATURE_FIELDS)
    for option in block.options:
        yield f"{'☑' if option.checked else '☐'} {option.text}"
    if block.kind in (Kind.KOP, Kind.ARTIKEL, Kind.TITEL):
        yield ""
