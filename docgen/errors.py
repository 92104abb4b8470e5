"""The table of errors: what can go wrong, in one Dutch sentence with its remedy.

Checking returns `Problem`s, all at once. Raising is for what cannot continue:
`raise fault("TEKST-003", plaats=…, naam=…)`. The family of a code decides the
class and the exit code; the deliveries (CLI, web) translate in one place each.
No sentence ever repeats a personal value: it names the field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: the sentence and what to do about it."""

    melding: str
    advies: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a case, found by checking."""

    code: str
    veld: str
    melding: str
    advies: str


class DocgenError(Exception):
    """What every error of docgen has: a code, a Dutch sentence, a remedy, an exit code."""

    exit_code = 1

    def __init__(self, code: str, melding: str, advies: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(code, melding, advies, problems)
        self.code = code
        self.melding = melding
        self.advies = advies
        self.problems = problems

    def __str__(self) -> str:
        return f"{self.code}: {self.melding} {self.advies}".strip()


class CaseProblem(DocgenError):
    """The case cannot be read, or cannot be true under any agreement."""

    exit_code = 2


class RuleRefusal(DocgenError):
    """The case is fine; the agreement or the law says no."""

    exit_code = 3


class TextFault(DocgenError):
    """A text source of ours is wrong."""

    exit_code = 4


class TemplateFault(DocgenError):
    """A Word layout is wrong."""

    exit_code = 5


class RenderFault(DocgenError):
    """Making the file failed."""

    exit_code = 6


class PacketFault(DocgenError):
    """A packet cannot be made, or is not intact."""

    exit_code = 7


FAMILIES: dict[str, type[DocgenError]] = {
    "ZAAK": CaseProblem,
    "REGEL": RuleRefusal,
    "TEKST": TextFault,
    "LAYOUT": TemplateFault,
    "MAAK": RenderFault,
    "PAKKET": PacketFault,
    "DOCGEN": DocgenError,
}

ROWS: dict[str, Row] = {
    # --- ZAAK: reading a case (exit 2) ---
    "ZAAK-900": Row("De zaak heeft {aantal} fout(en).", "Herstel de genoemde velden en probeer het opnieuw."),
    # --- REGEL: the rules block (exit 3) ---
    "REGEL-001": Row(
        "{document} kan nog niet definitief worden gemaakt: {aantal} regel(s) blokkeren.",
        "Los de blokkerende bevindingen op, of maak een concept met --concept.",
    ),
    # --- TEKST: a text source (exit 4) ---
    # --- LAYOUT: a Word layout (exit 5) ---
    # --- MAAK: rendering (exit 6) ---
    # --- DOCGEN: anything else (exit 1) ---
    "DOCGEN-001": Row("Er ging iets mis dat wij niet hadden voorzien.", "Meld dit met het nummer {kenmerk}."),
}


def problem(code: str, veld: str, **values: object) -> Problem:
    """Make one finding of checking from its row; `veld` is the path in the case."""
    row = ROWS[code]
    return Problem(code, veld, row.melding.format(**values), row.advies.format(**values))


def fault(code: str, problems: Iterable[Problem] = (), **values: object) -> DocgenError:
    """Make the exception of a code from its row, ready to raise."""
    row = ROWS[code]
    family = FAMILIES[code.partition("-")[0]]
    return family(code, row.melding.format(**values), row.advies.format(**values), tuple(problems))
