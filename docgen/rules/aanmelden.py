"""The rules on the forms for the Transferpunt, phase by phase, and on the offer of a home."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from docgen import nl
from docgen.case import Huurschuld, Organisatie, Toestemming
from docgen.rules.context import Context
from docgen.rules.dates import plus
from docgen.rules.facts import fact
from docgen.rules.formulieren import Formulier, formulier
from docgen.rules.outcome import Ernst
from docgen.rules.registry import Hit, rule
from docgen.rules.uitstroom import FORM, PLACEMENT, REGISTRATION

TRANSFERPUNT = "transferpunt"
FORMULIEREN = "formulieren"
VERVOLG = "vervolg-wonen"
MESSAGE = "aanmeldbericht"
BEMIDDELING = "bemiddeling"
VERKLARING = "toestemmingsverklaring"
_NUMBER = re.compile(r"\d{5,}")

VELDEN: dict[str, tuple[str, ...]] = {
    REGISTRATION: (
        *("huidig_adres", "herkomstgemeente", "laatste_woonplaats", "eerste_aanmelding_opvang"),
        *("start_verblijf_opvang", "datum_aanmelding", "zorgaanbieder", "locatie_opvang", "begeleider"),
        *("casusregisseur", "procesregisseur", "reden_dakloosheid", "start_dakloosheid", "gebiedsteam"),
    ),
    FORM: (
        *("herkomstgemeente", "leefsituatie", "laatste_woonsituatie", "vorige_verhuurder", "inschrijvingen"),
        *("hoofdinkomen", "gemeente_participatie", "schulden", "vorm_hulp_schulden", "uitstroomprofiel"),
        *("uitzetting", "inzet_nodig", "reden_inzet"),
    ),
    VERVOLG: ("uitstroomprofiel", "verhuurder", "uitstroomgemeente", "inzet_nodig", "reden_inzet"),
    PLACEMENT: (
        *("mutatie_adres", "datum_mutatie", "uitstroomprofiel", "verhuurder", "uitstroomgemeente", "type_woning"),
        *("ondersteuning", "start_ondersteuning", "zorgaanbieder", "soort_huurcontract", "wijze_van_toewijzing"),
        "gedragsaanwijzing",
    ),
}
"""What each form asks of `formulier`, beside the name; the huurder's own BSN and numbers stand in the case."""


def fase(ctx: Context) -> str | None:
    """Return the form that is now to be filled in, or None: one phase asks nothing of a later one."""
    point, closing = ctx.zaak.transferpunt, ctx.sluiting
    if point is None:
        return None
    if point.registratiedatum is None or ctx.peildatum <= point.registratiedatum:
        return REGISTRATION
    if closing is None or ctx.peildatum < closing:
        return FORM if point.aanmelddatum is None or ctx.peildatum <= point.aanmelddatum else VERVOLG
    return PLACEMENT if plaatsing_af_te_melden(ctx) else None


# --- rules on the forms --------------------------------------------------------


@rule("FR-41", Ernst.WAARSCHUWT, "Toel.3b; Bijl.3", groep=FORMULIEREN)
def forms_are_filled_in(ctx: Context) -> Iterator[Hit]:
    """Formulieren zijn zo volledig mogelijk; wat onvolledig is, wordt in beginsel niet behandeld.

    Warns of the open lines of the form of this phase. Blocks only without a name, and
    the registratieformulier without a BSN.

    Bron: Toel.3b; Bijl.3
    """
    if ctx.zaak.transferpunt is None:
        return
    now, person = fase(ctx), ctx.zaak.huurder
    if person is None:
        yield Hit("Het formulier heeft geen naam.", "huurder", "Leg vast wie het is.", Ernst.BLOKKEERT)
    elif not person.bsn:
        yield Hit(
            "Het registratieformulier heeft geen burgerservicenummer.",
            "huurder.bsn",
            "Vul het nummer in; alleen het registratieformulier vraagt erom.",
            Ernst.BLOKKEERT,
            groep=REGISTRATION,
            on_request=now != REGISTRATION,
        )
    values: Formulier = formulier(ctx)
    lacking = [name.replace("_", " ") for name in VELDEN.get(now or "", ()) if getattr(values, name) is None]
    if lacking and now:
        yield Hit(
            f"Het formulier {now} heeft nog open regels: {nl.opsomming(lacking)}.",
            TRANSFERPUNT,
            "Vul samen met de huurder aan wat bekend is.",
            groep=now,
        )


