"""The days that an agreement counts from the lease, the plan and the allocation: talks, decision, neighbours.

Each is None or empty where the agreement sets no term: no rhythm is ever invented.
All are counted in one step from the original day, never from the day before (domain.md 2.7).
"""

from __future__ import annotations

import datetime as dt
import itertools

from docgen.case import Aanvraag, Evaluatie
from docgen.rules.context import Context
from docgen.rules.dates import end_of_term, plus

GEMEENTE = "gemeente"


def besluit_uiterlijk(ctx: Context) -> dt.date | None:
    """Return the last day of the decision on how the lease goes on (AL-05); the day itself still counts."""
    return _after_start(ctx, "besluit_uiterlijk_maanden")


def besluit_streefdatum(ctx: Context) -> dt.date | None:
    """Return when that decision is planned, so early that the aanzegging is still possible (AL-05)."""
    return _after_start(ctx, "besluit_streef_maanden")


def _after_start(ctx: Context, termijn: str) -> dt.date | None:
    months = ctx.termijn(termijn)
    if ctx.tijdelijk is None or ctx.ingangsdatum is None or months is None:
        return None
    return plus(ctx.ingangsdatum, months)


def toewijzing(ctx: Context) -> dt.date | None:
    """Return the day on which the home was allocated."""
    return ctx.huurovereenkomst.toewijzingsdatum if ctx.huurovereenkomst else None


def nabuurschap_uiterlijk(ctx: Context) -> dt.date | None:
    """Return the last day for the agreements on the neighbours (AL-14)."""
    allocated, days = toewijzing(ctx), ctx.termijn("nabuurschap_dagen")
    return allocated + dt.timedelta(days=days) if allocated and days is not None else None


def evaluatiegesprekken(ctx: Context) -> tuple[dt.date, ...]:
    """List the days of the regular talks while the home is let, the last at latest on its last day (AL-16)."""
    return _every(ctx, ctx.ingangsdatum, ctx.termijn("evaluatiegesprek_elke_maanden"))


def planevaluaties(ctx: Context) -> tuple[dt.date, ...]:
    """List the last days for evaluating the plan: each year while the home is let, and before the decision (AL-15).

    The first is moved forward to the last day of the decision where it would otherwise come after it.
    """
    months, decision = ctx.termijn("planevaluatie_elke_maanden"), besluit_uiterlijk(ctx)
    days = [day for day in _every(ctx, plandatum(ctx), months) if _let(ctx, day)]
    if decision is None or months is None:
        return tuple(days)
    first = min(days[0], decision) if days else decision
    return (first, *days[1:])


def evaluatierapporten(ctx: Context) -> tuple[dt.date, ...]:
    """List the days of the reports of the zorgaanbieder in the first year, each at latest on the last day (WF-11)."""
    every, until = ctx.termijn("evaluatierapport_elke_maanden"), ctx.termijn("evaluatierapport_tot_en_met_maanden")
    start, end = ctx.ingangsdatum, ctx.einddatum
    if ctx.tijdelijk is None or start is None or end is None or end < start or not (every and until):
        return ()
    return tuple(sorted({min(plus(start, months), end) for months in range(every, until + 1, every)}))


def verlenging_aanvragen(ctx: Context) -> dt.date | None:
    """Return the day by which an extension of the beschikking is asked (WF-27)."""
    months = ctx.termijn("verlenging_maanden_voor_einde")
    return plus(ctx.beschikking_einde, -months) if ctx.beschikking_einde and months else None


def besluit_op_aanvraag(ctx: Context, asked: Aanvraag, termijn: str = "aanvraag_dagen") -> dt.date | None:
    """Return the last day for the decision on an application; a term of an agreement never moves (WF-12)."""
    days = ctx.termijn(termijn)
    return asked.ontvangen_op + dt.timedelta(days=days) if asked.ontvangen_op and days is not None else None


def zienswijzen_uiterlijk(ctx: Context) -> dt.date | None:
    """Return the last day for the views of the other parties on a dispute (WF-19)."""
    found, days = ctx.zaak.geschil, ctx.regeling.geschil.reactie_dagen
    return found.datum + dt.timedelta(days=days.waarde) if found and found.datum and days else None


def _let(ctx: Context, day: dt.date) -> bool:
    return ctx.ingangsdatum is not None and day >= ctx.ingangsdatum


def _every(ctx: Context, start: dt.date | None, months: int | None) -> tuple[dt.date, ...]:
    """Count from `start` every n months up to the end of the lease; a day at its end becomes its last day."""
    if ctx.tijdelijk is None or ctx.einddatum is None or start is None or not months:
        return ()
    term = end_of_term(ctx.einddatum)
    counted = (plus(start, months * k) for k in itertools.count(1))
    return tuple(min(day, ctx.einddatum) for day in itertools.takewhile(lambda day: day <= term, counted))


def plandatum(ctx: Context) -> dt.date | None:
    """Return the day of the plan of the case, whichever kind it is."""
    plans = (ctx.zaak.ondersteuningsplan, ctx.zaak.perspectiefplan)
    return next((plan.datum for plan in plans if plan and plan.datum), None)


def gehouden(ctx: Context, soort: str) -> tuple[Evaluatie, ...]:
    """List the evaluations of this kind that were held on or before the peildatum, the first one first."""
    held = [e for e in ctx.zaak.evaluaties if e.soort == soort and e.datum and e.datum <= ctx.peildatum]
    return tuple(sorted(held, key=lambda e: e.datum or dt.date.min))


def met_gemeente(talk: Evaluatie) -> bool:
    """Whether the gemeente took part in a talk, or was asked."""
    words = " ".join(f"{p.rol or ''} {p.organisatie or ''}" for p in talk.aanwezigen if p.aanwezig is not False)
    return talk.afgestemd_met_gemeente is True or GEMEENTE in words.casefold()
