"""What the agreement and the law say about a case on a day: findings, dates, documents, facts, derived values.

`evaluate(case, peildatum)` is the one door. Importing this package registers every rule.
"""

from __future__ import annotations

from docgen.rules import (
    aanmelden,
    aanzegging,
    akkoord,
    begeleiding,
    bekend,
    besluit,
    clientoverleg,
    driehoek,
    driehoekteksten,
    gegevens,
    gesprekken,
    kandidaat,
    koppeling,
    notateksten,
    omklap,
    onbepaald,
    ondersteuning,
    overdragen,
    overeenkomst,
    planteksten,
    toetreden,
    toewijzing,
    uitstroom,
    verhuur,
    vooraankondiging,
    waarborgen,
    wet,
)
from docgen.rules.afgeleid import Afgeleid
from docgen.rules.facts import FACTS, Fact
from docgen.rules.outcome import Call, Ernst, Finding, Moment, Outcome
from docgen.rules.policy import evaluate, policy
from docgen.rules.registry import RULES, Rule, rules_overview

RULE_MODULES = (
    *(aanzegging, begeleiding, besluit, gegevens, gesprekken, koppeling, omklap, ondersteuning),
    *(akkoord, clientoverleg, driehoek, driehoekteksten, kandidaat, notateksten),
    *(aanmelden, overdragen, overeenkomst, planteksten, toetreden, toewijzing, uitstroom, verhuur),
    *(vooraankondiging, waarborgen, wet),
)
"""The modules whose import registers the rules."""

FACT_MODULES = (bekend, onbepaald)
"""The modules beside `facts` whose import registers facts."""

__all__ = [
    "FACTS",
    "FACT_MODULES",
    "RULES",
    "RULE_MODULES",
    "Afgeleid",
    "Call",
    "Ernst",
    "Fact",
    "Finding",
    "Moment",
    "Outcome",
    "Rule",
    "evaluate",
    "policy",
    "rules_overview",
]
