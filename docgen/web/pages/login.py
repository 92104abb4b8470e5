"""Logging in and out, one's own password, and the first beheerder of a new installation."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.routing import BuildError

from docgen.web import accounts, editing, previews
from docgen.web.access import EVERY_USER, PUBLIC, actor, allow, database, scope
from docgen.web.gate import GOING, PARKED, config
from docgen.web.limits import ANONYMOUS, LOGIN_PER_ADDRESS, LOGIN_PER_NAME, limiter, name_tried
from docgen.web.log import Act, write
from docgen.web.models import BEHEER, Case, Party, Setting, User
from docgen.web.sessions import WebSession, sweep

FIRST_CODE = "eerste_code"

blueprint = Blueprint("aanmelden", __name__)


@blueprint.get("/")
@allow(*EVERY_USER)
def start() -> ResponseReturnValue:
    """Go to the page that a user begins with."""
    return redirect(url_for("mensen.gebruikers" if actor().rol == BEHEER else "zaken.lijst"))


@blueprint.get("/aanmelden")
@allow(PUBLIC)
@limiter.limit(ANONYMOUS)
def inloggen() -> ResponseReturnValue:
    """Show the page to log in."""
    if not config().outside and not accounts.anybody(database()):
        return redirect(url_for("aanmelden.eerste"))
    return render_template("aanmelden.html")


@blueprint.post("/aanmelden")
@allow(PUBLIC)
@limiter.limit(LOGIN_PER_ADDRESS)
@limiter.limit(LOGIN_PER_NAME, key_func=name_tried)
def ingelogd() -> ResponseReturnValue:
    """Log somebody in, and send them where they were going."""
    db = database()
    user = accounts.find(db, request.form.get("naam", ""), request.form.get("wachtwoord", ""))
    if user is None:
        write(db, Act.GEWEIGERD)
        db.commit()
        wrong = "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar."
        return render_template("aanmelden.html", fout=wrong, naam=request.form.get("naam", "")), 401
    going, parked = session.get(GOING), session.get(PARKED)
    renew(user)
    write(db, Act.AANGEMELD, user=user)
    sweep(db, config().clock())
    previews.sweep(db, config().clock())
    target = _after(user, going, parked)
    db.commit()
    return redirect(target, 303)


@blueprint.post("/afmelden")
@allow(*EVERY_USER)
def afmelden() -> ResponseReturnValue:
    """Log out: the session is gone, here and on the server."""
    write(database(), Act.AFGEMELD)
    previews.drop(database(), actor())
    database().commit()
    renew(None)
    flash("U bent afgemeld.", "goed")
    return redirect(url_for("aanmelden.inloggen"), 303)


@blueprint.route("/wachtwoord", methods=["GET", "POST"])
@allow(*EVERY_USER)
@limiter.limit(LOGIN_PER_ADDRESS, methods=["POST"])
def wachtwoord() -> ResponseReturnValue:
    """Change one's own password; everybody else who uses the account is logged out."""
    if request.method == "GET":
        return render_template("wachtwoord.html")
    db, user = database(), actor()
    new = request.form.get("nieuw", "")
    wrong = accounts.objection(new, user.naam)
    if accounts.find(db, user.naam, request.form.get("wachtwoord", "")) is None:
        wrong = "Uw huidige wachtwoord klopt niet."
    elif new != request.form.get("nogmaals"):
        wrong = "De twee nieuwe wachtwoorden zijn niet gelijk."
    if wrong:
        return render_template("wachtwoord.html", fout=wrong), 422
    accounts.set_password(db, user, new, own=True)
    write(db, Act.WACHTWOORD)
    db.commit()
    renew(user)
    flash("Uw wachtwoord is gewijzigd.", "goed")
    return redirect(url_for("aanmelden.start"), 303)


@blueprint.route("/eerste-beheerder", methods=["GET", "POST"])
@allow(PUBLIC)
@limiter.limit(LOGIN_PER_ADDRESS, methods=["POST"])
def eerste() -> ResponseReturnValue:
    """Make the first beheerder, with the code that `docgen serve` printed on this machine."""
    db = database()
    kept = db.get(Setting, FIRST_CODE)
    if config().outside or kept is None or accounts.anybody(db):
        abort(404)
    if request.method == "GET":
        return render_template("eerste.html")
    form = request.form
    wrong = accounts.objection(form.get("nieuw", ""), form.get("naam", ""))
    if not hmac.compare_digest(kept.waarde, _hashed(form.get("code", ""))):
        wrong = "De code klopt niet. Hij staat in het venster waarin docgen serve draait."
    elif not accounts.tidy(form.get("naam", "")):
        wrong = "Kies een gebruikersnaam."
    if wrong:
        return render_template("eerste.html", fout=wrong, naam=form.get("naam", "")), 422
    party = db.query(Party).filter(Party.rol == BEHEER).first() or Party(naam="Beheer", rol=BEHEER)
    user = accounts.add(db, form["naam"], form["nieuw"], party, config().clock(), own=True)
    db.delete(kept)
    write(db, Act.GEBRUIKER, over=user.id, user=user)
    db.commit()
    renew(user)
    return redirect(url_for("aanmelden.start"), 303)


def renew(user: User | None) -> None:
    """Go on in a new session, of this user."""
    found = session._get_current_object()  # type: ignore[attr-defined]
    assert isinstance(found, WebSession)
    found.renew(user.id if user else None)


def first_code(db: Session) -> str:
    """Make the code for the first beheerder; empty when there is one already."""
    if accounts.anybody(db):
        return ""
    code = secrets.token_hex(4)
    setting = db.get(Setting, FIRST_CODE) or Setting(sleutel=FIRST_CODE)
    setting.waarde = _hashed(code)
    db.add(setting)
    return code


def _after(user: User, going: dict[str, object] | None, parked: dict[str, object] | None) -> str:
    """Where somebody goes after logging in: a page of ours by its name, never an address from outside."""
    wanted = parked or going
    if not wanted:
        return url_for("aanmelden.start")
    values = wanted["waarden"]
    assert isinstance(values, dict)
    if parked and (key := values.get("zaak")):
        case = database().scalar(scope(Case, user).where(Case.id == key))
        if case is not None:
            editing.unpark(user, parked, case)
    try:
        return url_for(str(wanted["endpoint"]), **values)
    except BuildError:
        return url_for("aanmelden.start")


def _hashed(code: str) -> str:
    return hashlib.sha256(code.strip().encode()).hexdigest()
