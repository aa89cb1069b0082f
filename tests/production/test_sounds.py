"""A sound is told by more than its first signs."""

from __future__ import annotations

import io
import wave

import pytest

from oeuvre.production import sound_of

TAG = b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10
# A frame of MPEG 1, layer III, 128 kbit/s, 44,100 Hz: 417 bytes.
FRAME = b"\xff\xfb\x90\x00" + b"\0" * 413
OGG = b"OggS\0\x02" + b"\0" * 20 + b"\x01\x1e" + b"\x01vorbis" + b"\0" * 30
FLAC = b"fLaC\0\0\0\x22" + b"\0" * 34


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 80)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (wav(), "audio/wav"),
        (FRAME * 3, "audio/mpeg"),
        (TAG + FRAME * 2, "audio/mpeg"),
        (TAG + b"\0" * 50 + FRAME, "audio/mpeg"),
        (OGG, "audio/ogg"),
        (FLAC, "audio/flac"),
    ],
)
def test_sounds_are_known(data: bytes, kind: str) -> None:
    assert sound_of(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ID3<script>alert(1)</script>",
        TAG + b"<html>" * 50,
        b"\xff\xfbhello",
        b"OggS<html>" + b" " * 50,
        b"RIFF....WAVE",
        b"RIFF....WAVE<html></html>",
        b"fLaC" + b"x" * 90,
        FRAME[:200],
        FRAME + b"hello, hello",
    ],
)
def test_what_only_begins_like_a_sound_is_none(data: bytes) -> None:
    assert sound_of(data) == ""
