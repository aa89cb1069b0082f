"""Silhouettes become signed distances, and mirrored halves."""

from __future__ import annotations

import numpy as np
import pytest

from oeuvre.models.house.fields import (
    HEIGHT,
    LEFT,
    RIGHT,
    SIDE,
    WHOLE,
    WIDTH,
    field_of,
    half_fields,
    outline_length,
    settle,
    signed_distance,
)


def disc(x: float, y: float, radius: float) -> np.ndarray:
    rows, columns = np.mgrid[:SIDE, :SIDE] + 0.5
    return np.hypot(columns - x, rows - y) < radius


def test_a_distance_is_that_of_the_shape_within_a_pixel() -> None:
    rows, columns = np.mgrid[:SIDE, :SIDE] + 0.5
    exact = 80 - np.hypot(columns - 128, rows - 128)
    assert np.abs(signed_distance(disc(128, 128, 80)) - exact).max() < 1.5


@pytest.mark.parametrize("mask", [np.zeros((SIDE, SIDE), bool), np.ones((SIDE, SIDE), bool)])
def test_a_page_without_an_outline_has_a_field_all_the_same(mask: np.ndarray) -> None:
    assert np.all(field_of(mask) == (1.0 if mask.all() else -1.0))


def test_a_figure_that_is_its_own_mirror_image_gives_one_half() -> None:
    ((kind, field),) = half_fields(disc(128, 128, 80))
    assert kind == WHOLE
    assert field.shape == (HEIGHT, WIDTH)
    assert field[HEIGHT // 2, -1] == 1.0
    assert field[0, 0] == -1.0


def test_a_figure_off_the_middle_is_brought_to_its_axis() -> None:
    ((kind, field),) = half_fields(disc(100, 128, 80))
    ((_, centred),) = half_fields(disc(128, 128, 80))
    assert kind == WHOLE
    assert np.abs(field - centred).max() < 0.05


def test_a_figure_with_two_sides_gives_both_halves() -> None:
    mask = disc(96, 100, 60) | disc(180, 190, 62)
    assert [kind for kind, _ in half_fields(mask)] == [LEFT, RIGHT]


def test_a_blank_page_gives_no_figure() -> None:
    assert half_fields(np.zeros((SIDE, SIDE), bool)) == []


def test_what_was_moved_or_rescaled_settles_to_the_same_figure() -> None:
    fields = np.stack([half_fields(disc(128, y, radius))[0][1] for y, radius in ((128, 90), (100, 60), (170, 45))])
    ink = settle(fields) > 0
    for other in ink[1:]:
        assert (ink[0] & other).sum() / (ink[0] | other).sum() > 0.95
    assert not settle(np.full((1, HEIGHT, WIDTH), -1.0, np.float32)).max() > 0


def test_more_outline_is_more_detail() -> None:
    comb = np.zeros((SIDE, SIDE), bool)
    comb[:, 40:-40] = (np.arange(SIDE) // 16 % 2 == 0)[:, None]
    lengths = outline_length(np.stack([half_fields(disc(128, 128, 90))[0][1], half_fields(comb)[0][1]]))
    assert lengths[1] > 2 * lengths[0]
