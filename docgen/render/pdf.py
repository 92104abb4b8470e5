"""HTML → PDF: the only place that calls WeasyPrint."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from docgen.content import templates_root
from docgen.errors import fault
from docgen.render import finish, fonts, html
from docgen.render.fields import Entry
from docgen.render.rendered import made_at
from docgen.render.style import HOUSE, Huisstijl, Logo
from docgen.render.view import view
from docgen.text.document import Document

_LOCK = Lock()
"""WeasyPrint's font configuration is shared, and its warnings are caught per process."""

_LOGGERS = ("weasyprint", "fontTools")


class Assets(URLFetcher):  # type: ignore[misc]
    """Serves the fonts of the layouts and the logo from memory, and refuses everything else."""

    def __init__(self, logo: Logo | None = None) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False, fail_on_errors=True)
        self._logo = logo

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a font or the logo; raises ValueError for any other address."""
        scheme, _, name = url.partition(":")
        if scheme != "asset":
            raise ValueError("not an asset of the layouts")
        if name == "logo" and self._logo:
            return URLFetcherResponse(url, self._logo.data, {"Content-Type": "image/png"})
        return URLFetcherResponse(url, fonts.face(name).data, {"Content-Type": "font/ttf"})


class _Warnings(logging.Handler):
    """Collects warnings by their wording only: the values in it may be somebody's."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(str(record.msg))


@contextmanager
def _strict() -> Iterator[None]:
    """Make every warning of the libraries an error, and let none of it reach a log."""
    handler = _Warnings()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger, logger.propagate) for logger in loggers]
    try:
        for logger in loggers:
            logger.addHandler(handler)
            logger.propagate = False
        yield
    except FatalURLFetchingError as error:
        raise fault("MAAK-004") from error
    finally:
        for logger, propagate in before:
            logger.removeHandler(handler)
            logger.propagate = propagate
    if handler.found:
        raise fault("MAAK-003", wat=handler.found[0])


@lru_cache(maxsize=16)
def _fetcher(logo: Logo | None = None) -> Assets:
    return Assets(logo)


@cache
def _font_configuration() -> FontConfiguration:
    """One for the whole process: one per document leaks some 0.3 MB each."""
    return FontConfiguration()


@lru_cache(maxsize=32)
def _style(layout: str, style: Huisstijl = HOUSE) -> tuple[Any, ...]:
    """Parse the style sheets of a layout once per process and house style."""
    return (*_font_faces(), _css(html.stylesheet(layout, style), style.logo))


@cache
def _font_faces() -> tuple[Any, ...]:
    return (_css((templates_root() / "layouts" / "fonts.css").read_text("utf-8")),)


def _css(text: str, logo: Logo | None = None) -> Any:
    return weasyprint.CSS(string=text, font_config=_font_configuration(), url_fetcher=_fetcher(logo))


@dataclass(frozen=True, slots=True)
class Part:
    """Some nodes of a document: `start` up to `stop` of `View.groups`, and the page (from 0) that they begin on."""

    start: int
    stop: int
    page: int
    pages: int
    """Pages of the whole document."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A document laid out on pages, not yet written."""

    document: Document
    style: Huisstijl
    entries: tuple[Entry, ...]
    rendering: Any

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self.rendering.pages)


def render_pdf(document: Document, style: Huisstijl = HOUSE) -> tuple[bytes, int]:
    """Set a document as PDF/A-3a that is also PDF/UA-1; return the bytes and the number of pages.

    Raises RenderFault when a character, a word or a warning stands in the way.
    """
    laid = lay_out(document, style, fillable=True)
    return write((laid,)), laid.pages


def lay_out(
    document: Document,
    style: Huisstijl = HOUSE,
    *,
    fillable: bool = False,
    marked: bool = False,
    name: str = "",
    part: Part | None = None,
) -> Laid:
    """Lay out a document; `fillable`: the places of a form become fields when it is written.

    `marked`: its elements say which block they set (`html.page`). Documents that go into one file have a
    `name` each (letters and digits), which keeps their links apart. With `part` only those nodes are laid out,
    without links, on the pages that they have in the whole document. Raises RenderFault.
    """
    seen = view(document, style.letter)
    sheets = _style(document.layout, style)
    if part:
        seen = replace(seen, groups=seen.groups[part.start : part.stop])
        sheets = (*sheets, _numbered(part.page, part.pages))
    page = html.page(seen, made_at(document), fillable=fillable, marked=marked)
    if name:
        # Text has no bare quotation marks, so these are all of them: what is linked to, and the links.
        page = _NAMED.sub(rf"\g<0>.{name}", page)
    if part:
        page = _HREF.sub("", page).replace("<main>", f"<main>{_FILLER if part.page else ''}", 1)
    with _LOCK, _strict():
        rendering = weasyprint.HTML(string=page, url_fetcher=_fetcher(style.logo)).render(
            font_config=_font_configuration(),
            stylesheets=sheets,
            color_profiles={_SRGB: _Profile("sRGB2014", _srgb())},
            **_OPTIONS,
        )
    if part and part.page:
        rendering = rendering.copy(rendering.pages[1:])
    return Laid(document, style, seen.entries if fillable else (), rendering)


