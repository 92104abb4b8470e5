"""The rules by their id: each a small pure function from a context to what it found.

A rule raises nothing and reads no clock. Its docstring cites its source in a line
`Bron: …` that equals the one in the decorator (a test compares them). A rule has
one default severity; a hit may say otherwise for its own situation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from docgen.rules.context import Context
from docgen.rules.outcome import Ernst

HUURCONTRACT = "huurcontract"
"""Group of documents that a rule blocks by default: the finals of the lease family."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a rule found; what it leaves open comes from the rule itself."""

    melding: str
    veld: str = ""
    advies: str = ""
    ernst: Ernst | None = None
    groep: str | None = None
    """Group of documents (`documentgroepen` of the agreement) or the name of one document."""
    fixed: bool = False
    """True when nobody may deviate from it, whatever the agreement says: a missing signature."""
    on_request: bool = False
    """True when it only counts for whoever asks for the document."""


Check = Callable[[Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of domain.md §2."""

    code: str
    ernst: Ernst
    bron: str
    groep: str
    soorten: tuple[str, ...]
    """Kinds of case (`soort`) that it judges."""
    check: Check

    @property
    def omschrijving(self) -> str:
        """The first line of its docstring."""
        return (self.check.__doc__ or "").strip().splitlines()[0]


_RULES: dict[str, Rule] = {}
RULES: Mapping[str, Rule] = MappingProxyType(_RULES)
"""Every rule that exists, by its id."""


def rule(
    code: str, ernst: Ernst, bron: str, groep: str = HUURCONTRACT, soorten: tuple[str, ...] = ("zaak",)
) -> Callable[[Check], Check]:
    """Register a function as the rule with this id.

    Raises:
        ValueError: the id is taken.
    """

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"rule {code} exists twice")
        _RULES[code] = Rule(code, ernst, bron, groep, soorten, check)
        return check

    return register


def rules_overview() -> tuple[dict[str, str], ...]:
    """List every rule with its id, severity, source, meaning and function, in order of id."""
    return tuple(
        {
            "code": found.code,
            "ernst": found.ernst.value,
            "bron": found.bron,
            "omschrijving": found.omschrijving,
            "functie": f"{found.check.__module__}.{found.check.__qualname__}",
        }
        for found in sorted(RULES.values(), key=lambda r: r.code)
    )
