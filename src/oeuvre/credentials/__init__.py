"""Credentials: what a work says of itself, signed, and what such a signature is worth.

Signs works with C2PA under the home's own authority, and verifies files of any maker. Parsing and signing happen in a
worker process; importing this room loads neither the C2PA library nor cryptography, so that `verify` starts fast.
"""

from oeuvre.credentials.authority import Anchors, Authority, TrustStatus, read_anchors
from oeuvre.credentials.authorship import blend
from oeuvre.credentials.certificates import Anchor
from oeuvre.credentials.claims import Action, Claim, Ingredient, MadeBy, Relationship, Signed, Training
from oeuvre.credentials.errors import (
    AuthorityDamaged,
    AuthorityExpired,
    AuthorityIncomplete,
    AuthorityMismatched,
    AuthorityUnwritable,
    CertificateExpired,
    CertificateNotAuthority,
    CertificateNotYet,
    CertificateUnreadable,
    CredentialsError,
    FileMissing,
    FileUnreadable,
    KindUnknown,
    ReaderStopped,
    SidecarAlone,
    SigningFailed,
    SigningRefused,
    WorkerStopped,
)
from oeuvre.credentials.makers import is_seen, made_by, makers_of, removed_by, source_type
from oeuvre.credentials.packets import packet_in, with_packet
from oeuvre.credentials.pool import Job, Limits, SigningPool, sign, verify
from oeuvre.credentials.projection import claim_for
from oeuvre.credentials.receipts import ReceiptKey, Vouched, receipt_key, vouched_key
from oeuvre.credentials.states import EXIT_CODES, IngredientState, Reason, State, StatedTerms, Verification

__all__ = [
    "EXIT_CODES",
    "Action",
    "Anchor",
    "Anchors",
    "Authority",
    "AuthorityDamaged",
    "AuthorityExpired",
    "AuthorityIncomplete",
    "AuthorityMismatched",
    "AuthorityUnwritable",
    "CertificateExpired",
    "CertificateNotAuthority",
    "CertificateNotYet",
    "CertificateUnreadable",
    "Claim",
    "CredentialsError",
    "FileMissing",
    "FileUnreadable",
    "Ingredient",
    "IngredientState",
    "Job",
    "KindUnknown",
    "Limits",
    "MadeBy",
    "ReaderStopped",
    "Reason",
    "ReceiptKey",
    "Relationship",
    "SidecarAlone",
    "Signed",
    "SigningFailed",
    "SigningPool",
    "SigningRefused",
    "State",
    "StatedTerms",
    "Training",
    "TrustStatus",
    "Verification",
    "Vouched",
    "WorkerStopped",
    "blend",
    "claim_for",
    "is_seen",
    "made_by",
    "makers_of",
    "packet_in",
    "read_anchors",
    "receipt_key",
    "removed_by",
    "sign",
    "source_type",
    "verify",
    "vouched_key",
    "with_packet",
]
