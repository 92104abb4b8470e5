"""Packets in the browser: what came in for a recipient, where it goes, and making and keeping the packet.

What came in is looked at once and kept with what was seen, so that a page can show at any time how the slots stand.
Making is done beside the request, from the newest version of the case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from docgen import service
from docgen.errors import DocgenError, Problem
from docgen.web import cases, jobs, styles
from docgen.web.access import scope
from docgen.web.cases import Opened
from docgen.web.config import Config
from docgen.web.log import Act, write
from docgen.web.models import Case, User
from docgen.web.packetmodels import Choice, Packet, PagePicture, Said, Upload

LOOK, MAKE = "pakket-bekijken", "pakket-maken"


@dataclass(frozen=True)
class Desk:
    """The packet of one recipient, as one party prepares it."""

    opened: Opened
    rol: str

    @property
    def here(self) -> tuple[str, str, str]:
        """What its rows are found by: case, party and recipient."""
        return self.opened.case.id, self.opened.user.party_id, self.rol


def desk_of(db: Session, case_id: str, user: User, rol: str) -> Desk | None:
    """Find the desk of a user in a case that the user has a part in; None when there is none."""
    case = db.scalar(scope(Case, user).where(Case.id == case_id))
    return Desk(cases.newest(case, user), rol) if case else None


def recipients(opened: Opened, config: Config) -> tuple[str, ...]:
    """For whom this user may make a packet."""
    try:
        return service.recipients_for(opened.subject, config.today(), opened.user.rol)
    except DocgenError:
        return ()


# --- what came in ---------------------------------------------------------------------


def uploads(db: Session, desk: Desk) -> list[Upload]:
    """What this party handed in for this recipient, in the order of its numbers."""
    case, party, rol = desk.here
    mine = (Upload.case_id == case, Upload.party_id == party, Upload.rol == rol)
    return list(db.scalars(select(Upload).where(*mine).order_by(Upload.nummer)))


def hand_in(db: Session, config: Config, desk: Desk, files: Iterable[tuple[str, bytes]]) -> int:
    """Keep files that came in; what is there already is not kept twice. Gives how many are new."""
    case, party, rol = desk.here
    # Whoever hands in at the same moment waits here, so that each file gets a number of its own.
    db.execute(select(Case.id).where(Case.id == case).with_for_update(key_share=True))
    here = uploads(db, desk)
    known = {one.sha256 for one in here}
    number = max((one.nummer for one in here), default=0)
    for naam, data in files:
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in known:
            continue
        known.add(sha256)
        number += 1
        made = Upload(case_id=case, party_id=party, rol=rol, nummer=number, naam=_name(naam), inhoud=data)
        made.grootte, made.sha256, made.gemaakt_op = len(data), sha256, config.clock()
        db.add(made)
        write(db, Act.INGELEVERD, zaaknummer=desk.opened.case.zaaknummer, over=f"{rol}, bestand {number}")
    return len(known) - len(here)


def _name(naam: str) -> str:
    """The name of a file without its folders and without what cannot be shown."""
    last = naam.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:200] or "zonder naam"


@jobs.work(LOOK)
def look(work: jobs.Work, *, zaak: str, rol: str) -> str:
    """Look at everything that came in for a packet and was not looked at yet."""
    with work.database() as db:
        desk = _desk(db, work, zaak, rol)
        new = [one.id for one in uploads(db, desk) if one.gezien is None]
    for number, key in enumerate(new):
        work.report(number, len(new), "Bestanden controleren en bladcodes lezen")
        with work.database() as db:
            data = db.scalar(select(Upload.inhoud).where(Upload.id == key))
        if data is None:
            continue  # it was removed meanwhile
        seen, pictures = service.look_at(data, work.config.trust, work.config.clock())
        with work.database() as db, db.begin():
            row = db.get(Upload, key)
            if row is not None and row.gezien is None:
                row.gezien = seen.dump()
                db.add_all(PagePicture(upload_id=key, blad=n, inhoud=one) for n, one in enumerate(pictures, 1))
    with work.database() as db:
        desk = _desk(db, work, zaak, rol)
        if table(db, work.config, desk).ingedeeld.over:
            work.report(len(new), len(new), "Bladzijden van de stukken tellen")
            table(db, work.config, desk, choices=True)
    return "Alles is bekeken."


def _desk(db: Session, work: jobs.Work, zaak: str, rol: str) -> Desk:
    user = db.get(User, work.user_id)
    desk = desk_of(db, zaak, user, rol) if user is not None and user.actief else None
    if desk is None:
        raise LookupError("no part in the case any more")
    return desk


# --- where it goes ----------------------------------------------------------------------


def table(db: Session, config: Config, desk: Desk, *, choices: bool = False) -> service.Tafel:
    """Put what came in into the slots, as far as it has been looked at; raises RuleRefusal and PacketFault.

    With `choices` the documents to choose from come along. The session is let go of before the work begins.
    """
    seen = {one.aanduiding: service.read_seen(one.gezien) for one in uploads(db, desk) if one.gezien}
    asked, subject = order(db, config, desk), desk.opened.subject
    db.commit()
    return service.lay_table(subject, asked, seen, choices=choices)


def order(db: Session, config: Config, desk: Desk) -> service.Opdracht:
    """What is asked of this packet, without the files."""
    names = {one.id: one.aanduiding for one in uploads(db, desk)}
    said = db.scalars(select(Said).where(Said.upload_id.in_(names)).order_by(Said.upload_id, Said.blad))
    return service.Opdracht(
        desk.rol,
        config.today(),
        config.clock(),
        aanwijzingen=tuple(
            service.Aanwijzing(names[one.upload_id], one.document, one.blad, one.bladzijde, one.draai) for one in said
        ),
        keuzes={one.document: one.keuze for one in choices(db, desk)},
        vertrouwd=config.trust,
        stijl=styles.style_of(db, desk.opened.user.party),
        maker=desk.opened.user.rol,
    )


def choices(db: Session, desk: Desk) -> list[Choice]:
    """What was chosen where two exemplars differ."""
    case, party, rol = desk.here
    mine = (Choice.case_id == case, Choice.party_id == party, Choice.rol == rol)
    return list(db.scalars(select(Choice).where(*mine).order_by(Choice.document)))


def choose(db: Session, desk: Desk, document: str, keuze: str) -> None:
    """Keep which of two exemplars is meant."""
    row = db.get(Choice, (*desk.here, document))
    if row is None:
        case, party, rol = desk.here
        row = Choice(case_id=case, party_id=party, rol=rol, document=document)
        db.add(row)
    row.keuze = keuze


def say(db: Session, upload: Upload, blad: int, document: str, bladzijde: int = 1, draai: int = 0) -> None:
    """Keep what a person says that a page is; without a document it is forgotten."""
    row = db.get(Said, (upload.id, blad))
    if not document:
        if row is not None:
            db.delete(row)
        return
    row = row or Said(upload_id=upload.id, blad=blad)
    row.document, row.bladzijde, row.draai = document, bladzijde, draai
    db.add(row)


def readable(desk: Desk, problems: Iterable[Problem]) -> tuple[list[Problem], int]:
    """The problems that this role may read, and how many it may not."""
    found = list(problems)
    seen = [one for one in found if one.code.startswith("PAKKET") or not one.veld or _sees(desk, one.veld)]
    return seen, len(found) - len(seen)


def _sees(desk: Desk, path: str) -> bool:
    return service.may_see(desk.opened.subject, desk.opened.user.rol, path)


# --- making and keeping -----------------------------------------------------------------


@jobs.work(MAKE)
def make(work: jobs.Work, *, zaak: str, rol: str, onvolledig: bool) -> str:
    """Make the packet of a recipient and keep it."""
    steps: list[str] = []

    def progress(words: str) -> None:
        steps.append(words)
        work.report(len(steps), _STEPS, words)

    with work.database() as db:
        desk = _desk(db, work, zaak, rol)
        subject, version = desk.opened.subject, desk.opened.version.id
        files = {one.aanduiding: one.inhoud for one in uploads(db, desk)}
        asked = replace(order(db, work.config, desk), getekend=files, onvolledig=onvolledig)
    config = work.config
    try:
        made = service.make_packet_apart(subject, asked, config.seal, config.seal_password, progress)
    except DocgenError as error:
        seen, hidden = readable(desk, error.problems)
        if hidden:
            seen.append(Problem("", "", f"Nog {hidden} punt(en) gaan over gegevens die niet bij uw rol horen.", ""))
        raise type(error)(error.code, error.melding, error.advies, tuple(seen)) from None
    with work.database() as db, db.begin():
        user = db.get_one(User, work.user_id)
        row = _kept(made, asked, config)
        row.case_id, row.version_id, row.party_id, row.user_id = zaak, version, desk.here[1], user.id
        db.add(row)
        write(db, Act.PAKKET, zaaknummer=subject.zaaknummer, over=rol, user=user)
    return "Het pakket is gemaakt."


_STEPS = 5
"""What `make_packet` says along the way, and one more for keeping it."""


def _kept(made: service.Pakket, asked: service.Opdracht, config: Config) -> Packet:
    return Packet(
        rol=asked.ontvanger,
        inhoud=made.data,
        originelen=service.zipped(made) if made.originelen else None,
        met_originelen=bool(made.originelen),
        grootte=len(made.data),
        sha256=hashlib.sha256(made.data).hexdigest(),
        documenten=list(dict.fromkeys(one.naam for one in made.onderdelen)),
        standen=[{"titel": one.verwacht.titel, "stand": one.toestand.value} for one in made.slots],
        notities=list(made.notities),
        volledig=not made.gebreken,
        verzegeld=config.seal is not None,
        peildatum=asked.peildatum,
        gemaakt_op=config.clock(),
    )


def made_for(db: Session, user: User, case: Case) -> list[Packet]:
    """The packets of a case that this user may open, the newest first."""
    return list(db.scalars(scope(Packet, user).where(Packet.case_id == case.id).order_by(Packet.gemaakt_op.desc())))


def is_outdated(packet: Packet, opened: Opened) -> bool:
    """Tell whether the case was saved after the packet was made."""
    return packet.version_id != opened.version.id
