"""From a case and a day to its Outcome: which rules are in force, what they find, what may be deviated from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from docgen.case import Afwijking, AnyCase, may_be_overridden
from docgen.errors import fault
from docgen.law import Documentregel, Regeling, load_regeling
from docgen.rules.afgeleid import derive
from docgen.rules.context import Context
from docgen.rules.facts import FACTS, answers
from docgen.rules.outcome import Call, Ernst, Finding, Outcome
from docgen.rules.registry import RULES, Hit, Rule
from docgen.rules.termijnen import NAMED_DATES
from docgen.rules.tijdlijn import moments

LAW = "LAW-"
NOT = "niet "
_WORST_FIRST = {ernst: n for n, ernst in enumerate(Ernst)}


@dataclass(frozen=True, slots=True)
class _Found:
    rule: Rule
    hit: Hit


def evaluate(case: AnyCase, peildatum: dt.date) -> Outcome:
    """Judge a case on a day: findings (worst first), dates, documents it calls for, facts and derived values.

    Raises:
        CaseProblem: ZAAK-910, the case names an agreement that we do not have.
        TextFault: TEKST-913, the data of the agreement names a rule, fact or date that does not exist.
    """
    ctx = Context(case, load_regeling(case.regeling), peildatum)
    check_names(ctx.regeling)
    found = [_Found(rule, hit) for rule in policy(ctx.regeling, case.soort) for hit in rule.check(ctx)]
    facts = answers(ctx)
    called = tuple(_called(ctx, facts))
    return Outcome(
        peildatum=peildatum,
        findings=_findings(ctx, [f for f in found if not f.hit.on_request], _anomalies(ctx)),
        moments=moments(ctx),
        calls=_calls(called),
        facts=facts,
        afgeleid=derive(ctx),
        teksten=_texts(ctx, facts, called),
        on_request=_findings(ctx, [f for f in found if f.hit.on_request]),
    )


def policy(regeling: Regeling, soort: str) -> tuple[Rule, ...]:
    """Return the rules in force for this kind of case: those that the agreement lists, and all of the law."""
    listed = (RULES[code] for code in regeling.regels)
    law = (found for code, found in RULES.items() if code.startswith(LAW))
    return tuple(found for found in (*listed, *law) if soort in found.soorten)


def check_names(regeling: Regeling) -> None:
    """Refuse an agreement whose data names a rule, fact or date that does not exist.

    Raises:
        TextFault: TEKST-913, with all of them.
    """
    unknown = [code for code in (*regeling.regels, *regeling.bronnen) if code not in RULES]
    for row in regeling.documenten:
        unknown += [naam for naam in row.als if naam.removeprefix(NOT) not in FACTS]
        unknown += [naam for naam in (row.vanaf, row.tot) if naam and naam not in NAMED_DATES]
    if unknown:
        raise fault("TEKST-913", regeling=regeling.id, namen=", ".join(sorted(set(unknown))))


def _called(ctx: Context, facts: Mapping[str, bool]) -> Iterator[Documentregel]:
    """Read off the table of the agreement which documents the case calls for on the peildatum."""
    for row in _rows(ctx):
        first = NAMED_DATES[row.vanaf](ctx) if row.vanaf else None
        last = NAMED_DATES[row.tot](ctx) if row.tot else None
        begun = not row.vanaf or (first is not None and first <= ctx.peildatum)
        if _holds(row, facts) and begun and (last is None or ctx.peildatum <= last):
            yield row


def _calls(rows: Iterable[Documentregel]) -> tuple[Call, ...]:
    """Each document once: a document may have several rows, and the first that holds says why."""
    first: dict[str, Call] = {}
    for row in rows:
        first.setdefault(row.document, Call(row.document, row.reden))
    return tuple(first.values())


def _texts(ctx: Context, facts: Mapping[str, bool], called: Sequence[Documentregel]) -> Mapping[str, str]:
    """Choose the text of each document: that of the row called for, else of one whose facts hold, else the first."""
    found: dict[str, str] = {}
    for row in (*called, *(r for r in _rows(ctx) if _holds(r, facts)), *_rows(ctx)):
        found.setdefault(row.document, row.tekst)
    return MappingProxyType({row.document: found[row.document] for row in _rows(ctx)})


def _rows(ctx: Context) -> tuple[Documentregel, ...]:
    return tuple(row for row in ctx.regeling.documenten if row.soort == ctx.case.soort)


def _holds(row: Documentregel, facts: Mapping[str, bool]) -> bool:
    return all(not facts[n.removeprefix(NOT)] if n.startswith(NOT) else facts[n] for n in row.als)


def _anomalies(ctx: Context) -> Iterator[Finding]:
    """Name where the source of the agreement contradicts itself or is silent: kept, never corrected in silence."""
    for row in ctx.regeling.anomalieen:
        yield Finding(row.regel, Ernst(row.ernst), row.melding, "regeling", row.bron)


def _findings(ctx: Context, found: list[_Found], more: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    made = [*more, *(_deviated(ctx, _finding(ctx.regeling, item)) for item in found)]
    return tuple(sorted(made, key=lambda f: (_WORST_FIRST[f.ernst], f.code, f.veld)))


def _finding(regeling: Regeling, found: _Found) -> Finding:
    rule, hit = found.rule, found.hit
    groep = hit.groep or rule.groep
    ernst = hit.ernst or rule.ernst
    return Finding(
        code=rule.code,
        ernst=ernst,
        melding=hit.melding,
        veld=hit.veld,
        bron=regeling.bronnen.get(rule.code, rule.bron),
        advies=hit.advies,
        documenten=regeling.documentgroepen.get(groep, (groep,)),
        afwijkbaar=ernst is Ernst.BLOKKEERT and not hit.fixed and may_be_overridden(rule.code),
    )


def _deviated(ctx: Context, made: Finding) -> Finding:
    """Turn a block into a warning where somebody with a name and a motive deviated from the rule."""
    deviation = _deviation(ctx, made.code)
    if deviation is None or not made.afwijkbaar:
        return made
    if not deviation.motief or not deviation.naam:
        return replace(made, advies=f"De vastgelegde afwijking mist een naam of een motief. {made.advies}".strip())
    by = ", ".join(filter(None, (deviation.naam, deviation.functie)))
    how = f"{made.melding} Hiervan is afgeweken {ctx.regeling.afwijking.tekst}, door {by}: {deviation.motief}"
    bron = f"{made.bron}; {ctx.regeling.afwijking.bron}"
    return replace(made, ernst=Ernst.WAARSCHUWT, melding=how, bron=bron, advies="", afwijkbaar=False)


def _deviation(ctx: Context, code: str) -> Afwijking | None:
    recorded = ctx.zaak.afwijkingen if ctx.is_zaak else ()
    in_time = (a for a in recorded if a.datum is None or a.datum <= ctx.peildatum)
    return next((a for a in in_time if a.regel == code), None)
