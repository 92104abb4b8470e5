"""From which fields of the case a derived value is reckoned: said beside the value, so that it leads back to them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, init=False)
class Uit:
    """The fields, as paths without indexes: `looptijd: Annotated[str | None, Uit("huurovereenkomst.einddatum")]`.

    For what a case does not say but its agreement, that is the field `regeling`.
    """

    velden: tuple[str, ...]

    def __init__(self, *velden: str) -> None:
        object.__setattr__(self, "velden", velden)


BEGIN = Uit("huurovereenkomst.ingangsdatum")
EINDE = Uit("huurovereenkomst.einddatum")
LOOPTIJD = Uit("huurovereenkomst.ingangsdatum", "huurovereenkomst.einddatum")
OMKLAP = Uit("evaluaties.omklapdatum", "beschikking.einddatum", "huurovereenkomst.einddatum")
"""The day as decided, else as the agreement counts it."""
HUURPRIJS = Uit("huur.kale_huur", "huur.servicekosten", "huur.nutsvoorzieningen")
HUURPRIJS_NA_OMKLAP = Uit("omklap.nieuwe_huur", *HUURPRIJS.velden)
VERSLAGEN = Uit("evaluaties")
TEKENAARS = Uit(
    "huurder",
    "medehuurders",
    "vertegenwoordiging",
    "woningcorporatie.ondertekenaars",
    "zorgaanbieder.ondertekenaars",
    "gemeente.ondertekenaars",
)
"""Who may have to sign: of a number of copies."""
