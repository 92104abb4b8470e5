"""What a PDF can do by itself: found in any object, and taken out.

Every object of the file is looked at once, reachable or not, so a loop in the file
is no loop here.
Bron: security.md of the project, T16 and section 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SCRIPT = "scripts (JavaScript)"
FOREIGN = "verwijzingen naar een ander bestand"
MEDIA = "geluid, film of 3D"
BY_ITSELF = "opdrachten die vanzelf starten"
OTHER = "opdrachten die de pagina veranderen"
FILES = "ingesloten bestanden"

ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": "opdrachten om een programma te starten",
    "/SubmitForm": "opdrachten om gegevens te versturen",
    "/ImportData": "opdrachten om gegevens in te lezen",
    "/GoToR": FOREIGN,
    "/GoToE": FOREIGN,
    "/Thread": FOREIGN,
    "/Rendition": MEDIA,
    "/RichMediaExecute": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/GoTo3DView": MEDIA,
    "/Hide": OTHER,
    "/ResetForm": OTHER,
    "/SetOCGState": OTHER,
    "/Trans": OTHER,
}
"""Actions that a bound copy must not have. What stays: a jump within the file, and a link to the web."""

KEYS = {
    "/JS": SCRIPT,
    "/JavaScript": SCRIPT,
    "/AA": BY_ITSELF,
    "/RichMediaContent": MEDIA,
    "/EmbeddedFiles": FILES,
    "/EF": FILES,
}
"""Keys that are active wherever they stand; in a copy they go."""

SILENT = ("/OpenAction", "/AF", "/Collection", "/AcroForm", "/Perms", "/DSS", "/ByteRange", "/FFilter", "/Requirements")
"""Keys that go from a copy too, but of which the presence alone says nothing."""

ANNOTATIONS = {
    "/RichMedia": MEDIA,
    "/Movie": MEDIA,
    "/Screen": MEDIA,
    "/Sound": MEDIA,
    "/3D": MEDIA,
    "/FileAttachment": FILES,
}
"""Annotations that a bound copy must not have, besides fields."""

LINKS = ("http:", "https:", "mailto:", "tel:")
"""Where a link may lead."""


def kinds(pdf: Any) -> tuple[str, ...]:
    """Name, sorted, what an open pikepdf PDF holds that does something by itself."""
    return tuple(sorted({kind for item in dictionaries(pdf) for kind in _kinds_of(item)}))


def files(pdf: Any) -> int:
    """Count the files embedded in an open pikepdf PDF."""
    return sum("/EF" in item for item in dictionaries(pdf))


def signatures(pdf: Any) -> int:
    """Count the dictionaries in an open pikepdf PDF that are, or say to be, a digital signature."""
    return sum("/ByteRange" in item and "/Contents" in item for item in dictionaries(pdf))


def layers(pdf: Any) -> bool:
    """Tell whether an open pikepdf PDF has layers that can be hidden."""
    import pikepdf

    found = pdf.Root.get("/OCProperties")
    groups = found.get("/OCGs") if isinstance(found, pikepdf.Dictionary) else None
    return isinstance(groups, pikepdf.Array) and len(groups) > 0


def dictionaries(pdf: Any) -> Iterator[Any]:
    """Yield every dictionary of an open pikepdf PDF once, those of its streams included."""
    import pikepdf

    containers = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
    waiting = [pdf.trailer]
    for indirect in pdf.objects:
        waiting.append(indirect)
        while waiting:
            item = waiting.pop()
            if isinstance(item, pikepdf.Array):
                inner = list(item)
            elif isinstance(item, containers):
                yield item
                # What a reader of the loop took out is not looked into.
                inner = list(item.as_dict().values()) if isinstance(item, pikepdf.Dictionary) else _values(item)
            else:
                continue
            waiting += [one for one in inner if isinstance(one, containers) and not one.is_indirect]


def _values(stream: Any) -> list[Any]:
    return [value for _, value in stream.items()]


def _kinds_of(item: Any) -> Iterator[str]:
    for key, kind in KEYS.items():
        if key in item:
            yield kind
    if is_action(item):
        yield _action_kind(item)
    subtype = str(item.get("/Subtype", ""))
    if subtype in ANNOTATIONS and "/Rect" in item:
        yield ANNOTATIONS[subtype]
    if "/OpenAction" in item and is_action(item["/OpenAction"]):
        yield BY_ITSELF


def is_action(item: Any) -> bool:
    """Tell whether an object is an action that a bound copy must not have."""
    import pikepdf

    if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") == "/StructElem":
        return False
    return bool(_action_kind(item))


def _action_kind(item: Any) -> str:
    name = str(item.get("/S", ""))
    if name == "/URI":
        leads = str(item.get("/URI", "")).strip().casefold()
        return "" if leads.startswith(LINKS) or ":" not in leads.partition("/")[0] else FOREIGN
    return ACTIONS.get(name, "")


def disarm(pdf: Any) -> None:
    """Take everything active out of an open pikepdf PDF, and every digital signature.

    Pages keep what they show: fields must have been flattened before.
    """
    for page in pdf.pages:
        _drop_annotations(page.obj)
    for item in dictionaries(pdf):
        for key in (*KEYS, *SILENT):
            if key in item:
                del item[key]
        for key in ("/A", "/PA", "/Next"):
            if key in item and ((key == "/Next" and "/S" in item) or is_action(item[key])):
                del item[key]
        if is_action(item):
            for key in list(item.keys()):
                del item[key]


def _drop_annotations(page: Any) -> None:
    import pikepdf

    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return
    gone = {*ANNOTATIONS, "/Widget", "/Popup"}
    kept = [n for n in notes if isinstance(n, pikepdf.Dictionary) and str(n.get("/Subtype", "")) not in gone]
    if kept:
        page["/Annots"] = pikepdf.Array(kept)
    else:
        del page["/Annots"]
