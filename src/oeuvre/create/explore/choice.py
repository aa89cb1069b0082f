"""Choosing among nine: what picks and refusals say about taste, and which nine to show next.

A pick says that one figure is worth more to this person than those it was shown with (Luce 1959); a refusal that one is
worth less than nothing. Worth is told twice: by tastes that the person could have (`ideals`), each as likely as it
explains the choices, and by a Gaussian process over features of figures, found by Laplace's approximation (Chu and
Ghahramani 2005), for tastes of any other kind. The next nine are some of the best that are unlike one another, and the
best by tastes drawn at random as likely as they are (Thompson 1933).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore.ideals import gather_ideals

Floats = NDArray[np.float64]

SHOWN = 9
# Of nine, so many are shown because they are the best by a taste that could be.
_EXPLORING = 4
# How much the process counts beside the tastes; of how many of its best figures a taste that was drawn shows one.
_PROCESS, _BEST_OF = 0.25, 20
# More figures than these are not weighed at once: some of them are, by chance.
_WEIGHED = 4_000
# A step of the process' length is this share of the distance between two figures taken at random.
_LENGTH, _LINEAR, _NOISE = 0.9, 2.0, 1e-3
# How much it counts how far a figure lies from what is usual.
_UNUSUAL = 0.7
# How much a pick outweighs its neighbours, how surely a refusal is meant.
_SURE, _REFUSED = 6.0, 4.0
_STEPS = 25
# Nearer than this share of the usual distance to a refused figure, nothing is proposed; nearer than the other to one of
# the same nine, nothing is shown beside it.
_KEEP_AWAY, _APART = 0.35, 0.35


@dataclass(frozen=True)
class Choice:
    """What was shown at once (places in a table of figures), what was picked of it, what refused; both may be none."""

    shown: tuple[int, ...]
    picked: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


@dataclass(frozen=True)
class Taste:
    """Worth over figures, as far as choices told: `known` are the figures that they were about (n, d, scaled), `worth`
    what they are worth; `mean_and_doubt` says the same of others."""

    known: Floats
    worth: Floats
    _weights: Floats
    _shrink: Floats
    _usual: float

    def mean_and_doubt(self, others: Floats) -> tuple[Floats, Floats]:
        """The worth of others (k, d, scaled) and its standard deviation."""
        cross = _kernel(others, self.known, self._usual)
        own = 1 + _LINEAR * (others * others).sum(1) / self._usual**2
        spread = own - np.einsum("ij,jk,ik->i", cross, self._shrink, cross)
        return cross @ self._weights, np.sqrt(np.maximum(spread, 1e-9))


def scaled(features: Floats) -> Floats:
    """Features (n, d) with no mean and a spread of one each, so that none outweighs another by its unit."""
    given = np.asarray(features, np.float64)
    return np.asarray((given - given.mean(0)) / np.maximum(given.std(0), 1e-9), np.float64)


def described(*blocks: Floats) -> Floats:
    """Features (n, d) out of several ways to describe figures, each (n, any): all ways count the same, however many
    numbers each has. How far a figure lies from what is usual is told in each way apart, since many tastes go by it."""
    parts = []
    for block in blocks:
        part = scaled(block)
        away = scaled(np.sqrt((part * part).mean(1))[:, None])
        parts += [part / np.sqrt(part.shape[1]), _UNUSUAL * away]
    return np.concatenate(parts, 1)


def parted(*blocks: Floats) -> tuple[slice, ...]:
    """The columns of each way to describe figures in what `described` gives of the same blocks; that which tells how
    unusual a figure is, the last of each, left out."""
    ends = np.cumsum([block.shape[1] + 1 for block in blocks]).tolist()
    return tuple(slice(start, end - 1) for start, end in zip([0, *ends], ends, strict=False))


def _usual_gap(features: Floats) -> float:
    """How far two figures taken at random lie apart."""
    return float(np.sqrt(2 * (features * features).sum(1).mean()))


def _kernel(a: Floats, b: Floats, usual: float) -> Floats:
    gaps = (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T
    smooth = np.exp(-np.maximum(gaps, 0) / (2 * (_LENGTH * usual) ** 2))
    return np.asarray(smooth + _LINEAR * (a @ b.T) / usual**2, np.float64)


def learn(features: Floats, choices: Sequence[Choice]) -> Taste:
    """The taste that choices among figures tell; `features` (n, d) are scaled, one row a figure."""
    places = list(dict.fromkeys(place for choice in choices for place in choice.shown))
    at = {place: index for index, place in enumerate(places)}
    known = features[places].reshape(len(places), features.shape[1])
    usual = _usual_gap(features)
    kernel = _kernel(known, known, usual) + _NOISE * np.eye(len(places))
    worth: Floats = np.zeros(len(places))
    bend: Floats = np.zeros((len(places), len(places)))
    for _ in range(_STEPS):
        slope, bend = _likelihood(worth, choices, at)
        # Newton's step for the worth that is likeliest under the process and the choices (Rasmussen and Williams 2006).
        moved = _solved(np.eye(len(places)) + kernel @ bend, kernel @ (bend @ worth + slope))
        settled = float(np.abs(moved - worth).max(initial=0.0)) < 1e-6
        worth = moved
        if settled:
            break
    weights, shrink = _solved(kernel, worth), _solved(np.eye(len(places)) + bend @ kernel, bend)
    return Taste(known, worth, weights, shrink, usual)


def _solved(matrix: Floats, right: Floats) -> Floats:
    return np.asarray(np.linalg.solve(matrix, right), np.float64)


def _likelihood(worth: Floats, choices: Sequence[Choice], at: dict[int, int]) -> tuple[Floats, Floats]:
    """The slope of the choices' logarithmic likelihood, and its curvature turned positive."""
    slope, bend = np.zeros_like(worth), np.zeros((len(worth), len(worth)))
    for choice in choices:
        others = [at[place] for place in choice.shown if place not in choice.picked]
        for place in choice.picked:
            group = [at[place], *others]
            odds = np.exp(_SURE * (worth[group] - worth[group].max()))
            odds /= odds.sum()
            slope[group] -= _SURE * odds
            slope[at[place]] += _SURE
            bend[np.ix_(group, group)] += _SURE**2 * (np.diag(odds) - np.outer(odds, odds))
        for place in choice.refused:
            index = at[place]
            bad = 1 / (1 + np.exp(-_REFUSED * np.clip(worth[index], -50, 50)))
            slope[index] -= _REFUSED * bad
            bend[index, index] += _REFUSED**2 * bad * (1 - bad)
    return slope, bend


