"""Accounts: who may log in, with argon2id hashes; nothing here knows a page."""

from __future__ import annotations

import datetime as dt
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docgen import service
from docgen.web.models import BEHEER, Party, User
from docgen.web.sessions import end_all

ROLES = (*service.ROLES, BEHEER)
SHORTEST, LONGEST = 12, 200
"""Characters of a password."""
_HASHER = PasswordHasher()
# What a name that does not exist is compared with: it takes as long as a real one.
_NOBODY = _HASHER.hash(secrets.token_hex(16))


def find(db: Session, naam: str, wachtwoord: str) -> User | None:
    """Find the active user with this name and password; a wrong name takes as long as a wrong password."""
    user = db.scalar(select(User).where(User.naam == tidy(naam)))
    right = _matches(user.wachtwoord if user else _NOBODY, wachtwoord[: LONGEST + 1])
    if user is None or not right or not user.actief:
        return None
    if _HASHER.check_needs_rehash(user.wachtwoord):
        user.wachtwoord = _HASHER.hash(wachtwoord)
    return user


def objection(wachtwoord: str, naam: str) -> str:
    """Say in Dutch why a password is refused; empty when it is good."""
    if not SHORTEST <= len(wachtwoord) <= LONGEST:
        return f"Kies een wachtwoord van {SHORTEST} tot {LONGEST} tekens; een zin is het makkelijkst te onthouden."
    if tidy(naam) in wachtwoord.casefold() or len(set(wachtwoord)) < 5:
        return "Dit wachtwoord is te raden. Kies een zin waarin uw gebruikersnaam niet voorkomt."
    return ""


def add(db: Session, naam: str, wachtwoord: str, party: Party, now: dt.datetime, *, own: bool = False) -> User:
    """Add an account; `own` says that nobody else knows the password."""
    made = User(naam=tidy(naam), wachtwoord=_HASHER.hash(wachtwoord), gemaakt_op=now, nieuw_wachtwoord=not own)
    made.party = party
    db.add(made)
    db.flush()
    return made


def set_password(db: Session, user: User, wachtwoord: str, *, own: bool) -> None:
    """Give a user another password and end all sessions."""
    user.wachtwoord = _HASHER.hash(wachtwoord)
    user.nieuw_wachtwoord = not own
    end_all(db, user.id)


def move(db: Session, user: User, party: Party) -> None:
    """Give a user another party, and with it another role: all sessions end."""
    user.party = party
    end_all(db, user.id)


def block(db: Session, user: User, *, actief: bool) -> None:
    """Block an account, or let it in again; all sessions end."""
    user.actief = actief
    end_all(db, user.id)


def suggestion() -> str:
    """Make up a password that can be read out: five groups of four."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


def anybody(db: Session) -> bool:
    """Tell whether there is somebody who can manage accounts."""
    active = select(func.count()).select_from(User).join(Party).where(User.actief, Party.rol == BEHEER)
    return bool(db.scalar(active))


def tidy(naam: str) -> str:
    """Write a name to log in with as it is stored."""
    return " ".join(naam.split()).casefold()[:100]


def _matches(known: str, wachtwoord: str) -> bool:
    try:
        return _HASHER.verify(known, wachtwoord)
    except (VerifyMismatchError, InvalidHashError):
        return False
