"""Grand mot: the words are the picture, stacked, each line set to the same width; one cut-out in the room they free.

Every shape of page solves the same stack: the break, and the width at which the stack fills the height. What is free
at the right, or above, takes the emblem, which may run off the edge. Never stretched: a line is only ever scaled.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations, pairwise

from oeuvre.create.design.breaks import leans, words_of
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families import pieces
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Sheet


@dataclass(frozen=True)
class Stack:
    """Lines that all have the same width: sizes, the top of each line's capitals from the stack's top, total height."""

    lines: tuple[str, ...]
    sizes: tuple[float, ...]
    tops: tuple[float, ...]
    width: float
    height: float
    worth: float


@dataclass(frozen=True)
class _Line:
    """One line for each unit of width: its size, what stands over its capitals and under its baseline."""

    size: float
    rise: float
    below: float


def _lines_of(kit: Kit, words: tuple[str, ...]) -> dict[tuple[int, int], _Line]:
    """Every run of words as a line."""
    face, tracking = kit.pairing.headline, kit.pairing.tracking
    cap = metrics(face).cap_height
    table = {}
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            one = shape(face, " ".join(words[start:end]), tracking)
            size = 1 / max(one.right - one.left, 1e-3)
            rise = (one.above - cap) * size if one.above > cap * 1.06 else 0.0
            table[start, end] = _Line(size, rise, max(one.below - 0.03, 0.0) * size)
    return table


def _best(kit: Kit, text: str, width: float, height: float, gap: float, most: int, floor: float) -> Stack | None:
    """Of all breaks, the stack that covers the most; bad line ends and lines under `floor` (cap-height) weigh."""
    words = words_of(text)
    cap = metrics(kit.pairing.headline).cap_height
    table = _lines_of(kit, words)
    best: Stack | None = None
    for count in range(1, min(most, len(words)) + 1):
        room = height - gap * (count - 1)
        if room <= 0:
            break
        for cuts in combinations(range(1, len(words)), count - 1):
            spans = tuple(pairwise((0, *cuts, len(words))))
            run = [table[span] for span in spans]
            tall = sum(line.size * cap + line.rise + line.below for line in run)
            wide = min(width, room / tall)
            least = min(line.size for line in run) * cap * wide
            biggest = max(range(count), key=lambda index: run[index].size)
            worth = wide * (tall * wide + gap * (count - 1))
            if least < floor:
                worth *= max(least / floor, 0.05)
            if run[biggest].size * cap * wide > 5.5 * least:
                worth *= 0.7
            if best is not None and worth <= best.worth:
                continue
            lines = tuple(" ".join(words[start:end]) for start, end in spans)
            for index, line in enumerate(lines):
                if index + 1 < count and leans(line.casefold(), kit.language):
                    # A small word may stand alone when it is small; when it is the biggest thing it is a mistake.
                    worth *= 0.22 if index == biggest and _small(line) else 0.72
                if len(line.strip("’'!? \u202f")) < 3 and count > 1:
                    worth *= 0.7
            if best is not None and worth <= best.worth * 1.0001:
                continue
            tops: list[float] = []
            y = 0.0
            for index, one in enumerate(run):
                y += (gap if index else 0.0) + one.rise * wide
                tops.append(y)
                y += (one.size * cap + one.below) * wide
            best = Stack(lines, tuple(line.size * wide for line in run), tuple(tops), wide, y, worth)
    return best


def _small(line: str) -> bool:
    """Whether a line is nothing but a little word or two."""
    return len(line) <= 5 and (" " not in line or all(len(word) <= 3 for word in line.split()))


def _set(sheet: Sheet, stack: Stack, x: float, y: float, tones: tuple[str, ...]) -> None:
    """The stack with its ink flush at `x`: each line is hung by its first letter's ink, not by its side bearing."""
    pairing = sheet.kit.pairing
    for line, size, top, tone in zip(stack.lines, stack.sizes, stack.tops, tones, strict=True):
        left = shape(pairing.headline, line, pairing.tracking).left * size
        sheet.add(
            Text("headline", (line,), pairing.headline, size, tone, x - left, y + top, size, "left",
                 pairing.tracking, large=True)
        )  # fmt: skip
    if min(stack.sizes) * metrics(pairing.headline).cap_height < sheet.page.least_headline:
        sheet.overflow.append("headline")
    sheet.placed.add("headline")


