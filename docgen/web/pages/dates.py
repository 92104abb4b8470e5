"""The dates of one case as a picture and a list, what is due over all cases, and both as a calendar."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from docgen import service
from docgen.web import agenda, cases, listing, timeline
from docgen.web.access import CASE_ROLES, actor, allow, database, get_or_404
from docgen.web.cases import Opened
from docgen.web.gate import config
from docgen.web.limits import HEAVY, limiter
from docgen.web.log import Act, write
from docgen.web.models import Case
from docgen.web.pages.case import attachment

CALENDAR = "text/calendar"

per_case = Blueprint("tijdlijn", __name__, url_prefix="/zaken/<zaak>")
over_all = Blueprint("agenda", __name__)


@per_case.get("/tijdlijn")
@allow(*CASE_ROLES)
def beeld(zaak: str) -> ResponseReturnValue:
    """Show every date of a case that the user may know of, as a picture and as a list."""
    opened, moments = _moments(zaak)
    today = config().today()
    page = render_template(
        "tijdlijn.html",
        zaak=opened.case,
        beeld=timeline.draw(moments, today),
        samen=timeline.summary(moments, today),
        momenten=[(moment, moment.stand(today)) for moment in moments],
        standen=list(service.Stand),
        begonnen=sum(moment.datum <= today for moment in moments),
    )
    write(database(), Act.GEZIEN, zaaknummer=opened.case.zaaknummer, over="tijdlijn")
    database().commit()
    return page


@per_case.get("/tijdlijn.ics")
@allow(*CASE_ROLES)
@limiter.limit(HEAVY)
def bestand(zaak: str) -> Response:
    """Hand out the dates of a case that the user may know of, as a calendar."""
    opened, moments = _moments(zaak)
    case, number = opened.case, opened.version.nummer
    write(database(), Act.OPGEHAALD, zaaknummer=case.zaaknummer, over="agenda van de zaak")
    database().commit()
    dates = (service.Dated(case.zaaknummer, moment, number) for moment in moments)
    body = service.calendar(dates, config().clock())
    return attachment(body, f"{case.zaaknummer}.ics", CALENDAR)


@over_all.get("/agenda")
@allow(*CASE_ROLES)
def overzicht() -> ResponseReturnValue:
    """Show what is late, open and coming over all cases of the user."""
    db, user, today = database(), actor(), config().today()
    listing.catch_up(db, config(), user)
    wanted = agenda.asked(request.args)
    total = agenda.count(db, user, today, wanted)
    last = max(1, -(-total // agenda.PAGE))
    number = min(max(1, request.args.get("pagina", 1, type=int)), last)
    page = render_template(
        "agenda.html",
        groepen=agenda.grouped(agenda.due(db, user, today, wanted, number)),
        totaal=total,
        pagina=number,
        laatste=last,
        gevraagd=wanted,
        keuzes=agenda.WEEKS,
        aarden=list(service.Aard),
        regelingen=service.regelingen("zaak"),
    )
    write(db, Act.GEZIEN, over="agenda van alle zaken")
    db.commit()
    return page


@over_all.get("/agenda.ics")
@allow(*CASE_ROLES)
@limiter.limit(HEAVY)
def bestand_van_alle() -> Response:
    """Hand out the same as a calendar."""
    db, user, today = database(), actor(), config().today()
    listing.catch_up(db, config(), user)
    found = agenda.due(db, user, today, agenda.asked(request.args))
    dates = [service.Dated(one.case.zaaknummer, one.moment, one.versie) for one in found]
    write(db, Act.OPGEHAALD, over="agenda van alle zaken")
    db.commit()  # before the writing, which takes seconds for thousands of dates
    body = service.calendar(dates, config().clock())
    return attachment(body, "agenda.ics", CALENDAR)


def _moments(zaak: str) -> tuple[Opened, tuple[service.Moment, ...]]:
    user = actor()
    opened = cases.newest(get_or_404(Case, zaak, user), user)
    return opened, service.moments_for(opened.subject, opened.whole, user.rol, config().today())
