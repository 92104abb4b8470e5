"""Counts for the yearly report, with the small ones suppressed: nobody may be traced by a number.

Bron: FR-49, FR-50 (Bijl.3: "niet tot individuele personen herleidbaar"). A count below
the threshold of the agreement is left out; when only one is left out it could be found
by subtraction from the total, so the smallest of the others is left out with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from docgen.case import AnyCase, Zaak
from docgen.law import load_regeling


def uitstroom_per_gemeente(cases: Iterable[AnyCase], regeling: str, jaar: int) -> dict[str, int | None]:
    """Count who moved to each gemeente in a year under an agreement; None for a count that is suppressed.

    Raises:
        CaseProblem: ZAAK-910, the agreement is unknown.
    """
    counts = Counter(
        case.gemeente.naam
        for case in cases
        if isinstance(case, Zaak) and case.regeling == regeling and case.gemeente and _year(case) == jaar
    )
    drempel = load_regeling(regeling).jaarverslag_drempel
    return suppressed(counts, drempel.waarde) if drempel else dict.fromkeys(sorted(counts))


def suppressed(counts: Mapping[str, int], drempel: int) -> dict[str, int | None]:
    """Leave out every count from 1 up to the threshold, and a second one when the first could be computed."""
    small = {name for name, count in counts.items() if 0 < count < drempel}
    others = sorted((count, name) for name, count in counts.items() if count >= drempel)
    if len(small) == 1 and others:
        small.add(others[0][1])
    return {name: None if name in small else counts[name] for name in sorted(counts)}


def _year(case: Zaak) -> int | None:
    lease = case.huurovereenkomst
    return lease.ingangsdatum.year if lease and lease.ingangsdatum else None
