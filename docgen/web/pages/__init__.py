"""The pages, one blueprint per subject."""

from __future__ import annotations

from docgen.web.pages import (
    accession,
    administration,
    batch,
    case,
    cases,
    checking,
    dates,
    documents,
    files,
    filling,
    login,
    packets,
    people,
    previews,
    retention,
    styles,
    tasks,
)

BLUEPRINTS = (
    files.blueprint,
    login.blueprint,
    cases.blueprint,
    case.blueprint,
    dates.per_case,
    dates.over_all,
    filling.blueprint,
    documents.blueprint,
    packets.blueprint,
    checking.blueprint,
    previews.blueprint,
    accession.blueprint,
    people.blueprint,
    administration.blueprint,
    retention.blueprint,
    styles.blueprint,
    tasks.blueprint,
    batch.blueprint,
)
