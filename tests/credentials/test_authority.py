"""The home's own authority: made once, kept private, renewed without losing what it signed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from oeuvre.credentials import (
    Authority,
    AuthorityDamaged,
    AuthorityExpired,
    AuthorityIncomplete,
    AuthorityMismatched,
    AuthorityUnwritable,
    CertificateExpired,
    CertificateNotAuthority,
    CertificateNotYet,
    CertificateUnreadable,
    Claim,
    SigningPool,
    read_anchors,
)
from oeuvre.credentials.certificates import TEN_YEARS, read_pair
from tests.credentials.signed_files import Samples


class TestFirstStart:
    def test_makes_a_root_and_a_signer_valid_ten_years(self, tmp_path: Path) -> None:
        now = datetime(2026, 11, 25, 12, tzinfo=UTC)
        authority = Authority.open(tmp_path / "home", now=now)
        root = read_pair(authority.root_path).certificate
        leaf = read_pair(authority.signer_path).certificate
        assert root.not_valid_after_utc == leaf.not_valid_after_utc == now + TEN_YEARS
        assert (leaf.not_valid_after_utc - now).days >= 3650
        assert leaf.issuer == root.subject
        usages = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        assert ExtendedKeyUsageOID.EMAIL_PROTECTION in usages
        assert x509.ObjectIdentifier("1.3.6.1.4.1.62558.2.1") in usages
        leaf.verify_directly_issued_by(root)
        assert "known to its own home only" in root.subject.rfc4514_string()

    def test_keeps_the_keys_from_everybody_else(self, tmp_path: Path) -> None:
        authority = Authority.open(tmp_path / "home")
        for path in (authority.root_path, authority.signer_path):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert authority.status().keys_private
        for path in (authority.folder / "own").iterdir():
            assert b"PRIVATE" not in path.read_bytes()
        authority.root_path.chmod(0o644)
        assert not authority.status().keys_private

    def test_happens_once(self, tmp_path: Path) -> None:
        first = Authority.open(tmp_path).signer_path.read_bytes()
        assert Authority.open(tmp_path).signer_path.read_bytes() == first

    def test_of_many_processes_at_once_makes_one_authority(self, tmp_path: Path) -> None:
        code = (
            "import sys, hashlib; from pathlib import Path; from oeuvre.credentials import Authority\n"
            "sys.stdin.readline(); a = Authority.open(Path(sys.argv[1]))\n"
            "print(hashlib.sha256(a.root_path.read_bytes() + a.signer_path.read_bytes()).hexdigest())"
        )
        home = tmp_path / "home"
        running = [
            subprocess.Popen(
                [sys.executable, "-c", code, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _ in range(6)
        ]
        for process in running:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        answers = {process.communicate(timeout=60)[0].strip() for process in running}
        assert len(answers) == 1
        assert answers != {""}
        left = sorted(path.name for path in (home / "trust").rglob("*") if path.is_file())
        assert left[1:] == ["root.pem", "signer.pem"]
        assert len(left) == 3
        leaf = read_pair(Authority(home).signer_path).certificate
        leaf.verify_directly_issued_by(read_pair(Authority(home).root_path).certificate)

    def test_interrupted_half_way_is_finished_by_the_next(self, tmp_path: Path) -> None:
        authority = Authority.open(tmp_path)
        root = authority.root_path.read_bytes()
        authority.signer_path.unlink()
        for path in (authority.folder / "own").iterdir():
            path.unlink()
        assert Authority.open_existing(tmp_path) is None
        Authority.open(tmp_path)
        assert authority.root_path.read_bytes() == root
        assert len(read_anchors(tmp_path).own) == 1

    def test_is_never_brought_about_by_looking(self, tmp_path: Path) -> None:
        assert Authority.open_existing(tmp_path / "home") is None
        assert read_anchors(tmp_path / "home").all() == ()
        assert list(tmp_path.iterdir()) == []


class TestRenewal:
    def test_makes_a_new_signer_and_keeps_the_root(self, tmp_path: Path, samples: Samples, claim: Claim) -> None:
        authority = Authority.open(tmp_path / "home")
        root, signer = authority.root_path.read_bytes(), authority.signer_path.read_bytes()
        with SigningPool(authority) as pool:
            before = pool.sign(samples["jpg"], tmp_path / "before.jpg", claim).path
            status = authority.renew()
            after = pool.sign(samples["jpg"], tmp_path / "after.jpg", claim).path
            assert authority.root_path.read_bytes() == root
            assert authority.signer_path.read_bytes() != signer
            assert len(status.anchors) == 1
            assert [pool.verify_file(path).state for path in (before, after)] == ["trusted", "trusted"]

    def test_makes_a_new_root_near_its_end_and_still_trusts_the_old(
        self, tmp_path: Path, samples: Samples, claim: Claim
    ) -> None:
        old = datetime.now(UTC) - TEN_YEARS + timedelta(days=300)
        authority = Authority.open(tmp_path / "home", now=old)
        assert authority.status().renewal_advised
        root = authority.root_path.read_bytes()
        with SigningPool(authority) as pool:
            before = pool.sign(samples["jpg"], tmp_path / "before.jpg", claim).path
            status = authority.renew()
            assert authority.root_path.read_bytes() != root
            assert not status.renewal_advised
            assert status.days_left >= 3649
            assert len(status.anchors) == 2
            assert all(anchor.own for anchor in status.anchors)
            after = pool.sign(samples["jpg"], tmp_path / "after.jpg", claim).path
            found = [pool.verify_file(path) for path in (before, after)]
            assert [(one.state, one.own_home) for one in found] == [("trusted", True)] * 2

    def test_is_what_an_expired_signer_asks_for(self, tmp_path: Path, samples: Samples, claim: Claim) -> None:
        authority = Authority.open(tmp_path / "home", now=datetime.now(UTC) - TEN_YEARS - timedelta(days=1))
        with SigningPool(authority) as pool:
            with pytest.raises(AuthorityExpired) as caught:
                pool.sign(samples["jpg"], tmp_path / "a.jpg", claim)
            assert "oeuvre trust renew" in caught.value.remedy("fr")
            authority.renew()
            assert pool.verify_file(pool.sign(samples["jpg"], tmp_path / "a.jpg", claim).path).state == "trusted"


class TestDamage:
    def test_a_missing_root_key_is_not_made_up_for(self, tmp_path: Path) -> None:
        authority = Authority.open(tmp_path)
        authority.root_path.unlink()
        with pytest.raises(AuthorityIncomplete):
            Authority.open(tmp_path)

    def test_keys_that_cannot_be_used_are_named(
        self, tmp_path: Path, other: Authority, samples: Samples, claim: Claim
    ) -> None:
        authority = Authority.open(tmp_path / "home")
        whole = authority.signer_path.read_text(encoding="ascii")
        foreign = other.signer_path.read_text(encoding="ascii")
        mark = "-----BEGIN CERTIFICATE-----"
        authority.signer_path.write_text(whole.partition(mark)[0] + mark + foreign.partition(mark)[2], encoding="ascii")
        with pytest.raises(AuthorityMismatched):
            authority.status()
        authority.signer_path.write_text("nothing", encoding="ascii")
        with pytest.raises(AuthorityDamaged):
            authority.status()
        with SigningPool(authority) as pool, pytest.raises(AuthorityDamaged):
            pool.sign(samples["jpg"], tmp_path / "a.jpg", claim)

    def test_a_folder_that_cannot_be_written_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "home").write_bytes(b"a file, not a folder")
        with pytest.raises(AuthorityUnwritable) as caught:
            Authority.open(tmp_path / "home")
        assert "trust" in caught.value.place

    def test_a_key_left_lying_about_by_a_killed_process_is_removed(self, tmp_path: Path) -> None:
        authority = Authority.open(tmp_path)
        stray = authority.folder / ".signer.pem.0123456789ab"
        stray.write_bytes(b"a key")
        os.utime(stray, (1, 1))
        authority.renew()
        assert not stray.exists()


class TestAnchors:
    def test_are_added_from_pem_and_der(self, tmp_path: Path, other: Authority) -> None:
        authority = Authority.open(tmp_path / "home")
        pem = next((other.folder / "own").glob("*.pem"))
        der = tmp_path / "root.der"
        der.write_bytes(read_pair(other.root_path).certificate.public_bytes(Encoding.DER))
        (first,) = authority.add_anchor(pem)
        (again,) = authority.add_anchor(der)
        assert first.fingerprint == again.fingerprint
        assert [anchor.own for anchor in authority.anchors()] == [True, False]
        assert authority.status().as_dict()["anchors"][1]["subject"] == first.subject  # type: ignore[index]

    def test_are_refused_with_the_reason(self, tmp_path: Path, other: Authority) -> None:
        authority = Authority.open(tmp_path / "home")
        nothing = tmp_path / "nothing.pem"
        nothing.write_text("hello", encoding="ascii")
        past = Authority.open(tmp_path / "past", now=datetime.now(UTC) - TEN_YEARS - timedelta(days=9))
        future = Authority.open(tmp_path / "future", now=datetime.now(UTC) + timedelta(days=9))
        cases = (
            (nothing, CertificateUnreadable),
            (tmp_path / "absent.pem", CertificateUnreadable),
            (other.signer_path, CertificateNotAuthority),
            (past.root_path, CertificateExpired),
            (future.root_path, CertificateNotYet),
        )
        for path, error in cases:
            with pytest.raises(error) as caught:
                authority.add_anchor(path)
            assert caught.value.exit_code == 2
            assert "{{" not in caught.value.message("fr") + caught.value.remedy("fr")
        assert len(authority.anchors()) == 1

    def test_never_take_in_a_private_key(self, tmp_path: Path, other: Authority) -> None:
        authority = Authority.open(tmp_path / "home")
        (anchor,) = authority.add_anchor(other.root_path)
        assert b"PRIVATE" not in anchor.path.read_bytes()
