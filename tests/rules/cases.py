"""Cases for the tests of rules: a real one with a few fields changed."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

from docgen.case import loads
from docgen.rules import Ernst, Outcome, evaluate

NEW = "friesland-driepartijen"
RUNNING = "friesland-omklap"
COUPLED = "noordoostpolder-bewind"
SUBLET = "alkmaar-verdiencontract"
JOINING = "toetreding-friesland"
TRIANGLE = "westfriesland-driehoek"
REAL = (NEW, RUNNING, COUPLED, SUBLET, TRIANGLE)
PEILDATUM = "2026-11-22"
_CASES = Path(__file__).parents[2] / "fixtures" / "cases"
_BASE = {name: json.loads((_CASES / f"{name}.json").read_text(encoding="utf-8")) for name in (*REAL, JOINING)}


def judged(changes: dict[str, Any], on: str = PEILDATUM, base: str = NEW) -> Outcome:
    """Evaluate a real case after setting these paths ("huurovereenkomst.einddatum", "doelen.1.thema")."""
    data = copy.deepcopy(_BASE[base])
    for path, value in changes.items():
        *keys, last = path.split(".")
        part: Any = data
        for key in keys:
            part = part[int(key)] if isinstance(part, list) else part[key]
        part[int(last) if isinstance(part, list) else last] = value
    raw = json.dumps(data, ensure_ascii=False).encode()
    return evaluate(loads(raw, "zaak.json"), dt.date.fromisoformat(on))


def severities(found: Outcome, code: str) -> list[Ernst]:
    """The severities of what one rule found, on request or not."""
    return [f.ernst for f in (*found.findings, *found.on_request) if f.code == code]