def propose(
    features: Floats,
    choices: Sequence[Choice],
    chance: np.random.Generator,
    pool: Sequence[int] | None = None,
    count: int = SHOWN,
    ways: Sequence[slice] = (),
) -> tuple[int, ...]:
    """The next figures to show, places in `features` (n, d, scaled): none that was shown, none near a refused one, none
    too near another. `pool` are the places that may be shown, all where it is left out; `ways` the columns of each way
    to describe figures, as `parted` gives them. Fewer come where few are left."""
    seen = {place for choice in choices for place in choice.shown}
    free = np.array([place for place in (range(len(features)) if pool is None else pool) if place not in seen], int)
    if len(free) > _WEIGHED:
        free = np.sort(chance.choice(free, _WEIGHED, replace=False))
    usual = _usual_gap(features)
    refused = [place for choice in choices for place in choice.refused]
    if refused and len(free):
        gaps = _gaps(features[free], features[refused]).min(1)
        away = free[gaps > _KEEP_AWAY * usual]
        free = away if len(away) >= count else free[np.argsort(-gaps, kind="stable")]
    said = [choice for choice in choices if choice.picked or choice.refused]
    if not said or not len(free):
        return _unlike(features, free[chance.permutation(len(free))], count, usual)
    ideals = gather_ideals(features, ways or (slice(0, features.shape[1]),))
    odds = ideals.odds(
        [features[list(choice.shown)] for choice in said],
        [[choice.shown.index(place) for place in choice.picked] for choice in said],
        [[choice.shown.index(place) for place in choice.refused] for choice in said],
    )
    by_taste = ideals.worth(features[free])
    by_process = _PROCESS * _even(learn(features, said).mean_and_doubt(features[free])[0])
    best = free[np.argsort(-(_even(by_taste @ odds) + by_process), kind="stable")]
    shown = list(_unlike(features, best, count - _EXPLORING, usual))
    for taste in chance.choice(len(odds), max(count - len(shown), 0), p=odds):
        order = free[np.argsort(-(by_taste[:, taste] + by_process), kind="stable")]
        shown += [int(place) for place in order[:_BEST_OF] if int(place) not in shown][:1]
    return _unlike(features, np.array([*shown, *best], int), count, 0.0)


def _even(worth: Floats) -> Floats:
    """With no mean and a spread of one."""
    return np.asarray((worth - worth.mean()) / max(float(worth.std()), 1e-9), np.float64)


def _gaps(a: Floats, b: Floats) -> Floats:
    squares = (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T
    return np.asarray(np.sqrt(np.maximum(squares, 0)), np.float64)


def _unlike(features: Floats, ordered: NDArray[np.int_], count: int, usual: float) -> tuple[int, ...]:
    """The first of an order that are not too near one another; where these are too few, the first of the rest."""
    kept: list[int] = []
    for place in ordered[: 200 * count]:
        if len(kept) == count:
            break
        if int(place) in kept:
            continue
        if not kept or _gaps(features[[place]], features[kept]).min() > _APART * usual:
            kept.append(int(place))
    rest = (int(place) for place in ordered if int(place) not in kept)
    while len(kept) < count and (more := next(rest, None)) is not None:
        kept.append(more)
    return tuple(kept)
