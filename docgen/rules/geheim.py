"""Which fields of a case a role may never see, in any document: everything that its table does not open.

Bron: domain.md §2.8, §4.7 and §4.10; traps 3, 8, 11 and 12. A field that is added to
the case is secret for everyone whose table does not name it. What belongs to a goal
(a result in an evaluation) is as open or as secret as that goal.
"""

from __future__ import annotations

import datetime as dt
import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from pydantic import BaseModel

from docgen import nl
from docgen.case import KINDS, AnyCase, Zaak
from docgen.case.choices import Documentnaam
from docgen.errors import fault
from docgen.law.ontvangers import Ontvangers, Rol, load_ontvangers

SHORTEST = 4
"""Values of fewer characters say nothing by themselves and stand everywhere."""
_STEP = re.compile(r"(?P<name>\w+)(?:\[(?P<inner>[^\]]*)\])?")
_BSN = re.compile(r"([0-9]{3})([0-9]{3})([0-9]{3})")
_NOT = "niet "
_ROLES = frozenset(Rol)
_COMPOSED = ("naam", "straat_en_nummer", "afdruk")
"""Properties in which a part of a case prints itself: a name, an address, a period."""

Trail = tuple[tuple[str, object], ...]
"""The way to a value: for each step its name and, inside a list, the item that was taken."""


@dataclass(frozen=True, slots=True)
class Patroon:
    """One pattern of the table, ready to compare."""

    stappen: tuple[tuple[str, str], ...]
    open: bool

    def fits(self, trail: Trail) -> bool:
        """Tell whether the pattern covers this value."""
        here = zip(self.stappen, trail, strict=False)
        return len(self.stappen) <= len(trail) and all(
            name == step and _chosen(selector, item) for (name, selector), (step, item) in here
        )

    @property
    def rank(self) -> tuple[int, int, bool]:
        """How precise it is; of two that are as precise the secret one wins."""
        return len(self.stappen), sum(bool(selector) for _, selector in self.stappen), not self.open


def is_open(case: AnyCase, rol: str, path: str) -> bool:
    """Tell whether a role may see the field at this path ("doelen[2].tekst") in any document.

    A name that is no part of the case, such as a derived value, is not judged here: True.
    """
    trail = _trail(case, path)
    if not trail or trail[0][0] not in type(case).model_fields:
        return True
    return _is_open(case, _patterns(case.regeling, rol), trail)


def forbidden_values(case: AnyCase, rol: str) -> frozenset[str]:
    """Return the values that may stand in no copy of this role, raw and as printed.

    Left out are values shorter than four characters, codes of the interface (no text prints
    them), and what also stands in, or is part of, a value that the role may see.
    """
    return frozenset(secrets(case, rol))


def secrets(case: AnyCase, rol: str) -> dict[str, str]:
    """Return the same values, each with the path of (one of) its fields."""
    patterns = _patterns(case.regeling, rol)
    hidden: dict[str, str] = {}
    seen: list[str] = []
    for path, trail, value in _leaves(case, "", ()):
        if _is_open(case, patterns, trail):
            seen += forms(value)
        else:
            hidden.update(dict.fromkeys(forms(value), path))
    allowed = "\n".join(dict.fromkeys(seen))
    return {text: path for text, path in hidden.items() if len(text) >= SHORTEST and text not in allowed}


def forms(value: object) -> tuple[str, ...]:
    """Return the ways in which a value may be written: as it stands, and as documents print it."""
    if isinstance(value, nl.Bedrag):
        if not value:
            return ()
        return (value.afdruk.replace("\u00a0", " "), value.afdruk[2:], str(value.euro), nl.in_woorden(value))
    if isinstance(value, nl.Persoonsnaam):
        return value.volledig, value.formeel, value.kort, value.sorteernaam
    if isinstance(value, dt.date):
        return value.isoformat(), nl.datum(value), nl.datum_kort(value)
    text = str(value)
    if _BSN.fullmatch(text):
        return text, *(_BSN.sub(rf"\1{mark}\2{mark}\3", text) for mark in " .-"), f"{text[:4]}.{text[4:6]}.{text[6:]}"
    printed = getattr(value, "afdruk", text)
    return tuple(dict.fromkeys(filter(None, (*(" ".join(line.split()) for line in text.splitlines()), printed))))


