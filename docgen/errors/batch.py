"""DOCGEN 010-019: the run of a batch (exit 1)."""

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
}
