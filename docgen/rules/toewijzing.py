"""The rules on the way in where a home is allotted directly: registration, intake, neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.mijlpalen import nabuurschap_uiterlijk, toewijzing
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

NABUURSCHAP = "nabuurschap"
_PROTOCOL = re.compile(r"overlast-?\s?protocol", re.IGNORECASE)


@rule("NOP-08", Ernst.TAAK, "§ 1")
def registered_anew(ctx: Context) -> Iterator[Hit]:
    """Door de bemiddeling vervalt de inschrijving; de corporatie schrijft de huurder kosteloos opnieuw in.

    Bron: § 1
    """
    signed, found = ctx.ondertekend_op, ctx.zaak.inschrijving
    if ctx.tijdelijk is None or signed is None or signed > ctx.peildatum:
        return
    if found is None or found.datum is None or found.datum < signed:
        yield Hit(
            "Niet vastgelegd is dat de corporatie de huurder opnieuw heeft ingeschreven.",
            "inschrijving.datum" if found else "inschrijving",
            "Schrijf de huurder kosteloos opnieuw in, zodat de wachttijd weer loopt.",
        )


@rule("AL-02", Ernst.BLOKKEERT, "1d")
def registered_as_home_seeker(ctx: Context) -> Iterator[Hit]:
    """De huurder staat ingeschreven als woningzoekende in het systeem van de regio.

    Bron: 1d
    """
    wanted, found = ctx.regeling.inschrijving, ctx.zaak.inschrijving
    if ctx.tijdelijk is None or wanted is None:
        return
    if found is None or not found.nummer:
        yield Hit(
            f"Er is geen inschrijving bij {wanted.systeem} vastgelegd.",
            "inschrijving.nummer" if found else "inschrijving",
            "Vul het inschrijfnummer in.",
        )
    elif found.systeem and found.systeem.casefold() != wanted.systeem.casefold():
        yield Hit(
            f"De huurder is ergens anders ingeschreven dan bij {wanted.systeem}.",
            "inschrijving.systeem",
            f"Schrijf de huurder in bij {wanted.systeem}.",
        )


@rule("AL-04", Ernst.BLOKKEERT, "2b")
def intake_before_allocation(ctx: Context) -> Iterator[Hit]:
    """De woning wordt toegewezen na het intakegesprek van huurder, begeleider en corporatie.

    Bron: 2b
    """
    lease, allocated = ctx.tijdelijk, toewijzing(ctx)
    if lease is None:
        return
    if lease.intakegesprek is None or allocated is None:
        veld, what = ("intakegesprek", "het intakegesprek") if lease.intakegesprek is None else (
            "toewijzingsdatum", "de toewijzing")  # fmt: skip
        yield Hit(
            f"De dag van {what} is niet vastgelegd.", f"huurovereenkomst.{veld}", "Vul de dag in.", Ernst.WAARSCHUWT
        )
    elif lease.intakegesprek > allocated:
        yield Hit(
            f"De woning is op {nl.datum(allocated)} toegewezen, vóór het intakegesprek van "
            f"{nl.datum(lease.intakegesprek)}.",
            "huurovereenkomst.toewijzingsdatum",
            "Wijs pas toe na het gesprek; controleer de datums.",
        )


@rule("AL-14", Ernst.TAAK, "4a; 4b", groep=NABUURSCHAP)
def neighbours_within_four_weeks(ctx: Context) -> Iterator[Hit]:
    """Binnen vier weken na de toewijzing zijn er afspraken over goed nabuurschap.

    Bron: 4a; 4b
    """
    allocated, due = toewijzing(ctx), nabuurschap_uiterlijk(ctx)
    if allocated is None or due is None or ctx.tijdelijk is None:
        return
    made, veld = ctx.zaak.nabuurschap.datum if ctx.zaak.nabuurschap else None, "nabuurschap.datum"
    if made is not None and made > due:
        yield Hit(
            f"De afspraken over nabuurschap zijn van {nl.datum(made)}; uiterlijk was {nl.datum(due)}.",
            veld,
            ernst=Ernst.WAARSCHUWT,
        )
    elif (made is None or made > ctx.peildatum) and allocated <= ctx.peildatum:
        late = ctx.peildatum > due
        yield Hit(
            f"Uiterlijk op {nl.datum(due)} {'moesten' if late else 'moeten'} er afspraken over goed nabuurschap zijn"
            f"{'; die zijn niet vastgelegd' if late else ''}.",
            veld if ctx.zaak.nabuurschap else "nabuurschap",
            "Maak ze met huurder, zorgaanbieder en corporatie, en neem ze op in het plan.",
            Ernst.WAARSCHUWT if late else None,
        )


@rule("NOP-19", Ernst.WAARSCHUWT, "§ 6")
def no_protocol_exists(ctx: Context) -> Iterator[Hit]:
    """Bij overlast neemt de corporatie contact op met huurder en zorgaanbieder; een overlastprotocol is er nog niet.

    Bron: § 6
    """
    lease, near = ctx.huurovereenkomst, ctx.zaak.nabuurschap
    lists = (
        ("huurovereenkomst.aanvullende_afspraken", lease.aanvullende_afspraken if lease else ()),
        ("nabuurschap.afspraken", near.afspraken if near else ()),
    )
    for veld, texts in lists:
        for n, text in enumerate(texts):
            if _PROTOCOL.search(text):
                yield Hit(
                    "Een afspraak noemt een overlastprotocol; dat bestaat volgens de werkafspraken nog niet.",
                    f"{veld}[{n}]",
                    "Schrijf op wie bij overlast contact opneemt met wie.",
                )


@rule("NOP-22", Ernst.INFO, "§ 4", groep=NABUURSCHAP)
def agreements_with_neighbours(ctx: Context) -> Iterator[Hit]:
    """Zorgaanbieder, corporatie en huurder maken afspraken over de buren en de buurt.

    Bron: § 4
    """
    if ctx.tijdelijk and ctx.zaak.nabuurschap is None:
        yield Hit(
            "Er zijn geen afspraken over de buren en de buurt vastgelegd.",
            "nabuurschap",
            "Maak ze samen; de begeleider helpt de huurder daarbij.",
        )
