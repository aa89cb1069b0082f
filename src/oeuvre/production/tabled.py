"""A table on paper as it lies: its frames, lines and cards where they are, drawn as large as they fit in a place."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from oeuvre.create.design import string_literal

# The margin of a page, in points.
MARGIN = 36.0
_MOST_TEXT = 600
# How far a line goes level before it bends, at least, in px of the table: as the studio's page draws it.
_REACH = 24.0


@dataclass(frozen=True)
class Tabled:
    """A card: where it lies, in px of the table; its picture (WebP, JPEG or PNG) or its words; its caption.

    A `frame` is drawn round what lies in it, its words over it.
    """

    x: float
    y: float
    w: float
    h: float
    picture: bytes | None = None
    text: str = ""
    caption: str = ""
    frame: bool = False


@dataclass(frozen=True)
class TabledLine:
    """A line from one card to another, and the words on it."""

    start: Tabled
    end: Tabled
    label: str = ""


@dataclass(frozen=True)
class TabledComment:
    """A comment: where it is pinned, in px of the table; who said it and what, with the answers, one a line."""

    x: float
    y: float
    text: str


def drawn_table(
    cards: Sequence[Tabled],
    lines: Sequence[TabledLine],
    comments: Sequence[TabledComment],
    wide: float,
    high: float,
) -> tuple[str, dict[str, bytes]]:
    """The table as Typst source, in a box of at most so many points, and the pictures that it names; comments are pins
    with their numbers, in their order."""
    left, top, width, height = _extent([(card.x, card.y, card.w, card.h) for card in cards])
    scale = min(1.0, wide / max(width, 1.0), high / max(height, 1.0))

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - left) * scale, (y - top) * scale

    assets: dict[str, bytes] = {}
    drawn = [_framed(card, *at(card.x, card.y), scale) for card in cards if card.frame]
    for line in lines:
        points = [at(x, y) for x, y in bent(line.start, line.end)]
        drawn.append(_line(points, line.label, scale))
    drawn += [_placed(card, *at(card.x, card.y), scale, assets) for card in cards if not card.frame]
    drawn += [_pinned(number, *at(one.x, one.y)) for number, one in enumerate(comments, 1)]
    inner = "\n".join(drawn)
    return f"#box(width: {width * scale:.1f}pt, height: {height * scale:.1f}pt)[\n{inner}\n]", assets


def _extent(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """Left, top, width and height of what boxes (x, y, w, h) cover together; of none, room for a title."""
    left, top = (min((box[side] for box in boxes), default=0.0) for side in (0, 1))
    width = max((box[0] + box[2] for box in boxes), default=400.0) - left
    return left, top, width, max((box[1] + box[3] for box in boxes), default=200.0) - top


def bent(a: Tabled, b: Tabled) -> list[tuple[float, float]]:
    """The four points of a line's curve: out of a side of one card, level, and into the facing side of the other."""
    gap_x = max(b.x - (a.x + a.w), a.x - (b.x + b.w))
    gap_y = max(b.y - (a.y + a.h), a.y - (b.y + b.h))
    if gap_x >= gap_y:
        right = b.x + b.w / 2 >= a.x + a.w / 2
        start = (a.x + a.w if right else a.x, a.y + a.h / 2)
        end = (b.x if right else b.x + b.w, b.y + b.h / 2)
        reach = max(_REACH, abs(end[0] - start[0]) / 2) * (1 if right else -1)
        return [start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end]
    down = b.y + b.h / 2 >= a.y + a.h / 2
    start = (a.x + a.w / 2, a.y + a.h if down else a.y)
    end = (b.x + b.w / 2, b.y if down else b.y + b.h)
    reach = max(_REACH, abs(end[1] - start[1]) / 2) * (1 if down else -1)
    return [start, (start[0], start[1] + reach), (end[0], end[1] - reach), end]


def _line(points: Sequence[tuple[float, float]], label: str, scale: float) -> str:
    start, first, second, end = (f"({x:.2f}pt, {y:.2f}pt)" for x, y in points)
    stroke = f'{max(0.3, 1.5 * scale):.2f}pt + rgb("#6b6b6b")'
    drawn = f"#place(curve(stroke: {stroke}, curve.move({start}), curve.cubic({first}, {second}, {end})))"
    if not label:
        return drawn
    x, y = ((points[0][i] + 3 * points[1][i] + 3 * points[2][i] + points[3][i]) / 8 for i in (0, 1))
    words = f"text(size: {max(2.0, 12 * scale):.2f}pt, {string_literal(_short(label))})"
    # Words stand with their middle where the curve has its own.
    plate = f"context {{ let words = box(fill: white, inset: 2pt, {words}); let size = measure(words); "
    middled = "move(dx: -size.width / 2, dy: -size.height / 2, words) }"
    return f"{drawn}\n#place(dx: {x:.2f}pt, dy: {y:.2f}pt, {plate}{middled})"


def _framed(card: Tabled, x: float, y: float, scale: float) -> str:
    size = f"width: {card.w * scale:.2f}pt, height: {card.h * scale:.2f}pt"
    words = f"text(size: {max(2.0, 13 * scale):.2f}pt, {string_literal(_short(card.text))})"
    box = f'rect({size}, radius: {6 * scale:.2f}pt, stroke: 0.6pt + rgb("#999999"), fill: rgb("#f6f5f2"))'
    over = f"#place(dx: {x:.2f}pt, dy: {y - max(3.0, 17 * scale):.2f}pt, {words})" if card.text else ""
    return f"#place(dx: {x:.2f}pt, dy: {y:.2f}pt, {box})\n{over}"


def _pinned(number: int, x: float, y: float) -> str:
    told = f'text(size: 7pt, fill: white, weight: "bold", "{number}")'
    pin = f'box(width: 14pt, height: 14pt, radius: 7pt, fill: rgb("#1b1b1b"), align(center + horizon, {told}))'
    return f"#place(dx: {x:.2f}pt, dy: {y:.2f}pt, {pin})"


def _short(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else text[: _MOST_TEXT - 1] + "…"


def _placed(card: Tabled, x: float, y: float, scale: float, assets: dict[str, bytes]) -> str:
    size = f"width: {card.w * scale:.2f}pt, height: {card.h * scale:.2f}pt"
    if card.picture is not None:
        ending = "webp" if card.picture[8:12] == b"WEBP" else "png" if card.picture[:4] == b"\x89PNG" else "jpg"
        name = f"assets/{hashlib.sha256(card.picture).hexdigest()[:20]}.{ending}"
        assets[name] = card.picture
        what = f'image({string_literal(name)}, {size}, fit: "contain", alt: {string_literal(card.caption)})'
    else:
        type_size = max(2.0, min(14.0, card.h * 0.3) * scale)
        words = f"text(size: {type_size:.2f}pt, {string_literal(_short(card.text))})"
        what = f'box({size}, clip: true, inset: 3pt, stroke: 0.3pt + rgb("#bbbbbb"), fill: white, {words})'
    return f"#place(dx: {x:.2f}pt, dy: {y:.2f}pt, {what})"
