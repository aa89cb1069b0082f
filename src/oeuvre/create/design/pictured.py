"""What a family may do with a photograph, and whether words can stand on it.

Judged on what the darkroom measured (`Developed.light`, `Developed.rough`), never on what the palette declares.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coloraide import Color

from oeuvre.create.design.contrast import luminance
from oeuvre.create.design.kit import Developed, Kit, Palette, Scrim, Treatment
from oeuvre.create.design.page import Box, Page

# Over this, a photograph that is placed plain looks soft; it is screened instead where it may be. In print every
# pixel of the page's density wants one of the original.
MOST_ENLARGED = 1.3
MOST_ENLARGED_IN_PRINT = 1.0
# The deviation of relative luminance behind a line of words, over which the ground is busy.
MOST_ROUGH = 0.12


def may_tone(kit: Kit) -> bool:
    """Whether the kit's picture may be graded or screened."""
    return kit.picture is not None and (kit.picture.may_recolour or not kit.picture.own)


def enlargement(kit: Kit, box: Box, page: Page) -> float:
    """Pixels placed for each pixel of the original, if the whole of its shorter way is shown in `box`."""
    picture = kit.picture
    if picture is None:
        return 0.0
    return max(box.width * page.density / picture.width, box.height * page.density / picture.height)


def most_enlarged(page: Page) -> float:
    """How far a plain picture may be enlarged on this page."""
    return MOST_ENLARGED_IN_PRINT if page.printed else MOST_ENLARGED


def treatment_for(kit: Kit, box: Box, page: Page, wanted: Treatment) -> Treatment:
    """`wanted` where the picture may be recoloured, else plain; too small a picture is screened where it may be."""
    if not may_tone(kit):
        return "plain"
    return "halftone" if enlargement(kit, box, page) > most_enlarged(page) else wanted


def grades(palette: Palette) -> tuple[str, ...]:
    """The palette's own tones from dark to light, for a grade: the signal between them when it lies between."""
    tones = sorted({palette.ground, palette.ink, palette.light, *palette.layers}, key=luminance)
    dark, light = tones[0], tones[-1]
    span = (luminance(dark) + 0.05, luminance(light) + 0.05)
    middle = luminance(palette.signal) + 0.05
    place = _log_share(middle, span)
    return (dark, palette.signal, light) if 0.3 < place < 0.78 else (dark, light)


@lru_cache(maxsize=256)
def mixed(one: str, other: str, share: float) -> str:
    """`share` of the way from one colour to another, even in OKLab."""
    return str(Color(one).mix(other, share, space="oklab").convert("srgb").clip().to_string(hex=True))


def _log_share(value: float, span: tuple[float, float]) -> float:
    low, high = (math.log(end) for end in span)
    return (math.log(value) - low) / max(high - low, 1e-6)


@dataclass(frozen=True)
class Behind:
    """What lies behind words: relative luminance of its darkest and lightest part, its mean and its deviation."""

    low: float
    high: float
    mean: float
    deviation: float

    def contrast(self, colour: str) -> float:
        """The ratio of WCAG that a colour has at the worse end."""
        own = luminance(colour)
        ratios = []
        for end in (self.low, self.high):
            high, low = max(own, end), min(own, end)
            ratios.append((high + 0.05) / (low + 0.05))
        if self.low < own < self.high:
            return 1.0
        return min(ratios)


def behind(got: Developed, frame: Box, area: Box, scrims: Sequence[Scrim] = ()) -> Behind:
    """What lies in `area` of the page when `got` is placed in `frame`, `scrims` laid on in thought."""
    rows, columns = len(got.light), len(got.light[0]) if got.light else 0
    if not rows:
        return Behind(0.0, 1.0, 0.5, 0.5)
    left = min(max(int((area.x - frame.x) / frame.width * columns), 0), columns - 1)
    right = min(max(int(-(-(area.right - frame.x) * columns // frame.width)), left + 1), columns)
    top = min(max(int((area.y - frame.y) / frame.height * rows), 0), rows - 1)
    bottom = min(max(int(-(-(area.bottom - frame.y) * rows // frame.height)), top + 1), rows)
    cells = []
    for row in range(top, bottom):
        for column in range(left, right):
            light, rough = got.light[row][column], got.rough[row][column]
            for scrim in scrims:
                light, rough = _scrimmed(light, rough, scrim, (column + 0.5) / columns, (row + 0.5) / rows)
            cells.append((light, rough))
    count = len(cells)
    mean = sum(light for light, _ in cells) / count
    variance = sum(rough * rough + (light - mean) ** 2 for light, rough in cells) / count
    # The ends count with what each cell reaches beyond its mean, but for its last fiftieth.
    lows = sorted(light - rough for light, rough in cells)
    highs = sorted(light + rough for light, rough in cells)
    low, high = lows[int(count * 0.02)], highs[min(int(count * 0.98), count - 1)]
    return Behind(max(low, 0.0), min(high, 1.0), mean, variance**0.5)


def _scrimmed(light: float, rough: float, scrim: Scrim, x: float, y: float) -> tuple[float, float]:
    """A cell's luminance under a scrim; mixing happens in sRGB, near to a power of 2.2."""
    along = {"top": y, "bottom": 1 - y, "left": x, "right": 1 - x}[scrim.edge]
    way = min(max((along / max(scrim.reach, 1e-3) - scrim.hold) / max(1 - scrim.hold, 1e-3), 0.0), 1.0)
    amount = (1 - way**3 * (way * (6 * way - 15) + 10)) * scrim.strength
    if amount <= 0:
        return light, rough
    tone = luminance(scrim.colour) ** (1 / 2.2)
    mixed = (light ** (1 / 2.2) * (1 - amount) + tone * amount) ** 2.2
    # How much a small change of light still changes what is seen.
    slope = (1 - amount) * (max(mixed, 1e-4) / max(light, 1e-4)) ** (1.2 / 2.2)
    return mixed, rough * min(slope, 1.0)
