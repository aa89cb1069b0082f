"""The doors to training, which open only where the extra `train` is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oeuvre.models.house.card import Card
from oeuvre.models.house.collection import COLLECTIONS
from oeuvre.models.house.errors import TrainingMissing
from oeuvre.models.house.house import WEIGHTS
from oeuvre.models.house.recipe import Recipe

# Images of a whole run, when nobody says: some ten hours of one core to itself.
IMAGES = 6_000_000


@dataclass(frozen=True)
class Progress:
    """How far a run is. `stage` is `collection` (works), `judge` (steps) or `images`; `done` of `of` are done; seconds
    left at the present rate; the last figures that were taken."""

    stage: str
    done: int
    of: int
    seconds_left: float = 0.0
    figures: Mapping[str, float] = field(default_factory=dict)


def train(
    out: Path,
    *,
    name: str = "emblem",
    folder: Path | None = None,
    recipe: Recipe | None = None,
    images: int = IMAGES,
    seconds: float | None = None,
    permitted: Iterable[str] | None = None,
    withdrawn: Iterable[str] = (),
    tell: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    weights: Path = WEIGHTS,
) -> int:
    """Train the model `name` on the collection in `folder` (None: the one that ships under that name) in the working
    folder `out`: from where the run there was left, else from the checkpoint that ships with the model, else from the
    first step. It ends when `images` were shown, the processor worked `seconds`, or `stop` says so.

    `permitted`: licences whose terms allow training (None: all); `withdrawn`: works that may not be used any more.
    Gives the images shown so far. A kill at any instant loses at most five minutes; call it again to go on. Raises
    `TrainingMissing`, `CollectionUnfit`, `CheckpointUnfit`.
    """
    _need_torch()
    from oeuvre.models.house.training.train import run_training

    return run_training(
        out,
        name=name,
        folder=folder or COLLECTIONS / name,
        recipe=recipe or Recipe(),
        images=images,
        seconds=seconds,
        permitted=permitted,
        withdrawn=withdrawn,
        tell=tell,
        stop=stop,
        weights=weights,
    )


def release(
    out: Path,
    *,
    name: str = "emblem",
    folder: Path | None = None,
    permitted: Iterable[str] | None = None,
    withdrawn: Iterable[str] = (),
    tell: Callable[[Progress], None] | None = None,
    weights: Path = WEIGHTS,
) -> Card:
    """Make a model of the run in `out`: train its encoder, export, measure it beside its baselines, write its card.
    Takes some twenty minutes of one core. Raises as `train` does."""
    _need_torch()
    from oeuvre.models.house.training.release import run_release

    return run_release(
        out,
        name=name,
        folder=folder or COLLECTIONS / name,
        permitted=permitted,
        withdrawn=withdrawn,
        tell=tell,
        weights=weights,
    )


def _need_torch() -> None:
    if any(importlib.util.find_spec(name) is None for name in ("torch", "onnx")):
        raise TrainingMissing("train")
