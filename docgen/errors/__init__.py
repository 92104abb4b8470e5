"""The table of errors: what can go wrong, in one Dutch sentence with its remedy.

Checking returns `Problem`s, all at once. Raising is for what cannot continue:
`raise fault("TEKST-003", plaats=…, naam=…)`. The family of a code decides the
class and the exit code; the deliveries (CLI, web) translate in one place each.
No sentence ever repeats a personal value: it names the field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.errors import batch, invoer, pakket, web
from docgen.errors.row import Row


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a case, found by checking."""

    code: str
    veld: str
    melding: str
    advies: str


class DocgenError(Exception):
    """What every error of docgen has: a code, a Dutch sentence, a remedy, an exit code."""

    exit_code = 1

    def __init__(self, code: str, melding: str, advies: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(code, melding, advies, problems)
        self.code = code
        self.melding = melding
        self.advies = advies
        self.problems = problems

    def __str__(self) -> str:
        return f"{self.code}: {self.melding} {self.advies}".strip()


class CaseProblem(DocgenError):
    """The case cannot be read, or cannot be true under any agreement."""

    exit_code = 2


class RuleRefusal(DocgenError):
    """The case is fine; the agreement or the law says no."""

    exit_code = 3


class TextFault(DocgenError):
    """A text source of ours is wrong."""

    exit_code = 4


class TemplateFault(DocgenError):
    """A Word layout is wrong."""

    exit_code = 5


class RenderFault(DocgenError):
    """Making the file failed."""

    exit_code = 6


class PacketFault(DocgenError):
    """A packet cannot be made, or is not intact."""

    exit_code = 7


FAMILIES: dict[str, type[DocgenError]] = {
    "ZAAK": CaseProblem,
    "INVOER": CaseProblem,
    "REGEL": RuleRefusal,
    "TEKST": TextFault,
    "LAYOUT": TemplateFault,
    "MAAK": RenderFault,
    "PAKKET": PacketFault,
    "DOCGEN": DocgenError,
}

ROWS: dict[str, Row] = {
    # --- ZAAK: reading a case (exit 2) ---
    "ZAAK-001": Row("Het bestand {naam} bestaat niet.", "Controleer de naam en de map."),
    "ZAAK-002": Row(
        "{naam} is een map, geen bestand.", "Noem het bestand met de zaak; veel zaken tegelijk gaan als batch."
    ),
    "ZAAK-003": Row("Het bestand {naam} kan niet worden gelezen.", "Controleer of u het bestand mag openen."),
    "ZAAK-004": Row("Het bestand {naam} is te groot.", "Een zaak is hoogstens {hoogste} MB; is dit wel het bestand?"),
    "ZAAK-005": Row("Het bestand {naam} is leeg.", "Sla de zaak opnieuw op, of haal het bestand opnieuw op."),
    "ZAAK-006": Row("De tekens in {naam} zijn niet te lezen.", "Sla het bestand op als UTF-8."),
    "ZAAK-007": Row(
        "{naam} is geen geldige JSON: het gaat mis op regel {regel}, teken {kolom}.",
        "Kijk daar naar een ontbrekende of overbodige komma, haak of aanhalingsteken.",
    ),
    "ZAAK-008": Row(
        "In de zaak zitten te veel lijsten en onderdelen in elkaar.",
        "Meer dan {hoogste} lagen kent een zaak niet; kijk naar een haak die niet is gesloten.",
    ),
    "ZAAK-009": Row(
        "{naam} bevat geen zaak maar een lijst of een losse waarde.",
        "Een zaak begint met een accolade; veel zaken tegelijk gaan als batch.",
    ),
    "ZAAK-010": Row("Dit veld staat er twee keer.", "Laat één van de twee staan."),
    "ZAAK-011": Row("Hier staat een getal dat geen getal kan zijn.", "Vul een gewoon getal in."),
    "ZAAK-012": Row(
        "Hier staat een veld waarvan de naam geen veldnaam kan zijn.", "Veldnamen bestaan uit letters en streepjes."
    ),
    "ZAAK-013": Row("Dit veld moet zijn ingevuld.", "Vul het veld in, of laat het hele onderdeel weg."),
    "ZAAK-014": Row("Deze waarde is hier niet bekend.", "Kies uit: {toegestaan}."),
    "ZAAK-015": Row("Hier staat een ander soort waarde dan nodig is.", "Nodig is: {soort}."),
    "ZAAK-016": Row("Deze tekst is te lang.", "Gebruik hoogstens {hoogste} tekens."),
    "ZAAK-017": Row("Deze lijst is te lang.", "Gebruik hoogstens {hoogste} regels."),
    "ZAAK-018": Row(
        "In deze tekst staan tekens die niet in een document kunnen.",
        "Verwijder stuurtekens, onzichtbare tekens en dubbele accolades; typ de tekst zo nodig over.",
    ),
    "ZAAK-019": Row("Hier staat een lege tekst.", "Vul een tekst in, of laat de regel weg."),
    "ZAAK-020": Row("In dit veld past maar één regel.", "Haal de regeleinden weg."),
    "ZAAK-021": Row(
        "Dit is geen geldig burgerservicenummer.",
        "Negen cijfers tussen aanhalingstekens; kijk of er een verkeerd staat.",
    ),
    "ZAAK-022": Row(
        "Dit is geen geldig rekeningnummer (IBAN).", "Controleer het nummer, bijvoorbeeld op een afschrift."
    ),
    "ZAAK-023": Row("Dit is geen KvK-nummer.", "Een KvK-nummer heeft acht cijfers; zet het tussen aanhalingstekens."),
    "ZAAK-024": Row("Dit is geen AGB-code.", "Een AGB-code heeft acht cijfers; zet die tussen aanhalingstekens."),
    "ZAAK-025": Row("Dit is geen postcode.", "Vier cijfers en twee letters, bijvoorbeeld 1234AB."),
    "ZAAK-026": Row(
        "Dit is geen BAG-nummer.", "Een BAG-nummer heeft zestien cijfers; zet het tussen aanhalingstekens."
    ),
    "ZAAK-027": Row("Dit is geen gemeentecode.", "Vier cijfers tussen aanhalingstekens, met de nul vooraan."),
    "ZAAK-028": Row(
        "Dit is geen telefoonnummer.", "Tien cijfers, een kort nummer zoals 14 plus netnummer, of +landnummer."
    ),
    "ZAAK-029": Row("Dit is geen e-mailadres.", "Controleer het adres."),
    "ZAAK-030": Row("Dit is geen datum.", "Schrijf jaar-maand-dag, bijvoorbeeld 2027-03-01."),
    "ZAAK-031": Row(
        "Dit is geen bedrag in euro's.", "Cijfers met een punt en hoogstens twee decimalen, bijvoorbeeld 563.41."
    ),
    "ZAAK-032": Row("Dit bedrag kan niet.", "Een bedrag is niet lager dan 0 en niet hoger dan {hoogste} euro."),
    "ZAAK-033": Row("Dit getal kan hier niet.", "Het ligt tussen {laagste} en {hoogste}."),
    "ZAAK-034": Row("Zo heet een regeling niet.", "Kleine letters, een streepje en vier cijfers van een jaar."),
    "ZAAK-035": Row(
        "Zo kan een zaaknummer niet heten.",
        "Hoogstens 40 letters, cijfers, punten en streepjes; het begint met een letter of cijfer.",
    ),
    "ZAAK-036": Row("Dit is geen huisletter.", "Eén letter; wat erachter komt is de toevoeging."),
    "ZAAK-037": Row("Dit is geen huisnummertoevoeging.", "Hoogstens vier letters of cijfers, zonder streepje."),
    "ZAAK-038": Row("Dit is geen korte naam van een doel.", "Kleine letters, cijfers en streepjes."),
    "ZAAK-039": Row("Dit is geen code van een regel.", "Bijvoorbeeld FR-07; de code staat bij elke bevinding."),
    "ZAAK-040": Row("Deze dag ligt vóór de dag in {begin}.", "Controleer beide datums; de laatste dag telt mee."),
    "ZAAK-041": Row(
        "Dit doel staat niet in de lijst doelen.", "Gebruik de korte naam (id) van een doel van deze zaak."
    ),
    "ZAAK-042": Row("Deze korte naam is al van een ander doel.", "Geef elk doel een eigen korte naam (id)."),
    "ZAAK-043": Row("Dit thema staat al in het plan.", "Voeg de twee samen, of gebruik overig met een eigen titel."),
    "ZAAK-044": Row("Van deze regel kan niet worden afgeweken.", "De regel volgt uit de wet; haal de afwijking weg."),
    "ZAAK-045": Row(
        "De naam van de partner ontbreekt, terwijl die wordt gebruikt.",
        "Vul de naam in, of kies eigen als naamgebruik.",
    ),
    "ZAAK-046": Row("Een thema overig heeft een titel nodig.", "Geef het thema een titel, of kies een vast thema."),
    "ZAAK-047": Row("Deze dag ligt vóór de dag van verzending.", "Controleer datum en ontvangen_op."),
    "ZAAK-048": Row("Dit beslispunt staat niet in het voorgestelde besluit.", "Tel de beslispunten vanaf 1."),
    "ZAAK-049": Row(
        "Er zijn nog meer fouten dan deze {aantal}.", "Herstel eerst deze; misschien is dit een ander soort bestand."
    ),
    "ZAAK-050": Row("Het veld {sleutel} bestaat hier niet.", "Bedoelt u {bekend}?"),
    "ZAAK-051": Row(
        "Het veld {sleutel} bestaat hier niet.",
        "Haal het veld weg; wat er kan staan, zegt het schema (opdrachtregel: docgen schema).",
    ),
    "ZAAK-900": Row("De zaak heeft {aantal} fout(en).", "Herstel de genoemde velden en probeer het opnieuw."),
    "ZAAK-901": Row(
        "Dit zaaknummer staat ook in {plaats}; alleen die zaak is bekeken.",
        "Geef elke zaak een eigen zaaknummer, of haal een van de twee weg.",
    ),
    "ZAAK-910": Row(
        "Deze regeling kennen wij niet.{tip}",
        "Kies een regeling die wij hebben: {bekend}.",
    ),
    # --- REGEL: the rules block (exit 3) ---
    "REGEL-001": Row(
        "{document} kan nog niet definitief worden gemaakt: {aantal} regel(s) blokkeren.",
        "Los de blokkerende bevindingen op, of maak een concept (opdrachtregel: --concept).",
    ),
    "REGEL-002": Row(
        "{document} mag niet naar de rol {rol} ({bron}).",
        "Het mag naar: {wie}. Wat een ander mag ontvangen, staat in docs/ontvangers.md.",
    ),
    "REGEL-003": Row(
        "Deze zaak heeft geen {rol}.",
        "Kies een rol die in de zaak voorkomt, of leg de vertegenwoordiging of medehuurder vast.",
    ),
    "REGEL-004": Row(
        "Van {document} is in deze zaak geen exemplaar voor de rol {rol}.",
        "Deze rol krijgt alleen een exemplaar dat aan haar is gericht of over haar eigen gegevens gaat.",
    ),
    "REGEL-005": Row(
        "Voor de rol {rol} kunnen {aantal} document(en) niet worden gemaakt.",
        "Laat deze documenten weg, of vraag ze voor een rol die ze mag ontvangen.",
    ),
    "REGEL-006": Row(
        "Van {document} is er nog niets te maken: de zaak heeft niets vastgelegd waar dit over gaat.",
        "Leg het gesprek, de toestemming of de geadresseerde vast, of maak een concept (opdrachtregel: --concept).",
    ),
    # --- TEKST: a text source (exit 4) ---
    "TEKST-001": Row(
        "{plaats}: de tekstbron {naam} bestaat niet of verwijst naar zichzelf.", "Herstel het pad onder templates/."
    ),
    "TEKST-002": Row("{plaats}: {wat}.", "Herstel de kop van de tekstbron; zie docs/schrijfwijzer.md."),
    "TEKST-003": Row(
        "{plaats}: een accolade of een {{% if %}} of {{% for %}} klopt niet.",
        "Sluit elk {{% if %}} en elk {{% for %}}.",
    ),
    "TEKST-004": Row(
        "Het document {naam} bestaat niet onder {regeling}.",
        "Kies een document dat er is (opdrachtregel: docgen documents).",
    ),
    "TEKST-005": Row(
        "{plaats}: de lijst van ondertekenaars {naam} bestaat niet.", "Gebruik de lijst 'ondertekenaars'."
    ),
    "TEKST-006": Row(
        "{plaats}: hier mag alleen een veld, een feit of een lijst staan.",
        "Reken niet in een tekst: laat de regels een feit of waarde maken.",
    ),
    "TEKST-007": Row("{plaats}: het feit '{naam}' bestaat niet. {hint}", "Gebruik een feit dat de regels kennen."),
    "TEKST-008": Row("{plaats}: het veld '{naam}' bestaat niet. {hint}", "Gebruik een veld van de zaak."),
    "TEKST-009": Row("{plaats}: dit artikel noemt geen bron.", 'Zet bron="…" achter de kop.'),
    "TEKST-010": Row("{plaats}: het label '{naam}' staat er twee keer.", "Geef elk label één plaats."),
    "TEKST-011": Row(
        "{plaats}: '{naam}' is geen waarde die zich laat drukken.",
        "Druk een onderdeel ervan af, of maak er een feit van.",
    ),
    "TEKST-012": Row("{plaats}: '{naam}' is geen lijst.", "Gebruik bij {{% for %}} een lijst."),
    "TEKST-013": Row(
        "{plaats}: de verwijzing '{naam}' wijst nergens naar.", "Herstel het label, of zet het bij de bepaling."
    ),
    "TEKST-014": Row(
        "{plaats}: de verwijzing '{naam}' wijst naar een bepaling die deze zaak niet heeft.",
        "Zet de verwijzing onder hetzelfde feit als de bepaling.",
    ),
    "TEKST-015": Row("{plaats}: het teken {teken} heeft hier geen betekenis en zou gedrukt worden.", "Haal het weg."),
    "TEKST-016": Row("{plaats}: de ontvanger '{naam}' bestaat niet.", "Kies een rol uit de lijst van ontvangers."),
    "TEKST-017": Row("{plaats}: het kenmerk '{naam}' bestaat niet.", "Gebruik bron of ontvangers."),
    "TEKST-018": Row("{plaats}: dit soort blok bestaat niet.", "Gebruik kader, bijlagen, ondertekening of velden."),
    "TEKST-019": Row("{plaats}: het label '{naam}' staat in een herhaling.", "Zet het label buiten {{% for %}}."),
    "TEKST-020": Row(
        "{plaats}: de bron '{naam}' is geen regel en geen vindplaats.", "Noem een regel (FR-02) of een artikel."
    ),
    "TEKST-021": Row(
        "{plaats}: de verwijzing '{naam}' wijst naar een bepaling onder een ander feit.",
        "Zet de verwijzing onder hetzelfde feit als de bepaling.",
    ),
    "TEKST-022": Row(
        "De kopie van {document} voor de rol {rol} zou {gegeven} bevatten, en dat mag deze rol niet zien.",
        "Haal het veld uit het blok, of neem de rol uit de lijst ontvangers van het blok.",
    ),
    "TEKST-023": Row(
        "{plaats}: de rol {rol} mag een deel van {naam} ontvangen, maar geen blok noemt die rol.",
        'Zet ontvangers="{rol}" bij de blokken die het deel vormen; docs/ontvangers.md zegt wat het deel is.',
    ),
    "TEKST-024": Row(
        "De tekst {naam} bestaat niet.",
        "Noem een document (vraag 'docgen documents') of een pad onder templates/, of een andere --regeling.",
    ),
    "TEKST-900": Row("De tekstbronnen hebben {aantal} fout(en).", "Herstel de genoemde regels."),
    "TEKST-910": Row(
        "Het gegevensbestand {bestand} klopt niet: {fouten}.",
        "Herstel het bestand onder docgen/law.",
    ),
    "TEKST-911": Row(
        "De versies in {bestand} sluiten niet aan bij {datum}: ze overlappen, of een einde ligt voor het begin.",
        "Zet de versies op volgorde en sluit elke versie af op de dag voor de volgende.",
    ),
    "TEKST-912": Row(
        "De feestdagen van {jaar} staan niet in onze gegevens.",
        "Verleng docgen/law/parameters/feestdagen.toml; daar staat hoe.",
    ),
    "TEKST-913": Row(
        "De regeling {regeling} noemt iets wat niet bestaat: {namen}.",
        "Herstel docgen/law/regelingen/{regeling}.toml.",
    ),
    "TEKST-914": Row(
        "De ontvangerstabel van {regeling} klopt niet: {fouten}.",
        "Herstel docgen/law/ontvangers/{regeling}.toml.",
    ),
    "TEKST-915": Row(
        "Voor {regeling} is niet vastgelegd wie welk document mag ontvangen; daarom krijgt niemand iets.",
        "Maak docgen/law/ontvangers/{regeling}.toml.",
    ),
    # --- LAYOUT: a Word layout (exit 5) ---
    "LAYOUT-001": Row("De opmaak {layout} bestaat niet.", "Kies contract, plan, letter, form of report."),
    "LAYOUT-002": Row("Het Word-sjabloon {layout} is niet te openen.", "Bewaar het in Word opnieuw als .docx."),
    "LAYOUT-003": Row(
        "Het Word-sjabloon {layout} klopt niet bij de alinea '{alinea}': {wat}.",
        "Herstel deze alinea in Word; vergelijk haar met het sjabloon dat wij meeleveren.",
    ),
    "LAYOUT-004": Row("Het Word-sjabloon {layout} mist {wat}.", "Begin opnieuw met het sjabloon dat wij meeleveren."),
    "LAYOUT-010": Row(
        "De huisstijl {naam} is niet te lezen.", "Controleer of het bestand bestaat en geldige TOML is, in UTF-8."
    ),
    "LAYOUT-011": Row("Het logo van de huisstijl is niet te vinden.", "Zet het bestand naast de huisstijl."),
    "LAYOUT-012": Row("Een huisstijl kent {sleutel} niet.", "Gebruik: {bekend}."),
    "LAYOUT-013": Row("Dit is geen kleur.", "Schrijf een kleur als #17455f: een hekje en zes cijfers of letters a-f."),
    "LAYOUT-014": Row(
        "Deze kleur is slecht te lezen: het contrast is {verhouding} en moet minstens 4,5 zijn.",
        "Kies voor koppen en accent een donkerder kleur, en voor het vlak een lichtere.",
    ),
    "LAYOUT-015": Row("Dit lettertype hebben wij niet.", "Kies {bekend}."),
    "LAYOUT-016": Row(
        "De huisstijl noemt geen organisatie.", "Vul bij naam de organisatie in, in hoogstens 100 tekens."
    ),
    "LAYOUT-017": Row("Het logo is te groot.", "Gebruik een afbeelding van hoogstens 2 MB en 20 miljoen beeldpunten."),
    "LAYOUT-018": Row("Het logo is geen afbeelding die wij kunnen lezen.", "Gebruik een PNG of een JPEG."),
    "LAYOUT-019": Row("De huisstijl heeft {aantal} fout(en).", "Herstel de genoemde regels en probeer het opnieuw."),
    # --- MAAK: rendering (exit 6) ---
    "MAAK-001": Row(
        "In {veld} staat een teken dat het lettertype van de opmaak niet heeft.",
        "Gebruik in dit veld letters, cijfers en gewone leestekens.",
    ),
    "MAAK-002": Row(
        "In {veld} staat een woord dat niet op een regel of in zijn kolom past.",
        "Kort het woord in of zet er een spatie in; of maak de kolom breder in de tekstbron.",
    ),
    "MAAK-003": Row("Het maken van de PDF gaf een waarschuwing: {wat}.", "Er is geen PDF gemaakt. Meld dit."),
    "MAAK-004": Row("De opmaak vroeg om een bestand dat zij niet mag gebruiken.", "Er is geen PDF gemaakt. Meld dit."),
    "MAAK-005": Row("De PDF zou andere lettertypen bevatten dan de opmaak heeft: {namen}.", "Meld dit."),
    "MAAK-006": Row("Het formaat {formaat} bestaat niet.", "Kies uit pdf, docx, html, txt en json."),
    "MAAK-007": Row("De PDF is van binnen anders dan verwacht: {wat}.", "Er is geen PDF gemaakt. Meld dit."),
    "MAAK-008": Row("Het Word-bestand zou niet te openen zijn: {wat}.", "Er is geen bestand gemaakt. Meld dit."),
    # --- MAAK 9xx: the work room ---
    "MAAK-901": Row(
        "Het maken duurde langer dan {seconden} seconden en is gestopt.",
        "Probeer het opnieuw; blijft het gebeuren, maak dan minder documenten tegelijk of bekijk het bronbestand.",
    ),
    "MAAK-902": Row(
        "Het maken vroeg meer geheugen dan de toegestane {megabyte} MB en is gestopt.",
        "Maak het bestand of de zaak kleiner.",
    ),
    "MAAK-903": Row(
        "Het proces dat dit maakte, is onverwacht gestopt ({oorzaak}).",
        "Probeer het opnieuw; blijft het gebeuren, meld dit dan met de zaak of het bestand.",
    ),
    "MAAK-904": Row("Het maken is mislukt door een fout in het programma ({soort}).", "Meld dit; het ligt niet aan u."),
    "MAAK-905": Row(
        "Het resultaat van een deelproces is onleesbaar ({soort}).", "Probeer het opnieuw; meld het als het terugkomt."
    ),
    "MAAK-906": Row(
        "De deelprocessen starten niet.", "Controleer het geheugen van de machine; meld dit als het terugkomt."
    ),
    "MAAK-910": Row(
        "Er is niets geschreven: een bestand werd groter dan mag.", "Maak de zaak kleiner; meld dit als zij gewoon is."
    ),
    "MAAK-911": Row("Er is niets geschreven: de schijf is vol.", "Maak ruimte vrij of kies een andere uitvoermap."),
    "MAAK-912": Row(
        "Er is niets geschreven: in {map} mag dat niet of kan dat niet ({oorzaak}).", "Kies een andere uitvoermap."
    ),
    "MAAK-913": Row(
        "Er is niets geschreven: {pad} valt buiten de uitvoermap of loopt over een koppeling (symlink).",
        "Haal de koppeling weg of kies een andere uitvoermap.",
    ),
    # --- DOCGEN: anything else (exit 1) ---
    "DOCGEN-001": Row("Er ging iets mis dat wij niet hadden voorzien.", "Meld dit met het nummer {kenmerk}."),
}
ROWS |= invoer.ROWS | pakket.ROWS | web.ROWS | batch.ROWS


def problem(code: str, veld: str, **values: object) -> Problem:
    """Make one finding of checking from its row; `veld` is the path in the case."""
    row = ROWS[code]
    return Problem(code, veld, row.melding.format(**values), row.advies.format(**values))


def fault(code: str, problems: Iterable[Problem] = (), **values: object) -> DocgenError:
    """Make the exception of a code from its row, ready to raise."""
    row = ROWS[code]
    family = FAMILIES[code.partition("-")[0]]
    return family(code, row.melding.format(**values), row.advies.format(**values), tuple(problems))
