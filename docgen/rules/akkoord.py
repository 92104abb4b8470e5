"""The rules on an agreement as a whole: who decides on it, who joins it by signing, for whom and how long it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.case import CollegeNota, Toetreding
from docgen.rules.context import Context
from docgen.rules.dates import plus
from docgen.rules.outcome import Ernst
from docgen.rules.overeenkomst import not_in_force
from docgen.rules.registry import Hit, rule

NOTA = "college-nota"
ONDERTEKENBLAD = "ondertekenblad"
VERKLARING = "toetredingsverklaring"
GEMEENTE = "gemeente"
_HOMES = re.compile(r"\b\d+\s+(sociale\s+)?(huur)?(woningen|woonplekken|wooneenheden)\b", re.IGNORECASE)


@rule("WF-21", Ernst.INFO, "§18", groep=ONDERTEKENBLAD, soorten=("toetreding",))
def others_consented_beforehand(ctx: Context) -> Iterator[Hit]:
    """Een nieuwe partij tekent later; de andere partijen stemden daar vooraf mee in.

    Warns when nothing shows that the party fits the conditions and the target group.

    Bron: §18
    """
    case = ctx.case
    if not isinstance(case, Toetreding):
        return
    yield Hit("De nieuwe partij tekent alleen zelf; de andere partijen hebben vooraf ingestemd.", "organisatie")
    for veld, what in (("partij", "als welke partij"), ("rol", "met welke rol voor de doelgroep")):
        if not getattr(case, veld):
            yield Hit(
                f"Niet vastgelegd is {what} de organisatie zich aansluit.",
                veld,
                "Leg vast dat de organisatie aan de voorwaarden voldoet.",
                Ernst.WAARSCHUWT,
            )


@rule("FL-01", Ernst.WAARSCHUWT, "nota, argument 1.1", groep="zaak")
def groups_of_the_agreement(ctx: Context) -> Iterator[Hit]:
    """Het akkoord is voor mensen uit beschermd wonen, opvang en vrouwenopvang, en voor jongvolwassenen uit jeugdhulp.

    Bron: nota, argument 1.1
    """
    home, person = ctx.zaak.herkomst, ctx.zaak.huurder
    kind = home.voorziening if home else None
    if kind is None:
        return
    if kind not in ctx.regeling.doelgroepen:
        yield Hit(
            "De huurder komt uit een voorziening die niet onder het akkoord valt.",
            "herkomst.voorziening",
            "Ga na of de werkafspraken van de gemeente deze groep wel noemen.",
        )
    ages = next((row for row in ctx.regeling.leeftijden if row.voorziening == kind), None)
    born, day = person.geboortedatum if person else None, ctx.ingangsdatum or ctx.peildatum
    if ages is None or born is None:
        return
    young = plus(born, 12 * ages.vanaf.waarde) > day
    old = ages.tot_en_met is not None and plus(born, 12 * (ages.tot_en_met.waarde + 1)) <= day
    if young or old:
        yield Hit(
            "De leeftijd van de huurder valt buiten die van de groep in het akkoord.",
            "huurder.geboortedatum",
            "Ga na of de werkafspraken van de gemeente deze groep wel noemen.",
        )


@rule("FL-02", Ernst.BLOKKEERT, "nota, planning", groep=NOTA, soorten=("collegenota", "toetreding"))
def decided_before_signed(ctx: Context) -> Iterator[Hit]:
    """Eerst besluit het college, daarna tekent de burgemeester; op dezelfde dag mag.

    Bron: nota, planning
    """
    case = ctx.case
    if isinstance(case, Toetreding) and case.partij != GEMEENTE:
        return
    if not isinstance(case, CollegeNota | Toetreding):
        return
    signed = case.ondertekening.datum if case.ondertekening else None
    decided = case.besluit.datum if case.besluit else None
    if signed is None:
        return
    groep = NOTA if isinstance(case, CollegeNota) else VERKLARING
    if decided is not None and signed < decided:
        yield Hit(
            "Het akkoord is getekend vóór het besluit van het college.",
            "ondertekening.datum",
            "De burgemeester tekent op of na de dag van het besluit.",
            groep=groep,
        )
    elif decided is None and signed <= ctx.peildatum:
        yield Hit(
            "Het akkoord is getekend; een besluit van het college is niet vastgelegd.",
            "besluit.datum" if case.besluit else "besluit",
            "Leg het besluit met de datum vast.",
            groep=groep,
        )


@rule("FL-03", Ernst.INFO, "nota, besluit 2 en argument 2.1", groep=NOTA, soorten=("collegenota",))
def council_is_informed(ctx: Context) -> Iterator[Hit]:
    """De raad wordt over het akkoord geïnformeerd.

    Bron: nota, besluit 2 en argument 2.1
    """
    case = ctx.case
    if not isinstance(case, CollegeNota):
        return
    words = " ".join(case.voorgesteld_besluit).casefold()
    if "raad" not in words:
        yield Hit(
            "Geen beslispunt zegt dat de raad wordt geïnformeerd.",
            "voorgesteld_besluit",
            "Neem een beslispunt op om de raad te informeren.",
        )
    if not case.raadsinformatie:
        yield Hit("De informatie aan de raad is nog niet vastgelegd.", "raadsinformatie")


@rule(
    "FL-04",
    Ernst.WAARSCHUWT,
    "nota, kanttekening 1.2; Werkafspraken Noordoostpolder, intro",
    groep=NOTA,
    soorten=("zaak", "toetreding", "uittreding", "collegenota"),
)
def dates_are_stored(ctx: Context) -> Iterator[Hit]:
    """Het akkoord liep tot en met 2022 en is met een addendum een jaar verlengd; de dagen zijn gegevens, geen som.

    Bron: nota, kanttekening 1.2; Werkafspraken Noordoostpolder, intro
    """
    yield from not_in_force(ctx)


@rule("FL-05", Ernst.INFO, "nota, argument 1.2", groep="zaak")
def back_to_the_gemeente_of_origin(ctx: Context) -> Iterator[Hit]:
    """Mensen gaan terug naar de gemeente van herkomst; is die onbekend, dan wordt naar inwonertal verdeeld.

    Bron: nota, argument 1.2
    """
    home, here = ctx.zaak.herkomst, ctx.zaak.gemeente
    if home and not home.gemeente:
        fact = "De gemeente van herkomst is niet vastgelegd; dan wordt naar inwonertal verdeeld."
        yield Hit(fact, "herkomst.gemeente")
    elif home and here and home.gemeente != here.naam:
        yield Hit(
            "De huurder gaat in een andere gemeente wonen dan die van herkomst.",
            "herkomst.gemeente",
            "Ga na of terugkeer echt geen passende oplossing is.",
        )


@rule("FL-06", Ernst.WAARSCHUWT, "nota, kanttekening 1.3", groep=NOTA, soorten=("collegenota",))
def no_numbers_of_homes(ctx: Context) -> Iterator[Hit]:
    """Het akkoord noemt nog geen aantallen woningen per gemeente.

    Bron: nota, kanttekening 1.3
    """
    case = ctx.case
    if not isinstance(case, CollegeNota):
        return
    texts: list[tuple[str, str | None]] = [
        (name, getattr(case, name)) for name in ("inleiding", "doelstelling", "planning", "raadsinformatie")
    ]
    texts += [(f"voorgesteld_besluit[{n}]", text) for n, text in enumerate(case.voorgesteld_besluit)]
    texts += [(f"argumenten[{n}].tekst", row.tekst) for n, row in enumerate(case.argumenten)]
    texts += [(f"kanttekeningen[{n}].tekst", row.tekst) for n, row in enumerate(case.kanttekeningen)]
    for veld, text in texts:
        if text and _HOMES.search(text):
            yield Hit(
                "De nota noemt een aantal woningen; het akkoord stelt dat per gemeente nog niet vast.",
                veld,
                "Laat het aantal weg, of verwijs naar de lokale prestatieafspraken.",
            )
