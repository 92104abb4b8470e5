"""The packets of a case: per recipient what came in and how the slots stand; saying what pages are; making one."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from docgen import service
from docgen.errors import DocgenError
from docgen.web import cases, jobs, packets, packetview
from docgen.web.access import CASE_ROLES, WRITERS, actor, allow, database, get_or_404
from docgen.web.filters import rolnaam
from docgen.web.gate import config, files_of, takes_pdfs
from docgen.web.limits import HEAVY, limiter
from docgen.web.log import Act, write
from docgen.web.models import Case
from docgen.web.packetmodels import Packet, PagePicture, Upload
from docgen.web.packets import Desk
from docgen.web.pages.case import attachment

blueprint = Blueprint("pakketten", __name__, url_prefix="/zaken/<zaak>/pakketten")

MOST_FILES = 50
"""Files that one recipient can have lying on the desk."""
TURNS = (0, 90, 180, 270)


@blueprint.get("")
@allow(*CASE_ROLES)
def lijst(zaak: str) -> ResponseReturnValue:
    """Show for whom a packet can be made, and the packets that are kept."""
    db, user = database(), actor()
    opened = cases.newest(get_or_404(Case, zaak, user), user)
    page = render_template(
        "pakketten.html",
        zaak=opened.case,
        open=opened,
        ontvangers=packets.recipients(opened, config()) if opened.may_write else (),
        pakketten=packets.made_for(db, user, opened.case),
        gewijzigd=lambda packet: packets.is_outdated(packet, opened),
    )
    write(db, Act.GEZIEN, zaaknummer=opened.case.zaaknummer, over="pakketten")
    db.commit()
    return page


@blueprint.get("/voor/<rol>")
@allow(*WRITERS)
def voor(zaak: str, rol: str) -> ResponseReturnValue:
    """Show what came in for a recipient and how the slots stand."""
    desk = _desk(zaak, rol)
    page = _page(desk)
    write(database(), Act.GEZIEN, zaaknummer=desk.opened.case.zaaknummer, over=f"pakket {rol}")
    database().commit()
    return page


@blueprint.post("/voor/<rol>/inleveren")
@allow(*WRITERS)
@takes_pdfs
@limiter.limit(HEAVY)
def inleveren(zaak: str, rol: str) -> ResponseReturnValue:
    """Take in signed PDFs and scans, and look at them beside the request."""
    desk = _open_desk(zaak, rol)
    came_in = files_of("bestanden")
    if not came_in:
        return _page(desk, "Kies een of meer pdf's."), 422
    if len(packets.uploads(database(), desk)) + len(came_in) > MOST_FILES:
        return _page(desk, f"Er kunnen hoogstens {MOST_FILES} bestanden liggen. Voeg scans samen."), 422
    new = packets.hand_in(database(), config(), desk, came_in)
    if not new:
        flash("Deze bestanden waren al ingeleverd.", "let-op")
    return _look(desk)


@blueprint.post("/voor/<rol>/bekijken")
@allow(*WRITERS)
@limiter.limit(HEAVY)
def bekijken(zaak: str, rol: str) -> ResponseReturnValue:
    """Look at what was not looked at yet, such as after a server that stopped."""
    return _look(_open_desk(zaak, rol))


@blueprint.post("/voor/<rol>/ingeleverd/<bestand>/weg")
@allow(*WRITERS)
def verwijderen(zaak: str, rol: str, bestand: str) -> ResponseReturnValue:
    """Remove a file that came in, with what was said of its pages."""
    desk, upload = _open_desk(zaak, rol), _upload(zaak, bestand)
    over = f"{rol}, {upload.aanduiding}"
    database().delete(upload)
    write(database(), Act.INGELEVERD_WEG, zaaknummer=desk.opened.case.zaaknummer, over=over)
    database().commit()
    flash(f"{upload.aanduiding.capitalize()} is verwijderd.", "goed")
    return redirect(_here(desk), 303)


@blueprint.get("/ingeleverd/<bestand>/<int:nummer>.jpg")
@allow(*WRITERS)
def blad(zaak: str, bestand: str, nummer: int) -> ResponseReturnValue:
    """Give the small picture of a page that came in; for the party that handed it in alone."""
    upload = _upload(zaak, bestand)
    picture = database().get(PagePicture, (upload.id, nummer))
    if picture is None:
        abort(404)
    return Response(picture.inhoud, mimetype="image/jpeg")


@blueprint.get("/voor/<rol>/toewijzen")
@allow(*WRITERS)
def toewijzen(zaak: str, rol: str) -> ResponseReturnValue:
    """Show the pages of which a person has to say what they are."""
    return _assign_page(_open_desk(zaak, rol))


@blueprint.post("/voor/<rol>/toewijzen")
@allow(*WRITERS)
def toegewezen(zaak: str, rol: str) -> ResponseReturnValue:
    """Keep what was said of pages."""
    desk, db = _open_desk(zaak, rol), database()
    sheets = packetview.left_over(db, desk, packets.table(db, config(), desk, choices=True))
    for sheet in sheets.bladen:
        answer = request.form.get(f"is:{sheet.sleutel}")
        if answer is None:
            continue
        document, _, number = answer.partition(":")
        turn = request.form.get(f"draai:{sheet.sleutel}", "0")
        known = document in ("", service.OPZIJ) or f"{document}:{number}" in sheets.waarden
        if not known or turn not in map(str, TURNS):
            abort(400)
        packets.say(db, sheet.upload, sheet.blad, document, int(number or 1), int(turn))
    write(db, Act.AANGEWEZEN, zaaknummer=desk.opened.case.zaaknummer, over=f"pakket {rol}")
    db.commit()
    flash("Wat u hebt aangewezen, is bewaard.", "goed")
    return redirect(_here(desk), 303)


@blueprint.post("/voor/<rol>/kiezen")
@allow(*WRITERS)
def kiezen(zaak: str, rol: str) -> ResponseReturnValue:
    """Keep which is meant of what came in and what is made now."""
    desk, db = _open_desk(zaak, rol), database()
    asked = packetview.to_choose(packets.choices(db, desk), packets.table(db, config(), desk))
    for document in asked:
        answer = request.form.get(f"keuze:{document}", "")
        if answer in service.KEUZES:
            packets.choose(db, desk, document, answer)
    db.commit()
    return redirect(_here(desk), 303)


@blueprint.post("/voor/<rol>/maken")
@allow(*WRITERS)
@limiter.limit(HEAVY)
def maken(zaak: str, rol: str) -> ResponseReturnValue:
    """Make the packet, beside the request."""
    desk = _open_desk(zaak, rol)
    incomplete = request.form.get("onvolledig") == "ja"
    case = desk.opened.case
    job = jobs.start(packets.MAKE, case=case, back=_here(desk), zaak=case.id, rol=rol, onvolledig=incomplete)
    return redirect(url_for("taken.toon", taak=job.id), 303)


@blueprint.get("/gemaakt/<pakket>")
@allow(*CASE_ROLES)
def ophalen(zaak: str, pakket: str) -> Response:
    """Hand out a packet exactly as it was made."""
    packet = _packet(zaak, pakket)
    return attachment(packet.inhoud, packet.bestand, "application/pdf")


@blueprint.get("/gemaakt/<pakket>/originelen")
@allow(*CASE_ROLES)
def originelen(zaak: str, pakket: str) -> Response:
    """Hand out the digitally signed originals of a packet, as a ZIP."""
    packet = _packet(zaak, pakket)
    if packet.originelen is None:
        abort(404)
    return attachment(packet.originelen, f"originelen-{packet.rol}.zip", "application/zip")


def _desk(zaak: str, rol: str) -> Desk:
    """The desk for a recipient; 404 when this user may not make that packet."""
    opened = cases.newest(get_or_404(Case, zaak, actor()), actor())
    if rol not in packets.recipients(opened, config()):
        abort(404)
    return Desk(opened, rol)


def _open_desk(zaak: str, rol: str) -> Desk:
    desk = _desk(zaak, rol)
    if not desk.opened.may_write:
        abort(409)
    return desk


def _upload(zaak: str, bestand: str) -> Upload:
    case, upload = get_or_404(Case, zaak, actor()), get_or_404(Upload, bestand, actor())
    if upload.case_id != case.id:
        abort(404)
    return upload


def _packet(zaak: str, pakket: str) -> Packet:
    case, packet = get_or_404(Case, zaak, actor()), get_or_404(Packet, pakket, actor())
    if packet.case_id != case.id:
        abort(404)
    write(database(), Act.PAKKET_OPGEHAALD, zaaknummer=case.zaaknummer, over=packet.rol)
    database().commit()
    return packet


def _here(desk: Desk) -> str:
    return url_for("pakketten.voor", zaak=desk.opened.case.id, rol=desk.rol)


def _look(desk: Desk) -> ResponseReturnValue:
    case = desk.opened.case
    job = jobs.start(packets.LOOK, case=case, back=_here(desk), zaak=case.id, rol=desk.rol)
    return redirect(url_for("taken.toon", taak=job.id), 303)


def _page(desk: Desk, wrong: str = "") -> str:
    db, case = database(), desk.opened.case
    given = {"zaak": case, "open": desk.opened, "rol": desk.rol, "fout": wrong, "peildatum": config().today()}
    came_in = packets.uploads(db, desk)
    try:
        table = packets.table(db, config(), desk)
    except DocgenError as error:
        seen, hidden = packets.readable(desk, error.problems)
        return render_template(
            "pakket.html", geweigerd=error, problemen=seen, verborgen=hidden, ingeleverd=came_in, **given
        )
    view = packetview.view(db, config(), desk, table, came_in)
    last = db.scalars(
        select(Packet).where(Packet.case_id == case.id, Packet.rol == desk.rol).order_by(Packet.gemaakt_op.desc())
    )
    mine = [one for one in last if one.party_id == desk.opened.user.party_id]
    return render_template(
        "pakket.html",
        geweigerd=None,
        blad=view,
        ingeleverd=came_in,
        pakket=mine[0] if mine else None,
        gewijzigd=lambda packet: packets.is_outdated(packet, desk.opened),
        onbekeken=sum(one.gezien is None for one in came_in),
        zegel=config().seal is not None,
        zegel_let_op=current_app.config["SEAL_WARNINGS"],
        **given,
    )


def _assign_page(desk: Desk) -> str:
    db = database()
    sheets = packetview.left_over(db, desk, packets.table(db, config(), desk, choices=True))
    return render_template(
        "toewijzen.html",
        zaak=desk.opened.case,
        open=desk.opened,
        rol=desk.rol,
        naam=rolnaam(desk.rol),
        bladen=sheets,
        draaien=TURNS,
    )
