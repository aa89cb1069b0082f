"""What attribution to works will need: the gradient that each training figure has on what the discriminator learnt.

For a figure the gradient of its score with respect to the weights of the dense layer is an outer product, what goes in
times what comes back; each factor is projected by random signs, so that the dot product of two projections estimates
the dot product of the gradients (Johnson and Lindenstrauss 1984; for attribution, Park et al. 2023). They are remade
from the checkpoint that ships and a seed, in a minute, and are not kept.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from oeuvre.models.house.fields import Floats
from oeuvre.models.house.training.network import Discriminator

SIDE, SEED = 16, 41
# What the discriminator compares in a group: figures are shown in whole groups.
_BATCH = 64


def gradient_projections(discriminator: Discriminator, fields: Floats, told: Floats) -> Floats:
    """Projections (n, SIDE * SIDE) of the gradients of half-fields (n, HEIGHT, WIDTH) shown with their conditions."""
    rng = np.random.default_rng(SEED)
    dense = discriminator.dense
    inward = torch.tensor(rng.choice([-1.0, 1.0], (dense.in_features, SIDE)), dtype=torch.float32) / SIDE**0.5
    outward = torch.tensor(rng.choice([-1.0, 1.0], (dense.out_features, SIDE)), dtype=torch.float32) / SIDE**0.5
    kept: dict[str, Tensor] = {}

    def keep(module: torch.nn.Module, given: tuple[Tensor, ...], result: Tensor) -> None:
        kept["given"], kept["result"] = given[0].detach(), result
        result.retain_grad()

    handle = dense.register_forward_hook(keep)
    # What goes back begins at the dense layer, since nothing before it needs a gradient.
    discriminator.cpu().requires_grad_(False)
    dense.requires_grad_(True)
    parts = []
    try:
        for low in range(0, len(fields), _BATCH):
            chosen = np.arange(low, low + _BATCH) % len(fields)
            scores, _ = discriminator(torch.tensor(fields[chosen]).unsqueeze(1), torch.tensor(told[chosen]))
            scores.sum().backward()
            back = kept["result"].grad
            if back is None:
                raise RuntimeError("no gradient reached the dense layer")
            outer = torch.einsum("ni,nj->nij", kept["given"] @ inward, back @ outward)
            parts.append(outer.flatten(1).numpy()[: len(fields) - low])
            dense.zero_grad()
    finally:
        handle.remove()
        discriminator.requires_grad_(True)
    return np.asarray(np.concatenate(parts), dtype=np.float32)
