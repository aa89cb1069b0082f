"""What a picture's first bytes say: its kind and size, read here before anything decodes it.

PNG: the IHDR chunk (W3C PNG, 11.2.2). JPEG: the first frame header (ITU-T T.81, B.2.2). WebP: VP8, VP8L or VP8X
(RFC 9649).
"""

from __future__ import annotations

from oeuvre.models.errors import PictureUnfit

# Bounds on what a model may hand in: bytes of the file, pixels of the picture, pixels of its shorter side.
LARGEST_PICTURE = 32 << 20
MOST_PIXELS = 40_000_000
SHORTEST_SIDE = 16

_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def check_picture(data: bytes, model: str) -> tuple[str, int, int]:
    """Media type, width and height of a PNG, JPEG or WebP. Raises `PictureUnfit` with the reason."""
    if len(data) > LARGEST_PICTURE:
        raise PictureUnfit(model, reason="picture-heavy")
    found = _png(data) or _jpeg(data) or _webp(data)
    if found is None:
        raise PictureUnfit(model, reason="not-a-picture")
    _, width, height = found
    if width * height > MOST_PIXELS:
        raise PictureUnfit(model, reason="picture-large")
    if min(width, height) < SHORTEST_SIDE:
        raise PictureUnfit(model, reason="picture-tiny")
    return found


def _png(data: bytes) -> tuple[str, int, int] | None:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 33:
        return None
    return "image/png", int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg(data: bytes) -> tuple[str, int, int] | None:
    if data[:3] != b"\xff\xd8\xff":
        return None
    place = 2
    while place + 9 <= len(data):
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
            continue
        if marker in _FRAMES:
            height, width = (int.from_bytes(data[place + at : place + at + 2], "big") for at in (5, 7))
            return "image/jpeg", width, height
        if marker in (0x01, *range(0xD0, 0xD8)):
            place += 2
            continue
        if marker in (0xD9, 0xDA):
            return None
        place += 2 + max(2, int.from_bytes(data[place + 2 : place + 4], "big"))
    return None


def _webp(data: bytes) -> tuple[str, int, int] | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return "image/webp", 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return "image/webp", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        return "image/webp", width, height
    return None
