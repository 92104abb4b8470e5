"""How often something may be tried. Each server process counts for itself: with two of them it is twice as often."""

from __future__ import annotations

from flask import g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from docgen.web.accounts import tidy

LOGIN_PER_ADDRESS = "30 per 5 minutes"
LOGIN_PER_NAME = "10 per 5 minutes"
ANONYMOUS = "120 per minute"
HEAVY = "60 per minute"
"""Uploads and the making of documents, per address."""

PREVIEW = "120 per minute"
"""Previews, per user: one for each pause in typing, and no more than a person makes."""
PICTURE = "600 per minute"
"""Pictures of pages, per user: somebody who leafs through a long document asks for some at once."""

limiter = Limiter(get_remote_address)


def name_tried() -> str:
    """The account that somebody tries to log in to."""
    return f"naam:{tidy(request.form.get('naam', ''))}"


def who() -> str:
    """The user of this request."""
    return f"wie:{g.user.id}" if g.get("user") else get_remote_address()
