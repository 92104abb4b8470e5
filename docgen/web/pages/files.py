"""Files of our own: the typeface. Everything else is served by Flask from `static`."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from flask import Blueprint, Response, abort, current_app, request, send_from_directory
from flask.blueprints import BlueprintSetupState

from docgen.web.access import PUBLIC, allow
from docgen.web.gate import FILES

PACKAGES = {"SourceSansPro": font_source_sans_pro, "SourceSerifPro": font_source_serif_pro}
FONTS = {
    f"{family}-{name}.ttf": Path(str(package.__file__)).parent / "files"
    for family, package in PACKAGES.items()
    for name in ("Regular", "Semibold", "It")
}
"""Name of a font of the stylesheets → the folder where it stands."""
PACKED = {"text/css", "text/javascript", "image/svg+xml", "font/ttf"}

blueprint = Blueprint("bestanden", __name__)


@allow(PUBLIC)
def font(naam: str) -> Response:
    """Hand out one of the fonts of the stylesheets."""
    if naam not in FONTS:
        abort(404)
    return send_from_directory(FONTS[naam], naam, mimetype="font/ttf", max_age=current_app.get_send_file_max_age(naam))


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
