"""House styles: chosen and tried out by beheer per organisation, and handed to the pages of its users."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from docgen import service
from docgen.errors import Problem, TemplateFault
from docgen.web import styles
from docgen.web.access import EVERY_USER, WRITERS, actor, allow, database, get_or_404
from docgen.web.gate import config, file_of, takes_files
from docgen.web.limits import HEAVY, limiter
from docgen.web.log import Act, write
from docgen.web.models import BEHEER, Party, Style

blueprint = Blueprint("huisstijl", __name__)


@blueprint.get("/huisstijl")
@allow(BEHEER)
def lijst() -> ResponseReturnValue:
    """List the organisations with what they have chosen."""
    db = database()
    parties = db.scalars(select(Party).where(Party.rol.in_(WRITERS)).order_by(Party.naam))
    rows = [(party, styles.find(db, party), styles.find(db, party, proef=True)) for party in parties]
    return render_template("huisstijlen.html", rijen=rows)


@blueprint.get("/huisstijl/<partij>")
@allow(BEHEER)
def kiezen(partij: str) -> ResponseReturnValue:
    """Show the style of one organisation, what is being tried out, and how it looks."""
    return _page(_party(partij))


@blueprint.post("/huisstijl/<partij>")
@allow(BEHEER)
@takes_files
@limiter.limit(HEAVY)
def wijzigen(partij: str) -> ResponseReturnValue:
    """Try a style out, let it count, throw the trial away, or go back to the style of the program."""
    db, party, form = database(), _party(partij), request.form
    match form.get("wat"):
        case "proef":
            fields, logo = _typed()
            try:
                styles.try_out(db, config(), party, fields, logo, bare=form.get("zonder_logo") == "ja")
            except TemplateFault as error:
                return _page(party, fields, error.problems), 422
            said = "Hieronder ziet u het proefblad. De huisstijl geldt pas als u hem gebruikt."
        case "gebruiken":
            if not styles.adopt(db, party):
                return _page(party, fout="Er is geen proef om te gebruiken. Maak eerst een proefblad."), 422
            write(db, Act.HUISSTIJL, over=f"gekozen {party.id}")
            said = f"De huisstijl geldt nu voor de pagina's en de stukken van {party.naam}."
        case "weggooien":
            styles.drop(db, party, proef=True)
            said = "De proef is weggegooid."
        case "terug":
            styles.drop(db, party)
            write(db, Act.HUISSTIJL, over=f"terug naar die van docgen {party.id}")
            said = f"{party.naam} gebruikt weer de huisstijl van docgen."
        case _:
            return _page(party, fout="Kies wat er moet gebeuren."), 422
    db.commit()
    flash(said, "goed")
    return redirect(url_for("huisstijl.kiezen", partij=party.id), 303)


@blueprint.get("/huisstijl/<partij>/proefblad.png")
@allow(BEHEER)
@limiter.limit(HEAVY)
def proefblad(partij: str) -> Response:
    """Draw the sample page in what is being tried out, else in the style that counts."""
    db, party = database(), _party(partij)
    row = styles.find(db, party, proef=True)
    style = styles.to_style(row) if row else styles.style_of(db, party)
    db.commit()
    return Response(service.style_sample(style, config().today()), mimetype="image/png")


@blueprint.get("/stijl/<kenmerk>.css")
@allow(*EVERY_USER)
def blad(kenmerk: str) -> Response:
    """Hand out the colours and the letter of the organisation of this user, and of no other."""
    return Response(styles.stylesheet(styles.to_style(_own(kenmerk))), mimetype="text/css")


@blueprint.get("/stijl/<kenmerk>.png")
@allow(*EVERY_USER)
def logo(kenmerk: str) -> Response:
    """Hand out the logo of the organisation of this user, and of no other."""
    row = _own(kenmerk)
    if row.logo is None:
        abort(404)
    return Response(row.logo, mimetype="image/png")


def _own(kenmerk: str) -> Style:
    row = styles.find(database(), actor().party)
    if row is None or row.kenmerk != kenmerk:
        abort(404)
    return row


def _party(partij: str) -> Party:
    """An organisation that makes papers; of a huurder or a vertegenwoordiger there is no house style."""
    party = get_or_404(Party, partij, actor())
    if party.rol not in WRITERS:
        abort(404)
    return party


def _typed() -> tuple[dict[str, str], bytes]:
    form = request.form
    fields = {name: form.get(name, "").strip().lower() for name in styles.COLOURS}
    fields |= {"naam": " ".join(form.get("naam", "").split()), "letter": form.get("letter", "")}
    return fields, file_of("logo")


def _page(party: Party, typed: dict[str, str] | None = None, problems: tuple[Problem, ...] = (), fout: str = "") -> str:
    db = database()
    chosen, trial = styles.find(db, party), styles.find(db, party, proef=True)
    shown = trial or chosen
    style = styles.to_style(shown) if shown else service.HOUSE
    values: dict[str, Any] = {**style.colours(), "naam": style.naam or party.naam[:100], "letter": style.letter.name}
    return render_template(
        "huisstijl.html",
        partij=party,
        gekozen=chosen,
        proef=trial,
        stijl=style,
        velden=typed or values,
        problemen=problems,
        fout=fout,
        kleuren=styles.COLOURS,
        tegen=styles.AGAINST,
        leesbaar=styles.first_words(typed or values),
        letters=[(name, name) for name in service.LETTERS],
        oordelen=styles.judgements(style),
    )
