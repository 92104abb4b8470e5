"""Settles the XML of a Word body: what a layout in Word cannot say by itself.

Widths of columns, heads that repeat, rows that do not break, amounts to the right,
and what must stay together on a page.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from lxml import etree

from docgen.errors import fault
from docgen.render.view import Item, View

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{NS}}}"

TABLE, SIGNATURES = "Docgentabel", "Docgenhandtekening"
"""Ids of the table styles by which a layout says which table is which."""

_ROOM = "190"
"""Between a table and the text after it, in twentieths of a point."""
_AMOUNT = {"Tabelcel": "Tabelbedrag", "Tabelkop": "Tabelkopbedrag"}
_MARGIN = {"Tabelcel": "Tabelkantlijn"}
_P, _TBL = f"{_W}p", f"{_W}tbl"
_SENTENCES = ("Alinea", "Lid", "Onderdeel")
"""Styles of a sentence that may introduce a table."""
_LEADS = {
    "Onderdeel": ("Lid", "Alinea"),
    "Punt": ("Lid", "Alinea", "Onderdeel"),
    "Alinea": ("Briefondertekening", "Briefnamens"),
    "Schrijflijn": ("Schrijflijn",),
    "Optie": ("Optie",),
}
"""Per style: the styles before it that stay with it: a sentence that introduces a list, more of the same row, and
the signature of a letter with its copies under it."""


def parse(xml: str) -> Any:
    """Parse what a layout gave, strictly: what is no good XML is an error, never mended."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    try:
        return etree.fromstring(xml.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise fault("MAAK-008", wat="een teken of het sjabloon breekt de opmaak") from error


def write(root: Any) -> bytes:
    """Write XML as Word writes it."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def is_body(root: Any) -> bool:
    """Tell whether this is the body, and not a head or foot."""
    return bool(root.tag == f"{_W}document")


def settle(root: Any, seen: View, layout: str) -> None:
    """Settle tables and page breaks in place. Raises TemplateFault when the layout lacks a table."""
    body = root.find(f"{_W}body")
    width = _line_width(body)
    _close_up(body)
    for style, items in (
        (TABLE, [item for item in seen.items if item.head]),
        (SIGNATURES, [item for item in seen.items if item.cards]),
    ):
        tables = [table for table in body.iter(f"{_W}tbl") if _style(table, "tbl") == style]
        if len(tables) != len(items):
            raise fault("LAYOUT-004", layout=layout, wat=f"een tabel met de stijl {style}")
        for table, item in zip(tables, items, strict=True):
            (_settle_table if style == TABLE else _settle_signatures)(table, item, width)
    _keep_lead_ins(body)
    _keep_slip(body)


def _line_width(body: Any) -> int:
    """Width of the line in twentieths of a point, from the last section."""
    section = body.find(f"{_W}sectPr")
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    return int(size.get(f"{_W}w")) - int(margins.get(f"{_W}left")) - int(margins.get(f"{_W}right"))


def _settle_table(table: Any, item: Item, line: int) -> None:
    widths = [line * cell.width // 100 for cell in item.head]
    widths[-1] += line - sum(widths)
    _set_widths(table, widths)
    rows = table.findall(f"{_W}tr")
    for number, row in enumerate(rows):
        settings = _settings(row, "trPr")
        _flag(settings, "cantSplit")
        if number == 0:
            _flag(settings, "tblHeader")
        cells = row.findall(f"{_W}tc")
        for cell, seen in zip(cells, item.head, strict=True):
            if seen.amount:
                _restyle(cell, _AMOUNT)
        if item.margin:
            _restyle(cells[-1], _MARGIN)
        _flush(_settings(cells[-1], "tcPr"))
    _keep_rows(rows[:-1] if item.together else rows[:1])


def _settle_signatures(table: Any, item: Item, line: int) -> None:
    columns = max(len(pair) for pair in item.pairs)
    _set_widths(table, [line // 2] * columns)
    rows = table.findall(f"{_W}tr")
    for row in rows:
        _flag(_settings(row, "trPr"), "cantSplit")
        if columns == 2 and len(row.findall(f"{_W}tc")) == 1:
            cell = etree.SubElement(row, f"{_W}tc")
            width = etree.SubElement(_settings(cell, "tcPr"), f"{_W}tcW")
            width.set(f"{_W}w", str(line // 2))
            width.set(f"{_W}type", "dxa")
            etree.SubElement(cell, f"{_W}p")
    _keep_rows(rows[:-1])
    _keep_before(table)


def _set_widths(table: Any, widths: list[int]) -> None:
    settings = _settings(table, "tblPr")
    for tag in ("tblW", "tblLayout"):
        for old in settings.findall(f"{_W}{tag}"):
            settings.remove(old)
    total = etree.Element(f"{_W}tblW")
    total.set(f"{_W}w", str(sum(widths)))
    total.set(f"{_W}type", "dxa")
    fixed = etree.Element(f"{_W}tblLayout")
    fixed.set(f"{_W}type", "fixed")
    _insert(settings, total, ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize"))
    _insert(settings, fixed, ("tblStyle", "tblpPr", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd"))
    grid = table.find(f"{_W}tblGrid")
    grid.clear()
    for width in widths:
        etree.SubElement(grid, f"{_W}gridCol").set(f"{_W}w", str(width))
    for row in table.findall(f"{_W}tr"):
        for cell, width in zip(row.findall(f"{_W}tc"), widths, strict=False):
            _set_cell_width(_settings(cell, "tcPr"), width)


def _flush(settings: Any) -> None:
    """Let the last cell of a row end where the line ends."""
    margins = etree.Element(f"{_W}tcMar")
    right = etree.SubElement(margins, f"{_W}right")
    right.set(f"{_W}w", "0")
    right.set(f"{_W}type", "dxa")
    _insert(settings, margins, ("cnfStyle", "tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap"))


def _set_cell_width(settings: Any, width: int) -> None:
    for old in settings.findall(f"{_W}tcW"):
        settings.remove(old)
    own = etree.Element(f"{_W}tcW")
    own.set(f"{_W}w", str(width))
    own.set(f"{_W}type", "dxa")
    _insert(settings, own, ("cnfStyle",))


def _insert(parent: Any, child: Any, after: tuple[str, ...]) -> None:
    """Put a child behind those that the schema wants before it."""
    position = 0
    for index, sibling in enumerate(parent):
        if etree.QName(sibling).localname in after:
            position = index + 1
    parent.insert(position, child)


def _settings(element: Any, tag: str) -> Any:
    """Return the settings of a table, row, cell or paragraph: its first child, made when absent."""
    found = element.find(f"{_W}{tag}")
    if found is None:
        found = etree.Element(f"{_W}{tag}")
        element.insert(0, found)
    return found


def _flag(settings: Any, tag: str) -> None:
    if settings.find(f"{_W}{tag}") is None:
        etree.SubElement(settings, f"{_W}{tag}")


_STYLE = {kind: (f"{_W}{kind}Pr", f"{_W}{kind}Style") for kind in ("p", "tbl")}
_VAL = f"{_W}val"


def _style(element: Any, kind: str) -> str:
    """Return the style id of a paragraph ("p") or table ("tbl")."""
    settings, name = _STYLE[kind]
    # Not by a path: this is asked of every paragraph, several times.
    for own in element.iterchildren(settings):
        for style in own.iterchildren(name):
            return str(style.get(_VAL))
    return ""


def _restyle(cell: Any, styles: Mapping[str, str]) -> None:
    """Give the paragraphs of a cell the style that stands for theirs in this column."""
    for style in cell.iterfind(f"{_W}p/{_W}pPr/{_W}pStyle"):
        style.set(f"{_W}val", styles.get(style.get(f"{_W}val"), style.get(f"{_W}val")))


def _keep(paragraph: Any) -> None:
    """Keep a paragraph on the page of the next one."""
    settings = _settings(paragraph, "pPr")
    if settings.find(f"{_W}keepNext") is None:
        _insert(settings, etree.Element(f"{_W}keepNext"), ("pStyle",))


def _keep_rows(rows: list[Any]) -> None:
    for row in rows:
        for paragraph in row.iter(f"{_W}p"):
            _keep(paragraph)


def _keep_before(signatures: Any) -> None:
    """Keep the last two paragraphs before the signatures with them, whole; of a table its last row.

    A heading takes along the paragraph above it.
    """
    before = signatures.getprevious()
    kept, heading = 0, False
    while kept < 2 or heading:
        if before is None or before.tag != f"{_W}p":
            break
        _keep(before)
        kept, heading = kept + 1, _style(before, "p").startswith("Heading")
        settings = _settings(before, "pPr")
        if settings.find(f"{_W}keepLines") is None:
            _insert(settings, etree.Element(f"{_W}keepLines"), ("pStyle", "keepNext"))
        before = before.getprevious()
    else:
        return
    if before is not None and before.tag == f"{_W}tbl":
        _keep_rows(before.findall(f"{_W}tr")[-1:])


def _close_up(body: Any) -> None:
    """Give the paragraph after a table room of its own, instead of an empty line.

    For LibreOffice 7.4 an empty line after a table cuts the next heading loose from its text.
    """
    for table in body.findall(f"{_W}tbl"):
        empty = table.getnext()
        following = None if empty is None else empty.getnext()
        if following is None or following.tag != f"{_W}p" or _style(empty, "p") != "Witregel":
            continue
        body.remove(empty)
        if not _style(following, "p").startswith("Heading"):
            room = etree.Element(f"{_W}spacing")
            room.set(f"{_W}before", _ROOM)
            _insert(_settings(following, "pPr"), room, ("pStyle", "keepNext"))


def _keep_slip(body: Any) -> None:
    """Keep together what the reader of a letter sends back: what stands under a heading after its signature."""
    signed = slip = False
    for element in body:
        style = _style(element, "p") if element.tag == _P else ""
        signed = signed or style == "Briefondertekening"
        slip = slip or (signed and style == "Heading1")
        if slip and element.getnext() is not None and element.getnext().tag != f"{_W}sectPr":
            for paragraph in element.iter(f"{_W}p"):
                _keep(paragraph)


def _keep_lead_ins(body: Any) -> None:
    """Keep a sentence that introduces a list or a table with it."""
    elements = [(element, _style(element, "p") if element.tag == _P else "") for element in body]
    for (paragraph, own), (following, after) in itertools.pairwise(elements):
        if paragraph.tag != _P:
            continue
        if after == "Briefondertekening":
            _keep_before(following)
        leads = own in (_SENTENCES if following.tag == _TBL else _LEADS.get(after, ()))
        if leads:
            _keep(paragraph)
