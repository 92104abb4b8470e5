"""The rules of the law on the aanzegging: its window, its receipt, what happens without it, and when none may go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen import nl
from docgen.case import Correspondentie
from docgen.law import is_working_day, load_parameters
from docgen.rules.bevoegdheid import HUURDER, geadresseerden
from docgen.rules.context import Context
from docgen.rules.dates import Window
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

AANZEGGING = "aanzegging"
ENDING_LETTERS = "beeindiging"
VELD = "huurovereenkomst.einddatum"


@rule("LAW-03", Ernst.BLOKKEERT, "BW 7:271 lid 2; BW 3:37 lid 3", groep=AANZEGGING)
def aanzegging_in_its_window(ctx: Context) -> Iterator[Hit]:
    """De aanzegging is schriftelijk, en ontvangen tussen drie maanden en een maand voor het einde.

    One severity per situation. Blocks: a letter of today would arrive too early
    (only for whoever asks for it now) or too late. Task: from the first day of the
    window until every addressee's letter is recorded. Warns: a recorded letter that
    arrived outside the window or on an unknown day, and a last or target day that
    is no working day. Informs: a recorded letter that arrived in time.

    Bron: BW 7:271 lid 2; BW 3:37 lid 3
    """
    window = ctx.aanzegging
    if window is None or ctx.voortzetting_besloten:
        return
    for letter in ctx.brieven(AANZEGGING):
        yield _recorded(ctx, window, letter)
    if not not_reached(ctx) or ctx.peildatum > window.closes:
        return
    yield from _letter_of_today(ctx, window)
    if window.holds(ctx.peildatum):
        yield Hit(
            f"De aanzegging moet uiterlijk op {nl.datum(window.closes)} zijn ontvangen.",
            VELD,
            "Verstuur haar ruim voor die dag; zonder aanzegging loopt de huur voor onbepaalde tijd door.",
            Ernst.TAAK,
        )
    yield from _no_working_day(window)


def _letter_of_today(ctx: Context, window: Window) -> Iterator[Hit]:
    arrives = ctx.ontvangst_vandaag
    if arrives < window.opens:
        yield Hit(
            f"Een aanzegging van vandaag komt te vroeg: het venster opent op {nl.datum(window.opens)}.",
            VELD,
            f"Verstuur haar zo dat zij rond {nl.datum(window.target)} wordt ontvangen.",
            on_request=True,
        )
    elif arrives > window.closes:
        yield Hit(
            f"Een aanzegging van vandaag komt waarschijnlijk pas op {nl.datum(arrives)} aan; "
            f"zij moet uiterlijk op {nl.datum(window.closes)} zijn ontvangen.",
            VELD,
            "Geef de brief persoonlijk af met een bewijs van ontvangst, en leg dat vast.",
        )


def _recorded(ctx: Context, window: Window, letter: Correspondentie) -> Hit:
    number = next(n for n, sent in enumerate(ctx.zaak.correspondentie) if sent is letter)
    veld = f"correspondentie[{number}].ontvangen_op"
    day = ctx.ontvangen(letter)
    if day is None:
        fact = "Van de aanzegging is niet vastgelegd wanneer zij is ontvangen."
        return Hit(fact, veld, "Leg de dag van ontvangst vast.", Ernst.WAARSCHUWT)
    if window.holds(day):
        return Hit(f"De aanzegging is op {nl.datum(day)} op tijd ontvangen.", veld, ernst=Ernst.INFO)
    if day < window.opens:
        fact = f"De aanzegging is op {nl.datum(day)} te vroeg ontvangen: het venster opent op {nl.datum(window.opens)}."
        return Hit(fact, veld, "Verstuur in het venster een nieuwe aanzegging.", Ernst.WAARSCHUWT)
    fact = f"De aanzegging is op {nl.datum(day)} te laat ontvangen: uiterlijk was {nl.datum(window.closes)}."
    return Hit(fact, veld, "De huur loopt voor onbepaalde tijd door.", Ernst.WAARSCHUWT)


def _no_working_day(window: Window) -> Iterator[Hit]:
    for day, what in ((window.closes, "De laatste dag"), (window.target, "De streefdatum")):
        if load_parameters(day).feestdagen and not is_working_day(day):
            yield Hit(
                f"{what} voor de ontvangst van de aanzegging is geen werkdag: {nl.dag_en_datum(day)}.",
                VELD,
                "De termijn schuift niet op; verstuur de brief ruim ervoor.",
                Ernst.WAARSCHUWT,
            )


def not_reached(ctx: Context) -> tuple[str, ...]:
    """Return the roles for whom no aanzegging is recorded that arrived inside the window.

    A letter whose addressee is not recorded counts as the huurder's.
    """
    letters = [b for b in ctx.brieven(AANZEGGING) if ctx.aanzegging and (day := ctx.ontvangen(b)) and
               ctx.aanzegging.holds(day)]  # fmt: skip
    missing = Counter(geadresseerden(ctx)) - Counter(letter.ontvanger or HUURDER for letter in letters)
    return tuple(missing.elements())


@rule("LAW-04", Ernst.BLOKKEERT, "BW 7:271 lid 1; BW 7:271 lid 2", groep=ENDING_LETTERS)
def without_aanzegging_the_lease_goes_on(ctx: Context) -> Iterator[Hit]:
    """Zonder aanzegging, of met een te late, loopt de huur voor onbepaalde tijd door.

    Bron: BW 7:271 lid 1; BW 7:271 lid 2
    """
    window = ctx.aanzegging
    if window and not ctx.voortzetting_besloten and ctx.peildatum > window.closes and not_reached(ctx):
        yield Hit(
            f"Uiterlijk op {nl.datum(window.closes)} moest de aanzegging zijn ontvangen; dat is niet vastgelegd.",
            "correspondentie",
            "Is zij op tijd ontvangen, leg dat vast. Anders loopt de huur voor onbepaalde tijd door.",
        )


@rule("LAW-14", Ernst.WAARSCHUWT, "BW 7:266", groep=AANZEGGING)
def every_addressee_gets_a_letter(ctx: Context) -> Iterator[Hit]:
    """De echtgenoot of geregistreerde partner is medehuurder door de wet; brieven gaan aan ieder apart.

    The letters are made per addressee, so the case cannot breach this beforehand:
    it informs of a medehuurder by law, and warns when only some were reached.

    Bron: BW 7:266
    """
    for n, person in enumerate(ctx.zaak.medehuurders):
        if person.relatie in ("echtgenoot", "geregistreerd_partner"):
            yield Hit(
                "De medehuurder is dat door de wet: elke brief over de huur gaat ook apart naar de medehuurder.",
                f"medehuurders[{n}].relatie",
                ernst=Ernst.INFO,
            )
    missing = not_reached(ctx)
    letters = ctx.brieven(AANZEGGING) if ctx.aanzegging and not ctx.voortzetting_besloten else ()
    if letters and missing and HUURDER not in missing:
        yield Hit(
            f"Niet vastgelegd is dat de aanzegging ook apart is ontvangen door: {nl.opsomming(missing)}.",
            "correspondentie",
            "Stuur ieder een eigen brief en leg de ontvangst vast.",
        )


@rule("LAW-18", Ernst.BLOKKEERT, "BW 7:271 lid 2", groep=ENDING_LETTERS)
def no_aanzegging_after_a_decision_to_omklap(ctx: Context) -> Iterator[Hit]:
    """Is tot omklap besloten, of tot voortzetting, dan gaat er geen aanzegging uit: zij zou de huur beëindigen.

    Bron: BW 7:271 lid 2
    """
    if ctx.tijdelijk and ctx.voortzetting_besloten:
        yield Hit(
            f"Er is tot {'omklap' if ctx.omklap_besloten else 'voortzetting'} besloten; een aanzegging zou de huur "
            "beëindigen.",
            ctx.omklapevaluatie_veld,
            "Verstuur geen aanzegging, tenzij een latere evaluatie anders besluit.",
            on_request=True,
        )
