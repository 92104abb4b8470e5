"""One way to edit a page of a case: keep what is typed, save it, and let somebody choose when two people clash.

A page gives its name (`plek`), a function that turns what was typed into edits, and where to go when it is saved. Its
form holds the fields of the macro `bewaren` (who, which page, which version was in view).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import MultiDict

from docgen.errors import CaseProblem, Problem
from docgen.web import cases
from docgen.web.access import WRITERS, actor, database
from docgen.web.cases import Clashed, Opened
from docgen.web.filters import veldnaam
from docgen.web.gate import config
from docgen.web.merge import Edits
from docgen.web.models import Case, Draft, User

OWN_FIELDS = ("csrf_token", "wie", "plek", "basis", "gezien", "stuk", "deel")
"""Fields of a form that are about the form; so are those that begin with `keuze:`."""

Parse = Callable[[Opened, MultiDict[str, str]], tuple[Edits, list[Problem]]]


@dataclass(frozen=True)
class Page:
    """A page of a case as it is to be shown: the version in view, and what was typed over it."""

    opened: Opened
    plek: str
    typed: MultiDict[str, str] | None = None
    """What was typed and not saved; None when there is nothing."""
    problems: tuple[Problem, ...] = ()
    draft: Draft | None = None
    """Set when `typed` comes from an earlier visit."""
    by_field: dict[str, list[Problem]] = field(default_factory=dict)

    @property
    def basis(self) -> int:
        """The number of the version in view."""
        return self.opened.version.nummer


def show(case: Case, plek: str) -> Page:
    """Open a page to edit: the newest version, or what was typed before over the version of then."""
    user = actor()
    draft = cases.draft_of(database(), user, case, plek)
    opened = cases.numbered(case, draft.basis, user) if draft else None
    if draft is None or opened is None:
        return Page(cases.newest(case, user), plek)
    return Page(opened, plek, typed=_typed(draft.velden), draft=draft)


def submit(
    case: Case, plek: str, parse: Parse, done: str, tidied: MultiDict[str, str] | None = None
) -> ResponseReturnValue | Page:
    """Save what was typed: a redirect to `done`, the page to choose between two versions, or the page with problems.

    `tidied` stands for the form that was sent, where a page first puts that in order.
    """
    db, user, form = database(), actor(), request.form if tidied is None else tidied
    basis = _number(form.get("basis"))
    opened = cases.numbered(case, basis, user) or cases.newest(case, user)
    if user.rol not in WRITERS:
        abort(403)
    keep(case, plek, form)
    if case.gesloten_op is not None:
        abort(409)
    edits, problems = parse(opened, form)
    if problems:
        return _with_problems(opened, plek, form, problems)
    try:
        result = cases.save(db, config(), opened, edits, _number(form.get("gezien")), _theirs(form))
        if not isinstance(result, Clashed):
            cases.drop_draft(db, user, case, plek)
        db.commit()
    except CaseProblem as error:
        db.rollback()
        return _with_problems(opened, plek, form, error.problems)
    except IntegrityError:
        # Somebody saved between our reading and our writing: read again.
        db.rollback()
        db.expire_all()
        return submit(case, plek, parse, done, tidied)
    if isinstance(result, Clashed):
        return render_template(
            "botsing.html", zaak=case, plek=plek, botsing=result, basis=basis, velden=_kept(form)
        ), 409
    _tell(case, result)
    return redirect(done, 303)


def attempt(case: Case, parse: Parse, form: MultiDict[str, str]) -> tuple[Opened, tuple[Problem, ...]]:
    """The case as it would be when this form were saved, or the version in view with all problems; nothing is saved."""
    user = actor()
    opened = cases.numbered(case, _number(form.get("basis")), user) or cases.newest(case, user)
    edits, problems = parse(opened, form)
    if problems:
        return opened, tuple(problems)
    try:
        return cases.tried(opened, edits), ()
    except CaseProblem as error:
        return opened, error.problems


def keep(case: Case, plek: str, form: MultiDict[str, str]) -> None:
    """Keep what was typed, at once and whatever happens next."""
    db = database()
    cases.keep_draft(db, config(), actor(), case, plek, _number(form.get("basis")) or 1, _fields(form))
    db.commit()


def unpark(user: User, parked: Mapping[str, Any], case: Case) -> None:
    """Make a draft of a form that arrived when its owner was logged out."""
    fields: dict[str, list[str]] = parked["velden"]
    form: MultiDict[str, str] = MultiDict((name, value) for name, values in fields.items() for value in values)
    if form.get("wie") == user.id and form.get("plek") and user.rol in WRITERS:
        cases.keep_draft(
            database(), config(), user, case, form["plek"][:60], _number(form.get("basis")) or 1, _fields(form)
        )


def _fields(form: MultiDict[str, str]) -> dict[str, list[str]]:
    return {name: form.getlist(name) for name in form if name not in OWN_FIELDS and not name.startswith("keuze:")}


def _kept(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in _fields(form).items() for value in values]


def _typed(velden: Mapping[str, Any]) -> MultiDict[str, str]:
    return MultiDict([(name, value) for name, values in velden.items() for value in values])


def _theirs(form: MultiDict[str, str]) -> frozenset[str]:
    return frozenset(name.removeprefix("keuze:") for name in form if name.startswith("keuze:") and form[name] == "hun")


def _with_problems(opened: Opened, plek: str, form: MultiDict[str, str], problems: Iterable[Problem]) -> Page:
    every = tuple(problems)
    by_field: dict[str, list[Problem]] = {}
    for problem in every:
        by_field.setdefault(problem.veld, []).append(problem)
    return Page(opened, plek, MultiDict(form), every, by_field=by_field)


def _tell(case: Case, result: cases.Saved) -> None:
    flash(f"Opgeslagen als versie {result.version.nummer}.", "goed")
    if result.others:
        names = list(dict.fromkeys(veldnaam(case.soort, change.path) for change in result.others))
        shown = ", ".join(names[:5]) + (" en meer" if len(names) > 5 else "")
        flash(f"Intussen had een ander ook iets gewijzigd: {shown}. Dat is bewaard, samen met uw werk.", "let-op")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
