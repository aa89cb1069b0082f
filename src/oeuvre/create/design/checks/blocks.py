"""The scene as the checks read it: lines with their boxes, words joined, and what lies under what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oeuvre.create.design.measure import metrics
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Drawing, Photo, Plate, Rule, Scene, Text

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


@dataclass(frozen=True)
class Line:
    """One line of a text: the ink's box, the box from capitals to baseline, the band of the small letters."""

    item: int
    row: int
    text: Text
    words: str
    box: Box
    body: Box
    band: Box

    @property
    def element(self) -> str:
        return self.text.element or self.text.role


def lines_of(scene: Scene) -> tuple[Line, ...]:
    """Every line of type of a scene, in the order it is painted."""
    found = []
    for index, item in enumerate(scene.items):
        if not isinstance(item, Text) or not item.lines:
            continue
        face = metrics(item.face)
        frame = item.level_frame()
        rows = zip(item.lines, item.shaped(), item.baselines(), item.line_boxes(), strict=True)
        for row, (words, shaped, baseline, box) in enumerate(rows):
            wide = (shaped.right - shaped.left) * item.size
            start = item.x - {"left": 0.0, "center": 0.5, "right": 1.0}[item.align] * shaped.advance * item.size
            left = start + shaped.left * item.size
            cap, small = face.cap_height * item.size, face.x_height * item.size
            body = turned(Box(left, baseline - cap, wide, cap), frame, item.turn)
            band = turned(Box(left, baseline - small, wide, small), frame, item.turn)
            found.append(Line(index, row, item, words, box, body, band))
    return tuple(found)


def turned(box: Box, frame: Box, turn: int) -> Box:
    """Where a box of a level block lies once the block was turned about the centre of `frame`."""
    cx, cy = frame.centre
    if turn == 180:
        return Box(2 * cx - box.right, 2 * cy - box.bottom, box.width, box.height)
    if turn == 90:
        return Box(cx - (box.bottom - cy), cy + (box.x - cx), box.height, box.width)
    if turn == 270:
        return Box(cx + (box.y - cy), cy - (box.right - cx), box.height, box.width)
    return box


def pixel(page: Page) -> float:
    """The least that counts: a pixel on screen; in print, what a pixel is on a page of 1080, and 0.25 pt at least."""
    return max(page.u, 0.25) if page.printed else 1.0


def cap_height(text: Text) -> float:
    """The height of the capitals in points."""
    return metrics(text.face).cap_height * text.size


def is_large(text: Text, page: Page) -> bool:
    """Whether contrast of 3 is enough: capitals over 4 % of the short side, and never under 13 pt of capitals.

    13 pt is what WCAG calls large (24 px, or 18.66 px bold); 4 % of a banner 90 px high would be less. A family
    that sets display type (`Text.large`) is believed from 10 pt of capitals on.
    """
    cap = cap_height(text)
    if text.role == "logo":
        return True
    return (cap > 0.04 * page.short and cap >= 13) or (text.large and cap >= 10)


def join_words(lines: Sequence[str]) -> str:
    """Lines as one run of words, hyphenation at line ends left as it stands."""
    return " ".join(line for line in lines if line)


def grouped(texts: Sequence[Text]) -> dict[tuple[str, int], list[Text]]:
    """Texts by role and turn: a headline set in several colours is one, its answer upside down another."""
    groups: dict[tuple[str, int], list[Text]] = {}
    for text in texts:
        groups.setdefault((text.role, text.turn), []).append(text)
    return groups


def colours_in(svg: str) -> tuple[str, ...]:
    """The colours that an SVG names, each once, in small letters."""
    return tuple(dict.fromkeys(found.lower() for found in _HEX.findall(svg)))


def opaque(plate: Plate) -> bool:
    return plate.fill is not None and len(plate.fill) == 7


def covers(outer: Box, inner: Box, slack: float = 0.5) -> bool:
    """Whether `outer` holds `inner`, to within `slack` points."""
    return (
        outer.x <= inner.x + slack
        and outer.y <= inner.y + slack
        and outer.right >= inner.right - slack
        and outer.bottom >= inner.bottom - slack
    )


def surface_under(scene: Scene, item: int, box: Box) -> str:
    """The flat colour declared under `box` just before item `item` is painted; the ground when there is no plate."""
    for below in reversed(scene.items[:item]):
        if isinstance(below, Plate) and opaque(below) and covers(below.box, box, 2.0):
            return below.fill or scene.ground
    return scene.ground


def plated_between(scene: Scene, below: int, above: int, box: Box) -> bool:
    """Whether a plate painted after item `below` and before `above` hides it under the whole of `box`."""
    between = scene.items[below + 1 : above]
    return any(isinstance(item, Plate) and opaque(item) and covers(item.box, box, 1.0) for item in between)


def pictures(scene: Scene) -> Iterator[tuple[int, Drawing | Photo]]:
    for index, item in enumerate(scene.items):
        if isinstance(item, Drawing | Photo):
            yield index, item


def logo_parts(scene: Scene) -> tuple[list[int], Box | None, Box | None]:
    """The items that make the client's logo, the box of them all, and that of the mark (else of the name)."""
    parts: list[int] = []
    whole: Box | None = None
    mark: Box | None = None
    name: Box | None = None
    for index, item in enumerate(scene.items):
        sign = isinstance(item, Drawing) and item.role in ("logo", "mark")
        sign = sign or (isinstance(item, Photo) and item.role == "logo")
        word = isinstance(item, Text) and item.role == "logo"
        if not (sign or word):
            continue
        assert not isinstance(item, Rule)
        parts.append(index)
        whole = item.box if whole is None else whole.joined(item.box)
        if sign:
            mark = item.box if mark is None else mark
        else:
            name = item.box
    return parts, whole, mark or name
