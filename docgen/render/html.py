"""Document → HTML: one Jinja environment, one macro per kind of block, five layouts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docgen.content import templates_root
from docgen.errors import fault
from docgen.render.rendered import made_at
from docgen.render.view import View, view
from docgen.text.document import Document

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

LAYOUTS = ("contract", "plan", "letter", "form", "report")

_WHOLE = re.compile(r"[(\"'„“‘]*\w+(?:[.,:;'’@&(+]\w+|\)\w+)*[)\"'”’.,:;!?%…–-]*")
"""A word that no line breaker divides; any other is kept whole explicitly."""


@cache
def environment() -> Environment:
    """Return the environment of the HTML layouts, made once per process."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(templates_root() / "layouts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters["heel"] = whole_words
    return env


def whole_words(text: str) -> Markup:
    """Mark the words that a line breaker would divide at a hyphen or slash, so that no word is ever divided."""
    from markupsafe import Markup, escape

    def keep(match: re.Match[str]) -> str:
        word = match[0]
        safe = str(escape(word))
        return safe if len(word) == 1 or _WHOLE.fullmatch(word) else f'<span class="heel">{safe}</span>'

    return Markup(re.sub(r"\S+", keep, text))  # every word is escaped above; the rest is spaces


@cache
def stylesheet(layout: str) -> str:
    """Return the whole style sheet of a layout, without the fonts."""
    root = templates_root() / "layouts"
    widths = "".join(f".w-{n}{{width:{n}%}}\n" for n in range(1, 101))
    return "".join((root / name).read_text("utf-8") for name in ("base.css", f"{layout}.css")) + widths


def page(document: Document, *, style: str = "") -> str:
    """Fill the layout. `style` is put in the page itself; empty: the caller brings the style sheet."""
    if document.layout not in LAYOUTS:
        raise fault("LAYOUT-001", layout=document.layout)
    return _fill(view(document), made_at(document).isoformat(), style)


def _fill(seen: View, made: str, style: str) -> str:
    from markupsafe import Markup

    # The style is ours, from templates/layouts; quotes in it must stay quotes.
    return environment().get_template(f"{seen.layout}.html.j2").render(doc=seen, made=made, style=Markup(style))


def to_html(document: Document) -> str:
    """Set a document as one HTML page that needs no other file.

    Raises RenderFault when a character or a word cannot be set, TemplateFault for an unknown layout.
    """
    return page(document, style=stylesheet(document.layout) if document.layout in LAYOUTS else "")
