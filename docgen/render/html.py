"""Document → HTML: one Jinja environment, one macro per kind of block, five layouts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from docgen.content import templates_root
from docgen.errors import fault
from docgen.render.fields import MAX_ROWS
from docgen.render.fonts import SANS
from docgen.render.rendered import made_at
from docgen.render.style import HOUSE, Huisstijl, Logo
from docgen.render.view import Piece, View, view
from docgen.text.document import Document

if TYPE_CHECKING:
    from jinja2 import Environment
LAYOUTS = ("contract", "plan", "letter", "form", "report")

_WHOLE = r"[(\"'„“‘]*\w+(?:[.,:;'’@&(+]\w+|\)\w+)*[)\"'”’.,:;!?%…–-]*"
"""A word that no line breaker divides; any other is kept whole explicitly."""
_START, _END = r"(?<!\S)", r"(?!\S)"
_DIVIDED = rf"(?!{_WHOLE}{_END})\S{{2,}}"
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_PAIRS = rf"(?:\d{{1,2}} (?:{_MONTHS})|\d{{4}} [A-Z]{{2}})\b\S*"
_REFERENCE = rf"\(?(?:[Aa]rtikel(?:en)?|[Bb]ijlage|[Ll]id) \d\S*(?: lid \d\S*)?{_END}"
_PHONE = rf"\(?(?P<telefoon>(?:0\d{{1,3}}|14|\+31 \d{{1,3}})(?: \d{{2,4}})+|112)(?!\d)[).,;:]*{_END}"
_ABBREVIATED = r"[^\W\d]+\.\d\S*"
"""Such as Toel.2d: Pango divides it at the point when a cell is narrow."""
_IN_CELL = re.compile(rf"{_START}(?:{_DIVIDED}|{_ABBREVIATED})")
_IN_TEXT = re.compile(rf"{_START}(?:{_PHONE}|{_PAIRS}|{_REFERENCE}|{_DIVIDED})")
"""What stays on one line: in running text also a telephone number, a postcode, "3 mei" and "artikel 5 lid 2"."""


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
    return _spaced(_kept(_IN_CELL, text))


def running_text(pieces: Iterable[Piece]) -> Markup:
    """Set text with its links; keep words whole, and a date, a postcode or a reference to an article on one line."""
    return _set(_IN_TEXT, pieces)


def cell_text(pieces: Iterable[Piece]) -> Markup:
    """Set text with its links where lines are short: only words are kept whole."""
    return _set(_IN_CELL, pieces)


def _set(pattern: re.Pattern[str], pieces: Iterable[Piece]) -> Markup:
    return _spaced("".join(_link(piece) if piece.href else _kept(pattern, piece.text) for piece in pieces))


def _link(piece: Piece) -> str:
    """Set a reference on one line, without elements in it: WeasyPrint would make a link of each, and tag one."""
    return f'<a href="{piece.href}" class="heel">{escape(piece.text)}</a>'


def _kept(pattern: re.Pattern[str], text: str) -> str:
    """Escape a text, and put what stays on one line in an element of its own."""
    found: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        kind = match.lastgroup or "heel"
        found += (escape(text[end : match.start()]), f'<span class="{kind}">{escape(match[0])}</span>')
        end = match.end()
    return "".join((*found, escape(text[end:])))


_BEFORE_INLINE = re.compile(r" (?=<(?:a href|span class)=)")


def _spaced(markup: str) -> Markup:
    """Put the space before an inline element in an element of its own.

    WeasyPrint breaks a line after its first word when the line would just fit but for
    a space at the end of its text, and the text goes on in another element.
    """
    return Markup(_BEFORE_INLINE.sub("<span> </span>", markup))  # all text in it is escaped in _kept


_COLOUR = re.compile(r"var\(--(\w+)\)")


@lru_cache(maxsize=64)
def stylesheet(layout: str, style: Huisstijl = HOUSE) -> str:
    """Return the whole style sheet of a layout in a house style, without the fonts.

    The colours are filled in here: resolving custom properties for every element costs a fifth of the time.
    Raises TemplateFault for a layout that there is not.
    """
    if layout not in LAYOUTS:
        raise fault("LAYOUT-001", layout=layout)
    root = templates_root() / "layouts"
    widths = "".join(f".w-{n}{{width:{n}%}}\n" for n in range(1, 101))
    heights = "".join(
        f".h-{n}{{height:{1 + 5 * n}mm}}\n.r-{n}{{height:{8.5 * n:g}mm}}\n" for n in range(1, MAX_ROWS + 1)
    )
    css = "".join((root / name).read_text("utf-8") for name in ("base.css", f"{layout}.css"))
    colours = style.colours()
    css = _COLOUR.sub(lambda found: colours[found[1]], css).replace(SANS.name, style.letter.name)
    return css + widths + heights + (_logo(style.logo) if style.logo else "")


def _logo(logo: Logo) -> str:
    """Put the logo at the head of the first page, right; a letter has its sender at the left."""
    return (
        '@page :first {\n@top-right { content: ""; width: 60mm; vertical-align: bottom; '
        "background: url(asset:logo) no-repeat right 8mm; image-rendering: pixelated; "
        f"background-size: {logo.width:g}mm {logo.height:g}mm; }}\n}}\n"
    )


def page(seen: View, made: dt.datetime, *, style: str = "", fillable: bool = False, marked: bool = False) -> str:
    """Fill the layout of a document.

    `made` is the moment in its head. `style` is put in the page itself; empty: the caller
    brings the style sheet. With `fillable` the values of a form are left out, and their
    places marked for whoever makes fields of them. With `marked` each element says which
    block it sets, and of a table or of signatures which row: `data-b="12"`, `data-b="12.3"`.
    """
    # The style is ours, from templates/layouts; quotes in it must stay quotes.
    template = environment().get_template(f"{seen.layout}.html.j2")
    return template.render(doc=seen, made=made.isoformat(), style=Markup(style), fillable=fillable, marked=marked)


def to_html(document: Document, style: Huisstijl = HOUSE) -> str:
    """Set a document as one HTML page that needs no other file.

    Raises RenderFault when a character or a word cannot be set, TemplateFault for an unknown layout.
    """
    plain = replace(style, logo=None)  # a page for the screen has no head of its own, and needs no other file
    css = stylesheet(document.layout, plain)
    return page(view(document, style.letter), made_at(document), style=css)
