"""What the tests of the front end run on: SQLite and a real PostgreSQL server, and a real Chromium."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright

from docgen.web import accounts, listing
from tests.web.screen import Server, served
from tests.web.site import Site, make_site

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(autouse=True, scope="session")
def _quick_hashes() -> Iterator[None]:
    """Hash passwords as fast as the library can: a site has twenty accounts."""
    from argon2 import PasswordHasher

    before = accounts._HASHER
    accounts._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    accounts._HASHER = before


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium")
    assert found, "chromium ontbreekt: ./run test zet het klaar"
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture(autouse=True, scope="session")
def _time_enough() -> Iterator[None]:
    """Let a list bring every line up to today, however busy the machine is."""
    before = listing.BUDGET
    listing.BUDGET = 600.0
    yield
    listing.BUDGET = before


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test run, on a socket in a folder of its own; gives the start of its address."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert binaries, "PostgreSQL ontbreekt: ./run test zet het klaar"
    # A short path: a socket has room for some hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="dg-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        who = pwd.getpwnam("nobody")
        os.chown(folder, who.pw_uid, who.pw_gid)
        as_user = ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        subprocess.run([*as_user, str(binaries[-1] / program), *arguments], check=True, capture_output=True, cwd=folder)

    run("initdb", "-D", str(data), "-U", "test", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    address = f"postgresql://test@/{{name}}?host={folder}"
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as link:
        link.execute("CREATE DATABASE gevuld")
    make_site(tmp_path_factory.mktemp("gevuld"), address.format(name="gevuld"), filled=False).stop()
    yield address
    run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A front end with an empty database of its own, of each kind."""
    url = ""
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres")
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(address.format(name="postgres"), autocommit=True) as link:
            link.execute(f"CREATE DATABASE {name} TEMPLATE gevuld")
        url = address.format(name=name)
    made = make_site(tmp_path, url)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in a process of its own, with users and no case."""
    folder = tmp_path_factory.mktemp("leeg")
    make_site(folder).stop()
    with served(folder) as running:
        yield running
