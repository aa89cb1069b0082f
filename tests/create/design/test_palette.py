"""Palettes: a brand's colour kept to the bit in one role, contrast for what is read, all of it in sRGB."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.kit import Palette
from oeuvre.create.design.palette import (
    AIM,
    LARGE,
    SMALL,
    brand_roles,
    distance,
    from_brand,
    from_pixels,
    from_scheme,
    gap,
    hex_of,
    oklch_of,
    rank_schemes,
    reach,
    schemes,
)

HEX = re.compile(r"#[0-9a-f]{6}")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
SCHEMES = st.sampled_from(schemes())
ROLES = ("ground", "ink", "signal", "second", "light")


def tones(palette: Palette) -> list[str]:
    return [palette.ground, palette.ink, palette.signal, palette.second, palette.light, *palette.layers]


def read_well(palette: Palette) -> None:
    assert contrast(palette.ink, palette.ground) >= SMALL
    assert contrast(palette.signal, palette.ground) >= LARGE


@given(SCHEMES, st.floats(-7, 7))
@settings(max_examples=60, deadline=None)
def test_a_scheme_is_read_and_stays_in_gamut(scheme, turn):
    palette = from_scheme(scheme, turn=turn)
    assert all(HEX.fullmatch(tone) for tone in tones(palette))
    read_well(palette)
    assert palette == from_scheme(scheme, turn=turn)


@given(SCHEMES, COLOURS)
@settings(max_examples=150, deadline=None)
def test_a_brand_colour_is_kept_to_the_bit_in_one_role_and_the_rest_is_read(scheme, colour):
    for role in (*brand_roles(scheme, colour), "auto"):
        palette = from_brand(scheme, [colour], role=role)
        holding = [name for name in ("ground", "ink", "signal") if getattr(palette, name) == colour]
        assert len(holding) == 1, (role, palette)
        assert role in ("auto", holding[0])
        assert palette.brand == (colour,)
        assert palette.origin == "brand"
        assert all(HEX.fullmatch(tone) for tone in tones(palette))
        read_well(palette)
        assert palette == from_brand(scheme, [colour], role=role)


@given(SCHEMES, COLOURS, COLOURS)
@settings(max_examples=40, deadline=None)
def test_a_second_brand_colour_is_kept_too(scheme, one, other):
    palette = from_brand(scheme, [one, other])
    assert palette.second == other
    assert palette.brand == (one, other)


@given(st.floats(0.1, 1), st.floats(0, 0.4), st.floats(-720, 720))
@settings(max_examples=60, deadline=None)
def test_gamut_is_kept_by_chroma_alone(lightness, chroma, hue):
    made = hex_of(lightness, chroma, hue)
    assert HEX.fullmatch(made)
    light, less, turned = oklch_of(made)
    # Eight bits a channel: the darkest tones have few values to be told apart by.
    assert light == pytest.approx(lightness, abs=0.03)
    assert less <= chroma + 0.02
    if less > 0.05:
        assert gap(turned, hue % 360) < 10


@given(COLOURS, COLOURS, st.sampled_from([LARGE, SMALL, AIM]))
@settings(max_examples=80, deadline=None)
def test_a_tone_is_moved_no_more_than_it_needs(colour, ground, ratio):
    moved = reach(oklch_of(colour), ground, ratio)
    best = max(contrast("#ffffff", ground), contrast("#000000", ground))
    assert contrast(moved, ground) >= min(ratio, best * 0.85)
    if contrast(hex_of(*oklch_of(colour)), ground) >= ratio:
        assert moved == hex_of(*oklch_of(colour))


def photograph(seed: int) -> np.ndarray:
    """A sky, a field and a little of something vivid, with grain."""
    chance = np.random.default_rng(seed)
    picture = np.zeros((120, 160, 3), np.float64)
    picture[:70] = chance.uniform(90, 230, 3)
    picture[70:] = chance.uniform(20, 160, 3)
    picture[80:95, 20:45] = (220, 60, 30)
    return np.clip(picture + chance.normal(0, 6, picture.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("dark", [True, False])
def test_a_photograph_gives_a_palette_that_can_be_read(seed, dark):
    palette = from_pixels(photograph(seed), dark=dark)
    assert palette.origin == "picture"
    assert palette.dark == dark
    lightness = oklch_of(palette.ground)[0]
    assert lightness < 0.3 if dark else lightness > 0.9
    read_well(palette)
    assert palette == from_pixels(photograph(seed), dark=dark)


def test_a_photograph_lends_its_vivid_colour():
    palette = from_pixels(photograph(3), dark=False)
    assert gap(oklch_of(palette.signal)[2], oklch_of("#dc3c1e")[2]) < 25


def test_a_picture_of_one_colour_is_no_trouble():
    for value in (0, 128, 255):
        read_well(from_pixels(np.full((20, 20, 3), value, np.uint8), dark=False))


def test_what_the_mood_asks_for_comes_first():
    for scheme in schemes():
        first = rank_schemes([scheme.moods[0]], [])[0]
        assert scheme.moods[0][:6] in {mood[:6] for mood in first.moods}
    assert len(rank_schemes(["nothing that exists"], [])) == len(schemes())


@given(COLOURS, COLOURS)
@settings(max_examples=40, deadline=None)
def test_distance_is_the_same_both_ways(one, other):
    assert distance(one, one) == 0
    assert distance(one, other) == pytest.approx(distance(other, one))
