"""The pages, one blueprint per subject."""

from __future__ import annotations

from docgen.web.pages import (
    accession,
    administration,
    case,
    cases,
    documents,
    files,
    filling,
    login,
    people,
    retention,
    tasks,
)

BLUEPRINTS = (
    files.blueprint,
    login.blueprint,
    cases.blueprint,
    case.blueprint,
    filling.blueprint,
    documents.blueprint,
    accession.blueprint,
    people.blueprint,
    administration.blueprint,
    retention.blueprint,
    tasks.blueprint,
)
