"""The server's own TLS certificate, which clients know by its fingerprint."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.files import PRIVATE, storage_errors, write_whole

log = logging.getLogger(__name__)

LIFETIME = timedelta(days=3650)
"""Clients compare the fingerprint, so a new certificate would be a stranger to every paired device.

The 825 days that Apple's systems allow are for certificates that they trust by themselves, never this one.
"""
CLOCKS_DIFFER = timedelta(days=1)
"""How far a client's clock may be behind ours."""
FILE = "tls.pem"


@dataclass(frozen=True)
class Certificate:
    """path: private key and certificate, as PEM. fingerprint: SHA-256 of the certificate's DER, in hex."""

    path: Path
    fingerprint: str


def own_certificate(folder: Path, names: Iterable[str], now: datetime | None = None) -> Certificate:
    """The certificate of a folder; made where there is none, or where its time is over.

    names: host names and IP addresses that a new one is for. Raises StorageError.
    """
    path, now = folder / FILE, now or datetime.now(UTC)
    with storage_errors(folder):
        found = _read(path)
        if found is None or found.not_valid_after_utc <= now:
            found = _make(path, list(names), now)
    return Certificate(path, found.fingerprint(hashes.SHA256()).hex())


def _read(path: Path) -> x509.Certificate | None:
    try:
        data = path.read_bytes()
        serialization.load_pem_private_key(data, password=None)
        return x509.load_pem_x509_certificate(data)
    except FileNotFoundError:
        return None
    except ValueError as error:
        log.warning(
            "%s is damaged (%s): a new certificate is made, and devices have to pair again", path, error
        )
        return None


def _make(path: Path, names: list[str], now: datetime) -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _signed(key, names, now)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_whole(path, pem + certificate.public_bytes(serialization.Encoding.PEM), mode=PRIVATE)
    log.info("made a TLS certificate for %s", ", ".join(names))
    return certificate


def _signed(key: ec.EllipticCurvePrivateKey, names: list[str], now: datetime) -> x509.Certificate:
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Backline")])
    extensions: tuple[tuple[x509.ExtensionType, bool], ...] = (
        (x509.SubjectAlternativeName([_general_name(name) for name in names]), False),
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
    )
    builder = x509.CertificateBuilder(
        issuer_name=own,
        subject_name=own,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - CLOCKS_DIFFER,
        not_valid_after=now + LIFETIME,
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(key, hashes.SHA256())


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
