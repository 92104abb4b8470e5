"""Two machines that only know each other over a network: here two network namespaces with a cable between them."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.conftest import Batch, case_of
from tests.batch.engine import Engine, certificates
from tests.batch.test_cluster import command, source_of

HOSTS = ("10.213.7.1", "10.213.7.2")
SUDO = () if os.geteuid() == 0 else ("sudo", "-n", "-E")


def ip(*words: str) -> None:
    subprocess.run([*SUDO, "ip", *words], check=True)


@pytest.fixture
def hosts() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Two hosts; each as the command under which a process runs there. They have no other network."""
    names = [f"docgen-{secrets.token_hex(3)}" for _ in HOSTS]
    try:
        for name in names:
            ip("netns", "add", name)
        ip("link", "add", "draad", "netns", names[0], "type", "veth", "peer", "name", "draad", "netns", names[1])
        for name, address in zip(names, HOSTS, strict=True):
            ip("-n", name, "addr", "add", f"{address}/24", "dev", "draad")
            ip("-n", name, "link", "set", "draad", "up")
            ip("-n", name, "link", "set", "lo", "up")
        first, second = ((*SUDO, "ip", "netns", "exec", name) for name in names)
        yield first, second
    finally:
        for name in names:
            subprocess.run([*SUDO, "ip", "netns", "del", name], check=False)


@pytest.mark.slow
def test_two_hosts_over_tls_make_the_same_bytes_as_one_and_nothing_goes_in_the_open(
    tmp_path: Path, batch: Batch, hosts: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    cases = [case_of(number) for number in range(1, 13)]
    source, tls = source_of(tmp_path, cases), certificates(tmp_path / "tls", *HOSTS)
    motor = Engine(tmp_path / "motor", tls, HOSTS[0], hosts[0])
    try:
        for address, inside in zip(HOSTS, hosts, strict=True):
            motor.add(host=address, inside=inside)
        until = time.monotonic() + 120
        while motor.log.read_text().count("Register worker addr") < 2 and time.monotonic() < until:
            time.sleep(0.2)
        log = motor.log.read_text()
        assert all(f"Register worker addr: tls://{address}:" in log for address in HOSTS)
        done = command(source, tmp_path / "uit", motor.address, tls, inside=hosts[0])
        assert done.returncode == 0, done.stderr
        plain = command(source, tmp_path / "uit2", motor.address.replace("tls:", "tcp:"), tls, inside=hosts[0])
        assert "DOCGEN-032" in plain.stderr
    finally:
        motor.close()
    batch.run(cases)
    assert Batch(tmp_path / "uit").files() == batch.files()
