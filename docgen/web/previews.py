"""Documents as they would print, for whoever is filling in a case: made anew when the words change, kept for a while.

A preview is made of what the user typed and stored apart from the case. It holds the PDF, what stands where on
its pages, and of every sentence why it is there, all of it as far as the role of the user goes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from flask import abort
from sqlalchemy import delete
from sqlalchemy.orm import Session

from docgen import nl, service
from docgen.errors import DocgenError, RuleRefusal
from docgen.web import formfields, formpages
from docgen.web.cases import Opened
from docgen.web.config import LONGEST, Config
from docgen.web.filters import veldnaam
from docgen.web.log import Act, write
from docgen.web.models import Case, Preview, User

_MANY = 4
"""More changed pages than this are counted, not named."""
_COPY = re.compile(r"(?P<name>.+)-(?P<copy>[2-9]|[1-9]\d)")


@dataclass(frozen=True)
class Shown:
    """A preview, and what in it is other than in the one before."""

    row: Preview
    changed: tuple[int, ...] = ()
    """Pages with other words than before, from 1."""
    first: int | None = None
    """The first sentence that is other than before."""
    fresh: bool = True
    """False when it says the same as the one before."""

    @property
    def told(self) -> str:
        """What is said when it appears."""
        if not self.fresh:
            return "Het voorbeeld is gelijk gebleven: dit staat niet in dit stuk."
        count = len(self.row.bladen)
        if not self.changed:
            return f"Het voorbeeld is klaar: {count} {'bladzijde' if count == 1 else 'bladzijden'}."
        if len(self.changed) > _MANY:
            return f"Voorbeeld bijgewerkt: {len(self.changed)} bladzijden gewijzigd, vanaf bladzijde {self.changed[0]}."
        pages = "bladzijde" if len(self.changed) == 1 else "bladzijden"
        return f"Voorbeeld bijgewerkt: {pages} {nl.opsomming(map(str, self.changed))} gewijzigd."


@dataclass(frozen=True)
class Glance:
    """The one page of an edit that is there before the rest; it hangs on the preview of before."""

    row: Preview
    sentences: list[tuple[str, int, list[float]]]
    """What stands on it: words, level of a heading, place."""

    @property
    def told(self) -> str:
        """What is said when it appears."""
        return f"Voorbeeld bijgewerkt: bladzijde {self.row.blik_blad} gewijzigd."


class Turns:
    """One at a time for each key; of those that wait, only the newest goes on."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._busy: set[object] = set()
        self._newest: dict[object, int] = {}

    @contextmanager
    def take(self, key: object) -> Iterator[bool]:
        """Wait for one's turn; gives False when another came meanwhile, who goes instead."""
        mine = self._wait(key)
        try:
            yield mine
        finally:
            if mine:
                with self._free:
                    self._busy.discard(key)
                    self._free.notify_all()

    def _wait(self, key: object) -> bool:
        with self._free:
            number = self._newest[key] = self._newest.get(key, 0) + 1
            self._free.notify_all()
            self._free.wait_for(lambda: key not in self._busy or self._newest[key] != number)
            if self._newest[key] != number:
                return False
            self._busy.add(key)
            return True


def choices(opened: Opened, day: dt.date) -> tuple[str, ...]:
    """The documents of a case that this user may have, those that it calls for first."""
    try:
        mine = service.receivable(opened.subject, day, opened.user.rol)
        called = [call.document for call in service.documents(opened.subject, day, opened.user.rol)]
    except DocgenError:
        return ()  # a role that this case does not have
    return tuple(dict.fromkeys([*(name for name in called if name in mine), *mine]))


def split(stuk: str, names: Sequence[str]) -> tuple[str, int]:
    """The document and the number of the copy that go by the name of a file; 404 for one that is not among `names`."""
    if stuk in names:
        return stuk, 1
    found = _COPY.fullmatch(stuk)
    if found is None or found["name"] not in names:
        abort(404)
    return found["name"], int(found["copy"])


def make(db: Session, config: Config, opened: Opened, stuk: str, style: service.Huisstijl, plek: str = "") -> Shown:
    """Make the preview of a document from what is open, which need not be stored; kept for this user in the database.

    The transaction of `db` ends here. Raises DocgenError when the document cannot be made; what was kept stays.
    """
    return _whole(db, config, opened, _drafted(opened, stuk, config.today()), style, plek)


def glance(
    db: Session, config: Config, opened: Opened, stuk: str, style: service.Huisstijl, plek: str = ""
) -> Glance | Shown:
    """Make only the page where what is open first says something else than what is kept; else the whole, as `make`."""
    draft = _drafted(opened, stuk, config.today())
    key = service.key_of(draft.document, "pdf", {}, style)
    kept = find(db, opened.user, opened.case, stuk)
    knots = tuple(service.Knot(*knot) for knot in kept.knopen) if kept and kept.sleutel != key else ()
    db.commit()  # nothing is locked while the page is being set
    found = service.first_page_changed(draft.document, knots, style) if knots else None
    kept = find(db, opened.user, opened.case, stuk) if found else None
    if found is None or kept is None:
        return _whole(db, config, opened, draft, style, plek)
    kept.blik, kept.blik_sleutel, kept.blik_blad = found.picture, key, found.page + 1
    db.commit()
    spots = [(draft.sentence(one.block, one.row), one) for one in found.places]
    sentences = [(one.text, one.level, [spot.left, spot.top, spot.width, spot.height]) for one, spot in spots]
    return Glance(kept, sentences)


