"""Fields for the tests of exploring: what the house model really draws, and figures whose outline is known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from oeuvre.models.house import House, open_house

Floats = NDArray[np.float32]


@pytest.fixture(scope="session")
def house() -> House:
    return open_house()


@pytest.fixture(scope="session")
def fields(house: House) -> Floats:
    """Sixty half-fields (60, 64, 32), nothing picked or filtered."""
    z = np.random.default_rng(5).standard_normal((60, house.latent_size)).astype(np.float32)
    return house.fields(z, psi=0.9)


def disc(radius: float, x: float = 32.0, y: float = 32.0) -> Floats:
    """The half-field of a disc in the left half and its mirror image, in samples of a side of 64."""
    across, down = np.meshgrid(np.arange(32) + 0.5, np.arange(64) + 0.5)
    return np.asarray(np.clip((radius - np.hypot(across - x, down - y)) / 7.68, -1, 1), np.float32)


def square(side: float) -> Floats:
    """The half-field of a square about the middle, `side` samples a side."""
    across, down = np.meshgrid(np.arange(32) + 0.5, np.arange(64) + 0.5)
    away = np.maximum(np.abs(across - 32), np.abs(down - 32))
    return np.asarray(np.clip((side / 2 - away) / 7.68, -1, 1), np.float32)
