"""The door of docgen: a case comes in whole, or every reason why it cannot."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from docgen import errors
from docgen.case import checks, reading
from docgen.case.governance import CollegeNota, Toetreding, Uittreding
from docgen.case.reading import path_of
from docgen.case.zaak import Zaak
from docgen.errors import Problem

AnyCase = Zaak | Toetreding | Uittreding | CollegeNota

KINDS: dict[str, type[AnyCase]] = {
    "zaak": Zaak,
    "toetreding": Toetreding,
    "uittreding": Uittreding,
    "collegenota": CollegeNota,
}
"""The kinds of case, by the value of `soort`."""

MOST_PROBLEMS = 200
"""Problems that are told at once; with more than these it is not a matter of single fields."""

_WRONG_TYPE = {
    "model_type": "een onderdeel met velden (tussen accolades)",
    "model_attributes_type": "een onderdeel met velden (tussen accolades)",
    "dict_type": "een onderdeel met velden (tussen accolades)",
    "tuple_type": "een lijst (tussen blokhaken)",
}


def load(path: str | Path) -> AnyCase:
    """Read the case in a file; raises CaseProblem with everything that is wrong with it."""
    where = Path(path)
    return loads(reading.read_bytes(where), where.name)


def loads(content: bytes, naam: str) -> AnyCase:
    """Read the case in the bytes of a file called `naam`; raises CaseProblem with everything that is wrong."""
    return from_data(reading.parse(content, naam))


def from_data(data: Mapping[str, Any]) -> AnyCase:
    """Make a case of plain data, as a form or a table delivers it; raises CaseProblem with all that is wrong."""
    problems: list[Problem] = []
    tree = reading.tidy(data if isinstance(data, dict) else dict(data), problems)
    if too_deep := [problem for problem in problems if problem.code == "ZAAK-008"]:
        raise _refused(too_deep[:1])
    soort = tree.get("soort")
    model = KINDS.get(soort) if isinstance(soort, str) else None
    if model is None:
        # Without its kind nothing else about a case can be judged.
        raise _refused([*problems, _kind_problem(soort)])
    try:
        case = model.model_validate(tree)
    except ValidationError as error:
        case = None
        problems += _translated(error, model, tree)
    told = {problem.veld for problem in problems}
    problems += [problem for problem in checks.check(tree) if problem.veld not in told]
    if problems or case is None:
        raise _refused(problems)
    return case


def _kind_problem(soort: object) -> Problem:
    if soort is None:
        return errors.problem("ZAAK-013", "soort")
    return errors.problem("ZAAK-014", "soort", toegestaan=", ".join(KINDS))


def _refused(problems: list[Problem]) -> errors.DocgenError:
    distinct = list({(problem.code, problem.veld): problem for problem in problems}.values())
    shown = distinct[:MOST_PROBLEMS]
    if len(distinct) > MOST_PROBLEMS:
        shown.append(errors.problem("ZAAK-049", "", aantal=MOST_PROBLEMS))
    return errors.fault("ZAAK-900", shown, aantal=len(distinct))


def _translated(error: ValidationError, model: type[BaseModel], tree: Any) -> Iterator[Problem]:
    """Turn what pydantic found into rows of our table, by its type and place alone."""
    found = error.errors(include_url=False, include_input=False)
    for details in found[: MOST_PROBLEMS + 1]:
        yield _translate(details, model, tree)


def _translate(details: ErrorDetails, model: type[BaseModel], tree: Any) -> Problem:
    kind, loc = details["type"], details["loc"]
    context = details.get("ctx", {})
    veld = path_of(loc)
    if kind == "extra_forbidden":
        return _unknown_key(model, loc)
    if kind == "missing" or _value_at(tree, loc) is None:
        return errors.problem("ZAAK-013", veld)
    if kind.startswith("ZAAK-"):
        return errors.problem(kind, veld, **context)
    if kind == "too_long":
        return errors.problem("ZAAK-017", veld, hoogste=context["max_length"])
    return errors.problem("ZAAK-015", veld, soort=_WRONG_TYPE.get(kind, "een andere soort waarde"))


def _unknown_key(model: type[BaseModel], loc: tuple[str | int, ...]) -> Problem:
    key = str(loc[-1])
    owner = _model_at(model, loc[:-1])
    near = difflib.get_close_matches(key.lower(), owner.model_fields if owner else (), n=1)
    if near:
        return errors.problem("ZAAK-050", path_of(loc), sleutel=key, bekend=near[0])
    return errors.problem("ZAAK-051", path_of(loc), sleutel=key)


def _value_at(tree: Any, loc: tuple[str | int, ...]) -> Any:
    for step in loc:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def _model_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Find the model that stands at a place of a case."""
    current: type[BaseModel] | None = model
    for step in loc:
        if current is not None and isinstance(step, str):
            field = current.model_fields.get(step)
            current = _model_in(field.annotation) if field else None
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Find the model inside an annotation: `Doel` in `tuple[Doel, ...]` and in `Doel | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
