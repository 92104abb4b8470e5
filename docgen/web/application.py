"""The application factory: the one place where the parts of the front end are put together."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from docgen import service
from docgen.errors import fault
from docgen.web import accounts, batches, errorpages, filters, gate, jobs, previews
from docgen.web.config import FORM_BYTES, UPLOAD_BYTES, Config
from docgen.web.database import connect, migrate
from docgen.web.limits import limiter
from docgen.web.pages import BLUEPRINTS
from docgen.web.sessions import ServerSessions, sweep

MOST_FIELDS = 2_000
"""Fields of one form: the longest plan has some hundreds."""


def create_app(config: Config) -> Flask:
    """Make the application.

    Raises:
        DocgenError: DOCGEN-103, others than this machine can reach it and it has no beheerder yet.
    """
    engine = connect(config.url)
    warnings = _seal_warnings(config)
    migrate(engine)
    with Session(engine) as db, db.begin():
        if config.outside and not accounts.anybody(db):
            raise fault("DOCGEN-103")
        sweep(db, config.clock())
        jobs.sweep(db, config.clock())
        previews.sweep(db, config.clock())
    app = errorpages.QuietFlask("docgen.web")
    _configure(app, config, engine, warnings)
    limiter.init_app(app)
    gate.guard(app, engine)
    jobs.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    errorpages.register(app)
    filters.register(app)
    with app.app_context(), Session(engine) as db, db.begin():
        batches.sweep(db, config)
    return app


def _seal_warnings(config: Config) -> tuple[str, ...]:
    """What whoever makes a packet must know of the seal; raises when packets cannot be sealed with it."""
    if config.seal is None:
        return ()
    return service.check_key(config.seal, config.seal_password, config.trust, config.clock())


def _configure(app: Flask, config: Config, engine: Engine, warnings: tuple[str, ...]) -> None:
    app.config.update(
        DOCGEN=config,
        ENGINE=engine,
        SEAL_WARNINGS=warnings,
        SECRET_KEY=config.secret_key,
        TRUSTED_HOSTS=list(config.trusted_hosts),
        MAX_CONTENT_LENGTH=UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES,
        MAX_FORM_PARTS=MOST_FIELDS,
        SESSION_COOKIE_NAME=config.cookie,
        SESSION_COOKIE_SECURE=config.outside,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        WTF_CSRF_CHECK_DEFAULT=False,  # the gate checks, after it knows who is there
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
        WTF_CSRF_SSL_STRICT=True,
        RATELIMIT_ENABLED=config.limits,
        RATELIMIT_STORAGE_URI="memory://",
    )
    app.session_interface = ServerSessions(engine, config.clock)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=0)  # type: ignore[method-assign]
