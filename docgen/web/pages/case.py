"""One case: how it stands, what happened to it, who has a part in it, and closing it."""

from __future__ import annotations

import json

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from docgen import service
from docgen.errors import fault
from docgen.web import cases, editing, formpages
from docgen.web.access import CASE_ROLES, WRITERS, actor, allow, database, get_or_404
from docgen.web.filters import rolnaam
from docgen.web.gate import config
from docgen.web.limits import HEAVY, limiter
from docgen.web.log import Act, write
from docgen.web.models import BEHEER, Case, Draft, Party

blueprint = Blueprint("zaak", __name__, url_prefix="/zaken/<zaak>")


@blueprint.get("")
@allow(*CASE_ROLES)
def overzicht(zaak: str) -> ResponseReturnValue:
    """Show how a case stands: what blocks, what is due, who has a part in it."""
    db, user = database(), actor()
    opened = cases.newest(get_or_404(Case, zaak, user), user)
    day = config().today()
    findings, calls = service.check(opened.subject, day), service.documents(opened.subject, day)
    line = service.overview(opened.subject, opened.whole, findings, calls, user.rol, day)
    seen, rest = service.findings_for(opened.subject, findings, user.rol, day)
    here = {part.party_id for part in opened.case.parts}
    others = db.scalars(select(Party).where(Party.rol != BEHEER, Party.id.not_in(here)).order_by(Party.naam))
    drafts = db.scalars(select(Draft).where(Draft.case_id == opened.case.id, Draft.user_id == user.id))
    page = render_template(
        "zaak.html",
        open=opened,
        zaak=opened.case,
        regel=line,
        bevindingen=seen,
        elders=len(rest),
        veldplek=formpages.place(opened),
        afwijkplek=formpages.deviation(opened),
        komend=[m for m in line.momenten if m.laatste >= day and not m.gedaan],
        partijen=[(p.id, f"{p.naam} ({rolnaam(p.rol)})") for p in others] if opened.may_write else [],
        kladden=[(draft, *formpages.draft_place(opened.case, draft.plek)) for draft in drafts],
    )
    write(db, Act.GEZIEN, zaaknummer=opened.case.zaaknummer, over="overzicht")
    db.commit()
    return page


@blueprint.get("/geschiedenis")
@allow(*CASE_ROLES)
def geschiedenis(zaak: str) -> ResponseReturnValue:
    """Show every version, and what changed in it as far as the user may see that."""
    db, user = database(), actor()
    case = get_or_404(Case, zaak, user)
    page = render_template(
        "geschiedenis.html", zaak=case, versies=cases.history(case, user), open=cases.newest(case, user)
    )
    write(db, Act.GEZIEN, zaaknummer=case.zaaknummer, over="geschiedenis")
    db.commit()
    return page


@blueprint.get("/bestand")
@allow(*CASE_ROLES)
@limiter.limit(HEAVY)
def bestand(zaak: str) -> ResponseReturnValue:
    """Hand out what the user sees of the case, as a case file."""
    db, user = database(), actor()
    opened = cases.newest(get_or_404(Case, zaak, user), user)
    head = {"soort": opened.case.soort, "zaaknummer": opened.case.zaaknummer, "regeling": opened.case.regeling}
    body = json.dumps({**head, **opened.data}, ensure_ascii=False, indent=2)
    write(db, Act.OPGEHAALD, zaaknummer=opened.case.zaaknummer, over="zaakbestand")
    db.commit()
    return attachment(body.encode(), f"{opened.case.zaaknummer}.json", "application/json")


@blueprint.post("/klad")
@allow(*WRITERS)
def klad(zaak: str) -> ResponseReturnValue:
    """Keep what somebody is typing; the page sends it by itself now and then."""
    case = get_or_404(Case, zaak, actor())
    editing.keep(case, request.form.get("plek", "")[:60], request.form)
    return "", 204


@blueprint.post("/klad/weg")
@allow(*WRITERS)
def klad_weg(zaak: str) -> ResponseReturnValue:
    """Throw away what was typed and not saved."""
    db, case = database(), get_or_404(Case, zaak, actor())
    cases.drop_draft(db, actor(), case, request.form.get("plek", ""))
    db.commit()
    flash("De klad is weggegooid. U ziet weer de opgeslagen zaak.", "goed")
    return redirect(url_for("zaak.overzicht", zaak=case.id), 303)


@blueprint.post("/deelnemers")
@allow(*WRITERS)
def deelnemers(zaak: str) -> ResponseReturnValue:
    """Give an organisation a part in the case, or take it away."""
    db, user = database(), actor()
    case = get_or_404(Case, zaak, user)
    party = get_or_404(Party, request.form.get("partij", ""), user)
    if party.rol == BEHEER:
        raise fault("DOCGEN-105")
    if request.form.get("wat") == "weg":
        if not cases.unshare(db, case, party):
            flash("De laatste deelnemer blijft: anders kan niemand nog bij de zaak.", "fout")
    else:
        cases.share(db, config(), case, party)
    db.commit()
    mine = any(part.party_id == user.party_id for part in case.parts)
    return redirect(url_for("zaak.overzicht", zaak=case.id) if mine else url_for("zaken.lijst"), 303)


@blueprint.post("/sluiten")
@allow(*WRITERS)
def sluiten(zaak: str) -> ResponseReturnValue:
    """Close a case, so that its terms begin to run, or open it again."""
    db = database()
    case = get_or_404(Case, zaak, actor())
    closing = request.form.get("wat") != "heropenen"
    case.gesloten_op = config().today() if closing else None
    write(db, Act.GESLOTEN if closing else Act.HEROPEND, zaaknummer=case.zaaknummer)
    db.commit()
    flash(
        "De zaak is gesloten. De bewaartermijnen lopen vanaf vandaag." if closing else "De zaak is weer open.", "goed"
    )
    return redirect(url_for("zaak.overzicht", zaak=case.id), 303)


def attachment(content: bytes, name: str, kind: str) -> Response:
    """Hand out a file as a download, never to be shown inside the browser; `name` holds no name of a person."""
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
