"""DOCGEN 010-019: the run of a batch; 030-049: a batch on several machines (exit 1)."""

from __future__ import annotations

from docgen.errors.row import Row

ROWS: dict[str, Row] = {
    "DOCGEN-010": Row(
        "De map {map} is niet leeg en niet door docgen batch gemaakt.",
        "Kies een lege map, of een van een eerdere batch.",
    ),
    "DOCGEN-011": Row("In de map {map} loopt al een batch.", "Wacht tot die klaar is, of kies een andere map."),
    "DOCGEN-012": Row(
        "De vorige batch in de map {map} is niet afgemaakt.", "Ga verder met --resume, of kies een andere map."
    ),
    "DOCGEN-013": Row(
        "De batch die niet is afgemaakt, rekende met de peildatum {peildatum}.",
        "Laat --peildatum weg, of kies een andere map.",
    ),
    "DOCGEN-014": Row(
        "Een nieuwe batch heeft deze map overgenomen; deze is gestopt.", "Er is niets verloren; kijk naar de nieuwe."
    ),
    "DOCGEN-015": Row("Van dit document staat een eerdere versie in de map.", "Haal haar weg als zij niet meer geldt."),
    "DOCGEN-030": Row(
        "Voor --executor ontbreekt een onderdeel van de installatie.", "Installeer docgen met het onderdeel cluster."
    ),
    "DOCGEN-031": Row(
        "{adres} is geen adres van een verdeler.", "Schrijf bijvoorbeeld tls://10.0.0.1:8786 of tcp://127.0.0.1:8786."
    ),
    "DOCGEN-032": Row(
        "De verbinding met {adres} zou onversleuteld over het netwerk gaan.",
        "Gebruik tls:// met --tls-ca, --tls-cert en --tls-key, of start de verdeler met --host 127.0.0.1.",
    ),
    "DOCGEN-033": Row(
        "Voor een versleutelde verbinding ontbreekt {wat}, of het is onleesbaar.",
        "Noem --tls-ca, --tls-cert en --tls-key; zie docs/meer-machines.md.",
    ),
    "DOCGEN-034": Row(
        "De verdeler op {adres} antwoordt niet, of het certificaat past niet.",
        "Kijk of hij draait, en of beide kanten certificaten van dezelfde uitgever hebben.",
    ),
    "DOCGEN-035": Row("Bij de verdeler is geen werker aangemeld.", "Start een werker; zie docs/meer-machines.md."),
    "DOCGEN-036": Row(
        "Op de werker {werker} is anders dan hier: {wat}.",
        "Installeer op elke machine dezelfde docgen, en start de werkers opnieuw; anders verschillen de documenten.",
    ),
    "DOCGEN-037": Row(
        "De werker {werker} kan gegevens van een zaak op schijf zetten.", "Start hem met --memory-limit 0."
    ),
    "DOCGEN-038": Row("De werker {werker} kan geen deelproces starten.", "Start hem met --no-nanny."),
    "DOCGEN-039": Row("De verbinding met de verdeler is weggevallen.", "Start hem weer, en ga verder met --resume."),
    "DOCGEN-040": Row("Alle werkers zijn weg.", "Start ze weer, en ga verder met --resume."),
    "DOCGEN-041": Row("{plaats} is geen plaats die hier kan.", "Kies uit {soorten}, of een map op deze machine."),
    "DOCGEN-042": Row(
        "{plaats} kan niet worden gelezen ({oorzaak}).",
        "Controleer de naam, uw rechten, en of de bibliotheek van fsspec voor deze plaats is geïnstalleerd.",
    ),
    "DOCGEN-043": Row(
        "Naar {plaats} kan niet worden geschreven ({oorzaak}).",
        "De documenten staan in de map van --out; geef de opdracht opnieuw, dan gaat het versturen verder.",
    ),
    "DOCGEN-044": Row(
        "Het bestand {naam} is veranderd sinds het is gemaakt.",
        "Het is niet verstuurd. Geef de opdracht opnieuw: dan wordt het weer gemaakt.",
    ),
}
