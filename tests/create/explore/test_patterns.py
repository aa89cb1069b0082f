"""Patterns: each of the 17 groups repeats without a seam, and every motion of the group leaves its picture as it is."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from oeuvre.create.design import Press
from oeuvre.create.explore import GROUPS, Inks, draw_emblem, group_named, repeat

INKS = Inks("#000000", "#ffffff", "#ffffff", "#ffffff")
# Pixels across a tile. A page is as high as whole pixels allow, so shapes lie up to one off, and a mean is held.
_WIDE, _EVEN = 200, 5.0


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def pixels(press: Press, svg: str, width: int) -> NDArray[np.float32]:
    return np.asarray(Image.open(io.BytesIO(press.drawing(svg.encode(), width))).convert("L"), np.float32)


def blurred(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 3.0), np.float32)


def sampled(picture: NDArray[np.float32], points: NDArray[np.float64]) -> NDArray[np.float32]:
    """The picture at points (h, w, 2), pixels being as wide as one."""
    at = (points - 0.5).astype(np.float32)
    return np.asarray(cv2.remap(picture, at[..., 0], at[..., 1], cv2.INTER_LINEAR), np.float32)


@pytest.mark.parametrize("name", GROUPS)
def test_a_tile_has_the_symmetries_of_its_group_and_no_seam(
    fields: NDArray[np.float32], press: Press, name: str
) -> None:
    pattern, group = repeat(draw_emblem(fields[7]), name), group_named(name)
    # Three tiles a side, drawn as one page.
    sides = np.array(group.tile) * _WIDE
    page = pixels(press, pattern.spread_svg(INKS, 3 * sides[0], 3 * sides[1], _WIDE), 3 * _WIDE)
    assert 0.04 < (page > 128).mean() < 0.7
    smooth = blurred(page)
    across, down = np.meshgrid(np.arange(int(sides[0])) + 0.5, np.arange(int(sides[1])) + 0.5)
    middle = np.stack([across, down], -1) + sides
    here = sampled(smooth, middle)
    # A file of one tile is the middle of the page, and so are the tiles around it: there is no seam.
    tile = blurred(pixels(press, pattern.tile_svg(INKS, _WIDE), _WIDE))[: len(down)]
    assert abs(here - tile)[4:-4, 4:-4].mean() < _EVEN
    for step in ((1, 0), (0, 1), (-1, -1)):
        assert abs(sampled(smooth, middle + sides * step) - here).mean() < _EVEN
    # The page moved by any motion of the group is the page.
    for motion in group.motions:
        moved = middle / _WIDE @ motion[:2, :2].T + motion[:2, 2]
        home = np.mod(moved * _WIDE, sides) + sides
        assert abs(sampled(smooth, home) - here).mean() < _EVEN


def test_the_groups_have_as_many_motions_as_they_should() -> None:
    orders = {"p1": 1, "p2": 2, "cm": 4, "c2mm": 8, "p4": 4, "p4gm": 8, "p3": 3, "p31m": 6, "p6": 6, "p6mm": 12}
    assert len(GROUPS) == 17
    assert {name: len(group_named(name).motions) for name in orders} == orders


def test_a_turned_figure_adds_no_mirror_to_a_group_without_one(fields: NDArray[np.float32], press: Press) -> None:
    tile = pixels(press, repeat(draw_emblem(fields[7]), "p4").tile_svg(INKS, _WIDE), _WIDE)
    assert abs(tile - tile[:, ::-1]).mean() > 10
    mirrored = pixels(press, repeat(draw_emblem(fields[7]), "p4mm").tile_svg(INKS, _WIDE), _WIDE)
    assert abs(mirrored - mirrored[:, ::-1]).mean() < _EVEN


def test_a_group_that_there_is_not_is_refused(fields: NDArray[np.float32]) -> None:
    with pytest.raises(KeyError):
        repeat(draw_emblem(fields[7]), "p5")
