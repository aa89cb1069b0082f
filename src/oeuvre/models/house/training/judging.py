"""Training the judge: a small classifier of the training silhouettes, whose 64 features measure every model alike.

It learns from the works that models are shown, never from those held out: who drew the figure (twelve classes), how the
half-field came about, whether it stands on its head, and the commonest words of its name. Its steps and seed are fixed
(`docs/decisions/0017-the-house-gan.md`), so that the same collection gives the same space.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from oeuvre.models.house.collection import Collection
from oeuvre.models.house.fields import HEIGHT, WIDTH
from oeuvre.models.house.training.conditions import WORDS, word_rows
from oeuvre.models.house.training.losses import augment

FEATURES = 64
STEPS, BATCH, RATE, SEED = 3000, 64, 2e-3, 17
_AUTHORS, _KINDS = 12, 3


class Judge(nn.Module):
    """Half-fields (n, 1, HEIGHT, WIDTH) to features (n, FEATURES)."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.PixelUnshuffle(2)]
        for inward, outward in ((4, 32), (32, 64), (64, 96), (96, 128)):
            stride = 1 if inward == 4 else 2
            layers += [
                nn.Conv2d(inward, outward, 3, padding=1, stride=stride),
                nn.BatchNorm2d(outward),
                nn.LeakyReLU(0.1),
            ]
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Linear(128 * (HEIGHT // 16) * (WIDTH // 16), FEATURES))

    def forward(self, x: Tensor) -> Tensor:
        return torch.as_tensor(self.layers(x.clamp(-1, 1)))


def train_judge(
    collection: Collection, steps: int | None = None, tell: Callable[[int, int], None] | None = None
) -> Judge:
    """The judge of a collection; about two minutes of one core. `tell` hears steps done of all."""
    steps = steps or STEPS
    rng = torch.Generator().manual_seed(SEED)
    torch.manual_seed(SEED)
    rows = np.flatnonzero(~collection.held)
    fields = torch.tensor(collection.half(rows)).unsqueeze(1)
    authors = [work.author for work in collection.works]
    known = [name for name, _ in Counter(authors).most_common(_AUTHORS - 1)]
    by_work = np.array([known.index(name) if name in known else _AUTHORS - 1 for name in authors])
    author = torch.tensor(by_work[collection.owners][rows])
    kind = torch.tensor(collection.kinds[rows].astype(np.int64))
    words = torch.tensor(word_rows(collection)[0][rows])
    judge = Judge()
    head = nn.Sequential(nn.LeakyReLU(0.1), nn.Dropout(0.3), nn.Linear(FEATURES, _AUTHORS + _KINDS + 2 + WORDS))
    ways = [*judge.parameters(), *head.parameters()]
    optimiser = torch.optim.AdamW(ways, RATE, weight_decay=0.02)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * max(0.02, 1 - step / steps)
        chosen = torch.randint(len(fields), (BATCH,), generator=rng)
        upset = torch.randint(2, (BATCH,), generator=rng)
        shown = augment(fields[chosen], rng)
        shown = torch.where(upset.view(-1, 1, 1, 1) == 1, shown.flip(2), shown)
        said = head(judge(shown)).split((_AUTHORS, _KINDS, 2, WORDS), 1)
        loss = functional.cross_entropy(said[0], author[chosen]) + functional.cross_entropy(said[1], kind[chosen])
        loss = loss + functional.cross_entropy(said[2], upset)
        loss = loss + 4 * functional.binary_cross_entropy_with_logits(said[3], words[chosen])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if tell and step % 50 == 0:
            tell(step, steps)
    return judge.eval()
