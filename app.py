"""For a production server: `gunicorn app:app`. Set SECRET_KEY, TRUSTED_HOSTS and DATABASE_URL or DATA_DIR."""

from __future__ import annotations

import os

from docgen.web import config, create_app

app = create_app(config.from_environment(os.environ))
