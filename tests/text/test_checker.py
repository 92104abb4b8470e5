"""A wrong text source is refused before any case is read, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docgen import service
from docgen.errors import TextFault
from docgen.text.checker import check_sources
from docgen.text.source import read_source

HEAD = 6
"""Lines of front matter before the body of a test source."""

FAULTS = [
    ("unknown field", '## A {#a bron="FR-01"}\n\n1. {{ huurder.achternam }}', "TEKST-008", 3),
    ("unknown root", '## A {#a bron="FR-01"}\n\n1. {{ klant.naam }}', "TEKST-008", 3),
    ("unknown fact", '## A {#a bron="FR-01"}\n\n{% if borgsom %}\n1. x\n{% endif %}', "TEKST-007", 3),
    ("expression in a condition", "{% if huur.waarborgsom > 0 %}\nx\n{% endif %}", "TEKST-006", 1),
    ("and in a condition", "{% if waarborgsom and servicekosten %}\nx\n{% endif %}", "TEKST-006", 1),
    ("filter", "{{ huurder.achternaam | upper }}", "TEKST-006", 1),
    ("call", "{{ huurder.achternaam.upper() }}", "TEKST-006", 1),
    ("literal", "{{ 7 * 191 }}", "TEKST-006", 1),
    ("index", "{{ huurder['achternaam'] }}", "TEKST-006", 1),
    ("set", "{% set x = huurder %}", "TEKST-006", 1),
    ("elif", "{% if waarborgsom %}\na\n{% elif servicekosten %}\nb\n{% endif %}", "TEKST-006", 1),
    ("unclosed if", "{% if waarborgsom %}\nx", "TEKST-003", 2),
    ("object printed", "{{ huurder.adres.straat }} {{ huurder }}", "TEKST-011", 1),
    ("boolean printed", "{{ woning.zelfstandig }}", "TEKST-011", 1),
    ("loop over no list", "{% for x in huurder %}\n{{ x.naam }}\n{% endfor %}", "TEKST-012", 1),
    ("article without a source", "## Duur {#duur}", "TEKST-009", 1),
    ("reference to nothing", "Zie [](#nergens).", "TEKST-013", 1),
    ("reference to another document that is not there", "Zie [](contract#duur).", "TEKST-013", 1),
    (
        "reference to a clause under a condition",
        '## A {#a bron="FR-01"}\n\n1. Zie [](#borg).\n{% if waarborgsom %}\n2. Borg. {#borg}\n{% endif %}',
        "TEKST-021",
        3,
    ),
    ("label twice", '## A {#a bron="FR-01"}\n\n1. x {#b}\n2. y {#b}', "TEKST-010", 4),
    ("label in a loop", "{% for d in doelen %}\n- {{ d.tekst }} {#d}\n{% endfor %}", "TEKST-019", 2),
    ("bold", "Dit is **belangrijk**.", "TEKST-015", 1),
    ("html", "Dit is <b>belangrijk</b>.", "TEKST-015", 1),
    ("image", "![x](file)", "TEKST-015", 1),
    ("code", "Dit is `code`.", "TEKST-015", 1),
    ("quote", "> aangehaald", "TEKST-015", 1),
    ("link with words", "Zie [daar](#a).", "TEKST-015", 1),
    ("unknown recipient", 'Alinea. {#x ontvangers="buurman"}', "TEKST-016", 1),
    ("unknown attribute", 'Alinea. {#x kleur="rood"}', "TEKST-017", 1),
    ("unknown container", "::: spoiler\nx\n:::", "TEKST-018", 1),
    ("signatures of nobody", "::: ondertekening niemand\n:::", "TEKST-005", 1),
    ("signatures of things that cannot sign", "::: ondertekening doelen\n:::", "TEKST-005", 1),
    ("source that cites nothing", '## A {#a bron="iets"}', "TEKST-020", 1),
]


@pytest.mark.parametrize(("body", "code", "line"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_is_named_with_its_file_and_line(body: str, code: str, line: int, write: Callable[..., Path]) -> None:
    root = write(body)
    found = check_sources({"proef": "proef.md"}, root)
    assert (code, f"proef.md:{HEAD + line}") in [(p.code, p.veld) for p in found]
    assert all(f"proef.md:{HEAD + line}" in p.melding for p in found if p.code == code)


def test_all_faults_come_at_once(write: Callable[..., Path]) -> None:
    root = write("{{ huurder.x }}\n\n{{ huurder.y }}\n\n**z**")
    assert len(check_sources({"proef": "proef.md"}, root)) == 3


def test_the_nearest_name_is_suggested(write: Callable[..., Path]) -> None:
    found = check_sources({"proef": "proef.md"}, write("{{ huurder.achternam }}"))
    assert "achternaam" in found[0].melding


def test_a_fault_in_a_shared_clause_names_the_file_of_the_clause(write: Callable[..., Path], tmp_path: Path) -> None:
    root = write('{% include "clauses/deel.md" %}\n')
    (tmp_path / "clauses").mkdir()
    (tmp_path / "clauses" / "deel.md").write_text("Goed.\n\n{{ huurder.fout }}\n", encoding="utf-8")
    assert [p.veld for p in check_sources({"proef": "proef.md"}, root)] == ["clauses/deel.md:3"]


def test_a_reference_under_the_same_fact_is_good(write: Callable[..., Path]) -> None:
    root = write(
        '## A {#a bron="FR-01"}\n\n1. Eerst.{% if waarborgsom %} Zie [](#borg).{% endif %}\n'
        "{% if waarborgsom %}\n2. Borg, zie [](#borg). {#borg}\n{% endif %}\n"
    )
    assert check_sources({"proef": "proef.md"}, root) == ()


def test_a_reference_to_a_clause_in_both_branches_is_good(write: Callable[..., Path]) -> None:
    root = write(
        '## A {#a bron="FR-01"}\n\n1. Zie [](#borg).\n'
        "{% if waarborgsom %}\n2. Wel. {#borg}\n{% else %}\n2. Geen. {#borg}\n{% endif %}\n"
    )
    assert check_sources({"proef": "proef.md"}, root) == ()


HEADS = [
    "",
    "geen kop",
    "---\ndocument: x\n---\n",
    "---\n: [\n---\n",
    "---\ndocument: x\nlayout: y\ntitel: z\nversie: 1\n---\n",
]


@pytest.mark.parametrize("text", HEADS)
def test_a_source_without_a_good_head_is_refused(text: str, tmp_path: Path) -> None:
    read_source.cache_clear()
    (tmp_path / "proef.md").write_text(text, encoding="utf-8")
    with pytest.raises(TextFault, match="TEKST-002"):
        read_source("proef.md", tmp_path)


def test_a_clause_that_includes_itself_is_refused(write: Callable[..., Path], tmp_path: Path) -> None:
    root = write('{% include "deel.md" %}\n')
    (tmp_path / "deel.md").write_text('{% include "deel.md" %}\n', encoding="utf-8")
    with pytest.raises(TextFault, match="TEKST-001"):
        read_source("proef.md", root)


def test_a_clause_outside_the_templates_is_refused(write: Callable[..., Path]) -> None:
    root = write('{% include "../../etc/passwd" %}\n')
    with pytest.raises(TextFault, match="TEKST-001"):
        read_source("proef.md", root)


def test_our_own_sources_have_no_faults() -> None:
    service.check_texts()
