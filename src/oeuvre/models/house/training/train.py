"""`train`: a collection to a run, from its first step or from where it was left.

The working folder of a run holds `rows.npz` (half-fields), `judge.pt`, `run.pt` (everything, to go on to the bit),
`curve.csv` and `grid.png`, the figures of one fixed set of latents. `release` makes a model of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from oeuvre.models.house.card import read_card
from oeuvre.models.house.collection import Collection, read_collection
from oeuvre.models.house.fields import Floats
from oeuvre.models.house.measures import density_coverage, frechet, precision_recall, principal_axes
from oeuvre.models.house.names import vocabulary
from oeuvre.models.house.recipe import LATENT, Recipe
from oeuvre.models.house.sheets import draw_sheet
from oeuvre.models.house.teaching import Progress
from oeuvre.models.house.training.checkpoints import unpack_checkpoint
from oeuvre.models.house.training.conditions import conditions_of
from oeuvre.models.house.training.judging import Judge, train_judge
from oeuvre.models.house.training.loop import Run, advance, begin, choose_device, curve_table, resume, sample
from oeuvre.models.house.training.naming import NAMER, Namer, Naming, train_namer
from oeuvre.models.house.training.network import Generator

# Samples that a judgement draws, and their seed; principal axes of the second space.
SAMPLES, SAMPLE_SEED, AXES = 2048, 7, 64
_GRID_SEED = 20261125


class Bench:
    """What a model is measured with: the judge, the principal axes, and the held-out figures in both spaces."""

    def __init__(self, collection: Collection, judge: Judge) -> None:
        self._judge = judge
        rows = collection.half(~collection.held)
        self.mean, self.axes, _ = principal_axes(rows, AXES)
        self.weights = collection.weights()[collection.held]
        self.real = self.features(collection.half(collection.held))

    def features(self, fields: Floats) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """In the axes of fields, and in the judge's space."""
        flat = np.clip(fields, -1, 1).reshape(len(fields), -1)
        with torch.no_grad():
            parts = [self._judge(torch.tensor(part).unsqueeze(1)).numpy() for part in np.array_split(fields, 16)]
        return (flat - self.mean) @ self.axes.T, np.concatenate(parts).astype(np.float64)

    def score(self, fields: Floats) -> dict[str, float]:
        """Fréchet distances in both spaces, the other figures in the judge's."""
        made = self.features(fields)
        precision, recall = precision_recall(made[1], self.real[1])
        density, coverage = density_coverage(made[1], self.real[1])
        return {
            "frechet_fields": frechet(made[0], self.real[0], self.weights),
            "frechet": frechet(made[1], self.real[1], self.weights),
            "precision": precision,
            "recall": recall,
            "density": density,
            "coverage": coverage,
        }


def draws(collection: Collection, recipe: Recipe, count: int, seed: int) -> tuple[Floats, Floats]:
    """Latents and conditions as training shows them: the conditions are those of shown figures, drawn by weight."""
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((count, LATENT)).astype(np.float32)
    known = conditions_of(collection, recipe.condition)
    seen = np.flatnonzero(~collection.held)
    share = collection.weights(recipe.families)[seen]
    told = known[rng.choice(seen, count, p=share / share.sum())]
    if recipe.condition != "none":
        z[:, 0] = told[:, 1]
    return z, np.concatenate([told[:, :1], told[:, 2:]], 1)


def run_training(
    out: Path,
    *,
    name: str,
    folder: Path,
    recipe: Recipe,
    images: int,
    seconds: float | None,
    permitted: Iterable[str] | None,
    withdrawn: Iterable[str],
    tell: Callable[[Progress], None] | None,
    stop: Callable[[], bool] | None,
    weights: Path,
) -> int:
    """What `train` does: collection, judge, then the loop, from where `out` or the model that ships was left."""
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    collection = gather(out, folder, permitted, withdrawn, tell)
    bench = Bench(collection, keep_judge(collection, out / "judge.pt", tell))
    z, told = draws(collection, recipe, SAMPLES, SAMPLE_SEED)
    grid_z = np.random.default_rng(_GRID_SEED).standard_normal((64, LATENT)).astype(np.float32)
    grid_told = np.zeros((64, told.shape[1]), np.float32)
    grid_told[:, :1] = 1.0

    def judge(generator: Generator) -> dict[str, float]:
        return bench.score(sample(generator, z, told))

    def show(run: Run) -> None:
        (out / "curve.csv").write_text(curve_table(run.curve), encoding="utf-8")
        cv2.imwrite(str(out / "grid.png"), draw_sheet(sample(run.average, grid_z, grid_told)))

    run = take_up(out, collection, recipe, weights / name)
    advance(
        run,
        collection,
        images,
        seconds=seconds,
        checkpoint=out / "run.pt",
        judge=judge,
        at_checkpoint=show,
        tell=tell,
        stop=stop,
    )
    return run.images


def gather(
    out: Path,
    folder: Path,
    permitted: Iterable[str] | None,
    withdrawn: Iterable[str],
    tell: Callable[[Progress], None] | None,
) -> Collection:
    """The collection, its half-fields kept in the working folder."""
    return read_collection(
        folder,
        permitted=permitted,
        withdrawn=withdrawn,
        cache=out / "rows.npz",
        tell=(lambda done, of: tell(Progress("collection", done, of))) if tell else None,
    )


def take_up(out: Path, collection: Collection, recipe: Recipe, model: Path) -> Run:
    """The run of the working folder; where there is none, what ships with the model of the same recipe and collection;
    else a new one."""
    device = choose_device()
    if (out / "run.pt").exists():
        return resume(recipe, collection, out / "run.pt", device)
    run = begin(recipe, collection, device)
    if (model / "checkpoint.npz").is_file():
        card = read_card(model)
        if card.recipe == recipe.as_dict() and card.collection == collection.digest:
            unpack_checkpoint(run, model / "checkpoint.npz")
    return run


def keep_judge(collection: Collection, path: Path, tell: Callable[[Progress], None] | None = None) -> Judge:
    """The judge of a collection, trained once and kept with the digest of what it saw."""
    if path.exists():
        kept = torch.load(path, weights_only=True)
        if kept["collection"] == collection.digest:
            judge = Judge()
            judge.load_state_dict(kept["judge"])
            return judge.eval()
    judge = train_judge(collection, tell=(lambda done, of: tell(Progress("judge", done, of))) if tell else None)
    torch.save({"collection": collection.digest, "judge": judge.state_dict()}, path)
    return judge


def keep_namer(
    collection: Collection, path: Path, naming: Naming | None = None, tell: Callable[[Progress], None] | None = None
) -> Namer:
    """The namer of a collection, trained once and kept with the digest of what it saw."""
    naming = naming or NAMER
    namer = Namer(naming, len(vocabulary(collection.works)))
    if path.exists():
        kept = torch.load(path, weights_only=True)
        if kept["collection"] == collection.digest:
            namer.load_state_dict(kept["namer"])
            return namer.eval()
    namer = train_namer(collection, naming, (lambda done, of: tell(Progress("namer", done, of))) if tell else None)
    torch.save({"collection": collection.digest, "namer": namer.state_dict()}, path)
    return namer
