"""The checkpoint that ships with a model: generator, discriminator and averages in float16, in one archive."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from oeuvre.models.house.training.loop import Run, curve_table, read_curve

_NETWORKS = ("generator", "discriminator", "average")


def pack_checkpoint(run: Run, path: Path) -> None:
    """Generator, discriminator and averages in float16, with how far they are: what anybody goes on from."""
    parts = {
        f"{network}.{name}": value.detach().cpu().numpy().astype(np.float16)
        for network in _NETWORKS
        for name, value in getattr(run, network).state_dict().items()
    }
    parts["images"], parts["seconds"] = np.array(run.images), np.array(run.seconds)
    parts["curve"] = np.array(curve_table(run.curve))
    beside = path.with_name(path.name + ".tmp")
    with beside.open("wb") as file:
        np.savez_compressed(file, **parts)
    beside.replace(path)


def unpack_checkpoint(run: Run, path: Path) -> None:
    """Put the networks of a packed checkpoint into a run just begun; its optimisers start anew."""
    with np.load(path) as kept:
        for network in _NETWORKS:
            states = getattr(run, network).state_dict()
            for name, value in states.items():
                value.copy_(torch.tensor(kept[f"{network}.{name}"].astype(np.float32)))
        run.images, run.seconds = int(kept["images"]), float(kept["seconds"])
        run.curve = read_curve(str(kept["curve"]))
    run.rng.manual_seed(run.recipe.seed + run.images)
