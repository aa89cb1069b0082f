"""What the two networks are asked for: losses, penalties, and the changes that real and drawn figures undergo alike."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from oeuvre.models.house.recipe import Loss


def augment(x: Tensor, rng: torch.Generator) -> Tensor:
    """Scaled about the axis, shifted along it, bolder or lighter, in a way that gradients pass (Zhao et al. 2020)."""
    amount = torch.rand(4, len(x), generator=rng) * 2 - 1
    high = torch.exp(0.18 * amount[0])
    wide = high * torch.exp(0.10 * amount[1])
    turn = torch.zeros(len(x), 2, 3)
    # The axis, at +1 across, stays where it is.
    turn[:, 0, 0], turn[:, 0, 2] = wide, 1 - wide
    turn[:, 1, 1], turn[:, 1, 2] = high, 0.12 * amount[2]
    turn = turn.to(x.device)
    grid = functional.affine_grid(turn, list(x.shape), align_corners=False)
    moved = functional.grid_sample(x.float(), grid, padding_mode="border", align_corners=False)
    return moved + 0.08 * amount[3].to(x.device).view(-1, 1, 1, 1)


def discriminator_loss(loss: Loss, real: Tensor, drawn: Tensor) -> Tensor:
    """Relativistic pairing (Jolicoeur-Martineau 2019, as in Huang et al. 2024), or hinge (Lim and Ye 2017)."""
    if loss == "hinge":
        return functional.relu(1 - real).mean() + functional.relu(1 + drawn).mean()
    return functional.softplus(drawn - real).mean()


def generator_loss(loss: Loss, real: Tensor, drawn: Tensor) -> Tensor:
    """What the generator is asked for against the same scores."""
    return -drawn.mean() if loss == "hinge" else functional.softplus(real - drawn).mean()


def gradient_penalty(scores: Tensor, shown: Tensor) -> Tensor:
    """Zero-centred, on real and drawn figures alike (R1 and R2: Mescheder et al. 2018)."""
    (slope,) = torch.autograd.grad(scores.sum(), shown, create_graph=True)
    return slope.float().square().sum((1, 2, 3)).mean()
