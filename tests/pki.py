"""A PKI made at run time, PDFs signed with it, and the ways to tamper with one."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
"""When the tests judge."""
DAY = dt.timedelta(days=1)


STAMPING = ExtendedKeyUsageOID.TIME_STAMPING


_WITHDRAWN = x509.CRLDistributionPoints(
    [x509.DistributionPoint([x509.UniformResourceIdentifier("http://crl.test/lijst")], None, None, None)]
)
"""Where a certificate says that its list of withdrawn ones is. There is no such place: nothing may go there."""


@dataclass(frozen=True)
class Identity:
    """A key and its certificate, with those that lead to the root."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def signer(self) -> Any:
        return signers.SimpleSigner(
            signing_cert=_asn1(self.certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(
                self.key.private_bytes(
                    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                )
            ),
            cert_registry=SimpleCertificateStore.from_certs([_asn1(one) for one in self.chain]),
        )

    def asn1(self) -> asn1_x509.Certificate:
        return _asn1(self.certificate)

    def pkcs12(self, password: str) -> bytes:
        return serialization.pkcs12.serialize_key_and_certificates(
            b"seal",
            self.key,
            self.certificate,
            self.chain,
            serialization.BestAvailableEncryption(password.encode()),
        )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


@cache
def root() -> Identity:
    return issue("Testwortel", authority=True, since=NOW - 2000 * DAY)


@cache
def signer(name: str = "J. Proef") -> Identity:
    return issue(name, issuer=root())


@cache
def time_stamper() -> Identity:
    return issue("Testtijdstempel", issuer=root(), purpose=STAMPING, rsa_bits=2048)


def stamps(at: dt.datetime, identity: Identity | None = None) -> DummyTimeStamper:
    """Make a time stamp authority that attests one moment."""
    authority = (identity or time_stamper()).signer()
    return DummyTimeStamper(authority.signing_cert, authority.signing_key, authority.cert_registry, fixed_dt=at)


def issue(
    name: str,
    *,
    issuer: Identity | None = None,
    authority: bool = False,
    since: dt.datetime = NOW - 400 * DAY,
    until: dt.datetime = NOW + 400 * DAY,
    purpose: x509.ObjectIdentifier | None = None,
    encrypts: bool = False,
    says_where: bool = True,
    rsa_bits: int = 0,
) -> Identity:
    """Issue a certificate; without an issuer it signs itself."""
    key = rsa.generate_private_key(65537, rsa_bits) if rsa_bits else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(authority, encrypts), critical=True)
    )
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
    if issuer and says_where:
        builder = builder.add_extension(_WITHDRAWN, critical=False)
    if purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    certificate = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    return Identity(key, certificate, (issuer.certificate, *issuer.chain) if issuer else ())


def _usage(authority: bool, encrypts: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=encrypts,
        data_encipherment=False,
        key_agreement=encrypts,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def withdrawn(identity: Identity, issuer: Identity) -> bytes:
    """Make the list on which a certificate stands as withdrawn, as DER."""
    entry = (
        x509.RevokedCertificateBuilder()
        .serial_number(identity.certificate.serial_number)
        .revocation_date(NOW - 300 * DAY)
        .build()
    )
    listed = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(NOW - DAY)
        .next_update(NOW + DAY)
        .add_revoked_certificate(entry)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
        .add_extension(x509.CRLNumber(1), critical=False)
        .sign(issuer.key, hashes.SHA256())
    )
    return listed.public_bytes(serialization.Encoding.DER)


def trust(folder: Path, *identities: Identity) -> Path:
    """Put certificates in a folder, the first as PEM and the rest as DER; without any, those of the root."""
    folder.mkdir(exist_ok=True)
    for number, identity in enumerate(identities or (root(),)):
        encoding = serialization.Encoding.DER if number else serialization.Encoding.PEM
        path = folder / f"wortel-{number}.{'der' if number else 'pem'}"
        path.write_bytes(identity.certificate.public_bytes(encoding))
    return folder


def sign(
    pdf: bytes,
    identity: Identity | None = None,
    *,
    field: str = "Handtekening1",
    box: tuple[int, int, int, int] | None = None,
    timestamper: Any = None,
    at: dt.datetime = NOW - DAY,
) -> bytes:
    """Sign a PDF as PAdES B-B (with a timestamper B-T)."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    metadata = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    session = signers.PdfSigner(
        metadata,
        (identity or signer()).signer(),
        timestamper=timestamper,
        new_field_spec=fields.SigFieldSpec(field, box=box),
    )
    begin = session.init_signing_session

    def begin_then(*args: Any, **options: Any) -> Any:
        begun = begin(*args, **options)
        begun.system_time = at
        return begun

    session.init_signing_session = begin_then
    out: io.BytesIO = session.sign_pdf(writer)
    return out.getvalue()


def stamp(pdf: bytes, at: dt.datetime = NOW - DAY) -> bytes:
    """Put a time stamp on a document as a whole."""
    stamper = signers.PdfTimeStamper(stamps(at))
    out: io.BytesIO = stamper.timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), "sha256", trust_context())
    return out.getvalue()


def trust_context() -> ValidationContext:
    return ValidationContext(trust_roots=[root().asn1()], allow_fetching=False, moment=NOW)


def plain(pages: int = 2, text: str = "Dit is een proefdocument.") -> bytes:
    """Make a small PDF with a line of text on every page."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=(595.28, 841.89))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 720 Td ({text} Blad {number}.) Tj ET".encode())
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """Save an open PDF to bytes."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id="encryption" not in options, **options)
    return out.getvalue()


def flip_bit(pdf: bytes) -> bytes:
    """Change one bit in the first stream of a file."""
    at = pdf.index(b"stream") + 12
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def rotate_page(pdf: bytes) -> bytes:
    """Turn the first page, in an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    _first_page(writer)[generic.pdf_name("/Rotate")] = generic.NumberObject(180)
    return _written(writer)


def add_page(pdf: bytes) -> bytes:
    """Add a page, in an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    stream = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 595, 842)))
    return _written(writer)


def attach(pdf: bytes) -> bytes:
    """Embed a file, in an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    embedded = embed.EmbeddedFileObject.from_file_data(writer, data=b"extra", mime_type="text/plain")
    embed.embed_file(writer, embed.FileSpec(file_spec_string="extra.txt", embedded_data=embedded))
    return _written(writer)


def overwrite_text(pdf: bytes) -> bytes:
    """Put other words on the first page, in an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    words = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 720 Td (Dit staat er niet.) Tj ET")
    _first_page(writer)[generic.pdf_name("/Contents")] = writer.add_object(words)
    return _written(writer)


def resave(pdf: bytes) -> bytes:
    """Write the whole file anew, as a "harmless" optimisation does."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return saved(opened)


TAMPERS = {
    "een bit omgezet": flip_bit,
    "een bladzijde gedraaid": rotate_page,
    "een bladzijde erbij": add_page,
    "een bijlage erbij": attach,
    "andere woorden": overwrite_text,
    "opnieuw bewaard": resave,
}
"""What may be done to a signed file, and must be noticed."""


def _first_page(writer: IncrementalPdfFileWriter) -> Any:
    reference, _ = writer.find_page_for_modification(0)
    writer.mark_update(reference)
    return reference.get_object()


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
