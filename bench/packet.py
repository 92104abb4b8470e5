"""Assembling a packet: our way against pypdf append with stamps and an attachment, on the same parts in one run.

    python bench/packet.py [times]

Six contracts, their tagged pages made beforehand; measured is what happens from finished
PDFs to one packet with bookmarks, a stamp per page and one embedded file. In ours the
child process is left out (it costs a start, whatever the size), so that like is compared
with like; the tag tree that ours keeps and the evidence that it fills in are in its time.
"""

from __future__ import annotations

import datetime as dt
import io
import statistics
import sys
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


def main(times: int = 7) -> None:
    """Print milliseconds and bytes of both ways."""
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

    print(f"{PARTS} contracts, {pages * PARTS} pages")
    results = {name: _measured(way, times) for name, way in (("docgen", ours), ("pypdf", theirs))}
    for name, (milliseconds, size) in results.items():
        print(f"{name:<8}{milliseconds:>9.1f} ms {size:>12,} bytes")
    fast, small = (results["pypdf"][n] / results["docgen"][n] for n in (0, 1))
    print(f"docgen is {fast:.1f} times as fast, at 1/{small:.1f} of the bytes")


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


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
