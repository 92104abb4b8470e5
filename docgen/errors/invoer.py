"""INVOER: what can be wrong with the input of a batch, its mapping file, a row or a cell (exit 2)."""

from __future__ import annotations

from docgen.errors.row import Row

ROWS: dict[str, Row] = {
    "INVOER-001": Row("{naam} bestaat niet.", "Controleer de naam en de map."),
    "INVOER-002": Row("{naam} kan niet worden gelezen.", "Controleer of u het mag openen; sluit het in Excel."),
    "INVOER-003": Row(
        "{naam} is geen invoer die wij kennen.", "Geef een map met .json, een .jsonl, een .csv of een .xlsx."
    ),
    "INVOER-004": Row(
        "In {naam} staan geen zaken.", "Zet de zaakbestanden (.json) in de map zelf, niet in een onderliggende map."
    ),
    "INVOER-005": Row(
        "{naam} is geen geldig rekenblad, of het is beschadigd.", "Open het in Excel en sla het opnieuw op als .xlsx."
    ),
    "INVOER-006": Row("{naam} is met een wachtwoord beveiligd.", "Sla het rekenblad op zonder wachtwoord."),
    "INVOER-007": Row(
        "{naam} is te groot: het bevat meer dan {hoogste} MB aan gegevens, of een rij zonder einde.",
        "Verdeel de zaken over meer bestanden, of sla ze op als CSV.",
    ),
    "INVOER-009": Row(
        "{naam} heeft geen blad {blad}.", "Herstel de naam van het blad in de koppeling of het rekenblad."
    ),
    "INVOER-010": Row(
        "{naam} heeft geen rij met kolomnamen.", "Zet boven elke kolom hoe zij heet; de eerste rij is de kopregel."
    ),
    "INVOER-011": Row(
        "In {naam} heet kolom {nummer} hetzelfde als een eerdere kolom.", "Geef elke kolom een eigen naam."
    ),
    "INVOER-012": Row("{naam} heeft te veel kolommen.", "Gebruik hoogstens {hoogste} kolommen."),
    "INVOER-013": Row("De tekens in {naam} zijn niet te lezen.", "Sla het bestand op als CSV UTF-8."),
    "INVOER-014": Row("{naam} is een rekenblad in een oude vorm.", "Open het in Excel en sla het op als .xlsx."),
    "INVOER-015": Row(
        "{naam} telt de dagen vanaf 1904; wij zouden datums verkeerd kunnen lezen.",
        "Zet in Excel bij Opties, Geavanceerd het datumsysteem 1904 uit en controleer de datums.",
    ),
    "INVOER-016": Row("Het veld {pad} staat in de koppeling bij twee kolommen.", "Laat één van de twee staan."),
    "INVOER-017": Row(
        "De rijen van {plaats} konden niet tijdelijk worden weggezet.",
        "Maak ruimte vrij op de schijf voor tijdelijke bestanden.",
    ),
    "INVOER-018": Row(
        "Bij {naam} is een koppeling nodig: welke kolom is welk veld?",
        "Laat er een voorstellen (opdrachtregel: docgen batch --map).",
    ),
    "INVOER-019": Row("Bij {naam} hoort geen koppeling.", "Een koppeling is er voor een .csv of een .xlsx."),
    "INVOER-020": Row("De koppeling {naam} is niet te lezen: {wat}.", "Herstel het bestand."),
    "INVOER-021": Row(
        "De koppeling heeft een onderdeel dat daar niet hoort: {sleutel}.",
        "Vergelijk haar met een voorstel van docgen (opdrachtregel: docgen batch --map).",
    ),
    "INVOER-022": Row(
        "De koppeling noemt een veld dat niet bestaat: {pad}.{tip}",
        "Kies een veld dat er is (opdrachtregel: docgen schema).",
    ),
    "INVOER-023": Row(
        "De koppeling noemt een kolom die {plaats} niet heeft: {kolom}.", "Herstel de naam, of haal de regel weg."
    ),
    "INVOER-024": Row(
        "In {plaats} staat een kolom die de koppeling niet noemt: {kolom}.",
        "Koppel haar aan een veld, of zet haar naam bij negeer.",
    ),
    "INVOER-025": Row(
        "Het sjabloon {naam} is geen geldige JSON.", "Geef een zaakbestand met wat voor alle zaken gelijk is."
    ),
    "INVOER-026": Row(
        "In het sjabloon staat {pad}, en dat is van één zaak.", "Haal het weg: het zou in alle andere zaken komen."
    ),
    "INVOER-027": Row("Geen kolom is gekoppeld aan zaaknummer.", "Elke zaak heeft een eigen zaaknummer nodig."),
    "INVOER-028": Row(
        "De lijst {pad} mist waar zij staat of welke kolom het zaaknummer heeft.",
        "Geef zaaknummer, en blad (van het rekenblad) of bestand (een CSV).",
    ),
    "INVOER-029": Row(
        "De koppeling noemt een lijst die er niet is: {pad}.",
        "Kies een lijst die er is (opdrachtregel: docgen schema).",
    ),
    "INVOER-030": Row(
        "Deze rij heeft {aantal} cellen en de kopregel {kolommen}.",
        "Kijk naar een puntkomma of komma te veel of te weinig; zet een tekst met zo'n teken tussen aanhalingstekens.",
    ),
    "INVOER-031": Row(
        "In deze rij staat iets rechts van de laatste kolom ({kolommen}).",
        "Geef die kolom een naam, of maak haar leeg.",
    ),
    "INVOER-032": Row(
        "Deze rij is niet te lezen (regels {begin} tot en met {einde} van het bestand).",
        "Kijk naar een aanhalingsteken dat niet is gesloten, of een tekst zonder einde.",
    ),
    "INVOER-033": Row("Vanaf deze rij is het blad niet meer te lezen.", "Open het in Excel en sla het opnieuw op."),
    "INVOER-034": Row(
        "Deze regel is te groot.", "Een zaak is hoogstens {hoogste} MB; staat elke zaak op een eigen regel?"
    ),
    "INVOER-035": Row(
        "Deze rij hoort bij geen zaak.", "Controleer het zaaknummer; de zaak moet zelf ook een rij hebben."
    ),
    "INVOER-036": Row("Onder een kolom zonder naam staat een waarde.", "Geef de kolom een naam, of maak haar leeg."),
    "INVOER-040": Row(
        "In deze cel staat een formule zonder uitkomst.", "Open het blad in Excel en sla het op, of plak de waarde."
    ),
    "INVOER-041": Row(
        "In deze cel staat een foutmelding van het rekenblad.", "Herstel de formule, of vul de waarde in."
    ),
    "INVOER-042": Row("Dit is geen datum.", "Schrijf 1-3-2027, 1 maart 2027 of 2027-03-01; het jaar met vier cijfers."),
    "INVOER-043": Row(
        "Dit is geen bedrag in euro's.", "Schrijf 563,41 of 1.234,56: hoogstens twee cijfers achter de komma."
    ),
    "INVOER-044": Row("Dit is geen geheel getal.", "Vul alleen cijfers in."),
    "INVOER-045": Row("Dit is geen ja of nee.", "Vul ja of nee in."),
    "INVOER-046": Row(
        "Het rekenblad heeft hier een getal van gemaakt; er kunnen cijfers zijn verdwenen, zoals een nul vooraan.",
        "Maak de kolom op als tekst en vul het nummer opnieuw in.",
    ),
    "INVOER-047": Row(
        "Het rekenblad heeft hier een datum van gemaakt.", "Maak de kolom op als tekst en vul het opnieuw in."
    ),
    "INVOER-048": Row("In deze cel staat een percentage.", "Vul het bedrag, het getal of de tekst zelf in."),
    "INVOER-049": Row("In deze cel staat te veel tekst.", "Een cel heeft hoogstens 32.767 tekens."),
    "INVOER-050": Row(
        "{naam} is geen soort bestand dat wij kunnen schrijven.", "Laat de naam eindigen op .csv of .xlsx."
    ),
    "INVOER-051": Row("Het verslag heeft meer regels dan een rekenblad kan hebben.", "Vraag het verslag als .csv."),
    "INVOER-052": Row(
        "Bij {naam} is geen bestand met verbeteringen te maken.", "Dat kan bij een .csv of .xlsx, en in dezelfde vorm."
    ),
    "INVOER-053": Row("In {naam} staan meer dan {hoogste} zaken.", "Verdeel de zaken over meer bestanden."),
    "INVOER-054": Row(
        "{naam} heeft bij elkaar meer dan {hoogste} kolommen.", "Haal bladen en kolommen weg die niet nodig zijn."
    ),
    "INVOER-090": Row(
        "De koppeling past niet: {aantal} fout(en).", "Herstel de koppeling of de kolommen en probeer het opnieuw."
    ),
}
