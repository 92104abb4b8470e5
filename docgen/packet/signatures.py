"""Judges the digital signatures in a PDF, from the file and a folder of trusted certificates alone.

Nothing is ever fetched: who opens a packet years later, without a network, gets the
same judgement. `judge` runs in a child process only.
Bron: security.md of the project, T14 and section 4.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.errors import fault
from docgen.packet.inspectie import Handtekening, Oordeel

UNKNOWN = "onbekend"
_NOT_LISTED = "Of het certificaat is ingetrokken, is niet nagegaan."
_LISTED = "Het certificaat staat niet op de lijsten van ingetrokken certificaten die wij hebben."


@dataclass(frozen=True, slots=True)
class Trust:
    """What was in a folder of trust: certificates and lists of withdrawn ones, as DER."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


def load_trust(folder: Path | None) -> Trust:
    """Read the certificates (.pem, .crt, .cer, .der) and the lists of withdrawn ones (.crl) in a folder.

    Raises:
        DocgenError: PAKKET-120, there is no such folder; PAKKET-121, a file in it cannot be read.
    """
    if folder is None:
        return Trust()
    if not folder.is_dir():
        raise fault("PAKKET-120", map=folder.name)
    certificates: list[bytes] = []
    crls: list[bytes] = []
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.casefold()
        try:
            if suffix in {".pem", ".crt", ".cer", ".der"}:
                certificates += _certificates(path.read_bytes())
            elif suffix == ".crl":
                crls.append(_crl(path.read_bytes()))
        except (OSError, ValueError):
            raise fault("PAKKET-121", naam=path.name) from None
    return Trust(tuple(certificates), tuple(crls))


def _certificates(data: bytes) -> list[bytes]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    found = x509.load_pem_x509_certificates(data) if b"-----BEGIN" in data else [x509.load_der_x509_certificate(data)]
    return [one.public_bytes(Encoding.DER) for one in found]


def _crl(data: bytes) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    load = x509.load_pem_x509_crl if b"-----BEGIN" in data else x509.load_der_x509_crl
    return load(data).public_bytes(Encoding.DER)


def unknown(why: str, wie: str = UNKNOWN, soort: str = "handtekening") -> Handtekening:
    """Make the judgement on a signature that cannot be judged."""
    return Handtekening(wie, None, False, soort, Oordeel.ONBEKEND, why)


def judge(data: bytes, count: int, trust: Trust, moment: dt.datetime) -> tuple[Handtekening, ...]:
    """Judge every signature in a file.

    Args:
        data: The file.
        count: How many dictionaries in it look like a signature; those that no field
            leads to are reported too, as unknown.
        trust: What is trusted.
        moment: The moment of judging, with its zone.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt("")
    judged: list[tuple[int, Handtekening]] = []
    for name, _, field in enumerate_sig_fields(reader, filled_status=True):
        judged.append(_judge_field(reader, name, field, trust, moment))
    found = [one for _, one in sorted(judged, key=lambda pair: pair[0])]
    hidden = unknown("Deze handtekening zit wel in het bestand, maar hoort bij geen veld.")
    return (*found, *([hidden] * (count - len(found))))


def _judge_field(reader: Any, name: str, field: Any, trust: Trust, moment: dt.datetime) -> tuple[int, Handtekening]:
    """Judge one signature; first the revision in which it was put, to sort by."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        signature = EmbeddedPdfSignature(reader, field, name)
    except MemoryError:
        raise
    except Exception:  # of a broken signature pyHanko and asn1crypto raise nearly anything
        return reader.xrefs.total_revisions, unknown("De handtekening is onleesbaar.")
    try:
        one = _Judge(signature, trust, moment).judge()
    except MemoryError:
        raise
    except Exception as error:
        one = unknown(_why_not(error), _name(signature), _kind(signature))
    return signature.signed_revision, one


def _why_not(error: Exception) -> str:
    from pyhanko.sign.validation.errors import DisallowedAlgorithmError

    if isinstance(error, DisallowedAlgorithmError):
        return "De handtekening gebruikt een methode die niet meer veilig is."
    return "De handtekening is anders opgebouwd dan de norm voorschrijft."


def _kind(signature: Any) -> str:
    if signature.sig_object_type == "/DocTimeStamp":
        return "tijdstempel"
    return "handtekening" if signature.docmdp_level is None else "zegel"


def _name(signature: Any) -> str:
    """Name the signer as the certificate does: its common name, else its organisation."""
    try:
        subject = signature.signer_cert.subject.native
    except Exception:  # a certificate that cannot be read has no name
        return UNKNOWN
    return clean(subject.get("common_name") or subject.get("organization_name"))


def clean(name: object) -> str:
    """Put a name from a certificate on one line, without characters that do something to it."""
    if isinstance(name, list):
        name = " ".join(map(str, name))
    shown = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in str(name or ""))
    return " ".join(shown.split())[:100] or UNKNOWN


