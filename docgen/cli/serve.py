"""`docgen serve`: the front end, in a server that is fit for production."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen import service
from docgen.cli import dutch
from docgen.cli.shared import err, warn
from docgen.errors import fault

if TYPE_CHECKING:
    from flask import Flask

THREADS = 8
REQUESTS = 2_000
"""A worker is replaced after this many requests, so that no leak lasts."""
SECONDS = 120
"""A request that takes longer is stopped."""


@click.command(cls=dutch.Command)
@click.option("--host", metavar="ADRES", default="127.0.0.1", help="Waarop de server luistert.")
@click.option("--port", metavar="POORT", default=8000, type=click.IntRange(1, 65535), help="De poort.")
@click.option(
    "--data",
    "map_",
    metavar="MAP",
    default="data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Map met de database.",
)
def serve(host: str, port: int, map_: Path) -> int:
    """Start de webpagina's, op deze computer of (met sleutel, namen en een beheerder) ook daarbuiten."""
    from sqlalchemy.orm import Session

    from docgen.web import config, create_app
    from docgen.web.pages.login import first_code

    local = _is_loopback(host)
    app = create_app(config.local(map_, os.environ) if local else config.outside(map_, os.environ))
    with Session(app.config["ENGINE"]) as db, db.begin():
        code = first_code(db)
    warn(service.health())
    err.print(f"docgen luistert op http://{host}:{port}/ (stoppen met Ctrl-C)", markup=False)
    if code:
        err.print(f"Er is nog geen beheerder. Maak die aan op http://{host}:{port}/eerste-beheerder", markup=False)
        err.print(f"met de code {code}", markup=False)
    _run(app, f"{host}:{port}" if ":" not in host else f"[{host}]:{port}")
    return 0


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise fault("DOCGEN-106", naam=host) from None


def _run(app: Flask, bind: str) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """One worker with threads, so that limits and the warm renderers are shared."""

        def load_config(self) -> None:
            """Set up the server; the command line is ours, not gunicorn's."""
            for name, value in _settings(app, bind).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            """Hand over the application."""
            return app

    # The workers are forks: no connection may go along.
    app.config["ENGINE"].dispose()
    Server().run()


def _settings(app: Flask, bind: str) -> dict[str, Any]:
    from docgen.web import jobs

    return {
        "bind": bind,
        "workers": 1,
        "worker_class": "gthread",
        "threads": THREADS,
        "max_requests": REQUESTS,
        "max_requests_jitter": REQUESTS // 10,
        "timeout": SECONDS,
        "umask": 0o077,
        "limit_request_line": 4094,
        "limit_request_fields": 60,
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "proc_name": "docgen",
        # What sets previews takes seconds to come up; here, for it may not be forked.
        "post_worker_init": lambda _: service.prepare(),
        # While it does a job it is not replaced: the page of a long job asks often how far it is.
        "pre_request": lambda worker, _: setattr(worker, "nr", 0) if jobs.running(app) else None,
    }


COMMANDS = (serve,)
