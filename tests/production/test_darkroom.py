"""The darkroom: what it never does to a picture, and that it does the same thing twice."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from oeuvre.create.brief import PictureError
from oeuvre.create.design.kit import Develop, Picture, Scrim
from oeuvre.create.library import photographs
from oeuvre.production import toning
from oeuvre.production.darkroom import develop, picture_from, place_crop

DARK, LIGHT = "#1c1330", "#f6ead2"


def pixels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGBA"))


@pytest.fixture
def gradient(tmp_path: Path) -> Path:
    """A picture of its owner's, black on the left and white on the right, 300 by 200."""
    path = tmp_path / "theirs.png"
    Image.fromarray(np.tile(np.linspace(0, 255, 300).astype(np.uint8), (200, 1))).convert("RGB").save(path)
    return path


def test_the_same_wish_gives_the_same_bytes() -> None:
    picture = picture_from(photographs()[0])
    for treatment, colours in (("plain", ()), ("duotone", (DARK, LIGHT)), ("halftone", (DARK,))):
        ask = Develop(160, 200, treatment, colours)  # type: ignore[arg-type]
        first = develop(picture, ask)
        develop.__globals__["_developed"].cache_clear()
        assert develop(picture, ask) == first


def test_a_photograph_of_the_library_may_be_recoloured_and_a_persons_own_may_not(gradient: Path) -> None:
    assert picture_from(photographs()[0]).may_recolour
    own = picture_from(gradient)
    assert (own.own, own.may_recolour) == (True, False)
    asked = Develop(60, 40, "duotone", (DARK, LIGHT))
    assert develop(own, asked).pixels == develop(own, replace(asked, treatment="plain", colours=())).pixels
    allowed = picture_from(gradient, may_recolour=True)
    assert develop(allowed, asked).pixels != develop(own, asked).pixels


def test_a_duotone_goes_from_its_dark_to_its_light(gradient: Path) -> None:
    made = pixels(
        develop(picture_from(gradient, may_recolour=True), Develop(300, 200, "duotone", (DARK, LIGHT))).pixels
    )
    for column, colour in ((2, DARK), (297, LIGHT)):
        wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        assert np.abs(made[100, column, :3].astype(int) - wanted).max() < 14


def test_a_halftone_is_one_colour_on_nothing_with_more_ink_in_the_shadows(gradient: Path) -> None:
    picture = picture_from(gradient, may_recolour=True)
    shadows = pixels(develop(picture, Develop(300, 200, "halftone", (DARK,), cell=8)).pixels)
    assert {tuple(rgb) for rgb in shadows[..., :3].reshape(-1, 3)} == {(0x1C, 0x13, 0x30)}
    ink = shadows[..., 3].astype(float).mean(axis=0) / 255
    assert ink[:60].mean() > 0.8
    assert ink[240:].mean() < 0.2
    lights = pixels(develop(picture, Develop(300, 200, "halftone", (DARK,), cell=8, lights=True)).pixels)
    assert lights[:, 240:, 3].mean() > lights[:, :60, 3].mean()


def test_a_scrim_is_whole_at_its_edge_and_gone_past_its_reach(gradient: Path) -> None:
    picture = picture_from(gradient)
    plain = pixels(develop(picture, Develop(300, 200)).pixels).astype(int)
    scrim = Scrim("bottom", 0.5, 1.0, "#ff0000", hold=0.2)
    made = pixels(develop(picture, Develop(300, 200, scrims=(scrim,))).pixels).astype(int)
    assert np.abs(made[-3, :, :3] - [255, 0, 0]).max() < 12
    assert np.abs(made[:90] - plain[:90]).max() < 16


def test_where_a_scrim_lies_no_dot_is_left(gradient: Path) -> None:
    picture = picture_from(gradient, may_recolour=True)
    scrim = Scrim("left", 0.5, 1.0, hold=0.5)
    made = pixels(develop(picture, Develop(300, 200, "halftone", (DARK,), cell=8, scrims=(scrim,))).pixels)
    assert made[:, :70, 3].max() == 0


def test_the_cameras_turn_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    upright = Image.new("RGB", (80, 40), "#ffffff")
    exif = Image.Exif()
    exif[0x0112] = 6
    upright.save(path, exif=exif)
    picture = picture_from(path)
    assert (picture.width, picture.height) == (40, 80)


def test_a_picture_that_is_gone_is_refused_by_name(gradient: Path) -> None:
    picture = picture_from(gradient)
    gradient.unlink()
    with pytest.raises(PictureError) as refused:
        develop(picture, Develop(33, 44))
    assert "theirs.png" in str(refused.value.values)


def test_a_picture_changed_on_disk_is_developed_anew(gradient: Path) -> None:
    picture = picture_from(gradient)
    before = develop(picture, Develop(30, 20)).pixels
    Image.new("RGB", (300, 200), "#00aa00").save(gradient)
    assert develop(picture, Develop(30, 20)).pixels != before


def test_transparency_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    image = Image.new("RGBA", (100, 100), "#d01010")
    image.paste((0, 0, 0, 0), (0, 0, 50, 100))
    image.save(path)
    made = pixels(develop(picture_from(path), Develop(100, 100)).pixels)
    assert made[50, 10, 3] == 0
    assert made[50, 90, 3] == 255


SHARES = st.floats(0.02, 0.6)
WHOLE = st.floats(0, 1)


@settings(max_examples=60, deadline=None)
@given(
    x=SHARES, y=SHARES, size=st.floats(0.06, 0.3), ratio=st.floats(0.3, 4), across=st.floats(0, 1), down=st.floats(0, 1)
)
def test_wherever_the_subject_should_stand_the_crop_stays_inside_and_keeps_as_much_of_it(
    x: float, y: float, size: float, ratio: float, across: float, down: float
) -> None:
    box = (x, y, size, size)
    picture = Picture("any", 3000, 2000, box, (box,), path="any")
    ask = Develop(round(600 * ratio), 600, toward=(across, down))
    centred, placed = place_crop(picture, replace(ask, toward=(0.5, 0.5))), place_crop(picture, ask)
    for crop in (centred, placed):
        assert crop.box.left >= -1e-6
        assert crop.box.top >= -1e-6
        assert crop.box.right <= 3000 + 1e-6
        assert crop.box.bottom <= 2000 + 1e-6
        assert abs(crop.box.width / crop.box.height - ask.width / ask.height) < 1e-6
    assert placed.kept >= centred.kept - 0.02
    assert not placed.cuts_face or centred.cuts_face


def test_the_subject_moves_to_where_it_is_asked() -> None:
    picture = Picture("any", 3000, 2000, (0.45, 0.4, 0.1, 0.2), path="any")
    left, right = (place_crop(picture, Develop(600, 600, toward=(share, 0.5))) for share in (0.3, 0.7))
    assert left.box.left > right.box.left


def test_the_grid_tells_luminance_and_unrest() -> None:
    flat = np.full((90, 120, 3), 255, np.uint8)
    flat[:, 60:] = np.where(np.indices((90, 60)).sum(axis=0)[..., None] // 4 % 2, 255, 0)
    light, rough = toning.tone_grid(flat)
    assert light[0][0] == pytest.approx(1.0)
    assert rough[0][0] == pytest.approx(0.0)
    assert rough[10][-2] > 0.1
