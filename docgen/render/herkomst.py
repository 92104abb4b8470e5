"""The sidecar of a file: where it comes from, in the words of the ZGW Documenten API where that has them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from docgen.render.pagecode import document_id, document_version
from docgen.text.document import Document

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def herkomst(document: Document, bestandsnaam: str, data: bytes, notes: Mapping[str, Any]) -> dict[str, Any]:
    """Describe one file; holds no personal data.

    The keys are those of EnkelvoudigInformatieObject (Documenten API 1.5) as far as they
    exist there; `herkomst` adds what docgen knows about how the file came about.
    """
    moment = dt.datetime.combine(document.peildatum, dt.time(), ZoneInfo("Europe/Amsterdam"))
    return {
        "identificatie": f"{document.zaaknummer}-{document.id}"[:40],
        "titel": document.title,
        "creatiedatum": document.peildatum.isoformat(),
        "auteur": "docgen",
        "taal": "dut",
        "status": "in_bewerking" if document.concept or document.reading else "definitief",
        "formaat": MEDIA_TYPES[bestandsnaam.rpartition(".")[2]],
        "bestandsnaam": bestandsnaam,
        "bestandsomvang": len(data),
        "integriteit": {
            "algoritme": "sha_256",
            "waarde": hashlib.sha256(data).hexdigest(),
            "datum": moment.isoformat(),
        },
        "herkomst": {
            "zaaknummer": None if document.reading else document.zaaknummer,
            "document": document.name,
            "regeling": document.regeling,
            "peildatum": document.peildatum.isoformat(),
            "ontvanger": document.recipient or None,
            "concept": document.concept,
            "leesversie": document.reading,
            "tekstversie": document.version,
            "tekstbronnen": [{"bestand": path, "sha256": digest} for path, digest in document.sources],
            "layout": document.layout,
            "document_sha256": document.hash,
            "woorden_sha256": document.words_hash,
            "paginacode": None
            if document.reading
            else {"id": document_id(document), "versie": document_version(document)},
            "open_punten": [point.path for point in document.open_points],
            **notes,
        },
    }
