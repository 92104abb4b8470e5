"""No packet that leaves holds what its recipient may not have: every recipient of every scenario, every place in it."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from docgen import service
from docgen.errors import DocgenError
from docgen.packet import leak
from docgen.packet.verify import verify
from docgen.rules import geheim, ontvangers
from docgen.service.packetpolicy import policy
from tests import leak as sought
from tests import made, pki
from tests.packet.incoming import order, subject


def packets(zaak: str, day: dt.date) -> dict[str, service.Pakket]:
    case = subject(zaak)
    found = {}
    for role in service.ROLES:
        if ontvangers.is_present(case, role) and service.documents(case, day, role):
            asked = service.Opdracht(role, day, pki.NOW, onvolledig=True)
            found[role] = service.make_packet(case, asked)
    return found


@pytest.mark.slow
@made.EVERY_SCENARIO
def test_every_recipient_of_every_case_gets_a_whole_packet_without_what_it_may_not_have(
    zaak: str, peildatum: dt.date, tmp_path: Path
) -> None:
    given = packets(zaak, peildatum)
    assert given
    for role, packet in given.items():
        assert {part.naam for part in packet.onderdelen} == set(policy_names(zaak, peildatum, role))
        path = tmp_path / f"{role}.pdf"
        path.write_bytes(packet.data)
        values = policy(subject(zaak), peildatum, role).beleid.geheim
        hits = sought.found_in(path, tmp_path, values)
        assert not hits, (role, {values[value] for value in hits})
        report = verify(packet.data, None, pki.NOW)
        assert report is not None
        assert report.in_orde, (role, report.meldingen, report.onderdelen)
        for profile in (page_validation.ValidationProfile.PDF_A_3A, page_validation.ValidationProfile.PDF_UA_1):
            result = page_validation.validate_pdf(path, profile=profile)
            assert result.is_compliant, (role, [failure.rule_id for failure in result.failures])


def policy_names(zaak: str, day: dt.date, role: str) -> list[str]:
    return [document.stem for document in service.assemble(subject(zaak), (), day, recipient=role)]


def test_trap_26_one_case_gives_another_packet_to_every_recipient() -> None:
    held = {
        role: {one.naam for one in policy(subject(), order().peildatum, role).beleid.verwacht if one.gevraagd}
        for role in ("huurder", "woningcorporatie", "zorgaanbieder", "gemeente", "transferpunt")
    }
    assert held["woningcorporatie"] == held["huurder"] - {"ondersteuningsplan", "vervolg-wonen"}
    assert held["transferpunt"] == {"vervolg-wonen"}
    assert "ondersteuningsplan" in held["gemeente"]


def test_trap_12_whoever_is_not_named_for_a_document_has_every_copy_of_it_refused() -> None:
    known = policy(subject(), order().peildatum, "woningcorporatie").beleid
    plans = [name for name in known.verboden.values() if name == "ondersteuningsplan"]
    assert len(plans) == 1 + len(service.ROLES), "the whole and the copy of every role"
    assert known.van("ondersteuningsplan") is None


@pytest.mark.parametrize("place", ["info", "name of an attachment", "attachment", "attachment of an attachment"])
def test_the_search_finds_a_value_wherever_it_hides_in_a_packet(place: str) -> None:
    secret = "Er is een schuld van € 840 bij de zorgverzekeraar."
    with pikepdf.open(io.BytesIO(pki.plain())) as pdf, pikepdf.open(io.BytesIO(pki.plain())) as inner:
        inner.docinfo["/Subject"] = secret
        if place == "info":
            pdf.docinfo["/Title"] = secret
        elif place == "name of an attachment":
            pdf.attachments[f"{secret}.txt"] = b"niets"
        elif place == "attachment":
            pdf.attachments["x.pdf"] = pki.saved(inner)
        else:
            inner.docinfo["/Subject"] = "niets"
            inner.attachments["y.txt"] = secret.encode()
            pdf.attachments["x.pdf"] = pki.saved(inner)
        data = pki.saved(pdf)
    assert leak.search(data, [secret, "iets anders"]) == (secret,)
    assert leak.search(pki.plain(), [secret]) == ()


def test_the_file_name_and_metadata_of_a_packet_say_nothing_about_a_person() -> None:
    packet = service.make_packet(subject(), order(None, "transferpunt", onvolledig=True))
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert info["/Title"] == "Pakket"
        assert set(info) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
        values = geheim.forms(subject().huurder.naam)  # type: ignore[union-attr]
        assert not sought.found(values, "\n".join((*info.values(), pdf.Root.Metadata.read_bytes().decode())))


def test_who_gets_nothing_of_a_case_gets_no_packet() -> None:
    with pytest.raises(DocgenError) as error:
        service.make_packet(subject(), order(None, "stuurgroep"))
    assert error.value.code == "PAKKET-332"
