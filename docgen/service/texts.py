"""The texts themselves, for those who write and review them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docgen import law
from docgen.errors import fault
from docgen.text.document import Document
from docgen.text.reading import reading_copy
from docgen.text.source import read_source


def reading_copies(names: Iterable[str], peildatum: dt.date, regeling: str = "") -> tuple[Document, ...]:
    """Make the reading copies of text sources, each once, with their references as in one agreement.

    `names` are documents ("doelenbijlage") or paths below templates/ ("contracts/doelenbijlage.md");
    without names all texts. Without an agreement a document has the texts of all of them.
    Raises TextFault for a name that no agreement has.
    """
    known = [(name, law.load_regeling(name).teksten()) for name in ([regeling] if regeling else law.regelingen())]
    found: dict[str, Document] = {}
    wanted = tuple(dict.fromkeys(names)) or tuple(dict.fromkeys(name for _, texts in known for name in texts))
    for name in wanted:
        sources = list(_sources(name, known))
        if not sources:
            raise fault("TEKST-024", naam=name)
        for agreement, texts, path in sources:
            if path not in found:
                found[path] = reading_copy(read_source(path), agreement, texts, peildatum)
    return tuple(found.values())


Texts = Mapping[str, Sequence[str]]


def _sources(name: str, known: Iterable[tuple[str, Texts]]) -> Iterator[tuple[str, Texts, str]]:
    """Every text by this name: the agreement, its texts and the path."""
    path = name.removeprefix("templates/")
    for agreement, texts in known:
        paths = texts.get(name) or [one for some in texts.values() for one in some if one == path]
        yield from ((agreement, texts, one) for one in paths)
