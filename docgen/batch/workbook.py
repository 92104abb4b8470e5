"""Look at an XLSX before it is read: is it one, and is nothing in it larger than a table of cases can be?

An XLSX is a ZIP of XML. What is refused here: another kind of file, a password,
more data than the table of tens of thousands of cases, one row or text without
end, and an XML declaration that could make a parser grow or read other files.
Bron: security.md of the project, T7, T12 and W10.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from docgen.batch.tables import sayable
from docgen.errors import DocgenError, fault

PACKED_BYTES = 60_000_000
"""Of the file itself."""

UNPACKED_BYTES = 200_000_000
"""Of all parts together; 20,000 cases of 60 columns are some 50 million."""

SHARED_BYTES = 60_000_000
"""Of the texts that the cells share: these alone are held in memory."""

OTHER_BYTES = 8_000_000
"""Of a part that is neither a sheet nor the shared texts."""

PARTS = 2_000
_CHUNK = 1 << 20
_ROW_BYTES = 8 * _CHUNK
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_SHARED = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FAR_COLUMN = re.compile(rb'<(?:\w+:)?c\s(?:[^<>]{0,100}\s)?r="[A-Za-z]{4}')
_ENTRY = re.compile(rb"<(?:\w+:)?(?:row|si)[\s/>]")
_SEAM = 256  # bytes of one chunk that are read again with the next, so that nothing hides on the seam


def inspect(path: Path) -> bool:
    """Raise CaseProblem for a file that is no safe workbook; tell whether a sheet holds formulas."""
    try:
        if path.stat().st_size > PACKED_BYTES:
            raise _too_large(path)
        _must_be_zip(path)
        with zipfile.ZipFile(path) as archive:
            _sizes(archive, path)
            scans = [_scan(archive, info, path) for info in archive.infolist() if _is_xml(info)]
            return any(scans)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, UnicodeError):
        raise fault("INVOER-005", naam=sayable(path)) from None
    except OSError:
        raise fault("INVOER-002", naam=sayable(path)) from None


def _too_large(path: Path) -> DocgenError:
    return fault("INVOER-007", naam=sayable(path), hoogste=UNPACKED_BYTES // 1_000_000)


def _must_be_zip(path: Path) -> None:
    with path.open("rb") as file:
        begin = file.read(8)
        if begin == _OLE:
            # An old .xls and a workbook with a password are the same kind of file on the outside.
            held = begin + file.read(_CHUNK)
            raise fault("INVOER-006" if _ENCRYPTED in held else "INVOER-014", naam=sayable(path))
    if not begin.startswith(b"PK\x03\x04"):
        raise fault("INVOER-005", naam=sayable(path))


def _sizes(archive: zipfile.ZipFile, path: Path) -> None:
    """Judge by what the archive says of itself: zipfile never unpacks more of a part than that."""
    parts = archive.infolist()
    if any(info.flag_bits & 0x1 for info in parts):
        raise fault("INVOER-006", naam=sayable(path))
    too_large = len(parts) > PARTS or sum(info.file_size for info in parts) > UNPACKED_BYTES
    if too_large or any(info.file_size > _limit(info.filename) for info in parts if _is_xml(info)):
        raise _too_large(path)


def _limit(name: str) -> int:
    if _SHEET.fullmatch(name):
        return UNPACKED_BYTES
    return SHARED_BYTES if _SHARED.fullmatch(name) else OTHER_BYTES


def _is_xml(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith((".xml", ".rels", ".vml"))


def _scan(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> bool:
    """Read one part as bytes; tell whether it is a sheet with a formula."""
    sheet = _SHEET.fullmatch(info.filename) is not None
    long_part = sheet or _SHARED.fullmatch(info.filename) is not None
    formula, since, tail = False, 0, b""
    with archive.open(info) as part:
        _must_be_plain(part.read(_CHUNK), path)
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            seen = tail + chunk
            since = 0 if _ENTRY.search(seen) else since + len(chunk)
            if long_part and ((b"<" not in chunk and len(chunk) == _CHUNK) or since > _ROW_BYTES):
                raise _too_large(path)
            if sheet and _FAR_COLUMN.search(seen):
                raise fault("INVOER-005", naam=sayable(path))
            formula = formula or (sheet and _FORMULA.search(seen) is not None)
            tail = seen[-_SEAM:]
    return formula


def _must_be_plain(begin: bytes, path: Path) -> None:
    """Refuse a declaration of entities, which stands before the first element, and characters in UTF-16."""
    prologue = re.split(rb"<[A-Za-z_]", begin, maxsplit=1)
    if len(prologue) < 2 or b"<!D" in prologue[0] or b"\x00" in prologue[0] or begin[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise fault("INVOER-005", naam=sayable(path))
