"""What people do with cases: open, make, save, share, close. Every read and write is in the log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.utils import cached_property

from docgen import service
from docgen.errors import CaseProblem, Problem, fault
from docgen.web import listing, merge
from docgen.web.access import WRITERS
from docgen.web.config import Config
from docgen.web.log import Act, write
from docgen.web.merge import Clash, Edits
from docgen.web.models import Case, Draft, Part, Party, User, Version


@dataclass(frozen=True)
class Opened:
    """One version of a case, for one user.

    What is reckoned once is kept without a lock: one lock for all cases makes whoever has the database wait for
    whoever waits for it.
    """

    case: Case
    version: Version
    user: User

    @cached_property
    def whole(self) -> dict[str, Any]:
        """The plain data of the whole case: for saving and judging, never for showing."""
        found: dict[str, Any] = json.loads(self.version.inhoud)
        return found

    @cached_property
    def subject(self) -> Any:
        """The case as the rules read it."""
        return service.parse(self.whole, "")

    @cached_property
    def view(self) -> service.View:
        """What this user sees of it."""
        return service.view(self.subject, self.whole, self.user.rol)

    @property
    def data(self) -> dict[str, Any]:
        """The plain data that this user sees."""
        return self.view.data

    @property
    def may_write(self) -> bool:
        """Whether this user can change something."""
        return self.user.rol in WRITERS and self.case.gesloten_op is None


@dataclass(frozen=True)
class Saved:
    """It was saved; `others` is what somebody else changed meanwhile."""

    version: Version
    others: tuple[merge.Change, ...] = ()


@dataclass(frozen=True)
class Clashed:
    """It was not saved: somebody else changed the same."""

    newest: Opened
    clashes: tuple[Clash, ...]
    others: tuple[merge.Change, ...]


def newest(case: Case, user: User) -> Opened:
    """Open the newest version of a case."""
    return Opened(case, case.versions[-1], user)


def numbered(case: Case, nummer: int, user: User) -> Opened | None:
    """Open a version of a case by its number."""
    found = next((version for version in case.versions if version.nummer == nummer), None)
    return Opened(case, found, user) if found else None


def create(db: Session, config: Config, user: User, data: Mapping[str, Any], hoe: str) -> Case:
    """Make a case; raises CaseProblem when it cannot be read, or when its number is taken (DOCGEN-104)."""
    subject = service.parse(data, "")
    if subject.regeling not in service.regelingen():
        service.check(subject, config.today())  # raises ZAAK-910 with the agreements that there are
    if db.scalar(select(Case.id).where(Case.zaaknummer == subject.zaaknummer)):
        raise _taken()
    case = Case(
        zaaknummer=subject.zaaknummer, soort=subject.soort, regeling=subject.regeling, gemaakt_op=config.clock()
    )
    case.parts.append(Part(party=user.party))
    db.add(case)
    db.flush()
    _add_version(db, config, case, user, data, hoe)
    write(db, Act.GEMAAKT, zaaknummer=case.zaaknummer, over=hoe)
    return case


def save(
    db: Session, config: Config, before: Opened, edits: Edits, seen: int = 0, theirs: frozenset[str] = frozenset()
) -> Saved | Clashed:
    """Save what a user changed, in the places of the version that was in view.

    What somebody else saved meanwhile stays; where both changed the same, nothing is saved until the user has chosen:
    `seen` is then the version whose differences were shown, `theirs` the places where the other's value stands.

    Raises:
        CaseProblem: the result cannot be read; places are those of the view of this user.
        DocgenError: DOCGEN-105, a place that this user may not write.
    """
    latest = newest(before.case, before.user)
    wanted = merge.real(_whole(edits, before), before.whole)
    mine = merge.without(wanted, {_whole_path(before, path) for path in theirs})
    _may_write(before, mine)
    moved, clashes = merge.rebase(mine, before.whole, latest.whole)
    others = tuple(_shown(latest, merge.changes(before.whole, latest.whole)))
    if clashes and seen != latest.version.nummer:
        return Clashed(latest, tuple(_clashes(before, clashes)), others)
    if not moved:
        return Saved(latest.version, others)
    data, subject = _made(before, latest, moved)
    before.case.regeling = subject.regeling
    _renumber(db, before.case, subject.zaaknummer)
    version = _add_version(db, config, before.case, before.user, data, "formulier")
    write(db, Act.GEWIJZIGD, zaaknummer=before.case.zaaknummer, over=f"versie {version.nummer}")
    return Saved(version, others)


def tried(before: Opened, edits: Edits) -> Opened:
    """The newest version with these edits in it as saving would put them there; nothing is saved.

    Where somebody else changed the same, what this user typed stands. Raises as `save`.
    """
    latest = newest(before.case, before.user)
    wanted = merge.real(_whole(edits, before), before.whole)
    _may_write(before, wanted)
    moved, _ = merge.rebase(wanted, before.whole, latest.whole)
    if not moved:
        return latest
    data, _ = _made(before, latest, moved)
    # A row of its own, in no session and of no case: it is never stored.
    version = Version(nummer=latest.version.nummer, inhoud=json.dumps(data, ensure_ascii=False))
    return Opened(before.case, version, before.user)


def faults(before: Opened, edits: Edits) -> tuple[Problem, ...]:
    """What is wrong with a case after these edits, in the places of the view; nothing is saved."""
    try:
        service.parse(merge.apply(before.whole, _whole(edits, before)), "")
    except CaseProblem as error:
        return _in_view(before, error).problems
    return ()


def keep_draft(
    db: Session, config: Config, user: User, case: Case, plek: str, basis: int, velden: Mapping[str, Any]
) -> None:
    """Keep what somebody typed on a page, in place of what was kept before."""
    draft = db.get(Draft, (user.id, case.id, plek)) or Draft(user_id=user.id, case_id=case.id, plek=plek)
    draft.basis, draft.velden, draft.bewaard_op = basis, dict(velden), config.clock()
    db.add(draft)


def draft_of(db: Session, user: User, case: Case, plek: str) -> Draft | None:
    """What somebody typed on a page and has not saved yet."""
    return db.get(Draft, (user.id, case.id, plek))


def drop_draft(db: Session, user: User, case: Case, plek: str) -> None:
    """Forget what was typed: it is saved, or thrown away."""
    draft = db.get(Draft, (user.id, case.id, plek))
    if draft is not None:
        db.delete(draft)


def share(db: Session, config: Config, case: Case, party: Party) -> None:
    """Give a party a part in a case."""
    if any(part.party_id == party.id for part in case.parts):
        return
    case.parts.append(Part(party=party))
    db.flush()
    listing.renew(db, config, case)
    write(db, Act.DEELNEMER, zaaknummer=case.zaaknummer, over=party.rol)


def unshare(db: Session, case: Case, party: Party) -> bool:
    """Take a party out of a case; False when it is the last one, who stays."""
    part = next((part for part in case.parts if part.party_id == party.id), None)
    if part is None or len(case.parts) == 1:
        return False
    case.parts.remove(part)
    write(db, Act.DEELNEMER_WEG, zaaknummer=case.zaaknummer, over=party.rol)
    return True


def history(case: Case, user: User, most: int = 30) -> list[tuple[Version, list[merge.Change]]]:
    """The newest versions, each with what changed in it as far as the user may see that."""
    opened = [Opened(case, version, user) for version in case.versions[-most - 1 :]]
    first: list[tuple[Version, list[merge.Change]]]
    first = [(opened[0].version, [])] if opened and opened[0].version.nummer == 1 else []
    found = [(new.version, _shown(new, merge.changes(old.whole, new.whole))) for old, new in pairwise(opened)]
    return [*reversed(found), *first]


def _made(before: Opened, latest: Opened, moved: Edits) -> tuple[dict[str, Any], Any]:
    """The plain data of the newest version with the edits in it, and the case that the rules read in that."""
    data = merge.apply(latest.whole, moved)
    try:
        subject = service.parse(data, "")
    except CaseProblem as error:
        raise _in_view(before, error) from None
    _stay_open(latest, subject, moved)
    return data, subject


def _add_version(db: Session, config: Config, case: Case, user: User, data: Mapping[str, Any], hoe: str) -> Version:
    number = case.versions[-1].nummer + 1 if case.versions else 1
    text = json.dumps(data, ensure_ascii=False, indent=1)
    version = Version(nummer=number, inhoud=text, hoe=hoe, user=user, gemaakt_op=config.clock())
    case.versions.append(version)
    db.flush()
    listing.renew(db, config, case)
    return version


def _taken() -> Exception:
    return fault("ZAAK-900", [Problem("DOCGEN-104", "zaaknummer", *_row("DOCGEN-104"))], aantal=1)


def _row(code: str) -> tuple[str, str]:
    found = fault(code)
    return found.melding, found.advies


def _renumber(db: Session, case: Case, zaaknummer: str) -> None:
    if zaaknummer == case.zaaknummer:
        return
    try:
        with db.begin_nested():
            case.zaaknummer = zaaknummer
    except IntegrityError:
        raise _taken() from None


def _whole_path(opened: Opened, path: str) -> str:
    return opened.view.whole_path_of(path, opened.whole)


def _whole(edits: Edits, before: Opened) -> Edits:
    zet = {_whole_path(before, path): value for path, value in edits.zet.items()}
    return Edits(zet, frozenset(_whole_path(before, path) for path in edits.weg))


def _may_write(before: Opened, edits: Edits) -> None:
    """Refuse an edit of a field that the user cannot see as it is."""
    known = [path for path in (*edits.zet, *edits.weg) if merge.at(before.whole, path) is not None]
    if not before.may_write or any(not _sees_all(before, path) for path in known):
        raise fault("DOCGEN-105")


def _sees_all(opened: Opened, path: str) -> bool:
    """Tell whether a user sees every value at a place; an item that holds a secret cannot be removed."""
    return all(
        service.may_see(opened.subject, opened.user.rol, leaf) for leaf in leaves(merge.at(opened.whole, path), path)
    )


def _stay_open(latest: Opened, subject: Any, moved: Edits) -> None:
    """Refuse an edit that makes a field secret for the user who writes it, or that writes into a secret one."""
    places = [leaf for path, value in moved.zet.items() for leaf in leaves(value, path)]
    if subject.soort != latest.case.soort or any(not service.may_see(subject, latest.user.rol, p) for p in places):
        raise fault("DOCGEN-105")


def leaves(value: Any, path: str) -> list[str]:
    """The places of all single values below a place."""
    if isinstance(value, Mapping) and value:
        return [leaf for name, item in value.items() for leaf in leaves(item, f"{path}.{name}")]
    if isinstance(value, list) and value:
        return [leaf for n, item in enumerate(value) for leaf in leaves(item, f"{path}[{n}]")]
    return [path]


def _shown(opened: Opened, found: Any) -> list[merge.Change]:
    """The changes that a user may see, in the places of the view."""
    shown = []
    for change in found:
        path = opened.view.path_of(change.path)
        places = leaves(change.nieuw if change.nieuw is not None else change.oud, change.path)
        if path and all(service.may_see(opened.subject, opened.user.rol, leaf) for leaf in places):
            shown.append(merge.Change(path, change.oud, change.nieuw))
    return shown


def _clashes(before: Opened, found: tuple[Clash, ...]) -> list[Clash]:
    return [Clash(before.view.path_of(clash.path) or clash.path, clash.oud, clash.hun, clash.mijn) for clash in found]


def _in_view(before: Opened, error: CaseProblem) -> CaseProblem:
    problems = tuple(Problem(p.code, before.view.path_of(p.veld) or "", p.melding, p.advies) for p in error.problems)
    return CaseProblem(error.code, error.melding, error.advies, problems)
