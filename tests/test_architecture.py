"""The rules of the house, read from the syntax of every module.

The import table is that of the design: facts flow from the case to the file, and
nothing reaches back. A room that is not in the table fails too, so that a new one
is a decision and not an accident.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "docgen"

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "content": set(),
    "nl": set(),
    "case": {"errors", "content", "nl"},
    "law": {"errors", "content"},
    "rules": {"case", "law", "errors", "content", "nl"},
    "work": {"errors", "content"},
    "text": {"rules", "case", "law", "errors", "content", "nl"},
    "render": {"text.document", "errors", "content", "work", "nl"},
    "packet": {
        "render.rendered",
        "render.furniture",
        "render.fonts",
        "render.words",
        "render.pagecode",
        "rules.ontvangers",
        "work",
        "errors",
        "content",
        "nl",
    },
    "service": {"case", "law", "rules", "text", "render", "packet", "work", "errors", "content", "nl"},
    "batch": {"service", "work", "errors", "content", "nl"},
    "cli": {"service", "batch", "web", "errors", "content"},
    "web": {"service", "batch", "work", "errors", "content", "nl"},
}
FRONT = {"service", "batch", "errors"}
"""What the package itself may name: it is the front of the use cases for scripts."""

ONLY_IN = {"weasyprint": "render/pdf*.py", "docxtpl": "render/docx*.py"}
CLOCK_ALLOWED = ("cli/*.py", "web/*.py", "web/**/*.py")
REGIONS = re.compile(r"friesland|fryslan|noordoostpolder|flevoland|almere|alkmaar|west-?friesland")
MODULE_LINES = 400
FUNCTION_LINES = 40


def modules(package: Path = PACKAGE) -> list[Path]:
    return sorted(package.rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The room of `docgen.text.parse` is `text`; that of `docgen` itself is empty."""
    return module.split(".")[1] if "." in module else ""


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the string nodes that are documentation."""
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for statement in body:  # also the strings under fields of a class
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    found.add(id(statement.value))
    return found


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    skip = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip:
            yield node


def imports(path: Path, package: Path) -> Iterator[tuple[int, str]]:
    """Every module that a module names, wherever the import stands, with its line.

    A string that is exactly the name of one of our modules counts: that is how a
    dynamic import looks.
    """
    tree = parsed(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node, path, package)
            for alias in node.names:
                joined = f"{base}.{alias.name}"
                yield node.lineno, joined if is_module(joined, package) else base
    for constant in strings(tree):
        if re.fullmatch(r"docgen(\.\w+)+", str(constant.value)):
            yield constant.lineno, str(constant.value)


def absolute(node: ast.ImportFrom, path: Path, package: Path) -> str:
    if not node.level:
        return node.module or ""
    parts = [*path.relative_to(package.parent).parts[: -node.level], *filter(None, [node.module])]
    return ".".join(parts)


def is_module(name: str, package: Path) -> bool:
    path = package.parent.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def forbidden(package: Path) -> list[str]:
    """Every import that the table does not allow, as `file:line: what, and what is allowed`."""
    wrong = []
    for path in modules(package):
        own = name_of(path, package)
        room = room_of(own)
        if not room:
            allowed = FRONT
        elif room in ALLOWED:
            allowed = ALLOWED[room] | {room}
        else:
            wrong.append(f"{path}:1: the room {room!r} is not in the import table")
            continue
        for line, name in imports(path, package):
            if name.split(".")[0] == "docgen" and name != "docgen" and not within(name, allowed):
                wrong.append(f"{path}:{line}: {room or 'docgen'} imports {name}; allowed are {sorted(allowed)}")
    return wrong


def within(name: str, allowed: set[str]) -> bool:
    inner = name.removeprefix("docgen.")
    return any(inner == prefix or inner.startswith(f"{prefix}.") for prefix in allowed)


def test_every_room_imports_only_what_the_table_allows() -> None:
    assert forbidden(PACKAGE) == []


@pytest.mark.parametrize(
    ("module", "source", "caught"),
    [
        ("render/pdf.py", "from docgen.case import Zaak", "render imports docgen.case"),
        ("render/pdf.py", "def f():\n    import docgen.rules.outcome", "render imports docgen.rules.outcome"),
        ("render/pdf.py", "if TYPE_CHECKING:\n    from docgen import case", "render imports docgen.case"),
        ("render/pdf.py", "from docgen.text import assemble", "render imports docgen.text"),
        ("render/pdf.py", "from ..rules import outcome", "render imports docgen.rules.outcome"),
        ("render/pdf.py", "importlib.import_module('docgen.law')", "render imports docgen.law"),
        ("render/pdf.py", "from docgen.text.document import Block", ""),
        ("render/pdf.py", "from docgen.text import document", ""),
        ("render/pdf.py", '"""See docgen.case."""', ""),
        ("nl/dates.py", "from docgen.errors import fault", "nl imports docgen.errors"),
        ("case/zaak.py", "from docgen import nl, errors", ""),
        ("rules/x.py", "from docgen import text", "rules imports docgen.text"),
        ("cellar/x.py", "", "'cellar' is not in the import table"),
        ("new.py", "", "'new' is not in the import table"),
    ],
)
def test_a_forbidden_import_is_caught(tmp_path: Path, module: str, source: str, caught: str) -> None:
    package = tmp_path / "docgen"
    for room in (*ALLOWED, "text/document", "text/assemble", "rules/outcome"):
        target = package / (room if "/" in room else f"{room}/__init__")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_suffix(".py").write_text("")
    path = package / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(source)
    found = forbidden(package)
    if caught:
        assert len(found) == 1
        assert found[0].startswith(f"{path}:")
        assert caught in found[0]
    else:
        assert found == []


def test_a_module_and_a_function_stay_small_enough_to_read() -> None:
    wrong = []
    for path in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MODULE_LINES:
            wrong.append(f"{path}: {lines} lines; is it really one thing?")
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION_LINES:
                wrong.append(f"{path}:{node.lineno}: {node.name} has {length(node)} lines")
    assert wrong == []


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the documentation."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_dangerous_library_is_called_in_one_place(library: str) -> None:
    wrong = [
        f"{path}:{line}: {library} belongs in docgen/{ONLY_IN[library]}"
        for path in modules()
        for line, name in imports(path, PACKAGE)
        if name.split(".")[0] == library and not path.relative_to(PACKAGE).match(ONLY_IN[library])
    ]
    assert wrong == []


def test_only_the_deliveries_read_the_clock() -> None:
    wrong = []
    for path in modules():
        if any(path.relative_to(PACKAGE).match(pattern) for pattern in CLOCK_ALLOWED):
            continue
        wrong += [f"{path}:{line}: time is an argument (peildatum)" for line in clock_reads(parsed(path))]
    assert wrong == []


def clock_reads(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            of_time = isinstance(node.value, ast.Name) and node.value.id == "time"
            if node.attr in {"today", "now", "utcnow"} or (of_time and node.attr not in {"monotonic", "sleep"}):
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield node.lineno


@pytest.mark.parametrize("source", ["dt.date.today()", "datetime.now(UTC)", "time.time()", "from time import time"])
def test_reading_the_clock_is_caught(source: str) -> None:
    assert list(clock_reads(ast.parse(source))) == [1]


def test_no_module_names_a_region_or_an_agreement() -> None:
    wrong = [f"{path}:{line}: {text!r} belongs in the law data" for path in modules() for line, text in regions(path)]
    assert wrong == []


def regions(path: Path) -> Iterator[tuple[int, str]]:
    # A sentence or a citation may name a region; a word to compare with may not.
    for constant in strings(parsed(path)):
        text = str(constant.value)
        if " " not in text and REGIONS.search(text.casefold()):
            yield constant.lineno, text


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("if regeling == 'friesland-2022': pass", True),
        ("match regio:\n    case 'Alkmaar': pass", True),
        ("naam.startswith('noordoostpolder')", True),
        ("bron = 'Convenant Weer Thuis in Friesland, art. 3'", False),
        ("def f():\n    '''friesland-2022'''", False),
    ],
)
def test_a_comparison_with_a_region_is_caught(tmp_path: Path, source: str, caught: bool) -> None:
    path = tmp_path / "x.py"
    path.write_text(source)
    assert bool(list(regions(path))) == caught


def test_every_library_that_is_imported_is_a_pinned_dependency_and_the_other_way_round() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    declared = {re.split(r"[=<>!\[]", line)[0] for line in lines}
    assert all("==" in line for line in lines)
    tops = {name.split(".")[0] for path in modules() for _, name in imports(path, PACKAGE)}
    tops -= {*sys.stdlib_module_names, "docgen"}
    owners = packages_distributions()
    used = {re.sub(r"[-_.]+", "-", owners[top][0]).lower() for top in tops}
    # tzdata is read by the standard library, on a machine without time zones; psycopg by SQLAlchemy, for PostgreSQL.
    used |= {"tzdata", "psycopg"}
    assert (used - declared, declared - used) == (set(), set()), "imported but not declared; declared but not imported"
