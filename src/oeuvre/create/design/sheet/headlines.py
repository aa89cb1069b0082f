"""The headline: as large as its box allows, its colours by line, its accents inside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING

from oeuvre.create.design import copyfit
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Align, Text
from oeuvre.create.design.sheet.measured import Headline

if TYPE_CHECKING:
    from oeuvre.create.design.sheet.sheet import Sheet


def headline(
    sheet: Sheet,
    box: Box,
    *,
    colour: str,
    colours: Sequence[str] = (),
    align: Align = "left",
    valign: str = "top",
    most_lines: int = 4,
    lines: int | None = None,
    most_size: float | None = None,
    upper: bool = False,
    on_art: bool = False,
) -> Headline:
    """The headline as large as `box` allows, choosing among its breaks the one with the largest type.

    `valign` "bottom" hangs the last baseline (descenders counted) on the box's bottom. `colours` alternate by
    line.
    """
    pairing = sheet.kit.pairing
    words = sheet.kit.copy.headline.upper() if upper else sheet.kit.copy.headline
    fitted = copyfit.fit_headline(
        pairing.headline,
        words,
        sheet.kit.language,
        box.width,
        box.height,
        pairing.leading,
        pairing.tracking,
        most_lines=most_lines,
        lines=lines,
    )
    least = sheet.page.least_headline / metrics(pairing.headline).cap_height
    if lines is None and fitted.size < least:
        # Rather a bad line end than a headline too small to be read.
        for count, language in product(range(1, most_lines + 1), (sheet.kit.language, "")):
            tried = copyfit.fit_headline(
                pairing.headline,
                words,
                language,
                box.width,
                box.height,
                pairing.leading,
                pairing.tracking,
                lines=count,
            )
            fitted = tried if tried.size > fitted.size else fitted
    if most_size is not None and fitted.size > most_size:
        again = copyfit.fit_lines(
            pairing.headline, fitted.lines, box.width, box.height, pairing.leading, pairing.tracking
        )
        k = most_size / again.size
        fitted = copyfit.Fitted(
            again.lines, most_size, again.pitch * k, again.height * k, again.width * k, again.below * k, 0
        )
    # An accent on the first line, and the tails of the last unless it may hang below, stay inside the box.
    rise = _rise(sheet, fitted)
    below = max(fitted.below, 0.0) if valign in ("bottom", "middle") else 0.0
    if rise + fitted.height + below > box.height * 1.001:
        k = box.height / (rise + fitted.height + below)
        fitted = copyfit.Fitted(
            fitted.lines,
            fitted.size * k,
            fitted.pitch * k,
            fitted.height * k,
            fitted.width * k,
            fitted.below * k,
            fitted.bad_ends,
        )
    return sheet.set_headline(fitted, box, colour, colours, align=align, valign=valign, on_art=on_art)


def set_headline(
    sheet: Sheet,
    fitted: copyfit.Fitted,
    box: Box,
    colour: str,
    colours: Sequence[str] = (),
    *,
    align: Align = "left",
    valign: str = "top",
    on_art: bool = False,
) -> Headline:
    """Place a fitted headline in `box`."""
    pairing = sheet.kit.pairing
    if fitted.size * metrics(pairing.headline).cap_height < sheet.page.least_headline:
        sheet.overflow.append("headline")
    if len(set(colours)) > 1:
        fitted = _parted(sheet, fitted, box.height)
    rise = _rise(sheet, fitted)
    slack = box.height - fitted.height - rise
    hung = max(slack - max(fitted.below, 0.0), 0.0)
    y = box.y + rise + (0 if valign == "top" else min(slack / 2, hung) if valign == "middle" else hung)
    x = box.x + {"left": 0.0, "center": 0.5, "right": 1.0}[align] * box.width
    if align == "left":
        # A tail may hang into the margin (of a J, of an italic f), a third of it at most.
        hung = -min(shape(pairing.headline, line, pairing.tracking).left for line in fitted.lines) * fitted.size
        x += max(hung - sheet.page.margin * 0.35, 0.0)
    tones = tuple(colours) or (colour,)
    runs: list[tuple[str, list[str], int]] = []
    for index, line in enumerate(fitted.lines):
        tone = tones[index % len(tones)]
        if runs and runs[-1][0] == tone:
            runs[-1][1].append(line)
        else:
            runs.append((tone, [line], index))
    for tone, lines, start in runs:
        sheet.items.append(
            Text(
                "headline",
                tuple(lines),
                pairing.headline,
                fitted.size,
                tone,
                x,
                y + start * fitted.pitch,
                fitted.pitch,
                align,
                pairing.tracking,
                on_art=on_art,
                large=True,
            )
        )
    sheet.placed.add("headline")
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * fitted.width
    return Headline(Box(left, y - rise, fitted.width, fitted.height + rise), fitted.size, fitted.below, fitted.lines)


def _parted(sheet: Sheet, fitted: copyfit.Fitted, height: float) -> copyfit.Fitted:
    """The same lines, each its own block: the ink of lines in two colours never meets."""
    pairing = sheet.kit.pairing
    shaped = [shape(pairing.headline, line, pairing.tracking) for line in fitted.lines]
    need = max((a.below + b.above for a, b in pairwise(shaped)), default=0.0) + 0.01
    if len(shaped) < 2 or fitted.pitch >= need * fitted.size:
        return fitted
    tall = metrics(pairing.headline).cap_height + need * (len(shaped) - 1)
    size = min(fitted.size, height / tall)
    k = size / fitted.size if fitted.size else 1.0
    return copyfit.Fitted(
        fitted.lines, size, need * size, tall * size, fitted.width * k, fitted.below * k, fitted.bad_ends
    )


def _rise(sheet: Sheet, fitted: copyfit.Fitted) -> float:
    """How far the first line's accents stand over its capitals; round letters and ascenders do not count."""
    face = sheet.kit.pairing.headline
    cap, above = metrics(face).cap_height, shape(face, fitted.lines[0]).above
    return (above - cap) * fitted.size if above > cap * 1.12 else 0.0
