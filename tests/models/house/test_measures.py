"""The figures of the card mean what they say, on clouds whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from oeuvre.models.house.measures import (
    density_coverage,
    frechet,
    kernel_width,
    precision_recall,
    principal_axes,
    vendi,
)

RNG = np.random.default_rng(4)
CLOUD = RNG.standard_normal((600, 6))
OTHER = RNG.standard_normal((600, 6))


def test_the_same_law_is_near_and_a_shifted_one_as_far_as_it_is_shifted() -> None:
    assert frechet(CLOUD, OTHER) < 0.15
    assert frechet(CLOUD + 3.0, OTHER) == pytest.approx(6 * 9, rel=0.1)
    assert frechet(CLOUD, CLOUD) == pytest.approx(0, abs=0.01)


def test_weights_choose_which_real_figures_count() -> None:
    both = np.concatenate([OTHER, OTHER + 10])
    first = np.concatenate([np.ones(600), np.zeros(600)])
    assert frechet(CLOUD, both, first) < frechet(CLOUD, both)


def test_few_shapes_are_precise_and_recall_little() -> None:
    narrow = OTHER[:1] + 0.01 * CLOUD
    precision, recall = precision_recall(narrow, OTHER)
    assert precision == 1.0
    assert recall < 0.05
    precision, recall = precision_recall(CLOUD, OTHER)
    assert min(precision, recall) > 0.8
    assert precision_recall(CLOUD + 50, OTHER) == (0.0, 0.0)


def test_density_and_coverage_of_the_same_law_are_near_one() -> None:
    density, coverage = density_coverage(CLOUD, OTHER)
    assert density == pytest.approx(1.0, abs=0.15)
    assert coverage > 0.9
    assert density_coverage(CLOUD + 50, OTHER) == (0.0, 0.0)


def test_vendi_counts_kinds() -> None:
    kinds = np.repeat(np.eye(5) * 100, 40, axis=0)
    assert vendi(kinds, 1.0) == pytest.approx(5.0, rel=1e-6)
    assert kernel_width(CLOUD) > 0


def test_principal_axes_keep_what_varies() -> None:
    stretched = (CLOUD * np.array([9, 5, 1, 1, 1, 1])).astype(np.float32)
    mean, axes, spread = principal_axes(stretched, 2)
    assert abs(axes[0, 0]) > 0.95
    assert spread[0] == pytest.approx(9, rel=0.1)
    assert np.allclose(mean, stretched.mean(0), atol=1e-5)
