"""Puts the field of the seal in the structure tree of a tagged packet, so that it is read aloud where it stands."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name


def tag(writer: Any, name: str, about: str) -> None:
    """Give a signature field its place in the structure tree, behind the rest of the cover.

    A packet without a structure tree stays without one.

    Args:
        writer: The incremental writer of pyHanko, in which the field was just made.
        name: Name of the field.
        about: What it is, for who cannot see it.
    """
    from pyhanko.sign.fields import enumerate_sig_fields

    if "/StructTreeRoot" not in writer.root:
        return
    ((_, _, reference),) = enumerate_sig_fields(writer, with_name=name)
    field = reference.get_object()
    page = field.raw_get("/P")
    tree = writer.root["/StructTreeRoot"]
    parent = _document(writer.root.raw_get("/StructTreeRoot"), page)
    widget = _dictionary(Type=pdf_name("/OBJR"), Obj=reference, Pg=page)
    placed = writer.add_object(
        _dictionary(
            Type=pdf_name("/StructElem"),
            S=pdf_name("/Form"),
            P=parent,
            Pg=page,
            Alt=generic.TextStringObject(about),
            K=widget,
        )
    )
    _insert(writer, parent.get_object(), page, placed)
    number = _next_number(tree)
    _enter(writer, tree, number, placed)
    field[pdf_name("/StructParent")] = _number(number)
    page.get_object()[pdf_name("/Tabs")] = pdf_name("/S")
    writer.update_container(page.get_object())


def _dictionary(**entries: Any) -> Any:
    make: Any = generic.DictionaryObject
    return make({pdf_name(f"/{key}"): value for key, value in entries.items()})


def _number(value: int) -> Any:
    make: Any = generic.NumberObject
    return make(value)


def _document(tree: Any, page: Any) -> Any:
    """Return the reference to the document that the cover belongs to; the root of the tree when there is none."""
    documents = [one for one in _children(tree.get_object()) if _kind(one) == "/Document"]
    here = [one for one in documents if _begins_on(one) == page.reference]
    return here[-1] if here else tree


def _kind(reference: Any) -> str:
    node = reference.get_object()
    return str(node.get("/S", "")) if isinstance(node, generic.DictionaryObject) else ""


def _children(node: Any) -> list[Any]:
    """Return the children of a node as they are written: one, or a list of them."""
    if "/K" not in node:
        return []
    held = node.raw_get("/K")
    listed = held.get_object()
    return [listed.raw_get(i) for i in range(len(listed))] if isinstance(listed, generic.ArrayObject) else [held]


def _insert(writer: Any, parent: Any, page: Any, placed: Any) -> None:
    """Insert an element behind the last one that begins on its page."""
    children = _children(parent)
    before = [index for index, child in enumerate(children) if _begins_on(child) == page.reference]
    children.insert(before[-1] + 1 if before else len(children), placed)
    parent[pdf_name("/K")] = generic.ArrayObject(children)
    writer.update_container(parent)


def _begins_on(child: Any, depth: int = 20) -> Any:
    """Return the reference to the page on which an element begins; None when it does not say."""
    node = child.get_object()
    if not isinstance(node, generic.DictionaryObject) or not depth:
        return None
    if "/Pg" in node:
        return node.raw_get("/Pg").reference
    return next((page for one in _children(node) if (page := _begins_on(one, depth - 1))), None)


def _next_number(tree: Any) -> int:
    """Return the first number that is free in the parent tree."""
    numbers = [int(tree.get("/ParentTreeNextKey", 0))]
    waiting = [tree["/ParentTree"]] if "/ParentTree" in tree else []
    while waiting:
        node = waiting.pop()
        listed, kids = node.get("/Nums", []), node.get("/Kids", [])
        # By index: only so does pyHanko look through a reference.
        numbers += [int(listed[index]) + 1 for index in range(0, len(listed), 2)]
        waiting += [kids[index] for index in range(len(kids))]
    return max(numbers)


def _enter(writer: Any, tree: Any, number: int, placed: Any) -> None:
    """Enter an element in the parent tree under a number that is higher than all others."""
    entry = [_number(number), placed]
    if "/ParentTree" not in tree:
        tree[pdf_name("/ParentTree")] = _dictionary(Nums=generic.ArrayObject())
    numbers = tree["/ParentTree"]
    if "/Kids" in numbers:
        limits = generic.ArrayObject([_number(number), _number(number)])
        leaf = _dictionary(Limits=limits, Nums=generic.ArrayObject(entry))
        numbers["/Kids"].append(writer.add_object(leaf))
        writer.update_container(numbers["/Kids"])
    else:
        numbers["/Nums"].extend(entry)
        writer.update_container(numbers["/Nums"])
    tree[pdf_name("/ParentTreeNextKey")] = _number(number + 1)
    writer.update_container(numbers)
    writer.update_container(tree)
