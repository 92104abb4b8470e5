"""What the pages about packets show: slots with where their pages came from, files, and pages that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docgen import service
from docgen.errors import Problem
from docgen.web import packets, papers
from docgen.web.config import Config
from docgen.web.models import Final
from docgen.web.packetmodels import Choice, Said, Upload
from docgen.web.packets import Desk

COLOURS = {
    "aanwezig": "ok",
    "digitaal getekend": "ok",
    "op papier getekend": "ok",
    "onvolledig": "warning",
    "getekend exemplaar ontbreekt": "danger",
}
"""Which colour the state of a slot has; the words say the same."""


@dataclass(frozen=True)
class Sheet:
    """One page that came in."""

    upload: Upload
    blad: int
    bladzijde: int = 0
    """Which page of the document it is; 0 when that is not known."""
    gezegd: Said | None = None
    draai: int = 0
    """Degrees clockwise that put it upright."""

    @property
    def sleutel(self) -> str:
        """What the fields of a form about it are called."""
        return f"{self.upload.id}:{self.blad}"


@dataclass(frozen=True)
class Place:
    """A slot, and what stands in it."""

    slot: service.Slot
    kleur: str
    exemplaren: tuple[tuple[str, tuple[Sheet, ...]], ...]
    """Per exemplar how it came in, and its pages."""
    definitief: Final | None
    verouderd: bool


@dataclass(frozen=True)
class View:
    """The page of the packet of one recipient."""

    plaatsen: tuple[Place, ...]
    problemen: dict[str, list[Problem]]
    """By the name of the file; under "" what is about no file."""
    over: int
    """Pages of which a person has to say what they are."""
    gezegd: int
    notities: tuple[str, ...]
    kiezen: Mapping[str, tuple[str, str]]
    """Document of which a person says which exemplar is meant → its title and the answer so far."""
    volledig: bool


@dataclass(frozen=True)
class LeftOver:
    """The pages of which a person says what they are, and the answers that there are."""

    bladen: tuple[Sheet, ...]
    keuzes: tuple[Any, ...]

    @property
    def waarden(self) -> frozenset[str]:
        """Every answer but none and aside."""
        return frozenset(f"{one.naam}:{page}" for one in self.keuzes for page in range(1, one.paginas + 1))


def view(db: Session, config: Config, desk: Desk, table: service.Tafel, came_in: Sequence[Upload]) -> View:
    """Make the page of a packet."""
    placed = table.ingedeeld
    looked = [one for one in came_in if one.gezien]
    finals = _finals(db, desk)
    old = papers.outdated(desk.opened, finals.values())
    problems: dict[str, list[Problem]] = {}
    for one in packets.readable(desk, placed.problemen)[0]:
        problems.setdefault(one.veld if one.veld.startswith("bestand") else "", []).append(one)
    return View(
        plaatsen=tuple(_place(slot, looked, finals, old) for slot in placed.slots),
        problemen=problems,
        over=len(placed.over),
        gezegd=len(_said(db, looked)),
        notities=placed.notities,
        kiezen=_choices(db, desk, table),
        volledig=not placed.problemen and all(slot.in_orde for slot in placed.slots),
    )


def left_over(db: Session, desk: Desk, table: service.Tafel) -> LeftOver:
    """The pages of which a person has to say what they are, and those of which one did."""
    looked = [one for one in packets.uploads(db, desk) if one.gezien]
    said = {(one.upload_id, one.blad): one for one in _said(db, looked)}
    places = {(looked[at.file].id, at.page + 1) for at in table.ingedeeld.over} | set(said)
    sheets = [
        Sheet(one, blad, gezegd=said.get((one.id, blad)))
        for one in looked
        for blad in sorted(page for key, page in places if key == one.id)
    ]
    return LeftOver(tuple(sheets), table.kiesbaar)


def to_choose(chosen: Iterable[Choice], table: service.Tafel) -> tuple[str, ...]:
    """Documents of which which exemplar is meant is asked, or was."""
    return tuple(dict.fromkeys((*table.ingedeeld.kiezen, *(one.document for one in chosen))))


def _choices(db: Session, desk: Desk, table: service.Tafel) -> dict[str, tuple[str, str]]:
    chosen = packets.choices(db, desk)
    titles = {slot.verwacht.naam: slot.verwacht.titel for slot in table.ingedeeld.slots}
    answers = {one.document: one.keuze for one in chosen}
    return {name: (titles.get(name, name), answers.get(name, "")) for name in to_choose(chosen, table)}


def _said(db: Session, came_in: Iterable[Upload]) -> list[Said]:
    keys = [one.id for one in came_in]
    return list(db.scalars(select(Said).where(Said.upload_id.in_(keys)).order_by(Said.upload_id, Said.blad)))


def _finals(db: Session, desk: Desk) -> dict[str, Final]:
    """The newest final of each document for this recipient, whose packet this user may make."""
    found = db.scalars(
        select(Final)
        .where(Final.case_id == desk.opened.case.id, Final.rol == desk.rol, Final.bestand.endswith(".pdf"))
        .order_by(Final.gemaakt_op)
    )
    return {one.bestand.removesuffix(".pdf"): one for one in found}


def _place(slot: service.Slot, came_in: Sequence[Upload], finals: Mapping[str, Final], old: set[str]) -> Place:
    final = finals.get(slot.verwacht.naam)
    return Place(
        slot,
        COLOURS[slot.toestand.value],
        tuple((piece.soort.value, tuple(_sheets(piece, came_in))) for piece in slot.stukken),
        final,
        bool(final and final.id in old),
    )


def _sheets(piece: Any, came_in: Sequence[Upload]) -> Iterator[Sheet]:
    """The pages of an exemplar, in the order of the document."""
    if not piece.bladen:
        upload, count = came_in[piece.bestanden[0]], piece.inspectie.paginas if piece.inspectie else 0
        yield from (Sheet(upload, number, number) for number in range(1, count + 1))
        return
    there = [n for n in range(1, len(piece.bladen) + len(piece.ontbrekend) + 1) if n not in piece.ontbrekend]
    for number, one in zip(there, piece.bladen, strict=True):
        yield Sheet(came_in[one.place.file], one.place.page + 1, number, draai=one.turn)
