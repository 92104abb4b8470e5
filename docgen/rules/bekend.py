"""Facts that say whether something is recorded, so that a text may print it."""

from __future__ import annotations

from docgen.rules.bevoegdheid import organisatie
from docgen.rules.context import Context
from docgen.rules.facts import fact, is_young
from docgen.rules.mijlpalen import gehouden, nabuurschap_uiterlijk, planevaluaties

# --- beschikking and begeleiding -----------------------------------------------


@fact
def beschikking_einddatum_bekend(ctx: Context) -> bool:
    """De beschikking heeft een laatste dag."""
    return ctx.beschikking_einde is not None


@fact
def beschikking_product_bekend(ctx: Context) -> bool:
    """Het product van de beschikking is vastgelegd."""
    return ctx.beschikking is not None and bool(ctx.beschikking.product)


@fact
def beschikking_omvang_bekend(ctx: Context) -> bool:
    """De omvang van de beschikking is vastgelegd."""
    return ctx.beschikking is not None and ctx.beschikking.omvang is not None


@fact
def begeleider_uren_bekend(ctx: Context) -> bool:
    """Vastgelegd is wanneer de vaste begeleider bereikbaar is."""
    people = ctx.zaak.zorgaanbieder.contactpersonen if ctx.zaak.zorgaanbieder else ()
    return any(person.vaste_begeleider and person.bereikbaar for person in people)


@fact
def begeleiding_einddatum_bekend(ctx: Context) -> bool:
    """De begeleidingsovereenkomst heeft een laatste dag."""
    found = ctx.zaak.begeleidingsovereenkomst
    return found is not None and found.einddatum is not None


@fact
def begeleiding_inhoud_bekend(ctx: Context) -> bool:
    """Vastgelegd is wat de begeleiding inhoudt."""
    found = ctx.zaak.begeleidingsovereenkomst
    return found is not None and bool(found.inhoud)


@fact
def begeleiding_frequentie_bekend(ctx: Context) -> bool:
    """Vastgelegd is hoe vaak er contact is."""
    found = ctx.zaak.begeleidingsovereenkomst
    return found is not None and bool(found.frequentie)


@fact
def begeleiding_plaats_bekend(ctx: Context) -> bool:
    """Vastgelegd is waar de begeleiding is."""
    found = ctx.zaak.begeleidingsovereenkomst
    return found is not None and bool(found.plaats)


# --- the lease -----------------------------------------------------------------


@fact
def evaluatiemomenten_bekend(ctx: Context) -> bool:
    """Er is minstens één evaluatiemoment vastgelegd."""
    return ctx.huurovereenkomst is not None and bool(ctx.huurovereenkomst.evaluatiemomenten)


@fact
def intake_bekend(ctx: Context) -> bool:
    """Van het intakegesprek en de toewijzing zijn de dagen allebei vastgelegd."""
    lease = ctx.huurovereenkomst
    return lease is not None and lease.intakegesprek is not None and lease.toewijzingsdatum is not None


@fact
def inschrijving_bekend(ctx: Context) -> bool:
    """Van de inschrijving als woningzoekende zijn systeem en nummer allebei vastgelegd."""
    found = ctx.zaak.inschrijving
    return found is not None and bool(found.systeem) and bool(found.nummer)


@fact
def woning_geclusterd(ctx: Context) -> bool:
    """De woning ligt in een cluster."""
    return ctx.zaak.woning is not None and ctx.zaak.woning.ligging == "geclusterd"


@fact
def woning_gespikkeld(ctx: Context) -> bool:
    """De woning ligt gewoon in de wijk, niet in een cluster."""
    return ctx.zaak.woning is not None and ctx.zaak.woning.ligging == "gespikkeld"


@fact
def zorgaanbieder_is_verhuurder(ctx: Context) -> bool:
    """De verhuurder van het tijdelijke contract is de zorgaanbieder."""
    roles = {row.veld: row.rolnaam for row in ctx.regeling.contract.partijen}
    return roles.get("zorgaanbieder") == "verhuurder" and organisatie(ctx, "zorgaanbieder") is not None


