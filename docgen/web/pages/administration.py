"""The log, for beheer."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from docgen.web.access import allow, database
from docgen.web.log import Act
from docgen.web.models import BEHEER, LogLine, User

PAGE = 100

blueprint = Blueprint("beheer", __name__, url_prefix="/beheer")


@blueprint.get("/logboek")
@allow(BEHEER)
def logboek() -> ResponseReturnValue:
    """Show who saw or made what, the newest first."""
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("zaaknummer", "wie", "actie")}
    page = max(1, request.args.get("pagina", 1, type=int))
    query = select(LogLine).outerjoin(User)
    if asked["zaaknummer"]:
        query = query.where(LogLine.zaaknummer == asked["zaaknummer"])
    if asked["wie"]:
        query = query.where(User.naam == asked["wie"].casefold())
    if asked["actie"] in set(Act):
        query = query.where(LogLine.actie == asked["actie"])
    db = database()
    total = db.scalar(select(func.count()).select_from(query.subquery())) or 0
    lines = db.scalars(query.order_by(LogLine.id.desc()).limit(PAGE).offset((page - 1) * PAGE))
    last = max(1, -(-total // PAGE))
    return render_template(
        "logboek.html", regels=list(lines), totaal=total, pagina=page, laatste=last, acties=list(Act), **asked
    )
