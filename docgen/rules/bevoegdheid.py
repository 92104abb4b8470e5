"""Who is party to the contract, who signs it, on behalf of whom and on what authority.

Bron: domain.md 1A (D01), 4.8 and 6. Which organisations are party is data of the
agreement. The huurder and each medehuurder sign; under bewind the bewindvoerder
signs with the huurder, under curatele the curator signs for the huurder. A mentor
decides on care only: signs no lease, but signs with the huurder what is about care,
where a bewindvoerder does not sign. A budgetbeheerder represents nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from docgen import nl
from docgen.case import Adres, Contactpersoon, Huurder, Organisatie, Persoon, Vertegenwoordiger
from docgen.case import Ondertekenaar as Functionaris
from docgen.law import Contract, Contractpartij, Overeenkomst
from docgen.rules.context import Context

HUURDER = "huurder"
GEMEENTE = "gemeente"
ZORG = "zorg"
"""What a contract may be about, beside the lease: then no medehuurder is party to it."""
INVULREGEL = "………"
"""What stands in a description where the case has no value; the final waits for FR-01."""

_GROND = {
    "statutair": "statutair bevoegd",
    "volmacht": "op grond van een volmacht",
    "mandaat": "op grond van een mandaat",
}


@dataclass(frozen=True, slots=True)
class Partij:
    """One party to the contract, as its first article describes it."""

    rolnaam: str
    """"verhuurder": what the contract calls this party from here on."""
    naam: str
    omschrijving: str
    """All that follows the name, without a full stop."""
    veld: str
    """Path of the party in the case."""


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    """One signature under the contract."""

    rol: str
    naam: str
    namens: str
    """Who signs and in what function; empty when `naam` signs itself."""
    veld: str
    """Path of the signer in the case."""


@dataclass(frozen=True, slots=True)
class Ontbreekt:
    """Something that a party, a signer or a representative must have and that is not recorded."""

    rol: str
    wat: str
    veld: str
    handtekening: bool = False
    """True when without it somebody cannot sign."""


def vertegenwoordiger(ctx: Context, soort: str) -> Vertegenwoordiger | None:
    """Return the first representative of this kind."""
    return next((v for v in ctx.zaak.vertegenwoordiging if v.soort == soort), None) if ctx.is_zaak else None


def organisatie(ctx: Context, veld: str) -> Organisatie | None:
    """Return the organisation in this part of the case: "zorgaanbieder", "overdracht.nieuwe_zorgaanbieder"."""
    found: object = ctx.case
    for name in veld.split("."):
        found = getattr(found, name, None)
    return found if isinstance(found, Organisatie) else None


# --- the parties ---------------------------------------------------------------


AnyContract = Contract | Overeenkomst | None
"""The lease of the agreement or a contract beside it; None for one that the agreement does not have."""


def partijen(ctx: Context, contract: AnyContract) -> tuple[Partij, ...]:
    """Describe the parties in the order of the agreement; each medehuurder follows the huurder."""
    rows = contract.partijen if contract else ()
    care = contract is not None and contract.over == ZORG
    return tuple(partij for row in rows for partij in _partijen(ctx, row, care))


def _partijen(ctx: Context, row: Contractpartij, care: bool) -> Iterator[Partij]:
    if row.veld == HUURDER:
        huurder = ctx.zaak.huurder
        if huurder:
            yield Partij(row.rolnaam, huurder.naam.volledig, _huurder(ctx, huurder, care), row.veld)
        for number, person in enumerate(ctx.zaak.medehuurders if not care else ()):
            yield Partij("medehuurder", person.naam.volledig, _persoon(ctx, person), f"medehuurders[{number}]")
        return
    found = organisatie(ctx, row.veld)
    if found:
        yield Partij(row.rolnaam, _naam(row.veld, found), _organisatie(row.veld, found), row.veld)


def _naam(veld: str, found: Organisatie) -> str:
    return f"gemeente {found.naam}" if veld == GEMEENTE else found.naam


def _organisatie(veld: str, found: Organisatie) -> str:
    parts = []
    if veld != GEMEENTE:
        parts.append(f"statutair gevestigd te {found.statutaire_zetel or INVULREGEL}")
    parts.append(f"kantoorhoudende te {_adres(found.adres)}")
    if veld != GEMEENTE:
        parts.append(f"ingeschreven in het handelsregister onder nummer {found.kvk_nummer or INVULREGEL}")
    signers = [", ".join(filter(None, (_functionaris(s), _GROND.get(s.bevoegdheid or "", "")))) for s in
               found.ondertekenaars]  # fmt: skip
    parts.append(f"hierbij vertegenwoordigd door {nl.opsomming(signers) or INVULREGEL}")
    return ", ".join(parts)


def _adres(adres: Adres | None) -> str:
    return f"{adres.postcode.afdruk} {adres.plaats}, {adres.straat_en_nummer}" if adres else INVULREGEL


def _huurder(ctx: Context, huurder: Huurder, care: bool) -> str:
    parts = [_persoon(ctx, huurder)]
    curator, beside = vertegenwoordiger(ctx, "curator"), _beside(ctx, care)
    if curator:
        parts.append(f"hierbij vertegenwoordigd door de curator {_benoemd(curator)}")
    elif beside:
        parts.append(f"hierbij handelend samen met de {beside.soort} {_benoemd(beside)}")
    return ", ".join(parts)


def _beside(ctx: Context, care: bool) -> Vertegenwoordiger | None:
    """Who acts together with the huurder: about care the mentor, about the lease the bewindvoerder."""
    return vertegenwoordiger(ctx, "mentor" if care else "bewindvoerder")


def _persoon(ctx: Context, person: Persoon) -> str:
    born = f"geboren op {_datum(person.geboortedatum)} te {person.geboorteplaats or INVULREGEL}"
    adres = woonadres(ctx, person)
    home = f"wonende te {_adres(adres)}" if adres or isinstance(person, Huurder) else ""
    return ", ".join(filter(None, (born, home)))


def woonadres(ctx: Context, person: Persoon) -> Adres | None:
    """Return where a tenant lives on the peildatum: from the first day of the lease on, in the home that is let."""
    begun = ctx.ingangsdatum is not None and ctx.ingangsdatum <= ctx.peildatum
    return ctx.zaak.woning.adres if begun and ctx.zaak.woning else person.adres


def _benoemd(person: Vertegenwoordiger) -> str:
    besluit = person.beschikking
    court = besluit.rechtbank if besluit and besluit.rechtbank else INVULREGEL
    number = besluit.zaaknummer if besluit and besluit.zaaknummer else INVULREGEL
    return (
        f"{_met_organisatie(person)}, benoemd bij beschikking van de kantonrechter in de rechtbank {court} "
        f"van {_datum(besluit.datum if besluit else None)}, zaaknummer {number}"
    )


def _met_organisatie(person: Vertegenwoordiger) -> str:
    return f"{person.naam.volledig} ({person.organisatie})" if person.organisatie else person.naam.volledig


def _datum(day: dt.date | None) -> str:
    return nl.datum(day) if day else INVULREGEL


# --- the signers ---------------------------------------------------------------


def ondertekenaars(ctx: Context, contract: AnyContract) -> tuple[Ondertekenaar, ...]:
    """List the signatures under the contract, in the order of the parties."""
    rows = contract.partijen if contract else ()
    care = contract is not None and contract.over == ZORG
    return tuple(signer for row in rows for signer in _ondertekenaars(ctx, row, care))


def _ondertekenaars(ctx: Context, row: Contractpartij, care: bool) -> Iterator[Ondertekenaar]:
    if row.veld == HUURDER:
        yield from _huurders(ctx, row.rolnaam, care)
        return
    found = organisatie(ctx, row.veld)
    if found:
        yield from _namens(found, row.veld, row.rolnaam)


def _functionaris(signer: Functionaris) -> str:
    return ", ".join(filter(None, (signer.naam.volledig, signer.functie)))


def huurderkant(ctx: Context, care: bool) -> tuple[Ondertekenaar, ...]:
    """List who signs on the side of the huurder: of the lease, or of what is about care."""
    return tuple(_huurders(ctx, HUURDER, care))


def medewerker(ctx: Context, veld: str, person: Contactpersoon | None, rol: str) -> tuple[Ondertekenaar, ...]:
    """List the signature of somebody who works for an organisation, else of those who sign for it."""
    found = organisatie(ctx, veld)
    if found is None:
        return ()
    if person is None:
        return tuple(_namens(found, veld, rol))
    n = next((n for n, p in enumerate(found.contactpersonen) if p is person), 0)
    how = ", ".join(filter(None, (person.naam, person.functie)))
    return (Ondertekenaar(rol, _naam(veld, found), how, f"{veld}.contactpersonen[{n}]"),)


def _namens(found: Organisatie, veld: str, rol: str) -> Iterator[Ondertekenaar]:
    for n, signer in enumerate(found.ondertekenaars):
        yield Ondertekenaar(rol, _naam(veld, found), _functionaris(signer), f"{veld}.ondertekenaars[{n}]")


def _huurders(ctx: Context, rolnaam: str, care: bool) -> Iterator[Ondertekenaar]:
    huurder = ctx.zaak.huurder
    if huurder is None:
        return
    curator, beside = vertegenwoordiger(ctx, "curator"), _beside(ctx, care)
    if curator:
        signer = f"{_met_organisatie(curator)}, curator"
        yield Ondertekenaar(rolnaam, huurder.naam.volledig, signer, _veld(ctx, curator))
    else:
        yield Ondertekenaar(rolnaam, huurder.naam.volledig, "", HUURDER)
        if beside:
            yield Ondertekenaar(
                f"{beside.soort} van de huurder",
                beside.organisatie or beside.naam.volledig,
                beside.naam.volledig if beside.organisatie else "",
                _veld(ctx, beside),
            )
    for n, person in enumerate(ctx.zaak.medehuurders if not care else ()):
        yield Ondertekenaar("medehuurder", person.naam.volledig, "", f"medehuurders[{n}]")


def _veld(ctx: Context, person: Vertegenwoordiger) -> str:
    return f"vertegenwoordiging[{next(n for n, p in enumerate(ctx.zaak.vertegenwoordiging) if p is person)}]"


def geadresseerden(ctx: Context) -> tuple[str, ...]:
    """List the roles to whom a letter on the end of the lease goes, each apart: LAW-03, LAW-14, domain.md 1A (D10)."""
    if not ctx.is_zaak:
        return ()
    represented = (soort for soort in ("bewindvoerder", "curator") if vertegenwoordiger(ctx, soort))
    return (HUURDER, *("medehuurder" for _ in ctx.zaak.medehuurders), *represented)


def exemplaren(signers: tuple[Ondertekenaar, ...]) -> int:
    """Count the copies: one for each party that signs, however many people sign for it."""
    return len({(s.rol, s.naam) for s in signers})


# --- what is still missing -----------------------------------------------------


def ontbrekend(ctx: Context, contract: AnyContract) -> Iterator[Ontbreekt]:
    """Name everything that the description or the signature of a party needs and that is not recorded."""
    for row in contract.partijen if contract else ():
        if row.veld == HUURDER:
            yield from _huurder_mist(ctx, row)
        else:
            yield from _organisatie_mist(ctx, row)


def _huurder_mist(ctx: Context, row: Contractpartij) -> Iterator[Ontbreekt]:
    huurder = ctx.zaak.huurder
    if huurder is None:
        yield Ontbreekt(row.rolnaam, "wie het is", HUURDER, handtekening=True)
        return
    people: list[tuple[str, str, Persoon]] = [(row.rolnaam, HUURDER, huurder)]
    people += [("medehuurder", f"medehuurders[{n}]", person) for n, person in enumerate(ctx.zaak.medehuurders)]
    for rol, veld, person in people:
        if person.geboortedatum is None:
            yield Ontbreekt(rol, "de geboortedatum", f"{veld}.geboortedatum")
        if not person.geboorteplaats:
            yield Ontbreekt(rol, "de geboorteplaats", f"{veld}.geboorteplaats")
    if huurder.adres is None:
        yield Ontbreekt(row.rolnaam, "het adres", f"{HUURDER}.adres")


def _organisatie_mist(ctx: Context, row: Contractpartij) -> Iterator[Ontbreekt]:
    found = organisatie(ctx, row.veld)
    if found is None:
        yield Ontbreekt(row.rolnaam, "welke organisatie het is", row.veld)
        return
    wanted: list[tuple[str, str, object]] = [("adres", "het adres", found.adres)]
    if row.veld != GEMEENTE:
        wanted.append(("statutaire_zetel", "de statutaire zetel", found.statutaire_zetel))
        wanted.append(("kvk_nummer", "het nummer in het handelsregister", found.kvk_nummer))
    wanted.append(("ondertekenaars", "wie namens haar tekent", found.ondertekenaars))
    for n, signer in enumerate(found.ondertekenaars):
        wanted.append((f"ondertekenaars[{n}].functie", "de functie van wie tekent", signer.functie))
        wanted.append((f"ondertekenaars[{n}].bevoegdheid", "de bevoegdheid van wie tekent", signer.bevoegdheid))
    for name, wat, value in wanted:
        if not value:
            yield Ontbreekt(row.rolnaam, wat, f"{row.veld}.{name}")
