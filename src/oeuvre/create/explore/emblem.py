"""Emblems: a figure in two to four colours, made of the level lines of its field, in a frame or none, as SVG.

What lies deeper than a level gives the inner tone, the inline and the lines of an engraving; what lies outside gives
the line around and the shadow. Each manner is a row of a table; one that is too busy for its manner is drawn plain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from oeuvre.create.explore.contours import SIDE, Floats, refine, widened
from oeuvre.create.explore.errors import NoOutline
from oeuvre.create.explore.outline import MOST_SEGMENTS, Outline, trace_fine

Manner = Literal["plain", "toned", "inline", "lined", "shadow", "engraved", "relief"]
FrameShape = Literal["none", "square", "rounded", "disc", "diamond", "hexagon", "shield", "arch"]

# What a file may hold; the ground counts among the colours.
MOST_COMMANDS, MOST_COLOURS = 400, 4
# Samples of ground around a figure of 64, so that what stands off it has room.
MARGIN = 6

# Level and ink of each layer, from the bottom to the top; inks are 0 ground, 1 figure, 2 second, 3 third. "cast" is the
# figure with its shadow below. A level of 0.1 is 1.2 % of the figure's side.
_LAYERS: dict[Manner, tuple[tuple[float | Literal["cast"], int], ...]] = {
    "plain": ((0.0, 1),),
    "toned": ((0.0, 1), (0.34, 2)),
    "inline": ((0.0, 1), (0.2, 0), (0.36, 1)),
    "lined": ((-0.42, 2), (-0.2, 0), (0.0, 1)),
    "shadow": (("cast", 2), (0.0, 1)),
    "engraved": ((0.0, 1), (0.2, 2), (0.32, 1), (0.48, 2), (0.6, 1), (0.76, 2)),
    "relief": (("cast", 2), (0.0, 1), (0.34, 3)),
}
MANNERS = tuple(_LAYERS)
# How far below a figure its shadow reaches, in the box.
_CAST = 11.0

# In a frame a figure fills so much of the square, and is enlarged by no more than this.
_FILLED, _LARGEST = 0.92, 1.35
# A frame's path in the box, and the square within it (middle x, middle y, side) in which the figure stands.
_FRAMES: dict[FrameShape, tuple[str, tuple[float, float, float]]] = {
    "none": ("", (128, 128, 256)),
    "square": ("M8 8L248 8L248 248L8 248Z", (128, 128, 214)),
    "rounded": (
        "M52 8L204 8C230 8 248 26 248 52L248 204C248 230 230 248 204 248"
        "L52 248C26 248 8 230 8 204L8 52C8 26 26 8 52 8Z",
        (128, 128, 210),
    ),
    "disc": (
        "M128 6C195.4 6 250 60.6 250 128C250 195.4 195.4 250 128 250C60.6 250 6 195.4 6 128C6 60.6 60.6 6 128 6Z",
        (128, 128, 186),
    ),
    "diamond": ("M128 2L254 128L128 254L2 128Z", (128, 128, 142)),
    "hexagon": ("M128 4L235.4 66L235.4 190L128 252L20.6 190L20.6 66Z", (128, 128, 184)),
    "shield": (
        "M20 12L236 12L236 118C236 180 196 226 128 252C60 226 20 180 20 118Z",
        (128, 114, 172),
    ),
    "arch": ("M20 250L20 114C20 54 68 6 128 6C188 6 236 54 236 114L236 250Z", (128, 138, 184)),
}
FRAMES = tuple(_FRAMES)


@dataclass(frozen=True)
class Inks:
    """The colours of an emblem as #rrggbb: its ground, its figure, and two more that some manners use. The figure must
    be told from the ground by who chooses them."""

    ground: str
    figure: str
    second: str
    third: str

    @property
    def turned(self) -> Inks:
        """Ground and figure in each other's place."""
        return Inks(self.figure, self.ground, self.second, self.third)

    def __getitem__(self, index: int) -> str:
        return (self.ground, self.figure, self.second, self.third)[index]


@dataclass(frozen=True)
class Layer:
    """What is filled with one ink."""

    outline: Outline
    ink: int


