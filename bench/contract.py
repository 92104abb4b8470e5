"""Our PDF and DOCX beside what somebody would build in an afternoon: interleaved, on the real contract.

Each round sets the same contract in every way once, so that what else the machine does meets all
ways alike. Time is processor time of this process and of those that it started: unlike time on the
clock it hardly moves on a busy machine. In each of the two processes the same runs at once.
"""

from __future__ import annotations

import datetime as dt
import io
import multiprocessing
import re
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from docgen import render, service
from docgen.render import fonts, html
from docgen.render.view import view

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "fixtures" / "cases" / "friesland-driepartijen.json"
NAME = "driepartijenovereenkomst"
DAY = dt.date(2026, 11, 22)
PROCESSES = 2
BATCHED = 10
"""Documents in one call of soffice."""


@cache
def contract() -> service.Document:
    """The contract, assembled: what all ways start from."""
    return service.assemble(service.load(CASE), (NAME,), DAY)[0]


def our_pdf() -> bytes:
    """PDF/A-3a and PDF/UA-1, with page furniture, checked."""
    return render.to_pdf(contract())


def our_docx() -> bytes:
    """The compiled layout."""
    return render.to_docx(contract())


def naive_pdf() -> bytes:
    """The same page, style and letters, given to WeasyPrint as its introduction shows: a plain PDF."""
    import weasyprint

    faces = (ROOT / "templates" / "layouts" / "fonts.css").read_text(encoding="utf-8")
    faces = re.sub(r'asset:([^"]+)', lambda found: fonts.path_of(found[1]).as_uri(), faces)
    page = html.to_html(contract()).replace("</head>", f"<style>{faces}</style></head>", 1)
    data: bytes = weasyprint.HTML(string=page).write_pdf()
    return data


def naive_docx() -> bytes:
    """The same layout, given to docxtpl as its introduction shows."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(ROOT / "templates" / "layouts" / "contract.docx")
    template.render({"doc": view(contract())}, autoescape=True)
    file = io.BytesIO()
    template.save(file)
    return file.getvalue()


def office(count: int) -> Callable[[], bytes]:
    """`count` files of docxtpl, made PDF by one call of soffice, in a profile of its own: two cannot share one."""

    def convert() -> bytes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            files = [folder / f"{number}.docx" for number in range(count)]
            for file in files:
                file.write_bytes(naive_docx())
            command = ["soffice", f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--convert-to", "pdf"]
            subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True)
            return (folder / "0.pdf").read_bytes()

    return convert


@cache
def _profile() -> Path:
    return Path(tempfile.mkdtemp(prefix="docgen-bench-"))


@dataclass
class Way:
    """One way to set the contract.

    Attributes:
        name: What it is called in the table.
        make: Sets it.
        documents: How many documents one call makes.
        every: It is done in one of so many rounds: the slow ones need not be done as often.
        taken: Processor time per document, in ms.
        size: Bytes of one file.
    """

    name: str
    make: Callable[[], bytes]
    documents: int = 1
    every: int = 1
    taken: list[float] = field(default_factory=list)
    size: int = 0


def ways() -> list[Way]:
    """All ways, in the order of the table."""
    return [
        Way("docgen PDF (A-3a, UA-1)", our_pdf),
        Way("WeasyPrint, naive loop (plain PDF)", naive_pdf),
        Way("docxtpl + one soffice per document", office(1), every=3),
        Way(f"docxtpl + one soffice per {BATCHED}", office(BATCHED), BATCHED, every=5),
        Way("docgen DOCX", our_docx),
        Way("docxtpl, naive loop (DOCX)", naive_docx),
    ]


def _spent() -> float:
    """Processor time of this process and of those that it waited for, in ms."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return 1000 * (own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime)


def measure(rounds: int) -> dict[str, tuple[list[float], int]]:
    """One process: every way in turn; returns times and size per way."""
    render.warm()
    found = ways()
    for way in found:
        way.size = len(way.make())
    for number in range(rounds):
        for way in found:
            if number % way.every:
                continue
            before = _spent()
            way.make()
            way.taken.append((_spent() - before) / way.documents)
    return {way.name: (way.taken, way.size) for way in found}


def table(rounds: int) -> list[str]:
    """The table, and the ratios that matter; lines of Markdown."""
    start = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        halves = pool.map(measure, [rounds] * PROCESSES)
    middle = {name: statistics.median([t for half in halves for t in half[name][0]]) for name in halves[0]}
    lines = ["| way | ms of processor per document | least | × | bytes | measured |", "|---|---|---|---|---|---|"]
    names = list(middle)
    for name in names:
        base = middle[names[0] if "DOCX" not in name else names[4]]
        taken = [t for half in halves for t in half[name][0]]
        lines.append(
            f"| {name} | {middle[name]:.1f} | {min(taken):.1f} | {middle[name] / base:.2f} "
            f"| {halves[0][name][1]:,} | {len(taken)} |"
        )
    pdf, plain, single, batched, docx, naive = (middle[name] for name in names)
    lines += [
        "",
        f"PDF: {plain / pdf:.2f} × the naive plain loop (aim ≥ 1.0), {single / pdf:.1f} × one `soffice` per document "
        f"(aim ≥ 4), {batched / pdf:.2f} × batched `soffice`. DOCX: {naive / docx:.1f} × naive docxtpl (aim ≥ 10). "
        f"× is the time of docgen in the same format. {PROCESSES} processes, {time.monotonic() - start:.0f} s.",
    ]
    return lines
