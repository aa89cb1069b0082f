"""Content codes: pictures of every kind have one, and a drawing's follows what it shows, not how it is written."""

from __future__ import annotations

from oeuvre.create.library import emblems
from oeuvre.production.thumbnails import content_code


def drawn(svg: str) -> str:
    code = content_code(svg.encode(), "image/svg+xml")
    assert code is not None
    return code


def test_two_writings_of_one_drawing_share_their_content_code() -> None:
    import iscc_lib

    plain = emblems()["croissant"].svg("#1b1b1b")
    spaced = plain.replace("><", ">\n<")
    other = emblems()["fox"].svg("#1b1b1b")
    content = [iscc_lib.iscc_decompose(code)[0] for code in (drawn(plain), drawn(spaced), drawn(other))]
    assert content[0] == content[1]
    assert content[0] != content[2]


def test_a_typeface_has_none() -> None:
    assert content_code(b"\x00\x01\x00\x00", "font/ttf") is None
