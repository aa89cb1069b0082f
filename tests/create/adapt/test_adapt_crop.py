"""Crops round a subject, and calm places for words."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from oeuvre.create.adapt import MOST_ENLARGED, Box, Subject, calm_zone, crop_for, find_subject


def face(size: int = 200) -> Image.Image:
    """A drawn face, with the lights and darks that a cascade looks for."""
    image = Image.new("RGB", (size, size * 5 // 4), (90, 110, 130))
    draw, s = ImageDraw.Draw(image), size / 240

    def ellipse(left: float, top: float, right: float, bottom: float, fill: tuple[int, int, int]) -> None:
        draw.ellipse((left * s, top * s, right * s, bottom * s), fill=fill)

    ellipse(30, 5, 210, 270, (60, 40, 30))
    ellipse(42, 40, 198, 282, (224, 180, 150))
    ellipse(55, 180, 185, 275, (214, 168, 138))
    for x in (82, 158):
        ellipse(x - 26, 112, x + 26, 146, (170, 120, 95))
        ellipse(x - 20, 118, x + 20, 142, (245, 240, 235))
        ellipse(x - 10, 118, x + 10, 142, (30, 20, 15))
        draw.rounded_rectangle(((x - 28) * s, 96 * s, (x + 28) * s, 108 * s), 5, fill=(50, 32, 24))
    draw.polygon([(112 * s, 150 * s), (128 * s, 150 * s), (140 * s, 196 * s), (100 * s, 196 * s)], fill=(205, 155, 125))
    ellipse(102, 186, 138, 204, (160, 105, 85))
    ellipse(88, 222, 152, 248, (150, 50, 50))
    return image.filter(ImageFilter.GaussianBlur(2.2 * s))


@pytest.mark.parametrize("left", [40, 480, 940])
def test_a_face_is_the_subject_wherever_it_is_and_no_crop_cuts_it(left: int) -> None:
    image = Image.new("RGB", (1200, 800), (120, 150, 120))
    image.paste(face(), (left, 120))
    subject = find_subject(image)
    assert subject.kind == "face"
    (found,) = subject.faces
    assert left - 40 < found.left < found.right < left + 260
    for ratio in (1.0, 0.8, 9 / 16, 160 / 600, 728 / 90, 1200 / 628):
        crop = crop_for(subject, image.size, ratio)
        assert not crop.cuts_face
        if found.width < crop.box.width and found.height < crop.box.height:
            assert crop.kept > 0.99


def test_what_stands_out_is_the_subject_when_there_is_no_face() -> None:
    image = Image.new("RGB", (900, 600), (70, 110, 70))
    ImageDraw.Draw(image).ellipse((620, 220, 780, 380), fill=(220, 40, 30))
    subject = find_subject(image)
    assert subject.kind == "salient"
    assert subject.box.shared(Box(620, 220, 160, 160)) > 0.6 * 160 * 160
    assert crop_for(subject, image.size, 0.5).box.left > 450


def test_an_even_picture_is_cropped_at_its_centre() -> None:
    subject = find_subject(Image.new("RGB", (400, 300), (90, 90, 90)))
    assert subject.kind == "centre"
    assert crop_for(subject, (400, 300), 1.0).box == Box(50, 0, 300, 300)


def test_the_same_picture_gives_the_same_subject_at_any_size() -> None:
    for size in ((1, 1), (3, 900), (2000, 30)):
        image = Image.effect_noise(size, 60).convert("RGB")
        assert find_subject(image) == find_subject(image)


SIZES = st.tuples(st.integers(50, 3000), st.integers(50, 3000))


@st.composite
def portraits(draw: st.DrawFn) -> tuple[tuple[int, int], Subject]:
    width, height = draw(SIZES)
    faces = []
    for _ in range(draw(st.integers(0, 4))):
        side = draw(st.floats(0.05, 0.5)) * min(width, height)
        left, top = draw(st.floats(0, 1)) * (width - side), draw(st.floats(0, 1)) * (height - side)
        faces.append(Box(left, top, side, side))
    if not faces:
        return (width, height), Subject(Box(width * 0.3, height * 0.3, width * 0.2, height * 0.2), "salient")
    left, top = min(one.left for one in faces), min(one.top for one in faces)
    right, bottom = max(one.right for one in faces), max(one.bottom for one in faces)
    return (width, height), Subject(Box(left, top, right - left, bottom - top), "face", tuple(faces))


@settings(max_examples=120, deadline=None)
@given(portraits(), st.floats(0.2, 8.5))
def test_a_crop_lies_inside_has_its_ratio_and_cuts_no_face_that_another_spares(
    portrait: tuple[tuple[int, int], Subject], ratio: float
) -> None:
    (width, height), subject = portrait
    crop = crop_for(subject, (width, height), ratio)
    box = crop.box
    assert box.left >= -1e-6
    assert box.top >= -1e-6
    assert box.right <= width + 1e-6
    assert box.bottom <= height + 1e-6
    assert box.width / box.height == pytest.approx(ratio)
    assert 0 <= crop.kept <= 1
    if not crop.cuts_face:
        return
    largest = (width, width / ratio) if width / height <= ratio else (height * ratio, height)
    for scale, across, down in itertools.product((1.0, 0.8, 0.6, 0.4), range(21), range(21)):
        part = (largest[0] * scale, largest[1] * scale)
        other = Box((width - part[0]) * across / 20, (height - part[1]) * down / 20, *part)
        assert any(0.01 * one.area < other.shared(one) < 0.99 * one.area for one in subject.faces)


@settings(max_examples=60, deadline=None)
@given(portraits(), st.floats(0.3, 4), st.floats(0.1, 1.3))
def test_a_crop_is_never_made_smaller_than_its_target_allows(
    portrait: tuple[tuple[int, int], Subject], ratio: float, share: float
) -> None:
    (width, height), subject = portrait
    largest = min(width, height * ratio)
    target = largest * share
    assert crop_for(subject, (width, height), ratio, target).enlargement(target) <= MOST_ENLARGED + 1e-6


def test_the_calm_side_of_a_photograph_is_found() -> None:
    random = np.random.default_rng(3)
    pixels = np.full((400, 600, 3), 180, dtype=np.uint8)
    pixels[:, 300:] = random.integers(0, 255, (400, 300, 3))
    image = Image.fromarray(pixels)
    left, right = Box(0, 0, 280, 400), Box(320, 0, 280, 400)
    found = calm_zone(image, [right, left])
    assert (found.box, found.calm) == (left, True)
    assert found.luminance > 0.6
    assert not calm_zone(image, [right]).calm
    assert calm_zone(image, [left, right], avoid=[Box(10, 10, 5, 5)]).box == right
    assert calm_zone(image, [left, Box(0, 0, 280, 200)]).box == left
