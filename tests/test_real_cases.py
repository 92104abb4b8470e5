"""What a reader of friesland-driepartijen must find, and must never find (issue: the ground, points 2 and 3)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from docgen import case, cli, service
from docgen.text.document import Document

ROOT = Path(__file__).parents[1]
CASES = ROOT / "fixtures" / "cases"
DAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    subject = service.load(CASES / "friesland-driepartijen.json")
    return {d.name: d for d in service.assemble(subject, (), DAY)}


def words(document: Document) -> str:
    return " ".join(document.words()).replace("\u00a0", " ")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda p: p.stem)
def test_every_real_case_loads_as_it_stands(path: Path) -> None:
    assert case.load(path).zaaknummer == json.loads(path.read_text(encoding="utf-8"))["zaaknummer"]


@pytest.mark.parametrize("name", ["friesland-driepartijen", "friesland-omklap"])
def test_the_frisian_cases_have_no_blocking_finding(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(CASES / f"{name}.json"), "--peildatum", "2026-11-22", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["bevindingen"]
    assert found
    assert "blokkeert" not in {row["ernst"] for row in found}


def test_the_case_calls_for_lease_annex_and_explanation(documents: dict[str, Document]) -> None:
    assert list(documents)[:4] == ["driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder", "ondersteuningsplan"]


@pytest.mark.parametrize(
    "text",
    [
        "1 maart 2027",
        "28 februari 2029",
        "€ 563,41",
        "€ 655,46",
        "Lemmerweg 112-3",
        "mevrouw S.A. van der Meulen",
        "artikel 7:271 lid 2 BW",
        "1 december 2028",
        "28 januari 2029",
        "zeshonderdvijfenvijftig euro en zesenveertig cent",
        "NL85 BNGH 0285 0043 21",
        "8608 AL Sneek",
        "WMO-2026-88123",
        "het Convenant Weer Thuis van 28 januari 2022",
        "drievoud",
    ],
)
def test_the_contract_says(text: str, documents: dict[str, Document]) -> None:
    assert text in words(documents["driepartijenovereenkomst"])


def test_the_three_parties_sign_and_the_gemeente_does_not(documents: dict[str, Document]) -> None:
    signed = [s for b in documents["driepartijenovereenkomst"].blocks for s in b.signatures]
    assert [s.rol for s in signed] == ["verhuurder", "huurder", "zorgaanbieder"]


@pytest.mark.parametrize("text", ["ThuisBasis", "16 uur", "per maand ondersteuning", "Wajong", "beschermd wonen"])
def test_the_contract_names_neither_product_nor_hours_nor_reasons(text: str, documents: dict[str, Document]) -> None:
    assert text.lower() not in words(documents["driepartijenovereenkomst"]).lower()


def test_the_goals_annex_holds_the_three_housing_goals_and_no_word_of_the_others(
    documents: dict[str, Document],
) -> None:
    text = words(documents["doelenbijlage"])
    for goal in ("Ik betaal de huur volledig", "Mijn buren hebben geen last", "Ik gebruik de woning zoals"):
        assert goal in text
    for word in ("schuld", "zorgverzekeraar", "kringloop", "jobcoach", "begroting", "weekschema", "incasso"):
        assert word not in text.lower()


def test_no_document_holds_a_bsn(documents: dict[str, Document]) -> None:
    for document in documents.values():
        assert "999990019" not in words(document)
        assert "bsn" not in words(document).lower().split()


def test_the_timeline_gives_the_window_of_the_aanzegging(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(CASES / "friesland-driepartijen.json")
    assert cli.main(["timeline", path, "--peildatum", "2026-11-22", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["data"]
    window = [(r["datum"], r["tot"]) for r in rows if r["code"] == "LAW-03" and r["tot"]]
    assert window == [("2028-12-01", "2029-01-28")]
