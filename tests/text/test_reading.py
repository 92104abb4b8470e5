"""The reading copy of a text source: every alternative stands in it, said in words, and nothing is filled in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import page
import pytest

from docgen import law, render, service
from docgen.errors import TextFault
from docgen.render.words import docx_body_words, pdf_body_words
from docgen.rules import FACTS
from docgen.text.document import Document, Kind
from docgen.text.reading import reading_copy
from docgen.text.source import read_source
from docgen.text.wording import conditions_of, fact_words, scope_of

DAY = dt.date(2026, 11, 22)
PATHS = sorted(
    {path for name in law.regelingen() for paths in law.load_regeling(name).teksten().values() for path in paths}
)
BODY = """
## Huur {#huur bron="LAW-09" ontvangers="gemeente"}

1. De huur is {{ huur.kale_huur }}{% if kamers_bekend %} ({{ woning.kamers }} kamers){% endif %}. {#prijs}
{% if waarborgsom %}
2. De waarborgsom is {{ huur.waarborgsom }}. {#borg bron="LAW-09; BW 7:261b"}
   - Zie [](#prijs). {#onderdeel}
{% else %}
2. Er is geen waarborgsom. {#borg bron="BW 7:261b"}
{% endif %}
{% include "clauses/gedeeld.md" %}

{% if not waarborgsom %}
## Kosten {#kosten bron="LAW-11"}
{% endif %}

| Wie | Wat |
|-----|-----|
{% for medehuurder in medehuurders %}| {{ medehuurder.naam }} | betaalt mee |
{% endfor %}
| huurder | betaalt |

::: ondertekening ondertekenaars
:::
"""


def copy_of(path: str, root: Path | None = None) -> Document:
    agreement = next((n for n in law.regelingen() for p in law.load_regeling(n).teksten().values() if path in p), "")
    agreement = agreement or law.regelingen()[0]
    return reading_copy(read_source(path, root), agreement, law.load_regeling(agreement).teksten(), DAY, root)


def rows(document: Document) -> list[tuple[str, ...]]:
    """Every row of every table of a copy."""
    cells = (row for block in document.blocks if block.table for row in block.table.rows)
    return [tuple("".join(run.text for run in cell) for cell in row) for row in cells]


@pytest.fixture
def proof(write: Callable[..., Path]) -> Document:
    root = write(BODY)
    (root / "clauses").mkdir()
    (root / "clauses" / "gedeeld.md").write_text("3. Dit delen wij. {#delen}\n", encoding="utf-8")
    return copy_of("proef.md", root)


def test_a_field_stands_in_words_and_is_explained_at_the_end(proof: Document) -> None:
    assert any("De huur is «huur, kale huur»" in cell for row in rows(proof) for cell in row)
    assert ("huur.kale_huur", "«huur, kale huur»") in rows(proof)


def test_both_sides_of_a_condition_stand_there_with_the_number_of_the_source(proof: Document) -> None:
    found = [row for row in rows(proof) if row[0] == "1.2"]
    assert [row[1] for row in found] == ["De waarborgsom is «huur, waarborgsom».", "Er is geen waarborgsom."]
    sentence = "de huurder betaalt een waarborgsom van meer dan nul euro"
    assert found[0][2] == f"Alleen als dit geldt: {sentence}. Bron: LAW-09; BW 7:261b. Label: borg."
    assert found[1][2] == f"Alleen als dit niet geldt: {sentence}. Bron: BW 7:261b. Label: borg."
    assert ("waarborgsom", FACTS["waarborgsom"].omschrijving) in rows(proof)


def test_a_condition_that_goes_on_is_said_once(proof: Document) -> None:
    part = next(row for row in rows(proof) if row[0] == "a.")
    assert part[1:] == ("Zie artikel 1 lid 1 (#prijs).", "Zelfde voorwaarde. Label: onderdeel.")


def test_a_condition_inside_a_sentence_stands_between_brackets(proof: Document) -> None:
    sentence = next(row[1] for row in rows(proof) if row[0] == "1.1")
    assert "huur» [als dit geldt: het aantal kamers van de woning is vastgelegd:] («woning, aantal kamers» " in sentence
    assert sentence.endswith("kamers) [tot hier].")


def test_a_shared_clause_is_expanded_and_named(proof: Document) -> None:
    assert ("1.3", "Dit delen wij.", "Gedeelde bepaling gedeeld. Label: delen.") in rows(proof)


def test_what_holds_for_a_whole_article_stands_under_its_heading(proof: Document) -> None:
    headings = [(b.number, b.text) for b in proof.blocks if b.kind is Kind.ARTIKEL]
    assert headings == [("Artikel 1", "Huur"), ("Artikel 2", "Kosten")]
    whole = [row[2] for row in rows(proof) if row[1:2] == ("(het hele artikel)",)]
    assert whole[0] == "Deel voor: gemeente. Bron: LAW-09. Label: huur."
    assert whole[1].startswith("Alleen als dit niet geldt: de huurder betaalt")


def test_a_repeated_row_of_a_table_says_for_what_it_is_repeated(proof: Document) -> None:
    assert ("«medehuurder, naam»", "betaalt mee", "Per medehuurder uit «medehuurders»") in rows(proof)
    assert ("huurder", "betaalt", "") in rows(proof)


def test_what_stands_after_the_condition_of_a_heading_is_said_to_stand_apart(proof: Document) -> None:
    assert ("", "(tabel hieronder)", "Staat los van de kop hierboven.") in rows(proof)


def test_signatures_are_named_by_their_list(proof: Document) -> None:
    assert any(
        row[1:] == ("«ondertekenaars»", "Handtekeningen. Staat los van de kop hierboven.") for row in rows(proof)
    )


@pytest.mark.parametrize("path", PATHS)
def test_no_words_label_or_source_of_a_text_is_left_out(path: str) -> None:
    words = " ".join(copy_of(path).words())
    for line in read_source(path).lines:
        pieces = re.split(
            r"\{%.*?%\}|\{\{.*?\}\}|\[\]\(.*?\)|\|",
            re.sub(r"^\s*(#+|\d+\.|-|:::.*)(\s+\[[ x]\])?|\(\d+ regels?\)", "", line.text),
        )
        for piece in pieces:
            bare = " ".join(re.sub(r"^[-:\s]+$", "", piece).split())
            assert bare in words, (line.place, bare)
        assert not line.label or f"Label: {line.label}." in words
        assert not line.bron or f"Bron: {line.bron}." in words
    assert not re.search(r"\{[%{#]|[%}]\}|‹", words)


@pytest.mark.parametrize("path", PATHS)
def test_every_condition_of_a_text_has_a_dutch_sentence(path: str) -> None:
    source = read_source(path)
    for line in source.lines:
        for name in conditions_of(line):
            sentence = fact_words(name, scope_of(source, (*line.loops, *re.findall(r"{% for (.*?) %}", line.text))))
            assert re.fullmatch(r"[A-Z].*\.", sentence), (line.place, name)
            assert not sentence.startswith("Whether")


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_a_dutch_sentence(name: str) -> None:
    assert re.fullmatch(r"[A-Z][^\n]+\.", FACTS[name].omschrijving)
    assert not FACTS[name].omschrijving.startswith("Whether")


def test_every_reference_has_the_number_of_what_it_points_to() -> None:
    words = " ".join(copy_of("contracts/driepartijenovereenkomst.friesland.md").words())
    assert re.search(r"artikel \d+ lid \d+ \(#beschikking\)", words)
    text = " ".join(copy_of("letters/uitleg-huurder.verdiencontract.md").words())
    assert re.search(r"artikel \d+ \(#omzetting in verdiencontract\)", text)
    assert "de bepaling (#" not in " ".join(" ".join(copy_of(path).words()) for path in PATHS)


def test_the_head_says_who_gets_the_text() -> None:
    found = dict((row[0], row[1]) for row in rows(copy_of("contracts/driepartijenovereenkomst.friesland.md")))
    assert found["Regelingen"] == "friesland-2022"
    assert found["Het geheel gaat naar"].startswith("huurder")
    assert found["Een deel gaat naar"].startswith("gemeente: ")


def test_reading_copies_are_asked_for_by_document_or_by_path() -> None:
    by_name = service.reading_copies(["uitleg-huurder"], DAY)
    assert len(by_name) == len({d.name for d in by_name}) == 5
    assert [d.name for d in service.reading_copies(["uitleg-huurder"], DAY, "alkmaar-2018")] == [
        "uitleg-huurder.verdiencontract",
        "uitleg-huurder.huurovereenkomst-onbepaalde-tijd",
    ]
    [by_path] = service.reading_copies(["templates/contracts/doelenbijlage.md", "doelenbijlage"], DAY, "friesland-2022")
    assert by_path.name == "doelenbijlage"
    assert len(service.reading_copies([], DAY)) == len(PATHS)
    with pytest.raises(TextFault, match="TEKST-024"):
        service.reading_copies(["raamovereenkomst-intermediaire-verhuur"], DAY, "friesland-2022")


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_word_and_plain_text_hold_the_words_of_the_copy(path: str) -> None:
    document = copy_of(path)
    words = list(document.words())
    assert docx_body_words(render.to_docx(document)) == words
    assert [word for word in render.to_txt(document).split() if word != "|"] == words


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["contracts/driehoekscontract.md", "letters/omklapbrief.md", "forms/aanmeldformulier.md"]
)
def test_the_pdf_holds_the_words_of_the_copy_and_passes_the_validator(path: str, tmp_path: Path) -> None:
    document, file = copy_of(path), tmp_path / "x.pdf"
    file.write_bytes(render.to_pdf(document))
    assert pdf_body_words(file.read_bytes()) == list(document.words())
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf(str(file), profile=profile).is_compliant
