from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import outloud
import page
import pikepdf
import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives import serialization

from docgen.errors import DocgenError
from docgen.packet import testkey
from docgen.packet.inspect import inspect
from docgen.packet.inspectie import Oordeel
from docgen.packet.key import PASSWORD, Sleutel, open_key
from docgen.packet.seal import SEAL_BOX, seal
from docgen.render import render
from docgen.text.document import Document
from tests import pki
from tests.render import samples

WORD = "geheim woord"


def never(question: str) -> str:
    raise AssertionError(f"asked: {question}")


def written(folder: Path, identity: pki.Identity, name: str = "zegel.p12") -> Path:
    path = folder / name
    path.write_bytes(identity.pkcs12(WORD))
    return path


def opened(path: Path, moment: dt.datetime = pki.NOW) -> Sleutel:
    return open_key(path, moment, never, {PASSWORD: WORD})


@pytest.fixture
def key(tmp_path: Path) -> Sleutel:
    return opened(written(tmp_path, pki.signer("Stichting Zegel")))


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    return pki.trust(tmp_path / "vertrouwd")


def test_a_seal_is_valid_and_allows_no_change(key: Sleutel, trust: Path) -> None:
    sealed = seal(pki.plain(), key, pki.NOW)
    (one,) = inspect(sealed, trust, pki.NOW).handtekeningen
    assert (one.oordeel, one.soort, one.wie) == (Oordeel.GELDIG, "zegel", "Stichting Zegel")
    assert (one.wanneer, one.tijdstempel) == (pki.NOW, False)


def test_sealing_only_adds_and_leaves_every_byte_of_the_packet(key: Sleutel) -> None:
    packet = pki.plain()
    sealed = seal(packet, key, pki.NOW)
    assert sealed[: len(packet)] == packet
    assert len(sealed) - len(packet) < 20_000


@pytest.mark.parametrize("tamper", pki.TAMPERS)
def test_every_tampering_after_the_seal_is_noticed(tamper: str, key: Sleutel, trust: Path) -> None:
    (one,) = inspect(pki.TAMPERS[tamper](seal(pki.plain(), key, pki.NOW)), trust, pki.NOW).handtekeningen
    assert one.oordeel in {Oordeel.ONGELDIG, Oordeel.GEWIJZIGD}


def test_a_seal_reads_no_clock(key: Sleutel) -> None:
    moment = dt.datetime(2026, 12, 31, 22, 59, tzinfo=dt.UTC)
    packet = pki.plain()
    sealed = seal(packet, key, moment)
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert pikepdf.models.metadata.decode_pdf_date(str(field.V.M)) == moment
    assert b"ModDate" not in sealed[len(packet) :]
    assert b"/Version" not in sealed[len(packet) :]


def test_a_sealed_document_of_ours_is_still_archival_and_accessible(key: Sleutel, tmp_path: Path) -> None:
    path = tmp_path / "verzegeld.pdf"
    path.write_bytes(seal(rendered(samples.document(*samples.every_kind())), key, pki.NOW, box=(300, 700, 520, 770)))
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        result = page.validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.rule_id for failure in result.failures]
    assert not [one for one in outloud.check(str(path)).findings if str(one.severity).endswith("error")]


def test_the_seal_is_read_aloud_at_the_end_of_the_cover(key: Sleutel) -> None:
    with pikepdf.open(io.BytesIO(seal(rendered(samples.document(*samples.every_kind())), key, pki.NOW))) as pdf:
        about = "Zegel van Stichting Zegel, gezet op 22 november 2026 om 13.00 uur."
        (field,) = [one for one in pdf.Root.AcroForm.Fields if str(one.T) == "Zegel"]
        assert str(field.TU) == about
        assert field.StructParent == pdf.Root.StructTreeRoot.ParentTreeNextKey - 1
        (whole,) = pdf.Root.StructTreeRoot.K
        children = list(whole.K)
        (index,) = [number for number, child in enumerate(children) if str(child.get("/Alt", "")) == about]
        form = children[index]
        assert form.S == "/Form"
        assert form.K.Obj.objgen == field.objgen
        first = pdf.pages[0].obj.objgen
        assert [first_page(child) == first for child in children[:index]][-1]
        assert first not in [first_page(child) for child in children[index + 1 :]]


def test_the_seal_finds_its_place_in_a_structure_tree_of_another_build(key: Sleutel) -> None:
    """A tree without a document element, its numbers spread over kids, and no next number."""
    with pikepdf.open(io.BytesIO(rendered(samples.document(*samples.every_kind())))) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = tree.ParentTree.Nums
        limits = pikepdf.Array([numbers[0], numbers[len(numbers) - 2]])
        tree.ParentTree = pdf.make_indirect(
            pikepdf.Dictionary(Kids=[pdf.make_indirect(pikepdf.Dictionary(Nums=numbers, Limits=limits))])
        )
        if "/ParentTreeNextKey" in tree:
            del tree["/ParentTreeNextKey"]
        tree.K = tree.K[0].K
        data = pki.saved(pdf)
    with pikepdf.open(io.BytesIO(seal(data, key, pki.NOW))) as pdf:
        (field,) = [one for one in pdf.Root.AcroForm.Fields if str(one.T) == "Zegel"]
        kids = pdf.Root.StructTreeRoot.ParentTree.Kids
        assert int(field.StructParent) == int(limits[1]) + 1
        assert list(kids[-1].Limits) == [field.StructParent] * 2
        number, element = kids[-1].Nums
        assert (number, element.S, element.P.objgen) == (field.StructParent, "/Form", pdf.Root.StructTreeRoot.objgen)
        assert element.objgen in [one.objgen for one in pdf.Root.StructTreeRoot.K]


