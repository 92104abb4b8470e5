"""Which of the sources that a clause names hold under an agreement: a shared text names those of each."""

from __future__ import annotations

from functools import lru_cache

from docgen.law.loader import load_regeling, regelingen


def geldende_bron(bron: str, regeling: str) -> str:
    """Leave out of the sources of a clause ("FR-10; Afs.2f; BW 7:271") what only another agreement says."""
    return "; ".join(part for part in bron.split("; ") if _holds(part, regeling))


@lru_cache(maxsize=4096)
def _holds(citation: str, regeling: str) -> bool:
    """The law holds everywhere; what an agreement says holds there, and where its rule was taken over."""
    own = load_regeling(regeling)
    if citation in own.regels or citation.startswith(own.vindplaatsen):
        return True
    return not any(citation.startswith(load_regeling(other).vindplaatsen) for other in regelingen())
