"""Assembling a packet: our way against pypdf append with stamps and an attachment, on the same parts in one run.

Six contracts, their tagged pages made beforehand; measured is what happens from finished
PDFs to one packet with bookmarks, a stamp per page and one embedded file. In ours the
child process is left out (it costs a start, whatever the size), so that like is compared
with like; the tag tree that ours keeps and the evidence that it fills in are in its time.
"""

from __future__ import annotations

import datetime as dt
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pypdf

from docgen import service
from docgen.packet import bewijs
from docgen.packet.bind import Bijlage, Deel, _bind
from docgen.render import pdf

ROOT = Path(__file__).parents[1]
DAY = dt.date(2026, 11, 22)
PARTS = 6


def table(times: int = 7) -> list[str]:
    """The table, and both ratios; lines of Markdown."""
    subject = service.load(ROOT / "fixtures" / "cases" / "friesland-driepartijen.json")
    (contract,) = service.assemble(subject, ["driepartijenovereenkomst"], DAY)
    laid = [pdf.lay_out(contract, name=f"d{n}") for n in range(PARTS)]
    whole = pdf.write(laid)
    loose = [pdf.write([part]) for part in laid]
    pages = laid[0].pages
    stamps = [_stamp(n + 1, pages * PARTS) for n in range(pages * PARTS)]
    evidence = bewijs.build({"zaaknummer": "X"}, (), [])
    delen = tuple(Deel(f"Deel {n + 1}", f"Pakketbijlage {n + 1} van {PARTS}", pages) for n in range(PARTS))
    attached = (Bijlage("origineel.pdf", loose[0], "Origineel"),)

    def ours() -> bytes:
        return bewijs.fill(_bind(whole, delen, attached, evidence, "D:20261122000000+01'00'"), evidence)

    def theirs() -> bytes:
        writer = pypdf.PdfWriter()
        for n, data in enumerate(loose):
            writer.append(io.BytesIO(data), outline_item=f"Deel {n + 1}")
        for page, mark in zip(writer.pages, stamps, strict=True):
            page.merge_page(mark)
        writer.add_attachment("origineel.pdf", loose[0])
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    results = {name: _measured(way, times) for name, way in (("docgen", ours), ("pypdf", theirs))}
    fast, small = (results["pypdf"][n] / results["docgen"][n] for n in (0, 1))
    lines = ["| way | ms | bytes |", "|---|---|---|"]
    lines += [f"| {name} | {taken:.0f} | {size:,} |" for name, (taken, size) in results.items()]
    return [
        *lines,
        "",
        f"{PARTS} contracts, {pages * PARTS} pages, one embedded file: {fast:.1f} × as fast as pypdf (aim ≥ 5), "
        f"at 1/{small:.1f} of its bytes (aim ≤ 1/3).",
    ]


def _measured(way: Callable[[], bytes], times: int) -> tuple[float, int]:
    taken, size = [], 0
    for _ in range(times):
        start = time.perf_counter()
        size = len(way())
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken), size


def _stamp(number: int, total: int) -> pypdf.PageObject:
    """One page with a line of text, as one makes a stamp for pypdf."""
    content = f"BT /F1 7 Tf 40 822 Td (Pakketbijlage, bladzijde {number} van {total}) Tj ET".encode()
    font = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Font"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Type1"),
            pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject("/Helvetica"),
        }
    )
    page = pypdf.PageObject.create_blank_page(width=595, height=842)
    fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): font})
    page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
        {pypdf.generic.NameObject("/Font"): fonts}
    )
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(content)
    page[pypdf.generic.NameObject("/Contents")] = stream
    return page
