"""Every date of a case: the rule it follows from, how it was counted, who has to act, and whether it is done.

Whether something is done is read as the rules on talks, letters and decisions read it: a report that is recorded, a
letter that was received in its window. Where the case has no place for it, a date that has gone by is past, not late.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.case import Evaluatie
from docgen.rules.aanzegging import AANZEGGING, not_reached
from docgen.rules.clientoverleg import EVALUATIERAPPORT
from docgen.rules.context import Context
from docgen.rules.dates import ONE_DAY, last_day
from docgen.rules.gesprekken import EVALUATIEGESPREK, MONITORGESPREK
from docgen.rules.mijlpalen import (
    besluit_op_aanvraag,
    besluit_streefdatum,
    besluit_uiterlijk,
    evaluatiegesprekken,
    evaluatierapporten,
    gehouden,
    met_gemeente,
    nabuurschap_uiterlijk,
    plandatum,
    planevaluaties,
    toewijzing,
    verlenging_aanvragen,
    zienswijzen_uiterlijk,
)
from docgen.rules.omklap import AFTER_SUPPORT
from docgen.rules.outcome import Aard, Moment
from docgen.rules.registry import RULES
from docgen.rules.termijnen import omklapgesprek, waakvlamgesprek
from docgen.rules.vooraankondiging import VOORAANKONDIGING

VASTGELEGD = "Vastgelegd in de zaak."
PARTIJEN, CORPORATIE, GEMEENTE = "de partijen", "de corporatie", "de gemeente"
ZORGAANBIEDER, VERHUURDER = "de zorgaanbieder", "de verhuurder"
OVERLEG_VAN = "de corporatie en de zorgaanbieder"
GESPREK_VAN = "de huurder, de begeleider en de corporatie"
START, END = "de eerste dag van de huur", "de laatste dag van de huur"
SUPPORT_ENDS = "de laatste dag van de Wmo-beschikking"


@dataclass(frozen=True, slots=True)
class _Done:
    """Whether and when something was done, and which documents tell that."""

    uit: tuple[str, ...]
    gedaan: bool
    op: dt.date | None = None
    moet: bool = True


@dataclass(frozen=True, slots=True)
class _Date:
    """A date that may be one of the case: the ids of the rules that may ask for it, in order."""

    codes: str
    wat: str
    datum: dt.date | None
    aard: Aard
    tot: dt.date | None = None
    wie: str = ""
    telling: str = VASTGELEGD
    done: _Done | None = None


def moments(ctx: Context) -> tuple[Moment, ...]:
    """List every date of the case, earliest first; nothing for another kind than a zaak.

    The same day may follow from another rule in another agreement: the first rule in force counts,
    and a day that no rule in force knows is left out.
    """
    if not ctx.is_zaak:
        return ()
    rows = (*_contract(ctx), *_entry(ctx), *_support(ctx), *_talks(ctx), *_outflow(ctx), *_end(ctx), *_letters(ctx))
    known = ((_rule_of(ctx, row), row.datum, row) for row in rows)
    found = sorted(
        ((day, code, row) for code, day, row in known if code and day), key=lambda item: (item[0], item[1], item[2].wat)
    )
    counted: Counter[tuple[str, str]] = Counter()
    made = []
    for day, code, row in found:
        counted[code, row.wat] += 1
        made.append(_moment(ctx, day, code, row, counted[code, row.wat]))
    return tuple(made)


def _rule_of(ctx: Context, row: _Date) -> str:
    return next((c for c in row.codes.split() if c in ctx.regeling.regels or c.startswith("LAW-")), "")


def _moment(ctx: Context, day: dt.date, code: str, row: _Date, nummer: int) -> Moment:
    done = row.done or _Done((), gedaan=False, moet=False)
    bron = ctx.regeling.bronnen.get(code, RULES[code].bron)
    return Moment(
        code,
        row.wat,
        day,
        row.tot,
        bron,
        nummer,
        row.aard,
        row.wie,
        row.telling,
        done.moet and not done.gedaan,
        done.gedaan,
        done.op,
        done.uit,
    )


def _contract(ctx: Context) -> Iterator[_Date]:
    lease, signed = ctx.huurovereenkomst, ctx.ondertekend_op
    yield _Date("LAW-10", "Ondertekening van de huurovereenkomst", signed, Aard.STUK)
    if ctx.tijdelijk:
        what, how = "De zorgaanbieder meldt de plaatsing af bij het Transferpunt", "Op de dag van de ondertekening."
        yield _Date("FR-39", what, signed, Aard.MELDING, wie=ZORGAANBIEDER, telling=how)
        what = "De corporatie schrijft de huurder kosteloos opnieuw in"
        yield _Date("NOP-08", what, signed, Aard.MELDING, wie=CORPORATIE, telling=how)
    yield _Date("LAW-01", "Eerste dag van de huur", ctx.ingangsdatum, Aard.HUUR)
    yield _Date("LAW-01", "Laatste dag van de huur", ctx.einddatum, Aard.HUUR)
    info = lease.informatie_vooraf if lease else None
    yield _Date("FR-13", "De huurder is vooraf geïnformeerd", info.datum if info else None, Aard.MELDING)
    days = lease.evaluatiemomenten if lease else ()
    yield from (_Date("FR-13", "Evaluatiemoment", day, Aard.GESPREK) for day in days)
    held = gehouden(ctx, MONITORGESPREK)
    for day, done in zip(sorted(days), _each(MONITORGESPREK, held, len(days)), strict=True):
        yield _Date("NOP-04", "Monitorgesprek", day, Aard.GESPREK, wie=GESPREK_VAN, done=done)
    yield from (_Date("WF-03", "Gesprek over het wonen en de omzetting", day, Aard.GESPREK) for day in days)


def _entry(ctx: Context) -> Iterator[_Date]:
    frame, care, lease = ctx.zaak.raamovereenkomst, ctx.zaak.begeleidingsovereenkomst, ctx.huurovereenkomst
    signed = frame.datum_ondertekening if frame else None
    yield _Date("AL-03", "Ondertekening van de raamovereenkomst", signed, Aard.STUK)
    yield _Date("AL-04", "Intakegesprek", lease.intakegesprek if lease else None, Aard.GESPREK)
    yield _Date("AL-04", "Toewijzing van de woning", toewijzing(ctx), Aard.HUUR)
    met, days = ctx.zaak.nabuurschap.datum if ctx.zaak.nabuurschap else None, ctx.termijn("nabuurschap_dagen")
    met = met if met and met <= ctx.peildatum else None
    yield _Date(
        "AL-14",
        "Afspraken over goed nabuurschap zijn gemaakt",
        nabuurschap_uiterlijk(ctx),
        Aard.GESPREK,
        telling=f"{days} dagen na de toewijzing van de woning.",
        done=_Done(("nabuurschapsafspraken",), met is not None, met),
    )
    if care:
        yield _Date("NOP-03", "Ondertekening van de begeleidingsovereenkomst", care.datum_ondertekening, Aard.STUK)
        yield _Date("NOP-03", "Eerste dag van de begeleidingsovereenkomst", care.ingangsdatum, Aard.BESCHIKKING)
        yield _Date("NOP-03", "Laatste dag van de begeleidingsovereenkomst", care.einddatum, Aard.BESCHIKKING)
    stay, longest = ctx.zaak.logeerplek, ctx.termijn("logeerplek_maanden")
    if stay and stay.begin and longest:
        until = stay.einde or last_day(stay.begin, longest)
        how = VASTGELEGD if stay.einde else f"Hoogstens {_months(longest)} vanaf de eerste dag."
        yield _Date("NOP-07", "Verblijf op de logeerplek", stay.begin, Aard.HUUR, until, telling=how)


def _support(ctx: Context) -> Iterator[_Date]:
    decided = ctx.beschikking.besluitdatum if ctx.beschikking else None
    kind, until = Aard.BESCHIKKING, ctx.beschikking_einde
    yield _Date("FR-04 NOP-20 AL-01 WF-01", "Besluit over de Wmo-ondersteuning", decided, kind, wie=GEMEENTE)
    yield _Date("FR-06 NOP-20 AL-01 WF-01", "Eerste dag van de Wmo-beschikking", ctx.beschikking_begin, kind)
    yield _Date("FR-05 NOP-20 AL-01 WF-01", "Laatste dag van de Wmo-beschikking", until, kind)
    yield _Date("FR-26 AL-12 WF-04", "Datum van het plan", plandatum(ctx), Aard.STUK)
    yield _Date(
        "FR-56 NOP-18",
        "Waakvlamondersteuning bespreken",
        waakvlamgesprek(ctx),
        Aard.GESPREK,
        telling=_before(ctx.termijn("waakvlamgesprek_maanden_voor_einde"), SUPPORT_ENDS),
        done=_waakvlam(ctx),
    )
    if until and ctx.einddatum and until < ctx.einddatum:
        yield _Date(
            "FR-18 NOP-05",
            "Besluit van partijen over wat er na de ondersteuning met de huur gebeurt",
            until + ONE_DAY,
            Aard.BESLUIT,
            wie=PARTIJEN,
            telling=f"De dag na {SUPPORT_ENDS}.",
            done=_after_support(ctx),
        )


def _talks(ctx: Context) -> Iterator[_Date]:
    held, start = gehouden(ctx, EVALUATIEGESPREK), ctx.ingangsdatum
    day: dt.date | None
    since = [talk for talk in held if start and talk.datum and talk.datum >= start]
    days, every = evaluatiegesprekken(ctx), ctx.termijn("evaluatiegesprek_elke_maanden")
    how = f"Elke {_months(every)} vanaf {START}; het laatste uiterlijk op {END}."
    for day, done in zip(days, _each(EVALUATIEGESPREK, since, len(days)), strict=True):
        yield _Date(
            "AL-16", "Halfjaarlijks evaluatiegesprek", day, Aard.GESPREK, wie=GESPREK_VAN, telling=how, done=done
        )
    days, every = planevaluaties(ctx), ctx.termijn("planevaluatie_elke_maanden")
    how = f"Elke {_months(every)} vanaf de datum van het plan, en in elk geval vóór het besluit over het vervolg."
    looked = [talk for talk in held if met_gemeente(talk)]
    for day, done in zip(days, _each(EVALUATIEGESPREK, looked, len(days)), strict=True):
        who = "de zorgaanbieder, de corporatie en de gemeente"
        yield _Date("AL-15", "Het plan is geëvalueerd", day, Aard.GESPREK, wie=who, telling=how, done=done)
    decided = _decision(ctx)
    for what, day, months in (
        ("Overleg over het vervolg plannen", besluit_streefdatum(ctx), ctx.termijn("besluit_streef_maanden")),
        ("Besluit over het vervolg is genomen", besluit_uiterlijk(ctx), ctx.termijn("besluit_uiterlijk_maanden")),
    ):
        how = f"{_months(months)} na {START}."
        yield _Date("AL-05", what, day, Aard.BESLUIT, wie=OVERLEG_VAN, telling=how, done=decided)


def _outflow(ctx: Context) -> Iterator[_Date]:
    check, debt = ctx.zaak.toetsing, ctx.zaak.huurschuld
    what, who = "Toetsing door de uitstroomcoördinator", "de uitstroomcoördinator"
    yield _Date("WF-04", what, check.datum if check else None, Aard.BESLUIT, wie=who)
    yield _Date("WF-06", "Toegelaten tot schuldhulp", debt.wgs_toegelaten_op if debt else None, Aard.BESLUIT)
    day: dt.date | None
    days, start = evaluatierapporten(ctx), ctx.ingangsdatum
    held = [r for r in gehouden(ctx, EVALUATIERAPPORT) if start and r.datum and r.datum >= start]
    how = f"Elke {_months(ctx.termijn('evaluatierapport_elke_maanden'))} vanaf {START}, in het eerste jaar."
    for day, done in zip(days, _each(EVALUATIERAPPORT, held, len(days)), strict=True):
        what = "Evaluatierapport voor de uitstroomcoördinator"
        yield _Date("WF-11", what, day, Aard.GESPREK, wie=ZORGAANBIEDER, telling=how, done=done)
    how = f"{ctx.termijn('aanvraag_dagen')} dagen na de ontvangst van de aanvraag."
    for asked in ctx.zaak.aanvragen:
        if asked.besluit_op is None:  # that it has none is what makes it a date: whoever sees it knows
            what, open_ = "Besluit van de gemeente op een aanvraag", _Done((), gedaan=False)
            day = besluit_op_aanvraag(ctx, asked)
            yield _Date("WF-12", what, day, Aard.BESLUIT, wie=GEMEENTE, telling=how, done=open_)
    what, how = "Zienswijzen op het geschil zijn gegeven", "Geteld vanaf de dagtekening van de mededeling."
    yield _Date("WF-19", what, zienswijzen_uiterlijk(ctx), Aard.MELDING, wie="de andere partijen", telling=how)
    if ctx.tijdelijk and not ctx.voortzetting_besloten:
        what, who = "Zo nodig verlenging van de beschikking aanvragen", "de huurder, met de zorgaanbieder"
        how = _before(ctx.termijn("verlenging_maanden_voor_einde"), SUPPORT_ENDS)
        yield _Date("WF-27", what, verlenging_aanvragen(ctx), Aard.BESCHIKKING, wie=who, telling=how)


def _end(ctx: Context) -> Iterator[_Date]:
    if ctx.tijdelijk and not ctx.verlenging_besloten:
        how = _before(ctx.termijn("omklapgesprek_maanden_voor_einde"), SUPPORT_ENDS)
        what, done = "Gesprek over omklap plannen", _decision(ctx)
        yield _Date("FR-15", what, omklapgesprek(ctx), Aard.GESPREK, wie=PARTIJEN, telling=how, done=done)
    evaluation = ctx.omklapevaluatie
    otherwise = evaluation is not None and evaluation.conclusie is not None and not ctx.omklap_besloten
    if ctx.tijdelijk and not otherwise:
        what = "Omklap: eerste dag van de huur op eigen naam"
        decided = bool(ctx.omklap_besloten and evaluation and evaluation.omklapdatum)
        how = "Zo besloten in de evaluatie." if decided else _follows(ctx)
        yield _Date("FR-16 AL-06 NOP-05 WF-03", what, ctx.omklapdatum, Aard.HUUR, telling=how)
    what, day = "Evaluatie met een besluit over de omklap", evaluation.datum if evaluation else None
    yield _Date("FR-12 NOP-04 AL-05 WF-03", what, day, Aard.BESLUIT, done=_decision(ctx))


def _letters(ctx: Context) -> Iterator[_Date]:
    # An aanzegging would end the lease that the parties decided to continue (LAW-18).
    if ctx.voortzetting_besloten:
        return
    if window := ctx.vooraankondiging:
        opens, closes = ctx.termijn("vooraankondiging_opent_maanden"), ctx.termijn("vooraankondiging_sluit_maanden")
        yield _Date(
            "FR-14 NOP-06",
            "Vooraankondiging van het einde moet zijn ontvangen",
            window.opens,
            Aard.BRIEF,
            window.closes,
            CORPORATIE,
            f"Van {_months(opens)} tot {_months(closes)} vóór {END}.",
            _announced(ctx),
        )
    if (window := ctx.aanzegging) and (law := ctx.recht.tijdelijke_huur):
        opens, closes = law.aanzegging_opent_maanden.waarde, law.aanzegging_sluit_maanden.waarde
        how = (
            f"Van {_months(opens)} tot {_months(closes)} vóór het einde van de huur; een weekend of feestdag "
            "verschuift niets."
        )
        what, done = "Aanzegging moet zijn ontvangen", _reached(ctx)
        yield _Date("LAW-03", what, window.opens, Aard.BRIEF, window.closes, VERHUURDER, how, done)
        what, how = (
            "Streefdatum voor de ontvangst van de aanzegging",
            _before(law.aanzegging_streef_maanden.waarde, END),
        )
        wish = _Done(done.uit, done.gedaan, done.op, moet=False)
        yield _Date("LAW-03", what, window.target, Aard.BRIEF, None, VERHUURDER, how, wish)


def _follows(ctx: Context) -> str:
    """What the new lease follows, in the words of the agreement."""
    ends = {"beschikking": "van de Wmo-beschikking", "huur": "van de huur"}
    words = " of ".join(ends[what] for what in ctx.regeling.omklap.volgt_op)
    return f"De dag na de laatste dag {words}{', wat het eerst komt' if ' of ' in words else ''}."


# --- whether it is done ------------------------------------------------------------


def _each(soort: str, held: Sequence[Evaluatie], wanted: int) -> list[_Done]:
    """Of a number of talks that had to be held: the first ones are done by those that were."""
    days = [talk.datum for talk in held[:wanted]]
    return [_Done((soort,), True, day) for day in days] + [_Done((soort,), False)] * (wanted - len(days))


def _decision(ctx: Context) -> _Done:
    found = ctx.omklapevaluatie
    return _Done(ctx.regeling.omklap.besluit_in, found is not None, found.datum if found else None)


def _after_support(ctx: Context) -> _Done:
    made = [e.datum for e in ctx.zaak.evaluaties if e.conclusie in AFTER_SUPPORT and not _later(ctx, e.datum)]
    days = [day for day in made if day]
    kinds = ctx.regeling.omklap.besluit_in
    return _Done(kinds, bool(made) or ctx.zaak.overdracht is not None, min(days, default=None))


def _waakvlam(ctx: Context) -> _Done:
    talks = [e for e in ctx.zaak.evaluaties if e.waakvlam and e.waakvlam.besproken and not _later(ctx, e.datum)]
    days = [talk.datum for talk in talks if talk.datum]
    return _Done(("waakvlamafspraken",), bool(talks) or ctx.zaak.waakvlam is not None, min(days, default=None))


def _announced(ctx: Context) -> _Done:
    """The agreement asks for this letter only when the lease is to end."""
    sent, found = ctx.brieven(VOORAANKONDIGING), ctx.omklapevaluatie
    days = [day for letter in sent if (day := ctx.ontvangen(letter))]
    ending = ctx.zaak.vooraankondiging is not None or bool(found and found.conclusie == "beeindigen")
    return _Done((VOORAANKONDIGING,), bool(sent), max(days, default=None), moet=ending)


def _reached(ctx: Context) -> _Done:
    """Done when every addressee's letter arrived inside the window."""
    sent = ctx.brieven(AANZEGGING)
    days = [day for letter in sent if (day := ctx.ontvangen(letter)) and ctx.aanzegging and ctx.aanzegging.holds(day)]
    all_of_them = bool(sent) and not not_reached(ctx)
    return _Done((AANZEGGING,), all_of_them, max(days, default=None) if all_of_them else None)


def _later(ctx: Context, day: dt.date | None) -> bool:
    return day is not None and day > ctx.peildatum


def _months(n: int | None) -> str:
    return "1 maand" if n == 1 else f"{n} maanden"


def _before(n: int | None, what: str) -> str:
    return f"{_months(n)} vóór {what}."
