from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from docgen.batch.manifest import Manifest
from docgen.batch.places import elsewhere, fetched, send
from docgen.errors import DocgenError
from tests.batch.conftest import Batch, case_of

CASES = [case_of(number) for number in range(1, 4)]


@pytest.fixture
def bucket() -> Iterator[str]:
    """An object store in memory."""
    yield "memory://emmer"
    fsspec.filesystem("memory").store.clear()


def sent(batch: Batch, target: str) -> int:
    with Manifest(batch.out):
        return send(batch.out, batch.entries, target)


def there(target: str) -> dict[str, bytes]:
    files, root = fsspec.core.url_to_fs(target)
    names = {path: path.removeprefix(f"{root}/") for path in files.find(root)}
    return {name: files.cat_file(path) for path, name in names.items() if not name.startswith("_batch")}


@pytest.mark.parametrize("place", ["memory", "file"])
def test_what_a_batch_made_stands_elsewhere_byte_for_byte_with_its_manifest(
    place: str, batch: Batch, bucket: str, tmp_path: Path
) -> None:
    target = bucket if place == "memory" else f"file://{tmp_path}/elders"
    batch.run(CASES, formats=("docx", "txt"))
    assert sent(batch, target) == len(batch.files())
    assert there(target) == batch.files()
    files, root = fsspec.core.url_to_fs(target)
    manifest = (batch.out / "_batch" / "manifest.jsonl").read_bytes()
    assert files.cat_file(f"{root}/_batch/manifest.jsonl") == manifest


def test_only_what_changed_is_sent_again_and_nothing_is_deleted(batch: Batch, bucket: str) -> None:
    batch.run(CASES)
    sent(batch, bucket)
    assert sent(batch, bucket) == 0
    before = there(bucket)
    batch.run([{**CASES[0], "huur": {**CASES[0]["huur"], "kale_huur": "612.34"}}])
    assert 0 < sent(batch, bucket) < len(before)
    assert there(bucket) == before | batch.files()


def test_sending_that_was_broken_off_goes_on(batch: Batch, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    batch.run(CASES)
    files = fsspec.filesystem("memory")
    put, left = type(files).pipe_file, [3]

    def full(self: object, path: str, data: bytes, **more: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise ConnectionResetError("geheim")
        put(self, path, data, **more)

    with monkeypatch.context() as patched, pytest.raises(DocgenError, match="DOCGEN-043") as refused:
        patched.setattr(type(files), "pipe_file", full)
        sent(batch, bucket)
    assert "geheim" not in str(refused.value)
    assert not files.exists("/emmer/_batch/manifest.jsonl")
    sent(batch, bucket)
    assert there(bucket) == batch.files()


def test_a_file_that_was_changed_by_hand_is_not_sent(batch: Batch, bucket: str) -> None:
    batch.run(CASES)
    (batch.out / sorted(batch.files())[0]).write_text("anders")
    with pytest.raises(DocgenError, match="DOCGEN-044"):
        sent(batch, bucket)
    assert b"anders" not in there(bucket).values()


def test_input_elsewhere_is_a_private_copy_that_goes_away(bucket: str) -> None:
    files = fsspec.filesystem("memory")
    files.pipe_file("/emmer/zaken.jsonl", b"{}")
    files.pipe_file("/emmer/map/een.json", json.dumps(CASES[0]).encode())
    with fetched(f"{bucket}/zaken.jsonl") as path:
        assert (path.name, path.read_bytes()) == ("zaken.jsonl", b"{}")
        assert path.parent.stat().st_mode & 0o077 == 0
    assert not path.exists()
    with fetched(f"{bucket}/map") as folder:
        assert [one.name for one in folder.iterdir()] == ["een.json"]
    with fetched("gewoon/pad.jsonl") as path:
        assert path == Path("gewoon/pad.jsonl")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("http://machine/zaken.jsonl", "DOCGEN-041"),
        ("ftp://naam:geheim@machine/zaken.jsonl", "DOCGEN-041"),
        ("simplecache::s3://emmer/zaken.jsonl", "DOCGEN-041"),
        ("memory://emmer/weg.jsonl", "DOCGEN-042"),
    ],
)
def test_a_place_that_is_in_the_open_or_is_not_there_is_refused_without_its_secrets(place: str, code: str) -> None:
    assert elsewhere(place)
    with pytest.raises(DocgenError, match=code) as refused, fetched(place):
        pass
    assert "geheim" not in str(refused.value)
