"""A design laid out on a page: a flat list of things with boxes, in the order they are painted.

A scene is what families return, what checks read and what Typst draws. Nothing in it is measured again: every line
of type stands where its box says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from oeuvre.create.design.measure import Shaped, metrics, shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.library import Face

Align = Literal["left", "center", "right"]
# What a text says; checks and the list of what was left out use these names.
Role = Literal[
    "headline", "answer", "line", "date", "place", "price", "url", "action", "logo", "row", "small", "credit", "people"
]


@dataclass(frozen=True)
class Text:
    """Lines of type in one face, size and colour.

    `x` is the left edge, centre or right edge, as `align` says; `y` the top of the first line's capitals; `pitch`
    baseline to baseline. `turn` is in degrees clockwise about the block's centre after it was set level, so that
    `box` is what it covers on the page. `says` is the text as the brief has it, for the check of verbatim facts.
    """

    role: Role
    lines: tuple[str, ...]
    face: Face
    size: float
    colour: str
    x: float
    y: float
    pitch: float
    align: Align = "left"
    tracking: float = 0.0
    turn: Literal[0, 90, 180, 270] = 0
    on_art: bool = False
    large: bool = False
    element: str = ""

    def shaped(self) -> tuple[Shaped, ...]:
        return tuple(shape(self.face, line, self.tracking) for line in self.lines)

    def baselines(self) -> tuple[float, ...]:
        first = self.y + metrics(self.face).cap_height * self.size
        return tuple(first + index * self.pitch for index in range(len(self.lines)))

    def line_boxes(self) -> tuple[Box, ...]:
        """The ink of each line on the page, accents and descenders included."""
        boxes = []
        for shaped, baseline in zip(self.shaped(), self.baselines(), strict=True):
            start = self.x - {"left": 0.0, "center": 0.5, "right": 1.0}[self.align] * shaped.advance * self.size
            boxes.append(
                Box(
                    start + shaped.left * self.size,
                    baseline - shaped.above * self.size,
                    (shaped.right - shaped.left) * self.size,
                    (shaped.above + shaped.below) * self.size,
                )
            )
        return tuple(self._turned(box) for box in boxes)

    def level_frame(self) -> Box:
        """The block before it is turned: advance wide, from the first capitals to the last baseline."""
        width = max((one.advance for one in self.shaped()), default=0.0) * self.size
        x = self.x - {"left": 0.0, "center": 0.5, "right": 1.0}[self.align] * width
        bottom = self.baselines()[-1] if self.lines else self.y
        return Box(x, self.y, width, bottom - self.y)

    def _turned(self, box: Box) -> Box:
        if self.turn == 0:
            return box
        frame = self.level_frame()
        cx, cy = frame.centre
        if self.turn == 180:
            return Box(2 * cx - box.right, 2 * cy - box.bottom, box.width, box.height)
        # Quarter turns about the centre: (dx, dy) goes to (-dy, dx) clockwise, (dy, -dx) the other way.
        dx0, dx1, dy0, dy1 = box.x - cx, box.right - cx, box.y - cy, box.bottom - cy
        if self.turn == 90:
            return Box(cx - dy1, cy + dx0, dy1 - dy0, dx1 - dx0)
        return Box(cx + dy0, cy - dx1, dy1 - dy0, dx1 - dx0)

    @property
    def box(self) -> Box:
        """All ink of the block on the page."""
        boxes = self.line_boxes()
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.joined(box)
        return whole


@dataclass(frozen=True)
class Plate:
    """A flat surface: a ground, a plate under words, a band. `radius` rounds all corners; `stroke` is an outline."""

    box: Box
    fill: str | None
    stroke: str | None = None
    thickness: float = 0.0
    radius: float = 0.0
    role: Literal["ground", "plate", "band", "frame"] = "plate"


@dataclass(frozen=True)
class Rule:
    """A straight line, level or upright."""

    x: float
    y: float
    length: float
    thickness: float
    colour: str
    upright: bool = False

    @property
    def box(self) -> Box:
        if self.upright:
            return Box(self.x - self.thickness / 2, self.y, self.thickness, self.length)
        return Box(self.x, self.y - self.thickness / 2, self.length, self.thickness)


@dataclass(frozen=True)
class Drawing:
    """An SVG placed without stretching: an emblem, a pattern, a scene drawn by rule, a logo, a code.

    `ink` is the part that matters inside `box` (an emblem's own outline; the sun of a landscape), for the checks of
    text on emblem and of the subject; None when words may stand anywhere on it (a ground).
    """

    svg: str
    box: Box
    role: Literal["emblem", "pattern", "scene", "frame", "logo", "mark", "code", "partner"]
    ink: Box | None = None
    element: str = ""


@dataclass(frozen=True)
class Photo:
    """Pixels placed without stretching: a photograph cropped, toned or screened beforehand.

    `pixels` are the bytes of a JPEG or PNG of `source_size`; `crop` says which part of the original they are, as
    (x, y, width, height) in the original's pixels; `subject` is the subject's box on the page.
    """

    pixels: bytes
    box: Box
    source_size: tuple[int, int]
    clip: Literal["rect", "arch", "disc"] = "rect"
    radius: float = 0.0
    subject: Box | None = None
    crop: tuple[float, float, float, float] | None = None
    treatment: Literal["plain", "duotone", "halftone"] = "plain"
    role: Literal["photo", "logo", "partner"] = "photo"
    enlarged: float = 1.0
    cuts_face: bool = False


Item = Text | Plate | Rule | Drawing | Photo


@dataclass(frozen=True)
class Scene:
    """A page filled. `left_out` names what the copy had and this page has no room for, in the order it was given.

    `overflow` names the elements that did not fit in the box the family gave them: such a scene fails its check
    and adaptation drops the next element. `asks` lists the checks' names that the family is exempt from by design
    ("empty", "text-on-emblem", ...).
    """

    page: Page
    ground: str
    items: tuple[Item, ...]
    family: str
    language: str
    left_out: tuple[str, ...] = ()
    overflow: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()
    tokens: Mapping[str, str] = field(default_factory=dict)

    def texts(self) -> tuple[Text, ...]:
        return tuple(item for item in self.items if isinstance(item, Text))

    def drawings(self) -> tuple[Drawing, ...]:
        return tuple(item for item in self.items if isinstance(item, Drawing))

    def photos(self) -> tuple[Photo, ...]:
        return tuple(item for item in self.items if isinstance(item, Photo))
