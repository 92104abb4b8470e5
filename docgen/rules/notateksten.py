"""What the nota to the college prints: its arguments and remarks, numbered to the points of the decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from docgen.case import CollegeNota, Onderbouwing
from docgen.rules.context import Context
from docgen.rules.facts import fact_about
from docgen.rules.uit import Uit

NOTA = ("collegenota",)


@dataclass(frozen=True, slots=True)
class Onderbouwd:
    """An argument or a remark with its number."""

    nummer: str
    """"1.2": the second one about decision point 1."""
    kop: str | None
    tekst: str

    @property
    def heeft_kop(self) -> bool:
        """Het argument of de kanttekening heeft een kop."""
        return bool(self.kop)


@dataclass(frozen=True, kw_only=True)
class Notawaarden:
    """The derived values of a nota."""

    argumenten_genummerd: Annotated[tuple[Onderbouwd, ...], Uit("argumenten")] = ()
    kanttekeningen_genummerd: Annotated[tuple[Onderbouwd, ...], Uit("kanttekeningen")] = ()


def nota(ctx: Context) -> Notawaarden:
    """Derive these values; nothing for another kind of case."""
    case = ctx.case
    if not isinstance(case, CollegeNota):
        return Notawaarden()
    return Notawaarden(
        argumenten_genummerd=tuple(_numbered(case.argumenten)),
        kanttekeningen_genummerd=tuple(_numbered(case.kanttekeningen)),
    )


def _numbered(rows: Iterable[Onderbouwing]) -> Iterator[Onderbouwd]:
    """Number the rows per decision point, in the order of those points and within one as they stand."""
    seen: Counter[int] = Counter()
    for row in sorted(rows, key=lambda found: found.beslispunt):
        seen[row.beslispunt] += 1
        yield Onderbouwd(f"{row.beslispunt}.{seen[row.beslispunt]}", row.kop, row.tekst)


def _nota(ctx: Context) -> CollegeNota | None:
    return ctx.case if isinstance(ctx.case, CollegeNota) else None


@fact_about(*NOTA)
def argumenten_aanwezig(ctx: Context) -> bool:
    """De nota heeft minstens één argument."""
    case = _nota(ctx)
    return case is not None and bool(case.argumenten)


@fact_about(*NOTA)
def kanttekeningen_aanwezig(ctx: Context) -> bool:
    """De nota heeft minstens één kanttekening."""
    case = _nota(ctx)
    return case is not None and bool(case.kanttekeningen)


@fact_about(*NOTA)
def nota_bijlagen_aanwezig(ctx: Context) -> bool:
    """Bij de nota hoort minstens één bijlage."""
    case = _nota(ctx)
    return case is not None and bool(case.bijlagen)


@fact_about(*NOTA)
def nota_beleid_bekend(ctx: Context) -> bool:
    """De nota zegt op welk beleid het besluit voortbouwt."""
    case = _nota(ctx)
    return case is not None and bool(case.beleidsreferentie)


@fact_about(*NOTA)
def collegebesluit_bekend(ctx: Context) -> bool:
    """Het college heeft besloten, met de datum erbij."""
    case = _nota(ctx)
    return case is not None and case.besluit is not None and case.besluit.datum is not None


@fact_about(*NOTA)
def akkoord_ondertekening_bekend(ctx: Context) -> bool:
    """Vastgelegd is wanneer de burgemeester het akkoord tekent."""
    case = _nota(ctx)
    return case is not None and case.ondertekening is not None and case.ondertekening.datum is not None


@fact_about(*NOTA)
def raadsinformatie_bekend(ctx: Context) -> bool:
    """De nota zegt wat de raad hoort."""
    case = _nota(ctx)
    return case is not None and bool(case.raadsinformatie)


@fact_about(*NOTA)
def communicatie_bekend(ctx: Context) -> bool:
    """De nota zegt wie het besluit horen."""
    case = _nota(ctx)
    return case is not None and bool(case.communicatie)
