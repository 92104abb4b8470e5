"""Sessions that live on the server: the browser holds a random token and nothing else.

A token is renewed when somebody logs in and dies when the role changes, after half an hour without use and after
ten hours in any case. The database holds only the hash of a token, so that who reads it cannot use one.
Bron: security.md §1b W3 and §5 row 9 of the project.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from docgen.web.config import IDLE, LONGEST
from docgen.web.database import READING
from docgen.web.models import Login

SEEN_EVERY = dt.timedelta(minutes=1)
ANONYMOUS = dt.timedelta(hours=1)
"""How long a session without a user lives: it holds where somebody was going, and what was typed."""


class WebSession(CallbackDict[str, Any], SessionMixin):
    """The contents of one session."""

    def __init__(self, initial: dict[str, Any], token: str = "", user_id: str | None = None) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(initial, changed)
        self.token = token
        """The token that came in; empty for a new session."""
        self.user_id = user_id
        self.renewed = False
        self.modified = False
        self.seen = False
        """True when only the time of use has to be written."""

    def renew(self, user_id: str | None) -> None:
        """Go on under another token, for another user; what the session held is gone."""
        self.clear()
        self.user_id = user_id
        self.renewed = True


class ServerSessions(SessionInterface):
    """Reads and writes sessions in the database."""

    def __init__(self, engine: Engine, clock: Callable[[], dt.datetime]) -> None:
        self.engine = engine
        self.clock = clock

    def open_session(self, app: Flask, request: Request) -> WebSession:
        """Find the session of a request; an unknown, idle or old token gives a new, empty one."""
        READING.set(True)
        try:
            return self._found(app, request)
        finally:
            READING.set(request.method in {"GET", "HEAD"})

    def _found(self, app: Flask, request: Request) -> WebSession:
        token = request.cookies.get(self.get_cookie_name(app), "")
        if not token or request.endpoint in {"static", "lettertype"}:
            return WebSession({})
        now = self.clock()
        with Session(self.engine) as db:
            row = db.get(Login, hashed(token))
            if row is None or not _alive(row, now):
                return WebSession({})
            found = WebSession(dict(row.inhoud), token, row.user_id)
            found.seen = now - row.gezien_op > SEEN_EVERY
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write a session that changed; a new or renewed one gets a new token."""
        if not isinstance(session, WebSession) or not (session.modified or session.renewed or session.seen):
            return
        name = self.get_cookie_name(app)
        with Session(self.engine) as db, db.begin():
            now = self.clock()
            if session.renewed or not session.token:
                if session.token:
                    db.execute(delete(Login).where(Login.token == hashed(session.token)))
                session.token = secrets.token_urlsafe(32)
                made = {"gemaakt_op": now, "gezien_op": now}
                db.add(Login(token=hashed(session.token), user_id=session.user_id, inhoud=dict(session), **made))
                self._give(app, response, name, session.token)
                return
            row = db.get(Login, hashed(session.token))
            if row is not None:
                row.inhoud, row.gezien_op = dict(session), now

    def _give(self, app: Flask, response: Response, name: str, token: str) -> None:
        secure = bool(app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(name, token, secure=secure, httponly=True, samesite="Lax", path="/")
        response.vary.add("Cookie")


def hashed(token: str) -> str:
    """Hash a token as the database holds it."""
    return hashlib.sha256(token.encode()).hexdigest()


def end_all(db: Session, user_id: str) -> None:
    """End every session of a user."""
    db.execute(delete(Login).where(Login.user_id == user_id))


def sweep(db: Session, now: dt.datetime) -> None:
    """Remove the sessions that nobody can use any more."""
    nobody = Login.user_id.is_(None) & (Login.gemaakt_op <= now - ANONYMOUS)
    somebody = Login.user_id.is_not(None) & ((Login.gezien_op <= now - IDLE) | (Login.gemaakt_op <= now - LONGEST))
    db.execute(delete(Login).where(nobody | somebody))


def _alive(row: Login, now: dt.datetime) -> bool:
    if row.user_id is None:
        return now - row.gemaakt_op < ANONYMOUS
    return now - row.gezien_op < IDLE and now - row.gemaakt_op < LONGEST
