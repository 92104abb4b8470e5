"""What goes into a batch and what comes out: a row of the input, and the entry that it ends as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from docgen.errors import FAMILIES, DocgenError, Problem

DOUBLE = "ZAAK-901"
"""Code of a row whose zaaknummer another row has already: the folder is that of the other."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the input, as it was read: nothing in it has been checked yet.

    Attributes:
        number: Its place in the input, from 1.
        plaats: Where it stands, in words: "rij 12", or the name of a file; never a value of the case.
        data: The JSON of the case in bytes, or its fields when it comes from a table; None beside a fault.
        fault: Why the row cannot be read at all.
        kolommen: Field path → heading of the column it came from, for a table.
    """

    number: int
    plaats: str
    data: bytes | Mapping[str, Any] | None
    fault: DocgenError | None = None
    kolommen: Mapping[str, str] = field(default_factory=dict)


class Stand(StrEnum):
    """What became of a document, or of a case as a whole."""

    GEMAAKT = "gemaakt"
    ONGEWIJZIGD = "ongewijzigd"
    GEWEIGERD = "geweigerd"
    """The agreement or the law says no."""
    MISLUKT = "mislukt"
    """The case is wrong, or making the file failed."""
    GOED = "in orde"
    """It can be made, and was not: the batch only tried."""
    NIETS = "niets gevraagd"
    """The case calls for no document on the peildatum."""
    VERVALLEN = "vervallen"
    """Made by an earlier run and no longer called for; its files were left where they are."""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What became of one document.

    Attributes:
        document: Its name, numbered from the second copy; empty for the case as a whole.
        stand: What became of it.
        problemen: Why it was refused or failed; no values of the case.
    """

    document: str
    stand: Stand
    problemen: tuple[Problem, ...] = ()

    @property
    def exit_code(self) -> int:
        """What this would be worth as the end of a command."""
        families = {problem.code.partition("-")[0] for problem in self.problemen}
        if self.stand is Stand.GEWEIGERD:
            return 3
        if self.stand is Stand.MISLUKT:
            return max((FAMILIES[name].exit_code for name in families if name in FAMILIES), default=1)
        return 0


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file that was made, with what it was made from.

    Attributes:
        document: The document it is a form of, as in `Uitkomst`.
        format: "pdf", "docx" …
        naam: Its path under the output folder.
        sha256: Of its bytes.
        herkomst: SHA-256 of its sidecar; empty for a format without one.
        sleutel: SHA-256 over all that decides its bytes: document, layout, program.
    """

    document: str
    format: str
    naam: str
    sha256: str
    herkomst: str
    sleutel: str


@dataclass(frozen=True, slots=True)
class Entry:
    """How one row ended; one line of the manifest, one or more rows of the report.

    Attributes:
        nummer: The place of the row in the input, from 1.
        plaats: Where it stands, in words.
        zaaknummer: The case; empty when that could not be read.
        uitkomsten: Per document what became of it; never empty. One with an empty name is about the case as a whole.
        bestanden: What stands on the disk for this case, as far as docgen put it there.
        invoer: SHA-256 of the row as it was read.
    """

    nummer: int
    plaats: str
    zaaknummer: str
    uitkomsten: tuple[Uitkomst, ...]
    bestanden: tuple[Bestand, ...] = ()
    invoer: str = ""

    @property
    def exit_code(self) -> int:
        """The worst of its documents."""
        return max((uitkomst.exit_code for uitkomst in self.uitkomsten), default=0)

    @property
    def dubbel(self) -> bool:
        """True when the folder of this zaaknummer belongs to another row."""
        return any(problem.code == DOUBLE for end in self.uitkomsten for problem in end.problemen)

    @property
    def fout(self) -> bool:
        """True when something of this case was refused or failed."""
        return self.exit_code != 0