@dataclass(frozen=True)
class Emblem:
    """A figure taken apart into layers; `manner` is the one it was drawn in, which is plain where another was too much.

    `svg` and `group` paint it. The box is `SIDE` a side.
    """

    layers: tuple[Layer, ...]
    manner: Manner

    @property
    def outline(self) -> Outline:
        """The figure itself."""
        return next(layer.outline for layer in self.layers if layer.ink == 1)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The box (left, top, right, bottom) around all layers, their control points counted in."""
        points = np.concatenate([path.reshape(-1, 2) for layer in self.layers for path in layer.outline.paths])
        (left, top), (right, bottom) = points.min(0), points.max(0)
        return float(left), float(top), float(right), float(bottom)

    @property
    def commands(self) -> int:
        """How many path commands its layers have, its frame apart."""
        return sum(layer.outline.commands for layer in self.layers)

    def colours(self, inks: Inks) -> tuple[str, ...]:
        """The colours that it shows on its ground, the ground first."""
        return tuple(dict.fromkeys((inks.ground, *(inks[layer.ink] for layer in self.layers))))

    def group(self, inks: Inks) -> str:
        """The layers as SVG elements, without their ground."""
        return "".join(
            f'<path fill="{inks[layer.ink]}" fill-rule="evenodd" d="{layer.outline.data}"/>' for layer in self.layers
        )

    def svg(self, inks: Inks, frame: FrameShape = "none", title: str = "", *, ground: bool = True) -> str:
        """A file of its own. In a frame, the frame has the figure's colour and the figure the ground's."""
        return document(self.framed(inks, frame), inks.ground if ground else "", title=title)

    def framed(self, inks: Inks, frame: FrameShape = "none") -> str:
        """The frame and the figure in it, as SVG elements."""
        path, (x, y, side) = _FRAMES[frame]
        if not path:
            return self.group(inks)
        left, top, right, bottom = self.extent
        scale = min(_LARGEST, _FILLED * side / max(right - left, bottom - top))
        move = (x - scale * (left + right) / 2, y - scale * (top + bottom) / 2)
        place = f"translate({move[0]:.2f} {move[1]:.2f}) scale({scale:.4f})"
        return f'<path fill="{inks.figure}" d="{path}"/><g transform="{place}">{self.group(inks.turned)}</g>'


@dataclass(frozen=True)
class Lettering:
    """A name as outlines: SVG path data, and the box that its ink fills (left, top, right, bottom), y downwards."""

    data: str
    box: tuple[float, float, float, float]


def layers_of(manner: Manner) -> tuple[tuple[float | Literal["cast"], int], ...]:
    """Level and ink of each layer of a manner, from the bottom to the top: what a quick preview fills, level by level.
    The inks are 0 ground, 1 figure, 2 second, 3 third; "cast" is the figure with its shadow below."""
    return _LAYERS[manner]


def frame_of(frame: FrameShape) -> tuple[str, tuple[float, float, float]]:
    """The path of a frame in the box, empty for none, and the square in which a figure stands (middle x, middle y,
    side)."""
    return _FRAMES[frame]


def draw_emblem(half: Floats, manner: Manner = "plain") -> Emblem:
    """The emblem of a half-field, in the box with a margin. Raises `NoOutline` where none can be drawn."""
    fine = refine(widened(half, MARGIN))
    plain = trace_fine(fine)
    if plain.commands > MOST_COMMANDS - 12:
        raise NoOutline(reason="busy")
    layers = [Layer(plain, 1)] if manner == "plain" else _layers(fine, plain, manner)
    return Emblem(tuple(layers), manner) if layers else Emblem((Layer(plain, 1),), "plain")


def _layers(fine: Floats, plain: Outline, manner: Manner) -> list[Layer]:
    """The layers of a manner, none where one of them cannot be drawn or all together are too much."""
    layers: list[Layer] = []
    # A frame takes a few commands too.
    left = MOST_COMMANDS - 12
    try:
        for level, ink in _LAYERS[manner]:
            if level == 0.0:
                outline = plain
            elif level == "cast":
                outline = trace_fine(_cast(fine))
            else:
                outline = trace_fine(fine, level)
            left -= outline.commands
            if left < 0 or outline.segments > MOST_SEGMENTS:
                return []
            layers.append(Layer(outline, ink))
    except NoOutline as refused:
        # What is nowhere deep enough for its innermost lines is drawn with those it has.
        if refused.reason != "blank" or len(layers) < 2 or manner == "inline":
            return []
    return layers


def _cast(fine: Floats) -> Floats:
    """A refined field with its shadow: all that the figure covers while it is drawn downwards."""
    steps = round(_CAST * fine.shape[0] / SIDE)
    cast = fine.copy()
    for step in range(1, steps + 1):
        cast[step:] = np.maximum(cast[step:], fine[:-step])
    return cast


def document(body: str, ground: str = "", box: tuple[float, float] = (SIDE, SIDE), title: str = "") -> str:
    """An SVG file around elements: its box (width, height), its ground where one is given, its title."""
    wide, high = box
    named = f"<title>{escaped(title)}</title>" if title else ""
    filled = f'<rect width="{wide:g}" height="{high:g}" fill="{ground}"/>' if ground else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">'
        f"{named}{filled}{body}</svg>\n"
    )


def escaped(text: str) -> str:
    """Text as it may stand between two tags: characters that XML does not have are left out."""
    clean = "".join(
        sign
        for sign in text
        if sign in "\t\n" or " " <= sign < "\ud800" or (sign >= "\ue000" and sign not in "\ufffe\uffff")
    )
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def lockup(
    emblem: Emblem,
    inks: Inks,
    name: Lettering,
    place: Literal["beside", "under"] = "beside",
    frame: FrameShape = "none",
) -> str:
    """An emblem with a name beside or under it, as SVG: beside, the name is at most a third as high."""
    left, top, right, bottom = name.box
    wide, high = right - left, bottom - top
    if wide <= 0 or high <= 0:
        raise ValueError("a name without ink")
    if place == "beside":
        scale = min(SIDE / 3 / high, 6 * SIDE / wide)
        at = (SIDE + SIDE / 12, (SIDE - high * scale) / 2)
        box = (at[0] + wide * scale + SIDE / 8, SIDE)
    else:
        scale = min(0.86 * SIDE / wide, SIDE / 3 / high)
        at = ((SIDE - wide * scale) / 2, SIDE * 1.02)
        box = (SIDE, at[1] + high * scale + SIDE / 12)
    move = f"translate({at[0] - left * scale:.2f} {at[1] - top * scale:.2f}) scale({scale:.5f})"
    words = f'<path fill="{inks.figure}" transform="{move}" d="{name.data}"/>'
    return document(emblem.framed(inks, frame) + words, inks.ground, (round(box[0], 2), round(box[1], 2)))
