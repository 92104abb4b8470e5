"""The table of errors: what can go wrong, in one Dutch sentence with its remedy.

Checking returns `Problem`s, all at once. Raising is for what cannot continue:
`raise fault("TEKST-003", plaats=…, naam=…)`. The family of a code decides the
class and the exit code; the deliveries (CLI, web) translate in one place each.
No sentence ever repeats a personal value: it names the field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: the sentence and what to do about it."""

    melding: str
    advies: str


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
    "REGEL": RuleRefusal,
    "TEKST": TextFault,
    "LAYOUT": TemplateFault,
    "MAAK": RenderFault,
    "PAKKET": PacketFault,
    "DOCGEN": DocgenError,
}

ROWS: dict[str, Row] = {
    # --- ZAAK: reading a case (exit 2) ---
    "ZAAK-900": Row("De zaak heeft {aantal} fout(en).", "Herstel de genoemde velden en probeer het opnieuw."),
    "ZAAK-910": Row(
        "Deze regeling kennen wij niet.{tip}",
        "Kies een regeling die wij hebben: {bekend}.",
    ),
    # --- REGEL: the rules block (exit 3) ---
    "REGEL-001": Row(
        "{document} kan nog niet definitief worden gemaakt: {aantal} regel(s) blokkeren.",
        "Los de blokkerende bevindingen op, of maak een concept met --concept.",
    ),
    # --- TEKST: a text source (exit 4) ---
    "TEKST-001": Row("{plaats}: de tekstbron {naam} bestaat niet of verwijst naar zichzelf.", "Herstel het pad onder templates/."),
    "TEKST-002": Row("{plaats}: {wat}.", "Herstel de kop van de tekstbron; zie docs/schrijfwijzer.md."),
    "TEKST-003": Row(
        "{plaats}: een accolade of een {{% if %}} of {{% for %}} klopt niet.", "Sluit elk {{% if %}} en elk {{% for %}}."
    ),
    "TEKST-004": Row(
        "Het document {naam} bestaat niet onder {regeling}.", "Vraag met 'docgen documents' welke documenten er zijn."
    ),
    "TEKST-005": Row("{plaats}: de lijst van ondertekenaars {naam} bestaat niet.", "Gebruik de lijst 'ondertekenaars'."),
    "TEKST-006": Row(
        "{plaats}: hier mag alleen een veld, een feit of een lijst staan.",
        "Reken niet in een tekst: laat de regels een feit of waarde maken.",
    ),
    "TEKST-007": Row("{plaats}: het feit '{naam}' bestaat niet. {hint}", "Gebruik een feit dat de regels kennen."),
    "TEKST-008": Row("{plaats}: het veld '{naam}' bestaat niet. {hint}", "Gebruik een veld van de zaak."),
    "TEKST-009": Row("{plaats}: dit artikel noemt geen bron.", 'Zet bron="…" achter de kop.'),
    "TEKST-010": Row("{plaats}: het label '{naam}' staat er twee keer.", "Geef elk label één plaats."),
    "TEKST-011": Row("{plaats}: '{naam}' is geen waarde die zich laat drukken.", "Druk een onderdeel ervan af, of maak er een feit van."),
    "TEKST-012": Row("{plaats}: '{naam}' is geen lijst.", "Gebruik bij {{% for %}} een lijst."),
    "TEKST-013": Row("{plaats}: de verwijzing '{naam}' wijst nergens naar.", "Herstel het label, of zet het bij de bepaling."),
    "TEKST-014": Row(
        "{plaats}: de verwijzing '{naam}' wijst naar een bepaling die deze zaak niet heeft.",
        "Zet de verwijzing onder hetzelfde feit als de bepaling.",
    ),
    "TEKST-015": Row("{plaats}: het teken {teken} heeft hier geen betekenis en zou gedrukt worden.", "Haal het weg."),
    "TEKST-016": Row("{plaats}: de ontvanger '{naam}' bestaat niet.", "Kies een rol uit de lijst van ontvangers."),
    "TEKST-017": Row("{plaats}: het kenmerk '{naam}' bestaat niet.", "Gebruik bron of ontvangers."),
    "TEKST-018": Row("{plaats}: dit soort blok bestaat niet.", "Gebruik kader, bijlagen, ondertekening of velden."),
    "TEKST-019": Row("{plaats}: het label '{naam}' staat in een herhaling.", "Zet het label buiten {{% for %}}."),
    "TEKST-020": Row("{plaats}: de bron '{naam}' is geen regel en geen vindplaats.", "Noem een regel (FR-02) of een artikel."),
    "TEKST-021": Row(
        "{plaats}: de verwijzing '{naam}' wijst naar een bepaling onder een ander feit.",
        "Zet de verwijzing onder hetzelfde feit als de bepaling.",
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
    # --- LAYOUT: a Word layout (exit 5) ---
    "LAYOUT-001": Row("De opmaak {layout} bestaat niet.", "Kies contract, plan, letter, form of report."),
    "LAYOUT-002": Row("Het Word-sjabloon {layout} is niet te openen.", "Bewaar het in Word opnieuw als .docx."),
    "LAYOUT-003": Row(
        "Het Word-sjabloon {layout} klopt niet bij de alinea '{alinea}': {wat}.",
        "Herstel deze alinea in Word; vergelijk haar met het sjabloon dat wij meeleveren.",
    ),
    "LAYOUT-004": Row(
        "Het Word-sjabloon {layout} mist {wat}.", "Begin opnieuw met het sjabloon dat wij meeleveren."
    ),
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


def problem(code: str, veld: str, **values: object) -> Problem:
    """Make one finding of checking from its row; `veld` is the path in the case."""
    row = ROWS[code]
    return Problem(code, veld, row.melding.format(**values), row.advies.format(**values))


def fault(code: str, problems: Iterable[Problem] = (), **values: object) -> DocgenError:
    """Make the exception of a code from its row, ready to raise."""
    row = ROWS[code]
    family = FAMILIES[code.partition("-")[0]]
    return family(code, row.melding.format(**values), row.advies.format(**values), tuple(problems))