class _Judge:
    """Everything that is looked at for one signature."""

    def __init__(self, signature: Any, trust: Trust, moment: dt.datetime) -> None:
        self.signature = signature
        self.trust = trust
        self.moment = moment
        self.judged_at = moment

    def judge(self) -> Handtekening:
        kind = _kind(self.signature)
        if kind == "tijdstempel":
            status = self._time_stamp()
            stamped: dt.datetime | None = status.timestamp
        else:
            status = self._signature(self.moment)
            stamped = _attested(status)
            if stamped and not status.bottom_line:
                # Certificates end; a trusted time stamp shows that this one had not when it was used.
                status = self._signature(stamped)
                self.judged_at = stamped
        when = stamped or self.signature.self_reported_timestamp
        verdict, why = self._verdict(status)
        return Handtekening(_name(self.signature), _utc(when), stamped is not None, kind, verdict, why)

    def _signature(self, moment: dt.datetime) -> Any:
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko.sign.validation.settings import KeyUsageConstraints

        return validate_pdf_signature(
            self.signature,
            signer_validation_context=self._context(moment),
            ts_validation_context=self._context(self.moment),
            key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}),
        )

    def _time_stamp(self) -> Any:
        from pyhanko.sign.validation import validate_pdf_timestamp

        return validate_pdf_timestamp(self.signature, validation_context=self._context(self.moment))

    def _context(self, moment: dt.datetime) -> Any:
        from pyhanko.keys import load_certs_from_pemder_data
        from pyhanko.sign.validation import DocumentSecurityStore
        from pyhanko.sign.validation.errors import NoDSSFoundError
        from pyhanko_certvalidator import ValidationContext

        settings: dict[str, Any] = {
            "trust_roots": [root for one in self.trust.certificates for root in load_certs_from_pemder_data(one)],
            "crls": list(self.trust.crls),
            "moment": moment,
            "allow_fetching": False,
            "revocation_mode": "soft-fail",
        }
        try:
            store = DocumentSecurityStore.read_dss(self.signature.reader)
        except NoDSSFoundError:
            return ValidationContext(**settings)
        return store.as_validation_context(settings)

    def _verdict(self, status: Any) -> tuple[Oordeel, str]:
        from pyhanko.sign.validation.status import SignatureCoverageLevel

        if not status.intact:
            return Oordeel.ONGELDIG, "De inhoud is niet meer de inhoud die is ondertekend."
        if not status.valid:
            return Oordeel.ONGELDIG, "De handtekening past niet bij het certificaat."
        if status.revoked or self._is_withdrawn():
            return Oordeel.ONGELDIG, "Het certificaat is ingetrokken."
        if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            return Oordeel.GEWIJZIGD, "De handtekening dekt niet het hele bestand."
        if _modified(status):
            return Oordeel.GEWIJZIGD, "Na de handtekening is iets toegevoegd of veranderd."
        # A time stamp has no bottom line of its own: it is what is left when all of the above holds.
        if getattr(status, "bottom_line", status.trusted):
            return Oordeel.GELDIG, _LISTED if self.trust.crls else _NOT_LISTED
        return Oordeel.ONBEKEND, "".join(self._doubts(status))

    def _is_withdrawn(self) -> bool:
        """Look the certificate up in the lists of the folder.

        pyHanko does so only for a certificate that says where its list is.
        """
        from cryptography.x509 import load_der_x509_crl

        certificate = self.signature.signer_cert
        for listed in map(load_der_x509_crl, self.trust.crls):
            if listed.issuer.public_bytes() == certificate.issuer.dump():
                entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
                if entry is not None and entry.revocation_date_utc <= self.judged_at:
                    return True
        return False

    def _doubts(self, status: Any) -> Iterator[str]:
        yield "Er is niets gewijzigd, maar "
        certificate = self.signature.signer_cert
        if certificate.not_valid_after < self.moment:
            yield "het certificaat is verlopen en een vertrouwd tijdstempel ontbreekt."
        elif certificate.not_valid_before > self.moment:
            yield "het certificaat is nog niet geldig."
        elif not status.trusted:
            yield "wij weten niet of de uitgever van het certificaat te vertrouwen is."
        else:
            yield "het tijdstempel of een voorwaarde bij de handtekening is niet te controleren."


def _modified(status: Any) -> bool:
    from pyhanko.sign.diff_analysis import ModificationLevel

    return status.modification_level == ModificationLevel.OTHER or getattr(status, "docmdp_ok", True) is False


def _attested(status: Any) -> dt.datetime | None:
    """Return the moment in a time stamp on the signature, when that stamp is trusted."""
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.valid and stamp.intact and stamp.trusted):
        return None
    moment: dt.datetime = stamp.timestamp
    return moment


def _utc(moment: dt.datetime | None) -> dt.datetime | None:
    """Bring a moment to UTC; one without a zone says too little to go by."""
    return moment.astimezone(dt.UTC) if moment is not None and moment.tzinfo is not None else None
