"""How pages write values: days, amounts, yes and no, and the Dutch name of a field."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from flask import Flask, g

from docgen import nl, service
from docgen.service import steps
from docgen.web import listing, styles
from docgen.web.access import WRITERS, actor, database
from docgen.web.config import AMSTERDAM
from docgen.web.models import BEHEER, Case

_COMMAND_LINE = re.compile(r" \(opdrachtregel: [^)]*\)")
ROLE_NAMES = {"uitstroomcoordinator": "uitstroomcoördinator"}


def register(app: Flask) -> None:
    """Give the templates their filters and what every page needs."""
    app.jinja_env.finalize = on_a_page
    app.jinja_env.filters.update(dag=dag, moment=moment, waarde=waarde, rolnaam=rolnaam)
    app.jinja_env.globals.update(zaaknaam=zaaknaam, veldnaam=veldnaam, veld_id=veld_id)

    @app.context_processor
    def everywhere() -> dict[str, Any]:
        user = g.get("user")
        config = app.config["DOCGEN"]
        return {
            "gebruiker": user,
            "is_beheer": bool(user and user.rol == BEHEER),
            "mag_schrijven": bool(user and user.rol in WRITERS),
            "vandaag": config.today(),
            "gedragen": styles.worn_by(g.db, user.party_id) if user and "db" in g else None,
        }


def on_a_page(value: Any) -> Any:
    """Leave out of a remedy what is for the command line alone: it stands between brackets and begins by saying so."""
    return _COMMAND_LINE.sub("", value) if type(value) is str else value


def dag(value: Any) -> str:
    """Write a day in full; of a text that is no day, the text."""
    if isinstance(value, dt.date):
        return nl.datum(value)
    text = str(value or "")
    try:
        return nl.datum(dt.date.fromisoformat(text))
    except ValueError:
        return text


def moment(value: dt.datetime) -> str:
    """Write a moment in Dutch time: "22 november 2026, 14.05 uur"."""
    here = value.astimezone(AMSTERDAM)
    return f"{nl.datum(here.date())}, {here:%H.%M} uur"


def waarde(value: Any) -> str:
    """Write a value of a case so that two of them can be compared by eye."""
    if value is None or value in ("", [], {}):
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {waarde(item)}" for name, item in value.items() if item not in (None, "", [], {}))
    if isinstance(value, list):
        return "; ".join(waarde(item) for item in value)
    return dag(value) if isinstance(value, str) else str(value)


def zaaknaam(case: Case) -> str:
    """By what name the user knows a case: that of the huurder or the organisation, for whom may see it."""
    return listing.name(database(), actor(), case)


def veld_id(path: str) -> str:
    """The id of the element of a field on its page: what a link to the field leads to."""
    return "veld-" + "-".join(str(step) for step in steps(path))


def rolnaam(rol: str) -> str:
    """Write the name of a role as it is spelled."""
    return ROLE_NAMES.get(rol, rol)


@cache
def veldnaam(soort: str, path: str) -> str:
    """The Dutch name of a field: "Doelen 3 › Tekst"."""
    schema = service.schema()
    kinds = {_kind(node): node for node in schema["$defs"].values() if _kind(node)}
    here: dict[str, Any] = kinds.get(soort, {})
    words: list[str] = []
    for step in steps(path):
        if isinstance(step, int):
            words[-1:] = [f"{words[-1]} {step + 1}"] if words else []
            here = _inner(here.get("items", {}), schema)
            continue
        here = _array_or_object(here, schema)
        here = _field(here.get("properties", {}).get(step, {}), schema)
        words.append(here.get("title_here") or step)
    return " › ".join(words)


def _kind(node: dict[str, Any]) -> str:
    found: str = node.get("properties", {}).get("soort", {}).get("const", "")
    return found


def _field(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    return {**_inner(node, schema), "title_here": node.get("title", "")}


def _inner(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow references and leave out "or nothing"."""
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            return {**_inner(option, schema), "title": node.get("title", "")}
    if "$ref" in node:
        return _inner(schema["$defs"][node["$ref"].rpartition("/")[2]], schema)
    return node


def _array_or_object(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    return _inner(node["items"], schema) if "items" in node and "properties" not in node else node
