"""What Alembic runs: the migrations of this folder, on the connection that it is handed."""

from __future__ import annotations

from alembic import context

from docgen.web.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
