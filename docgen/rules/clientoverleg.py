"""The rules of West-Friesland on reports and talks, on the way to an end, on applications and on disputes."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.case import Aanwezige, Evaluatie
from docgen.rules.context import Context
from docgen.rules.mijlpalen import besluit_op_aanvraag, evaluatierapporten, gehouden, zienswijzen_uiterlijk
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

EVALUATIERAPPORT = "evaluatierapport"
OVERLEG = "overlegverslag-clientniveau"
AFSTEMMING = "afstemmingsverslag"
BIJSTAND = "bijzondere_bijstand"
PARTIJEN = ("woningcorporatie", "zorgaanbieder", "gemeente")
_HUURDER = ("huurder", "cliënt", "client", "uitstromer")
_COORDINATOR = ("uitstroomcoördinator", "uitstroomcoordinator")
_CORPORATIE = ("corporatie", "woonconsulent", "wooncoach", "verhuurder")


@rule("WF-11", Ernst.TAAK, "§9.10", groep=EVALUATIERAPPORT)
def report_every_half_year(ctx: Context) -> Iterator[Hit]:
    """In het eerste jaar levert de zorgorganisatie elk half jaar een evaluatierapport: na zes en na twaalf maanden.

    Bron: §9.10
    """
    due = [day for day in evaluatierapporten(ctx) if day <= ctx.peildatum]
    start = ctx.ingangsdatum
    held = [r for r in gehouden(ctx, EVALUATIERAPPORT) if start and r.datum and r.datum >= start]
    if len(due) > len(held):
        yield Hit(
            f"Op {nl.datum(due[-1])} was een evaluatierapport nodig; er zijn er {len(held)} vastgelegd.",
            "evaluaties",
            "Stuur het evaluatierapport aan de uitstroomcoördinator, en leg het vast.",
        )


@rule("WF-12", Ernst.TAAK, "§12", groep="beschikking")
def gemeente_decides_in_two_weeks(ctx: Context) -> Iterator[Hit]:
    """De gemeente beslist binnen twee weken na ontvangst, op bijzondere bijstand bij voorkeur binnen een week.

    Bron: §12
    """
    for n, asked in enumerate(ctx.zaak.aanvragen):
        due, veld = besluit_op_aanvraag(ctx, asked), f"aanvragen[{n}].besluit_op"
        if due is None or asked.ontvangen_op is None or asked.ontvangen_op > ctx.peildatum:
            continue
        if asked.besluit_op and asked.besluit_op > due:
            yield Hit(
                f"Op de aanvraag is op {nl.datum(asked.besluit_op)} beslist; uiterlijk was {nl.datum(due)}.",
                veld,
                ernst=Ernst.WAARSCHUWT,
            )
        elif asked.besluit_op is None and ctx.peildatum > due:
            yield Hit(
                f"Uiterlijk op {nl.datum(due)} moest op de aanvraag zijn beslist; dat is niet vastgelegd.",
                veld,
                "Vraag de gemeente naar het besluit.",
                Ernst.WAARSCHUWT,
            )
        elif asked.besluit_op is None:
            sooner = besluit_op_aanvraag(ctx, asked, "bijzondere_bijstand_dagen") if asked.soort == BIJSTAND else None
            wish = f", bij voorkeur op {nl.datum(sooner)}" if sooner else ""
            yield Hit(f"Uiterlijk op {nl.datum(due)} beslist de gemeente op de aanvraag{wish}.", veld)


@rule("WF-15", Ernst.BLOKKEERT, "§15", groep=OVERLEG)
def report_of_the_client_meeting(ctx: Context) -> Iterator[Hit]:
    """Het verslag van een overleg op cliëntniveau noemt probleem, besluit en redenen; de deelnemers keuren het goed.

    Bron: §15
    """
    for n, talk in _talks(ctx, OVERLEG):
        for veld, what in (("aanleiding", "het probleem"), ("besluit", "het besluit"), ("overwegingen", "de redenen")):
            if not getattr(talk, veld):
                yield Hit(f"Het verslag noemt niet: {what}.", f"evaluaties[{n}].{veld}", "Vul het aan.")
        yield from _participants(n, talk)
        yield from _approval(ctx, n, talk)


@rule("WF-16", Ernst.BLOKKEERT, "§16", groep=AFSTEMMING)
def report_of_the_handover(ctx: Context) -> Iterator[Hit]:
    """Het afstemmingsverslag zegt hoe de huurder het ervaart en wat die wil; alle deelnemers keuren het goed.

    Bron: §16
    """
    for n, talk in _talks(ctx, AFSTEMMING):
        for veld, what in (("visie_huurder", "hoe de huurder het ervaart"), ("wensen", "wat de huurder wil")):
            if not getattr(talk, veld):
                yield Hit(f"Het verslag noemt niet: {what}.", f"evaluaties[{n}].{veld}", "Vul het aan.")
        if not talk.doelen:
            yield Hit(
                "Het verslag zegt niet welke resultaten zijn bereikt.",
                f"evaluaties[{n}].doelen",
                "Leg van de doelen vast hoe het ermee staat.",
                Ernst.WAARSCHUWT,
            )
        yield from _participants(n, talk)
        yield from _approval(ctx, n, talk)


def _talks(ctx: Context, soort: str) -> Iterator[tuple[int, Evaluatie]]:
    return ((n, talk) for n, talk in enumerate(ctx.zaak.evaluaties) if talk.soort == soort)


def _participants(n: int, talk: Evaluatie) -> Iterator[Hit]:
    if not any(person.aanwezig is not False for person in talk.aanwezigen):
        yield Hit(
            "Niet vastgelegd is wie aan het overleg deelnamen.",
            f"evaluaties[{n}].aanwezigen",
            "Vul de deelnemers in; zij keuren het verslag goed en ondertekenen het.",
        )


def _approval(ctx: Context, n: int, talk: Evaluatie) -> Iterator[Hit]:
    """A report is made to be approved, so that does not stop the report; it does stop what follows from it."""
    if talk.datum is None or talk.datum > ctx.peildatum or talk.goedgekeurd_op:
        return
    rests = ctx.omklap_besloten and ctx.omklapevaluatie is talk
    yield Hit(
        "Het verslag is nog niet door de deelnemers goedgekeurd en ondertekend.",
        f"evaluaties[{n}].goedgekeurd_op",
        "Leg het verslag aan alle deelnemers voor, en neem het op in het cliëntdossier.",
        Ernst.BLOKKEERT if rests else Ernst.TAAK,
        groep="omklap" if rests else None,
    )


@rule("WF-17", Ernst.BLOKKEERT, "§10", groep="beeindiging")
def steps_before_the_end(ctx: Context) -> Iterator[Hit]:
    """Vóór het einde: de huurder aanspreken, afspraken maken, overleg met de corporatie, dan beslist de corporatie.

    Bron: §10
    """
    if ctx.tijdelijk is None or ctx.voortzetting_besloten:
        return
    talk, signal = ctx.omklapevaluatie, ctx.zaak.signaal
    decided = talk is not None and talk.conclusie == "beeindigen"
    asked = not decided
    if signal is None or signal.datum is None or not signal.punten:
        yield Hit(
            "Niet vastgelegd is dat de huurder is aangesproken, en op welke punten.",
            "signaal.punten" if signal else "signaal",
            "Spreek de huurder eerst aan, en maak zo nodig aanvullende afspraken.",
            on_request=asked,
        )
    if not decided or talk is None or talk.soort != OVERLEG:
        yield Hit(
            "Niet vastgelegd is dat een overleg met de corporatie tot het einde van de huur heeft geleid.",
            "evaluaties",
            "Leg de zaak voor aan het uitstroomoverleg, met de corporatie erbij.",
            on_request=asked,
        )
    elif signal and signal.datum and talk.datum and talk.datum < signal.datum:
        yield Hit(
            "Het overleg over het einde was eerder dan het signaal aan de huurder.",
            f"{ctx.omklapevaluatie_veld}.datum",
            "De huurder wordt eerst aangesproken; houd daarna opnieuw overleg.",
        )
    elif not _present(talk, _CORPORATIE):
        yield Hit(
            "Niet vastgelegd is dat de corporatie bij het overleg over het einde was.",
            f"{ctx.omklapevaluatie_veld}.aanwezigen",
            "De corporatie neemt deel en beslist daarna, binnen de wet.",
            Ernst.WAARSCHUWT,
        )


@rule("WF-19", Ernst.TAAK, "§19", groep="geschil")
def views_within_two_weeks(ctx: Context) -> Iterator[Hit]:
    """Binnen twee weken na de dagtekening geeft elke andere partij haar zienswijze en een voorstel.

    Bron: §19
    """
    found, due = ctx.zaak.geschil, zienswijzen_uiterlijk(ctx)
    if found is None:
        return
    if found.datum is None or due is None:
        fact = "De dagtekening van de mededeling van het geschil is niet vastgelegd."
        yield Hit(fact, "geschil.datum", "Deel het geschil schriftelijk mee, met de datum.", Ernst.WAARSCHUWT)
        return
    given = {row.partij for row in found.zienswijzen if row.datum is None or row.datum <= ctx.peildatum}
    missing = [p for p in PARTIJEN if p != found.partij and p not in given and getattr(ctx.zaak, p)]
    late = ctx.peildatum > due
    if missing:
        yield Hit(
            f"Uiterlijk op {nl.datum(due)} {'moesten' if late else 'geven'} de andere partijen hun zienswijze "
            f"{'hebben gegeven' if late else 'en een voorstel'}; nog niet: {nl.opsomming(missing)}.",
            "geschil.zienswijzen",
            "Leg de zienswijzen vast; daarna overleggen de partijen over een oplossing.",
            Ernst.WAARSCHUWT if late else None,
        )
    for n, row in enumerate(found.zienswijzen):
        if row.datum and row.datum > due:
            fact = f"Een zienswijze is van {nl.datum(row.datum)}; uiterlijk was {nl.datum(due)}."
            yield Hit(fact, f"geschil.zienswijzen[{n}].datum", ernst=Ernst.WAARSCHUWT)


@rule("WF-25", Ernst.WAARSCHUWT, "§15", groep=OVERLEG)
def huurder_and_coordinator_are_there(ctx: Context) -> Iterator[Hit]:
    """Bij een overleg op cliëntniveau zijn de huurder en de uitstroomcoördinator aanwezig.

    Bron: §15
    """
    for n, talk in _talks(ctx, OVERLEG):
        for words, who in ((_HUURDER, "de huurder"), (_COORDINATOR, "de uitstroomcoördinator")):
            if talk.aanwezigen and not _present(talk, words):
                yield Hit(
                    f"Bij het overleg was {who} niet aanwezig, of dat is niet vastgelegd.",
                    f"evaluaties[{n}].aanwezigen",
                    "Houd het overleg met de huurder en de uitstroomcoördinator erbij.",
                )


def _present(talk: Evaluatie, words: tuple[str, ...]) -> bool:
    return any(person.aanwezig is not False and _is(person, words) for person in talk.aanwezigen)


def _is(person: Aanwezige, words: tuple[str, ...]) -> bool:
    said = f"{person.rol or ''} {person.organisatie or ''}".casefold()
    return any(word in said for word in words)


@rule("WF-29", Ernst.INFO, "§16", groep=AFSTEMMING)
def gemeente_calls_the_meeting(ctx: Context) -> Iterator[Hit]:
    """Neemt een andere aanbieder het over, dan belegt de gemeente een afstemmingsoverleg.

    Bron: §16
    """
    if ctx.zaak.overdracht and not gehouden(ctx, AFSTEMMING):
        yield Hit(
            "Er komt een andere zorgaanbieder; een afstemmingsoverleg is nog niet vastgelegd.",
            "evaluaties",
            "De gemeente belegt het overleg; daarna wordt zo nodig het perspectiefplan bijgesteld.",
        )


@rule("WF-30", Ernst.WAARSCHUWT, "§19", groep="geschil")
def dispute_about_the_agreement(ctx: Context) -> Iterator[Hit]:
    """Een geschil kan alleen gaan over uitvoering, naleving of uitleg van de samenwerkingsovereenkomst.

    Bron: §19
    """
    found, allowed = ctx.zaak.geschil, ctx.regeling.geschil.onderwerpen
    if found and found.onderwerp not in allowed:
        fact = "gaat over iets anders" if found.onderwerp else "heeft geen vastgelegd onderwerp"
        yield Hit(
            f"Het geschil {fact}; de geschillenregeling is voor {nl.opsomming(allowed)}.",
            "geschil.onderwerp",
            "Ga na of een klacht of een ander overleg past.",
        )
