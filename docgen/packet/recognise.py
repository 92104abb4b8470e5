"""Finds out what a file is: by its page codes, else by its words, else by its title.

And what it may not be: a document of which this recipient gets nothing, or a value
that the recipient may not see, in a file that nobody here made.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from docgen.packet.codes import ReadPage
from docgen.packet.inspectie import Inspectie
from docgen.packet.model import Beleid, Verwacht

LONG = 12
"""From this length a value is also sought without its spaces: a page may break a line anywhere."""
_NUMBER = re.compile(r"\d")
_LINES = 4
"""Lines at the head of a page among which a title is sought."""


def codes_of(pages: Iterable[ReadPage]) -> frozenset[str]:
    """The documents whose page codes stand on these pages, by their ids."""
    return frozenset(page.code.id for page in pages if page.code)


def by_code(beleid: Beleid, pages: Iterable[ReadPage]) -> str:
    """The name of the one document whose codes stand on these pages; empty when there is none, or more."""
    found = {one.naam for code in codes_of(pages) for one in beleid.verwacht if code in one.ids}
    return found.pop() if len(found) == 1 else ""


def by_words(beleid: Beleid, seen: Inspectie) -> str:
    """The name of the document with these words, else of the one that looks most like it under its title."""
    titled = [one for one in beleid.verwacht if one.woorden and _is_titled(seen, one.titel)]
    for one in (*titled, *beleid.verwacht):
        if one.woorden and seen.woorden == one.woorden:
            return one.naam
    return max(titled, key=lambda one: _likeness(one.woorden, seen.woorden)).naam if titled else ""


def same_words(verwacht: Verwacht, found: Sequence[str]) -> bool:
    """Tell whether these are the words of the document, and no other.

    A file that Word made also has the words of head and foot among them: those may be more.
    """
    if tuple(found) == verwacht.woorden:
        return True
    expected = list(verwacht.woorden)
    if not expected or not len(expected) <= len(found) <= 2 * len(expected) + 200:
        return False
    margin = _margin(verwacht)
    matcher = difflib.SequenceMatcher(None, expected, list(found), autojunk=False)
    return all(
        what == "equal" or (what == "insert" and margin.fullmatch(f"{' '.join(found[start:end])} "))
        for what, _, _, start, end in matcher.get_opcodes()
    )


def _margin(verwacht: Verwacht) -> re.Pattern[str]:
    """What a page made by Word has more: its head, its foot, and lines to write on; no other word or number."""
    roles = "|".join(map(re.escape, verwacht.ondertekenaars)) or "_"
    pieces = (
        re.escape(verwacht.kop),
        r"[0-9a-f]{4}(?:-[0-9a-f]{4}){2}(?: · concept)?",
        r"pagina \d+ van \d+",
        rf"[Pp]araaf(?: (?:{roles}|_+))*",
        "_+",
    )
    return re.compile(rf"(?:(?:{'|'.join(pieces)}) )+")


def titles_in(titels: Mapping[str, str], seen: Inspectie) -> tuple[str, ...]:
    """The documents whose title stands at the head of a page of this file."""
    return tuple(dict.fromkeys(name for title, name in titels.items() if _is_titled(seen, title)))


def found_in(values: Iterable[str], text: str) -> Iterator[str]:
    """The values that stand in a text, whole words only; long ones also when a line breaks in them."""
    spaced, dense = " ".join(text.split()), "".join(text.split())
    for value in values:
        plain = " ".join(value.split())
        whole = plain in spaced and re.search(rf"(?<![^\W_]){re.escape(plain)}(?![^\W_])", spaced)
        if whole or (len(value) >= LONG and "".join(value.split()) in dense):
            yield value


def text_of(seen: Inspectie) -> str:
    """All that one can read in a file: its pages, its title, and who signed it."""
    return "\n".join((*seen.tekst, seen.titel, *(one.wie for one in seen.handtekeningen)))


def _is_titled(seen: Inspectie, title: str) -> bool:
    wanted = " ".join(title.split()).casefold()
    for page in seen.tekst:
        lines = [" ".join(line.split()).casefold() for line in page.splitlines() if line.strip()]
        # A long title may run over two lines.
        heads = [*lines[:_LINES], *(" ".join(pair) for pair in pairwise(lines[: _LINES + 1]))]
        # Behind a running head stands a number of the case; behind a sentence that begins so, more words.
        if any(head == wanted or (head.startswith(f"{wanted} ") and _NUMBER.search(head)) for head in heads):
            return True
    return False


def _likeness(expected: Sequence[str], found: Sequence[str]) -> float:
    """The share of the expected words that stand in the file, whatever their order."""
    return len(set(expected) & set(found)) / max(len(set(expected)), 1)
