"""What letters print: to whom each copy goes and where, who signs, what a signal says.

Bron: domain.md 1A (D10, D11, D18), §2.8 and §4.8. Each addressee has a letter apart
(LAW-14); a bewindvoerder or curator gets an own copy, a mentor none about the lease.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated

from docgen.case import Adres, Contactpersoon, Correspondentie, Organisatie, Persoon, Signaalpunt, Uittreding
from docgen.rules import bevoegdheid
from docgen.rules.bevoegdheid import HUURDER, Ondertekenaar
from docgen.rules.context import Context
from docgen.rules.uit import Uit

CORPORATIE = "woningcorporatie"
ZORGAANBIEDER = "zorgaanbieder"
MEDEHUURDER = "medehuurder"
_LEASE = ("bewindvoerder", "curator")
_SIGNAL = ("bewindvoerder", "curator", "mentor")
_VERZENDING = {
    "post": "met gewone post",
    "aangetekend": "aangetekend",
    "persoonlijk": "persoonlijk afgegeven",
    "e-mail": "per e-mail",
    "exploot": "door een deurwaarder",
}
ZEKER_VERZONDEN = "aangetekend en met gewone post"
"""How a letter goes whose sending is not recorded: so that its receipt can be proved."""


@dataclass(frozen=True, slots=True)
class Geadresseerde:
    """Somebody who gets a copy of a letter of their own."""

    naam: str | None
    aanhef: str | None
    """"Geachte mevrouw Van der Meulen", without its comma."""
    adresregels: tuple[str | None, ...]
    """Everything behind the window, the name first."""
    rol: str
    """"huurder", "medehuurder", "bewindvoerder"."""
    vertegenwoordiger: bool = field(
        default=False, metadata={"omschrijving": "De geadresseerde krijgt de brief namens iemand anders."}
    )
    verzending: str = ZEKER_VERZONDEN
    veld: str = HUURDER
    """Path of the addressee in the case."""


@dataclass(frozen=True, kw_only=True)
class Brieven:
    """The derived values of letters."""

    briefdatum: dt.date | None = None
    """A letter is dated on the peildatum."""
    geadresseerden: tuple[Geadresseerde, ...] = ()
    """Huurder, medehuurders, then bewindvoerder or curator."""
    geadresseerden_signaal: tuple[Geadresseerde, ...] = ()
    """Goals are of the huurder alone: no medehuurders, but also the mentor."""
    ondertekenaars_verhuurder: tuple[Ondertekenaar, ...] = ()
    ondertekenaars_corporatie: tuple[Ondertekenaar, ...] = ()
    signaal_afzender: Organisatie | None = None
    ondertekenaars_signaal: tuple[Ondertekenaar, ...] = ()
    contact_signaal: Annotated[
        Contactpersoon | None,
        Uit("woningcorporatie.contactpersonen", "zorgaanbieder.contactpersonen", "gemeente.contactpersonen"),
    ] = None
    signaal_punten: Annotated[tuple[Signaalpunt, ...], Uit("signaal.punten")] = ()
    """The points of the signal; one empty point when there is none, so that there is a line to fill in."""


def letters(ctx: Context) -> Brieven:
    """Derive the values of letters of this case."""
    if isinstance(ctx.case, Uittreding):
        return Brieven(briefdatum=ctx.peildatum, geadresseerden=_parties(ctx.case))
    if not ctx.is_zaak:
        return Brieven(briefdatum=ctx.peildatum)
    sender = signaal_afzender(ctx)
    points = ctx.zaak.signaal.punten if ctx.zaak.signaal else ()
    return Brieven(
        briefdatum=ctx.peildatum,
        geadresseerden=_addressees(ctx, _LEASE, medehuurders=True),
        geadresseerden_signaal=_addressees(ctx, _SIGNAL, medehuurders=False),
        ondertekenaars_verhuurder=bevoegdheid.medewerker(ctx, verhuurder(ctx), None, "verhuurder"),
        ondertekenaars_corporatie=bevoegdheid.medewerker(ctx, CORPORATIE, None, "verhuurder"),
        signaal_afzender=bevoegdheid.organisatie(ctx, sender),
        ondertekenaars_signaal=bevoegdheid.medewerker(ctx, sender, None, sender),
        contact_signaal=contact(ctx, sender),
        signaal_punten=points or (Signaalpunt(),),
    )


def verhuurder(ctx: Context) -> str:
    """Return the part of the case that holds the landlord of the temporary contract."""
    return next((p.veld for p in ctx.regeling.contract.partijen if p.rolnaam == "verhuurder"), CORPORATIE)


def signaal_afzender(ctx: Context) -> str:
    """Return the part of the case that holds who gives the signal: by role or by name, else the landlord."""
    told = (ctx.zaak.signaal.afzender if ctx.zaak.signaal else None) or ""
    for veld in (CORPORATIE, ZORGAANBIEDER, bevoegdheid.GEMEENTE):
        found = bevoegdheid.organisatie(ctx, veld)
        if told.casefold() in (veld, found.naam.casefold() if found else veld):
            return veld
    return verhuurder(ctx)


def contact(ctx: Context, veld: str) -> Contactpersoon | None:
    """Return whom to call: the fixed begeleider of the zorgaanbieder, of others the first who is no begeleider."""
    found = bevoegdheid.organisatie(ctx, veld)
    people = found.contactpersonen if found else ()
    wanted = veld == ZORGAANBIEDER
    first = people[0] if people else None
    return next((p for p in people if (p.vaste_begeleider is True) is wanted), first)


# --- who gets a copy -----------------------------------------------------------


def _addressees(ctx: Context, kinds: tuple[str, ...], *, medehuurders: bool) -> tuple[Geadresseerde, ...]:
    found = [_tenant(ctx, HUURDER, ctx.zaak.huurder, HUURDER)]
    if medehuurders:
        others = enumerate(ctx.zaak.medehuurders)
        found += [_tenant(ctx, MEDEHUURDER, person, f"medehuurders[{n}]") for n, person in others]
    return (*found, *(one for kind in kinds for one in _representative(ctx, kind)))


def _tenant(ctx: Context, rol: str, person: Persoon | None, veld: str) -> Geadresseerde:
    if person is None:
        # Nobody to write to yet: the copy shows lines to fill in and is never final.
        return Geadresseerde(None, None, (None,), rol)
    regels = (person.naam.volledig, *_address(_home(ctx, person)))
    return Geadresseerde(person.naam.volledig, person.naam.aanhef, regels, rol, False, _sending(ctx, rol), veld)


def _home(ctx: Context, person: Persoon) -> Adres | None:
    """Where a letter reaches a tenant; a medehuurder without an own address is reached at the huurder's."""
    return bevoegdheid.woonadres(ctx, person) or (ctx.zaak.huurder.adres if ctx.zaak.huurder else None)


