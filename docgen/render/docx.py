"""Document → DOCX: the only place that calls docxtpl.

docxtpl reads a Word layout and turns its tags into a Jinja template; that happens
once per process and layout. Filling is ours: in a sandbox, with every value escaped,
each part once, and what comes out is parsed strictly. (docxtpl's own rendering
mends broken XML in silence, which loses text.)
"""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from docgen.content import templates_root
from docgen.errors import DocgenError, fault
from docgen.render import package, wordxml
from docgen.render.dress import dress
from docgen.render.html import LAYOUTS
from docgen.render.style import HOUSE, Huisstijl
from docgen.render.view import TELLS, View, view
from docgen.render.zipping import Member, member, pack
from docgen.text.document import Document

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_PARAGRAPH = re.compile(r"<w:p(?=[ >])")

_FIELDS = {"Template", "Output", "TemplateData", "Name", "Getattr"}
_CONDITIONS = {"For", "If", "Const", "Compare", "Operand", "And", "Or", "Not"}
_ALLOWED = _FIELDS | _CONDITIONS
"""What may stand in the tags of a layout: fields, conditions and lists; no calls, no filters."""


@dataclass(frozen=True)
class Layout:
    """A Word layout, read and compiled."""

    name: str
    templates: dict[str, tuple[Template, str]]
    """Per part that holds tags: its template, and the XML it was made of."""
    order: tuple[str, ...]
    fixed: dict[str, Member]
    """The parts that are the same in every document."""


@cache
def environment() -> Environment:
    """Return the sandbox in which Word layouts run: no functions or filters, nothing undefined, all escaped."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """The sandbox, with a short way to what our own view tells: the long way is most of the time of a document."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            told = TELLS.get(type(obj))
            return getattr(obj, attribute) if told and attribute in told else super().getattr(obj, attribute)

    env = Sandbox(undefined=StrictUndefined, autoescape=True)
    env.globals.clear()
    env.filters.clear()  # `safe` would let a value write XML; a value prints itself
    return env


def read_layout(name: str, data: bytes) -> Layout:
    """Read and compile a Word layout; `name` is what messages call it.

    Raises TemplateFault when it is no Word file or a tag in it is wrong, naming the paragraph.
    """
    from docxtpl import DocxTemplate

    try:
        source = DocxTemplate(io.BytesIO(data))
        source.init_docx()
        parts = {str(source.docx.part.partname): source.xml_to_string(source.docx.element)}
        for uri in (source.HEADER_URI, source.FOOTER_URI):
            for _, part in source.get_headers_footers(uri):
                parts[str(part.partname)] = source.get_part_xml(part)
        members = package.read(data)
    except DocgenError:
        raise
    except Exception as error:
        raise fault("LAYOUT-002", layout=name) from error
    templates = {part.lstrip("/"): _compile(name, xml, source.patch_xml) for part, xml in parts.items()}
    changing = {*templates, *package.PER_DOCUMENT}
    fixed = {part: member(part, content, 9) for part, content in members.items() if part not in changing}
    return Layout(name, templates, tuple(members), fixed)


def _compile(layout: str, xml: str, patch: Callable[[str], str]) -> tuple[Template, str]:
    """Make a template of one part, one paragraph a line, so that an error has a line number."""
    from jinja2 import TemplateSyntaxError
    from jinja2.nodes import Node

    text = _PARAGRAPH.sub("\n<w:p", patch(xml))
    try:
        for node in environment().parse(text).find_all(Node):
            if type(node).__name__ not in _ALLOWED:
                raise TemplateSyntaxError("hier mogen alleen velden, if en for staan", node.lineno)
        return environment().from_string(text), text
    except TemplateSyntaxError as error:
        raise _wrong(layout, text, error.lineno, error) from error


def _wrong(layout: str, text: str, line: int | None, error: Exception) -> DocgenError:
    lines = text.split("\n")
    words = re.sub(r"<[^>]*>", "", lines[min(line or 1, len(lines)) - 1]).strip()
    return fault("LAYOUT-003", layout=layout, alinea=words[:120], wat=str(error).splitlines()[0])


@lru_cache(maxsize=32)
def _house_layout(name: str, style: Huisstijl = HOUSE) -> Layout:
    """Compile one of our own layouts, once per process and house style."""
    if name not in LAYOUTS:
        raise fault("LAYOUT-001", layout=name)
    data = (templates_root() / "layouts" / f"{name}.docx").read_bytes()
    return read_layout(f"{name}.docx", dress(data, style))


def render_docx(document: Document, layout: Layout | None = None, style: Huisstijl = HOUSE) -> bytes:
    """Set a document as a Word file, in its own layout and a house style, or in the layout given.

    Raises TemplateFault when the layout is wrong, RenderFault when a value cannot stand in a Word file.
    """
    chosen = layout or _house_layout(document.layout, style)
    seen = view(document, style.letter)
    made = {part: _fill(chosen, part, seen) for part in chosen.templates}
    made |= package.properties(document)
    return pack(chosen.fixed[part] if part in chosen.fixed else member(part, made[part]) for part in chosen.order)


def _fill(layout: Layout, part: str, seen: View) -> bytes:
    from jinja2 import TemplateError

    template, text = layout.templates[part]
    try:
        xml = template.render(doc=seen)
    except (TemplateError, TypeError) as error:
        raise _wrong(layout.name, text, _line(error), error) from error
    root = wordxml.parse(xml.replace("\n<w:p", "<w:p"))
    if wordxml.is_body(root):
        wordxml.settle(root, seen, layout.name)
    return wordxml.write(root)


def _line(error: Exception) -> int:
    """Return the line of a template at which it failed."""
    frames: Any = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>"]
    return lines[-1] if lines else 1


def warm() -> None:
    """Compile our layouts."""
    for name in LAYOUTS:
        _house_layout(name)
