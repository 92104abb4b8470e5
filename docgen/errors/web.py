"""Rows of the front end: why the server does not start, and what a page refuses."""

from __future__ import annotations

from docgen.errors.row import Row

ROWS: dict[str, Row] = {
    "DOCGEN-101": Row(
        "De webserver start niet: buiten deze computer is een geheime sleutel nodig.",
        "Zet SECRET_KEY op ten minste {bytes} willekeurige tekens.",
    ),
    "DOCGEN-102": Row(
        "De webserver start niet: niet bekend is onder welke naam hij te bereiken is.",
        "Zet TRUSTED_HOSTS op de namen van de site, met komma's ertussen.",
    ),
    "DOCGEN-103": Row(
        "De webserver start niet: er is nog geen beheerder.",
        "Start eerst docgen serve op deze computer zelf, zonder --host, en maak daar de eerste beheerder.",
    ),
    "DOCGEN-104": Row("Dit zaaknummer is al in gebruik.", "Kies een ander zaaknummer."),
    "DOCGEN-105": Row(
        "U wilt een veld wijzigen dat niet bij uw rol hoort.",
        "Laat dit veld staan; vraag het aan wie het mag wijzigen.",
    ),
    "DOCGEN-107": Row("Dit is geen datum.", "Schrijf dag-maand-jaar, bijvoorbeeld 22-11-2026."),
    "DOCGEN-108": Row("Dit is geen bedrag.", "Schrijf euro's met hoogstens twee decimalen, bijvoorbeeld 1.234,56."),
    "DOCGEN-109": Row("Dit is geen geheel getal.", "Schrijf alleen cijfers, bijvoorbeeld 12."),
    "DOCGEN-110": Row("Dit is geen ja of nee.", "Kies ja of nee, of laat het leeg."),
    "DOCGEN-111": Row("Dit moet ingevuld zijn.", "Zonder motief, naam en functie telt de afwijking niet."),
    "DOCGEN-140": Row(
        "Niet bekend is onder welke regeling de zaken vallen.",
        "Kies de regeling, of koppel een kolom aan het veld Regeling.",
    ),
    "DOCGEN-141": Row(
        "Schrijf eigen woorden als: M = heer, V = mevrouw.", "Zet tussen twee woorden een komma of een puntkomma."
    ),
    "DOCGEN-142": Row("Deze batch is er niet meer.", "Begin een nieuwe batch."),
    "DOCGEN-143": Row("Deze zaak is niet gevonden.", "Kies een zaaknummer uit uw lijst, of laat het leeg."),
    "DOCGEN-144": Row("Kies een zaak of een sjabloon, niet allebei.", "Laat één van de twee leeg."),
    "DOCGEN-145": Row("Kies een bestand.", "Een rekenblad (.xlsx), een CSV of JSON Lines (.jsonl)."),
    "DOCGEN-146": Row("Kies bij deze kolom een veld.", "Kies niet gebruiken als zij niet nodig is."),
    "DOCGEN-112": Row(
        "In wat u stuurde staat een teken dat in geen tekst kan staan.", "Typ het opnieuw, of plak het zonder opmaak."
    ),
    "DOCGEN-106": Row(
        "{naam} is geen netwerkadres en poort om op te luisteren.", "Kies een ander adres of een andere poort."
    ),
    "DOCGEN-120": Row(
        "Op de pagina's steekt deze kleur te weinig af tegen {waartegen}: {verhouding} op 1, en nodig is 4,5 op 1.",
        "Kies een donkerder kleur, bijvoorbeeld {voorstel}.",
    ),
    "DOCGEN-121": Row(
        "Het logo kon niet worden gelezen.", "Sla het opnieuw op als PNG of JPEG en probeer het nog eens."
    ),
}
