"""The commands packet and verify, as a script calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen import cli
from tests import pki
from tests.packet.incoming import ROOT

CASE = str(ROOT / "fixtures" / "cases" / "friesland-driepartijen.json")


def made(tmp_path: Path, *more: str, role: str = "transferpunt") -> int:
    out = str(tmp_path / "pakket.pdf")
    return cli.main(["packet", CASE, "--ontvanger", role, "--out", out, "--peildatum", "2026-11-22", *more])


def test_a_packet_is_made_and_found_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made(tmp_path, "--origineel", str(tmp_path / "originelen.zip")) == 0
    assert "vervolg-wonen" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {"pakket.pdf", "originelen.zip"}
    assert cli.main(["verify", str(tmp_path / "pakket.pdf"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["in_orde"] is True
    assert [set(one) for one in report["onderdelen"]] == [{"naam", "sha256", "paginas", "handtekeningen", "oordeel"}]
    data = (tmp_path / "pakket.pdf").read_bytes()
    (tmp_path / "pakket.pdf").write_bytes(data + b"\n")
    assert cli.main(["verify", str(tmp_path / "pakket.pdf"), "--json"]) == 7
    assert json.loads(capsys.readouterr().out)["in_orde"] is False


def test_what_is_no_packet_ends_with_seven(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.pdf"
    assert cli.main(["verify", str(path)]) == 7
    path.write_bytes(pki.plain())
    assert cli.main(["verify", str(path)]) == 7
    assert "geen pakket van docgen" in capsys.readouterr().err


def test_a_packet_that_is_refused_leaves_nothing_and_says_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made(tmp_path, role="woningcorporatie") == 7
    said = capsys.readouterr().err
    assert said.count("PAKKET-321") == 2
    assert list(tmp_path.iterdir()) == []
    assert made(tmp_path, "--signed", str(tmp_path / "er-niet")) == 7


@pytest.mark.parametrize(
    "more",
    [["--wijs", "zonder is-teken"], ["--kies", "doelenbijlage=allebei"], ["--kies", "doelenbijlage"]],
    ids=" ".join,
)
def test_a_wrong_argument_is_explained(more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made(tmp_path, *more) == 1
    assert "schrijf" in capsys.readouterr().err


def test_the_packet_of_the_huurder_waits_for_the_information_of_the_law(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = json.loads(Path(CASE).read_text(encoding="utf-8"))
    case["bijlagen"] = []
    path = tmp_path / "zaak.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    out = str(tmp_path / "pakket.pdf")
    assert cli.main(["packet", str(path), "--ontvanger", "huurder", "--out", out, "--peildatum", "2026-11-22"]) == 7
    assert "LAW-10" in capsys.readouterr().err
