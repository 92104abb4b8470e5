"""Inspects a file that came in, in child processes: no file can take the caller down."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

from docgen.errors import DocgenError, problem
from docgen.packet import examine, signatures
from docgen.packet.inspectie import Handtekening, Inspectie
from docgen.work import child
from docgen.work.child import Limits

MAX_BYTES = 100 << 20
LIMITS = Limits(cpu_seconds=30, wall_seconds=240, memory=1 << 30, file_size=64 << 20)
"""What reading one file may take; some 300 MB of the memory is our libraries.

The processor time stops a file that loops. The clock is only for what waits, and is wide: on a
busy machine it would turn a good signature into one that cannot be checked.
"""

_DEATHS = {"MAAK-901": "PAKKET-112", "MAAK-902": "PAKKET-113", "MAAK-903": "PAKKET-114"}


def inspect(data: bytes, trust: Path | None, moment: dt.datetime, limits: Limits = LIMITS) -> Inspectie:
    """Say what a file is, and everything that is against using it.

    Args:
        data: The bytes as they came in.
        trust: Folder with the certificates that are trusted (see `signatures.load_trust`);
            None: no signature can be judged further than that nothing was changed.
        moment: The moment of judging, with its zone.
        limits: What each of the two child processes may use.

    Returns:
        What was seen; a file that cannot be used is a result with `problemen`.

    Raises:
        DocgenError: PAKKET-120 or PAKKET-121, for the folder; never for the file.
    """
    anchors = signatures.load_trust(trust)
    seen = Inspectie(hashlib.sha256(data).hexdigest(), len(data))
    refusal = _at_the_door(data)
    if refusal:
        return replace(seen, problemen=(problem(refusal, "", hoogste=MAX_BYTES >> 20),))
    try:
        seen, count = child.run(examine.examine, data, seen.sha256, limits=limits)
    except DocgenError as error:
        return replace(seen, problemen=(problem(_DEATHS.get(error.code, "PAKKET-115"), ""),))
    if not count or seen.problemen:
        return seen
    return replace(seen, handtekeningen=_judge(data, count, anchors, moment, limits))


def _at_the_door(data: bytes) -> str:
    if not data:
        return "PAKKET-100"
    if len(data) > MAX_BYTES:
        return "PAKKET-102"
    return "" if b"%PDF-" in data[:1024] else "PAKKET-101"


def _judge(
    data: bytes, count: int, anchors: signatures.Trust, moment: dt.datetime, limits: Limits
) -> tuple[Handtekening, ...]:
    """Judge the signatures; when that cannot be done at all, each of them is unknown."""
    try:
        return child.run(signatures.judge, data, count, anchors, moment, limits=limits)
    except DocgenError:
        return (signatures.unknown("Het lezen van de handtekening is mislukt."),) * count
