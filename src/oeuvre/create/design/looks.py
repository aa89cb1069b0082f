"""What a person sees in a design, as numbers: the features that rounds vary and that a taste is learned over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.kit import Palette
from oeuvre.create.design.palette import distance, gap, oklch_of
from oeuvre.create.library import Pairing

# What a page is made of first: its words, one thing, a pattern, a drawn scene, a photograph, a list.
Figure = Literal["word", "mark", "pattern", "scene", "photo", "list"]

# A feature by name: `dark`, `warm`, `vivid`, `contrast`, `word`, `density` and `long` from -1 to 1; anything with a
# colon (`family:astre`, `figure:photo`, `mark:moon`, `scheme:nuit`, `voice:serif`, `words:idea`) is 1 where it holds.
Features = Mapping[str, float]

# The hue of firelight in OKLCH; the opposite of it is cold.
WARMEST = 55.0
# Two palettes whose ground, signal and ink are each nearer than this in OKLab are one to the eye.
SAME_COLOUR = 0.03


@dataclass(frozen=True)
class Look:
    """How a family looks, by eye: what it is made of first, how far words lead (0 to 1), how full it is (0 to 1)."""

    figure: Figure
    word: float
    density: float


# One row a family; a test holds this table to the list of families.
LOOKS: Mapping[str, Look] = {
    "astre": Look("mark", 0.25, 0.2),
    "carte_double": Look("mark", 0.5, 0.35),
    "etiquette": Look("mark", 0.55, 0.65),
    "fenetre": Look("scene", 0.3, 0.45),
    "grand_mot": Look("word", 1.0, 0.3),
    "grille": Look("word", 0.65, 0.45),
    "ligne": Look("mark", 0.4, 0.1),
    "moitie": Look("photo", 0.4, 0.3),
    "mosaique": Look("pattern", 0.25, 0.95),
    "motif": Look("pattern", 0.2, 0.85),
    "papier_decoupe": Look("scene", 0.3, 0.5),
    "pleine_page": Look("photo", 0.2, 0.4),
    "programme": Look("list", 0.75, 0.8),
    "rideau": Look("mark", 0.25, 0.55),
    "titre_debout": Look("mark", 0.65, 0.4),
    "trame": Look("photo", 0.35, 0.35),
}
_PLAIN = Look("mark", 0.5, 0.5)


def look_of(family: str) -> Look:
    """A family's look; one that the table lacks is taken for a middling one."""
    return LOOKS.get(family, _PLAIN)


def figure_of(family: str, *, pictured: bool) -> Figure:
    """What a design of this family is made of first; `pictured` says whether it holds a photograph."""
    return "photo" if family == "fenetre" and pictured else look_of(family).figure


@lru_cache(maxsize=4096)
def warmth(colour: str) -> float:
    """From -1 (cold) to 1 (warm); a grey is neither."""
    _, chroma, hue = oklch_of(colour)
    return (1 - gap(hue, WARMEST) / 90) * min(chroma / 0.06, 1.0)


@lru_cache(maxsize=4096)
def _colours(palette: Palette) -> tuple[float, float, float]:
    """Warmth, vividness and contrast of a palette, each from -1 to 1; the ground counts most, since there is most."""
    warm = 0.75 * warmth(palette.ground) + 0.25 * warmth(palette.signal)
    chroma = 0.65 * oklch_of(palette.ground)[1] + 0.35 * oklch_of(palette.signal)[1]
    return warm, _between(chroma, 0.04, 0.18), _between(contrast(palette.ink, palette.ground), 5.0, 16.0)


def _between(value: float, low: float, high: float) -> float:
    return max(-1.0, min(1.0, 2 * (value - low) / (high - low) - 1))


def scheme_of(palette: Palette) -> str:
    """The hand-made scheme that a palette comes from, or `image`, or its own name."""
    return "image" if palette.origin == "picture" else palette.name.split("-marque")[0]


def features_of(
    family: str,
    palette: Palette,
    pairing: Pairing | None,
    headline: str,
    *,
    source: str = "brief",
    mark: str = "",
    pictured: bool = False,
) -> dict[str, float]:
    """The features of a design.

    `mark` is the emblem or the photograph that it shows, `source` where its headline is from (`brief`, `idea`,
    `own`), `pairing` None where the typefaces are no longer known.
    """
    look, figure = look_of(family), figure_of(family, pictured=pictured)
    warm, vivid, ink = _colours(palette)
    found = {
        "dark": 1.0 if palette.dark else -1.0,
        "warm": warm,
        "vivid": vivid,
        "contrast": ink,
        "word": 2 * look.word - 1,
        "density": 2 * look.density - 1,
        "long": _between(len(headline), 10, 44),
        f"family:{family}": 1.0,
        f"figure:{figure}": 1.0,
        f"scheme:{scheme_of(palette)}": 1.0,
        f"words:{source}": 1.0,
    }
    if mark:
        found[f"mark:{mark}"] = 1.0
    if pairing is not None:
        found[f"voice:{pairing.kind}"] = 1.0
        if pairing.width != "normal":
            found[f"width:{pairing.width}"] = 1.0
    return found


@lru_cache(maxsize=65536)
def same_colours(one: Palette, other: Palette) -> bool:
    """Whether an eye takes two palettes for one."""
    pairs = ((one.ground, other.ground), (one.signal, other.signal), (one.ink, other.ink))
    return all(distance(a, b) < SAME_COLOUR for a, b in pairs)


__all__ = [
    "LOOKS",
    "Features",
    "Figure",
    "Look",
    "features_of",
    "figure_of",
    "look_of",
    "same_colours",
    "scheme_of",
    "warmth",
]
