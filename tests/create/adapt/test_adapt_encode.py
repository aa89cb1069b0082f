"""Encoding under a byte cap."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from oeuvre.create.adapt import CREDENTIAL_HEADROOM, CapNotMet, encode_jpeg, encode_png

BRAND = "#C8102E"


def busy(size: tuple[int, int] = (970, 250), noise: int = 60) -> Image.Image:
    """A photograph's worth of detail beside a flat ground in the brand's colour."""
    random = np.random.default_rng(7)
    slope = np.linspace(0, 190, size[0])[None, :, None].repeat(size[1], 0).repeat(3, 2)
    pixels = np.clip(slope + random.integers(0, noise, (size[1], size[0], 3)), 0, 255).astype(np.uint8)
    image = Image.fromarray(pixels)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 3, size[1]), fill=BRAND)
    return image


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_without_a_cap_every_pixel_is_kept() -> None:
    image = busy()
    assert opened(encode_png(image)).convert("RGB").tobytes() == image.tobytes()


def test_flat_art_under_the_cap_stays_in_full_colour() -> None:
    flat = Image.new("RGB", (728, 90), BRAND)
    assert opened(encode_png(flat, 150_000)).mode == "RGB"


def test_a_busy_banner_meets_its_cap_with_room_for_the_credential() -> None:
    image = busy()
    assert len(encode_png(image)) > 150_000
    data = encode_png(image, 150_000, keep=[BRAND])
    assert len(data) + CREDENTIAL_HEADROOM <= 150_000
    shown = opened(data)
    assert (shown.mode, shown.size) == ("P", image.size)
    assert np.array(shown.convert("RGB"))[:, : image.width // 3].reshape(-1, 3).tolist()[0] == [200, 16, 46]
    ground = np.array(shown.convert("RGB"))[:, : image.width // 3]
    assert (ground == np.array([200, 16, 46])).all()
    apart = np.abs(np.asarray(shown.convert("RGB"), dtype=float) - np.asarray(image, dtype=float)).mean()
    assert apart < 20


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert encode_png(busy(), 150_000) == encode_png(busy(), 150_000)
    assert encode_jpeg(busy()) == encode_jpeg(busy())


def test_a_cap_that_cannot_be_met_is_an_error_with_both_sizes() -> None:
    with pytest.raises(CapNotMet) as caught:
        encode_png(busy(noise=250), 60_000, place="banner-billboard")
    error = caught.value
    assert (error.place, error.exit_code) == ("banner-billboard", 3)
    assert "60000" in error.message("fr")
    assert int(str(error.values["size"])) > 60_000
    with pytest.raises(CapNotMet):
        encode_jpeg(busy(noise=250), max_bytes=30_000)


def test_transparency_becomes_white_in_a_jpeg_and_stays_in_a_png() -> None:
    clear = Image.new("RGBA", (20, 20), (200, 0, 0, 0))
    assert opened(encode_jpeg(clear)).getpixel((5, 5)) == (255, 255, 255)
    assert opened(encode_png(clear)).getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_jpeg_keeps_full_colour_resolution_and_says_its_size_on_paper() -> None:
    shown = opened(encode_jpeg(busy(), dpi=150))
    assert shown.info["dpi"] == (150, 150)
    assert shown.layer[0][1:3] == shown.layer[1][1:3] == (1, 1)  # type: ignore[attr-defined]
