from __future__ import annotations

import datetime as dt
from dataclasses import replace

from docgen.text.document import Block, Document, Kind, Option, Run, Runs, Signature, Table

SENTENCE = (
    "De huurder betaalt de huur vooruit, uiterlijk op de eerste dag van de maand, en de zorgaanbieder ziet daarop toe "
    "zolang de Wmo-beschikking van het college loopt. "
)

SIGNERS = (
    Signature("verhuurder", "Stichting Wonen De Terp", "de heer T. Hoekstra, teamleider Verhuur", "woningcorporatie"),
    Signature("huurder", "mevrouw S.A. van der Meulen", "", "huurder", plaats="Sneek", datum="1 maart 2027"),
    Signature("zorgaanbieder", "Stichting Thuisverder & Zn", "mevrouw N. Łukaszewska, bestuurder", "zorgaanbieder"),
    Signature("bewindvoerder", "Bewind Noord B.V.", "de heer A. de Boer, bewindvoerder", "huurder.vertegenwoordiging"),
    Signature("gemeente", "Gemeente Súdwest-Fryslân", "de burgemeester", "gemeente"),
)


def runs(text: str, path: str = "") -> Runs:
    return (Run(text, path),)


def block(kind: Kind, text: str = "", number: str = "", label: str = "") -> Block:
    return Block(kind, runs(text) if text else (), number=number, label=label, origin="contracts/proef.md:1")


def table(rows: int = 3, head: tuple[str, ...] = ("Doel", "Wat ik doe", "Bedrag")) -> Block:
    lines = tuple((runs(str(n)), runs("ik betaal de huur en bel op tijd"), runs(f"€\u00a0{n},05")) for n in range(rows))
    widths, amounts = (12, 68, 20), (False, False, True)
    return Block(Kind.TABEL, table=Table(tuple(map(runs, head)), lines, widths, amounts), origin="contracts/proef.md:9")


def signatures(count: int = 3) -> Block:
    return Block(Kind.ONDERTEKENING, signatures=SIGNERS[:count])


def document(*blocks: Block, layout: str = "contract", **values: object) -> Document:
    made = Document(
        name="proefdocument",
        title="Proefdocument",
        layout=layout,
        zaaknummer="SNK-2026-0417",
        kenmerk="SNK-2026-0417",
        version="2026-11-22",
        regeling="friesland-2022",
        peildatum=dt.date(2026, 11, 22),
        blocks=(block(Kind.TITEL, "Proefdocument"), *blocks),
    )
    return replace(made, **values)  # type: ignore[arg-type]


def every_kind() -> tuple[Block, ...]:
    reference = (Run(SENTENCE), Run("Zie "), Run("artikel 1", target="een"), Run("."))
    return (
        block(Kind.AFZENDER, "Stichting Wonen De Terp"),
        block(Kind.AFZENDER, "Marktstraat 15, 8601 CR Sneek"),
        block(Kind.ADRES, "mevrouw S.A. van der Meulen"),
        block(Kind.ADRES, "Lemmerweg 112-3"),
        block(Kind.KENMERK, "1 maart 2027", "Datum"),
        block(Kind.KENMERK, "einde van de huur", "Onderwerp"),
        block(Kind.ONDERTITEL, "Tijdelijke huur voor Lemmerweg 112-3"),
        block(Kind.ARTIKEL, "Partijen", "Artikel 1", "een"),
        table(),
        Block(Kind.LID, reference, number="1.1", label="lid"),
        block(Kind.LID, "Daarbij geldt:", "1.2"),
        block(Kind.ONDERDEEL, "de opzegging is schriftelijk;", "a."),
        block(Kind.ONDERDEEL, SENTENCE, "b."),
        block(Kind.KADER, "Let op: deze huur is tijdelijk."),
        block(Kind.KADER, "bel eerst uw begeleider;", "–"),
        block(Kind.KOP, "Zonder nummer"),
        block(Kind.TUSSENKOP, "Een trede lager"),
        block(Kind.ALINEA, SENTENCE),
        block(Kind.PUNT, "een punt;", "–"),
        block(Kind.BIJLAGE, "Doelenbijlage", "Bijlage 1"),
        Block(Kind.VELD, (Run("Naam: "), Run("J. de Vries", "huurder.naam"))),
        block(Kind.VELD, "Telefoon:"),
        block(Kind.VELD, "", "Postcode"),
        block(Kind.GROOT, "Bel 112."),
        block(Kind.ALINEA, "Met vriendelijke groet,"),
        Block(Kind.BRIEFONDERTEKENING, signatures=SIGNERS[:2]),
        Block(Kind.KEUZE, runs("Voorziening"), options=(Option("beschermd wonen", True), Option("opvang"))),
        Block(Kind.SCHRIJFRUIMTE, runs("Wat is er geprobeerd?"), lines=3),
        block(Kind.ALINEA, "Aldus in drievoud opgemaakt."),
        signatures(5),
    )


LONG = tuple(block(Kind.LID, SENTENCE * 3, f"2.{n}") for n in range(1, 25))
"""Text for some three pages."""
