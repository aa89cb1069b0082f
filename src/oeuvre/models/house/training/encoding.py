"""Training the encoder of a finished generator: drawings to the styles that draw them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional

from oeuvre.models.house.collection import Collection
from oeuvre.models.house.recipe import LATENT, Recipe
from oeuvre.models.house.training.conditions import conditions_of
from oeuvre.models.house.training.losses import augment
from oeuvre.models.house.training.network import Encoder, Generator

STEPS, BATCH, RATE, SEED = 4000, 32, 6e-4, 23
# How much the styles of drawn figures, which are known, weigh beside the fields of real ones.
_KNOWN = 0.3


def mean_style(generator: Generator) -> torch.Tensor:
    """The mean style of figures that are their own mirror image."""
    rng = torch.Generator().manual_seed(3)
    told = torch.zeros(4096, generator.map1.in_features - LATENT)
    told[:, :1] = 1.0
    with torch.no_grad():
        return torch.as_tensor(generator.style(torch.randn(4096, LATENT, generator=rng), told).mean(0))


def train_encoder(
    generator: Generator,
    collection: Collection,
    recipe: Recipe,
    *,
    steps: int = STEPS,
    start: Encoder | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Encoder:
    """An encoder by fields of real figures (L1) and by styles of drawn ones, on what the model was shown alone; `start`
    goes on from an earlier one. Some six minutes of one core."""
    torch.manual_seed(SEED)
    rng = torch.Generator().manual_seed(SEED)
    generator = generator.cpu().eval().requires_grad_(False)
    encoder = Encoder(mean_style(generator))
    if start is not None:
        encoder.load_state_dict({**start.state_dict(), "mean": encoder.mean})
    rows = np.flatnonzero(~collection.held)
    shown = torch.tensor(collection.fields[rows])
    told = torch.tensor(conditions_of(collection, recipe.condition)[rows])
    weights = torch.tensor(collection.weights(recipe.families)[rows])
    optimiser = torch.optim.AdamW(encoder.parameters(), RATE, (0.9, 0.99), weight_decay=0.01)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 20) / 100) * max(0.02, 1 - step / steps)
        chosen = torch.multinomial(weights, BATCH, True, generator=rng)
        real = augment(shown[chosen].float().unsqueeze(1) / 127, rng).clamp(-1, 1)
        z = torch.randn(BATCH // 2, LATENT, generator=rng)
        with torch.autocast("cpu", torch.bfloat16):
            asked = torch.cat([told[chosen, :1], told[chosen, 2:]], 1)[: BATCH // 2]
            style = generator.style(z, asked).float()
            drawn = generator.draw(style)
            found = encoder(torch.cat([real, drawn]))
            redrawn = generator.draw(found[:BATCH])
            loss = (redrawn - real).abs().mean()
            loss = loss + _KNOWN * functional.smooth_l1_loss(found[BATCH:].float(), style)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        if tell and step % 50 == 0:
            tell(step, steps)
    return encoder.eval()
