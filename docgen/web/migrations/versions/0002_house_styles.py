"""The house style of each organisation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "huisstijlen",
        sa.Column("party_id", sa.String(32), nullable=False),
        sa.Column("proef", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(size), nullable=False) for name, size in _TEXTS.items()),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_breedte", sa.Integer(), nullable=False),
        sa.Column("logo_hoogte", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("party_id", "proef", name="pk_huisstijlen"),
        sa.ForeignKeyConstraint(["party_id"], ["partijen.id"], name="fk_huisstijlen_party_id", ondelete="CASCADE"),
    )


_TEXTS = {"naam": 100, "koppen": 7, "accent": 7, "vlak": 7, "letter": 40, "kenmerk": 64}
