"""Tidies the tag tree that WeasyPrint makes.

Running heads and feet become artifacts (a screen reader would read them on every
page), and a table that runs over several pages becomes one table again, its
repeated head an artifact: the tree then holds the words of the body and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docgen.errors import fault


@dataclass
class _Tree:
    """The objects of one pydyf PDF, seen as a tag tree."""

    pdf: Any
    root: Any = None
    heads: dict[bytes, Any] = field(default_factory=dict)
    """Per head cell the table that it stands in first."""

    def get(self, reference: Any) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, element: Any) -> list[Any]:
        """The elements right under this one."""
        return [self.get(kid) for kid in element.get("K", ()) if isinstance(kid, bytes)]

    def walk(self, element: Any) -> Iterator[Any]:
        yield element
        for kid in self.kids(element):
            if kid.get("Type") == "/StructElem":
                yield from self.walk(kid)

    def found(self, element: Any, tag: str) -> list[Any]:
        return [one for one in self.walk(element) if one["S"] == f"/{tag}"]


def tidy(pdf: Any) -> None:
    """Repair the tag tree of a pydyf PDF in place. Raises RenderFault when there is none."""
    tree = _Tree(pdf)
    root = tree.get(pdf.catalog["StructTreeRoot"])
    tree.root = tree.get(root["K"][0])
    for table in tree.found(tree.root, "Table"):
        _join(tree, table)
    reachable = {id(element) for element in tree.walk(tree.root)}
    loose = [
        item
        for item in pdf.objects
        if isinstance(item, dict) and item.get("Type") == "/StructElem" and id(item) not in reachable
    ]
    _to_artifacts(tree, tree.get(root["ParentTree"]), loose)


def _join(tree: _Tree, table: Any) -> None:
    """Give the rows of a continued table to the table that it continues, and let go of its head."""
    cells = tree.found(table, "TH")
    key = bytes(cells[0]["ID"].data) if cells else b""
    first = tree.heads.setdefault(key, table)
    if first is table or not key:
        return
    body = tree.found(first, "TBody")[0]
    for part in tree.found(table, "TBody"):
        for row in tree.kids(part):
            row["P"] = body.reference
            body["K"].append(row.reference)
        part["K"].clear()
    _remove(tree, table)


def _remove(tree: _Tree, element: Any) -> None:
    """Take an element out of its parent, and the parent too when nothing is left in it."""
    parent = tree.get(element["P"])
    parent["K"].remove(element.reference)
    if not parent["K"] and parent is not tree.root:
        _remove(tree, parent)


def _to_artifacts(tree: _Tree, parent_tree: Any, loose: list[Any]) -> None:
    """Make artifacts of the content that no element of the tree holds any more."""
    numbers = dict(zip(parent_tree["Nums"][::2], parent_tree["Nums"][1::2], strict=True))
    pages = [tree.pdf.objects[number] for number in tree.pdf.pages["Kids"][::3]]
    for element in loose:
        for mcid in (kid for kid in element["K"] if isinstance(kid, int)):
            index = next(i for i, page in enumerate(pages) if page.reference == element["Pg"])
            numbers[index][mcid] = "null"
            _mark(tree.get(pages[index]["Contents"]).stream, mcid)
    for element in loose:
        element.clear()


def _mark(stream: list[Any], mcid: int) -> None:
    for position, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") == mcid:
            stream[position - 1] = b"/Artifact"
            stream[position] = b"<</Type /Pagination>>"
            return
    raise fault("MAAK-007", wat="de structuur")
