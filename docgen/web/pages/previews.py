"""A document as it would print, beside the form or on a page of its own, and why each sentence is there."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from docgen.errors import DocgenError, Problem
from docgen.web import cases, editing, formpages, previews, sheets, styles
from docgen.web.access import CASE_ROLES, WRITERS, actor, allow, database, get_or_404
from docgen.web.cases import Opened
from docgen.web.filters import veldnaam
from docgen.web.gate import config
from docgen.web.limits import PICTURE, PREVIEW, limiter, who
from docgen.web.models import Case, Preview
from docgen.web.previews import Glance, Shown, Turns

blueprint = Blueprint("voorbeeld", __name__, url_prefix="/zaken/<zaak>/voorbeeld")

CHOSEN = "voorbeeld"
"""Key of a session: case → the document that was looked at last."""
_REMEMBERED = 20
SHEETS = 5
"""Pages of a document on one page of its preview: more would make that too heavy."""
_turns = Turns()


@blueprint.get("")
@allow(*CASE_ROLES)
def kiezen(zaak: str) -> ResponseReturnValue:
    """Go to the preview of a document: the one that is asked for, that was looked at last, or that comes first."""
    opened = cases.newest(_case(zaak), actor())
    names = previews.choices(opened, config().today())
    if not names:
        return render_template("voorbeeld.html", zaak=opened.case, rij=None, stukken=())
    return redirect(url_for("voorbeeld.stuk", zaak=zaak, stuk=request.args.get("stuk") or chosen(opened, names)))


@blueprint.post("")
@allow(*WRITERS)
@limiter.limit(PREVIEW, key_func=who)
def maken(zaak: str) -> ResponseReturnValue:
    """Show what a document would say with what is typed on a page of the form; nothing is stored in the case.

    With `deel` the answer is the part that goes beside the form, else the page of the preview.
    """
    case, plek, stuk = _case(zaak), request.form.get("plek", ""), request.form.get("stuk", "")
    sheet = sheets.sheet_of(case, plek)
    opened, problems = editing.attempt(case, sheet.edits, sheets.tidied(case, request.form))
    beside = bool(request.form.get("deel"))
    if not beside:
        editing.keep(case, plek, request.form)
    if problems:
        return _waits(opened, stuk, problems, beside)
    try:
        shown = _made(opened, stuk, plek, quick=beside and bool(request.form.get("snel")))
    except DocgenError as error:
        if not beside:
            raise
        return render_template("voorbeeld-stand.html", melding=f"{error.melding} {error.advies}")
    if shown is None:
        return "", 204  # a newer one is on its way
    if isinstance(shown, Glance):
        return render_template("voorbeeld-blik.html", zaak=case, rij=shown.row, blik=shown)
    if not beside:
        return redirect(_address(shown.row), 303)
    return render_template("voorbeeld-bladen.html", zaak=case, rij=shown.row, uitkomst=shown, **_pages(shown.row))


@blueprint.get("/<stuk>")
@allow(*CASE_ROLES)
@limiter.limit(PREVIEW, key_func=who)
def stuk(zaak: str, stuk: str) -> ResponseReturnValue:
    """Show what a document says, as the case is stored."""
    shown = _made(cases.newest(_case(zaak), actor()), stuk, "")
    if shown is None:
        return redirect(url_for("voorbeeld.kiezen", zaak=zaak, stuk=stuk))
    return redirect(_address(shown.row), 303)


@blueprint.get("/<stuk>/<afdruk>")
@allow(*CASE_ROLES)
def afdruk(zaak: str, stuk: str, afdruk: str) -> ResponseReturnValue:
    """Show a preview that was made, with why the chosen sentence is there; with `deel` only that."""
    case = _case(zaak)
    row = previews.find(database(), actor(), case, stuk)
    if row is None or row.sleutel != afdruk:
        return redirect(url_for("voorbeeld.stuk", zaak=zaak, stuk=stuk))
    number = request.args.get("zin", "")
    known = number.isascii() and number.isdecimal() and int(number[:6]) < len(row.zinnen)
    given: dict[str, Any] = {"zaak": case, "rij": row, "nummer": int(number[:6]) if known else None}
    reason = previews.why(row, int(number[:6])) if known else None
    if request.args.get("deel"):
        if reason is None:
            abort(404)
        return render_template("voorbeeld-waarom.html", reden=reason, **given)
    names = previews.choices(cases.newest(case, actor()), config().today())
    back = formpages.draft_place(case, row.plek) if row.plek else None
    begin = _begin(row, given["nummer"], request.args.get("vanaf", ""))
    every = _pages(row)["bladen"][begin : begin + SHEETS]
    parts = [(n + 1, min(n + SHEETS, len(row.bladen))) for n in range(0, len(row.bladen), SHEETS)]
    about = {"stukken": names, "terug": back, "bladen": every, "delen": parts, "begin": begin + 1}
    return render_template("voorbeeld.html", reden=reason, **given, **about)


@blueprint.get("/<stuk>/<afdruk>/<int:blad>.jpg")
@allow(*CASE_ROLES)
@limiter.limit(PICTURE, key_func=who)
def blad(zaak: str, stuk: str, afdruk: str, blad: int) -> Response:
    """Hand out the picture of a page of a preview."""
    row = previews.find(database(), actor(), _case(zaak), stuk)
    if row is None:
        abort(404)
    _ = row.inhoud, row.blik
    database().commit()  # nothing is locked while it is being drawn
    content = previews.picture(row, afdruk, blad)
    if content is None:
        abort(404)
    return Response(content, mimetype="image/jpeg")


def chosen(opened: Opened, names: tuple[str, ...]) -> str:
    """The document that this user looked at last in a case, or the first that there is; empty: none."""
    last = session.get(CHOSEN, {}).get(opened.case.id, "")
    return last if last in names else next(iter(names), "")


def _case(zaak: str) -> Case:
    return get_or_404(Case, zaak, actor())


def _address(row: Preview) -> str:
    return url_for("voorbeeld.afdruk", zaak=row.case_id, stuk=row.stuk, afdruk=row.sleutel)


def _made(opened: Opened, stuk: str, plek: str, *, quick: bool = False) -> Shown | Glance | None:
    """Make the preview when it is this one's turn; None when a newer one of the same document came meanwhile.

    With `quick` the page of the edit alone is enough: it does not wait until the whole of before is made.
    """
    db = database()
    style = styles.style_of(db, opened.user.party)
    _ = opened.subject, opened.view
    db.commit()  # nothing is locked while it waits for its turn
    with _turns.take((opened.user.id, opened.case.id, stuk, quick)) as mine:
        if not mine:
            return None
        shown = (previews.glance if quick else previews.make)(db, config(), opened, stuk, style, plek)
    last = session.get(CHOSEN, {})
    if last.get(opened.case.id) != stuk:
        rest = [(case, name) for case, name in last.items() if case != opened.case.id]
        session[CHOSEN] = dict([*rest, (opened.case.id, stuk)][-_REMEMBERED:])
    return shown


def _waits(opened: Opened, stuk: str, problems: tuple[Problem, ...], beside: bool) -> ResponseReturnValue:
    """Leave what was shown before in place, and say for which field the preview waits."""
    names = dict.fromkeys(veldnaam(opened.case.soort, p.veld) for p in problems if p.veld)
    about = f" op: {', '.join(names)}" if names else ""
    told = f"Het voorbeeld wacht{about}. {problems[0].melding} {problems[0].advies}"
    if beside:
        return render_template("voorbeeld-stand.html", melding=told)
    flash(told, "let-op")
    kept = previews.find(database(), opened.user, opened.case, stuk)
    back = formpages.draft_place(opened.case, request.form.get("plek", ""))[1]
    return redirect(_address(kept) if kept else back, 303)


def _begin(row: Preview, sentence: int | None, asked: str) -> int:
    """The first page (from 0) to show: of the part with the chosen sentence, or of the one that is asked for."""
    first = next((n for n, page in enumerate(row.bladen) if any(int(one[0]) == sentence for one in page)), None)
    if first is None:
        first = int(asked) - 1 if asked.isascii() and asked.isdecimal() and 0 < int(asked[:4]) <= len(row.bladen) else 0
    return first // SHEETS * SHEETS


def _pages(row: Preview) -> dict[str, Any]:
    """The pages as a template sets them: each with its hash and its sentences in order."""
    pages = [
        (n, previews.print_of(row, n - 1), [(int(number), row.zinnen[int(number)], place) for number, *place in page])
        for n, page in enumerate(row.bladen, 1)
    ]
    return {"bladen": pages}
