"""A long batch that is killed on the way: are exactly the sown errors reported, and is nothing made twice?

`bench/endurance.py --aantal 5000 --fouten 20 --kills 10 --format docx` makes cases, runs
`docgen batch` over them, kills it (all its processes at once, with SIGKILL) at moments spread
over the run, resumes it to the end, compares what it reports with what was sown, checks every
file against the manifest, and runs it once more: that must make nothing. It prints the figures,
and ends with 1 when anything is not as it should be.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-11-22"


@dataclass
class Trial:
    """One trial: where it works, and what it was asked."""

    folder: Path
    count: int
    formats: str
    jobs: int

    @property
    def source(self) -> Path:
        """The cases."""
        return self.folder / "zaken.jsonl"

    @property
    def out(self) -> Path:
        """What the batch makes."""
        return self.folder / "uit"

    def sow(self, errors: int, seed: int) -> list[dict[str, Any]]:
        """Make the cases; return the errors that must be reported."""
        numbers = ["--aantal", str(self.count), "--fouten", str(errors), "--zaad", str(seed)]
        subprocess.run([sys.executable, ROOT / "tools" / "cases.py", *numbers, "--out", self.source], check=True)
        found: list[dict[str, Any]] = json.loads(self.source.with_suffix(".fouten.json").read_text(encoding="utf-8"))
        return found

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        """Start the batch as a group of processes of its own."""
        command = [sys.executable, "-m", "docgen.cli", "batch", str(self.source), "--out", str(self.out)]
        command += ["--format", self.formats, "--jobs", str(self.jobs), "--peildatum", DAY, *more]
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)

    def lines(self) -> list[dict[str, Any]]:
        """The manifest."""
        text = (self.out / "_batch" / "manifest.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def size(self) -> int:
        """Bytes of the manifest so far."""
        path = self.out / "_batch" / "manifest.jsonl"
        return path.stat().st_size if path.exists() else 0


def main() -> int:
    """Run the trial and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aantal", type=int, default=5000)
    parser.add_argument("--fouten", type=int, default=20)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--format", default="pdf,docx")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--zaad", type=int, default=1)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="docgen-duurproef-"))
    try:
        return _trial(Trial(folder, given.aantal, given.format, given.jobs), given)
    finally:
        shutil.rmtree(folder)


def _trial(trial: Trial, given: argparse.Namespace) -> int:
    sown = trial.sow(given.fouten, given.zaad)
    start = time.monotonic()
    kills, code = _run_with_kills(trial, given.kills, random.Random(given.zaad))
    first = time.monotonic() - start
    wrong = _compare(trial, sown)
    start = time.monotonic()
    again = trial.start().wait()
    second = time.monotonic() - start
    stands = _stands(trial.lines())
    wrong += [f"de tweede keer is er iets gemaakt: {dict(stands)}"] if stands["gemaakt"] else []
    wrong += [f"afsluitcodes {code} en {again}, verwacht 3 en 3"] if (code, again) != (3, 3) and sown else []
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{given.aantal} zaken, {len(sown)} fouten gezaaid, {kills} keer gedood, formaat {given.format}")
    print(f"eerste keer, met doden en hervatten: {first:.0f} s ({given.aantal / first:.1f} zaken per seconde)")
    print(f"tweede keer: {second:.0f} s ({given.aantal / second:.1f} zaken per seconde), {dict(stands)}")
    print(f"grootste proces: {peak:.0f} MB")
    for line in wrong or ["precies de gezaaide fouten gemeld; elk bestand heel en precies één keer"]:
        print(line)
    return 1 if wrong else 0


def _run_with_kills(trial: Trial, kills: int, chance: random.Random) -> tuple[int, int]:
    """Run to the end, killing on the way; return how often it was killed, and the exit code of the end."""
    share = trial.source.stat().st_size / (kills + 1)
    done = 0
    while True:
        process = trial.start("--resume")
        size = trial.size()
        if done < kills:
            # The manifest grows with the cases: kill when it has grown by about an equal share of them.
            while process.poll() is None and trial.size() - size < share * chance.uniform(0.05, 0.3):
                time.sleep(0.05)
            time.sleep(chance.uniform(0, 0.5))
        if done < kills and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            done += 1
            continue
        return done, process.wait()


def _compare(trial: Trial, sown: list[dict[str, Any]]) -> list[str]:
    """What is not as it should be, in words."""
    cases = [line for line in trial.lines() if line["soort"] == "zaak"]
    wrong = []
    numbers = collections.Counter(line["nummer"] for line in cases)
    if sorted(numbers) != list(range(1, trial.count + 1)):
        wrong.append("niet elke zaak heeft een uitkomst")
    repeated = sum(1 for line in cases if numbers[line["nummer"]] > 1 and not _case_alone(line))
    if repeated:
        wrong.append(f"{repeated} zaken staan meer dan eens in het manifest")
    reported = {
        (line["nummer"], problem["code"], problem["veld"])
        for line in cases
        for end in line["uitkomsten"]
        if end["stand"] in ("geweigerd", "mislukt")
        for problem in end["problemen"]
    }
    expected = {(one["regel"], one["code"], one["veld"]) for one in sown}
    wrong += [f"niet gemeld: {one}" for one in sorted(expected - reported)]
    wrong += [f"onverwacht gemeld: {one}" for one in sorted(reported - expected)]
    return wrong + _compare_files(trial, cases)


def _case_alone(line: dict[str, Any]) -> bool:
    """Whether a line is an error about a row as a whole, which going on finds again."""
    return all(end["document"] == "" for end in line["uitkomsten"])


def _compare_files(trial: Trial, cases: list[dict[str, Any]]) -> list[str]:
    known = {one["naam"]: one for line in cases for one in line["bestanden"]}
    wanted = known.keys() | {f"{name}.herkomst.json" for name, one in known.items() if one["herkomst"]}
    paths = (path.relative_to(trial.out) for path in trial.out.rglob("*") if path.is_file())
    there = {str(path) for path in paths if "_batch" not in path.parts}
    wrong = [f"bestand te veel: {name}" for name in sorted(there - wanted)]
    wrong += [f"bestand te weinig: {name}" for name in sorted(wanted - there)]
    for name, one in known.items():
        if name in there and hashlib.sha256((trial.out / name).read_bytes()).hexdigest() != one["sha256"]:
            wrong.append(f"bestand niet heel: {name}")
    print(f"{len(there)} bestanden nagekeken")
    return wrong


def _stands(lines: list[dict[str, Any]]) -> collections.Counter[str]:
    """How often each state stands in the last run of a manifest."""
    last = max(index for index, line in enumerate(lines) if line["soort"] == "begin")
    ends = (end for line in lines[last:] if line["soort"] == "zaak" for end in line["uitkomsten"])
    return collections.Counter(end["stand"] for end in ends)


if __name__ == "__main__":
    sys.exit(main())
