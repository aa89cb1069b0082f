"""The page a design is laid out on: its size, its margins, and what is the least that may be set on it.

Lengths are points. On screen one point is one pixel; printed, 1 mm is 72 / 25.4 points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MM = 72 / 25.4

Shape = Literal["tall", "square", "wide", "strip", "tower", "tiny"]


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, by: float) -> Box:
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def meets(self, other: Box) -> Box | None:
        """The part that both cover, or None."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(x, y, right - x, bottom - y) if right > x and bottom > y else None

    def joined(self, other: Box) -> Box:
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


@dataclass(frozen=True)
class Page:
    """One format as the design room sees it.

    `safe` is what no word may leave, as a share of the short side (0 when the margin is enough); `least_text` and
    `least_headline` are sizes in points below which nothing is set (headline: cap-height); `bleed` is how far art
    must reach past the trim. `density` is the pixels a point that photographs are developed for.
    """

    name: str
    width: float
    height: float
    least_text: float
    least_headline: float
    bleed: float = 0.0
    safe_top: float = 0.0
    safe_bottom: float = 0.0
    printed: bool = False
    small: bool = False
    density: float = 1.0

    @property
    def short(self) -> float:
        return min(self.width, self.height)

    @property
    def u(self) -> float:
        """The unit of the layouts: the short side over 1080."""
        return self.short / 1080

    @property
    def ratio(self) -> float:
        return self.width / self.height

    @property
    def margin(self) -> float:
        """6.5 % of the short side; 9 % where the page is a strip, a tower or a card, whose short side is very short."""
        return self.short * {"strip": 0.13, "tower": 0.075, "tiny": 0.085}.get(self.shape, 0.065)

    @property
    def shape(self) -> Shape:
        if self.ratio >= 2.4:
            return "strip"
        if self.ratio <= 0.42:
            return "tower"
        if self.small:
            return "tiny"
        if self.ratio > 1.35:
            return "wide"
        return "tall" if self.ratio < 0.9 else "square"

    @property
    def full(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def bled(self) -> Box:
        return Box(-self.bleed, -self.bleed, self.width + 2 * self.bleed, self.height + 2 * self.bleed)

    @property
    def inner(self) -> Box:
        """The page inside its margins and safe areas (a story's top and bottom are covered by the network)."""
        m = self.margin
        top, bottom = max(m, self.safe_top), max(m, self.safe_bottom)
        return Box(m, top, self.width - 2 * m, self.height - top - bottom)
