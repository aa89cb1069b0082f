"""The networks of the house GAN: a generator by style, a plain residual discriminator, an encoder.

Generator: a latent and a condition go through two layers to a style (Karras et al. 2019); convolutions modulated and
demodulated by it in closed form (Karras et al. 2020) up to half the field's size, then a resize-convolution. The path
from latent to style starts at unit variance: with the framework's default it is nearly constant and few shapes grow.
Discriminator: space to depth, residual blocks without normalisation, the deviation within groups of eight (Karras et
al. 2018), a projection of the condition (Miyato and Koyama 2018), and a decoder that redraws what it was shown from an
inner layer (Liu et al. 2021). Fields are (n, 1, HEIGHT, WIDTH) in [-1, 1].
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from oeuvre.models.house.fields import HEIGHT, WIDTH
from oeuvre.models.house.recipe import LATENT, STYLE, Recipe

_GROUP = 8


class StyledConv(nn.Module):
    """A 3x3 convolution whose input channels a style weighs; its output is brought back to unit variance."""

    def __init__(self, inward: int, outward: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outward, inward, 3, 3) / math.sqrt(9 * inward))
        self.bias = nn.Parameter(torch.zeros(outward, 1, 1))
        self.style = nn.Linear(STYLE, inward)
        nn.init.normal_(self.style.weight, 0, 0.5 / math.sqrt(STYLE))
        nn.init.ones_(self.style.bias)
        # The power of weights that no longer change, for a graph that need not work it out anew.
        self.kept: Tensor | None = None

    def power(self) -> Tensor:
        """How much of each input channel reaches each output channel (inward, outward)."""
        return self.weight.float().square().sum((2, 3)).t()

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        scale = self.style(w)
        power = (scale * scale) @ (self.power() if self.kept is None else self.kept)
        y = (
            functional.conv2d(x * scale[:, :, None, None], self.weight, padding=1)
            * torch.rsqrt(power + 1e-8)[:, :, None, None]
        )
        return functional.leaky_relu(y + self.bias, 0.2) * math.sqrt(2)


class Generator(nn.Module):
    """Latent (n, LATENT) and condition (n, k) to a style (n, STYLE), a style to a half-field."""

    def __init__(self, recipe: Recipe, conditions: int) -> None:
        super().__init__()
        channels = recipe.generator
        self.first = channels[0]
        self.map1, self.map2 = nn.Linear(LATENT + conditions, STYLE), nn.Linear(STYLE, STYLE)
        self.base = nn.Linear(STYLE, channels[0] * (HEIGHT // 16) * (WIDTH // 16))
        for layer in (self.map1, self.map2):
            nn.init.kaiming_normal_(layer.weight, 0.2)
            nn.init.zeros_(layer.bias)
        nn.init.normal_(self.base.weight, 0, 1 / math.sqrt(STYLE))
        steps = list(pairwise(channels))
        self.coarse = nn.ModuleList([StyledConv(inward, outward) for inward, outward in steps])
        self.fine = nn.ModuleList([StyledConv(outward, outward) for _, outward in steps])
        self.finer = nn.ModuleList([StyledConv(channels[-1], channels[-1]) for _ in range(recipe.finer)])
        self.out = nn.Conv2d(channels[-1], 16 + 8 * recipe.finer, 3, padding=1)
        self.last = nn.Conv2d(16 + 8 * recipe.finer, 1, 3, padding=1)

    def style(self, z: Tensor, condition: Tensor) -> Tensor:
        even = z * torch.rsqrt(z.square().mean(1, keepdim=True) + 1e-8)
        w = functional.leaky_relu(self.map1(torch.cat([even, condition], 1)), 0.2)
        return functional.leaky_relu(self.map2(w), 0.2)

    def draw(self, w: Tensor) -> Tensor:
        x = self.base(w).view(-1, self.first, HEIGHT // 16, WIDTH // 16)
        for coarse, fine in zip(self.coarse, self.fine, strict=True):
            x = fine(twice(coarse(x, w)), w)
        for finer in self.finer:
            x = finer(x, w)
        return torch.tanh(self.last(functional.leaky_relu(twice(self.out(x)), 0.2)).float())

    def forward(self, z: Tensor, condition: Tensor) -> Tensor:
        return self.draw(self.style(z, condition))


def twice(x: Tensor) -> Tensor:
    """Twice as high and wide, bilinearly."""
    return functional.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class Residual(nn.Module):
    """Convolutions beside a straight way through."""

    def __init__(self, channels: int, depth: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Conv2d(channels, channels, 3, padding=1) for _ in range(depth)])

    def forward(self, x: Tensor) -> Tensor:
        y = x
        for layer in self.layers:
            y = layer(functional.leaky_relu(y, 0.2))
        return (x + y) / math.sqrt(2)


class Discriminator(nn.Module):
    """Half-fields and conditions to a score each; with them, what it makes out of the figure, redrawn."""

    def __init__(self, recipe: Recipe, conditions: int) -> None:
        super().__init__()
        c0, c1, c2, c3 = recipe.discriminator
        self.stem, self.res0 = nn.Conv2d(4, c0, 3, padding=1), Residual(c0, 1)
        self.down1, self.res1 = nn.Conv2d(c0, c1, 2, 2), Residual(c1, 1)
        self.down2, self.res2 = nn.Conv2d(c1, c2, 2, 2), Residual(c2, 2)
        self.down3, self.final = nn.Conv2d(c2, c3, 2, 2), nn.Conv2d(c3 + 1, c3, 3, padding=1)
        self.dense, self.score = nn.Linear(c3 * (HEIGHT // 16) * (WIDTH // 16), STYLE), nn.Linear(STYLE, 1)
        if conditions:
            self.known = nn.Sequential(nn.Linear(conditions, 64), nn.LeakyReLU(0.2), nn.Linear(64, STYLE))
        self.redraw = nn.Sequential(
            nn.Conv2d(c2, 64, 1),
            nn.Upsample(scale_factor=2, mode="bilinear"),
            nn.Conv2d(64, 32, 3, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(32, 16, 3, padding=1),
            nn.PixelShuffle(4),
        )

    def forward(self, x: Tensor, condition: Tensor) -> tuple[Tensor, Tensor]:
        h = self.res0(self.stem(functional.pixel_unshuffle(x, 2).to(memory_format=torch.channels_last)))
        h = self.res1(self.down1(functional.leaky_relu(h, 0.2)))
        inner = self.res2(self.down2(functional.leaky_relu(h, 0.2)))
        h = functional.leaky_relu(self.down3(functional.leaky_relu(inner, 0.2)), 0.2)
        h = functional.leaky_relu(self.final(torch.cat([h, _deviation(h)], 1)), 0.2)
        h = functional.leaky_relu(self.dense(h.flatten(1)), 0.2).float()
        score = self.score(h).squeeze(1)
        if condition.shape[1]:
            score = score + (h * self.known(condition)).sum(1) / math.sqrt(STYLE)
        return score.float(), self.redraw(inner).float()


def _deviation(h: Tensor) -> Tensor:
    """How much the figures of each group of eight differ, as one more channel."""
    n, c, high, wide = h.shape
    spread = (h.float().view(-1, _GROUP, c, high, wide).var(1, unbiased=False) + 1e-6).sqrt().mean((1, 2, 3))
    return spread.repeat_interleave(_GROUP).view(n, 1, 1, 1).expand(n, 1, high, wide).to(h.dtype)


class Encoder(nn.Module):
    """A half-field to the style that draws it, as a step away from the mean style."""

    def __init__(self, mean: Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        layers: list[nn.Module] = [nn.PixelUnshuffle(2), nn.Conv2d(4, 32, 3, padding=1), nn.LeakyReLU(0.2)]
        for inward, outward in ((32, 64), (64, 128), (128, 192)):
            layers += [nn.Conv2d(inward, outward, 2, 2), Residual(outward, 2), nn.LeakyReLU(0.2)]
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Linear(192 * (HEIGHT // 16) * (WIDTH // 16), STYLE))
        nn.init.normal_(self.layers[-1].weight, 0, 0.005)
        nn.init.zeros_(self.layers[-1].bias)

    def forward(self, x: Tensor) -> Any:
        return self.mean + self.layers(x)
