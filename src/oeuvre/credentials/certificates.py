"""Certificates of the home's own authority, and what a person may ask of any certificate.

Recipe (measured against c2pa-rs 0.91.3): P-256; the leaf carries e-mail protection *and* C2PA claim signing, so that a
verifier with default settings calls the signature sound and unknown, not invalid; an organisation in the subject.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from oeuvre.credentials.errors import (
    AuthorityDamaged,
    AuthorityMismatched,
    CertificateExpired,
    CertificateNotAuthority,
    CertificateNotYet,
    CertificateUnreadable,
)

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

ORGANISATION = "Oeuvre local authority, known to its own home only"
TEN_YEARS = timedelta(days=3652)
# Clocks differ: a certificate made now is already valid for a machine that is a little behind.
_BACKDATED = timedelta(minutes=5)
CLAIM_SIGNING = "1.3.6.1.4.1.62558.2.1"
_CERTIFICATE_BYTES = 1 << 20


@dataclass(frozen=True)
class Anchor:
    """A certificate as people compare them. `fingerprint` is the sha256 of its DER, in hexadecimal."""

    subject: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    own: bool
    path: Path

    def as_dict(self) -> dict[str, object]:
        """JSON values; dates as ISO 8601."""
        return {
            "subject": self.subject,
            "fingerprint": self.fingerprint,
            "not_before": self.not_before.isoformat().replace("+00:00", "Z"),
            "not_after": self.not_after.isoformat().replace("+00:00", "Z"),
            "own": self.own,
            "path": str(self.path),
        }


@dataclass(frozen=True)
class Pair:
    """A private key with its certificate, kept in one file so that one rename replaces both."""

    key: EllipticCurvePrivateKey
    certificate: x509.Certificate

    def pem(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return key + certificate_pem(self.certificate)


def certificate_pem(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def read_pair(path: Path) -> Pair:
    """The key and certificate in `path`; raises `AuthorityDamaged` unless they belong together."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        data = path.read_bytes()
        key = load_pem_private_key(data, None)
        certificate = x509.load_pem_x509_certificate(data)
    except (OSError, ValueError, TypeError) as error:
        raise AuthorityDamaged(str(path), detail=str(error)) from error
    if not isinstance(key, EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise AuthorityMismatched(str(path))
    return Pair(key, certificate)


def make_root(now: datetime) -> Pair:
    """A new root, valid ten years, named so that nobody takes it for more than it is."""
    name = secrets.token_hex(3).upper()
    return _issue(f"Oeuvre home {name} root", None, now, now + TEN_YEARS)


def make_leaf(root: Pair, now: datetime) -> Pair:
    """A new signing certificate under `root`, valid ten years or as long as the root is."""
    name = _common_name(root.certificate).removesuffix(" root") or "Oeuvre home"
    return _issue(name, root, now, min(now + TEN_YEARS, root.certificate.not_valid_after_utc))


def _issue(common_name: str, issuer: Pair | None, now: datetime, until: datetime) -> Pair:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    authority = issuer is None
    issuer_key = key if issuer is None else issuer.key
    issuer_name = subject if issuer is None else issuer.certificate.subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=authority,
                crl_sign=authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if not authority:
        usages = [ExtendedKeyUsageOID.EMAIL_PROTECTION, x509.ObjectIdentifier(CLAIM_SIGNING)]
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
    return Pair(key, builder.sign(issuer_key, SHA256()))


def _common_name(certificate: x509.Certificate) -> str:
    from cryptography.x509.oid import NameOID

    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def fingerprint(certificate: x509.Certificate) -> str:
    """The sha256 of the certificate's DER."""
    from cryptography.hazmat.primitives.hashes import SHA256

    return certificate.fingerprint(SHA256()).hex()


def describe(certificate: x509.Certificate, path: Path, *, own: bool) -> Anchor:
    """What people read of a certificate."""
    return Anchor(
        subject=_common_name(certificate) or certificate.subject.rfc4514_string(),
        fingerprint=fingerprint(certificate),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        own=own,
        path=path,
    )


def read_certificates(path: Path) -> Sequence[x509.Certificate]:
    """The certificates in a PEM or DER file."""
    from cryptography import x509

    try:
        if path.stat().st_size > _CERTIFICATE_BYTES:
            raise CertificateUnreadable(str(path))
        data = path.read_bytes()
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except (OSError, ValueError, TypeError) as error:
        raise CertificateUnreadable(str(path)) from error


def check_anchor(certificate: x509.Certificate, path: Path, now: datetime) -> None:
    """Raises unless the certificate may vouch for others today."""
    from cryptography import x509

    subject = _common_name(certificate) or certificate.subject.rfc4514_string()
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        authority = constraints.ca
    except (x509.ExtensionNotFound, ValueError):
        authority = False
    try:
        authority = authority and certificate.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        pass
    except ValueError:
        authority = False
    if not authority:
        raise CertificateNotAuthority(str(path), subject=subject)
    if certificate.not_valid_after_utc <= now:
        raise CertificateExpired(str(path), subject=subject, date=certificate.not_valid_after_utc.date().isoformat())
    if certificate.not_valid_before_utc > now:
        raise CertificateNotYet(str(path), subject=subject, date=certificate.not_valid_before_utc.date().isoformat())
