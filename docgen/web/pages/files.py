"""Files of our own: the typeface. Everything else is served by Flask from `static`."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro
from flask import Blueprint, Response, abort, current_app, send_from_directory
from flask.blueprints import BlueprintSetupState

from docgen.web.access import PUBLIC, allow

FONTS = frozenset(f"SourceSansPro-{name}.ttf" for name in ("Regular", "Semibold", "It"))
FOLDER = Path(font_source_sans_pro.__file__).parent / "files"

blueprint = Blueprint("bestanden", __name__)


@allow(PUBLIC)
def font(naam: str) -> Response:
    """Hand out one of the three fonts of the stylesheet."""
    if naam not in FONTS:
        abort(404)
    return send_from_directory(FOLDER, naam, mimetype="font/ttf", max_age=current_app.get_send_file_max_age(naam))


@blueprint.record_once
def _add(state: BlueprintSetupState) -> None:
    # Without the name of a blueprint before it, like Flask's own `static`.
    state.app.add_url_rule("/lettertypen/<naam>", "lettertype", font)
