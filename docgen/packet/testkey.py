"""Makes a key to try sealing with, which says on its face that it is for trying."""

from __future__ import annotations

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from docgen.packet.key import TEST_NAME

NAME = f"docgen {TEST_NAME} – niet rechtsgeldig"
VALID = dt.timedelta(days=365)


def make(moment: dt.datetime, password: str) -> bytes:
    """Make a new key with its own certificate, valid for a year, as PKCS#12.

    Args:
        moment: When its validity begins, with its zone.
        password: What the file is encrypted with.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment)
        .not_valid_after(moment + VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        TEST_NAME.encode(), key, certificate, None, BestAvailableEncryption(password.encode())
    )


def _for_signing() -> x509.KeyUsage:
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        **dict.fromkeys((*others, "encipher_only", "decipher_only"), False),
    )