@fact
def jongere(ctx: Context) -> bool:
    """De huurder heeft op de eerste dag van de huur de leeftijd die de regeling jong noemt."""
    return is_young(ctx)


# --- raamovereenkomst ----------------------------------------------------------


@fact
def raamovereenkomst_begin_bekend(ctx: Context) -> bool:
    """De eerste dag van de raamovereenkomst is vastgelegd."""
    found = ctx.zaak.raamovereenkomst
    return found is not None and found.ingangsdatum is not None


@fact
def raamovereenkomst_einde_bekend(ctx: Context) -> bool:
    """De laatste dag van de raamovereenkomst is vastgelegd."""
    found = ctx.zaak.raamovereenkomst
    return found is not None and found.einddatum is not None


@fact
def raamovereenkomst_woningen_bekend(ctx: Context) -> bool:
    """Van de raamovereenkomst is minstens één woning vastgelegd."""
    found = ctx.zaak.raamovereenkomst
    return found is not None and bool(found.woningen)


@fact
def raamovereenkomst_contractering_bekend(ctx: Context) -> bool:
    """Vastgelegd is welke gemeenten de zorgaanbieder hebben gecontracteerd."""
    found = ctx.zaak.raamovereenkomst
    return found is not None and bool(found.gecontracteerd_door)


@fact
def raamovereenkomst_ondertekend(ctx: Context) -> bool:
    """Vastgelegd is wanneer de raamovereenkomst is ondertekend."""
    found = ctx.zaak.raamovereenkomst
    return found is not None and found.datum_ondertekening is not None


# --- neighbours, numbers, plans ------------------------------------------------


@fact
def nabuurschap_termijn_bekend(ctx: Context) -> bool:
    """De regeling stelt een termijn voor de afspraken over nabuurschap, en de toewijzing is vastgelegd."""
    return nabuurschap_uiterlijk(ctx) is not None


@fact
def nabuurschap_bekend(ctx: Context) -> bool:
    """De afspraken over nabuurschap zijn vastgelegd, met de dag."""
    found = ctx.zaak.nabuurschap
    return found is not None and found.datum is not None and bool(found.afspraken)


@fact
def kennismaking_bekend(ctx: Context) -> bool:
    """Vastgelegd is hoe de huurder kennismaakt met de buren."""
    return ctx.zaak.nabuurschap is not None and bool(ctx.zaak.nabuurschap.kennismaking)


@fact
def ondersteuningsplan_bekend(ctx: Context) -> bool:
    """Van het ondersteuningsplan is minstens één thema vastgelegd."""
    return ctx.plan is not None and bool(ctx.plan.themas)


@fact
def beschikking_leefgebieden_bekend(ctx: Context) -> bool:
    """Vastgelegd is op welke leefgebieden de beschikking de ondersteuning richt."""
    return ctx.zaak.beschikking is not None and bool(ctx.zaak.beschikking.leefgebieden)


@fact
def planevaluatie_termijn_bekend(ctx: Context) -> bool:
    """De regeling vraagt een evaluatie van het plan, en de uiterste dag is te berekenen."""
    return bool(planevaluaties(ctx))


@fact
def crisisnummer_bekend(ctx: Context) -> bool:
    """Het nummer voor een crisis is vastgelegd."""
    return ctx.zaak.storing_en_nood is not None and bool(ctx.zaak.storing_en_nood.crisis)


@fact
def noodnummer_bekend(ctx: Context) -> bool:
    """Het nummer voor buiten kantooruren is vastgelegd."""
    return ctx.zaak.storing_en_nood is not None and bool(ctx.zaak.storing_en_nood.buiten_kantooruren)


@fact
def storingsnummer_bekend(ctx: Context) -> bool:
    """Het nummer voor storingen bij de verhuurder is vastgelegd."""
    return ctx.zaak.storing_en_nood is not None and bool(ctx.zaak.storing_en_nood.verhuurder)


