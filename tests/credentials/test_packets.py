"""An XMP packet in each kind of file: there, once, read by others, and the picture is what it was."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from oeuvre.credentials import SigningRefused, packet_in, with_packet

PACKET = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r">{}</rdf:RDF></x:xmpmeta>'
FIRST, SECOND = PACKET.format("été"), PACKET.format("après")


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 50).convert("RGB").save(out, kind)
    return out.getvalue()


def pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(100, 100))
        document.save(out)
    return out.getvalue()


SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FILES = {
    "image/png": picture("PNG"),
    "image/jpeg": picture("JPEG"),
    "image/svg+xml": SVG,
    "application/pdf": pdf(),
}


@pytest.mark.parametrize("media_type", FILES)
def test_a_packet_is_read_back_and_another_takes_its_place(media_type: str) -> None:
    once = with_packet(FILES[media_type], media_type, FIRST)
    assert packet_in(once, media_type) == FIRST
    twice = with_packet(once, media_type, SECOND)
    assert packet_in(twice, media_type) == SECOND
    assert "été".encode() not in twice
    assert with_packet(FILES[media_type], media_type, SECOND) == twice


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg"])
def test_pixels_stay_and_other_readers_find_the_packet(media_type: str) -> None:
    data = with_packet(FILES[media_type], media_type, FIRST)
    before, after = Image.open(io.BytesIO(FILES[media_type])), Image.open(io.BytesIO(data))
    assert before.tobytes() == after.tobytes()
    held = after.info.get("xmp") or after.info.get("XML:com.adobe.xmp")
    assert "été" in (held.decode() if isinstance(held, bytes) else str(held))


def test_a_file_without_a_packet_has_none() -> None:
    assert [packet_in(data, media_type) for media_type, data in FILES.items()] == [""] * len(FILES)


@pytest.mark.parametrize(
    ("media_type", "data"),
    [("image/png", b"no picture"), ("image/svg+xml", b"<svg/>"), ("audio/wav", b"RIFF")],
)
def test_what_takes_no_packet_is_refused(media_type: str, data: bytes) -> None:
    with pytest.raises(SigningRefused):
        with_packet(data, media_type, FIRST)


def test_a_packet_that_no_jpeg_can_hold_is_refused() -> None:
    with pytest.raises(SigningRefused):
        with_packet(FILES["image/jpeg"], "image/jpeg", "x" * 70_000)
