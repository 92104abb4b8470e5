"""The rows of PAKKET: files that came in, the seal, and the packet itself (exit 7)."""

from __future__ import annotations

from docgen.errors.row import Row

ROWS: dict[str, Row] = {
    # --- PAKKET 1xx: a file that came in ---
    "PAKKET-100": Row("Het bestand is leeg.", "Sla het opnieuw op, of scan het opnieuw."),
    "PAKKET-101": Row("Het bestand is geen PDF.", "Sla het op als PDF; een foto of Word-bestand kan niet mee."),
    "PAKKET-102": Row("Het bestand is te groot.", "Hoogstens {hoogste} MB; scan in grijs en op 200 dpi."),
    "PAKKET-103": Row(
        "Het bestand is met een wachtwoord beveiligd.", "Vraag een exemplaar zonder wachtwoord, langs een veilige weg."
    ),
    "PAKKET-104": Row(
        "Het bestand is versleuteld voor bepaalde personen (met een certificaat).",
        "Vraag de afzender om een exemplaar zonder versleuteling.",
    ),
    "PAKKET-105": Row(
        "Het bestand is versleuteld op een manier die wij niet kunnen lezen.",
        "Vraag de afzender om een exemplaar zonder versleuteling.",
    ),
    "PAKKET-106": Row(
        "Het bestand is te zwaar beschadigd om te lezen.", "Vraag het opnieuw op, of print en scan het opnieuw."
    ),
    "PAKKET-107": Row(
        "Het bestand is een dynamisch formulier (XFA) dat alleen in Adobe Reader te lezen is.",
        "Open het in Adobe Reader en kies Afdrukken naar PDF.",
    ),
    "PAKKET-108": Row("Het bestand heeft geen pagina's.", "Vraag het opnieuw op, of print en scan het opnieuw."),
    "PAKKET-109": Row(
        "Het bestand is beschadigd: elk leesprogramma telt een ander aantal pagina's.",
        "Open het, kijk of het compleet is en kies Afdrukken naar PDF.",
    ),
    "PAKKET-110": Row(
        "Het bestand heeft {aantal} pagina's; dat is te veel.", "Splits het in delen van hoogstens {hoogste} pagina's."
    ),
    "PAKKET-111": Row(
        "Een pagina heeft een afmeting die niet op papier past.", "Kies Afdrukken naar PDF, op papier van A4 of A3."
    ),
    "PAKKET-112": Row("Het lezen van het bestand duurt te lang en is gestopt.", "Kies Afdrukken naar PDF."),
    "PAKKET-113": Row("Het lezen van het bestand vraagt te veel geheugen en is gestopt.", "Kies Afdrukken naar PDF."),
    "PAKKET-114": Row(
        "Het bestand liet het leesprogramma vastlopen.", "Vraag het opnieuw op, of print en scan het opnieuw."
    ),
    "PAKKET-115": Row("Het bestand is niet te lezen.", "Open het, kijk of het compleet is en kies Afdrukken naar PDF."),
    "PAKKET-116": Row(
        "Van het bestand is geen veilige kopie te maken.",
        "Open het, kijk of het compleet is en kies Afdrukken naar PDF.",
    ),
    "PAKKET-117": Row("Pagina {pagina} van het bestand is niet te tonen.", "Print en scan het bestand opnieuw."),
    "PAKKET-120": Row("De map {map} met vertrouwde certificaten bestaat niet.", "Controleer de naam van de map."),
    "PAKKET-121": Row(
        "{naam} in de map met vertrouwde certificaten is niet te lezen.",
        "Bewaar het certificaat als PEM of DER, of haal het bestand weg.",
    ),
    "PAKKET-130": Row("Het sleutelbestand {naam} is er niet.", "Controleer de naam en de map."),
    "PAKKET-131": Row(
        "In {naam} klopt {veld} niet.", "Zie in de handleiding wat er in de beschrijving van een zegelsleutel staat."
    ),
    "PAKKET-132": Row(
        "{naam} gaat niet open: het wachtwoord klopt niet, of het is geen sleutel met een certificaat.",
        "Controleer het wachtwoord; let op hoofdletters.",
    ),
    "PAKKET-133": Row(
        "Het sleutelapparaat {naam} geeft geen sleutel ({soort}).",
        "Controleer of het is aangesloten, en de namen in de beschrijving van de zegelsleutel.",
    ),
    "PAKKET-134": Row(
        "Het certificaat van het zegel is nog niet geldig: het begint op {dag}.",
        "Wacht tot die dag, of gebruik een ander certificaat.",
    ),
    "PAKKET-135": Row(
        "Het certificaat van het zegel is verlopen op {dag}.", "Vraag een nieuw certificaat aan, of laat het zegel weg."
    ),
    "PAKKET-136": Row(
        "Geen tijdstempelserver antwoordde, dus er is geen zegel gezet.",
        "Probeer het later opnieuw, of haal de tijdstempels uit de beschrijving van de zegelsleutel.",
    ),
    "PAKKET-137": Row("Het zetten van het zegel is mislukt ({soort}).", "Er is geen verzegeld pakket. Meld dit."),
    "PAKKET-138": Row("Het bestand {naam} bestaat al.", "Kies een andere naam; een sleutel wordt nooit overschreven."),
    "PAKKET-139": Row("Het bestand {naam} kan niet worden geschreven ({oorzaak}).", "Kies een andere map."),
    "PAKKET-190": Row("{naam} kan niet in een pakket.", "Los de genoemde punten op ({aantal})."),
    # --- PAKKET 2xx: page codes, and sorting a stack of scans ---
    "PAKKET-201": Row("Van {document} ontbreekt pagina {paginas}.", "Scan wat ontbreekt en voeg het toe."),
    "PAKKET-202": Row(
        "Van {document} is pagina {pagina} er al: gebruikt is {gebruikt}.",
        "Kijk welke de paraaf of de handtekening heeft, en wijs zo nodig dit blad aan.",
    ),
    "PAKKET-203": Row(
        "Hier is een andere versie van {document} gescand dan de zaak nu geeft.",
        "Kijk of de nieuwe versie getekend moet worden, of kies bewust voor deze.",
    ),
    "PAKKET-204": Row(
        "Dit blad hoort niet bij deze zaak of bij deze ontvanger.",
        "Haal het uit de stapel en leg het in het goede dossier.",
    ),
    "PAKKET-205": Row(
        "Op dit blad is geen paginacode te vinden.",
        "Wijs met de hand aan wat het is, of scan het opnieuw: in grijs, 200 dpi, het hele blad.",
    ),
    "PAKKET-206": Row("Op dit blad staan codes van meer pagina's.", "Scan elke pagina op een eigen blad."),
    "PAKKET-207": Row(
        "Dit blad lijkt leeg en gaat niet mee.", "Staat er toch iets op, wijs dan met de hand aan wat het is."
    ),
    "PAKKET-290": Row("{aantal} blad(en) zijn niet zo toe te wijzen.", "Herstel de toewijzing van de genoemde bladen."),
    "PAKKET-291": Row("Dit blad is er niet.", "Tel bestanden en bladen vanaf 1."),
    "PAKKET-292": Row("Het document {document} wordt hier niet verwacht.", "Kies uit: {bekend}."),
    "PAKKET-293": Row("{document} heeft geen pagina {pagina}.", "Kies een pagina van 1 tot en met {paginas}."),
    "PAKKET-294": Row(
        "De code op dit blad zegt dat het iets anders is.",
        "Een blad met een code volgt zijn code; haal de toewijzing weg.",
    ),
    "PAKKET-295": Row("Twee bladen zijn aangewezen als pagina {pagina} van {document}.", "Kies één van de twee."),
    # --- PAKKET 3xx: the packet ---
    "PAKKET-300": Row(
        "Het pakket voor de rol {rol} kan niet worden gemaakt: {aantal} punt(en).", "Los de genoemde punten op."
    ),
    "PAKKET-301": Row(
        "Dit is (of bevat een bladzijde van) {document}, en dat mag niet naar de rol {rol}.",
        "Haal het bestand of de bladzijde weg. Wie wat mag ontvangen, staat in docs/ontvangers.md.",
    ),
    "PAKKET-302": Row(
        "In dit bestand staat {gegeven}, en dat mag de rol {rol} niet zien.",
        "Haal het bestand weg, of lever een exemplaar aan dat docgen voor deze rol heeft gemaakt.",
    ),
    "PAKKET-303": Row(
        "In dit bestand zitten andere bestanden; wat daarin staat, is niet te beoordelen.",
        "Haal die eruit en lever ze apart aan.",
    ),
    "PAKKET-304": Row(
        "Wat dit bestand is, is niet te zien: het heeft geen bladcodes en geen woorden van een document van deze zaak.",
        "Wijs aan wat het is (opdrachtregel: --wijs BESTAND=DOCUMENT), of haal het weg.",
    ),
    "PAKKET-305": Row(
        "Op blad {bladen} staat geen leesbare bladcode.",
        "Scan opnieuw, of wijs elk blad aan (opdrachtregel: --wijs BESTAND:BLAD=DOCUMENT:BLADZIJDE).",
    ),
    "PAKKET-306": Row("Wat is aangewezen, is er niet.", "Controleer de naam van het bestand en het blad."),
    "PAKKET-307": Row(
        "Het document {document} is er in deze zaak niet voor deze ontvanger.",
        "Kies uit de documenten van deze ontvanger (opdrachtregel: docgen documents ZAAK --ontvanger ROL).",
    ),
    "PAKKET-308": Row(
        "Blad {blad} is volgens zijn bladcode geen bladzijde van {document}.", "Wijs het blad niet aan: de code geldt."
    ),
    "PAKKET-309": Row("Dit bestand hoort bij een andere zaak.", "Haal het weg, of controleer de zaak."),
    "PAKKET-310": Row(
        "De woorden of de versie van {document} zijn niet die van wat docgen nu maakt. Welk van de twee is bedoeld?",
        "Kies wat is ingeleverd of wat docgen maakt (opdrachtregel: --kies {document}=ingeleverd of =gemaakt).",
    ),
    "PAKKET-311": Row(
        "Dit is (of bevat een bladzijde van) {document}, maar niet het exemplaar voor de rol {rol}.",
        "Deze rol krijgt een deel of een eigen exemplaar: maak dat (opdrachtregel: docgen render --ontvanger {rol}).",
    ),
    "PAKKET-320": Row(
        "Het pakket is niet volledig: {aantal} punt(en).",
        "Vul aan wat ontbreekt, of maak het onvolledig (opdrachtregel: --onvolledig); dat staat dan op het voorblad.",
    ),
    "PAKKET-321": Row(
        "{document}: {wat}.", "Lever het getekende exemplaar aan (opdrachtregel: in de map van --signed)."
    ),
    "PAKKET-322": Row(
        "Niet vastgelegd is dat de huurder de informatie van de Wet goed verhuurderschap heeft (LAW-10).",
        "Geef het informatieblad mee en leg de dag van ontvangst vast bij bijlagen.",
    ),
    "PAKKET-330": Row(
        "In het pakket staat {gegeven}, en dat mag de rol {rol} niet zien; er is niets geschreven.",
        "Haal het bestand weg waar dit in staat. Kwam alles uit docgen zelf, meld dit dan.",
    ),
    "PAKKET-331": Row("De map {map} bestaat niet.", "Controleer de naam van de map met getekende stukken."),
    "PAKKET-332": Row("Deze ontvanger krijgt in deze zaak niets.", "Er is geen pakket te maken."),
    "PAKKET-333": Row(
        "De rol {rol} mag het pakket voor {ontvanger} niet maken: er zitten stukken in die niet voor deze rol zijn.",
        "Vraag een deelnemer die alle stukken van dit pakket mag hebben.",
    ),
    "PAKKET-350": Row("Het bestand {naam} is niet te lezen.", "Controleer de naam, en of u het mag openen."),
    "PAKKET-351": Row("Dit bestand is geen pakket van docgen.", "Controleer of dit het goede bestand is."),
    "PAKKET-352": Row("Het pakket is van binnen anders dan verwacht: {wat}.", "Er is niets geschreven. Meld dit."),
}
