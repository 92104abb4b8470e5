"""Batches: many cases at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TEXTS = {"id": 32, "user_id": 32, "party_id": 32, "naam": 120, "vorm": 10, "stand": 20, "taak_id": 32}


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "batches",
        *(sa.Column(name, sa.String(size), nullable=False) for name, size in _TEXTS.items()),
        sa.Column("keuzes", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("rijen", "fout", "stukken")),
        sa.Column("stoppen", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.DateTime(), nullable=False) for name in ("gemaakt_op", "laatst_op")),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
        sa.ForeignKeyConstraint(["user_id"], ["gebruikers.id"], name="fk_batches_user_id"),
        sa.ForeignKeyConstraint(["party_id"], ["partijen.id"], name="fk_batches_party_id"),
    )
    for column in ("user_id", "laatst_op"):
        op.create_index(f"ix_batches_{column}", "batches", [column])
