"""The dates of each case that may still ask something, so that what is due is found without judging every case."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and let the lines of every case be reckoned anew: with them come the dates."""
    op.create_table(
        "momenten",
        sa.Column("version_id", sa.String(32), nullable=False),
        sa.Column("rol", sa.String(40), nullable=False),
        sa.Column("plek", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("laatste", sa.Date(), nullable=False),
        sa.Column("aard", sa.String(40), nullable=False),
        sa.Column("moet", sa.Boolean(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("version_id", "rol", "plek", name="pk_momenten"),
        sa.ForeignKeyConstraint(
            ["version_id", "rol"],
            ["overzichten.version_id", "overzichten.rol"],
            name="fk_momenten_version_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_momenten_laatste", "momenten", ["laatste"])
    lines = sa.table("overzichten", sa.column("dag", sa.Date()))
    days = op.get_bind().execute(sa.select(lines.c.dag).distinct().order_by(lines.c.dag)).scalars().all()
    for day in days:  # a line of the day before is brought up to date when somebody asks for it
        op.execute(lines.update().where(lines.c.dag == day).values(dag=day - dt.timedelta(days=1)))
