"""Files of our own: the typeface, cut down for pages. Everything else is served by Flask from `static`."""

from __future__ import annotations

import gzip
import io
from functools import lru_cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from flask import Blueprint, Response, abort, current_app, request
from flask.blueprints import BlueprintSetupState

from docgen.web.access import PUBLIC, allow
from docgen.web.gate import FILES

PACKAGES = {"SourceSansPro": font_source_sans_pro, "SourceSerifPro": font_source_serif_pro}
FONTS = {
    f"{family}-{name}.woff": Path(str(package.__file__)).parent / "files" / f"{family}-{name}.ttf"
    for family, package in PACKAGES.items()
    for name in ("Regular", "Semibold", "It")
}
"""Name of a font of the stylesheets → the font that it is cut from."""
CHARACTERS = (*range(0x20, 0x250), *range(0x2010, 0x2040), 0x20AC, *range(0x2190, 0x2194), 0x2212, 0x2713)
"""What a page is set in: Latin letters with every accent, and punctuation. Any other character comes from the reader's
own fonts."""
PACKED = {"text/css", "text/javascript", "image/svg+xml"}

blueprint = Blueprint("bestanden", __name__)


@allow(PUBLIC)
def font(naam: str) -> Response:
    """Hand out one of the fonts of the stylesheets."""
    if naam not in FONTS:
        abort(404)
    response = Response(_cut(naam), mimetype="font/woff")
    response.cache_control.public = True
    response.cache_control.max_age = current_app.get_send_file_max_age(naam)
    response.add_etag()
    response.make_conditional(request)
    return response


@lru_cache(maxsize=len(FONTS))
def _cut(name: str) -> bytes:
    """Cut a font down to the characters of a page: a fifteenth of its size."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS[name], recalcTimestamp=False)
    cutter = Subsetter(Options(layout_features=["kern", "mark", "ccmp"], hinting=False, name_IDs=[], glyph_names=False))
    cutter.populate(unicodes=CHARACTERS)
    cutter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@blueprint.after_app_request
def packed(response: Response) -> Response:
    """Send our own files packed: who sees only their size learns nothing from it, as they could of a page."""
    wanted = request.endpoint in FILES and response.status_code == 200 and response.mimetype in PACKED
    if wanted and request.accept_encodings.quality("gzip"):
        response.direct_passthrough = False
        response.set_data(_gzip(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


@lru_cache(maxsize=32)
def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


@blueprint.record_once
def _add(state: BlueprintSetupState) -> None:
    # Without the name of a blueprint before it, like Flask's own `static`.
    state.app.add_url_rule("/lettertypen/<naam>", "lettertype", font)