def _representative(ctx: Context, soort: str) -> tuple[Geadresseerde, ...]:
    person = bevoegdheid.vertegenwoordiger(ctx, soort)
    if person is None:
        return ()
    name = person.naam.volledig
    head = (person.organisatie, f"t.a.v. {name}") if person.organisatie else (name,)
    regels = (*head, *_address(person.adres))
    veld = f"vertegenwoordiging[{ctx.zaak.vertegenwoordiging.index(person)}]"
    return (Geadresseerde(name, person.naam.aanhef, regels, soort, True, _sending(ctx, soort), veld),)


def _address(adres: Adres | None) -> tuple[str | None, ...]:
    return (adres.straat_en_nummer, adres.plaatsregel) if adres else (None,)


def _sending(ctx: Context, rol: str) -> str:
    """How the letter of today goes to this addressee: as recorded, else in the way that can be proved."""

    def of_today(letter: Correspondentie) -> bool:
        return letter.datum == ctx.peildatum and (letter.ontvanger or HUURDER) == rol and letter.wijze is not None

    ways = dict.fromkeys(_VERZENDING[b.wijze] for b in ctx.zaak.correspondentie if of_today(b) and b.wijze)
    return " en ".join(ways) or ZEKER_VERZONDEN


def _parties(case: Uittreding) -> tuple[Geadresseerde, ...]:
    """Everyone who must have the letter with which a party leaves: all other parties."""
    named = (
        Geadresseerde(party.naam, "Geacht bestuur", (party.naam,), "partij", veld=f"geadresseerden[{n}]")
        for n, party in enumerate(case.geadresseerden)
    )
    return tuple(named) or (Geadresseerde(None, "Geacht bestuur", (None,), "partij", veld="geadresseerden"),)
