"""What a PDF can do by itself: found in any object, and taken out.

Every object of the file is looked at once, reachable or not, so a loop in the file
is no loop here.
Bron: security.md of the project, T16 and section 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Survey:
    """What one walk over all objects of a file gave.

    Attributes:
        kinds: What does something by itself, sorted, in Dutch words.
        files: Number of embedded files.
        signatures: Number of dictionaries that are, or say to be, a digital signature.
        widgets: There are fields on the pages.
        fields: There are fields that are no signature.
    """

    kinds: tuple[str, ...]
    files: int
    signatures: int
    widgets: bool
    fields: bool


def survey(pdf: Any) -> Survey:
    """Walk over an open pikepdf PDF."""
    kinds: set[str] = set()
    files = signatures = widgets = fields = 0
    for item in dictionaries(pdf):
        kinds.update(_kinds_of(item))
        files += "/EF" in item
        signatures += "/ByteRange" in item and "/Contents" in item
        if item.get("/Subtype") == "/Widget":
            widgets += 1
            fields += not _signs(item)
    return Survey(tuple(sorted(kinds)), files, signatures, bool(widgets), bool(fields))


def _signs(widget: Any) -> bool:
    """Tell whether a widget, or the field above it, is that of a signature."""
    import pikepdf

    above = widget.get("/Parent")
    inherited = above.get("/FT") if isinstance(above, pikepdf.Dictionary) else None
    return bool(widget.get("/FT", inherited) == "/Sig")


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
                inner = [value for _, value in item.items()]
            else:
                continue
            waiting += [one for one in inner if isinstance(one, containers) and not one.is_indirect]


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