@rule("FR-44", Ernst.TAAK, "Bijl.3", groep=FORM)
def application_follows_registration(ctx: Context) -> Iterator[Hit]:
    """Het aanmeldformulier volgt binnen twee weken na de registratie.

    Bron: Bijl.3
    """
    point, days = ctx.zaak.transferpunt, ctx.termijn("aanmeldformulier_dagen")
    if point is None or point.registratiedatum is None or days is None:
        return
    due, veld = point.registratiedatum + dt.timedelta(days=days), "transferpunt.aanmelddatum"
    if point.aanmelddatum is None:
        yield Hit(f"Uiterlijk op {nl.datum(due)} is het aanmeldformulier ingevuld.", veld, "Vul het formulier in.")
    elif point.aanmelddatum > due:
        fact = f"Het aanmeldformulier is van {nl.datum(point.aanmelddatum)}; uiterlijk was {nl.datum(due)}."
        yield Hit(fact, veld, ernst=Ernst.WAARSCHUWT)


@rule("FR-46", Ernst.WAARSCHUWT, "Bijl.3", groep=FORMULIEREN)
def forms_go_by_secured_mail(ctx: Context) -> Iterator[Hit]:
    """Formulieren en aanmeldbericht gaan met beveiligde mail.

    Bron: Bijl.3
    """
    for n, sent in enumerate(ctx.zaak.correspondentie):
        if sent.document not in (*VELDEN, MESSAGE) or sent.wijze is None:
            continue
        veld = f"correspondentie[{n}].wijze"
        if sent.wijze == "e-mail":
            yield Hit(
                f"Het {sent.document} ging per e-mail; ga na dat dat beveiligde mail was.", veld, ernst=Ernst.INFO
            )
        else:
            yield Hit(
                f"Het {sent.document} ging niet met beveiligde mail.",
                veld,
                "Verstuur formulieren alleen met beveiligde mail.",
            )


@rule("FR-47", Ernst.BLOKKEERT, "Bijl.3; Wmo 5.2.8", groep=REGISTRATION)
def identity_is_checked(ctx: Context) -> Iterator[Hit]:
    """De zorgaanbieder controleert de identiteit en bewaart daarvan geen nummer en geen kopie.

    Bron: Bijl.3; Wmo 5.2.8
    """
    point, veld = ctx.zaak.transferpunt, "transferpunt.identiteitscontrole"
    if point is None:
        return
    check = point.identiteitscontrole
    if check is None or not check.soort or check.datum is None:
        yield Hit(
            "Niet vastgelegd is waarmee en wanneer de identiteit is gecontroleerd.",
            veld,
            "Controleer een identiteitskaart of paspoort en leg alleen de soort en de dag vast.",
            on_request=fase(ctx) != REGISTRATION,
        )
    elif _NUMBER.search(check.soort):
        yield Hit(
            "Bij de controle van de identiteit staat een nummer.",
            f"{veld}.soort",
            "Haal het nummer weg; alleen de soort van het document wordt bewaard.",
            on_request=fase(ctx) != REGISTRATION,
        )


@rule("FR-48", Ernst.BLOKKEERT, "Bijl.3", groep=FORMULIEREN)
def consent_for_the_transferpunt(ctx: Context) -> Iterator[Hit]:
    """Voor het uitwisselen met het Transferpunt is toestemming gevraagd, en zij is niet ingetrokken.

    Bron: Bijl.3
    """
    if ctx.zaak.transferpunt is None:
        return
    every = [(n, t) for n, t in enumerate(ctx.zaak.toestemmingen) if t.ontvanger.casefold() == TRANSFERPUNT]
    if not any(_given(ctx, consent) for _, consent in every):
        withdrawn = [n for n, consent in every if consent.ingetrokken_op]
        fact = "De toestemming is ingetrokken" if withdrawn else "Er is geen toestemming vastgelegd"
        yield Hit(
            f"{fact} om gegevens uit te wisselen met het Transferpunt.",
            f"toestemmingen[{withdrawn[0]}].ingetrokken_op" if withdrawn else "toestemmingen",
            "Vraag de huurder om toestemming en leg de dag vast; verstuur tot dan geen formulier.",
            on_request=fase(ctx) is None,
        )


