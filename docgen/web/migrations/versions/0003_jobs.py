"""Work that is done beside a request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of jobs."""
    op.create_table(
        "taken",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("soort", sa.String(40), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=True),
        sa.Column("gegeven", sa.JSON(), nullable=False),
        sa.Column("terug", sa.String(200), nullable=False),
        sa.Column("poging", sa.Integer(), nullable=False),
        sa.Column("stand", sa.String(20), nullable=False),
        sa.Column("gedaan", sa.Integer(), nullable=False),
        sa.Column("totaal", sa.Integer(), nullable=False),
        sa.Column("melding", sa.String(400), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("problemen", sa.JSON(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(), nullable=False),
        sa.Column("levend_op", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_taken"),
        sa.ForeignKeyConstraint(["user_id"], ["gebruikers.id"], name="fk_taken_user_id"),
        sa.ForeignKeyConstraint(["case_id"], ["zaken.id"], name="fk_taken_case_id", ondelete="CASCADE"),
    )
    for column in ("user_id", "case_id", "levend_op"):
        op.create_index(f"ix_taken_{column}", "taken", [column])
