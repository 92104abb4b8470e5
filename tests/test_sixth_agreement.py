"""An agreement that nobody programmed: made of files alone, it gives findings, dates and a document."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen import content, service
from docgen.case import AnyCase, loads
from docgen.law import load_regeling, loader
from docgen.rules import Ernst
from docgen.text import source

DAY = dt.date(2030, 3, 1)

REGELING = """
id = "zeewolde-2030"
regio = "Zeewolde"
geldig_van = 2030-01-01
geldig_tot = 2031-12-31
bron_geldigheid = "artikel 9"
doelgroepen = ["ggz"]
themas_zichtbaar_voor_corporatie = ["woonvaardigheden"]
plan_door = "gemeente"
regels = ["FR-10", "FR-57", "NOP-02", "AL-05", "AL-16", "AL-17"]

[bronnen]
"AL-05" = "artikel 5"

[[aanduidingen]]
vanaf = 2030-01-01
naam = "Afspraken Zeewolde"
tekst = "de Afspraken Zeewolde van 1 januari 2030"

[contract]
vorm = "driehoekscontract"
max_maanden = { waarde = 18, bron = "artikel 2" }
verplichte_clausules = []

[[contract.partijen]]
veld = "zorgaanbieder"
rolnaam = "verhuurder"
bron = "artikel 1"

[[contract.partijen]]
veld = "huurder"
rolnaam = "huurder"
bron = "artikel 1"

[[contract.partijen]]
veld = "gemeente"
rolnaam = "gemeente"
bron = "artikel 1"

[afwijking]
tekst = "op grond van artikel 8"
bron = "artikel 8"

[omklap]
besluit_in = ["overlegverslag-clientniveau"]
volgt_op = ["huur"]
bron = "artikel 5"

[termijnen]
besluit_uiterlijk_maanden = { waarde = 5, bron = "artikel 5" }
evaluatiegesprek_elke_maanden = { waarde = 4, bron = "artikel 4" }

[gegevensdeling]
partijen = ["gemeente", "zorgaanbieder"]
vastgelegd_voor = ["gemeente"]
grondslagen = ["wettelijke_taak"]
bron = "artikel 6"

[crisis]
acuut = "112"
acuut_bron = "artikel 7"

[geschil]
stappen = ["overleg"]
bron = "artikel 8"

[[anomalieen]]
regel = "AL-05"
ernst = "info"
melding = "Artikel 5 noemt geen voorzitter."
bron = "artikel 5"

[documentgroepen]
huurcontract = ["driehoekscontract"]

[[documenten]]
document = "driehoekscontract"
tekst = "contracts/zeewolde.md"
als = ["tijdelijke_huurovereenkomst"]
tot = "sluiting"
reden = "Het contract moet nog worden gesloten."
"""

TEXT = """---
document: driehoekscontract
layout: contract
titel: Contract van Zeewolde
versie: 2030-01-01
---
## Partijen {#partijen bron="NOP-01"}

{% for partij in partijen %}
1. {{ partij.naam }}, hierna: de {{ partij.rolnaam }}.
{% endfor %}

## Duur {#duur bron="NOP-02"}