_FILLER = '<div class="vulling"></div>'
"""What fills the page before a part, so that the part breaks from it as it does from what stands there."""


@lru_cache(maxsize=32)
def _numbered(page: int, pages: int) -> Any:
    """Number the pages of a part as those of the whole: a filled one comes before page `page` (from 0)."""
    return _css(
        f"@page {{ @bottom-right {{ content: 'pagina ' counter(page) ' van {pages}' }} }}\n"
        + (f"@page :first {{ counter-reset: page {page} }} .vulling {{ height: 235mm; }}\n" if page else "")
    )


def write(parts: Sequence[Laid]) -> bytes:
    """Write documents of one style after the other as one tagged PDF; language and metadata are those of the first.

    Only a file of one document carries the hashes of its document. Raises RenderFault.
    """
    pages = [page for part in parts for page in part.rendering.pages]
    with _LOCK, _strict():
        finisher = finish.Finisher(tuple((part.document, part.pages) for part in parts), parts[0].entries)
        data: bytes = parts[0].rendering.copy(pages).write_pdf(finisher=finisher, **_OPTIONS)
    _check_fonts(data, parts[0].style)
    return data


def write_page(laid: Laid, index: int, number: int, pages: int) -> bytes:
    """Write one page of what was laid out as a file, with the furniture of page `number` of `pages`.

    Raises RenderFault.
    """
    with _LOCK, _strict():
        finisher = finish.Finisher(((laid.document, 1),), laid.entries, (number, pages))
        data: bytes = laid.rendering.copy([laid.rendering.pages[index]]).write_pdf(finisher=finisher, **_OPTIONS)
    return data


_HREF = re.compile(r' href="#[^"]+"')
_NAMED = re.compile(r'(?: id="|href="#)[^"]+')
_SRGB = "docgen-srgb"
_OPTIONS = {"pdf_variant": "pdf/a-3a", "output_intent": _SRGB}


class _Profile(ColorProfile):  # type: ignore[misc]
    """A colour profile that is embedded as it is; written anew by lcms it has other bytes in each process."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(io.BytesIO(data), name, "relative-colorimetric", (["r"], ["g"], ["b"]))
        self._data = data

    @property
    def name(self) -> str:
        """The name by which the output intent goes."""
        return str(self.src)

    @property
    def content(self) -> bytes:
        """The profile, byte for byte."""
        return self._data


@cache
def _srgb() -> bytes:
    """Read WeasyPrint's sRGB profile once; left to itself it opens the file for each document and leaves it open."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _check_fonts(data: bytes, style: Huisstijl) -> None:
    """Refuse a file that holds any font but those of the house style; form fields keep their own."""
    import pikepdf

    names = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                names.add(str(item["/FontName"]).partition("+")[2])
    families = (fonts.FAMILY.replace(" ", "-"), style.letter.name.replace(" ", "-"))
    allowed = {name.format(family) for family in families for name in ("{}", "{}-Semi-Bold")}
    if not names <= allowed:
        raise fault("MAAK-005", namen=", ".join(sorted(names - allowed)))


def warm() -> None:
    """Load fonts, style sheets and layouts."""
    with _LOCK, _strict():
        for layout in html.LAYOUTS:
            _style(layout)
            html.environment().get_template(f"{layout}.html.j2")
    fonts.repertoire()


def health() -> tuple[str, ...]:
    """Say in Dutch what this machine lacks; without libharfbuzz-subset every PDF is slower."""
    from weasyprint.text import ffi

    if not ffi.harfbuzz_subset:
        return ("libharfbuzz-subset ontbreekt, en dan is elke PDF trager: installeer het pakket libharfbuzz-subset0.",)
    return ()


def pango_version() -> str:
    """The version of the library that breaks lines; it comes with the machine."""
    from weasyprint.text import ffi

    return str(ffi.pango.pango_version())
