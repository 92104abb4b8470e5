"""A front end to test: with parties, users and a clock that a test moves."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from docgen.web import accounts, create_app
from docgen.web.config import Config
from docgen.web.models import BEHEER, Party

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
PASSWORD = "een lange zin als sleutel"
BEGIN = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
ROLES = accounts.ROLES


@dataclass
class Clock:
    """The time, which stands still until a test moves it."""

    now: dt.datetime = BEGIN

    def __call__(self) -> dt.datetime:
        return self.now

    def later(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@dataclass
class Browser:
    """Somebody at a browser: sends the token that the last page held, as a form does."""

    client: FlaskClient
    page: TestResponse | None = None
    token: str = ""

    def get(self, path: str, **keys: object) -> TestResponse:
        return self._keep(self.client.get(path, **keys))

    def post(self, path: str, data: dict[str, object] | None = None, **keys: object) -> TestResponse:
        return self._keep(self.client.post(path, data={"csrf_token": self.token, **(data or {})}, **keys))

    def log_in(self, naam: str, wachtwoord: str = PASSWORD) -> Browser:
        self.get("/aanmelden")
        self.post("/aanmelden", {"naam": naam, "wachtwoord": wachtwoord})
        self.get("/wachtwoord")  # holds a token of the new session
        return self

    def upload(self, content: bytes, name: str = "zaak.json") -> TestResponse:
        return self.send("/zaken/nieuw/bestand", {"bestand": FileStorage(io.BytesIO(content), name)})

    def send(self, path: str, data: dict[str, object]) -> TestResponse:
        """Send a form as one with files is sent."""
        boundary, body = encode_multipart({"csrf_token": self.token, **data})
        return self._keep(self.client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}"))

    def _keep(self, page: TestResponse) -> TestResponse:
        self.page = page
        page.get_data()
        page.close()
        if found := re.search(r'name="csrf_token" value="([^"]+)"', page.text if page.mimetype == "text/html" else ""):
            self.token = found[1]
        return page


@dataclass
class Site:
    """A running front end."""

    app: Flask
    clock: Clock
    config: Config
    cases: dict[str, str] = field(default_factory=dict)
    """Name of a case file → id."""

    def browser(self, naam: str = "") -> Browser:
        found = Browser(self.app.test_client())
        return found.log_in(naam) if naam else found

    def add(self, name: str, by: str = "zorgaanbieder", *others: str) -> str:
        """Make a case of a fixture, with a part for the parties that are named."""
        maker = self.browser(by)
        made = maker.upload((CASES / f"{name}.json").read_bytes())
        assert made.status_code == 303, made.text
        self.cases[name] = made.headers["Location"].rpartition("/")[2]
        for other in others:
            maker.post(f"/zaken/{self.cases[name]}/deelnemers", {"partij": self.party(other)})
        return self.cases[name]

    def party(self, naam: str) -> str:
        with Session(self.app.config["ENGINE"]) as db:
            return db.query(Party).filter(Party.naam == naam).one().id

    def database(self) -> Session:
        return Session(self.app.config["ENGINE"])

    def stop(self) -> None:
        """Let go of the database."""
        self.app.config["ENGINE"].dispose()

    def restart(self) -> None:
        """Stop the server and start it again on the same data."""
        self.app.config["ENGINE"].dispose()
        self.app = create_app(self.config)


def make_site(folder: Path, url: str = "", *, filled: bool = True, **keys: object) -> Site:
    """Start a front end with, for each role, a user of that name and a stranger of the same role.

    A database at an address has them already, unless it is not `filled` yet.
    """
    clock = Clock()
    settings = {"secret_key": "k" * 40, "limits": False, **keys}
    config = Config(data=folder, database_url=url, clock=clock, **settings)  # type: ignore[arg-type]
    if not url:
        (folder / "zaken.sqlite3").write_bytes(_filled())
        return Site(create_app(config), clock, config)
    app = create_app(config)
    if not filled:
        _fill(app)
    return Site(app, clock, config)


@cache
def _filled() -> bytes:
    """The file of a database with all users, made once per process."""
    with tempfile.TemporaryDirectory() as name:
        app = create_app(Config(data=Path(name), secret_key="k" * 40, limits=False))
        _fill(app)
        app.config["ENGINE"].dispose()
        return (Path(name) / "zaken.sqlite3").read_bytes()


def _fill(app: Flask) -> None:
    with Session(app.config["ENGINE"]) as db, db.begin():
        for rol in ROLES:
            for naam in (rol,) if rol == BEHEER else (rol, f"vreemd-{rol}"):
                add_user(db, naam, rol, BEGIN)


def add_user(db: Session, naam: str, rol: str, now: dt.datetime) -> None:
    party = Party(naam=naam, rol=rol)
    accounts.add(db, naam, PASSWORD, party, now, own=True)
