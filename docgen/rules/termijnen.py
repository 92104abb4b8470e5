"""Every date of a case with the rule it follows from, and the named dates of the tables of documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from docgen.rules.context import Context
from docgen.rules.dates import ONE_DAY, last_day, plus
from docgen.rules.mijlpalen import (
    besluit_op_aanvraag,
    besluit_streefdatum,
    besluit_uiterlijk,
    evaluatiegesprekken,
    evaluatierapporten,
    nabuurschap_uiterlijk,
    plandatum,
    planevaluaties,
    toewijzing,
    verlenging_aanvragen,
    zienswijzen_uiterlijk,
)
from docgen.rules.outcome import Moment
from docgen.rules.registry import RULES


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


def moments(ctx: Context) -> tuple[Moment, ...]:
    """List every date of the case, earliest first; nothing for another kind than a zaak.

    The same day may follow from another rule in another agreement: the first rule in force counts,
    and a day that no rule in force knows is left out.
    """
    if not ctx.is_zaak:
        return ()
    found = []
    rows = (*_contract(ctx), *_entry(ctx), *_support(ctx), *_talks(ctx), *_outflow(ctx), *_end(ctx))
    for codes, wat, datum, tot in rows:
        code = next((c for c in codes.split() if c in ctx.regeling.regels or c.startswith("LAW-")), None)
        if code and datum is not None:
            found.append(Moment(code, wat, datum, tot, ctx.regeling.bronnen.get(code, RULES[code].bron)))
    return tuple(sorted(found, key=lambda m: (m.datum, m.code, m.wat)))


_Date = tuple[str, str, dt.date | None, dt.date | None]
"""Rule ids, what happens, first and last day."""


def _contract(ctx: Context) -> Iterator[_Date]:
    yield "LAW-10", "Ondertekening van de huurovereenkomst", ctx.ondertekend_op, None
    if ctx.tijdelijk:
        yield "FR-39", "De zorgaanbieder meldt de plaatsing af bij het Transferpunt", ctx.ondertekend_op, None
        yield "NOP-08", "De corporatie schrijft de huurder kosteloos opnieuw in", ctx.ondertekend_op, None
    yield "LAW-01", "Eerste dag van de huur", ctx.ingangsdatum, None
    yield "LAW-01", "Laatste dag van de huur", ctx.einddatum, None
    lease = ctx.huurovereenkomst
    info = lease.informatie_vooraf if lease else None
    yield "FR-13", "De huurder is vooraf geïnformeerd", info.datum if info else None, None
    for day in lease.evaluatiemomenten if lease else ():
        yield "FR-13", "Evaluatiemoment", day, None
        yield "NOP-04", "Monitorgesprek", day, None
        yield "WF-03", "Gesprek over het wonen en de omzetting", day, None


def _entry(ctx: Context) -> Iterator[_Date]:
    frame, care, lease = ctx.zaak.raamovereenkomst, ctx.zaak.begeleidingsovereenkomst, ctx.huurovereenkomst
    yield "AL-03", "Ondertekening van de raamovereenkomst", frame.datum_ondertekening if frame else None, None
    yield "AL-04", "Intakegesprek", lease.intakegesprek if lease else None, None
    yield "AL-04", "Toewijzing van de woning", toewijzing(ctx), None
    yield "AL-14", "Afspraken over goed nabuurschap zijn gemaakt", nabuurschap_uiterlijk(ctx), None
    yield "NOP-03", "Ondertekening van de begeleidingsovereenkomst", care.datum_ondertekening if care else None, None
    yield "NOP-03", "Eerste dag van de begeleidingsovereenkomst", care.ingangsdatum if care else None, None
    yield "NOP-03", "Laatste dag van de begeleidingsovereenkomst", care.einddatum if care else None, None
    stay, longest = ctx.zaak.logeerplek, ctx.termijn("logeerplek_maanden")
    if stay and stay.begin and longest:
        yield "NOP-07", "Verblijf op de logeerplek", stay.begin, stay.einde or last_day(stay.begin, longest)


def _support(ctx: Context) -> Iterator[_Date]:
    decided = ctx.beschikking.besluitdatum if ctx.beschikking else None
    yield "FR-04 NOP-20 AL-01 WF-01", "Besluit over de Wmo-ondersteuning", decided, None
    yield "FR-06 NOP-20 AL-01 WF-01", "Eerste dag van de Wmo-beschikking", ctx.beschikking_begin, None
    yield "FR-05 NOP-20 AL-01 WF-01", "Laatste dag van de Wmo-beschikking", ctx.beschikking_einde, None
    yield "FR-26 AL-12 WF-04", "Datum van het plan", plandatum(ctx), None
    yield "FR-56 NOP-18", "Waakvlamondersteuning bespreken", waakvlamgesprek(ctx), None
    if ctx.beschikking_einde and ctx.einddatum and ctx.beschikking_einde < ctx.einddatum:
        what = "Besluit van partijen over wat er na de ondersteuning met de huur gebeurt"
        yield "FR-18 NOP-05", what, ctx.beschikking_einde + ONE_DAY, None


def _talks(ctx: Context) -> Iterator[_Date]:
    for day in evaluatiegesprekken(ctx):
        yield "AL-16", "Halfjaarlijks evaluatiegesprek", day, None
    for day in planevaluaties(ctx):
        yield "AL-15", "Het plan is geëvalueerd", day, None
    yield "AL-05", "Overleg over het vervolg plannen", besluit_streefdatum(ctx), None
    yield "AL-05", "Besluit over het vervolg is genomen", besluit_uiterlijk(ctx), None


def _outflow(ctx: Context) -> Iterator[_Date]:
    check, debt = ctx.zaak.toetsing, ctx.zaak.huurschuld
    yield "WF-04", "Toetsing door de uitstroomcoördinator", check.datum if check else None, None
    yield "WF-06", "Toegelaten tot schuldhulp", debt.wgs_toegelaten_op if debt else None, None
    for day in evaluatierapporten(ctx):
        yield "WF-11", "Evaluatierapport voor de uitstroomcoördinator", day, None
    for asked in ctx.zaak.aanvragen:
        if asked.besluit_op is None:
            yield "WF-12", "Besluit van de gemeente op een aanvraag", besluit_op_aanvraag(ctx, asked), None
    yield "WF-19", "Zienswijzen op het geschil zijn gegeven", zienswijzen_uiterlijk(ctx), None
    if ctx.tijdelijk and not ctx.voortzetting_besloten:
        yield "WF-27", "Zo nodig verlenging van de beschikking aanvragen", verlenging_aanvragen(ctx), None


def _end(ctx: Context) -> Iterator[_Date]:
    if ctx.tijdelijk and not ctx.verlenging_besloten:
        yield "FR-15", "Gesprek over omklap plannen", omklapgesprek(ctx), None
        yield "FR-16 AL-06 NOP-05 WF-03", "Omklap: eerste dag van de huur op eigen naam", ctx.omklapdatum, None
    evaluation = ctx.omklapevaluatie
    yield (
        "FR-12 NOP-04 AL-05 WF-03",
        "Evaluatie met een besluit over de omklap",
        evaluation.datum if evaluation else None,
        None,
    )
    # An aanzegging would end the lease that the parties decided to continue (LAW-18).
    if ctx.voortzetting_besloten:
        return
    if window := ctx.vooraankondiging:
        what = "Vooraankondiging van het einde moet zijn ontvangen"
        yield "FR-14 NOP-06", what, window.opens, window.closes
    if window := ctx.aanzegging:
        yield "LAW-03", "Aanzegging moet zijn ontvangen", window.opens, window.closes
        yield "LAW-03", "Streefdatum voor de ontvangst van de aanzegging", window.target, None