def picture(row: Preview, key: str, page: int) -> bytes | None:
    """The picture of a page, from 1, of the preview or the glimpse with this key; None when there is none."""
    if (key, page) == (row.blik_sleutel, row.blik_blad):
        return row.blik
    if key != row.sleutel or not 1 <= page <= len(row.bladen):
        return None
    return service.page_picture(row.inhoud, page - 1)


def find(db: Session, user: User, case: Case, stuk: str) -> Preview | None:
    """What is kept for this user, in the role that the user has now."""
    row = db.get(Preview, (user.id, case.id, stuk), populate_existing=True)
    return row if row is not None and row.rol == user.rol else None


def why(row: Preview, number: int) -> dict[str, Any]:
    """Why a sentence is there: under which conditions its source has it, what it rests on, and its fields."""
    one = row.zinnen[number]
    return {
        **one,
        "voorwaarden": service.conditions_in_words(row.bron, one["plaats"], tuple(one["voorwaarden"])),
        "bronnen": service.sources_in_words(one["bron"]),
    }


def print_of(row: Preview, page: int) -> str:
    """A hash of what stands where on a page, numbered from 0: two pages with the same one look the same."""
    said = [[row.zinnen[int(number)]["tekst"], *place] for number, *place in row.bladen[page]]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def sweep(db: Session, now: dt.datetime) -> None:
    """Remove what nobody who is logged in can still be looking at."""
    db.execute(delete(Preview).where(Preview.gemaakt_op <= now - LONGEST))


def drop(db: Session, user: User) -> None:
    """Remove all previews of a user, who is leaving."""
    db.execute(delete(Preview).where(Preview.user_id == user.id))


def _whole(
    db: Session, config: Config, opened: Opened, draft: service.Draft, style: service.Huisstijl, plek: str
) -> Shown:
    stuk = draft.document.stem
    key = service.key_of(draft.document, "pdf", {}, style)
    kept = find(db, opened.user, opened.case, stuk)
    if kept is not None and kept.sleutel == key:
        kept.plek = plek
        db.commit()
        return Shown(kept, fresh=False)
    db.commit()  # nothing is locked while the pages are being set
    proof, knots = service.prove(draft.document, style)
    row = Preview(
        user_id=opened.user.id, case_id=opened.case.id, stuk=stuk, rol=opened.user.rol, sleutel=key, plek=plek
    )
    row.exemplaren, row.bron, row.inhoud, row.gemaakt_op = draft.copies, draft.source, proof.data, config.clock()
    row.knopen = [[knot.said, knot.first, knot.last] for knot in knots]
    row.blik, row.blik_sleutel, row.blik_blad = None, "", 0
    _describe(row, opened, draft, proof)
    before = find(db, opened.user, opened.case, stuk)
    changed, first = _changes(row, before) if before else ((), None)
    if before is None:
        write(db, Act.VOORBEELD, zaaknummer=opened.case.zaaknummer, over=stuk, user=opened.user)
    shown = Shown(db.merge(row), changed, first)
    db.commit()
    return shown


def _drafted(opened: Opened, stuk: str, day: dt.date) -> service.Draft:
    name, copy = split(stuk, service.known_documents(opened.subject))
    try:
        draft = service.draft(opened.subject, name, copy, day, opened.user.rol)
    except RuleRefusal:
        abort(404)  # it is not for this role: the same as what is not there
    if draft.document.stem != stuk:
        abort(404)
    return draft


def _describe(row: Preview, opened: Opened, draft: service.Draft, proof: service.Proof) -> None:
    """Write down what stands on the pages, and of each sentence where its words come from."""
    where = formpages.place(opened)
    fields: dict[str, tuple[str, str]] = {}
    numbers: dict[tuple[int, int], int] = {}
    sentences: list[dict[str, Any]] = []
    pages: list[list[list[float]]] = []
    for page in proof.pages:
        pages.append([])
        for place in page:
            spot = place.block, place.row
            if spot not in numbers:
                numbers[spot] = len(sentences)
                one = draft.sentence(*spot)
                for path in one.fields:
                    if path not in fields:
                        fields[path] = _field(opened, path, where(path))
                found = {address: name for name, address in (fields[path] for path in one.fields) if address}
                sentences.append(_plain(one, [[name, address] for address, name in found.items()]))
            pages[-1].append([numbers[spot], place.left, place.top, place.width, place.height])
    row.zinnen, row.bladen = sentences, pages


def _field(opened: Opened, path: str, address: str) -> tuple[str, str]:
    """The Dutch name and the address of a field; no address for one that this user may not see or that no form asks."""
    seen = opened.view.path_of(path)
    if not seen or not service.may_see(opened.subject, opened.user.rol, path):
        return "", ""
    return veldnaam(opened.case.soort, formfields.nearest(opened.case.soort, seen)), address


def _plain(one: service.Sentence, fields: list[list[str]]) -> dict[str, Any]:
    return {
        "tekst": one.text,
        "niveau": one.level,
        "plaats": one.origin,
        "bron": one.bron,
        "voorwaarden": list(one.conditions),
        "velden": fields,
    }


def _changes(row: Preview, before: Preview) -> tuple[tuple[int, ...], int | None]:
    """The pages and the first sentence that are other than before."""
    old, new = [one["tekst"] for one in before.zinnen], [one["tekst"] for one in row.zinnen]
    found: set[int] = set()
    for tag, _, _, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            # Where something went, its neighbour is where to look.
            found |= set(range(begin, end)) or {min(begin, len(new) - 1)}
    changed = [n for n, page in enumerate(row.bladen, 1) if any(int(number) in found for number, *_ in page)]
    return tuple(changed), min(found, default=None)
