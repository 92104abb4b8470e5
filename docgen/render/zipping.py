"""Zip archives whose unchanging members are compressed once per process, with fixed dates."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_DATE = 0x0021
"""1 January 1980, the first day that a zip archive knows: a date says nothing here."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, compressed."""

    name: bytes
    crc: int
    size: int
    packed: bytes


def member(name: str, data: bytes, level: int = 6) -> Member:
    """Compress one file. The name must be ASCII, as all names in a Word file are."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name.encode("ascii"), zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


def pack(members: Iterable[Member]) -> bytes:
    """Write an archive of compressed members, in their order."""
    body, directory, count = bytearray(), bytearray(), 0
    for one in members:
        fields = (20, 0, zlib.DEFLATED, 0, _DATE, one.crc, len(one.packed), one.size, len(one.name), 0)
        directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, *fields, 0, 0, 0, 0, len(body)) + one.name
        body += struct.pack("<4s5H3I2H", b"PK\3\4", *fields) + one.name + one.packed
        count += 1
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)