def _frame(sheet: Sheet, ink: str) -> tuple[float, float]:
    """Everything but the stack: logo, line, facts. Returns the top and the bottom of the room left."""
    page, inner, u = sheet.page, sheet.page.inner, sheet.page.u
    if page.shape == "strip":
        logo = None
        if page.ratio < 5:
            logo = sheet.logo(
                inner.right, inner.bottom, sheet.strong * 0.95, ink, align="right", anchor="bottom",
                most_width=inner.width * 0.3,
            )  # fmt: skip
        room = inner.width - (logo.width + sheet.strong * 2 if logo else 0)
        facts = sheet.facts_line(inner.x, inner.bottom, room, ink)
        return inner.y, min(facts, logo.y if logo else facts) - sheet.strong * 0.75
    if page.shape in ("tower", "tiny"):
        logo = sheet.logo(
            inner.x, inner.y, sheet.strong if page.shape == "tower" else sheet.weak, ink, most_width=inner.width
        )
        foot = sheet.foot(
            inner.x, inner.bottom, inner.width, ink, style="stack" if page.shape == "tower" else "columns",
            most=4 if page.shape == "tower" else 2,
        )  # fmt: skip
        if page.shape == "tower":
            line = sheet.line(inner.x, foot - sheet.strong * 1.2, inner.width, ink, anchor="bottom")
            foot = line.y if line else foot
        return (logo.bottom + sheet.strong * 1.1 if logo else inner.y), foot - sheet.strong * 1.1
    logo = sheet.logo(inner.x, inner.y, 40 * u, ink, most_width=inner.width * 0.5)
    line = sheet.line(
        inner.right, inner.y + 5 * u, inner.width * 0.42, ink, align="right", size=31 * u, weight=600, most_lines=3
    )
    foot = sheet.foot(inner.x, inner.bottom, inner.width, ink)
    top = max(logo.bottom if logo else inner.y - 40 * u, line.bottom if line else 0)
    return top + 54 * u, foot - 52 * u


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    # The stack is the idea: short words may stand alone on their line, and five lines read as one block.
    sheet.asks.update(("many-lines", "bad-break"))
    palette, inner = kit.palette, page.inner
    ink = palette.ink
    signal = palette.signal if contrast(palette.signal, palette.ground) >= 3 else ink
    top, bottom = _frame(sheet, ink)
    width, height = inner.width, bottom - top
    small = page.shape in ("strip", "tower", "tiny")
    gap = 26 * page.u if not small else max(page.short * 0.035, 2.5)
    most = {"strip": 1 if page.ratio >= 5 else 3, "wide": 3, "tower": 6}.get(page.shape, 5)
    words = kit.copy.headline.upper()
    emblem = kit.emblem if page.shape != "tiny" else None
    floor = max(page.least_headline, sheet.strong * (1.1 if small else 1.7))
    stack = _best(kit, words, width, height, gap, most, floor)
    if stack is None:
        sheet.overflow.append("headline")
        return sheet.scene("grand_mot")
    beside = page.shape in ("wide", "square", "tall") or (page.shape == "strip" and page.ratio < 5)
    if emblem is not None and beside and stack.width > width * 0.72:
        # With a cut-out to show, the stack tries to leave it a third of the page.
        tight = _best(kit, words, width * (0.64 if page.shape in ("wide", "strip") else 0.68), height, gap, most, floor)
        fills = tight is not None and (tight.height > height * 0.72 or page.shape in ("wide", "strip"))
        if tight is not None and fills and tight.worth > stack.worth * 0.42:
            stack = tight
    free_right, free_top = width - stack.width, height - stack.height
    least_top = page.height * (0.25 if page.shape == "tall" else 0.27) + 70 * page.u
    if emblem is not None and page.shape in ("tall", "square") and free_right < width * 0.22 and free_top < least_top:
        # Too little is free for a cut-out: the stack gives it what it lacks, unless that costs a third of its size.
        k = (height - least_top) / stack.height
        if k >= 0.66:
            smaller = _best(kit, words, width * min(k, 1.0), stack.height * min(k, 1.0) * 1.001, gap, most, floor)
            if smaller is not None and smaller.worth > stack.worth * 0.42:
                stack = smaller
                free_right, free_top = 0.0, height - stack.height
    y = bottom - stack.height
    room: Box | None = None
    if emblem is not None and free_right > width * 0.22 and page.shape != "tower":
        gutter = 46 * page.u if not small else page.margin * 0.8
        x = inner.x + stack.width + gutter
        # The cut-out has the whole height; where facts or logo stand at the right, it keeps above them.
        room = Box(x, top, page.width - x, height)
        if free_top < height * 0.25:
            y = top + free_top * 0.5
    elif emblem is not None and free_top - 70 * page.u > page.height * 0.22 and page.shape != "strip":
        # Words on top, the cut-out under them, at the right: there is no moon here.
        air = 64 * page.u if not small else sheet.strong * 2
        if page.shape == "tower":
            room = Box(inner.x, top, width, free_top - air)
        else:
            y = top
            room = Box(inner.x, top + stack.height + air, page.width - inner.x, free_top - air * 1.1)
    elif page.shape == "strip":
        y = top + free_top * 0.5
    if room is not None:
        _show(sheet, room, signal)
    tones = [ink] * len(stack.lines)
    if room is None and len(tones) > 1:
        loud = [index for index, line in enumerate(stack.lines) if not leans(line.casefold(), kit.language)]
        tones[random.Random(kit.seed).choice(loud or [0])] = signal
    _set(sheet, stack, inner.x, y, tuple(tones))
    return sheet.scene("grand_mot")


