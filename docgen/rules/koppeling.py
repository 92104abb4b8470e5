"""The rules on lease and support that belong together, and never end each other by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

_ENDS = re.compile(r"\b(eindigt|vervalt|stopt|ontbonden|beëindigd|afgelopen)\b", re.IGNORECASE)
_BY_ITSELF = re.compile(r"\b(van rechtswege|automatisch|vanzelf|zodra|direct|onmiddellijk|zonder opzegging)\b", re.I)
_LEASE = re.compile(r"\b(de huur|huurovereenkomst|huurcontract|dit contract|deze overeenkomst|het gehuurde)\b", re.I)
_NOT = re.compile(r"\b(niet|nooit|geen)\b", re.IGNORECASE)


@rule("NOP-03", Ernst.BLOKKEERT, "§ 3")
def support_agreement_exists(ctx: Context) -> Iterator[Hit]:
    """Bij de huur hoort een begeleidingsovereenkomst; de teksten van beide noemen de koppeling.

    Bron: § 3
    """
    if ctx.tijdelijk is None:
        return
    care, veld = ctx.zaak.begeleidingsovereenkomst, "begeleidingsovereenkomst"
    if care is None:
        yield Hit("Er is geen begeleidingsovereenkomst vastgelegd.", veld, "Vul de begeleidingsovereenkomst in.")
        return
    if care.ingangsdatum is None:
        fact = "De eerste dag van de begeleidingsovereenkomst is niet vastgelegd."
        yield Hit(fact, f"{veld}.ingangsdatum", "Vul de dag in; huur en begeleiding noemen elkaar.")
    elif ctx.ingangsdatum and care.ingangsdatum > ctx.ingangsdatum:
        yield Hit(
            f"De begeleiding begint op {nl.datum(care.ingangsdatum)}, na de eerste dag van de huur.",
            f"{veld}.ingangsdatum",
            "Laat de begeleiding op de eerste dag van de huur beginnen.",
            Ernst.WAARSCHUWT,
        )


@rule("NOP-05", Ernst.INFO, "§ 3")
def earlier_end_of_support(ctx: Context) -> Iterator[Hit]:
    """Is de begeleiding eerder niet meer nodig, dan gaat het contract over in een gewone huurovereenkomst.

    Bron: § 3
    """
    until, end = ctx.beschikking_einde, ctx.einddatum
    if ctx.tijdelijk and until and end and until < end and not ctx.omklap_besloten:
        yield Hit(
            f"De beschikking eindigt op {nl.datum(until)}, vóór de laatste dag van de huur ({nl.datum(end)}).",
            "beschikking.einddatum",
            "Is begeleiding dan niet meer nodig, besluit dan in een monitorgesprek tot een gewone huurovereenkomst.",
        )


@rule("NOP-16", Ernst.INFO, "§ 5", groep="aanzegging")
def structural_relapse(ctx: Context) -> Iterator[Hit]:
    """Bij structurele terugval wordt de woning opgezegd en de huurder voor beschermd wonen aangemeld.

    Bron: § 5
    """
    found = ctx.omklapevaluatie
    if ctx.tijdelijk and found and found.conclusie == "beeindigen":
        yield Hit(
            "Het laatste gesprek concludeert dat het wonen stopt; de huur eindigt daardoor niet vanzelf.",
            f"{ctx.omklapevaluatie_veld}.conclusie",
            "De huurder zegt de woning op; meld de huurder zo nodig aan voor beschermd wonen, met een beschikking.",
        )


@rule("LAW-06", Ernst.WAARSCHUWT, "BW 7:271 lid 8")
def no_end_by_itself(ctx: Context) -> Iterator[Hit]:
    """Een afspraak waardoor de huur vanzelf eindigt, bijvoorbeeld als de begeleiding stopt, geldt niet.

    The texts of docgen hold none (a test reads them); this reads what the case adds to them.

    Bron: BW 7:271 lid 8
    """
    for veld, text in _agreed(ctx):
        for sentence in re.split(r"(?<=[.;!?])\s+", text):
            if ends_by_itself(sentence):
                yield Hit(
                    "Een afspraak laat de huur vanzelf eindigen; zo'n afspraak geldt niet.",
                    veld,
                    "Spreek overleg af over wat er dan met de huur gebeurt.",
                )
                break


def ends_by_itself(sentence: str) -> bool:
    """Whether a sentence lets the lease end without aanzegging, opzegging or a court."""
    clauses = (_ENDS, _BY_ITSELF, _LEASE)
    return all(found.search(sentence) for found in clauses) and not _NOT.search(sentence)


def _agreed(ctx: Context) -> Iterator[tuple[str, str]]:
    zaak, lease = ctx.zaak, ctx.huurovereenkomst
    care, rules = zaak.begeleidingsovereenkomst, zaak.gedragsaanwijzing
    lists = (
        ("huurovereenkomst.aanvullende_afspraken", lease.aanvullende_afspraken if lease else ()),
        ("begeleidingsovereenkomst.inhoud", care.inhoud if care else ()),
        ("omklap.aanvullende_afspraken", zaak.omklap.aanvullende_afspraken if zaak.omklap else ()),
        ("gedragsaanwijzing.regels", rules.regels if rules else ()),
    )
    for veld, texts in lists:
        yield from ((f"{veld}[{n}]", text) for n, text in enumerate(texts))
    if rules and rules.gevolg:
        yield "gedragsaanwijzing.gevolg", rules.gevolg
    for n, addendum in enumerate(zaak.addenda):
        changes = ((m, change.nieuw) for m, change in enumerate(addendum.wijzigingen))
        yield from ((f"addenda[{n}].wijzigingen[{m}].nieuw", new) for m, new in changes if new)
