"""Document → HTML: one Jinja environment, one macro per kind of block, five layouts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from docgen.content import templates_root
from docgen.errors import fault
from docgen.render.rendered import made_at
from docgen.render.view import Piece, View, view
from docgen.text.document import Document

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

LAYOUTS = ("contract", "plan", "letter", "form", "report")

_WHOLE = re.compile(r"[(\"'„“‘]*\w+(?:[.,:;'’@&(+]\w+|\)\w+)*[)\"'”’.,:;!?%…–-]*")
"""A word that no line breaker divides; any other is kept whole explicitly."""


_WORD = re.compile(r"\S+")
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_JOINED = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})\b\S*|\b\d{{4}} [A-Z]{{2}}\b\S*|\S+")


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
    env.filters["lopend"] = running_text
    env.filters["cel"] = cell_text
    return env


def whole_words(text: str) -> Markup:
    """Mark the words that a line breaker would divide at a hyphen or slash, so that no word is ever divided."""
    return _spaced(_kept(_WORD, text))


def running_text(pieces: Iterable[Piece]) -> Markup:
    """Set text with its links; keep words whole, and a postcode and the day and month of a date on one line."""
    return _set(_JOINED, pieces)


def cell_text(pieces: Iterable[Piece]) -> Markup:
    """Set text with its links where lines are short: only words are kept whole."""
    return _set(_WORD, pieces)


def _set(pattern: re.Pattern[str], pieces: Iterable[Piece]) -> Markup:
    texts = ((_kept(pattern, piece.text), piece.href) for piece in pieces)
    return _spaced("".join(f'<a href="{href}">{text}</a>' if href else text for text, href in texts))


def _kept(pattern: re.Pattern[str], text: str) -> str:
    from markupsafe import escape

    def keep(match: re.Match[str]) -> str:
        word = match[0]
        safe = str(escape(word))
        return safe if len(word) == 1 or _WHOLE.fullmatch(word) else f'<span class="heel">{safe}</span>'

    return pattern.sub(keep, text)


_BEFORE_INLINE = re.compile(r" (?=<(?:a href|span class)=)")


def _spaced(markup: str) -> Markup:
    """Put the space before an inline element in an element of its own.

    WeasyPrint breaks a line after its first word when the line would just fit but for
    a space at the end of its text, and the text goes on in another element.
    """
    from markupsafe import Markup

    return Markup(_BEFORE_INLINE.sub("<span> </span>", markup))  # all text in it is escaped in _kept


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
