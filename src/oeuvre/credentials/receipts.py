"""The home's key for receipts other than manifests, and whose key signed one: told by the anchors that a home trusts.

A receipt brings the certificate of its signer along (RFC 7515, 4.1.6); which certificate counts, the reader's anchors
say and nothing in the receipt. So what was signed before a renewal is still read, here and elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from oeuvre.credentials.authority import Anchors, Authority
from oeuvre.credentials.certificates import CLAIM_SIGNING, read_pair

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey


@dataclass(frozen=True)
class ReceiptKey:
    """What signs a receipt: a private key on P-256, and its certificate as DER."""

    key: EllipticCurvePrivateKey
    certificate: bytes


@dataclass(frozen=True)
class Vouched:
    """Whose key signed: `own` is this home's; `name` as the certificate has it."""

    key: EllipticCurvePublicKey
    own: bool
    name: str


def receipt_key(authority: Authority) -> ReceiptKey:
    """The key with which a home signs. Raises `AuthorityDamaged`."""
    from cryptography.hazmat.primitives.serialization import Encoding

    pair = read_pair(authority.signer_path)
    return ReceiptKey(pair.key, pair.certificate.public_bytes(Encoding.DER))


def vouched_key(chain: Sequence[bytes], anchors: Anchors, at: datetime) -> Vouched | None:
    """The key of the first certificate in `chain` if an anchor vouches for it at `at`; None where none does."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.x509.oid import NameOID

    if not chain:
        return None
    try:
        leaf = x509.load_der_x509_certificate(chain[0])
        key = leaf.public_key()
    except ValueError:
        return None
    running = leaf.not_valid_before_utc <= at <= leaf.not_valid_after_utc
    if not running or not isinstance(key, EllipticCurvePublicKey) or not _may_sign(leaf):
        return None
    names = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = str(names[0].value) if names else leaf.subject.rfc4514_string()
    own = set(anchors.own)
    for pem in anchors.all():
        try:
            for anchor in x509.load_pem_x509_certificates(pem.encode()):
                leaf.verify_directly_issued_by(anchor)
                if not _may_vouch(anchor):
                    continue
                return Vouched(key, pem in own, name)
        except (ValueError, TypeError, InvalidSignature):
            continue
    return None


def _may_sign(leaf: x509.Certificate) -> bool:
    """Whether a certificate is for signing what a home gives out (RFC 5280, 4.2.1.3, 4.2.1.9, 4.2.1.12): no authority,
    for digital signatures, and for one of the purposes of our own certificates."""
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    extensions = leaf.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
        purposes = set(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
        authority = extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False
    ours = {ExtendedKeyUsageOID.EMAIL_PROTECTION, x509.ObjectIdentifier(CLAIM_SIGNING)}
    return usage and not authority and bool(purposes & ours)


def _may_vouch(anchor: x509.Certificate) -> bool:
    """Whether a certificate is an authority that signs others."""
    from cryptography import x509

    try:
        authority = anchor.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        return authority and anchor.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except (x509.ExtensionNotFound, ValueError):
        return False
