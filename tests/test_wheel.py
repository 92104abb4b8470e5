"""The wheel renders by itself: outside the checkout, with its own texts and law data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy that holds only what git would hand out."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    skip = shutil.ignore_patterns("__pycache__")
    for name in ("docgen", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=skip)
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, source / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=source, check=True
    )
    (built,) = folder.glob("docgen-*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as installed from the wheel in an environment of its own."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    install = ["-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, *install], check=True)
    # Its dependencies are those of the running tests. A path file, not an inherited
    # environment: the checkout, which stands there in a path file too, stays out.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin" / "docgen"


def run(program: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run([program, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_every_text_and_every_piece_of_law_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    inside = [(ROOT / "docgen" / room, f"docgen/{room}") for room in ("law", "web")]
    for folder, prefix in ((ROOT / "templates", "docgen/templates"), *inside):
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{prefix}/{path.relative_to(folder)}" in names
    assert {name.split("/")[0] for name in names} == {
        "docgen",
        next(n for n in names if "dist-info" in n).split("/")[0],
    }


def test_the_program_of_the_wheel_is_not_the_checkout(program: Path, tmp_path: Path) -> None:
    code = "import docgen, docgen.content as c; print(docgen.__file__, c.templates_root())"
    found = subprocess.run([program.with_name("python"), "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert str(ROOT) not in found.stdout
    assert found.stdout.count(str(program.parents[1])) == 2


def test_the_wheel_renders_a_case_outside_the_checkout(program: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "fixtures" / "cases" / "friesland-driepartijen.json", tmp_path / "zaak.json")
    done = run(program, tmp_path, "render", "zaak.json", "--out", "uit", "--peildatum", "2026-11-22")
    assert done.returncode == 0, done.stderr
    made = {path.name: path.read_bytes()[:4] for path in (tmp_path / "uit").rglob("*") if path.is_file()}
    for name in ("driepartijenovereenkomst", "doelenbijlage", "uitleg-huurder"):
        assert made[f"{name}.pdf"] == b"%PDF"
        assert made[f"{name}.docx"] == b"PK\x03\x04"