def test_an_untagged_packet_stays_untagged(key: Sleutel) -> None:
    with pikepdf.open(io.BytesIO(seal(pki.plain(), key, pki.NOW))) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/StructParent" not in pdf.Root.AcroForm.Fields[0]


def first_page(element: Any) -> tuple[int, int] | None:
    if not isinstance(element, pikepdf.Dictionary):
        return None
    if "/Pg" in element:
        found: tuple[int, int] = element.Pg.objgen
        return found
    inner = element.get("/K", pikepdf.Array())
    children = inner if isinstance(inner, pikepdf.Array) else [inner]
    return next((one for one in map(first_page, children) if one), None)


def rendered(document: Document) -> bytes:
    (made,) = render(document, ["pdf"])
    return made.data


def test_the_seal_shows_who_and_when_as_a_drawing_without_words_or_fonts(key: Sleutel) -> None:
    with pikepdf.open(io.BytesIO(seal(pki.plain(), key, pki.NOW))) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert [int(edge) for edge in field.Rect] == list(SEAL_BOX)
        drawing = field.AP.N
        assert "/Font" not in drawing.get("/Resources", {})


@pytest.mark.parametrize("name", ["Een heel lange naam van een rechtspersoon " * 3, "中文 λόγος", "A"])
def test_any_name_fits_the_seal(name: str, tmp_path: Path, trust: Path) -> None:
    key = opened(written(tmp_path, pki.issue(name[:64], issuer=pki.root())))
    (one,) = inspect(seal(pki.plain(), key, pki.NOW), trust, pki.NOW).handtekeningen
    assert one.oordeel is Oordeel.GELDIG


def test_what_is_signed_already_cannot_be_sealed(key: Sleutel) -> None:
    with pytest.raises(DocgenError) as error:
        seal(pki.sign(pki.plain()), key, pki.NOW)
    assert error.value.code == "PAKKET-137"


# --- the key ---


@pytest.mark.parametrize(("days", "code"), [(-401, "PAKKET-134"), (401, "PAKKET-135")])
def test_a_certificate_outside_its_period_is_refused(tmp_path: Path, days: int, code: str) -> None:
    with pytest.raises(DocgenError) as error:
        opened(written(tmp_path, pki.signer()), pki.NOW + days * pki.DAY)
    assert error.value.code == code
    assert error.value.exit_code == 7


@pytest.mark.parametrize(("left", "warned"), [(59, True), (61, False)])
def test_sixty_days_ahead_the_end_of_a_certificate_is_said(tmp_path: Path, left: int, warned: bool) -> None:
    key = opened(written(tmp_path, pki.signer()), pki.NOW + (400 - left) * pki.DAY)
    assert ["verloopt op" in one for one in key.waarschuwingen if "tijdstempel" not in one] == [True] * warned


def test_the_password_comes_from_the_environment_or_is_asked(tmp_path: Path) -> None:
    path = written(tmp_path, pki.signer())
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return WORD

    open_key(path, pki.NOW, ask, {})
    assert asked == ["Wachtwoord van de zegelsleutel"]
    open_key(path, pki.NOW, never, {PASSWORD: WORD})


def test_a_wrong_password_is_refused_without_repeating_it(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as error:
        open_key(written(tmp_path, pki.signer()), pki.NOW, never, {PASSWORD: "fout woord"})
    assert error.value.code == "PAKKET-132"
    assert "fout woord" not in str(error.value)


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zegel.p12").write_bytes(b"geen sleutel")
    for name, code in (("zegel.p12", "PAKKET-132"), ("weg.p12", "PAKKET-130")):
        with pytest.raises(DocgenError) as error:
            opened(tmp_path / name)
        assert error.value.code == code


def described(folder: Path, *lines: str) -> Path:
    path = folder / "zegel.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_description_names_file_password_time_stamps_and_trust(tmp_path: Path, trust: Path) -> None:
    written(tmp_path, pki.signer())
    path = described(
        tmp_path,
        'bestand = "zegel.p12"',
        'wachtwoord_variabele = "ZEGEL"',
        'tijdstempels = ["http://tijd.test/"]',
        'vertrouwd = "vertrouwd"',
    )
    key = open_key(path, pki.NOW, never, {"ZEGEL": WORD})
    assert (key.tijdstempels, key.vertrouwd, key.waarschuwingen) == (("http://tijd.test/",), trust, ())


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("onbekend = 1", "onbekend"),
        ('soort = "papier"', "soort"),
        ('soort = "pkcs12"', "bestand"),
        ('soort = "pkcs11"', "bibliotheek"),
        ("geen toml", "het hele bestand"),
    ],
)
def test_a_description_that_is_wrong_names_the_field(tmp_path: Path, line: str, field: str) -> None:
    with pytest.raises(DocgenError) as error:
        opened(described(tmp_path, line))
    assert error.value.code == "PAKKET-131"
    assert field in error.value.melding


