"""The options by which a batch goes beyond this machine: its workers, its input and its output."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from docgen.batch.cluster import Cluster, Tls
from docgen.batch.places import fetched

_FILE = click.Path(path_type=Path)
_OPTIONS = (
    click.option(
        "--executor",
        metavar="ADRES",
        help="Laat het maken over aan de werkers van deze Dask-verdeler (tls://machine:poort).",
    ),
    click.option("--tls-ca", metavar="BESTAND", type=_FILE, help="Certificaat van de uitgever."),
    click.option("--tls-cert", metavar="BESTAND", type=_FILE, help="Certificaat van deze kant."),
    click.option("--tls-key", metavar="BESTAND", type=_FILE, help="Geheime sleutel daarbij."),
    click.option("--naar", metavar="PLAATS", help="Stuur wat er staat ook hierheen (s3://…, sftp://…)."),
)


def beyond(command: Callable[..., int]) -> Callable[..., int]:
    """Give a batch these options: it gets its `invoer` as a path, and a `cluster` (None without --executor)."""

    @functools.wraps(command)
    def connected(
        *,
        invoer: str,
        executor: str | None,
        tls_ca: Path | None,
        tls_cert: Path | None,
        tls_key: Path | None,
        **more: Any,
    ) -> int:
        if executor is None and (tls_ca or tls_cert or tls_key):
            raise click.BadParameter("noem er ook een verdeler bij", param_hint="--executor")
        with contextlib.ExitStack() as stack:
            cluster = stack.enter_context(Cluster(executor, Tls(tls_ca, tls_cert, tls_key))) if executor else None
            return command(invoer=stack.enter_context(fetched(invoer)), cluster=cluster, **more)

    decorated: Callable[..., int] = connected
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
