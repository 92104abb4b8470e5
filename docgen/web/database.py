"""The database: one engine per process, its settings, and its migrations.

Bron: security.md §5 row 17 of the project. SQLite keeps every acknowledged save through a power cut (WAL with
synchronous FULL) and writes zeros over what is removed (secure_delete). It has one writer at a time, so a request
that shows something takes that place only when it writes its line in the log, and not while it reads and reckons.
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=30000",
    "secure_delete=ON",
)
PERSONAL = (
    "zaken",
    "versies",
    "overzichten",
    "momenten",
    "kladden",
    "stukken",
    "voorbeelden",
    "inleveringen",
    "bladbeelden",
    "pakketten",
    "batches",
    "sessies",
)
"""Tables that hold personal data."""
READING: ContextVar[bool] = ContextVar("docgen_reading", default=False)
"""True while a request is served that shows something: its transactions begin as those of a reader."""
_READS = "docgen_reads"
MIGRATIONS = Path(__file__).parent / "migrations"


def connect(url: str) -> Engine:
    """Make the engine of this process; nothing is read or made yet."""
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settle)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "before_cursor_execute", _before)
    return engine


def _settle(connection: Any, _: Any) -> None:
    # Transactions are begun below, not by the driver at the first write.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.info[_READS] = False
    connection.exec_driver_sql("BEGIN" if READING.get() else "BEGIN IMMEDIATE")
    connection.info[_READS] = READING.get()


def _before(connection: Connection, _: Any, statement: str, *__: Any) -> None:
    """Let a reader that is about to write begin again as a writer: as it is, it would be refused without waiting."""
    if connection.info.get(_READS) and not statement.lstrip().upper().startswith("SELECT"):
        connection.info[_READS] = False
        for step in ("COMMIT", "BEGIN IMMEDIATE"):
            connection.exec_driver_sql(step)


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; does nothing when they are."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != ScriptDirectory.from_config(config).get_current_head():
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def wipe(engine: Engine) -> None:
    """Give back to the disk, emptied, what rows that were removed took up."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.cursor().execute(statement)
        finally:
            connection.close()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
        for table in PERSONAL:
            link.execute(text(f"VACUUM (FULL) {table}"))
        link.execute(text("CHECKPOINT"))
