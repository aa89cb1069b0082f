"""Learning a taste: a Bayesian logistic regression over what is seen in designs.

Every decision is one observation of whether a design pleases. The weights have independent Gaussian priors round
nothing; what is known of them after the decisions is a Gaussian at the mode (Laplace), and a prediction is moderated
by how little is known (D. J. C. MacKay, The Evidence Framework Applied to Classification Networks, 1992). What a
person says of a refusal observes a weight itself. Older decisions count less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design import Features

# The prior's standard deviation of a weight, by the group that stands before the colon; axes have no colon.
AXIS_PRIOR = 0.9
PRIORS = {"family": 1.1, "scheme": 0.8, "mark": 1.0, "figure": 0.8, "voice": 0.5, "width": 0.4, "words": 0.4}
# How sure what a person says makes us of a weight: the standard deviation of the observation.
SAID = 0.45
# After this many later decisions one counts half.
HALF_LIFE = 40.0
# Newton's steps: the problem is convex, and a handful is enough.
STEPS = 30


@dataclass(frozen=True)
class Observation:
    """A design and whether it pleased. `weight` is how much it says (1 for a keep), `age` how many decisions came
    since."""

    features: Features
    pleased: bool
    weight: float = 1.0
    age: int = 0


@dataclass(frozen=True)
class Hint:
    """What a person said of a feature: the weight is about `value`."""

    feature: str
    value: float
    age: int = 0


@dataclass(frozen=True)
class Preference:
    """Which of two designs was preferred: what they have in common says nothing (Bradley and Terry, 1952)."""

    better: Features
    worse: Features
    weight: float = 1.0
    age: int = 0

    @property
    def between(self) -> dict[str, float]:
        """What the better one has more of than the other, by feature."""
        names = dict.fromkeys([*sorted(self.better), *sorted(self.worse)])
        found = {name: self.better.get(name, 0.0) - self.worse.get(name, 0.0) for name in names}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Learned:
    """Weights by feature: their mean and deviation after all that was seen. Without observations it knows nothing."""

    names: tuple[str, ...] = ()
    mean: NDArray[np.float64] = field(default_factory=lambda: np.zeros(1))
    covariance: NDArray[np.float64] = field(default_factory=lambda: np.eye(1))
    observations: int = 0

    def weight(self, name: str) -> float:
        """What a feature weighs: above 0 it pleases."""
        return float(self.mean[self.names.index(name) + 1]) if name in self.names else 0.0

    def deviation(self, name: str) -> float:
        """How uncertain that weight is."""
        if name not in self.names:
            return prior(name)
        place = self.names.index(name) + 1
        return float(np.sqrt(self.covariance[place, place]))

    def worth(self, designs: Sequence[Features]) -> list[float]:
        """How likely each design is to please, 0 to 1."""
        rows = _rows(designs, self.names)
        # What was never seen says nothing for or against, and makes us a little less sure.
        unseen = np.array([sum((prior(n) * v) ** 2 for n, v in one.items() if n not in self.names) for one in designs])
        spread = np.einsum("ij,jk,ik->i", rows, self.covariance, rows) + unseen
        moderated = (rows @ self.mean) / np.sqrt(1 + np.pi * spread / 8)
        return [float(value) for value in _sigmoid(moderated)]


def prior(name: str) -> float:
    """The prior's standard deviation of a feature's weight."""
    group, colon, _ = name.partition(":")
    return PRIORS.get(group, AXIS_PRIOR) if colon else AXIS_PRIOR


def learn(
    observations: Sequence[Observation], hints: Sequence[Hint] = (), preferences: Sequence[Preference] = ()
) -> Learned:
    """The weights that decisions, words and preferences leave us with. Order does not matter but by `age`."""
    if not observations and not hints and not preferences:
        return Learned()
    between = [one.between for one in preferences]
    told = [*(one.features for one in observations), *between]
    names = tuple(dict.fromkeys([*(n for one in told for n in sorted(one)), *(h.feature for h in hints)]))
    rows = _rows(told, names)
    # Of two, how strict a person is says nothing: the difference alone decides.
    rows[len(observations) :, 0] = 0.0
    goal = np.array([*(float(one.pleased) for one in observations), *(1.0 for _ in preferences)])
    seen: list[Observation | Preference] = [*observations, *preferences]
    counts = np.array([one.weight * 0.5 ** (one.age / HALF_LIFE) for one in seen])
    # The first weight is that of any design at all: how strict this person is.
    precision = np.array([1.0, *(prior(name) ** -2 for name in names)])
    pull = np.zeros(len(precision))
    for hint in hints:
        place, sure = names.index(hint.feature) + 1, 0.5 ** (hint.age / HALF_LIFE) / SAID**2
        precision[place] += sure
        pull[place] += sure * hint.value
    weights = np.zeros(len(precision))
    curvature = np.diag(precision)
    for _ in range(STEPS):
        likely = _sigmoid(rows @ weights)
        slope = rows.T @ (counts * (goal - likely)) - precision * weights + pull
        curvature = rows.T @ (rows * (counts * likely * (1 - likely))[:, None]) + np.diag(precision)
        step = np.linalg.solve(curvature, slope)
        # Newton may overshoot where all agree: no step is longer than what a weight can mean.
        weights = weights + step / max(1.0, float(np.abs(step).max()) / 2)
        if float(np.abs(step).max()) < 1e-8:
            break
    return Learned(names, weights, np.linalg.inv(curvature), len(told))


def _rows(designs: Sequence[Features], names: tuple[str, ...]) -> NDArray[np.float64]:
    place = {name: index for index, name in enumerate(names, start=1)}
    rows = np.zeros((len(designs), len(names) + 1))
    rows[:, 0] = 1.0
    for row, design in zip(rows, designs, strict=True):
        for name, value in design.items():
            if name in place:
                row[place[name]] = value
    return rows


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(values, -40, 40)))


__all__ = ["HALF_LIFE", "Hint", "Learned", "Observation", "Preference", "learn", "prior"]
