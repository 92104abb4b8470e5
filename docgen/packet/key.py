"""Opens the key of the seal: a PKCS#12 file, or a token by PKCS#11 as a small TOML file describes it.

The key is read once and kept; pyHanko would check an RSA key twice for every
signature, 150 ms each (performance.md of the project, section 4).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from docgen import nl
from docgen.errors import DocgenError, fault
from docgen.packet.signatures import clean, load_trust

PASSWORD = "DOCGEN_ZEGEL_WACHTWOORD"
"""Environment variable with the password of the key, unless the TOML file names another."""
WARN_AHEAD = dt.timedelta(days=60)
TEST_NAME = "TESTSLEUTEL"
"""What the name in the certificate of a test key holds."""


@dataclass(frozen=True, slots=True)
class Sleutel:
    """A key that can put a seal, opened.

    Attributes:
        wie: Common name in its certificate.
        tot: Until when the certificate is valid.
        waarschuwingen: What its user must know before sealing, in Dutch sentences.
        tijdstempels: Addresses of time stamp servers, the first that answers is used; empty: no time stamp.
        vertrouwd: Folder with certificates by which its seal can be judged.
        signer: The signer of pyHanko that holds the key.
    """

    wie: str
    tot: dt.datetime
    waarschuwingen: tuple[str, ...]
    tijdstempels: tuple[str, ...]
    vertrouwd: Path | None
    signer: Any = field(repr=False)


class _Settings(BaseModel):
    """The TOML file of a key. Paths are relative to that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    soort: Literal["pkcs12", "pkcs11"] = "pkcs12"
    bestand: Path | None = None
    bibliotheek: Path | None = None
    token: str = ""
    sleutel: str = ""
    certificaat: str = ""
    wachtwoord_variabele: str = PASSWORD
    tijdstempels: tuple[str, ...] = ()
    vertrouwd: Path | None = None


def open_key(path: Path, moment: dt.datetime, ask: Callable[[str], str], environ: Mapping[str, str]) -> Sleutel:
    """Open a key.

    Args:
        path: A `.p12` or `.pfx` file, or a `.toml` file that describes a key.
        moment: The moment of sealing, with its zone.
        ask: Asks the user for a password, when no environment variable holds it.
        environ: The environment variables.

    Raises:
        DocgenError: PAKKET-130 to PAKKET-136: no such file, wrong settings, wrong password,
            not yet or no longer valid; PAKKET-120 and PAKKET-121 for the folder of trust.
    """
    if not path.is_file():
        raise fault("PAKKET-130", naam=path.name)
    settings = _read(path)
    password = environ.get(settings.wachtwoord_variabele) or ask("Wachtwoord van de zegelsleutel")
    signer = _from_token(settings, password) if settings.soort == "pkcs11" else _from_file(settings, password)
    trusted = path.parent / settings.vertrouwd if settings.vertrouwd else None
    load_trust(trusted)
    return _judged(signer, settings.tijdstempels, trusted, moment)


def password_variable(path: Path) -> str:
    """The environment variable that holds the password of a key; raises PAKKET-130 and PAKKET-131."""
    if not path.is_file():
        raise fault("PAKKET-130", naam=path.name)
    return _read(path).wachtwoord_variabele


def _read(path: Path) -> _Settings:
    if path.suffix.casefold() != ".toml":
        return _Settings(bestand=path)
    try:
        settings = _Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        where = ", ".join(sorted({str(one["loc"][0]) for one in error.errors(include_input=False)}))
        raise fault("PAKKET-131", naam=path.name, veld=where) from None
    except (OSError, ValueError):
        raise fault("PAKKET-131", naam=path.name, veld="het hele bestand") from None
    needed = ("bibliotheek", "token", "certificaat") if settings.soort == "pkcs11" else ("bestand",)
    for name in needed:
        if not getattr(settings, name):
            raise fault("PAKKET-131", naam=path.name, veld=name)
    return settings.model_copy(update={"bestand": path.parent / (settings.bestand or "")})


def _judged(signer: Any, servers: tuple[str, ...], trusted: Path | None, moment: dt.datetime) -> Sleutel:
    """See whether the certificate is valid at a moment, and what must be said about it."""
    certificate = signer.signing_cert
    name = clean(certificate.subject.native.get("common_name"))
    since, until = certificate.not_valid_before, certificate.not_valid_after
    if moment < since:
        raise fault("PAKKET-134", dag=nl.datum(since))
    if moment > until:
        raise fault("PAKKET-135", dag=nl.datum(until))
    warnings = []
    if TEST_NAME in name:
        warnings.append("Dit is een testsleutel: het zegel is niet rechtsgeldig.")
    if until - moment < WARN_AHEAD:
        warnings.append(f"Het certificaat van het zegel verloopt op {nl.datum(until)}; vraag op tijd een nieuw aan.")
    if not servers:
        warnings.append("Er is geen tijdstempelserver ingesteld: het moment van het zegel is dat van deze computer.")
    return Sleutel(name, until, tuple(warnings), servers, trusted, signer)


def _from_file(settings: _Settings, password: str) -> Any:
    path = settings.bestand or Path()
    try:
        return _keeper().open(path.read_bytes(), password.encode())
    except OSError:
        raise fault("PAKKET-130", naam=path.name) from None
    except ValueError:
        raise fault("PAKKET-132", naam=path.name) from None


@cache
def _keeper() -> Any:
    """Return the class of signer that keeps its key, made when pyHanko is needed."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign.signers import SimpleSigner

    class Keeper(SimpleSigner):
        """A signer with its key at hand."""

        key: object = None

        @classmethod
        def open(cls, data: bytes, password: bytes) -> Any:
            key, certificate, _ = pkcs12.load_key_and_certificates(data, password)
            loaded = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password)
            if key is None or certificate is None or loaded is None:
                raise ValueError("no key with a certificate in the file")
            signer = cls(loaded.signing_cert, loaded.signing_key, loaded.cert_registry)
            signer.key = key
            return signer

        def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
            if digest_algorithm == "sha256" and isinstance(self.key, rsa.RSAPrivateKey):
                return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
            if digest_algorithm == "sha256" and isinstance(self.key, ec.EllipticCurvePrivateKey):
                return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
            return super().sign_raw(data, digest_algorithm)

    return Keeper


def _from_token(settings: _Settings, password: str) -> Any:
    from pkcs11.exceptions import PinIncorrect, PKCS11Error
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    try:
        session = open_pkcs11_session(
            str(settings.bibliotheek), token_criteria=TokenCriteria(label=settings.token), user_pin=password
        )
        signer = PKCS11Signer(session, cert_label=settings.certificaat, key_label=settings.sleutel or None)
        # Every token signs a hash with an elliptic curve; few make the hash themselves.
        signer.use_raw_mechanism = signer.signing_cert.public_key.algorithm == "ec"
    except PinIncorrect:
        raise fault("PAKKET-132", naam=settings.token) from None
    except (PKCS11Error, RuntimeError, OSError) as error:
        raise _no_token(settings, error) from None
    return signer


def _no_token(settings: _Settings, error: Exception) -> DocgenError:
    return fault("PAKKET-133", naam=settings.token, soort=type(error).__name__)