@fact
def gebiedsteam_bekend(ctx: Context) -> bool:
    """De gemeente heeft een gebiedsteam, en de naam ervan is vastgelegd."""
    return ctx.zaak.gemeente is not None and bool(ctx.zaak.gemeente.gebiedsteam)


@fact
def doelen_in_bijlage_aanwezig(ctx: Context) -> bool:
    """Er is minstens één doel dat de corporatie mag zien."""
    return any(goal.zichtbaar_voor_corporatie for goal in ctx.zaak.doelen)


@fact
def doelen_overig_aanwezig(ctx: Context) -> bool:
    """Er is minstens één doel dat de corporatie niet mag zien."""
    return any(not goal.zichtbaar_voor_corporatie for goal in ctx.zaak.doelen)


@fact
def perspectief_behoefte(ctx: Context) -> bool:
    """Het perspectiefplan zegt wat de huurder nodig heeft."""
    return ctx.zaak.perspectiefplan is not None and bool(ctx.zaak.perspectiefplan.behoefte)


@fact
def perspectief_doelen(ctx: Context) -> bool:
    """Het perspectiefplan noemt doelen."""
    return ctx.zaak.perspectiefplan is not None and bool(ctx.zaak.perspectiefplan.doelen)


@fact
def perspectief_resultaten(ctx: Context) -> bool:
    """Het perspectiefplan noemt resultaten."""
    return ctx.zaak.perspectiefplan is not None and bool(ctx.zaak.perspectiefplan.resultaten)


@fact
def perspectief_middelen(ctx: Context) -> bool:
    """Het perspectiefplan noemt middelen."""
    return ctx.zaak.perspectiefplan is not None and bool(ctx.zaak.perspectiefplan.middelen)


@fact
def perspectief_woonvaardigheden(ctx: Context) -> bool:
    """Het perspectiefplan noemt afspraken over wonen."""
    return ctx.zaak.perspectiefplan is not None and bool(ctx.zaak.perspectiefplan.woonvaardigheden)


@fact
def perspectief_woonwensen(ctx: Context) -> bool:
    """Het perspectiefplan noemt wensen over de woning."""
    return ctx.zaak.perspectiefplan is not None and bool(ctx.zaak.perspectiefplan.woonwensen)


# --- what is still to be made --------------------------------------------------


def _unapproved(ctx: Context, soort: str) -> bool:
    return any(talk.goedgekeurd_op is None or talk.goedgekeurd_op > ctx.peildatum for talk in gehouden(ctx, soort))


@fact
def raamovereenkomst_te_sluiten(ctx: Context) -> bool:
    """De raamovereenkomst is op de peildatum nog niet ondertekend."""
    found = ctx.zaak.raamovereenkomst
    return found is None or found.datum_ondertekening is None or found.datum_ondertekening > ctx.peildatum


@fact
def verlenging_besloten(ctx: Context) -> bool:
    """Er is besloten dat de verdienperiode doorgaat."""
    return ctx.verlenging_besloten


@fact
def einde_gewenst(ctx: Context) -> bool:
    """De verhuurder wil dat de huur eindigt: de vooraankondiging is vastgelegd."""
    return ctx.tijdelijk is not None and ctx.zaak.vooraankondiging is not None and not ctx.voortzetting_besloten


@fact
def monitorgesprek_te_verslaan(ctx: Context) -> bool:
    """Er is een monitorgesprek gehouden waarvan het verslag nog niet is goedgekeurd."""
    return _unapproved(ctx, "monitorgesprek")


@fact
def evaluatiegesprek_te_verslaan(ctx: Context) -> bool:
    """Er is een evaluatiegesprek gehouden waarvan het verslag nog niet is goedgekeurd."""
    return _unapproved(ctx, "evaluatiegesprek")


@fact
def overleg_maand_tien_te_verslaan(ctx: Context) -> bool:
    """Er is een overleg over het vervolg gehouden waarvan het verslag nog niet is goedgekeurd."""
    return _unapproved(ctx, "overleg-maand-tien")
