"""The lease for an indefinite time, after an omklap or at once, and the light contact after the support.

It is an ordinary lease of huurder and corporatie under every agreement (BW 7:201), so
its parties are not a matter of the agreement.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from docgen import nl
from docgen.case import Evaluatie, Huur
from docgen.law import Contractpartij, Overeenkomst
from docgen.rules import bevoegdheid
from docgen.rules.bevoegdheid import Ondertekenaar, Partij
from docgen.rules.brieven import CORPORATIE, ZORGAANBIEDER
from docgen.rules.context import ONBEPAALDE_TIJD, Context
from docgen.rules.dates import ONE_DAY
from docgen.rules.facts import fact
from docgen.rules.uit import BEGIN, HUURPRIJS_NA_OMKLAP, OMKLAP, TEKENAARS, Uit

HUUR = Overeenkomst(
    document=ONBEPAALDE_TIJD,
    partijen=(
        Contractpartij(CORPORATIE, "verhuurder", "BW 7:201"),
        Contractpartij(bevoegdheid.HUURDER, "huurder", "BW 7:201"),
    ),
)
GEBIEDSTEAM = "gebiedsteam"


@dataclass(frozen=True, kw_only=True)
class Onbepaald:
    """The derived values of the lease for an indefinite time and of what goes with the omklap."""

    partijen_onbepaalde_tijd: tuple[Partij, ...] = ()
    ondertekenaars_onbepaalde_tijd: tuple[Ondertekenaar, ...] = ()
    exemplaren_onbepaalde_tijd: Annotated[str, TEKENAARS] = ""
    begin_onbepaalde_tijd: Annotated[dt.date | None, Uit(*OMKLAP.velden, *BEGIN.velden)] = None
    afspraken_onbepaalde_tijd: Annotated[
        tuple[str, ...], Uit("omklap.aanvullende_afspraken", "huurovereenkomst.aanvullende_afspraken")
    ] = ()
    huur_na_omklap: Huur | None = None
    """The new rent when it changes, else that of today."""
    totaal_na_omklap_in_woorden: Annotated[str | None, HUURPRIJS_NA_OMKLAP] = None
    betaaldag_na_omklap_in_woorden: Annotated[str | None, Uit("omklap.nieuwe_huur.betaaldag", "huur.betaaldag")] = None
    rekening_corporatie_op_naam: Annotated[
        str | None, Uit("omklap.nieuwe_huur.rekening_op_naam", "huur.rekening_op_naam", "woningcorporatie.naam")
    ] = None
    omklapevaluatie: Evaluatie | None = None
    """The latest evaluation that decides on omklap."""
    omklapbesluit_op: Annotated[dt.date | None, Uit("evaluaties.datum")] = None
    """The day on which it concluded omklappen."""
    waakvlam_begin: Annotated[dt.date | None, Uit("beschikking.einddatum")] = None
    waakvlam_signalen: Annotated[tuple[str | None, ...], Uit("waakvlam.signalen")] = ()
    """What shows that it goes less well; one empty line when nothing is recorded."""
    ondertekenaars_waakvlam: tuple[Ondertekenaar, ...] = ()
    ondertekenaars_toestemming: tuple[Ondertekenaar, ...] = ()


def indefinite(ctx: Context) -> Onbepaald:
    """Derive the values of the lease for an indefinite time; nothing for another kind than a zaak."""
    if not ctx.is_zaak:
        return Onbepaald()
    signers = bevoegdheid.ondertekenaars(ctx, HUUR)
    rent, landlord = huur_na_omklap(ctx), ctx.zaak.woningcorporatie
    care = bevoegdheid.huurderkant(ctx, care=True)
    return Onbepaald(
        partijen_onbepaalde_tijd=bevoegdheid.partijen(ctx, HUUR),
        ondertekenaars_onbepaalde_tijd=signers,
        exemplaren_onbepaalde_tijd=nl.drievoud(bevoegdheid.exemplaren(signers)) if signers else "",
        begin_onbepaalde_tijd=ctx.omklapdatum if ctx.omklap_besloten else ctx.ingangsdatum,
        afspraken_onbepaalde_tijd=_afspraken(ctx),
        huur_na_omklap=rent,
        totaal_na_omklap_in_woorden=nl.in_woorden(rent.totaal) if rent and rent.totaal else None,
        betaaldag_na_omklap_in_woorden=betaaldag_in_woorden(_betaaldag(ctx)),
        rekening_corporatie_op_naam=(rent.rekening_op_naam if rent else None) or (landlord.naam if landlord else None),
        omklapevaluatie=ctx.omklapevaluatie,
        omklapbesluit_op=ctx.omklapevaluatie.datum if ctx.omklapevaluatie and ctx.omklap_besloten else None,
        waakvlam_begin=ctx.beschikking_einde + ONE_DAY if ctx.beschikking_einde else None,
        waakvlam_signalen=(ctx.zaak.waakvlam.signalen if ctx.zaak.waakvlam else ()) or (None,),
        ondertekenaars_waakvlam=(
            *care,
            *bevoegdheid.medewerker(ctx, ZORGAANBIEDER, None, ZORGAANBIEDER),
            *bevoegdheid.medewerker(ctx, bevoegdheid.GEMEENTE, None, GEBIEDSTEAM),
        ),
        ondertekenaars_toestemming=care,
    )


def huur_na_omklap(ctx: Context) -> Huur | None:
    """Return the rent of the lease for an indefinite time."""
    return (ctx.zaak.omklap.nieuwe_huur if ctx.zaak.omklap else None) or ctx.zaak.huur


def betaaldag_in_woorden(day: int | None) -> str | None:
    """Write a day of payment: "de eerste dag van de maand"."""
    if day is None:
        return None
    from num2words import num2words

    return f"de {num2words(day, lang='nl', to='ordinal')} dag van de maand"


def _betaaldag(ctx: Context) -> int | None:
    after, today = huur_na_omklap(ctx), ctx.zaak.huur
    return (after.betaaldag if after else None) or (today.betaaldag if today else None)


def _afspraken(ctx: Context) -> tuple[str, ...]:
    """The extra terms: of the new lease after an omklap, else of the lease itself."""
    if ctx.omklap_besloten:
        return ctx.zaak.omklap.aanvullende_afspraken if ctx.zaak.omklap else ()
    return ctx.huurovereenkomst.aanvullende_afspraken if ctx.huurovereenkomst else ()


# --- facts ---------------------------------------------------------------------


@fact
def huur_voor_onbepaalde_tijd(ctx: Context) -> bool:
    """De huurovereenkomst van de zaak is meteen voor onbepaalde tijd."""
    return ctx.huurovereenkomst is not None and ctx.huurovereenkomst.vorm == ONBEPAALDE_TIJD


@fact
def ondersteuning_na_omklap(ctx: Context) -> bool:
    """De beschikking loopt nog op de eerste dag van de huur op eigen naam."""
    until, day = ctx.beschikking_einde, ctx.omklapdatum
    return until is not None and day is not None and until >= day


@fact
def nieuwe_huur_bekend(ctx: Context) -> bool:
    """Bij de omklap hoort een andere huurprijs, en die is vastgelegd."""
    return ctx.zaak.omklap is not None and ctx.zaak.omklap.nieuwe_huur is not None


@fact
def ondertekening_omklap_bekend(ctx: Context) -> bool:
    """Vastgelegd is op welke dag de nieuwe huurovereenkomst wordt getekend."""
    return ctx.zaak.omklap is not None and ctx.zaak.omklap.te_tekenen_op is not None


@fact
def afspraken_onbepaalde_tijd_aanwezig(ctx: Context) -> bool:
    """Bij de huurovereenkomst voor onbepaalde tijd horen aanvullende afspraken."""
    return bool(_afspraken(ctx))


@fact
def noodcontact_akkoord(ctx: Context) -> bool:
    """De huurder koos een noodcontact met een telefoonnummer, en die persoon vindt dat goed."""
    found = ctx.zaak.noodcontact
    return found is not None and bool(found.telefoon) and found.akkoord is True


@fact
def waakvlam_bekend(ctx: Context) -> bool:
    """Vastgelegd is tot en met welke dag er waakvlam is."""
    return ctx.zaak.waakvlam is not None and ctx.zaak.waakvlam.tot is not None


@fact
def waakvlam_afspraak_bekend(ctx: Context) -> bool:
    """De laatste evaluatie over de omklap zegt wat over de waakvlam is afgesproken."""
    talk = ctx.omklapevaluatie
    return talk is not None and talk.waakvlam is not None and bool(talk.waakvlam.afspraak)