def _show(sheet: Sheet, room: Box, colour: str) -> None:
    """The cut-out in the freed room: whole when the room suits it, else half as big again and off the right edge."""
    emblem, page = sheet.kit.emblem, sheet.page
    assert emblem is not None
    cut = emblem.cut_edges
    margin = page.margin
    ink = pieces.turned_ink(emblem)
    whole = pieces.contained(emblem, Box(room.x, room.y, room.width - margin * 0.4, room.height))
    if page.shape == "tower" and "right" not in cut:
        where = pieces.contained(emblem, room)
    elif "right" in cut:
        # It hangs from the page's own edge.
        whole = pieces.contained(emblem, Box(room.x, room.y, page.bled.right - room.x, room.height))
        where = Box(page.bled.right - whole.width, whole.y, whole.width, whole.height)
    elif whole.height >= room.height * 0.62 and not cut:
        beside = room.x > page.width * 0.3
        inside = Box(room.x, room.y, room.width - margin * (0.4 if beside else 1.0), room.height)
        where = pieces.contained(emblem, inside, hang=(0.6, 0.5) if beside else (1.0, 0.5))
    else:
        # Up to a fifth of it leaves the page by the right edge.
        high = min(room.height * 0.86, (room.width / 0.78) * ink.height / ink.width)
        where = Box(room.x, room.y + (room.height - high) * 0.5, high * ink.width / ink.height, high)
    sheet.drawing(
        pieces.canvas(where, pieces.placed(emblem, where, colour)), where, "emblem", ink=where.meets(page.full)
    )


FAMILY = Family(
    id="grand_mot",
    fr="Grand mot",
    en="Big words",
    compose=compose,
    titles=(3, 44),
)
