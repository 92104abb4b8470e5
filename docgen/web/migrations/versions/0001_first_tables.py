"""The first tables: accounts and sessions, cases with their versions, what is kept of them, and the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NO_CHANGE = "het logboek groeit alleen aan"


def upgrade() -> None:
    """Make the tables, parents first."""
    _accounts()
    _cases()
    _work()
    _finals()
    _log()


def _text(name: str, size: int, **keys: object) -> sa.Column[str]:
    return sa.Column(name, sa.String(size), nullable=False, **keys)  # type: ignore[arg-type]


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(), nullable=False)


def _refers(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def _accounts() -> None:
    op.create_table(
        "partijen",
        _text("id", 32),
        _text("naam", 200),
        _text("rol", 40),
        _key("partijen", "id"),
        sa.UniqueConstraint("naam", name="uq_partijen_naam"),
    )
    op.create_table(
        "gebruikers",
        _text("id", 32),
        _text("naam", 100),
        _text("wachtwoord", 200),
        _text("party_id", 32),
        sa.Column("actief", sa.Boolean(), nullable=False),
        sa.Column("nieuw_wachtwoord", sa.Boolean(), nullable=False),
        _moment("gemaakt_op"),
        _key("gebruikers", "id"),
        _refers("gebruikers", "party_id", "partijen"),
        sa.UniqueConstraint("naam", name="uq_gebruikers_naam"),
    )
    _index("gebruikers", "party_id")
    op.create_table(
        "sessies",
        _text("token", 64),
        sa.Column("user_id", sa.String(32), nullable=True),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        _moment("gemaakt_op"),
        _moment("gezien_op"),
        _key("sessies", "token"),
        _refers("sessies", "user_id", "gebruikers"),
    )
    _index("sessies", "user_id")
    _index("sessies", "gezien_op")


def _cases() -> None:
    op.create_table(
        "zaken",
        _text("id", 32),
        _text("zaaknummer", 40),
        _text("soort", 20),
        _text("regeling", 60),
        _moment("gemaakt_op"),
        sa.Column("gesloten_op", sa.Date(), nullable=True),
        _key("zaken", "id"),
        sa.UniqueConstraint("zaaknummer", name="uq_zaken_zaaknummer"),
    )
    _index("zaken", "soort")
    op.create_table(
        "deelnemers",
        _text("case_id", 32),
        _text("party_id", 32),
        _key("deelnemers", "case_id", "party_id"),
        _refers("deelnemers", "case_id", "zaken", "CASCADE"),
        _refers("deelnemers", "party_id", "partijen"),
    )
    _index("deelnemers", "party_id")
    op.create_table(
        "versies",
        _text("id", 32),
        _text("case_id", 32),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        _text("hoe", 40),
        _text("user_id", 32),
        _moment("gemaakt_op"),
        _key("versies", "id"),
        _refers("versies", "case_id", "zaken", "CASCADE"),
        _refers("versies", "user_id", "gebruikers"),
        sa.UniqueConstraint("case_id", "nummer", name="uq_versies_case_id"),
    )


def _work() -> None:
    op.create_table(
        "overzichten",
        _text("version_id", 32),
        _text("rol", 40),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("zoek", sa.Text(), nullable=False),
        _key("overzichten", "version_id", "rol"),
        _refers("overzichten", "version_id", "versies", "CASCADE"),
    )
    op.create_table(
        "kladden",
        _text("user_id", 32),
        _text("case_id", 32),
        _text("plek", 60),
        sa.Column("basis", sa.Integer(), nullable=False),
        sa.Column("velden", sa.JSON(), nullable=False),
        _moment("bewaard_op"),
        _key("kladden", "user_id", "case_id", "plek"),
        _refers("kladden", "user_id", "gebruikers"),
        _refers("kladden", "case_id", "zaken", "CASCADE"),
    )
    _index("kladden", "case_id")
    op.create_table(
        "instellingen",
        _text("sleutel", 60),
        sa.Column("waarde", sa.Text(), nullable=False),
        _key("instellingen", "sleutel"),
    )


def _finals() -> None:
    op.create_table(
        "stukken",
        _text("id", 32),
        _text("case_id", 32),
        _text("version_id", 32),
        _text("rol", 40),
        _text("document", 60),
        _text("bestand", 100),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        _text("sha256", 64),
        _text("document_hash", 64),
        sa.Column("peildatum", sa.Date(), nullable=False),
        _text("user_id", 32),
        _moment("gemaakt_op"),
        _key("stukken", "id"),
        _refers("stukken", "case_id", "zaken", "CASCADE"),
        _refers("stukken", "version_id", "versies", "CASCADE"),
        _refers("stukken", "user_id", "gebruikers"),
    )
    _index("stukken", "case_id")


def _log() -> None:
    op.create_table(
        "logboek",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _moment("moment"),
        sa.Column("user_id", sa.String(32), nullable=True),
        _text("actie", 60),
        _text("zaaknummer", 40),
        _text("over", 200),
        _key("logboek", "id"),
        _refers("logboek", "user_id", "gebruikers"),
    )
    _index("logboek", "moment")
    _index("logboek", "zaaknummer")
    _append_only()


def _append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER logboek_geen_{what.lower()} BEFORE {what} ON logboek "
                f"BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION logboek_vast() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{NO_CHANGE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER logboek_vast BEFORE UPDATE OR DELETE OR TRUNCATE ON logboek "
        "FOR EACH STATEMENT EXECUTE FUNCTION logboek_vast()"
    )
