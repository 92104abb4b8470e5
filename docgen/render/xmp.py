"""The XMP of a PDF: that it is PDF/UA too, and the two hashes of the document."""

from __future__ import annotations

from typing import Any

from docgen.errors import fault
from docgen.text.document import Document

_END = b"</rdf:RDF>"

_SCHEMA = """<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"""

_PROPERTY = """<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>\
<pdfaProperty:valueType>{type}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>{about}</pdfaProperty:description></rdf:li>"""

_UA = "http://www.aiim.org/pdfua/ns/id/"
_OURS = "urn:docgen:1:"

_SCHEMAS = _SCHEMA.format(
    title="PDF/UA Universal Accessibility Schema",
    uri=_UA,
    prefix="pdfuaid",
    properties=_PROPERTY.format(
        name="part", type="Integer", about="Indicates, which part of ISO 14289 standard is followed"
    ),
) + _SCHEMA.format(
    title="docgen",
    uri=_OURS,
    prefix="docgen",
    properties=_PROPERTY.format(name="document", type="Text", about="SHA-256 of the assembled document")
    + _PROPERTY.format(name="woorden", type="Text", about="SHA-256 of the words of the body"),
)

_HASHES = f'<rdf:Description rdf:about="" xmlns:docgen="{_OURS}" docgen:document="%s" docgen:woorden="%s"/>\n'

_EXTENSION = f"""<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag>{_SCHEMAS}</rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def extend(pdf: Any, document: Document | None) -> None:
    """Add our descriptions to the XMP of a pydyf PDF, and leave it readable without unpacking.

    A file of several documents is none of them: it carries no hashes.
    """
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet = stream.stream[0]
    if packet.count(_END) != 1:
        raise fault("MAAK-007", wat="de metagegevens")
    hashes = _HASHES % (document.hash, document.words_hash) if document else ""
    stream.stream[0] = packet.replace(_END, (_EXTENSION + hashes).encode() + _END)
    stream.compress = False
