from __future__ import annotations

import datetime as dt
import io
import socket
from pathlib import Path

import pikepdf
import pytest

from docgen.errors import DocgenError, PacketFault
from docgen.packet import inspect as room
from docgen.packet import signatures
from docgen.packet.inspect import inspect
from docgen.packet.inspectie import Handtekening, Oordeel
from docgen.packet.signatures import load_trust
from docgen.work import child
from tests import pki

ONCE = pki.sign(pki.plain())
YEARS_AGO = pki.NOW - 1000 * pki.DAY


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    return pki.trust(tmp_path / "vertrouwd")


def judged(pdf: bytes, trust: Path | None = None, moment: dt.datetime = pki.NOW) -> tuple[Handtekening, ...]:
    return inspect(pdf, trust, moment).handtekeningen


def verdicts(pdf: bytes, trust: Path | None = None) -> list[Oordeel]:
    return [one.oordeel for one in judged(pdf, trust)]


def test_a_trusted_signature_is_valid_and_names_who_and_when(trust: Path) -> None:
    (one,) = judged(ONCE, trust)
    assert one.oordeel is Oordeel.GELDIG
    assert one.wie == "J. Proef"
    assert one.wanneer == pki.NOW - pki.DAY
    assert not one.tijdstempel
    assert one.soort == "handtekening"
    assert one.uitleg == "Of het certificaat is ingetrokken, is niet nagegaan."


def test_two_signatures_stand_in_the_order_in_which_they_were_put(trust: Path) -> None:
    twice = pki.sign(ONCE, pki.signer("A. Tweede"), field="AAA")
    assert [(one.wie, one.oordeel) for one in judged(twice, trust)] == [
        ("J. Proef", Oordeel.GELDIG),
        ("A. Tweede", Oordeel.GELDIG),
    ]


def test_without_trust_an_intact_signature_cannot_be_judged() -> None:
    (one,) = judged(ONCE)
    assert one.oordeel is Oordeel.ONBEKEND
    assert "wij weten niet of de uitgever" in one.uitleg


def test_a_signer_of_another_root_cannot_be_judged(trust: Path) -> None:
    stranger = pki.issue("Vreemde", issuer=pki.issue("Andere wortel", authority=True))
    assert verdicts(pki.sign(pki.plain(), stranger), trust) == [Oordeel.ONBEKEND]


@pytest.mark.parametrize("tamper", pki.TAMPERS)
def test_every_tampering_is_noticed(tamper: str, trust: Path) -> None:
    invalid = tamper in {"een bit omgezet", "opnieuw bewaard"}
    (one,) = judged(pki.TAMPERS[tamper](ONCE), trust)
    assert one.oordeel is (Oordeel.ONGELDIG if invalid else Oordeel.GEWIJZIGD)


def test_a_second_signature_does_not_hide_a_change_before_it(trust: Path) -> None:
    changed = pki.sign(pki.overwrite_text(ONCE), pki.signer("A. Tweede"), field="Tweede")
    assert verdicts(changed, trust) == [Oordeel.GEWIJZIGD, Oordeel.GELDIG]


def test_a_withdrawn_certificate_is_invalid_when_its_list_is_in_the_folder(trust: Path) -> None:
    (trust / "ingetrokken.crl").write_bytes(pki.withdrawn(pki.signer(), pki.root()))
    (one,) = judged(ONCE, trust)
    assert (one.oordeel, one.uitleg) == (Oordeel.ONGELDIG, "Het certificaat is ingetrokken.")


def test_a_withdrawn_certificate_is_found_when_it_does_not_say_where_its_list_is(trust: Path) -> None:
    plain = pki.issue("J. Zonder", issuer=pki.root(), says_where=False)
    (trust / "ingetrokken.crl").write_bytes(pki.withdrawn(plain, pki.root()))
    assert verdicts(pki.sign(pki.plain(), plain), trust) == [Oordeel.ONGELDIG]
    (other,) = judged(ONCE, trust)
    assert other.oordeel is Oordeel.GELDIG
    assert "niet op de lijsten" in other.uitleg


def test_an_ended_certificate_cannot_be_judged_without_a_time_stamp(trust: Path) -> None:
    (one,) = judged(pki.sign(pki.plain(), ended(), at=YEARS_AGO), trust)
    assert one.oordeel is Oordeel.ONBEKEND
    assert "verlopen" in one.uitleg


def test_a_trusted_time_stamp_keeps_a_signature_valid_after_its_certificate_ended(trust: Path) -> None:
    stamped = pki.sign(pki.plain(), ended(), at=YEARS_AGO, timestamper=pki.stamps(YEARS_AGO))
    (one,) = judged(stamped, trust)
    assert (one.oordeel, one.tijdstempel, one.wanneer) == (Oordeel.GELDIG, True, YEARS_AGO)


