"""Points of a generator of another maker: a latent in thousandths, as a text that begins with the model's version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore import PointUnknown
from oeuvre.models.foreign import GeneratorCard
from oeuvre.production.points import packed, rounded, unpacked
from oeuvre.record import Act

Floats = NDArray[np.float32]

# How an act says that it drew a picture.
FOREIGN = "picture"
PICTURE_POINT_SHAPE = r"^[0-9a-f]{8}\.[A-Za-z0-9_-]{3,10924}$"
_SHAPE = re.compile(PICTURE_POINT_SHAPE)
_VERSION = 8


def write_picture_point(card: GeneratorCard, latent: Floats) -> str:
    """A latent (size,) as text."""
    return f"{card.version[:_VERSION]}.{packed(latent)}"


def read_picture_point(card: GeneratorCard, text: str) -> Floats:
    """The latent (size,) of a text. Raises `PointUnknown` for what this version of the generator did not give."""
    version, _, told = text.partition(".")
    if not _SHAPE.match(text) or version != card.version[:_VERSION]:
        raise PointUnknown(text[:24])
    return unpacked(told, card.latent_size)


def latent_in(card: GeneratorCard, act: Act) -> Floats | None:
    """The latent (size,) of an act that drew a picture; None where this version of the generator did not draw it."""
    held, wanted = act.settings, (FOREIGN, card.id, card.version)
    if tuple(held.get(name) for name in ("explored", "model", "model_version")) != wanted:
        return None
    latent = np.array(cast(Sequence[float], held.get("latent") or ()), np.float32)
    return rounded(latent) if latent.shape == (card.latent_size,) else None


def latent_of(latent: Floats) -> list[float]:
    """A latent as the record keeps it."""
    return [round(float(value), 3) for value in rounded(latent)]
