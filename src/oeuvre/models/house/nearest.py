"""Which training figures a drawn one lies nearest to: moved and rescaled copies are found too.

A distance is one less the overlap (intersection over union) of two masks of half-figures, in place or after both were
settled into the box (`fields.settle`), whichever is nearer: 0 is a copy, 1 has nothing in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from oeuvre.models.house.errors import HouseUnfit
from oeuvre.models.house.fields import HEIGHT, WIDTH, Floats, settle

Words = NDArray[np.uint64]
_WORDS = HEIGHT * WIDTH // 64
_PARTS = ("in_place", "settled", "owners", "kinds", "held", "features")


def pack(fields: Floats) -> Words:
    """Masks of half-fields (n, HEIGHT, WIDTH) as bits (n, 32)."""
    bits = np.packbits((fields > 0).reshape(len(fields), -1), axis=1)
    return np.asarray(bits.view(np.uint64).reshape(len(fields), _WORDS))


@dataclass(frozen=True)
class Figures:
    """The masks of a model's training figures, in place and settled; `owners` says whose each is, `held` which of them
    the model never saw, `kinds` how they came about, `features` (n, 64) where they lie in the judge's space."""

    in_place: Words
    settled: Words
    owners: NDArray[np.int32]
    kinds: NDArray[np.int8]
    held: NDArray[np.bool_]
    features: NDArray[np.float16]

    def save(self, path: Path) -> None:
        """As one file of packed bits."""
        np.savez_compressed(path, **{part: getattr(self, part) for part in _PARTS})


def read_figures(path: Path) -> Figures:
    """The figures of a model. Raises `HouseUnfit`."""
    try:
        with np.load(path) as kept:
            return Figures(**{part: kept[part] for part in _PARTS})
    except (OSError, ValueError, KeyError) as error:
        raise HouseUnfit(str(path), model=path.parent.name, reason="figures") from error


def overlaps(words: Words, others: Words) -> Floats:
    """Intersection over union (len(words), len(others)); two blank masks have nothing in common."""
    found = np.empty((len(words), len(others)), np.float32)
    sizes = np.bitwise_count(others).sum(1, dtype=np.int32)
    for index, one in enumerate(words):
        both = np.bitwise_count(others & one).sum(1, dtype=np.int32)
        either = sizes + np.bitwise_count(one).sum(dtype=np.int32) - both
        found[index] = both / np.maximum(either, 1)
    return found


def distances(fields: Floats, figures: Figures) -> Floats:
    """From each half-field to each training figure that the model saw; figures that it did not see are at 2."""
    near = np.maximum(overlaps(pack(fields), figures.in_place), overlaps(pack(settle(fields)), figures.settled))
    return np.asarray(np.where(figures.held[None], 2.0, 1.0 - near), dtype=np.float32)
