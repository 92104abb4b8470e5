"""Rules that no case may set aside, because they rest on law (domain.md §2, "Never overridable")."""

from __future__ import annotations

NIET_AFWIJKBAAR = frozenset(
    {
        *("FR-02", "FR-03", "FR-23", "FR-24", "FR-45", "FR-47", "FR-48", "FR-50", "FR-51", "FR-53"),
        *("NOP-10", "NOP-11", "NOP-12"),
        *("AL-17", "AL-18"),
        *("WF-02", "WF-08", "WF-10", "WF-22"),
    }
)
"""Rules of an agreement; every rule of the law (`LAW-…`) comes on top of these."""


def may_be_overridden(regel: str) -> bool:
    """Tell whether `afwijkingen[]` may name this rule."""
    return not regel.startswith("LAW-") and regel not in NIET_AFWIJKBAAR
