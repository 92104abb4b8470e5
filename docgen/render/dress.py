"""A Word layout in a house style: its colours, its letter, and its logo at the head of the first page."""

from __future__ import annotations

import io
import re
import zipfile

from markupsafe import escape

from docgen.render.style import HOUSE, Huisstijl, Logo

_EMU = 36_000
"""English metric units in a millimetre."""
_FROM_TOP = 7.0
"""Room above the logo, in mm."""
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)


def dress(data: bytes, style: Huisstijl) -> bytes:
    """Return a layout in a house style; the layout as it stands when there is nothing to change."""
    if style == HOUSE:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            parts[name] = _recolour(parts[name].decode(), style).encode()
    if style.logo:
        _put_logo(parts, style.logo, style.naam)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _recolour(xml: str, style: Huisstijl) -> str:
    new = {old.lstrip("#").upper(): style.colours()[key].lstrip("#").upper() for key, old in HOUSE.colours().items()}
    coloured = re.sub("|".join(new), lambda found: new[found[0]], xml)
    return coloured.replace(f'"{HOUSE.letter.office}"', f'"{style.letter.office}"')


def _put_logo(parts: dict[str, bytes], logo: Logo, naam: str) -> None:
    """Give the first page a head of its own: the logo, and of the other heads only the word CONCEPT."""
    head = parts["word/header1.xml"].decode()
    paragraphs = _PARAGRAPH.findall(head)
    start, end = head.index(paragraphs[0]), head.rindex("</w:hdr>")
    own = f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r>{_drawing(logo, naam)}</w:r></w:p>'
    parts["word/header2.xml"] = (head[:start] + own + "".join(paragraphs[1:]) + head[end:]).encode()
    parts["word/media/logo.png"] = logo.data
    parts["word/_rels/header2.xml.rels"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rIdLogo" Type="{_RELATIONS}/image" Target="media/logo.png"/></Relationships>'
    ).encode()
    link = f'<Relationship Id="rIdHoofd" Type="{_RELATIONS}/header" Target="header2.xml"/></Relationships>'
    _replace(parts, "word/_rels/document.xml.rels", "</Relationships>", link)
    kinds = f'<Override PartName="/word/header2.xml" ContentType="{_HEADER_TYPE}"/></Types>'
    _replace(parts, "[Content_Types].xml", "</Types>", kinds)
    _replace(parts, "[Content_Types].xml", "<Default ", '<Default Extension="png" ContentType="image/png"/><Default ')
    body = parts["word/document.xml"].decode()
    foot = re.search(r'<w:footerReference w:type="default" (r:id="\w+")/>', body)
    first = '<w:headerReference w:type="first" r:id="rIdHoofd"/>'
    first += f'<w:footerReference w:type="first" {foot[1]}/>' if foot else ""
    body = re.sub(r"(<w:sectPr[^>]*>)", lambda found: found[1] + first, body)
    parts["word/document.xml"] = body.replace("<w:docGrid ", "<w:titlePg/><w:docGrid ").encode()


def _replace(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    parts[name] = parts[name].decode().replace(old, new, 1).encode()


def _drawing(logo: Logo, naam: str) -> str:
    """Float the logo at the right of the line, clear of the text."""
    width, height = round(logo.width * _EMU), round(logo.height * _EMU)
    size = f'cx="{width}" cy="{height}"'
    name = str(escape(naam)).replace("{", "").replace("}", "")
    picture = (
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="logo"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="rIdLogo"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        f'<w:drawing><wp:anchor xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(_FROM_TOP * _EMU)}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="logo" descr="{name}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">{picture}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
