"""How a batch scales over the workers of a cluster on this machine, beside the pool of one machine.

`bench/cluster.py --aantal 500 --format docx --werkers 1 2` makes cases, runs `docgen batch`
with `--jobs N` and with `--executor` and N workers, prints cases per second of each, and
ends with 1 when the bytes differ. Start and warming up are in the times, as they are for a user.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from docgen.batch.cluster import Cluster
from docgen.errors import DocgenError

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-11-22"


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aantal", type=int, default=500)
    parser.add_argument("--format", default="docx")
    parser.add_argument("--werkers", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    found = set()
    with tempfile.TemporaryDirectory(prefix="docgen-cluster-") as name:
        folder = Path(name)
        source = folder / "zaken.jsonl"
        cases = [sys.executable, ROOT / "tools" / "cases.py", "--aantal", str(given.aantal), "--fouten", "0"]
        subprocess.run([*cases, "--zaad", "1", "--out", source], check=True)
        for number in given.werkers:
            found.add(_run(source, folder / f"jobs-{number}", given, f"--jobs {number}", "--jobs", str(number)))
            found.add(_on_cluster(source, folder / f"werkers-{number}", given, number))
    print("overal dezelfde bytes" if len(found) == 1 else "DE BYTES VERSCHILLEN")
    return len(found) - 1


def _on_cluster(source: Path, out: Path, given: argparse.Namespace, number: int) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    options = ("--no-nanny", "--memory-limit", "0", "--nthreads", "1", "--local-directory", str(source.parent))
    started = [_start("scheduler", "--host", "127.0.0.1", "--port", port, "--dashboard-address", "127.0.0.1:0")]
    try:
        started += [_start("worker", address, "--host", "127.0.0.1", *options) for _ in range(number)]
        _wait(address, number)
        return _run(source, out, given, f"{number} werker(s)", "--executor", address)
    finally:
        for process in started:
            process.kill()
            process.wait()


def _start(what: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def _wait(address: str, number: int) -> None:
    while True:
        try:
            with Cluster(address) as cluster:
                if len(cluster.workers) == number:
                    return
        except DocgenError as error:
            if error.code not in ("DOCGEN-034", "DOCGEN-035"):
                raise
        time.sleep(0.5)


def _run(source: Path, out: Path, given: argparse.Namespace, what: str, *options: str) -> str:
    command = [sys.executable, "-m", "docgen.cli", "batch", source, "--out", out, "--format", given.format]
    start = time.monotonic()
    subprocess.run([*command, "--peildatum", DAY, *options], check=True, capture_output=True)
    took = time.monotonic() - start
    print(f"{what:<14} {took:7.1f} s  {given.aantal / took:6.2f} zaken per seconde", flush=True)
    digest = hashlib.sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file() and "_batch" not in path.parts):
        digest.update(f"{path.relative_to(out)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