def test_a_time_stamp_of_a_stranger_keeps_nothing_valid(trust: Path) -> None:
    stranger = pki.issue("Vreemde", purpose=pki.STAMPING, rsa_bits=2048)
    stamped = pki.sign(pki.plain(), ended(), at=YEARS_AGO, timestamper=pki.stamps(YEARS_AGO, stranger))
    (one,) = judged(stamped, trust)
    assert (one.oordeel, one.tijdstempel) == (Oordeel.ONBEKEND, False)


def ended() -> pki.Identity:
    return pki.issue("J. Oud", issuer=pki.root(), since=YEARS_AGO - pki.DAY, until=YEARS_AGO + pki.DAY)


def test_a_certificate_that_is_not_valid_yet_cannot_be_judged(trust: Path) -> None:
    early = pki.issue("J. Vroeg", issuer=pki.root(), since=pki.NOW + pki.DAY)
    (one,) = judged(pki.sign(pki.plain(), early), trust)
    assert (one.oordeel, "nog niet geldig" in one.uitleg) == (Oordeel.ONBEKEND, True)


def test_a_time_stamp_on_the_document_is_no_signature(trust: Path) -> None:
    result = inspect(pki.stamp(pki.plain()), trust, pki.NOW)
    (one,) = result.handtekeningen
    assert (one.soort, one.oordeel, one.wanneer) == ("tijdstempel", Oordeel.GELDIG, pki.NOW - pki.DAY)
    assert not result.ondertekend
    assert result.origineel_bewaren


def test_a_signature_and_a_later_time_stamp_are_both_valid(trust: Path) -> None:
    assert verdicts(pki.stamp(ONCE), trust) == [Oordeel.GELDIG, Oordeel.GELDIG]


def test_a_signature_that_cannot_be_read_is_unknown_and_hides_no_other(trust: Path) -> None:
    twice = pki.sign(ONCE, pki.signer("A. Tweede"), field="Tweede")
    at = twice.rindex(b"/Contents <") + len(b"/Contents <")
    broken = twice[:at] + b"00" * 40 + twice[at + 80 :]
    assert verdicts(broken, trust) == [Oordeel.GELDIG, Oordeel.ONBEKEND]


def test_a_signature_that_no_field_leads_to_is_not_hidden(trust: Path) -> None:
    with pikepdf.open(io.BytesIO(pki.plain())) as pdf:
        loose = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array([0, 1, 2, 3]), Contents=pikepdf.String("x")
        )
        pdf.Root.Verstopt = pdf.make_indirect(loose)
        data = pki.saved(pdf)
    (one,) = judged(data, trust)
    assert (one.oordeel, "bij geen veld" in one.uitleg) == (Oordeel.ONBEKEND, True)


def test_when_judging_dies_every_signature_is_unknown(monkeypatch: pytest.MonkeyPatch, trust: Path) -> None:
    twice = pki.sign(ONCE, pki.signer("A. Tweede"), field="Tweede")
    real = child.run

    def dies(function: object, *args: object, **options: object) -> object:
        if function is signatures.judge:
            raise PacketFault("MAAK-903", "", "")
        return real(function, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(room.child, "run", dies)
    assert verdicts(twice, trust) == [Oordeel.ONBEKEND, Oordeel.ONBEKEND]


def test_judging_never_uses_the_network(monkeypatch: pytest.MonkeyPatch, trust: Path) -> None:
    def refused(*args: object, **options: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    (one,) = signatures.judge(ONCE, 1, load_trust(trust), pki.NOW)
    assert one.oordeel is Oordeel.GELDIG


def test_a_name_in_a_certificate_does_nothing_to_the_line_it_stands_on(trust: Path) -> None:
    odd = pki.issue("J.\nProef\u202e\u0007  de\tTweede", issuer=pki.root())
    (one,) = judged(pki.sign(pki.plain(), odd), trust)
    assert one.wie == "J. Proef de Tweede"


def test_a_folder_of_trust_may_hold_pem_and_der_and_other_files(tmp_path: Path) -> None:
    folder = pki.trust(tmp_path / "vertrouwd", pki.root(), pki.signer())
    (folder / "leesmij.txt").write_text("hier staan certificaten")
    assert len(load_trust(folder).certificates) == 2
    assert load_trust(None).certificates == ()


def test_a_folder_of_trust_that_is_absent_or_broken_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as absent:
        inspect(ONCE, tmp_path / "geen", pki.NOW)
    assert absent.value.code == "PAKKET-120"
    folder = pki.trust(tmp_path / "vertrouwd")
    (folder / "kapot.crt").write_bytes(b"-----BEGIN CERTIFICATE-----\nniets")
    with pytest.raises(DocgenError) as broken:
        inspect(ONCE, folder, pki.NOW)
    assert broken.value.code == "PAKKET-121"
