"""A batch for one recipient makes what that role may have and nothing else; a trial makes nothing at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docgen import cli
from docgen.batch.entry import Stand
from docgen.batch.manifest import Manifest, so_far
from tests.batch.conftest import DAY, ROOT, Batch, case_of


def friesland(**changes: Any) -> dict[str, Any]:
    """A case that calls for a contract, its appendix, a letter of explanation and a plan."""
    data = json.loads((ROOT / "fixtures" / "cases" / "friesland-driepartijen.json").read_text(encoding="utf-8"))
    return {**data, **changes}


def test_a_corporatie_gets_no_plan_and_its_own_part_of_the_rest(batch: Batch) -> None:
    batch.run([friesland()], recipient="zorgaanbieder")
    whole = {Path(name).name for name in batch.files()}
    assert "ondersteuningsplan.txt" in whole
    other = Batch(batch.out.with_name("corporatie"))
    other.run([friesland()], recipient="woningcorporatie")
    names = {Path(name).name for name in other.files()}
    assert names
    assert names < whole
    assert not [name for name in names if "plan" in name]
    assert {Path(name).parent.name for name in other.files()} == {"woningcorporatie"}
    assert not [end for entry in other.entries for end in entry.uitkomsten if "plan" in end.document]


def test_a_role_that_the_case_does_not_have_is_the_fault_of_the_row(batch: Batch) -> None:
    state = batch.run([case_of(1)], recipient="mentor")
    assert (state.exit_code, state.wrong) == (3, 1)
    assert [p.code for end in batch.entries[0].uitkomsten for p in end.problemen] == ["REGEL-003"]
    assert batch.files() == {}


def test_only_the_documents_that_were_chosen_are_made(batch: Batch) -> None:
    batch.run([friesland()], documents=frozenset({"uitleg-huurder", "aanzegging"}))
    assert {Path(name).name for name in batch.files()} == {"uitleg-huurder.txt"}


def test_a_trial_says_of_every_row_what_is_wrong_and_makes_nothing(batch: Batch) -> None:
    wrong = case_of(2, huurder={"achternaam": "Bakker", "bsn": "999990011"})
    state = batch.run([case_of(1), wrong], formats=())
    assert batch.files() == {}
    assert batch.stands()["AL-2026-0001"] == {Stand.GOED}
    assert batch.entries[1].fout
    assert (state.cases, state.wrong) == (2, 1)
    batch.run([case_of(1)])
    assert batch.stands()["AL-2026-0001"] == {Stand.GEMAAKT}


def test_going_on_for_another_recipient_takes_nothing_over_from_the_first(batch: Batch) -> None:
    cases = [friesland(zaaknummer="FR-1"), case_of(1)]
    batch.run(cases, stop=lambda: bool(batch.told), recipient="gemeente")
    assert batch.stands()["FR-1"] == {Stand.GEMAAKT}
    batch.run(cases, resume=True, recipient="woningcorporatie")
    assert next(end.stand for entry in batch.entries[:1] for end in entry.uitkomsten) is Stand.GEMAAKT
    assert any(Path(name).match("FR-1/woningcorporatie/*") for name in batch.files())


def test_the_entries_so_far_can_be_read_while_the_batch_holds_its_manifest(batch: Batch) -> None:
    assert list(so_far(batch.out)) == []
    seen: list[list[int]] = []
    batch.run([case_of(n) for n in (1, 2, 3)], stop=lambda: bool(seen.append([e.nummer for e in so_far(batch.out)])))
    assert seen[0] == []
    assert [entry.nummer for entry in so_far(batch.out)] == [1, 2, 3]
    with (batch.out / "_batch" / "manifest.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"soort": "zaak", "nummer": 9')
    assert list(so_far(batch.out)) == batch.entries
    with Manifest(batch.out) as manifest:
        assert manifest.finished


def test_the_command_makes_the_copies_of_a_recipient(tmp_path: Path) -> None:
    source = tmp_path / "z.jsonl"
    source.write_text(json.dumps(friesland()) + "\n")
    more = ["--format", "txt", "--jobs", "1", "--peildatum", DAY.isoformat(), "--ontvanger", "woningcorporatie"]
    cli.main(["batch", str(source), "--out", str(tmp_path / "uit"), *more])
    made = sorted(path.name for path in (tmp_path / "uit").rglob("*.txt"))
    assert "driepartijenovereenkomst.txt" in made
    assert "ondersteuningsplan.txt" not in made
