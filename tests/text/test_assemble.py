"""A source and a case become one frozen Document: numbered, resolved, with the origin of every block and value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen import case, rules
from docgen.case import Zaak
from docgen.errors import TextFault
from docgen.rules import Outcome
from docgen.text.assemble import Assembler
from docgen.text.checker import check_sources
from docgen.text.document import MISSING, Kind
from docgen.text.source import read_source

Write = Callable[..., Path]
Make = Callable[..., Assembler]

ARTIKEL = """## Duur {#duur bron="FR-02"}

1. De huur begint op {{ huurovereenkomst.ingangsdatum }}. {#begin bron="BW 7:271 lid 2"}
2. Zie [](#begin) en [](#geld) en [](#deel).
{% if waarborgsom %}
3. Borg.
{% endif %}
4. Daarbij geldt:
   - eerste deel; {#deel}
   - tweede deel.

## Geld {#geld bron="LAW-11"}

1. {{ huur.kale_huur }}
"""


def test_articles_leden_and_onderdelen_are_numbered_in_one_pass(write: Write, assembler: Make) -> None:
    write(ARTIKEL)
    blocks = assembler().assemble("proef").blocks
    assert [b.number for b in blocks if b.number] == [
        "Artikel 1", "1.1", "1.2", "1.3", "a.", "b.", "Artikel 2", "2.1",
    ]  # fmt: skip


def test_a_reference_becomes_the_words_of_a_jurist(write: Write, assembler: Make) -> None:
    write(ARTIKEL)
    lid = next(b for b in assembler().assemble("proef").blocks if b.number == "1.2")
    assert lid.text == "Zie artikel 1 lid 1 en artikel 2 en artikel 1 lid 3 onderdeel a."


def test_a_value_prints_itself_by_its_type_and_keeps_its_path(write: Write, assembler: Make) -> None:
    write(ARTIKEL)
    blocks = {b.number: b for b in assembler().assemble("proef").blocks}
    assert blocks["1.1"].text == "De huur begint op 1 maart 2027."
    assert blocks["2.1"].runs[0].text == "€\u00a0563,41"
    assert blocks["1.1"].runs[1].path == "huurovereenkomst.ingangsdatum"


def test_every_block_says_where_it_comes_from(write: Write, assembler: Make) -> None:
    write(ARTIKEL)
    blocks = {b.number: b for b in assembler().assemble("proef").blocks}
    assert blocks["1.1"].origin == "proef.md:9"
    assert blocks["1.1"].bron == "BW 7:271 lid 2"
    assert blocks["1.2"].bron == "FR-02", "a lid without a source of its own rests on that of its article"


def test_a_block_remembers_the_fact_it_stands_under(write: Write, assembler: Make) -> None:
    write("{% if not waarborgsom %}\nEr is geen waarborgsom.\n{% endif %}\n")
    block = next(b for b in assembler().assemble("proef").blocks if b.kind is Kind.ALINEA)
    assert block.conditions == ("niet waarborgsom",)


def test_a_reference_to_a_clause_that_this_case_lacks_fails_the_build(write: Write, assembler: Make) -> None:
    write("{% if waarborgsom %}\nBorg. {#borg}\n{% endif %}\n\nZie [](#borg).\n")
    with pytest.raises(TextFault, match="TEKST-014"):
        assembler().assemble("proef")


def test_a_reference_into_another_document_takes_its_number_there(write: Write, assembler: Make) -> None:
    write(ARTIKEL, "contract.md")
    write("Zie [](contract#geld).\n", "uitleg.md", "letter")
    document = assembler(contract="contract.md", uitleg="uitleg.md").assemble("uitleg")
    assert document.blocks[-1].text == "Zie artikel 2."


def test_bijlagen_are_numbered_and_can_be_referred_to(write: Write, assembler: Make) -> None:
    write("Zie [](#doelen).\n\n::: bijlagen\n\n1. Huisregels\n2. Doelen {#doelen}\n\n:::\n")
    blocks = assembler().assemble("proef").blocks
    assert [b.number for b in blocks if b.kind is Kind.BIJLAGE] == ["Bijlage 1", "Bijlage 2"]
    assert blocks[1].text == "Zie bijlage 2."


def test_a_missing_value_is_a_line_to_fill_in_and_an_open_point(
    write: Write, assembler: Make, zaak: Zaak, outcome: Outcome
) -> None:
    write("Energielabel {{ woning.energielabel }}.\n")
    woning = zaak.woning.model_copy(update={"energielabel": None})
    document = assembler(zaak.model_copy(update={"woning": woning}), outcome).assemble("proef", concept=True)
    assert document.blocks[1].text == f"Energielabel {MISSING}."
    assert [p.path for p in document.open_points] == ["woning.energielabel"]
    assert document.blocks[-1].kind is Kind.PUNT, "a concept ends with its open points"


PART = """## Wonen {#wonen ontvangers="woningcorporatie"}

1. Huur.
2. Buren:
   - stil;

## Zorg {#zorg}

1. Geheim.
2. Lijst:
   - ook geheim;
   - zichtbaar; {#z ontvangers="woningcorporatie"}

Alinea.

## Slot {#slot}

1. Zie [](#z).
"""


def test_who_may_have_a_part_gets_the_blocks_that_name_it_under_their_headings(write: Write, assembler: Make) -> None:
    write(PART)
    copy = assembler().assemble("proef", recipient="woningcorporatie", part=True)
    assert [b.text for b in copy.blocks[2:]] == ["Wonen", "Huur.", "Buren:", "stil;", "Zorg", "Lijst:", "zichtbaar;"]
    assert "Dit is een deel" in copy.blocks[1].text


def test_who_may_have_the_whole_has_every_block(write: Write, assembler: Make) -> None:
    write(PART)
    whole, copy = assembler().assemble("proef"), assembler().assemble("proef", recipient="huurder")
    assert whole.blocks == copy.blocks
    assert copy.hash != whole.hash, "a copy is a document of its own"


def test_a_part_keeps_the_numbers_of_the_whole(write: Write, assembler: Make) -> None:
    write(PART)
    copy = assembler().assemble("proef", recipient="woningcorporatie", part=True)
    assert [b.number for b in copy.blocks if b.number] == ["Artikel 1", "1.1", "1.2", "a.", "Artikel 2", "2.2", "b."]


def test_a_recipient_that_no_block_names_gets_no_block(write: Write, assembler: Make) -> None:
    write(PART)
    copy = assembler().assemble("proef", recipient="transferpunt", part=True)
    assert [b.kind for b in copy.blocks] == [Kind.TITEL, Kind.ALINEA]


LETTER = """::: afzender
- {{ woningcorporatie.naam }}
:::

::: adres
- {{ huurder.naam }}
- {{ huurder.adres.straat_en_nummer }}
:::

::: kenmerken
- Datum: {{ huurovereenkomst.ingangsdatum }}
- Onderwerp: einde van de huur
:::

# Uw huur eindigt op {{ huurovereenkomst.einddatum }}

{{ huurder.naam.aanhef }},

::: groot
Bel 112.
:::

::: briefondertekening ondertekenaars
:::
"""


def test_a_letter_has_its_parts_and_places_its_own_title(write: Write, assembler: Make) -> None:
    write(LETTER, layout="letter")
    blocks = assembler().assemble("proef").blocks
    assert [b.kind for b in blocks] == [
        Kind.AFZENDER, Kind.ADRES, Kind.ADRES, Kind.KENMERK, Kind.KENMERK, Kind.TITEL, Kind.ALINEA, Kind.GROOT,
        Kind.BRIEFONDERTEKENING,
    ]  # fmt: skip
    assert [(b.number, b.text) for b in blocks[3:5]] == [("Datum", "1 maart 2027"), ("Onderwerp", "einde van de huur")]
    assert blocks[5].text == "Uw huur eindigt op 28 februari 2029"
    assert blocks[6].text == "Geachte mevrouw Van der Meulen,"


def test_a_text_may_be_about_another_kind_of_case(write: Write, tmp_path: Path) -> None:
    write("{{ organisatie.naam }}: {{ rol }}\n")
    path = tmp_path / "proef.md"
    path.write_text(path.read_text(encoding="utf-8").replace("versie:", "soort: toetreding\nversie:"), "utf-8")
    assert check_sources({"proef": "proef.md"}, tmp_path) == ()
    subject = case.load(Path(__file__).parents[2] / "fixtures" / "cases" / "toetreding-friesland.json")
    made = Assembler(subject, rules.evaluate(subject, dt.date(2025, 4, 25)), {"proef": "proef.md"}, tmp_path)
    assert made.assemble("proef").blocks[1].text.startswith("Coöperatie Zorg & Thuis Wâldhoek U.A.: biedt")


def test_a_text_that_is_not_about_one_case_says_another_kenmerk(tmp_path: Path, assembler: Make, write: Write) -> None:
    write("Tekst.\n")
    path = tmp_path / "proef.md"
    front = 'kenmerk: "{{ beschikking.kenmerk }}"\nversie:'
    path.write_text(path.read_text(encoding="utf-8").replace("versie:", front), "utf-8")
    document = assembler().assemble("proef")
    assert (document.kenmerk, document.zaaknummer) == ("WMO-2026-88123", "FR-2026-0147")


def test_who_signs_a_document_initials_its_pages(tmp_path: Path, assembler: Make, write: Write) -> None:
    write("Tekst.\n\n::: ondertekening ondertekenaars\n:::\n")
    path = tmp_path / "proef.md"
    assert assembler().assemble("proef").parafen == ()
    path.write_text(path.read_text(encoding="utf-8").replace("versie:", "parafen: ja\nversie:"), "utf-8")
    assert assembler().assemble("proef").parafen == ("verhuurder", "huurder", "zorgaanbieder")


def test_a_table_of_an_empty_list_has_a_row_to_fill_in(write: Write, assembler: Make) -> None:
    write(
        '## Wie {#wie bron="FR-01"}\n\n| Naam | Rol |\n|---|---|\n'
        "{% for m in medehuurders %}| {{ m.naam }} | x |\n{% endfor %}\n"
    )
    document = assembler().assemble("proef", concept=True)
    table = next(b.table for b in document.blocks if b.table)
    assert [[run.text for run in cell] for cell in table.rows[0]] == [[MISSING], [MISSING]]
    assert [point.path for point in document.open_points] == ["tabel onder Wie"]


def test_a_document_per_item_of_a_list_exists_once_for_each(tmp_path: Path, assembler: Make, write: Write) -> None:
    write("{{ goal.tekst }}\n")
    path = tmp_path / "proef.md"
    path.write_text(path.read_text(encoding="utf-8").replace("versie:", "per: doelen\nals: goal\nversie:"), "utf-8")
    made = assembler()
    documents = [made.assemble("proef", copy=n + 1) for n in range(made.copies("proef"))]
    assert [d.stem for d in documents] == ["proef", "proef-2", "proef-3", "proef-4", "proef-5"]
    assert documents[3].blocks[1].text == "Ik los mijn schuld bij de zorgverzekeraar af."
    assert check_sources({"proef": "proef.md"}, tmp_path) == ()


def test_a_table_takes_its_widths_from_the_dashes(write: Write, assembler: Make) -> None:
    rows = "{% for k in kostenregels %}| {{ k.omschrijving }} | {{ k.bedrag }} |\n{% endfor %}\n"
    write("| Wat | Bedrag |\n|------|---:|\n" + rows)
    table = assembler().assemble("proef").blocks[1].table
    assert table is not None
    assert (table.widths, table.amounts) == ((67, 33), (False, True))
    assert len(table.rows) == 4


def test_form_rows_become_fields_tick_boxes_and_lines(write: Write, assembler: Make) -> None:
    write(
        "::: velden\n\n- Naam: {{ huurder.achternaam }}\n- Woning:\n"
        "  - {% if zelfstandig %}[x]{% else %}[ ]{% endif %} zelfstandig\n"
        "  - [ ] onzelfstandig\n- Toelichting (4 regels)\n\n:::\n",
        layout="form",
    )
    naam, woning, toelichting = assembler().assemble("proef").blocks[1:]
    assert (naam.kind, naam.text) == (Kind.VELD, "Naam: Meulen")
    assert [(o.text, o.checked) for o in woning.options] == [("zelfstandig", True), ("onzelfstandig", False)]
    assert (toelichting.kind, toelichting.lines) == (Kind.SCHRIJFRUIMTE, 4)


def test_the_same_case_gives_the_same_hash_and_another_word_another(
    write: Write, assembler: Make, zaak: Zaak, outcome: Outcome
) -> None:
    write("{{ huurder.geboorteplaats }}\n")
    one, two = assembler().assemble("proef"), assembler().assemble("proef")
    other = zaak.model_copy(update={"huurder": zaak.huurder.model_copy(update={"geboorteplaats": "Bolsward"})})
    assert one.hash == two.hash
    assert assembler(other, outcome).assemble("proef").hash != one.hash


NASTY = [
    "| a | b",
    "1. x",
    "# kop",
    "[x](y)",
    "**x**",
    "<b>",
    "::: kader",
    "a\\b",
    "&amp;",
    "- punt",
    "`x`",
    "http://x",
]


@pytest.mark.parametrize("value", NASTY)
def test_a_value_never_passes_through_markdown(
    value: str, write: Write, assembler: Make, zaak: Zaak, outcome: Outcome
) -> None:
    write("{{ huurder.geboorteplaats }}\n\n| A | B |\n|---|---|\n| {{ huurder.geboorteplaats }} | x |\n")
    other = zaak.model_copy(update={"huurder": zaak.huurder.model_copy(update={"geboorteplaats": value})})
    alinea, tabel = assembler(other, outcome).assemble("proef").blocks[1:]
    assert alinea.text == value
    assert tabel.table is not None
    assert tabel.table.rows[0][0][0].text == value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(shape=st.lists(st.lists(st.booleans(), min_size=1, max_size=5), min_size=1, max_size=8), data=st.data())
def test_every_reference_names_the_number_that_is_printed(
    shape: list[list[bool]], data: st.DataObject, tmp_path: Path, zaak: Zaak, outcome: Outcome
) -> None:
    """Whatever leden fall out, a reference says the number at which its clause stands."""
    lines: list[str] = []
    kept: list[str] = []
    for a, leden in enumerate(shape):
        lines += [f'## Artikel {{#a{a} bron="FR-01"}}', ""]
        for n, stays in enumerate(leden):
            label = f"l{a}-{n}"
            text = f"1. Lid {label}. {{#{label}}}"
            lines += [text] if stays else ["{% if waarborgsom %}", text, "{% endif %}"]
            kept += [label] if stays else []
        lines.append("")
    target = data.draw(st.sampled_from(kept)) if kept else "a0"
    lines.append(f"Zie [](#{target}).")
    front = "---\ndocument: proef\nlayout: contract\ntitel: Proef\nversie: 2026-11-22\n---\n"
    (tmp_path / "proef.md").write_text(front + "\n".join(lines) + "\n", encoding="utf-8")
    read_source.cache_clear()
    blocks = Assembler(zaak, outcome, {"proef": "proef.md"}, tmp_path).assemble("proef").blocks
    goal = next(b for b in blocks if b.label == target)
    words = goal.number.lower() if goal.kind is Kind.ARTIKEL else "artikel " + goal.number.replace(".", " lid ")
    assert blocks[-1].text == f"Zie {words}."


def test_a_line_that_ends_on_a_condition_keeps_its_end(write: Write, assembler: Make) -> None:
    """Jinja drops the newline after a tag; the next lid must not be swallowed by it."""
    write(
        '## A {#a bron="FR-01"}\n\n'
        "1. Eerste.{% if zelfstandig %} Zelfstandig.{% endif %} {#een}\n"
        "2. Tweede.{% if waarborgsom %} Borg.{% endif %}\n3. Derde.\n"
    )
    leden = [b for b in assembler().assemble("proef").blocks if b.kind is Kind.LID]
    assert [b.text for b in leden] == ["Eerste. Zelfstandig.", "Tweede.", "Derde."]
    assert [b.label for b in leden] == ["een", "", ""]


def test_a_source_may_stand_without_a_label(write: Write, assembler: Make) -> None:
    write('Een. {#bron="FR-02"}\n\nTwee. {# bron="FR-03"}\n\nDrie. {#drie}\n')
    assert [(b.label, b.bron) for b in assembler().assemble("proef").blocks[1:]] == [
        ("", "FR-02"),
        ("", "FR-03"),
        ("drie", ""),
    ]
