"""The tables of the front end.

A case is stored as the text of its JSON, one row per save; nothing is ever written over. What is personal
stands in `versies`, `overzichten`, `kladden` and `stukken`, and goes with the case (`docgen.web.retention`).
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

BEHEER = "beheer"
"""The role that manages accounts, terms and the log, and sees no case from within."""


def new_id() -> str:
    """Make an id that cannot be guessed: 128 bits."""
    return secrets.token_hex(16)


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC: aware in Python, without a zone in both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Write it in UTC."""
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Read it as UTC."""
        return value.replace(tzinfo=dt.UTC) if value else None


class Base(DeclarativeBase):
    """What all tables share: constraints with the same name in both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Party(Base):
    """An organisation, or a person about whom a case is, with the one role that its users have."""

    __tablename__ = "partijen"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    naam: Mapped[str] = mapped_column(String(200), unique=True)
    rol: Mapped[str] = mapped_column(String(40))
    users: Mapped[list[User]] = relationship(back_populates="party", order_by="User.naam")


class User(Base):
    """An account. It is blocked, never removed: the log refers to it."""

    __tablename__ = "gebruikers"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    naam: Mapped[str] = mapped_column(String(100), unique=True)
    """The name to log in with, in lower case."""
    wachtwoord: Mapped[str] = mapped_column(String(200))
    """An argon2id hash."""
    party_id: Mapped[str] = mapped_column(ForeignKey("partijen.id"), index=True)
    actief: Mapped[bool] = mapped_column(default=True)
    nieuw_wachtwoord: Mapped[bool] = mapped_column(default=True)
    """True while somebody else knows the password."""
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)
    party: Mapped[Party] = relationship(back_populates="users", lazy="joined")

    @property
    def rol(self) -> str:
        """The role of the party."""
        return self.party.rol


class Login(Base):
    """A session, kept on the server; the browser holds a random token of which this is the hash."""

    __tablename__ = "sessies"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("gebruikers.id"), index=True)
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSON)
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)
    gezien_op: Mapped[dt.datetime] = mapped_column(Moment, index=True)


class Case(Base):
    """A case: what is found by, and what its versions hang on."""

    __tablename__ = "zaken"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    zaaknummer: Mapped[str] = mapped_column(String(40), unique=True)
    soort: Mapped[str] = mapped_column(String(20), index=True)
    regeling: Mapped[str] = mapped_column(String(60))
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)
    gesloten_op: Mapped[dt.date | None] = mapped_column(Date)
    """The day from which the bewaartermijnen run."""
    parts: Mapped[list[Part]] = relationship(back_populates="case", cascade="all, delete-orphan")
    versions: Mapped[list[Version]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by="Version.nummer"
    )


class Part(Base):
    """A party has a part in a case: its users may open it, as far as their role goes."""

    __tablename__ = "deelnemers"
    case_id: Mapped[str] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("partijen.id"), primary_key=True, index=True)
    case: Mapped[Case] = relationship(back_populates="parts")
    party: Mapped[Party] = relationship(lazy="joined")