def _given(ctx: Context, consent: Toestemming) -> bool:
    asked = consent.datum is not None and consent.datum <= ctx.peildatum
    return asked and (consent.ingetrokken_op is None or consent.ingetrokken_op > ctx.peildatum)


@rule("FR-73", Ernst.BLOKKEERT, "Afs.8c", groep=VERKLARING)
def consent_is_informed(ctx: Context) -> Iterator[Hit]:
    """Wie toestemming geeft, weet waarvoor, waarom en hoe lang: elke partij informeert de huurder zelf.

    Bron: Afs.8c
    """
    for n, consent in enumerate(ctx.zaak.toestemmingen):
        told = (("doel", "waarvoor"), ("reden", "waarom"), ("bewaartermijn", "hoe lang"))
        lacking = [what for veld, what in told if not getattr(consent, veld)]
        if lacking and consent.op_toestemming:
            yield Hit(
                f"De toestemmingsverklaring zegt de huurder niet {nl.opsomming(lacking)}.",
                f"toestemmingen[{n}]",
                "Vul aan wat de huurder moet weten voordat de huurder tekent.",
                on_request=consent.datum is not None,
            )


# --- rules on the offer --------------------------------------------------------


@rule("FR-35", Ernst.TAAK, "Afs.1h; Toel.1j", groep=BEMIDDELING)
def offer_within_three_months(ctx: Context) -> Iterator[Hit]:
    """De corporatie spant zich in om binnen drie maanden na de aanmelding een woning aan te bieden.

    Bron: Afs.1h; Toel.1j
    """
    home, months = ctx.zaak.herkomst, ctx.termijn("aanbod_maanden")
    asked = home.aanmelddatum_bemiddeling if home else None
    if asked is None or months is None or ctx.zaak.woning or ctx.zaak.woningaanbiedingen:
        return
    yield Hit(
        f"Uiterlijk op {nl.datum(plus(asked, months))} biedt de corporatie een woning aan.",
        "herkomst.aanmelddatum_bemiddeling",
        "Houd contact met de corporatie over een passende woning.",
    )


@rule("FR-36", Ernst.WAARSCHUWT, "Afs.1j-k", groep=BEMIDDELING)
def one_justified_refusal(ctx: Context) -> Iterator[Hit]:
    """Een aanbod mag één keer gegrond worden geweigerd; dan volgt binnen drie maanden één nieuw aanbod.

    An unjustified refusal gives no new offer. A second refusal is for FR-37.

    Bron: Afs.1j-k
    """
    months = ctx.termijn("aanbod_maanden")
    refused = [(n, a) for n, a in enumerate(ctx.zaak.woningaanbiedingen) if a.geweigerd_op]
    if len(refused) != 1 or months is None:
        return
    n, offer = refused[0]
    veld = f"woningaanbiedingen[{n}]"
    if offer.gegrond is not True:
        what = "niet gegrond" if offer.gegrond is False else "niet vastgelegd als gegrond"
        yield Hit(
            f"De weigering van het aanbod is {what}; er volgt geen nieuw aanbod.",
            f"{veld}.gegrond",
            "Overleg met de huurder, de zorgaanbieder en het gebiedsteam over de reden.",
        )
    elif offer.geweigerd_op and not any(
        later.datum and later.datum >= offer.geweigerd_op for later in ctx.zaak.woningaanbiedingen if later is not offer
    ):
        yield Hit(
            f"Na de gegronde weigering volgt één aanbod, uiterlijk op {nl.datum(plus(offer.geweigerd_op, months))}.",
            f"{veld}.geweigerd_op",
            "De corporatie doet één nieuw aanbod.",
            Ernst.TAAK,
        )


