"""Copies of training figures are found, moved and rescaled ones too; what nobody showed the model is no copy."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from oeuvre.models.house.errors import HouseUnfit
from oeuvre.models.house.fields import HEIGHT, WIDTH, settle
from oeuvre.models.house.nearest import Figures, distances, overlaps, pack, read_figures

RNG = np.random.default_rng(8)


def blobs(count: int) -> np.ndarray:
    """Smooth figures about the middle of the box, each another."""
    noise = RNG.standard_normal((count, HEIGHT, WIDTH)).astype(np.float32)
    smooth = np.stack([cv2.GaussianBlur(one, (0, 0), 4.0) for one in noise])
    rows = np.abs(np.arange(HEIGHT) - HEIGHT / 2) / HEIGHT
    columns = (WIDTH - np.arange(WIDTH)) / WIDTH
    return (4 * smooth + 0.45 - 1.5 * (rows[:, None] ** 2 * 4 + columns[None] ** 2)).astype(np.float32)


FIELDS = blobs(12)


def figures(held: tuple[int, ...] = ()) -> Figures:
    return Figures(
        pack(FIELDS),
        pack(settle(FIELDS)),
        np.arange(12, dtype=np.int32),
        np.zeros(12, np.int8),
        np.isin(np.arange(12), held),
        np.zeros((12, 64), np.float16),
    )


def test_overlaps_are_intersections_over_unions() -> None:
    found = overlaps(pack(FIELDS[:3]), pack(FIELDS))
    for i in range(3):
        for j in range(12):
            a, b = FIELDS[i] > 0, FIELDS[j] > 0
            assert found[i, j] == pytest.approx((a & b).sum() / (a | b).sum())


def test_a_copy_is_at_no_distance_and_a_moved_and_rescaled_one_near() -> None:
    assert distances(FIELDS, figures()).diagonal().max() == 0
    turn = np.array([[0.7, 0, 0.3 * (WIDTH - 0.5)], [0, 0.7, 6]], np.float32)
    moved = np.stack([cv2.warpAffine(one, turn, (WIDTH, HEIGHT), borderValue=-1.0) for one in FIELDS])
    found = distances(moved, figures())
    assert np.median(found.diagonal()) < 0.12
    assert (found.argmin(1) == np.arange(12)).mean() > 0.9


def test_a_figure_that_was_held_out_is_no_neighbour() -> None:
    assert distances(FIELDS[2:3], figures(held=(2,)))[0, 2] == 2.0


def test_blank_figures_have_nothing_in_common() -> None:
    blank = np.full((1, HEIGHT, WIDTH), -1.0, np.float32)
    assert distances(blank, figures()).min() == 1.0


def test_figures_come_back_from_their_file_and_a_broken_one_says_so(tmp_path: Path) -> None:
    figures().save(tmp_path / "figures.npz")
    assert np.array_equal(read_figures(tmp_path / "figures.npz").in_place, figures().in_place)
    (tmp_path / "figures.npz").write_bytes(b"nothing")
    with pytest.raises(HouseUnfit):
        read_figures(tmp_path / "figures.npz")
