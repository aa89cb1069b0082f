"""Choosing among a palette's colours by what they lie on, so that no family names a colour."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from coloraide import Color

from oeuvre.create.design.contrast import best_on, contrast
from oeuvre.create.design.kit import Palette
from oeuvre.create.design.palette import oklch_of


def vibrates(one: str, other: str) -> bool:
    """Whether two vivid colours of one lightness would shimmer at their edge (ART_DIRECTION, Contrast)."""
    a, b = oklch_of(one), oklch_of(other)
    return a[1] > 0.15 and b[1] > 0.15 and abs(a[0] - b[0]) < 0.15


def stands_off(colour: str, over: Iterable[str], least: float) -> bool:
    """Whether a colour is told apart from everything it lies over."""
    return all(contrast(colour, under) >= least and not vibrates(colour, under) for under in over)


def far(one: str, other: str, least: float) -> bool:
    """Whether two colours are at least this far apart in OKLab (0.02 is just seen, 0.1 is another colour)."""
    a, b = oklch_of(one), oklch_of(other)
    hues = math.radians(a[2]), math.radians(b[2])
    dx = a[1] * math.cos(hues[0]) - b[1] * math.cos(hues[1])
    dy = a[1] * math.sin(hues[0]) - b[1] * math.sin(hues[1])
    return math.hypot(a[0] - b[0], dx, dy) >= least


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two of a palette's, in OKLab: `share` of the other."""
    return str(
        Color(one).mix(other, share, space="oklab").convert("srgb").fit(method="oklch-chroma").to_string(hex=True)
    )


def first_off(candidates: Sequence[str], over: Sequence[str], least: float = 1.5) -> str:
    """The first candidate that stands off all of `over`; else the one that does it best."""
    for colour in candidates:
        if stands_off(colour, over, least):
            return colour
    return max(candidates, key=lambda colour: min(contrast(colour, under) for under in over))


def all_off(candidates: Iterable[str], over: Sequence[str], least: float = 1.5) -> list[str]:
    """Every candidate that stands off all of `over`, each once, in their order."""
    return [colour for colour in dict.fromkeys(candidates) if stands_off(colour, over, least)]


def surface(palette: Palette, candidates: Sequence[str], least: float = 7.0) -> tuple[str, str]:
    """A surface for words and what is read on it: the first candidate on which some colour reaches `least`."""
    pairs = [
        (under, best_on(under, (palette.ink, palette.ground, palette.light, palette.second))) for under in candidates
    ]
    for under, word in pairs:
        if contrast(under, word) >= least:
            return under, word
    return max(pairs, key=lambda pair: contrast(*pair))


def figure(
    palette: Palette, over: Sequence[str], discs: Sequence[str] = (), beside: Sequence[str] = ()
) -> tuple[str, str]:
    """A disc and a cut-out before it, each told apart from `over` and from the other, the cut-out from `beside` too.

    The signal is the cut-out where it can be; the disc changes before the cut-out does.
    """
    first = over[0]
    quiet = [mixed(first, tone, 0.16) for tone in (palette.light, palette.ink)]
    rounds = list(dict.fromkeys((*discs, palette.light, palette.second, *palette.layers, *quiet)))
    pieces = list(
        dict.fromkeys(
            (palette.signal, palette.ink, *palette.layers[-1:], palette.light, palette.second, palette.ground)
        )
    )
    for least in (2.3, 1.9, 1.6, 1.3):
        for piece in pieces:
            if not stands_off(piece, over, least) or not all(far(piece, one, 0.14) for one in beside):
                continue
            for round_ in rounds:
                if stands_off(round_, over[:1], 1.25) and stands_off(piece, (round_,), least):
                    return round_, piece
    return quiet[0], palette.on(first)
