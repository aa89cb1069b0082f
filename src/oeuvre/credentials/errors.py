"""What can go wrong here. Sentences and remedies stand in `foundation/words/*/credentials.json`.

CredentialsError
├── FileMissing, FileUnreadable, ReaderStopped,
│   KindUnknown, SidecarAlone                                what `verify` was given (exit 2)
├── SigningRefused, SigningFailed, AuthorityExpired            what `sign` could not do (exit 1)
├── WorkerStopped                                              the worker died or passed its limits (exit 1)
├── AuthorityDamaged                                           keys or certificates of this home (exit 1)
├── AuthorityIncomplete, AuthorityMismatched,                  a key is missing, or is another's;
│   AuthorityUnwritable                                        or none can be written (exit 1)
└── CertificateUnreadable, CertificateNotAuthority,
    CertificateExpired, CertificateNotYet                      `oeuvre trust add` (exit 2)
"""

from __future__ import annotations

from oeuvre.foundation import OeuvreError


class CredentialsError(OeuvreError):
    """Any error of this room."""

    room = "credentials"


class FileMissing(CredentialsError):
    code = "file-missing"
    exit_code = 2
    http_status = 404


class FileUnreadable(CredentialsError):
    code = "file-unreadable"
    exit_code = 2
    http_status = 422


class ReaderStopped(CredentialsError):
    code = "reader-stopped"
    exit_code = 2
    http_status = 422


class KindUnknown(CredentialsError):
    code = "kind-unknown"
    exit_code = 2
    http_status = 415


class SidecarAlone(CredentialsError):
    code = "sidecar-alone"
    exit_code = 2
    http_status = 422


class SigningRefused(CredentialsError):
    """The claim itself cannot be signed; `detail` says which part."""

    code = "signing-refused"
    exit_code = 1
    http_status = 422


class SigningFailed(CredentialsError):
    code = "signing-failed"


class AuthorityExpired(CredentialsError):
    code = "authority-expired"
    http_status = 409


class AuthorityDamaged(CredentialsError):
    code = "authority-damaged"


class AuthorityIncomplete(CredentialsError):
    code = "authority-incomplete"


class AuthorityMismatched(CredentialsError):
    code = "authority-mismatched"


class WorkerStopped(CredentialsError):
    code = "worker-stopped"


class AuthorityUnwritable(CredentialsError):
    code = "authority-unwritable"


class CertificateUnreadable(CredentialsError):
    code = "certificate-unreadable"
    exit_code = 2
    http_status = 422


class CertificateNotAuthority(CredentialsError):
    code = "certificate-not-authority"
    exit_code = 2
    http_status = 422


class CertificateExpired(CredentialsError):
    code = "certificate-expired"
    exit_code = 2
    http_status = 422


class CertificateNotYet(CredentialsError):
    code = "certificate-not-yet"
    exit_code = 2
    http_status = 422


# Errors that the worker may name in an answer; the parent rebuilds them from code, place and values.
FROM_WORKER: dict[str, type[CredentialsError]] = {
    kind.code: kind
    for kind in (
        FileMissing,
        FileUnreadable,
        KindUnknown,
        SidecarAlone,
        SigningRefused,
        SigningFailed,
        AuthorityExpired,
        AuthorityDamaged,
    )
}
