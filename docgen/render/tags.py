"""Tidies the tag tree that WeasyPrint makes.

Running heads and feet become artifacts (a screen reader would read them on every
page), and a table that runs over several pages becomes one table again, its
repeated head an artifact: the tree then holds the words of the body and no other.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from docgen.errors import fault


@dataclass
class _Tree:
    """The objects of one pydyf PDF, seen as a tag tree."""

    pdf: Any
    root: Any = None

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


def tidy(pdf: Any, continued: Container[int]) -> None:
    """Repair the tag tree of a pydyf PDF in place.

    `continued` holds the pages (from 0) that begin with the rest of the table of the page before.
    """
    tree = _Tree(pdf)
    structure = tree.get(pdf.catalog["StructTreeRoot"])
    tree.root = tree.get(structure["K"][0])
    _join_tables(tree, continued)
    reachable = {id(element) for element in tree.walk(tree.root)}
    loose = [
        item
        for item in pdf.objects
        if isinstance(item, dict) and item.get("Type") == "/StructElem" and id(item) not in reachable
    ]
    _to_artifacts(tree, tree.get(structure["ParentTree"]), loose)


def _join_tables(tree: _Tree, continued: Container[int]) -> None:
    pages = {reference: index for index, reference in enumerate(tree.pdf.page_references)}
    last, page = None, -1
    for table in [element for element in tree.walk(tree.root) if element["S"] == "/Table"]:
        first_here = pages[table["Pg"]] > page
        page = pages[table["Pg"]]
        if last is not None and first_here and page in continued:
            _join(tree, last, table)
        else:
            last = table


def _join(tree: _Tree, table: Any, rest: Any) -> None:
    """Give the rows of the rest of a table to the table, and let go of the repeated head."""
    body = tree.found(table, "TBody")[0]
    heads = [cell["ID"] for cell in tree.found(table, "TH")]
    for part in tree.found(rest, "TBody"):
        for row in tree.kids(part):
            row["P"] = body.reference
            body["K"].append(row.reference)
            for cell, head in zip(tree.found(row, "TD"), heads, strict=True):
                cell["A"]["Headers"][:] = [head]
        part["K"].clear()
    _remove(tree, rest)


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
