"""Steering a generator of which only pictures are known: mixing, directions, and pictures brought into its space.

Nothing here needs a gradient. Directions are those of the latents along which small pictures of many samples vary most:
principal axes of the pictures, carried to the latents by least squares (after GANSpace: Härkönen et al. 2020).
Projection is a search by evolution, with a step size for each latent (sep-CMA-ES: Ros and Hansen 2008). What they cost
is the number of pictures drawn, which both say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Pictures = NDArray[np.uint8]
Draw = Callable[[Floats], Pictures]

# Sides of the small pictures that are compared, and samples that directions are found by.
_SMALL, SAMPLES = 24, 256
# Pictures that a projection draws, unless more are asked for.
BUDGET = 1200
_RIDGE = 1e-2


@dataclass(frozen=True)
class Directions:
    """Unit directions of latents (k, size), the one that changes pictures most first, with the share of all change that
    each stands for; `drawn` pictures were needed."""

    axes: Floats
    shares: tuple[float, ...]
    drawn: int


@dataclass(frozen=True)
class Found:
    """The latent whose picture is nearest to another's: their mean squared difference (0 to 1) when small, and that of
    the best of the samples that the search began with; `drawn` pictures were needed."""

    latent: Floats
    distance: float
    begun: float
    drawn: int


def latents_of_chance(size: int, count: int, seed: int, psi: float = 1.0) -> Floats:
    """Latents (count, size) from a normal distribution; `psi` below 1 is calmer."""
    return (psi * np.random.default_rng(seed).standard_normal((count, size))).astype(np.float32)


def mix_latents(parents: Floats, weights: list[float]) -> Floats:
    """The latent (size,) between two to four parents, as long as they are on the average. Raises `ValueError`."""
    shares = np.asarray(weights, np.float64)
    if not 2 <= len(parents) <= 4 or len(shares) != len(parents) or (shares < 0).any() or shares.sum() <= 0:
        raise ValueError("two to four parents, a weight each")
    mixed = shares / shares.sum() @ parents.astype(np.float64)
    length = shares / shares.sum() @ np.linalg.norm(parents, axis=1)
    return np.asarray(mixed * length / max(float(np.linalg.norm(mixed)), 1e-9), np.float32)


def find_directions(draw: Draw, size: int, count: int = 8, seed: int = 0, samples: int = SAMPLES) -> Directions:
    """The directions in which pictures change most. Draws `samples` pictures, or twice as many as a latent has numbers
    where that is more."""
    z = latents_of_chance(size, max(samples, 2 * size), seed)
    return directions_among(z, small_pictures(draw(z)), count)


def directions_among(latents: Floats, seen: Doubles, count: int = 8) -> Directions:
    """The same of latents (n, size; n more than size) whose small pictures (n, any) were drawn already."""
    many, size = latents.shape
    z = latents.astype(np.float64)
    centred = seen - seen.mean(0)
    # Far fewer samples than pixels: the axes are found by how samples go together.
    values, vectors = np.linalg.eigh(centred @ centred.T)
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
    kept = min(count, size, len(values))
    scores = vectors[:, :kept] * np.sqrt(values[:kept])
    slopes = np.linalg.solve(z.T @ z + _RIDGE * many * np.eye(size), z.T @ scores).T
    lengths = np.maximum(np.linalg.norm(slopes, axis=1, keepdims=True), 1e-12)
    shares = values[:kept] / max(float(values.sum()), 1e-12)
    return Directions(np.asarray(slopes / lengths, np.float32), tuple(round(float(one), 4) for one in shares), many)


def project_picture(draw: Draw, size: int, picture: Pictures, seed: int = 0, budget: int = BUDGET) -> Found:
    """The latent whose picture is nearest to `picture` (high, wide, channels), after `budget` pictures at most."""
    target = small_pictures(picture[None])[0]
    chance = np.random.default_rng(seed)
    first = chance.standard_normal((min(64, budget // 4 or 1), size))
    losses = _losses(draw, first, target)
    drawn = len(first)
    begun = float(losses.min())
    best, loss = first[int(np.argmin(losses))], begun
    lam = 4 + int(3 * np.log(size))
    mu = lam // 2
    weights = np.log(mu + 0.5) - np.log(np.arange(1, mu + 1))
    weights /= weights.sum()
    effective = 1 / (weights**2).sum()
    step_rate = (effective + 2) / (size + effective + 5)
    damping = 1 + 2 * max(0.0, np.sqrt((effective - 1) / (size + 1)) - 1) + step_rate
    path_rate = (4 + effective / size) / (size + 4 + 2 * effective / size)
    # The variances of single latents may be learnt faster than a whole matrix of them.
    learning = (size + 2) / 3
    one = min(1.0, learning * 2 / ((size + 1.3) ** 2 + effective))
    rest = min(1 - one, learning * 2 * (effective - 2 + 1 / effective) / ((size + 2) ** 2 + effective))
    expected = np.sqrt(size) * (1 - 1 / (4 * size) + 1 / (21 * size * size))
    mean, sigma = best.copy(), 0.5
    spread, path, step_path = np.ones(size), np.zeros(size), np.zeros(size)
    while drawn + lam <= budget and sigma > 1e-3:
        noise = chance.standard_normal((lam, size))
        tried = mean + sigma * np.sqrt(spread) * noise
        losses = _losses(draw, tried, target)
        drawn += lam
        order = np.argsort(losses)[:mu]
        if losses[order[0]] < loss:
            loss, best = float(losses[order[0]]), tried[order[0]].copy()
        moved = weights @ noise[order]
        mean = mean + sigma * np.sqrt(spread) * moved
        step_path = (1 - step_rate) * step_path + np.sqrt(step_rate * (2 - step_rate) * effective) * moved
        path = (1 - path_rate) * path + np.sqrt(path_rate * (2 - path_rate) * effective) * np.sqrt(spread) * moved
        squares = weights @ (np.sqrt(spread) * noise[order]) ** 2
        spread = np.maximum((1 - one - rest) * spread + one * path**2 + rest * squares, 1e-8)
        sigma *= float(np.exp(step_rate / damping * (np.linalg.norm(step_path) / expected - 1)))
    return Found(np.asarray(best, np.float32), loss, begun, drawn)


def _losses(draw: Draw, latents: Doubles, target: Doubles) -> Doubles:
    # Far from where latents lie a generator was never asked to draw: that costs a little.
    far = 1e-4 * np.maximum((latents**2).mean(1) - 1, 0)
    seen = small_pictures(draw(latents.astype(np.float32)))
    return np.asarray(((seen - target) ** 2).mean(1) + far, np.float64)


def small_pictures(pictures: Pictures) -> Doubles:
    """Pictures (n, high, wide, channels) as rows of small ones, 0 to 1."""
    small = [
        cv2.resize(one, (_SMALL, _SMALL), interpolation=cv2.INTER_AREA).reshape(_SMALL, _SMALL, -1) for one in pictures
    ]
    return np.asarray(np.stack(small).reshape(len(pictures), -1) / 255.0, np.float64)