@rule("FR-37", Ernst.INFO, "Toel.1k", groep=BEMIDDELING)
def second_refusal(ctx: Context) -> Iterator[Hit]:
    """Na een tweede weigering zoeken gemeente en zorgaanbieder een andere verhuurder; het Transferpunt kan bemiddelen.

    Bron: Toel.1k
    """
    refused = [n for n, offer in enumerate(ctx.zaak.woningaanbiedingen) if offer.geweigerd_op]
    if len(refused) > 1:
        yield Hit(
            "Ook het nieuwe aanbod is geweigerd; deze corporatie doet geen aanbod meer.",
            f"woningaanbiedingen[{refused[1]}].geweigerd_op",
            "Zoek een woning bij een andere verhuurder, of vraag het Transferpunt om bemiddeling elders.",
        )


def _owed_to(debt: Huurschuld, here: Organisatie) -> bool:
    """Whether a debt is at this corporatie: by KvK number where both are known, for names are spelled in many ways."""
    if debt.verhuurder_kvk_nummer and here.kvk_nummer:
        return debt.verhuurder_kvk_nummer == here.kvk_nummer
    return bool(debt.verhuurder) and (debt.verhuurder or "").casefold() == here.naam.casefold()


@rule("FR-38", Ernst.BLOKKEERT, "Afs.1b; Toel.1b, 1g", groep=BEMIDDELING)
def only_own_debt_is_a_ground(ctx: Context) -> Iterator[Hit]:
    """Alleen een huurschuld bij deze corporatie kan een reden zijn om toewijzing te weigeren.

    Bron: Afs.1b; Toel.1b, 1g
    """
    refusal, debt, here = ctx.zaak.weigering_corporatie, ctx.zaak.huurschuld, ctx.zaak.woningcorporatie
    if refusal is None or refusal.grond != "huurschuld":
        return
    if debt is None or here is None or not _owed_to(debt, here):
        yield Hit(
            "De toewijzing is geweigerd om een huurschuld die niet bij deze corporatie is.",
            "weigering_corporatie.grond",
            "Een schuld bij een andere verhuurder is geen reden om te weigeren; herzie de weigering.",
        )


# --- facts ---------------------------------------------------------------------


@fact
def registratie_nodig(ctx: Context) -> bool:
    """De huurder moet nog bij het Transferpunt worden geregistreerd."""
    return fase(ctx) == REGISTRATION


@fact
def aanmelding_nodig(ctx: Context) -> bool:
    """Het aanmeldformulier moet nog worden ingevuld."""
    return fase(ctx) == FORM


@fact
def vervolg_wonen_nodig(ctx: Context) -> bool:
    """De huurder is aangemeld en het huurcontract is nog niet gesloten: de uitstroom wordt concreet."""
    return fase(ctx) == VERVOLG and not ctx.brieven(VERVOLG)


@fact
def plaatsing_af_te_melden(ctx: Context) -> bool:
    """Het huurcontract is getekend en de plaatsing is nog niet bij het Transferpunt afgemeld."""
    signed, end = ctx.ondertekend_op, ctx.laatste_dag_contract
    if ctx.zaak.transferpunt is None or signed is None or signed > ctx.peildatum or ctx.brieven(PLACEMENT):
        return False
    return end is None or ctx.peildatum <= end


@fact
def bemiddeling_nodig(ctx: Context) -> bool:
    """Er is bemiddeling nodig, de huurder is aangemeld en er is nog geen woning."""
    point, home = ctx.zaak.transferpunt, ctx.zaak.woning
    return fase(ctx) == VERVOLG and point is not None and point.inzet_nodig is True and home is None


@fact
def bsn_in_aanmeldbericht(ctx: Context) -> bool:
    """De regeling zet aan dat het burgerservicenummer in het aanmeldbericht staat."""
    return ctx.regeling.bsn_in_aanmeldbericht


@fact
def toestemming_te_vragen(ctx: Context) -> bool:
    """Er is een toestemming die de huurder nog niet heeft gegeven."""
    return any(t.op_toestemming and t.datum is None and not t.ingetrokken for t in ctx.zaak.toestemmingen)
