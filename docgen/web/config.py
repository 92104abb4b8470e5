"""How the front end is set up, and when it refuses to start.

Bron: security.md §5 rows 9, 12 and 13 of the project: Flask's own defaults are open, so none of them is used.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from docgen import service
from docgen.errors import fault

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
KEY_BYTES = 32
UPLOAD_BYTES = 5_000_000
"""The largest request with a case file."""
PDF_BYTES = 60_000_000
"""The largest request with scans or a packet: some three hundred pages in grey."""
FORM_BYTES = 1_000_000
"""The largest form without a file: more than the longest plan."""
TABLE_BYTES = 20_000_000
"""The largest request with the table of a batch."""
IDLE = dt.timedelta(minutes=30)
LONGEST = dt.timedelta(hours=10)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> dt.datetime:
    """Read the clock."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, kw_only=True)
class Config:
    """Where the data is, who may reach it, and what keeps it safe."""

    data: Path
    """Folder with the database file and the key."""
    secret_key: str
    database_url: str = ""
    """Empty: an SQLite file in `data`."""
    trusted_hosts: tuple[str, ...] = LOCAL_HOSTS
    outside: bool = False
    """True when others than this machine can reach it; it is then behind HTTPS and cookies go nowhere else."""
    proxies: int = 0
    """How many proxies of our own stand before it; only so many addresses in X-Forwarded-For are believed."""
    limits: bool = True
    seal: Path | None = None
    """The key that packets are sealed with: a `.p12`, or the `.toml` that describes a key; None: no seal."""
    seal_password: str = field(default="", repr=False)
    trust: Path | None = None
    """Folder with the certificates by which signatures are judged."""
    clock: Callable[[], dt.datetime] = now

    @property
    def url(self) -> str:
        """The database, for SQLAlchemy."""
        if not self.database_url:
            return f"sqlite:///{self.data / 'zaken.sqlite3'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else self.database_url

    @property
    def cookie(self) -> str:
        """Name of the session cookie; browsers hold `__Host-` to this host, this path and HTTPS."""
        return "__Host-docgen" if self.outside else "docgen"

    def today(self) -> dt.date:
        """The day in the Netherlands."""
        return self.clock().astimezone(AMSTERDAM).date()


def local(data: Path, environ: Mapping[str, str]) -> Config:
    """Set up for this machine alone; the key is made once and kept in the folder."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = environ.get("SECRET_KEY") or _kept_key(data / "sleutel")
    return Config(data=data, secret_key=key, database_url=environ.get("DATABASE_URL", ""), **_packets(environ))


def outside(data: Path, environ: Mapping[str, str]) -> Config:
    """Set up for others than this machine.

    Raises:
        DocgenError: DOCGEN-101 without a secret key of 32 bytes, DOCGEN-102 without trusted hosts.
    """
    key = environ.get("SECRET_KEY", "")
    if len(key.encode()) < KEY_BYTES:
        raise fault("DOCGEN-101", bytes=KEY_BYTES)
    hosts = tuple(host.strip() for host in environ.get("TRUSTED_HOSTS", "").split(",") if host.strip())
    if not hosts:
        raise fault("DOCGEN-102")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Config(
        data=data,
        secret_key=key,
        database_url=environ.get("DATABASE_URL", ""),
        trusted_hosts=hosts,
        outside=True,
        proxies=int(environ.get("PROXIES", "0") or 0),
        **_packets(environ),
    )


def from_environment(environ: Mapping[str, str]) -> Config:
    """Set up as a production server does: always as if the whole world can reach it."""
    return outside(Path(environ.get("DATA_DIR", "data")), environ)


def _packets(environ: Mapping[str, str]) -> dict[str, Any]:
    """What packets are sealed with, and by what signatures are judged: SEAL_KEY and TRUST_DIR."""
    seal, trust = environ.get("SEAL_KEY", ""), environ.get("TRUST_DIR", "")
    return {
        "seal": Path(seal) if seal else None,
        "seal_password": service.seal_password(Path(seal), environ) if seal else "",
        "trust": Path(trust) if trust else None,
    }


def _kept_key(path: Path) -> str:
    if not path.is_file():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
    return path.read_text().strip()
