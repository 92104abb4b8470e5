"""Bewaartermijnen: what is due, and a removal that leaves a line and nothing else."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select, text

from docgen.web import retention
from docgen.web.models import Base, Case, Final, LogLine, Version
from tests.web.site import Browser, Site, make_site

CASE = "friesland-driepartijen"
WORDS = ("Meulen", "999990019", "Lemmerweg")


def closed(site: Site) -> str:
    key = site.add(CASE, "zorgaanbieder")
    site.browser("zorgaanbieder").post(f"/zaken/{key}/sluiten")
    return key


def keep_final(site: Site, key: str, document: str, name: str) -> None:
    content = b"%PDF van Meulen"
    with site.database() as db, db.begin():
        case = db.get(Case, key)
        assert case is not None
        version = case.versions[-1]
        db.add(
            Final(
                case_id=key,
                version_id=version.id,
                rol="zorgaanbieder",
                document=document,
                bestand=name,
                inhoud=content,
                sha256=hashlib.sha256(content).hexdigest(),
                document_hash="0" * 64,
                peildatum=dt.date(2026, 11, 22),
                user=version.user,
                gemaakt_op=site.clock(),
            )
        )


def beheer(site: Site) -> Browser:
    browser = site.browser("beheer")
    browser.get("/beheer/bewaartermijnen")
    return browser


def test_nothing_is_due_before_its_term_and_a_document_goes_by_its_kind(site: Site) -> None:
    key = closed(site)
    keep_final(site, key, "aanzegging", "aanzegging.pdf")
    keep_final(site, key, "ondersteuningsplan", "ondersteuningsplan.pdf")
    day = dt.date(2026, 11, 22)

    def due(years: int, days: int = 0) -> list[str]:
        with site.database() as db:
            found = retention.due(db, day.replace(year=day.year + years) + dt.timedelta(days=days))
            return [item.final.document if item.final else "zaak" for item in found]

    assert (due(2, -1), due(2)) == ([], ["aanzegging"])
    assert (due(15, -1), due(15)) == (["aanzegging"], ["zaak"])


def test_an_open_case_is_never_due(site: Site) -> None:
    site.add(CASE, "zorgaanbieder")
    with site.database() as db:
        assert retention.due(db, dt.date(2199, 1, 1)) == []


@pytest.mark.parametrize(
    ("day", "years", "end"),
    [("2024-02-29", 2, "2026-03-01"), ("2024-02-29", 4, "2028-02-29"), ("2026-11-22", 0, "2026-11-22")],
)
def test_a_term_ends_on_the_same_day_some_years_later(day: str, years: int, end: str) -> None:
    assert retention.end_of(dt.date.fromisoformat(day), years) == dt.date.fromisoformat(end)


def test_beheer_decides_the_terms_and_the_log_says_so(site: Site) -> None:
    browser = beheer(site)
    form = {kind: str(years) for kind, (_, years) in retention.KINDS.items()}
    assert browser.post("/beheer/bewaartermijnen", {**form, "letters": "veel"}).status_code == 422
    assert browser.post("/beheer/bewaartermijnen", {**form, "letters": "3"}).status_code == 303
    with site.database() as db:
        assert retention.terms(db)["letters"] == 3
        assert [line.over for line in db.scalars(select(LogLine)) if "termijn" in line.actie] == ["letters: 3 jaar"]


def test_what_is_not_due_cannot_be_destroyed_by_asking_for_it(site: Site) -> None:
    key = closed(site)
    assert beheer(site).post("/beheer/bewaartermijnen/vernietigen", {"wat": f"zaak {key}"}).status_code == 422
    with site.database() as db:
        assert db.get(Case, key) is not None


def test_a_request_to_destroy_needs_the_number_twice(site: Site) -> None:
    key = site.add(CASE, "zorgaanbieder")
    browser = beheer(site)
    wrong = {"zaaknummer": "FR-2026-0147", "nogmaals": "FR-2026-0148"}
    assert browser.post("/beheer/bewaartermijnen/op-verzoek", wrong).status_code == 422
    with site.database() as db:
        assert db.get(Case, key) is not None


def test_what_is_destroyed_is_gone_from_every_table_and_the_log_has_a_line(site: Site) -> None:
    key = closed(site)
    keep_final(site, key, "aanzegging", "aanzegging.pdf")
    site.clock.later(days=16 * 366)
    assert beheer(site).post("/beheer/bewaartermijnen/vernietigen", {"wat": f"zaak {key}"}).status_code == 303
    with site.database() as db:
        tables = [
            t.name for t in Base.metadata.sorted_tables if {"case_id", "version_id", "upload_id"} & set(t.c.keys())
        ]
        assert {"versies", "stukken", "inleveringen", "bladbeelden", "pakketten", "taken"} <= set(tables)
        for table in ("zaken", *tables):
            assert db.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table
        line = db.scalars(select(LogLine).where(LogLine.actie == "zaak vernietigd")).one()
    assert (line.zaaknummer, line.over) == ("FR-2026-0147", "1 versie(s): bewaartermijn voorbij")


def test_nothing_that_was_destroyed_can_be_read_from_the_files_of_the_database(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    key = closed(site)
    keep_final(site, key, "aanzegging", "aanzegging.pdf")

    def on_disk(word: str) -> bool:
        return any(word.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert all(map(on_disk, WORDS))
    site.clock.later(days=16 * 366)
    beheer(site).post("/beheer/bewaartermijnen/vernietigen", {"wat": f"zaak {key}"})
    assert not any(map(on_disk, WORDS))
    with site.database() as db:
        assert db.scalars(select(Version)).all() == []
    site.stop()