def check_ontvangers(policy: Ontvangers) -> None:
    """Refuse a table that names a document or a field that does not exist.

    Raises:
        TextFault: TEKST-914, with all of them.
    """
    known = {name for part in typing.get_args(Documentnaam) for name in typing.get_args(part)}
    wrong = [f"het document {row.document} bestaat niet" for row in policy.documenten if row.document not in known]
    paths = [row.afzender for row in policy.documenten if row.afzender]
    paths += [path for row in policy.gegevens for path in (*row.open, *row.geheim)]
    wrong += [f"het veld {path} bestaat niet" for path in dict.fromkeys(paths) if not _exists(path)]
    if wrong:
        raise fault("TEKST-914", regeling=policy.regeling, fouten="; ".join(wrong))


# --- patterns ------------------------------------------------------------------


@lru_cache(maxsize=128)
def _patterns(regeling: str, rol: str) -> tuple[Patroon, ...]:
    """The patterns of a role, the most precise first."""
    policy = load_ontvangers(regeling)
    check_ontvangers(policy)
    rows = [row for row in policy.gegevens if rol in row.rollen]
    every = [Patroon(_steps(path), True) for row in rows for path in row.open]
    every += [Patroon(_steps(path), False) for row in rows for path in row.geheim]
    return tuple(sorted(every, key=lambda pattern: pattern.rank, reverse=True))


def _steps(path: str) -> tuple[tuple[str, str], ...]:
    if path == "*":
        return ()
    return tuple((match["name"], match["inner"] or "") for match in _STEP.finditer(path))


def _chosen(selector: str, item: object) -> bool:
    if not selector:
        return True
    if "=" in selector:
        name, _, wanted = selector.partition("=")
        return item is not None and getattr(item, name, None) == wanted
    if selector.startswith(_NOT):
        return item is not None and getattr(item, selector.removeprefix(_NOT), None) is not True
    return getattr(item, selector, None) is True


def _is_open(case: AnyCase, patterns: tuple[Patroon, ...], trail: Trail) -> bool:
    decisive = next((pattern for pattern in patterns if pattern.fits(trail)), None)
    if decisive is None or not decisive.open:
        return False
    goals = (_goal(case, getattr(item, "doel", None)) for _, item in trail)
    return all(_is_open(case, patterns, goal) for goal in goals if goal)


def _goal(case: AnyCase, name: object) -> Trail:
    found = next((goal for goal in case.doelen if goal.id == name), None) if isinstance(case, Zaak) and name else None
    return (("doelen", found), ("tekst", None)) if found else ()


# --- walking a case ------------------------------------------------------------


def _trail(case: AnyCase, path: str) -> Trail:
    trail: list[tuple[str, object]] = []
    value: object = case
    for match in _STEP.finditer(path):
        value = getattr(value, match["name"], None)
        item = None
        if match["inner"] and isinstance(value, tuple):
            index = int(match["inner"])
            value = item = value[index] if index < len(value) else None
        trail.append((match["name"], item))
    return tuple(trail)


def _leaves(value: object, path: str, trail: Trail) -> Iterator[tuple[str, Trail, object]]:
    """Every text, number, date, amount, name and address of a case with its path; no yes/no, no code."""
    if isinstance(value, BaseModel):
        for name in _COMPOSED:
            if isinstance(composed := getattr(value, name, None), str | nl.Persoonsnaam) and name not in value.__dict__:
                yield f"{path}.{name}", (*trail, (name, None)), composed
        for name, info in type(value).model_fields.items():
            if _is_code(info.annotation):
                continue
            inner, below = getattr(value, name), f"{path}.{name}" if path else name
            if isinstance(inner, tuple):
                for n, item in enumerate(inner):
                    yield from _leaves(item, f"{below}[{n}]", (*trail, (name, item)))
            else:
                yield from _leaves(inner, below, (*trail, (name, None)))
    elif value is not None and not isinstance(value, bool) and value not in _ROLES:
        yield path, trail, value


def _is_code(annotation: object) -> bool:
    """Tell whether a field holds one of a fixed list of words."""
    if typing.get_origin(annotation) is typing.Literal:
        return True
    return any(_is_code(part) for part in typing.get_args(annotation))


def _exists(path: str) -> bool:
    """Tell whether some kind of case has this field, and its list items the field of each selector."""
    return any(_exists_in(kind, _steps(path)) for kind in KINDS.values())


def _exists_in(model: type[BaseModel], steps: tuple[tuple[str, str], ...]) -> bool:
    if not steps:
        return True
    (name, selector), *rest = steps
    if name not in model.model_fields:
        return not rest and isinstance(getattr(model, name, None), property)
    inner = list(_models(model.model_fields[name].annotation))
    chooser = selector.removeprefix(_NOT).partition("=")[0]
    if chooser and not any(chooser in option.model_fields for option in inner):
        return False
    return not rest or any(_exists_in(option, tuple(rest)) for option in inner)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    yield from chain.from_iterable(map(_models, typing.get_args(annotation)))
