"""The evidence for machines: `bewijs.json`, and the SHA-256 by which any changed bit of a packet is noticed.

It lies in the packet unpacked (in stored blocks), so that it can be read in the bytes of
the file. It says how long the packet is and what its SHA-256 is, over everything but the
digits of that hash and the check number of its own stream; all three are filled in last,
in places of a fixed width. A seal is added behind it and changes none of it.
Bron: prototype.md §4 of the project (the idea of a ByteRange, without a signature).
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import asdict
from typing import Any

from docgen.errors import fault
from docgen.packet.model import Onderdeel

NAAM = "bewijs.json"
SOORT = "docgen-bewijs"
_HASH = b"0" * 64
_LENGTE = b"0" * 12
_UITLEG = (
    "SHA-256 over het hele bestand tot lengte, zonder de 64 tekens van deze SHA-256 "
    "en zonder de 4 bytes van het controlegetal waarmee dit bewijs eindigt."
)
_CHECK = slice(-5, -1)
"""The check number (Adler-32) that ends a Flate stream, before the end of line."""
_BEFORE_HASH = b'"sha256_van_de_rest": "'
_BEFORE_LENGTE = b'"lengte": "'


def build(pakket: dict[str, Any], onderdelen: tuple[Onderdeel, ...], bijlagen: list[dict[str, str]]) -> bytes:
    """Write the evidence, with the places for the length and the hash still empty."""
    content = {
        "soort": SOORT,
        "versie": 1,
        "controle": {
            "sha256_van_de_rest": _HASH.decode(),
            "lengte": _LENGTE.decode(),
            "uitleg": _UITLEG,
        },
        "pakket": pakket,
        "onderdelen": [asdict(onderdeel) for onderdeel in onderdelen],
        "bijlagen": bijlagen,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def packed(bewijs: bytes) -> bytes:
    """Write the evidence as it lies in the packet: a Flate stream that packs nothing, and an end of line."""
    return zlib.compress(bewijs, 0) + b"\n"


def fill(data: bytes, bewijs: bytes) -> bytes:
    """Fill in length and hash in a finished packet; raises PacketFault when the evidence is not in it as it is."""
    start = _place(data, bewijs)
    if start is None:
        raise fault("PAKKET-352", wat="de plaats van het bewijs")
    lengte = _BEFORE_LENGTE + f"{len(data):012d}".encode()
    filled = bewijs.replace(_BEFORE_LENGTE + _LENGTE, lengte, 1)
    end = start + len(packed(bewijs))
    rest = _rest(data[:start] + packed(filled) + data[end:], start, filled)
    filled = filled.replace(_BEFORE_HASH + _HASH, _BEFORE_HASH + rest, 1)
    return data[:start] + packed(filled) + data[end:]


def read(bewijs: bytes) -> dict[str, Any] | None:
    """Read the evidence; None when it is not ours or not readable."""
    try:
        content = json.loads(bewijs)
    except ValueError:
        return None
    if not isinstance(content, dict) or (content.get("soort"), content.get("versie")) != (SOORT, 1):
        return None
    parts = {"controle": dict, "pakket": dict, "onderdelen": list, "bijlagen": list}
    return content if all(isinstance(content.get(name), kind) for name, kind in parts.items()) else None


def length(content: dict[str, Any]) -> int:
    """The length of the packet before its seal, as the evidence says; 0 when it says nothing readable."""
    text = str(content["controle"].get("lengte", ""))
    return int(text) if re.fullmatch("[0-9]{12}", text) else 0


def is_intact(data: bytes, bewijs: bytes) -> bool:
    """Tell whether the file is bit for bit what it was when the evidence was filled in, up to its length."""
    content = read(bewijs)
    if content is None or length(content) > len(data):
        return False
    data = data[: length(content)]
    start = _place(data, bewijs)
    if start is None or _BEFORE_HASH not in bewijs:
        return False
    return _BEFORE_HASH + _rest(data, start, bewijs) in bewijs


def is_one(data: bytes) -> bool:
    """Tell whether a file says in its bytes that it is a packet, also when it can no longer be opened."""
    return SOORT.encode() in data


def _place(data: bytes, bewijs: bytes) -> int | None:
    """Where the evidence lies in the file; None unless it lies there once."""
    lying = packed(bewijs)
    first = data.find(lying)
    return first if first >= 0 and data.find(lying, first + 1) < 0 else None


def _rest(data: bytes, start: int, bewijs: bytes) -> bytes:
    """SHA-256 over everything but the digits of the hash and the check number of the stream of the evidence."""
    lying = packed(bewijs)
    at = start + lying.index(_BEFORE_HASH) + len(_BEFORE_HASH)
    end = start + len(lying)
    view = memoryview(data)
    found = hashlib.sha256(view[:at])
    found.update(view[at + len(_HASH) : end + _CHECK.start])
    found.update(view[end + _CHECK.stop :])
    return found.hexdigest().encode()
