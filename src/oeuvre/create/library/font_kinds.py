"""What kind of font a file is, by its first bytes (OpenType 1.9.1, WOFF 1 and 2)."""

from __future__ import annotations

_KINDS = {
    b"\x00\x01\x00\x00": "font/ttf",
    b"true": "font/ttf",
    b"OTTO": "font/otf",
    b"wOFF": "font/woff",
    b"wOF2": "font/woff2",
    b"ttcf": "font/collection",
}
# What a file is called so that the typesetter reads it.
FONT_ENDINGS = {"font/ttf": ".ttf", "font/otf": ".otf"}


def font_type(head: bytes) -> str:
    """The media type of a font by at least four of its first bytes; empty for what is none."""
    return _KINDS.get(head[:4], "")
