"""Documents as they would print, kept for a while for whoever is looking at them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TEXTS = {"user_id": 32, "case_id": 32, "stuk": 70, "rol": 40, "sleutel": 64, "plek": 60, "bron": 200}


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "voorbeelden",
        *(sa.Column(name, sa.String(size), nullable=False) for name, size in _TEXTS.items()),
        sa.Column("exemplaren", sa.Integer(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("zinnen", sa.JSON(), nullable=False),
        sa.Column("bladen", sa.JSON(), nullable=False),
        sa.Column("knopen", sa.JSON(), nullable=False),
        sa.Column("blik", sa.LargeBinary(), nullable=True),
        sa.Column("blik_sleutel", sa.String(64), nullable=False),
        sa.Column("blik_blad", sa.Integer(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "case_id", "stuk", name="pk_voorbeelden"),
        sa.ForeignKeyConstraint(["user_id"], ["gebruikers.id"], name="fk_voorbeelden_user_id"),
        sa.ForeignKeyConstraint(["case_id"], ["zaken.id"], name="fk_voorbeelden_case_id", ondelete="CASCADE"),
    )
    for column in ("case_id", "gemaakt_op"):
        op.create_index(f"ix_voorbeelden_{column}", "voorbeelden", [column])
