"""The home's own certificate authority and the anchors it trusts, in `<home>/trust/`.

    trust/root.pem      private key and certificate of the root      (0600)
    trust/signer.pem    private key and certificate that sign works   (0600)
    trust/own/*.pem     every root this home has had: their signatures stay trusted
    trust/added/*.pem   anchors added with `oeuvre trust add`

Each file is written beside its place and put there at once, so no reader ever sees half of one. What is created first
stays: two processes that start together end up with the same root and the same signer.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from oeuvre.credentials.certificates import (
    Anchor,
    Pair,
    certificate_pem,
    check_anchor,
    describe,
    fingerprint,
    make_leaf,
    make_root,
    read_certificates,
    read_pair,
)
from oeuvre.credentials.errors import AuthorityIncomplete, AuthorityUnwritable, CertificateUnreadable

if TYPE_CHECKING:
    from cryptography import x509

# A root with less than this left is replaced when the signer is renewed, and from then on renewal is advised.
NEAR_ITS_END = timedelta(days=2 * 365)
ADVISE_RENEWAL = timedelta(days=365)
_STRAY_AFTER = 60.0  # seconds


@dataclass(frozen=True)
class Anchors:
    """PEM certificates that this home trusts: its own roots, and others with the name of their file."""

    own: tuple[str, ...] = ()
    added: tuple[tuple[str, str], ...] = ()

    def all(self) -> tuple[str, ...]:
        return (*self.own, *(pem for _, pem in self.added))


def read_anchors(home: Path | None) -> Anchors:
    """The anchors of a home, read without making anything; none where the home or its authority is missing."""
    if home is None:
        return Anchors()

    def certificates(folder: str) -> list[tuple[str, str]]:
        found = []
        for path in sorted((home / "trust" / folder).glob("*.pem")):
            try:
                text = path.read_text(encoding="ascii")
            except (OSError, ValueError):
                continue
            if "-----BEGIN CERTIFICATE-----" in text:
                found.append((path.stem, text))
        return found

    return Anchors(tuple(pem for _, pem in certificates("own")), tuple(certificates("added")))


@dataclass(frozen=True)
class TrustStatus:
    """What `oeuvre trust` shows. `days_left` counts until the signing certificate ends."""

    folder: Path
    root: Anchor
    signer: Anchor
    anchors: tuple[Anchor, ...]
    days_left: int
    renewal_advised: bool
    keys_private: bool

    def as_dict(self) -> dict[str, object]:
        """JSON values."""
        return {
            "folder": str(self.folder),
            "root": self.root.as_dict(),
            "signer": self.signer.as_dict(),
            "anchors": [anchor.as_dict() for anchor in self.anchors],
            "days_left": self.days_left,
            "renewal_advised": self.renewal_advised,
            "keys_private": self.keys_private,
        }


@dataclass(frozen=True)
class Authority:
    """The authority of one home. `open` makes it at first start; `open_existing` never makes anything."""

    home: Path

    @property
    def folder(self) -> Path:
        return self.home / "trust"

    @property
    def signer_path(self) -> Path:
        """The file with the signing key and its certificate."""
        return self.folder / "signer.pem"

    @property
    def root_path(self) -> Path:
        return self.folder / "root.pem"

    @classmethod
    def open(cls, home: Path, *, now: datetime | None = None) -> Authority:
        """The authority of `home`, made if it is missing, both certificates valid ten years."""
        authority = cls(home)
        if not (authority.root_path.exists() and authority.signer_path.exists()):
            with _told(authority.folder):
                authority._make_missing(now or datetime.now(UTC))
        return authority

    @classmethod
    def open_existing(cls, home: Path) -> Authority | None:
        """The authority of `home`, or None. Makes nothing."""
        authority = cls(home)
        complete = authority.root_path.is_file() and authority.signer_path.is_file()
        return authority if complete else None

    def _make_missing(self, now: datetime) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.root_path.exists():
            if self.signer_path.exists():
                # A lost root key is not made up for: a new root would leave what was signed without its anchor.
                raise AuthorityIncomplete(str(self.root_path))
            _write_once(self.root_path, make_root(now).pem())
        root = read_pair(self.root_path)
        self._keep_root(root)
        if not self.signer_path.exists():
            _write_once(self.signer_path, make_leaf(root, now).pem())
        read_pair(self.signer_path)

    def _keep_root(self, root: Pair) -> None:
        own = self.folder / "own"
        own.mkdir(exist_ok=True, mode=0o700)
        path = own / f"{fingerprint(root.certificate)[:16]}.pem"
        if not path.exists():
            _replace(path, certificate_pem(root.certificate), private=False)

    def renew(self, *, now: datetime | None = None, new_root: bool = False) -> TrustStatus:
        """A new signing key and certificate; a new root too if asked, or if the old one nears its end.

        Old roots stay anchors of this home, so what they signed stays trusted here.
        """
        now = now or datetime.now(UTC)
        with _told(self.folder):
            self._renew(now, new_root=new_root)
        return self.status(now=now)

    def _renew(self, now: datetime, *, new_root: bool) -> None:
        root = read_pair(self.root_path)
        self._keep_root(root)
        if new_root or root.certificate.not_valid_after_utc - now < NEAR_ITS_END:
            root = make_root(now)
            # The anchor first: a signature must never come before what vouches for it.
            self._keep_root(root)
            _replace(self.root_path, root.pem(), private=True)
        _replace(self.signer_path, make_leaf(root, now).pem(), private=True)

    @staticmethod
    def anchors_in(path: Path, *, now: datetime | None = None) -> Sequence[x509.Certificate]:
        """The certificates of a file; raises when there are none, or one is no authority's. Makes nothing."""
        certificates = read_certificates(path)
        if not certificates:
            raise CertificateUnreadable(str(path))
        for certificate in certificates:
            check_anchor(certificate, path, now or datetime.now(UTC))
        return certificates

    def add_anchor(self, path: Path, *, now: datetime | None = None) -> tuple[Anchor, ...]:
        """Trusts the authorities whose certificates stand in a PEM or DER file; all of them or none."""
        certificates = self.anchors_in(path, now=now)
        added = self.folder / "added"
        anchors = []
        with _told(added):
            added.mkdir(parents=True, exist_ok=True, mode=0o700)
            for certificate in certificates:
                place = added / f"{fingerprint(certificate)[:16]}.pem"
                _replace(place, certificate_pem(certificate), private=False)
                anchors.append(describe(certificate, place, own=False))
        return tuple(anchors)

    def anchors(self) -> tuple[Anchor, ...]:
        """Every certificate this home trusts, its own first."""
        found: list[Anchor] = []
        for folder, own in (("own", True), ("added", False)):
            for path in sorted((self.folder / folder).glob("*.pem")):
                found.extend(describe(certificate, path, own=own) for certificate in read_certificates(path))
        return tuple(found)

    def trusted(self) -> Anchors:
        """The same as PEM, for the worker."""
        return read_anchors(self.home)

    def status(self, *, now: datetime | None = None) -> TrustStatus:
        """What `oeuvre trust` shows."""
        now = now or datetime.now(UTC)
        root = describe(read_pair(self.root_path).certificate, self.root_path, own=True)
        signer = describe(read_pair(self.signer_path).certificate, self.signer_path, own=True)
        left = min(root.not_after, signer.not_after) - now
        return TrustStatus(
            folder=self.folder,
            root=root,
            signer=signer,
            anchors=self.anchors(),
            days_left=max(0, left.days),
            renewal_advised=left < ADVISE_RENEWAL,
            keys_private=_keys_private((self.root_path, self.signer_path)),
        )


def _keys_private(paths: Sequence[Path]) -> bool:
    """Whether the owner alone may read the keys; systems without such permissions are taken at their word."""
    if os.name != "posix":
        return True
    return all(not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) for path in paths)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Tells a person what the system refused."""
    try:
        yield
    except OSError as error:
        raise AuthorityUnwritable(str(folder), detail=error.strerror or str(error)) from error


def _beside(path: Path, data: bytes, *, private: bool) -> Path:
    # A process that was killed here may have left a key lying about.
    for stray in path.parent.glob(f".{path.name}.*"):
        # Another process may put its own in place between the looking and the asking.
        with suppress(FileNotFoundError):
            if time.time() - stray.stat().st_mtime > _STRAY_AFTER:
                stray.unlink()
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return temporary


def _replace(path: Path, data: bytes, *, private: bool) -> None:
    temporary = _beside(path, data, private=private)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write_once(path: Path, data: bytes) -> None:
    """Puts a private file in place unless another process was first; then theirs stays."""
    temporary = _beside(path, data, private=True)
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return
    except OSError as error:
        # Some file systems have no hard links; there the moment between looking and renaming is all that is left.
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        if not path.exists():
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
