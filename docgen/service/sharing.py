"""What one role sees of a case: its fields, findings and dates; the rest is left out, never hidden afterwards."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docgen import case, rules
from docgen.case import AnyCase
from docgen.case.paths import steps
from docgen.errors import CaseProblem
from docgen.law.ontvangers import Rol
from docgen.rules import geheim, ontvangers
from docgen.rules.outcome import Finding, Moment
from docgen.service.assembling import receivable

PROFESSIONALS = frozenset(
    (
        Rol.WONINGCORPORATIE,
        Rol.ZORGAANBIEDER,
        Rol.GEMEENTE,
        Rol.TRANSFERPUNT,
        Rol.UITSTROOMCOORDINATOR,
        Rol.STUURGROEP,
    )
)
"""Roles that write in a case what they may see of it; a huurder and a vertegenwoordiger read."""

_NOTHING = object()


@dataclass(frozen=True)
class View:
    """A case as one role sees it."""

    data: dict[str, Any]
    """The plain data, without what is secret; an item of which nothing is left is gone."""
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Path of a list in this view → which items of the whole case these are."""

    def path_of(self, whole: str) -> str | None:
        """Translate a path in the whole case to this view; None when it leads to an item that is left out."""
        seen = ""
        for step in steps(whole):
            if isinstance(step, str):
                seen = f"{seen}.{step}" if seen else step
                continue
            kept = self.places.get(seen, ())
            if step not in kept:
                return None
            seen = f"{seen}[{kept.index(step)}]"
        return seen

    def whole_path_of(self, seen: str, whole: Mapping[str, Any]) -> str:
        """Translate a path in this view to the whole case; an item after the last becomes one after the last there."""
        path, at = "", ""
        here: Any = whole
        for step in steps(seen):
            if isinstance(step, str):
                path, at = (f"{path}.{step}", f"{at}.{step}") if path else (step, step)
                here = here.get(step) if isinstance(here, Mapping) else None
                continue
            kept = self.places.get(at, ())
            size = len(here) if isinstance(here, list) else 0
            place = kept[step] if step < len(kept) else size + step - len(kept)
            path, at = f"{path}[{place}]", f"{at}[{step}]"
            here = here[place] if isinstance(here, list) and place < size else None
        return path


def plain(content: bytes) -> dict[str, Any]:
    """Read the plain data of a case file that `parse` accepted; amounts stay as they were written."""
    found: dict[str, Any] = json.loads(content.decode("utf-8-sig"), parse_float=str)
    return found


def may_see(subject: AnyCase, rol: str, path: str) -> bool:
    """Tell whether a role may see a field of this case; whoever is no recipient sees nothing."""
    return rol in set(Rol) and geheim.is_open(subject, rol, path)


def view(subject: AnyCase, data: Mapping[str, Any], rol: str) -> View:
    """Make the view of a role from the plain data that the case was made of."""
    places: dict[str, tuple[int, ...]] = {}
    kept = _kept(subject, rol, data, "", "", places)
    return View(kept if isinstance(kept, dict) else {}, places)


def findings_for(
    subject: AnyCase, findings: Iterable[Finding], rol: str, peildatum: dt.date
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Divide findings in what a role may read, about its own fields and documents, and the rest."""
    if rol not in set(Rol) or not ontvangers.is_present(subject, rol):
        return (), tuple(findings)
    documents = set(receivable(subject, peildatum, rol))
    seen: list[Finding] = []
    rest: list[Finding] = []
    for finding in findings:
        about = not finding.documenten or bool(documents & set(finding.documenten))
        (seen if about and may_see(subject, rol, finding.veld) else rest).append(finding)
    return tuple(seen), tuple(rest)


def moments_for(subject: AnyCase, data: Mapping[str, Any], rol: str, peildatum: dt.date) -> tuple[Moment, ...]:
    """The dates of a case that follow from what the role may see alone: nothing else can be read from them.

    Whether something was done, a role is told when it may receive the document that tells it: who may have the
    aanzegging may know that it was sent. For anybody else such a date is never done and never late.
    """
    known = _readable(view(subject, data, rol).data, subject) if rol in set(Rol) else None
    if known is None:
        return ()
    whole = {_same(moment): moment for moment in rules.evaluate(subject, peildatum).moments}
    alone = rules.evaluate(known, peildatum).moments
    return tuple(_as_told(subject, rol, moment, whole[_same(moment)]) for moment in alone if _same(moment) in whole)


def _same(moment: Moment) -> tuple[object, ...]:
    """What makes two dates one: all that a calendar says of them."""
    return moment.code, moment.wat, moment.datum, moment.tot, moment.bron


def _as_told(subject: AnyCase, rol: str, alone: Moment, whole: Moment) -> Moment:
    told = ontvangers.is_present(subject, rol) and all(
        ontvangers.receives(subject, name, rol).mate is not ontvangers.Mate.NOOIT for name in whole.blijkt_uit
    )
    if not told:
        return replace(alone, moet=False, gedaan=False, gedaan_op=None)
    return replace(alone, moet=whole.moet, gedaan=whole.gedaan, gedaan_op=whole.gedaan_op)


def _kept(subject: AnyCase, rol: str, value: object, whole: str, seen: str, places: dict[str, tuple[int, ...]]) -> Any:
    if isinstance(value, Mapping):
        parts = {}
        for name, item in value.items():
            below = (f"{whole}.{name}", f"{seen}.{name}") if whole else (name, name)
            kept = _kept(subject, rol, item, below[0], below[1], places)
            if kept is not _NOTHING:
                parts[name] = kept
        return parts or (_NOTHING if value or not may_see(subject, rol, whole) else {})
    if isinstance(value, list):
        items: list[Any] = []
        indexes: list[int] = []
        for n, item in enumerate(value):
            below_here: dict[str, tuple[int, ...]] = {}
            kept = _kept(subject, rol, item, f"{whole}[{n}]", f"{seen}[{len(items)}]", below_here)
            if kept is not _NOTHING:
                items.append(kept)
                indexes.append(n)
                places |= below_here
        places[seen] = tuple(indexes)
        return items if items or may_see(subject, rol, whole) else _NOTHING
    return value if may_see(subject, rol, whole) else _NOTHING


def _readable(data: dict[str, Any], subject: AnyCase) -> AnyCase | None:
    """Make a case of what a role sees, without the parts that miss what makes them readable."""
    tree = {**copy.deepcopy(data), "soort": subject.soort, "zaaknummer": subject.zaaknummer}
    tree["regeling"] = subject.regeling
    for _ in range(200):
        try:
            return case.from_data(tree)
        except CaseProblem as error:
            paths = [p.veld for p in error.problems]
            if not all([_without(tree, path) for path in _innermost_last(paths)]):
                return None
    return None


def _innermost_last(paths: list[str]) -> Iterator[str]:
    """List items from the back, so that removing one does not shift the next."""
    return iter(sorted(set(paths), key=_indexes, reverse=True))


def _indexes(path: str) -> list[int]:
    return [step if isinstance(step, int) else -1 for step in steps(path)]


def _without(tree: dict[str, Any], path: str) -> bool:
    """Remove the smallest part around a problem; False when that would be the whole case."""
    places = steps(path)
    trail: list[Any] = [tree]
    for step in places[:-1]:
        try:
            trail.append(trail[-1][step])
        except (KeyError, IndexError, TypeError):
            break
    if len(trail) < 2:
        return tree.pop(str(places[0]), None) is not None if places else False
    owner, key = trail[-2], places[len(trail) - 2]
    del owner[key]
    return True
