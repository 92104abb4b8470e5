"""Documents of a case: the copies for a role, finals that are kept, and whether they still say what the case says."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterable

from sqlalchemy.orm import Session

from docgen import service
from docgen.errors import DocgenError
from docgen.web.access import scope
from docgen.web.cases import Opened
from docgen.web.config import Config
from docgen.web.models import Case, Final, User

FORMATS = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
"""Formats to hand out, each with its media type."""


def concept(opened: Opened, document: str, form: str, day: dt.date, style: service.Huisstijl) -> tuple[str, bytes, str]:
    """Make the concept of a document for the role of this user: name, content and media type of the file.

    A document with several copies comes as one zip file. Raises DocgenError.
    """
    copies = service.assemble(opened.subject, [document], day, concept=True, recipient=opened.user.rol)
    files = [_rendered(opened, copy, form, style) for copy in copies]
    if len(files) == 1:
        return f"concept-{files[0][0]}", files[0][1], FORMATS[form]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files:
            bundle.writestr(zipfile.ZipInfo(f"concept-{name}", (day.year, day.month, day.day, 0, 0, 0)), content)
    return f"concept-{document}.zip", packed.getvalue(), "application/zip"


def settle(config: Config, opened: Opened, document: str, style: service.Huisstijl) -> list[Final]:
    """Make the final of a document: the copy of every role that has a part in the case and may have it.

    Raises DocgenError with all problems when something blocks it; then there is no final for anybody.
    """
    day, made = config.today(), []
    mine = opened.user.rol
    for rol in sorted({part.party.rol for part in opened.case.parts}, key=lambda rol: (rol != mine, rol)):
        try:
            if document not in service.receivable(opened.subject, day, rol):
                continue
            copies = service.assemble(opened.subject, [document], day, recipient=rol)
        except DocgenError:
            if rol == mine:
                raise
            continue
        made += [_final(config, opened, rol, copy, form, style) for copy in copies for form in FORMATS]
    return made


def kept(db: Session, user: User, case: Case) -> list[Final]:
    """The finals of a case for the role of this user, the newest first."""
    found = scope(Final, user).where(Final.case_id == case.id).order_by(Final.gemaakt_op.desc(), Final.bestand)
    return list(db.scalars(found))


def outdated(opened: Opened, finals: Iterable[Final]) -> set[str]:
    """The ids of finals that the case would no longer give, on the day that they were made for."""
    now: dict[tuple[str, dt.date], dict[str, str]] = {}
    found: set[str] = set()
    for final in finals:
        if final.version_id == opened.version.id:
            continue
        key = final.document, final.peildatum
        if key not in now:
            now[key] = _hashes(opened, *key, final.rol)
        if now[key].get(final.bestand.rpartition(".")[0]) != final.document_hash:
            found.add(final.id)
    return found


def _hashes(opened: Opened, document: str, day: dt.date, rol: str) -> dict[str, str]:
    try:
        copies = service.assemble(opened.subject, [document], day, concept=True, recipient=rol)
    except DocgenError:
        return {}
    return {copy.stem: copy.words_hash for copy in copies}


def _final(
    config: Config, opened: Opened, rol: str, document: service.Document, form: str, style: service.Huisstijl
) -> Final:
    name, content = _rendered(opened, document, form, style)
    return Final(
        case_id=opened.case.id,
        version_id=opened.version.id,
        rol=rol,
        document=document.name,
        bestand=name,
        inhoud=content,
        sha256=hashlib.sha256(content).hexdigest(),
        document_hash=document.words_hash,
        peildatum=document.peildatum,
        user=opened.user,
        gemaakt_op=config.clock(),
    )


def _rendered(opened: Opened, document: service.Document, form: str, style: service.Huisstijl) -> tuple[str, bytes]:
    files = service.render_here(document, form, service.notes_of(opened.subject), style)
    path, content = next(iter(files.items()))
    return path.name, content
