"""Every date of a case with the rule it follows from, and the named dates of the tables of documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from docgen.rules.context import Context
from docgen.rules.dates import ONE_DAY, plus
from docgen.rules.outcome import Moment
from docgen.rules.registry import RULES

NAMED_DATES: Mapping[str, Callable[[Context], dt.date | None]] = MappingProxyType(
    {
        "ingangsdatum": lambda ctx: ctx.ingangsdatum,
        "einddatum": lambda ctx: ctx.einddatum,
        "sluiting": lambda ctx: ctx.sluiting,
        "omklapdatum": lambda ctx: ctx.omklapdatum,
        "beschikking_einde": lambda ctx: ctx.beschikking_einde,
        "aanzegging_opent": lambda ctx: ctx.aanzegging.opens if ctx.aanzegging else None,
        "aanzegging_sluit": lambda ctx: ctx.aanzegging.closes if ctx.aanzegging else None,
        "vooraankondiging_opent": lambda ctx: ctx.vooraankondiging.opens if ctx.vooraankondiging else None,
        "vooraankondiging_sluit": lambda ctx: ctx.vooraankondiging.closes if ctx.vooraankondiging else None,
        "omklapgesprek": lambda ctx: omklapgesprek(ctx),
        "waakvlamgesprek": lambda ctx: waakvlamgesprek(ctx),
    }
)
"""The dates that `vanaf` and `tot` of a table of documents may name."""


def omklapgesprek(ctx: Context) -> dt.date | None:
    """Return the day by which the talk about omklap should be planned (FR-15)."""
    months = ctx.termijn("omklapgesprek_maanden_voor_einde")
    return plus(ctx.beschikking_einde, -months) if ctx.beschikking_einde and months else None


def waakvlamgesprek(ctx: Context) -> dt.date | None:
    """Return the day by which waakvlam should be discussed (FR-56)."""
    months = ctx.termijn("waakvlamgesprek_maanden_voor_einde")
    return plus(ctx.beschikking_einde, -months) if ctx.beschikking_einde and months else None


def moments(ctx: Context) -> tuple[Moment, ...]:
    """List every date of the case, earliest first; nothing for another kind than a zaak."""
    if not ctx.is_zaak:
        return ()
    dates = [*_contract(ctx), *_support(ctx), *_end(ctx)]
    in_force = set(ctx.regeling.regels)
    found = [
        Moment(code, wat, datum, tot, RULES[code].bron)
        for code, wat, datum, tot in dates
        if datum is not None and (code in in_force or code.startswith("LAW-"))
    ]
    return tuple(sorted(found, key=lambda m: (m.datum, m.code, m.wat)))


_Date = tuple[str, str, dt.date | None, dt.date | None]


def _contract(ctx: Context) -> Iterator[_Date]:
    yield "LAW-10", "Ondertekening van de huurovereenkomst", ctx.ondertekend_op, None
    if ctx.tijdelijk:
        yield "FR-39", "De zorgaanbieder meldt de plaatsing af bij het Transferpunt", ctx.ondertekend_op, None
    yield "LAW-01", "Eerste dag van de huur", ctx.ingangsdatum, None
    yield "LAW-01", "Laatste dag van de huur", ctx.einddatum, None
    lease = ctx.huurovereenkomst
    info = lease.informatie_vooraf if lease else None
    yield "FR-13", "De huurder is vooraf geïnformeerd", info.datum if info else None, None
    for day in lease.evaluatiemomenten if lease else ():
        yield "FR-13", "Evaluatiemoment", day, None


def _support(ctx: Context) -> Iterator[_Date]:
    decided = ctx.beschikking.besluitdatum if ctx.beschikking else None
    yield "FR-04", "Besluit over de Wmo-ondersteuning", decided, None
    yield "FR-06", "Eerste dag van de Wmo-beschikking", ctx.beschikking_begin, None
    yield "FR-05", "Laatste dag van de Wmo-beschikking", ctx.beschikking_einde, None
    yield "FR-26", "Datum van het ondersteuningsplan", ctx.plan.datum if ctx.plan else None, None
    yield "FR-56", "Waakvlamondersteuning bespreken", waakvlamgesprek(ctx), None
    if ctx.beschikking_einde and ctx.einddatum and ctx.beschikking_einde < ctx.einddatum:
        what = "Besluit van partijen over wat er na de ondersteuning met de huur gebeurt"
        yield "FR-18", what, ctx.beschikking_einde + ONE_DAY, None


def _end(ctx: Context) -> Iterator[_Date]:
    if ctx.tijdelijk:
        yield "FR-15", "Gesprek over omklap plannen", omklapgesprek(ctx), None
        yield "FR-16", "Omklap: eerste dag van de huur op eigen naam", ctx.omklapdatum, None
    evaluation = ctx.omklapevaluatie
    yield "FR-12", "Omklapevaluatie", evaluation.datum if evaluation else None, None
    # An aanzegging would end the lease that the parties decided to continue (LAW-18).
    if ctx.omklap_besloten:
        return
    if window := ctx.vooraankondiging:
        yield "FR-14", "Vooraankondiging van het einde moet zijn ontvangen", window.opens, window.closes
    if window := ctx.aanzegging:
        yield "LAW-03", "Aanzegging moet zijn ontvangen", window.opens, window.closes
        yield "LAW-03", "Streefdatum voor de ontvangst van de aanzegging", window.target, None
