"""The texts and the whitelist together: a part has its blocks, a copy tells no secret, a letter finds its addressee."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docgen import law, service
from docgen.case import Zaak
from docgen.errors import TextFault
from docgen.law.ontvangers import load_ontvangers
from docgen.rules import Outcome
from docgen.service import assembling
from docgen.text.assemble import Assembler
from docgen.text.checker import ROLES
from docgen.text.recipients import distinctive, leaks, missing_parts
from docgen.text.source import read_source

Write = Callable[..., Path]
Make = Callable[..., Assembler]
TALK = """Onze afspraken. {#a ontvangers="woningcorporatie"}

Het plan is van {{ ondersteuningsplan.datum }}. {#b ontvangers="huurder"}
"""


def test_a_copy_that_prints_a_secret_is_caught_by_where_the_value_comes_from(
    write: Write, assembler: Make, zaak: Zaak
) -> None:
    write(TALK, layout="letter")
    whole = assembler().assemble("proef", recipient="woningcorporatie")
    part = assembler().assemble("proef", recipient="woningcorporatie", part=True)
    assert leaks(whole, zaak) == ("ondersteuningsplan.datum",)
    assert leaks(part, zaak) == ()
    assert leaks(assembler().assemble("proef", recipient="zorgaanbieder"), zaak) == ()
    assert leaks(assembler().assemble("proef"), zaak) == (), "the full text is of whoever makes it"


@pytest.mark.parametrize(
    "body",
    [
        "{% for doel in doelen %}\n1. {{ doel.ondersteuning.wat }}\n{% endfor %}\n",
        "| Wie | Wat |\n|---|---|\n{% for doel in doelen %}| {{ doel.tekst }} | x |\n{% endfor %}\n",
        "# Over {{ beschikking.product }}\n",
        "::: kenmerken\n- BSN: {{ huurder.bsn }}\n:::\n",
    ],
    ids=["list", "table", "title", "letter"],
)
def test_a_secret_is_caught_wherever_a_text_prints_it(write: Write, assembler: Make, zaak: Zaak, body: str) -> None:
    write(body, layout="letter")
    assert leaks(assembler().assemble("proef", recipient="woningcorporatie"), zaak)


def test_a_text_that_would_tell_a_secret_makes_no_copy(
    monkeypatch: pytest.MonkeyPatch, write: Write, zaak: Zaak, outcome: Outcome, tmp_path: Path
) -> None:
    write("Het plan is van {{ ondersteuningsplan.datum }}.\n", layout="letter")
    made = Assembler(zaak, outcome, {"doelenbijlage": "proef.md"}, tmp_path)
    monkeypatch.setattr(assembling, "assembler_of", lambda *_: made)
    assert service.assemble(zaak, ["doelenbijlage"], outcome.peildatum, concept=True, recipient="zorgaanbieder")
    with pytest.raises(TextFault) as caught:
        service.assemble(zaak, ["doelenbijlage"], outcome.peildatum, concept=True, recipient="woningcorporatie")
    assert [(p.code, p.veld) for p in caught.value.problems] == [("TEKST-022", "ondersteuningsplan.datum")]
    assert "2026" not in str(caught.value.problems), "an error names the field and not what it holds"


def test_a_part_without_blocks_is_a_fault_of_the_text(write: Write, tmp_path: Path) -> None:
    write('Alinea. {#a ontvangers="huurder"}\n', layout="letter")
    found = missing_parts(load_ontvangers("friesland-2022"), {"aanzegging": "proef.md"}, tmp_path)
    assert [(p.code, p.veld) for p in found] == [("TEKST-023", "proef.md")]
    write('Alinea. {#a ontvangers="gemeente"}\n', layout="letter")
    assert missing_parts(load_ontvangers("friesland-2022"), {"aanzegging": "proef.md"}, tmp_path) == ()


def test_a_row_of_the_table_waits_for_its_text() -> None:
    assert missing_parts(load_ontvangers("westfriesland-2021"), {}) == ()


@pytest.mark.parametrize("name", law.regelingen())
def test_every_part_that_the_table_promises_has_blocks_in_our_texts(name: str) -> None:
    for document, texts in law.load_regeling(name).teksten().items():
        for path in texts:
            assert missing_parts(load_ontvangers(name), {document: path}) == ()


def test_the_checker_knows_the_same_roles() -> None:
    assert frozenset(service.ROLES) == ROLES


def test_a_letter_knows_to_whom_each_copy_is_addressed(write: Write, assembler: Make, tmp_path: Path) -> None:
    write("{{ toestemming.ontvanger }}\n", layout="letter")
    path = tmp_path / "proef.md"
    text = path.read_text(encoding="utf-8").replace("versie:", "per: toestemmingen\nals: toestemming\nversie:")
    path.write_text(text, encoding="utf-8")
    assert assembler().addressees("proef") == ("transferpunt",)
    read_source.cache_clear()
    write("Zonder lijst.\n", layout="letter")
    assert assembler().addressees("proef") == ()


def test_words_of_our_own_prove_nothing(write: Write, tmp_path: Path) -> None:
    write('Bel uw begeleider. {#bellen bron="FR-77"}\n', layout="letter")
    values = {"begeleider", "FR-77", "januari", "Wajong"}
    assert distinctive(values, ["proef.md"], tmp_path) == {"Wajong"}