class Version(Base):
    """The case as somebody saved it."""

    __tablename__ = "versies"
    __table_args__ = (UniqueConstraint("case_id", "nummer"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"))
    nummer: Mapped[int]
    inhoud: Mapped[str] = mapped_column(Text, deferred=True)
    """The JSON of the whole case."""
    hoe: Mapped[str] = mapped_column(String(40))
    """How it came about, in Dutch: "formulier", "bestand"."""
    user_id: Mapped[str] = mapped_column(ForeignKey("gebruikers.id"))
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)
    case: Mapped[Case] = relationship(back_populates="versions")
    user: Mapped[User] = relationship(lazy="joined")


class Listing(Base):
    """A version in one line for one role, reckoned on a day, so that a list need not judge every case again."""

    __tablename__ = "overzichten"
    version_id: Mapped[str] = mapped_column(ForeignKey("versies.id", ondelete="CASCADE"), primary_key=True)
    rol: Mapped[str] = mapped_column(String(40), primary_key=True)
    dag: Mapped[dt.date] = mapped_column(Date)
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSON)
    zoek: Mapped[str] = mapped_column(Text)
    """Everything that it is found by, in lower case without accents."""
    milestones: Mapped[list[Milestone]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class Milestone(Base):
    """A date of a version that may still ask something, for one role; what is past or done is left out."""

    __tablename__ = "momenten"
    __table_args__ = (
        ForeignKeyConstraint(
            ["version_id", "rol"],
            ["overzichten.version_id", "overzichten.rol"],
            name="fk_momenten_version_id",
            ondelete="CASCADE",
        ),
    )
    version_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    rol: Mapped[str] = mapped_column(String(40), primary_key=True)
    plek: Mapped[int] = mapped_column(primary_key=True)
    """Which one in the case, in order of date."""
    datum: Mapped[dt.date] = mapped_column(Date)
    laatste: Mapped[dt.date] = mapped_column(Date, index=True)
    """The last day of a window, else the day itself."""
    aard: Mapped[str] = mapped_column(String(40))
    moet: Mapped[bool]
    """True when it is late once its last day has gone by."""
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The rest: code, wat, tot, bron, nummer, wie, telling."""


class Draft(Base):
    """What somebody typed on one page of a case and did not, or could not, save."""

    __tablename__ = "kladden"
    user_id: Mapped[str] = mapped_column(ForeignKey("gebruikers.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True, index=True)
    plek: Mapped[str] = mapped_column(String(60), primary_key=True)
    """Which page."""
    basis: Mapped[int]
    """The number of the version that was in view."""
    velden: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Name of the field → what was typed, a list of texts."""
    bewaard_op: Mapped[dt.datetime] = mapped_column(Moment)


class Final(Base):
    """A final document, kept as it was made."""

    __tablename__ = "stukken"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("versies.id", ondelete="CASCADE"))
    rol: Mapped[str] = mapped_column(String(40))
    """For whom this copy is; only that role can open it."""
    document: Mapped[str] = mapped_column(String(60))
    bestand: Mapped[str] = mapped_column(String(100))
    """The name of the file: aanzegging-2.pdf."""
    inhoud: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    document_hash: Mapped[str] = mapped_column(String(64))
    """Of the assembled text: when the case would give another one now, this is out of date."""
    peildatum: Mapped[dt.date] = mapped_column(Date)
    user_id: Mapped[str] = mapped_column(ForeignKey("gebruikers.id"))
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)
    user: Mapped[User] = relationship(lazy="joined")


class Style(Base):
    """The house style of an organisation; the one that beheer is trying out stands beside the one that counts."""

    __tablename__ = "huisstijlen"
    party_id: Mapped[str] = mapped_column(ForeignKey("partijen.id", ondelete="CASCADE"), primary_key=True)
    proef: Mapped[bool] = mapped_column(primary_key=True)
    """True for the one that is being tried out: nobody but beheer sees it."""
    naam: Mapped[str] = mapped_column(String(100))
    koppen: Mapped[str] = mapped_column(String(7))
    accent: Mapped[str] = mapped_column(String(7))
    vlak: Mapped[str] = mapped_column(String(7))
    letter: Mapped[str] = mapped_column(String(40))
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """As we drew it anew; never the file that came in."""
    logo_breedte: Mapped[int]
    """On paper, in hundredths of a millimetre; 0 without a logo."""
    logo_hoogte: Mapped[int]
    kenmerk: Mapped[str] = mapped_column(String(64))
    """Hash of the style: it names the stylesheet and the logo, so that a browser may keep them."""
    gewijzigd_op: Mapped[dt.datetime] = mapped_column(Moment)


