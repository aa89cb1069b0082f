"""The manifest of a generator of another maker: what its file does not say, written by who brings it.

name = "Flowers"
[latent]
input = "z"               # the input that takes latents
size = 128                # numbers of one
[image]
output = "image"
colour = "rgb"            # or "grey"
range = [-1.0, 1.0]       # of black and of white
[[inputs]]                # any other input, always the same
name = "psi"
value = 0.7
[terms]
weights = "MIT"           # licence of the weights
outputs = "As you like."  # what may be done with what it draws
author = "Ada"
[training]
known = "stated"          # "known", "stated" by its maker, or "unknown"
works = "10,000 photographs of flowers by Ada, CC0."
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from oeuvre.models.foreign.errors import ManifestUnfit

Known = Literal["known", "stated", "unknown"]
Colour = Literal["rgb", "grey"]
KNOWN: tuple[Known, ...] = ("known", "stated", "unknown")
MOST_LATENT = 4096
_LONGEST = 2000
_MOST_BYTES = 1 << 16


@dataclass(frozen=True)
class Manifest:
    """What a manifest says. `constants` are the other inputs by name; `low` and `high` the values of black and of
    white."""

    name: str
    latent_input: str
    latent_size: int
    image_output: str
    colour: Colour
    low: float
    high: float
    constants: Mapping[str, float]
    weights: str
    outputs: str
    author: str
    known: Known
    works: str

    @property
    def channels(self) -> int:
        """Channels of a picture."""
        return 3 if self.colour == "rgb" else 1


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`. Raises `ManifestUnfit` with the field that is missing or wrong."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ManifestUnfit(path.name, field="–")
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ManifestUnfit(path.name, field="–") from None
    return parse_manifest(held, path.name)


def parse_manifest(held: Mapping[str, Any], place: str) -> Manifest:
    """A manifest from its values. Raises as `read_manifest`."""

    def wrong(name: str) -> ManifestUnfit:
        return ManifestUnfit(place, field=name)

    def table(name: str) -> Mapping[str, Any]:
        value = held.get(name)
        if not isinstance(value, Mapping):
            raise wrong(f"[{name}]")
        return value

    def text(source: Mapping[str, Any], name: str, where: str, *, needed: bool = True) -> str:
        value = source.get(name, "")
        said = " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""
        if not isinstance(value, str) or (needed and not said):
            raise wrong(f"{where}{name}")
        return said

    latent, image, terms, training = (table(name) for name in ("latent", "image", "terms", "training"))
    size, span = latent.get("size"), image.get("range")
    if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= MOST_LATENT:
        raise wrong("latent.size")
    if not isinstance(span, list) or len(span) != 2 or not all(_is_number(one) for one in span) or span[0] == span[1]:
        raise wrong("image.range")
    if image.get("colour") not in ("rgb", "grey"):
        raise wrong("image.colour")
    if training.get("known") not in KNOWN:
        raise wrong("training.known")
    constants: dict[str, float] = {}
    others = held.get("inputs", [])
    if not isinstance(others, list):
        raise wrong("[[inputs]]")
    for one in others:
        if not isinstance(one, Mapping) or not _is_number(one.get("value")):
            raise wrong("[[inputs]]")
        constants[text(one, "name", "inputs.")] = float(one["value"])
    return Manifest(
        text(held, "name", ""),
        text(latent, "input", "latent."),
        size,
        text(image, "output", "image."),
        cast(Colour, image["colour"]),
        float(span[0]),
        float(span[1]),
        constants,
        text(terms, "weights", "terms."),
        text(terms, "outputs", "terms."),
        text(terms, "author", "terms.", needed=False),
        cast(Known, training["known"]),
        text(training, "works", "training.", needed=training["known"] != "unknown"),
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e6 < value < 1e6
