"""A turn from one emblem to another and back: the fields between them, and what moves as SVG, GIF or APNG.

Fields are mixed and cut anew at each step, so that parts melt into one another, and each step is as crisp as an emblem.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image

from oeuvre.create.explore.contours import Floats
from oeuvre.create.explore.emblem import Emblem, Inks, Manner, document, draw_emblem
from oeuvre.create.explore.errors import NoOutline

STEPS = 16
# How long a step is shown, and how many steps long either end rests.
STEP_SECONDS, REST = 0.06, 8

Moving = Literal["gif", "apng"]


@dataclass(frozen=True)
class Turn:
    """The emblems of a turn from the first to the last, and the order in which they are shown, over and over."""

    emblems: tuple[Emblem, ...]
    order: tuple[int, ...]

    @property
    def seconds(self) -> float:
        """How long once there and back takes."""
        return len(self.order) * STEP_SECONDS


def fields_between(first: Floats, last: Floats, steps: int = STEPS) -> list[Floats]:
    """Half-fields from one to another, both ends among them, slow at the ends. Raises `ValueError` for less than two
    steps or for fields of two shapes."""
    if steps < 2 or first.shape != last.shape:
        raise ValueError("two half-fields of one shape, two steps or more")
    shares = (1 - np.cos(np.pi * np.arange(steps) / (steps - 1))) / 2
    return [np.asarray((1 - share) * first + share * last, np.float32) for share in shares]


def turn(fields: Sequence[Floats], manner: Manner = "plain") -> Turn:
    """The turn through half-fields, of which the first and the last are emblems; a step between that cannot be drawn is
    left out. Raises `NoOutline` where an end cannot be."""
    ends = {0: draw_emblem(fields[0], manner), len(fields) - 1: draw_emblem(fields[-1], manner)}
    emblems = []
    for number, half in enumerate(fields):
        try:
            emblems.append(ends.get(number) or draw_emblem(half, manner))
        except NoOutline:
            continue
    last = len(emblems) - 1
    order = [0] * REST + list(range(1, last)) + [last] * REST + list(range(last - 1, 0, -1))
    return Turn(tuple(emblems), tuple(order))


def turn_svg(turned: Turn, inks: Inks, title: str = "") -> str:
    """One SVG file that moves by CSS; where motion is not wanted, or not known, it is the first emblem."""
    rules, groups = [], []
    count = len(turned.order)
    for number, emblem in enumerate(turned.emblems):
        times = _shown_at(turned.order, number)
        marks = "".join(
            f"{100 * begin / count:.3f}%{{visibility:visible}}{100 * end / count:.3f}%{{visibility:hidden}}"
            for begin, end in times
        )
        before = "" if times and times[0][0] == 0 else "0%{visibility:hidden}"
        rules.append(f"@keyframes s{number}{{{before}{marks}}}")
        rules.append(f"#f{number}{{animation:s{number} {turned.seconds:.2f}s steps(1) infinite}}")
        hidden = ' visibility="hidden"' if number else ""
        groups.append(f'<g id="f{number}"{hidden}>{emblem.group(inks)}</g>')
    style = f"<style>@media (prefers-reduced-motion:no-preference){{{''.join(rules)}}}</style>"
    return document(style + "".join(groups), inks.ground, title=title)


def _shown_at(order: Sequence[int], number: int) -> list[tuple[int, int]]:
    """From which to which place of the order an emblem is shown, as often as it is."""
    found: list[tuple[int, int]] = []
    for place, shown in enumerate(order):
        if shown != number:
            continue
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def turn_pictures(turned: Turn, inks: Inks, draw: Callable[[str], bytes], form: Moving = "apng") -> bytes:
    """The same turn as pixels, for ever: `draw` makes a PNG of an SVG. The same turn gives the same bytes."""
    pictures = []
    for emblem in turned.emblems:
        with Image.open(io.BytesIO(draw(emblem.svg(inks)))) as picture:
            pictures.append(picture.convert("RGB"))
    # One palette for all steps, or colours would flicker.
    palette = _strip(pictures).quantize(64, dither=Image.Dither.NONE)
    steps = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    runs = _runs(turned.order)
    shown = [steps[number] for number, _ in runs]
    durations = [round(1000 * STEP_SECONDS * length) for _, length in runs]
    out = io.BytesIO()
    if form == "gif":
        shown[0].save(out, "GIF", save_all=True, append_images=shown[1:], duration=durations, loop=0, disposal=1)
    else:
        shown[0].save(out, "PNG", save_all=True, append_images=shown[1:], duration=durations, loop=0)
    return out.getvalue()


def _runs(order: Sequence[int]) -> list[tuple[int, int]]:
    """The order as emblems and for how many steps each rests."""
    runs: list[tuple[int, int]] = []
    for number in order:
        if runs and runs[-1][0] == number:
            runs[-1] = (number, runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return runs


def _strip(pictures: Sequence[Image.Image]) -> Image.Image:
    """Both ends and the middle side by side: what a palette is chosen from."""
    some = [pictures[0], pictures[len(pictures) // 2], pictures[-1]]
    strip = Image.new("RGB", (sum(one.width for one in some), some[0].height))
    for index, one in enumerate(some):
        strip.paste(one, (index * one.width, 0))
    return strip
