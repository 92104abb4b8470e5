"""How long what is kept, what is due to go, and a removal that leaves nothing behind but a line in the log.

The terms run from the day on which a case is closed. Three clocks run in practice (domain.md §4.10, LAW-20): Wmo data
fifteen years, what a corporatie needs of a lease two years and its finances seven; so each kind has its own setting.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from docgen import service
from docgen.web import batches
from docgen.web.database import wipe
from docgen.web.gate import PARKED
from docgen.web.log import Act, write
from docgen.web.models import Case, Final, Login, Setting
from docgen.web.packetmodels import Packet

KINDS = {
    "zaak": ("De gegevens van de zaak", 15),
    "contracts": ("Contracten en bijlagen", 7),
    "plans": ("Plannen", 15),
    "letters": ("Brieven", 2),
    "reports": ("Verslagen en evaluaties", 15),
    "declarations": ("Verklaringen en toestemmingen", 7),
    "forms": ("Formulieren", 2),
}
"""Kind → what it is called, and for how many years it is kept when beheer has not decided otherwise."""
LEAST, MOST = 0, 50


@dataclass(frozen=True)
class Due:
    """What may go, and since when."""

    case: Case
    final: Final | Packet | None
    """None for the whole case."""
    sinds: dt.date


def terms(db: Session) -> dict[str, int]:
    """The years per kind, as beheer decided or as we propose."""
    kept = {kind: db.get(Setting, f"bewaartermijn.{kind}") for kind in KINDS}
    return {kind: int(row.waarde) if (row := kept[kind]) else KINDS[kind][1] for kind in KINDS}


def set_term(db: Session, kind: str, years: int) -> None:
    """Decide how long a kind is kept."""
    row = db.get(Setting, f"bewaartermijn.{kind}") or Setting(sleutel=f"bewaartermijn.{kind}")
    row.waarde = str(years)
    db.add(row)
    write(db, Act.TERMIJN, over=f"{kind}: {years} jaar")


def due(db: Session, today: dt.date) -> list[Due]:
    """What is due to go today: documents by their kind, and cases of which no document is kept any longer."""
    years, kinds = terms(db), service.document_kinds()
    found: list[Due] = []
    for case in db.scalars(select(Case).where(Case.gesloten_op.is_not(None)).order_by(Case.zaaknummer)):
        assert case.gesloten_op is not None
        finals = list(db.scalars(select(Final).where(Final.case_id == case.id).order_by(Final.bestand)))
        ends: list[tuple[Final | Packet, dt.date]]
        ends = [(final, end_of(case.gesloten_op, years[kinds.get(final.document, "zaak")])) for final in finals]
        for packet in db.scalars(select(Packet).where(Packet.case_id == case.id).order_by(Packet.gemaakt_op)):
            # A packet holds documents of several kinds: it goes with the first of them.
            terms_ = [years[kinds.get(_without_number(name), "zaak")] for name in packet.documenten]
            ends.append((packet, end_of(case.gesloten_op, min(terms_, default=years["zaak"]))))
        last = max([end_of(case.gesloten_op, years["zaak"]), *(end for _, end in ends)])
        if last <= today:
            found.append(Due(case, None, last))
        else:
            found += [Due(case, final, end) for final, end in ends if end <= today]
    return found


def _without_number(name: str) -> str:
    """The document of which a file is a copy: aanzegging-2 is one of aanzegging."""
    return re.sub("-[0-9]+$", "", name)


def end_of(closed: dt.date, years: int) -> dt.date:
    """The first day on which something may go."""
    try:
        return closed.replace(year=closed.year + years)
    except ValueError:  # 29 February
        return dt.date(closed.year + years, 3, 1)


def destroy(db: Session, engine: Engine, what: list[Due], reason: str) -> None:
    """Remove cases and documents for good, also from the free space of the database."""
    for item in what:
        number = item.case.zaaknummer
        if item.final is not None:
            db.delete(item.final)
            write(db, Act.STUK_VERNIETIGD, zaaknummer=number, over=f"{item.final.document}: {reason}")
            continue
        count = len(item.case.versions)
        for row in db.scalars(select(Login).where(Login.user_id.is_(None))):
            parked = row.inhoud.get(PARKED)
            if parked and parked["waarden"].get("zaak") == item.case.id:
                db.delete(row)
        batches.remove_with(db, current_app.config["DOCGEN"], number)
        db.execute(delete(Final).where(Final.case_id == item.case.id))
        db.delete(item.case)
        write(db, Act.VERNIETIGD, zaaknummer=number, over=f"{count} versie(s): {reason}")
    db.commit()
    wipe(engine)
