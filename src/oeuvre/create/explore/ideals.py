"""Tastes that a person could have: nearness to a figure that they have in mind, or more of what figures measure.

An ideal point explains picks by how near each figure lies to it (Coombs 1964). Many are taken from the figures
themselves, in each way to describe them; what was picked and refused says how likely each is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Ideal points in each way, and directions in a way of few numbers; where a way has more, a direction says too little.
_POINTS, _DIRECTIONS, _FEW = 500, 500, 12
# Figures by which tastes are brought to one scale.
_REFERENCE = 600
# How surely somebody picks what is worth more to them; below which worth they refuse.
_SURE, _REFUSED_UNDER = 3.0, -0.3
_SEED = 11


@dataclass(frozen=True)
class Ideals:
    """Tastes, as worth of any figures: `points` by way (its columns and the points there), then `directions`."""

    points: tuple[tuple[slice, Floats], ...]
    directions: tuple[tuple[slice, Floats], ...]
    mean: Floats
    spread: Floats

    def worth(self, features: Floats) -> Floats:
        """What figures (n, d) are worth to each taste (n, tastes), with no mean and a spread of one among what is
        usual."""
        return np.asarray((_raw(features, self.points, self.directions) - self.mean) / self.spread, np.float64)

    def odds(
        self, shown: Sequence[Floats], picked: Sequence[Sequence[int]], refused: Sequence[Sequence[int]]
    ) -> Floats:
        """How likely each taste is (a sum of one), of the features of what was shown at once, and places in each of
        what was picked and refused of it."""
        log_odds = np.zeros(len(self.mean))
        for features, liked, disliked in zip(shown, picked, refused, strict=True):
            worth = self.worth(features)
            said = _SURE * worth
            all_said = np.logaddexp.reduce(said, axis=0)
            for place in liked:
                log_odds += said[place] - all_said
            for place in disliked:
                log_odds -= np.logaddexp(0, _SURE * (worth[place] - _REFUSED_UNDER))
        odds = np.exp(log_odds - log_odds.max())
        return np.asarray(odds / odds.sum(), np.float64)


def gather_ideals(features: Floats, ways: Sequence[slice]) -> Ideals:
    """Tastes for figures described by `features` (n, d), whose columns `ways` parts into ways to describe them."""
    chance = np.random.default_rng(_SEED)
    points = tuple((way, features[chance.integers(0, len(features), _POINTS), way]) for way in ways)
    directions = tuple(
        (way, chance.standard_normal((width, _DIRECTIONS)))
        for way in ways
        if (width := features[:1, way].shape[1]) <= _FEW
    )
    usual = _raw(features[chance.integers(0, len(features), _REFERENCE)], points, directions)
    return Ideals(points, directions, usual.mean(0), np.maximum(usual.std(0), 1e-9))


def _raw(
    features: Floats, points: Sequence[tuple[slice, Floats]], directions: Sequence[tuple[slice, Floats]]
) -> Floats:
    parts = []
    for way, ideal in points:
        own = features[:, way]
        gaps = (own * own).sum(1)[:, None] + (ideal * ideal).sum(1)[None] - 2 * own @ ideal.T
        parts.append(-np.sqrt(np.maximum(gaps, 0)))
    parts += [features[:, way] @ direction for way, direction in directions]
    return np.concatenate(parts, 1)
