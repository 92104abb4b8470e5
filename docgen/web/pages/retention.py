"""Bewaartermijnen: the terms, what is due to go, and letting it go; for beheer."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from docgen.web import batches, retention
from docgen.web.access import actor, allow, database, scope
from docgen.web.gate import config
from docgen.web.models import BEHEER, Case
from docgen.web.retention import KINDS, LEAST, MOST, Due

TERM_OVER = "bewaartermijn voorbij"
ON_REQUEST = "op verzoek van de betrokkene"

blueprint = Blueprint("bewaren", __name__, url_prefix="/beheer/bewaartermijnen")


@blueprint.get("")
@allow(BEHEER)
def termijnen() -> ResponseReturnValue:
    """Show the terms and what is due."""
    return _page()


@blueprint.post("")
@allow(BEHEER)
def wijzigen() -> ResponseReturnValue:
    """Change the terms."""
    db = database()
    now, days = retention.terms(db), request.form.get("batch", str(batches.days(db))).strip()
    asked = {kind: request.form.get(kind, "").strip() for kind in KINDS}
    if any(not text.isascii() or not text.isdigit() or not LEAST <= int(text) <= MOST for text in asked.values()):
        return _page(f"Vul bij elke soort een heel aantal jaren in, van {LEAST} tot {MOST}."), 422
    if not days.isascii() or not days.isdigit() or not batches.LEAST_DAYS <= int(days) <= batches.MOST_DAYS:
        return _page(
            f"Vul bij batches een heel aantal dagen in, van {batches.LEAST_DAYS} tot {batches.MOST_DAYS}."
        ), 422
    if int(days) != batches.days(db):
        batches.set_days(db, int(days))
    for kind, text in asked.items():
        if int(text) != now[kind]:
            retention.set_term(db, kind, int(text))
    db.commit()
    flash("De bewaartermijnen zijn opgeslagen.", "goed")
    return redirect(url_for("bewaren.termijnen"), 303)


@blueprint.post("/vernietigen")
@allow(BEHEER)
def vernietigen() -> ResponseReturnValue:
    """Destroy what was ticked, as far as it is due."""
    db = database()
    wanted = set(request.form.getlist("wat"))
    chosen = [item for item in retention.due(db, config().today()) if _key(item) in wanted]
    if not chosen:
        return _page("Kruis aan wat weg mag."), 422
    retention.destroy(db, current_app.config["ENGINE"], chosen, TERM_OVER)
    flash(f"Vernietigd: {len(chosen)}. In het logboek staat een regel voor elk.", "goed")
    return redirect(url_for("bewaren.termijnen"), 303)


@blueprint.post("/op-verzoek")
@allow(BEHEER)
def op_verzoek() -> ResponseReturnValue:
    """Destroy a case before its term because the person asked for it (Wmo 5.3.5)."""
    db = database()
    number = request.form.get("zaaknummer", "").strip()
    case = db.scalar(scope(Case, actor()).where(Case.zaaknummer == number)) if number else None
    if case is None or request.form.get("nogmaals", "").strip() != number:
        return _page("Typ het zaaknummer twee keer. Er is niets vernietigd."), 422
    retention.destroy(db, current_app.config["ENGINE"], [Due(case, None, config().today())], ON_REQUEST)
    flash(f"Zaak {number} is vernietigd. In het logboek staat een regel.", "goed")
    return redirect(url_for("bewaren.termijnen"), 303)


def _page(fout: str = "") -> str:
    db = database()
    found = [(_key(item), item) for item in retention.due(db, config().today())]
    open_cases = db.scalars(select(Case).where(Case.gesloten_op.is_not(None)).order_by(Case.gesloten_op))
    return render_template(
        "bewaartermijnen.html",
        soorten=KINDS,
        termijnen=retention.terms(db),
        batchdagen=batches.days(db),
        verlopen=found,
        gesloten=list(open_cases),
        fout=fout,
    )


def _key(item: Due) -> str:
    return f"stuk {item.final.id}" if item.final else f"zaak {item.case.id}"