1. De huur eindigt op {{ huurovereenkomst.einddatum }}. Zij rust op {{ regeling_tekst.aanduiding }}.
2. De partijen spreken elkaar op {{ halfjaargesprekken_in_woorden }}.
3. Het besluit over [](#duur) valt uiterlijk op {{ besluit_uiterlijk }}.

::: ondertekening ondertekenaars
:::
"""

CASE = {
    "soort": "zaak", "zaaknummer": "ZW-1", "regeling": "zeewolde-2030",
    "huurder": {"achternaam": "Bakker", "voorletters": "A.", "aanhef": "mevrouw"},
    "zorgaanbieder": {"naam": "Stichting Zorg", "ondertekenaars": [{"achternaam": "Bos", "functie": "directeur"}]},
    "gemeente": {"naam": "Zeewolde", "ondertekenaars": [{"achternaam": "Vos", "functie": "burgemeester"}]},
    "huur": {"kale_huur": "500.00"},
    "huurovereenkomst": {
        "vorm": "driehoekscontract", "ingangsdatum": "2030-04-01", "einddatum": "2031-09-30",
        "rechtsgrond_tijdelijk": {"categorie": "d", "toelichting": "Ja.", "bewijsstuk": "Besluit"},
    },
    "doelen": [{"id": "tuin", "tekst": "De tuin is netjes.", "thema": "woonvaardigheden"}],
    "toestemmingen": [{"ontvanger": "gemeente", "grondslag": "wettelijke_taak", "datum": "2030-02-01"}],
}  # fmt: skip


@pytest.fixture
def zeewolde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AnyCase]:
    """A case under an agreement that exists in a folder of this test only."""
    texts, agreements = tmp_path / "templates", tmp_path / "regelingen"
    shutil.copytree(content.templates_root(), texts)
    shutil.copytree(loader.REGELINGEN, agreements)
    (texts / "contracts" / "zeewolde.md").write_text(TEXT, encoding="utf-8")
    (agreements / "zeewolde-2030.toml").write_text(REGELING, encoding="utf-8")
    monkeypatch.setattr(loader, "REGELINGEN", agreements)
    monkeypatch.setattr(source, "templates_root", lambda: texts)
    yield loads(json.dumps(CASE).encode(), "zaak.json")


def test_it_is_listed_beside_the_others(zeewolde: AnyCase) -> None:
    assert "zeewolde-2030" in loader.regelingen()
    assert load_regeling("zeewolde-2030").regio == "Zeewolde"


def test_its_findings_follow_from_its_own_numbers(zeewolde: AnyCase) -> None:
    assert [f.code for f in service.check(zeewolde, DAY) if f.ernst is Ernst.BLOKKEERT] == []
    later = {f.code: f for f in service.check(zeewolde, dt.date(2030, 9, 2)) if f.veld != "regeling"}
    assert later["AL-05"].melding.startswith("Uiterlijk op 1 september 2030 moest zijn bepaald")
    assert later["AL-16"].melding.startswith("Op 1 augustus 2030 was een")
    assert (later["AL-05"].bron, later["AL-16"].bron) == ("artikel 5", "4d")
    named = [f.melding for f in service.check(zeewolde, DAY) if f.veld == "regeling"]
    assert named == ["Artikel 5 noemt geen voorzitter."]
    assert [f.code for f in service.check(zeewolde, dt.date(2032, 1, 1)) if f.code == "FR-57"] == ["FR-57"]


def test_its_dates_follow_from_its_own_terms_and_it_has_none_of_the_others(zeewolde: AnyCase) -> None:
    moments = service.timeline(zeewolde, DAY)
    talks = [m.datum.isoformat() for m in moments if m.code == "AL-16"]
    assert talks == ["2030-08-01", "2030-12-01", "2031-04-01", "2031-08-01"]
    assert ("AL-05", dt.date(2030, 9, 1)) in [(m.code, m.datum) for m in moments]
    assert ("LAW-03", dt.date(2031, 7, 1)) in [(m.code, m.datum) for m in moments]
    assert not [m for m in moments if m.code.startswith(("FR-14", "NOP-06", "AL-14"))]


def test_its_document_names_its_own_parties_and_terms(zeewolde: AnyCase) -> None:
    assert [call.document for call in service.documents(zeewolde, DAY)] == ["driehoekscontract"]
    document = service.assemble(zeewolde, (), DAY)[0]
    text = " ".join(document.words()).replace("\u00a0", " ")
    for words in (
        "Stichting Zorg, hierna: de verhuurder.",
        "mevrouw A. Bakker, hierna: de huurder.",
        "gemeente Zeewolde, hierna: de gemeente.",
        "30 september 2031",
        "de Afspraken Zeewolde van 1 januari 2030",
        "1 augustus 2030, 1 december 2030, 1 april 2031 en 1 augustus 2031",
        "uiterlijk op 1 september 2030",
    ):
        assert words in text
    assert [s.rol for b in document.blocks for s in b.signatures] == ["verhuurder", "huurder", "gemeente"]


def test_a_breach_of_its_own_terms_stops_the_final(zeewolde: AnyCase) -> None:
    longer = zeewolde.model_copy(
        update={"huurovereenkomst": zeewolde.huurovereenkomst.model_copy(update={"einddatum": dt.date(2031, 10, 1)})}  # type: ignore[union-attr]
    )
    blocked = [f for f in service.check(longer, DAY) if f.ernst is Ernst.BLOKKEERT]
    assert [(f.code, f.documenten) for f in blocked] == [("NOP-02", ("driehoekscontract",))]
    assert "18 maanden" in blocked[0].melding
