"""Training a model of the house: one loop, resumable to the bit after a kill at any instant.

Every random draw comes from one generator whose state is in the checkpoint, and every schedule runs by images, so that
a run that was stopped and taken up gives the weights of one that was not. A checkpoint is written beside and moved into
place; the curve of the run is in it.
"""

from __future__ import annotations

import contextlib
import copy
import csv
import io
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from oeuvre.models.house.collection import Collection
from oeuvre.models.house.errors import CheckpointUnfit
from oeuvre.models.house.fields import Floats
from oeuvre.models.house.recipe import LATENT, Recipe
from oeuvre.models.house.teaching import Progress
from oeuvre.models.house.training.conditions import conditions_of
from oeuvre.models.house.training.losses import augment, discriminator_loss, generator_loss, gradient_penalty
from oeuvre.models.house.training.network import Discriminator, Generator

# The gradient penalty is taken every so many steps, and weighs as much more (Karras et al. 2020).
_LAZY = 8
# Images between two lines of the curve, and between two judgements.
CURVE_IMAGES, JUDGE_IMAGES = 8_192, 65_536
CHECKPOINT_SECONDS = 300.0


@dataclass
class Run:
    """Everything that a run carries from step to step. `curve` has a row each `CURVE_IMAGES` images."""

    recipe: Recipe
    collection: str
    generator: Generator
    discriminator: Discriminator
    average: Generator
    generator_steps: torch.optim.Adam
    discriminator_steps: torch.optim.Adam
    rng: torch.Generator
    device: str
    images: int = 0
    seconds: float = 0.0
    curve: list[dict[str, float]] = field(default_factory=list)
    pending: dict[str, float] = field(default_factory=dict)


