"""`--ontvanger`: the copy of one recipient on the command line, and what it is refused."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from docgen import case, cli, service
from docgen.errors import RuleRefusal
from docgen.text.document import Kind

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
CASE = str(CASES / "friesland-driepartijen.json")
BEWIND = str(CASES / "friesland-bewind.json")
DAY = ["--peildatum", "2026-11-22"]
ON = dt.date(2026, 11, 22)


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_without_a_document_a_role_gets_what_it_may_have_and_the_rest_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["render", CASE, "--out", str(tmp_path), "--ontvanger", "gemeente", "--format", "txt", *DAY]
    assert cli.main(arguments) == 0
    folder = "FR-2026-0147/gemeente"
    assert {f"{folder}/doelenbijlage.txt", f"{folder}/driepartijenovereenkomst.txt"} <= set(names(tmp_path))
    assert f"{folder}/uitleg-huurder.txt" not in names(tmp_path)
    assert "Weggelaten: uitleg-huurder mag niet naar de rol gemeente" in capsys.readouterr().err


def test_a_part_says_that_it_is_one_and_holds_parties_home_and_dates_only(tmp_path: Path) -> None:
    arguments = ["driepartijenovereenkomst", "--out", str(tmp_path), "--ontvanger", "gemeente", "--format", "txt", *DAY]
    assert cli.main(["render", CASE, *arguments]) == 0
    text = (tmp_path / "FR-2026-0147" / "gemeente" / "driepartijenovereenkomst.txt").read_text(encoding="utf-8")
    assert "Dit is een deel van het document" in text
    for words in (
        "Stichting Wonen De Terp",
        "Lemmerweg 112-3",
        "1 maart 2027",
        "28 februari 2029",
        "Artikel 1 Partijen",
    ):
        assert words in text
    for words in ("563,41", "WMO-", "bijlage 1", "overlast", "Handtekening", "El Hamdaoui"):
        assert words not in text, words


def test_fr_23_a_named_document_that_the_role_may_not_have_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["driepartijenovereenkomst", "ondersteuningsplan"]
    assert cli.main(["render", CASE, *wanted, "--out", str(tmp_path), "--ontvanger", "woningcorporatie", *DAY]) == 3
    assert names(tmp_path) == []
    said = capsys.readouterr().err
    assert "REGEL-002" in said
    assert "ondersteuningsplan mag niet naar de rol woningcorporatie (FR-23; Toel.4a)" in said
    assert "huurder, bewindvoerder (deel), mentor, curator, zorgaanbieder en gemeente" in said
    assert "driepartijenovereenkomst mag niet" not in said


def test_a_concept_changes_nothing_about_who_may_have_it(tmp_path: Path) -> None:
    arguments = ["ondersteuningsplan", "--concept", "--out", str(tmp_path), "--ontvanger", "woningcorporatie", *DAY]
    assert cli.main(["render", CASE, *arguments]) == 3
    assert names(tmp_path) == []


def test_trap_08_a_representative_that_the_case_does_not_have_gets_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["render", CASE, "--out", str(tmp_path), "--ontvanger", "bewindvoerder", *DAY]) == 3
    assert "Deze zaak heeft geen bewindvoerder." in capsys.readouterr().err
    assert names(tmp_path) == []


def test_a_bewindvoerder_gets_the_whole_lease(tmp_path: Path) -> None:
    day = ["--peildatum", "2027-05-10", "--format", "txt"]
    wanted = ["driepartijenovereenkomst", "--out", str(tmp_path), "--ontvanger", "bewindvoerder"]
    assert cli.main(["render", BEWIND, *wanted, *day]) == 0
    text = (tmp_path / "FR-2027-0058" / "bewindvoerder" / "driepartijenovereenkomst.txt").read_text(encoding="utf-8")
    assert "Dit is een deel" not in text
    assert "563,41" in text


def test_an_unknown_role_is_a_wrong_argument(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["render", CASE, "--out", str(tmp_path), "--ontvanger", "buurman", *DAY]) == 1
    said = capsys.readouterr().err
    assert "--ontvanger" in said
    assert "woningcorporatie" in said


def test_a_role_for_whom_there_is_nothing_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["render", CASE, "--out", str(tmp_path), "--ontvanger", "stuurgroep", *DAY]) == 0
    assert "niets voor de rol stuurgroep" in capsys.readouterr().out
    assert names(tmp_path) == []


def test_documents_lists_what_a_role_may_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["documents", CASE, "--ontvanger", "gemeente", "--json", *DAY]) == 0
    captured = capsys.readouterr()
    listed = {row["document"] for row in json.loads(captured.out)["documenten"]}
    assert {"doelenbijlage", "driepartijenovereenkomst"} <= listed
    assert "uitleg-huurder" not in listed
    assert "Weggelaten: uitleg-huurder" in captured.err
    assert cli.main(["documents", "--ontvanger", "gemeente"]) == 1


def test_the_sidecar_of_a_copy_names_the_role_and_no_motive(tmp_path: Path) -> None:
    data = json.loads(Path(CASE).read_text(encoding="utf-8"))
    data["afwijkingen"] = [{"regel": "FR-07", "motief": "Een reden over zorg.", "naam": "X", "functie": "hoofd"}]
    (tmp_path / "zaak.json").write_text(json.dumps(data), encoding="utf-8")
    wanted = ["doelenbijlage", "--out", str(tmp_path / "uit"), "--ontvanger", "woningcorporatie", "--format", "pdf"]
    assert cli.main(["render", str(tmp_path / "zaak.json"), *wanted, *DAY]) == 0
    (sidecar,) = (tmp_path / "uit").rglob("*.herkomst.json")
    assert json.loads(sidecar.read_text(encoding="utf-8"))["herkomst"]["ontvanger"] == "woningcorporatie"
    assert "Een reden over zorg." not in sidecar.read_text(encoding="utf-8")


def test_a_part_is_for_reading_it_has_no_initials_and_quotes_no_finding() -> None:
    subject = service.load(Path(CASE))
    (part,) = service.assemble(subject, ["driepartijenovereenkomst"], ON, concept=True, recipient="gemeente")
    assert part.parafen == ()
    assert not [block for block in part.blocks if block.kind is Kind.ONDERTEKENING]
    (whole,) = service.assemble(subject, ["driepartijenovereenkomst"], ON, recipient="woningcorporatie")
    assert whole.parafen
    assert whole.recipient == "woningcorporatie"


def test_a_finding_about_the_case_is_not_told_in_the_concept_of_a_recipient() -> None:
    data = json.loads(Path(CASE).read_text(encoding="utf-8"))
    data["huurovereenkomst"]["informatie_vooraf"] = {"datum": "2027-09-03", "akkoord": True}
    subject = case.loads(json.dumps(data).encode(), "zaak.json")
    (mine,) = service.assemble(subject, ["doelenbijlage"], ON, concept=True)
    (theirs,) = service.assemble(subject, ["doelenbijlage"], ON, concept=True, recipient="gemeente")
    assert "3 september 2027" in " ".join(mine.words())
    assert "3 september 2027" not in " ".join(theirs.words())
    assert theirs.open_points == ()


def test_a_part_is_final_only_when_the_whole_can_be() -> None:
    data = json.loads(Path(CASE).read_text(encoding="utf-8"))
    data["huur"]["kale_huur"] = None
    subject = case.loads(json.dumps(data).encode(), "zaak.json")
    with pytest.raises(RuleRefusal, match="REGEL-001"):
        service.assemble(subject, ["driepartijenovereenkomst"], ON, recipient="gemeente")


def test_trap_26_one_case_gives_each_recipient_other_documents_with_the_same_numbers() -> None:
    subject = service.load(Path(CASE))
    given = {
        rol: {made.name: made for made in service.assemble(subject, (), ON, recipient=rol)}
        for rol in ("huurder", "woningcorporatie", "zorgaanbieder", "gemeente", "transferpunt")
    }
    assert {"driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder"} <= set(given["huurder"])
    assert "ondersteuningsplan" not in given["woningcorporatie"]
    assert "uitleg-huurder" not in given["gemeente"]
    assert "driepartijenovereenkomst" not in given["transferpunt"]
    whole, part = (given[rol]["driepartijenovereenkomst"] for rol in ("woningcorporatie", "gemeente"))
    numbers = {block.label: block.number for block in whole.blocks if block.label and block.number}
    kept = {block.label: block.number for block in part.blocks if block.label and block.number}
    assert kept
    assert kept.items() <= numbers.items()
