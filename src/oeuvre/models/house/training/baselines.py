"""What any generative model must beat: a Gaussian in the axes of fields, a variational autoencoder of the same size,
and training figures moved, stretched and thickened at random."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from oeuvre.models.house.collection import Collection
from oeuvre.models.house.fields import HEIGHT, WIDTH, Floats
from oeuvre.models.house.measures import principal_axes
from oeuvre.models.house.recipe import LATENT, PROTOTYPE
from oeuvre.models.house.training.losses import augment
from oeuvre.models.house.training.network import Generator, Residual

_AXES = 256
VAE_STEPS, VAE_BATCH, VAE_RATE, SEED = 4000, 32, 1e-3, 29
# The weight of the divergence beside the L1 of a whole field; not searched for.
_BETA = 0.6


def _drawn_rows(collection: Collection, count: int, seed: int) -> np.ndarray:
    """Rows that are shown, by weight."""
    seen = np.flatnonzero(~collection.held)
    share = collection.weights()[seen]
    return np.random.default_rng(seed).choice(seen, count, p=share / share.sum())


def real_figures(collection: Collection, count: int, seed: int) -> Floats:
    """Training figures as they are shown: the floor."""
    return collection.half(_drawn_rows(collection, count, seed))


def affine_figures(collection: Collection, count: int, seed: int) -> Floats:
    """Training figures with the changes of augmentation, twice over."""
    rng = torch.Generator().manual_seed(seed)
    shown = torch.tensor(real_figures(collection, count, seed)).unsqueeze(1)
    return np.asarray(augment(augment(shown, rng), rng).clamp(-1, 1)[:, 0].numpy(), dtype=np.float32)


def gaussian_figures(collection: Collection, count: int, seed: int) -> Floats:
    """A Gaussian in the first 256 principal axes of the shown fields."""
    rows = collection.half(_drawn_rows(collection, 6000, seed + 1))
    mean, axes, spread = principal_axes(rows, _AXES)
    made = mean + (np.random.default_rng(seed).standard_normal((count, _AXES)) * spread) @ axes
    return np.asarray(np.clip(made, -1, 1).reshape(count, HEIGHT, WIDTH), dtype=np.float32)


class Autoencoder(nn.Module):
    """The prototype's generator as a decoder, and an encoder of the size of its discriminator."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.PixelUnshuffle(2), nn.Conv2d(4, 32, 3, padding=1), nn.LeakyReLU(0.2)]
        for inward, outward in ((32, 96), (96, 160), (160, 192)):
            layers += [nn.Conv2d(inward, outward, 2, 2), Residual(outward, 1), nn.LeakyReLU(0.2)]
        layers += [nn.Flatten(), nn.Linear(192 * (HEIGHT // 16) * (WIDTH // 16), 2 * LATENT)]
        self.encoder = nn.Sequential(*layers)
        self.decoder = Generator(PROTOTYPE, 0)

    def decode(self, z: Tensor) -> Tensor:
        # Not brought to one length, as the generator of a GAN does: the length is part of the code.
        w = nn.functional.leaky_relu(self.decoder.map1(z), 0.2)
        return torch.as_tensor(self.decoder.draw(nn.functional.leaky_relu(self.decoder.map2(w), 0.2)))


def train_autoencoder(
    collection: Collection, steps: int | None = None, tell: Callable[[int, int], None] | None = None
) -> Autoencoder:
    """Kingma and Welling 2014, on the same figures with the same changes; some five minutes of one core."""
    steps = steps or VAE_STEPS
    torch.manual_seed(SEED)
    rng = torch.Generator().manual_seed(SEED)
    model = Autoencoder()
    rows = np.flatnonzero(~collection.held)
    shown = torch.tensor(collection.fields[rows])
    weights = torch.tensor(collection.weights()[rows])
    optimiser = torch.optim.Adam(model.parameters(), VAE_RATE)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = VAE_RATE * max(0.02, 1 - step / steps)
        chosen = torch.multinomial(weights, VAE_BATCH, True, generator=rng)
        real = augment(shown[chosen].float().unsqueeze(1) / 127, rng).clamp(-1, 1)
        with torch.autocast("cpu", torch.bfloat16):
            mean, spread = model.encoder(real).float().clamp(-8, 8).chunk(2, 1)
            z = mean + torch.exp(spread / 2) * torch.randn(mean.shape, generator=rng)
            redrawn = model.decode(z)
        far = (redrawn - real).abs().sum((1, 2, 3)).mean()
        divergence = 0.5 * (mean.square() + spread.exp() - 1 - spread).sum(1).mean()
        loss = (far + _BETA * min(1.0, step / 1000) * divergence) / (HEIGHT * WIDTH)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if tell and step % 50 == 0:
            tell(step, steps)
    return model.eval()


def autoencoder_figures(model: Autoencoder, count: int, seed: int) -> Floats:
    """What the decoder makes of normal codes."""
    rng = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        parts = [model.decode(part)[:, 0].numpy() for part in torch.randn(count, LATENT, generator=rng).split(128)]
    return np.asarray(np.concatenate(parts), dtype=np.float32)
