"""The rules on who lets to whom and for how long, where the temporary contract is the standard."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.dates import last_day
from docgen.rules.outcome import Ernst
from docgen.rules.overeenkomst import incomplete_parties, not_in_force, other_form
from docgen.rules.registry import Hit, rule
from docgen.rules.wet import CORPORATIE

PARTICULIER = ("bv", "nv")
"""Legal forms that a woningcorporatie does not have (Woningwet 19: vereniging or stichting)."""
OPVANG = ("maatschappelijke_opvang", "vrouwenopvang")


@rule("NOP-01", Ernst.BLOKKEERT, "intro; § 3")
def standard_contract(ctx: Context) -> Iterator[Hit]:
    """De verhuurder, de huurder en de zorgaanbieder sluiten het contract; uitgewerkt is dit voor beschermd wonen.

    Names of organisations are information and are never matched.

    Bron: intro; § 3
    """
    yield from other_form(ctx)
    yield from incomplete_parties(ctx)
    kind = ctx.zaak.herkomst.voorziening if ctx.zaak.herkomst else None
    if kind and kind not in ctx.regeling.doelgroepen:
        yield Hit(
            "De werkafspraken zijn voor deze herkomst nog niet uitgewerkt.",
            "herkomst.voorziening",
            "Overleg of de werkafspraken op de huurder kunnen worden toegepast.",
            Ernst.WAARSCHUWT,
        )


@rule("NOP-02", Ernst.BLOKKEERT, "§ 3")
def fixed_length(ctx: Context) -> Iterator[Hit]:
    """Het contract duurt precies twee jaar; korter alleen met een vastgelegde reden.

    The reason for a shorter term is a recorded deviation, which turns the block into a warning.

    Bron: § 3
    """
    if ctx.huurovereenkomst is None:
        yield Hit("De zaak heeft geen huurovereenkomst.", "huurovereenkomst", on_request=True)
    if ctx.tijdelijk is None:
        return
    start, end, length = ctx.ingangsdatum, ctx.einddatum, ctx.regeling.contract.max_maanden.waarde
    for day, which, veld in ((start, "eerste", "ingangsdatum"), (end, "laatste", "einddatum")):
        if day is None:
            yield Hit(f"De {which} dag van de huur is niet vastgelegd.", f"huurovereenkomst.{veld}", "Vul de dag in.")
    if start is None or end is None or end == last_day(start, length):
        return
    wanted = nl.datum(last_day(start, length))
    if end > last_day(start, length):
        fact, advies = "langer", f"Zet de laatste dag op {wanted}."
    else:
        fact, advies = "korter", f"Zet de laatste dag op {wanted}, of leg de reden vast als afwijking van deze regel."
    yield Hit(
        f"De huur duurt {fact} dan {length} maanden.", "huurovereenkomst.einddatum", advies, fixed=fact == "langer"
    )


@rule("NOP-14", Ernst.WAARSCHUWT, "Looptijd en evaluatie")
def agreement_for_one_year(ctx: Context) -> Iterator[Hit]:
    """De werkafspraken golden van januari 2023 tot en met 31 december 2023.

    Bron: Looptijd en evaluatie
    """
    yield from not_in_force(ctx)


@rule("NOP-15", Ernst.WAARSCHUWT, "§ 1")
def no_private_landlord(ctx: Context) -> Iterator[Hit]:
    """Particuliere verhuur is niet wenselijk uit beschermd wonen, en uit de opvang alleen als tussenfase.

    Bron: § 1
    """
    landlord, home = ctx.zaak.woningcorporatie, ctx.zaak.herkomst
    if landlord is None or landlord.rechtsvorm not in PARTICULIER:
        return
    shelter = home is not None and home.voorziening in OPVANG
    yield Hit(
        "De verhuurder heeft niet de rechtsvorm van een woningcorporatie; particuliere verhuur is "
        + ("alleen als tussenfase aanvaardbaar." if shelter else "niet wenselijk."),
        "woningcorporatie.rechtsvorm",
        "Ga na of een woning van een corporatie mogelijk is.",
        Ernst.INFO if shelter else None,
    )


@rule("AL-03", Ernst.BLOKKEERT, "2a")
def intermediate_letting(ctx: Context) -> Iterator[Hit]:
    """De zorgaanbieder verhuurt als intermediair, op een raamovereenkomst van vóór het verdiencontract.

    Bron: 2a
    """
    yield from other_form(ctx)
    yield from incomplete_parties(ctx)
    if ctx.tijdelijk is None:
        return
    frame = ctx.zaak.raamovereenkomst
    if frame is None or frame.datum_ondertekening is None:
        yield Hit(
            "Niet vastgelegd is dat corporatie en zorgaanbieder de raamovereenkomst hebben ondertekend.",
            "raamovereenkomst.datum_ondertekening" if frame else "raamovereenkomst",
            "Laat de raamovereenkomst eerst tekenen, en leg de datum vast.",
        )
        return
    if ctx.sluiting and frame.datum_ondertekening > ctx.sluiting:
        yield Hit(
            f"De raamovereenkomst is van {nl.datum(frame.datum_ondertekening)}, na het sluiten van het contract.",
            "raamovereenkomst.datum_ondertekening",
            "Sluit het verdiencontract pas als de raamovereenkomst is getekend.",
        )
    yield from _end_of_frame(ctx)
    yield from _contracted(ctx)


def _end_of_frame(ctx: Context) -> Iterator[Hit]:
    frame, veld = ctx.zaak.raamovereenkomst, "raamovereenkomst.einddatum"
    if frame is None or frame.einddatum is None:
        return
    if ctx.ingangsdatum and frame.einddatum < ctx.ingangsdatum:
        yield Hit(
            f"De raamovereenkomst eindigde op {nl.datum(frame.einddatum)}, vóór de eerste dag van de huur.",
            veld,
            "Verleng de raamovereenkomst of sluit een nieuwe.",
        )
    elif ctx.einddatum and frame.einddatum < ctx.einddatum:
        yield Hit(
            f"De raamovereenkomst eindigt op {nl.datum(frame.einddatum)}, vóór de laatste dag van de huur.",
            veld,
            "De corporatie zet de huur dan voort met de huurder (BW 7:269); spreek af hoe dat gaat.",
            Ernst.WAARSCHUWT,
        )


def _contracted(ctx: Context) -> Iterator[Hit]:
    frame, here = ctx.zaak.raamovereenkomst, ctx.zaak.gemeente
    if frame is None or here is None:
        return
    if frame.gecontracteerd_door and here.naam not in frame.gecontracteerd_door:
        yield Hit(
            "De gemeente van de zaak staat niet bij de gemeenten die de zorgaanbieder hebben gecontracteerd.",
            "raamovereenkomst.gecontracteerd_door",
            "Ga na of deze gemeente de zorgaanbieder heeft gecontracteerd.",
        )
    if frame.gemeenten and here.naam not in frame.gemeenten:
        yield Hit(
            "De gemeente van de zaak staat niet bij de gemeenten waarvoor de raamovereenkomst geldt.",
            "raamovereenkomst.gemeenten",
            "Ga na of de raamovereenkomst in deze gemeente geldt.",
        )


@rule("AL-09", Ernst.WAARSCHUWT, "2d; BW 7:269")
def protection_of_the_subtenant(ctx: Context) -> Iterator[Hit]:
    """Huurbescherming is er al tijdens het verdiencontract: bij onderhuur van een zelfstandige woning geldt BW 7:269.

    The agreement lets protection begin when the huurder rents; the law decides when that is.

    Bron: 2d; BW 7:269
    """
    letting = any(row.veld == CORPORATIE for row in ctx.regeling.contract.partijen)
    home = ctx.zaak.woning
    if ctx.tijdelijk and not letting and not (home and home.zelfstandig is False):
        yield Hit(
            "De huurder huurt van een tussenverhuurder; eindigt de raamovereenkomst, dan volgt de corporatie die op.",
            "huurovereenkomst.vorm",
            "Zeg niet dat de huurbescherming later begint; de rechter kijkt of wonen of zorg overheerst.",
        )
