"""What a training is told: every choice that the weights depend on, as one frozen value that the card repeats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

LATENT, STYLE = 64, 128

Loss = Literal["relativistic", "hinge"]
# nothing; what a figure is (its own mirror image or not, how detailed); that, and the words of its name.
Condition = Literal["none", "shape", "words"]


@dataclass(frozen=True)
class Recipe:
    """One training. `generator` and `discriminator` are channels, coarse to fine and fine to coarse; `finer` counts the
    further convolutions at half the field's size; `gamma` weighs the zero-centred penalties; rates are per image."""

    generator: tuple[int, ...] = (128, 160, 112, 64)
    discriminator: tuple[int, ...] = (32, 96, 160, 192)
    finer: int = 1
    condition: Condition = "shape"
    loss: Loss = "relativistic"
    gamma: float = 0.5
    least_gamma: float = 0.05
    batch: int = 32
    rate: float = 3e-4
    families: bool = True
    seed: int = 20261126

    def rate_at(self, images: int) -> float:
        """Constant for 300,000 images, then falling by a power: good at any time, for a run without a fixed end."""
        return float(self.rate * min(1.0, (300_000 / max(images, 1)) ** 0.75) * min(1.0, (images + 1_600) / 3_200))

    def gamma_at(self, images: int) -> float:
        """Constant for 130,000 images, then falling as their inverse."""
        return max(min(self.gamma, self.least_gamma), self.gamma * min(1.0, 130_000 / max(images, 1)))

    def keep_at(self, images: int) -> float:
        """How much of the averaged weights a step keeps: a half-life of 4% of the run, of 50,000 images at most."""
        return float(0.5 ** (self.batch / min(50_000.0, max(500.0, 0.04 * images))))

    def as_dict(self) -> dict[str, object]:
        """As the card and a checkpoint keep it."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def read_recipe(held: Mapping[str, Any]) -> Recipe:
    """A recipe as `as_dict` gave it."""
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in held.items()}
    return Recipe(**given)


# The prototype's choices, to be measured beside the others.
PROTOTYPE = Recipe(generator=(128, 160, 96, 48), finer=0, condition="none", families=False)
