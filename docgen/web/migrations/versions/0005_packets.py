"""What came in for packets, what was said of its pages, and the packets that were made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, parents first."""
    _came_in()
    _said()
    _made()


def _text(name: str, size: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(size), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _refers(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def _came_in() -> None:
    op.create_table(
        "inleveringen",
        _text("id", 32),
        _text("case_id", 32),
        _text("party_id", 32),
        _text("rol", 40),
        _number("nummer"),
        _text("naam", 200),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        _number("grootte"),
        _text("sha256", 64),
        sa.Column("gezien", sa.LargeBinary(), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inleveringen"),
        _refers("inleveringen", "case_id", "zaken", "CASCADE"),
        _refers("inleveringen", "party_id", "partijen"),
        sa.UniqueConstraint("case_id", "party_id", "rol", "nummer", name="uq_inleveringen_case_id"),
    )
    op.create_table(
        "bladbeelden",
        _text("upload_id", 32),
        _number("blad"),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", "blad", name="pk_bladbeelden"),
        _refers("bladbeelden", "upload_id", "inleveringen", "CASCADE"),
    )


def _said() -> None:
    op.create_table(
        "aanwijzingen",
        _text("upload_id", 32),
        _number("blad"),
        _text("document", 80),
        _number("bladzijde"),
        _number("draai"),
        sa.PrimaryKeyConstraint("upload_id", "blad", name="pk_aanwijzingen"),
        _refers("aanwijzingen", "upload_id", "inleveringen", "CASCADE"),
    )
    op.create_table(
        "pakketkeuzes",
        _text("case_id", 32),
        _text("party_id", 32),
        _text("rol", 40),
        _text("document", 80),
        _text("keuze", 20),
        sa.PrimaryKeyConstraint("case_id", "party_id", "rol", "document", name="pk_pakketkeuzes"),
        _refers("pakketkeuzes", "case_id", "zaken", "CASCADE"),
        _refers("pakketkeuzes", "party_id", "partijen"),
    )


def _made() -> None:
    op.create_table(
        "pakketten",
        _text("id", 32),
        _text("case_id", 32),
        _text("version_id", 32),
        _text("party_id", 32),
        _text("rol", 40),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("originelen", sa.LargeBinary(), nullable=True),
        sa.Column("met_originelen", sa.Boolean(), nullable=False),
        _number("grootte"),
        _text("sha256", 64),
        sa.Column("documenten", sa.JSON(), nullable=False),
        sa.Column("standen", sa.JSON(), nullable=False),
        sa.Column("notities", sa.JSON(), nullable=False),
        sa.Column("volledig", sa.Boolean(), nullable=False),
        sa.Column("verzegeld", sa.Boolean(), nullable=False),
        sa.Column("peildatum", sa.Date(), nullable=False),
        _text("user_id", 32),
        sa.Column("gemaakt_op", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pakketten"),
        _refers("pakketten", "case_id", "zaken", "CASCADE"),
        _refers("pakketten", "version_id", "versies", "CASCADE"),
        _refers("pakketten", "party_id", "partijen"),
        _refers("pakketten", "user_id", "gebruikers"),
    )
    op.create_index("ix_pakketten_case_id", "pakketten", ["case_id"])
