"""Checks that only a whole sheet of drafts shows: doubles, a family or a ground too often, no light or no dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design.checks.fault import Fault
from oeuvre.create.design.checks.light import Image, oklab, rgb_of
from oeuvre.create.design.checks.table import limit
from oeuvre.foundation import Language, say

# The key under which a fault of the sheet as a whole is given: no draft has this number.
WHOLE_SHEET = 0
_SIDE = 32
# Two grounds nearer than this in OKLab are one colour to the eye.
_SAME_GROUND = 0.02


@dataclass(frozen=True)
class SheetEntry:
    """A draft as the sheet sees it. `thumbnail` is grey, 32 x 32 (see `thumbnail_of`)."""

    number: int
    family: str
    ground: str
    dark: bool
    thumbnail: NDArray[np.uint8]


@dataclass(frozen=True)
class ShadeFault(Fault):
    """All dark or all light: the shade is a word of the catalogue."""

    def reason(self, language: Language = "en") -> str:
        shade = say(f"design:checks.shades.{self.values['shade']}", language)
        return say(f"design:checks.{self.code}.reason", language, shade=shade)


def thumbnail_of(image: Image) -> NDArray[np.uint8]:
    """A picture as the sheet compares it: grey, 32 px square, whatever its proportions."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    small: NDArray[np.uint8] = np.asarray(cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    return small


@cache
def _cosines() -> NDArray[np.float64]:
    k, n = np.arange(8)[:, None], np.arange(_SIDE)[None, :]
    return np.cos(np.pi * (2 * n + 1) * k / (2 * _SIDE))


def picture_hash(thumbnail: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """64 bits by the discrete cosine transform: low frequencies against their median (pHash, Zauner 2010)."""
    waves = _cosines() @ thumbnail.astype(np.float64) @ _cosines().T
    low = waves.ravel()
    # The first wave is the mean grey, which says nothing of the layout.
    return low > np.median(low[1:])


def hash_distance(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> int:
    return int((one ^ other).sum())


def sheet_faults(entries: Sequence[SheetEntry]) -> Mapping[int, Fault]:
    """One fault at most for each draft that should go, the earlier of two alike being kept.

    A sheet that is all dark or all light has its fault under `WHOLE_SHEET`. A draft that goes for one reason no
    longer counts for another.
    """
    found: dict[int, Fault] = {}
    kept: list[tuple[SheetEntry, NDArray[np.bool_]]] = []
    families: Counter[str] = Counter()
    grounds: list[tuple[NDArray[np.float64], str]] = []
    for entry in entries:
        own = picture_hash(entry.thumbnail)
        twin = next((one for one, bits in kept if hash_distance(own, bits) < limit("duplicate", "distance")), None)
        tone = oklab(np.array([rgb_of(entry.ground)], dtype=np.float64))[0]
        alike = sum(float(np.linalg.norm(tone - other)) < _SAME_GROUND for other, _ in grounds)
        if twin is not None:
            found[entry.number] = Fault(0, "duplicate", {"other": twin.number})
        elif families[entry.family] >= limit("family-again", "most"):
            values = {"family": entry.family, "most": families[entry.family]}
            found[entry.number] = Fault(0, "family-again", values)
        elif alike >= limit("ground-again", "most"):
            found[entry.number] = Fault(0, "ground-again", {"colour": entry.ground, "most": alike})
        else:
            kept.append((entry, own))
            families[entry.family] += 1
            grounds.append((tone, entry.ground))
    shades = {entry.dark for entry, _ in kept}
    if len(kept) > 1 and len(shades) == 1:
        found[WHOLE_SHEET] = ShadeFault(0, "one-shade", {"shade": "dark" if shades == {True} else "light"})
    return found


@dataclass(frozen=True)
class Earlier:
    """A design that a variant must not look like; its grey thumbnail is read only where the grounds are alike."""

    number: int
    ground: str
    thumbnail: Callable[[], NDArray[np.uint8]]


def double_of(ground: str, thumbnail: NDArray[np.uint8], earlier: Sequence[Earlier]) -> Fault | None:
    """The fault of a variant that looks like an earlier design in form and ground; None where none does.

    Rounds keep families and pictures on purpose, so that form alone, which is all that a sheet's check reads, says
    nothing: the same form on another ground is another design.
    """
    own, tone = picture_hash(thumbnail), _tone(ground)
    for other in earlier:
        near = float(np.linalg.norm(tone - _tone(other.ground))) < _SAME_GROUND
        if near and hash_distance(own, picture_hash(other.thumbnail())) < limit("duplicate", "distance"):
            return Fault(0, "duplicate", {"other": other.number})
    return None


def _tone(ground: str) -> NDArray[np.float64]:
    tone: NDArray[np.float64] = oklab(np.array([rgb_of(ground)], dtype=np.float64))[0]
    return tone