class Job(Base):
    """Work that is done beside a request (`docgen.web.jobs`); nothing in it is personal."""

    __tablename__ = "taken"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    soort: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[str] = mapped_column(ForeignKey("gebruikers.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    gegeven: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What its function is given: ids and choices."""
    terug: Mapped[str] = mapped_column(String(200))
    """The address of the page that shows what came of it."""
    poging: Mapped[int] = mapped_column(default=1)
    stand: Mapped[str] = mapped_column(String(20))
    gedaan: Mapped[int] = mapped_column(default=0)
    totaal: Mapped[int] = mapped_column(default=0)
    melding: Mapped[str] = mapped_column(String(400), default="")
    """What it is doing, or why it failed."""
    code: Mapped[str] = mapped_column(String(20), default="")
    problemen: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """Place, sentence and remedy of each problem."""
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)
    levend_op: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    """When it last gave a sign of life."""


class Batch(Base):
    """Many cases at once, of one user. What is personal stands in a folder of its own (`docgen.web.batches`)."""

    __tablename__ = "batches"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("gebruikers.id"), index=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("partijen.id"))
    """The party of then: who moves to another does not take it along."""
    naam: Mapped[str] = mapped_column(String(120))
    """How the file is called by its owner, who alone sees it."""
    vorm: Mapped[str] = mapped_column(String(10))
    """"xlsx", "csv" or "jsonl"."""
    stand: Mapped[str] = mapped_column(String(20))
    keuzes: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What its owner chose: regeling, peildatum, documents, formats."""
    rijen: Mapped[int] = mapped_column(default=0)
    fout: Mapped[int] = mapped_column(default=0)
    """Rows with something wrong, in the newest trial or run."""
    stukken: Mapped[int] = mapped_column(default=0)
    """Documents that were made."""
    taak_id: Mapped[str] = mapped_column(String(32), default="")
    """The newest job; its row goes sooner than this one."""
    stoppen: Mapped[bool] = mapped_column(default=False)
    """True when its owner asked the run to stop."""
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment)
    laatst_op: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    """When it was last worked on: its term runs from there."""
    user: Mapped[User] = relationship(lazy="joined")


class Preview(Base):
    """A document as it would print, for one user to look at; the newest of each, and only for a while."""

    __tablename__ = "voorbeelden"
    user_id: Mapped[str] = mapped_column(ForeignKey("gebruikers.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True, index=True)
    stuk: Mapped[str] = mapped_column(String(70), primary_key=True)
    """The name of its file without the ending: "aanzegging-2"."""
    rol: Mapped[str] = mapped_column(String(40))
    """The role that it was made for; with another role its user cannot open it."""
    sleutel: Mapped[str] = mapped_column(String(64))
    """Of the assembled document and how it looks: as long as it is the same, so are the pages."""
    plek: Mapped[str] = mapped_column(String(60))
    """The page of the form that it was asked from; empty: none."""
    exemplaren: Mapped[int]
    """How many copies of the document this user gets."""
    bron: Mapped[str] = mapped_column(String(200))
    """The text source of the document."""
    inhoud: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The PDF."""
    zinnen: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Everything that can be chosen on a page, in order (`docgen.web.previews`)."""
    bladen: Mapped[list[list[list[float]]]] = mapped_column(JSON)
    """Per page: index in `zinnen`, then left, top, width and height in thousandths of the page."""
    knopen: Mapped[list[list[Any]]] = mapped_column(JSON)
    """What a glimpse of the next edit has to know of these pages: `service.Knot`."""
    blik: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The picture of the one page that was set of a newer edit, before the rest."""
    blik_sleutel: Mapped[str] = mapped_column(String(64), default="")
    blik_blad: Mapped[int] = mapped_column(default=0)
    """Of the glimpse: the key of its document, and its page, from 1."""
    gemaakt_op: Mapped[dt.datetime] = mapped_column(Moment, index=True)


class LogLine(Base):
    """Who saw or made what. Rows are added, never changed or removed: the database refuses it."""

    __tablename__ = "logboek"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    moment: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("gebruikers.id"))
    actie: Mapped[str] = mapped_column(String(60))
    zaaknummer: Mapped[str] = mapped_column(String(40), default="", index=True)
    over: Mapped[str] = mapped_column(String(200), default="")
    """A document, a page, an account id: never a value of a case."""
    user: Mapped[User | None] = relationship(lazy="joined")


class Setting(Base):
    """What beheer decides, such as a bewaartermijn."""

    __tablename__ = "instellingen"
    sleutel: Mapped[str] = mapped_column(String(60), primary_key=True)
    waarde: Mapped[str] = mapped_column(Text)
