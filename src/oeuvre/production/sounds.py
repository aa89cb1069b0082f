"""What kind of sound a file is, told by more of it than its first signs: a tag that anybody can write proves nothing.

After the specifications of RIFF/WAVE, FLAC (RFC 9639), Ogg (RFC 3533), ID3v2 and the frames of MPEG audio
(ISO/IEC 11172-3, 13818-3).
"""

from __future__ import annotations

# How many bytes of a file are looked at, beside a tag that stands before the sound.
HEAD = 100_000
# How the first packet of an Ogg stream of sound begins.
_OGG = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")
# Kilobits a second by bit-rate number, for MPEG 1 and for MPEG 2 and 2.5, of layer III; 0 where there is none.
_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
)
# Samples a second by version number (2.5, none, 2, 1) and rate number.
_SAMPLES = ((11_025, 12_000, 8_000), (), (22_050, 24_000, 16_000), (44_100, 48_000, 32_000))


def sound_of(data: bytes) -> str:
    """The media type of a sound by its bytes, whole or as far as they were read; empty for what is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "audio/wav" if _is_wave(data) else ""
    if data[:4] == b"fLaC":
        # The first block describes the stream: kind 0, 34 bytes long.
        return "audio/flac" if len(data) >= 42 and data[4] & 0x7F == 0 and data[5:8] == b"\0\0\x22" else ""
    if data[:4] == b"OggS":
        return "audio/ogg" if _is_ogg(data) else ""
    start = _after_tag(data)
    if start >= len(data) >= HEAD:
        return "audio/mpeg"  # the tag holds a large cover; what comes after it was not read
    return "audio/mpeg" if _is_mpeg(data, start) else ""


def _is_wave(data: bytes) -> bool:
    """Whether the chunk that says how the sound is written stands among the first ones."""
    at = 12
    while at + 8 <= len(data):
        if data[at : at + 4] == b"fmt ":
            return 14 <= int.from_bytes(data[at + 4 : at + 8], "little") <= 4096
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return False


def _is_ogg(data: bytes) -> bool:
    """Whether the first page begins a stream of a known sound."""
    if len(data) < 28 or data[4] != 0 or not data[5] & 2:
        return False
    return data[27 + data[26] :].startswith(_OGG)


def _after_tag(data: bytes) -> int:
    """Where the sound begins, after an ID3v2 tag; 0 where there is none that holds."""
    if len(data) < 10 or data[:3] != b"ID3" or data[3] not in (2, 3, 4) or any(one & 0x80 for one in data[6:10]):
        return 0
    size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
    return 10 + size + (10 if data[5] & 0x10 else 0)


def _is_mpeg(data: bytes, start: int) -> bool:
    """Whether a frame of layer III begins here and another follows where it ends, or the file does."""
    while start < len(data) and data[start] == 0 and start < HEAD:
        start += 1  # a tag may be padded beyond its end
    length = _frame(data, start)
    if not length or start + length > len(data):
        return False
    return start + length == len(data) or _frame(data, start + length) > 0


def _frame(data: bytes, at: int) -> int:
    """How many bytes a frame of layer III has, by its header; 0 for what is no header."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version = data[at + 1] >> 3 & 3
    rate, samples = data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or samples == 3 or not (kilobits := _RATES[version != 3][rate]):
        return 0
    words = 144 if version == 3 else 72
    return words * kilobits * 1000 // _SAMPLES[version][samples] + (data[at + 2] >> 1 & 1)
