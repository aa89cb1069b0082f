"""Blocks of words that are composed apart, measured, and then moved to their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from oeuvre.create.design import copyfit
from oeuvre.create.design.contrast import luminance
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Align, Drawing, Item, Photo, Plate, Role, Text
from oeuvre.create.design.sheet import Headline, Sheet, line_end


def _box(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x + dx, box.y + dy, box.width, box.height)


def moved(item: Item, dx: float, dy: float) -> Item:
    """The same thing elsewhere."""
    if isinstance(item, Plate | Photo):
        item = replace(item, box=_box(item.box, dx, dy))
        if isinstance(item, Photo) and item.subject is not None:
            return replace(item, subject=_box(item.subject, dx, dy))
        return item
    if isinstance(item, Drawing):
        ink = _box(item.ink, dx, dy) if item.ink is not None else None
        return replace(item, box=_box(item.box, dx, dy), ink=ink)
    return replace(item, x=item.x + dx, y=item.y + dy)


def shift(items: list[Item], start: int, dx: float, dy: float) -> None:
    """Move every item from `start` on."""
    items[start:] = [moved(item, dx, dy) for item in items[start:]]


def words_box(items: Iterable[Item]) -> Box | None:
    """What the words among these items cover."""
    whole: Box | None = None
    for item in items:
        if isinstance(item, Text):
            whole = item.box if whole is None else whole.joined(item.box)
    return whole


def fact_lines(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    colour: str,
    *,
    align: Align = "left",
    most: int = 4,
    first: float = 1.0,
    rest: float = 1.0,
) -> float:
    """Each fact on one line when it fits, else its two parts under each other; the first is the stronger.

    `x` is the left edge, centre or right edge, as `align` says; `first` and `rest` scale the usual sizes. Returns the
    last baseline, or `y` when there is no fact.
    """
    for index, (elements, role, strong, weak) in enumerate(sheet.fact_pairs(most)):
        size = sheet.strong * first if index == 0 else sheet.weak * rest
        small = max(min(size * 0.8, sheet.weak * rest), sheet.page.least_text)
        weight = 700 if index == 0 else 500
        joined = " ".join(part for part in (strong, weak) if part)
        parts = [(joined, size, weight)]
        if weak and (role == "action" or shape(sheet.text_face(weight), joined).advance * size > width):
            parts = [(line_end(strong), size, weight), (weak, small, 500)]
        if index:
            y += sheet.strong * 0.6
        for part, (text, type_size, type_weight) in enumerate(parts):
            block = sheet.measure(text, type_size, width, weight=type_weight, most_lines=2, element="facts")
            if part:
                y += sheet.strong * 0.4
            told: Role = "url" if role == "action" and part else role
            sheet.put(told, block, x, y, colour, align=align)
            y += block.height
        sheet.placed.update(elements)
    return y


def headline(
    sheet: Sheet,
    box: Box,
    *,
    colour: str,
    align: Align = "left",
    valign: str = "top",
    most_lines: int = 4,
    most_size: float | None = None,
) -> Headline:
    """The headline in `box` with all of its ink: what rises over the capitals and hangs under the baseline counts."""
    pairing = sheet.kit.pairing
    face = pairing.headline
    height = box.height
    for _ in range(5):
        fitted = _whole_groups(sheet, box.width, height, most_lines)
        if most_size is not None and fitted.size > most_size:
            k = most_size / fitted.size
            fitted = replace(
                fitted,
                size=most_size,
                pitch=fitted.pitch * k,
                height=fitted.height * k,
                width=fitted.width * k,
                below=fitted.below * k,
            )
        over = max(shape(face, fitted.lines[0]).above - metrics(face).cap_height, 0.0) * fitted.size
        under = max(fitted.below, 0.0)
        whole = over + fitted.height + under
        if whole <= box.height * 1.002 or height <= 1.0:
            break
        height = fitted.height * 0.99 * box.height / whole
    if fitted.size * metrics(face).cap_height < 0.06 * sheet.page.short:
        sheet.overflow.append("headline")
    slack = max(box.height - whole, 0.0)
    top = box.y + over + {"top": 0.0, "middle": slack / 2, "bottom": slack}[valign]
    return sheet.set_headline(fitted, Box(box.x, top, box.width, fitted.height), colour, align=align)


def _whole_groups(sheet: Sheet, width: float, height: float, most_lines: int) -> copyfit.Fitted:
    """The largest headline that breaks between word groups; a cut group only where nothing else is large enough."""
    pairing = sheet.kit.pairing
    words, language = sheet.kit.copy.headline, sheet.kit.language
    best = copyfit.fit_headline(
        pairing.headline, words, language, width, height, pairing.leading, pairing.tracking, most_lines=most_lines
    )
    if not best.bad_ends:
        return best
    least = max(sheet.page.least_headline, 0.06 * sheet.page.short) / metrics(pairing.headline).cap_height
    whole = [
        one
        for count in range(1, most_lines + 1)
        for one in [
            copyfit.fit_headline(
                pairing.headline, words, language, width, height, pairing.leading, pairing.tracking, lines=count
            )
        ]
        if not one.bad_ends and one.size >= least
    ]
    return max(whole, key=lambda one: one.size, default=best)


def readable_page(page: Page, surface: str, word: str) -> Page:
    """The page with its least text raised to 8 pt where small words are printed light on dark: thin parts fill in."""
    if page.printed and luminance(word) > luminance(surface):
        return replace(page, least_text=max(page.least_text, 8.05))
    return page


def strip_words(sheet: Sheet, left: float, right: float, colour: str, ground: str) -> float:
    """The words of a strip: the headline over one line of facts, and the logo at the right where it has room.

    Returns where the words end, so that the picture may begin there.
    """
    page, inner = sheet.page, sheet.page.inner
    low = page.ratio >= 6
    items = sheet.items
    start = len(items)
    top = sheet.facts_line(left, inner.bottom, right - left, colour)
    ends = [item.box.right for item in items[start:] if isinstance(item, Text)]
    end = max(ends, default=left - sheet.strong)
    size = sheet.strong * 0.85
    room = right - end - sheet.strong * 1.6
    if not low and room > sheet.strong * 1.5:
        logo = sheet.logo(
            right, inner.bottom, size, colour, ground=ground, align="right", anchor="bottom", most_width=room
        )
        if logo:
            top = min(top, logo.y - logo.height * 0.15)
    box = Box(left, inner.y, right - left, top - page.height * (0.09 if low else 0.1) - inner.y)
    headline(sheet, box, colour=colour, most_lines=1 if low else 2, valign="middle" if low else "top")
    return max(item.box.right for item in items[start:])
