"""A real Dask cluster for a test: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from docgen.batch.cluster import Cluster, Tls
from docgen.errors import DocgenError
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
USUAL = ("--no-nanny", "--memory-limit", "0")


class Engine:
    """A scheduler and its workers; what they say goes to `log`.

    Attributes:
        host: The address of the scheduler.
        tls: Certificates for all; without them nothing is encrypted.
        inside: A command that the scheduler starts under.
    """

    def __init__(
        self, folder: Path, tls: Tls | None = None, host: str = "127.0.0.1", inside: tuple[str, ...] = ()
    ) -> None:
        folder.mkdir()
        self.folder = folder
        self.log = folder / "engine.log"
        self.tls = tls
        self.workers: list[subprocess.Popen[bytes]] = []
        self._port = free_port()
        self._protocol = "tls" if tls else "tcp"
        self.address = f"{self._protocol}://{host}:{self._port}"
        self._host, self._inside = host, inside
        self.start_scheduler()

    def start_scheduler(self, host: str = "") -> None:
        where = ("--host", host or self._host, "--port", str(self._port))
        # What is not a dashboard still has a page with figures.
        self.scheduler = self._start("scheduler", self._inside, *where, "--dashboard-address", "127.0.0.1:0")

    def add(
        self, *options: str, host: str = "127.0.0.1", inside: tuple[str, ...] = (), **environment: str
    ) -> subprocess.Popen[bytes]:
        """Start a worker with one thread."""
        where = (self.address, "--host", host, "--local-directory", str(self.folder / "scratch"), "--nthreads", "1")
        started = self._start("worker", inside, *where, *(options or USUAL), **environment)
        self.workers.append(started)
        return started

    def connect(self, workers: int = 0, **more: Any) -> Cluster:
        """Connect as soon as so many workers are there; raises any refusal but that they are not there yet."""
        wanted, until = workers or len(self.workers), time.monotonic() + 120
        while True:
            try:
                cluster = Cluster(self.address, self.tls, **more)
            except DocgenError as error:
                if error.code not in ("DOCGEN-034", "DOCGEN-035") or time.monotonic() > until:
                    raise
            else:
                if len(cluster.workers) >= wanted:
                    return cluster
                cluster.__exit__(None, None, None)
            time.sleep(0.2)

    def _start(self, what: str, inside: tuple[str, ...], *options: str, **environment: str) -> subprocess.Popen[bytes]:
        tls = self.tls
        files = ("--tls-ca-file", tls.ca, "--tls-cert", tls.cert, "--tls-key", tls.key) if tls else ()
        command = [*inside, sys.executable, "-m", f"distributed.cli.dask_{what}", "--protocol", self._protocol]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*command, "--no-dashboard", *options, *map(str, files)],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def engine(folder: Path, workers: int = 2, tls: Tls | None = None) -> Iterator[Engine]:
    made = Engine(folder, tls)
    try:
        for _ in range(workers):
            made.add()
        yield made
    finally:
        made.close()


def certificates(folder: Path, *addresses: str) -> Tls:
    """A certificate and its issuer, made now and thrown away with the test."""
    folder.mkdir()
    now = dt.datetime.now(dt.UTC)
    issuer, issued = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "uitgever van de test")])

    def certificate(key: ec.EllipticCurvePrivateKey, subject: x509.Name, ca: bool) -> bytes:
        alternatives = [x509.IPAddress(ipaddress.ip_address(one)) for one in ("127.0.0.1", *addresses)]
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(hours=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
            .sign(issuer, hashes.SHA256())
            .public_bytes(serialization.Encoding.PEM)
        )

    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "machine van de test")])
    key = issued.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    files = {"ca.pem": certificate(issuer, name, True), "cert.pem": certificate(issued, own, False), "key.pem": key}
    for file, data in files.items():
        (folder / file).write_bytes(data)
    return Tls(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")
