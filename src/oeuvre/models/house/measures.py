"""How good and how varied figures are, against real ones that nobody taught: distances and shares in feature spaces.

Rows are figures, columns features. Fréchet distance: Heusel et al. 2017, here in units of the mean variance of the real
figures' features, so that spaces compare. Precision and recall: Kynkäänniemi et al. 2019. Density and coverage: Naeem
et al. 2020. Vendi score: Friedman and Dieng 2023, with a Gaussian kernel whose width is the real figures' own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.float64]
NEIGHBOURS = 3
_COVERING = 5


def principal_axes(rows: NDArray[np.float32], axes: int) -> tuple[NDArray[np.float64], NDArray[np.float64], Features]:
    """Mean, the first principal axes (axes, columns) and the standard deviation along each."""
    flat = rows.reshape(len(rows), -1).astype(np.float64)
    mean = flat.mean(0)
    values, vectors = np.linalg.eigh(np.cov((flat - mean).T))
    best = np.argsort(-values)[:axes]
    return mean, vectors[:, best].T, np.sqrt(np.maximum(values[best], 1e-12))


def frechet(made: Features, real: Features, weights: NDArray[np.float64] | None = None) -> float:
    """The Fréchet distance of two clouds, `real` weighted, in units of the real features' mean variance."""
    share = np.full(len(real), 1 / len(real)) if weights is None else weights / weights.sum()
    mean = share @ real
    spread = ((real - mean) * share[:, None]).T @ (real - mean)
    other = np.cov(made.T)
    # The trace of the root of a product of covariances is that of a symmetric matrix: no complex root is needed.
    values, vectors = np.linalg.eigh(spread)
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    cross = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ other @ root), 0)).sum()
    distance = ((made.mean(0) - mean) ** 2).sum() + np.trace(spread) + np.trace(other) - 2 * cross
    return float(distance / real.std(0).mean() ** 2)


def _distances(a: Features, b: Features) -> Features:
    squares = (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T
    return np.asarray(np.sqrt(np.maximum(squares, 0)), dtype=np.float64)


def _reach(points: Features, neighbours: int) -> Features:
    """How far each point's k-th neighbour is, itself not counted."""
    return np.asarray(np.partition(_distances(points, points), neighbours, axis=1)[:, neighbours], dtype=np.float64)


def precision_recall(made: Features, real: Features) -> tuple[float, float]:
    """Share of made figures that lie among the real, and of real figures that lie among the made."""
    gap = _distances(made, real)
    precision = (gap <= _reach(real, NEIGHBOURS)[None]).any(1).mean()
    return float(precision), float((gap <= _reach(made, NEIGHBOURS)[:, None]).any(0).mean())


def density_coverage(made: Features, real: Features) -> tuple[float, float]:
    """How densely the made figures lie where the real are (1: as these), and the share of real ones that they reach."""
    near = _distances(made, real) <= _reach(real, _COVERING)[None]
    return float(near.sum() / (_COVERING * len(made))), float(near.any(0).mean())


def vendi(points: Features, width: float) -> float:
    """How many different figures there are, as an effective number, with a Gaussian kernel of that width."""
    kernel = np.exp(-(_distances(points, points) ** 2) / (2 * width * width)) / len(points)
    values = np.linalg.eigvalsh(kernel)
    values = values[values > 1e-12]
    return float(np.exp(-(values * np.log(values)).sum()))


def kernel_width(real: Features) -> float:
    """The median distance from a real figure to its fifth neighbour: near ones count as alike, others do not."""
    return float(np.median(_reach(real, _COVERING)))
