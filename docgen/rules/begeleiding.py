"""The rules on the support itself where the zorgaanbieder leads it: indication, plan, begeleider, money, aftercare."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import nl
from docgen.rules.context import Context
from docgen.rules.dates import last_day, plus
from docgen.rules.facts import is_young
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

PLAN = "plan"
AGREED = ("kenmerk", "het kenmerk"), ("besluitdatum", "de datum"), ("ingangsdatum", "de eerste dag")


@rule("AL-01", Ernst.BLOKKEERT, "1a; 1c")
def there_is_an_indication(ctx: Context) -> Iterator[Hit]:
    """De huurder heeft een indicatie voor Wmo of verlengde jeugdzorg.

    A decision without a last day is allowed.

    Bron: 1a; 1c
    """
    if ctx.tijdelijk is None:
        return
    found = ctx.beschikking
    if found is None:
        yield Hit("Er is geen beschikking vastgelegd.", "beschikking", "Vul de gegevens van de beschikking in.")
        return
    for veld, wat in AGREED:
        if not getattr(found, veld):
            yield Hit(f"Van de beschikking is {wat} niet vastgelegd.", f"beschikking.{veld}", "Vul het gegeven in.")


@rule("AL-11", Ernst.BLOKKEERT, "3a")
def decision_names_areas_and_hours(ctx: Context) -> Iterator[Hit]:
    """De beschikking noemt de leefgebieden en het aantal uren per maand.

    Bron: 3a
    """
    found = ctx.beschikking
    if ctx.tijdelijk is None or found is None:
        return
    if not found.leefgebieden:
        yield Hit("De leefgebieden van de beschikking zijn niet vastgelegd.", "beschikking.leefgebieden", "Vul ze in.")
    size = found.omvang
    if size is None:
        yield Hit("De omvang van de beschikking is niet vastgelegd.", "beschikking.omvang", "Vul de uren per maand in.")
    elif (size.eenheid, size.frequentie) != ("uur", "maand"):
        yield Hit(
            "De omvang van de beschikking staat niet in uren per maand.",
            "beschikking.omvang",
            "Controleer de beschikking.",
            Ernst.WAARSCHUWT,
        )


@rule("AL-12", Ernst.WAARSCHUWT, "3b; 3e", groep=PLAN)
def plan_by_the_provider(ctx: Context) -> Iterator[Hit]:
    """De zorgaanbieder maakt het ondersteuningsplan; voor jongeren is dat een perspectiefplan.

    Bron: 3b; 3e
    """
    if ctx.tijdelijk is None:
        return
    young, zaak = is_young(ctx), ctx.zaak
    if young and zaak.perspectiefplan is None:
        yield Hit(
            "Voor een jongere is een perspectiefplan nodig; dat is niet vastgelegd.",
            "perspectiefplan",
            "Maak met de huurder een perspectiefplan.",
        )
    if not young and zaak.ondersteuningsplan is None:
        yield Hit(
            "Er is geen ondersteuningsplan vastgelegd.",
            "ondersteuningsplan",
            "Maak met de huurder een ondersteuningsplan.",
        )
    for veld, plan in (("ondersteuningsplan", zaak.ondersteuningsplan), ("perspectiefplan", zaak.perspectiefplan)):
        author = plan.opgesteld_door if plan else None
        if author and author.organisatie and author.organisatie != "zorgaanbieder":
            yield Hit(
                "Het plan is niet door de zorgaanbieder opgesteld.",
                f"{veld}.opgesteld_door.organisatie",
                "De zorgaanbieder stelt het plan op, op basis van de beschikking.",
            )


@rule("AL-13", Ernst.BLOKKEERT, "3c", groep="bereikbaarheid")
def corporatie_knows_the_begeleider(ctx: Context) -> Iterator[Hit]:
    """De huurder heeft een vaste begeleider, en de corporatie heeft de contactgegevens.

    Bron: 3c
    """
    people = ctx.zaak.zorgaanbieder.contactpersonen if ctx.zaak.zorgaanbieder else ()
    fixed = next(((n, p) for n, p in enumerate(people) if p.vaste_begeleider), None)
    if ctx.tijdelijk is None:
        return
    if fixed is None:
        yield Hit(
            "Er is geen vaste begeleider vastgelegd.",
            "zorgaanbieder.contactpersonen",
            "Zet bij de contactpersoon die het is dat dit de vaste begeleider is.",
        )
    elif not (fixed[1].telefoon or fixed[1].email):
        yield Hit(
            "De vaste begeleider heeft geen telefoonnummer of e-mailadres.",
            f"zorgaanbieder.contactpersonen[{fixed[0]}].telefoon",
            "Vul een nummer in; de corporatie moet de begeleider kunnen bereiken.",
        )


@rule("AL-19", Ernst.WAARSCHUWT, "5b", groep=PLAN)
def help_with_money_is_examined(ctx: Context) -> Iterator[Hit]:
    """De zorgaanbieder onderzoekt standaard of budgetbeheer of bewind wenselijk is.

    Bron: 5b
    """
    zaak = ctx.zaak
    known = {v.soort for v in zaak.vertegenwoordiging} & {"bewindvoerder", "curator", "budgetbeheerder"}
    themes = ctx.plan.themas if ctx.plan else ()
    in_plan = any(t.thema == "financien" and (t.afspraken or t.situatie or t.niet_van_toepassing) for t in themes)
    asked = zaak.inkomen is not None and zaak.inkomen.bewindvoering is not None
    if ctx.tijdelijk and not (known or in_plan or asked):
        yield Hit(
            "Niet vastgelegd is dat budgetbeheer of bewind is onderzocht.",
            "inkomen.bewindvoering",
            "Bespreek het met de huurder en leg de uitkomst vast.",
        )


@rule("AL-24", Ernst.INFO, "3e", groep=PLAN)
def tuned_with_other_paths(ctx: Context) -> Iterator[Hit]:
    """Voor jongeren is afstemming met onderwijs, UWV en jeugdzorg gewenst.

    Bron: 3e
    """
    if ctx.tijdelijk and is_young(ctx):
        yield Hit(
            "De huurder is jongere; afstemming met school, UWV en jeugdzorg is gewenst.",
            "perspectiefplan",
            "Neem het op in het plan.",
        )


@rule("NOP-07", Ernst.WAARSCHUWT, "§ 5", groep=PLAN)
def stay_elsewhere_is_short(ctx: Context) -> Iterator[Hit]:
    """Een logeerplek duurt ten hoogste drie maanden; de huur loopt door.

    Bron: § 5
    """
    stay, longest = ctx.zaak.logeerplek, ctx.termijn("logeerplek_maanden")
    if stay is None or stay.begin is None or longest is None:
        return
    limit = last_day(stay.begin, longest)
    if (stay.einde or ctx.peildatum) > limit:
        yield Hit(
            f"Het verblijf op de logeerplek duurt langer dan {longest} maanden; uiterlijk was {nl.datum(limit)}.",
            "logeerplek.einde",
            "De huurder keert terug met passende ondersteuning, of er komt een andere plek.",
        )
    if stay.begin <= ctx.peildatum and not (ctx.plan and ctx.plan.datum and ctx.plan.datum >= stay.begin):
        yield Hit(
            "Niet vastgelegd is dat het ondersteuningsplan na het begin van de logeerplek is bijgewerkt.",
            "ondersteuningsplan.datum",
            "Schrijf in het plan hoe een logeerplek voortaan wordt voorkomen; ga na of de huur wordt betaald.",
        )


@rule("NOP-17", Ernst.INFO, "§ 7", groep=PLAN)
def debt_help_through_the_desk(ctx: Context) -> Iterator[Hit]:
    """Aanmelden bij de Kredietbank loopt via het Financieel Loket van de gemeente.

    Bron: § 7
    """
    facts = [e.woonfeiten for e in ctx.zaak.evaluaties if e.woonfeiten and e.datum and e.datum <= ctx.peildatum]
    debt = ctx.zaak.huurschuld is not None and bool(ctx.zaak.huurschuld.bedrag)
    if debt or any(fact.achterstand for fact in facts):
        yield Hit(
            "Er is een huurschuld of een achterstand vastgelegd.",
            "huurschuld" if debt else "evaluaties",
            "Een aanmelding bij de Kredietbank loopt via het Financieel Loket van de gemeente.",
        )


@rule("NOP-18", Ernst.INFO, "§ 8", groep="nazorg")
def aftercare_is_discussed(ctx: Context) -> Iterator[Hit]:
    """Na de omzetting kan er waakvlamcontact zijn, en kan de huurder een contactpersoon uit het netwerk noemen.

    Bron: § 8
    """
    light, until = ctx.zaak.waakvlam, ctx.beschikking_einde
    if light and light.tot and until and light.tot <= until:
        yield Hit(
            f"De waakvlam eindigt op {nl.datum(light.tot)}, niet na de ondersteuning ({nl.datum(until)}).",
            "waakvlam.tot",
            "Controleer de laatste dag van de waakvlam en die van de beschikking.",
            Ernst.WAARSCHUWT,
        )
    months = ctx.termijn("waakvlamgesprek_maanden_voor_einde")
    near = bool(months and ctx.beschikking_einde and plus(ctx.beschikking_einde, -months) <= ctx.peildatum)
    if not (ctx.omklap_besloten or near):
        return
    if ctx.zaak.waakvlam is None:
        yield Hit("Over waakvlamcontact is niets vastgelegd.", "waakvlam", "Bespreek het met de huurder.")
    if ctx.zaak.noodcontact is None:
        yield Hit(
            "Er is geen contactpersoon uit het netwerk vastgelegd.",
            "noodcontact",
            "Vraag of de huurder iemand wil noemen; dat hoeft niet.",
        )
