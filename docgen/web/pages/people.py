"""Users and their organisations, for beheer."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from docgen.web import accounts
from docgen.web.access import actor, allow, database, get_or_404
from docgen.web.gate import config
from docgen.web.log import Act, write
from docgen.web.models import BEHEER, Party, User

blueprint = Blueprint("mensen", __name__, url_prefix="/beheer")


@blueprint.get("/gebruikers")
@allow(BEHEER)
def gebruikers() -> ResponseReturnValue:
    """List all organisations with their users; `wie` is the one that is about to be changed."""
    return _page(open_=request.args.get("wie", ""))


@blueprint.post("/organisaties")
@allow(BEHEER)
def organisatie() -> ResponseReturnValue:
    """Add an organisation with its role."""
    db, form = database(), request.form
    naam, rol = " ".join(form.get("naam", "").split())[:200], form.get("rol", "")
    if not naam or rol not in accounts.ROLES:
        return _page("Vul een naam in en kies een rol."), 422
    if db.scalar(select(Party.id).where(Party.naam == naam)):
        return _page("Er is al een organisatie met deze naam."), 422
    party = Party(naam=naam, rol=rol)
    db.add(party)
    db.flush()
    write(db, Act.ORGANISATIE, over=f"{rol} {party.id}")
    db.commit()
    flash(f"{naam} is toegevoegd.", "goed")
    return redirect(url_for("mensen.gebruikers"), 303)


@blueprint.post("/gebruikers")
@allow(BEHEER)
def gebruiker() -> ResponseReturnValue:
    """Add an account; its password is made up and shown once."""
    db = database()
    naam = accounts.tidy(request.form.get("naam", ""))
    party = get_or_404(Party, request.form.get("partij", ""), actor())
    if not naam:
        return _page("Vul een gebruikersnaam in."), 422
    if db.scalar(select(User.id).where(User.naam == naam)):
        return _page("Deze gebruikersnaam is er al."), 422
    secret = accounts.suggestion()
    user = accounts.add(db, naam, secret, party, config().clock())
    write(db, Act.GEBRUIKER, over=user.id)
    db.commit()
    return _page(geheim=(naam, secret))


@blueprint.post("/gebruikers/<wie>")
@allow(BEHEER)
def wijzigen(wie: str) -> ResponseReturnValue:
    """Give a user another organisation or a new password, or block the account."""
    db, form = database(), request.form
    user = get_or_404(User, wie, actor())
    if user.id == actor().id and form.get("wat") != "wachtwoord":
        return _page("Uw eigen account kunt u niet verplaatsen of blokkeren; vraag een andere beheerder."), 422
    match form.get("wat"):
        case "wachtwoord":
            secret = accounts.suggestion()
            accounts.set_password(db, user, secret, own=False)
            write(db, Act.WACHTWOORD, over=user.id)
            db.commit()
            return _page(geheim=(user.naam, secret))
        case "verplaatsen":
            accounts.move(db, user, get_or_404(Party, form.get("partij", ""), actor()))
            write(db, Act.VERPLAATST, over=user.id)
        case "blokkeren" | "toelaten" as what:
            accounts.block(db, user, actief=what == "toelaten")
            write(db, Act.TOEGELATEN if what == "toelaten" else Act.GEBLOKKEERD, over=user.id)
        case _:
            return _page("Kies wat er moet veranderen."), 422
    db.commit()
    flash(f"Het account van {user.naam} is gewijzigd. Deze gebruiker is overal afgemeld.", "goed")
    return redirect(url_for("mensen.gebruikers"), 303)


def _page(fout: str = "", geheim: tuple[str, str] | None = None, open_: str = "") -> str:
    parties = list(database().scalars(select(Party).order_by(Party.naam)))
    shown = {"partijen": parties, "rollen": accounts.ROLES, "fout": fout, "geheim": geheim, "open": open_}
    return render_template("gebruikers.html", **shown)
