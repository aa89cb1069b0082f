"""From fields to outlines: near the level line, within limits, mirrored to the digit, without a crossing."""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from oeuvre.create.explore import MOST_ERROR, SIDE, NoOutline, level_lines, refine, trace
from tests.create.explore.conftest import disc, square

Floats = NDArray[np.float32]
Points = NDArray[np.float64]


def apart(points: Points, polygons: list[Points]) -> float:
    """How far the farthest of the points lies from the nearest edge of the polygons."""
    p = np.concatenate([one[:-1] for one in polygons])
    way = np.concatenate([np.diff(one, axis=0) for one in polygons])
    length = np.maximum((way * way).sum(1), 1e-12)
    share = np.clip(((points[:, None] - p) * way).sum(2) / length, 0, 1)
    gap = points[:, None] - p - share[..., None] * way
    return float(np.hypot(gap[..., 0], gap[..., 1]).min(1).max())


def crossing_edges(polygons: list[Points]) -> int:
    """How many pairs of edges of the polygons cross in their insides: the plain test of every pair."""
    p = np.concatenate([one[:-1] for one in polygons])
    q = np.concatenate([one[1:] for one in polygons])

    def side(o: Points, d: Points, r: Points) -> Points:
        return (d[..., 0] - o[..., 0]) * (r[..., 1] - o[..., 1]) - (d[..., 1] - o[..., 1]) * (r[..., 0] - o[..., 0])

    a, b, c, d = p[:, None], q[:, None], p[None], q[None]
    return int(((side(a, b, c) * side(a, b, d) < -1e-9) & (side(c, d, a) * side(c, d, b) < -1e-9)).sum()) // 2


def test_what_the_model_draws_comes_within_every_limit(fields: Floats) -> None:
    found = 0
    for half in fields[:16]:
        try:
            outline = trace(half)
        except NoOutline:
            continue
        found += 1
        assert outline.segments <= 200
        lines = [line.points for line in level_lines(refine(half))]
        left = np.concatenate(outline.flat(8))
        left = left[left[:, 0] <= SIDE / 2]
        assert apart(np.concatenate(lines)[::3], outline.flat(8)) < MOST_ERROR * SIDE
        assert apart(left, lines) < MOST_ERROR * SIDE
    assert found > 14


def test_no_outline_crosses_itself(fields: Floats) -> None:
    assert [crossing_edges(trace(half).flat(6)) for half in fields[:20]] == [0] * 20


def test_the_right_half_mirrors_the_left_to_the_digit(fields: Floats) -> None:
    numbers = np.concatenate([path.reshape(-1, 2) for path in trace(fields[0]).paths])
    there = {(round(x, 1), round(y, 1)) for x, y in numbers}
    assert there == {(round(SIDE - x, 1), y) for x, y in there}


def test_the_same_field_gives_the_same_bytes(fields: Floats) -> None:
    assert [trace(half).data for half in fields[:5]] == [trace(half.copy()).data for half in fields[:5]]


def test_every_command_is_written_out(fields: Floats) -> None:
    outline = trace(fields[1])
    counts = {"M": 2, "L": 2, "C": 6, "Z": 0}
    told = re.findall(r"([A-Za-z])([^A-Za-z]*)", outline.data)
    assert len(told) == outline.commands
    assert all(len(numbers.split()) == counts[command] for command, numbers in told)


def test_a_disc_is_round_and_a_square_has_four_corners() -> None:
    (round_,) = trace(disc(20)).flat(16)
    radius = np.hypot(round_[:, 0] - 128, round_[:, 1] - 128)
    assert abs(radius - 80).max() < 1.5
    (angular,) = trace(square(36)).paths
    corners = {(round(x), round(y)) for x, y in angular[:, 0]}
    for x, y in ((56, 56), (200, 56), (200, 200), (56, 200)):
        assert min(np.hypot(x - a, y - b) for a, b in corners) < 2


def test_crumbs_are_left_out_and_a_blank_field_is_refused() -> None:
    crumb = np.maximum(disc(20), disc(0.8, 4, 4))
    assert trace(crumb).data == trace(disc(20)).data
    with pytest.raises(NoOutline) as refused:
        trace(np.full((64, 32), -1, np.float32))
    assert refused.value.reason == "blank"
    assert "vide" in refused.value.message("fr")


def test_too_many_segments_are_refused_as_busy() -> None:
    with pytest.raises(NoOutline) as refused:
        trace(np.maximum(disc(6, 8, 8), disc(6, 20, 40)), most=3)
    assert refused.value.reason == "busy"


def test_what_is_no_half_field_is_refused() -> None:
    for wrong in (np.zeros(5), np.zeros((2, 3, 4)), np.full((64, 32), np.nan)):
        with pytest.raises(ValueError, match="half-field"):
            trace(wrong.astype(np.float32))
