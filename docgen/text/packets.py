"""What belongs to no case: cover and evidence page of a packet, and the page to try a house style on."""

from __future__ import annotations

from docgen.errors import Problem, fault
from docgen.text.assemble import lines_apart
from docgen.text.checker import check_sources
from docgen.text.document import Block, Document, Kind, Run, Signature
from docgen.text.fill import fill, fill_line
from docgen.text.number import number, resolve
from docgen.text.packetvalues import PAKKET, Pakketblad
from docgen.text.parse import parse
from docgen.text.source import read_source
from docgen.text.view import Node

VOORBLAD, BEWIJSBLAD, PROEFBLAD = "voorblad", "bewijsblad", "proefblad"
_SOURCES = {
    VOORBLAD: "packets/voorblad.md",
    BEWIJSBLAD: "packets/bewijsblad.md",
    PROEFBLAD: "huisstijl/proefblad.md",
}


def front(name: str, blad: Pakketblad, recipient: str) -> Document:
    """Assemble one of these pages with the values of a packet; raises TextFault when its source is wrong."""
    source = read_source(_SOURCES[name])
    names: dict[str, Node | bool] = {PAKKET: Node(blad, PAKKET, {})}
    text, slots = fill(source, names)
    numbered = number(source, parse(text, slots), _nobody_signs)
    place = f"{source.path}:1"
    titles = [
        Block(Kind.TITEL, (Run(source.titel),), origin=place),
        Block(Kind.ONDERTITEL, fill_line(source.ondertitel, names), origin=place),
    ]
    return Document(
        name=name,
        title=source.titel,
        layout=source.layout,
        zaaknummer=blad.zaaknummer,
        kenmerk=blad.zaaknummer,
        version=source.versie,
        regeling=blad.regeling,
        peildatum=blad.peildatum,
        blocks=tuple(lines_apart(resolve((*titles, *numbered.blocks), _no_reference))),
        recipient=recipient,
        sources=source.files,
    )


def check_front() -> tuple[Problem, ...]:
    """Check the text sources of these pages."""
    return check_sources(_SOURCES)


def _nobody_signs(listname: str) -> tuple[Signature, ...]:
    raise fault("TEKST-005", plaats=listname, naam=listname)


def _no_reference(target: str, place: str) -> str:
    raise fault("TEKST-014", plaats=place, naam=target)
