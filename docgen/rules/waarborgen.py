"""What guards the huurder and the parties: debts, fixed costs elsewhere, mandates, retention, the lease in writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import nl
from docgen.rules import bevoegdheid
from docgen.rules.context import Context
from docgen.rules.facts import informatieblad_ontvangen
from docgen.rules.onbepaald import HUUR, huur_voor_onbepaalde_tijd
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule

_GUARANTEE = re.compile(r"\b(staa[nt]\w*\s+(garant|borg)|garantstelling|borgstelling|borgtocht)\b", re.IGNORECASE)
ORDINARY_LEASE = "huurovereenkomst-onbepaalde-tijd"


@rule("FR-20", Ernst.WAARSCHUWT, "Toel.2g")
def nobody_takes_over_the_risk(ctx: Context) -> Iterator[Hit]:
    """Partijen nemen geen financiële risico's van de uitstromer over: niemand staat garant of borg.

    Bron: Toel.2g
    """
    for n, agreed in enumerate(ctx.tijdelijk.aanvullende_afspraken if ctx.tijdelijk else ()):
        if _GUARANTEE.search(agreed):
            yield Hit(
                "Een aanvullende afspraak laat iemand garant of borg staan voor de huurder.",
                f"huurovereenkomst.aanvullende_afspraken[{n}]",
                "Haal de afspraak weg; tref zo nodig een beschermende maatregel.",
            )


@rule("FR-72", Ernst.WAARSCHUWT, "Toel.5b", groep="plan")
def fixed_costs_during_a_stay_elsewhere(ctx: Context) -> Iterator[Hit]:
    """Bij tijdelijk verblijf elders betaalt de huurder de vaste lasten door; de afspraak staat op papier.

    The place for it is the theme on op- en afschalen of the plan.

    Bron: Toel.5b
    """
    themes = ctx.plan.themas if ctx.plan else ()
    agreed = any(theme.thema == "op_en_afschalen" and theme.afspraken for theme in themes)
    if ctx.zaak.logeerplek and not agreed:
        yield Hit(
            "De huurder verblijft tijdelijk elders; niet vastgelegd is hoe de vaste lasten worden doorbetaald.",
            "logeerplek",
            "Leg vast wie huur, zorgverzekering, gas, water en licht betaalt, en wie met de buren spreekt.",
        )


@rule("LAW-10", Ernst.WAARSCHUWT, "Wet goed verhuurderschap (Stb. 2023, 103)")
def lease_in_writing(ctx: Context) -> Iterator[Hit]:
    """De huur staat op schrift, met wie de partijen zijn, en de huurder krijgt de informatie van de wet.

    An ordinary lease that does not describe its parties blocks; information that is
    not recorded as received warns.

    Bron: Wet goed verhuurderschap (Stb. 2023, 103)
    """
    if ctx.omklap_besloten or huur_voor_onbepaalde_tijd(ctx):
        for gap in bevoegdheid.ontbrekend(ctx, HUUR):
            yield Hit(
                f"Van de {gap.rol} is niet vastgelegd: {gap.wat}.",
                gap.veld,
                "Vul dit aan; de huurovereenkomst beschrijft elke partij volledig.",
                Ernst.BLOKKEERT,
                groep=ORDINARY_LEASE,
            )
    duty = ctx.recht.verhuur
    if ctx.huurovereenkomst and duty and duty.informatieblad_vereist and not informatieblad_ontvangen(ctx):
        yield Hit(
            "Niet vastgelegd is dat de huurder de informatie van de Wet goed verhuurderschap heeft ontvangen.",
            "bijlagen",
            "Geef het informatieblad mee en leg de dag van ontvangst vast.",
        )


@rule("LAW-15", Ernst.BLOKKEERT, "Awb 10:10", groep="plan")
def mandate_names_the_organ(ctx: Context) -> Iterator[Hit]:
    """Wie krachtens mandaat tekent, noemt het bestuursorgaan en de eigen functie.

    Bron: Awb 10:10
    """
    here = ctx.zaak.gemeente
    for n, signer in enumerate(here.ondertekenaars if here else ()):
        if signer.bevoegdheid == "mandaat" and not signer.functie:
            yield Hit(
                "Wie namens het college tekent, heeft geen functie.",
                f"gemeente.ondertekenaars[{n}].functie",
                "Vul de functie in; wie krachtens mandaat tekent, zegt namens welk orgaan en in welke functie.",
            )


@rule("LAW-20", Ernst.WAARSCHUWT, "Wmo 5.3.4")
def retention_by_the_law(ctx: Context) -> Iterator[Hit]:
    """Gegevens over Wmo-ondersteuning worden bewaard zo lang als de wet zegt, ook waar de regeling korter noemt.

    Bron: Wmo 5.3.4
    """
    agreed, law = ctx.regeling.bewaarjaren_gezamenlijk, ctx.recht_op_peildatum.bewaartermijnen
    if agreed and law and agreed.waarde < law.wmo_jaren.waarde and ctx.beschikking:
        yield Hit(
            f"De regeling noemt {nl.telwoord(agreed.waarde)} jaar bewaren; de wet zegt "
            f"{nl.telwoord(law.wmo_jaren.waarde)} jaar voor wat gemeente en zorgaanbieder over de hulp hebben.",
            "regeling",
            "Houd voor die gegevens de termijn van de wet aan.",
        )