def test_a_test_key_says_on_its_face_what_it_is_and_lasts_a_year(tmp_path: Path) -> None:
    path = tmp_path / "proef.p12"
    path.write_bytes(testkey.make(pki.NOW, WORD))
    key = opened(path)
    assert key.wie == "docgen TESTSLEUTEL – niet rechtsgeldig"
    assert key.tot == pki.NOW + dt.timedelta(days=365)
    assert key.waarschuwingen[0] == "Dit is een testsleutel: het zegel is niet rechtsgeldig."
    (one,) = inspect(seal(pki.plain(), key, pki.NOW), None, pki.NOW).handtekeningen
    assert (one.oordeel, one.wie) == (Oordeel.ONBEKEND, key.wie)


def test_an_rsa_key_is_read_once_and_not_for_every_seal(tmp_path: Path, trust: Path) -> None:
    key = opened(written(tmp_path, pki.issue("RSA", issuer=pki.root(), rsa_bits=3072)))
    sealed = seal(pki.plain(), key, pki.NOW)
    begin = time.process_time()
    for _ in range(5):
        key.signer.sign_raw(b"x", "sha256")
    kept = time.process_time() - begin
    begin = time.process_time()
    for _ in range(5):
        type(key.signer).__mro__[1].sign_raw(key.signer, b"x", "sha256")
    assert kept < (time.process_time() - begin) / 2
    (one,) = inspect(sealed, trust, pki.NOW).handtekeningen
    assert one.oordeel is Oordeel.GELDIG


# --- time stamps ---


class Authority(BaseHTTPRequestHandler):
    """A time stamp server on the loopback address."""

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = pki.stamps(pki.NOW).request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Authority) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


NOBODY = "http://127.0.0.1:9/"


def with_stamps(folder: Path, *servers: str) -> Sleutel:
    written(folder, pki.signer())
    listed = ", ".join(f'"{one}"' for one in servers)
    return opened(described(folder, 'bestand = "zegel.p12"', f"tijdstempels = [{listed}]"))


def test_a_time_stamp_comes_from_the_first_server_that_answers(tmp_path: Path, server: str, trust: Path) -> None:
    sealed = seal(pki.plain(), with_stamps(tmp_path, NOBODY, server), pki.NOW)
    (one,) = inspect(sealed, trust, pki.NOW).handtekeningen
    assert (one.oordeel, one.tijdstempel, one.wanneer) == (Oordeel.GELDIG, True, pki.NOW)


def test_when_no_server_answers_there_is_no_seal(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as error:
        seal(pki.plain(), with_stamps(tmp_path, NOBODY), pki.NOW)
    assert error.value.code == "PAKKET-136"


# --- a token (PKCS#11), by SoftHSM ---

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A token with the key and the certificate of a signer, and the description of it."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    identity = pki.signer("Stichting Token")
    private = identity.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "sleutel.pem").write_bytes(private)
    softhsm("--init-token", "--free", "--label", "kluis", "--so-pin", "1234", "--pin", "5678")
    softhsm(
        "--import", str(tmp_path / "sleutel.pem"), "--token", "kluis", "--label", "zegel", "--id", "01", "--pin", "5678"
    )
    store(identity)
    return described(
        tmp_path,
        'soort = "pkcs11"',
        f'bibliotheek = "{LIBRARY}"',
        'token = "kluis"',
        'certificaat = "zegel"',
        'sleutel = "zegel"',
    )


def softhsm(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True, env=dict(os.environ))


def store(identity: pki.Identity) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    entries = decode_x509_certificate(identity.certificate.public_bytes(serialization.Encoding.DER))
    entries |= {pkcs11.Attribute.LABEL: "zegel", pkcs11.Attribute.TOKEN: True}
    with pkcs11.lib(str(LIBRARY)).get_token(token_label="kluis").open(rw=True, user_pin="5678") as session:
        session.create_object(entries)


def test_a_key_in_a_token_seals_without_leaving_it(token: Path, tmp_path: Path, trust: Path) -> None:
    for pin, code in (("0000", "PAKKET-132"), ("5678", "")):
        try:
            key = open_key(token, pki.NOW, never, {PASSWORD: pin})
        except DocgenError as error:
            assert error.code == code
    (one,) = inspect(seal(pki.plain(), key, pki.NOW), trust, pki.NOW).handtekeningen
    assert (one.oordeel, one.wie) == (Oordeel.GELDIG, "Stichting Token")
    described(tmp_path, token.read_text(encoding="utf-8").replace("kluis", "weg"))
    with pytest.raises(DocgenError) as missing:
        open_key(token, pki.NOW, never, {PASSWORD: "5678"})
    assert missing.value.code == "PAKKET-133"
