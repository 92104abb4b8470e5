"""What every request passes before a page sees it, and every answer before it leaves.

In order: not from another site, a session and a user, a role, a token against forgery. A form that arrives without a
valid session is not lost: what was typed waits in a new session until its owner has logged in again.
Bron: security.md §1b W2, W3, W5, W6 and §5 rows 9-14 of the project.
"""

from __future__ import annotations

import contextlib

from flask import Flask, Response, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from docgen.errors import fault
from docgen.web.access import PUBLIC, View, roles_of
from docgen.web.config import FORM_BYTES, PDF_BYTES, TABLE_BYTES, UPLOAD_BYTES, Config
from docgen.web.limits import ANONYMOUS, limiter
from docgen.web.models import User

csrf = CSRFProtect()
FILES = frozenset({"static", "lettertype"})
"""Routes that hand out files of our own: no session, and a browser may keep them."""
KEPT = frozenset({"huisstijl.blad", "huisstijl.logo"})
"""Routes whose address changes with what they hand out: the browser of this user may keep it, and nobody between."""
PARKED, GOING = "geparkeerd", "onderweg"
"""Keys of a session without a user: a form that waits, and the page that was asked for."""
PARKED_BYTES = 300_000
"""The largest form that waits for somebody who is not logged in; the longest plan is a third of it."""
FIRST_OF_ALL = frozenset({"aanmelden.wachtwoord", "aanmelden.afmelden"})
"""What somebody may do whose password is known to another."""
NEVER_PARKED = frozenset({"csrf_token", "wachtwoord", "nieuw", "nogmaals"})

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
HSTS = "max-age=31536000; includeSubDomains"


def guard(app: Flask, engine: Engine) -> None:
    """Put the gate before every route."""
    csrf.init_app(app)

    @app.before_request
    def enter() -> ResponseReturnValue | None:
        if request.endpoint in FILES:
            return None
        _same_site()
        _readable(request.path, *request.args, *request.args.values())
        request.max_content_length = _most_bytes()
        g.db = Session(engine, expire_on_commit=False)
        g.user = _user()
        return _let_in()

    @app.after_request
    def leave(response: Response) -> Response:
        # What was not committed is not meant to stay; and the session is written after this.
        _close()
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint in KEPT and response.status_code == 200:
            response.headers["Cache-Control"] = "private, max-age=86400, immutable"
        elif request.endpoint not in FILES or response.status_code != 200:
            response.headers["Cache-Control"] = "no-store"
        if current_app.config["SESSION_COOKIE_SECURE"]:
            response.headers["Strict-Transport-Security"] = HSTS
        return response

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        _close()


def _close() -> None:
    db: Session | None = g.pop("db", None)
    if db is not None:
        db.close()


def _readable(*parts: str) -> None:
    """Refuse a text with a NUL in it: PostgreSQL cannot hold one, and nobody types one. Raises DOCGEN-112."""
    if any("\0" in part for part in parts):
        raise fault("DOCGEN-112")


def _form() -> MultiDict[str, str]:
    """What was typed, once it is known who is there: reading it takes time and memory."""
    names = (file.filename or "" for file in request.files.values())
    _readable(*request.form, *(text for _, text in request.form.items(multi=True)), *names)
    return request.form


def _same_site() -> None:
    """Refuse what another site makes a browser send; only following a link from there is allowed."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    safe = request.method in {"GET", "HEAD"} and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if site not in {"same-origin", "none"} and not safe:
        abort(400)


def _most_bytes() -> int:
    """The largest request that this route takes."""
    view = current_app.view_functions.get(request.endpoint or "")
    most: int = getattr(view, "most_bytes", FORM_BYTES)
    return most


def _user() -> User | None:
    user_id = getattr(session, "user_id", None)
    user = g.db.get(User, user_id) if user_id else None
    return user if user is not None and user.actief else None


def _let_in() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # 404 and 405 follow by themselves
    roles = roles_of(view)
    if PUBLIC not in roles:
        if g.user is None:
            return _log_in_first(roles)
        if g.user.rol not in roles:
            abort(404)
        if g.user.nieuw_wachtwoord and request.endpoint not in FIRST_OF_ALL | KEPT:
            return redirect(url_for("aanmelden.wachtwoord"))
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        _form()
        csrf.protect()
    return None


def _log_in_first(roles: frozenset[str]) -> ResponseReturnValue:
    """Send somebody to the page to log in, and remember where they were going or what they had typed."""
    if not roles or request.endpoint == "aanmelden.afmelden":
        return redirect(url_for("aanmelden.inloggen"))
    _remember()
    return redirect(url_for("aanmelden.inloggen"), 303 if request.method == "POST" else 302)


@limiter.limit(ANONYMOUS)
def _remember() -> None:
    """Keep, in a session without a user, where somebody was going or what they had typed."""
    where = {"endpoint": request.endpoint, "waarden": dict(request.view_args or {})}
    if request.method in {"GET", "HEAD"}:
        session[GOING] = where
    elif (request.content_length or 0) <= PARKED_BYTES:
        fields = {name: texts for name, texts in _form().lists() if name not in NEVER_PARKED}
        session[PARKED] = {**where, "velden": fields}
        flash("U was afgemeld. Wat u typte is bewaard: meld u aan om verder te gaan.", "let-op")


def config() -> Config:
    """How this application is set up."""
    found: Config = current_app.config["DOCGEN"]
    return found


def files_of(field: str) -> list[tuple[str, bytes]]:
    """Read the files that were chosen in a field: their names and what is in them; nothing of them stays open."""
    found = []
    for file in request.files.getlist(field):
        with contextlib.closing(file):
            if file.filename:
                found.append((file.filename, file.read()))
    return found


def file_of(field: str) -> bytes:
    """Read the file that was chosen in a field; empty when there is none."""
    return next((content for _, content in files_of(field)), b"")


def takes_files(view: View, most: int = UPLOAD_BYTES) -> View:
    """Mark a route that accepts files, and with it a larger request: a case file, unless it says another size."""
    view.most_bytes = most  # type: ignore[attr-defined]
    return view


def takes_tables(view: View) -> View:
    """Mark a route that accepts the table of a batch."""
    return takes_files(view, TABLE_BYTES)


def takes_pdfs(view: View) -> View:
    """Mark a route that accepts a stack of scans or a packet."""
    return takes_files(view, PDF_BYTES)
