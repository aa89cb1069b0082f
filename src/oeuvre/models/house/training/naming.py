"""Training the namer: which words a half-figure would be named by. By it, figures that a prompt asks for are chosen.

It learns from the works that the model is shown, each word about as often as its root of works, so that rare words
count. Whether figures are recognised is asked of another one, of another seed and size (`EXAMINER`), which chooses
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from oeuvre.models.house.collection import Collection
from oeuvre.models.house.fields import HEIGHT, WHOLE, WIDTH
from oeuvre.models.house.names import named_by, vocabulary
from oeuvre.models.house.training.losses import augment


@dataclass(frozen=True)
class Naming:
    """One training of a namer: channels, coarser and coarser; numbers that a figure is told in; steps and seed."""

    channels: tuple[int, int, int, int]
    told: int
    steps: int
    seed: int


NAMER = Naming((32, 64, 96, 128), 96, 4000, 37)
EXAMINER = Naming((24, 56, 112, 160), 128, 4000, 53)
BATCH, RATE = 64, 2e-3
# A figure drawn is rougher than one taught: noise that a wavering outline has.
_ROUGH = 0.10


class Namer(nn.Module):
    """Half-fields (n, 1, HEIGHT, WIDTH) to the logarithm of how likely each word of a vocabulary names them."""

    def __init__(self, naming: Naming, words: int) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.PixelUnshuffle(2)]
        inward = 4
        for number, outward in enumerate(naming.channels):
            stride = 1 if number == 0 else 2
            layers += [
                nn.Conv2d(inward, outward, 3, padding=1, stride=stride),
                nn.BatchNorm2d(outward),
                nn.LeakyReLU(0.1),
            ]
            inward = outward
        side = (HEIGHT // 16) * (WIDTH // 16)
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Dropout(0.3), nn.Linear(inward * side, naming.told))
        self.said = nn.Sequential(nn.LeakyReLU(0.1), nn.Dropout(0.2), nn.Linear(naming.told, words))

    def forward(self, x: Tensor) -> Tensor:
        return torch.log_softmax(self.said(self.layers(x.clamp(-1, 1))), 1)


def train_namer(
    collection: Collection, naming: Naming = NAMER, tell: Callable[[int, int], None] | None = None
) -> Namer:
    """The namer of a collection; some three minutes of one core. `tell` hears steps done of all."""
    rng = torch.Generator().manual_seed(naming.seed)
    torch.manual_seed(naming.seed)
    words = vocabulary(collection.works)
    places = {word: place for place, word in enumerate(words)}
    of_work = np.zeros((len(collection.works), len(words)), np.float32)
    for index, work in enumerate(collection.works):
        for place, weight in named_by(work, places).items():
            of_work[index, place] = weight
    rows = np.flatnonzero(~collection.held & (of_work.sum(1) > 0)[collection.owners])
    target = torch.tensor(of_work[collection.owners[rows]])
    fields = torch.tensor(collection.fields[rows])
    # A word as often as the root of its works; a whole figure before a half, since wholes are what is chosen among.
    share = (of_work / np.sqrt(np.maximum(of_work.sum(0), 1e-6))).sum(1)[collection.owners[rows]]
    share = share * np.where(collection.kinds[rows] == WHOLE, 1.5, 1.0)
    weights = torch.tensor(share / share.sum())
    namer = Namer(naming, len(words))
    optimiser = torch.optim.AdamW(namer.parameters(), RATE, weight_decay=0.02)
    for step in range(naming.steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 10) / 100) * max(0.02, 1 - step / naming.steps)
        chosen = torch.multinomial(weights, BATCH, True, generator=rng)
        shown = augment(fields[chosen].float().unsqueeze(1) / 127, rng)
        rough = torch.randn(BATCH, 1, HEIGHT // 4, WIDTH // 4, generator=rng)
        shown = shown + _ROUGH * functional.interpolate(rough, scale_factor=4.0, mode="bilinear", align_corners=False)
        said = namer(shown)
        loss = -(target[chosen] * said).sum(1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if tell and step % 50 == 0:
            tell(step, naming.steps)
    return namer.eval()
