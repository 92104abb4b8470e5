"""What a form for a case has to ask under its agreement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from docgen import law
from docgen.text.uses import used_fields


@dataclass(frozen=True)
class Needs:
    """The fields that matter under one agreement, by what the texts of all agreements name."""

    own: frozenset[str]
    """Fields that the texts of this agreement name."""
    others: frozenset[str]
    """Fields that only the texts of other agreements name."""

    def asks(self, path: str) -> bool:
        """Tell whether a form asks for a field ("evaluaties.criteria"): all but what only others name."""
        return not any(_holds(path, name) for name in self.others) or any(_touches(path, name) for name in self.own)


@cache
def needs(regeling: str, soort: str) -> Needs:
    """Say which fields of a kind of case matter under an agreement."""
    used = {name: used_fields(_texts(name), soort) for name in law.regelingen()}
    own = used.get(regeling, frozenset())
    return Needs(own, frozenset().union(*used.values()) - own)


def _texts(regeling: str) -> list[str]:
    return [path for paths in law.load_regeling(regeling).teksten().values() for path in paths]


def _touches(path: str, name: str) -> bool:
    return _holds(path, name) or path.startswith(f"{name}.")


def _holds(path: str, name: str) -> bool:
    return name == path or name.startswith(f"{path}.")
