"""The tables of packets: what came in, what was said of its pages, and the packets that were made.

What came in is of one party, for the packet of one recipient: nobody else sees it before it is in a packet.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docgen.web.models import Base, Moment, User, new_id


class Upload(Base):
    """A PDF that a party handed in for the packet of a recipient."""

    __tablename__ = "inleveringen"
    __table_args__ = (UniqueConstraint("case_id", "party_id", "rol", "nummer"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"))
    party_id: Mapped[str] = mapped_column(ForeignKey("partijen.id"))
    rol: Mapped[str] = mapped_column(String(40))
    """For whose packet it is."""
    nummer: Mapped[int]
    """What it is called everywhere but on the page of who handed it in: bestand 3."""
    naam: Mapped[str] = mapped_column(String(200))
    """The name that it had with its owner; may be personal."""
    inhoud: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    grootte: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    gezien: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What inspection says of it, with its text; None until it has been looked at."""
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)

    @property
    def aanduiding(self) -> str:
        """What messages call it."""
        return f"bestand {self.nummer}"


class PagePicture(Base):
    """A page of what came in, drawn small."""

    __tablename__ = "bladbeelden"
    upload_id: Mapped[str] = mapped_column(ForeignKey("inleveringen.id", ondelete="CASCADE"), primary_key=True)
    blad: Mapped[int] = mapped_column(primary_key=True)
    inhoud: Mapped[bytes] = mapped_column(LargeBinary)


class Said(Base):
    """What a person said that a page is."""

    __tablename__ = "aanwijzingen"
    upload_id: Mapped[str] = mapped_column(ForeignKey("inleveringen.id", ondelete="CASCADE"), primary_key=True)
    blad: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(String(80))
    """Name of its files, or `service.OPZIJ`."""
    bladzijde: Mapped[int]
    draai: Mapped[int]


class Choice(Base):
    """Of what differs from what is made now: which of the two is meant."""

    __tablename__ = "pakketkeuzes"
    case_id: Mapped[str] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("partijen.id"), primary_key=True)
    rol: Mapped[str] = mapped_column(String(40), primary_key=True)
    document: Mapped[str] = mapped_column(String(80), primary_key=True)
    keuze: Mapped[str] = mapped_column(String(20))


class Packet(Base):
    """A finished packet, kept as it was made."""

    __tablename__ = "pakketten"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("versies.id", ondelete="CASCADE"))
    party_id: Mapped[str] = mapped_column(ForeignKey("partijen.id"))
    """Who made it."""
    rol: Mapped[str] = mapped_column(String(40))
    """For whom it is."""
    inhoud: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    originelen: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The originals that it holds, as a ZIP; None when it holds none."""
    met_originelen: Mapped[bool]
    grootte: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    documenten: Mapped[list[str]] = mapped_column(JSON)
    """The documents in it, by their names."""
    standen: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Title and state of each slot, when it was made."""
    notities: Mapped[list[str]] = mapped_column(JSON)
    volledig: Mapped[bool]
    verzegeld: Mapped[bool]
    peildatum: Mapped[dt.date] = mapped_column(Date)
    user_id: Mapped[str] = mapped_column(ForeignKey("gebruikers.id"))
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)
    user: Mapped[User] = relationship(lazy="joined")

    @property
    def document(self) -> str:
        """What the log calls it."""
        return f"pakket {self.rol}"

    @property
    def bestand(self) -> str:
        """The name of its file."""
        return f"pakket-{self.rol}.pdf"