def choose_device() -> str:
    """A graphics card where there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def begin(recipe: Recipe, collection: Collection, device: str) -> Run:
    """A run from its seed."""
    torch.manual_seed(recipe.seed)
    known = conditions_of(collection, recipe.condition).shape[1]
    generator = Generator(recipe, max(known - 1, 0)).to(device, memory_format=torch.channels_last)
    discriminator = Discriminator(recipe, known).to(device, memory_format=torch.channels_last)
    steps = [torch.optim.Adam(network.parameters(), recipe.rate, (0.0, 0.99)) for network in (generator, discriminator)]
    return Run(
        recipe,
        collection.digest,
        generator,
        discriminator,
        copy.deepcopy(generator).requires_grad_(False),
        steps[0],
        steps[1],
        torch.Generator().manual_seed(recipe.seed),
        device,
    )


def advance(
    run: Run,
    collection: Collection,
    images: int,
    *,
    seconds: float | None = None,
    checkpoint: Path | None = None,
    judge: Callable[[Generator], dict[str, float]] | None = None,
    at_checkpoint: Callable[[Run], None] | None = None,
    tell: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> None:
    """Go on until `images` were shown, the processor worked `seconds` more, or `stop` says so. Writes `checkpoint`
    every five minutes and at the end; an interruption in between loses what came after the last one, nothing
    else."""
    rows = np.flatnonzero(~collection.held)
    shown = torch.tensor(collection.fields[rows])
    told = torch.tensor(conditions_of(collection, run.recipe.condition)[rows])
    weights = torch.tensor(collection.weights(run.recipe.families)[rows])
    begun, written, first = time.process_time(), time.monotonic(), run.images
    before, wall = run.seconds, time.monotonic()
    while run.images < images and (seconds is None or time.process_time() - begun < seconds):
        if stop and stop():
            break
        chosen = torch.multinomial(weights, run.recipe.batch, True, generator=run.rng)
        _step(run, shown[chosen].float().unsqueeze(1) / 127, told[chosen])
        run.seconds = before + time.process_time() - begun
        if run.images % CURVE_IMAGES < run.recipe.batch:
            _note(run, judge)
        if tell:
            rate = (run.images - first) / max(time.monotonic() - wall, 1e-6)
            figures = run.curve[-1] if run.curve else {}
            tell(Progress("images", run.images, images, (images - run.images) / rate, figures))
        if checkpoint and time.monotonic() - written > CHECKPOINT_SECONDS:
            save(run, checkpoint)
            if at_checkpoint:
                at_checkpoint(run)
            written = time.monotonic()
    if checkpoint:
        save(run, checkpoint)
        if at_checkpoint:
            at_checkpoint(run)


def _half_precision(run: Run) -> contextlib.AbstractContextManager[Any]:
    return torch.autocast(run.device.split(":")[0], torch.bfloat16)


def _step(run: Run, real: Tensor, told: Tensor) -> None:
    """One batch: the discriminator learns, then the generator, then the average follows."""
    recipe, rng = run.recipe, run.rng
    step = run.images // recipe.batch
    for steps in (run.generator_steps, run.discriminator_steps):
        for group in steps.param_groups:
            group["lr"] = recipe.rate_at(run.images)
    z = torch.randn(recipe.batch, LATENT, generator=rng)
    if recipe.condition != "none":
        # The first latent is how detailed the figure is; drawn figures are asked for what the real ones have.
        z[:, 0] = told[:, 1]
    asked = torch.cat([told[:, :1], told[:, 2:]], 1)
    real, told, z, asked = (part.to(run.device) for part in (real, told, z, asked))
    with _half_precision(run):
        drawn = run.generator(z, asked)
        run.discriminator.requires_grad_(True)
        both = torch.cat([augment(real, rng), augment(drawn.detach(), rng)])
        is_lazy = step % _LAZY == 0
        scores, redrawn = run.discriminator(both.requires_grad_(is_lazy), told.repeat(2, 1))
        real_score, drawn_score = scores.chunk(2)
        loss = discriminator_loss(recipe.loss, real_score, drawn_score)
        redraw = (redrawn[: recipe.batch] - both[: recipe.batch].detach()).abs().mean()
        penalty = torch.zeros(())
        if is_lazy:
            penalty = gradient_penalty(scores, both)
    weighed = _LAZY * recipe.gamma_at(run.images) * penalty if is_lazy else 0.0
    run.discriminator_steps.zero_grad()
    (loss + redraw + weighed).backward()
    run.discriminator_steps.step()
    run.discriminator.requires_grad_(False)
    with _half_precision(run):
        again, _ = run.discriminator(augment(drawn, rng), told)
        asked_loss = generator_loss(recipe.loss, real_score.detach(), again)
    run.generator_steps.zero_grad()
    asked_loss.backward()
    run.generator_steps.step()
    run.images += recipe.batch
    with torch.no_grad():
        ours = list(run.average.parameters())
        torch._foreach_lerp_(ours, list(run.generator.parameters()), 1 - recipe.keep_at(run.images))
    margin = (real_score - drawn_score).mean().item()
    parts = {"margin": margin, "redraw": redraw.item(), "steps": 1.0}
    if is_lazy:
        parts |= {"penalty": penalty.item(), "penalties": 1.0}
    for name, value in parts.items():
        run.pending[name] = run.pending.get(name, 0.0) + value


def _note(run: Run, judge: Callable[[Generator], dict[str, float]] | None) -> None:
    """A row of the curve: means since the last, and figures where they are due."""
    sums, run.pending = run.pending, {}
    steps, penalties = max(sums.get("steps", 1.0), 1.0), max(sums.get("penalties", 1.0), 1.0)
    row = {
        "images": float(run.images),
        "seconds": round(run.seconds, 1),
        "margin": sums.get("margin", 0.0) / steps,
        "redraw": sums.get("redraw", 0.0) / steps,
        "penalty": sums.get("penalty", 0.0) / penalties,
    }
    if judge and run.images % JUDGE_IMAGES < run.recipe.batch:
        row |= judge(run.average)
    run.curve.append(row)


def curve_table(curve: list[dict[str, float]]) -> str:
    """The curve as a table (CSV); a figure that was not taken is empty."""
    names = list(dict.fromkeys(name for row in curve for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in curve:
        writer.writerow([_cell(row, name) for name in names])
    return out.getvalue()


def read_curve(text: str) -> list[dict[str, float]]:
    """The curve that a table holds."""
    rows = csv.DictReader(text.splitlines())
    return [{name: float(value) for name, value in row.items() if value} for row in rows]


def _cell(row: Mapping[str, float], name: str) -> str:
    if name not in row:
        return ""
    return f"{row[name]:.10g}" if name in ("images", "seconds") else f"{row[name]:.5g}"


def save(run: Run, path: Path) -> None:
    """The whole state, written beside and moved into place, so that there is always one that is whole."""
    beside = path.with_suffix(".tmp")
    with beside.open("wb") as file:
        torch.save(
            {
                "recipe": run.recipe.as_dict(),
                "collection": run.collection,
                "generator": run.generator.state_dict(),
                "discriminator": run.discriminator.state_dict(),
                "average": run.average.state_dict(),
                "generator_steps": run.generator_steps.state_dict(),
                "discriminator_steps": run.discriminator_steps.state_dict(),
                "rng": run.rng.get_state(),
                "images": run.images,
                "seconds": run.seconds,
                "curve": run.curve,
                "pending": run.pending,
            },
            file,
        )
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def resume(recipe: Recipe, collection: Collection, path: Path, device: str) -> Run:
    """A run as its checkpoint left it. Raises `CheckpointUnfit` for another recipe or collection, or a broken file."""
    run = begin(recipe, collection, device)
    try:
        kept = torch.load(path, map_location=device, weights_only=True)
    except Exception as error:
        raise CheckpointUnfit(path.name, reason="broken") from error
    if kept.get("recipe") != recipe.as_dict():
        raise CheckpointUnfit(path.name, reason="other-recipe")
    if kept.get("collection") != collection.digest:
        raise CheckpointUnfit(path.name, reason="other-collection")
    for name in ("generator", "discriminator", "average", "generator_steps", "discriminator_steps"):
        getattr(run, name).load_state_dict(kept[name])
    run.rng.set_state(kept["rng"].cpu())
    run.images, run.seconds, run.curve, run.pending = kept["images"], kept["seconds"], kept["curve"], kept["pending"]
    return run


def sample(generator: Generator, z: Floats, condition: Floats, batch: int = 128) -> Floats:
    """Half-fields (n, HEIGHT, WIDTH) that a generator draws of latents and conditions, in half precision."""
    device = next(generator.parameters()).device
    parts = []
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
        for low in range(0, len(z), batch):
            part = [torch.tensor(whole[low : low + batch]).to(device) for whole in (z, condition)]
            parts.append(generator(*part)[:, 0].float().cpu().numpy())
    return np.concatenate(parts)
