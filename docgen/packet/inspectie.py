"""What inspection says about one file that came in: frozen, and without any library of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from docgen.errors import Problem, fault


class Oordeel(StrEnum):
    """The four things that can be said of a signature; never two, because "not valid" hides three of them."""

    GELDIG = "geldig"
    GEWIJZIGD = "gewijzigd na ondertekening"
    ONBEKEND = "niet te controleren"
    ONGELDIG = "ongeldig"


@dataclass(frozen=True, slots=True)
class Handtekening:
    """One digital signature, or one time stamp on the document.

    Attributes:
        wie: Common name in the certificate of the signer, on one line; "onbekend" without one.
        wanneer: When it was signed, with its zone; None when it does not say.
        tijdstempel: The moment is attested by a trusted time stamp; else it is the clock of the signer.
        soort: "handtekening", "tijdstempel" or "zegel" (it says what may change after it).
        oordeel: The judgement.
        uitleg: Why, as a Dutch sentence; of a valid one what was not looked at.
    """

    wie: str
    wanneer: dt.datetime | None
    tijdstempel: bool
    soort: str
    oordeel: Oordeel
    uitleg: str


@dataclass(frozen=True, slots=True)
class Inspectie:
    """One file as it came in. What is not known because the file was refused is empty or 0.

    Attributes:
        sha256: Of the bytes as they came in.
        grootte: In bytes.
        paginas: The count on which two libraries agree.
        problemen: Why the file cannot be used; all at once, empty when it can.
        notities: What the evidence page must say about it, in Dutch sentences.
        bevestigen: The file was mended, or one library counts other pages: a person confirms the count.
        handtekeningen: In the order in which they were put.
        actief: What it holds that does something by itself, in Dutch words.
        bijlagen: Number of files embedded in it.
        formulier: It has fields that are no signature.
        lagen: It has layers, of which some may be hidden.
        versleuteld: It is encrypted, and opens without a password.
        taal: Language of the document, as it says: "nl-NL".
        titel: Title in its metadata. May be personal: never print it where the recipient may not read it.
        gelabeld: It has a structure tree and says that it is tagged.
        document_hash: Of a file of ours: the hash of the document that it was made from.
        woorden_hash: Of a file of ours: the hash of the words of its body when it was made.
        woorden: The words of the body, as `docgen.render.words` reads them.
        tekst: All text, page by page.
        maten: Width and height of each page as it is shown, in points.
    """

    sha256: str
    grootte: int
    paginas: int = 0
    problemen: tuple[Problem, ...] = ()
    notities: tuple[str, ...] = ()
    bevestigen: bool = False
    handtekeningen: tuple[Handtekening, ...] = ()
    actief: tuple[str, ...] = ()
    bijlagen: int = 0
    formulier: bool = False
    lagen: bool = False
    versleuteld: bool = False
    taal: str = ""
    titel: str = ""
    gelabeld: bool = False
    document_hash: str = ""
    woorden_hash: str = ""
    woorden: tuple[str, ...] = ()
    tekst: tuple[str, ...] = ()
    maten: tuple[tuple[float, float], ...] = ()

    @property
    def bruikbaar(self) -> bool:
        """Whether the file can go into a packet."""
        return not self.problemen

    @property
    def ondertekend(self) -> bool:
        """Whether somebody signed it digitally; a time stamp alone is no signature."""
        return any(one.soort != "tijdstempel" for one in self.handtekeningen)

    @property
    def origineel_bewaren(self) -> bool:
        """Whether a copy loses what matters, so that the original must go along byte for byte."""
        return bool(self.handtekeningen) or self.versleuteld

    def eis(self, naam: str) -> None:
        """Raise PacketFault PAKKET-190 with every problem of the file; `naam` is how the user knows it."""
        if self.problemen:
            raise fault("PAKKET-190", self.problemen, naam=naam, aantal=len(self.problemen))
