"""The named dates of the tables of documents, and the days that are counted back from the end of the support."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

from docgen.rules.context import Context
from docgen.rules.dates import plus
from docgen.rules.mijlpalen import besluit_streefdatum, besluit_uiterlijk, nabuurschap_uiterlijk, toewijzing


def overdracht(ctx: Context) -> dt.date | None:
    """Return the day on which another zorgaanbieder takes over, else the last day of the contract."""
    found = ctx.zaak.overdracht
    return (found.datum if found else None) or ctx.laatste_dag_contract


def gedragsaanwijzing(ctx: Context) -> dt.date | None:
    """Return the first day of the rules of behaviour, else the last day of the contract."""
    found = ctx.zaak.gedragsaanwijzing
    return (found.ingangsdatum if found else None) or ctx.laatste_dag_contract


def addendum(ctx: Context) -> dt.date | None:
    """Return the first day of the last addendum; None while it is not recorded."""
    days = [row.ingangsdatum for row in ctx.zaak.addenda]
    return max((day for day in days if day), default=None)


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
        "ondertekening": lambda ctx: ctx.ondertekend_op,
        "laatste_dag_contract": lambda ctx: ctx.laatste_dag_contract,
        "overdracht": overdracht,
        "gedragsaanwijzing": gedragsaanwijzing,
        "addendum": addendum,
        "toetreding": lambda ctx: getattr(ctx.case, "ingangsdatum", None),
        "uittreding": lambda ctx: getattr(ctx.case, "uittreden_per", None),
        "toewijzing": toewijzing,
        "nabuurschap_uiterlijk": nabuurschap_uiterlijk,
        "nabuurschap_datum": lambda ctx: ctx.zaak.nabuurschap.datum if ctx.zaak.nabuurschap else None,
        "besluit_streefdatum": besluit_streefdatum,
        "besluit_uiterlijk": besluit_uiterlijk,
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
