"""The content store and the content codes."""

from __future__ import annotations

import hashlib
import io
import os
import time
from pathlib import Path

import iscc_lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from oeuvre.record import BytesMissing, ContentStore, RecordFull, iscc


@pytest.fixture
def store(tmp_path: Path) -> ContentStore:
    return ContentStore(tmp_path / "store")


class TestStore:
    @given(data=st.binary(max_size=200))
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_what_is_put_is_read_under_its_digest(self, store: ContentStore, data: bytes) -> None:
        digest = store.put(data)
        assert digest == hashlib.sha256(data).hexdigest()
        assert store.has(digest)
        assert store.read(digest) == data
        assert store.size(digest) == len(data)
        assert store.path(digest) == store.root / digest[:2] / digest[2:4] / digest

    def test_a_file_is_kept_like_its_bytes_and_stays_where_it_was(self, store: ContentStore, tmp_path: Path) -> None:
        given_file = tmp_path / "a.bin"
        given_file.write_bytes(bytes(3_000_000))
        assert store.put_file(given_file) == store.put(bytes(3_000_000))
        assert given_file.exists()
        assert list((store.root / "tmp").iterdir()) == []

    def test_nothing_is_read_but_what_is_there(self, store: ContentStore) -> None:
        assert not store.has("ab" * 32)
        assert store.size("ab" * 32) is None
        for digest in ("ab" * 32, "../../../etc/passwd", "AB" * 32, ""):
            with pytest.raises(BytesMissing):
                store.read(digest)

    def test_a_truncated_file_is_mended_by_putting_the_bytes_again(self, store: ContentStore) -> None:
        digest = store.put(b"whole")
        store.path(digest).chmod(0o644)
        store.path(digest).write_bytes(b"who")
        assert not store.holds(digest)
        store.put(b"whole")
        assert store.holds(digest)

    def test_a_write_that_fails_leaves_nothing(self, store: ContentStore, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(number: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(RecordFull):
            store.put(b"too much")
        assert [path for path in store.root.rglob("*") if path.is_file()] == []

    def test_strays_of_a_crash_go_after_a_day(self, store: ContentStore) -> None:
        store.put(b"x")
        old, young = store.root / "tmp" / "old", store.root / "tmp" / "young"
        for stray in (old, young):
            stray.write_bytes(b"half")
        os.utime(old, (time.time() - 90_000,) * 2)
        store.sweep()
        assert not old.exists()
        assert young.exists()


def picture(kind: str, shift: int = 0, quality: int = 90) -> bytes:
    """A loaf of light on a dark slope, 128 pixels square."""
    image = Image.new("RGB", (128, 128))
    for x in range(128):
        for y in range(128):
            light = max(0, 200 - ((x - 70 + shift) ** 2 + 2 * (y - 50) ** 2) // 12)
            image.putpixel((x, y), (light, light // 2 + x // 4, y))
    target = io.BytesIO()
    image.save(target, kind, **({"quality": quality} if kind == "JPEG" else {}))
    return target.getvalue()


def distance(one: str | None, other: str | None) -> int:
    """Differing bits of the content units of two ISCC-CODEs."""
    assert one is not None
    assert other is not None
    units = [iscc_lib.iscc_decode(iscc_lib.iscc_decompose(code)[0])[-1] for code in (one, other)]
    return sum((a ^ b).bit_count() for a, b in zip(*units, strict=True))


class TestIscc:
    def test_the_library_conforms_to_the_standard(self) -> None:
        assert iscc_lib.conformance_selftest()

    def test_a_picture_stays_near_itself_under_compression(self) -> None:
        original = iscc(picture("PNG"), "image/png")
        assert original is not None
        assert original.startswith("ISCC:")
        assert distance(original, iscc(picture("JPEG", quality=40), "image/jpeg")) <= 6
        assert original != iscc(picture("PNG", shift=1), "image/png")

    def test_a_text_has_a_code_and_so_has_nothing_else(self) -> None:
        code = iscc(b"Le pain sort du four devant vous.", "text/plain; charset=utf-8")
        assert code is not None
        assert distance(code, iscc(b"Le pain sort du four devant vous. ", "text/markdown")) == 0
        assert iscc(b"%PDF-1.7", "application/pdf") is None

    def test_bytes_that_are_not_what_they_are_said_have_none(self) -> None:
        assert iscc(b"not a picture", "image/png") is None
        assert iscc(picture("PNG")[:200], "image/png") is None
        assert iscc(b"\xff\xfe\xfd", "text/plain") is None

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
    def test_every_mode_of_picture_has_a_code(self, mode: str) -> None:
        target = io.BytesIO()
        Image.new(mode, (40, 30)).save(target, "TIFF")
        assert iscc(target.getvalue(), "image/tiff") is not None
