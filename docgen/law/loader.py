"""Read the dated data of the law and the agreements; the only module that opens those files."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from docgen.errors import DocgenError, fault, problem
from docgen.law.model import Regeling
from docgen.law.statute import Bewaartermijnen, Brief, Feestdagen, TijdelijkeHuur, Verhuur, Waarborgsom

_HERE = Path(__file__).resolve().parent
PARAMETERS = _HERE / "parameters"
REGELINGEN = _HERE / "regelingen"

T = TypeVar("T")


class _Dated(Protocol):
    @property
    def geldig_van(self) -> dt.date: ...

    @property
    def geldig_tot(self) -> dt.date | None: ...


D = TypeVar("D", bound=_Dated)


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the law says on one day; None where our data does not reach back that far."""

    op: dt.date
    tijdelijke_huur: TijdelijkeHuur | None
    waarborgsom: Waarborgsom | None
    verhuur: Verhuur | None
    bewaartermijnen: Bewaartermijnen | None
    brief: Brief | None
    feestdagen: Feestdagen | None


def load_regeling(naam: str) -> Regeling:
    """Return the agreement with this id.

    Raises:
        CaseProblem: ZAAK-910, no such agreement; the message lists those we have.
        TextFault: TEKST-910, its data file is wrong.
    """
    known = regelingen()
    if naam not in known:
        near = get_close_matches(naam, known, n=1)
        words = {"bekend": ", ".join(known), "tip": f" Bedoelt u {near[0]}?" if near else ""}
        raise fault("ZAAK-910", [problem("ZAAK-910", "regeling", **words)], **words)
    return _regeling(REGELINGEN / f"{naam}.toml")


def regelingen() -> tuple[str, ...]:
    """Return the ids of the agreements that we have, sorted."""
    return tuple(sorted(path.stem for path in REGELINGEN.glob("*.toml")))


@lru_cache(maxsize=512)
def load_parameters(op: dt.date) -> Parameters:
    """Return the legal parameters that hold on this day.

    Which day that is, is for the rule to say: a lease follows the law of the day
    on which it was concluded, a letter that of the day it is sent.

    Raises:
        TextFault: TEKST-910 or TEKST-911, a data file is wrong.
    """
    return Parameters(
        op,
        _on(op, _versions("tijdelijke-huur", TijdelijkeHuur)),
        _on(op, _versions("waarborgsom", Waarborgsom)),
        _on(op, _versions("verhuur", Verhuur)),
        _on(op, _versions("bewaartermijnen", Bewaartermijnen)),
        _on(op, _versions("brief", Brief)),
        _on(op, _versions("feestdagen", Feestdagen)),
    )


@lru_cache(maxsize=32)
def _regeling(path: Path) -> Regeling:
    regeling = read(path, Regeling)
    if regeling.id != path.stem:
        raise fault("TEKST-910", bestand=path.name, fouten="id: is niet de naam van het bestand")
    return regeling


@lru_cache(maxsize=32)
def _versions(name: str, kind: type[D]) -> tuple[D, ...]:
    path = PARAMETERS / f"{name}.toml"
    rows = _toml(path).get("versie")
    if not isinstance(rows, list) or not rows:
        raise fault("TEKST-910", bestand=path.name, fouten="versie: ontbreekt")
    versions = tuple(_build(path, row, kind) for row in rows)
    check_periods(path.name, versions)
    return versions


def check_periods(bestand: str, versions: tuple[_Dated, ...]) -> None:
    """Refuse versions that overlap, run backwards or stand out of order.

    Raises:
        TextFault: TEKST-911.
    """
    for here in versions:
        if here.geldig_tot is not None and here.geldig_tot < here.geldig_van:
            raise fault("TEKST-911", bestand=bestand, datum=here.geldig_van.isoformat())
    for before, after in itertools.pairwise(versions):
        if before.geldig_tot is None or before.geldig_tot >= after.geldig_van:
            raise fault("TEKST-911", bestand=bestand, datum=after.geldig_van.isoformat())


def read(path: Path, kind: type[T]) -> T:
    """Read one TOML file as one frozen object of this kind.

    Raises:
        TextFault: TEKST-910, with every wrong place of the file at once.
    """
    return _build(path, _toml(path), kind)


def _on(op: dt.date, versions: tuple[D, ...]) -> D | None:
    return next((v for v in versions if v.geldig_van <= op and (v.geldig_tot is None or op <= v.geldig_tot)), None)


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise fault("TEKST-910", bestand=path.name, fouten=str(error)) from error


def _build(path: Path, row: object, kind: type[T]) -> T:
    try:
        # Through JSON, because strict validation of Python values refuses a mapping for a dataclass.
        return TypeAdapter(kind).validate_json(json.dumps(row, default=str))
    except ValidationError as error:
        raise _wrong(path, error) from error


def _wrong(path: Path, error: ValidationError) -> DocgenError:
    places = "; ".join(f"{'.'.join(str(part) for part in e['loc'])}: {e['type']}" for e in error.errors())
    return fault("TEKST-910", bestand=path.name, fouten=places)
