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
from oeuvre.credentials.certificates import read_pair

if TYPE_CHECKING:
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
    if not running or not isinstance(key, EllipticCurvePublicKey):
        return None
    names = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = str(names[0].value) if names else leaf.subject.rfc4514_string()
    own = set(anchors.own)
    for pem in anchors.all():
        try:
            for anchor in x509.load_pem_x509_certificates(pem.encode()):
                leaf.verify_directly_issued_by(anchor)
                return Vouched(key, pem in own, name)
        except (ValueError, TypeError, InvalidSignature):
            continue
    return None
