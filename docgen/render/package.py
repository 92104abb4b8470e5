"""The package around the words of a Word file: parts, properties, hashes."""

from __future__ import annotations

import io
import re
import zipfile

from markupsafe import escape

from docgen.render.rendered import made_at
from docgen.text.document import Document

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats"

_PROPERTIES = (
    ("docProps/core.xml", f"{_PACKAGE}/relationships/metadata/core-properties", f"{_MIME}-package.core-properties+xml"),
    (
        "docProps/app.xml",
        f"{_OFFICE}/relationships/extended-properties",
        f"{_MIME}-officedocument.extended-properties+xml",
    ),
    (
        "docProps/custom.xml",
        f"{_OFFICE}/relationships/custom-properties",
        f"{_MIME}-officedocument.custom-properties+xml",
    ),
)
"""Part, relationship type and content type of what says something about a file: ours only."""

_CORE = _HEAD + (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>docgen</dc:creator><dc:language>nl-NL</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
)

_APP = _HEAD + f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>docgen</Application></Properties>'

_CUSTOM = (
    _HEAD + f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{{rows}}</Properties>'
)
_ROW = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property>"
)


def read(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file in order, with room for our properties and without those of its maker."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if not name.startswith("docProps/") and not name.endswith("/")]
        parts = {name: archive.read(name) for name in names}
    types = re.sub(rb'<Override [^>]*"/docProps/[^>]*/>', b"", parts["[Content_Types].xml"])
    relations = re.sub(rb"<Relationship [^>]*docProps/[^>]*/>", b"", parts["_rels/.rels"])
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{mime}"/>' for part, _, mime in _PROPERTIES)
    links = "".join(
        f'<Relationship Id="docgen{number}" Type="{kind}" Target="{part}"/>'
        for number, (part, kind, _) in enumerate(_PROPERTIES, start=1)
    )
    parts["[Content_Types].xml"] = types.replace(b"</Types>", overrides.encode() + b"</Types>")
    parts["_rels/.rels"] = relations.replace(b"</Relationships>", links.encode() + b"</Relationships>")
    return {**parts, "docProps/app.xml": _APP.encode(), "docProps/core.xml": b"", "docProps/custom.xml": b""}


PER_DOCUMENT = ("docProps/core.xml", "docProps/custom.xml")


def properties(document: Document) -> dict[str, bytes]:
    """Return the properties of one document: its title and day, the two hashes, and nobody's name."""
    core = _CORE.format(title=escape(document.title), made=made_at(document).isoformat())
    hashes = {"docgen-document": document.hash, "docgen-woorden": document.words_hash}
    rows = "".join(
        _ROW.format(pid=pid, name=name, value=value) for pid, (name, value) in enumerate(hashes.items(), start=2)
    )
    return dict(zip(PER_DOCUMENT, (core.encode(), _CUSTOM.format(rows=rows).encode()), strict=True))
